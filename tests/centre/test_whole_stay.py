#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Everything between arrival and departure: plain acts, what lasts, corrections, approvals, bases, bookings, checks."""
import http.server
import json
import subprocess
import sys
import threading
import time
import unittest
import uuid
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk, now_us  # noqa: E402
from harness import Centre  # noqa: E402

HOUR = 3600 * 1_000_000
MINUTE = 60 * 1_000_000
WOMAN = {"sex": "F", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []}

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01", "WT-03")


def do(stay, act, values=None, who=None, **meta):
    return stay.act("acts", {"act": act, "values": values or {}, **meta}, who)


def attempt(stay, act, values=None, who=None, **meta):
    return stay.attempt("acts", {"act": act, "values": values or {}, **meta}, who)


def newest(stay, act):
    return next(a for a in stay.detail()["acts"] if a["act"] == act)


class PlainActs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kinds = {a["name"]: a for a in desk.duty.get("/acts")["acts"]}

    def test_every_act_and_field_has_words_in_both_languages(self):
        self.assertGreater(len(self.kinds), 25)
        for act in self.kinds.values():
            for thing in [act, *act["fields"], *(w for f in act["fields"] for w in f.get("words", []))]:
                self.assertRegex(thing["label"], r"[一-鿿]", thing)
                self.assertRegex(thing["labelEn"], r"[A-Z]", thing)
                self.assertNotIn("act.", thing["label"] + thing["labelEn"])

    def test_every_act_can_be_done_as_its_own_form_says(self):
        """Reports, so that none needs another before it: the catalogue is enough to fill in any form."""
        stay = desk.arrive().admit()
        request = do(stay, "note_request", {"kind": "lawyer"})
        self.assertTrue(request["seq"])
        ids = {"requestId": stay.detail()["openRequests"][0]["requestId"]}
        for act in self.kinds.values():
            values = {f["name"]: self.example(f, ids) for f in act["fields"] if f["name"] != "approvalId"}
            who = desk.as_("fazhi") if act["ability"] == "review_legality" else None
            do(stay, act["name"], values, who, mode="report", happenedAtUs=now_us())
            shown = newest(stay, act["name"])
            labels = {s["label"] for s in shown["said"]}
            self.assertEqual(labels, {f["label"] for f in act["fields"] if f["name"] in values}, act["name"])
            self.assertEqual({k: v for k, v in shown["values"].items() if k != act.get("newId")}, values)

    def example(self, field, ids):
        kind = field["kind"]
        words = [w["word"] for w in field.get("words", [])]
        return {"word": lambda: words[0], "words": lambda: words[:2], "text": lambda: "试验内容𠮷", "label": lambda: "A-7",
                "staff": lambda: desk.person("zhiban1"), "staffs": lambda: [desk.person("banan1"), desk.person("banan2")],
                "room": lambda: desk.room("WT-01"), "time": now_us, "number": lambda: field["low"] + 1, "flag": lambda: True,
                "ref": lambda: ids[field["name"]], "answers": lambda: {w: "unknown" for w in words},
                "marks": lambda: [{"side": "front", "xMilli": 500, "yMilli": 200, "kind": words[0], "note": "左额"}]}[kind]()

    def test_bad_values_are_named(self):
        stay = desk.arrive().admit()
        visit = {"kind": "lawyer", "visitor": "张律师"}
        rows = [
            ("begin_visit", {**visit, "kind": "stranger"}, "values/kind", "field.unknown_word"),
            ("begin_visit", {"kind": "lawyer"}, "values/visitor", "field.required"),
            ("begin_visit", {**visit, "colour": "red"}, "values/colour", "field.unknown"),
            ("begin_visit", {**visit, "visitor": "张" * 65}, "values/visitor", "field.too_long"),
            ("begin_visit", {**visit, "roomId": str(uuid.uuid4())}, "values/roomId", "room.unknown"),
            ("begin_watch", {"officer": str(uuid.uuid4())}, "values/officer", "staff.unknown"),
            ("begin_watch", {"officer": "me"}, "values/officer", "field.not_id"),
            ("answer_request", {"requestId": str(uuid.uuid4()), "outcome": "granted"}, "values/requestId", "act.unknown_reference"),
            ("hold_identification", {"kind": "persons", "count": 0}, "values/count", "field.out_of_range"),
            ("confirm_intake", {"receivedUs": now_us() + HOUR, "accepted": True, "injuries": "none"}, None, "step.not_departed"),
            ("report_incident", {"kind": "fall", "inspectionToldUs": now_us() + HOUR}, "values/inspectionToldUs", "time.in_future"),
            ("assess_risk", {"occasion": "admission", "level": 2, "answers": {"violent": "yes"}}, "values/answers", "field.bad_answers"),
            ("map_injuries", {"occasion": "entry", "photographed": False, "marks": [{"side": "left"}]}, "values/marks/0", "field.bad_marks"),
        ]
        seq = stay.detail()["tile"]["seq"]
        for act, values, field, code in rows:
            refused = attempt(stay, act, values)
            self.assertEqual((refused.status >= 400, refused.json().get("field"), refused.code), (True, field, code), act)
        refused = stay.attempt("acts", {"act": "teleport", "values": {}})
        self.assertEqual((refused.json()["field"], refused.code), ("act", "act.unknown"))
        self.assertEqual(stay.detail()["tile"]["seq"], seq)

    def test_what_lasts_is_begun_once_and_ended(self):
        stay = desk.arrive().admit()
        self.assertEqual(attempt(stay, "end_visit").code, "step.does_not_run")
        do(stay, "begin_visit", {"kind": "lawyer", "visitor": "张律师", "roomId": desk.room("LM-01")})
        tile = stay.detail()["tile"]
        self.assertEqual((tile["state"], tile["running"], tile["room"]["name"]), ("visiting", ["visit"], desk.rooms["LM-01"]["name"]))
        self.assertEqual(attempt(stay, "begin_visit", {"kind": "family", "visitor": "李"}).code, "step.already_runs")
        self.assertIn("end_visit", stay.detail()["allowedActs"])
        self.assertNotIn("begin_visit", stay.detail()["allowedActs"])
        do(stay, "end_visit")
        self.assertNotIn("running", stay.detail()["tile"])

    def test_who_comes_back_is_checked_again_first(self):
        stay = desk.arrive().admit()
        values = {"reason": "medical", "escorts": [desk.person("banan1"), desk.person("banan2")], "restraint": "none",
                  "place": "县医院"}
        do(stay, "begin_absence", values)
        tile = stay.detail()["tile"]
        self.assertEqual(tile["state"], "in_hospital")
        self.assertNotIn("room", tile)
        self.assertNotIn(stay.id, [o["stayId"] for r in desk.duty.get("/rooms")["items"] for o in r["occupants"]])
        self.assertEqual(stay.attempt("placements", {"roomId": desk.room("WT-01")}).code, "step.is_out")
        do(stay, "end_absence")
        self.assertEqual(stay.attempt("placements", {"roomId": desk.room("WT-01")}).code, "step.no_new_safety_check")
        self.assertEqual(stay.detail()["tile"]["nextSteps"], ["safety_check"])
        stay.safety_check()
        stay.wait_in("WT-01")

    def test_a_request_waits_until_it_is_answered_and_has_a_receipt(self):
        stay = desk.arrive().admit()
        do(stay, "note_request", {"kind": "complaint", "text": "民警态度粗暴"})
        asked = stay.detail()["openRequests"][0]
        self.assertRegex(asked["receipt"], r"^[0-9A-F]{4}-[0-9A-F]{4}$")
        self.assertEqual((asked["kind"], stay.detail()["tile"]["waitingFor"]), ("complaint", ["complaint"]))
        do(stay, "answer_request", {"requestId": asked["requestId"], "outcome": "passed_on", "text": "已转督察"})
        self.assertEqual(stay.detail()["openRequests"], [])

    def test_witnesses_are_not_held_by_an_act(self):
        stay = desk.arrive(role="witness", basis={"kind": "voluntary", "oral": True})
        stay.register()
        self.assertEqual(attempt(stay, "apply_restraint", {"kind": "handcuffs", "reason": "escape"}).code, "step.not_for_role")
        do(stay, "give_rights_notice", {"kind": "witness", "how": "read_by_person", "signed": "signed"})

    def test_a_role_does_what_it_may(self):
        stay = desk.arrive().admit()
        refused = attempt(stay, "make_check", {"phrases": ["calm"]}, desk.as_("fazhi"))
        self.assertEqual((refused.status, refused.code), (403, "ability.missing"))
        refused = attempt(stay, "review_case_legally", {"result": "passed"})
        self.assertEqual((refused.status, refused.code), (403, "ability.missing"))

    def test_sealed_words_lie_in_no_file(self):
        stay = desk.arrive().admit()
        do(stay, "begin_visit", {"kind": "lawyer", "visitor": "欧阳试律师"})
        do(stay, "report_incident", {"kind": "fall", "note": "在走廊摔倒试"})
        desk.duty.get(f"/stays/{stay.id}")
        words = [word.encode() for word in ("欧阳试律师", "在走廊摔倒试")]
        files = [f for f in Path(centre.folder).rglob("*") if f.is_file()]
        self.assertGreater(len(files), 20)
        for file in files:
            content = file.read_bytes()
            for word in words:
                self.assertNotIn(word, content, file)


class Corrections(unittest.TestCase):
    def test_a_correction_shows_both_values_and_state_follows_it(self):
        stay = desk.arrive().admit()
        placed = next(e for e in stay.timeline()["events"] if e["type"] == "PersonPlaced")
        self.assertEqual(placed["values"], {"roomId": desk.room("WT-01")})
        stay.act("corrections", {"ofSeq": placed["seq"], "values": {"roomId": desk.room("WT-03")}, "why": "按错房间"})
        self.assertEqual(stay.detail()["tile"]["room"]["name"], desk.rooms["WT-03"]["name"])
        events = stay.timeline()["events"]
        correction = events[-1]
        said = " ".join(d["value"] for d in correction["details"])
        for part in (desk.rooms["WT-01"]["name"], desk.rooms["WT-03"]["name"], "按错房间"):
            self.assertIn(part, said)
        entry = next(e for e in events if e["seq"] == placed["seq"])
        self.assertEqual((entry["correctedBy"], entry["room"]["id"]), ([correction["seq"]], desk.room("WT-01")))
        self.assertEqual(entry["values"], {"roomId": desk.room("WT-03")})
        self.assertTrue(stay.timeline()["chainIntact"])
        # The last correction holds, and shows what stood before it.
        stay.act("corrections", {"ofSeq": placed["seq"], "values": {"roomId": desk.room("WT-01")}, "why": "核对录像后"})
        self.assertEqual(stay.detail()["tile"]["room"]["name"], desk.rooms["WT-01"]["name"])

    def test_a_corrected_time_moves_the_clock(self):
        stay = desk.arrive(arrivedAtUs=now_us() - 13 * HOUR)
        stay.wait_finding("TIME-01")
        right = now_us() - 2 * HOUR
        stay.act("corrections", {"ofSeq": 1, "happenedAtUs": right, "why": "时间输错"})
        self.assertEqual(stay.detail()["clocks"][0]["startedAtUs"], right)
        stay.wait_finding("TIME-01", status="cured")

    def test_an_entry_says_when_it_is_held_to_have_happened(self):
        stay = desk.arrive().admit()
        placed = next(e for e in stay.timeline()["events"] if e["type"] == "PersonPlaced")
        self.assertNotIn("correctedHappenedUs", placed)
        for right in (placed["happenedUs"] + 1, placed["happenedUs"] + 2):
            stay.act("corrections", {"ofSeq": placed["seq"], "happenedAtUs": right, "why": "时间输错"})
            entry = next(e for e in stay.timeline()["events"] if e["seq"] == placed["seq"])
            self.assertEqual((entry["happenedUs"], entry["correctedHappenedUs"]), (placed["happenedUs"], right))
        stay.act("corrections", {"ofSeq": placed["seq"], "values": {"roomId": desk.room("WT-03")}, "why": "按错房间"})
        entry = next(e for e in stay.timeline()["events"] if e["seq"] == placed["seq"])
        self.assertEqual(entry["correctedHappenedUs"], right, "a correction of something else leaves the time")

    def test_a_corrected_act_says_so(self):
        stay = desk.arrive().admit()
        do(stay, "begin_visit", {"kind": "lawyer", "visitor": "张律师"})
        visit = newest(stay, "begin_visit")
        stay.act("corrections", {"ofSeq": visit["seq"], "values": {"visitor": "章律师"}, "why": "姓名写错"})
        visit = newest(stay, "begin_visit")
        self.assertEqual((visit["values"]["visitor"], visit["corrected"]), ("章律师", True))

    def test_what_cannot_be_corrected_is_named(self):
        stay = desk.arrive().admit()
        rows = [({"ofSeq": 99, "happenedAtUs": now_us(), "why": "x"}, "ofSeq", "correction.no_entry"),
                ({"ofSeq": 1, "why": "x"}, "values", "correction.empty"),
                ({"ofSeq": 1, "values": {"number": "1"}, "why": "x"}, "values/number", "field.unknown"),
                ({"ofSeq": 1, "happenedAtUs": now_us() + HOUR, "why": "x"}, "happenedAtUs", "time.in_future"),
                ({"ofSeq": 1, "happenedAtUs": now_us(), "why": ""}, "why", "field.too_short")]
        for body, field, code in rows:
            refused = stay.attempt("corrections", body)
            self.assertEqual((refused.status, refused.json()["field"], refused.code), (400, field, code))
        stay.act("corrections", {"ofSeq": 1, "happenedAtUs": now_us() - MINUTE, "why": "x"})
        again = stay.attempt("corrections", {"ofSeq": stay.timeline()["seq"], "happenedAtUs": now_us(), "why": "x"})
        self.assertEqual(again.code, "correction.of_correction")


class Approvals(unittest.TestCase):
    def request(self, stay, **more):
        body = {"about": "extension", "neededRole": "unit_head", "neededByUs": now_us() + HOUR, "urgent": True, "limitH": 24,
                "grounds": ["serious_or_complex", "detain_or_arrest"], "reason": "案情重大复杂", **more}
        stay.act("approvals", body)
        return stay.detail()["approvals"][-1]

    def decide(self, approval, who="fuze", **more):
        return desk.as_(who).send("POST", f"/approvals/{approval['id']}/decision", {"granted": True, "reason": "同意", **more})

    def test_granting_an_extension_extends(self):
        stay = desk.arrive()
        asked = self.request(stay)
        self.assertEqual((asked["state"], asked["mayDecide"], stay.detail()["tile"]["due"][0]["kind"]), ("open", False, "approval"))
        listed = next(a for a in desk.as_("fuze").get("/approvals", state="open")["items"] if a["id"] == asked["id"])
        self.assertTrue(listed["mayDecide"])
        self.assertEqual(self.decide(asked).status, 201)
        self.assertEqual(stay.detail()["clocks"][0]["limitH"], 24)
        done = next(a for a in desk.as_("fuze").get("/approvals", state="decided")["items"] if a["id"] == asked["id"])
        self.assertEqual((done["state"], done["late"], done["decisionReason"]), ("granted", False, "同意"))
        self.assertEqual(self.decide(asked).code, "approval.decided")

    def test_a_refused_extension_extends_nothing_and_a_late_one_is_late(self):
        stay = desk.arrive()
        asked = self.request(stay, neededByUs=now_us() - MINUTE)
        self.assertEqual(self.decide(asked, granted=False).status, 201)
        self.assertEqual(stay.detail()["clocks"][0]["limitH"], 12)
        shown = stay.detail()["approvals"][-1]
        self.assertEqual((shown["state"], shown["late"]), ("refused", True))

    def test_only_the_role_that_was_asked_decides_and_never_on_its_own_request(self):
        stay = desk.arrive()
        asked = self.request(stay)
        self.assertEqual(self.decide(asked, "zhiban1").code, "approval.not_your_role")
        other = self.request(stay, neededRole="legal_head")
        self.assertEqual(self.decide(other, "fuze").code, "approval.not_your_role")
        # A unit head who also leads stays may ask, but not grant it himself.
        fuze = desk.staff["fuze"]
        body = {k: fuze[k] for k in ("login", "name", "badge", "sex", "function")}
        change = {**body, "unitId": fuze["unit"]["id"], "roles": ["unit_head", "duty_officer"], "active": True}
        desk.as_("guanli").send("PUT", f"/staff/{fuze['id']}", change)
        self.addCleanup(lambda: desk.as_("guanli").send("PUT", f"/staff/{fuze['id']}", {**change, "roles": fuze["roles"]}))
        stay.act("approvals", {"about": "other", "neededRole": "unit_head", "neededByUs": now_us(), "reason": "x"},
                 desk.as_("fuze"))
        own = stay.detail()["approvals"][-1]
        self.assertEqual(self.decide(own).code, "approval.own_request")

    def test_urgent_ones_come_first(self):
        stay = desk.arrive()
        calm = self.request(stay, urgent=False, neededByUs=now_us())
        urgent = self.request(stay, urgent=True, neededByUs=now_us() + HOUR)
        ids = [a["id"] for a in desk.as_("fuze").get("/approvals")["items"]]
        self.assertLess(ids.index(urgent["id"]), ids.index(calm["id"]))

    def test_two_heads_at_once_are_one_decision(self):
        stay = desk.arrive()
        asked = self.request(stay)
        codes = []
        def press():
            codes.append(self.decide(asked).status)
        threads = [threading.Thread(target=press) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(codes), [201, 422, 422, 422])


class Bases(unittest.TestCase):
    def test_detention_follows_a_summons(self):
        stay = desk.arrive()
        stay.act("bases", {"basis": {"kind": "detention", "oral": False, "documentNumber": "拘字7号", "issuedBy": "县局"}})
        detail = stay.detail()
        self.assertEqual([b["basis"]["kind"] for b in detail["bases"]], ["criminal_summons", "detention"])
        self.assertEqual(detail["basis"]["documentNumber"], "拘字7号")

    def test_an_unknown_person_becomes_known_and_the_first_entry_stays(self):
        stay = desk.arrive(identity={"name": "无名氏", "idType": "none"},
                           facts={"sex": "M", "identityUnknown": True, "flags": []})
        stay.act("identity", {"identity": {"name": "试样查明", "idType": "resident_id", "idNumber": "11010119900307467X"},
                              "facts": {"sex": "M", "birthDate": "1990-03-07", "identityUnknown": False, "flags": []}})
        detail = stay.detail()
        self.assertEqual((detail["identity"]["name"], detail["facts"]["identityUnknown"]), ("试样查明", False))
        self.assertEqual([e["type"] for e in stay.timeline()["events"]], ["PersonArrived", "PersonIdentified"])


class Bookings(unittest.TestCase):
    def book(self, **more):
        arrival = desk.arrival()
        body = {k: arrival[k] for k in ("caseId", "unitId", "role", "basis", "identity", "facts")}
        return desk.duty.post("/bookings", {**body, "expectedAtUs": now_us() + HOUR, "needs": ["doctor"], **more})

    def listed(self, booking, state="expected"):
        items = desk.duty.get("/bookings", state=state)["items"]
        return next((b for b in items if b["id"] == booking["id"]), None)

    def test_an_expected_person_arrives_without_a_word_typed(self):
        booking = self.book(identity={"name": "试约某", "idType": "none"})
        shown = self.listed(booking)
        self.assertEqual((shown["name"], shown["needs"], shown["number"]), ("试约某", ["doctor"], booking["number"]))
        receipt = desk.duty.post(f"/bookings/{booking['id']}/arrival",
                                 {"arrivedAtUs": now_us(), "broughtBy": [desk.person("banan1")]})
        detail = desk.duty.get(f"/stays/{receipt['id']}")
        self.assertEqual((detail["identity"]["name"], detail["basis"]["documentNumber"]), ("试约某", "传唤证1号"))
        self.assertIsNone(self.listed(booking))
        self.assertEqual(self.listed(booking, "arrived")["stayId"], receipt["id"])
        again = desk.duty.send("POST", f"/bookings/{booking['id']}/arrival", {"arrivedAtUs": now_us(), "broughtBy": []})
        self.assertEqual(again.code, "booking.not_expected")

    def test_two_desks_admit_an_expected_person_once(self):
        booking = self.book()
        answers = []
        def arrive():
            answers.append(desk.duty.send("POST", f"/bookings/{booking['id']}/arrival", {"arrivedAtUs": now_us(), "broughtBy": []}).status)
        threads = [threading.Thread(target=arrive) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [201, 422, 422, 422])

    def test_a_cancelled_booking_does_not_arrive(self):
        booking = self.book()
        desk.duty.post(f"/bookings/{booking['id']}/cancellation", {"reason": "撤案"})
        self.assertIsNotNone(self.listed(booking, "cancelled"))
        refused = desk.duty.send("POST", f"/bookings/{booking['id']}/arrival", {"arrivedAtUs": now_us(), "broughtBy": []})
        self.assertEqual((refused.status, refused.code), (422, "booking.not_expected"))

    def test_a_damaged_booking_hides_no_other(self):
        damaged, sound = self.book(), self.book()
        key = damaged["id"].replace("-", "")
        desk.sql(centre, f"UPDATE documents SET ciphertext = REVERSE(ciphertext) WHERE key_id = UNHEX('{key}')")
        self.assertIsNone(self.listed(damaged))
        self.assertIsNotNone(self.listed(sound))
        self.assertEqual(desk.duty.send("GET", "/handovers/draft").status, 200)
        refused = desk.duty.send("POST", f"/bookings/{damaged['id']}/arrival", {"arrivedAtUs": now_us(), "broughtBy": []})
        self.assertEqual(refused.status, 500)
        desk.duty.post(f"/bookings/{damaged['id']}/cancellation", {"reason": "记录损坏"})

    def test_bad_bookings_are_named(self):
        arrival = desk.arrival()
        body = {k: arrival[k] for k in ("caseId", "unitId", "role", "basis", "identity", "facts")}
        body["expectedAtUs"] = now_us()
        for change, field in (({"caseId": str(uuid.uuid4())}, "caseId"), ({"unitId": str(uuid.uuid4())}, "unitId"),
                              ({"basis": {"kind": "administrative_summons", "oral": True}}, "basis"),
                              ({"needs": ["champagne"]}, "needs"), ({"expectedAtUs": 0}, "expectedAtUs")):
            refused = desk.duty.send("POST", "/bookings", {**body, **change})
            self.assertEqual((refused.status, refused.json()["field"]), (400, field))
        self.assertEqual(desk.duty.send("POST", f"/bookings/{uuid.uuid4()}/cancellation", {"reason": "x"}).status, 404)


class RoomChecks(unittest.TestCase):
    def check(self, stays, who=None, **more):
        body = {"stayIds": [s.id for s in stays], "phrases": ["calm"], **more}
        return (who or desk.duty).send("POST", f"/rooms/{desk.room('WT-03')}/checks", body)

    def test_one_entry_is_on_everybodys_timeline(self):
        stays = [desk.arrive(facts=WOMAN) for _ in range(3)]
        for stay in stays:
            stay.act("placements", {"roomId": desk.room("WT-03"), "mode": "report", "happenedAtUs": now_us()})
        self.assertEqual(self.check(stays, note="均正常").status, 201)
        for stay in stays:
            self.assertEqual(newest(stay, "make_check")["values"]["phrases"], ["calm"])
        late = self.check(stays, mode="report", happenedAtUs=now_us() - 20 * MINUTE)
        self.assertEqual(late.status, 201)
        self.assertTrue(any(a["late"] for a in stays[0].detail()["acts"]))

    def test_all_or_none(self):
        here = desk.arrive(facts=WOMAN)
        here.act("placements", {"roomId": desk.room("WT-03"), "mode": "report", "happenedAtUs": now_us()})
        elsewhere = desk.arrive()
        refused = self.check([here, elsewhere])
        self.assertEqual((refused.status, refused.json()["field"], refused.code), (400, "stayIds/1", "room_check.other_room"))
        self.assertEqual(here.detail()["acts"], [])
        self.assertEqual(self.check([here, here]).code, "field.twice")
        self.assertEqual(self.check([here], phrases=[]).json()["field"], "phrases")
        self.assertEqual(self.check([here], desk.as_("fazhi")).status, 403)


class GroupMoves(unittest.TestCase):
    """Several persons into one room: each is judged with the others there already, all or none."""

    def move(self, stays, room="WT-03", **more):
        body = {"stayIds": [s.id for s in stays], **more}
        return desk.duty.send("POST", f"/rooms/{desk.room(room)}/placements", body)

    def present(self, facts=None):
        stay = desk.arrive(caseId=desk.open_case(), **({"facts": facts} if facts else {}))
        stay.register()
        stay.act("safety-checks", {"mode": "report", "happenedAtUs": now_us(), "startedAtUs": now_us(), "injuries": "none",
                                   "checkers": [desk.person("zhiban1"), desk.person("banan2")], "alcohol": "none"})
        stay.belongings()
        stay.information()
        return stay

    def room_of(self, stay):
        return stay.detail()["tile"].get("room", {}).get("id")

    def empty(self, code, capacity=100):
        """A waiting room of its own: whoever was left in it goes elsewhere."""
        for occupant in next(r for r in desk.duty.get("/rooms")["items"] if r["code"] == code)["occupants"]:
            desk.duty.post(f"/stays/{occupant['stayId']}/placements", {"roomId": desk.room("SF-01"), "mode": "report",
                                                                       "happenedAtUs": now_us()})
        room = {k: v for k, v in desk.rooms[code].items() if k not in ("id", "occupants", "recording")}
        changed = desk.as_("guanli").send("PUT", f"/rooms/{desk.room(code)}", {**room, "capacity": capacity})
        self.assertEqual(changed.status, 200)

    def setUp(self):
        self.empty("WT-03")

    def test_all_move_with_a_receipt_each(self):
        stays = [self.present() for _ in range(3)]
        answer = self.move(stays, escort=desk.person("fujing2"))
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual([r["stream"] for r in answer.json()["items"]], [s.id for s in stays])
        for stay, receipt in zip(stays, answer.json()["items"]):
            newest = stay.timeline()["events"][-1]
            self.assertEqual((newest["type"], newest["seq"], newest["hash"]),
                             ("PersonPlaced", receipt["seq"], receipt["hash"]))
            self.assertEqual(self.room_of(stay), desk.room("WT-03"))

    def test_who_may_not_be_together_keeps_everybody_where_they_are(self):
        men, woman = [self.present() for _ in range(2)], self.present(WOMAN)
        refused = self.move([*men, woman])
        problem = refused.json()
        self.assertEqual((refused.status, problem["code"], problem["field"]), (422, "group.refused", "stayIds"))
        # Nobody was in the room before: it is the group itself that may not meet.
        self.assertEqual({r["number"] for r in problem["refusals"] if r["rule"] == "WAIT-01"},
                         {s.number for s in [*men, woman]})
        for refusal in problem["refusals"]:
            self.assertRegex(refusal["detail"], r"[一-鿿]")
            self.assertTrue(refusal["detailEn"] and refusal["source"] and refusal["sourceEn"])
        for stay in (*men, woman):
            self.assertIsNone(self.room_of(stay))
            self.assertNotIn("PersonPlaced", [e["type"] for e in stay.timeline()["events"]])
        # What happened all the same is kept, and found.
        reported = self.move([*men, woman], mode="report", happenedAtUs=now_us())
        self.assertEqual(reported.status, 201, reported.body)
        woman.wait_finding("WAIT-01")

    def test_places_are_counted_with_the_others_already_there(self):
        self.empty("WT-03", capacity=2)
        stays = [self.present() for _ in range(3)]
        refused = self.move(stays).json()
        self.assertEqual({(r["number"], "2" in r["detail"]) for r in refused["refusals"]}, {(s.number, True) for s in stays})
        self.assertEqual(self.move(stays[:2]).status, 201)
        self.assertEqual({r["number"] for r in self.move(stays[2:]).json()["refusals"]}, {stays[2].number})
        # Who is there already takes no second place.
        self.assertEqual(self.move(stays[:2]).status, 201)

    def test_one_who_cannot_be_moved_is_named(self):
        ready, unsearched = self.present(), desk.arrive(caseId=desk.open_case())
        refused = self.move([ready, unsearched]).json()
        self.assertEqual({r["number"] for r in refused["refusals"]}, {unsearched.number})
        self.assertIsNone(self.room_of(ready))

    def test_same_case_is_not_together_either(self):
        case = desk.open_case()
        stays = [desk.arrive(caseId=case).admit(room=None) for _ in range(2)]
        refused = self.move(stays).json()
        self.assertEqual({(r["number"], r["rule"]) for r in refused["refusals"]}, {(s.number, "WAIT-03") for s in stays})

    def test_warnings_want_one_reason_for_all(self):
        stays = [desk.arrive(caseId=desk.open_case(), role="witness", basis={"kind": "voluntary", "oral": True})
                 for _ in range(2)]
        for stay in stays:
            stay.register()
        asked = self.move(stays)
        self.assertEqual((asked.status, asked.code), (422, "plan.needs_reason"))
        self.assertEqual({w["number"] for w in asked.json()["warnings"] if w["rule"] == "WAIT-14"}, {s.number for s in stays})
        done = self.move(stays, overrideReason="询问室已满，专人陪同等候")
        self.assertEqual(done.status, 201, done.body)
        self.assertEqual([{w["rule"] for w in r["warnings"]} for r in done.json()["items"]], [{"WAIT-14"}] * 2)
        for stay in stays:
            self.assertIn("专人陪同", stay.timeline()["events"][-1]["overrideReason"])

    def test_bad_requests_are_named(self):
        stay = self.present()
        stranger = str(uuid.uuid4())
        for change, field, code in (({"stayIds": []}, "stayIds", "field.too_few"),
                                    ({"stayIds": [stay.id, stay.id]}, "stayIds", "field.twice"),
                                    ({"stayIds": [stay.id, stranger]}, "stayIds/1", "stay.not_found"),
                                    ({"escort": stranger}, "escort", "staff.unknown"),
                                    ({"mode": "report"}, "happenedAtUs", "field.required"),
                                    ({"mode": "report", "happenedAtUs": now_us() + HOUR}, "happenedAtUs", "time.in_future")):
            refused = self.move([stay], **change)
            self.assertEqual((refused.status, refused.json().get("field"), refused.code), (400, field, code))
        nowhere = desk.duty.send("POST", f"/rooms/{stranger}/placements", {"stayIds": [stay.id]})
        self.assertEqual((nowhere.status, nowhere.code), (404, "room.unknown"))
        hidden = desk.as_("banan3").send("POST", f"/rooms/{desk.room('WT-03')}/placements", {"stayIds": [stay.id]})
        self.assertEqual((hidden.status, hidden.json()["field"]), (400, "stayIds/0"))
        self.assertIsNone(self.room_of(stay))

    def test_two_groups_do_not_share_the_last_places(self):
        self.empty("WT-03", capacity=2)
        groups = [[self.present() for _ in range(2)] for _ in range(2)]
        answers = []
        threads = [threading.Thread(target=lambda g=g: answers.append(self.move(g).status)) for g in groups]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [201, 422])


class CaseSystem(http.server.BaseHTTPRequestHandler):
    """The provincial case system as its interface: one case that it knows."""
    answers = {}

    def do_GET(self):
        status, body = self.answers.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class CaseImports(unittest.TestCase):
    def case(self, number, *names, **more):
        basis = {"kind": "criminal_summons", "oral": False, "documentNumber": "传唤证7号", "issuedBy": "城南派出所"}
        persons = [{"role": "suspect", "basis": basis, "identity": {"name": name, "idType": "none"},
                    "facts": {"sex": "M", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []}} for name in names]
        return {"number": number, "name": "涉嫌诈骗案", "kind": "criminal", "unitCode": "CN", "persons": persons, **more}

    def take(self, key=None, **body):
        return desk.duty.send("POST", "/case-imports", body, key)

    def names(self, number):
        return sorted(b["name"] for b in desk.duty.get("/bookings")["items"] if b["caseNumber"] == number)

    def test_a_document_is_taken_once(self):
        number = f"J{uuid.uuid4().hex[:8]}"
        content = json.dumps({"cases": [self.case(number, "试导甲", "试导乙")]})
        first = self.take(source="json", content=content).json()
        self.assertEqual([(c["number"], c["known"]) for c in first["cases"]], [(number, False)])
        self.assertEqual([b["known"] for b in first["bookings"]], [False, False])
        again = self.take(source="json", content=content).json()
        self.assertEqual([b["known"] for b in again["bookings"]] + [c["known"] for c in again["cases"]], [True] * 3)
        self.assertEqual(self.names(number), ["试导乙", "试导甲"])
        booking = next(b for b in desk.duty.get("/bookings")["items"] if b["name"] == "试导甲")
        self.assertEqual((booking["caseName"], booking["basis"]["documentNumber"]), ("涉嫌诈骗案", "传唤证7号"))

    def test_the_same_request_again_goes_on_where_it_was(self):
        number, key = f"J{uuid.uuid4().hex[:8]}", str(uuid.uuid4())
        body = {"source": "json", "content": json.dumps({"cases": [self.case(number, "试续甲")]})}
        for _ in range(2):
            self.assertEqual(self.take(key=key, **body).status, 201)
        self.assertEqual(self.names(number), ["试续甲"])

    def test_a_table_with_quotes_is_taken(self):
        number = f"T{uuid.uuid4().hex[:8]}"
        head = "case_number,case_name,case_kind,unit_code,name,sex,birth_date,id_type,id_number,phone,address,role,basis,document_number,issued_by"
        rows = [f'{number},"涉嫌""团伙"",诈骗案",criminal,CN,试表甲,M,1990-03-07,resident_id,11010119900307467X,,"路1号,2室",suspect,criminal_summons,传1,所',
                f"{number},涉嫌诈骗案,criminal,CN,试表乙,F,,,,,,suspect,surrendered,,"]
        taken = self.take(source="csv", content="\ufeff" + "\r\n".join([head, *rows]) + "\r\n")
        self.assertEqual(taken.status, 201, taken.body)
        self.assertEqual(self.names(number), ["试表乙", "试表甲"])
        self.assertEqual(len(taken.json()["cases"]), 1)

    def test_the_first_wrong_place_is_named_and_nothing_is_taken(self):
        number = f"W{uuid.uuid4().hex[:8]}"
        wrong = self.case(number, "试错甲", "试错乙")
        wrong["persons"][1]["facts"]["birthDate"] = "1990-02-30"
        head = "case_number,case_name,case_kind,unit_code,name,sex,role,basis"
        rows = [({"source": "json", "content": json.dumps({"cases": [wrong]})}, "content/cases/0/persons/1/facts/birthDate"),
                ({"source": "json", "content": "{"}, "content"),
                ({"source": "json", "content": json.dumps({"cases": [self.case(number, "试错丙", unitCode="NO")]})}, "content/cases/0/unitCode"),
                ({"source": "json", "content": json.dumps({"cases": [self.case(number, "试错丙", kind="administrative")]})}, "content/cases/0/persons/0/basis"),
                ({"source": "csv", "content": head}, "content"),
                ({"source": "csv", "content": f"{head}\n{number},案,criminal,CN,试错丁,X,suspect,surrendered"}, "content/2/sex"),
                ({"source": "csv", "content": f"{head}\n{number},案,criminal"}, "content/2"),
                ({"source": "csv", "content": f"{head},colour\nx"}, "content/1/colour"),
                ({"source": "csv", "content": "case_number\n1"}, "content/1/case_name"),
                ({"source": "fax"}, "source")]
        for body, field in rows:
            refused = self.take(**body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field))
        self.assertEqual(self.names(number), [])
        self.assertEqual([c for c in desk.duty.get("/cases", q=number)["items"]], [])

    def test_the_case_system_is_asked(self):
        refused = self.take(source="system", number="A1")
        self.assertEqual((refused.status, refused.code), (422, "case_system.none"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), CaseSystem)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings = Path(centre.folder) / "case-system.json"
        settings.write_text(json.dumps({"settings": {"case_system": f"127.0.0.1:{server.server_port}"}}))
        centre.control("setup", "import", settings)
        number = f"S{uuid.uuid4().hex[:8]}"
        CaseSystem.answers = {f"/cases/{number}": (200, json.dumps({"cases": [self.case(number, "试系甲")]}).encode()),
                              "/cases/broken": (200, b"<html>"), "/cases/angry": (500, b"")}
        self.assertEqual(self.take(source="system", number=number).status, 201)
        self.assertEqual(self.names(number), ["试系甲"])
        for asked, status, code in (("unknown", 400, "case_system.unknown_case"), ("broken", 503, "case_system.bad_answer"),
                                    ("angry", 503, "case_system.away"), ("../x", 400, "case_system.bad_number")):
            refused = self.take(source="system", number=asked)
            self.assertEqual((refused.status, refused.code), (status, code))
        server.shutdown()
        server.server_close()
        self.assertEqual(self.take(source="system", number=number).code, "case_system.away")


class Handovers(unittest.TestCase):
    def test_who_takes_over_reads_back_who_is_at_risk(self):
        stay = desk.arrive(facts=WOMAN)
        answers = {w["word"]: "no" for a in desk.duty.get("/acts")["acts"] if a["name"] == "assess_risk"
                   for f in a["fields"] if f["name"] == "answers" for w in f["words"]}
        do(stay, "assess_risk", {"occasion": "admission", "level": 3, "answers": {**answers, "suicide_thoughts": "yes"}})
        men = ",".join(desk.person(p) for p in ("zhiban2", "banan1"))
        draft = desk.duty.get("/handovers/draft", onDuty=men)
        self.assertIn("female_officer", [w["kind"] for w in draft["warnings"]])
        women = desk.duty.get("/handovers/draft", onDuty=desk.person("zhiban1"))
        self.assertNotIn("female_officer", [w["kind"] for w in women["warnings"]])
        self.assertTrue(draft["persons"][0]["atRisk"], "who is at risk comes first")
        mine = next(p for p in draft["persons"] if p["tile"]["stayId"] == stay.id)
        self.assertEqual((mine["riskLevel"], mine["atRisk"]), (3, True))
        made = desk.duty.post("/handovers", {"onDuty": men.split(","), "note": "夜间注意试"})
        path = f"/handovers/{made['id']}/acceptance"
        self.assertEqual(desk.duty.send("POST", path, {"readBack": []}).code, "handover.own")
        other = desk.as_("zhiban2")
        self.assertEqual(other.send("POST", path, {"readBack": []}).code, "handover.not_read_back")
        said = [{"stayId": p["tile"]["stayId"], "riskLevel": p["riskLevel"], **({"clockEndsAtUs": p["clockEndsAtUs"]} if "clockEndsAtUs" in p else {})}
                for p in draft["persons"] if p["atRisk"]]
        index = next(i for i, s in enumerate(said) if s["stayId"] == stay.id)
        wrong = [dict(s) for s in said]
        wrong[index]["riskLevel"] = 1
        refused = other.send("POST", path, {"readBack": wrong})
        self.assertEqual((refused.json()["field"], refused.code), (f"readBack/{index}/riskLevel", "handover.wrong_risk"))
        wrong[index] = {**said[index], "clockEndsAtUs": said[index]["clockEndsAtUs"] + 1}
        self.assertEqual(other.send("POST", path, {"readBack": wrong}).code, "handover.wrong_clock")
        self.assertEqual(other.send("POST", path, {"readBack": said}).status, 201)
        self.assertEqual(other.send("POST", path, {"readBack": said}).code, "handover.accepted_already")
        listed = desk.duty.get("/handovers")["items"][0]
        self.assertEqual((listed["acceptedBy"]["name"], listed["note"]), (desk.staff["zhiban2"]["name"], "夜间注意试"))
        handed = {p["stayId"] for p in listed["persons"]}
        present = {t["stayId"] for t in desk.duty.get("/board")["tiles"]}
        self.assertEqual(handed, present, "nobody is dropped")

    def test_a_damaged_handover_hides_no_other_and_stops_nobody(self):
        def sql(statement):
            return desk.sql(centre, statement)

        def made(note):
            return desk.duty.post("/handovers", {"onDuty": [desk.person("zhiban2")], "note": note})["id"]

        whole, *damaged = made("完好的"), made("第一份"), made("第二份"), made("第三份")
        streams = [f"stream_kind = 'handover' AND stream_id = UNHEX('{i.replace('-', '')}') AND seq = 1" for i in damaged]
        for stream, body in zip(streams, ("xxx", '{"persons":[7]}')):
            was = sql(f"SELECT HEX(body) FROM timeline WHERE {stream}")
            self.addCleanup(sql, f"UPDATE timeline SET body = UNHEX('{was}') WHERE {stream}")
            sql(f"UPDATE timeline SET body = '{body}' WHERE {stream}")
        note = f"key_id = UNHEX('{damaged[2].replace('-', '')}')"
        was = sql(f"SELECT HEX(ciphertext) FROM documents WHERE {note}")
        self.addCleanup(sql, f"UPDATE documents SET ciphertext = UNHEX('{was}') WHERE {note}")
        sql(f"UPDATE documents SET ciphertext = 'rotten' WHERE {note}")
        other = desk.as_("zhiban2")
        listed = {item["id"]: item for item in other.get("/handovers")["items"]}
        self.assertEqual([listed[i].get("damaged", False) for i in (whole, *damaged)], [False, True, True, True])
        self.assertEqual((listed[whole]["note"], listed[whole]["mayAccept"]), ("完好的", True))
        log = (centre.layout.log / "center.log").read_text()
        for one in damaged:
            self.assertEqual((listed[one]["persons"], listed[one]["onDuty"], listed[one]["mayAccept"]), ([], [], False))
            self.assertEqual(listed[one]["preparedBy"]["id"], desk.person("zhiban1"))
            self.assertIn(f"damaged record of handover {one}", log)
            refused = other.send("POST", f"/handovers/{one}/acceptance", {"readBack": []})
            self.assertEqual((refused.status, refused.code),
                             (500, "vault.damaged" if one == damaged[2] else "handover.damaged"))
            self.assertTrue(refused.json()["detail"] and refused.json()["detailEn"])
        self.assertNotIn(f"damaged record of handover {whole}", log)

    def test_bad_handovers_are_named(self):
        for body, field in (({"onDuty": []}, "onDuty"), ({"onDuty": [str(uuid.uuid4())]}, "onDuty/0")):
            refused = desk.duty.send("POST", "/handovers", body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field))
        self.assertEqual(desk.duty.send("GET", "/handovers/draft?onDuty=me").json()["field"], "onDuty")
        self.assertEqual(desk.duty.send("POST", f"/handovers/{uuid.uuid4()}/acceptance", {"readBack": []}).status, 404)


class NightRosters(unittest.TestCase):
    """Who is on duty tonight, by function, and who is missing for whom of those here and expected."""

    def tonight(self, who=None):
        return (who or desk.duty).get("/rosters/tonight")

    def set(self, *logins, **more):
        body = {"day": self.tonight()["day"], "staff": [desk.person(login) for login in logins], **more}
        return desk.duty.send("POST", "/rosters", body)

    def missing(self):
        return {w["kind"]: {p["number"] for p in w["for"]} for w in self.tonight()["warnings"]}

    def test_the_roster_says_who_is_missing_and_for_whom(self):
        self.assertEqual(self.set("zhiban2").status, 201)
        woman = desk.arrive(facts=WOMAN)
        minor = desk.arrive(facts={"sex": "M", "birthDate": "2012-05-05", "identityUnknown": False, "flags": []})
        ill = desk.arrive(facts={"sex": "M", "birthDate": "1990-05-05", "identityUnknown": False, "flags": ["serious_illness"]})
        missing = self.missing()
        self.assertIn(woman.number, missing["female_officer"])
        self.assertIn(minor.number, missing["appropriate_adult"])
        self.assertIn(ill.number, missing["doctor"])
        self.assertNotIn(woman.number, missing["doctor"])
        for warning in self.tonight()["warnings"]:
            self.assertRegex(warning["label"], r"[一-鿿]")
            self.assertTrue(warning["labelEn"])
            self.assertTrue(all("某某" in p["displayName"] for p in warning["for"]), "names are shortened")
        self.assertEqual(desk.duty.get("/board")["tonight"]["warnings"], self.tonight()["warnings"])
        # A guardian who has come is not needed from the roster; a man is no female officer.
        do(minor, "note_support_arrival", {"kind": "guardian", "name": "监护人"})
        self.assertNotIn(minor.number, self.missing().get("appropriate_adult", set()))
        self.assertEqual(self.set("zhiban1", "zhiban2", doctor="校医张 123", appropriateAdult="社工李").status, 201)
        self.assertEqual(self.missing(), {})
        roster = self.tonight()["roster"]
        self.assertEqual((roster["doctor"], roster["appropriateAdult"], roster["setBy"]["id"]),
                         ("校医张 123", "社工李", desk.person("zhiban1")))
        self.assertEqual({one["id"] for one in roster["staff"]}, {desk.person("zhiban1"), desk.person("zhiban2")})
        # The newest roster counts.
        self.assertEqual(self.set("zhiban2", doctor="校医张 123", appropriateAdult="社工李").status, 201)
        self.assertEqual(set(self.missing()), {"female_officer"})

    def test_an_auxiliary_is_no_officer(self):
        desk.arrive(facts=WOMAN)
        women = [s["login"] for s in desk.duty.get("/staff")["items"] if s["sex"] == "F" and s["function"] != "officer" and s["active"]]
        self.assertTrue(women)
        self.assertEqual(self.set(*women).status, 201)
        self.assertIn("female_officer", self.missing())

    def test_who_is_expected_tonight_counts_too(self):
        self.set("zhiban1")
        arrival = desk.arrival()
        body = {k: arrival[k] for k in ("caseId", "unitId", "role", "basis", "identity", "facts")}
        soon = desk.duty.post("/bookings", {**body, "expectedAtUs": now_us() + MINUTE, "needs": ["doctor"]})
        late = desk.duty.post("/bookings", {**body, "expectedAtUs": now_us() + 48 * HOUR, "needs": ["doctor"]})
        self.assertIn(soon["number"], self.missing()["doctor"])
        self.assertNotIn(late["number"], self.missing()["doctor"])
        for booking in (soon, late):
            desk.duty.post(f"/bookings/{booking['id']}/cancellation", {"reason": "撤案"})
        self.assertNotIn(soon["number"], self.missing().get("doctor", set()))

    def test_investigators_are_told_of_their_own_persons(self):
        self.set("zhiban2")
        woman = desk.arrive(facts=WOMAN)
        told = [p["number"] for w in self.tonight(desk.as_("banan3"))["warnings"] for p in w["for"]]
        self.assertNotIn(woman.number, told)

    def test_bad_rosters_are_named(self):
        day = self.tonight()["day"]
        for body, field in (({"day": "20200101", "staff": []}, "day"), ({"day": "tonight", "staff": []}, "day"),
                            ({"day": day, "staff": [str(uuid.uuid4())]}, "staff/0"), ({"day": day}, "staff"),
                            ({"day": day, "staff": [], "doctor": "x" * 65}, "doctor")):
            refused = desk.duty.send("POST", "/rosters", body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field))

    def test_names_from_outside_lie_sealed(self):
        self.set("zhiban1", doctor="夜班封存医生")
        files = [f for f in centre.layout.database.rglob("*") if f.is_file()]
        self.assertEqual([str(f) for f in files if "夜班封存医生".encode() in f.read_bytes()], [])


class StaggeredChecks(unittest.TestCase):
    def test_checks_are_asked_for_before_their_interval_ends_and_not_all_alike(self):
        stays = [desk.arrive().admit() for _ in range(6)]
        early = set()
        for stay in stays:
            due = None
            for _ in range(60):
                due = next((d for d in stay.detail()["tile"]["due"] if d["kind"] == "check"), None)
                if due:
                    break
                time.sleep(0.25)
            placed = next(e["happenedUs"] for e in stay.timeline()["events"] if e["type"] == "PersonPlaced")
            interval = due["latestUs"] - placed
            self.assertIn(interval // MINUTE, (10, 15))
            self.assertLessEqual(due["dueUs"], due["latestUs"])
            self.assertGreaterEqual(due["dueUs"], placed + interval * 7 // 10 - 1)
            self.assertEqual(due, next(d for d in stay.detail()["tile"]["due"] if d["kind"] == "check"), "it does not jump")
            early.add((due["latestUs"] - due["dueUs"]) // 1_000_000)
        self.assertGreater(len(early), 1)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Prints(unittest.TestCase):
    def form(self, stay, form, language="zh"):
        """The file, its text, and its entry's number."""
        receipt = stay.act("prints", {"form": form, "language": language})
        file = Path(centre.folder) / f"{stay.number}-{form}-{receipt['seq']}.pdf"
        file.write_bytes(self.pdf(stay, receipt["seq"]).body)
        return file, run("pdftotext", "-layout", str(file), "-"), receipt["seq"]

    def pdf(self, stay, seq):
        answer = desk.duty.send("GET", f"/stays/{stay.id}/prints?seq={seq}")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "application/pdf"))
        return answer

    def test_every_form_has_its_words_and_embedded_fonts(self):
        stay = desk.arrive(identity={"name": "试𠮷某", "idType": "none", "address": "试验路1号"}).admit()
        do(stay, "map_injuries", {"occasion": "entry", "photographed": True, "marks": [
            {"side": "back", "xMilli": 400, "yMilli": 300, "kind": "bruise", "note": "左肩试"}]})
        do(stay, "make_check", {"phrases": ["calm"], "note": "试验备注"})
        titles = {"use_register": "办案区使用情况登记表", "safety_check": "人身安全检查登记表", "belongings": "随身财物登记表",
                  "rights": "权利义务告知书", "care_log": "看护巡查及饮食休息记录", "temporary_exit": "临时出区审批表",
                  "own_record": "在区情况告知单"}
        for form, title in titles.items():
            file, text, _ = self.form(stay, form)
            self.assertIn(title, text)
            self.assertIn(stay.number, text)
            self.assertNotIn("form.", text)
            self.assertNotIn("act.", text)
            fonts = [line.split() for line in run("pdffonts", str(file)).splitlines()[2:]]
            self.assertTrue(fonts)
            self.assertEqual({line[-5] for line in fonts}, {"yes"}, "embedded")
            english = self.form(stay, form, "en")[1]
            self.assertNotIn(title, english)
            self.assertNotIn("form.", english)
        register = self.form(stay, "use_register")[1]
        for word in ("试𠮷某", "试验路1号", "手机", "左肩试", "平静", "试验备注"):
            self.assertIn(word, register)

    def test_the_persons_own_copy_names_nobody_else(self):
        stay = desk.arrive().admit()
        do(stay, "note_request", {"kind": "complaint", "text": "要求喝水"})
        text = self.form(stay, "own_record")[1]
        self.assertIn("要求喝水", text)
        body = text.split("打印：")[0]
        for person in desk.staff.values():
            self.assertNotIn(person["name"], body)

    def test_the_code_names_the_head_and_every_page(self):
        items = [{"name": f"试物{i}", "quantity": "壹件", "features": "长说明" * 8} for i in range(100)]
        stay = desk.arrive()
        stay.register()
        stay.safety_check()
        stay.belongings(items=items)
        head = stay.timeline()["events"][-1]
        file, text, _ = self.form(stay, "belongings")
        pages = int(next(line.split()[1] for line in run("pdfinfo", str(file)).splitlines() if line.startswith("Pages")))
        self.assertGreater(pages, 3)
        self.assertEqual(text.count("去向"), pages, "the table's header is on every page")
        self.assertIn(f"第{pages}页共{pages}页", "".join(text.split()))
        self.assertIn("试物99", text)
        run("pdftoppm", "-r", "200", "-png", str(file), str(file)[:-4])
        codes = []
        for image in sorted(file.parent.glob(f"{file.stem}-*.png")):
            codes.append(run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(image)).split())
        self.assertEqual([c[:5] for c in codes], [["MJ1", "belongings", stay.number, str(head["seq"]), head["hash"]]] * pages)
        self.assertEqual([c[6] for c in codes], [f"{i}/{pages}" for i in range(1, pages + 1)])

    def test_a_reprint_is_marked_and_an_old_print_stays_what_it_was(self):
        stay = desk.arrive().admit()
        _, text, first = self.form(stay, "care_log")
        self.assertNotIn("重印", text)
        before = self.pdf(stay, first).body
        do(stay, "make_check", {"phrases": ["upset"]})
        text = self.form(stay, "care_log")[1]
        self.assertIn("重印", text)
        self.assertIn("激动", text)
        self.assertEqual(self.pdf(stay, first).body, before)

    def test_what_is_no_print_is_said(self):
        stay = desk.arrive()
        self.assertEqual(stay.attempt("prints", {"form": "poem"}).json()["field"], "form")
        for query, status in (("seq=1", 404), ("seq=x", 400), ("", 400)):
            self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/prints?{query}").status, status)
        self.assertEqual(stay.attempt("prints", {"form": "rights"}, desk.as_("fazhi")).status, 403)


if __name__ == "__main__":
    unittest.main(verbosity=2)
