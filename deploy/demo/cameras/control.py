# SPDX-License-Identifier: Apache-2.0
"""Who is in which room: a small HTTP server on loopback, for the demo's script, tests and benches.

GET  /health                      200 once every camera gives pictures
GET  /rooms                       {"IT-01": {"officers": 2, "person": 1, "fromUs": …, "seats": {…}}, …}
POST /rooms/IT-01 {"officers":1}  answers when it shows: {…, "fromUs": wall time of the first such frame}
POST /cameras/it-01 {"picture": "live" | "dark" | "stalled"}   light off; or no packets at all
"""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Control(ThreadingHTTPServer):
    """Listens on loopback only. `touched(room)` is told which rooms are led by hand."""

    daemon_threads = True

    def __init__(self, port, cameras, rooms, touched=lambda room: None):
        super().__init__(("127.0.0.1", port), Request)
        self.cameras = {camera.name: camera for camera in cameras}
        self.rooms = rooms
        self.touched = touched


class Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server
        if self.path == "/health":
            waiting = [camera.name for camera in server.cameras.values() if not camera.ready()]
            self.answer(503 if waiting else 200, {"status": "starting" if waiting else "ok",
                                                  "frames": {c.name: c.frames for c in server.cameras.values()}})
        elif self.path == "/rooms":
            self.answer(200, {name: scene.status() for name, scene in server.rooms.items()})
        else:
            self.answer(404, {"error": "no such path"})

    def do_POST(self):
        try:
            wanted = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            _, kind, name = self.path.split("/")
            if not isinstance(wanted, dict):
                raise ValueError("an object is expected")
            if kind == "rooms" and name in self.server.rooms:
                self.server.touched(name)
                present, since = self.server.rooms[name].set_present(wanted)
                self.answer(200, {"room": name, **present, "fromUs": int(since * 1e6)})
            elif kind == "cameras" and name in self.server.cameras:
                self.set_picture(self.server.cameras[name], wanted.get("picture"))
            else:
                self.answer(404, {"error": "no such room or camera"})
        except ValueError as error:
            self.answer(400, {"error": str(error)})

    def set_picture(self, camera, state):
        if state not in ("live", "dark", "stalled"):
            raise ValueError("picture is live, dark or stalled")
        camera.stalled = state == "stalled"
        with camera.scene.lock:
            camera.scene.dark = state == "dark"
        self.answer(200, {"camera": camera.name, "picture": state})

    def answer(self, status, content):
        body = json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
