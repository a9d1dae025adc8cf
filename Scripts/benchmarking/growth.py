"""Measures how costs grow: one chart for each question."""

import statistics
import sys
import time

from . import data, server
from .programs import FOLDER, PROGRAM, Run, cbs, cbs_script, copy_store, fresh_store, size_of


def seconds(run, times=3):
    return statistics.median(run().seconds for _ in range(times))


def write_rows(name, numbers, suffix=""):
    data.write_csv(FOLDER / name, (data.row(number, suffix) for number in numbers))


def make_group(rows, store):
    write_rows("group.csv", data.order(rows))
    fresh_store(store)
    cbs("import group.csv into new group N", store)


def import_times(group_rows, changed):
    """Imports with a given number of changes into groups of a given size, each time from the same state."""
    make_group(group_rows, "grown")
    write_rows("part.csv", (number * (group_rows // changed) for number in range(changed)), " X")
    times = []
    for _ in range(3):
        copy_store("grown")
        times.append(cbs("import part.csv into N").seconds)
    return statistics.median(times)


def group_size(rows):
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= rows]
    return {"title": "Import of 1,000 changes against the size of the group", "x": "recipients", "y": "milliseconds",
            "series": {"1,000 changes": [(size, import_times(size, 1_000) * 1000) for size in sizes]}}


def change_size(rows):
    changes = [count for count in (10, 100, 1_000, 10_000, 100_000) if count <= rows]
    return {"title": f"Import into a group of {rows:,} against the number of changes", "x": "changes", "y": "milliseconds",
            "series": {f"{rows:,} recipients": [(count, import_times(rows, count) * 1000) for count in changes]}}


def listing(backups, groups):
    """Lists all backups, with a hundred to a group, and all groups. Each store grows from one point to the next."""
    def grow(name, most, statement, query):
        fresh_store(name)
        points = []
        there = 0
        for count in [count for count in (100, 1_000, 10_000, 100_000) if count <= most]:
            cbs_script("".join(statement(n) for n in range(there, count)), name)
            there = count
            points.append((count, seconds(lambda: cbs(query, name), 5) * 1000))
        return points

    def backup(number):
        into = f"new group G{number // 100}" if number % 100 == 0 else f"G{number // 100}"
        return f"import <<X into {into}\nemail\nX\n"

    return {"title": "Listing against what there is", "x": "backups or groups", "y": "milliseconds",
            "series": {"backups": grow("backed-up", backups, backup, "backups"),
                       "groups": grow("grouped", groups, lambda n: f"create group G{n}\n", "groups")}}


def stack_depth(rows):
    """Reads everything while imports of 1 % pile up. Compaction keeps the stack below 32."""
    make_group(rows, "stack")
    points = [(1, seconds(lambda: cbs("export group N to out.csv --overwrite", "stack")) * 1000)]
    part = max(1, rows // 100)
    for depth in range(2, 32):
        write_rows("part.csv", ((depth * part + index) % rows for index in range(part)), f" {depth}")
        cbs("import part.csv into N", "stack")
        if depth in (2, 4, 8, 16, 24, 31):
            points.append((depth, seconds(lambda: cbs("export group N to out.csv --overwrite", "stack")) * 1000))
    return {"title": f"Exporting a group of {rows:,} against the depth of its stack", "x": "segments",
            "y": "milliseconds", "series": {"export": points}, "linear": True}


def disk(rows, days=30):
    series = {}
    for percent, part in (("0.1 %", rows // 1000), ("1 %", rows // 100), ("10 %", rows // 10)):
        print(f"{days} daily imports of {percent} …", file=sys.stderr)
        make_group(rows, "daily")
        copy = size_of(FOLDER / "daily")
        points = [(0, 1.0)]
        for day in range(1, days + 1):
            write_rows("day.csv", ((day * part + index) % rows for index in range(max(1, part))), f" {day}")
            cbs("import day.csv into N", "daily")
            points.append((day, size_of(FOLDER / "daily") / copy))
        series[f"{percent} a day"] = points
    return {"title": f"Disk against days of imports, a group of {rows:,}", "x": "days", "y": "copies of the data",
            "series": series, "linear": True}


def queries(most):
    """Queries of a group that look at all of its recipients."""
    asked = {"count where city = …": 'print count(recipients of N where city = "Köln")',
             "sort by lastname limit 5": "recipients of N sort by lastname limit 5",
             "count by city": "recipients of N count by city"}
    series = {name: [] for name in asked}
    for size in [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= most]:
        make_group(size, "asked")
        for name, query in asked.items():
            series[name].append((size, seconds(lambda: cbs(query, "asked")) * 1000))
    return {"title": "Queries against the size of the group", "x": "recipients", "y": "milliseconds", "series": series}


def statements(most):
    points = []
    for count in [count for count in (1_000, 10_000, 100_000) if count <= most]:
        script = "let n = 0\n" + "let n = $n + 1\n" * (count - 1)
        (FOLDER / "count.cbs").write_text(script)
        points.append((count, count / seconds(lambda: cbs_script(script))))
    return {"title": "Statements a second against the length of the script", "x": "statements", "y": "a second",
            "series": {"let n = $n + 1": points}}


def accounts(most):
    """Accounts do not know of one another; only their list grows. Skipped without PostgreSQL."""
    if server.programs() is None:
        return None
    place = server.Server()
    place.fresh_account()
    cbs_script("import <<X into new group N\nemail\na@example.com\nX\n", place.account)
    opening, listing, changing = [], [], []
    for count in [count for count in (1, 10, 100, 1_000, 10_000) if count <= most]:
        place.add_accounts(count - 1)
        opening.append((count, seconds(lambda: cbs("backups", place.account), 5) * 1000))
        changing.append((count, seconds(lambda: cbs(f"update recipient a@example.com of N number={time.monotonic_ns()}", place.account), 5) * 1000))
        listing.append((count, seconds(lambda: Run([PROGRAM, "accounts", place.address]), 5) * 1000))
    return {"title": "Work on one account against the accounts in the database", "x": "accounts", "y": "milliseconds",
            "series": {"backups": opening, "one recipient changes": changing, "cbs accounts": listing}}


def curves(rows):
    """All charts, with groups of at most that many recipients; those of queries have ten times as many."""
    fresh_store("store")
    result = {}
    for name, make in {
        "group-size": lambda: group_size(rows), "change-size": lambda: change_size(min(rows, 300_000)),
        "listing": lambda: listing(max(100, min(100_000, rows // 10)), max(100, min(10_000, rows // 30))),
        "stack-depth": lambda: stack_depth(min(rows, 100_000)), "disk": lambda: disk(min(rows, 100_000)),
        "queries": lambda: queries(rows * 10),
        "statements": lambda: statements(max(1_000, min(rows, 100_000))),
        "accounts": lambda: accounts(max(10, min(rows // 10, 10_000))),
    }.items():
        print(f"{name} …", file=sys.stderr)
        if picture := make():
            result[name] = picture
    return result
