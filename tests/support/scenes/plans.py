# SPDX-License-Identifier: Apache-2.0
"""What a scene is made of, and the parts that all families of scenes draw from a seed: light, camera, people, paths."""
import zlib
from dataclasses import dataclass, field

import numpy as np

from . import people, rooms
from .actors import Actor, Phase
from .overlays import CHINESE, FORMS, NEEDS_CHINESE, Clock, zone

BASE_US = 1_796_011_200_000_000  # 2026-11-30 12:00:00 in Beijing
SIZES = ((640, 360), (704, 576))
# Name: light, noise, smallness, softness, CRF. "plain" is a good camera in a lit room.
CONDITIONS = {
    "plain": (1.0, 1.2, 1.0, 0.0, 24), "dim": (0.48, 2.6, 1.0, 0.0, 26), "noise": (0.85, 6.0, 1.0, 0.0, 26),
    "small": (1.0, 1.2, 0.66, 0.0, 23), "compressed": (1.0, 1.5, 1.0, 0.5, 35), "warm": (0.95, 1.5, 1.0, 0.3, 26),
}
TINTS = {"warm": (0.82, 0.97, 1.08)}


@dataclass
class Plan:
    name: str
    set: str
    family: str
    seed: int
    room: rooms.Room
    condition: str
    seconds: int
    fps: int
    light: float
    noise: float
    small: float
    soft: float
    crf: int
    tint: tuple
    start_us: int
    actors: list = field(default_factory=list)
    troubles: list = field(default_factory=list)  # {"what", "begin", "end", "how"?}
    events: list = field(default_factory=list)  # {"what", "group", "kinds", "beginS", "endS", …}: what must be seen
    patches: list = field(default_factory=list)  # {"begin", "end", "box", "colour"}
    camera: dict = field(default_factory=dict)
    clock: object = None
    clock_events: list = field(default_factory=list)
    display: object = None
    sound: dict | None = None
    drift: float = 0.02
    drift_seconds: float = 60.0
    shadow: float = 0.0
    stretch: int = 1  # seconds of the room that pass in one second of the file
    notes: dict = field(default_factory=dict)

    def uuid(self, what):
        raw = zlib.crc32(f"{self.name}/{what}".encode())
        return f"00000000-0000-4000-8000-{raw:012x}"


def seed_of(which, family, number):
    """Seeds of the two sets lie in ranges of their own."""
    return {"tuning": 1_000_000, "report": 2_000_000}[which] + zlib.crc32(f"{family}/{number}".encode()) % 900_000


def begin(which, family, number, seconds, room_kind="questioning", condition=None, fps=5, size=None, checks=()):
    """A plan with room, light and camera; nobody is in it yet."""
    seed = seed_of(which, family, number)
    random = np.random.default_rng(seed)
    condition = condition or list(CONDITIONS)[number % len(CONDITIONS)]
    light, noise, small, soft, crf = CONDITIONS[condition]
    backgrounds = rooms.BACKGROUNDS[which]
    background = backgrounds[(number * 7 + zlib.crc32(family.encode())) % len(backgrounds)]
    size = size or SIZES[(number // 2) % len(SIZES)]
    room = rooms.draw(background, size, room_kind, small)
    plan = Plan(f"{which}-{family}-{number:03d}", which, family, seed, room, condition, seconds, fps, light,
                noise * random.uniform(0.8, 1.2), small, soft, crf, TINTS.get(condition, (1.0, 1.0, 1.0)),
                BASE_US + int(random.integers(0, 6 * 3600)) * 1_000_000)
    plan.shadow = 0.12 if random.random() < 0.3 else 0.0
    plan.camera = {"id": plan.uuid("camera"), "roomId": plan.uuid("room"), "stream": "sub",
                   "roomKind": {"waiting": "waiting", "bed": "sobering"}.get(room_kind, "interrogation"),
                   "checks": list(checks) or ["persons", "position", "health"],
                   "zones": seat_zones(plan), "thresholds": {}, "version": 1}
    return plan, random


def seat_zones(plan):
    width, height = plan.room.size
    out = []
    for index, seat in enumerate(plan.room.seats):
        half = seat.height * 0.55 * height / width
        box = ((seat.x - half) * width, (seat.board - seat.height * 1.12) * height,
               (seat.x + half) * width, (seat.board + 0.05) * height)
        out.append(zone(seat.kind, box, plan.room.size, plan.uuid(f"seat {index}")))
    left, top, right, bottom = plan.room.door
    out.append(zone("door", (left * width, top * height, right * width, bottom * height), plan.room.size,
                    plan.uuid("door")))
    return out


class Casting:
    """Hands out the set's identities, none twice at the same time as long as there are enough."""

    def __init__(self, plan, random):
        self.plan, self.random = plan, random
        names = people.identities(plan.set)
        self.portraits = [name for name in names if name in people.PORTRAITS]
        self.walkers = [name for name in names if name not in people.PORTRAITS]
        random.shuffle(self.walkers)
        self.next = 0

    def walker(self):
        self.next += 1
        return self.walkers[self.next % len(self.walkers)]

    def actor(self, phases, seated=True, **more):
        portrait = seated and self.random.random() < 0.4
        return Actor(self.portraits[0] if portrait else self.walker(), int(self.random.integers(1, 60)), phases,
                     mirrored=bool(self.random.integers(2)), hue=int(self.random.integers(0, 180)) if portrait else 0,
                     bright=float(self.random.uniform(0.85, 1.12)), double=self.walker() if portrait else "",
                     lively=float(self.random.uniform(0.45, 0.65)), gestures=bool(self.random.random() < 0.4), **more)


def way_out(room, random):
    """From a place by the seats: steps (start, goal, clip) that end out of sight, through the door or past the edge."""
    left, top, right, bottom = room.door
    y = room.floor[0] + 0.04
    to_right = left > 0.5
    if random.random() < 0.6:
        middle, beyond = ((left + right) / 2, y), ((right + 0.10, y) if to_right else (left - 0.10, y))
        clip = (0.0, right) if to_right else (left, 1.0)
        return middle, beyond, clip
    side = random.random() < 0.5
    return ((0.93, y + 0.03), (1.12, y + 0.05), ()) if side else ((0.07, y + 0.03), (-0.12, y + 0.05), ())


def leaving(room, seat, begins, random, pace=0.22):
    """Phases of one who gets up and goes, and the second from which nothing of them is seen."""
    here = (room.seats[seat].x, room.floor[0] + 0.10)
    middle, beyond, clip = way_out(room, random)
    first = max(0.8, abs(middle[0] - here[0]) / pace)
    last = max(0.8, abs(beyond[0] - middle[0]) / pace)
    return [Phase("walk", begins, begins + first, start=here, goal=middle),
            Phase("walk", begins + first, begins + first + last, start=middle, goal=beyond, clip=clip)], begins + first + last


def coming(room, seat, begins, random, pace=0.22):
    """The same way backwards; the second at which they sit."""
    steps, ends = leaving(room, seat, 0.0, random, pace)
    return [Phase("walk", begins + ends - step.end, begins + ends - step.begin, start=step.goal, goal=step.start,
                  clip=step.clip) for step in reversed(steps)], begins + ends


def any_clock(plan, random, size=None, error=lambda _: 0.0, clear=True):
    form = list(FORMS)[int(random.integers(len(FORMS)))]
    faces = CHINESE if form in NEEDS_CHINESE else ("wqy", "noto", "mono", "mono bold", "sans")
    scale = plan.room.size[1] / 360
    return Clock(plan.start_us, form, faces[int(random.integers(len(faces)))],
                 size or round((random.integers(15, 23) if clear else random.integers(9, 11)) * scale ** 0.5),
                 ("top left", "top right", "bottom left", "bottom right")[int(random.integers(4))],
                 ("rim", "rim", "white", "box")[int(random.integers(4))] if not clear
                 else ("rim", "box")[int(random.integers(2))], error)
