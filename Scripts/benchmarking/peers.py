"""The programs with which cbs is compared, installed where they are missing."""

import importlib.util
import subprocess
import sys

from .profile import has_callgrind
from .programs import PEERS, ROOT, calamine_python, duckdb_python, has_restic, has_sqlite, has_xxhsum
from .server import programs as server_programs


def install(parts):
    """Installs what these parts need and lack. If that fails, it says why, and the page does without."""
    if {"imports", "changes", "queries", "quoted"}.intersection(parts) and not has_sqlite():
        install_packages("sqlite3")
    if {"imports", "quoted", "files"}.intersection(parts) and duckdb_python() is None:
        install_module("DuckDB", "duckdb")
    if "files" in parts and calamine_python() is None:
        install_module("calamine", "python-calamine")
    if "files" in parts and not has_xxhsum():
        install_packages("xxhash")
    if "sizes" in parts and not has_restic():
        install_packages("restic")
    if {"server", "curves"} & set(parts) and server_programs() is None:
        install_packages("postgresql")
    if "profile" in parts and not has_callgrind():
        install_packages("valgrind", "binutils")


def install_packages(*names):
    return succeeds(" and ".join(names), [ROOT / "Scripts" / "install-dependencies", "--packages", *names])


def install_module(name, package):
    """A module from PyPI, in a separate virtual environment."""
    # Debian has the tool for virtual environments in a separate package.
    if importlib.util.find_spec("ensurepip") is None and not install_packages("python3-venv"):
        return
    if succeeds(f"a virtual environment for {name}", [sys.executable, "-m", "venv", PEERS]):
        # Compiling it would take an hour.
        succeeds(name, [PEERS / "bin" / "python", "-m", "pip", "install", "--only-binary=:all:", package])


def succeeds(what, command):
    print(f"installing {what} …", file=sys.stderr)
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        print(f"benchmark: going on without {what}: {reason(result.stdout)}", file=sys.stderr)
    return result.returncode == 0


def reason(output):
    """The line that says why an installation failed."""
    lines = output.splitlines()
    errors = [line for line in lines if line.startswith(("E: ", "ERROR: ", "sudo: "))]
    ours = [line for line in lines if line.startswith("cbs: ")]
    line = (errors or ours[-1:] or lines[-1:] or ["nothing was said"])[0]
    return line.removeprefix("cbs: ").removesuffix("; please install:")
