#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""How fast a package is checked, beside `openssl dgst -sha256` reading the same file, and whether any change escapes.

The packages are made by tests/support/recording_package.py, which knows only the two format texts. Both programs read
the file from the page cache, in turns, in the same run. Then one random bit is changed in a small package, or two
fragments of equal size change places, ten thousand times.

    deploy/bench verify [--megabytes 1024] [--rounds 5] [--changes 10000] [--seed N]
"""
import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from figures import Figures

from recording_package import Package, verify  # noqa: E402  (figures puts tests/support on the path)

TOP = Path(__file__).resolve().parents[2]
PROGRAM = TOP / "build/release/bin/evidence-verify"
FRAGMENT = 250_000  # half a second at 4 Mbit/s


def timed(command):
    before, began = os.times(), time.monotonic()
    done = subprocess.run(command, capture_output=True)
    took, after = time.monotonic() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed with {done.returncode}: {done.stderr.decode()}")
    return took, cpu


def speed(figures, options, folder):
    package = Package(segments=max(1, options.megabytes // 256), fragments=1024, size=FRAGMENT)
    path = folder / "large.zip"
    path.write_bytes(package.zip())
    megabytes = path.stat().st_size / 1e6
    checks = {"openssl": ["openssl", "dgst", "-sha256", path],
              "one": [PROGRAM, "--key", package.key(), "--threads", "1", path],
              "all": [PROGRAM, "--key", package.key(), path]}
    for command in checks.values():
        timed(command)  # the file is in memory from here on
    walls, cpus = {name: [] for name in checks}, {name: [] for name in checks}
    for _ in range(options.rounds):
        for name, command in checks.items():
            wall, cpu = timed(command)
            walls[name].append(wall)
            cpus[name].append(cpu)
    rate = {name: megabytes / statistics.median(values) for name, values in walls.items()}
    spent = {name: statistics.median(values) for name, values in cpus.items()}
    detail = {"megabytes": round(megabytes), "rounds": options.rounds, "openssl_mb_s": round(rate["openssl"]),
              "verify_mb_s": round(rate["all"]), "verify_one_thread_mb_s": round(rate["one"]),
              "processors": os.cpu_count()}
    figures.tell("ratio_to_openssl", round(rate["all"] / rate["openssl"], 3), "ratio", **detail)
    figures.tell("ratio_to_openssl_one_thread", round(rate["one"] / rate["openssl"], 3), "ratio", **detail)
    figures.tell("cpu_ratio_to_openssl", round(spent["all"] / spent["openssl"], 3), "ratio",
                 openssl_cpu_s=round(spent["openssl"], 3), verify_cpu_s=round(spent["all"], 3))
    path.unlink()


def changes(figures, options, folder):
    rng = random.Random(options.seed)
    package = Package()
    good = bytearray(package.zip())
    path = folder / "small.zip"
    path.write_bytes(good)
    if verify(PROGRAM, path, "--key", package.key()) != 0:
        raise SystemExit("the unchanged package does not verify")
    missed, swaps, codes = [], 0, {}
    for _ in range(options.changes):
        if rng.random() < 0.1:
            first, second = rng.sample(range(len(package.places)), 2)
            path.write_bytes(package.swapped(first, second))
            what = f"swap of fragments {first} and {second}"
            swaps += 1
        else:
            at, bit = rng.randrange(len(good)), 1 << rng.randrange(8)
            good[at] ^= bit
            path.write_bytes(good)
            good[at] ^= bit
            what = f"byte {at} bit {bit}"
        code = verify(PROGRAM, path, "--key", package.key())
        codes[code] = codes.get(code, 0) + 1
        if code not in (10, 11, 12, 13, 14):
            missed.append(what)
    for what in missed[:10]:
        figures.say(f"missed: {what}")
    figures.tell("bitflips_missed", len(missed), "changes", changes=options.changes, swaps=swaps, seed=options.seed,
                 package_bytes=len(good), exit_codes={str(code): count for code, count in sorted(codes.items())})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--changes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    figures = Figures("verify")
    with tempfile.TemporaryDirectory() as folder:
        speed(figures, options, Path(folder))
        changes(figures, options, Path(folder))


if __name__ == "__main__":
    main()
