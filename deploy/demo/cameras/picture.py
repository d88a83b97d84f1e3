# SPDX-License-Identifier: Apache-2.0
"""Pictures as I420 planes: sprites to blend, burnt-in text, sensor noise.

Luma stays within 16..235, so that noise of a few steps can be added without looking for overflow.
"""
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1280, 720
FONTS = ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
         "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def planes_of(image):
    """Y, U, V (chroma at half size) of an RGB picture, BT.601 limited range."""
    rgb = np.asarray(image.convert("RGB"), dtype=np.float32)
    r, g, b = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    y = 16 + 0.257 * r + 0.504 * g + 0.098 * b
    u = 128 - 0.148 * r - 0.291 * g + 0.439 * b
    v = 128 + 0.439 * r - 0.368 * g - 0.071 * b
    return [np.clip(plane, 16, 235).astype(np.uint8) for plane in (y, halved(u), halved(v))]


def halved(plane):
    height, width = plane.shape[0] // 2 * 2, plane.shape[1] // 2 * 2
    return plane[:height, :width].reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


class Frame:
    """One picture that is being composed. Owned by one camera's thread."""

    def __init__(self, planes=None):
        if planes is None:
            planes = (np.full((HEIGHT, WIDTH), 16, np.uint8),
                      np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8),
                      np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8))
        self.planes = [plane.copy() for plane in planes]

    def copy_from(self, planes):
        for mine, theirs in zip(self.planes, planes):
            np.copyto(mine, theirs)

    def add_noise(self, noise):
        np.add(self.planes[0], noise, out=self.planes[0])

    def darken(self):
        """As when the light is switched off: hardly more than black."""
        self.planes[0][:] = 16 + (self.planes[0] - 16) // 12
        for chroma in self.planes[1:]:
            chroma[:] = 128

    def bytes(self):
        return b"".join(plane.tobytes() for plane in self.planes)


class Sprite:
    """Something with a soft edge that is laid over a frame at any place."""

    def __init__(self, image, mask):
        width, height = image.width // 2 * 2, image.height // 2 * 2
        image, mask = image.crop((0, 0, width, height)), mask.crop((0, 0, width, height))
        alpha = np.asarray(mask, dtype=np.float32) / 255
        self.layers = []
        for plane, cover in zip(planes_of(image), (alpha, halved(alpha), halved(alpha))):
            kept = np.round((1 - cover) * 256).astype(np.uint16)
            self.layers.append((np.round(plane * cover * 256).astype(np.uint16), kept))

    def lay_over(self, frame, x, y):
        places = ((x, y), (x // 2, y // 2), (x // 2, y // 2))
        for plane, (own, kept), (left, top) in zip(frame.planes, self.layers, places):
            height, width = own.shape
            region = plane[top:top + height, left:left + width]
            region[:] = ((own + region * kept) >> 8).astype(np.uint8)


def cut_out(file, outline, height, mirrored=False):
    """The person in a portrait, along its outline, scaled to a height."""
    image = Image.open(file).convert("RGB")
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).polygon([tuple(point) for point in outline], fill=255)
    mask = mask.filter(ImageFilter.MinFilter(3))
    size = (round(image.width * height / image.height), height)
    image, mask = image.resize(size, Image.LANCZOS), mask.resize(size, Image.LANCZOS)
    if mirrored:
        image, mask = image.transpose(Image.FLIP_LEFT_RIGHT), mask.transpose(Image.FLIP_LEFT_RIGHT)
    return Sprite(image, mask.filter(ImageFilter.GaussianBlur(0.8)))


def text_sprite(text, size):
    """White letters with a dark rim, as cameras burn them in."""
    font = ImageFont.truetype(next(f for f in FONTS if Path(f).exists()), size)
    left, top, right, bottom = font.getbbox(text, stroke_width=2)
    box = (right - left + 4, bottom - top + 4)
    image, mask = Image.new("RGB", box, (20, 20, 20)), Image.new("L", box, 0)
    for canvas, colour, stroke in ((image, (245, 245, 245), 0), (mask, 255, 2)):
        ImageDraw.Draw(canvas).text((2 - left, 2 - top), text, font=font, fill=colour, stroke_width=stroke)
    return Sprite(image, mask)


def noise_frames(count, sigma, seed):
    """Small steps up and down, as bytes that wrap."""
    steps = np.random.default_rng(seed).normal(0, sigma, (count, HEIGHT, WIDTH))
    return np.clip(np.round(steps), -8, 8).astype(np.int8).view(np.uint8)
