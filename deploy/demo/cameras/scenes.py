# SPDX-License-Identifier: Apache-2.0
"""What the demo's cameras look at: composed rooms with exactly known persons, and the yard.

A scene is asked for one frame after the other by one thread; who is present is told from another.
"""
import json
import math
import random
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402
from PIL import Image, ImageDraw, ImageFilter  # noqa: E402

import picture  # noqa: E402

BEIJING = timezone(timedelta(hours=8))
WEEKDAYS = "一二三四五六日"
HERE = Path(__file__).parent


class BurntInClock:
    """The true Beijing time, redrawn once a second."""

    def __init__(self):
        self.second = None
        self.sprite = None

    def lay_over(self, frame, wall):
        if int(wall) != self.second:
            self.second = int(wall)
            now = datetime.fromtimestamp(self.second, BEIJING)
            self.sprite = picture.text_sprite(
                f"{now:%Y-%m-%d} 星期{WEEKDAYS[now.weekday()]} {now:%H:%M:%S}", 34)
        self.sprite.lay_over(frame, 32, 24)


class Scene:
    """Common to all: clock, title, noise, a light that can go out. Rooms and yard draw beneath."""

    def __init__(self, camera, seed):
        self.clock = BurntInClock()
        self.title = picture.text_sprite(camera["title"], 32)
        self.noise = picture.noise_frames(4, 1.3, seed)
        self.frame = picture.Frame()
        self.count = 0
        self.lock = threading.Condition()
        self.dark = False

    def next_frame(self):
        """One picture as I420 bytes, and the wall time at which it was taken."""
        wall = time.time()
        with self.lock:
            dark = self.dark
        state = self.draw(wall)
        if dark:
            self.frame.darken()
        self.clock.lay_over(self.frame, wall)
        self.title.lay_over(self.frame, 32, picture.HEIGHT - 64)
        self.frame.add_noise(self.noise[self.count * 7 % len(self.noise)])
        self.count += 1
        taken = self.frame.bytes()
        self.shown(state, wall)
        return taken, wall

    def draw(self, wall):
        raise NotImplementedError

    def shown(self, state, wall):
        pass


def wander(wall, seed, seconds):
    """-1 to 1: another place every so many seconds, gone to smoothly; of a seed always the same at the same time."""
    step, part = divmod(wall / seconds, 1)
    before, after = (random.Random(f"{seed} {step + more:.0f}").uniform(-1, 1) for more in (0, 1))
    return before + (after - before) * (1 - math.cos(math.pi * part)) / 2


class Room(Scene):
    """A room with seats. Who sits there is set from outside; `set_present` says since when it shows."""

    def __init__(self, camera, assets, seed):
        super().__init__(camera, seed)
        outlines = json.loads((HERE / "outlines.json").read_text())
        self.seats = {}
        for kind in ("officers", "person"):
            portrait = outlines["officer" if kind == "officers" else "person"]
            self.seats[kind] = [
                (picture.cut_out(assets / portrait["file"], portrait["outline"], height, index % 2 == 1),
                 x, y, seed + 1.7 * index + (0.9 if kind == "person" else 0))
                for index, (x, y, height) in enumerate(camera[kind])]
        self.background = picture.planes_of(draw_room(camera))
        self.desks = [(desk, x, 490) for desk, x in draw_desks(camera)]
        self.present = dict(camera["start"])
        self.seen = None

    def set_present(self, wanted):
        """Changes who is there; returns the wall time of the first frame that shows it so."""
        for kind, count in wanted.items():
            if kind not in self.seats or not isinstance(count, int) or isinstance(count, bool):
                raise ValueError(f"unknown: {kind} = {count!r}")
            if not 0 <= count <= len(self.seats[kind]):
                raise ValueError(f"{kind} must be 0 to {len(self.seats[kind])}")
        with self.lock:
            self.present = {**self.present, **wanted}
            target = dict(self.present)
            if not self.lock.wait_for(lambda: self.seen and self.seen[0] == target, timeout=5):
                raise ValueError("no picture was taken")
            return target, self.seen[1]

    def draw(self, wall):
        with self.lock:
            present = dict(self.present)
        self.frame.copy_from(self.background)
        for kind, count in present.items():
            for sprite, x, y, phase in self.seats[kind][:count]:
                # Nobody sits still, and no minute comes again: with waves that meet, one would look like a replay.
                sway = (12 * wander(wall, f"{phase} posture", 9) + 7 * wander(wall, f"{phase} sway", 4.3)
                        + 4 * wander(wall, f"{phase} quick", 1.7))
                nod = 3 * wander(wall, f"{phase} nod", 5.9) + 2 * max(0.0, wander(wall, f"{phase} dip", 1.4)) ** 3
                sprite.lay_over(self.frame, x + round(sway), y + round(nod))
        for desk, x, y in self.desks:
            desk.lay_over(self.frame, x, y)
        return present

    def shown(self, state, wall):
        """Remembers since when exactly these persons are in the picture."""
        with self.lock:
            if self.seen is None or self.seen[0] != state:
                self.seen = (state, wall)
            self.lock.notify_all()

    def status(self):
        with self.lock:
            return {**self.present, "fromUs": int(self.seen[1] * 1e6) if self.seen else 0,
                    "seats": {kind: len(seats) for kind, seats in self.seats.items()}}


def draw_room(camera):
    """Wall with soft panels, skirting, door, floor."""
    image = Image.new("RGB", (picture.WIDTH, picture.HEIGHT), tuple(camera["wall"]))
    draw = ImageDraw.Draw(image)
    wall, floor = camera["wall"], camera["floor"]
    for x in range(0, picture.WIDTH, 160):
        for y in range(20, 420, 133):
            draw.rectangle((x, y, x + 157, y + 130), fill=shade(wall, 1.02 - y / 6000),
                           outline=shade(wall, 0.94))
    draw.rectangle((0, 430, picture.WIDTH, picture.HEIGHT), fill=tuple(floor))
    for y in range(430, picture.HEIGHT, 3):
        draw.rectangle((0, y, picture.WIDTH, y + 3), fill=shade(floor, 1.08 - (y - 430) / 1600))
    draw.rectangle((0, 420, picture.WIDTH, 431), fill=shade(wall, 0.55))
    draw.rectangle((1120, 110, 1250, 420), fill=shade(floor, 0.85), outline=shade(floor, 0.6), width=4)
    draw.ellipse((1134, 270, 1146, 282), fill=(205, 200, 180))
    return image.filter(ImageFilter.GaussianBlur(0.7))


def draw_desks(camera):
    """One desk in front of each seat; it hides where the cut-outs end."""
    for x, y, height in camera["officers"] + camera["person"]:
        image = Image.new("RGB", (330, 130), tuple(camera["desk"]))
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, 330, 14), fill=shade(camera["desk"], 1.35))
        draw.rectangle((0, 15, 330, 20), fill=shade(camera["desk"], 0.7))
        mask = Image.new("L", image.size, 255)
        yield picture.Sprite(image, mask), max(0, x - 40) // 2 * 2


def shade(colour, factor):
    return tuple(max(0, min(255, round(part * factor))) for part in colour)


class Yard(Scene):
    """People crossing a yard: OpenCV's example clip, decoded as it is needed, without end."""

    def __init__(self, camera, assets, seed):
        super().__init__(camera, seed)
        self.pipeline = Gst.parse_launch(
            f"filesrc location={assets / 'vtest.avi'} ! avidemux ! avdec_msmpeg4 ! videoconvert "
            "! videocrop top=60 bottom=84 ! videoscale ! video/x-raw,format=I420,width=1280,height=720 "
            "! appsink name=out sync=false max-buffers=2")
        self.sink = self.pipeline.get_by_name("out")
        self.pipeline.set_state(Gst.State.PLAYING)

    def draw(self, wall):
        sample = self.sink.emit("try-pull-sample", Gst.SECOND)
        if sample is None:
            self.pipeline.seek_simple(Gst.Format.TIME, Gst.SeekFlags.FLUSH, 0)
            sample = self.sink.emit("try-pull-sample", Gst.SECOND)
        if sample is not None:
            self.frame.copy_from(planes_in(sample.get_buffer()))

    def status(self):
        return {}


def planes_in(buffer):
    import numpy as np
    found, info = buffer.map(Gst.MapFlags.READ)
    if not found:
        raise RuntimeError("a decoded frame could not be read")
    try:
        data = np.frombuffer(bytes(info.data), np.uint8)
    finally:
        buffer.unmap(info)
    luma = picture.WIDTH * picture.HEIGHT
    y, u, v = data[:luma], data[luma:luma * 5 // 4], data[luma * 5 // 4:luma * 3 // 2]
    half = (picture.HEIGHT // 2, picture.WIDTH // 2)
    return (np.clip(y, 24, 227).reshape(picture.HEIGHT, picture.WIDTH), u.reshape(half), v.reshape(half))
