# SPDX-License-Identifier: Apache-2.0
"""What is written into a picture: the camera's burnt-in clock, and the screen with the code that stands in a room."""
from datetime import datetime, timedelta, timezone
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

BEIJING = timezone(timedelta(hours=8))
WEEKDAYS = "一二三四五六日"
CODE_ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
SLOT_SECONDS = 30
FONTS = {
    "wqy": ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    "noto": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    "noto bold": ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    "serif": ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "mono": ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", 0),
    "mono bold": ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf", 0),
    "sans": ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0),
}
CHINESE = ("wqy", "noto", "noto bold", "serif")
FORMS = {
    "weekday": lambda t: f"{t:%Y-%m-%d} 星期{WEEKDAYS[t.weekday()]} {t:%H:%M:%S}",
    "characters": lambda t: f"{t:%Y年%m月%d日} {t:%H:%M:%S}",
    "characters weekday": lambda t: f"{t:%Y年%m月%d日} 星期{WEEKDAYS[t.weekday()]} {t:%H:%M:%S}",
    "plain": lambda t: f"{t:%Y-%m-%d %H:%M:%S}",
    "slashes": lambda t: f"{t:%Y/%m/%d %H:%M:%S}",
}
NEEDS_CHINESE = ("weekday", "characters", "characters weekday")


@lru_cache(maxsize=64)
def font(name, size):
    path, index = FONTS[name]
    return ImageFont.truetype(path, size, index=index)


def written(text, name, size, style):
    """(picture BGR, cover) of one line: "rim" white with a dark rim, "white", or "box" white on black."""
    stroke = max(1, size // 12) if style == "rim" else 0
    face = font(name, size)
    left, top, right, bottom = face.getbbox(text, stroke_width=stroke)
    pad = 3
    area = (right - left + 2 * pad, bottom - top + 2 * pad)
    ink, cover = Image.new("L", area, 12), Image.new("L", area, 255 if style == "box" else 0)
    at = (pad - left, pad - top)
    ImageDraw.Draw(ink).text(at, text, font=face, fill=245)
    if style != "box":
        ImageDraw.Draw(cover).text(at, text, font=face, fill=255, stroke_width=stroke)
    return np.repeat(np.asarray(ink)[..., None], 3, axis=2), np.asarray(cover, np.float32) / 255


def lay(picture, image, cover, x, y):
    height, width = min(image.shape[0], picture.shape[0] - y), min(image.shape[1], picture.shape[1] - x)
    if height <= 0 or width <= 0:
        return
    part = picture[y:y + height, x:x + width]
    over = cover[:height, :width, None]
    part[:] = np.round(image[:height, :width] * over + part * (1 - over)).astype(np.uint8)


class Clock:
    """The camera's own clock. `error(t)` in seconds is added to the true time; None: nothing is written."""

    def __init__(self, start_us, form="weekday", face="wqy", size=18, corner="top left", style="rim",
                 error=lambda _: 0.0):
        self.start_us, self.form, self.face, self.size = start_us, form, face, size
        self.corner, self.style, self.error = corner, style, error
        self.kept = (None, None)
        self.stretch = 1  # seconds of the room per second of the file

    def text(self, t):
        t /= self.stretch
        wrong = self.error(t)
        if wrong is None:
            return None
        return FORMS[self.form](datetime.fromtimestamp(self.start_us / 1e6 + t + wrong, BEIJING))

    def sprite(self, text):
        if self.kept[0] != text:
            self.kept = (text, written(text, self.face, self.size, self.style))
        return self.kept[1]

    def place(self, picture_size, sprite):
        width, height = picture_size
        x = 10 if "left" in self.corner else width - sprite[0].shape[1] - 10
        y = 8 if "top" in self.corner else height - sprite[0].shape[0] - 8
        return max(0, x), max(0, y)

    def draw(self, picture, t):
        text = self.text(t)
        if text is not None:
            sprite = self.sprite(text)
            lay(picture, *sprite, *self.place(picture.shape[1::-1], sprite))

    def box(self, picture_size):
        """left, top, right, bottom of what is written, in pixels, a little wider."""
        sprite = self.sprite(FORMS[self.form](datetime.fromtimestamp(self.start_us / 1e6, BEIJING)))
        x, y = self.place(picture_size, sprite)
        return max(0, x - 6), max(0, y - 5), x + sprite[0].shape[1] + 10, y + sprite[0].shape[0] + 5


def code_of(random):
    """Eight characters as the product makes them, the last one a check."""
    values = [int(value) for value in random.integers(0, len(CODE_ALPHABET), 7)]
    check = sum((i + 2) * value for i, value in enumerate(values)) % len(CODE_ALPHABET)
    return "".join(CODE_ALPHABET[value] for value in (*values, check))


class Display:
    """The room's screen in a box of the picture: day, time, code of the slot, as the page /display shows it."""

    def __init__(self, start_us, box, codes, light=False, room="讯问室一"):
        self.start_us, self.box, self.codes, self.light, self.room = start_us, box, codes, light, room
        self.kept = (None, None)

    def slot(self, t):
        return int((self.start_us / 1e6 + t) // SLOT_SECONDS)

    def code(self, t):
        return self.codes.get(self.slot(t))

    def screen(self, t):
        now = datetime.fromtimestamp(int(self.start_us / 1e6 + t), BEIJING)
        key = (now, self.code(t))
        if self.kept[0] != key:
            self.kept = (key, self.drawn(now, key[1]))
        return self.kept[1]

    def drawn(self, now, code):
        width, height = (2 * (self.box[2] - self.box[0]), 2 * (self.box[3] - self.box[1]))
        paper, ink = ((180,) * 3, (10,) * 3) if self.light else ((10,) * 3, (220,) * 3)
        image = Image.new("RGB", (width, height), paper)
        draw = ImageDraw.Draw(image)
        rows = [(0.02, 0.15, "noto bold", f"{self.room}  {now:%Y-%m-%d}"),
                (0.22, 0.30, "sans", f"{now:%H:%M:%S}"),
                (0.56, 0.30, "mono bold", f"{code[:4]} {code[4:]}" if code else "--")]
        for top, share, name, text in rows:
            face = fitting(name, text, round(height * share), width * 0.94)
            left, high, right, _ = face.getbbox(text)
            draw.text(((width - right - left) / 2, height * top - high * 0.5), text, font=face, fill=ink)
        draw.rectangle((0, 0, width - 1, height - 1), outline=(60, 60, 60), width=4)
        image = image.resize((width // 2, height // 2), Image.LANCZOS)
        return np.asarray(image)[..., ::-1].copy()

    def draw(self, picture, t):
        screen = self.screen(t)
        left, top = self.box[:2]
        picture[top:top + screen.shape[0], left:left + screen.shape[1]] = screen

    def code_height(self):
        """Height of the code's capitals in pixels: what "clear" is measured by."""
        height, width = self.box[3] - self.box[1], self.box[2] - self.box[0]
        face = fitting("mono bold", "ABCD EFGH", round(2 * height * 0.30), 2 * width * 0.94)
        _, top, _, bottom = face.getbbox("H")
        return (bottom - top) / 2


def fitting(name, text, size, width):
    while size > 8 and font(name, size).getlength(text) > width:
        size -= 1
    return font(name, size)


def zone(kind, box, picture_size, identifier):
    """A zone of the contract from a box in pixels."""
    width, height = picture_size
    left, top, right, bottom = (max(0, min(1000, round(value * 1000 / of)))
                                for value, of in zip(box, (width, height, width, height)))
    return {"id": identifier, "kind": kind, "polygon": [[left, top], [right, top], [right, bottom], [left, bottom]]}


