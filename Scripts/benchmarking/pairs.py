"""The work that has limits: cbs and a peer take turns, and the medians of their ratios count."""

import multiprocessing
import os
import shutil
import statistics
import sys

from . import data
from .programs import (FOLDER, LOAD, STAGED, UPSERT, Run, calamine_python, cbs, cbs_script, copy_store, duckdb, duckdb_python,
                       fresh_database, fresh_store, full_store, has_restic, has_sqlite, has_xxhsum, restic, size_of, sqlite)


def nothing():
    pass


def at_least(count, runs):
    """How often a pair runs whose figure is not steady: a single run only shows that it runs."""
    return runs if runs == 1 else max(count, runs)


def pair(work, limit, peer, runs, before, ours, before_peer, theirs, is_there=True):
    """Runs two commands in turn, alternating which one is first. The result can be kept as JSON."""
    print(f"{work} …", file=sys.stderr)
    our_runs, their_runs = [], []
    sides = [(before, ours, our_runs)] + ([(before_peer, theirs, their_runs)] if is_there else [])
    for number in range(runs):
        for prepare, run, kept in sides if number % 2 == 0 else reversed(sides):
            prepare()
            kept.append(run())
    return {
        "work": work, "limit": limit, "peer": peer,
        "ours": statistics.median(run.seconds for run in our_runs),
        "memory": max(run.memory for run in our_runs),
        "written": statistics.median(run.written for run in our_runs),
        "peer_written": statistics.median(run.written for run in their_runs) if their_runs else 0,
        "theirs": statistics.median(run.seconds for run in their_runs) if their_runs else None,
        "ratio": statistics.median(a.seconds / b.seconds for a, b in zip(our_runs, their_runs)) if their_runs else None,
    }


def imports(rows, runs):
    """Imports a million recipients into a new group."""
    python = duckdb_python()

    def ours():
        return cbs("import full.csv into new group N")

    return {
        "pairs": [
            pair(f"import {rows:,} rows into a new group", 0.04, "sqlite3 into a table with a primary key", runs,
                 fresh_store, ours, fresh_database, lambda: sqlite(LOAD), has_sqlite()),
            pair("the same", 0.20, "DuckDB `read_csv` into a table on disk", runs,
                 fresh_store, ours, lambda: (FOLDER / "peer.duckdb").unlink(missing_ok=True),
                 lambda: duckdb(python, "create table r as select * from read_csv('full.csv')"), python is not None),
            pair("the same", 2.0, "reading the file, writing and syncing its bytes", runs,
                 fresh_store, ours, nothing, bare_copy),
        ],
        "csv": (FOLDER / "full.csv").stat().st_size,
    }


def bare_copy():
    """The least that a durable import can cost: reading its file, and writing and syncing as many bytes as it does."""
    return Run(["dd", "if=full.csv", "of=bare.out", "bs=256k", "conv=fsync", "status=none"])


def changes(rows, runs):
    """Changes to a group of a million."""
    count = max(1, rows // 100)
    full_store()
    if has_sqlite():
        fresh_database("full.db")
        sqlite(LOAD, "full.db")

    def fresh_peer():
        fresh_database()
        fresh_database("backup.db")
        shutil.copy(FOLDER / "full.db", FOLDER / "peer.db")

    def with_backups(setting):
        # In both cases, a program has just read the copy.
        copy_store("full")
        cbs(f"set backup {setting}")

    def change():
        return cbs("import changes.csv into N")

    results = [
        pair(f"import {count:,} changes, with its backup", 0.05, "sqlite3 `VACUUM INTO` plus upsert", at_least(5, runs),
             lambda: copy_store("full"), change, fresh_peer, lambda: sqlite("vacuum into 'backup.db';\n" + STAGED),
             has_sqlite()),
        pair("that import with backups on", 1.01, "the same with `set backup off`", at_least(240, runs),
             lambda: with_backups("on"), change, lambda: with_backups("off"), change),
    ]
    copy_store("full", "changed")
    cbs("import changes.csv into N", "changed")
    if has_sqlite():
        fresh_peer()
        sqlite("vacuum into 'backup.db';\n" + STAGED)
        shutil.copy(FOLDER / "peer.db", FOLDER / "changed.db")
        shutil.copy(FOLDER / "backup.db", FOLDER / "kept.db")
    results += [
        pair(f"restore a backup of {rows:,} over a group in which {count:,} differ", 0.02,
             "sqlite3 upsert from the attached backup", runs, lambda: copy_store("changed"),
             lambda: cbs("restore backup 2"), lambda: shutil.copy(FOLDER / "changed.db", FOLDER / "peer.db"),
             lambda: sqlite("attach 'kept.db' as k;\n" + UPSERT.format(source="k.r")), has_sqlite()),
        undo(count, runs),
        pair(f"download a backup of {rows:,} as CSV", 0.12, "sqlite3 CSV export", runs,
             nothing, lambda: cbs("download backup 2 to out.csv --overwrite", "changed"), nothing,
             lambda: sqlite(".mode csv\n.headers on\n.once out-peer.csv\nselect * from r order by email;\n", "kept.db"),
             has_sqlite()),
        pair("start, list backups, exit", 2.0, "sqlite3 answering `select 1`", at_least(20, runs),
             nothing, lambda: cbs("backups", "changed"), nothing, lambda: sqlite("select 1;", ":memory:"), has_sqlite()),
    ]
    return {"pairs": results}


def undo(count, runs):
    """Undoes an import after a tenth of what it changed has changed again."""
    copy_store("changed", "edited")
    cbs("import edits.csv into N", "edited")
    return pair(f"undo that import of {count:,}, {count // 10:,} changed since", 1.5, "the restore of its backup", at_least(9, runs),
                lambda: copy_store("edited"), lambda: cbs("undo backup 2"),
                lambda: copy_store("edited"), lambda: cbs("restore backup 2"))


def quoted(rows, runs):
    """The same work on the second data set, with many quoted cells."""
    data.make(FOLDER, rows, data.quoted_row)
    shutil.rmtree(FOLDER / "full", ignore_errors=True)
    result = {"pairs": imports(rows, runs)["pairs"] + changes(rows, runs)["pairs"]}
    shutil.rmtree(FOLDER / "full")
    return result


def files(rows, runs):
    """Files other than CSV in ASCII, and a verification of every row of a store."""
    workbook_rows = min(rows, 100_000)
    # In a separate process: the peak memory of this one would count as that of the programs it starts.
    maker = multiprocessing.Process(target=data.make_formats, args=(FOLDER, rows, workbook_rows))
    maker.start()
    maker.join()
    duck, calamine = duckdb_python(), calamine_python()

    def import_file(name):
        return lambda: cbs(f"import {name} into new group N")

    reading = "from python_calamine import CalamineWorkbook as W; W.from_path('full.xlsx').get_sheet_by_index(0).to_python()"
    thirty_days()
    stored = [str(file) for file in sorted((FOLDER / "thirty").rglob("*")) if file.is_file()]
    return {"pairs": [
        pair(f"import {rows:,} rows of JSON Lines", 0.5, "DuckDB `read_json` into a table on disk", runs,
             fresh_store, import_file("full.jsonl"), lambda: (FOLDER / "peer.duckdb").unlink(missing_ok=True),
             lambda: duckdb(duck, "create table r as select * from read_json('full.jsonl')"), duck is not None),
        pair(f"import {workbook_rows:,} rows of XLSX", 0.5, "calamine reading it alone", runs,
             fresh_store, import_file("full.xlsx"), nothing, lambda: Run([calamine, "-c", reading]), calamine is not None),
        pair(f"import {rows:,} rows, a third of the addresses under a non-ASCII domain", 1.5, "the same in ASCII", runs,
             fresh_store, import_file("international.csv"), fresh_store, import_file("full.csv")),
        pair(f"verify 30 days of {rows:,}", 10, "`xxhsum -H2` of the same files", at_least(9, runs),
             nothing, lambda: cbs("verify", "thirty"), nothing, lambda: Run(["xxhsum", "-H2", *stored]), has_xxhsum()),
    ]}


def thirty_days():
    """A store with a backup of each of 30 days, on each of which a hundredth or a thousandth of the rows changed."""
    full_store()
    copy_store("full", "thirty")
    for day in range(29):
        cbs(f"import {'changes' if day % 2 else 'edits'}.csv into N", "thirty")


def make_groups(store, groups, addresses):
    """A store with many small groups, each imported five times, with another city each time."""
    fresh_store(store)
    cbs_script("".join(f"import <<X into {'new group ' if round == 0 else ''}G{n}\nemail,city\n"
                       + "".join(f"{address},{round}\n" for address in addresses(n)) + "X\n"
                       for round in range(5) for n in range(groups)), store)


def finding(rows, groups, runs):
    """Finds one address in many backups and in many groups, beside a program that only opens the store."""
    address = data.row(7).split(",")[0]
    thirty_days()
    make_groups("many", groups, lambda n: [f"recipient{i}@group{n}.example" for i in range(20)] + ([address] if n % 700 == 7 else []))
    make_groups("everywhere", groups, lambda n: [address])
    results = []
    for work, limit, store in [(f"find one address in 30 backups of {rows:,}", 1.5, "thirty"),
                               (f"find one address in {groups:,} groups with {groups * 5:,} backups", 5, "many"),
                               (f"find an address that all {groups:,} groups and {groups * 5:,} backups have", None, "everywhere")]:
        results.append(pair(work, limit, "opening the store and exiting", at_least(15, runs),
                            nothing, lambda store=store: cbs(f"find {address}", store),
                            nothing, lambda store=store: cbs("clock", store)))
    results.append(pair(f"one person's history over 30 backups of {rows:,}", 1.5, "opening the store and exiting", at_least(15, runs),
                        nothing, lambda: cbs(f"changes of recipient {address} of N", "thirty"),
                        nothing, lambda: cbs("clock", "thirty")))
    return {"pairs": results}


def queries(rows, runs):
    """Queries of a group of a million, as whole processes."""
    full_store()
    if has_sqlite():
        fresh_database("full.db")
        sqlite(LOAD, "full.db")

    def asked(ours, limit, theirs):
        return pair(f"`{ours}` in {rows:,}", limit, f"sqlite3 `{theirs}`", at_least(9, runs),
                    nothing, lambda: cbs(ours, "full"), nothing, lambda: sqlite(theirs + ";", "full.db"), has_sqlite())

    return {"pairs": [asked(*question) for question in QUESTIONS]}


# The query, its limit as a share of the peer's time, and the same query for the peer.
QUESTIONS = [
    ('print count(recipients of N where city = "Köln")', 0.5, "select count(*) from r where city = 'Köln'"),
    ("recipients of N sort by lastname limit 5", 1, "select * from r order by lastname limit 5"),
    ("recipients of N count by city", 0.5, "select city, count(*) from r group by city"),
    ('print count(recipients of N where lastname ~ "*mann" and registered >= 2024-01-01)', None,
     "select count(*) from r where lastname like '%mann' and registered >= '2024-01-01'"),
    ("print count(recipients of N where number(customer_number) > 600000)", None,
     "select count(*) from r where cast(customer_number as integer) > 600000"),
    ('print exists(recipients of N where city = "Köln")', None, "select exists(select 1 from r where city = 'Köln')"),
]


def groups(count, runs):
    """Statements about one of many groups, beside the same in a store with one group."""
    for name, number in (("one", 1), ("ten-thousand", count)):
        fresh_store(name)
        cbs_script("".join(f"import <<X into new group G{n}\nemail,city\nanna@example.com,Köln\nX\n" for n in range(number)), name)
    results = []
    for work, statement in [("list the recipients of", "recipients of G{}"), ("list the backups of", "backups of G{}"),
                            ("import a row into", "import <<X into G{}\nemail,city\nben@example.com,Bonn\nX")]:
        results.append(pair(f"{work} one of {count:,} groups", 2.0, "the same in a store with one group", at_least(15, runs),
                            nothing, lambda statement=statement: cbs(statement.format(count // 2), "ten-thousand"),
                            nothing, lambda statement=statement: cbs(statement.format(0), "one")))
    return {"pairs": results}


def large(rows, runs):
    """Ten times the rows: the ratio is that of the times for ten million and one million."""
    data.make(FOLDER / "large", rows * 10)
    result = pair(f"import {rows * 10:,} rows", 10.0, f"cbs importing {rows:,}", runs,
                  fresh_store, lambda: cbs("import large/full.csv into new group N"),
                  fresh_store, lambda: cbs("import full.csv into new group N"))
    return {"pairs": [result]}


def bulk(groups, runs):
    """Restores small groups that a wrong import has ruined, one restore each, beside the bare file operations."""
    fresh_store("ruined")
    rows = "".join(f"p{n}@example.com,City {n}\n" for n in range(20))
    wrong = "".join(f"p{n}@example.com,?\n" for n in range(20))
    cbs_script("".join(f"import <<X into new group G{n}\nemail,city\n{rows}X\nimport <<X into G{n}\nemail,city\n{wrong}X\n"
                       for n in range(groups)), "ruined")
    # The copies of earlier runs stay until the end: for some seconds, ext4 passes over the inodes of removed files one by one.
    stores, folders = Copies("ruined", "restored"), Copies("bare", "replaced")
    bare_folders(groups)

    def ruined():
        stores.make()
        # No manifest of a copy is the file that its catalog knows. A change puts that right, as the import had where it was made.
        cbs("set guard warn", stores.last)

    result = pair(f"restore {groups:,} groups of 20, one statement each", 1.5,
                  "as many times: write, sync, rename, sync", runs, ruined,
                  lambda: cbs_script("for b in backups where recipients = 20 {\n    restore backup $b.id\n}\n", stores.last),
                  folders.make, lambda: Run([sys.executable, "-c", BARE_REPLACEMENTS, folders.last, str(groups)]))
    stores.remove()
    folders.remove()
    return {"pairs": [result]}


class Copies:
    """Copies of a folder, all of which stay until the end."""

    def __init__(self, source, name):
        self.source, self.name, self.count = source, name, 0

    @property
    def last(self):
        return f"{self.name}-{self.count}"

    def make(self):
        self.count += 1
        copy_store(self.source, self.last)

    def remove(self):
        for folder in FOLDER.glob(f"{self.name}-*"):
            shutil.rmtree(folder)


BARE_REPLACEMENTS = """
import os, sys
for number in range(int(sys.argv[2])):
    folder = f"{sys.argv[1]}/{number:04}"
    file = os.open(folder + "/file.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(file, b"x" * 1500)
    os.fsync(file)
    os.close(file)
    os.rename(folder + "/file.new", folder + "/file")
    file = os.open(folder, os.O_RDONLY)
    os.fsync(file)
    os.close(file)
"""


def bare_folders(groups):
    shutil.rmtree(FOLDER / "bare", ignore_errors=True)
    for number in range(groups):
        os.makedirs(FOLDER / "bare" / f"{number:04}")
        (FOLDER / "bare" / f"{number:04}" / "file").write_bytes(b"x" * 1500)


def sizes(rows, runs):
    """The disk space of backups."""
    full_store()
    copy = size_of(FOLDER / "full")
    copy_store("full", "store")
    (FOLDER / "empty.csv").write_text("email\n")
    cbs("import empty.csv into N")
    reference = size_of(FOLDER / "store") - copy
    copy_store("full", "store")
    cbs("import changes.csv into N")
    result = {"reference": reference, "changed": size_of(FOLDER / "store") - copy}
    if has_restic():
        result["restic"] = restic_sizes()
    return result


def restic_sizes():
    """The same two states, backed up by restic: seconds, and the bytes added by the second one."""
    print("restic …", file=sys.stderr)
    shutil.rmtree(FOLDER / "peer.restic", ignore_errors=True)
    shutil.rmtree(FOLDER / "state", ignore_errors=True)
    (FOLDER / "state").mkdir()
    cbs("download backup 2 to state/N.csv --overwrite")
    restic("init")
    first = restic("backup", "state")
    before = size_of(FOLDER / "peer.restic")
    cbs("export group N to state/N.csv --overwrite")
    second = restic("backup", "state")
    return {"first": first.seconds, "second": second.seconds, "added": size_of(FOLDER / "peer.restic") - before}
