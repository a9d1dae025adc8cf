"""Runs cbs on a host, so that others can stop it, kill it and disconnect it."""

import json
import os
import subprocess
import threading
from pathlib import Path

from .server import PASSWORD

PROGRAM = os.environ.get("CBS_PROGRAM") or str(Path(__file__).resolve().parent.parent.parent / ".build/release/cbs")

# Messages that are allowed if a cable was pulled, a server crashed or a process was stopped. Any other is a defect.
EXPECTED_CODES = {"storage", "locked", "outcome-unknown"}

# Nothing may take longer, whatever happens to the network.
PATIENCE = 180


class Defect(Exception):
    """Something that must not happen."""


class Report:
    """What a program printed before it ended."""

    def __init__(self, results, errors, status):
        self.results = results
        self.status = status
        self.was_killed = status < 0
        self.code = None
        self.message = ""
        for line in errors:
            problem = json.loads(line) if line.startswith("{") else {}
            if "error" in problem:
                self.code, self.message = problem["error"]["code"], problem["error"]["message"]
        if status > 0 and self.code is None:
            raise Defect(f"status {status} without an error: {errors}")


class Seat:
    """A role on a host, and the program that runs there now."""

    def __init__(self, role, host, server):
        self.role = role
        self.host = host
        self.place = server.place(role)
        self.process = None
        self.lock = threading.Lock()
        self.environment = {**os.environ, "PGPASSWORD": PASSWORD, "HOME": server.folder}

    def start(self, *arguments):
        process = subprocess.Popen(
            [*self.host.command, PROGRAM, *arguments], env=self.environment, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with self.lock:
            self.process = process
        return process

    def signal(self, number):
        """Sends a signal to the program that runs now. False if there is none."""
        with self.lock:
            process = self.process
        if process is None or process.poll() is not None:
            return False
        process.send_signal(number)
        return True

    def statements(self, text, *options):
        """Runs statements, and returns what was printed until the program ended, however it ended."""
        process = self.start("--store", self.place, "--format", "json", "--quiet", "--wait", "60s", *options, "-c", text)
        return self.report(process)

    def report(self, process, text=None):
        try:
            output, errors = process.communicate(text, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise Defect(f"{self.role}: nothing came back for {PATIENCE} seconds")
        # A line that was cut off counts as not printed.
        lines = output.split("\n")[:-1]
        return Report([json.loads(line) for line in lines], errors.splitlines(), process.returncode)
