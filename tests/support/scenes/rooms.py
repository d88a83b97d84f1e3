# SPDX-License-Identifier: Apache-2.0
"""Rooms drawn from a number: walls, floor, light, door, window, furniture, seats. No two numbers look alike.

A background's number belongs to one set for good. Shares of the picture (0..1) are the unit of every layout.
"""
from dataclasses import dataclass, field

import cv2
import numpy as np

BACKGROUNDS = {"tuning": range(1, 11), "report": range(101, 125)}


@dataclass
class Seat:
    """Where somebody sits: middle, edge of the board in front, height of head to board."""
    x: float
    board: float
    height: float
    kind: str  # "officer_seat" or "person_seat"


@dataclass
class Room:
    number: int
    size: tuple
    picture: np.ndarray  # BGR uint8, the empty room with its furniture
    seats: list
    boards: list  # per seat: (BGR uint8, x, y) of what stands before the person
    door: tuple  # left, top, right, bottom
    floor: tuple  # y of the wall's foot, y of the picture's bottom where feet may be
    bed: tuple | None = None
    spots: dict = field(default_factory=dict)  # free wall for a display, a guard's post


def colour(random, low, high, tint=10):
    grey = random.uniform(low, high)
    return tuple(int(np.clip(grey + random.uniform(-tint, tint), 0, 255)) for _ in range(3))


def shade(value, factor):
    return tuple(int(np.clip(part * factor, 0, 255)) for part in value)


class Painter:
    """Draws shares of a picture that is twice as large and is halved at the end, so that edges are soft."""

    def __init__(self, size, random):
        self.width, self.height = size[0] * 2, size[1] * 2
        self.canvas = np.zeros((self.height, self.width, 3), np.uint8)
        self.random = random

    def at(self, *points):
        return np.array([(round(x * self.width), round(y * self.height)) for x, y in points], np.int32)

    def area(self, points, value):
        cv2.fillPoly(self.canvas, [self.at(*points)], value)

    def box(self, left, top, right, bottom, value, edge=None):
        self.area([(left, top), (right, top), (right, bottom), (left, bottom)], value)
        if edge is not None:
            cv2.polylines(self.canvas, [self.at((left, top), (right, top), (right, bottom), (left, bottom))],
                          True, edge, max(2, self.width // 500), cv2.LINE_AA)

    def line(self, a, b, value, thick=2):
        first, second = self.at(a, b)
        cv2.line(self.canvas, tuple(map(int, first)), tuple(map(int, second)), value, thick, cv2.LINE_AA)

    def done(self):
        half = cv2.resize(self.canvas, (self.width // 2, self.height // 2), interpolation=cv2.INTER_AREA)
        return half.astype(np.float32)


def draw(number, size, kind="questioning", small=1.0):
    """The room of that number. `small` shrinks seats as if the camera hung further away."""
    random = np.random.default_rng([77, number])
    painter = Painter(size, random)
    foot = random.uniform(0.5, 0.62)
    corner = random.uniform(0.0, 0.16) if random.random() < 0.6 else 0.0
    wall, ground = colour(random, 130, 215), colour(random, 80, 165)
    paint_wall(painter, wall, foot, corner)
    paint_floor(painter, ground, foot)
    door_left = random.uniform(0.02, 0.1) if random.random() < 0.5 else random.uniform(0.82, 0.88)
    door = (door_left, foot - random.uniform(0.36, 0.44), door_left + random.uniform(0.09, 0.11), foot + 0.01)
    paint_door(painter, door, colour(random, 60, 190, 20))
    paint_things(painter, foot, door)
    bed = paint_bed(painter, foot, door) if kind == "bed" else None
    # A narrow picture has less room beside each other.
    narrow = min(1.0, size[0] / size[1] / 1.5)
    seats = [] if kind == "bed" else lay_seats(random, foot, kind, small * narrow)
    for seat in seats:
        paint_chair(painter, seat, colour(random, 30, 110, 14))
    picture = light(painter.done(), random)
    boards = [board_of(random, seat, size) for seat in seats]
    for image, x, y in boards:
        put(picture, image, x, y)
    spots = {"display": (0.40, foot - 0.42, 0.66, foot - 0.16), "guard_post": (0.44, 0.56, 0.62, 0.98)}
    return Room(number, size, picture.astype(np.uint8), seats, boards, door, (foot, 0.97), bed, spots)


def put(picture, image, x, y):
    height, width = image.shape[:2]
    left, top = max(0, x), max(0, y)
    right, bottom = min(picture.shape[1], x + width), min(picture.shape[0], y + height)
    if right > left and bottom > top:
        picture[top:bottom, left:right] = image[top - y:bottom - y, left - x:right - x]


def paint_wall(painter, wall, foot, corner):
    random = painter.random
    painter.box(0, 0, 1, foot + 0.02, wall)
    look = ("plain", "panels", "tiles", "brick", "two tones", "stripes")[painter.random.integers(6)]
    if look == "two tones":
        painter.box(0, foot * 0.55, 1, foot, colour(random, 90, 170, 25), shade(wall, 0.8))
    elif look == "stripes":
        for x in np.arange(0, 1, random.uniform(0.02, 0.05)):
            painter.line((x, 0), (x, foot), shade(wall, random.uniform(0.93, 0.98)), 5)
    elif look != "plain":
        width, height = {"panels": (0.125, 0.19), "tiles": (0.04, 0.06), "brick": (0.06, 0.035)}[look]
        for row, y in enumerate(np.arange(0, foot, height)):
            for x in np.arange(-width, 1, width):
                left = x + (width / 2 if look == "brick" and row % 2 else 0)
                painter.box(left, y, left + width, min(foot, y + height),
                            shade(wall, random.uniform(0.96, 1.03)), shade(wall, 0.88))
    if corner > 0:
        painter.area([(0, 0), (corner, 0), (corner, foot), (0, foot + corner * 1.3)], shade(wall, 0.82))
    painter.box(0, foot - 0.012, 1, foot + 0.006, shade(wall, 0.5))


def paint_floor(painter, ground, foot):
    random = painter.random
    painter.box(0, foot, 1, 1, ground)
    rows = np.cumsum(0.02 * 1.28 ** np.arange(12)) + foot
    look = random.integers(3)
    if look != 0:
        for y in rows:
            painter.line((0, y), (1, y), shade(ground, 0.9), 3)
    if look == 1:
        for x in np.arange(-1, 2, 0.12):
            painter.line((0.5 + (x - 0.5) * 0.6, foot), (0.5 + (x - 0.5) * 1.7, 1), shade(ground, 0.9), 3)
    if look == 2:
        for y in rows:
            for x in random.uniform(0, 1, 9):
                painter.line((x, y), (x, min(1, y + 0.03)), shade(ground, 0.92), 3)


def paint_door(painter, door, value):
    left, top, right, bottom = door
    painter.box(left - 0.008, top - 0.012, right + 0.008, bottom, shade(value, 0.7))
    painter.box(left, top, right, bottom, value, shade(value, 0.6))
    if painter.random.random() < 0.5:
        painter.box(left + 0.025, top + 0.04, right - 0.025, top + 0.14, (150, 150, 140), shade(value, 0.6))
    painter.box(right - 0.02, (top + bottom) / 2, right - 0.008, (top + bottom) / 2 + 0.02, (170, 190, 200))


def paint_things(painter, foot, door):
    """Window, notices, cabinet, heater, slogan: two to four of them, never over the door."""
    random = painter.random
    places = [x for x in (0.13, 0.3, 0.68) if x + 0.16 < door[0] or x > door[2] + 0.01]
    makers = [paint_window, paint_notice, paint_cabinet, paint_heater, paint_plant]
    random.shuffle(makers)
    for make, x in zip(makers, places):
        make(painter, x, foot)
    if random.random() < 0.6:
        for index in range(int(random.integers(4, 9))):
            x = 0.36 + index * 0.035
            painter.box(x, 0.035, x + 0.024, 0.075, (40, 40, int(random.uniform(120, 200))))


def paint_window(painter, x, foot):
    top, bottom = foot - 0.4, foot - 0.14
    painter.box(x, top, x + 0.15, bottom, (245, 240, 232), (150, 150, 150))
    if painter.random.random() < 0.7:
        for y in np.arange(top, bottom, 0.014):
            painter.line((x, y), (x + 0.15, y), (205, 205, 200), 3)
    else:
        painter.box(x + 0.07, top, x + 0.078, bottom, (140, 140, 140))
        painter.box(x, (top + bottom) / 2, x + 0.07, bottom, (190, 210, 190))


def paint_notice(painter, x, foot):
    top = foot - 0.38
    painter.box(x, top, x + 0.12, top + 0.2, colour(painter.random, 170, 245, 15), (90, 90, 90))
    for y in np.arange(top + 0.05, top + 0.19, 0.018):
        painter.line((x + 0.012, y), (x + painter.random.uniform(0.06, 0.108), y), (110, 100, 100), 3)
    painter.box(x + 0.03, top + 0.012, x + 0.09, top + 0.035, (50, 50, 190))


def paint_cabinet(painter, x, foot):
    value = colour(painter.random, 90, 200)
    painter.box(x, foot - 0.3, x + 0.13, foot + 0.03, value, shade(value, 0.6))
    painter.line((x + 0.065, foot - 0.3), (x + 0.065, foot + 0.03), shade(value, 0.6), 3)
    for left in (0.054, 0.07):
        painter.box(x + left, foot - 0.15, x + left + 0.006, foot - 0.11, (60, 60, 60))


def paint_heater(painter, x, foot):
    for step in np.arange(0, 0.14, 0.016):
        painter.box(x + step, foot - 0.14, x + step + 0.013, foot - 0.02, (222, 225, 225), (150, 150, 150))


def paint_plant(painter, x, foot):
    random = painter.random
    for _ in range(22):
        painter.line((x + 0.06, foot - 0.08), (x + 0.06 + random.uniform(-0.06, 0.06),
                                               foot - random.uniform(0.12, 0.26)),
                     (int(random.uniform(30, 70)), int(random.uniform(80, 150)), int(random.uniform(30, 80))), 7)
    painter.area([(x + 0.035, foot - 0.08), (x + 0.085, foot - 0.08), (x + 0.075, foot + 0.02),
                  (x + 0.045, foot + 0.02)], (60, 90, 150))


def paint_bed(painter, foot, door):
    """A bed along the wall, seen a little from above; returns the share of the picture it takes."""
    random = painter.random
    left = 0.3 if door[0] > 0.5 else 0.34
    right, top, bottom = left + 0.42, foot + 0.04, foot + 0.22
    frame, sheet = colour(random, 60, 120), colour(random, 170, 230)
    painter.area([(left + 0.02, top), (right - 0.02, top), (right, bottom), (left, bottom)], sheet)
    painter.box(left, bottom, right, bottom + 0.06, frame)
    painter.area([(left + 0.03, top + 0.02), (left + 0.09, top + 0.02), (left + 0.085, bottom - 0.03),
                  (left + 0.015, bottom - 0.03)], shade(sheet, 1.12))
    return left, top - 0.08, right, bottom + 0.06


def lay_seats(random, foot, kind, small):
    """Officers on one side, the person on the other; in a waiting room a row of seats."""
    near = random.uniform(0.30, 0.40) * small
    board = min(0.86, foot + random.uniform(0.10, 0.16) + 0.16 * small)
    if kind == "open":  # much free floor, where somebody may lie
        order = [(0.16, "officer_seat"), (0.36, "person_seat")]
        flip = random.random() < 0.5
        return [Seat(1 - x if flip else x, foot + 0.15, near * 0.62, kind_) for x, kind_ in order]
    if kind == "waiting":
        return [Seat(x, board, near * random.uniform(0.85, 1.0), "person_seat") for x in (0.22, 0.48, 0.76)]
    order = [(0.2, "officer_seat"), (0.45, "officer_seat"), (0.77, "person_seat")]
    if random.random() < 0.5:
        order = [(1 - x, kind_) for x, kind_ in order]
    return [Seat(x + random.uniform(-0.02, 0.02), board + random.uniform(-0.02, 0.02),
                 near * random.uniform(0.88, 1.05), kind_) for x, kind_ in order]


def paint_chair(painter, seat, value):
    half = seat.height * 0.24 * painter.height / painter.width * 1.2
    top = seat.board - seat.height * 0.62
    painter.box(seat.x - half, top, seat.x + half, seat.board, value, shade(value, 0.6))
    painter.box(seat.x - half * 0.7, top + 0.02, seat.x + half * 0.7, seat.board, shade(value, 1.2))


def board_of(random, seat, size):
    """A desk's front, or the board of a person's chair; it hides where a seated cut-out ends."""
    width = round(size[1] * seat.height * (1.25 if seat.kind == "officer_seat" else 1.05))
    height = round(size[1] * min(seat.height * 0.55, 1.02 - seat.board))
    value = colour(random, 50, 160, 18)
    image = np.full((max(height, 4), width, 3), value, np.uint8)
    lip = max(2, height // 7)
    image[:lip] = shade(value, 1.3)
    image[lip:lip + max(1, lip // 3)] = shade(value, 0.65)
    if random.random() < 0.4:
        for x in np.linspace(0, width - 2, 4).astype(int):
            image[lip:, x:x + 2] = shade(value, 0.8)
    return image, round(seat.x * size[0] - width / 2), round(seat.board * size[1])


def light(picture, random):
    """Lamps and falling-off corners, once for all; what drifts is the stage's."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    gain = np.full((height, width), random.uniform(0.72, 0.86), np.float32)
    for _ in range(int(random.integers(1, 4))):
        at = random.uniform(0.1, 0.9) * width, random.uniform(-0.1, 0.6) * height
        reach = random.uniform(0.25, 0.55) * width
        gain += random.uniform(0.12, 0.34) * np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * reach ** 2))
    lit = picture * gain[..., None]
    return np.clip(lit * min(1.0, 222 / np.percentile(lit, 97)), 0, 255)
