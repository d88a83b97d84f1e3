#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Whole stays on the real parts: recorded, watched, judged, exported, verified; departures at random times.

Two questioning rooms work at the same time. In each questioning one of the two officers leaves three times, without a
word to the system; afterwards as many minutes pass without anybody leaving. Steps go over HTTPS through nginx.

    deploy/bench journey [--stays 10] [--departures 3] [--grace 5]
"""
import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time

from figures import Figures, percentile

from api import Contract  # noqa: E402  (figures puts tests/support on the path)
from desk import Desk
from forgery import mutations
from harness import Centre, wait_until

ROOMS = {"IT-01": ("banan1", "banan2"), "IT-02": ("banan1", "banan2")}


class Room:
    """One questioning room and its own desk; runs in its own thread."""

    def __init__(self, bench, code):
        self.bench = bench
        self.code = code
        self.desk = Desk(bench.centre, Contract(), https=True)
        self.camera = next(c["id"] for c in self.desk.duty.get("/cameras")["items"]
                           if c["room"]["id"] == self.desk.room(code))
        self.random = random.Random(code)
        self.observed, self.found, self.missed, self.false, self.stays = [], [], 0, 0, []
        self.quiet_s = 0.0

    def present(self, officers):
        return self.bench.centre.cameras.set_present(self.code, officers=officers, person=1)["fromUs"]

    def persons(self, questioning):
        shown = self.desk.as_("banan1").get(f"/questionings/{questioning}").get("observed", {})
        return shown.get("persons") if shown.get("watching") else None

    def begin(self):
        self.present(2)
        wait_until("recording", lambda: any(r["code"] == self.code and r["recording"] == "running"
                                            for r in self.desk.duty.get("/rooms")["items"]))
        stay = self.desk.arrive().admit()
        questioning = stay.question(room=self.code, officers=ROOMS[self.code])
        wait_until("three persons", lambda: self.persons(questioning) == 3)
        self.stays.append(stay)
        return stay, questioning

    def finish(self, stay, questioning):
        stay.end_questioning(questioning)
        reviewer = self.desk.as_("fazhi")
        for finding in stay.findings("INTR-03", "to_review"):
            reviewer.post(f"/findings/{finding['id']}/verdicts", {"verdict": "confirmed"})
        stay.decide()
        stay.exit_check()
        stay.depart(overrideReason="测量")

    def departure(self, stay, questioning):
        time.sleep(self.random.uniform(2, 8))
        known = {f["id"] for f in stay.findings("INTR-03")}
        left_us = self.present(1)
        try:
            finding = wait_until("finding", lambda: next(
                (f for f in stay.findings("INTR-03") if f["id"] not in known), None), self.bench.given.grace + 20)
            self.found.append((finding["raisedAtUs"] - left_us) / 1e6 - self.bench.given.grace)
            if abs(finding["atUs"] - left_us) > 3_000_000:
                self.bench.figures.say(f"{self.code}: found at another second: {finding['atUs'] - left_us} us off")
            self.observed.append((self.bench.commit_of(self.camera, left_us) - left_us) / 1e6)
        except TimeoutError:
            self.missed += 1
        self.present(2)
        wait_until("three persons again", lambda: self.persons(questioning) == 3)

    def with_departures(self):
        began = time.monotonic()
        for _ in range(self.bench.given.stays // len(ROOMS)):
            stay, questioning = self.begin()
            for _ in range(self.bench.given.departures):
                self.departure(stay, questioning)
            self.finish(stay, questioning)
        self.quiet_s = time.monotonic() - began

    def without_departures(self):
        stay, questioning = self.begin()
        time.sleep(self.quiet_s)
        self.false = len(stay.findings("INTR-03"))
        self.finish(stay, questioning)


class Bench:
    def __init__(self, given, figures, centre):
        self.given = given
        self.figures = figures
        self.centre = centre

    def sql(self, statement):
        layout = self.centre.layout
        done = subprocess.run(["mariadb", f"--socket={layout.database_socket}", "-u", "mingjing_owner",
                               f"-p{layout.password('db-owner')}", "-N", "-B", "mingjing", "-e", statement],
                              capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit_of(self, camera, left_us):
        """When the first count without the person was entered."""
        return int(self.sql("SELECT MIN(entered_us) FROM timeline WHERE type = 'PersonsCounted' AND "
                            f"stream_id = UNHEX('{camera.replace('-', '')}') AND entered_us > {left_us} AND "
                            "JSON_VALUE(CONVERT(body USING utf8mb4), '$.value') = 2"))

    def run_all(self, rooms, what):
        failures = []

        def guarded(room):
            try:
                getattr(room, what)()
            except Exception as error:  # told after all threads have ended
                failures.append(f"{room.code}: {error!r}")

        threads = [threading.Thread(target=guarded, args=(room,)) for room in rooms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise RuntimeError("; ".join(failures))

    def run(self):
        rooms = [Room(self, code) for code in ROOMS]
        rooms[0].desk.widen("WT-01")
        self.figures.say("stays with departures")
        self.run_all(rooms, "with_departures")
        self.figures.say(f"{rooms[0].quiet_s:.0f} s without departures")
        self.run_all(rooms, "without_departures")
        self.tell(rooms)
        self.figures.say("exports")
        self.verify(rooms)

    def tell(self, rooms):
        acts = [act for room in rooms for client in room.desk.clients.values() for act in client.took]
        took = [seconds for path, seconds in acts if path != "/session"]
        # A password is checked slowly on purpose; signing in is no step of a stay.
        sign_ins = [seconds for path, seconds in acts if path == "/session"]
        observed = [s for room in rooms for s in room.observed]
        found = [s for room in rooms for s in room.found]
        departures = len(found) + sum(room.missed for room in rooms)
        self.figures.tell("steps", len(took), "1", stays=sum(len(room.stays) for room in rooms))
        self.figures.tell("step_p50_ms", round(percentile(took, 50) * 1000, 2), "ms")
        self.figures.tell("sign_in_p50_ms", round(percentile(sign_ins, 50) * 1000, 2), "ms", sign_ins=len(sign_ins))
        self.figures.tell("step_p99_ms", round(percentile(took, 99) * 1000, 2), "ms", max_ms=round(max(took) * 1000, 2))
        self.figures.tell("observation_delay_p95_s", round(percentile(observed, 95), 3), "s",
                          p50_s=round(percentile(observed, 50), 3), max_s=round(max(observed), 3))
        self.figures.tell("finding_delay_p95_s", round(percentile(found, 95), 3), "s", grace_s=self.given.grace,
                          p50_s=round(percentile(found, 50), 3), max_s=round(max(found), 3))
        self.figures.tell("departures_missed", sum(room.missed for room in rooms), "1", departures=departures)
        self.figures.tell("false_findings", sum(room.false for room in rooms), "1",
                          minutes=round(sum(room.quiet_s for room in rooms) / 60, 1))

    def verify(self, rooms):
        key = self.centre.control("key").strip()
        passed = caught = tried = 0
        stays = [stay for room in rooms for stay in room.stays]
        for stay in stays:
            file = self.centre.folder / f"{stay.number}.json"
            self.centre.control("stay", "export", stay.number, "--out", file)
            passed += self.check(file, key) == 0
            content = file.read_text()
            for _, _, change in mutations(len(json.loads(content)["events"])):
                forged = json.loads(content)
                change(forged)
                file.write_text(json.dumps(forged))
                caught += self.check(file, key) in range(10, 16)
                tried += 1
            file.write_text(content)
            caught += self.check(file, "A" * 43) == 15
            tried += 1
        self.figures.tell("verified", int(passed == len(stays) and caught == tried), "1", exports=len(stays),
                          intact=passed, mutations=tried, caught=caught)

    def check(self, file, key):
        return subprocess.run([self.centre.layout.bin / "mingjingctl", "stay", "verify", file, "--key", key],
                              capture_output=True).returncode


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--stays", type=int, default=10)
    options.add_argument("--departures", type=int, default=3)
    options.add_argument("--grace", type=int, default=5, help="seconds of the roster's grace time")
    given = options.parse_args()
    figures = Figures("journey")
    with Centre(build=os.environ.get("MINGJING_BUILD")) as centre:
        settings = centre.layout.config / "bench-settings.json"
        settings.write_text(json.dumps({"settings": {"roster_grace_s": str(given.grace)}}))
        centre.control("setup", "import", settings)
        Bench(given, figures, centre).run()


if __name__ == "__main__":
    sys.exit(main())
