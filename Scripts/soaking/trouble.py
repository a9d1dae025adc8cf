"""What happens to writers and readers: cables are pulled, packets lost, programs killed and stopped, and the server crashes."""

import collections
import random
import signal
import threading
import time


class Trouble(threading.Thread):
    """Causes one trouble after another until the end, and leaves everything in order."""

    def __init__(self, seats, server, seed, until, stop, is_short):
        super().__init__(name="trouble")
        self.seats = seats
        self.server = server
        self.until = until
        self.stop = stop
        self.dice = random.Random(f"{seed}-trouble")
        self.made = collections.Counter()
        self.defect = None
        # A lease lasts ten seconds, and a program looks for a lost answer for fifteen.
        self.long = (2, 3) if is_short else (11, 18)
        self.pause = 1 if is_short else 4

    def run(self):
        kinds = [(6, self.kill), (3, self.stop_for_long), (1, self.crash)]
        if self.seats[0].host.has_network:
            kinds += [(4, self.cut), (2, self.cut_for_long), (2, self.lose_packets)]
        try:
            while not self.stop.is_set() and time.monotonic() < self.until:
                self.stop.wait(self.dice.uniform(0, 2 * self.pause))
                kind = self.dice.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])[0]
                if kind(self.dice.choice(self.seats)):
                    self.made[kind.__name__] += 1
        except Exception as problem:
            self.defect = f"trouble: {problem!r}"
            self.stop.set()

    def kill(self, seat):
        return seat.signal(signal.SIGKILL)

    def stop_for_long(self, seat):
        """Stops a program for longer than its lease, and lets it continue as if nothing had happened."""
        if not seat.signal(signal.SIGSTOP):
            return False
        stopped = seat.process
        self.stop.wait(self.dice.uniform(*self.long))
        stopped.send_signal(signal.SIGCONT)
        return True

    def cut(self, seat, least=0.2, most=4):
        seat.host.unplug()
        self.stop.wait(self.dice.uniform(least, most))
        seat.host.plug_in()
        return True

    def cut_for_long(self, seat):
        return self.cut(seat, *self.long)

    def lose_packets(self, seat):
        seat.host.lose_packets(self.dice.choice([0.05, 0.2, 0.5]))
        self.stop.wait(self.dice.uniform(1, 8))
        seat.host.lose_none()
        return True

    def crash(self, _):
        self.server.crash()
        return True
