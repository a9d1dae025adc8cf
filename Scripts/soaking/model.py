"""What each acknowledged change of a writer must have left, according to the description of the language.

Nobody else changes a writer's addresses in the shared groups or its own groups; so what must be there follows from its own
changes, whatever the others do. A *view* is what is there of one writer: group -> address -> (stamp, status). One import gives
a block of addresses the same stamp, so that a reader can tell a whole import from half of one.
"""

import random
from dataclasses import dataclass, field

SHARED = ["Shared 1", "Shared 2", "Shared 3"]
BEACONS = "Beacons"
BLOCKS = 6
BLOCK = 30
SINGLES = 12
LARGE = 40


@dataclass
class Change:
    """A statement, and what must be there once it has run."""

    statement: str
    view: dict
    expected: dict = field(default_factory=dict)
    note: str = None
    # The group of the backup, and its rows before, if there is a backup.
    backed_up: str = None
    before: dict = None
    # For an import or a restore: the addresses that it touches.
    touched: list = None
    erased: str = None
    # For a restore or an undo.
    from_backup: int = None
    state: str = "open"
    backup: int = None


@dataclass
class Backup:
    number: int
    group: str
    before: dict
    after: dict
    touched: list
    made: float
    # Whether an undo has already been tried.
    is_used: bool = False


class Model:
    """The view of one writer, and random changes to it."""

    def __init__(self, writer, seed, clock):
        self.writer = writer
        self.dice = random.Random(f"{seed}-{writer}")
        self.clock = clock
        self.view = {group: {} for group in SHARED}
        self.backups = {}
        self.deleted = []
        self.stamps = 0
        self.notes = 0
        self.names = 0

    def addresses(self, block):
        return [f"{self.writer}-b{block}-{number}@example.com" for number in range(BLOCK)]

    def note(self):
        self.notes += 1
        return f"{self.writer} {self.notes}"

    def stamp(self):
        self.stamps += 1
        return str(self.stamps)

    def own(self, view):
        return sorted(group for group in view if group not in SHARED)

    def next(self, view, retention):
        """A change to a view; the view is what the earlier changes of the same program leave."""
        moves = [
            (26, self.load), (10, self.bring_back), (12, self.take_back), (8, self.add), (8, self.update), (5, self.remove),
            (4, self.unsubscribe), (3, self.erase), (6, self.make), (8, self.swap), (4, self.rename), (5, self.delete),
            (5, self.undelete), (1, self.purge)]
        while True:
            move = self.dice.choices([move for _, move in moves], [weight for weight, _ in moves])[0]
            change = move(view, retention)
            if change is not None:
                return change

    def changed(self, view, group, rows):
        """The view with some rows of a group replaced; None for a row removes it."""
        kept = {address: row for address, row in view.get(group, {}).items() if address not in rows}
        kept.update({address: row for address, row in rows.items() if row is not None})
        return {**view, group: kept}

    # Blocks in the shared groups

    def load(self, view, retention):
        group, block, stamp, note = self.dice.choice(SHARED), self.dice.randrange(BLOCKS), self.stamp(), self.note()
        addresses = self.addresses(block)
        lines = "\n".join(f"{address},{stamp}" for address in addresses)
        known = sum(address in view[group] for address in addresses)
        return Change(
            f"import <<END into '{group}' --note '{note}'\nemail,stamp\n{lines}\nEND",
            self.changed(view, group, {address: (stamp, "active") for address in addresses}),
            {"read": BLOCK, "added": BLOCK - known, "updated": known}, note, group, view[group], addresses)

    def recent(self, retention):
        """Backups that will not have expired before the statement runs."""
        return [backup for backup in self.backups.values() if self.clock() - backup.made < retention / 2]

    def bring_back(self, view, retention):
        found = [backup for backup in self.recent(retention) if backup.group in SHARED]
        if not found:
            return None
        backup, note, block = self.dice.choice(found), self.note(), self.dice.randrange(BLOCKS)
        addresses = self.addresses(block)
        rows = {address: backup.before[address] for address in addresses if address in backup.before}
        return Change(
            f"restore backup {backup.number} where email ~ '{self.writer}-b{block}-*' --note '{note}'",
            self.changed(view, backup.group, rows), {"restored": backup.number, "read": len(rows)}, note, backup.group,
            view[backup.group], addresses, from_backup=backup.number)

    def take_back(self, view, retention):
        found = [backup for backup in self.recent(retention)
                 if backup.group in view and backup.touched is not None and not backup.is_used]
        if not found:
            return None
        backup, note = self.dice.choice(found[-4:]), self.note()
        backup.is_used = True
        now = view[backup.group]
        rows = {}
        counts = {"undone": backup.number, "removed": 0, "returned": 0, "reverted": 0, "kept": 0}
        for address in backup.touched:
            before, after = backup.before.get(address), backup.after.get(address)
            if before == after or now.get(address) == before:
                continue
            if now.get(address) == after:
                rows[address] = before
                counts["removed" if before is None else "returned" if after is None else "reverted"] += 1
            else:
                counts["kept"] += 1
        return Change(
            f"undo backup {backup.number} --note '{note}'", self.changed(view, backup.group, rows), counts, note,
            backup.group if rows else None, now, backup.touched, from_backup=backup.number)

    # Single recipients in them

    def single(self, view, is_there, status=None):
        group = self.dice.choice(SHARED)
        names = [f"{self.writer}-s{number}@example.com" for number in range(SINGLES)]
        found = [name for name in names
                 if (name in view[group]) == is_there and (status is None or view[group][name][1] == status)]
        return (group, self.dice.choice(found)) if found else None

    def add(self, view, retention):
        if (found := self.single(view, False)) is None:
            return None
        (group, address), stamp = found, self.stamp()
        return Change(f"add recipient {address} to '{group}' stamp={stamp}",
                      self.changed(view, group, {address: (stamp, "active")}))

    def update(self, view, retention):
        if (found := self.single(view, True)) is None:
            return None
        (group, address), stamp = found, self.stamp()
        return Change(f"update recipient {address} of '{group}' stamp={stamp}",
                      self.changed(view, group, {address: (stamp, view[group][address][1])}))

    def remove(self, view, retention):
        if (found := self.single(view, True)) is None:
            return None
        group, address = found
        return Change(f"remove recipient {address} from '{group}'", self.changed(view, group, {address: None}))

    def unsubscribe(self, view, retention):
        if (found := self.single(view, True, "active")) is None:
            return None
        group, address = found
        return Change(f"unsubscribe {address} from '{group}'",
                      self.changed(view, group, {address: (view[group][address][0], "unsubscribed")}))

    def erase(self, view, retention):
        if (found := self.single(view, True)) is None:
            return None
        _, address = found
        rest = {group: {name: row for name, row in rows.items() if name != address} for group, rows in view.items()}
        count = sum(address in rows for rows in view.values())
        return Change(f"erase recipient {address}", rest, {"groups": count}, erased=address)

    # The writer's own groups, whose recipients always come from one import

    def whole(self, group):
        stamp = self.stamp()
        rows = {f"{self.writer}-{stamp}-{number}@example.com": (stamp, "active") for number in range(LARGE)}
        return rows, "email,stamp\n" + "\n".join(f"{address},{stamp}" for address in rows)

    def make(self, view, retention):
        if len(self.own(view)) > 3:
            return None
        self.names += 1
        group, note = f"Own {self.writer} {self.names}", self.note()
        rows, text = self.whole(group)
        return Change(f"import <<END into new '{group}' --note '{note}'\n{text}\nEND", {**view, group: rows},
                      {"added": LARGE}, note, group, {})

    def swap(self, view, retention):
        if not self.own(view):
            return None
        group, note = self.dice.choice(self.own(view)), self.note()
        rows, text = self.whole(group)
        return Change(f"import <<END into '{group}' --mode replace --note '{note}'\n{text}\nEND", {**view, group: rows},
                      {"added": LARGE, "removed": LARGE}, note, group, view[group])

    def rename(self, view, retention):
        if not self.own(view):
            return None
        self.names += 1
        group, name = self.dice.choice(self.own(view)), f"Own {self.writer} {self.names}"
        rest = {other: rows for other, rows in view.items() if other != group}
        return Change(f"rename group '{group}' to '{name}'", {**rest, name: view[group]})

    def delete(self, view, retention):
        if not self.own(view):
            return None
        group, note = self.dice.choice(self.own(view)), self.note()
        rest = {other: rows for other, rows in view.items() if other != group}
        return Change(f"delete group '{group}' --note '{note}'", rest, {"recipients": LARGE}, note, group, view[group])

    def undelete(self, view, retention):
        found = [backup for backup in self.recent(retention)
                 if backup.group not in view and backup.number in self.deleted and not backup.is_used]
        if not found:
            return None
        backup, note = found[-1], self.note()
        backup.is_used = True
        return Change(f"undo backup {backup.number} --note '{note}'", {**view, backup.group: backup.before},
                      {"undone": backup.number, "returned": LARGE}, note, backup.group, {}, from_backup=backup.number)

    def purge(self, view, retention):
        return Change("purge", view)

    # What became of a change

    def made(self, change, backup):
        """Records a change that was made."""
        self.view = change.view
        change.state = "made"
        change.backup = backup
        if change.erased is not None:
            for kept in self.backups.values():
                kept.before = {address: row for address, row in kept.before.items() if address != change.erased}
        if change.backed_up is not None and backup is not None:
            after = change.view.get(change.backed_up, {})
            self.backups[backup] = Backup(backup, change.backed_up, change.before, after, change.touched, self.clock())
            if change.statement.startswith("delete group"):
                self.deleted.append(backup)
