#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`deploy/run` as its user meets it: starts, tells, restarts what dies, ends everything. Needs root and a release build."""
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "deploy/lib"))
from layout import free_port  # noqa: E402


class Run:
    """One `deploy/run` on its own data folder and port."""

    def __init__(self, data, *options):
        self.port = free_port()
        self.log = Path(tempfile.mkstemp(prefix="mj-run.", suffix=".log")[1])
        self.process = subprocess.Popen(
            [TOP / "deploy/run", "--data", data, "--port", str(self.port), *options],
            stdout=open(self.log, "wb"), stderr=subprocess.STDOUT, start_new_session=True)

    def text(self):
        return self.log.read_text(errors="replace")

    def wait_up(self, seconds=900):
        until = time.monotonic() + seconds
        while "Ctrl-C" not in self.text():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.text()[-3000:])
            time.sleep(0.2)
        return self

    def get(self, path):
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=10,
                                                 context=ssl._create_unverified_context())
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def interrupt(self, seconds=10):
        """Ctrl-C; how long it took."""
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(seconds)
        return time.monotonic() - began

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(15)
        self.log.unlink()


def processes_of(data):
    """Pids of programs that were started for this data folder."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if any(word.startswith(str(data).encode() + b"/") or f"={data}/".encode() in word for word in words):
                found[int(entry.name)] = words[0].decode()
    return found


@unittest.skipUnless(os.geteuid() == 0, "deploy/run needs root")
class RunTests(unittest.TestCase):
    def setUp(self):
        self.data = Path(tempfile.mkdtemp(prefix="mj-run."))
        self.runs = []

    def tearDown(self):
        for run in self.runs:
            run.close()
        shutil.rmtree(self.data, ignore_errors=True)

    def run_centre(self, *options):
        self.runs.append(Run(self.data, *options))
        return self.runs[-1]

    def test_the_demo_comes_up_restarts_what_dies_and_ends(self):
        run = self.run_centre().wait_up()
        self.assertIn(f"https://localhost:{run.port}", run.text())
        self.assertIn("zhiban1", run.text())
        page = run.get("/")
        self.assertEqual(page.status, 200)
        self.assertIn("default-src 'self'", page.headers["Content-Security-Policy"])
        self.assertEqual(run.get("/api/v1/session").status, 401)
        self.assertEqual(run.get("/node/v1/desired?rev=0").status, 404)
        recorder = next(pid for pid, name in processes_of(self.data).items() if name.endswith("mingjing-recorder"))
        os.kill(recorder, signal.SIGKILL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            again = [pid for pid, name in processes_of(self.data).items() if name.endswith("mingjing-recorder")]
            if again and recorder not in again:
                break
            time.sleep(0.2)
        self.assertTrue(again and recorder not in again)
        second = subprocess.run([TOP / "deploy/run", "--data", self.data, "--port", str(free_port())],
                                capture_output=True, text=True, timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertEqual(len(second.stderr.strip().splitlines()), 1, second.stderr)
        self.assertLess(run.interrupt(), 10)
        self.assertEqual(processes_of(self.data), {})

    def test_an_empty_centre_gives_a_one_time_link(self):
        run = self.run_centre("--no-demo").wait_up()
        link = re.search(r"https://localhost:\d+/#/invite/[\w-]+", run.text())
        self.assertTrue(link, run.text()[-500:])
        self.assertNotIn("zhiban1", run.text())
        self.assertLess(run.interrupt(), 10)
        self.assertEqual(processes_of(self.data), {})

    def test_what_stands_in_the_way_is_told_in_one_line(self):
        with socket.socket() as busy:
            busy.bind(("127.0.0.1", 0))
            busy.listen()
            port = busy.getsockname()[1]
            told = subprocess.run([TOP / "deploy/run", "--data", self.data, "--port", str(port)],
                                  capture_output=True, text=True, timeout=120)
        self.assertEqual(told.returncode, 1)
        lines = [line for line in told.stderr.splitlines() if line.startswith("错误")]
        self.assertEqual(len(lines), 1, told.stderr)
        self.assertIn(str(port), lines[0])


if __name__ == "__main__":
    unittest.main(verbosity=2)
