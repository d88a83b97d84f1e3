#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Centre and database killed and away for ten minutes: is the recording whole, and is every report stored once?

Real cameras, recorder, centre and database. While both are away the recorder goes on; afterwards the rows of the database
are compared with the recorder's journal.

    deploy/bench outage [--seconds 600]
"""
import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from figures import Figures

TOP = Path(__file__).resolve().parents[2]
os.environ.setdefault("MINGJING_BUILD", "release")
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk  # noqa: E402
from harness import Centre, wait_until  # noqa: E402

ROOMS = ("IT-01", "IT-02")
SEGMENT_S = 20


def rows(centre, sql):
    done = subprocess.run(["mariadb", "--batch", "--skip-column-names", f"--socket={centre.layout.database_socket}",
                           "--user=mingjing_owner", f"--password={centre.layout.password('db-owner')}", "mingjing"],
                          input=sql, capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def journal(centre, storage):
    """What the journal says of main and sub streams: segments by id, gaps by id."""
    subprocess.run([centre.layout.bin / "evidence-check", "--reindex", storage], capture_output=True, check=True)
    index = json.loads((storage / "journal/snapshot.json").read_text().split("\n", 1)[1])
    streams = index["streams"]
    segments = {s["segment"].replace("-", ""): (s["startUs"], s["endUs"], s["fragments"], s["head"])
                for stream in streams for s in stream["segments"]}
    gaps = {g["id"].replace("-", ""): (g["fromUs"], -1 if g["toUs"] is None else g["toUs"], g["cause"])
            for stream in streams for g in stream["gaps"]}
    return segments, gaps


def stored(centre):
    segments = {r[0]: (int(r[1]), int(r[2]), int(r[3]), r[4]) for r in rows(
        centre, "SELECT LOWER(HEX(id)), start_us, end_us, fragments, chain_head FROM segments")}
    gaps = {r[0]: (int(r[1]), int(r[2]), r[3]) for r in rows(
        centre, "SELECT LOWER(HEX(id)), from_us, COALESCE(to_us, -1), cause FROM gaps")}
    return segments, gaps


def is_recording(desk):
    return all(room["recording"] == "running" for room in desk.duty.get("/rooms")["items"] if room["code"] in ROOMS)


def run(options, figures):
    centre = Centre(without=("nginx", "analyst"), rooms=ROOMS)
    config = centre.layout.config / "recorder.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "segmentSeconds": SEGMENT_S}))
    storage = Path(json.loads(config.read_text())["storage"])
    with centre:
        desk = Desk(centre)
        wait_until("both rooms are recorded", lambda: is_recording(desk), 60)
        time.sleep(5)
        began = time.time_ns() // 1000
        figures.say(f"centre and database away for {options.seconds} s")
        centre.center.kill()
        centre.mariadb.kill()
        time.sleep(options.seconds)
        centre.mariadb.start()
        centre.center.start()
        ended = time.time_ns() // 1000
        wait_until("both rooms are recorded again", lambda: is_recording(desk), 120)
        time.sleep(SEGMENT_S + 5)
        centre.recorder.stop()
        time.sleep(5)
        told, known = journal(centre, storage), stored(centre)
        tell(figures, options, told, known, (began, ended))


def tell(figures, options, told, known, span):
    detail = {"away_s": options.seconds, "cameras": len(ROOMS), "segments": len(told[0])}
    differ = [key for journalled, rows_ in zip(told, known) for key in journalled.keys() | rows_.keys()
              if journalled.get(key) != rows_.get(key)]
    figures.tell("rows_unlike_journal", len(differ), "rows", ids=differ[:5], **detail)
    holes = [g for g in told[1].values() if (g[1] == -1 or g[1] > span[0]) and g[0] < span[1]]
    figures.tell("gaps_meanwhile", len(holes), "gaps", causes=Counter(g[2] for g in holes),
                 longest_ms=max((g[1] - g[0] for g in holes), default=0) // 1000, **detail)
    figures.tell("segments_meanwhile", sum(1 for s in told[0].values() if span[0] < s[0] < span[1]), "segments", **detail)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600)
    run(parser.parse_args(), Figures("outage"))


if __name__ == "__main__":
    main()
