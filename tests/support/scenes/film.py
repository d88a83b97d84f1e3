# SPDX-License-Identifier: Apache-2.0
"""A plan becomes a video file and a truth file, kept in build/scenes under the hash of the composer's own files."""
import hashlib
import json
import multiprocessing
import os
import subprocess
import tempfile
import wave
from functools import lru_cache
from pathlib import Path

from . import catalogue, sound
from .stage import CLEAR, GONE, Stage

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[2]


@lru_cache(maxsize=None)
def composer_hash():
    """Changes when a scene could look otherwise."""
    digest = hashlib.sha256()
    for path in sorted([*HERE.glob("*.py"), HERE / "walkers.json", TOP / "deploy/demo/cameras/outlines.json"]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def folder():
    return Path(os.environ.get("MINGJING_SCENES") or TOP / "build" / "scenes") / composer_hash()


def truth_of(plan, rows):
    """`rows`: per picture the persons and whether anybody moved. Told by whole seconds."""
    persons, boxes, states, moving = [], [], [], []
    for second in range(plan.seconds):
        part = rows[second * plan.fps:(second + 1) * plan.fps]
        counts = {sum(row["share"] >= CLEAR for row in people) for people, _ in part}
        unsure = any(GONE < row["share"] < CLEAR or row["posture"] == "falling" for people, _ in part for row in people)
        persons.append(counts.pop() if len(counts) == 1 and not unsure else None)
        boxes.append(part[len(part) // 2][0])
        moving.append(any(moved for _, moved in part))
        states.append([row["what"] for row in plan.troubles if row["begin"] < second + 1 and row["end"] > second])
    clock = None
    if plan.clock is not None:
        clock = {"form": plan.clock.form, "font": plan.clock.face, "size": plan.clock.size, "corner": plan.clock.corner,
                 "errorMs": [None if plan.clock.error(s) is None else round(plan.clock.error(s) * 1000)
                             for s in range(plan.seconds)]}
    return {"name": plan.name, "set": plan.set, "family": plan.family, "seed": plan.seed,
            "background": plan.room.number, "condition": plan.condition,
            "identities": sorted({name for actor in plan.actors for name in (actor.identity, actor.double) if name}),
            "width": plan.room.size[0], "height": plan.room.size[1], "fps": plan.fps, "seconds": plan.seconds,
            "crf": plan.crf, "stretch": plan.stretch, "startUs": plan.start_us, "camera": plan.camera,
            "events": plan.events, "persons": persons, "boxes": boxes, "states": states,
            "movingMilli": round(1000 * sum(moving) / max(1, len(moving))), "clock": clock, "notes": plan.notes}


def picked(plan):
    """What of the pictures goes into the file: a gap and a low rate leave some out."""
    for row in plan.troubles:
        if row["what"] == "gap":
            return f"select='not(between(t,{row['begin']},{row['end']}))'"
        if row["what"] == "slow":
            return f"select='not(between(t,{row['begin']},{row['end']}))+not(mod(n,{3 * plan.fps // 2}))'"
    return None


def encoder(plan, video, sound_file):
    """ffmpeg that takes BGR pictures and writes H.264 as cameras send it: no picture refers to a later one."""
    width, height = plan.room.size
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24",
               "-s", f"{width}x{height}", "-r", str(plan.fps), "-i", "pipe:0"]
    if sound_file:
        command += ["-i", str(sound_file), "-c:a", "aac", "-b:a", "48k"]
    if picked(plan):
        command += ["-vf", picked(plan), "-vsync", "vfr"]
    every = {1: 10, 5: 10}.get(plan.fps, plan.fps)  # a key picture each second at a camera's own pace
    command += ["-c:v", "libx264", "-preset", "veryfast" if plan.fps > 1 else "superfast", "-threads", "1",
                "-crf", str(plan.crf), "-pix_fmt", "yuv420p", "-bf", "0", "-g", str(every),
                "-flags", "+bitexact", "-fflags", "+bitexact", str(video)]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def film(plan, target):
    """Writes target.mp4 and target.json; both are there or none."""
    stage = Stage(plan)
    audio = sound.samples(plan.sound, plan.seconds, plan.seed) if plan.sound else None
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        video, heard = Path(work) / "video.mp4", Path(work) / "sound.wav" if audio is not None else None
        if heard:
            with wave.open(str(heard), "wb") as out:
                out.setparams((1, 2, sound.demo_sound().RATE, 0, "NONE", ""))
                out.writeframes(audio.tobytes())
        process, rows = encoder(plan, video, heard), []
        for number in range(plan.seconds * plan.fps):
            t, truth = number / plan.fps * plan.stretch, []
            picture = stage.picture(t, truth)
            rows.append((truth, any(actor.moves(t) for actor in plan.actors)))
            process.stdin.write(picture.tobytes())
        process.stdin.close()
        if process.wait() != 0:
            raise RuntimeError(f"ffmpeg could not encode {plan.name}")
        (Path(work) / "truth.json").write_text(json.dumps(truth_of(plan, rows), ensure_ascii=False))
        video.rename(target.with_suffix(".mp4"))
        (Path(work) / "truth.json").rename(target.with_suffix(".json"))


def made(job):
    which, family, number = job
    target = folder() / f"{which}-{family}-{number:03d}"
    if not target.with_suffix(".json").exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        film(catalogue.plan(which, family, number), target)
    return str(target)


def make(which, quick=False, processes=2, only=None, say=lambda text: None):
    """Every scene of a set; those that are not there yet are made on `processes` cores. Yields truths with "video"."""
    jobs = [(which, family, number)
            for family, number in catalogue.names(which, quick) + catalogue.footage_names(which, quick)
            if (family in catalogue.TABLE if only is None else family in only)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for index, target in enumerate(pool.imap(made, jobs)):
            if index % 25 == 24:
                say(f"{index + 1} of {len(jobs)} scenes are there")
            truth = json.loads(Path(target + ".json").read_text())
            truth["video"] = target + ".mp4"
            yield truth
