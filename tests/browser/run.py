#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The whole centre in a browser: an officer leaves a questioning in front of the real analyst, then Playwright works.

    tests/browser/run.py [--screenshots FOLDER]
    tests/browser/run.py --practice    what is done in a practice centre, without video
"""
import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import PASSWORD, Desk  # noqa: E402
from harness import Centre, wait_until  # noqa: E402

# Shorter than a centre's usual minute, so that nobody waits for it; the rule is the same.
GRACE_S = 15


def recording(desk, *codes):
    states = {r["code"]: r["recording"] for r in desk.duty.get("/rooms")["items"]}
    return all(states[code] == "running" for code in codes)


def seen(desk, questioning):
    shown = desk.as_("banan1").get(f"/questionings/{questioning}").get("observed", {})
    return shown.get("persons") if shown.get("watching") else None


def shorten_grace(centre):
    file = centre.layout.config / "browser-settings.json"
    file.write_text(json.dumps({"settings": {"roster_grace_s": str(GRACE_S)}}))
    centre.control("setup", "import", file)


def officer_leaves(centre, desk):
    """A questioning from which one of two officers goes away without signing out, longer than the grace time."""
    wait_until("recording", lambda: recording(desk, "IT-01"), 90)
    centre.cameras.set_present("IT-01", officers=2, person=1)
    stay = desk.arrive(identity={"name": "示例人员甲", "idType": "none"}).admit()
    questioning = stay.question(room="IT-01")
    wait_until("three persons seen", lambda: seen(desk, questioning) == 3)
    time.sleep(3)
    centre.cameras.set_present("IT-01", officers=1, person=1)
    finding = stay.wait_finding("INTR-03", seconds=GRACE_S + 30)
    centre.cameras.set_present("IT-01", officers=2, person=1)
    wait_until("three persons again", lambda: seen(desk, questioning) == 3)
    stay.end_questioning(questioning)
    centre.cameras.set_present("IT-01", officers=0, person=0)
    return finding


def somebody_waits(desk):
    """Whatever becomes of the others in the tests, the guard's round has a room with somebody in it."""
    desk.arrive(identity={"name": "示例人员丙", "idType": "none"}).admit()


def another_finding(desk):
    """A second one for the queue: a woman checked by men, reported."""
    stay = desk.arrive(identity={"name": "示例人员乙", "idType": "none"},
                       facts={"sex": "F", "birthDate": "1991-01-01", "identityUnknown": False, "flags": []})
    stay.register()
    now = time.time_ns() // 1000
    stay.act("safety-checks", {"startedAtUs": now - 60_000_000, "injuries": "none", "alcohol": "none",
                               "checkers": [desk.person("zhiban2"), desk.person("banan1")], "mode": "report",
                               "happenedAtUs": now})
    stay.wait_finding("ENTR-08")


def play(centre, command, **more):
    """Its status; where it failed, what the parts said last stands before what the browser said."""
    environment = {**os.environ, **centre.environment(), "MINGJING_DEMO_PASSWORD": PASSWORD, **more}
    played = subprocess.run(["npx", "playwright", "test", *command], cwd=TOP / "admin-ui", env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if played.returncode != 0:
        for part in centre.parts:
            print(part.last_words())
    # Last, so that what failed is read first in a cut log.
    print(played.stdout)
    return played.returncode


def practise():
    centre = Centre(without=("recorder", "analyst", "cameras"))
    config = centre.layout.config / "center.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "practice": True}))
    with centre:
        return play(centre, ["--config", "e2e/practice.config.ts"])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--screenshots", help="take pictures of every page instead of testing")
    options.add_argument("--practice", action="store_true", help="the specs of the practice centre")
    options.add_argument("--only", nargs="*", default=[], help="spec files")
    given = options.parse_args()
    if given.practice:
        sys.exit(practise())
    # Pictures are taken of all rooms; the tests question in two.
    with Centre(rooms=None if given.screenshots else ("IT-01", "IT-02")) as centre:
        shorten_grace(centre)
        desk = Desk(centre)
        officer_leaves(centre, desk)
        another_finding(desk)
        somebody_waits(desk)
        if given.screenshots:
            status = play(centre, [*given.only, "--config", "e2e/screenshots.config.ts"],
                          MINGJING_SHOTS=str(Path(given.screenshots).resolve()))
        else:
            status = play(centre, given.only)
    sys.exit(status)


if __name__ == "__main__":
    main()
