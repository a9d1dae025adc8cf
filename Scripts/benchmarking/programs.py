"""Runs the program and its peers as whole processes."""

import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import data

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build" / "release" / "cbs"
FOLDER = ROOT / ".build-benchmark"
# The virtual environment for modules from PyPI. It is kept.
PEERS = ROOT / ".build-benchmark-peers"


class Run:
    """A finished process: seconds, peak memory, and bytes written (0 where the system does not say)."""

    def __init__(self, command, stdin=None):
        # Otherwise this process would pay for what was written before.
        os.sync()
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE if stdin else subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, cwd=FOLDER)
        if stdin:
            process.stdin.write(stdin.encode())
            process.stdin.close()
        errors = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - began
        self.memory = usage.ru_maxrss * (1 if platform.system() == "Darwin" else 1024)
        # Blocks of 512 bytes in the pages that the process made dirty. On systems other than Linux, these are operations.
        self.written = usage.ru_oublock * 512 if platform.system() == "Linux" else 0
        if status != 0:
            sys.exit(f"benchmark: {' '.join(map(str, command))[:200]}\nfailed: {errors}")


def cbs(statements, store="store"):
    return Run([PROGRAM, "--store", store, "--quiet", "-c", statements])


def cbs_script(text, store="store"):
    (FOLDER / "script.cbs").write_text(text)
    return Run([PROGRAM, "run", "script.cbs", "--store", store, "--quiet"])


def fresh_store(name="store"):
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    Run([PROGRAM, "init", name])


def copy_store(source, target="store"):
    """Copies a store. Segments never change, so they are linked: writing them again would only leave the disk busy."""
    def link_or_copy(path, copy):
        if Path(path).parent.name == "segments":
            os.link(path, copy)
        else:
            shutil.copy2(path, copy)

    shutil.rmtree(FOLDER / target, ignore_errors=True)
    shutil.copytree(FOLDER / source, FOLDER / target, copy_function=link_or_copy)


def full_store(name="full"):
    """A store with all recipients in the group N, created once."""
    if not (FOLDER / name).exists():
        fresh_store(name)
        cbs("import full.csv into new group N", name)


def size_of(path):
    return sum(file.stat().st_size for file in Path(path).rglob("*") if file.is_file())


# sqlite3

_COLUMNS = data.COLUMNS.split(",")
TABLE = "create table r(email text primary key, " + ", ".join(f"{c} text" for c in _COLUMNS[1:]) + ");"
LOAD = TABLE + "\n.mode csv\n.import --skip 1 full.csv r\n"
UPSERT = ("insert into r select * from {source} where true on conflict(email) do update set "
          + ", ".join(f"{c}=excluded.{c}" for c in _COLUMNS[1:]) + ";")
STAGED = (TABLE.replace("table r(", "temp table d(") + "\n.mode csv\n.import --schema temp --skip 1 changes.csv d\n"
          + UPSERT.format(source="d"))


def has_sqlite():
    return shutil.which("sqlite3") is not None


def sqlite(script, database="peer.db"):
    return Run(["sqlite3", "-bail", database], stdin=script)


def fresh_database(name="peer.db"):
    for suffix in ("", "-journal", "-wal"):
        (FOLDER / (name + suffix)).unlink(missing_ok=True)


# DuckDB

def python_with(module):
    """The Python that has a module: this one or that of the virtual environment. None if neither has it."""
    for python in (Path(sys.executable), PEERS / "bin" / "python"):
        if python.exists() and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            return python
    return None


def duckdb_python():
    return python_with("duckdb")


def calamine_python():
    return python_with("python_calamine")


def duckdb(python, statement):
    return Run([python, "-c",
                f"import duckdb; c = duckdb.connect('peer.duckdb'); c.execute(\"{statement}\"); c.close()"])


# restic

def has_restic():
    return shutil.which("restic") is not None


def restic(*arguments):
    return Run(["env", "RESTIC_PASSWORD=benchmark", "restic", "--quiet", "--repo", "peer.restic", *arguments])


# xxhash

def has_xxhsum():
    return shutil.which("xxhsum") is not None
