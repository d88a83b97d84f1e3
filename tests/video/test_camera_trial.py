#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Trying a camera before it is taken in: what is found, or the one reason why not, and its first picture.

MINGJING_BIN names the folder with mingjing-recorder.
"""
import os
import socket
import subprocess
import sys
import threading
import unittest
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../support")]
from bench_rig import Rig, free_port, wait_for  # noqa: E402
from fake_camera import FakeCameras, Script  # noqa: E402

MJPEG = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\na=rtpmap:26 JPEG/90000\r\n"
         "a=control:track0\r\n")
SOUND_ONLY = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\nm=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n"
              "a=control:track1\r\n")


class Listener:
    """Something on a port that is no camera: answers every connection with the same bytes, or with nothing."""

    def __init__(self, answer):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.answer = answer
        self.url = f"rtsp://127.0.0.1:{self.socket.getsockname()[1]}/main"
        self.held = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.held.append(connection)
            if self.answer is not None:
                connection.recv(4096)
                connection.sendall(self.answer)
                connection.close()

    def close(self):
        self.socket.close()


class CameraTrial(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig()
        cls.fakes = FakeCameras().start()
        cls.rig.start()

    @classmethod
    def tearDownClass(cls):
        cls.fakes.stop()
        cls.rig.close()

    def trial(self, url, **more):
        return {"id": str(uuid.uuid4()), "url": url, "username": "", "password": "", "transport": "tcp", **more}

    def tried(self, *trials):
        """The answers, in the order of the trials, which run side by side."""
        center = self.rig.center
        with center.lock:
            center.desired["trials"] = list(trials)
        center.set_cameras([])

        def answers():
            told = {b["trial"]: b for b in center.of_kind("cameraTried")}
            return [told[t["id"]] for t in trials] if all(t["id"] in told for t in trials) else None
        return wait_for("the trials", answers, 40)

    def test_a_camera_shows_what_it_sends_and_its_first_picture(self):
        h264 = self.fakes.add(Script(audio="aac", auth="digest", fps=12.5))
        h265 = self.fakes.add(Script(codec="h265", size="192x144"))
        a = self.trial(h264.url(), username="admin", password=h264.password)
        b = self.trial(h265.url(), transport="udp")
        first, second = self.tried(a, b)
        self.assertTrue(first["codecs"].startswith("avc1."), first)
        self.assertEqual((first["width"], first["height"], first["sound"]), (160, 120, True))
        self.assertLess(abs(first["fpsMilli"] - 12_500), 2_500)
        self.assertTrue(second["codecs"].startswith("hvc1."), second)
        self.assertEqual((second["width"], second["height"], second["sound"]), (192, 144, False))
        for trial, size in ((a, "160,120"), (b, "192,144")):
            self.assertEqual(self.size_of_still(trial), size)
        # Nothing was taken in, and the camera was left.
        self.assertEqual(self.rig.files(), [])
        wait_for("the session to end", lambda: not h264.sessions and not h265.sessions)

    def size_of_still(self, trial):
        path = f"/media/v1/trials/{trial['id']}/still"
        center = self.rig.center
        self.assertEqual(self.rig.fetch(path)[0], 401)
        self.assertEqual(self.rig.fetch(path, center.token(str(uuid.uuid4()), use="still"))[0], 403)
        status, headers, body = self.rig.fetch(path, center.token(trial["id"], use="still"))
        self.assertEqual((status, headers["Content-Type"]), (200, "video/mp4"))
        self.assertNotIn(",", headers["X-Codecs"])
        file = os.path.join(self.rig.folder, "still.mp4")
        with open(file, "wb") as f:
            f.write(body)
        said = subprocess.run(["ffmpeg", "-v", "error", "-i", file, "-f", "null", "-"], capture_output=True, text=True)
        self.assertEqual(said.stderr, "")
        return subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", file],
                              capture_output=True, text=True).stdout.strip()

    def test_each_thing_that_goes_wrong_has_its_own_word(self):
        locked = self.fakes.add(Script(auth="digest"))
        plain = self.fakes.add(Script())
        web = Listener(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        ssh = Listener(b"SSH-2.0-OpenSSH_9.2\r\n")
        mute = Listener(None)
        for listener in (web, ssh, mute):
            self.addCleanup(listener.close)
        expected = [
            ("http://127.0.0.1/main", {}, "camera.url_wrong"),
            ("rtsp://127.0.0.1:port/main", {}, "camera.url_wrong"),
            ("rtsp://no-such-camera.invalid/main", {}, "camera.host_unknown"),
            (f"rtsp://127.0.0.1:{free_port()}/main", {}, "camera.connection_refused"),
            ("rtsp://192.0.2.7/main", {}, "camera.unreachable"),
            (web.url, {}, "camera.not_a_camera"),
            (ssh.url, {}, "camera.not_a_camera"),
            (mute.url, {}, "camera.not_a_camera"),
            (locked.url(), {}, "camera.password_wrong"),
            (locked.url(), {"username": "admin", "password": "guess"}, "camera.password_wrong"),
            (plain.url("/other"), {}, "camera.path_unknown"),
            (self.fakes.add(Script(sdp=MJPEG)).url(), {}, "camera.codec_unsupported"),
            (self.fakes.add(Script(sdp=SOUND_ONLY)).url(), {}, "camera.no_video"),
            (self.fakes.add(Script(sdp="this is no description")).url(), {}, "camera.no_video"),
            (self.fakes.add(Script(sets="band", events=[(0, "no_sets")])).url(), {}, "camera.no_parameter_sets"),
            (self.fakes.add(Script(events=[(0, "stall", 60)])).url(), {}, "camera.no_pictures"),
            (self.fakes.add(Script(events=[(0, "stall", 60)])).url(), {"transport": "udp"}, "camera.no_pictures_over_udp"),
            (self.fakes.add(Script(transports=("tcp",))).url(), {"transport": "udp"}, "camera.transport_refused"),
            (self.fakes.add(Script(transports=("udp",))).url(), {}, "camera.transport_refused"),
        ]
        trials = [self.trial(url, **more) for url, more, _ in expected]
        answers = [a for i in range(0, len(trials), 8) for a in self.tried(*trials[i:i + 8])]
        self.assertEqual([(url, a.get("trouble")) for (url, _, _), a in zip(expected, answers)],
                         [(url, code) for url, _, code in expected])
        self.assertEqual(answers[11]["offered"], "mjpeg")

    def test_more_than_a_few_at_once_are_told_to_wait(self):
        mute = Listener(None)
        self.addCleanup(mute.close)
        answers = self.tried(*[self.trial(mute.url) for _ in range(10)])
        self.assertEqual([a["trouble"] for a in answers].count("camera.too_many_trials"), 2)

    def test_no_password_is_left_behind(self):
        camera = self.fakes.add(Script(auth="basic", password="trial: s3cr@t"))
        self.tried(self.trial(camera.url(), username="admin", password="trial: s3cr@t"),
                   self.trial(camera.url(), username="admin", password="another-gue55"))
        for folder, _, names in os.walk(self.rig.folder):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    data = f.read()
                for secret in (b"s3cr@t", b"s3cr%40t", b"gue55", b"YWRtaW46dHJpYWw6IHMzY3JAdA=="):
                    self.assertNotIn(secret, data, name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
