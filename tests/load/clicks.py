#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the most frequent tasks of duty officer, guard and investigator cost in entries, beside their budgets.

The real centre in Chromium; the script in admin-ui/e2e/bench walks the shortest way of each task from the role's home
page to the centre's 201, while listeners in the page count every click, tap, key, chord, scan and typed field.
Cameras are said to record by the real node protocol; nobody needs their pictures here.

    deploy/bench clicks
"""
import http.server
import json
import os
import sys
import threading

from figures import Figures

from api import Contract  # noqa: E402  (figures puts tests/support on the path)
from desk import Desk, now_us
from harness import Centre
from node import NodeVoice
from page import Page

HOUR_US = 3600 * 1_000_000
CASE = "J2026-000123"


class CaseSystem(http.server.BaseHTTPRequestHandler):
    """The provincial case system's answer for one case."""

    def do_GET(self):
        basis = {"kind": "criminal_summons", "oral": False, "documentNumber": "传唤证7号", "issuedBy": "城南派出所"}
        person = {"role": "suspect", "basis": basis, "identity": {"name": "试约甲", "idType": "none"},
                  "facts": {"sex": "M", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []}}
        case = {"number": CASE, "name": "涉嫌诈骗案", "kind": "criminal", "unitCode": "CN", "persons": [person]}
        found = self.path == f"/cases/{CASE}"
        body = json.dumps({"cases": [case]}).encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def connect_case_system(centre):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), CaseSystem)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    file = centre.layout.config / "bench-settings.json"
    file.write_text(json.dumps({"settings": {"case_system": f"127.0.0.1:{server.server_port}"}}))
    centre.control("setup", "import", file)


def expected_person(desk, name):
    body = desk.arrival(identity={"name": name, "idType": "none"})
    for only_of_arrivals in ("arrivedAtUs", "broughtBy"):
        del body[only_of_arrivals]
    desk.duty.post("/bookings", {**body, "expectedAtUs": now_us() + HOUR_US, "needs": []})
    return name


def overdue_request(desk):
    """Somebody asked for legal aid more than a day ago, and it was not passed on (TIME-29)."""
    stay = desk.arrive(arrivedAtUs=now_us() - 30 * HOUR_US)
    stay.act("acts", {"act": "note_request", "values": {"kind": "legal_aid"}, "mode": "report",
                      "happenedAtUs": now_us() - 26 * HOUR_US})
    return stay.number


def waiting_rooms(desk):
    """Rooms of the bench's own, so that it is known who is in them: {code: name}"""
    names = {"WK-01": "候问室测一", "WK-02": "候问室测二", "WK-03": "候问室测三"}
    for code, name in names.items():
        made = desk.as_("guanli").post("/rooms", {
            "code": code, "name": name, "kind": "waiting", "capacity": 4, "privacy": "normal", "sexUse": "any",
            "minorUse": False})
        desk.rooms[code] = {"id": made["id"]}
    return names


def people(desk):
    """Who waits for what; numbers as the board shows them."""
    names = waiting_rooms(desk)
    seed = {"expected": expected_person(desk, "试约人"), "overdue": overdue_request(desk), "caseNumber": CASE}
    seed["place"] = desk.arrive().admit(room=None).number
    seed["note"] = desk.arrive().admit("WK-02").number
    leaving = desk.arrive().admit("WT-01")
    leaving.decide()
    seed["release"] = leaving.number
    desk.arrive().admit("WK-01")
    desk.arrive().admit("WK-02")
    watched = desk.arrive().admit("WK-03")
    watched.act("acts", {"act": "begin_watch", "values": {"officer": desk.person("fujing2")}})
    seed["watched"] = watched.number
    seed["earlier"] = desk.arrive().admit("WT-01").number
    seed["question"] = desk.arrive().admit("WT-01").number
    seed.update(oneRoom=names["WK-01"], fullRoom=names["WK-02"], offlineRoom=names["WK-03"],
                badge=desk.staff["zhiban2"]["badge"])
    return seed


def main():
    figures = Figures("clicks")
    with Centre(build=os.environ.get("MINGJING_BUILD"), without=("recorder", "analyst", "cameras")) as centre:
        desk = Desk(centre, Contract())
        recorder = NodeVoice(centre, "recorder-1")
        recorder.run(*[camera["id"] for camera in desk.duty.get("/cameras")["items"]])
        connect_case_system(centre)
        page = Page(centre, "clicks", MINGJING_BENCH_SEED=json.dumps(people(desk)))
        held = page.wait() == 0
        recorder.stop()
        for one in page.told():
            way = [f"{entry['what']} {entry['on']}" for entry in one["entries"]]
            figures.tell(f"{one['task']}_clicks", one["clicks"], "entries", way=way)
            figures.tell(f"{one['task']}_budget", one["budget"], "entries")
        return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
