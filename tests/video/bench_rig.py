# SPDX-License-Identifier: Apache-2.0
"""Starts cameras, a fake center and a recorder in a temporary folder, and ends what it started."""
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from fake_center import FakeCenter, now_us  # noqa: E402

BIN = os.environ.get("MINGJING_BIN", "")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(what, condition, seconds=20.0):
    end = time.time() + seconds
    while time.time() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("timed out waiting for " + what)


class Camera:
    """An RTSP server process; may be killed and started again on the same port."""

    def __init__(self, *options, port=None):
        self.port = port or free_port()
        self.options = options
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["/usr/bin/python3", os.path.join(HERE, "rtsp_server.py"), str(self.port), *self.options],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout.readline().strip() == "READY"

    def url(self, name="main"):
        return f"rtsp://127.0.0.1:{self.port}/{name}"

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None


class Rig:
    def __init__(self, segment_seconds=600, below=None, storage=None, **config):
        self.folder = tempfile.mkdtemp(prefix="mingjing-video-", dir=below)
        self.storage = storage or os.path.join(self.folder, "evidence")
        self.key = secrets.token_hex(32)
        with open(os.path.join(self.folder, "node.key"), "w") as f:
            f.write(self.key + "\n")
        self.center = FakeCenter(self.key)
        self.center.start()
        self.port = free_port()
        self.cameras = []
        self.process = None
        self.log = os.path.join(self.folder, "recorder.log")
        self.config = os.path.join(self.folder, "recorder.json")
        with open(self.config, "w") as f:
            json.dump({"node": "recorder-1", "keyFile": os.path.join(self.folder, "node.key"),
                       "center": f"127.0.0.1:{self.center.port}", "listen": f"127.0.0.1:{self.port}",
                       "storage": self.storage, "spool": os.path.join(self.folder, "spool"),
                       "logFile": self.log, "segmentSeconds": segment_seconds, **config}, f)

    def camera(self, *options, port=None):
        camera = Camera(*options, port=port)
        self.cameras.append(camera)
        return camera

    def start(self, prefix=()):
        self.process = subprocess.Popen(
            [*prefix, os.path.join(BIN, "mingjing-recorder"), "--config", self.config])
        wait_for("recorder's health", lambda: self.health(), 20)

    def stop(self, how=signal.SIGTERM, seconds=20):
        if not self.process:
            return None
        self.process.send_signal(how)
        code = self.process.wait(timeout=seconds)
        self.process = None
        return code

    def close(self):
        self.stop(signal.SIGKILL)
        for camera in self.cameras:
            camera.kill()
        if self.center.server:
            self.center.stop()
        if not os.environ.get("KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def fetch(self, path, token=None, method="GET", limit=None, timeout=10):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, dict(answer.headers), answer.read(limit) if limit else answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def health(self):
        try:
            return json.loads(self.fetch("/health")[2])
        except (OSError, ValueError):
            return None

    def desire(self, *cameras, revoked=()):
        self.center.set_cameras(list(cameras), revoked)

    def wanted(self, camera, sub=False, audio=True, video=True, identity=None, username="", password=""):
        return {"id": identity or str(uuid.uuid4()), "roomId": str(uuid.uuid4()), "name": "讯问室1",
                "mainUrl": camera.url(), "subUrl": camera.url("sub") if sub else None,
                "username": username, "password": password, "audio": audio, "video": video}

    def wait_running(self, camera, stream="main", seconds=20):
        return wait_for(f"{stream} of the camera to be recorded", lambda: (
            (row := self.center.camera_status(camera["id"], stream)) and row["state"] == "running"
            and row["lastDurableUs"] > now_us() - 3_000_000 and row), seconds)

    def wait_run(self, camera, run, seconds=20):
        """Until that run of the camera's main stream has been opened, and a little is durable."""
        wait_for(f"run {run}", lambda: [o for o in self.center.of_kind("segmentOpened")
                                        if o["camera"] == camera["id"] and o["run"] == run], seconds)
        return self.wait_running(camera)

    def check(self, *options):
        done = subprocess.run([os.path.join(BIN, "evidence-check"), *options, self.storage],
                              capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def files(self):
        found = []
        for folder, _, names in os.walk(os.path.join(self.storage, "media")):
            found += [os.path.join(folder, name) for name in names]
        return sorted(found)
