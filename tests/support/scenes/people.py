# SPDX-License-Identifier: Apache-2.0
"""Who can be in a scene: two portraits that sit, walkers of a yard who stand, walk, sit and lie.

Every identity belongs to one set for good (`walkers.json`, PORTRAITS): nobody is tuned on who is reported on.
A cut-out is (picture BGR float32, cover float32 0..1), both of one size.
"""
import json
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[2]
ASSETS = TOP / "build" / "demo-assets"
# Name of the identity: its outline in the demo's table, its set.
PORTRAITS = {"collins": ("person", "tuning"), "hopper": ("officer", "report")}
MARGIN = 6  # pixels around a walker's box that are looked at, too
# Where a walker's hips are, as a share of the height from above.
HIPS = 0.56
# Where clothes begin in a seated cut-out.
NECKS = {"collins": 0.38, "hopper": 0.58}


def walkers():
    return json.loads((HERE / "walkers.json").read_text())


def identities(which):
    """Names of the set's identities, portraits first."""
    own = [name for name, (_, owner) in PORTRAITS.items() if owner == which]
    return own + [name for name, row in walkers().items() if row["set"] == which]


def around(x, y, width, height):
    """The part of a picture of the yard in which a walker's box lies, with a margin."""
    left, top = max(0, x - MARGIN), max(0, y - MARGIN)
    return slice(top, y + height + MARGIN), slice(left, x + width + MARGIN)


@lru_cache(maxsize=None)
def yard():
    """What is needed of the clip: the parts of its pictures that show walkers, and the empty yard."""
    wanted = {}
    for row in walkers().values():
        for frame, *box in (place for places in row["walks"] for place in places):
            wanted.setdefault(frame, []).append(tuple(box))
    clip, number, some, parts = cv2.VideoCapture(str(ASSETS / "vtest.avi")), 0, [], {}
    while True:
        found, picture = clip.read()
        if not found:
            break
        if number % 12 == 0:
            some.append(picture)
        for box in wanted.get(number, ()):
            parts[number, box] = picture[around(*box)].copy()
        number += 1
    if number < 700:
        raise RuntimeError(f"{ASSETS / 'vtest.avi'} could not be read: "
                           "run deploy/demo/cameras/fetch-assets build/demo-assets")
    return parts, np.median(np.stack(some), axis=0).astype(np.uint8)


def cut_walker(frame, *box):
    """One walker out of one picture of the yard: what differs from the empty yard, its holes filled."""
    parts, empty = yard()
    picture, ground = parts[frame, box], empty[around(*box)]
    differs = cv2.GaussianBlur(cv2.absdiff(picture, ground).max(axis=2), (3, 3), 0)
    sure = cv2.morphologyEx((differs > 26).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    # A tape behind them is thin and level: what is less than four pixels high goes.
    sure = cv2.morphologyEx(filled(sure), cv2.MORPH_OPEN, np.ones((4, 2), np.uint8))
    cover = cv2.erode(largest(sure), np.ones((3, 3), np.uint8))
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if len(rows) == 0:
        return None
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    soft = cv2.GaussianBlur(cover.astype(np.float32), (3, 3), 0)
    # The clip's blacks are clipped; indoors they are not so deep.
    return picture[box].astype(np.float32) * 0.92 + 16, np.ascontiguousarray(soft[box])


def largest(mask):
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return mask
    return (labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.uint8)


def filled(mask, hole=24):
    """Small holes are the person's; a large one is the ground between legs or under an arm."""
    contours, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    small = [line for line, level in zip(contours, levels[0] if levels is not None else ())
             if level[3] >= 0 and cv2.contourArea(line) < hole]
    return cv2.drawContours(mask.copy(), small, -1, 1, cv2.FILLED)


@lru_cache(maxsize=None)
def walk(name, number):
    """The cut-outs of one walk, in the clip's order (10 a second)."""
    rows = walkers()[name]["walks"][number]
    found = [cut for cut in (cut_walker(*row) for row in rows) if cut is not None]
    tallest = np.median([cut[0].shape[0] for cut in found])
    return [cut for cut in found if 0.85 < cut[0].shape[0] / tallest < 1.15]


@lru_cache(maxsize=None)
def portrait(name):
    """A portrait's cut-out, in the portrait's own size."""
    table = json.loads((TOP / "deploy/demo/cameras/outlines.json").read_text())
    row = table[PORTRAITS[name][0]]
    if not (ASSETS / row["file"]).exists():
        raise RuntimeError(f"{ASSETS / row['file']} is missing: run deploy/demo/cameras/fetch-assets build/demo-assets")
    picture = np.asarray(Image.open(ASSETS / row["file"]).convert("RGB"))[..., ::-1]
    cover = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(cover, [np.array(row["outline"], np.int32)], 255)
    cover = cv2.erode(cover, np.ones((3, 3), np.uint8))
    top = min(y for _, y in row["outline"])
    return picture[top:].astype(np.float32), cover[top:].astype(np.float32) / 255


def scaled(cut, height, mirrored=False):
    picture, cover = cut
    factor = height / picture.shape[0]
    size = (max(2, round(picture.shape[1] * factor)), max(2, round(height)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    picture, cover = cv2.resize(picture, size, interpolation=how), cv2.resize(cover, size, interpolation=how)
    if mirrored:
        picture, cover = picture[:, ::-1], cover[:, ::-1]
    return (np.ascontiguousarray(np.clip(picture, 0, 255)),
            np.ascontiguousarray(np.clip(cv2.GaussianBlur(cover, (3, 3), 0), 0, 1)))


def dressed(cut, hue, bright, neck):
    """The same cut-out in clothes of another colour (below the head) and in another light."""
    picture, cover = cut
    hsv = cv2.cvtColor(np.clip(picture, 0, 255).astype(np.uint8), cv2.COLOR_BGR2HSV).astype(np.int16)
    neck = round(picture.shape[0] * neck)
    hsv[neck:, :, 0] = (hsv[neck:, :, 0] + hue) % 180
    if hue % 3:  # most clothes are duller than a flight suit
        hsv[neck:, :, 1] = hsv[neck:, :, 1] * (25 + hue % 40) // 100
    other = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2BGR).astype(np.float32)
    return np.clip(other * bright, 0, 255), cover


def seated(name, number, height, mirrored=False, hue=0, bright=1.0):
    """A person from the hips up. `number` chooses the walk and picture of a walker."""
    if name in PORTRAITS:
        cut = portrait(name)
    else:
        walks = walkers()[name]["walks"]
        cuts = walk(name, number % len(walks))
        picture, cover = cuts[(number // len(walks) * 7) % len(cuts)]
        hips = round(picture.shape[0] * HIPS)
        cut = picture[:hips], cover[:hips]
    return dressed(scaled(cut, height, mirrored), hue, bright, NECKS.get(name, 0.36))


def standing(name, number, height, mirrored=False, bright=1.0):
    """Cut-outs of a whole person, step by step of a walk; one picture's height is the whole person's."""
    walks = walkers()[name]["walks"]
    cuts = walk(name, number % len(walks))
    tallest = max(cut[0].shape[0] for cut in cuts)
    made = [scaled(cut, height * cut[0].shape[0] / tallest, mirrored) for cut in cuts]
    return [(np.clip(picture * bright, 0, 255), cover) for picture, cover in made]


def lying(name, number, length, mirrored=False, bright=1.0, flat=0.62):
    """A walker turned to lie along the picture's width, foreshortened: `flat` is what is left of the height."""
    walks = walkers()[name]["walks"]
    cuts = walk(name, number % len(walks))
    cut = cuts[(number // len(walks) * 5) % len(cuts)]
    picture, cover = (cv2.rotate(part, cv2.ROTATE_90_CLOCKWISE) for part in scaled(cut, length))
    size = (picture.shape[1], max(4, round(picture.shape[0] * flat)))
    picture, cover = cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.resize(cover, size)
    if mirrored:
        picture, cover = picture[:, ::-1], cover[:, ::-1]
    return np.ascontiguousarray(np.clip(picture * bright, 0, 255)), np.ascontiguousarray(cover)
