"""The gate: compares the instructions of the main jobs on little data with the committed ones. Instructions repeat, seconds do not."""

import json
import os
import sys

from . import profile
from .programs import ROOT

FIGURES = ROOT / "Scripts" / "benchmarking" / "instructions.json"
ROWS = 10_000
# How much a job may exceed its figure. The influence of the machine (its environment, its libraries) is smaller.
TOLERANCE = 0.05


def measure():
    # Otherwise sets and dictionaries are in a different order each time, at a different cost.
    os.environ["SWIFT_DETERMINISTIC_HASHING"] = "1"
    jobs = profile.profiles(ROWS)["jobs"]
    return {name: job["instructions"] for name, job in jobs.items()}


def run(accepts):
    """Compares, or with `accepts` writes today's figures as the ones to be committed.

    Returns whether every job is within its limit.
    """
    found = measure()
    if accepts:
        FIGURES.write_text(json.dumps(found, indent=2) + "\n")
        print(f"the figures are in {FIGURES.relative_to(ROOT)}")
        return True
    expected = json.loads(FIGURES.read_text())
    is_right = True
    for name in sorted(set(expected) | set(found)):
        if name not in expected or name not in found:
            print(f"{name}: {'no figure is committed' if name in found else 'this job is gone'}")
            is_right = False
            continue
        growth = found[name] / expected[name] - 1
        is_missed = growth > TOLERANCE
        is_right = is_right and not is_missed
        print(f"{'missed' if is_missed else 'kept'}\t{expected[name]:,}\t{found[name]:,}\t{growth:+.1%}\t{name}")
    if not is_right:
        print(f"A job takes more than {TOLERANCE:.0%} more instructions than the figure that is committed. Make it cheaper, or, "
              "if it is worth it, run Scripts/benchmark --gate --accept and commit the new figures.", file=sys.stderr)
    return is_right
