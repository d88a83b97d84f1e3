#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The second half of deploy/run: everything is installed and built; now the centre is brought up."""
import argparse
import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import services  # noqa: E402
from layout import DEPLOY, REPO, Layout, LayoutError, Ports, port_is_free  # noqa: E402
from supervision import Supervisor, programs_section  # noqa: E402

USER = "mingjing"
# What the unprivileged account must be able to read of the checkout.
READ_BY_ALL = ["build/release/bin", "db/migrations", "admin-ui/dist", "deploy/demo"]


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C, or a signal."""


def say(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def make_account():
    try:
        pwd.getpwnam(USER)
    except KeyError:
        made = subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", "--home-dir",
                               "/nonexistent", "--shell", "/usr/sbin/nologin", USER],
                              capture_output=True, text=True)
        if made.returncode != 0:
            raise LayoutError(f"无法建立系统账户 / the account {USER} could not be made: {made.stderr.strip()}")


def readable_by_account(folder):
    return subprocess.run([*services.become(USER), "test", "-r", folder / "db/migrations", "-a",
                           "-x", folder / "build/release/bin"], capture_output=True).returncode == 0


def program_folder(data):
    """The checkout, or where the account cannot read that, a copy of what runs in the data folder."""
    if readable_by_account(REPO):
        return REPO
    copy = data / "app"
    say(f"复制程序 programs are copied to {copy}")
    for part in READ_BY_ALL:
        target = copy / part
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(REPO / part, target)
    return copy


def check_free(data, port):
    """Fails in one line while nothing has been done yet."""
    if not 1 <= port <= 65535:
        raise LayoutError(f"端口无效 / not a port: {port}")
    lock_data(data).close()
    if not port_is_free(port):
        raise LayoutError(f"端口 {port} 已被占用，请用 --port 另选 / port {port} is busy: choose another with --port")


def lock_data(data):
    """Held while a centre runs on this data folder; a second one is told so."""
    (data / "run").mkdir(parents=True, exist_ok=True)
    lock = open(data / "run/lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise LayoutError(f"该数据目录的中心已在运行 / a centre is already running on {data}") from None
    return lock


def copy_fresh(source, target):
    for file in source.iterdir():
        there = target / file.name
        if file.is_file() and not (there.exists() and there.stat().st_size == file.stat().st_size
                                   and there.stat().st_mtime >= file.stat().st_mtime):
            shutil.copyfile(file, there)
            there.chmod(0o644)


def start(supervisor, *started, seconds=60):
    """Starts them together and waits until each is healthy."""
    for service in started:
        supervisor.start_program(service)
    for service in started:
        wait_healthy(supervisor, service, seconds)


def wait_healthy(supervisor, service, seconds):
    problem = services.wait_until_healthy(service, seconds, lambda: supervisor.is_alive(service))
    if problem:
        raise LayoutError(f"{service.name} 未能就绪 / is not healthy: {problem}\n"
                          f"    日志 log: {supervisor.layout.log}/{service.name}*.log")
    say(f"{service.name} 就绪 healthy")


def demo_centre(layout):
    """The demo's centre with the port of the day in its cameras' addresses."""
    text = (DEPLOY / "demo/centre.json").read_text()
    file = layout.config / "demo-centre.json"
    layout.write(file, text.replace("127.0.0.1:18554", f"127.0.0.1:{layout.ports.rtsp}"), 0o640)
    return file


def bring_up(layout, supervisor, demo):
    parts = [services.mariadb(layout), services.center(layout), services.recorder(layout),
             services.analyst(layout), services.nginx(layout)]
    if demo:
        parts.append(services.cameras(layout))
    database, center, *front = parts
    layout.write_template("supervisor/supervisord.conf.in", "supervisord.conf", DATA=layout.data,
                          PROGRAMS=programs_section(parts, layout))
    if not supervisor.start():
        raise LayoutError(f"监督进程未能启动 / the supervisor did not start: {layout.log}/supervisord.log")
    start(supervisor, database)
    services.prepare_center(layout)
    say("数据库已迁移 database migrated")
    start(supervisor, center)
    start(supervisor, *front)
    if demo:
        services.control(layout, "setup", "import", demo_centre(layout))
        say("演示数据已导入 demo imported")


def greet(layout, demo):
    print(f"\n  明镜 Mingjing   {layout.url}   （自签名证书 self-signed certificate）\n")
    if demo:
        staff = json.loads((DEPLOY / "demo/centre.json").read_text())["staff"]
        print("  演示账户 demo accounts        密码 password: " + staff[0]["password"])
        for person in staff:
            print(f"    {person['login']:<10} {person['name']:<8}\t{', '.join(person['roles'])}")
        print(f"\n  房间里有谁 who is in a room:  curl -X POST localhost:{layout.ports.cameras}/rooms/IT-01 "
              "-d '{\"officers\":1,\"person\":1}'")
        print(f"  演示一次在区过程 play one stay:  {DEPLOY}/demo/stay --port {layout.ports.https} "
              f"--cameras {layout.ports.cameras}")
    else:
        link = services.control(layout, "admin", "invite").strip().splitlines()[-1]
        print("  首位管理员一次性链接 one-time link for the first administrator:")
        print(f"    {link if link.startswith('https://') else layout.url + link}")
    print("\n  按 Ctrl-C 停止 / Ctrl-C stops everything\n", flush=True)


def run(given):
    data = Path(given.data).resolve()
    make_account()
    lock = lock_data(data)
    layout = Layout(data, Ports.choose(given.port), USER, app=program_folder(data), practice=given.practice)
    layout.prepare()
    services.create_database(layout)
    copy_fresh(REPO / "build/models", layout.models)
    if given.demo:
        copy_fresh(REPO / "build/demo-assets", layout.demo)
    supervisor = Supervisor(layout)
    try:
        bring_up(layout, supervisor, given.demo)
        greet(layout, given.demo)
        while supervisor.running():
            time.sleep(0.5)
        raise LayoutError(f"监督进程意外结束 / the supervisor ended unexpectedly: {layout.log}/supervisord.log")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        began = time.monotonic()
        say("正在停止 stopping ...")
        supervisor.stop()
        lock.close()
        say(f"已停止 stopped in {time.monotonic() - began:.1f} s")


def stop_on_signal(_number, _frame):
    raise Stopped


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--data", required=True)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--demo", action="store_true")
    options.add_argument("--practice", action="store_true")
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on_signal)
    os.umask(0o022)
    try:
        check_free(Path(given.data).resolve(), given.port)
        if not given.check:
            run(given)
    except Stopped:
        pass
    except (LayoutError, subprocess.TimeoutExpired, OSError) as error:
        print(f"错误 error: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
