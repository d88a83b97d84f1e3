# SPDX-License-Identifier: Apache-2.0
"""The node side of center for tests: long poll, reports, media tokens."""
import base64
import http.server
import json
import threading
import time
import urllib.parse
import uuid

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def now_us():
    return int(time.time() * 1_000_000)


class FakeCenter:
    """Serves the node protocol on a loopback port; remembers every report once."""

    def __init__(self, key, port=0):
        self.key = key
        self.media_key = Ed25519PrivateKey.generate()
        self.lock = threading.Condition()
        self.rev = 0
        self.desired = {"cameras": [], "holds": [], "revokedViews": []}
        self.reports = []
        self.acked = {}
        self.duplicates = 0
        self.status = None
        self.rows = None  # of /node/v1/segments; None: everything agrees
        self.compared = []
        self.parts = {}  # of /node/v1/exports/{id}: status and answer
        self.port = port
        self.server = None

    def start(self):
        center = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                pass

            def do_GET(self):
                center.on_get(self)

            def do_POST(self):
                center.on_post(self)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.server = None

    def set_cameras(self, cameras, revoked=()):
        with self.lock:
            self.rev += 1
            self.desired["cameras"] = cameras
            self.desired["revokedViews"] = list(revoked)
            self.lock.notify_all()

    def answer(self, handler, status, body=b""):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        try:
            handler.wfile.write(body)
        except ConnectionError:
            pass  # the recorder was stopped or killed meanwhile

    def allowed(self, handler):
        return handler.headers.get("Authorization") == "Bearer " + self.key

    def on_get(self, handler):
        if not self.allowed(handler):
            return self.answer(handler, 401)
        if handler.path.startswith("/node/v1/exports/"):
            with self.lock:
                status, part = self.parts.get(handler.path.rsplit("/", 1)[1], (404, {}))
            return self.answer(handler, status, json.dumps(part).encode())
        query = urllib.parse.parse_qs(urllib.parse.urlparse(handler.path).query)
        known = int(query.get("rev", ["0"])[0])
        with self.lock:
            self.lock.wait_for(lambda: self.rev != known or self.server is None, timeout=5)
            if self.rev == known:
                return self.answer(handler, 204)
            public = self.media_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            body = dict(self.desired, rev=self.rev, mediaKey=b64url(public))
        return self.answer(handler, 200, json.dumps(body).encode())

    def on_post(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        if not self.allowed(handler):
            return self.answer(handler, 401)
        message = json.loads(body)
        if handler.path == "/node/v1/segments":
            with self.lock:
                self.compared.append(message)
                answer = {"same": True} if self.rows is None else {"same": False, "rows": self.rows(message)}
            return self.answer(handler, 200, json.dumps(answer).encode())
        if "reports" not in message:
            return self.answer(handler, 404)
        with self.lock:
            boot = message["boot"]
            for report in message["reports"]:
                last = self.acked.get(boot, 0)
                if report["seq"] <= last:
                    self.duplicates += 1
                    continue
                assert report["seq"] == last + 1, (boot, last, report["seq"])
                self.acked[boot] = report["seq"]
                self.reports.append(report)
            if "status" in message:
                self.status = message["status"]
            self.lock.notify_all()
            acked = self.acked.get(boot, 0)
        return self.answer(handler, 200, json.dumps({"ackedSeq": acked}).encode())

    def of_kind(self, kind):
        with self.lock:
            return [r["body"] for r in self.reports if r["kind"] == kind]

    def last_status(self):
        with self.lock:
            return self.status

    def camera_status(self, camera, stream="main"):
        with self.lock:
            for row in (self.status or {}).get("cameras", []):
                if row["camera"] == camera and row["stream"] == stream:
                    return row
        return None

    def token(self, camera, use="live", view=None, from_us=0, to_us=0, life_s=60, actor=None, key=None):
        payload = json.dumps(
            {
                "actor": actor or str(uuid.uuid4()),
                "cam": camera,
                "expUs": now_us() + int(life_s * 1_000_000),
                "fromUs": from_us,
                "toUs": to_us,
                "use": use,
                "view": view or str(uuid.uuid4()),
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode()
        signature = (key or self.media_key).sign(b"mingjing.media-token.v1\n" + payload)
        return b64url(payload) + "." + b64url(signature)
