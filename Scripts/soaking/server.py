"""A PostgreSQL server of the soak, with a role for each writer and reader."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from postgresql import programs

from .hosts import BRIDGE

PASSWORD = "soak"


class Server:
    """Runs in a temporary folder, with syncing on as usual; as nobody if root runs the soak. Everybody has a password."""

    def __init__(self, program, has_network):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="cbs-soak-")
        os.chmod(self.folder, 0o755)
        self.user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        if os.getuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")
        self.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync")
        with open(f"{self.folder}/data/pg_hba.conf", "w") as rules:
            rules.write("local all postgres,admin trust\nlocal all all scram-sha-256\nhost all all samenet scram-sha-256\n")
        os.chmod(f"{self.folder}/data/pg_hba.conf", 0o644)
        self.address = BRIDGE if has_network else self.folder.replace("/", "%2F")
        self.options = f"-k {self.folder} -c max_connections=200 -c listen_addresses={BRIDGE if has_network else ''}"
        self.crashes = 0
        self.downtime = 0
        self.start()

    def run(self, program, *arguments, check=True):
        subprocess.run([*self.user, f"{programs()}/{program}", *arguments], cwd=self.folder, check=check,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        self.run("pg_ctl", "-D", "data", "-w", "-t", "300", "-l", "log", "-o", self.options, "start")

    def crash(self):
        """Ends all of it at once, as if the power had failed (but without losing what the system has not written yet)."""
        began = time.monotonic()
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        self.start()
        self.crashes += 1
        self.downtime = max(self.downtime, time.monotonic() - began)

    def stop(self):
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, statements, database="postgres"):
        return subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "-d", database],
            input=statements, text=True, capture_output=True, check=True).stdout

    def place(self, role):
        return f"postgresql://{role}@{self.address}/cbs?account=soak"

    def set_up(self, writers, readers):
        """Creates the account, its rights as in docs/how-to/team.md, and the shared groups."""
        roles = "".join(f"create role {role} login password '{PASSWORD}';" for role in writers + readers)
        self.sql(f"create role cbs_owner nologin; create role admin login; grant cbs_owner to admin; {roles}")
        self.sql("create database cbs owner cbs_owner")
        owner = f"postgresql://admin@{self.folder.replace('/', '%2F')}/cbs?account=soak&options=-c%20role%3Dcbs_owner"
        subprocess.run([self.program, "init", owner, "--quiet"], check=True)
        rights = ", ".join(f"('soak', '{role}', {str(role in writers).lower()})" for role in writers + readers)
        self.sql(f"insert into cbs.grants (account, role, writes) values {rights}", "cbs")


def need_server():
    if programs() is None:
        print("soak: skipped: there is no PostgreSQL here", file=sys.stderr)
        sys.exit(0)
