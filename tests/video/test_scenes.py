#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The composed scenes' truth is right, the two sets share nothing, and what is counted by them is counted rightly."""
import json
import os
import re
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from eyes import score  # noqa: E402
from eyes.run import Seen  # noqa: E402
from eyes.verdict import GROUPS, Verdict  # noqa: E402
from scenes import catalogue, film, overlays, people, plans, rooms, troubles  # noqa: E402
from scenes.stage import Stage  # noqa: E402

cv2.setNumThreads(1)
GROUPS_OF_CHECKS = {"persons", "position", "health", "clock", "composition", "sound", "guard", "burst"}


class Sets(unittest.TestCase):
    def test_the_report_set_shares_nothing_with_the_tuning_set(self):
        for of in (people.identities, lambda which: list(rooms.BACKGROUNDS[which])):
            self.assertFalse(set(of("report")) & set(of("tuning")))
            self.assertGreater(len(of("report")), 3)
        seeds = {which: {plans.seed_of(which, *name) for name in catalogue.names(which) + catalogue.footage_names(which)}
                 for which in ("report", "tuning")}
        self.assertLess(max(seeds["tuning"]), min(seeds["report"]))
        frames = {which: {tuple(box) for row in people.walkers().values() if row["set"] == which
                          for walk in row["walks"] for box in walk} for which in seeds}
        self.assertFalse(frames["report"] & frames["tuning"])

    def test_a_plan_casts_only_its_own_set(self):
        for which in ("report", "tuning"):
            for family, number in catalogue.names(which, quick=True):
                plan = catalogue.plan(which, family, number)
                cast = {name for actor in plan.actors for name in (actor.identity, actor.double) if name}
                self.assertLessEqual(cast, set(people.identities(which)), plan.name)
                self.assertIn(plan.room.number, rooms.BACKGROUNDS[which])

    def test_there_are_enough_scenes_departures_and_hours(self):
        self.assertGreaterEqual(len(catalogue.names("report")), 200)
        departures = sum(len(catalogue.plan("report", "leave", number).events)
                         for number in range(catalogue.TABLE["leave"][1]))
        self.assertGreaterEqual(departures, 150)
        hours = Counter()
        for family, number in catalogue.footage_names("report"):
            if family.startswith("footage"):
                hours[family] += {"footage-watch": 2, "footage-health": 4}[family]
        self.assertGreaterEqual(hours["footage-watch"], 24)
        self.assertGreaterEqual(hours["footage-watch"] + hours["footage-health"], 168)

    def test_backgrounds_differ(self):
        small = [cv2.resize(rooms.draw(number, (640, 360)).picture, (32, 18)).astype(int)
                 for numbers in rooms.BACKGROUNDS.values() for number in numbers]
        for index, one in enumerate(small):
            for other in small[index + 1:]:
                self.assertGreater(np.abs(one - other).mean(), 4)


class Plans(unittest.TestCase):
    def test_every_plan_says_what_the_analyst_understands(self):
        for family, number in catalogue.names("tuning", quick=True):
            plan = catalogue.plan("tuning", family, number)
            self.assertLessEqual(set(plan.camera["checks"]), GROUPS_OF_CHECKS, plan.name)
            for row in plan.camera["zones"]:
                self.assertTrue(3 <= len(row["polygon"]) <= 12)
                self.assertTrue(all(0 <= value <= 1000 for point in row["polygon"] for value in point), plan.name)
            for event in plan.events:
                self.assertIn(event["group"], GROUPS_OF_CHECKS)
                self.assertTrue(0 <= event["beginS"] < event["endS"] <= plan.seconds, (plan.name, event))
                self.assertTrue(event["kinds"] == ["persons"] or set(event["kinds"]) <= set(GROUPS), event)

    def test_the_display_shows_codes_as_the_product_makes_them(self):
        header = (TOP / "center/kernel/liveness.h").read_text()
        self.assertEqual(re.search(r'kCodeAlphabet = "(\w+)"', header)[1], overlays.CODE_ALPHABET)
        code = overlays.code_of(np.random.default_rng(4))
        total = sum((i + 2) * overlays.CODE_ALPHABET.index(letter) for i, letter in enumerate(code[:-1]))
        self.assertEqual(code[-1], overlays.CODE_ALPHABET[total % len(overlays.CODE_ALPHABET)])

    def test_a_clock_says_the_time_and_its_error_and_stays_in_its_zone(self):
        plan = catalogue.plan("tuning", "clock-wrong", 1)
        self.assertTrue(plan.clock.text(10.0))
        clock = overlays.Clock(plans.BASE_US, "characters", error=lambda t: -3600 if t >= 5 else 0)
        self.assertEqual(clock.text(4), "2026年11月30日 12:00:04")
        self.assertEqual(clock.text(6), "2026年11月30日 11:00:06")
        self.assertEqual(overlays.Clock(plans.BASE_US, "weekday").text(0), "2026-11-30 星期一 12:00:00")
        self.assertIsNone(overlays.Clock(plans.BASE_US, error=lambda _: None).text(0))
        picture = np.full((360, 640, 3), 128, np.uint8)
        clock.draw(picture, 0)
        left, top, right, bottom = clock.box((640, 360))
        changed = (picture != 128).any(axis=2)
        self.assertGreater(changed[top:bottom, left:right].sum(), 200)
        changed[top:bottom, left:right] = False
        self.assertFalse(changed.any())


class Pictures(unittest.TestCase):
    def plan(self, family="leave", number=0):
        plan = catalogue.plan("tuning", family, number)
        plan.noise = plan.soft = 0
        return plan

    def test_the_same_seed_gives_the_same_pictures(self):
        for family in ("leave", "health-spray", "collapse"):
            first, second = (Stage(catalogue.plan("tuning", family, 1)) for _ in range(2))
            for t in (0.0, 5.2, 24.0):
                self.assertTrue(np.array_equal(first.picture(t), second.picture(t)), (family, t))

    def test_boxes_lie_where_the_picture_differs_from_the_empty_room(self):
        for family, number in (("leave", 0), ("count", 4), ("collapse", 0), ("bed", 0)):
            plan, empty = self.plan(family, number), self.plan(family, number)
            empty.actors = []
            full, bare = Stage(plan), Stage(empty)
            for t in (1.0, 13.0, 30.0):
                truth = []
                differs = np.abs(full.picture(t, truth).astype(int) - bare.picture(t)).max(axis=2) > 12
                outside = differs.copy()
                for row in truth:
                    left, top, right, bottom = row["box"]
                    self.assertGreater(differs[top:bottom, left:right].mean(), 0.3, (plan.name, t, row))
                    outside[max(0, top - 3):bottom + 3, max(0, left - 3):right + 3] = False
                self.assertLess(outside.mean(), 0.0005, (plan.name, t))

    def test_one_who_left_is_not_in_the_picture(self):
        plan = self.plan()
        stage, gone = Stage(plan), plan.events[0]["beginS"]
        counts = []
        for t in (plan.events[0]["beginS"] - 6, gone + 1):
            truth = []
            stage.picture(t, truth)
            counts.append(sum(row["share"] > 0.6 for row in truth))
        self.assertEqual(counts[0], counts[1] + 1)

    def test_each_trouble_shows_and_only_while_it_lasts(self):
        for what, (make, _) in troubles.KINDS.items():
            if make is None or what == "freeze":
                continue
            plan, well = self.plan(f"health-{what}"), self.plan(f"health-{what}")
            well.troubles = []
            begins = plan.troubles[0]["begin"]
            ill_stage, well_stage = Stage(plan), Stage(well)
            for step in range(int((begins + 3) * plan.fps)):
                t = step / plan.fps
                ill, sound = ill_stage.picture(t), well_stage.picture(t)
            self.assertGreater(np.abs(ill.astype(int) - sound).mean(), 0.3, what)
            before = Stage(plan).picture(begins - 0.2)
            self.assertTrue(np.array_equal(before, Stage(well).picture(begins - 0.2)), what)

    def test_a_frozen_camera_gives_one_picture_and_a_loop_gives_the_same_again(self):
        for what in ("freeze", "loop"):
            plan = self.plan(f"health-{what}", 1)
            stage, begins = Stage(plan), plan.troubles[0]["begin"]
            length = 1 if what == "freeze" else plan.troubles[0]["how"]["pictures"]
            shown = [stage.picture(step / plan.fps) for step in range(int(begins * plan.fps) + 2 * length + 3)]
            self.assertTrue(np.array_equal(shown[-1], shown[-1 - length]), what)
            self.assertFalse(np.array_equal(shown[0], shown[20]), what)

    def test_a_film_and_its_truth_agree(self):
        with tempfile.TemporaryDirectory() as folder:
            plan = catalogue.plan("tuning", "count", 1)
            plan.seconds = 6
            film.film(plan, Path(folder) / "x")
            truth = json.loads((Path(folder) / "x.json").read_text())
            reader, pictures = cv2.VideoCapture(str(Path(folder) / "x.mp4")), 0
            while reader.grab():
                pictures += 1
            self.assertEqual(pictures, 6 * plan.fps)
            self.assertEqual(truth["persons"], [1] * 6)
            self.assertEqual(sorted(os.listdir(folder)), ["x.json", "x.mp4"])


def seen(scene, *reports, counts=()):
    start = scene["startUs"]
    rows = [{"report": "persons", "fromUs": start + int(at * 1e6), "value": value} for at, value in counts]
    rows += [{"report": "seen", "id": str(i), "kind": kind, "fromUs": start + int(at * 1e6), "toUs": None, "value": 1}
             for i, (at, kind) in enumerate(reports)]
    return Seen(scene, [*rows, {"report": "account", "looks": 1, "gated": 0, "configuration": "c"}])


def scene(**more):
    return {"name": "x", "set": "tuning", "family": "leave", "condition": "plain", "seconds": 60, "startUs": plans.BASE_US,
            "persons": [3] * 20 + [None] + [2] * 39, "states": [[]] * 60, "events": [], "notes": {}, "stretch": 1,
            "background": 1, "identities": ["a"], "seed": 5, "movingMilli": 500, **more}


class Scores(unittest.TestCase):
    LEAVES = {"what": "leave", "group": "persons", "kinds": ["persons"], "beginS": 20.4, "endS": 60}
    COVERED = {"what": "cover", "group": "health", "kinds": ["covered", "dark"], "beginS": 20.0, "endS": 60}

    def test_seconds_are_counted_where_the_number_is_known(self):
        exact, near, abstained, of = score.counted(seen(scene(), counts=[(0, 3), (22, 2), (40, -1), (50, 5)]))
        self.assertEqual((exact, near, abstained, of), (16 + 18, 16 + 19, 10, 16 + 39))

    def test_a_departure_counts_when_the_count_falls_in_time(self):
        for at, expected in ((21, 0.6), (18.5, 0.0), (31, None), (15, None)):
            delay = score.left(seen(scene(), counts=[(0, 3), (at, 2)]), self.LEAVES)
            self.assertEqual(delay if delay is None else round(delay, 3), expected, at)
        self.assertIsNone(score.left(seen(scene(), counts=[(0, 3)]), self.LEAVES))
        self.assertIsNone(score.left(seen(scene(), counts=[(0, 3), (21, -1)]), self.LEAVES))
        self.assertIsNotNone(score.left(seen(scene(), counts=[(0, 2), (21, 1)]), self.LEAVES))

    def test_a_fall_of_the_count_without_a_departure_is_false(self):
        self.assertEqual(score.left_falsely(seen(scene(), counts=[(0, 3), (10, 2), (12, 3), (21, 2)])), 1)
        self.assertEqual(score.left_falsely(seen(scene(), counts=[(0, 4), (10, 3), (21, 2), (45, 3), (47, 2)])), 0)

    def test_a_trouble_is_seen_under_its_names_and_in_time(self):
        one = scene(events=[self.COVERED])
        self.assertEqual(score.matching(seen(one, (24, "dark")), self.COVERED, 15), (4.0, "dark"))
        for wrong in ((36, "covered"), (10, "covered"), (24, "moved")):
            self.assertIsNone(score.matching(seen(one, wrong), self.COVERED, 15), wrong)

    def test_an_empty_seat_is_true_where_nobody_sits(self):
        zone = {"id": "z", "kind": "officer_seat", "polygon": [[0, 0], [500, 0], [500, 1000], [0, 1000]]}
        sits = [{"posture": "seated", "box": [10, 10, 60, 90]}]
        one = scene(width=200, height=100, boxes=[sits] * 30 + [[]] * 30, camera={"zones": [zone]})
        for at, expected in ((5, False), (35, True)):
            self.assertEqual(score.is_true({"kind": "seat_empty", "zone": "z", "fromS": at}, one), expected)
            self.assertEqual(score.is_true({"kind": "officers_out", "zone": None, "fromS": at}, one), expected)

    def test_figures_add_up(self):
        verdict = Verdict()
        verdict.add(seen(scene(events=[self.LEAVES]), counts=[(0, 3), (21, 2)]))
        verdict.add(seen(scene(family="health-cover", events=[self.COVERED], persons=[1] * 60), (24, "covered"), (5, "moved")))
        verdict.add(seen(scene(family="footage-watch", seconds=3600, stretch=2, persons=[3] * 3600, states=[[]] * 3600),
                         (100, "lying"), (200, "covered"), counts=[(0, 3), (500, 2)]))
        figures = {(figure, detail["condition"]): value for figure, value, _, detail in verdict.lines()}
        self.assertEqual(figures["left_recall", "all"], 1.0)
        self.assertEqual(figures["health_recall", "all"], 1.0)
        self.assertEqual(figures["precision.moved", "all"], 0.0)
        self.assertEqual(figures["precision.covered", "all"], 1.0)
        self.assertEqual(figures["left_false_per_day", "all"], 12.0)
        self.assertEqual(figures["collapse_false_per_day", "all"], 12.0)
        self.assertEqual(figures["health_false_per_week", "all"], 84.0)
        self.assertIsNone(figures["display_read", "all"])

    def test_codes_are_right_in_their_slot_only(self):
        one = scene(family="display", notes={"clear": True, "codes": [[0, 30, "A"], [30, 60, "B"]]})
        rows = [{"report": "codeRead", "atUs": one["startUs"] + int(at * 1e6), "code": code}
                for at, code in ((5, "A"), (31, "A"), (50, "A"), (8, "C"))]
        self.assertEqual(score.codes_read(Seen(one, [*rows, {"report": "account", "looks": 1}])), (1, 2, 3))


if __name__ == "__main__":
    unittest.main(verbosity=2)
