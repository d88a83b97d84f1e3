#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A burst: 25 persons of a few cases within minutes, eight clients at the desk, room by room.

Every client takes the next step of whoever waits: admission step by step, then a place in a waiting room as the
centre proposes it. Mixed in are two desks that want the same place, stale pages, and reports that come late or tell
of something unlawful. Afterwards the timelines alone say whether a plan was unlawful, an acknowledged act is missing,
or a report was refused. WAIT-02 and WAIT-03 are confirmed for this centre, so they refuse plans.

    deploy/bench burst [--persons 25] [--clients 8] [--seed N]
"""
import argparse
import os
import queue
import random
import threading
import time
import uuid

from figures import Figures, percentile

from api import Client, Contract  # noqa: E402  (figures puts tests/support on the path)
from demo_desk import SPECIAL_GROUPS
from desk import PASSWORD, Desk, now_us
from harness import Centre

SPAN_US = 20 * 60 * 1_000_000
STEPS = ("register", "safety", "belongings", "information", "place", "place", "move")
LOGINS = ("zhiban1", "zhiban2")


class Person:
    def __init__(self, index, rng, cases):
        self.index = index
        self.case = rng.choice(cases)
        self.sex = rng.choice("FMMM")
        self.minor = rng.random() < 0.2
        self.steps = list(STEPS)
        self.stay = None
        self.seq = 0

    def facts(self):
        return {"sex": self.sex, "birthDate": "2012-03-04" if self.minor else "1985-03-04", "identityUnknown": False,
                "flags": []}


class Burst:
    def __init__(self, centre, desk, options, figures):
        self.rng = random.Random(options.seed)
        self.centre, self.desk, self.figures = centre, desk, figures
        # A centre for a burst: rooms for women, men and minors, none for all of them.
        for i in range(16):
            desk.as_("guanli").post("/rooms", {
                "code": f"WB-{i:02}", "name": f"候问室测{i:02}", "kind": "waiting", "capacity": 4, "privacy": "normal",
                "sexUse": "F" if i % 4 == 0 else "M", "minorUse": i % 5 == 0})
        self.rooms = {r["id"]: r for r in desk.duty.get("/rooms")["items"]}
        self.waiting = [i for i, r in self.rooms.items() if r["kind"] == "waiting"]
        cases = [desk.open_case() for _ in range(max(2, options.persons // 5))]
        self.persons = [Person(i, self.rng, cases) for i in range(options.persons)]
        self.clients = options.clients
        self.todo = queue.Queue()
        self.lock = threading.Lock()
        self.receipts, self.step_ms = [], []
        self.counts = {"plans": 0, "plans_refused": 0, "plans_stale": 0, "reports": 0, "reports_refused": 0,
                       "reports_unlawful": 0, "conflicts": 0}

    def note(self, **more):
        with self.lock:
            for name, by in more.items():
                self.counts[name] += by

    def send(self, client, person, path, body, report=False):
        """One act; its receipt is kept. The answer's status."""
        url = f"/stays/{person.stay}/{path}" if person.stay else path
        began = time.monotonic()
        answer = client.send("POST", url, body)
        with self.lock:
            self.step_ms.append((time.monotonic() - began) * 1000)
        self.note(**{"reports" if report else "plans": 1})
        if answer.status == 201:
            receipt = answer.json()
            with self.lock:
                self.receipts.append((receipt["stream"], receipt["seq"], receipt["hash"]))
            person.seq = max(person.seq, receipt["seq"])
            return receipt
        if report:
            self.note(reports_refused=1)
            self.figures.say(f"report refused: {path} {answer.body[:300]}")
        elif answer.status == 409:
            self.note(plans_stale=1)
            person.seq = self.desk.duty.get(f"/stays/{person.stay}")["tile"]["seq"]
        else:
            self.note(plans_refused=1)
        return None

    def arrive(self, client, person, arrived_us):
        body = self.desk.arrival(case=person.case, facts=person.facts(), arrivedAtUs=arrived_us,
                                 identity={"name": f"试样{person.index}", "idType": "none"})
        receipt = self.send(client, person, "/stays", body, report=True)
        person.stay, person.seq = receipt["id"], receipt["seq"]

    def step(self, client, rng, person, name):
        """True when the step is done; else it is tried again."""
        plan = {"expectedSeq": person.seq - (1 if rng.random() < 0.05 else 0)}
        if name == "register":
            return self.send(client, person, "registration", {
                "wristband": f"W{person.index}", "rightsNoticeGiven": True,
                "groups": dict.fromkeys(SPECIAL_GROUPS, "no"), **plan})
        if name == "safety":
            checkers = ("zhiban1", "banan2") if person.sex == "F" else ("zhiban2", "banan1")
            return self.send(client, person, "safety-checks", {
                "startedAtUs": now_us(), "checkers": [self.desk.person(c) for c in checkers], "injuries": "none",
                "alcohol": "none", **plan})
        if name == "belongings":
            return self.send(client, person, "belongings", {
                "items": [{"name": "手机", "quantity": "壹部"}], "keeper": self.desk.person("zhiban1"), "signedByPerson": True, **plan})
        if name == "information":
            return self.send(client, person, "information-collections", {"collected": ["portrait"], **plan})
        return self.place(client, rng, person, plan)

    def place(self, client, rng, person, plan):
        proposals = client.get(f"/stays/{person.stay}/room-proposals", purpose="waiting")["items"]
        allowed = [p["room"]["id"] for p in proposals if p["allowed"] and not p["notices"]]
        # An officer who does not look takes any room; the centre must keep him from what is unlawful.
        room = rng.choice(self.waiting) if rng.random() < 0.4 or not allowed else allowed[0]
        if rng.random() < 0.2:
            return self.both_want(client, person, room)
        return self.send(client, person, "placements", {"roomId": room, **plan}) or not allowed

    def both_want(self, client, person, room):
        """Two desks, one place: this person and another who is ready for a room, in the same moment."""
        self.note(conflicts=1)
        others = [p for p in self.persons if p is not person and p.stay and "information" not in p.steps]
        if not others:
            return None
        other = self.rng.choice(others)
        race = threading.Thread(target=lambda: self.send(self.desk.as_("zhiban2"), other, "placements", {"roomId": room}))
        race.start()
        done = self.send(client, person, "placements", {"roomId": room})
        race.join()
        return done

    def report(self, client, rng, person):
        """What happened is told late, and is not always lawful."""
        at_us = now_us() - rng.randrange(0, SPAN_US // 4)
        meta = {"mode": "report", "happenedAtUs": at_us}
        if rng.random() < 0.7:
            self.send(client, person, "care", {"kind": rng.choice(["water", "meal", "toilet"]), **meta}, report=True)
        else:
            self.note(reports_unlawful=1)
            self.send(client, person, "placements", {"roomId": rng.choice(self.waiting), **meta}, report=True)

    def work(self, login, seed):
        rng = random.Random(seed)
        client = Client(self.centre, self.desk.contract).sign_in(login, PASSWORD)
        while True:
            try:
                person, tries = self.todo.get(timeout=5)
            except queue.Empty:
                return
            if person.stay is None:
                self.arrive(client, person, now_us() - SPAN_US + person.index * SPAN_US // len(self.persons))
            elif self.step(client, rng, person, person.steps[0]) or tries > 5:
                person.steps.pop(0)
                tries = 0
            if rng.random() < 0.1:
                self.report(client, rng, person)
            if person.steps:
                self.todo.put((person, tries + 1))

    def run(self):
        for person in self.persons:
            self.todo.put((person, 0))
        began = time.monotonic()
        workers = [threading.Thread(target=self.work, args=(LOGINS[i % len(LOGINS)], self.rng.random()))
                   for i in range(self.clients)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return time.monotonic() - began

    # ------------------------------------------------------------------ what the timelines say

    def judge(self):
        timelines = {p.stay: self.desk.duty.get(f"/stays/{p.stay}/timeline") for p in self.persons}
        stored = {(stay, e["seq"], e["hash"]) for stay, t in timelines.items() for e in t["events"]}
        lost = [r for r in self.receipts if tuple(r) not in stored]
        broken = [s for s, t in timelines.items() if not t["chainIntact"]
                  or [e["seq"] for e in t["events"]] != list(range(1, t["seq"] + 1))]
        placed = [(e["enteredUs"], e["happenedUs"], stay, e["room"]["id"], e.get("reported", False))
                  for stay, t in timelines.items() for e in t["events"] if e["type"] == "PersonPlaced"]
        unlawful = [p for p in placed if not p[4] and self.breaks(p, placed)]
        # The same look at reports shows that it sees what it looks for.
        told = len([p for p in placed if p[4] and self.breaks(p, placed)])
        return len(lost) + len(broken), unlawful, len([p for p in placed if not p[4]]), told

    def breaks(self, plan, placed):
        """Who was in the room, as far as it was known when the plan was made, and could not be there together?"""
        entered, _, stay, room, _ = plan
        person = next(p for p in self.persons if p.stay == stay)
        for other in self.persons:
            known = [p for p in placed if p[2] == other.stay and p[0] < entered and p[1] <= entered]
            if other is person or not known:
                continue
            if max(known, key=lambda p: (p[1], p[0]))[3] != room:
                continue
            if other.sex != person.sex or other.minor != person.minor or other.case == person.case:
                return True
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--persons", type=int, default=25)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED", uuid.uuid4().int % 10**6)))
    options = parser.parse_args()
    figures = Figures("burst")
    figures.say(f"seed {options.seed}")
    with Centre(without=("recorder", "analyst", "nginx", "cameras")) as centre:
        desk = Desk(centre, Contract())
        for rule in ("WAIT-02", "WAIT-03"):
            desk.as_("fazhi").send("POST", f"/rules/{rule}/confirmation", {"confirmed": True, "note": "测量"})
        rules = {r["id"]: r["refuses"] for r in desk.as_("fazhi").get("/rules")["items"]}
        assert rules["WAIT-02"] and rules["WAIT-03"], "confirmed"
        burst = Burst(centre, desk, options, figures)
        seconds = burst.run()
        lost, unlawful, plans, told = burst.judge()
        for plan in unlawful:
            figures.say(f"unlawful plan: {plan}")
        counts = burst.counts
        detail = {"persons": options.persons, "clients": options.clients, "seed": options.seed,
                  "simulated_min": SPAN_US // 60_000_000}
        figures.tell("plans_unlawful", len(unlawful), "plans", placements_planned=plans, refused=counts["plans_refused"],
                     two_desks=counts["conflicts"], **detail)
        figures.tell("lost_updates", lost, "acts", acknowledged=len(burst.receipts), stale_pages=counts["plans_stale"], **detail)
        figures.tell("reports_refused", counts["reports_refused"], "reports", reports=counts["reports"],
                     told_of_a_room_at_random=counts["reports_unlawful"], of_them_unlawful=told, **detail)
        figures.tell("step_p50_ms", round(percentile(burst.step_ms, 50), 1), "ms", steps=len(burst.step_ms), **detail)
        figures.tell("step_p99_ms", round(percentile(burst.step_ms, 99), 1), "ms", steps=len(burst.step_ms), **detail)
        figures.tell("burst_s", round(seconds, 1), "s", **detail)


if __name__ == "__main__":
    main()
