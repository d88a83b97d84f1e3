#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The demo's cameras: a real RTSP server on loopback whose pictures have exactly known truth.

usage: serve.py --assets FOLDER --rtsp-port N --control-port N [--no-script] [--cameras FILE]
"""
import argparse
import json
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import gi  # noqa: E402

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

Gst.init(None)
import scenes  # noqa: E402
import streaming  # noqa: E402
from control import Control  # noqa: E402

HERE = Path(__file__).parent
# A room that somebody led by hand is left alone by the script for this long.
BY_HAND_SECONDS = 1800


class Script:
    """Moves people by script.json until somebody leads a room by hand. One thread."""

    def __init__(self, rooms):
        self.rooms = rooms
        self.by_hand = {}

    def touched(self, room):
        self.by_hand[room] = time.monotonic()

    def run(self):
        plan = json.loads((HERE / "script.json").read_text())
        started = time.monotonic()
        done = {room: None for room in plan}
        while True:
            for room, acts in plan.items():
                self.play(room, acts, time.monotonic() - started, done)
            time.sleep(0.5)

    def play(self, room, acts, elapsed, done):
        free = time.monotonic() - self.by_hand.get(room, -BY_HAND_SECONDS) >= BY_HAND_SECONDS
        length = sum(act["seconds"] for act in acts)
        at = elapsed % length
        for number, act in enumerate(acts):
            at -= act["seconds"]
            if at < 0:
                break
        if free and done[room] != number:
            self.rooms[room].set_present({"officers": act["officers"], "person": act["person"]})
            done[room] = number


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--assets", type=Path, required=True)
    options.add_argument("--rtsp-port", type=int, required=True)
    options.add_argument("--control-port", type=int, required=True)
    options.add_argument("--cameras", type=Path, default=HERE / "cameras.json")
    options.add_argument("--no-script", action="store_true")
    given = options.parse_args()

    described = json.loads(given.cameras.read_text())
    clock = Gst.SystemClock.obtain()
    cameras, rooms = [], {}
    for seed, camera in enumerate(described["cameras"], start=1):
        kind = {"room": scenes.Room, "yard": scenes.Yard}[camera["scene"]]
        scene = kind(camera, given.assets, seed)
        if camera["scene"] == "room":
            rooms[camera["room"]] = scene
        cameras.append(streaming.Camera(camera["name"], scene, clock, seed))
    script = Script(rooms)
    control = Control(given.control_port, cameras, rooms, script.touched)
    for camera in cameras:
        camera.start()
    while not all(camera.ready() for camera in cameras):
        time.sleep(0.05)
    server = streaming.serve(given.rtsp_port, cameras, described["user"], described["password"])
    threading.Thread(target=control.serve_forever, daemon=True).start()
    if not given.no_script:
        threading.Thread(target=script.run, daemon=True).start()

    loop = GLib.MainLoop()
    for number in (signal.SIGINT, signal.SIGTERM):
        GLib.unix_signal_add(GLib.PRIORITY_HIGH, number, loop.quit)
    loop.run()
    del server


if __name__ == "__main__":
    main()
