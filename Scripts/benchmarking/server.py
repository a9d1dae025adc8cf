"""A PostgreSQL server of the benchmark's own, and what is measured on it."""

import atexit
import glob
import os
import shutil
import subprocess
import tempfile

from .pairs import nothing, pair
from .programs import PROGRAM, Run, cbs, fresh_store, full_store, copy_store


def programs():
    """The folder of the server's programs; None without PostgreSQL."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[-2]))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return os.path.dirname(initdb) if initdb else None


class Server:
    """Runs in a temporary folder, on a socket there, as the server is set up by default; as nobody, where root measures."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="cbs-benchmark-")
        self.user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        if os.getuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")
        self.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust")
        self.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", f"-k {self.folder} -c listen_addresses=", "start")
        atexit.register(self.stop)
        self.address = f"postgresql://postgres@{self.folder.replace('/', '%2F')}/postgres"
        self.accounts = 0
        self.account = None

    def run(self, program, *arguments):
        subprocess.run([*self.user, f"{programs()}/{program}", *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh_account(self):
        self.accounts += 1
        self.account = f"{self.address}?account=a{self.accounts}"
        Run([PROGRAM, "init", self.account])

    def copy_of(self, store):
        """An account with what a folder has."""
        self.accounts += 1
        self.account = f"{self.address}?account=a{self.accounts}"
        Run([PROGRAM, "init", self.address])
        Run([PROGRAM, "--store", store, "copy", self.account])


def server(rows, runs):
    """The same work on a server and in a folder."""
    if programs() is None:
        return {"pairs": []}
    place = Server()
    count = max(1, rows // 100)
    full_store()
    copy_store("full")

    def on_server(statements):
        return lambda: cbs(statements, place.account)

    return {"pairs": [
        pair(f"on a server, import {rows:,} rows into a new group", 3, "the same in a folder", runs,
             place.fresh_account, on_server("import full.csv into new group N"),
             fresh_store, lambda: cbs("import full.csv into new group N")),
        pair(f"on a server, import {count:,} changes, with its backup", 5, "the same in a folder", runs,
             lambda: place.copy_of("full"), on_server("import changes.csv into N"),
             lambda: copy_store("full"), lambda: cbs("import changes.csv into N")),
        pair("on a server, start, list backups, exit", None, "the same in a folder", max(runs, 20),
             nothing, on_server("backups"), nothing, lambda: cbs("backups")),
    ]}
