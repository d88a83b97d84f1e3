# SPDX-License-Identifier: Apache-2.0
"""Real clips, where a folder of them is named: short ones played forth and back, so that a count can settle.

Truth by eye. Without MINGJING_MEDIA, or with a clip missing, there are simply fewer of them.
"""
import json
import os
import subprocess
from pathlib import Path

import cv2

from scenes import film
from scenes.plans import BASE_US

FPS = 5
ROUNDS_S = 40  # a clip is played forth and back until so long
# File: what is counted, [from second of the clip, persons or None when it is not sure]…, from when somebody lies.
CLIPS = {
    "classroom.gif": ("real-count", [(0, 4)], None),
    "store-aisle.gif": ("real-count", [(0, 2), (1.2, None), (2.0, 3)], None),
    "adl-s2-23.mp4": ("real-count", [(0, 1)], None),
    "adl-s3-19.mp4": ("real-count", [(0, 1)], None),
    "fall-s1-13.mp4": ("real-fall", [(0, 1), (0.4, None)], 2.0),
    "fall-s2-13.mp4": ("real-fall", [(0, 1), (3.0, None)], 5.6),
}


def clips(say):
    folder = os.environ.get("MINGJING_MEDIA")
    if not folder:
        say("no real clips: MINGJING_MEDIA names no folder")
        return []
    return [clip(Path(folder) / name, *row) for name, row in CLIPS.items() if (Path(folder) / name).exists()]


def pictures_of(path):
    """[(second, picture)] at FPS."""
    reader, found, number = cv2.VideoCapture(str(path)), [], 0
    rate = reader.get(cv2.CAP_PROP_FPS) or 15
    while True:
        there, picture = reader.read()
        if not there:
            return found
        if number / rate >= len(found) / FPS:
            found.append((number / rate, picture))
        number += 1


def order(pictures, lies_from):
    """Forth and back; after a fall only what lies goes on."""
    back = pictures[::-1][1:-1]
    if lies_from is None:
        once = pictures + back
        return (once * (ROUNDS_S * FPS // len(once) + 1))[:ROUNDS_S * FPS]
    rest = [row for row in pictures if row[0] >= lies_from + 0.5]
    still = rest[::-1] + rest
    # Five seconds before the fall, forth and back, so that the person has been seen.
    standing = [row for row in pictures if row[0] < 0.4] or pictures[:1]
    before = ((standing + standing[::-1]) * (5 * FPS))[:5 * FPS]
    return (before + pictures + still * (ROUNDS_S * FPS // len(still) + 1))[:ROUNDS_S * FPS]


def clip(path, family, numbers, lies_from):
    target = film.folder() / f"real-{path.stem}"
    shown = order(pictures_of(path), lies_from)
    shown = shown[:len(shown) // FPS * FPS]
    height, width = shown[0][1].shape[:2]
    if not target.with_suffix(".mp4").exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".draft.mp4")
        encoder = subprocess.Popen(["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s",
                                    f"{width}x{height}", "-r", str(FPS), "-i", "pipe:0", "-c:v", "libx264", "-threads", "1",
                                    "-preset", "veryfast", "-crf", "22", "-pix_fmt", "yuv420p", "-g", "10", str(draft)],
                                   stdin=subprocess.PIPE)
        for _, picture in shown:
            encoder.stdin.write(picture.tobytes())
        encoder.stdin.close()
        if encoder.wait() != 0:
            raise RuntimeError(f"ffmpeg could not encode {path}")
        draft.rename(target.with_suffix(".mp4"))
    seconds = len(shown) // FPS
    said = [{number_at(numbers, second) for second, _ in shown[i * FPS:(i + 1) * FPS]} for i in range(seconds)]
    lies = next((index / FPS for index, row in enumerate(shown) if lies_from is not None and row[0] >= lies_from), None)
    truth = {"name": f"real-{path.stem}", "set": "real", "family": family, "condition": "real", "seconds": seconds,
             "width": width, "height": height, "fps": FPS, "startUs": BASE_US, "states": [[]] * seconds, "stretch": 1,
             "persons": [rows.pop() if len(rows) == 1 else None for rows in said], "video": str(target) + ".mp4",
             "camera": {"id": "00000000-0000-4000-8000-0000000000aa", "roomId": "00000000-0000-4000-8000-0000000000ab",
                        "stream": "sub", "roomKind": "waiting", "checks": ["persons", "position"], "zones": [],
                        "thresholds": {}, "version": 0},
             "events": [] if lies is None else [{"what": "collapse", "group": "position", "kinds": ["lying"],
                                                 "beginS": lies, "endS": seconds}], "notes": {}}
    target.with_suffix(".json").write_text(json.dumps(truth))
    return truth


def number_at(numbers, second):
    return [value for begins, value in numbers if begins <= second][-1]
