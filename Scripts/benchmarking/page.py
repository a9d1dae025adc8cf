"""Writes docs/benchmarks.md and its pictures."""

import os
import platform

from . import plot
from .programs import ROOT

DOCS = ROOT / "docs"

# Why limits are missed, and what was tried, by a part of the limit's name. Only the reasons for missed limits are printed.
REASONS = [
    ("on a server, import", "The server writes each piece, and the index of its blocks, to its write-ahead log and to its tables. Tried: sending pieces while "
     "the rest is merged, fetching only the blocks that a merge needs, and packing them."),
    ("into a new group", "An import checks every address and date, sorts the rows and writes them as JSON. These are some 4,700 "
     "instructions a row on both processors. Tried: fewer copies (one from the file to the sorted block, one to "
     "the line), rows written at a place that stays in a register, dates packed as numbers, a byte for a text that many rows repeat, addresses "
     "folded by sixteen bytes, their prefixes compared by one subtraction of three words, syncing every eight megabytes beside the merge. "
     "A fifth of the processor time of reading is the system's, which clears the memory that the sorted rows are in."),
    ("the same (reading the file", "See the comparison with sqlite3."),
    ("the same (DuckDB", "See the comparison with sqlite3. DuckDB neither checks nor sorts what it reads, and writes a fourth of the bytes, compressed."),
    ("sort by", "The peer keeps the best five rows of a table that it has read before; here the whole group is read, as bytes, and the checksum is "
     "compared on the way. Tried: no sort key for rows whose first letter comes too late."),
    ("with backups on", "Both do the same work but for one line of the manifest: what is measured is the noise of the machine, in 240 pairs."),
    ("JSON Lines", "The objects are parsed on all processors, and their columns are found by a first object. Tried: not checking for exclusive access in every "
     "cell, not reading the names of objects that have the same layout. What is left is the import itself."),
    ("start, list backups, exit", "A fifth of the instructions is the dynamic linker's work, a tenth the Swift runtime's look-ups of conformances for "
     "kinds of dictionaries. Tried: reading arguments without the parser library, manifests without `Codable`, arrays instead of small sets; "
     "the C++ library, the unwinder and xxHash in the program instead of shared ones, libraries loaded when they are needed, relocations as a bitmap, "
     "and no exported names; all of it together took nearly four fifths of the instructions away."),
    ("one statement each", "Each restore writes one manifest and waits for its sync; the folder is synced while the next restore is prepared. "
     "Beside that it takes about half a millisecond of processor time: half in the program (two manifests as JSON, two segments that are "
     "checked, the rows compared), half in the system, which is asked some thirty times what a file or folder is, so that no link is "
     "followed. Tried: the log once for several groups, no segment where the group is what the backup was, an encoder of our own, no list "
     "that is read whole or copied for each group."),
    ("peak memory of the import", "All rows are in memory, packed, when the file has been read, beside what is being written. Tried: packing dates "
     "and columns, a byte for a text that many rows repeat, and giving back what has been merged. Spilling them to the disk earlier would cost time."),
    ("one person's history", "The rows of one address are looked up in each of the thirty states, and compared; opening reads only the manifest."),
    ("import 10,000,000 rows", "Rows that the memory does not hold go through a scratch file in sorted runs, which a million do not need. Tried: writing "
     "past the system's cache, which takes half as long again as writing through it and syncing meanwhile."),
    ("10,000 changes, with its backup", "A small import pays for the start of the program, the lock and the syncs. Then it searches for ten thousand "
     "addresses on all processors, while the checksum of the whole group is compared."),
    ("XLSX", "Unpacking and the reading of cells share two processors with the import itself."),
]


def machine():
    processor = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            processor = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), processor)
    return f"{processor}, {os.cpu_count()} processors; {platform.system()} {platform.release()}"


def pairs_of(results):
    return [pair for part in ("imports", "changes", "queries", "files", "finding", "groups", "large", "bulk", "server") for pair in results.get(part, {}).get("pairs", [])]


def quoted_pairs_of(results):
    """The pairs on the second data set."""
    return results.get("quoted", {}).get("pairs", [])


def ratios(pair):
    """The ratios of a pair that was measured: one, or two if it was measured again."""
    return [pair["ratio"]] + ([pair["again"]] if pair.get("again") is not None else [])


def limits(results):
    """Everything that has a limit: its name, the measured value, the limit."""
    found = [(pair["work"] + (f" ({pair['peer']})" if pair["work"] == "the same" else "") + where, max(ratios(pair)), pair["limit"])
             for pairs, where in [(pairs_of(results), ""), (quoted_pairs_of(results), ", quoted cells")] for pair in pairs
             if pair["limit"] is not None and pair["ratio"] is not None]
    if "imports" in results:
        found.append(("peak memory of the import, in sizes of the CSV file",
                      results["imports"]["pairs"][0]["memory"] / results["imports"]["csv"], 1.0))
    if "large" in results:
        found.append(("peak memory of ten times the rows, in GiB", results["large"]["pairs"][0]["memory"] / 2**30, 0.25))
    if "curves" in results:
        days = results["curves"]["disk"]["series"]["1 % a day"]
        found.append(("disk after 30 daily imports, each changing 1 %, in copies of the data", days[-1][1], 1.35))
    return found


def missed(results):
    return [name for name, measured, limit in limits(results) if measured > limit]


def text(results, rows):
    lines = [
        "# Benchmarks", "",
        "Written by `Scripts/benchmark`; do not edit. Whole processes started cold, durable on disk, ours and the peer's in",
        f"turn, now one and now the other first, on the same data ({rows:,} recipients, 10 columns, {results['imports']['csv'] / 1e6:.0f} MB of CSV, from a fixed seed). A ratio is",
        "the median of the pairs' ratios. A second ratio is that of a second round, after everything else: a limit is missed if one",
        "of them misses it. Machines are noisy: read the ratios, not the seconds. Bytes written are those of the pages that a process",
        "made dirty, as Linux counts them.", "",
        f"Machine: {machine()}. Commit {results['commit']}.", "",
        *pair_lines(pairs_of(results)), "",
        "On the second data set, with many quoted cells, umlauts, cities such as `\"Köln, Altstadt\"` and companies with quotes in their names:", "",
        *pair_lines(quoted_pairs_of(results)), "",
        "| size | measured | at most |", "| --- | --- | --- |",
        *[f"| {name} | {measured:.2f}{' **missed**' if measured > limit else ''} | {limit} |"
          for name, measured, limit in limits(results)[-3:]],
        *size_lines(results["sizes"]), "",
        *missed_lines(results), "",
        "## How cost grows", "",
    ]
    for name, picture in results["curves"].items():
        lines += [f"![{picture['title']}](benchmarks/{name}.svg)", ""]
    lines += profile_lines(results["profile"]) + note_lines(results)
    return "\n".join(lines)


def pair_lines(pairs):
    """A table of pairs."""
    return ["| work | cbs | beside it | ratios | at most | memory | bytes written |", "| --- | --- | --- | --- | --- | --- | --- |",
            *[pair_line(pair) for pair in pairs]]


def pair_line(pair):
    if pair["ratio"] is None:
        beside, ratio = f"{pair['peer']} is not installed", ""
    else:
        is_missed = pair["limit"] is not None and max(ratios(pair)) > pair["limit"]
        beside = f"{pair['peer']}: {pair['theirs']:.3f} s"
        ratio = ", ".join(f"{ratio:.3f}" for ratio in ratios(pair)) + (" **missed**" if is_missed else "")
    return (f"| {pair['work']} | {pair['ours']:.3f} s | {beside} | {ratio} | {pair['limit'] or ''} | {pair['memory'] >> 20} MiB "
            f"| {written(pair)} |")


def written(pair):
    """The bytes that both wrote; empty if none were written, or the system does not say."""
    if not pair["written"] and not pair["peer_written"]:
        return ""
    return size(pair["written"]) + (f"; peer {size(pair['peer_written'])}" if pair["ratio"] is not None else "")


def size(count):
    if count < 2**20:
        return f"{count / 2**10:.0f} KiB"
    return f"{count / 2**20:.{1 if count < 10 * 2**20 else 0}f} MiB"


def size_lines(sizes):
    lines = [f"| bytes that a backup adds to the store, with its line of the log | {sizes['reference']:,} | |",
             f"| bytes that an import of 1 % adds, with its backup | {sizes['changed']:,} | |"]
    if "restic" in sizes:
        restic = sizes["restic"]
        lines.append(f"| bytes that restic adds for the same change ({restic['second']:.2f} s; {restic['first']:.2f} s the first time) "
                     f"| {restic['added']:,} | |")
    else:
        lines.append("| bytes that restic adds for the same change | restic is not installed | |")
    return lines


def missed_lines(results):
    """The limits that were missed, each with the reason."""
    names = missed(results)
    if not names:
        return ["Every limit is kept."]
    lines = ["Missed:", ""]
    for name in names:
        reason = next((reason for part, reason in REASONS if part in name), None)
        lines.append(f"- {name}." + (f" {reason}" if reason else ""))
    return lines


def profile_lines(profile):
    if not profile["jobs"]:
        return ["## Where the time goes", "", "valgrind is not installed.", ""]
    lines = ["## Where the time goes", "",
             f"Instructions by callgrind, which repeat; a group of {profile['rows']:,}. Threads share the work, so the seconds are fewer.", ""]
    for job, found in profile["jobs"].items():
        shares = ", ".join(f"`{name}` {count / found['instructions']:.0%}" for name, count in found["functions"]
                           if count / found["instructions"] >= 0.02)
        lines += [f"- **{job}**: {found['instructions'] / 1e6:,.0f} million, {found['instructions'] / profile['rows']:,.0f} a "
                  f"recipient of the group: {shares}."]
    return lines + [""]


def note_lines(results):
    bare = results["imports"]["pairs"][2]
    return [f"An import takes {bare['ratio']:.1f} times as long as reading its file and writing and syncing as many bytes ({bare['theirs']:.3f} s).",
            "The rest is checking addresses and dates, writing JSON, sorting, and merging.", ""]


def write(results, rows):
    (DOCS / "benchmarks").mkdir(exist_ok=True)
    for name, picture in results["curves"].items():
        (DOCS / "benchmarks" / f"{name}.svg").write_text(plot.chart(picture))
    (DOCS / "benchmarks.md").write_text(text(results, rows))
