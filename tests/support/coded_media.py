# SPDX-License-Identifier: Apache-2.0
"""Small coded pictures and sound for fake cameras, made once with ffmpeg, and the numbers in them.

Each picture that a fake camera sends carries a user-data SEI with the camera's mark and the picture's
number, inside the coded bytes, so that a recording tells by itself which of the sent pictures it holds.
"""
import functools
import hashlib
import os
import re
import subprocess
from pathlib import Path

KEPT = Path(__file__).resolve().parents[2] / "build/coded-media"

NUMBER_UUID = b"mingjing-picture"  # 16 bytes, as an SEI's UUID has
NUMBER = re.compile(re.escape(NUMBER_UUID) + rb"([0-9a-f]{8})-([0-9]{8})\.")
START = re.compile(rb"\x00\x00\x01")


def made(*arguments):
    """What ffmpeg writes to its standard output; kept in the build folder, since coding takes longer than most tests."""
    file = KEPT / hashlib.sha256("\0".join(arguments).encode()).hexdigest()
    if not file.exists():
        done = subprocess.run(["ffmpeg", "-v", "error", *arguments, "-"], capture_output=True, check=True).stdout
        KEPT.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(done)
        fresh.rename(file)
    return file.read_bytes()


class Picture:
    """One access unit: its NAL units without start codes, and the distance from decoding to showing in pictures."""

    def __init__(self, nals, key, shown_later):
        self.nals = nals
        self.key = key
        self.shown_later = shown_later


def split_nals(stream):
    """NAL units of an Annex B stream."""
    starts = [m.end() for m in START.finditer(stream)]
    ends = [s - 3 for s in starts[1:]] + [len(stream)]
    return [stream[a:b].rstrip(b"\x00") for a, b in zip(starts, ends)]


def nal_type(codec, nal):
    return nal[0] >> 1 & 63 if codec == "h265" else nal[0] & 31


def is_delimiter(codec, nal):
    return nal_type(codec, nal) == (35 if codec == "h265" else 9)


def is_parameter_set(codec, nal):
    return nal_type(codec, nal) in ((32, 33, 34) if codec == "h265" else (7, 8))


def is_key_slice(codec, nal):
    return nal_type(codec, nal) in ((16, 17, 18, 19, 20, 21) if codec == "h265" else (5,))


def number_sei(codec, mark, number):
    """A unit of unregistered user data; its ASCII needs no emulation prevention."""
    body = NUMBER_UUID + f"{mark:08x}-{number:08d}.".encode()
    head = b"\x4e\x01" if codec == "h265" else b"\x06"
    return head + bytes([5, len(body)]) + body + b"\x80"


def numbers_in(data):
    """(camera's mark, picture number) of every picture in recorded bytes, in their order."""
    return [(int(m.group(1), 16), int(m.group(2))) for m in NUMBER.finditer(data)]


@functools.lru_cache(maxsize=None)
def parameter_sets(codec, **kind):
    first = pictures(codec, **kind)[0]
    return [n for n in first.nals if is_parameter_set(codec, n)]


@functools.lru_cache(maxsize=None)
def pictures(codec="h264", size="160x120", gop=20, bframes=0, count=60, slices=1, delimiters=False):
    """A closed loop of pictures that begins with a key picture."""
    source = f"testsrc2=size={size}:rate=10"
    coder = {
        "h264": ["-c:v", "libx264", "-preset", "ultrafast", "-x264-params",
                 f"keyint={gop}:min-keyint={gop}:scenecut=0:bframes={bframes}:b-adapt=0:b-pyramid=none:aud=1:"
                 f"repeat-headers=1:sliced-threads=0:threads=1:slices={slices}"],
        "h265": ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
                 f"keyint={gop}:min-keyint={gop}:scenecut=0:bframes={bframes}:b-adapt=0:b-pyramid=0:aud=1:"
                 f"repeat-headers=1:open-gop=0:pools=1:frame-threads=1:log-level=none:info=0:slices={slices}"],
    }[codec]
    stream = made("-f", "lavfi", "-i", source, "-frames:v", str(count), *coder, "-pix_fmt", "yuv420p", "-f",
                  {"h264": "h264", "h265": "hevc"}[codec])
    return with_order(codec, access_units(codec, split_nals(stream), delimiters), bframes)


def access_units(codec, nals, delimiters):
    units = []
    for nal in nals:
        if is_delimiter(codec, nal):
            units.append([nal] if delimiters else [])
        else:
            units[-1].append(nal)
    return units


def with_order(codec, units, bframes):
    """Fixed groups of one later picture in front of `bframes` earlier ones, as b-adapt=0 makes them."""
    assert all(is_key_slice(codec, n) for n in units[0][-1:])
    pictures_in_order, since = [], 0
    for nals in units:
        key = any(is_key_slice(codec, n) for n in nals)
        since = 0 if key else since + 1
        place = (since - 1) % (bframes + 1) if since else None
        later = 0 if place is None or not bframes else (bframes if place == 0 else -1)
        pictures_in_order.append(Picture(nals, key, later))
    return pictures_in_order


@functools.lru_cache(maxsize=None)
def aac_frames():
    """(AudioSpecificConfig, frames of 1024 samples at 16 kHz, one channel)."""
    adts = made("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=16000:duration=4", "-ac", "1", "-c:a", "aac",
                "-b:a", "24k", "-f", "adts")
    frames, at = [], 0
    while at + 7 <= len(adts):
        size = (adts[at + 3] & 3) << 11 | adts[at + 4] << 3 | adts[at + 5] >> 5
        frames.append(adts[at + 7:at + size])
        at += size
    return bytes([0x14, 0x08]), frames


@functools.lru_cache(maxsize=None)
def g711_bytes(law):
    """Four seconds at 8 kHz, one channel."""
    return made("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=8000:duration=4", "-ac", "1", "-c:a",
                {"pcma": "pcm_alaw", "pcmu": "pcm_mulaw"}[law], "-f", {"pcma": "alaw", "pcmu": "mulaw"}[law])
