#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Forty-eight cameras for a simulated hour through the recorder's storage: what grows, and what an hour costs.

    deploy/bench recording_hour [--seconds 3600]
"""
import argparse
import os
import re
import subprocess
import time
from pathlib import Path

from figures import Figures

TOP = Path(__file__).resolve().parents[2]
CASE = "hour/forty_eight_cameras_grow_nothing"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=3600)
    options = parser.parse_args()
    figures = Figures("recording_hour")
    subprocess.run(["cmake", "--build", "--preset", "release", "--target", "video_tests"], cwd=TOP, check=True,
                   stdout=subprocess.DEVNULL)
    began = time.monotonic()
    done = subprocess.run([TOP / "build/release/tests/video_tests", "--log_level=message", f"--run_test={CASE}"],
                          capture_output=True, text=True,
                          env={**os.environ, "MINGJING_HOUR_SECONDS": str(options.seconds)})
    found = re.search(r"grown_bytes=(-?\d+) segments=(\d+) threads_grown=(\d+) descriptors_grown=(\d+) mbytes=(\d+)",
                      done.stdout + done.stderr)
    if done.returncode != 0 or not found:
        raise SystemExit(done.stdout + done.stderr)
    grown, segments, threads, descriptors, megabytes = map(int, found.groups())
    detail = {"cameras": 48, "simulated_s": options.seconds, "segments": segments, "media_mb": megabytes}
    figures.tell("memory_grown_kb", round(grown / 1000), "kB", **detail)
    figures.tell("memory_grown_per_segment", round(grown / max(1, segments)), "bytes", **detail)
    figures.tell("threads_grown", threads, "threads", **detail)
    figures.tell("descriptors_grown", descriptors, "descriptors", **detail)
    figures.tell("wall_s", round(time.monotonic() - began, 1), "s", **detail)


if __name__ == "__main__":
    main()
