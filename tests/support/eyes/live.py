# SPDX-License-Identifier: Apache-2.0
"""Sixteen cameras sent over RTSP, recorded and watched by the real programs: memory, processor, looks, holes."""
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from . import run

TOP = run.TOP
os.environ.setdefault("MINGJING_BIN", str(TOP / "build/release/bin"))
sys.path.insert(0, str(TOP / "tests/video"))
import bench_rig  # noqa: E402
from fake_center import FakeCenter  # noqa: E402

SETTLE_S = 20
TICK = os.sysconf("SC_CLK_TCK")


def cpu_s(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def peak_mb(pid):
    text = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmHWM"))


class Address:
    def __init__(self, url):
        self.main = url

    def url(self, name="main"):
        return self.main


class Live:
    """A sender, a recorder and an analyst; `measure` after `start`, `close` in every case."""

    def __init__(self, scene, streams):
        self.scene, self.streams = scene, streams
        self.rig = bench_rig.Rig()
        self.center = FakeCenter(self.rig.key)
        self.center.start()
        self.sender = self.analyst = None
        self.port = bench_rig.free_port()

    def start(self):
        folder = Path(self.rig.folder)
        clip = folder / "clip.mp4"
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-i", self.scene["video"], "-c", "copy", str(clip)], check=True)
        port = bench_rig.free_port()
        self.sender = subprocess.Popen(["/usr/bin/python3", str(TOP / "tests/support/copy_cameras.py"), str(port),
                                        str(clip), str(self.streams)], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        assert self.sender.stdout.readline().strip() == "READY"
        rows = [self.rig.wanted(Address(f"rtsp://127.0.0.1:{port}/{number}")) for number in range(self.streams)]
        self.rig.desire(*rows)
        self.rig.start()
        for row in rows:
            self.rig.wait_running(row, seconds=60)
        camera = self.scene["camera"]
        self.center.set_cameras([{**camera, "id": row["id"], "roomId": row["roomId"], "stream": "main"} for row in rows])
        config = folder / "analyst.json"
        config.write_text(json.dumps({
            "node": "analyst-1", "keyFile": str(folder / "node.key"), "center": f"127.0.0.1:{self.center.port}",
            "listen": f"127.0.0.1:{self.port}", "evidence": self.rig.storage, "models": str(run.models()),
            "spool": str(folder / "analyst"), "logFile": str(folder / "analyst.log")}))
        self.analyst = subprocess.Popen([os.path.join(bench_rig.BIN, "mingjing-analyst"), "--config", str(config)])

    def health(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as answer:
            return json.load(answer)

    def looks(self):
        return {row["camera"]: row["looks"] for row in self.health()["cameras"]}

    def measure(self, seconds):
        time.sleep(SETTLE_S)
        before, cpu, began = self.looks(), cpu_s(self.analyst.pid), time.time()
        time.sleep(seconds)
        took, after = time.time() - began, self.looks()
        holes = sum(row["toUs"] - row["fromUs"] for row in self.center.of_kind("notWatched")
                    if row["fromUs"] > began * 1e6) / 1e6
        looks = [after[camera] - before.get(camera, 0) for camera in after]
        return {"rssMb": round(peak_mb(self.analyst.pid)), "cpuShare": round((cpu_s(self.analyst.pid) - cpu) / took, 2),
                "seconds": round(took, 1), "cameras": len(after), "notWatchedS": round(holes, 1),
                # The second that is going on when the clock stops is nobody's fault.
                "looksMissed": sum(max(0, int(took) - 1 - number) for number in looks), "fewestLooks": min(looks)}

    def close(self):
        if self.analyst:
            self.analyst.send_signal(signal.SIGTERM)
            try:
                self.analyst.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.analyst.kill()
                self.analyst.wait()
        self.rig.close()
        if self.sender:
            self.sender.kill()
            self.sender.wait()
            self.sender.stdout.close()
        self.center.stop()
