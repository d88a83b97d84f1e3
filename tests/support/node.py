# SPDX-License-Identifier: Apache-2.0
"""A node's voice over the real node protocol, for tests that need to say what a recorder or analyst saw."""
import http.client
import json
import threading
import time
import uuid


class NodeVoice:
    """Speaks as `name` with its key. `say` delivers reports; `run` keeps cameras RUNNING by status."""

    def __init__(self, centre, name):
        self.port = centre.layout.ports.nodes
        self.name = name
        self.key = (centre.layout.secrets / f"node-{name}.key").read_text().strip()
        self.boot = str(uuid.uuid4())
        self.seq = 0
        self.cameras = []
        self.stopping = threading.Event()
        self.thread = None

    def request(self, method, path, body=None, key=None, name=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), {
                "X-Node": name or self.name, "Authorization": "Bearer " + (key or self.key)})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        finally:
            connection.close()

    def desired(self, revision=0):
        return self.request("GET", f"/node/v1/desired?rev={revision}")

    def say(self, *reports):
        """reports: (kind, atUs, body). Returns the acknowledged seq."""
        listed = []
        for kind, at_us, body in reports:
            self.seq += 1
            listed.append({"seq": self.seq, "kind": kind, "atUs": at_us, "body": body})
        status, answer = self.request("POST", "/node/v1/reports", {"boot": self.boot, "reports": listed})
        assert status == 200, answer
        return answer["ackedSeq"]

    def status(self):
        now = time.time_ns() // 1000
        cameras = [{"camera": camera, "stream": "main", "state": "running", "lastDurableUs": now, "lastKeyUs": now,
                    "gopUs": 1_000_000, "hasAudio": True, "fpsMilli": 25000, "kbps": 900, "driftUs": 0,
                    "chainHead": "0" * 64, "fragment": 1} for camera in self.cameras]
        return {"boot": self.boot, "reports": [],
                "status": {"cameras": cameras, "storage": {"freeBytes": 1 << 40, "usedBytes": 0}}}

    def run(self, *cameras):
        self.cameras = list(cameras)
        self.request("POST", "/node/v1/reports", self.status())
        if self.thread is None:
            self.thread = threading.Thread(target=self.loop, daemon=True)
            self.thread.start()
        return self

    def loop(self):
        while not self.stopping.wait(0.5):
            try:
                self.request("POST", "/node/v1/reports", self.status())
            except OSError:
                pass

    def stop(self):
        self.stopping.set()
        if self.thread:
            self.thread.join()


class OpenSegment:
    """A camera's open segment, as the recorder tells of it; `close` says how far it went."""

    def __init__(self, recorder, camera):
        self.recorder = recorder
        self.camera = camera
        self.segment = str(uuid.uuid4())
        self.began = time.time_ns() // 1000 - 5_000_000
        recorder.say(("segmentOpened", self.began, {**self.body(), "initSha256": "0" * 64, "codecs": "avc1"}))

    def body(self):
        return {"camera": self.camera, "stream": "main", "segment": self.segment, "startUs": self.began, "run": 1,
                "path": "x", "hasAudio": True}

    def close(self):
        end_us = time.time_ns() // 1000 + 1
        self.recorder.say(("segmentClosed", end_us, {
            "camera": self.camera, "stream": "main", "segment": self.segment, "startUs": self.began, "endUs": end_us,
            "bytes": 1, "fragments": 1, "chainHead": "0" * 64, "truncated": False, "signature": "",
            "signingKey": ""}))
