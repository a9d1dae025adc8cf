"""Writers: each makes random changes to an account that others change too, and records what was acknowledged."""

import collections
import random
import threading
import time

from .model import BEACONS, SHARED, Model
from .program import EXPECTED_CODES, Defect


class Writer(threading.Thread):
    """One role on one host, which runs one program after another."""

    def __init__(self, seat, seed, until, retention, stop):
        super().__init__(name=seat.role)
        self.seat = seat
        self.until = until
        self.retention = retention
        self.stop = stop
        self.model = Model(seat.role, seed, time.monotonic)
        self.dice = random.Random(f"{seed}-{seat.role}-programs")
        # How often its beacon was set, as far as results said so.
        self.beacon = 0
        self.changes = []
        self.codes = collections.Counter()
        self.doubts = collections.Counter()
        self.longest = 0
        self.defect = None

    def run(self):
        try:
            while time.monotonic() < self.until and not self.stop.is_set():
                self.work()
        except Exception as problem:
            self.defect = f"{self.seat.role}: {problem!r}"
            self.stop.set()

    def work(self):
        """Runs a program of up to three changes, and records what became of each."""
        if self.dice.random() < 0.2:
            self.set_beacon()
        view, changes = self.model.view, []
        for _ in range(self.dice.choice([1, 1, 2, 3])):
            change = self.model.next(view, self.retention)
            view = change.view
            changes.append(change)
        began = time.monotonic()
        report = self.seat.statements("\n".join(change.statement for change in changes))
        self.longest = max(self.longest, time.monotonic() - began)
        self.changes += changes
        for change, result in zip(changes, report.results):
            self.acknowledge(change, result)
        rest = changes[len(report.results):]
        if report.status == 0:
            if rest:
                raise Defect(f"status 0 after {len(report.results)} of {len(changes)} results")
            return
        self.codes[report.code or "killed"] += 1
        if not report.was_killed and rest and self.is_refused(rest, report):
            return
        self.settle(rest)

    def acknowledge(self, change, result):
        for key, value in change.expected.items():
            if result[key] != value:
                raise Defect(f"{change.statement.splitlines()[0]}: {key} is {result[key]} instead of {value}")
        if change.backed_up is not None and result.get("backup") is None:
            raise Defect(f"{change.statement.splitlines()[0]}: no backup: {result}")
        self.model.made(change, result.get("backup"))

    def is_refused(self, rest, report):
        """Whether the program says that the failed statement changed nothing."""
        first = rest[0]
        if report.code == "expired-backup" and first.from_backup is not None:
            backup = self.model.backups.get(first.from_backup)
            if backup is None or time.monotonic() - backup.made < self.retention - 2:
                raise Defect(f"{first.statement}: {report.message}")
        elif report.code not in EXPECTED_CODES:
            raise Defect(f"{first.statement.splitlines()[0]}: {report.code}: {report.message}")
        # Later changes were not begun. An erasure has several steps.
        for change in rest[1:]:
            change.state = "not made"
        if report.code == "outcome-unknown" or first.erased is not None:
            self.settle(rest[:1])
            return True
        first.state = "not made"
        return True

    def settle(self, rest):
        """Finds out what became of changes whose result never came: up to one of them, all were made, and none after it."""
        # First a change of this writer: after it, whatever is still on its way can change nothing.
        self.set_beacon()
        seen = self.look()
        views = [self.model.view, *(change.view for change in rest)]
        fitting = [count for count, view in enumerate(views) if view == seen]
        if not fitting:
            raise Defect(f"neither the state before nor after {[change.statement for change in rest]}: "
                         + difference(self.model.view, seen))
        for number, change in enumerate(rest):
            line = self.logged(change)
            # If the rows are the same before and after, only the log tells.
            if number < fitting[0] or number < fitting[-1] and line is not None:
                if line is None and change.backed_up is not None:
                    raise Defect(f"{change.statement.splitlines()[0]}: made, but not in the log")
                self.model.made(change, line["backup"] if line else None)
            elif line is not None:
                raise Defect(f"{change.statement.splitlines()[0]}: in the log, but not made")
            else:
                change.state = "not made"
            self.doubts[change.state] += 1

    def set_beacon(self):
        """Sets this writer's beacon to a higher number, however long it takes."""
        number = self.beacon
        while True:
            number += 1
            report = self.seat.statements(f"update recipient {self.seat.role}@example.com of {BEACONS} stamp={number}")
            if report.status == 0:
                self.beacon = number
                return
            self.allow(report)

    def look(self):
        """What is there of this writer."""
        own = f"where email ~ '{self.seat.role}-*' show email, stamp, status"
        text = "\n".join(f"print '{group}'\nrecipients of '{group}' {own}" for group in SHARED)
        text += f"\nfor g in groups where name ~ 'Own {self.seat.role} *' {{ print $g.name; recipients of $g.name {own} }}"
        results = self.read(text)
        return {results[index][0]: rows(results[index + 1]) for index in range(0, len(results), 2)}

    def logged(self, change):
        """The line of a change in the log; None if there is none, and for kinds of changes that cannot have a note."""
        if change.note is None:
            return None
        found = self.read(f"log where note = '{change.note}'")[0]
        if len(found) > 1:
            raise Defect(f"{change.statement.splitlines()[0]}: {len(found)} lines in the log")
        return found[0] if found else None

    def read(self, text):
        while True:
            report = self.seat.statements(text)
            if report.status == 0:
                return report.results
            self.allow(report)

    def allow(self, report):
        if not report.was_killed and report.code not in EXPECTED_CODES:
            raise Defect(f"{report.code}: {report.message}")
        if self.stop.is_set():
            raise Defect("ended while it looked for what became of a change")


def rows(results):
    return {row["email"]: (row["stamp"], row["status"]) for row in results}


def difference(expected, found):
    """The first few places where two views differ."""
    lines = []
    for group in sorted(set(expected) | set(found)):
        before, now = expected.get(group), found.get(group)
        if before is None or now is None:
            if before != now:
                lines.append(f"{group}: {'there' if now is not None else 'not there'}")
            continue
        for address in sorted(set(before) | set(now)):
            if before.get(address) != now.get(address):
                lines.append(f"{group}: {address}: {before.get(address)} expected, {now.get(address)} found")
    return "; ".join(lines[:5]) + (f" … {len(lines)} in all" if len(lines) > 5 else "")
