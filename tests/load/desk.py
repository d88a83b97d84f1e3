#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The desk on a full house: 50 persons present, 40 watchers, one command a second.

One watcher is the board in Chromium: a command reaches it when the person's tile has changed in the DOM. The others
do what the page does, through the same door: they listen to the hints, gather them as long as the page gathers them,
read the board again on a kept connection, and the command has reached them when the tile they read has it.
Afterwards every page is loaded once with an empty cache on a slowed processor.

    deploy/bench desk [--persons 50] [--watchers 40] [--seconds 180] [--slowed 4]
"""
import argparse
import gzip
import http.client
import json
import multiprocessing
import os
import random
import re
import ssl
import sys
import threading
import time
from pathlib import Path

from figures import Figures, percentile

from api import Contract  # noqa: E402  (figures puts tests/support on the path)
from desk import PASSWORD, Desk
from harness import TOP, Centre
from page import Page

LOGINS = ("zhiban1", "zhiban2", "fujing1", "fujing2", "fuze", "fazhi")
PROCESSES = 4
ROOM_CAPACITY = 4
# The page reads the board again after so long even without a hint; what was too busy it asks again later and later.
READ_AGAIN_S = 20
RETRIES_S = (1, 2, 4)


def gather_s():
    """How long a page gathers hints before its parts read again: after a quiet time, and otherwise."""
    text = (TOP / "admin-ui/src/api/events.ts").read_text()
    return tuple(int(re.search(rf"const {name} = (\d+)", text)[1]) / 1000 for name in ("firstMs", "gatherMs"))


class Door:
    """A browser's connections to the centre, through nginx."""

    def __init__(self, port):
        self.port = port
        self.context = ssl._create_unverified_context()
        self.kept = None
        self.cookie = None

    def connect(self):
        return http.client.HTTPSConnection("localhost", self.port, timeout=60, context=self.context)

    def headers(self, **more):
        return {"Origin": f"https://localhost:{self.port}", "Accept-Encoding": "gzip",
                **({"Cookie": self.cookie} if self.cookie else {}), **more}

    def sign_in(self, login, key):
        connection = self.connect()
        connection.request("POST", "/api/v1/session", json.dumps({"login": login, "password": PASSWORD}),
                           self.headers(**{"Content-Type": "application/json", "Idempotency-Key": key}))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        connection.close()
        return self

    def board(self):
        """The board, or None when the centre is too busy to give it."""
        self.kept = self.kept or self.connect()
        self.kept.request("GET", "/api/v1/board", headers=self.headers())
        answer = self.kept.getresponse()
        body = answer.read()
        if answer.status == 503:
            return None
        assert answer.status == 200, (answer.status, body[:200])
        return json.loads(gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body)

    def hints(self):
        """The topic of each hint, as it comes; "" when everything is to be read again."""
        stream = self.connect()
        stream.request("GET", "/api/v1/events/stream", headers=self.headers(Accept="text/event-stream"))
        answer = stream.getresponse()
        assert answer.status == 200, answer.status
        event = ""
        while line := answer.readline():
            if line.startswith(b"event:"):
                event = line[6:].strip().decode()
            elif line.startswith(b"data:") and event == "hint":
                yield json.loads(line[5:])["topic"]
            elif line.strip() == b"" and event == "reset":
                yield ""
            if line.strip() == b"":
                event = ""


class Watcher:
    """One board that is looked at. `seen` has when which tile was read with which seq."""

    stale_by = {"stays", "questionings", "findings", "rooms", "cameras", ""}

    def __init__(self, door, gather):
        self.door = door
        self.gather = gather
        self.moved = threading.Event()
        self.known = {}
        self.seen = []
        self.reads = self.busy = 0

    def listen(self):
        for topic in self.door.hints():
            if topic in self.stale_by:
                self.moved.set()

    def read(self):
        self.reads += 1
        board = self.door.board()
        for wait in RETRIES_S:
            if board:
                break
            self.busy += 1
            time.sleep(wait)
            board = self.door.board()
        if not board:
            return
        now = time.time()
        for tile in board["tiles"]:
            if self.known.get(tile["stayId"]) != tile["seq"]:
                self.known[tile["stayId"]] = tile["seq"]
                self.seen.append((tile["stayId"], tile["seq"], now))

    def watch(self, stop):
        threading.Thread(target=self.listen, daemon=True).start()
        first_s, gather_s = self.gather
        told = 0.0
        while not stop.is_set():
            if self.moved.wait(READ_AGAIN_S):
                time.sleep(first_s if time.monotonic() - told > gather_s else gather_s)
            self.moved.clear()
            told = time.monotonic()
            self.read()


def watch_many(port, logins, gather, ready, stop, results):
    """A process of several watchers, so that no interpreter is what is measured."""
    watchers = [Watcher(Door(port).sign_in(login, f"{os.getpid()}-{number}"), gather)
                for number, login in enumerate(logins)]
    for watcher in watchers:
        watcher.read()
    threads = [threading.Thread(target=watcher.watch, args=(stop,), daemon=True) for watcher in watchers]
    for thread in threads:
        thread.start()
    ready.put(len(watchers))
    stop.wait()
    time.sleep(1)
    results.put([(watcher.seen, watcher.reads, watcher.busy) for watcher in watchers])


class House:
    """The centre's rooms full of persons, and somebody who moves one of them."""

    def __init__(self, desk, persons, rng):
        self.desk, self.rng = desk, rng
        self.rooms = {}
        for number in range(persons // (ROOM_CAPACITY - 1) + 1):
            name = f"候问室测{number:02}"
            made = desk.as_("guanli").post("/rooms", {
                "code": f"WB-{number:02}", "name": name, "kind": "waiting", "capacity": ROOM_CAPACITY,
                "privacy": "normal", "sexUse": "any", "minorUse": False})
            self.rooms[made["id"]] = name
        self.stays = {}
        for _ in range(persons):
            stay = desk.arrive().admit(room=None)
            self.stays[stay.id] = None
            self.move(stay.id)

    def move(self, stay):
        """(stay, seq, room's name, when it was sent)"""
        taken = list(self.stays.values())
        free = [room for room in self.rooms if taken.count(room) < ROOM_CAPACITY and room != self.stays[stay]]
        room = self.rng.choice(free)
        sent = time.time()
        receipt = self.desk.duty.post(f"/stays/{stay}/placements", {"roomId": room})
        self.stays[stay] = room
        return stay, receipt["seq"], self.rooms[room], sent


def resident_kb(part):
    text = Path(f"/proc/{part.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", text)[1])


def cpu_s(part):
    fields = Path(f"/proc/{part.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, given, figures, centre):
        self.given, self.figures, self.centre = given, figures, centre
        self.rng = random.Random(given.seed)
        self.desk = Desk(centre, Contract())
        self.house = House(self.desk, given.persons, self.rng)
        self.detail = {"persons": given.persons, "watchers": given.watchers}

    def loads(self):
        """Every page once, with nothing in the cache."""
        pages = Page(self.centre, "loads", MINGJING_BENCH_SLOWED=self.given.slowed).result()
        for page in pages:
            self.figures.say(f"{page['path']}: {page['bytes']} bytes in {page['requests']} requests, "
                             f"{page['interactiveMs']} ms")
        board = next(page for page in pages if page["path"] == "/board")
        heaviest = max(pages, key=lambda page: page["bytes"])
        for name, page in (("board", board), ("heaviest", heaviest)):
            detail = {"page": page["path"], "persons": self.given.persons}
            self.figures.tell(f"{name}_bytes", page["bytes"], "B", **detail, of_them_code=page["codeBytes"])
            self.figures.tell(f"{name}_requests", page["requests"], "1", **detail)
            self.figures.tell(f"{name}_interactive_ms", page["interactiveMs"], "ms", **detail,
                              slowed=self.given.slowed, shown_ms=page["shownMs"])

    def watch(self):
        context = multiprocessing.get_context("fork")
        ready, results, stop = context.Queue(), context.Queue(), context.Event()
        before_kb = resident_kb(self.centre.center)
        others = self.given.watchers - 1
        logins = [LOGINS[i % len(LOGINS)] for i in range(others)]
        port = self.centre.layout.ports.https
        crew = [context.Process(target=watch_many, daemon=True,
                                args=(port, logins[i::PROCESSES], gather_s(), ready, stop, results))
                for i in range(PROCESSES)]
        for process in crew:
            process.start()
        for _ in crew:
            ready.get(timeout=120)
        page = Page(self.centre, "watch", MINGJING_BENCH_ROOMS=json.dumps(list(self.house.rooms.values())))
        page.wait_ready()
        time.sleep(2)
        opened_kb = resident_kb(self.centre.center)
        moves, burnt_s = self.commands()
        after_kb = resident_kb(self.centre.center)
        stop.set()
        seen = [result for _ in crew for result in results.get(timeout=60)]
        for process in crew:
            process.join()
        self.judge(moves, seen, page.result())
        self.figures.tell("center_kb_per_watcher", round((opened_kb - before_kb) / self.given.watchers, 1), "kB",
                          **self.detail, before_kb=before_kb, opened_kb=opened_kb, after_load_kb=after_kb)
        self.figures.tell("center_cpu_percent", round(100 * burnt_s / self.given.seconds, 1), "%", **self.detail,
                          reads=sum(reads for _, reads, _ in seen))
        self.figures.tell("reads_busy", sum(busy for _, _, busy in seen), "1", **self.detail)

    def commands(self):
        """One each second, whoever it is; what was sent when, and the center's processor time."""
        order = list(self.house.stays) * (self.given.seconds // self.given.persons + 1)
        burnt = cpu_s(self.centre.center)
        began = time.monotonic()
        moves = []
        for number in range(self.given.seconds):
            time.sleep(max(0.0, began + number - time.monotonic()))
            moves.append(self.house.move(order[number]))
            if number % 30 == 29:
                self.figures.say(f"{number + 1} of {self.given.seconds} commands")
        burnt = cpu_s(self.centre.center) - burnt
        time.sleep(3)
        return moves, burnt

    def judge(self, moves, seen, shown):
        reread, missed = [], 0
        for tiles, _, _ in seen:
            for stay, seq, _, sent in moves:
                at = [when for of, read, when in tiles if of == stay and read >= seq and when >= sent]
                missed += not at
                reread += [1000 * (min(at) - sent)] if at else []
        dom = []
        for stay, _, room, sent in moves:
            at = [c["atMs"] - 1000 * sent for c in shown["changes"]
                  if c["stay"] == stay and c["room"] == room and c["atMs"] >= 1000 * sent]
            missed += not at
            dom += [min(at)] if at else []
        worst = {"dom": dom, "reread": reread, "board": dom + reread}
        for name, took in worst.items():
            self.figures.tell(f"{name}_p99_ms", round(percentile(took, 99), 1), "ms", **self.detail,
                              p50_ms=round(percentile(took, 50), 1), max_ms=round(max(took), 1), samples=len(took))
        # A change that never came is no fast one.
        self.figures.tell("changes_missed", missed, "1", **self.detail, commands=len(moves))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--persons", type=int, default=50)
    options.add_argument("--watchers", type=int, default=40)
    options.add_argument("--seconds", type=int, default=180)
    options.add_argument("--slowed", type=int, default=4, help="how many times slower the first loads' processor is")
    options.add_argument("--seed", type=int, default=int(os.environ.get("SEED", 7)))
    given = options.parse_args()
    figures = Figures("desk")
    with Centre(build=os.environ.get("MINGJING_BUILD"), without=("recorder", "analyst", "cameras")) as centre:
        bench = Bench(given, figures, centre)
        bench.watch()
        bench.loads()


if __name__ == "__main__":
    sys.exit(main())
