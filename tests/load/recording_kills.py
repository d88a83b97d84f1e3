#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 of the recorder at random moments: how much of what cameras had sent cannot be read afterwards.

    deploy/bench recording_kills [--kills 200] [--seed N] [--below FOLDER]
"""
import argparse
import os
import random
import sys
from pathlib import Path

from figures import Figures, percentile

TOP = Path(__file__).resolve().parents[2]
os.environ.setdefault("MINGJING_BIN", str(TOP / "build" / os.environ.get("MINGJING_BUILD", "release") / "bin"))
sys.path.insert(0, str(TOP / "tests/video"))
from kills import SCRIPTS, Kills  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--below", help="where the recordings lie meanwhile; in memory, the disk has no part in it")
    args = parser.parse_args()
    figures = Figures("recording")
    kills = Kills(args.kills, args.seed, args.below)
    try:
        lost = kills.run()
    finally:
        kills.close()
    detail = {"kills": args.kills, "cameras": len(SCRIPTS), "seed": args.seed, "below": args.below or "disk"}
    figures.tell("killed_lost_ms_max", round(max(lost)), "ms", **detail)
    figures.tell("killed_lost_ms_p50", round(percentile(lost, 50)), "ms", **detail)
    figures.tell("killed_faults", len(kills.faults), "faults", told=kills.faults[:5], **detail)
    return 1 if kills.faults else 0


if __name__ == "__main__":
    sys.exit(main())
