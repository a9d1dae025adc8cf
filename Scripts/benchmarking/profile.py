"""Shows where the time goes: instructions counted by callgrind, which repeat, unlike seconds."""

import re
import shutil
import subprocess
import sys

from . import data
from .programs import FOLDER, PROGRAM, cbs, copy_store, fresh_store

JOBS = {
    "import into a new group": ("profiled-empty", "import full.csv into new group N"),
    "import 1 % of changes": ("profiled-full", "import changes.csv into N"),
    "restore": ("profiled-changed", "restore backup 2"),
    "download": ("profiled-changed", "download backup 2 to out.csv --overwrite"),
    "count by a condition": ("profiled-full", 'print count(recipients of N where city = "Köln")'),
    "sort by a field, limit 5": ("profiled-full", "recipients of N sort by lastname limit 5"),
    "list backups": ("profiled-changed", "backups"),
    "undo": ("profiled-changed", "undo backup 2"),
    "find an address": ("profiled-changed", "find anna.mueller7@example.com"),
    "count by a field": ("profiled-changed", "recipients of N count by city"),
    "verify": ("profiled-changed", "verify"),
}
SHOWN = 8


def has_callgrind():
    return all(shutil.which(tool) for tool in ("valgrind", "callgrind_annotate", "strip"))


def profiles(rows):
    """For each job, its instructions and the functions with most of them."""
    data.make(FOLDER, rows)
    fresh_store("profiled-empty")
    copy_store("profiled-empty", "profiled-full")
    cbs("import full.csv into new group N", "profiled-full")
    copy_store("profiled-full", "profiled-changed")
    cbs("import changes.csv into N", "profiled-changed")
    # valgrind needs the names of functions, and cannot read some of the rest.
    subprocess.run(["strip", "--strip-debug", "-o", FOLDER / "profiled-cbs", PROGRAM], check=True)
    result = {}
    for job, (store, statements) in JOBS.items():
        print(f"profile: {job} …", file=sys.stderr)
        copy_store(store)
        result[job] = profile(statements)
    return {"rows": rows, "jobs": result}


def profile(statements):
    out = FOLDER / "callgrind.out"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--quiet", FOLDER / "profiled-cbs",
                    "--store", "store", "--quiet", "-c", statements], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
    text = subprocess.run(["callgrind_annotate", "--threshold=95", out], cwd=FOLDER, capture_output=True, text=True).stdout
    total = int(re.search(r"([\d,]+) \([\d.]+%\)\s+PROGRAM TOTALS", text).group(1).replace(",", ""))
    functions = {}
    for count, name in re.findall(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+\S*?:(.+?)(?: \[.*\])?$", text, re.M):
        name = short(name)
        functions[name] = functions.get(name, 0) + int(count.replace(",", ""))
    most = sorted(functions.items(), key=lambda item: -item[1])[:SHOWN]
    return {"instructions": total, "functions": most}


def short(name):
    """The name of a function as people write it, without types."""
    name = re.sub(r"'\d+$", "", name)
    if name.startswith("$s"):
        name = subprocess.run(["swift", "demangle", "--compact", "--simplified", name], capture_output=True, text=True).stdout
    name = re.sub(r"\s+", " ", name.strip())
    name = re.sub(r"^(specialized |closure #\d+ (\(.*?\) )?in |static |partial apply for |protocol witness for )+", "", name)
    return re.sub(r"[(<].*", "", name) or "unnamed"
