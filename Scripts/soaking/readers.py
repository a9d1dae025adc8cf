"""Readers: whatever they see while others write must be whole, and no older than what was acknowledged before they looked."""

import collections
import json
import os
import random
import shutil
import subprocess
import threading
import time

from .model import BEACONS, BLOCK, LARGE, SHARED
from .program import EXPECTED_CODES, PATIENCE, PROGRAM, Defect


class Reader(threading.Thread):
    """Reads, each time with a new program, or with one that stays open."""

    def __init__(self, seat, seed, until, writers, stop, stays_open):
        super().__init__(name=seat.role)
        self.seat = seat
        self.until = until
        self.writers = writers
        self.stop = stop
        self.stays_open = stays_open
        self.dice = random.Random(f"{seed}-{seat.role}")
        self.session = None
        self.looks = collections.Counter()
        self.codes = collections.Counter()
        self.seen = {}
        self.defect = None

    def run(self):
        looks = [(6, self.look_at_imports), (4, self.look_at_beacons), (3, self.look_at_groups), (3, self.look_at_a_backup),
                 (2, self.verify), (1, self.copy)]
        try:
            while time.monotonic() < self.until and not self.stop.is_set():
                look = self.dice.choices([look for _, look in looks], [weight for weight, _ in looks])[0]
                if look():
                    self.looks[look.__name__] += 1
        except Exception as problem:
            self.defect = f"{self.seat.role}: {problem!r}"
            self.stop.set()
        finally:
            self.close()

    # How it reads

    def read(self, statement, allowed=()):
        """The rows of a query; None if the program or its connection was ended by some trouble."""
        if self.stays_open:
            return self.ask(statement, allowed)
        report = self.seat.statements(statement, "--read-only")
        return report.results[0] if self.is_fine(report, allowed) else None

    def is_fine(self, report, allowed=()):
        if report.status == 0:
            return True
        self.codes[report.code or "killed"] += 1
        if not report.was_killed and report.code not in EXPECTED_CODES and report.code not in allowed:
            raise Defect(f"{report.code}: {report.message}")
        return False

    def ask(self, statement, allowed):
        """Asks the program that stays open. It ends at an error; the next query starts another one."""
        if self.session is None:
            self.session = self.seat.start(
                "--store", self.seat.place, "--format", "json", "--quiet", "--wait", "60s", "--read-only")
        line = ""
        began = time.monotonic()
        watchdog = threading.Timer(PATIENCE, self.session.kill)
        watchdog.start()
        try:
            self.session.stdin.write(statement + "\n")
            self.session.stdin.flush()
            line = self.session.stdout.readline()
        except BrokenPipeError:
            pass
        watchdog.cancel()
        if time.monotonic() - began >= PATIENCE:
            raise Defect(f"nothing came back for {PATIENCE} seconds")
        if line.endswith("\n"):
            return json.loads(line)
        session, self.session = self.session, None
        try:
            session.stdin.close()
        except BrokenPipeError:
            pass
        session.stdin = None
        self.is_fine(self.seat.report(session), allowed)
        return None

    def close(self):
        if self.session is not None:
            self.session.kill()
            self.session.wait()

    # What it checks

    def look_at_imports(self):
        group = self.dice.choice(SHARED)
        rows = self.read(f"recipients of '{group}' show email, stamp")
        return rows is not None and self.check_blocks(group, rows)

    def check_blocks(self, place, rows):
        """Each block is complete, as a single import left it."""
        blocks = collections.defaultdict(list)
        for row in rows:
            writer, kind = row["email"].split("@")[0].split("-")[:2]
            if kind.startswith("b"):
                blocks[writer, kind].append(row["stamp"])
        for block, stamps in blocks.items():
            if len(stamps) != BLOCK or len(set(stamps)) != 1:
                raise Defect(f"{place}: half an import: {len(stamps)} of {BLOCK} rows of {block}, stamps {set(stamps)}")
        return True

    def look_at_beacons(self):
        acknowledged = {writer.seat.role: writer.beacon for writer in self.writers}
        rows = self.read(f"recipients of {BEACONS} show email, stamp")
        if rows is None:
            return False
        now = {row["email"].split("@")[0]: int(row["stamp"]) for row in rows}
        for writer, number in acknowledged.items():
            if now[writer] < max(number, self.seen.get(writer, 0)):
                raise Defect(f"{writer}'s beacon is {now[writer]} after {number} was acknowledged and {self.seen} seen")
        self.seen = now
        return True

    def look_at_groups(self):
        rows = self.read("groups")
        if rows is None:
            return False
        for row in rows:
            if row["name"].startswith("Own") and row["recipients"] != LARGE:
                raise Defect(f"half a group: {row}")
        return True

    def look_at_a_backup(self):
        """The content of a backup never changes until it has expired; only erased addresses leave it."""
        writer = self.dice.choice(self.writers)
        backups = list(writer.model.backups.values())
        found = [backup for backup in backups[-20:] if backup.group in SHARED]
        if not found:
            return False
        backup = self.dice.choice(found)
        own = f"{writer.seat.role}-b"
        rows = self.read(f"recipients of backup {backup.number} show email, stamp, status", ["expired-backup"])
        if rows is None:
            return False
        self.check_blocks(f"backup {backup.number}", rows)
        seen = {row["email"]: (row["stamp"], row["status"]) for row in rows if row["email"].startswith(own)}
        expected = {address: row for address, row in backup.before.items() if address.startswith(own)}
        if seen != expected:
            raise Defect(f"backup {backup.number} holds {len(seen)} recipients of {writer.seat.role} instead of {len(expected)}")
        return True

    def verify(self):
        return self.is_fine(self.seat.report(self.seat.start(
            "--store", self.seat.place, "--wait", "60s", "--format", "json", "verify")))

    def copy(self):
        """A copy of the account in a folder is as intact as the account."""
        folder = os.path.join(self.seat.environment["HOME"], f"copy-{self.seat.role}")
        shutil.rmtree(folder, ignore_errors=True)
        report = self.seat.report(self.seat.start(
            "--store", self.seat.place, "--wait", "60s", "--format", "json", "copy", folder))
        if not self.is_fine(report):
            return False
        for command in (["verify"], ["--read-only", "--format", "json", "-c", f"recipients of '{SHARED[0]}' show email, stamp"]):
            outcome = subprocess.run([PROGRAM, "--store", folder, *command], capture_output=True, text=True)
            if outcome.returncode != 0:
                raise Defect(f"a copy is not whole: {outcome.stdout}{outcome.stderr}")
        return self.check_blocks("a copy", json.loads(outcome.stdout))
