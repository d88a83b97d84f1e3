#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The control server as its users meet it: the real program, the real database, every answer held against the contract."""
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import time
import unittest
import uuid
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from api import Client, Contract  # noqa: E402
from desk import PASSWORD, Desk, now_us  # noqa: E402
from forgery import mutations  # noqa: E402
from harness import Centre  # noqa: E402
from node import NodeVoice, OpenSegment  # noqa: E402

HOUR = 3600 * 1_000_000
MINUTE = 60 * 1_000_000

centre = desk = recorder = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk, recorder
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    centre.start()
    desk = Desk(centre)
    recorder = NodeVoice(centre, "recorder-1")
    desk.widen("WT-01", "WT-03")
    recorder.run(*[camera["id"] for camera in desk.duty.get("/cameras")["items"]])


def tearDownModule():
    recorder.stop()


def Recording(room):
    return OpenSegment(recorder, camera_of(room))


def camera_of(room):
    return next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room(room))


def export(stay, *more):
    file = centre.folder / f"{stay.number}-{uuid.uuid4().hex[:6]}.json"
    centre.control("stay", "export", stay.number, "--out", file, *more)
    return file


def verify(file, key=None):
    key = key or centre.control("key").strip()
    return subprocess.run([centre.layout.bin / "mingjingctl", "stay", "verify", file, "--key", key],
                          capture_output=True, text=True)


class WholeStay(unittest.TestCase):
    def test_from_arrival_to_release(self):
        stay = desk.arrive().admit()
        tile = next(t for t in desk.duty.get("/board")["tiles"] if t["stayId"] == stay.id)
        self.assertEqual((tile["state"], tile["displayName"]), ("waiting", "试某某"))
        recording = Recording("IT-01")
        questioning = stay.question()
        shown = desk.as_("banan1").get(f"/questionings/{questioning}")
        self.assertEqual(sorted(a["present"] for a in shown["attendees"] if a["function"] == "officer"), [True, True])
        desk.as_("banan2").post(f"/questionings/{questioning}/marks", {"kind": "moment", "note": "出示照片"})
        stay.end_questioning(questioning)
        recording.close()
        stay.act("care", {"kind": "meal"})
        stay.decide("criminal_detention", documentNumber="拘1")
        stay.exit_check(medicalCertificate=True)
        stay.depart(kind="transferred", destination="detention_centre",
                    escorts=[desk.person("banan1"), desk.person("banan2")])
        self.assertEqual(stay.detail()["tile"]["state"], "transferred")
        self.assertNotIn(stay.id, [t["stayId"] for t in desk.duty.get("/board")["tiles"]])
        timeline = stay.timeline()
        self.assertTrue(timeline["chainIntact"])
        self.assertEqual([e["seq"] for e in timeline["events"]], list(range(1, timeline["seq"] + 1)))
        found = desk.duty.get("/stays", state="closed", q=stay.number)
        self.assertEqual(found["total"], 1)

    def test_a_witness_is_led_without_search_and_may_leave(self):
        stay = desk.arrive(role="witness", basis={"kind": "voluntary", "oral": True})
        stay.register()
        refused = stay.attempt("safety-checks", {"startedAtUs": now_us(), "checkers": [], "injuries": "none",
                                                 "alcohol": "none"})
        self.assertEqual(refused.status, 422)
        self.assertNotIn("clock", stay.detail()["tile"])
        stay.depart()
        self.assertEqual(stay.detail()["tile"]["state"], "released")

    def test_the_clock_explains_itself(self):
        stay = desk.arrive()
        clock = stay.detail()["clocks"][0]
        self.assertEqual((clock["rule"], clock["limitH"], clock["extendableToH"]), ("TIME-01", 12, 24))
        self.assertEqual(clock["endsAtUs"] - clock["startedAtUs"], 12 * HOUR)
        self.assertEqual(clock["startFact"], "arrival_report")
        self.assertIn("119", clock["source"])
        refused = stay.attempt("extensions", {"limitH": 24, "grounds": ["serious_or_complex", "detain_or_arrest"]})
        self.assertEqual((refused.status, refused.code), (403, "extension.not_approver"))
        onlooker = stay.attempt("extensions", {
            "limitH": 24, "grounds": ["serious_or_complex"], "mode": "report", "happenedAtUs": now_us(),
            "approver": desk.person("fuze")}, desk.as_("fazhi"))
        self.assertEqual((onlooker.status, onlooker.code), (403, "ability.missing"))
        body = {"limitH": 24, "grounds": ["serious_or_complex", "detain_or_arrest"]}
        silent = stay.attempt("extensions", body, desk.as_("fuze"))
        self.assertEqual((silent.status, silent.json()["field"], silent.code), (400, "reason", "field.required"))
        stay.act("extensions", {**body, "reason": "案情重大"}, desk.as_("fuze"))
        self.assertEqual(stay.detail()["clocks"][0]["limitH"], 24)


class PlansAndReports(unittest.TestCase):
    def test_a_refused_plan_names_rule_and_source_in_both_languages(self):
        stay = desk.arrive(facts={"sex": "F", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []})
        stay.register()
        body = {"startedAtUs": now_us(), "checkers": [desk.person("zhiban2"), desk.person("banan1")],
                "injuries": "none", "alcohol": "none"}
        refused = stay.attempt("safety-checks", body)
        problem = refused.json()
        self.assertEqual((refused.status, problem["rule"]), (422, "ENTR-08"))
        self.assertRegex(problem["source"], r"[一-鿿]")
        self.assertIn("103", problem["sourceEn"])
        self.assertRegex(problem["detail"], r"[一-鿿]")
        # The same act as a report of what happened is kept, and found.
        stay.act("safety-checks", {**body, "mode": "report", "happenedAtUs": now_us()})
        self.assertEqual(stay.wait_finding("ENTR-08")["severity"], "violation")

    def test_one_checker_is_not_enough(self):
        stay = desk.arrive()
        stay.register()
        refused = stay.attempt("safety-checks", {"startedAtUs": now_us(), "checkers": [desk.person("zhiban2")],
                                                 "injuries": "none", "alcohol": "none"})
        self.assertEqual(refused.json()["rule"], "ENTR-07")

    def test_sexes_are_kept_apart(self):
        desk.arrive().admit("WT-03")
        woman = desk.arrive(facts={"sex": "F", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []})
        woman.register()
        woman.safety_check(checkers=("zhiban1", "banan2"), roomId=desk.room("SF-01"))
        woman.belongings()
        woman.information()
        refused = woman.attempt("placements", {"roomId": desk.room("WT-03")})
        self.assertEqual(refused.json()["rule"], "WAIT-01")
        woman.act("placements", {"roomId": desk.room("WT-03"), "mode": "report", "happenedAtUs": now_us()})
        woman.wait_finding("WAIT-01")

    def test_nobody_left_before_they_came(self):
        stay = desk.arrive(arrivedAtUs=now_us() - 13 * HOUR)
        stay.wait_finding("TIME-01")
        for path, body in (("departures", {"kind": "released", "destination": "home"}), ("decisions", {"decision": "bail"})):
            refused = stay.attempt(path, {**body, "mode": "report", "happenedAtUs": now_us() - 20 * HOUR})
            self.assertEqual((refused.status, refused.json()["field"], refused.json()["code"]),
                             (400, "happenedAtUs", "time.before_arrival"))
        self.assertEqual(stay.findings("TIME-01")[0]["status"], "to_review")

    def test_an_extension_on_anothers_word_is_found(self):
        stay = desk.arrive(arrivedAtUs=now_us() - 11 * HOUR)
        stay.act("extensions", {"mode": "report", "happenedAtUs": now_us() - HOUR, "limitH": 24,
                                "grounds": ["serious_or_complex", "detain_or_arrest"], "approver": desk.person("fuze"),
                                "reason": "案情重大"})
        self.assertEqual(stay.wait_finding("TIME-02")["severity"], "warning")

    def test_a_summons_fits_its_case(self):
        for kind, basis in (("criminal", "administrative_summons"), ("administrative", "criminal_summons")):
            body = desk.arrival(caseId=desk.open_case(kind), basis=basis)
            refused = desk.duty.send("POST", "/stays", body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, "basis"))

    def test_an_officer_is_no_doctor_by_a_word(self):
        woman = desk.arrive(facts={"sex": "F", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []})
        woman.register()
        body = {"startedAtUs": now_us(), "checkers": [desk.person("zhiban2"), desk.person("banan1")], "byDoctor": True,
                "injuries": "none", "alcohol": "none"}
        self.assertEqual(woman.attempt("safety-checks", body).json()["rule"], "ENTR-08")
        unknown = woman.attempt("safety-checks", {**body, "roomId": str(uuid.uuid4())})
        self.assertEqual(unknown.json()["field"], "roomId")
        future = woman.attempt("safety-checks", {**body, "startedAtUs": now_us() + HOUR})
        self.assertEqual(future.json()["field"], "startedAtUs")

    def test_a_room_for_women_is_not_planned_for_a_man(self):
        man = desk.arrive().admit()
        rooms = [r for r in desk.duty.get("/rooms")["items"] if r["kind"] == "waiting" and r["sexUse"] == "F"]
        refused = man.attempt("placements", {"roomId": rooms[0]["id"]})
        self.assertEqual((refused.status, refused.json()["code"]), (422, "room.other_sex"))
        man.act("placements", {"roomId": rooms[0]["id"], "mode": "report", "happenedAtUs": now_us()})

    def test_listed_belongings_do_not_vanish_at_the_exit(self):
        stay = desk.arrive().admit()
        stay.decide()
        stay.exit_check(belongings="none")
        refused = stay.attempt("departures", {"kind": "released", "destination": "home"})
        self.assertEqual(refused.json()["rule"], "BELG-06")

    def test_proposed_rooms_say_beforehand_what_a_plan_would_be_refused_for(self):
        desk.arrive().admit("WT-01")
        woman = desk.arrive(facts={"sex": "F", "birthDate": "1990-01-01", "identityUnknown": False, "flags": []})
        woman.register()
        woman.safety_check(checkers=("zhiban1", "banan2"), roomId=desk.room("SF-01"))
        items = desk.duty.get(f"/stays/{woman.id}/room-proposals", purpose="waiting")["items"]
        shared = next(i for i in items if i["room"]["code"] == "WT-01")
        self.assertFalse(shared["allowed"])
        self.assertEqual([n["rule"] for n in shared["notices"]], ["WAIT-01"])
        self.assertTrue(shared["notices"][0]["source"] and shared["notices"][0]["textEn"])
        self.assertTrue(items[0]["allowed"] and not items[0]["notices"])
        self.assertIn("另一性别", shared["detail"])
        self.assertIn("other sex", shared["detailEn"])
        # A room for minors is kept for them while another is there.
        codes = [i["room"]["code"] for i in items if i["allowed"]]
        self.assertEqual(codes[-1], "WT-03")
        child = desk.arrive(facts={"sex": "F", "birthDate": "2015-01-01", "identityUnknown": False, "flags": []})
        first = desk.duty.get(f"/stays/{child.id}/room-proposals", purpose="waiting")["items"][0]
        self.assertEqual(first["room"]["code"], "WT-03")

    def test_a_room_in_use_is_proposed_with_the_reason_against_it(self):
        stay, questioning = self.running_questioning()
        other = desk.arrive().admit()
        items = desk.duty.get(f"/stays/{other.id}/room-proposals", purpose="questioning")["items"]
        used = next(i for i in items if i["room"]["code"] == "IT-02")
        self.assertFalse(used["allowed"])
        self.assertIn("in use", used["detailEn"])
        stay.end_questioning(questioning)

    def running_questioning(self):
        recording = Recording("IT-02")
        self.addCleanup(recording.close)
        stay = desk.arrive().admit()
        return stay, stay.question(room="IT-02")

    def test_leaving_says_beforehand_what_is_not_settled(self):
        stay = desk.arrive().admit()
        stay.decide()
        stay.exit_check(familyTold="not_yet")
        leave = next(s for s in stay.detail()["steps"] if s["step"] == "depart")
        self.assertTrue(leave["allowed"])
        self.assertEqual([n["rule"] for n in leave["notices"]], ["EXIT-04"])
        self.assertFalse(leave["notices"][0]["refuses"])

    def test_no_questioning_where_the_recorder_does_not_run(self):
        stay = desk.arrive().admit()
        body = {"roomId": desk.room("QS-01"), "officers": [desk.person("banan1"), desk.person("banan2")]}
        refused = stay.attempt("questionings", body, desk.as_("banan1"))
        self.assertIn(refused.json()["rule"], ("REC-06", "INTR-01"))
        body["roomId"] = desk.room("MQ-01")
        refused = stay.attempt("questionings", body, desk.as_("banan1"))
        self.assertEqual(refused.status, 422)

    def test_one_officer_may_not_plan_a_criminal_questioning(self):
        stay = desk.arrive().admit()
        refused = stay.attempt("questionings", {"roomId": desk.room("IT-01"), "officers": [desk.person("banan1")]},
                               desk.as_("banan1"))
        self.assertEqual(refused.json()["rule"], "INTR-03")

    def test_a_report_is_never_refused_and_a_late_one_takes_its_place(self):
        stay = desk.arrive(arrivedAtUs=now_us() - 2 * HOUR)
        stay.register()
        stay.safety_check()
        stay.act("placements", {"roomId": desk.room("WT-01"), "mode": "report",
                                "happenedAtUs": now_us() - 30 * MINUTE})
        stay.act("placements", {"roomId": desk.room("RG-01"), "mode": "report",
                                "happenedAtUs": now_us() - HOUR})
        self.assertEqual(stay.detail()["tile"]["room"]["id"], desk.room("WT-01"))
        late = [e for e in stay.timeline()["events"] if e["late"] and e["reported"]]
        self.assertEqual(len(late), 2)
        future = stay.attempt("care", {"kind": "meal", "mode": "report", "happenedAtUs": now_us() + HOUR})
        self.assertEqual((future.status, future.json()["field"]), (400, "happenedAtUs"))

    def test_a_stay_beyond_its_limit_is_found(self):
        stay = desk.arrive(arrivedAtUs=now_us() - 13 * HOUR)
        finding = stay.wait_finding("TIME-01")
        detail = desk.as_("fazhi").get(f"/findings/{finding['id']}")
        self.assertTrue(detail["evidence"])
        self.assertEqual(finding["atUs"], stay.detail()["tile"]["arrivedAtUs"] + 12 * HOUR)

    def test_what_is_not_settled_at_the_exit_is_found(self):
        stay = desk.arrive().admit()
        stay.decide()
        stay.act("exit-checks", {"belongings": "not_settled", "wristbandRemoved": False, "injuries": "none",
                                 "documentsSigned": False, "familyTold": "not_yet", "mode": "report",
                                 "happenedAtUs": now_us()})
        stay.act("departures", {"kind": "released", "mode": "report", "happenedAtUs": now_us()})
        stay.wait_finding("BELG-06")
        stay.wait_finding("EXIT-04")


class Watching(unittest.TestCase):
    """What recorder and analyst report becomes findings; here a test speaks for them."""

    def questioning_with_recording(self, kind="criminal", officers=("banan1", "banan2"), room="IT-02"):
        basis = {"kind": "criminal_summons" if kind == "criminal" else "administrative_summons", "oral": False}
        role = "suspect" if kind == "criminal" else "offender"
        # In administrative cases nothing is taken without an approval (ENTR-14).
        taken = {} if kind == "criminal" else {"collected": [], "notDoneReason": "未经批准"}
        stay = desk.arrive(case=desk.open_case(kind), basis=basis, role=role).admit(**taken)
        self.recording = Recording(room)
        self.camera, self.segment = self.recording.camera, self.recording.segment
        questioning = stay.question(room=room, officers=officers)
        return stay, questioning

    def persons(self, analyst, at_us, value):
        analyst.say(("persons", at_us, {
            "camera": self.camera, "stream": "sub", "fromUs": at_us, "value": value, "confidenceMilli": 900,
            "segment": self.segment, "fragment": 3, "offsetUs": 40000, "detector": "test", "latencyUs": 0}))

    def test_a_camera_is_watched_when_an_analyst_says_so_of_it(self):
        analyst = NodeVoice(centre, "analyst-1").run()
        self.addCleanup(analyst.stop)
        cameras = {c["room"]["id"]: c["id"] for c in desk.duty.get("/cameras")["items"]}
        seen, blind = cameras[desk.room("IT-01")], cameras[desk.room("IT-02")]
        analyst.request("POST", "/node/v1/reports", {"boot": analyst.boot, "reports": [], "status": {"cameras": [
            {"camera": seen, "stream": "sub", "state": "watching"}, {"camera": blind, "stream": "sub", "state": "failed"}]}})
        analysis = {c["id"]: c["analysis"] for c in desk.duty.get("/cameras")["items"]}
        self.assertEqual((analysis[seen], analysis[blind]), ("watching", "not_watching"))

    def test_fewer_persons_than_the_roster_is_found_and_judged(self):
        analyst = NodeVoice(centre, "analyst-1").run()
        with centre_grace(3):
            stay, questioning = self.questioning_with_recording()
            left = now_us()
            self.persons(analyst, left - 2_000_000, 3)
            self.persons(analyst, left, 2)
            finding = stay.wait_finding("INTR-03", seconds=30)
        self.assertLessEqual(abs(finding["atUs"] - left), 1_000_000)
        detail = desk.as_("fazhi").get(f"/findings/{finding['id']}")
        seen = [e for e in detail["evidence"] if e["kind"] == "observation"]
        self.assertEqual((seen[0]["segment"], seen[0]["fragment"], seen[0]["confidenceMilli"]),
                         (self.segment, 3, 900))
        self.assertIn(self.camera, [c["id"] for c in detail["cameras"]])
        reviewer = desk.as_("fazhi")
        judged = reviewer.send("POST", f"/findings/{finding['id']}/verdicts", {"verdict": "confirmed"})
        self.assertEqual(judged.status, 201)
        self.assertEqual(stay.findings("INTR-03", "reviewed")[0]["status"], "confirmed")
        self.persons(analyst, now_us(), 3)
        stay.end_questioning(questioning)
        self.recording.close()
        analyst.stop()

    def test_a_questioning_has_its_room_and_its_people_to_itself(self):
        stay, questioning = self.questioning_with_recording()
        room = desk.room("IT-02")
        other = desk.arrive().admit()
        body = {"roomId": room, "officers": [desk.person("banan1"), desk.person("banan2")], "rightsRead": True,
                "recordingTold": True}
        taken = other.attempt("questionings", body, desk.as_("banan1"))
        self.assertEqual((taken.status, taken.json()["code"]), (422, "room.in_use"))
        path = f"/questionings/{questioning}/attendances"
        for action, function in (("leave", "other"), ("join", "interpreter")):
            refused = desk.as_("banan1").send("POST", path, {"action": action, "function": function,
                                                             "attendeeId": desk.person("banan2")})
            self.assertEqual((refused.status, refused.json()["field"]), (400, "function"))
        early = desk.as_("banan1").send("POST", f"/questionings/{questioning}/end", {
            "transcriptSigned": True, "mode": "report", "happenedAtUs": now_us() - HOUR})
        self.assertEqual((early.status, early.json()["code"]), (400, "time.before_questioning"))
        watching = desk.as_("guanli").send("POST", "/media/views", {"cameraId": self.camera, "use": "still", "reason": "camera_test"})
        self.assertEqual((watching.status, watching.json()["code"]), (403, "view.questioning_runs"))
        stay.end_questioning(questioning)
        still = desk.as_("guanli").post("/media/views", {"cameraId": self.camera, "use": "still", "reason": "camera_test"})
        self.assertEqual(desk.as_("guanli").send("POST", f"/media/views/{still['viewId']}/renew", {}).status, 404)
        self.recording.close()

    def test_what_a_page_offers_of_a_camera_is_what_the_centre_opens(self):
        stay, questioning = self.questioning_with_recording()
        self.assertEqual(self.opened_as_offered("banan1"), {"live": {True}, "playback": {False}})
        self.assertEqual(self.opened_as_offered("fazhi"), {"live": {True}, "playback": {True}})
        self.assertEqual(self.opened_as_offered("zhiban1"), {"live": {True}, "playback": {False}})
        self.assertEqual(self.opened_as_offered("guanli"), {"live": {False}, "playback": {False}})
        stay.end_questioning(questioning)
        self.assertEqual(self.opened_as_offered("banan1"), {"live": {False}, "playback": {False}})
        self.recording.close()

    def opened_as_offered(self, login):
        """What is said of the camera of this room; every camera is tried, whatever is said."""
        who, said = desk.as_(login), {"live": set(), "playback": set()}
        times = {"fromUs": now_us() - 60_000_000, "toUs": now_us() - 1_000_000}
        for camera in who.get("/cameras")["items"]:
            for use, more in (("live", {}), ("playback", times)):
                status = who.send("POST", "/media/views", {"cameraId": camera["id"], "use": use, "reason": "patrol",
                                                           **more}).status
                self.assertEqual(status == 201, camera["sight"][use], (login, camera["name"], use, status))
                if camera["id"] == self.camera:
                    said[use].add(camera["sight"][use])
        return said

    def test_who_starts_for_others_is_in_no_room(self):
        stay = desk.arrive().admit()
        recording = Recording("IT-02")
        self.addCleanup(recording.close)
        questioning = stay.act("questionings", {
            "roomId": desk.room("IT-02"), "officers": [desk.person("banan2"), desk.person("zhiban1")],
            "rightsRead": True, "recordingTold": True}, desk.as_("banan1"))["id"]
        attendees = desk.as_("banan1").get(f"/questionings/{questioning}")["attendees"]
        self.assertNotIn(desk.person("banan1"), [a["attendeeId"] for a in attendees])
        self.assertEqual([a["function"] for a in attendees if a["present"]], ["person"])
        stay.attend(questioning, "join", "banan1")
        stay.end_questioning(questioning)

    def test_what_happened_in_a_questioning_lies_within_it(self):
        stay, questioning = self.questioning_with_recording()
        self.addCleanup(self.recording.close)
        started = now_us()
        # Said to be elsewhere meanwhile: the questioning goes on until it is ended.
        stay.act("placements", {"roomId": desk.room("WT-01"), "mode": "report", "happenedAtUs": now_us()})
        self.assertEqual(stay.detail()["tile"]["state"], "questioning")
        stay.end_questioning(questioning)
        self.assertEqual(stay.detail()["tile"]["state"], "waiting")
        time.sleep(0.01)
        path, report = f"/questionings/{questioning}", {"mode": "report", "attendeeId": desk.person("banan3")}
        join = {**report, "action": "join", "function": "officer"}
        for at_us, code in ((started - HOUR, "time.before_questioning"), (now_us(), "time.after_questioning")):
            for act, body in (("attendances", join), ("marks", {"mode": "report", "kind": "moment"})):
                refused = desk.as_("banan1").send("POST", f"{path}/{act}", {**body, "happenedAtUs": at_us})
                self.assertEqual((refused.status, refused.json()["field"], refused.json()["code"]),
                                 (400, "happenedAtUs", code))
        desk.as_("banan1").post(f"{path}/attendances", {**join, "happenedAtUs": started})
        joined = next(a for a in desk.as_("banan1").get(path)["attendees"] if a["attendeeId"] == desk.person("banan3"))
        self.assertFalse(joined["present"])
        self.assertEqual(joined["intervals"][0]["fromUs"], started)

    def test_a_hole_in_the_recording_of_one_officer_decides_provisionally_then_for_good(self):
        stay, questioning = self.questioning_with_recording("administrative", officers=("banan1",))
        gap_from = now_us()
        gap = {"id": str(uuid.uuid4()), "camera": self.camera, "stream": "main", "fromUs": gap_from,
               "toUs": None, "cause": "stalled"}
        recorder.say(("gap", gap_from, gap))
        time.sleep(3)
        recorder.say(("gap", gap_from, {**gap, "toUs": now_us()}))
        self.assertEqual(desk.as_("banan1").get(f"/questionings/{questioning}")["certificate"]["state"], "provisional")
        stay.end_questioning(questioning)
        self.recording.close()
        finding = stay.wait_finding("INTR-04", seconds=40)
        until = time.monotonic() + 45
        while finding["provisional"] and time.monotonic() < until:
            time.sleep(0.5)
            finding = stay.findings("INTR-04")[0]
        self.assertFalse(finding["provisional"])
        self.assertEqual(desk.as_("banan1").get(f"/questionings/{questioning}")["certificate"]["state"], "incomplete")

    def test_reports_are_stored_once_and_in_order(self):
        voice = NodeVoice(centre, "analyst-1")
        camera = camera_of("YD-01")
        body = {"camera": camera, "stream": "sub", "fromUs": now_us(), "value": 1, "confidenceMilli": 800,
                "segment": str(uuid.uuid4()), "fragment": 1, "offsetUs": 0, "detector": "test", "latencyUs": 0}
        report = {"seq": 1, "kind": "persons", "atUs": now_us(), "body": body}
        for _ in range(2):
            status, answer = voice.request("POST", "/node/v1/reports", {"boot": voice.boot, "reports": [report]})
            self.assertEqual((status, answer["ackedSeq"]), (200, 1))
        status, answer = voice.request("POST", "/node/v1/reports",
                                       {"boot": voice.boot, "reports": [{**report, "seq": 3}]})
        self.assertEqual((status, answer["ackedSeq"]), (200, 1))
        stored = sql(f"SELECT COUNT(*) FROM timeline WHERE stream_id = UNHEX('{camera.replace('-', '')}') "
                     "AND type = 'PersonsCounted'")
        self.assertEqual(stored, "1")

    def test_only_nodes_with_their_key_are_heard(self):
        voice = NodeVoice(centre, "recorder-1")
        self.assertEqual(voice.request("GET", "/node/v1/desired?rev=0", key="0" * 64)[0], 401)
        self.assertEqual(voice.request("GET", "/node/v1/desired?rev=0", name="nobody")[0], 401)
        status, desired = voice.desired()
        self.assertEqual(status, 200)
        self.assertEqual({c["password"] for c in desired["cameras"]}, {"lantern-stream"})


class centre_grace:
    """The roster's grace time of the centre, shortened while a test looks at its end."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        self.set(self.seconds)

    def __exit__(self, *_):
        self.set(60)

    def set(self, seconds):
        file = centre.folder / "settings.json"
        file.write_text(json.dumps({"settings": {"roster_grace_s": str(seconds)}}))
        centre.control("setup", "import", file)


def sql(statement):
    return desk.sql(centre, statement)


class Requests(unittest.TestCase):
    def test_the_same_key_gives_the_same_answer(self):
        key, body = str(uuid.uuid4()), desk.arrival()
        first = desk.duty.send("POST", "/stays", body, key)
        again = desk.duty.send("POST", "/stays", body, key)
        self.assertEqual((first.status, first.json()), (201, again.json()))
        other = desk.duty.send("POST", "/stays", {**body, "role": "witness"}, key)
        self.assertEqual((other.status, other.code), (409, "command.key_reused"))
        none = desk.duty.send("POST", "/stays", body, headers={"Idempotency-Key": None})
        self.assertEqual((none.status, none.json()["field"]), (400, "Idempotency-Key"))

    def test_ten_clicks_at_once_are_one_act(self):
        key, body = str(uuid.uuid4()), desk.arrival()
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _: desk.duty.send("POST", "/stays", body, key), range(10)))
        self.assertEqual({a.json()["id"] for a in answers if a.status == 201}, {answers[0].json()["id"]})

    def test_two_desks_on_one_stay(self):
        stay = desk.arrive()
        seen = stay.detail()["tile"]["seq"]
        stay.register(expectedSeq=seen)
        late = stay.attempt("registration", {"wristband": "W2", "expectedSeq": seen}, desk.as_("zhiban2"))
        self.assertEqual((late.status, late.code), (409, "stay.changed"))

    def test_two_desks_cannot_plan_one_last_place(self):
        stays = [desk.arrive().admit(room=None) for _ in range(2)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda s: s.attempt("placements", {"roomId": desk.room("WT-04")}), stays))
        self.assertEqual(sorted(a.status for a in answers), [201, 422])

    def test_bad_fields_are_named(self):
        cases = [({"surprise": 1}, "surprise"), ({"role": "king"}, "role"), ({"arrivedAtUs": "now"}, "arrivedAtUs"),
                 ({"arrivedAtUs": now_us() + HOUR}, "arrivedAtUs"), ({"caseId": "x"}, "caseId"),
                 ({"caseId": str(uuid.uuid4())}, "caseId"), ({"identity": {"name": ""}}, "identity/name"),
                 ({"identity": {"name": "甲", "pet": 1}}, "identity/pet"), ({"facts": 3}, "facts"),
                 ({"broughtBy": [str(uuid.uuid4())]}, "broughtBy/0"),
                 ({"facts": {"sex": "M", "birthDate": "1990-02-30", "identityUnknown": False, "flags": []}},
                  "facts/birthDate")]
        for change, field in cases:
            with self.subTest(field=field):
                body = desk.arrival()
                body.update(change)
                answer = desk.duty.send("POST", "/stays", body)
                self.assertEqual((answer.status, answer.json()["field"]), (400, field))
                self.assertTrue(answer.json()["detail"] and answer.json()["detailEn"])
        for raw in (b"{", b"[]", b'{"a":1,"a":2}', b"\xff\xfe", b"[" * 1000):
            self.assertEqual(desk.duty.send("POST", "/stays", raw).status, 400)

    def test_wrong_state_is_said(self):
        stay = desk.arrive()
        for path, body in (("belongings", {"items": [], "keeper": desk.person("zhiban1"), "signedByPerson": True}),
                           ("decisions", {"decision": "bail"}), ("departures", {"kind": "released"})):
            answer = stay.attempt(path, body)
            self.assertEqual(answer.status, 422)
        self.assertEqual(desk.duty.send("POST", f"/stays/{uuid.uuid4()}/care", {"kind": "meal"}).status, 404)

    def test_every_route_asks_who_is_there_and_where_from(self):
        nobody = Client(centre, desk.contract)
        for method, path, operation in desk.contract.operations():
            if operation.get("security") == [] or path == "/events/stream":
                continue
            concrete = re.sub(r"\{[^}]+\}", str(uuid.uuid4()), path)
            with self.subTest(method=method, path=path):
                self.assertEqual(nobody.send(method, concrete, {} if method != "GET" else None).status, 401)
                if method != "GET":
                    foreign = desk.duty.send(method, concrete, {}, headers={"Origin": "https://evil.example"})
                    self.assertEqual((foreign.status, foreign.code), (403, "origin.refused"))

    def test_roles_and_routes(self):
        """Who may use what, for every route: a new route must be placed here."""
        led = {"zhiban1", "banan1"}
        cared = led | {"fujing2"}
        seen = {"zhiban1", "banan1", "fazhi", "fuze", "fujing2"}
        anybody = seen | {"guanli", "daping"}
        working = seen | {"guanli"}
        table = {
            ("GET", "/session"): anybody, ("POST", "/session/password"): anybody,
            ("GET", "/board"): seen, ("GET", "/wall"): anybody, ("GET", "/stays"): seen, ("POST", "/stays"): led,
            ("GET", "/stays/{id}"): seen, ("GET", "/stays/{id}/timeline"): seen,
            ("GET", "/stays/{id}/room-proposals"): seen, ("POST", "/stays/{id}/extensions"): seen,
            ("POST", "/stays/{id}/questionings"): {"banan1"},
            ("GET", "/questionings"): seen, ("GET", "/questionings/{id}"): seen,
            ("GET", "/questionings/{id}/certificate"): seen, ("POST", "/liveness/readings"): {"fazhi"},
            ("POST", "/questionings/{id}/attendances"): {"banan1"},
            ("POST", "/questionings/{id}/marks"): {"banan1"}, ("POST", "/questionings/{id}/end"): {"banan1"},
            ("POST", "/media/views"): anybody, ("POST", "/media/views/{id}/renew"): anybody,
            ("DELETE", "/media/views/{id}"): anybody,
            ("GET", "/findings"): {"fazhi"}, ("GET", "/findings/{id}"): {"fazhi"},
            ("POST", "/findings/{id}/verdicts"): {"fazhi"},
            ("GET", "/cases"): seen, ("POST", "/cases"): led,
            ("GET", "/units"): working, ("GET", "/staff"): working, ("GET", "/rooms"): working,
            ("GET", "/cameras"): working, ("GET", "/rules"): working,
            ("POST", "/rules/{id}/confirmation"): {"fazhi"}, ("GET", "/audit"): {"fazhi", "guanli"},
            ("GET", "/system"): {"guanli"}, ("GET", "/log"): {"fazhi", "guanli"},
            ("GET", "/log/inclusion"): {"fazhi", "guanli"}, ("POST", "/log/witnesses"): {"guanli"},
            ("GET", "/displays/{room}"): anybody, ("GET", "/liveness"): {"fazhi"},
        }
        for act in ("registration", "safety-checks", "belongings", "information-collections", "placements",
                    "decisions", "exit-checks", "departures", "bases", "identity", "corrections", "approvals", "prints"):
            table["POST", f"/stays/{{id}}/{act}"] = led
        # Which plain act is whose stands in the catalogue of acts; who decides, in the approval.
        table["GET", "/acts"] = table["POST", "/stays/{id}/acts"] = seen
        table["GET", "/approvals"] = table["POST", "/approvals/{id}/decision"] = seen
        table["POST", "/stays/{id}/care"] = table["POST", "/rooms/{id}/checks"] = cared
        table["POST", "/rooms/{id}/placements"] = led
        table["GET", "/stays/{id}/prints"] = led | {"fazhi"}  # a transcript; other forms only for who leads
        table["GET", "/stays/{id}/papers"], table["POST", "/stays/{id}/scans"] = seen, led
        table["GET", "/stays/{id}/scans"] = led | {"fazhi"}
        table["GET", "/stays/{id}/pen-signatures"], table["POST", "/stays/{id}/pen-signatures"] = led | {"fazhi"}, led
        table["GET", "/stays/{id}/statutory-papers"] = table["GET", "/stays/{id}/file"] = led | {"fazhi"}
        table["POST", "/stays/{id}/statutory-papers"] = led
        exporting = {"banan1", "fuze", "fazhi"}
        table["GET", "/storage"] = {"fazhi", "guanli"}
        table["POST", "/storage/orders"] = {"guanli"}
        for act in ("orders/{id}/decision", "holds/plan", "holds", "holds/{id}/lifting"):
            table["POST", f"/storage/{act}"] = {"fazhi"}
        table["GET", "/stays/{id}/exports"] = table["POST", "/stays/{id}/exports"] = exporting
        table["POST", "/stays/{id}/exports/plan"] = exporting
        table["GET", "/cameras/{id}/body-checks"] = table["POST", "/stays/{id}/body-check-views"] = {"fazhi"}
        table["POST", "/exports/{id}/downloads"] = table["POST", "/exports/{id}/retries"] = exporting
        table["GET", "/exports/{id}/cover"] = exporting
        table["GET", "/recipients"], table["POST", "/recipients"] = exporting | {"guanli"}, {"guanli"}
        table["POST", "/recipients/{id}/confirmation"] = {"fazhi"}
        table["POST", "/recipients/{id}/retirement"] = {"fazhi", "guanli"}
        table["POST", "/stays/{id}/openings"] = table["GET", "/outages"] = seen
        for route in (("GET", ""), ("POST", "/runs"), ("GET", "/runs/{id}"), ("POST", "/runs/{id}/end")):
            table[route[0], f"/practice{route[1]}"] = anybody
        table["GET", "/access/table"] = table["GET", "/access/why"] = anybody
        for route in (("GET", ""), ("POST", ""), ("GET", "/{id}/print"), ("POST", "/{id}/account")):
            table[route[0], f"/blank-forms{route[1]}"] = led
        table["GET", "/stays/{id}/belonging-photos"], table["POST", "/stays/{id}/belonging-photos"] = seen, led
        table["POST", "/stays/{id}/links"] = table["POST", "/stays/{id}/links/undoing"] = led
        table["POST", "/stays/{id}/true-identity"] = {"fuze", "fazhi"}
        table["GET", "/rosters/tonight"], table["POST", "/rosters"] = seen, led
        transcript = "/questionings/{id}/transcript"
        table["GET", transcript] = {"banan1", "fazhi"}
        table["POST", transcript] = table["GET", f"{transcript}/templates"] = {"banan1"}
        for act in ("lines", "lock", "reopening", "signatures"):
            table["POST", f"{transcript}/{act}"] = {"banan1"}
        table["POST", "/session/pin"] = table["GET", "/terminals/here"] = anybody
        table["POST", "/terminals/here"] = {"guanli"}
        table["GET", "/bookings"] = seen
        for act in ("", "/{id}/arrival", "/{id}/cancellation"):
            table["POST", f"/bookings{act}"] = led
        table["POST", "/case-imports"] = led
        table["GET", "/help-calls"] = table["POST", "/help-calls"] = working
        table["POST", "/help-calls/{id}/withdrawal"] = table["POST", "/help-calls/{id}/ends"] = working
        table["POST", "/help-calls/{id}/answers"] = led
        for route in (("GET", "/handovers"), ("GET", "/handovers/draft"), ("POST", "/handovers"),
                      ("POST", "/handovers/{id}/acceptance")):
            table[route] = led
        for thing in ("units", "staff", "rooms", "cameras"):
            table["POST", f"/{thing}"] = table["PUT", f"/{thing}/{{id}}"] = {"guanli"}
        table["POST", "/staff/{id}/password"] = {"guanli"}
        table["POST", "/camera-trials"] = table["GET", "/camera-trials/{id}"] = {"guanli"}
        table["GET", "/observations"] = table["GET", "/observations/{id}/thumbnail"] = {"zhiban1", "banan1", "fazhi", "fuze"}
        table["POST", "/observations/{id}/verdict"] = {"fazhi"}
        table["GET", "/watching/kinds"] = anybody
        table["GET", "/watching/quality"] = table["GET", "/cameras/{id}/coverage"] = {
            "zhiban1", "banan1", "fazhi", "fuze", "guanli"}
        setting = {"fazhi", "guanli"}
        for route in (("GET", ""), ("POST", ""), ("POST", "/{version}/approve"), ("POST", "/{version}/reject"),
                      ("GET", "/{version}/reference")):
            table[route[0], f"/cameras/{{id}}/watching{route[1]}"] = setting
        for route in (("GET", ""), ("POST", "/{kind}"), ("POST", "/{kind}/{version}/approve"),
                      ("POST", "/{kind}/{version}/reject")):
            table[route[0], f"/watching/room-kinds{route[1]}"] = setting
        table["GET", "/cameras/{id}/threshold-effect"] = table["GET", "/watching/proposals"] = setting
        table["GET", "/cameras/{id}/staged-acts"] = table["POST", "/cameras/{id}/staged-acts"] = setting
        for step in ("done", "ended", "cancel"):
            table["POST", f"/staged-acts/{{id}}/{step}"] = setting
        for method, path, operation in desk.contract.operations():
            if operation.get("security") == [] or (method, path) in {("DELETE", "/session"), ("GET", "/events/stream")}:
                continue
            allowed = table[method, path]
            for login in sorted(anybody):
                with self.subTest(route=f"{method} {path}", login=login):
                    concrete = re.sub(r"\{[^}]+\}", str(uuid.uuid4()), path)
                    answer = desk.as_(login).send(method, concrete, None if method == "GET" else {})
                    refused = answer.status == 403 and answer.code == "ability.missing"
                    self.assertEqual(refused, login not in allowed, answer.body)

    def test_investigators_see_their_own_unit_only(self):
        stay = desk.arrive()
        stranger = desk.as_("banan3")
        self.assertEqual(stranger.send("GET", f"/stays/{stay.id}").status, 404)
        self.assertNotIn(stay.id, [t["stayId"] for t in stranger.get("/board")["tiles"]])
        self.assertEqual(stranger.send("POST", f"/stays/{stay.id}/care", {"kind": "meal"}).status, 404)
        self.assertEqual(stranger.send("GET", f"/stays/{stay.id}/timeline").status, 404)

    def test_guessing_is_slowed_and_nobody_learns_which_part_was_wrong(self):
        client = Client(centre, desk.contract)
        codes = [client.send("POST", "/session", {"login": login, "password": "wrong-wrong-wrong"}).code
                 for login in ("fujing1", "nobody")]
        self.assertEqual(codes, ["sign_in.wrong"] * 2)
        for _ in range(12):
            answer = client.send("POST", "/session", {"login": "fujing1", "password": "wrong-wrong-wrong"})
        self.assertEqual((answer.status, answer.code), (429, "sign_in.throttled"))

    def test_a_sign_in_ends_everywhere_when_the_role_goes(self):
        admin = desk.as_("guanli")
        body = {"login": "temp1", "name": "演示临时", "badge": "T1", "sex": "M", "function": "officer",
                "unitId": desk.units["CN"]["id"], "roles": ["duty_officer"], "password": "kettle-orchard-17"}
        made = admin.post("/staff", body)
        person = Client(centre, desk.contract).sign_in("temp1", body["password"])
        body.pop("password")
        changed = admin.send("PUT", f"/staff/{made['id']}", {**body, "roles": ["kiosk"]})
        self.assertEqual(changed.status, 200)
        self.assertEqual(person.send("GET", "/board").status, 403)
        admin.send("PUT", f"/staff/{made['id']}", {**body, "active": False})
        self.assertEqual(person.send("GET", "/session").status, 401)

    def test_nobody_changes_his_own_roles(self):
        admin = desk.as_("guanli")
        me = next(s for s in admin.get("/staff")["items"] if s["login"] == "guanli")
        body = {"login": "guanli", "name": me["name"], "badge": me["badge"], "sex": me["sex"], "function": me["function"],
                "unitId": me["unit"]["id"], "roles": me["roles"], "active": True}
        for field, value in (("roles", ["administrator", "supervisor"]), ("active", False)):
            refused = admin.send("PUT", f"/staff/{me['id']}", {**body, field: value})
            self.assertEqual((refused.status, refused.json()["field"], refused.json()["code"]),
                             (400, field, "staff.own_account"))
        self.assertEqual(admin.send("PUT", f"/staff/{me['id']}", body).status, 200)

    def test_codes_are_unique_and_the_field_is_named(self):
        admin = desk.as_("guanli")
        room = {"code": "WT-01", "name": "又一间", "kind": "waiting", "capacity": 1, "privacy": "normal",
                "sexUse": "any", "minorUse": False}
        taken = admin.send("POST", "/rooms", room)
        self.assertEqual((taken.status, taken.json()["field"]), (409, "code"))
        camera = {"code": "X-1", "name": "新", "roomId": desk.room("WT-01"), "audio": True,
                  "mainUrl": "rtsp://user:secret@10.0.0.1/1"}
        self.assertEqual(admin.send("POST", "/cameras", camera).json()["field"], "mainUrl")

    def test_two_cameras_never_share_an_address(self):
        admin = desk.as_("guanli")
        known = next(c for c in admin.get("/cameras")["items"] if c["code"] == "IT-01-1")
        camera = {"code": "X-2", "name": "新", "roomId": desk.room("WT-01"), "audio": True}
        for url in (known["mainUrl"], known["subUrl"], known["mainUrl"] + "/"):
            refused = admin.send("POST", "/cameras", {**camera, "mainUrl": url})
            self.assertEqual((refused.status, refused.code, refused.json()["field"]),
                             (409, "camera.address_taken", "mainUrl"))
            self.assertIn(known["name"], refused.json()["detail"])
        twice = admin.send("POST", "/cameras", {**camera, "mainUrl": "rtsp://Camera-9.example:554/a",
                                                "subUrl": "rtsp://camera-9.example/a"})
        self.assertEqual((twice.code, twice.json()["field"]), ("camera.sub_is_main", "subUrl"))
        other = admin.send("POST", "/cameras", {**camera, "mainUrl": "rtsp://10.0.0.1/1", "transport": "multicast"})
        self.assertEqual((other.code, other.json()["field"]), ("field.unknown_word", "transport"))

    def test_the_transport_of_a_camera_reaches_the_recorder(self):
        admin = desk.as_("guanli")
        made = admin.post("/cameras", {"code": "X-3", "name": "走廊", "roomId": desk.room("WT-01"), "audio": False,
                                       "mainUrl": "rtsp://10.0.0.3/1", "transport": "udp"})
        shown = next(c for c in admin.get("/cameras")["items"] if c["id"] == made["id"])
        self.assertEqual(shown["transport"], "udp")
        wanted = {c["id"]: c["transport"] for c in recorder.desired()[1]["cameras"]}
        self.assertEqual({wanted.pop(made["id"]), *wanted.values()}, {"udp", "tcp"})
        admin.send("PUT", f"/cameras/{made['id']}", {"code": "X-3", "name": "走廊", "roomId": desk.room("WT-01"),
                                                    "audio": False, "active": False, "mainUrl": "rtsp://10.0.0.3/1"})

    def test_a_camera_is_tried_before_it_is_stored(self):
        admin = desk.as_("guanli")
        wish = {"url": "rtsp://10.0.0.77/main", "username": "admin", "password": "trial-pw", "transport": "udp"}
        trial = admin.post("/camera-trials", wish)["trialId"]
        asked = {t["id"]: t for t in recorder.desired()[1]["trials"]}[trial]
        self.assertEqual(asked, {**wish, "id": trial})
        self.assertEqual(admin.get(f"/camera-trials/{trial}"), {"state": "trying"})
        recorder.say(("cameraTried", now_us(), {"trial": trial, "trouble": "camera.codec_unsupported", "offered": "mjpeg"}))
        failed = admin.get(f"/camera-trials/{trial}")
        self.assertEqual((failed["state"], failed["code"]), ("failed", "camera.codec_unsupported"))
        self.assertIn("mjpeg", failed["text"])
        self.assertRegex(failed["text"], r"[一-鿿]")
        self.assertNotIn(trial, [t["id"] for t in recorder.desired()[1]["trials"]])
        # A later word changes nothing, and a word that is not in the catalogue is still a sentence.
        recorder.say(("cameraTried", now_us(), {"trial": trial, "trouble": "camera.timeout"}))
        self.assertEqual(admin.get(f"/camera-trials/{trial}"), failed)
        strange = admin.post("/camera-trials", wish)["trialId"]
        recorder.say(("cameraTried", now_us(), {"trial": strange, "trouble": "camera.never_heard_of"}))
        self.assertEqual(admin.get(f"/camera-trials/{strange}")["code"], "camera.failed")

        good = admin.post("/camera-trials", wish)["trialId"]
        recorder.say(("cameraTried", now_us(), {"trial": good, "codecs": "hvc1.1.6.L93.90", "width": 1920, "height": 1080,
                                                "fpsMilli": 25_000, "sound": False}))
        found = admin.get(f"/camera-trials/{good}")
        self.assertEqual((found["state"], found["width"], found["sound"]), ("found", 1920, False))
        self.assertEqual(found["token"].count("."), 1)
        self.assertEqual(admin.send("GET", f"/camera-trials/{uuid.uuid4()}").code, "camera.trial_over")
        log = desk.as_("fazhi").get("/audit", action="camera_tried")["items"]
        self.assertGreaterEqual(len(log), 3)

    def test_a_stored_password_is_tried_only_at_its_own_address(self):
        admin = desk.as_("guanli")
        known = next(c for c in admin.get("/cameras")["items"] if c["code"] == "WT-01-1")

        def asked(**wish):
            trial = admin.post("/camera-trials", {"cameraId": known["id"], **wish})["trialId"]
            found = {t["id"]: t for t in recorder.desired()[1]["trials"]}[trial]
            recorder.say(("cameraTried", now_us(), {"trial": trial, "trouble": "camera.timeout"}))
            return found["username"], found["password"]
        own = asked(url=known["mainUrl"])
        self.assertEqual(own[0], "demo")
        self.assertTrue(own[1])
        self.assertEqual(asked(url=known["mainUrl"], username="demo"), own)
        self.assertEqual(asked(url=known["mainUrl"], username="other"), ("other", ""))
        self.assertEqual(asked(url="rtsp://10.9.9.9/listener"), ("", ""))

    def test_no_trial_looks_into_a_running_questioning(self):
        admin = desk.as_("guanli")
        camera = next(c for c in admin.get("/cameras")["items"] if c["code"] == "IT-02-1")
        stay = desk.arrive().admit()
        questioning = stay.question(room="IT-02")
        refused = admin.send("POST", "/camera-trials", {"url": camera["subUrl"] + "/"})
        self.assertEqual((refused.status, refused.code), (403, "view.questioning_runs"))
        stay.end_questioning(questioning)

    def test_seeing_video_is_permitted_for_a_reason_and_audited(self):
        camera = camera_of("IT-01")
        duty = desk.duty
        grant = duty.post("/media/views", {"cameraId": camera, "use": "live", "reason": "duty"})
        self.assertEqual(duty.send("POST", f"/media/views/{grant['viewId']}/renew").status, 201)
        self.assertEqual(duty.send("DELETE", f"/media/views/{grant['viewId']}").status, 204)
        self.assertEqual(duty.send("POST", f"/media/views/{grant['viewId']}/renew").status, 404)
        refused = duty.send("POST", "/media/views", {"cameraId": camera, "use": "playback", "reason": "review",
                                                     "fromUs": 1, "toUs": 2})
        self.assertEqual(refused.status, 403)
        log = desk.as_("fazhi").get("/audit", object=camera)["items"]
        self.assertEqual({(e["action"], e["allowed"]) for e in log if e["actor"]["id"] == desk.person("zhiban1")},
                         {("view_opened", True), ("view_opened", False)})
        self.assertIn("live:duty", [e.get("reason") for e in log])


    def test_a_query_is_read_as_strictly_as_a_body(self):
        stay = desk.arrive()
        for who, path, query, field, code in (
                (desk.duty, "/stays", "state=gone", "state", "field.unknown_word"),
                (desk.duty, "/stays", "limit=0", "limit", "field.out_of_range"),
                (desk.duty, "/stays", "limit=ten", "limit", "field.not_number"),
                (desk.duty, "/stays", "cursor=17", "cursor", "field.not_cursor"),
                (desk.duty, "/stays", "sort=name", "sort", "field.unknown"),
                (desk.duty, "/stays", "q=" + "9" * 65, "q", "field.too_long"),
                (desk.duty, f"/stays/{stay.id}/room-proposals", "purpose=sleep", "purpose", "field.unknown_word"),
                (desk.duty, "/questionings", "open=maybe", "open", "field.unknown_word"),
                (desk.as_("fazhi"), "/findings", "stay=7", "stay", "field.not_id"),
                (desk.as_("fazhi"), "/audit", "cursor=-1", "cursor", "field.not_cursor")):
            with self.subTest(query=query):
                refused = who.send("GET", f"{path}?{query}")
                self.assertEqual((refused.status, refused.json()["field"], refused.json()["code"]), (400, field, code))
                self.assertRegex(refused.json()["detail"], r"[一-鿿]")

    def test_a_burst_that_came_at_one_moment_is_paged_without_a_loss(self):
        moment, case = now_us() - HOUR, desk.open_case()
        number = next(c["number"] for c in desk.duty.get("/cases")["items"] if c["id"] == case)
        burst = {desk.arrive(arrivedAtUs=moment, case=case).id for _ in range(5)}
        seen, cursor = [], None
        while True:
            page = desk.duty.get("/stays", q=number, limit=2, **({"cursor": cursor} if cursor else {}))
            seen += [tile["stayId"] for tile in page["items"]]
            if not (cursor := page.get("next")):
                break
        self.assertEqual(sorted(seen), sorted(burst))

    def test_nobody_is_born_after_today(self):
        body = desk.arrival(facts={"sex": "M", "birthDate": "2099-01-01", "identityUnknown": False, "flags": []})
        refused = desk.duty.send("POST", "/stays", body)
        self.assertEqual((refused.status, refused.json()["field"], refused.json()["code"]),
                         (400, "facts/birthDate", "field.future_day"))


class Evidence(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stay = desk.arrive(identity={"name": "封存试样", "idType": "none"}).admit()
        cls.stay.decide()
        cls.stay.exit_check()
        cls.stay.depart()
        cls.file = export(cls.stay)

    def mutated(self, change):
        content = json.loads(self.file.read_text())
        change(content)
        file = self.file.with_suffix(".mutated")
        file.write_text(json.dumps(content))
        return verify(file)

    def test_the_export_verifies_offline_and_every_mutation_is_caught(self):
        self.assertEqual(verify(self.file).returncode, 0)
        content = json.loads(self.file.read_text())
        events = len(content["events"])
        self.assertGreater(events, 6)

        for name, index, change in mutations(events):
            with self.subTest(mutation=name, event=index):
                self.assertIn(self.mutated(change).returncode, range(10, 16))
        for index in range(len(content["documents"])):
            with self.subTest(document=index):
                self.assertEqual(self.mutated(lambda c: c["documents"][index].update(
                    content=c["documents"][index]["content"] + " ")).returncode, 13)
                self.assertEqual(self.mutated(lambda c: c["documents"].pop(index)).returncode, 13)
        other = "A" * 43
        self.assertEqual(verify(self.file, other).returncode, 15)

    def test_every_word_beside_the_chain_is_as_it_was_exported(self):
        def hide(content):
            del content["documents"][0]["content"], content["documents"][0]["salt"]
            content["documents"][0]["state"] = "erased"

        for change in (lambda c: c.update(number="20200101-01"), lambda c: c.update(verdict="innocent"),
                       lambda c: c["events"][0].update(note="x"), lambda c: c["head"].update(publicKey="A" * 43), hide,
                       lambda c: c["documents"].reverse()):
            self.assertEqual(self.mutated(change).returncode, 16)
        self.assertEqual(self.mutated(lambda c: c["events"][0].update(happenedUs=float(c["events"][0]["happenedUs"]))).returncode, 16)
        self.assertEqual(self.mutated(lambda c: c.pop("seal")).returncode, 10)
        self.assertIn(self.stay.number, verify(self.file).stdout)
        folder = verify(self.file.parent)
        self.assertEqual(folder.returncode, 2)
        self.assertIn("cannot read", folder.stderr)

    def test_leaving_out_what_is_no_kind_of_document_is_refused(self):
        refused = subprocess.run([centre.layout.bin / "mingjingctl", "--socket", centre.layout.admin_socket, "stay",
                                  "export", self.stay.id, "--out", self.file.with_suffix(".none"), "--redact", "nonsense"],
                                 capture_output=True, text=True)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("nonsense", refused.stderr)

    def test_a_redacted_export_says_nothing_and_still_verifies(self):
        file = export(self.stay, "--redact", "identity,health")
        self.assertNotIn("封存试样", file.read_text())
        self.assertIn("封存试样", self.file.read_text())
        checked = verify(file)
        self.assertEqual(checked.returncode, 0)
        self.assertNotIn(" 0 of them sealed", checked.stdout)

    def test_no_name_in_the_database_or_the_logs(self):
        names = ["封存试样", "试样某", "出示照片", "lantern-stream", PASSWORD, "kettle-orchard-17"]
        # Not a dump but the very files, with the redo log and what is deleted but still lies there.
        files = [file for file in centre.layout.database.rglob("*") if file.is_file()]
        self.assertTrue(any(file.name == "documents.ibd" for file in files))
        logs = list(centre.layout.log.iterdir())
        for name in names:
            for form in (name.encode(), name.encode().hex().encode()):
                with self.subTest(name=name):
                    self.assertEqual([str(f) for f in files + logs if form in f.read_bytes()], [])
        self.assertTrue(any(self.stay.number.encode() in f.read_bytes() for f in files), "what is not a secret is found there")


class Faults(unittest.TestCase):
    def test_a_damaged_stay_does_not_keep_the_rules_from_others(self):
        # Stays of one round are judged by id: this one comes before the other, so it is told before the other's finding.
        damaged = "00000000" + uuid.uuid4().hex[8:]
        zeros = "UNHEX(REPEAT('00', 32))"
        sql("INSERT INTO timeline (stream_kind, stream_id, seq, type, schema_version, happened_us, entered_us, "
            "actor_id, command_id, body, previous_hash, hash) VALUES "
            f"('stay', UNHEX('{damaged}'), 1, 'CareGiven', 1, 1, 1, UNHEX('{damaged}'), UNHEX('{damaged}'), 'xxx', "
            f"{zeros}, {zeros}); "
            f"INSERT INTO outbox (stream_kind, stream_id, seq) VALUES ('stay', UNHEX('{damaged}'), 1)")
        stay = desk.arrive(arrivedAtUs=now_us() - 13 * HOUR)
        stay.wait_finding("TIME-01")
        log = (centre.layout.log / "center.log").read_text()
        self.assertIn(f"rules cannot judge stay {uuid.UUID(damaged)}", log)

    def test_a_damaged_document_hides_neither_its_person_nor_the_others(self):
        damaged, whole = desk.arrive().admit(), desk.arrive()
        recording = Recording("IT-02")
        self.addCleanup(recording.close)
        questioning = damaged.question(room="IT-02")
        damaged.end_questioning(questioning)
        key = f"key_id = UNHEX('{damaged.id.replace('-', '')}')"
        kept = sql(f"SELECT HEX(id), HEX(ciphertext) FROM documents WHERE {key}").split()
        sql(f"UPDATE documents SET ciphertext = 'rotten' WHERE {key}")
        centre.center.kill()
        centre.center.start()
        try:
            tiles = {tile["stayId"]: tile for tile in desk.duty.get("/board")["tiles"]}
            self.assertTrue(tiles[damaged.id]["damaged"])
            wall = {tile["number"]: tile for tile in desk.as_("daping").get("/wall")["tiles"]}
            self.assertTrue(wall[damaged.number]["damaged"])
            self.assertEqual(tiles[damaged.id]["number"], damaged.number)
            self.assertNotIn("damaged", tiles[whole.id])
            listed = {q["id"]: q for q in desk.as_("banan1").get("/questionings")["items"]}
            self.assertTrue(listed[questioning]["damaged"])
            told = desk.as_("banan1").send("GET", f"/questionings/{questioning}")
            self.assertEqual((told.status, told.json()["code"]), (500, "vault.damaged"))
            self.assertEqual(desk.duty.send("GET", f"/stays/{damaged.id}").status, 500)
            self.assertIn(f"damaged record of stay {damaged.number}", (centre.layout.log / "center.log").read_text())
        finally:
            for at in range(0, len(kept), 2):
                sql(f"UPDATE documents SET ciphertext = UNHEX('{kept[at + 1]}') WHERE id = UNHEX('{kept[at]}')")
        self.assertEqual(damaged.detail()["tile"]["number"], damaged.number)

    def test_a_killed_centre_loses_nothing_it_acknowledged(self):
        stay = desk.arrive()
        stay.register()
        acknowledged, unanswered = [], []
        for round_ in range(3):
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                keys = [str(uuid.uuid4()) for _ in range(40)]
                futures = {key: pool.submit(stay.attempt, "care", {"kind": "water"}, None, key) for key in keys}
                time.sleep(0.15 * (round_ + 1))
                centre.center.kill()
                for key, future in futures.items():
                    try:
                        answer = future.result()
                        (acknowledged if answer.status == 201 else unanswered).append(key)
                    except (OSError, AssertionError, Exception):
                        unanswered.append(key)
            centre.center.start()
        for key in acknowledged + unanswered:
            self.assertEqual(stay.attempt("care", {"kind": "water"}, None, key).status, 201)
        detail = stay.detail()
        self.assertEqual(len(detail["care"]), len(acknowledged) + len(unanswered))
        self.assertTrue(stay.timeline()["chainIntact"])

    def test_a_killed_database_is_told_and_comes_back(self):
        stay = desk.arrive()
        key = str(uuid.uuid4())
        centre.mariadb.kill()
        answer = stay.attempt("registration", {"wristband": "W9"}, None, key)
        self.assertEqual(answer.status, 503)
        self.assertTrue(answer.json()["traceId"])
        centre.mariadb.start()
        self.assertEqual(stay.attempt("registration", {"wristband": "W9"}, None, key).status, 201)

    def test_deadlines_survive_a_restart(self):
        stay = desk.arrive(arrivedAtUs=now_us() - 12 * HOUR + 6_000_000)
        time.sleep(1)
        self.assertEqual(stay.findings("TIME-01"), [])
        centre.center.kill()
        centre.center.start()
        stay.wait_finding("TIME-01", seconds=20)


class Operators(unittest.TestCase):
    """Who starts the parts by hand is told in both languages what is wrong, and which word of the file."""

    def said(self, program, *arguments):
        done = subprocess.run([centre.layout.bin / program, *map(str, arguments)], capture_output=True, text=True, timeout=30)
        return done.returncode, done.stderr

    def test_a_wrong_configuration_is_named(self):
        right = json.loads((centre.layout.config / "center.json").read_text())
        wrong = centre.folder / "wrong.json"
        for what, text, names in (
                ("not JSON", "{", "json"), ("a key is missing", json.dumps({k: v for k, v in right.items() if k != "nodes"}), "nodes"),
                ("another type", json.dumps({**right, "adminSocket": 7}), "string"),
                ("no password", json.dumps({**right, "database": {**right["database"], "appPasswordFile": "/nowhere/password"}}),
                 "/nowhere/password")):
            with self.subTest(what=what):
                wrong.write_text(text)
                status, told = self.said("mingjing-center", "--config", wrong)
                self.assertEqual(status, 1)
                self.assertIn(names, told)
                self.assertRegex(told, r"[一-鿿]")
        self.assertEqual(self.said("mingjing-center", "--config", "/nowhere/center.json")[0], 1)
        self.assertEqual(self.said("mingjing-center", "--confg", wrong)[0], 2)

    def test_the_command_line_tool_says_what_it_wants(self):
        socket = ("--socket", centre.layout.admin_socket)
        for arguments in ((), ("stay",), (*socket, "stay", "import", "x"), (*socket, "key", "--out"), (*socket, "key", "twice")):
            with self.subTest(arguments=arguments):
                status, told = self.said("mingjingctl", *arguments)
                self.assertEqual(status, 2)
                self.assertIn("usage:", told)
        self.assertIn("--socket", self.said("mingjingctl", "key")[1])
        self.assertEqual(self.said("mingjingctl", "--socket", "/nowhere/socket", "key")[0], 1)
        status, told = self.said("mingjingctl", *socket, "stay", "export", "20000101-01", "--out", centre.folder / "none")
        self.assertEqual(status, 1)
        self.assertIn("stay.not_found", told)
        self.assertFalse((centre.folder / "none").exists())


class EmptyCentre(unittest.TestCase):
    def test_the_first_administrator_comes_by_a_one_time_link(self):
        with Centre(demo=False, without=("recorder", "analyst", "nginx", "cameras")) as empty:
            token = empty.control("admin", "invite").strip().rsplit("/", 1)[1]
            client = Client(empty, desk.contract)
            body = {"login": "first", "name": "首任", "password": "short"}
            self.assertEqual(client.send("POST", f"/invitations/{token}", body).json()["field"], "password")
            body["password"] = "orchard-kettle-21"
            self.assertEqual(client.send("POST", f"/invitations/{token}", body).status, 201)
            again = client.send("POST", f"/invitations/{token}", {**body, "login": "second"})
            self.assertEqual((again.status, again.code), (404, "invitation.invalid"))
            self.assertIn("administer", client.sign_in("first", body["password"]).me["abilities"])
            # Without a recorder nothing can be tried, and that is said at once.
            alone = client.send("POST", "/camera-trials", {"url": "rtsp://10.0.0.1/1"})
            self.assertEqual((alone.status, alone.code), (503, "camera.no_recorder"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
