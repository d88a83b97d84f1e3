#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The recorder against real RTSP cameras, a fake center, and bad days.

MINGJING_BIN names the folder with mingjing-recorder and evidence-check.
"""
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench_rig import Rig, wait_for  # noqa: E402
from fake_center import b64url, now_us  # noqa: E402


def probe_times(path, stream="v:0"):
    """Decoding times of a file in ticks, as ffprobe reads them."""
    out = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", "packet=dts",
         "-of", "csv=p=0", path], capture_output=True, text=True, check=True).stdout
    return [int(line.strip(",")) for line in out.split() if line.strip(",").lstrip("-").isdigit()]


def decode_errors(path):
    return subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "null", "-"],
                          capture_output=True, text=True).stderr


class RecorderCase(unittest.TestCase):
    segment_seconds = 600

    def setUp(self):
        self.rig = Rig(self.segment_seconds)
        self.addCleanup(self.rig.close)

    def begin(self, *options, **wishes):
        server = self.rig.camera(*options)
        camera = self.rig.wanted(server, **wishes)
        self.rig.desire(camera)
        self.rig.start()
        self.rig.wait_running(camera)
        return server, camera

    def assert_clean(self):
        code, text = self.rig.check()
        self.assertEqual(code, 0, text)


class Recording(RecorderCase):
    def test_every_frame_of_the_camera_is_in_the_file_with_its_time(self):
        self.assert_every_frame(1, "--no-audio")

    def test_with_sound_frames_move_by_no_more_than_sender_reports_are_wrong(self):
        # libav then follows the reports, which a busy camera stamps late: far less than one picture.
        self.assert_every_frame(900)

    def assert_every_frame(self, apart, *options):
        log = os.path.join(self.rig.folder, "pts.log")
        server, _ = self.begin("--pts-log", log, *options)
        time.sleep(10)
        self.assertEqual(self.rig.stop(), 0)
        server.kill()

        path = self.rig.files()[0]
        self.assertEqual(decode_errors(path), "")
        stored = probe_times(path)
        self.assertGreater(len(stored), 240)
        with open(log) as f:
            rows = [line.split() for line in f if len(line.split()) == 2]
        sent = [round(int(pts) * 90_000 / 1e9) for pts, _ in rows]
        # The recording may begin at any key picture; there its times must lie on the camera's, one
        # by one.
        keys = [i for i, row in enumerate(rows) if row[1] == "1"]
        steps = [b - a for a, b in zip(stored, stored[1:])]

        def fits(start):
            part = sent[start:start + len(stored)]
            return len(part) == len(stored) and all(
                abs((s - stored[0]) - (p - part[0])) <= apart for s, p in zip(stored, part))
        self.assertTrue(any(fits(k) for k in keys), (stored[:5], steps[:50]))
        self.assertEqual(self.rig.center.of_kind("segmentClosed")[0]["truncated"], False)
        self.assert_clean()

    def test_segments_are_cut_at_key_pictures_and_lose_nothing(self):
        self.rig.close()
        self.rig = Rig(segment_seconds=4)
        self.addCleanup(self.rig.close)
        self.begin("--gop", "25", "--no-audio")
        time.sleep(14)
        self.rig.stop()

        times = []
        closed = self.rig.center.of_kind("segmentClosed")
        self.assertGreaterEqual(len(closed), 3)
        # The camera runs on this machine: its clock is ours, but for what its reports are late or early.
        for segment in closed:
            clock = segment["clock"]
            self.assertLessEqual(clock["leastUs"], clock["mostUs"])
            self.assertLess(max(abs(clock["leastUs"]), abs(clock["mostUs"])), 2_000_000, clock)
        order = [o["path"] for o in sorted(self.rig.center.of_kind("segmentOpened"),
                                           key=lambda o: o["startUs"])]
        for path in order:
            full = os.path.join(self.rig.storage, path)
            self.assertEqual(decode_errors(full), "")
            times += probe_times(full)
        steps = {b - a for a, b in zip(times, times[1:])}
        self.assertTrue(all(3599 <= step <= 3601 for step in steps), steps)
        self.assert_clean()

    def test_reordered_pictures_keep_showing_and_decoding_times_apart(self):
        self.begin("--bframes", "2")
        time.sleep(5)
        self.rig.stop()
        path = self.rig.files()[0]
        self.assertEqual(decode_errors(path), "")
        times = probe_times(path)
        self.assertTrue(all(b > a for a, b in zip(times, times[1:])))
        self.assert_clean()

    def test_a_room_without_sound_yields_no_sound_track(self):
        _, camera = self.begin(audio=False)
        time.sleep(3)
        self.rig.stop()
        self.assertFalse(self.rig.center.of_kind("segmentOpened")[0]["hasAudio"])
        self.assertEqual(probe_times(self.rig.files()[0], "a:0"), [])

    def test_a_room_without_picture_is_not_recorded_at_all(self):
        server = self.rig.camera()
        camera = self.rig.wanted(server, video=False)
        self.rig.desire(camera)
        self.rig.start()
        wait_for("the exclusion to be told", lambda: self.rig.health()["excluded"])
        time.sleep(2)
        self.assertEqual(self.rig.files(), [])
        self.assertEqual(self.rig.health()["excluded"][0]["camera"], camera["id"])

    def test_a_body_check_is_recorded_sealed_or_not_at_all(self):
        """Center gives no key to seal to, or one that is none: not a byte is written, and that is told loudly."""
        server = self.rig.camera()
        camera = {**self.rig.wanted(server), "privacy": "restricted"}
        plain = self.rig.wanted(self.rig.camera())
        for wrong in (None, "", "AAAA", 7):
            self.rig.center.desired.pop("openingKey", None)
            if wrong is not None:
                self.rig.center.desired["openingKey"] = wrong
            self.rig.desire(camera, plain)
            if self.rig.process is None:
                self.rig.start()
            if wrong == 7:
                continue  # a message that is not of the protocol is refused whole; what was desired before goes on
            self.rig.wait_running(plain)
            wait_for("the trouble to be told", lambda: self.rig.health().get("unsealable"))
            told = self.rig.health()
            self.assertEqual(told["status"], "failing")
            self.assertEqual({u["camera"] for u in told["unsealable"]}, {camera["id"]})
            stream = next(s for s in told["streams"] if s["camera"] == camera["id"])
            self.assertEqual((stream["trouble"], stream["connected"]), ("sealed.no_key", False))
            self.assertEqual(self.rig.center.camera_status(camera["id"])["state"], "down")
        self.assertFalse([f for f in self.rig.files() if camera["id"] in f])
        gaps = [g for g in self.rig.center.of_kind("gap") if g["camera"] == camera["id"]]
        self.assertEqual({g["cause"] for g in gaps}, {"no_sealing_key"})
        self.assertEqual(self.rig.stop(), 0)
        self.assert_clean()

    def test_what_is_sealed_is_shown_to_no_viewer_as_it_is(self):
        server = self.rig.camera()
        camera = {**self.rig.wanted(server), "privacy": "restricted"}
        self.rig.center.desired["openingKey"] = b64url(os.urandom(32))
        self.rig.desire(camera)
        self.rig.start()
        self.rig.wait_running(camera)
        opened = wait_for("a segment", lambda: self.rig.center.of_kind("segmentOpened"))
        self.assertEqual(set(opened[0]["sealed"]), {"algorithm", "commitment", "recipient", "wrapped"})
        for use in ("live", "still"):
            status, _, body = self.rig.fetch(f"/media/v1/{use}/{camera['id']}", self.rig.center.token(camera["id"], use))
            self.assertEqual((status, json.loads(body)["code"]), (403, "media.sealed"))
        span = {"from_us": opened[0]["startUs"], "to_us": now_us()}
        token = self.rig.center.token(camera["id"], "playback", **span)
        path = f"/media/v1/play/{camera['id']}?from={span['from_us']}&to={span['to_us']}"
        # Center (this one knows nothing of openings) gives no key, so there is no picture.
        status, _, body = self.rig.fetch(path, token)
        self.assertEqual((status, json.loads(body)["code"]), (503, "media.center_away"))
        self.assertEqual(self.rig.stop(), 0)
        self.assert_clean()

    def test_credentials_open_the_camera_and_stay_out_of_every_file(self):
        server = self.rig.camera("--user", "admin", "--password", "s3cr#t/pw")
        wrong = self.rig.wanted(server, username="admin", password="wrong-pw")
        self.rig.desire(wrong)
        self.rig.start()
        wait_for("the refusal", lambda: self.rig.health()["streams"] and
                 self.rig.health()["streams"][0]["trouble"] == "camera.password_wrong")
        right = dict(wrong, password="s3cr#t/pw")
        self.rig.desire(right)
        self.rig.wait_running(right)
        self.rig.stop()
        for folder, _, names in os.walk(self.rig.folder):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    data = f.read()
                for secret in (b"s3cr#t", b"s3cr%23t", b"wrong-pw"):
                    self.assertNotIn(secret, data, name)

    def test_cameras_come_and_go_while_others_record(self):
        first, a = self.begin(sub=True)
        second = self.rig.camera()
        b = self.rig.wanted(second)
        self.rig.desire(a, b)
        self.rig.wait_running(b)
        self.rig.wait_running(a, "sub")
        self.rig.desire(b)
        wait_for("the first camera's segment to close", lambda: any(
            c["camera"] == a["id"] for c in self.rig.center.of_kind("segmentClosed")))
        self.rig.wait_running(b)
        self.rig.stop()
        runs = {o["run"] for o in self.rig.center.of_kind("segmentOpened") if o["camera"] == b["id"]}
        self.assertEqual(runs, {1})
        self.assert_clean()


class BadDays(RecorderCase):
    def test_a_camera_that_dies_and_comes_back_leaves_a_gap_and_a_new_run(self):
        server, camera = self.begin()
        time.sleep(2)
        killed_us = now_us()
        server.kill()
        wait_for("the gap", lambda: [g for g in self.rig.center.of_kind("gap")
                                     if g["toUs"] is None and g["fromUs"] > killed_us - 3_000_000])
        time.sleep(2)
        server.start()
        back = self.rig.wait_run(camera, 2)
        wait_for("the gap to end", lambda: [g for g in self.rig.center.of_kind("gap") if g["toUs"]
                                            and g["toUs"] - g["fromUs"] > 3_000_000])
        self.rig.stop()
        self.assertEqual(sorted(o["run"] for o in self.rig.center.of_kind("segmentOpened")), [1, 2])
        gap = [g for g in self.rig.center.of_kind("gap") if g["toUs"] and
               g["toUs"] - g["fromUs"] > 3_000_000][0]
        self.assertLess(abs(gap["fromUs"] - killed_us), 500_000)
        self.assertIn(gap["cause"], ("connecting", "stalled"))
        self.assertGreater(back["fragment"], 0)
        self.assert_clean()

    def test_a_camera_that_freezes_without_closing_is_left_and_taken_again(self):
        server, camera = self.begin()
        server.process.send_signal(signal.SIGSTOP)
        wait_for("the stall", lambda: [g for g in self.rig.center.of_kind("gap")
                                       if g["cause"] == "stalled"], 15)
        time.sleep(6)
        server.process.send_signal(signal.SIGCONT)
        self.rig.wait_running(camera, seconds=25)
        self.rig.stop()
        self.assert_clean()

    def test_killed_again_and_again_it_repairs_and_loses_only_the_tail(self):
        log = os.path.join(self.rig.folder, "pts.log")
        _, camera = self.begin("--pts-log", log)
        acknowledged = {}
        seed = int(os.environ.get("SEED", random.randrange(1 << 30)))
        chance = random.Random(seed)
        for _ in range(6):
            time.sleep(chance.uniform(1.0, 2.5))
            row = self.rig.center.camera_status(camera["id"])
            known = {g["id"] for g in self.rig.center.of_kind("gap")}
            self.rig.stop(signal.SIGKILL)
            killed_us = now_us()
            acknowledged[row["fragment"]] = row["chainHead"]
            code, text = self.rig.check()
            self.assertEqual(code, 4, f"SEED={seed}\n{text}")
            self.rig.start()
            wait_for(f"repair, SEED={seed}", lambda: [
                g for g in self.rig.center.of_kind("gap") if g["cause"] == "recorder_stopped" and
                g["id"] not in known and row["lastDurableUs"] - 1_000 <= g["fromUs"] <= killed_us], 20)
            self.rig.wait_running(camera)
        self.rig.stop()
        self.assert_clean()
        # Whatever a status told to center is in the journal, under the same link.
        code, text = self.rig.check("--reindex")
        self.assertEqual(code, 0)
        stream = json.loads(text)["streams"][0]
        self.assertGreaterEqual(stream["number"], max(acknowledged))
        truncated = [s for s in stream["segments"] if s["truncated"]]
        self.assertGreaterEqual(len(truncated), 6)
        for path in self.rig.files():
            self.assertEqual(decode_errors(path), "", path)
        self.assertGreaterEqual(
            len({c["segment"] for c in self.rig.center.of_kind("segmentClosed") if c["truncated"]}), 6)

    def test_center_away_recording_goes_on_and_everything_is_delivered_once(self):
        server, camera = self.begin()
        port = self.rig.center.port
        self.rig.center.stop()
        time.sleep(1)
        server.kill()
        time.sleep(3)
        server.start()
        wait_for("recording without center", lambda: any(
            s["sessions"] > 1 and s["connected"] for s in self.rig.health()["streams"]))
        self.rig.stop(signal.SIGKILL)
        self.rig.start()  # center is still away: the last wishes are known
        wait_for("recording after a restart without center", lambda: any(
            c["state"] == "running" for c in self.rig.health()["cameras"]))
        self.rig.center.port = port
        self.rig.center.start()
        wait_for("delivery", lambda: self.rig.health()["reportsWaiting"] == 0)
        self.rig.wait_running(camera)
        self.assertEqual(self.rig.health()["center"], "connected")
        self.assertGreaterEqual(len(self.rig.center.of_kind("gap")), 4)
        self.rig.stop()
        self.assert_clean()

    def test_one_flipped_byte_in_each_of_many_places_is_named(self):
        self.begin()
        time.sleep(6)
        self.rig.stop()
        self.assert_clean()
        chance = random.Random(int(os.environ.get("SEED", 7)))
        journal = [os.path.join(self.rig.storage, "journal", name)
                   for name in os.listdir(os.path.join(self.rig.storage, "journal"))
                   if name.endswith(".mjj")]
        for path in [chance.choice(self.rig.files() + journal) for _ in range(100)]:
            with open(path, "r+b") as f:
                at = chance.randrange(os.path.getsize(path))
                f.seek(at)
                was = f.read(1)
                f.seek(at)
                f.write(bytes([was[0] ^ (1 << chance.randrange(8))]))
                f.flush()
                code, text = self.rig.check()
                f.seek(at)
                f.write(was)
            self.assertIn(code, (1, 4), f"{path} {at}: {text}")
            if path.endswith(".mp4"):
                self.assertEqual(code, 1)
                self.assertIn(os.path.relpath(path, self.rig.storage), text.splitlines()[0])
            else:
                self.assertIn("journal file", text.splitlines()[0])
        self.assert_clean()

    def test_a_failing_fsync_ends_its_file_and_no_record_covers_it(self):
        server = self.rig.camera()
        camera = self.rig.wanted(server)
        self.rig.desire(camera)
        try:
            self.rig.start(prefix=["strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync",
                                   "-e", "inject=fdatasync:error=EIO:when=9"])
        except FileNotFoundError:
            self.skipTest("strace is not installed")
        self.rig.wait_running(camera)
        wait_for("the failure", lambda: self.rig.health()["journal"]["failures"] >= 1, 30)
        time.sleep(3)
        self.rig.wait_running(camera)
        self.rig.stop()
        # The next start sets aside what was given up.
        self.rig.start()
        self.rig.wait_running(camera)
        self.rig.stop()
        self.assert_clean()

    def test_a_disk_that_is_full_keeps_what_it_has_and_goes_on_when_there_is_room(self):
        if os.geteuid() != 0:
            self.skipTest("only root may mount a small disk")
        self.rig.close()
        disk = tempfile.mkdtemp(prefix="mingjing-disk-")
        self.addCleanup(os.rmdir, disk)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", disk], check=True)
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        self.rig = Rig(storage=os.path.join(disk, "evidence"))
        self.addCleanup(self.rig.close)
        camera = self.rig.wanted(self.rig.camera("--pattern", "snow", "--kbps", "3000"))
        self.rig.desire(camera)
        self.rig.start()
        self.rig.wait_running(camera)
        wait_for("the disk to be full", lambda: self.rig.center.camera_status(camera["id"], "main")["state"] != "running", 90)
        files = self.rig.files()
        durable = self.rig.center.camera_status(camera["id"], "main")["lastDurableUs"]
        time.sleep(4)
        self.assertEqual([path for path in files if not os.path.exists(path)], [])
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        wait_for("recording to go on", lambda: (
            self.rig.center.camera_status(camera["id"], "main")["lastDurableUs"] > durable + 2_000_000), 60)
        self.rig.stop()
        self.rig.start()
        self.rig.wait_running(camera)
        self.rig.stop()
        self.assertIn("storage", {gap["cause"] for gap in self.rig.center.of_kind("gap")})
        self.assert_clean()

    def test_two_recorders_never_share_a_storage(self):
        self.begin()
        second = subprocess.run(
            [os.path.join(os.environ["MINGJING_BIN"], "mingjing-recorder"), "--config",
             self.rig.config], capture_output=True, text=True, timeout=20)
        self.assertEqual(second.returncode, 1)
        self.assertIn("storage.in_use", second.stderr)


class Watching(RecorderCase):
    def live(self, camera, token, seconds=4.0, path="/tmp"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.rig.port}/media/v1/live/{camera['id']}")
        request.add_header("Authorization", "Bearer " + token)
        started = time.time()
        data = b""
        with urllib.request.urlopen(request, timeout=10) as answer:
            headers = dict(answer.headers)
            while time.time() - started < seconds:
                piece = answer.read1(65536)
                if not piece:
                    break
                data += piece
        return headers, data, time.time() - started

    def test_live_plays_and_is_reported(self):
        _, camera = self.begin()
        view = str(uuid.uuid4())
        headers, data, _ = self.live(camera, self.rig.center.token(camera["id"], view=view))
        path = os.path.join(self.rig.folder, "live.mp4")
        with open(path, "wb") as f:
            f.write(data)
        self.assertEqual(headers["Content-Type"], "video/mp4")
        self.assertTrue(headers["X-Codecs"].startswith("avc1."), headers["X-Codecs"])
        self.assertLess(abs(int(headers["X-Start-Us"]) - now_us()), 10_000_000)
        self.assertGreater(len(probe_times(path)), 80)
        self.assertGreater(len(probe_times(path, "a:0")), 40)
        self.assertNotIn("error", decode_errors(path).lower())
        wait_for("both reports", lambda: [v for v in self.rig.center.of_kind("view") if v["toUs"]])
        first, last = [v for v in self.rig.center.of_kind("view") if v["view"] == view]
        self.assertIsNone(first["toUs"])
        self.assertGreater(last["bytes"], len(data) // 2)

    def test_telephone_sound_is_kept_as_it_is_and_converted_for_those_who_listen(self):
        _, camera = self.begin("--g711")
        live = self.live(camera, self.rig.center.token(camera["id"]), 4)
        time.sleep(2)
        span = {"from_us": now_us() - 4_000_000, "to_us": now_us() - 1_000_000}
        wish = f"{camera['id']}?from={span['from_us']}&to={span['to_us']}"
        token = self.rig.center.token(camera["id"], use="playback", **span)
        played = self.rig.fetch("/media/v1/play/" + wish, token)
        index = json.loads(self.rig.fetch("/media/v1/index/" + wish, token)[2])
        self.assertEqual(self.rig.stop(), 0)

        for headers, body in (live[:2], played[1:]):
            self.assertEqual(headers["X-Sound"], "converted")
            self.assertIn("mp4a.40.2", headers["X-Codecs"])
            file = os.path.join(self.rig.folder, "heard.mp4")
            with open(file, "wb") as f:
                f.write(body)
            self.assertEqual(self.coding_of_sound(file), "aac")
            self.assertEqual(decode_errors(file), "")
            self.assertGreater(self.loudness(file), -40)
        self.assertEqual(index["sound"], "converted")
        self.assertEqual(self.coding_of_sound(self.rig.files()[0]), "pcm_alaw")
        self.assert_clean()

    def coding_of_sound(self, file):
        return subprocess.run(["ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream=codec_name",
                               "-of", "csv=p=0", file], capture_output=True, text=True).stdout.strip().strip(",")

    def loudness(self, file):
        """Mean volume in dB; silence is below -90."""
        said = subprocess.run(["ffmpeg", "-v", "info", "-i", file, "-vn", "-af", "volumedetect", "-f", "null", "-"],
                              capture_output=True, text=True).stderr
        return float(said.split("mean_volume:")[1].split()[0])

    def test_a_view_ends_with_its_token_unless_it_is_renewed(self):
        _, camera = self.begin()
        view = str(uuid.uuid4())
        actor = str(uuid.uuid4())
        token = self.rig.center.token(camera["id"], view=view, life_s=2, actor=actor)
        _, _, lasted = self.live(camera, token, 10)
        self.assertLess(lasted, 4)

        token = self.rig.center.token(camera["id"], view=view, life_s=3, actor=actor)
        result = []
        thread = threading.Thread(target=lambda: result.append(self.live(camera, token, 12)[2]))
        thread.start()
        time.sleep(1.5)
        renewed = self.rig.center.token(camera["id"], view=view, life_s=5, actor=actor)
        self.assertEqual(self.rig.fetch(f"/media/v1/views/{view}/renew", renewed, "POST")[0], 204)
        thread.join()
        self.assertGreater(result[0], 5)
        self.assertLess(result[0], 9)

    def test_a_revoked_view_ends_within_two_seconds(self):
        _, camera = self.begin()
        view = str(uuid.uuid4())
        result = []
        token = self.rig.center.token(camera["id"], view=view)
        thread = threading.Thread(target=lambda: (self.live(camera, token, 20),
                                                  result.append(time.time())))
        thread.start()
        time.sleep(2)
        revoked = time.time()
        self.rig.desire(camera, revoked=[view])
        thread.join()
        self.assertLess(result[0] - revoked, 2)
        self.assertEqual(self.rig.fetch(f"/media/v1/live/{camera['id']}", token)[0], 401)

    def test_what_a_token_does_not_allow_is_refused(self):
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        _, camera = self.begin()
        time.sleep(2)
        center = self.rig.center
        now = now_us()
        inside = f"from={now - 2_000_000}&to={now}"
        play = f"/media/v1/play/{camera['id']}?"
        grant = dict(use="playback", from_us=now - 2_000_000, to_us=now)
        forged = center.token(camera["id"], key=Ed25519PrivateKey.generate())
        cases = [
            (f"/media/v1/live/{camera['id']}", None, 401),
            (f"/media/v1/live/{camera['id']}", "rubbish", 401),
            (f"/media/v1/live/{camera['id']}", forged, 401),
            (f"/media/v1/live/{camera['id']}", center.token(camera["id"], life_s=-1), 401),
            (f"/media/v1/live/{camera['id']}", center.token(str(uuid.uuid4())), 403),
            (f"/media/v1/live/{camera['id']}", center.token(camera["id"], **grant), 403),
            (f"/media/v1/live/{camera['id']}?stream=other", center.token(camera["id"]), 400),
            (play + inside, center.token(camera["id"]), 403),
            (play + inside, center.token(camera["id"], **grant), 200),
            (play + f"from={now - 2_000_001}&to={now}", center.token(camera["id"], **grant), 403),
            (play + f"from={now - 2_000_000}&to={now + 1}", center.token(camera["id"], **grant), 403),
            (play + "from=x&to=y", center.token(camera["id"], **grant), 400),
            (play + inside, center.token(str(uuid.uuid4()), **grant), 403),
            (f"/media/v1/index/{camera['id']}?" + inside, center.token(camera["id"], use="still"), 403),
            (f"/media/v1/still/{camera['id']}", center.token(camera["id"]), 403),
            (f"/media/v1/still/{camera['id']}", center.token(camera["id"], use="still"), 200),
            ("/media/v1/live/not-a-camera", center.token(camera["id"]), 400),
        ]
        for path, token, expected in cases:
            status, _, body = self.rig.fetch(path, token, limit=2000)
            self.assertEqual(status, expected, (path, body[:300]))

    def test_index_and_playback_agree_with_the_recording(self):
        server, camera = self.begin("--gop", "25")
        time.sleep(3)
        server.kill()
        time.sleep(2)
        server.start()
        self.rig.wait_run(camera, 2)
        time.sleep(4)
        now = now_us()
        begin = now - 30_000_000
        token = self.rig.center.token(camera["id"], use="playback", from_us=begin, to_us=now)
        index = json.loads(self.rig.fetch(
            f"/media/v1/index/{camera['id']}?from={begin}&to={now}", token)[2])
        self.assertEqual([p["run"] for p in index["parts"]], [1, 2])
        self.assertTrue([g for g in index["gaps"] if g["toUs"] and g["toUs"] - g["fromUs"] > 1_000_000])
        for part in index["parts"]:
            frags = part["fragments"]
            self.assertTrue(frags[0]["key"])
            for a, b in zip(frags, frags[1:]):
                self.assertEqual(b["seq"], a["seq"] + 1)
                self.assertLessEqual(abs(a["startUs"] + a["durUs"] - b["startUs"]), 1)
                self.assertLessEqual(a["durUs"], 1_000_000)
        part = index["parts"][1]
        wanted = part["startUs"] + 1_700_000
        status, headers, data = self.rig.fetch(
            f"/media/v1/play/{camera['id']}?from={wanted}&to={wanted + 1_500_000}", token)
        self.assertEqual(status, 200)
        key = [f for f in part["fragments"] if f["key"] and f["startUs"] <= wanted][-1]
        self.assertEqual(int(headers["X-Start-Us"]), key["startUs"])
        path = os.path.join(self.rig.folder, "play.mp4")
        with open(path, "wb") as f:
            f.write(data)
        self.assertEqual(decode_errors(path), "")
        self.assertGreater(len(probe_times(path)), 40)
        # A wish inside the gap begins with the first key picture behind it.
        gap_us = index["parts"][0]["endUs"] + 500_000
        _, headers, _ = self.rig.fetch(f"/media/v1/play/{camera['id']}?from={gap_us}&to={now}", token)
        self.assertEqual(int(headers["X-Start-Us"]), part["startUs"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
