#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What watching costs: every check on, persons who move, a look a second at every camera.

    ./deploy/bench watch [--set report|tuning] [--quick] [--live SECONDS]

Beside the analyst's own code run `ffmpeg -f null` over the same files and OpenCV's HOG person detector at the same rate
and size, all on one thread. `cameras_per_core_*` is seconds of footage per second of processor, the loading of the
models included. At last sixteen cameras are sent, recorded and watched live by the real programs: what they hold in
memory, and whether each of them is looked at once a second beside the recorder.
"""
import argparse
import json
import os
import subprocess
import tempfile

import cv2
from figures import Figures

from eyes import hog, live, run
from scenes import film


def measured(command):
    """Runs it; returns its output and the processor's seconds it took."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        out.seek(0)
        return out.read().decode(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class Clip:
    """One file gone through by all three."""

    def __init__(self, scene, hog_every):
        self.scene = scene
        with tempfile.NamedTemporaryFile("w", suffix=".json") as job:
            json.dump(run.job_of(scene), job)
            job.flush()
            text, self.cpu, self.rss = measured([str(run.program()), "--models", str(run.models()), job.name])
        self.reports = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
        self.seen = run.Seen(scene, self.reports)
        _, self.decode, _ = measured(["ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-i", scene["video"], "-an",
                                      "-f", "null", "-"])
        self.hog_counts, spent = ({}, 0.0) if not hog_every else hog.look_through(scene["video"], scene["seconds"], hog_every)
        self.hog = spent * hog_every

    def missed(self):
        """Seconds of the file without a look, as far as the account tells, and those told as not watched."""
        account = self.seen.account
        holes = sum(row["toUs"] - row["fromUs"] for row in self.reports if row["report"] == "notWatched")
        return max(0, int(account["seconds"]) - account["looks"]) + round(holes / 1e6)

    def own_counts(self):
        """At the seconds at which HOG looked, too."""
        return {second: self.seen.count_at(second) or 0 for second in self.hog_counts}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=("report", "tuning"), default="report")
    parser.add_argument("--quick", action="store_true", help="one clip of each size")
    parser.add_argument("--live", type=int, default=60, help="seconds of sixteen live cameras; 0: none")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    figures = Figures("watch")
    scenes = list(film.make(options.set, options.quick, 2, ["load-d1", "load-1080p"], figures.say))
    clips = {"d1": [], "1080p": []}
    for scene in scenes:
        size = scene["family"].removeprefix("load-")
        # HOG needs about a second for a picture of that size: every fifth second is enough to know it.
        clips[size].append(Clip(scene, 5 if size == "d1" else 0))
        figures.say(f"{scene['name']}: {clips[size][-1].cpu:.1f} s of processor for {scene['seconds']} s")
    everything = clips["d1"] + clips["1080p"]
    figures.tell("configuration", sorted({str(clip.seen.account.get("configuration")) for clip in everything}), "hash",
                 composer=film.composer_hash())
    for size, rows in clips.items():
        tell_cost(figures, size, rows)
    tell_hog(figures, clips["d1"])
    figures.tell("rss_mb_one_camera", round(max(clip.rss for clip in everything) / 1024), "MB")
    if options.live:
        tell_live(figures, clips["d1"][0].scene, options.live)


def tell_live(figures, scene, seconds, streams=16):
    sixteen = live.Live(scene, streams)
    try:
        sixteen.start()
        result = sixteen.measure(seconds)
    finally:
        sixteen.close()
    figures.tell("rss_mb_16_cameras", result["rssMb"], "MB", **result)
    figures.tell("looks_missed_live", result["looksMissed"], "looks", **result)


def tell_cost(figures, size, rows):
    seconds, cpu = sum(clip.scene["seconds"] for clip in rows), sum(clip.cpu for clip in rows)
    looks = sum(clip.seen.account["looks"] for clip in rows)
    gated = sum(clip.seen.account["gated"] for clip in rows)
    detail = {"seconds": seconds, "cpuS": round(cpu, 1), "fps": rows[0].scene["fps"],
              "checks": rows[0].scene["camera"]["checks"],
              "movingMilli": round(sum(clip.scene["movingMilli"] for clip in rows) / len(rows))}
    figures.tell(f"cameras_per_core_{size}", round(seconds / cpu, 1), "cameras", **detail)
    figures.tell("gated_share", round(gated / looks, 3), "share", size=size, looks=looks)
    figures.tell("looks_missed", sum(clip.missed() for clip in rows), "looks", size=size)
    decode = sum(clip.decode for clip in rows)
    figures.tell("cost_over_decode", round(cpu / decode, 2), "ratio", size=size, decodeCpuS=round(decode, 1))


def tell_hog(figures, rows):
    # Both have to decode: the analyst's figure has it in, HOG's gets what ffmpeg needs for it.
    ours, theirs = sum(clip.cpu for clip in rows), sum(clip.hog + clip.decode for clip in rows)
    figures.tell("cost_ratio_to_hog", round(ours / theirs, 3), "ratio", hogCpuS=round(theirs, 1), cpuS=round(ours, 1),
                 hogMsPerLook=round(1000 * sum(clip.hog for clip in rows) / sum(clip.scene["seconds"] for clip in rows)))
    counted = [(hog.recall(clip.own_counts(), clip.scene["persons"]), hog.recall(clip.hog_counts, clip.scene["persons"]))
               for clip in rows]
    persons = sum(total for (_, total), _ in counted)
    own, other = (sum((pair[i][0] or 0) * pair[i][1] for pair in counted) / persons for i in (0, 1))
    figures.tell("recall_ratio_to_hog", round(own / other, 2) if other else None, "ratio", recall=round(own, 3),
                 hogRecall=round(other, 3), persons=persons)


if __name__ == "__main__":
    main()
