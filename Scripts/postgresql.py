"""Finds PostgreSQL on this machine, for the scripts that start their own server."""

import glob
import os
import shutil


def programs():
    """The folder of the server's programs; None without PostgreSQL. CBS_POSTGRES names the folder of another version."""
    if "CBS_POSTGRES" in os.environ:
        return os.environ["CBS_POSTGRES"]
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[-2]))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return os.path.dirname(initdb) if initdb else None
