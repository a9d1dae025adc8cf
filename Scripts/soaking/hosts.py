"""Hosts for writers and readers: network namespaces on one bridge, at whose end the server listens."""

import subprocess

BRIDGE = "10.87.0.1"


def system(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def make_bridge():
    system("ip", "link", "set", "lo", "up")
    system("ip", "link", "add", "bridge", "type", "bridge")
    system("ip", "address", "add", f"{BRIDGE}/24", "dev", "bridge")
    system("ip", "link", "set", "bridge", "up")


class Host:
    """A network namespace with a cable to the bridge. It exists as long as the process that holds it."""

    has_network = True

    def __init__(self, number):
        self.cable = f"cable{number}"
        self.holder = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo; exec sleep infinity"], stdout=subprocess.PIPE)
        self.holder.stdout.readline()
        self.command = ["nsenter", f"--net=/proc/{self.holder.pid}/ns/net"]
        system("ip", "link", "add", self.cable, "type", "veth", "peer", "name", "eth0", "netns", str(self.holder.pid))
        system("ip", "link", "set", self.cable, "master", "bridge", "up")
        system(*self.command, "ip", "address", "add", f"10.87.0.{number + 2}/24", "dev", "eth0")
        system(*self.command, "ip", "link", "set", "eth0", "up")

    def unplug(self):
        system("ip", "link", "set", self.cable, "down")

    def plug_in(self):
        system("ip", "link", "set", self.cable, "up")

    def lose_packets(self, share):
        system(*self.command, "iptables", "-A", "INPUT", "-m", "statistic", "--mode", "random", "--probability", str(share),
               "-j", "DROP")

    def lose_none(self):
        system(*self.command, "iptables", "-F")

    def end(self):
        self.holder.kill()
        self.holder.wait()


class SameHost:
    """Used if there are no namespaces: everybody is on this host, and no cable can be pulled."""

    has_network = False
    command = []

    def __init__(self, number):
        pass

    def end(self):
        pass
