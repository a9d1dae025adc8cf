"""A PostgreSQL server of the benchmark, and what is measured on it."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from postgresql import programs

from .pairs import at_least, nothing, pair
from .programs import FOLDER, PROGRAM, Run, cbs, cbs_script, fresh_store, full_store, copy_store


class Server:
    """Runs in a temporary folder, on a socket there, with the default configuration; as nobody if root runs the benchmark."""

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

    def sql(self, statements):
        subprocess.run([f"{programs()}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "postgres"],
                       input=statements.encode(), check=True, stdout=subprocess.DEVNULL)

    def set_back(self, milliseconds):
        """The address of an account on the same server, from farther away."""
        folder = tempfile.mkdtemp(prefix="cbs-benchmark-")
        proxy = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("distance.py"), f"{folder}/.s.PGSQL.5432",
             f"{self.folder}/.s.PGSQL.5432", str(milliseconds)], stdout=subprocess.PIPE)
        proxy.stdout.readline()

        def end():
            proxy.kill()
            proxy.wait()
            shutil.rmtree(folder, ignore_errors=True)

        atexit.register(end)
        return lambda account: account.replace(self.folder.replace("/", "%2F"), folder.replace("/", "%2F"))

    def add_accounts(self, count):
        """Creates empty accounts that the user may see."""
        self.sql(f"""
            insert into cbs.accounts (account) select 'other ' || n from generate_series(1, {count}) n on conflict do nothing;
            insert into cbs.grants (account, role, writes)
            select 'other ' || n, 'postgres', true from generate_series(1, {count}) n on conflict do nothing;
            analyze cbs.accounts, cbs.grants, cbs.files""")

    def fresh_account(self):
        self.accounts += 1
        self.account = f"{self.address}?account=a{self.accounts}"
        Run([PROGRAM, "init", self.account])

    def copy_of(self, store):
        """Copies what is in a folder to an account."""
        self.accounts += 1
        self.account = f"{self.address}?account=a{self.accounts}"
        Run([PROGRAM, "init", self.address])
        Run([PROGRAM, "--store", store, "copy", self.account])


def server(rows, runs):
    """Does the same work on a server and in a folder."""
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
        pair("on a server, start, list backups, exit", None, "the same in a folder", at_least(20, runs),
             nothing, on_server("backups"), nothing, lambda: cbs("backups")),
        *far(place, min(rows, 10_000), runs),
    ]}


class Allowed:
    """A limit in place of a peer's run."""

    written = 0

    def __init__(self, seconds):
        self.seconds = seconds


def far(place, groups, runs):
    """A server that is ten milliseconds away; whole programs, from the connection to the end."""
    ten = "email,city\n" + "".join(f"person{number}@example.com,Ulm\n" for number in range(10))
    fresh_store("few")
    cbs_script(f"import <<X into new group N\n{ten}X\n" + "add recipient other@example.com to N\n", "few")
    place.copy_of("few")
    few = place.account
    fresh_store("many")
    cbs_script("".join(f"import <<X into new group G{n}\nemail\nX\n" for n in range(groups)), "many")
    place.copy_of("many")
    many = place.account
    place.add_accounts(10_000)
    away = place.set_back(10)

    def differ():
        cbs_script(f"import <<X into N\n{ten}X\nimport <<X into N\n{ten.replace('Ulm', 'Bonn')}X\n", few)

    def row(work, seconds, before, statements, account):
        return pair(f"10 ms away, {work}", 1 if seconds else None, "what it may take" if seconds else "the same beside it", runs,
                    before, lambda: cbs(statements, away(account)),
                    nothing, lambda: Allowed(seconds) if seconds else cbs(statements, account))

    return [
        row("start, list backups, exit", 0.1, nothing, "backups", few),
        row("restore 10 rows", 0.25, differ, "restore latest backup of N", few),
        row(f"find a backup among those of {groups:,} groups and 10,000 accounts", None, nothing, "backups limit 1", many),
    ]
