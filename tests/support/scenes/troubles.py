# SPDX-License-Identifier: Apache-2.0
"""What happens to a camera: pure changes of a finished picture, each from a second on, some coming on slowly.

A trouble is called with (picture BGR uint8, seconds since it began) and returns the picture that the camera delivers.
"""
import cv2
import numpy as np


def mixed(picture, other, share):
    return cv2.addWeighted(picture, 1 - share, other, share, 0)


class Covered:
    """A cap, a hand, a paper or a cloth before the lens: hardly any detail is left."""

    def __init__(self, random, size):
        width, height = size
        base = ((8, 8, 8), (58, 74, 150), (190, 195, 198), (96, 80, 70))[random.integers(4)]
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        slope = 1 + random.uniform(-0.4, 0.4) * (x / width - 0.5) + random.uniform(-0.4, 0.4) * (y / height - 0.5)
        self.cloth = np.clip(np.array(base, np.float32) * slope[..., None], 0, 255).astype(np.uint8)
        self.side = int(random.integers(2))
        self.rest = random.uniform(0, 0.08) if base[0] > 8 else 0  # a slit that stays open

    def __call__(self, picture, age):
        width = picture.shape[1]
        reach = round(width * min(1 - self.rest, age / 0.8 + 0.05))
        out = picture.copy()
        part = slice(0, reach) if self.side == 0 else slice(width - reach, width)
        out[:, part] = self.cloth[:, part]
        return cv2.GaussianBlur(out, (0, 0), 6) if self.rest else out


class Sprayed:
    """Paint on the glass: blotches, out of focus because they are near, that let little through."""

    def __init__(self, random, size):
        width, height = size
        cover = np.zeros((height, width), np.float32)
        for _ in range(int(random.integers(90, 150))):
            middle = (int(random.normal(0.5, 0.28) * width), int(random.normal(0.5, 0.28) * height))
            cv2.circle(cover, middle, int(random.uniform(0.03, 0.12) * height), random.uniform(0.75, 1), cv2.FILLED)
        self.cover = cv2.GaussianBlur(cover, (0, 0), height * 0.012)[..., None]
        self.paint = np.array(((20, 20, 25), (40, 40, 190), (200, 205, 205), (60, 140, 60))[random.integers(4)])

    def __call__(self, picture, age):
        share = self.cover * min(1.0, 0.3 + age / 1.5)
        return (picture * (1 - share) + self.paint * share).astype(np.uint8)


class Defocused:
    def __init__(self, random, size):
        self.sigma = random.uniform(0.011, 0.022) * size[1]

    def __call__(self, picture, age):
        return cv2.GaussianBlur(picture, (0, 0), max(0.3, self.sigma * min(1.0, (age + 0.2) / 1.2)))


class Moved:
    """Knocked: shifted by at least 5 % of the width, perhaps turned a little."""

    def __init__(self, random, size):
        width, height = size
        shift = random.uniform(0.05, 0.09) * width * (1 if random.random() < 0.5 else -1)
        self.matrix = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-2.5, 2.5), 1.0)
        self.matrix[:, 2] += (shift, random.uniform(-0.04, 0.04) * height)

    def __call__(self, picture, age):
        return cv2.warpAffine(picture, self.matrix, picture.shape[1::-1], borderMode=cv2.BORDER_REFLECT_101)


class TurnedAway:
    """Turned to the ceiling or into a corner: another view, nothing of the room."""

    def __init__(self, random, size):
        width, height = size
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        grey = random.uniform(120, 190) * (0.7 + 0.5 * np.exp(-((x - width * random.uniform(0.2, 0.8)) ** 2
                                                                + (y - height * 0.4) ** 2) / (0.3 * width) ** 2))
        view = np.repeat(grey[..., None], 3, axis=2)
        cut = random.uniform(0.3, 0.7, 2)
        view[y > height * cut[0] + (x - width / 2) * random.uniform(-0.4, 0.4)] *= random.uniform(0.6, 0.85)
        view[(x > width * cut[1]) & (y > height * 0.3)] *= 0.9
        for left in random.uniform(0, 0.8, 3):
            cv2.rectangle(view, (int(left * width), int(0.12 * height)), (int((left + 0.14) * width), int(0.2 * height)),
                          (235, 235, 230), cv2.FILLED)
        self.view = np.clip(view, 0, 255).astype(np.uint8)
        self.seconds = random.uniform(0.3, 1.5)

    def __call__(self, picture, age):
        height, width = picture.shape[:2]
        gone = min(height, round(height * age / self.seconds))
        return self.view if gone >= height else np.vstack([self.view[height - gone:], picture[:height - gone]])


class Dark:
    """The light is out: hardly more than the sensor's noise."""

    def __init__(self, random, size):
        self.gain = random.uniform(0.02, 0.07)
        self.random = np.random.default_rng(random.integers(1 << 30))

    def __call__(self, picture, age):
        noise = self.random.normal(0, 2, picture.shape[:2])[..., None]
        return np.clip(picture * self.gain + noise, 0, 255).astype(np.uint8)


class Blinded:
    """A torch into the lens."""

    def __init__(self, random, size):
        width, height = size
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        at = random.uniform(0.3, 0.7) * width, random.uniform(0.3, 0.7) * height
        far = np.hypot(x - at[0], y - at[1]) / width
        self.glare = (260 * np.exp(-(far / random.uniform(0.4, 0.8)) ** 2) + random.uniform(30, 110))[..., None]

    def __call__(self, picture, age):
        return np.clip(picture * 0.8 + self.glare * min(1.0, 0.4 + age), 0, 255).astype(np.uint8)


class ColourLost:
    def __init__(self, random, size):
        pass

    def __call__(self, picture, age):
        return cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


class Frozen:
    """The content stands still while pictures go on coming."""

    def __init__(self, random, size):
        self.kept = None

    def __call__(self, picture, age):
        if self.kept is None:
            self.kept = picture.copy()
        return self.kept


class Replayed:
    """The last `pictures` pictures again and again. `seen` must be told of every picture before."""

    def __init__(self, random, size, pictures=100):
        self.wanted, self.tape, self.at = pictures, [], 0

    def seen(self, picture):
        self.tape = (self.tape + [picture.copy()])[-self.wanted:]

    def __call__(self, picture, age):
        out = self.tape[self.at % len(self.tape)]
        self.at += 1
        return out


# What a trouble may be called by a detector that saw it: the first one is its own name.
KINDS = {
    "cover": (Covered, ("covered", "dark")), "spray": (Sprayed, ("sprayed", "covered")),
    "defocus": (Defocused, ("defocused",)), "shift": (Moved, ("moved", "turned_away")),
    "turn": (TurnedAway, ("turned_away", "moved", "covered")), "light_off": (Dark, ("dark",)),
    "blind": (Blinded, ("blinded",)), "freeze": (Frozen, ("frozen",)), "loop": (Replayed, ("replayed",)),
    "colour_loss": (ColourLost, ("colour_lost",)),
    "gap": (None, ("no_pictures",)), "slow": (None, ("slow",)),
}
