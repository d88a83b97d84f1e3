# SPDX-License-Identifier: Apache-2.0
"""The staff of the demo at work: one stay after another, step by step, as the pages send them."""
import json
import time
import uuid
from pathlib import Path

PASSWORD = json.loads((Path(__file__).parent / "centre.json").read_text())["staff"][0]["password"]


SPECIAL_GROUPS = ("pregnant", "nursing", "deaf_mute", "blind", "foreign_language", "foreigner", "infectious",
                  "mental_illness", "drunk", "drugged", "serious_illness", "suicide_risk", "disabled", "over_70")


def now_us():
    return time.time_ns() // 1000


class Desk:
    """Signed-in staff by login, rooms by code, and the acts of a stay."""

    def __init__(self, open_browser):
        self.open_browser = open_browser
        self.clients = {}
        self.duty = self.as_("zhiban1")
        self.rooms = {room["code"]: room for room in self.duty.get("/rooms")["items"]}
        self.staff = {person["login"]: person for person in self.duty.get("/staff")["items"]}
        self.units = {unit["code"]: unit for unit in self.duty.get("/units")["items"]}

    def as_(self, login):
        if login not in self.clients:
            self.clients[login] = self.open_browser().sign_in(login, PASSWORD)
        return self.clients[login]

    def room(self, code):
        return self.rooms[code]["id"]

    def person(self, login):
        return self.staff[login]["id"]

    def open_case(self, kind="criminal", unit="CN"):
        number = f"A{uuid.uuid4().hex[:12]}"
        return self.duty.post("/cases", {"number": number, "name": "涉嫌盗窃案", "kind": kind,
                                         "unitId": self.units[unit]["id"]})["id"]

    def arrival(self, **changes):
        basis = {"kind": "criminal_summons", "oral": False, "documentNumber": "传唤证1号"}
        body = {"caseId": changes.pop("case", None) or self.open_case(), "unitId": self.units["CN"]["id"],
                "role": "suspect", "basis": basis, "arrivedAtUs": now_us(),
                "identity": {"name": "试样某", "idType": "none"},
                "facts": {"sex": "M", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []},
                "broughtBy": [self.person("banan1")]}
        body.update(changes)
        return body

    def arrive(self, **changes):
        body = self.arrival(**changes)
        return Stay(self, self.duty.post("/stays", body), body["facts"]["flags"])


class Stay:
    """One person's stay; each method is one act by the person at the desk, `who` another."""

    def __init__(self, desk, receipt, flags=None):
        self.desk = desk
        self.id = receipt["id"]
        self.number = receipt["number"]
        self.receipts = [receipt]
        self.flags = flags

    def act(self, path, body, who=None):
        receipt = (who or self.desk.duty).post(f"/stays/{self.id}/{path}", body)
        self.receipts.append(receipt)
        return receipt

    def attempt(self, path, body, who=None, key=None):
        return (who or self.desk.duty).send("POST", f"/stays/{self.id}/{path}", body, key)

    def register(self, **more):
        return self.act("registration", {"wristband": "W1", "rightsNoticeGiven": True, "groups": self.groups(), **more})

    def groups(self):
        """The special-group questions, answered as the arrival has said it."""
        flags = self.flags if self.flags is not None else self.detail()["facts"]["flags"]
        return {group: "yes" if group in flags else "no" for group in SPECIAL_GROUPS}

    def safety_check(self, checkers=("zhiban2", "banan1"), **more):
        return self.act("safety-checks", {
            "startedAtUs": now_us() - 1_000_000, "roomId": self.desk.room("SM-01"), "injuries": "none",
            "checkers": [self.desk.person(login) for login in checkers], "alcohol": "none", **more})

    def belongings(self, **more):
        return self.act("belongings", {"items": [{"name": "手机", "quantity": "壹部"}], "locker": "12",
                                       "keeper": self.desk.person("zhiban1"), "signedByPerson": True, **more})

    def information(self, **more):
        return self.act("information-collections", {"collected": ["portrait", "fingerprint"], **more})

    def wait_in(self, room="WT-01", **more):
        return self.act("placements", {"roomId": self.desk.room(room), **more})

    def admit(self, room="WT-01", **information):
        self.register()
        self.safety_check()
        self.belongings()
        self.information(**information)
        if room:
            self.wait_in(room)
        return self

    def question(self, room="IT-01", officers=("banan1", "banan2"), who="banan1", **more):
        """Starts; the others join by their own sign-in. Returns the questioning's id."""
        body = {"roomId": self.desk.room(room), "officers": [self.desk.person(o) for o in officers],
                "rightsRead": True, "recordingTold": True, **more}
        made = self.act("questionings", body, self.desk.as_(who))
        if body.get("mode") != "report":
            for login in officers:
                if login != who:
                    self.attend(made["id"], "join", login)
        return made["id"]

    def attend(self, questioning, action, login, **more):
        return self.desk.as_(login).post(f"/questionings/{questioning}/attendances",
                                         {"action": action, "function": "officer", **more})

    def end_questioning(self, questioning, who="banan1", room="WT-01", **more):
        return self.desk.as_(who).post(f"/questionings/{questioning}/end", {
            "transcriptSigned": True, **({"nextRoomId": self.desk.room(room)} if room else {}), **more})

    def decide(self, decision="bail", **more):
        return self.act("decisions", {"decision": decision, **more})

    def exit_check(self, **more):
        return self.act("exit-checks", {"belongings": "all_returned", "wristbandRemoved": True, "injuries": "none",
                                        "documentsSigned": True, "familyTold": "told", **more})

    def depart(self, **more):
        return self.act("departures", {"kind": "released", "destination": "home", **more})

    def detail(self):
        return self.desk.duty.get(f"/stays/{self.id}")

    def timeline(self):
        return self.desk.duty.get(f"/stays/{self.id}/timeline")

    def findings(self, rule=None, status="all"):
        listed = self.desk.as_("fazhi").get("/findings", status=status, stay=self.id)["items"]
        return [item for item in listed if rule in (None, item["rule"])]

    def wait_finding(self, rule, seconds=15, status="to_review"):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := self.findings(rule, status):
                return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no {status} finding {rule}: {self.findings()}")
