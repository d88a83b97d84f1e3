# SPDX-License-Identifier: Apache-2.0
"""Long footage in which nothing is wrong and much moves: what false findings are counted on.

One picture a second. Time is compressed: in one second of the file `stretch` seconds of the room pass, so that an
hour of the file has the comings and goings, spells of movement and drifts of light of `stretch` hours. What happens
is of the same kind, and nobody walks faster: a walk takes as many pictures as it does at the file's own pace.
"""
from .actors import Phase
from .plans import Casting, any_clock, begin, coming, leaving, zone

SECONDS = 3600
ALL_CHECKS = ["persons", "position", "health", "clock", "composition", "sound", "guard", "burst"]


def watch(which, number):
    """All checks that look at persons and camera; every fourth clip is a room with a bed that is lain in."""
    return long_clip(which, "footage-watch", number, 2, ["persons", "position", "health", "burst"],
                     "bed" if number % 4 == 3 else ("questioning", "waiting", "open")[number % 3])


def health(which, number):
    return long_clip(which, "footage-health", number, 4, ["health"], ("questioning", "waiting", "open")[number % 3])


def load(name, size, seconds):
    """What a camera of that size delivers, at its own pace: every check is on, the clock and the sound are there."""
    def make(which, number):
        plan, random = begin(which, name, number, seconds, ("questioning", "waiting")[number % 2],
                             ("plain", "dim", "noise", "compressed", "small", "warm")[number % 6], fps=10, size=size,
                             checks=ALL_CHECKS)
        casting = Casting(plan, random)
        for seat in range(3):
            in_and_out(plan, random, casting, seat, seconds, 0.22)
        passers(plan, random, casting, seconds, 0.22)
        plan.drift, plan.drift_seconds, plan.shadow = 0.08, 400.0, 0.1
        plan.clock = any_clock(plan, random)
        plan.camera["zones"].append(zone("clock", plan.clock.box(size), size, plan.uuid("clock")))
        plan.sound = {"what": "fine", "begin": 0.0}
        return plan
    return make


def long_clip(which, family, number, stretch, checks, kind):
    plan, random = begin(which, family, number, SECONDS, kind, fps=1, size=(640, 360), checks=checks)
    plan.stretch, plan.crf = stretch, plan.crf + 5
    # One picture a second is this footage's own, not a fault.
    plan.camera["thresholds"]["health.slowFpsMilli"] = 500
    plan.drift, plan.drift_seconds = float(random.uniform(0.06, 0.16)), float(random.uniform(900, 3600))
    plan.shadow = float(random.uniform(0.05, 0.16))
    casting = Casting(plan, random)
    until = SECONDS * stretch
    if kind == "bed":
        in_bed(plan, random, casting, until)
    for seat in range(len(plan.room.seats)):
        in_and_out(plan, random, casting, seat, until, 0.22 / stretch)
    passers(plan, random, casting, until, 0.22 / stretch)
    if number % 2:
        plan.clock = any_clock(plan, random)
        plan.clock.stretch = stretch
    for actor in plan.actors:
        actor.lively = min(0.62, max(actor.lively, 0.5))
    return plan


def in_and_out(plan, random, casting, seat, until, pace):
    """Somebody sits for minutes, goes, and after a while somebody comes."""
    t, sits = 0.0, bool(random.random() < 0.75)
    arrives = []
    if not sits:
        t = float(random.uniform(60, 400))
    while t < until:
        if not sits:
            arrives, t = coming(plan.room, seat, t, random, pace)
        goes = t + float(random.uniform(240, 1500))
        steps, gone = leaving(plan.room, seat, goes, random, pace)
        plan.actors.append(casting.actor([*arrives, Phase("seat", t, goes, seat=seat), *steps]))
        t, sits = gone + float(random.uniform(60, 500)), False


def passers(plan, random, casting, until, pace):
    """Now and then somebody stands in the room for a while, or passes close to the camera."""
    t = float(random.uniform(200, 600))
    y = plan.room.floor[0]
    while t < until - 200:
        if random.random() < 0.6:
            side = bool(random.random() < 0.5)
            place = (float(random.uniform(0.2, 0.8)), y + float(random.uniform(0.05, 0.12)))
            edge = (-0.1 if side else 1.1, place[1])
            way = abs(place[0] - edge[0]) / pace
            stays = float(random.uniform(30, 160))
            plan.actors.append(casting.actor([
                Phase("walk", t, t + way, start=edge, goal=place), Phase("stand", t + way, t + way + stays, goal=place),
                Phase("walk", t + way + stays, t + 2 * way + stays, start=place, goal=edge)], False))
        else:
            plan.actors.append(casting.actor([Phase("walk", t, t + 1.3 / (2 * pace), start=(-0.15, 1.12),
                                                    goal=(1.15, 1.12))], False))
        t += float(random.uniform(300, 1200))


def in_bed(plan, random, casting, until):
    """Lies in the bed, gets up for a while, lies down again; no bed is left for long."""
    left, top, right, bottom = plan.room.bed
    width, height = plan.room.size
    plan.camera["zones"].append(zone("bed", (left * width, top * height, right * width, bottom * height),
                                     plan.room.size, plan.uuid("bed")))
    t, phases = 0.0, []
    beside = (left - 0.08, plan.room.floor[0] + 0.12)
    while t < until:
        lies, stands = float(random.uniform(400, 1500)), float(random.uniform(40, 200))
        phases += [Phase("lie", t, t + lies, goal=((left + right) / 2, bottom - 0.12)),
                   Phase("stand", t + lies, t + lies + stands, goal=beside)]
        t += lies + stands
    plan.actors.append(casting.actor(phases, False))
