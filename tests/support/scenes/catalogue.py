# SPDX-License-Identifier: Apache-2.0
"""Which scenes a set has: family, how it is made, how many in the report set and in the tuning set."""
from . import families, footage, readings
from .troubles import KINDS

OFTEN = ("cover", "defocus", "shift", "light_off")
# What was hard to tell needed more scenes to tune on.
TUNED = {"loop": 14, "spray": 10, "cover": 10, "freeze": 10}
TABLE = {
    "leave": (families.leave_return, 64, 14),
    "count": (families.count, 24, 12),
    "collapse": (families.collapse, 20, 8),
    "bed": (families.bed, 6, 3),
    "standing-over": (families.standing_over, 6, 3),
    "motionless": (families.motionless, 6, 4),
    "guard": (families.guard, 6, 3),
    "burst": (families.burst, 6, 3),
    "composition": (families.composition, 9, 6),
    **{f"health-{what}": (families.health(what, kinds), 9 if what in OFTEN else 7, TUNED.get(what, 3))
       for what, (_, kinds) in KINDS.items()},
    "clock-wrong": (readings.clock_wrong, 30, 10),
    "clock-right": (readings.clock_right, 12, 4),
    "clock-backwards": (readings.clock_backwards, 6, 3),
    "clock-missing": (readings.clock_missing, 6, 2),
    "clock-covered": (readings.clock_covered, 6, 2),
    "display": (readings.display, 14, 6),
    **{f"sound-{what}": (readings.sound(what), 4, 4 if what == "clipping" else 2)
       for what in ("fine", "silent", "stopped", "clipping", "hum", "quiet", "missing")},
}

# Long, moving, uneventful: clips of an hour of the file.
FOOTAGE = {"footage-watch": (footage.watch, 12, 3), "footage-health": (footage.health, 36, 6)}
# What the cost of watching is measured on.
LOAD = {"load-d1": (footage.load("load-d1", (704, 576), 240), 4, 1),
        "load-1080p": (footage.load("load-1080p", (1920, 1080), 120), 2, 1)}


def footage_names(which, quick=False):
    place = {"report": 1, "tuning": 2}[which]
    return [(family, number) for family, row in {**FOOTAGE, **LOAD}.items()
            for number in range(1 if quick else row[place])]


def names(which, quick=False):
    """(family, number) of every scene of a set; the quick part has the first one or two of each family."""
    place = {"report": 1, "tuning": 2}[which]
    return [(family, number) for family, row in TABLE.items()
            for number in range(min(row[place], 2 if quick and family in ("leave", "count") else 1) if quick
                                else row[place])]


def plan(which, family, number):
    return {**TABLE, **FOOTAGE, **LOAD}[family][0](which, number)
