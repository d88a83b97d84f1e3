# SPDX-License-Identifier: Apache-2.0
"""Adds scenes up to the figures. `Verdict.add` each scene, then `lines()`: (figure, value, unit, detail)."""
from collections import Counter, defaultdict

from . import score
from .score import Tally

WITHIN = {"health": score.HEALTH_WITHIN_S, "position": score.LYING_WITHIN_S, "clock": score.CLOCK_WITHIN_S}
GROUPS = {"lying": "position", "motionless": "position", "standing_over": "position", "seat_empty": "persons",
          "clock_missing": "clock", "clock_wrong": "clock", "clock_backwards": "clock", "display_missing": "clock",
          "person_small": "composition", "front_hidden": "composition", "officers_out": "composition",
          "clock_covered": "composition", "sound_missing": "sound", "silent": "sound", "clipping": "sound",
          "hum": "sound", "quiet": "sound", "sound_stopped": "sound", "post_empty": "guard",
          "post_motionless": "guard", "unguarded": "guard", "burst": "burst", **dict.fromkeys(score.HEALTH, "health")}


class Verdict:
    def __init__(self):
        self.exact, self.near, self.left = Tally(), Tally(), Tally()
        self.real_exact, self.real_lying, self.real_lying_false = Tally(), Tally(), Tally()
        self.events = defaultdict(Tally)  # by what happened, and "group …"
        self.named, self.noticed = Tally(), Tally()
        self.reasons = []  # what was missed or said falsely, for who mends it
        self.delays = defaultdict(list)
        self.said, self.said_truly = Counter(), Counter()  # by (kind, condition)
        self.false_hours = Counter()  # kind: false ones in uneventful footage
        self.left_false, self.hours, self.footage_looks = 0, Counter(), Counter()
        self.codes, self.codes_wrong, self.clock_false = Tally(), 0, Tally()
        self.clock_value = Tally()
        self.abstained, self.scenes, self.failed = 0, 0, []
        self.backgrounds, self.identities, self.seeds, self.moving = set(), set(), [], []
        self.configurations, self.detectors = set(), {}

    def add(self, seen):
        scene = seen.scene
        self.scenes += 1
        self.configurations.add(seen.account.get("configuration"))
        for row in seen.observations:
            self.detectors.setdefault(GROUPS.get(row["kind"], "?"), row["detector"])
        if scene["set"] == "real":
            self.add_real(seen)
            return
        self.backgrounds.add(scene["background"])
        self.identities.update(scene["identities"])
        self.seeds.append(scene["seed"])
        if scene["family"].startswith("footage"):
            self.add_footage(seen)
        else:
            self.add_scene(seen)

    def add_scene(self, seen):
        scene, condition = seen.scene, seen.scene["condition"]
        if scene["family"] in score.COUNTED:
            exact, near, abstained, of = score.counted(seen)
            self.exact.add(condition, exact, of)
            self.near.add(condition, near, of)
            self.abstained += abstained
            if of and exact < 0.9 * of:
                self.reasons.append(f"{scene['name']} ({condition}): {exact} of {of} seconds counted rightly")
        for event in scene["events"]:
            self.add_event(seen, event, condition)
        for row in seen.observations:
            true = score.is_true(row, scene)
            self.said[row["kind"], condition] += 1
            self.said_truly[row["kind"], condition] += true
            if not true:
                self.reasons.append(f"{scene['name']} ({condition}): {row['kind']} at {row['fromS']:.1f} s is false")
        if scene["family"] == "display" and scene["notes"]["clear"]:
            right, of, wrong = score.codes_read(seen)
            self.codes.add(condition, right, of)
            self.codes_wrong += wrong
        if scene["family"] == "clock-right":
            wrong = any(row["kind"].startswith("clock") for row in seen.observations)
            self.clock_false.add("clear" if scene["notes"]["clear"] else "small", wrong)

    def add_event(self, seen, event, condition):
        if event["what"] == "leave":
            delay = score.left(seen, event)
            self.left.add(condition, delay is not None)
            if delay is not None:
                self.delays["leave"].append(delay)
            else:
                self.reasons.append(f"{seen.scene['name']} ({condition}): departure at {event['beginS']} s missed")
            return
        found = score.matching(seen, event, WITHIN.get(event["group"], score.OTHER_WITHIN_S))
        for name in (event["what"], f"group {event['group']}"):
            self.events[name].add(condition, found is not None)
            if found is not None:
                self.delays[name].append(found[0])
        if found is None:
            said = ", ".join(f"{row['kind']} {row['fromS']:.1f}" for row in seen.observations if row["kind"] != "seat_empty")
            self.reasons.append(f"{seen.scene['name']} ({condition}): {event['what']} at {event['beginS']} s missed; "
                                f"said: {said or 'nothing'}")
        if event["group"] == "health":
            self.noticed.add(condition, score.matching(seen, {**event, "kinds": score.HEALTH}, WITHIN["health"]) is not None)
            kinds = [row["kind"] for row in seen.observations]
            self.named.add(condition, event["kinds"][0] in kinds)
        if event["what"] == "clock_wrong" and found is not None:
            near = any(row["kind"] == "clock_wrong" and abs((row["value"] or 0) - event["errorMs"]) <= 1500
                       for row in seen.observations)
            self.clock_value.add(condition, near)

    def add_footage(self, seen):
        scene = seen.scene
        hours = scene["seconds"] * scene["stretch"] / 3600
        groups = ("health",) if scene["family"] == "footage-health" else ("health", "watch")
        for group in groups:
            self.hours[group] += hours
            self.footage_looks[group] += seen.account["looks"]
        self.moving.append(scene["movingMilli"])
        if "watch" in groups:
            falls = score.left_falsely(seen)
            self.left_false += falls
            self.reasons.append(f"{scene['name']} ({scene['condition']}): {falls} false falls of the count")
        for row in seen.observations:
            if row["kind"] != "seat_empty":
                self.false_hours[row["kind"]] += 1
                self.reasons.append(f"{scene['name']} ({scene['condition']}): {row['kind']} at {row['fromS']:.1f} s is false")

    def add_real(self, seen):
        exact, _, _, of = score.counted(seen)
        if seen.scene["family"] == "real-count":
            self.real_exact.add(seen.scene["name"], exact, of)
            self.real_lying_false.add(seen.scene["name"], any(row["kind"] == "lying" for row in seen.observations))
        for event in seen.scene["events"]:
            self.real_lying.add(seen.scene["name"], score.matching(seen, event, score.LYING_WITHIN_S) is not None)

    # What is printed ------------------------------------------------------------------------------------------

    def lines(self):
        yield from self.shares("count_exact", self.exact, "seconds", abstained=self.abstained)
        yield from self.shares("count_within_one", self.near, "seconds")
        yield from self.shares("count_exact_real", self.real_exact, "seconds", set="real")
        yield from self.shares("left_recall", self.left, "departures", medianS=score.middle(self.delays["leave"]),
                               withinS=score.LEFT_WITHIN_S)
        yield self.rate("left_false_per_day", self.left_false, "watch", 24)
        yield from self.shares("health_recall", self.events["group health"], "troubles",
                               medianS=score.middle(self.delays["group health"]), withinS=score.HEALTH_WITHIN_S)
        yield from self.shares("health_noticed_by_any_name", self.noticed, "troubles")
        yield from self.shares("health_named_rightly", self.named, "troubles")
        yield self.rate("health_false_per_week", sum(self.false_hours[kind] for kind in score.HEALTH), "health", 168,
                        kinds={kind: self.false_hours[kind] for kind in score.HEALTH if self.false_hours[kind]})
        yield from self.shares("collapse_recall", self.events["collapse"], "collapses",
                               medianS=score.middle(self.delays["collapse"]), withinS=score.LYING_WITHIN_S)
        yield self.rate("collapse_false_per_day", self.false_hours["lying"], "watch", 24)
        yield from self.shares("collapse_recall_real", self.real_lying, "falls", set="real")
        yield from self.shares("collapse_false_real", self.real_lying_false, "clips", set="real")
        yield from self.shares("clock_recall", self.events["clock_wrong"], "wrong clocks",
                               medianS=score.middle(self.delays["clock_wrong"]), withinS=score.CLOCK_WITHIN_S)
        yield from self.shares("clock_error_right", self.clock_value, "wrong clocks")
        yield from self.shares("clock_false", self.clock_false, "right clocks")
        yield from self.shares("display_read", self.codes, "codes", wrongReadings=self.codes_wrong)
        yield from self.by_kind()

    def shares(self, figure, tally, unit, **detail):
        for condition in ["all", *sorted(name for name in tally.of if name != "all")]:
            value = tally.share(condition)
            yield figure, None if value is None else round(value, 4), "share", {
                "condition": condition, "right": tally.right[condition], "of": tally.of[condition], "ofUnit": unit,
                "set": "composed", **(detail if condition == "all" else {k: v for k, v in detail.items() if k == "set"})}

    def rate(self, figure, events, group, hours, **detail):
        watched = self.hours[group]
        return figure, None if not watched else round(events * hours / watched, 3), "per day" if hours == 24 else "per week", {
            "condition": "all", "set": "composed", "false": events, "of": round(watched, 1), "ofUnit": "camera-hours",
            "looks": self.footage_looks[group], "movingMilli": round(sum(self.moving) / max(1, len(self.moving))), **detail}

    def by_kind(self):
        """Per kind precision, per happening recall and median time, both by condition."""
        for what in sorted(name for name in self.events if not name.startswith("group ")):
            tally = self.events[what]
            yield from self.shares(f"recall.{what}", tally, "scenes", medianS=score.middle(self.delays[what]))
        for kind in sorted({kind for kind, _ in self.said}):
            tally = Tally()
            for (name, condition), count in self.said.items():
                if name == kind:
                    tally.add(condition, self.said_truly[name, condition], count)
            yield from self.shares(f"precision.{kind}", tally, "observations", group=GROUPS.get(kind))
        if self.hours["watch"]:
            for kind in sorted(kind for kind in self.false_hours if GROUPS.get(kind) != "health"):
                yield self.rate(f"false_per_day.{kind}", self.false_hours[kind], "watch", 24)

    def sets(self):
        return {"scenes": self.scenes, "identities": sorted(self.identities), "backgrounds": sorted(self.backgrounds),
                "seeds": [min(self.seeds), max(self.seeds)] if self.seeds else []}
