# SPDX-License-Identifier: Apache-2.0
"""Who is where when: an actor is an identity and phases (seat, walk, stand, lie), and moves as people do.

Nobody sits still for long: sway, nods, turns and hands come and go in spells (`liveliness`).
"""
import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from . import people


def wander(turns, seed):
    """Goes smoothly from one place to the next, all between -1 and 1, and never the same way twice: what a wave is to a
    pendulum, this is to a person. `turns`: how many places ago it began."""
    at = math.floor(turns)
    here, there = (2 * (math.sin(12.9898 * place + 78.233 * seed) * 43758.5453 % 1) - 1 for place in (at, at + 1))
    way = turns - at
    return here + (there - here) * way * way * (3 - 2 * way)


@dataclass
class Phase:
    """From `begin` to `end` (seconds). Places are shares of the picture; feet for `walk`, `stand` and `lie`."""
    what: str
    begin: float
    end: float
    seat: int = -1
    start: tuple = ()
    goal: tuple = ()
    clip: tuple = ()  # left, right: the opening of a door that hides what is beyond


@dataclass
class Actor:
    identity: str
    number: int
    phases: list
    mirrored: bool = False
    hue: int = 0
    bright: float = 1.0
    double: str = ""  # walker who walks for a portrait
    lively: float = 0.5  # share of the time in which they move much
    strength: float = 1.0  # how far; above 2: a burst
    still: bool = False
    gestures: bool = False
    kept: dict = field(default_factory=dict)

    def phase(self, t):
        return next((phase for phase in self.phases if phase.begin <= t < phase.end), None)

    def liveliness(self, t):
        """0 (only breathing) to 1."""
        if self.still:
            return 0.0
        wave = 0.5 + 0.37 * wander(t / 11.6, self.number + 0.1) + 0.29 * wander(t / 4.6, self.number + 0.2)
        return min(1.0, max(0.0, 3 * (wave - (1 - self.lively))))

    def pose(self, t, count):
        """Which cut-out stands there at t: another one every second or so while they move much. Asked for in order."""
        known = self.kept.get("pose")
        if known is None:
            random = np.random.default_rng([self.number, 11])
            known = self.kept["pose"] = {"random": random, "at": int(random.integers(1 << 20)), "until": t}
        if not self.still and t >= known["until"] and self.liveliness(t) > 0.25:
            known["at"] += 1 + int(known["random"].integers(3))
            known["until"] = t + float(known["random"].uniform(0.3, 1.6))
        return known["at"] % count

    def moves(self, t):
        phase = self.phase(t)
        return phase is not None and (phase.what == "walk" or self.liveliness(t) > 0.25)


@dataclass
class Figure:
    """An actor in one picture: BGRA uint8 with its left upper corner, in the order of depth."""
    actor: Actor
    posture: str
    image: np.ndarray
    x: int
    y: int
    depth: float
    floor: int  # rows from there on belong to the board, not to the person
    clip: tuple = ()


def bgra(cut, margin=0.0):
    picture, cover = cut
    image = np.dstack([picture, cover * 255]).round().clip(0, 255).astype(np.uint8)
    pad = round(image.shape[0] * margin)
    return cv2.copyMakeBorder(image, pad, 0, pad, pad, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)) if pad else image


def warped(image, sway, nod, turn, lift):
    """Bends a seated cut-out: the head goes furthest, the hips stay; `turn` narrows the head, `lift` one arm."""
    height, width = image.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    up = np.clip((height - y) / height, 0, 1)
    head = np.clip((up - 0.55) / 0.25, 0, 1)
    middle = width / 2
    arm = np.exp(-(((x - width * 0.78) / (0.16 * width)) ** 2 + ((y - height * 0.78) / (0.18 * height)) ** 2))
    map_x = x - sway * up ** 1.5 + (x - middle - sway) * head * turn
    map_y = y - nod * head + lift * arm
    return cv2.remap(image, map_x, map_y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)


def leaning(image, sway):
    """A standing cut-out that shifts its weight: the feet stay, the head goes furthest."""
    height, width = image.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return cv2.remap(image, x - np.float32(sway) * ((height - y) / height) ** 1.5, y, cv2.INTER_LINEAR,
                     borderMode=cv2.BORDER_CONSTANT)


class Troupe:
    """The actors of a scene in a room; asked for their figures second by second."""

    def __init__(self, room, actors, small=1.0):
        self.room, self.actors, self.small = room, actors, small
        self.width, self.height = room.size

    def figures(self, t):
        found = []
        for actor in self.actors:
            phase = actor.phase(t)
            if phase is not None:
                found.append(getattr(self, phase.what)(actor, phase, t))
        return sorted(found, key=lambda figure: figure.depth)

    def tall(self, foot):
        """Height in pixels of somebody whose feet are at that share of the picture."""
        wall, near = self.room.floor
        return self.small * self.height * (0.40 + 0.35 * (foot - wall) / (near - wall))

    def seat(self, actor, phase, t):
        seat = self.room.seats[phase.seat]
        key = ("seat", phase.seat)
        if key not in actor.kept:
            cut = people.seated(actor.identity, actor.number, seat.height * self.height * 1.06,
                                actor.mirrored, actor.hue, actor.bright)
            actor.kept[key] = bgra(cut, 0.08)
        base, live, own = actor.kept[key], actor.liveliness(t), actor.number
        size = base.shape[0] * 0.01 * (0 if actor.still else actor.strength)
        fast = 1 + 2.2 * max(0, actor.strength - 1.5)
        slow, quick, nods, turns, lifts = (1.2 * wander(t * speed * fast, own + 0.3 + part / 10)
                                           for part, speed in enumerate((0.25, 0.73, 0.35, 0.29, 0.54)))
        sway = size * ((0.4 + 5 * live) * slow + 2.5 * live * quick)
        nod = size * (0.5 + 3.5 * live) * nods
        turn = 0.0 if actor.still else 0.16 * live * turns
        lift = size * 6 * live * max(0.0, lifts)
        image = warped(base, sway, nod, turn, lift)
        board = round(seat.board * self.height)
        if actor.gestures and live > 0.1:
            self.hand(image, t * fast, own, live)
        top = board + round(seat.height * self.height * 0.05) - image.shape[0]
        return Figure(actor, "seated", image, round(seat.x * self.width - image.shape[1] / 2), top, seat.board,
                      board - top)

    @staticmethod
    def hand(image, t, own, live):
        """A hand that speaks with: in the colour of the face, from the elbow up, before the chest."""
        height, width = image.shape[:2]
        face = ((132, 160, 208), (104, 138, 190), (88, 112, 158))[int(own) % 3]
        sleeve = image[round(height * 0.8), round(width * 0.6), :3]
        elbow = np.array((width * 0.7, height * 0.97))
        aside, up = wander(t * 0.67, own + 0.8), 0.5 + 0.5 * wander(t * 0.99, own + 0.9)
        wrist = elbow + np.array((-width * (0.12 + 0.16 * aside), -height * (0.10 + 0.19 * live * up)))
        thick = max(3, round(height * 0.075))
        cv2.line(image, tuple(map(int, elbow)), tuple(map(int, wrist)), (*map(int, sleeve), 255), thick, cv2.LINE_AA)
        cv2.circle(image, tuple(map(int, wrist)), max(2, round(thick * 0.62)), (*map(int, face), 255), cv2.FILLED,
                   cv2.LINE_AA)

    def upright(self, actor, t, place, moving, clip=()):
        name = actor.double or actor.identity
        key = ("stand", round(place[1], 2))
        if key not in actor.kept:
            cuts = people.standing(name, actor.number, self.tall(place[1]), actor.mirrored, actor.bright)
            actor.kept[key] = [bgra(cut) for cut in cuts]
        cuts = actor.kept[key]
        if moving:
            there_and_back = list(range(len(cuts))) + list(range(len(cuts) - 2, 0, -1))
            image = cuts[there_and_back[int(t * 10) % len(there_and_back)]]
        else:
            image = self.swaying(actor, t, cuts[actor.pose(t, len(cuts))])
        return Figure(actor, "standing", image, round(place[0] * self.width - image.shape[1] / 2),
                      round(place[1] * self.height) - image.shape[0], place[1], image.shape[0], clip)

    @staticmethod
    def swaying(actor, t, image):
        """Nobody stands like a post."""
        if actor.still:
            return image
        height, own, live = image.shape[0], actor.number, actor.liveliness(t)
        wave = 1.2 * wander(t * 0.26, own + 0.3) + 0.8 * wander(t * 0.44, own + 0.4) + 0.6 * wander(t * 0.09, own + 0.5)
        padded = cv2.copyMakeBorder(image, 0, 0, height // 16, height // 16, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
        return leaning(padded, height * (0.004 + 0.014 * live) * wave)

    def walk(self, actor, phase, t):
        share = (t - phase.begin) / (phase.end - phase.begin)
        place = tuple(a + (b - a) * share for a, b in zip(phase.start, phase.goal))
        return self.upright(actor, t, place, True, phase.clip)

    def stand(self, actor, phase, t):
        return self.upright(actor, t, phase.goal, False)

    def lie(self, actor, phase, t):
        """Goes down within a second, then lies; `goal` is the middle of the body's lower edge."""
        age = t - phase.begin
        if age < 0.8 and phase.start:
            return self.falling(actor, phase, t, age / 0.8)
        key = ("lie", phase.goal)
        if key not in actor.kept:
            length = self.tall(phase.goal[1]) * 0.95
            actor.kept[key] = bgra(people.lying(actor.double or actor.identity, actor.number, length, actor.mirrored,
                                                actor.bright))
        image = actor.kept[key]
        return Figure(actor, "lying", image, round(phase.goal[0] * self.width - image.shape[1] / 2),
                      round(phase.goal[1] * self.height) - image.shape[0], phase.goal[1] + 0.02, image.shape[0])

    def falling(self, actor, phase, t, share):
        figure = self.upright(actor, phase.begin, phase.goal, False)
        height, width = figure.image.shape[:2]
        angle = (-90 if not actor.mirrored else 90) * share
        box = round(height * 1.1)
        matrix = cv2.getRotationMatrix2D((width / 2, height * 0.95), angle, 1.0)
        matrix[:, 2] += (box - width / 2, box * 1.1 - height)
        image = cv2.warpAffine(figure.image, matrix, (2 * box, round(box * 1.25)))
        return Figure(actor, "falling", image, round(phase.goal[0] * self.width) - box,
                      round(phase.goal[1] * self.height) - round(box * 1.1), phase.goal[1], image.shape[0])
