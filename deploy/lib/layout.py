# SPDX-License-Identifier: Apache-2.0
"""The data folder of one centre: where everything lies, and every configuration file in it.

Used by deploy/run and by the test harness alike, so that tests run what users run.
"""
import json
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
DEPLOY = REPO / "deploy"

SCHEMA = "mingjing"
OWNER = "mingjing_owner"
APP = "mingjing_app"
# A Unix socket's path has at most 107 bytes.
LONGEST_SOCKET = 107


class LayoutError(Exception):
    """Something about the data folder that the operator must put right; its text is shown as it is."""


@dataclass(frozen=True)
class Ports:
    """Everything listens on loopback; only `https` is for people."""

    https: int
    api: int
    events: int
    nodes: int
    recorder: int
    analyst: int
    rtsp: int
    cameras: int

    @classmethod
    def choose(cls, https=0):
        """The usual inner ports where they are free, others where they are not."""
        usual = [18081, 18082, 18083, 18084, 18085, 18554, 18586]
        taken = {https}
        inner = []
        for port in usual:
            if port in taken or not port_is_free(port):
                port = free_port(taken)
            taken.add(port)
            inner.append(port)
        return cls(https or free_port(taken), *inner)

    @classmethod
    def any_free(cls):
        """Ports for a test: all of them chosen by the system."""
        taken = set()
        for _ in range(8):
            taken.add(free_port(taken))
        return cls(*taken)


def port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(but_not=()):
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in but_not:
            return port


def has_ipv6_loopback():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


class Layout:
    """One data folder. `user` owns it; None means whoever runs this (tests without root)."""

    def __init__(self, data, ports, user=None, build="release", app=REPO, practice=False):
        self.practice = practice
        self.data = Path(data).resolve()
        self.ports = ports
        self.user = user
        self.app = Path(app)
        self.bin = self.app / "build" / build / "bin"
        self.run = self.data / "run"
        self.config = self.data / "config"
        self.secrets = self.data / "secrets"
        self.log = self.data / "log"
        self.evidence = self.data / "evidence"
        self.models = self.data / "models"
        self.demo = self.data / "demo"
        self.database = self.data / "mariadb"
        self.database_socket = self.run / "mariadb.sock"
        self.admin_socket = self.run / "center-admin.sock"
        self.supervisor_socket = self.run / "supervisor.sock"

    @property
    def url(self):
        return f"https://localhost:{self.ports.https}"

    # -- folders and secrets ---------------------------------------------------------------------

    def prepare(self):
        """Folders, passwords, certificate and configuration; what is there already stays."""
        if len(str(self.database_socket).encode()) > LONGEST_SOCKET - 8:
            raise LayoutError(f"数据目录路径过长 / the data folder's path is too long: {self.data}")
        self.make_folders()
        self.make_password("db-owner")
        self.make_password("db-app")
        self.make_certificate()
        self.write_configs()

    def make_folders(self):
        self.make_folder(self.data, 0o755)
        for folder in (self.secrets, self.database):
            self.make_folder(folder, 0o700)
        for folder in (self.run, self.log, self.config, self.models, self.demo, self.data / "tls"):
            self.make_folder(folder, 0o755)
        for folder in (self.evidence, self.data / "spool", self.data / "spool/recorder-1",
                       self.data / "spool/analyst-1"):
            self.make_folder(folder, 0o750)
        for folder in ("body", "proxy", "other"):
            self.make_folder(self.run / "nginx" / folder, 0o700)

    def make_folder(self, folder, mode):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
        self.give(folder)
        if folder.parent == self.run / "nginx":
            self.give(folder.parent)

    def make_password(self, name):
        file = self.secrets / f"{name}.password"
        if not file.exists():
            self.write(file, secrets.token_hex(24) + "\n", 0o600)

    def password(self, name):
        return (self.secrets / f"{name}.password").read_text().strip()

    def make_certificate(self):
        key, certificate = self.data / "tls/key.pem", self.data / "tls/certificate.pem"
        still_good = certificate.exists() and key.exists() and subprocess.run(
            ["openssl", "x509", "-checkend", "604800", "-noout", "-in", certificate],
            capture_output=True).returncode == 0
        if still_good:
            return
        made = subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-noenc", "-days", "825", "-subj", "/CN=localhost/O=Mingjing",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
             "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "extendedKeyUsage=serverAuth",
             "-keyout", key, "-out", certificate], capture_output=True, text=True)
        if made.returncode != 0:
            raise LayoutError(f"无法生成证书 / the certificate could not be made: {made.stderr.strip()}")
        key.chmod(0o600)
        certificate.chmod(0o644)
        self.give(key)
        self.give(certificate)

    # -- configuration ---------------------------------------------------------------------------

    def write_configs(self):
        for name, content in (("center", self.center_config()), ("recorder", self.recorder_config()),
                              ("analyst", self.analyst_config())):
            self.write(self.config / f"{name}.json", json.dumps(content, indent=2) + "\n", 0o644)
        self.write_template("mariadb/my.cnf.in", "my.cnf", DATA=self.data)
        self.write(self.config / "accounts.sql", self.accounts_sql(), 0o600)
        self.write_template("nginx/nginx.conf.in", "nginx.conf", DATA=self.data, APP=self.app,
                            LISTEN=self.nginx_listen(), API=self.ports.api, EVENTS=self.ports.events,
                            RECORDER=self.ports.recorder)

    def center_config(self):
        return {
            "database": {
                "socket": str(self.database_socket),
                "schema": SCHEMA,
                "ownerUser": OWNER,
                "ownerPasswordFile": str(self.secrets / "db-owner.password"),
                "appUser": APP,
                "appPasswordFile": str(self.secrets / "db-app.password"),
            },
            "listen": {
                "api": f"127.0.0.1:{self.ports.api}",
                "events": f"127.0.0.1:{self.ports.events}",
                "nodes": f"127.0.0.1:{self.ports.nodes}",
            },
            "adminSocket": str(self.admin_socket),
            "origins": [self.url, f"https://127.0.0.1:{self.ports.https}"],
            "secretsDir": str(self.secrets),
            "migrationsDir": str(self.app / "db/migrations"),
            "logFile": str(self.log / "center.log"),
            "qualityFile": str(self.app / "video/analysis/quality.json"),
            "verifierPage": str(self.app / "admin-ui/dist/verify.html"),
            "practice": self.practice,
            "nodes": [
                {"name": name, "kind": kind, "keyFile": str(self.node_key(name))}
                for name, kind in (("recorder-1", "recorder"), ("analyst-1", "analyst"))
            ],
        }

    def recorder_config(self):
        return {
            "node": "recorder-1",
            "keyFile": str(self.node_key("recorder-1")),
            "center": f"127.0.0.1:{self.ports.nodes}",
            "listen": f"127.0.0.1:{self.ports.recorder}",
            "storage": str(self.evidence),
            "spool": str(self.data / "spool/recorder-1"),
            "logFile": str(self.log / "recorder.log"),
        }

    def analyst_config(self):
        return {
            "node": "analyst-1",
            "keyFile": str(self.node_key("analyst-1")),
            "center": f"127.0.0.1:{self.ports.nodes}",
            "listen": f"127.0.0.1:{self.ports.analyst}",
            "evidence": str(self.evidence),
            "models": str(self.models),
            "spool": str(self.data / "spool/analyst-1"),
            "logFile": str(self.log / "analyst.log"),
        }

    def node_key(self, name):
        return self.secrets / f"node-{name}.key"

    def nginx_listen(self):
        lines = [f"listen 127.0.0.1:{self.ports.https} ssl http2;"]
        if has_ipv6_loopback():
            lines.append(f"listen [::1]:{self.ports.https} ssl http2;")
        return "\n        ".join(lines)

    def accounts_sql(self):
        """Run by mariadbd at every start, so it must be repeatable. `prepare` of the centre grants
        the application's rights, table by table; the owner can hand on what it has."""
        owner, app = self.password("db-owner"), self.password("db-app")
        return (
            f"CREATE DATABASE IF NOT EXISTS `{SCHEMA}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
            f"CREATE USER IF NOT EXISTS '{OWNER}'@'localhost' IDENTIFIED BY '{owner}';\n"
            f"ALTER USER '{OWNER}'@'localhost' IDENTIFIED BY '{owner}';\n"
            f"GRANT ALL PRIVILEGES ON `{SCHEMA}`.* TO '{OWNER}'@'localhost' WITH GRANT OPTION;\n"
            f"CREATE USER IF NOT EXISTS '{APP}'@'localhost' IDENTIFIED BY '{app}';\n"
            f"ALTER USER '{APP}'@'localhost' IDENTIFIED BY '{app}';\n"
        )

    # -- files -----------------------------------------------------------------------------------

    def write_template(self, template, name, **values):
        self.write(self.config / name, fill(DEPLOY / template, values), 0o644)

    def write(self, file, text, mode):
        """Replaces the file in one step; it never stands there with a wider mode or half written."""
        new = file.with_name(file.name + ".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as out:
            out.write(text)
        new.chmod(mode)
        self.give(new)
        new.replace(file)

    def give(self, path):
        if self.user and os.geteuid() == 0:
            account = pwd.getpwnam(self.user)
            os.chown(path, account.pw_uid, account.pw_gid)


def fill(template, values):
    """Replaces every @NAME@; a name that nobody set is our own mistake."""
    return re.sub(r"@([A-Z_]+)@", lambda match: str(values[match[1]]), Path(template).read_text())


def tool(name):
    """A program that Debian may keep outside an ordinary user's PATH."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/bin")
    if not found:
        raise LayoutError(f"缺少程序 / a program is missing: {name}")
    return found
