# SPDX-License-Identifier: Apache-2.0
"""The processes of a centre: how each is started, when it is healthy, how long it may take to stop.

deploy/run hands this list to its supervisor, the test harness starts the same commands itself.
"""
import getpass
import http.client
import os
import pwd
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass, field

from layout import OWNER, SCHEMA, LayoutError, tool

PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Service:
    """One process. `healthy` says None when it is, else in a few words what is missing."""

    name: str
    argv: list
    healthy: object
    # Front parts stop first and together, then the centre, then the database.
    front: bool = False
    stop_seconds: int = 3
    # The account it runs as when everything is started by root; None is the centre's own.
    user: str = None
    environment: dict = field(default_factory=dict)


def mariadb(layout):
    return Service("mariadb", [tool("mariadbd"), f"--defaults-file={layout.config}/my.cnf",
                               *database_user(layout)],
                   lambda: database_problem(layout), stop_seconds=4)


def center(layout):
    return Service("center", [str(layout.bin / "mingjing-center"), "--config",
                              str(layout.config / "center.json")],
                   lambda: http_problem(layout.ports.api))


def recorder(layout):
    return Service("recorder", [str(layout.bin / "mingjing-recorder"), "--config",
                                str(layout.config / "recorder.json")],
                   lambda: http_problem(layout.ports.recorder), front=True)


def analyst(layout):
    return Service("analyst", [str(layout.bin / "mingjing-analyst"), "--config",
                               str(layout.config / "analyst.json")],
                   lambda: http_problem(layout.ports.analyst), front=True)


def nginx(layout):
    argv = [tool("nginx"), "-e", f"{layout.log}/nginx-error.log", "-c", f"{layout.config}/nginx.conf"]
    if os.geteuid() == 0 and not layout.user:
        argv += ["-g", "user root;"]
    return Service("nginx", argv, lambda: page_problem(layout.ports.https), front=True)


def cameras(layout, *, script=True, described=None):
    """`described` is a file in place of the demo's cameras.json."""
    argv = [PYTHON, str(layout.app / "deploy/demo/cameras/serve.py"),
            "--assets", str(layout.demo), "--rtsp-port", str(layout.ports.rtsp),
            "--control-port", str(layout.ports.cameras)]
    if not script:
        argv.append("--no-script")
    if described:
        argv += ["--cameras", str(described)]
    return Service("cameras", argv, lambda: http_problem(layout.ports.cameras), front=True,
                   user="nobody", environment={"HOME": "/nonexistent", "GST_REGISTRY_FORK": "no",
                                               "GST_REGISTRY": "/tmp/mingjing-cameras.registry"})


# -- the database -----------------------------------------------------------------------------


def database_user(layout):
    """mariadbd refuses to be root unless told so by name; under `user` it is that user already."""
    return ["--user=root"] if os.geteuid() == 0 and not layout.user else []


def create_database(layout):
    """Makes the empty data files once. Root of the database is the account that runs it."""
    if (layout.database / "mysql").is_dir():
        return
    if any(layout.database.iterdir()):
        raise LayoutError(f"数据库目录不完整 / the database folder is incomplete: {layout.database}")
    account = layout.user or ("root" if os.geteuid() == 0 else own_name())
    made = as_user(layout, [tool("mariadb-install-db"), "--no-defaults", f"--datadir={layout.database}",
                            "--auth-root-authentication-method=socket",
                            f"--auth-root-socket-user={account}", "--skip-test-db",
                            "--innodb-log-file-size=96M", f"--tmpdir={layout.run}", *database_user(layout)])
    if made.returncode != 0:
        raise LayoutError("无法建立数据库 / the database could not be made: "
                          + (made.stderr or made.stdout).strip()[-500:])


def own_name():
    return getpass.getuser()


def sql(layout, statement, account=OWNER, password="db-owner", schema=""):
    return subprocess.run(
        [tool("mariadb"), "--no-defaults", f"--socket={layout.database_socket}", f"--user={account}",
         "--batch", "--skip-column-names", "--execute", statement, *([schema] if schema else [])],
        env={**os.environ, "MYSQL_PWD": layout.password(password)},
        capture_output=True, text=True, timeout=20)


def database_problem(layout):
    if not layout.database_socket.exists():
        return "no socket yet"
    answer = sql(layout, "SELECT 1", schema=SCHEMA)
    return None if answer.stdout.strip() == "1" else answer.stderr.strip() or "no answer"


# -- the centre -------------------------------------------------------------------------------


def prepare_center(layout):
    """Secrets, migrations, grants: repeatable, and the first thing after the database answers."""
    done = as_user(layout, [str(layout.bin / "mingjing-center"), "--config",
                            str(layout.config / "center.json"), "prepare"])
    if done.returncode != 0:
        raise LayoutError("中心初始化失败 / the centre could not be prepared: "
                          + (done.stderr or done.stdout).strip()[-800:])


def control(layout, *arguments):
    """One command of mingjingctl over the centre's local socket; its standard output."""
    done = as_user(layout, [str(layout.bin / "mingjingctl"), "--socket", str(layout.admin_socket),
                            *map(str, arguments)])
    if done.returncode != 0:
        raise LayoutError(f"mingjingctl {' '.join(map(str, arguments))}: "
                          + (done.stderr or done.stdout).strip()[-800:])
    return done.stdout


def as_user(layout, argv):
    return subprocess.run([*become(layout.user), *argv], capture_output=True, text=True, timeout=300,
                          stdin=subprocess.DEVNULL, cwd="/")


def become(user):
    """The words before a command that make root run it as that user."""
    if not user or os.geteuid() != 0:
        return []
    return [tool("setpriv"), f"--reuid={user}", f"--regid={primary_group(user)}", "--init-groups",
            "--inh-caps=-all", "--reset-env"]


def primary_group(user):
    return str(pwd.getpwnam(user).pw_gid)


# -- health -----------------------------------------------------------------------------------


def http_problem(port, path="/health"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read(400).decode(errors="replace")
        return None if answer.status == 200 else f"{path} answered {answer.status} {body[:200]}"
    except OSError as error:
        return f"port {port}: {error.strerror or error}"
    except http.client.HTTPException as error:
        return f"port {port}: {error!r}"
    finally:
        connection.close()


def page_problem(port):
    """nginx is healthy when it serves the first page over TLS."""
    anyone = ssl.create_default_context()
    anyone.check_hostname = False
    anyone.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=3, context=anyone)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        return None if answer.status == 200 else f"/ answered {answer.status}"
    except OSError as error:
        return f"port {port}: {error.strerror or error}"
    except http.client.HTTPException as error:
        return f"port {port}: {error!r}"
    finally:
        connection.close()


def wait_until_healthy(service, seconds=60, alive=lambda: True):
    """None when it became healthy, else what was wrong to the last. `alive` false ends the wait."""
    until = time.monotonic() + seconds
    problem = "not asked yet"
    while time.monotonic() < until:
        problem = service.healthy()
        if problem is None:
            return None
        if not alive():
            return f"{problem} (the process ended)"
        time.sleep(0.1)
    return problem
