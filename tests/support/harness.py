# SPDX-License-Identifier: Apache-2.0
"""Starts the real parts for a test, on free ports in a temporary folder, and leaves nothing behind.

    with Centre(build="release") as centre:
        centre.url, centre.cameras.set_present("IT-01", officers=1)

Every part is started with the very commands and files of deploy/run (deploy/lib/layout.py, services.py).
A part can be killed and started again: `centre.recorder.kill(); centre.recorder.start()`.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "deploy/lib"))
import services  # noqa: E402
from layout import APP, OWNER, SCHEMA, Layout, Ports  # noqa: E402

OWNER_OF_ALL = f"GRANT ALL PRIVILEGES ON *.* TO '{OWNER}'@'localhost' WITH GRANT OPTION;\n"


def wait_until(what, check, seconds=60):
    """What `check` gives once it is something; it is asked until then."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := check():
            return found
        time.sleep(0.2)
    raise TimeoutError(f"not within {seconds} s: {what}")


class Part:
    """One process of a scene: started until healthy, stopped, or killed as by a power cut."""

    def __init__(self, layout, service):
        self.layout = layout
        self.service = service
        self.process = None

    def start(self, seconds=60):
        log = open(self.layout.log / f"{self.service.name}.out.log", "ab")
        self.process = subprocess.Popen(
            self.service.argv, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd="/",
            env={**os.environ, **self.service.environment}, start_new_session=True)
        log.close()
        problem = services.wait_until_healthy(self.service, seconds, lambda: self.process.poll() is None)
        if problem:
            self.kill()
            raise RuntimeError(f"{self.service.name}: {problem}\n{self.last_words()}")
        return self

    def stop(self, seconds=10):
        """Asks it to end; returns its status, or kills it where it does not."""
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        self.kill()
        return status

    def kill(self):
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process = None

    @property
    def pid(self):
        return self.process.pid if self.process else None

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def last_words(self, lines=30):
        text = ""
        for file in sorted(self.layout.log.glob(f"{self.service.name}*log")):
            text += f"--- {file.name}\n" + "\n".join(
                file.read_text(errors="replace").splitlines()[-lines:]) + "\n"
        return text


class Scene:
    """A temporary data folder with parts in it; stops them in reverse and removes the folder.
    With MINGJING_KEEP set the folder stays, for a look at logs."""

    def __init__(self, build=None):
        self.folder = Path(tempfile.mkdtemp(prefix="mj.", dir="/tmp"))
        # The folder is passed through by servers that run as other accounts.
        self.folder.chmod(0o755)
        self.layout = Layout(self.folder / "data", Ports.any_free(),
                             build=build or os.environ.get("MINGJING_BUILD", "release"))
        self.layout.prepare()
        self.parts = []

    def add(self, service):
        part = Part(self.layout, service)
        self.parts.append(part)
        return part

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def start(self):
        for part in self.parts:
            part.start()

    def close(self):
        for part in reversed(self.parts):
            part.stop()
        if os.environ.get("MINGJING_KEEP"):
            print(f"kept: {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class MariaDb(Scene):
    """A private database server whose owner account may make any schema, as database tests do."""

    def __init__(self, build=None):
        super().__init__(build)
        self.server = self.add(services.mariadb(self.layout))

    def start(self):
        accounts = self.layout.config / "accounts.sql"
        self.layout.write(accounts, accounts.read_text() + OWNER_OF_ALL, 0o600)
        services.create_database(self.layout)
        super().start()

    def environment(self):
        return {
            "MINGJING_TEST_DB_SOCKET": str(self.layout.database_socket),
            "MINGJING_TEST_DB_SCHEMA": SCHEMA,
            "MINGJING_TEST_DB_OWNER": OWNER,
            "MINGJING_TEST_DB_OWNER_PASSWORD": self.layout.password("db-owner"),
            "MINGJING_TEST_DB_APP": APP,
            "MINGJING_TEST_DB_APP_PASSWORD": self.layout.password("db-app"),
            "MINGJING_TEST_DB_PID": str(self.server.pid),
        }


class DemoCameras:
    """The demo's RTSP server; who is in which room is told through it."""

    def __init__(self, part, layout):
        self.part = part
        self.layout = layout

    def url(self, camera, stream="sub"):
        return f"rtsp://127.0.0.1:{self.layout.ports.rtsp}/{camera}/{stream}"

    def set_present(self, room, **counts):
        """{"officers": 1}: answers when it shows, with `fromUs` of the first frame that shows it."""
        return self.post(f"/rooms/{room}", counts)

    def set_picture(self, camera, state):
        """`live`, `dark` or `stalled`."""
        return self.post(f"/cameras/{camera}", {"picture": state})

    def post(self, path, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.layout.ports.cameras}{path}",
                                         json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


class RtspCameras(Scene):
    """Only the cameras."""

    def __init__(self, build=None, script=False):
        super().__init__(build)
        provide_assets(self.layout)
        self.cameras = DemoCameras(self.add(services.cameras(self.layout, script=script)), self.layout)

    def environment(self):
        return cameras_environment(self.layout)


class Centre(Scene):
    """All of it. `demo` imports deploy/demo/centre.json; `without` leaves parts out by name; `rooms` are those that
    have a camera, where not all of the demo's are wanted: each costs a tenth of a processor all the time."""

    def __init__(self, build=None, demo=True, without=(), script=False, rooms=None):
        super().__init__(build)
        self.demo = demo
        self.rooms = rooms
        self.mariadb = self.add(services.mariadb(self.layout))
        self.center = self.add(services.center(self.layout))
        self.cameras = self.recorder = self.analyst = self.nginx = None
        if "cameras" not in without:
            provide_assets(self.layout)
            part = self.add(services.cameras(self.layout, script=script, described=self.described_cameras()))
            self.cameras = DemoCameras(part, self.layout)
        for name in ("recorder", "analyst", "nginx"):
            if name not in without:
                setattr(self, name, self.add(getattr(services, name)(self.layout)))
        if self.analyst:
            provide_models(self.layout)

    @property
    def url(self):
        return self.layout.url

    def start(self):
        services.create_database(self.layout)
        self.mariadb.start()
        services.prepare_center(self.layout)
        for part in self.parts[1:]:
            part.start()
        if self.demo:
            self.control("setup", "import", self.demo_description())

    def control(self, *arguments):
        return services.control(self.layout, *arguments)

    def demo_description(self):
        """The demo's centre with this scene's cameras and their addresses."""
        demo = self.with_wanted_cameras(TOP / "deploy/demo/centre.json")
        text = json.dumps(demo, ensure_ascii=False, indent=1)
        file = self.layout.config / "demo-centre.json"
        self.layout.write(file, text.replace("127.0.0.1:18554", f"127.0.0.1:{self.layout.ports.rtsp}"), 0o644)
        return file

    def described_cameras(self):
        """The demo's cameras in the wanted rooms; nothing when all are wanted."""
        if self.rooms is None:
            return None
        file = self.layout.config / "demo-cameras.json"
        described = self.with_wanted_cameras(TOP / "deploy/demo/cameras/cameras.json")
        self.layout.write(file, json.dumps(described, ensure_ascii=False), 0o644)
        return file

    def with_wanted_cameras(self, file):
        read = json.loads(file.read_text())
        if self.rooms is not None:
            read["cameras"] = [c for c in read["cameras"] if c["room"] in self.rooms]
        return read

    def environment(self):
        demo = json.loads((TOP / "deploy/demo/centre.json").read_text())
        return {
            "MINGJING_URL": self.url,
            "MINGJING_API": f"http://127.0.0.1:{self.layout.ports.api}",
            "MINGJING_DATA": str(self.layout.data),
            "MINGJING_BIN": str(self.layout.bin),
            "MINGJING_ADMIN_SOCKET": str(self.layout.admin_socket),
            "MINGJING_DEMO_CENTRE": str(self.layout.config / "demo-centre.json"),
            "MINGJING_DEMO_PASSWORD": demo["staff"][0]["password"],
            "MINGJING_CHROMIUM": os.environ.get("MINGJING_CHROMIUM", "/usr/bin/chromium"),
            **(cameras_environment(self.layout) if self.cameras else {}),
        }


def cameras_environment(layout):
    return {"MINGJING_CAMERAS": f"http://127.0.0.1:{layout.ports.cameras}",
            "MINGJING_RTSP": f"rtsp://127.0.0.1:{layout.ports.rtsp}"}


def provide_assets(layout):
    """The demo's pictures, fetched once into the build folder. They run as another account."""
    subprocess.run([TOP / "deploy/demo/cameras/fetch-assets", layout.demo], check=True, stdout=sys.stderr)


def provide_models(layout):
    subprocess.run([TOP / "deploy/models/install", layout.models], check=True, stdout=sys.stderr)
