#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Bad cameras: how many cases, how many failed, and what each lost of the pictures that were sent whole.

usage: badstreams.py [words of case names]
"""
import os
import sys
from pathlib import Path

from figures import Figures

TOP = Path(__file__).resolve().parents[2]
os.environ.setdefault("MINGJING_BIN", str(TOP / "build" / os.environ.get("MINGJING_BUILD", "release") / "bin"))
sys.path.insert(0, str(TOP / "tests/video"))
import bad_streams  # noqa: E402


def main():
    figures = Figures("badstreams")
    trial = bad_streams.Trial(bad_streams.wanted_cases(sys.argv[1:]))
    try:
        found = trial.run()
    finally:
        trial.close()
    for case, faults, lost in found:
        figures.tell("lost_frames", lost, "frames", case=case.name, may_lose=case.may_lose)
        for fault in faults:
            figures.say(f"{case.name}: {fault}")
    failed = [case.name for case, faults, _ in found if faults]
    figures.tell("cases", len(found), "cases")
    figures.tell("cameras_late_s_max", round(trial.late_s(), 2), "s", times_judged=trial.late_s() <= bad_streams.STARVED_S)
    figures.tell("failed", len(failed), "cases", names=failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
