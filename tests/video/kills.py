# SPDX-License-Identifier: Apache-2.0
"""The recorder killed again and again while cameras send numbered pictures; what is lost is counted by the numbers.

Lost of a kill: from the first picture that a camera had handed to the network before the kill and that cannot be read
afterwards, to the kill. In front of that nothing may be missing.
"""
import json
import os
import random
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../support")]
import bad_streams  # noqa: E402
import bench_rig  # noqa: E402
import coded_media  # noqa: E402
from fake_camera import FakeCameras, Script  # noqa: E402

SCRIPTS = [
    Script(fps=25, gop=25, loop=100),
    Script(fps=25, gop=25, loop=100, codec="h265"),
    Script(fps=25, gop=50, loop=100, audio="aac"),
    Script(fps=25, gop=400, loop=400, audio="pcma"),
]
IN_ORDER, UNFINISHED = 0, 4  # what evidence-check says


class Kills:
    def __init__(self, count, seed, below=None):
        self.count = count
        self.chance = random.Random(seed)
        self.fakes = FakeCameras().start()
        self.cameras = [self.fakes.add(s) for s in SCRIPTS]
        self.rig = bench_rig.Rig(below=below)
        self.faults = []
        self.killed_us = []

    def close(self):
        self.fakes.stop()
        self.rig.close()

    def run(self):
        """Milliseconds lost, one figure for each kill and camera."""
        rows = [self.rig.wanted(c) for c in self.cameras]
        self.rig.desire(*rows)
        self.rig.start()
        for row in rows:
            self.rig.wait_running(row)
        for i in range(self.count):
            self.kill_once(i)
        for row in rows:
            self.rig.wait_running(row)
        if self.rig.stop() != 0:
            self.faults.append("the recorder did not end in order")
        self.expect_check(IN_ORDER, "at the end")
        streams = {s["camera"]: s for s in json.loads(self.rig.check("--reindex")[1])["streams"]}
        lost = []
        for camera, row in zip(self.cameras, rows):
            self.faults += camera.errors
            lost += self.losses(camera, self.recorded(streams[row["id"]], camera))
        return lost

    def kill_once(self, i):
        time.sleep(self.chance.uniform(0.0, 1.6))
        self.rig.process.send_signal(signal.SIGKILL)
        self.killed_us.append(time.time_ns() // 1000)
        self.rig.process.wait()
        self.rig.process = None
        if i % 10 == 0:
            self.expect_check(UNFINISHED, f"after kill {i}")
        # One in five is killed while it may still be repairing what the kill before left.
        if self.chance.random() < 0.2:
            self.rig.process = subprocess.Popen(
                [os.path.join(bench_rig.BIN, "mingjing-recorder"), "--config", self.rig.config])
            time.sleep(self.chance.uniform(0.0, 0.3))
        else:
            self.rig.start()

    def expect_check(self, expected, when):
        code, text = self.rig.check()
        if code != expected:
            self.faults.append(f"evidence-check {when}: {code}: {text.strip()[:300]}")

    def recorded(self, stream, camera):
        numbers = []
        for segment in stream["segments"]:
            with open(os.path.join(self.rig.storage, segment["path"]), "rb") as f:
                data = f.read()
            for kind, body in bad_streams.boxes(data):
                if kind == b"mdat":
                    numbers += [n for mark, n in coded_media.numbers_in(body) if mark == camera.mark]
        if numbers != sorted(set(numbers)):
            self.faults.append("pictures are twice or out of order")
        return set(numbers)

    def losses(self, camera, recorded):
        """A session is of the process that opened it. What a camera sends into a dead connection is nobody's: one whose
        process was killed while the camera had not yet answered begins only afterwards, and the next process opens another."""
        lost, began_us, opened = [], 0, {}
        for _, us, session, _ in camera.sent:
            opened.setdefault(session, us)
        for killed_us in self.killed_us:
            last = max((s for s, us in opened.items() if began_us < us <= killed_us), default=None)
            sent = [(n, us) for n, us, session, whole in camera.sent if whole and session == last and us <= killed_us]
            missing = [(n, us) for n, us in sent if n not in recorded]
            kept = [n for n, _ in sent if n in recorded]
            if missing and kept and missing[0][0] < kept[-1]:
                self.faults.append(f"picture {missing[0][0]} is missing in front of {kept[-1]}")
            lost.append((killed_us - missing[0][1]) / 1000 if missing else 0.0)
            began_us = killed_us
        return lost
