#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The analyst as a process, beside a real recorder and a real RTSP camera, with a fake center.

MINGJING_BIN names the folder with the programs, MINGJING_MODELS that with the installed models.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unittest
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench_rig import BIN, Rig, free_port, wait_for  # noqa: E402
from fake_center import FakeCenter, now_us  # noqa: E402

MODELS = os.environ.get("MINGJING_MODELS") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../../build/models")


class Analyst:
    """An analyst over a rig's storage, with a center of its own."""

    def __init__(self, rig, models=MODELS):
        self.rig = rig
        self.center = FakeCenter(rig.key)
        self.center.start()
        self.port = free_port()
        self.process = None
        self.config = os.path.join(rig.folder, "analyst.json")
        self.log = os.path.join(rig.folder, "analyst.log")
        self.write(models)

    def write(self, models):
        with open(self.config, "w") as f:
            json.dump({"node": "analyst-1", "keyFile": os.path.join(self.rig.folder, "node.key"),
                       "center": f"127.0.0.1:{self.center.port}", "listen": f"127.0.0.1:{self.port}",
                       "evidence": self.rig.storage, "models": models,
                       "spool": os.path.join(self.rig.folder, "analyst"), "logFile": self.log}, f)

    def desire(self, *cameras, stream="main"):
        self.center.set_cameras([{"id": c["id"], "roomId": c["roomId"], "stream": stream} for c in cameras])

    def start(self):
        self.process = subprocess.Popen([os.path.join(BIN, "mingjing-analyst"), "--config", self.config])
        wait_for("analyst's health", self.health)

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        code = self.process.wait(timeout=20)
        self.process = None
        return code

    def close(self):
        self.stop(signal.SIGKILL)
        if self.center.server:
            self.center.stop()

    def health(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return None

    def camera(self, camera):
        found = [c for c in (self.health() or {"cameras": []})["cameras"] if c["camera"] == camera["id"]]
        return found[0] if found else None

    def wait_watching(self, camera, seconds=20):
        return wait_for("the camera to be watched", lambda: (
            (row := self.camera(camera)) and row["state"] == "watching" and row["looks"] > 3 and row), seconds)

    def of(self, kind, camera):
        return [r for r in self.center.of_kind(kind) if r["camera"] == camera["id"]]


class AnalystCase(unittest.TestCase):
    def setUp(self):
        self.rig = Rig()
        self.addCleanup(self.rig.close)
        self.analyst = Analyst(self.rig)
        self.addCleanup(self.analyst.close)

    def begin(self, *options, cameras=1):
        servers = [self.rig.camera("--pattern", "smpte", *options) for _ in range(cameras)]
        wanted = [self.rig.wanted(server) for server in servers]
        self.rig.desire(*wanted)
        self.rig.start()
        for camera in wanted:
            self.rig.wait_running(camera)
        self.analyst.desire(*wanted)
        self.analyst.start()
        for camera in wanted:
            self.analyst.wait_watching(camera)
        return servers, wanted


class Watching(AnalystCase):
    def test_an_empty_picture_is_counted_once_and_watched_on(self):
        _, (camera,) = self.begin("--size", "640x360")
        time.sleep(5)
        row = self.analyst.camera(camera)
        self.assertGreaterEqual(row["fpsMilli"], 900)
        self.assertLess(row["delayUs"], 4_000_000)
        status = wait_for("a status", lambda: self.analyst.center.camera_status(camera["id"]))
        self.assertEqual(set(status), {
            "camera", "stream", "state", "lastFrameUs", "delayUs", "fpsMilli", "looks", "gated", "detected"})
        persons = self.analyst.of("persons", camera)
        self.assertEqual([p["value"] for p in persons], [0])
        self.assertEqual(set(persons[0]), {
            "camera", "stream", "fromUs", "value", "confidenceMilli", "segment", "fragment", "offsetUs",
            "detector", "latencyUs"})
        self.assertEqual(self.analyst.stop(), 0)
        self.assertEqual(len(self.analyst.of("persons", camera)), 1)

    def test_a_camera_that_is_away_is_told_and_watched_again(self):
        servers, (camera, other) = self.begin(cameras=2)
        servers[0].kill()
        wait_for("abstention", lambda: [p for p in self.analyst.of("persons", camera) if p["value"] == -1], 15)
        servers[0].start()
        hole = wait_for("the hole", lambda: self.analyst.of("notWatched", camera), 30)[0]
        self.assertEqual(hole["cause"], "no_picture")
        self.assertGreater(hole["toUs"] - hole["fromUs"], 3_000_000)
        self.analyst.wait_watching(camera)
        self.assertEqual([p["value"] for p in self.analyst.of("persons", camera)], [0, -1, 0])
        self.assertEqual(self.analyst.of("notWatched", other), [])

    def test_sound_is_checked_where_the_room_needs_it_and_the_end_of_watching_ends_what_was_seen(self):
        servers = [self.rig.camera("--pattern", "smpte", *options) for options in ((), ("--no-audio",))]
        wanted = [self.rig.wanted(servers[0]), self.rig.wanted(servers[1], audio=False)]
        self.rig.desire(*wanted)
        self.rig.start()
        for camera in wanted:
            self.rig.wait_running(camera)
        self.analyst.center.set_cameras([{"id": c["id"], "roomId": c["roomId"], "stream": "main", "version": 3,
                                          "checks": ["sound"]} for c in wanted])
        self.analyst.start()
        sounding, mute = wanted
        seen = wait_for("what is missing", lambda: self.analyst.of("seen", mute), 30)[0]
        self.assertEqual((seen["kind"], seen["toUs"], seen["version"]), ("sound_missing", None, 3))
        self.assertEqual(seen["configuration"], self.analyst.health()["configuration"])
        self.assertEqual(self.analyst.of("seen", sounding), [])
        self.assertEqual(self.analyst.stop(), 0)
        # A stopping process waits for nobody: what it could not send any more waits for the next one.
        self.analyst.start()
        told = wait_for("the end of it", lambda: [one for one in self.analyst.of("seen", mute)
                                                  if one["id"] == seen["id"] and one["toUs"] is not None])
        self.assertEqual(len([one for one in self.analyst.of("seen", mute) if one["id"] == seen["id"]]), 2)
        self.assertGreaterEqual(told[0]["toUs"], told[0]["fromUs"])

    def test_what_is_remembered_of_cameras_long_gone_is_forgotten(self):
        folder = os.path.join(self.rig.folder, "analyst", "memory")
        os.makedirs(folder)
        long_ago = time.time() - 91 * 86400
        for name in ("gone.json", "kept.json"):
            with open(os.path.join(folder, name), "w") as f:
                f.write("{}")
        os.utime(os.path.join(folder, "gone.json"), (long_ago, long_ago))
        self.rig.start()
        self.analyst.start()
        self.assertEqual(os.listdir(folder), ["kept.json"])

    def test_a_camera_that_is_not_wanted_any_more_is_left_alone(self):
        _, (first, second) = self.begin(cameras=2)
        self.analyst.desire(second)
        wait_for("the account of the first camera", lambda: self.analyst.of("watched", first))
        self.assertIsNone(self.analyst.camera(first))
        self.analyst.wait_watching(second)


class BadDays(AnalystCase):
    def test_killed_and_started_again_it_tells_the_hole(self):
        _, (camera,) = self.begin()
        time.sleep(3)
        killed_us = now_us()
        self.analyst.stop(signal.SIGKILL)
        time.sleep(3)
        self.analyst.start()
        hole = wait_for("the hole", lambda: self.analyst.of("notWatched", camera))[0]
        self.assertEqual(hole["cause"], "analyst_stopped")
        self.assertLess(hole["fromUs"], killed_us + 1_000_000)
        self.assertGreater(hole["fromUs"], killed_us - 6_000_000)
        self.assertGreater(hole["toUs"], killed_us)
        watched = self.analyst.of("watched", camera)
        self.assertEqual(watched[-1]["toUs"], hole["fromUs"])

    def test_without_center_it_goes_on_and_delivers_later(self):
        _, (camera,) = self.begin()
        port = self.analyst.center.port
        self.analyst.center.stop()
        self.analyst.stop()
        time.sleep(5)
        self.analyst.start()  # center is away: the last wishes are known
        self.analyst.wait_watching(camera)
        self.assertEqual(self.analyst.health()["center"], "away")
        self.assertGreater(self.analyst.health()["reportsWaiting"], 0)
        self.analyst.center.port = port
        self.analyst.center.start()
        wait_for("delivery", lambda: self.analyst.health()["reportsWaiting"] == 0)
        self.assertEqual([h["cause"] for h in self.analyst.of("notWatched", camera)], ["analyst_stopped"])

    def test_started_before_the_recorder_it_waits_for_the_journal(self):
        server = self.rig.camera()
        camera = self.rig.wanted(server)
        self.analyst.desire(camera)
        self.analyst.start()
        wait_for("the waiting", lambda: self.analyst.health()["journal"] == "evidence.unreadable")
        self.rig.desire(camera)
        self.rig.start()
        self.analyst.wait_watching(camera)

    def test_a_frozen_analyst_is_a_hole(self):
        _, (camera,) = self.begin()
        self.analyst.process.send_signal(signal.SIGSTOP)
        time.sleep(16)
        self.analyst.process.send_signal(signal.SIGCONT)
        hole = wait_for("the hole", lambda: self.analyst.of("notWatched", camera))[0]
        self.assertEqual(hole["cause"], "overload")
        self.assertGreater(hole["toUs"] - hole["fromUs"], 8_000_000)
        self.analyst.wait_watching(camera)

    def test_it_runs_without_privileges_that_it_does_not_need(self):
        self.begin()
        with open(f"/proc/{self.analyst.process.pid}/status") as f:
            status = dict(line.split(":\t", 1) for line in f.read().splitlines() if ":\t" in line)
        self.assertEqual(status["NoNewPrivs"], "1")
        self.assertEqual(status["Seccomp"], "2")
        self.assertEqual(int(status["CapEff"], 16), 0)

    def test_a_camera_that_was_being_decoded_at_a_crash_rests_and_the_others_do_not(self):
        _, (first, second) = self.begin(cameras=2)
        time.sleep(4)  # its place is kept every two seconds
        self.analyst.stop(signal.SIGKILL)
        # What a crash in the middle of a picture leaves behind.
        with open(os.path.join(self.rig.folder, "analyst", "at_work"), "r+b") as f:
            f.write(f"{first['id']}/main".encode() + b"\0")
        self.analyst.start()
        self.analyst.wait_watching(second)
        self.assertEqual(self.analyst.camera(first)["looks"], 0)
        with open(os.path.join(self.rig.folder, "analyst", "crashes.json")) as f:
            self.assertEqual(list(json.load(f)), [f"{first['id']}/main"])
        self.analyst.wait_watching(first, 30)
        self.assertTrue(wait_for("the hole", lambda: self.analyst.of("notWatched", first)))

    def test_wrong_or_missing_models_turn_off_what_needs_them_and_nothing_else(self):
        models = os.path.join(self.rig.folder, "models")
        shutil.copytree(MODELS, models)
        _, (camera,) = self.begin()
        self.analyst.write(models)

        def off():
            """Why something is off, and the state of each check, while the camera is watched."""
            self.analyst.stop()
            self.analyst.start()
            self.analyst.wait_watching(camera)
            health = self.analyst.health()
            status = wait_for("a status", lambda: self.analyst.center.last_status())
            states = {check["name"]: (check["state"], check["why"]) for check in status["checks"]}
            return " ".join(health["off"]), states

        with open(os.path.join(models, "centernet.onnx"), "r+b") as f:
            f.seek(200_000)
            f.write(b"rubbish")
        why, states = off()
        self.assertIn("model.hash_wrong", why)
        self.assertEqual(states["persons"], ("off", "no_person_detector"))
        self.assertEqual(states["health"], ("on", ""))
        self.assertEqual([p["value"] for p in self.analyst.of("persons", camera)][-1:], [-1])
        os.remove(os.path.join(models, "centernet.onnx"))
        self.assertIn("model.missing", off()[0])
        self.analyst.write(os.path.join(self.rig.folder, "nothing"))
        self.assertIn("model.missing", off()[0])


if __name__ == "__main__":
    unittest.main(verbosity=2)
