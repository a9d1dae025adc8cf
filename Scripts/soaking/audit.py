"""The final audit: the account must hold what the model says, and the log must have each change exactly as often as it was made."""

import collections
import os
import shutil

from .model import BEACONS, SHARED
from .program import Defect
from .writers import difference, rows


def audit(writers, seat, retention, now):
    """Compares the account with the models of all writers. Returns what was compared, in words."""
    expected = {group: {} for group in SHARED}
    for writer in writers:
        for group, people in writer.model.view.items():
            expected.setdefault(group, {}).update(people)
    groups, recipients = audit_groups(seat, expected)
    audit_beacons(seat, writers)
    lines = audit_log(seat, writers)
    backups = audit_backups(seat, writers, retention, now)
    audit_copy(seat)
    return (f"{groups} groups with {recipients} recipients, {lines} lines of the log and {backups} backups are what the "
            "acknowledged changes must have left; verify finds the account and a copy of it whole")


def ask(seat, statements, *options):
    report = seat.statements(statements, *options)
    if report.status != 0:
        raise Defect(f"audit: {report.code}: {report.message}; the last result was {str(report.results[-1:])[:200]}")
    return report.results


def audit_groups(seat, expected):
    found = {}
    results = ask(seat, "for g in groups { print $g.name, $g.recipients\nrecipients of $g.name show email, stamp, status }")
    for (name, count), people in zip(results[::2], results[1::2]):
        if count != len(people):
            raise Defect(f"audit: {name} has {count} recipients, and shows {len(people)}")
        found[name] = rows(people)
    del found[BEACONS]
    if found != expected:
        raise Defect("audit: " + difference(expected, found))
    return len(found), sum(len(people) for people in found.values())


def audit_beacons(seat, writers):
    found = {row["email"].split("@")[0]: row["stamp"] for row in ask(seat, f"recipients of {BEACONS} show email, stamp")[0]}
    expected = {writer.seat.role: str(writer.beacon) for writer in writers}
    if found != expected:
        raise Defect(f"audit: the beacons are {found} instead of {expected}")


def audit_log(seat, writers):
    """Every change with a note is in the log once, by its writer, if it was made; otherwise it is not there."""
    log = ask(seat, "log show note, user, backup, action")[0]
    lines = collections.defaultdict(list)
    for line in log:
        lines[line["note"]].append(line)
    for writer in writers:
        for change in writer.changes:
            if change.note is None:
                continue
            found = lines[change.note]
            # An undo that found nothing to undo leaves no line.
            least = 1 if change.state == "made" and change.backed_up is not None else 0
            most = 1 if change.state == "made" else 0
            if not least <= len(found) <= most:
                raise Defect(f"audit: {change.statement.splitlines()[0]}: {change.state}, and {len(found)} times in the log")
            if found and (found[0]["user"] != writer.seat.role or found[0]["backup"] != change.backup):
                raise Defect(f"audit: {change.statement.splitlines()[0]}: {found[0]} instead of backup {change.backup}")
    return len(log)


def audit_backups(seat, writers, retention, now):
    """No id was assigned twice, and every backup that has not expired is there and holds what was there before."""
    numbers = [change.backup for writer in writers for change in writer.changes if change.backup is not None]
    if len(numbers) != len(set(numbers)):
        raise Defect(f"audit: two changes have the same backup: {sorted(numbers)}")
    kept = {row["id"] for row in ask(seat, "backups", "--read-only")[0]}
    if unknown := kept - set(numbers):
        raise Defect(f"audit: nobody made the backups {sorted(unknown)}")
    checked = 0
    for writer in writers:
        young = [backup for backup in writer.model.backups.values() if now - backup.made < retention / 2]
        young = young[-25:]
        own = f"where email ~ '{writer.seat.role}-*'"
        # The backup of a group that the import created has no recipients and no fields.
        text = "\n".join(f"recipients of backup {backup.number} {own}" for backup in young)
        for backup, people in zip(young, ask(seat, text, "--read-only") if young else []):
            found = {row["email"]: (row.get("stamp"), row["status"]) for row in people}
            if found != backup.before:
                raise Defect(f"audit: backup {backup.number}: " + difference({"": backup.before}, {"": found}))
            checked += 1
    return checked


def audit_copy(seat):
    folder = os.path.join(seat.environment["HOME"], "copy")
    shutil.rmtree(folder, ignore_errors=True)
    for command in (["--store", seat.place, "verify"], ["--store", seat.place, "copy", folder], ["--store", folder, "verify"]):
        report = seat.report(seat.start("--format", "json", *command))
        if report.status != 0:
            raise Defect(f"audit: {command[-1]}: {report.code}: {report.message}")
