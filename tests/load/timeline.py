#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Durable commands beside a bare loop of the same rows, and what is left of them after kill -9.

Eight clients note care with a sealed remark over loopback HTTP, on stays of their own and on one stay. The bare loop
writes the rows of such a command by prepared statements, with the same clients and the same durability, alternated
three times. Then control server and database are killed under load, and unanswered keys are sent again.

    deploy/bench timeline [--seconds 20] [--kills 50] [--database-kills 10]
"""
import argparse
import json
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import time
import uuid

from figures import Figures, percentile

from api import Contract  # noqa: E402  (figures puts tests/support on the path)
from desk import Desk
from harness import OWNER_OF_ALL, Centre

CLIENTS = 8
# A stay has some dozens of events; a client goes on to a fresh one after so many commands. There are stays for a
# client that is as fast as MOST_PER_S.
PER_STAY = 40
MOST_PER_S = 500
NOTE = "已饮水，情况正常。" * 4


class Sender:
    """One client's requests by hand, so that a connection that is cut is seen as one."""

    def __init__(self, port, origin, cookie):
        self.port = port
        self.headers = {"Host": "localhost", "Origin": origin, "Cookie": cookie, "Content-Type": "application/json"}
        self.head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items()) + "Connection: close\r\n"
        self.body = json.dumps({"kind": "water", "note": NOTE}).encode()

    def load(self, stays, seconds):
        """What bench_command_load wants to know."""
        headers = {name: value for name, value in self.headers.items() if name != "Host"}
        return json.dumps({"address": f"127.0.0.1:{self.port}", "headers": headers, "body": self.body.decode(),
                           "perStay": PER_STAY, "seconds": seconds, "stays": stays})

    def care(self, stay, key):
        """The status; 0 when there was no answer."""
        text = (f"POST /api/v1/stays/{stay}/care HTTP/1.1\r\n{self.head}Idempotency-Key: {key}\r\n"
                f"Content-Length: {len(self.body)}\r\n\r\n").encode() + self.body
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
                connection.sendall(text)
                answer = b""
                while chunk := connection.recv(65536):
                    answer += chunk
        except OSError:
            return 0
        return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") and b"\r\n\r\n" in answer else 0


def drive_through_kills(sender, stay, stop, results):
    """Every key is sent until it is answered."""
    keys = retried = 0
    while not stop.is_set():
        key = uuid.uuid4()
        keys += 1
        while sender.care(stay, key) != 201:
            retried += 1
            time.sleep(0.05)
    results.put((stay, keys, retried))


class TwoSchemas(Centre):
    """The bare loop has a schema of its own, migrated by the same program, so that no rule looks at its rows."""

    def start(self):
        accounts = self.layout.config / "accounts.sql"
        self.layout.write(accounts, accounts.read_text() + OWNER_OF_ALL + "CREATE DATABASE IF NOT EXISTS mingjing_bare "
                          "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n", 0o600)
        super().start()
        config = json.loads((self.layout.config / "center.json").read_text())
        config["database"]["schema"] = "mingjing_bare"
        file = self.layout.config / "bare.json"
        file.write_text(json.dumps(config))
        subprocess.run([self.layout.bin / "mingjing-center", "--config", file, "prepare"], check=True)


class Bench:
    def __init__(self, given, figures, centre):
        self.given = given
        self.figures = figures
        self.centre = centre
        self.desk = Desk(centre, Contract())
        client = self.desk.duty
        self.sender = Sender(client.port, client.origin, client.cookie)
        self.case = self.desk.open_case()

    def stays(self, count):
        return [self.desk.arrive(case=self.case).id for _ in range(count)]

    def sql(self, statement):
        layout = self.centre.layout
        done = subprocess.run(["mariadb", f"--socket={layout.database_socket}", "-u", "mingjing_owner",
                               f"-p{layout.password('db-owner')}", "-N", "-B", "mingjing", "-e", statement],
                              capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def handler_writes(self):
        return int(self.sql("SHOW GLOBAL STATUS LIKE 'Handler_write'").split()[1])

    def commands(self, one_stay):
        """Commands a second and latencies of one round."""
        per_client = 1 if one_stay else self.given.seconds * MOST_PER_S // PER_STAY + 1
        shared = self.stays(1)
        lists = [shared if one_stay else self.stays(per_client) for _ in range(CLIENTS)]
        self.quiet()
        before, began = self.handler_writes(), time.monotonic()
        done = subprocess.run([self.centre.layout.bin / "bench_command_load"], capture_output=True, text=True, check=True,
                              input=self.sender.load(lists, self.given.seconds))
        seconds = time.monotonic() - began
        answer = json.loads(done.stdout)
        took = [us / 1e6 for us in answer["tookUs"]]
        self.quiet()
        writes = self.handler_writes() - before
        return {"per_s": len(took) / seconds, "took": took, "refused": answer["refused"],
                "handler_writes": writes / max(1, len(took))}

    def quiet(self):
        """Until the rules have worked off what was written."""
        began = time.monotonic()
        until = began + 60
        while int(self.sql("SELECT COUNT(*) FROM outbox")) > 0 and time.monotonic() < until:
            time.sleep(0.1)
        if time.monotonic() - began > 5:
            self.figures.say(f"the rules took {time.monotonic() - began:.0f} s to catch up")

    def bare(self):
        layout = self.centre.layout
        done = subprocess.run(
            [layout.bin / "bench_bare_loop", "--socket", layout.database_socket, "--schema", "mingjing_bare", "--user",
             "mingjing_owner", "--password-file", layout.secrets / "db-owner.password", "--clients", str(CLIENTS),
             "--seconds", str(self.given.seconds)], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def rates(self):
        separate, one, bare = [], [], []
        for number in range(3):
            self.figures.say(f"round {number + 1} of 3")
            separate.append(self.commands(False))
            bare.append(self.bare())
            one.append(self.commands(True))
            self.figures.say(f"separate {separate[-1]['per_s']:.0f}/s, one stay {one[-1]['per_s']:.0f}/s, "
                             f"bare {bare[-1]['commitsPerSecond']:.0f}/s")
        self.tell_rate("commands_per_s", separate)
        self.tell_rate("commands_per_s_one_stay", one)
        bare_rates = [b["commitsPerSecond"] for b in bare]
        self.figures.tell("bare_loop_per_s", round(middle(bare_rates), 1), "1/s",
                          rounds=[round(r, 1) for r in bare_rates],
                          handler_write_per_commit=round(bare[0]["perCommit"]["Handler_write"], 2))
        ratios = [s["per_s"] / b for s, b in zip(separate, bare_rates)]
        self.figures.tell("ratio_to_bare_loop", round(middle(ratios), 3), "1", rounds=[round(r, 3) for r in ratios],
                          clients=CLIENTS, seconds=self.given.seconds, commands_per_stay=PER_STAY)

    def tell_rate(self, figure, rounds):
        took = sorted(t for r in rounds for t in r["took"])
        self.figures.tell(figure, round(middle([r["per_s"] for r in rounds]), 1), "1/s",
                          rounds=[round(r["per_s"], 1) for r in rounds],
                          p50_ms=round(percentile(took, 50) * 1000, 2), p99_ms=round(percentile(took, 99) * 1000, 2),
                          refused=sum(r["refused"] for r in rounds),
                          handler_write_per_command_with_rules=round(middle([r["handler_writes"] for r in rounds]), 2))

    def kills(self):
        stays = self.stays(CLIENTS)
        results, stop = multiprocessing.Queue(), multiprocessing.Event()
        workers = [multiprocessing.Process(target=drive_through_kills, args=(self.sender, stay, stop, results))
                   for stay in stays]
        for worker in workers:
            worker.start()
        order = [self.centre.center] * self.given.kills + [self.centre.mariadb] * self.given.database_kills
        random.Random(7).shuffle(order)
        for number, part in enumerate(order):
            time.sleep(random.uniform(0.05, 0.4))
            part.kill()
            part.start()
            if number % 10 == 9:
                self.figures.say(f"{number + 1} of {len(order)} kills")
        time.sleep(1)
        stop.set()
        answers = [results.get() for _ in workers]
        for worker in workers:
            worker.join()
        lost = duplicates = keys = retried = 0
        for stay, sent, again in answers:
            stored = int(self.sql("SELECT COUNT(*) FROM timeline WHERE type = 'CareGiven' AND "
                                  f"stream_id = UNHEX('{stay.replace('-', '')}')"))
            lost += max(0, sent - stored)
            duplicates += max(0, stored - sent)
            keys, retried = keys + sent, retried + again
            if not self.desk.duty.get(f"/stays/{stay}/timeline")["chainIntact"]:
                self.figures.say(f"broken chain: {stay}")
                lost += 1
        detail = {"kills": self.given.kills, "database_kills": self.given.database_kills, "keys": keys,
                  "retries": retried}
        self.figures.tell("lost", lost, "1", **detail)
        self.figures.tell("duplicates", duplicates, "1", **detail)


def middle(values):
    return sorted(values)[len(values) // 2]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seconds", type=int, default=20)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--database-kills", type=int, default=10)
    given = options.parse_args()
    figures = Figures("timeline")
    with TwoSchemas(build=os.environ.get("MINGJING_BUILD"), without=("recorder", "analyst", "nginx", "cameras")) as centre:
        bench = Bench(given, figures, centre)
        bench.rates()
        bench.kills()


if __name__ == "__main__":
    sys.exit(main())
