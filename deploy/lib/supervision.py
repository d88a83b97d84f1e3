# SPDX-License-Identifier: Apache-2.0
"""The private supervisor of deploy/run: started as a child, told what to start, never left behind."""
import ctypes
import os
import signal
import subprocess
import sys
import time
import xmlrpc.client
from pathlib import Path

from layout import tool

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
PARTS = "parts"


def programs_section(services, layout):
    """The supervisor's part for each service; front ones share a group, so that they stop together."""
    text = ""
    for order, service in enumerate(services):
        environment = ",".join(f'{key}="{value}"' for key, value in service.environment.items())
        text += (
            f"\n[program:{service.name}]\n"
            f"command = {' '.join(quoted(word) for word in service.argv)}\n"
            f"user = {service.user or layout.user}\n"
            f"priority = {10 + order}\n"
            "directory = /\n"
            "autostart = false\n"
            "autorestart = true\n"
            "startsecs = 1\n"
            "startretries = 1000000\n"
            f"stopwaitsecs = {service.stop_seconds}\n"
            "stopasgroup = false\n"
            "killasgroup = true\n"
            "redirect_stderr = true\n"
            f"stdout_logfile = {layout.log}/{service.name}.out.log\n"
            "stdout_logfile_maxbytes = 5MB\n"
            "stdout_logfile_backups = 2\n"
            + (f"environment = {environment}\n" if environment else ""))
    front = ",".join(service.name for service in services if service.front)
    return text + f"\n[group:{PARTS}]\nprograms = {front}\npriority = 900\n"


def quoted(word):
    """As shlex reads it; a percent sign would be an expansion."""
    word = word.replace("%", "%%")
    return f'"{word}"' if any(char in word for char in " ;'") else word


class Supervisor:
    """Owns the supervisord process. `stop` leaves no process behind, within ten seconds."""

    def __init__(self, layout):
        self.layout = layout
        self.process = None

    def start(self):
        # Whatever a killed supervisor leaves becomes our child, so that we can end it.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.process = subprocess.Popen(
            [sys.executable, tool("supervisord"), "-n", "-c", str(self.layout.config / "supervisord.conf")],
            stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent)
        until = time.monotonic() + 15
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.call("getState")
                return True
            except OSError:
                time.sleep(0.05)
        return False

    def call(self, method, *arguments):
        from supervisor.xmlrpc import SupervisorTransport
        transport = SupervisorTransport(None, None, f"unix://{self.layout.supervisor_socket}")
        proxy = xmlrpc.client.ServerProxy("http://supervisor", transport)
        return getattr(proxy.supervisor, method)(*arguments)

    def start_program(self, service):
        self.call("startProcess", full_name(service), False)

    def is_alive(self, service):
        state = self.call("getProcessInfo", full_name(service))["statename"]
        return state in ("STARTING", "RUNNING", "BACKOFF")

    def running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self, seconds=9.0):
        if self.process is None:
            return
        until = time.monotonic() + seconds
        if self.running():
            self.process.terminate()
            while self.running() and time.monotonic() < until:
                time.sleep(0.05)
        for pid in descendants(os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        reap()


def full_name(service):
    return f"{PARTS}:{service.name}" if service.front else service.name


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def descendants(root):
    """Every living process below one, deepest last."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def reap():
    until = time.monotonic() + 1
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.02)
        except ChildProcessError:
            return
