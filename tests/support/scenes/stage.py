# SPDX-License-Identifier: Apache-2.0
"""One scene, picture by picture: room, people, light, camera, overlays; and what is true of each second."""
import math

import cv2
import numpy as np

from . import troubles
from .actors import Troupe

CLEAR, GONE = 0.6, 0.08  # visible share from which a person surely counts, below which surely not


class Stage:
    """Composed from a plan (see plans.py). Pictures must be asked for in order: some troubles remember."""

    def __init__(self, plan):
        self.plan = plan
        self.room = plan.room
        self.troupe = Troupe(plan.room, plan.actors, plan.small)
        self.width, self.height = plan.room.size
        self.random = np.random.default_rng([plan.seed, 5])
        self.noise = self.noise_bank(plan.noise)
        self.troubles = [(row, troubles.KINDS[row["what"]][0]) for row in plan.troubles
                         if troubles.KINDS[row["what"]][0] is not None]
        self.troubles = [(row, make(np.random.default_rng([plan.seed, 9, index]), plan.room.size,
                                    **row.get("how", {})))
                         for index, (row, make) in enumerate(self.troubles)]
        self.field = self.light_field()
        self.owner = np.zeros((self.height, self.width), np.int16)

    def noise_bank(self, sigma):
        if sigma <= 0:
            return []
        grain = self.random.normal(0, sigma, (5, self.height, self.width, 1))
        colour = self.random.normal(0, sigma * 0.35, (5, self.height, self.width, 3))
        return list(np.round(grain + colour).astype(np.int16))

    def light_field(self):
        x = np.linspace(-1, 1, self.width, dtype=np.float32)[None, :]
        y = np.linspace(-1, 1, self.height, dtype=np.float32)[:, None]
        return 1 - 0.10 * (x * x + y * y)

    def picture(self, t, truth=None):
        """The picture at second t. `truth` (a list) is given a row per person."""
        scene = self.room.picture.copy()
        figures = self.troupe.figures(t)
        self.owner[:] = 0
        boards = sorted(zip(self.room.seats, self.room.boards), key=lambda pair: pair[0].board)
        waiting = list(boards)
        for index, figure in enumerate(figures):
            while waiting and waiting[0][0].board < figure.depth - 1e-6:
                self.set_board(scene, waiting.pop(0)[1])
            self.lay(scene, figure, index + 1)
        for _, board in waiting:
            self.set_board(scene, board)
        if truth is not None:
            truth.extend(self.rows(figures))
        if self.plan.display is not None:
            self.plan.display.draw(scene, t)
        return self.through_camera(self.lit(scene, t), t)

    def set_board(self, scene, board):
        image, x, y = board
        height, width = image.shape[:2]
        left, right = max(0, x), min(self.width, x + width)
        bottom = min(self.height, y + height)
        if right > left and bottom > y:
            scene[y:bottom, left:right] = image[:bottom - y, left - x:right - x]
            self.owner[y:bottom, left:right] = 0

    def lay(self, scene, figure, number):
        image, x, y = figure.image, figure.x, figure.y
        low, high = (0, self.width) if not figure.clip else (round(side * self.width) for side in figure.clip)
        left, right = max(0, low, x), min(self.width, high, x + image.shape[1])
        top, bottom = max(0, y), min(self.height, y + image.shape[0])
        if right <= left or bottom <= top:
            return
        part = image[top - y:bottom - y, left - x:right - x]
        cover = part[..., 3:].astype(np.float32) / 255
        under = scene[top:bottom, left:right]
        under[:] = (part[..., :3] * cover + under * (1 - cover)).astype(np.uint8)
        self.owner[top:bottom, left:right][part[..., 3] > 127] = number

    def rows(self, figures):
        out = []
        for index, figure in enumerate(figures):
            solid = figure.image[:figure.floor, :, 3] > 127
            seen = self.owner == index + 1
            share = float(seen.sum() / max(1, solid.sum()))
            if not seen.any():
                continue
            rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
            out.append({"identity": figure.actor.double if figure.posture != "seated" and figure.actor.double
                        else figure.actor.identity, "posture": figure.posture, "share": round(share, 2),
                        "box": [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1]})
        return out

    def lit(self, scene, t):
        """The room's light as it is at t: slow drift, the shadow of somebody or something passing a lamp."""
        plan = self.plan
        gain = plan.light * (1 + plan.drift * math.sin(t / plan.drift_seconds * 2 * math.pi + plan.seed % 7))
        field = self.field * gain
        if plan.shadow > 0:
            # No shadow passes to the second again and again.
            way = t / 17.0 + 0.9 * math.sin(t / 61.3 + plan.seed % 7) + 0.4 * math.sin(t / 23.1) + plan.seed % 5
            at = (way % 3.0 - 1) * self.width
            x = np.arange(self.width, dtype=np.float32)[None, :]
            field = field * (1 - plan.shadow * np.exp(-((x - at) / (0.18 * self.width)) ** 2))
        tint = np.array(plan.tint, np.float32)
        out = cv2.multiply(scene, cv2.merge([field * part for part in tint]), dtype=cv2.CV_8U)
        if plan.soft > 0:
            out = cv2.GaussianBlur(out, (0, 0), plan.soft)
        if self.noise:
            noise = self.noise[int(self.random.integers(len(self.noise)))]
            shift = int(self.random.integers(self.height))
            out = cv2.add(out, np.roll(noise, shift, axis=0), dtype=cv2.CV_8U)
        return out

    def through_camera(self, picture, t):
        """Troubles before and after the camera writes its clock: a lens lies before it, a loop behind."""
        late = []
        for row, trouble in self.troubles:
            if row["what"] in ("loop", "freeze") and row.get("withClock", True):
                late.append((row, trouble))
            else:
                picture = self.troubled(picture, row, trouble, t)
        if self.plan.clock is not None:
            self.plan.clock.draw(picture if picture.flags.writeable else picture, t)
        for patch in self.plan.patches:
            if patch["begin"] <= t < patch["end"]:
                left, top, right, bottom = patch["box"]
                picture[top:bottom, left:right] = patch["colour"]
        for row, trouble in late:
            picture = self.troubled(picture, row, trouble, t)
        return picture

    @staticmethod
    def troubled(picture, row, trouble, t):
        if row["begin"] <= t < row["end"]:
            # What a trouble keeps must not be written on by the clock.
            return trouble(picture, t - row["begin"]).copy()
        if hasattr(trouble, "seen") and t < row["begin"]:
            trouble.seen(picture)
        return picture
