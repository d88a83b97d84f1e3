# SPDX-License-Identifier: Apache-2.0
"""The sound of a scene: a quiet room and a murmur in which nobody says anything, made by the demo's own maker."""
import importlib.util
import sys
from pathlib import Path

import numpy as np

DEMO = Path(__file__).resolve().parents[3] / "deploy/demo/cameras/sound.py"


def demo_sound():
    if "mingjing_demo_sound" not in sys.modules:
        spec = importlib.util.spec_from_file_location("mingjing_demo_sound", DEMO)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules["mingjing_demo_sound"] = module
    return sys.modules["mingjing_demo_sound"]


def samples(row, seconds, seed):
    """16-bit mono at 16 kHz, or None when the scene has no track. `row` is a plan's `sound`."""
    if row["what"] == "missing":
        return None
    demo = demo_sound()
    murmur = demo.Murmur(seed)
    blocks = -(-seconds * demo.RATE // demo.BLOCK)
    tone = np.concatenate([np.frombuffer(murmur.next_block(True), "<i2") for _ in range(blocks)])
    tone = tone[:seconds * demo.RATE].astype(np.float64)
    at = round(row["begin"] * demo.RATE)
    what = row["what"]
    if what == "silent":
        tone[at:] = np.random.default_rng(seed).normal(0, 0.6, len(tone) - at)
    elif what == "stopped":
        tone = tone[:at]
    elif what == "clipping":
        tone[at:] *= 200
    elif what == "hum":
        time = np.arange(len(tone) - at) / demo.RATE
        tone[at:] = tone[at:] * 0.5 + 2600 * np.sin(2 * np.pi * 50 * time) + 1500 * np.sin(2 * np.pi * 100 * time)
    elif what == "quiet":
        tone[at:] *= 0.06
    return np.clip(np.round(tone), -32768, 32767).astype("<i2")
