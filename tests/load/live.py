#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""How old a live picture is in the browser, and whether many viewers cost the recording a single frame.

A camera draws the time and a number into every picture (clock_camera.py). The live page shows it in Chromium, which
reads the pixels back: the age of a picture is the browser's clock when it presents it, less the time in it. Meanwhile
viewers read the same camera through the same door. Afterwards the recorded files are decoded, and the numbers in them
are held against those that the camera sent.

    deploy/bench live [--viewers 50] [--seconds 60]
"""
import argparse
import json
import ssl
import subprocess
import sys
import threading
import time
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

from figures import Figures, percentile

from clock_camera import BITS, BLOCK, ROWS, read_bits
from desk import Desk  # noqa: E402  (figures puts tests/support on the path)
from harness import Centre, wait_until
from page import Page

HERE = Path(__file__).resolve().parent
RENEW_S = 25


class ClockCamera:
    def __init__(self, folder, port):
        self.url = f"rtsp://127.0.0.1:{port}/clock"
        self.log = folder / "sent"
        self.process = subprocess.Popen(["/usr/bin/python3", HERE / "clock_camera.py", str(port), self.log],
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().strip() == "READY"

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def sent(self):
        return {int(line) for line in self.log.read_text().split()}


class Viewer(threading.Thread):
    """Reads one live stream to the end, and renews its view as a page does."""

    def __init__(self, centre, client, camera):
        super().__init__(daemon=True)
        self.port, self.client, self.camera = centre.layout.ports.https, client, camera
        self.bytes = 0
        self.failed = None
        self.stopping = False

    def run(self):
        try:
            self.watch()
        except (OSError, HTTPException, AssertionError) as error:
            self.failed = self.failed or repr(error)

    def watch(self):
        grant = self.client.post("/media/views", {"cameraId": self.camera, "use": "live", "reason": "duty"})
        connection = HTTPSConnection("localhost", self.port, timeout=15, context=ssl._create_unverified_context())
        connection.request("GET", f"/media/v1/live/{self.camera}?stream=main",
                           headers={"Authorization": "Bearer " + grant["token"]})
        answer = connection.getresponse()
        assert answer.status == 200, answer.status
        renewed = time.monotonic()
        while not self.stopping:
            got = answer.read1(65536)
            if not got:
                self.failed = "ended"
                return
            self.bytes += len(got)
            if time.monotonic() - renewed > RENEW_S:
                renewed = time.monotonic()
                self.renew(grant["viewId"])
        connection.close()

    def renew(self, view):
        grant = self.client.post(f"/media/views/{view}/renew", None)
        connection = HTTPSConnection("localhost", self.port, timeout=15, context=ssl._create_unverified_context())
        connection.request("POST", f"/media/v1/views/{view}/renew", body="",
                           headers={"Authorization": "Bearer " + grant["token"]})
        assert connection.getresponse().status == 204
        connection.close()


def recorded(centre):
    """The numbers in all recorded pictures; how many could not be read is told beside them."""
    numbers, unread = set(), 0
    across = f"crop={BITS * BLOCK}:2:0:{ROWS // 2},scale={BITS}:1:flags=area,format=gray"
    for file in sorted(centre.layout.data.rglob("media/**/*.mp4")):
        done = subprocess.run(["ffmpeg", "-v", "error", "-i", file, "-an", "-fps_mode", "passthrough", "-vf", across,
                               "-f", "rawvideo", "-"], capture_output=True, check=True)
        for at in range(0, len(done.stdout), BITS):
            read = read_bits([1 if level > 128 else 0 for level in done.stdout[at:at + BITS]])
            if read:
                numbers.add(read[1])
            else:
                unread += 1
    return numbers, unread


def stretches(numbers):
    """[first, how many] of everything that is missing together."""
    out = []
    for number in sorted(numbers):
        if out and number == out[-1][0] + out[-1][1]:
            out[-1][1] += 1
        else:
            out.append([number, 1])
    return out


def gaps_of(centre, camera):
    """What the recorder itself said was missing, by cause."""
    number = camera.replace("-", "")
    told = Desk.sql(centre, f"SELECT cause, COUNT(*) FROM gaps WHERE camera_id = UNHEX('{number}') GROUP BY cause")
    return dict(line.split("\t") for line in told.splitlines())


def add_camera(desk, camera):
    return desk.as_("guanli").post("/cameras", {
        "code": "IT-01-C", "name": "讯问室一 时钟", "roomId": desk.room("IT-01"), "mainUrl": camera.url,
        "audio": True, "active": True})["id"]


def measure(centre, camera, options, figures):
    desk = Desk(centre)
    added = add_camera(desk, camera)
    wait_until("recording", lambda: any(c["id"] == added and c["recording"]["state"] == "running"
                                        for c in desk.duty.get("/cameras")["items"]), 60)
    page = Page(centre, "live", MINGJING_BENCH_CAMERA=added, MINGJING_BENCH_SECONDS=options.seconds)
    page.wait_ready()
    alone = time.monotonic()
    figures.say("the page shows the camera; now the viewers")
    viewers = [Viewer(centre, desk.duty, added) for _ in range(options.viewers)]
    for viewer in viewers:
        viewer.start()
    while time.monotonic() < alone + options.seconds:
        time.sleep(0.5)
    told = page.result()
    for viewer in viewers:
        viewer.stopping = True
    for viewer in viewers:
        viewer.join(20)
    return told, viewers, added


def tell(figures, told, viewers, options):
    ages = told["agesMs"]
    detail = {"pictures": len(ages), "unread": told["unread"], "viewers": options.viewers, "skips": told["skips"]}
    figures.tell("latency_p50_ms", round(percentile(ages, 50)), "ms", **detail)
    figures.tell("latency_p95_ms", round(percentile(ages, 95)), "ms", **detail, worst=round(max(ages)))
    figures.tell("viewers_failed", sum(1 for v in viewers if v.failed), "viewers",
                 why=sorted({v.failed for v in viewers if v.failed}), least_bytes=min(v.bytes for v in viewers))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--viewers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    figures = Figures("live")
    centre = Centre(without=("analyst", "cameras"), rooms=())
    camera = ClockCamera(centre.folder, centre.layout.ports.rtsp)
    try:
        with centre:
            told, viewers, added = measure(centre, camera, options, figures)
            tell(figures, told, viewers, options)
            time.sleep(3)  # what was sent is on disk
            gaps = gaps_of(centre, added)
            centre.recorder.stop()
            camera.stop()
            numbers, unread = recorded(centre)
            sent = {n for n in camera.sent() if min(numbers) <= n <= max(numbers)}
            figures.tell("recorder_lost_frames", len(sent - numbers), "frames", recorded=len(numbers), unread=unread,
                         viewers=options.viewers, stretches=stretches(sent - numbers)[:8], gaps=gaps)
    finally:
        camera.stop() if camera.process.poll() is None else None


if __name__ == "__main__":
    sys.exit(main())
