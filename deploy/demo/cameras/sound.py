# SPDX-License-Identifier: Apache-2.0
"""The demo's sound: a quiet room, and a murmur like speech while somebody is there to speak."""
import numpy as np

RATE = 16000
BLOCK = 1024  # samples in one AAC frame


class Murmur:
    """Endless mono sound in blocks. One camera's thread asks for them."""

    def __init__(self, seed):
        random = np.random.default_rng(seed)
        length = BLOCK * 200
        self.hum = pink(random, length) * 120 + 25 * np.sin(2 * np.pi * 100 * np.arange(length) / RATE)
        self.voice = voice(random, length) * 1600
        self.position = 0

    def next_block(self, speaking):
        part = slice(self.position, self.position + BLOCK)
        self.position = (self.position + BLOCK) % len(self.hum)
        block = self.hum[part] + (self.voice[part] if speaking else 0)
        return np.clip(block, -32768, 32767).astype("<i2").tobytes()


def pink(random, length):
    """Noise that falls with frequency, like air conditioning behind a wall."""
    spectrum = np.fft.rfft(random.normal(0, 1, length))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    sound = np.fft.irfft(spectrum, length)
    return sound / sound.std()


def voice(random, length):
    """Syllables: a wavering tone with overtones in a changing envelope. Nobody says anything in it."""
    at = np.arange(length) / RATE
    pitch = 120 + 18 * np.sin(2 * np.pi * 0.31 * at) + 9 * np.sin(2 * np.pi * 1.7 * at)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    tone = sum(np.sin(phase * overtone) / overtone ** 1.3 for overtone in range(1, 9))
    steps = int(length / RATE * 4) + 2
    loud = np.interp(np.linspace(0, steps - 1, length), np.arange(steps),
                     random.uniform(0, 1, steps) * (random.uniform(0, 1, steps) > 0.35))
    return tone * loud / 4
