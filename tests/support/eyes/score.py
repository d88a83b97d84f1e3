# SPDX-License-Identifier: Apache-2.0
"""Compares what was said with what is true. Pure functions; every rule of counting stands here and nowhere else."""
from collections import defaultdict
from statistics import median

HEALTH = ("covered", "defocused", "sprayed", "moved", "turned_away", "dark", "blinded", "frozen", "no_pictures",
          "colour_lost", "replayed", "slow")
# Composed indoor scenes of seated, standing and walking persons. Lying ones and those made tiny are counted apart.
COUNTED = ("leave", "count", "guard", "motionless", "standing-over", "sound-fine", "real-count")
SETTLING_S = 4  # after a scene begins nothing can have been said for sure
LEFT_WITHIN_S = 10
HEALTH_WITHIN_S = 15
LYING_WITHIN_S = 30  # ten seconds of lying are the default before it is told
CLOCK_WITHIN_S = 30
OTHER_WITHIN_S = 30
EARLY_S = 2.5  # half a look and the halving between looks may date a beginning a little early


class Tally:
    """Right ones of all, by condition; "all" is the sum."""

    def __init__(self):
        self.right, self.of = defaultdict(int), defaultdict(int)

    def add(self, condition, right, of=1):
        for name in ("all", condition):
            self.right[name] += right
            self.of[name] += of

    def share(self, condition="all"):
        return self.right[condition] / self.of[condition] if self.of[condition] else None


def counted(seen):
    """(exact, within one, said nobody can say, seconds) of the seconds whose number is known."""
    scene, exact, near, abstained, of = seen.scene, 0, 0, 0, 0
    for second, truth in enumerate(scene["persons"]):
        if truth is None or second < SETTLING_S or scene["states"][second]:
            continue
        of += 1
        said = seen.count_at(second)
        if said is None or said < 0:
            abstained += 1
            continue
        exact += said == truth
        near += abs(said - truth) <= 1
    return exact, near, abstained, of


def left(seen, event):
    """Seconds until the count fell after somebody had gone, or None."""
    before = seen.count_at(max(0, int(event["beginS"] - 6)))
    if before is None or before < 0:
        return None
    held = before
    for begins, value, told in seen.counts:
        if begins < event["beginS"] - 6:
            continue
        if begins > event["beginS"] + LEFT_WITHIN_S:
            break
        if begins >= event["beginS"] - EARLY_S and 0 <= value < held:
            delay = max(begins, told) - event["beginS"]
            return max(0.0, delay) if delay <= LEFT_WITHIN_S else None
        held = value if value >= 0 else held
    return None


def left_falsely(seen):
    """How often the count fell although nobody went, the number being known around that second."""
    wrong, persons, value = 0, seen.scene["persons"], None
    for begins, now, _ in seen.counts:
        second = int(begins)
        around = persons[max(0, second - 4):second + 5]
        if value is not None and 0 <= now < value and second >= SETTLING_S and around:
            known = [number for number in around if number is not None]
            if len(known) == len(around) and len(set(known)) == 1 and now < known[0]:
                wrong += 1
        value = now if now >= 0 else value
    return wrong


def matching(seen, event, within):
    """The first observation that is this event: (seconds until told, its kind), or None."""
    latest = event["beginS"] + event.get("afterS", 0) + within
    for row in seen.observations:
        ends = row["toS"] if row["toS"] is not None else seen.scene["seconds"] + 1
        if row["kind"] not in event["kinds"] or ends < event["beginS"]:
            continue
        # A state that holds from the first picture on may be dated at the first look.
        at = max(row["fromS"], row["toldS"])
        if event["beginS"] - EARLY_S <= at <= latest:
            return max(0.0, at - event["beginS"]), row["kind"]
    return None


def is_true(row, scene):
    """Is there an event that this observation may be of? Other names of the same trouble count as true."""
    for event in scene["events"]:
        kinds = HEALTH if event["group"] == "health" else event["kinds"]
        if row["kind"] in kinds and event["beginS"] - EARLY_S <= row["fromS"] <= event["endS"] + 4:
            return True
    return explained(row, scene)


def explained(row, scene):
    """True without being the scene's matter: a seat that is empty, a frozen or replayed clock that goes wrong."""
    if row["kind"] == "seat_empty":
        return is_empty(scene, row["fromS"], lambda zone: zone["id"] == row["zone"])
    if row["kind"] in ("officers_out", "unguarded", "post_empty"):
        kind = "officer_seat" if row["kind"] == "officers_out" else "guard_post"
        return is_empty(scene, row["fromS"], lambda zone: zone["kind"] == kind)
    if row["kind"] == "clock_missing" and scene.get("clock") is None:
        return True
    second = max(0, min(scene["seconds"] - 1, int(row["fromS"])))
    return bool(scene["states"][second]) and row["kind"] not in HEALTH


def is_empty(scene, at, wanted):
    """Nobody sits in any of the wanted zones two seconds after that moment."""
    people = scene["boxes"][max(0, min(scene["seconds"] - 1, int(at + 2)))]
    for zone in filter(wanted, scene["camera"]["zones"]):
        xs, ys = ([point[axis] * size / 1000 for point in zone["polygon"]]
                  for axis, size in ((0, scene["width"]), (1, scene["height"])))
        for row in people:
            left, top, right, bottom = row["box"]
            if (row["posture"] == "seated" and min(xs) <= (left + right) / 2 <= max(xs)
                    and min(ys) <= (top + bottom) / 2 <= max(ys)):
                return False
    return True


def codes_read(seen):
    """(slots whose code was read rightly, slots with a code, wrong readings)."""
    slots = [slot for slot in seen.scene["notes"]["codes"] if slot[2]]
    right, wrong = set(), 0
    for at, code in seen.codes:
        # A reading within a second of the change may be of the code before.
        fits = [slot for slot in slots if slot[0] - 1 <= at < slot[1] + 1 and slot[2] == code]
        if fits:
            right.add(tuple(fits[0]))
        else:
            wrong += 1
    return len(right), len(slots), wrong


def middle(values):
    return round(median(values), 2) if values else None
