#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""An analyst's voice over the real node protocol: what it sees is listed, judged, becomes findings, and is measured here."""
import base64
import json
import sys
import time
import unittest
import uuid
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk, now_us  # noqa: E402
from harness import Centre, wait_until  # noqa: E402
from node import NodeVoice, OpenSegment  # noqa: E402

SECOND = 1_000_000
MINUTE = 60 * SECOND
JPEG = b"\xff\xd8\xff\xe0" + b"small picture" * 20 + b"\xff\xd9"
CONFIGURATION = "0123456789abcdef"
FIGURES = {"configuration": CONFIGURATION, "measuredOn": "2026-11-30", "sets": {},
           "figures": [{"detector": "persons", "figure": "count_exact", "valueMilli": 960, "of": 4000, "unit": "seconds",
                        "condition": "all", "set": "composed"}]}
CHECKS = [{"name": "persons", "version": "1", "emits": ["seat_empty"], "parameters": {}, "state": "on", "why": ""},
          {"name": "sound", "version": "1", "emits": ["silent"], "parameters": {}, "state": "off", "why": "model missing"}]

centre = desk = recorder = analyst = None


class Analyst(NodeVoice):
    """Says also what it runs."""

    def status(self):
        return {"boot": self.boot, "reports": [],
                "status": {"configuration": CONFIGURATION, "checks": CHECKS,
                           "cameras": [{"camera": c, "state": "watching", "looks": 9, "gated": 5, "detected": 4}
                                       for c in self.cameras]}}


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk, recorder, analyst
    centre = Centre(without=("nginx", "cameras", "recorder", "analyst"))
    config = next(centre.layout.config.glob("center*.json"))
    figures = centre.folder / "figures.json"
    figures.write_text(json.dumps(FIGURES))
    centre.layout.write(config, json.dumps({**json.loads(config.read_text()), "qualityFile": str(figures),
                                            "logHeadSeconds": 5}), 0o644)
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01", "IT-01", "IT-02")
    recorder = NodeVoice(centre, "recorder-1").run(camera_of("IT-01"), camera_of("IT-02"), camera_of("WT-01"))
    unittest.addModuleCleanup(recorder.stop)
    analyst = Analyst(centre, "analyst-1").run(camera_of("IT-01"), camera_of("WT-01"))
    unittest.addModuleCleanup(analyst.stop)
    for room in ("IT-01", "WT-01"):
        OpenSegment(recorder, camera_of(room))


def camera_of(room):
    return next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room(room))


def seen(camera, kind, from_us, to_us=None, **more):
    body = {"id": str(uuid.uuid4()), "camera": camera, "stream": "sub", "kind": kind, "zone": None, "fromUs": from_us,
            "toUs": to_us, "value": 1, "confidenceMilli": 870, "segment": str(uuid.uuid4()), "fragment": 3,
            "offsetUs": 40_000, "detector": "health 1", "configuration": CONFIGURATION, "version": 0, "detail": {"share": 91}}
    body.update(more)
    return body


def tell(*bodies, kind="seen"):
    return analyst.say(*[(kind, now_us(), body) for body in bodies])


def listed(who="fazhi", **query):
    return desk.as_(who).get("/observations", **query)


def find(observation, who="fazhi", **query):
    return next((o for o in listed(who, **query)["items"] if o["id"] == observation), None)


def raw(who, path):
    """Bytes of an answer that is no JSON."""
    return desk.as_(who).send("GET", path)


def unreadable():
    return int(desk.sql(centre, "SELECT COUNT(*) FROM unreadable_reports"))


def propose(camera, who="guanli", based_on=None, zones=(), thresholds=None, **more):
    if based_on is None:
        current = desk.as_("guanli").get(f"/cameras/{camera}/watching")["current"]
        based_on = current["version"] if current else 0
    return desk.as_(who).send("POST", f"/cameras/{camera}/watching", {
        "basedOn": based_on, "zones": list(zones), "thresholds": thresholds or {}, "reason": "布置变了", **more})


def zone(kind, *corners):
    return {"id": str(uuid.uuid4()), "kind": kind, "polygon": [list(c) for c in corners]}


class Observations(unittest.TestCase):
    def test_what_is_told_twice_is_one_and_its_end_stays(self):
        camera, began = camera_of("WT-01"), now_us() - MINUTE
        body = seen(camera, "defocused", began, thumbnail=base64.b64encode(JPEG).decode())
        tell(body)
        first = find(body["id"], state="open")
        self.assertEqual((first["toUs"], first["group"], first["rule"]), (None, "health", "VID-06"))
        self.assertEqual(first["place"], {"segment": body["segment"], "fragment": 3, "offsetUs": 40_000})
        self.assertEqual((first["room"]["kind"], first["detail"], first["hasThumbnail"]), ("waiting", {"share": 91}, True))
        events = lambda: int(desk.sql(centre, "SELECT COUNT(*) FROM timeline WHERE type = 'ObservationSeen'"))  # noqa: E731
        before = events()
        tell(body)
        self.assertEqual(events(), before)
        tell({**body, "toUs": began + 20 * SECOND, "confidenceMilli": 910, "thumbnail": None})
        ended = find(body["id"])
        self.assertEqual((ended["toUs"], ended["confidenceMilli"], ended["hasThumbnail"]),
                         (began + 20 * SECOND, 910, True))
        tell({**body, "confidenceMilli": 910})  # the begin, late
        self.assertEqual(find(body["id"])["toUs"], began + 20 * SECOND)
        self.assertIsNone(find(body["id"], state="open"))
        picture = raw("fazhi", f"/observations/{body['id']}/thumbnail")
        self.assertEqual((picture.status, picture.body), (200, JPEG))
        self.assertEqual(raw("fazhi", f"/observations/{uuid.uuid4()}/thumbnail").code, "observation.not_found")

    def test_what_a_stopped_analyst_saw_was_seen_until_then(self):
        camera, began = camera_of("WT-01"), now_us() - 5 * MINUTE
        body, later = seen(camera, "slow", began), seen(camera, "slow", began + 3 * MINUTE)
        tell(body, later)
        hole = {"camera": camera, "stream": "sub", "fromUs": began + MINUTE, "toUs": began + 2 * MINUTE}
        analyst.say(("notWatched", began, {**hole, "cause": "overload"}))
        self.assertIsNone(find(body["id"])["toUs"])
        analyst.say(("notWatched", began, {**hole, "cause": "analyst_stopped"}))
        self.assertEqual((find(body["id"])["toUs"], find(later["id"])["toUs"]), (began + MINUTE, None))
        tell({**body, "toUs": began + 4 * MINUTE}, {**later, "toUs": began + 4 * MINUTE})  # it did remember
        self.assertEqual(find(body["id"])["toUs"], began + 4 * MINUTE)

    def test_what_is_damaged_is_kept_unread_and_holds_up_nothing(self):
        camera, began = camera_of("WT-01"), now_us() - MINUTE
        good = seen(camera, "dark", began, began + SECOND)
        other = seen(camera_of("IT-01"), "dark", began, began + SECOND, id=good["id"])
        damaged = [
            (seen(camera, "smelly", began), "observation.kind_unknown"),
            (seen(camera, "display_wrong", began), "observation.kind_unknown"),
            (seen(camera, "dark", began, began - 1), "observation.interval"),
            (seen(camera, "dark", now_us() + 2 * 60 * MINUTE), "observation.interval"),
            (seen(camera, "dark", began, detail={"text": "x" * 2000}), "observation.too_large"),
            (seen(camera, "dark", began, detail={str(i): i for i in range(17)}), "observation.too_large"),
            (seen(camera, "dark", began, detail={"share": 0.5}), "report.malformed"),
            (seen(camera, "dark", began, detail={"deep": {"er": 1}}), "report.malformed"),
            (seen(camera, "dark", began, detector="d" * 65), "observation.too_large"),
            (seen(camera, "dark", began, thumbnail="bm8="), "observation.thumbnail"),
            (seen(camera, "dark", began, thumbnail=base64.b64encode(JPEG + b"x" * 25_000).decode()),
             "observation.thumbnail"),
            (seen(camera, "dark", began, confidenceMilli=1001), "report.malformed"),
            (seen(camera, "dark", began, value="much"), "report.malformed"),
            (seen(camera, "dark", began, id="no"), "report.malformed"),
            (seen(camera, "dark", began, zone="no"), "report.malformed"),
            (seen(str(uuid.uuid4()), "dark", began), "report.camera_unknown"),
            (other, "observation.other"),
        ]
        before = unreadable()
        last = seen(camera, "blinded", began, began + SECOND)
        tell(good, *[body for body, _ in damaged], last)
        self.assertEqual(unreadable() - before, len(damaged))
        picture = base64.b64encode(JPEG + b"x" * 25_000).decode()
        kept = desk.sql(centre, "SELECT report FROM unreadable_reports WHERE reason = 'observation.thumbnail'")
        self.assertNotIn(picture[:40], kept)
        self.assertIn("sha256", kept)
        reasons = desk.sql(centre, f"SELECT reason FROM unreadable_reports ORDER BY seq DESC LIMIT {len(damaged)}")
        self.assertEqual(sorted(reasons.split()), sorted(reason for _, reason in damaged))
        self.assertIsNotNone(find(good["id"]))
        self.assertIsNotNone(find(last["id"]))

    def test_sight_is_that_of_the_cameras(self):
        began = now_us() - MINUTE
        lasting = seen(camera_of("IT-02"), "moved", began)
        over = seen(camera_of("IT-02"), "moved", began, began + SECOND)
        tell(lasting, over)
        self.assertTrue(find(lasting["id"]) and find(over["id"]))
        for login in ("zhiban1", "fuze"):  # live, not recordings
            self.assertTrue(find(lasting["id"], login))
            self.assertIsNone(find(over["id"], login))
            self.assertEqual(raw(login, f"/observations/{over['id']}/thumbnail").status, 404)
        self.assertEqual(listed("banan3")["items"], [])  # nobody of that unit questions there
        for login in ("guanli", "fujing2", "daping"):
            self.assertEqual(desk.as_(login).send("GET", "/observations").code, "ability.missing")
        self.assertEqual(desk.as_("zhiban1").send("POST", f"/observations/{over['id']}/verdict",
                                                  {"verdict": "false"}).code, "ability.missing")
        self.assertEqual(raw("fazhi", f"/observations/{over['id']}/thumbnail").code, "observation.no_picture")
        tell({**lasting, "toUs": now_us()})

    def test_rooms_that_may_not_be_watched_give_none(self):
        admin, began = desk.as_("guanli"), now_us() - MINUTE
        room = {k: v for k, v in desk.rooms["YD-01"].items() if k not in ("id", "occupants", "recording")}
        camera = camera_of("YD-01")
        before = seen(camera, "covered", began)
        tell(before)
        self.assertTrue(find(before["id"]))
        self.assertIn(camera, [c["id"] for c in analyst.desired()[1]["cameras"]])
        try:
            for privacy in ("restricted", "no_picture", "no_sound"):
                changed = admin.send("PUT", f"/rooms/{desk.room('YD-01')}", {**room, "privacy": privacy})
                self.assertEqual(changed.status, 200, changed.body)
                late = seen(camera, "covered", began)
                kept = unreadable()
                tell(late)
                self.assertEqual(unreadable(), kept)  # its picture is nowhere
                self.assertEqual((find(late["id"]), find(before["id"])), (None, None))
                self.assertNotIn(camera, [c["id"] for c in analyst.desired()[1]["cameras"]])
                refused = propose(camera, based_on=0)
                self.assertEqual(refused.code, "watching.room_private")
                self.assertEqual(desk.as_("guanli").send("POST", f"/cameras/{camera}/staged-acts", {"act": "cover"}).code,
                                 "staged.room_private")
        finally:
            admin.send("PUT", f"/rooms/{desk.room('YD-01')}", {**room, "privacy": "normal"})
        tell({**before, "toUs": now_us()})

    def test_a_later_verdict_is_shown_and_all_are_audited(self):
        body = seen(camera_of("WT-01"), "frozen", now_us() - MINUTE, now_us() - SECOND)
        tell(body)
        path = f"/observations/{body['id']}/verdict"
        unjudged = listed()["counts"]["unjudged"]
        judged = desk.as_("fazhi").send("POST", path, {"verdict": "unclear", "note": "看不清"})
        self.assertEqual((judged.status, judged.json()["verdict"]["note"]), (200, "看不清"), judged.body)
        desk.as_("fazhi").send("POST", path, {"verdict": "unclear", "note": "看不清"})  # the second click
        desk.as_("fazhi").send("POST", path, {"verdict": "confirmed"})
        verdict = find(body["id"])["verdict"]
        self.assertEqual((verdict["verdict"], verdict["note"], verdict["by"]["id"]), ("confirmed", "", desk.person("fazhi")))
        audited = [row["reason"] for row in
                   desk.as_("guanli").get("/audit", action="observation_judged", object=body["id"])["items"]]
        self.assertEqual(sorted(audited), ["confirmed", "unclear"])
        self.assertEqual(listed()["counts"]["unjudged"], unjudged - 1)
        self.assertTrue(find(body["id"], verdict="confirmed"))
        self.assertIsNone(find(body["id"], verdict="none"))
        for wrong, status in (({"verdict": "maybe"}, 400), ({}, 400), ({"verdict": "false", "note": "x" * 501}, 400)):
            self.assertEqual(desk.as_("fazhi").send("POST", path, wrong).status, status)
        self.assertEqual(desk.as_("fazhi").send("POST", f"/observations/{uuid.uuid4()}/verdict",
                                                {"verdict": "false"}).code, "observation.not_found")

    def test_pages_of_many(self):
        camera, began = camera_of("IT-02"), now_us() - 60 * MINUTE
        for batch in range(5):
            tell(*[seen(camera, "hum", began + (batch * 60 + i) * 1000, began + MINUTE) for i in range(60)])
        pages, cursor, ids = 0, None, []
        while True:
            page = listed(cameraId=camera, kind="hum", limit=70, **({"cursor": cursor} if cursor else {}))
            ids += [o["id"] for o in page["items"]]
            pages, cursor = pages + 1, page["next"]
            if not cursor:
                break
        self.assertEqual((len(ids), len(set(ids)), pages), (300, 300, 5))
        self.assertEqual(len(listed(cameraId=camera, group="sound", limit=200)["items"]), 200)
        self.assertEqual(listed(cameraId=camera, group="guard")["items"], [])
        self.assertEqual(listed(cameraId=camera, kind="hum", toUs=began)["items"], [])
        self.assertEqual(listed(cameraId=camera, kind="hum", fromUs=began + 2 * MINUTE)["items"], [])
        self.assertEqual(desk.as_("fazhi").send("GET", "/observations?cursor=x").status, 400)
        self.assertEqual(desk.as_("fazhi").send("GET", "/observations?what=x").status, 400)
        room = desk.room("IT-02").replace("-", "")
        desk.sql(centre, "INSERT INTO observed (id, camera_id, room_id, stream, kind, zone_kind, from_us, to_us, value, "
                         "confidence_milli, fragment, offset_us, detector, configuration, settings_version, detail, "
                         "received_us, verdict, verdict_note) SELECT UNHEX(MD5(CONCAT('many', seq))), "
                         f"UNHEX('{camera.replace('-', '')}'), UNHEX('{room}'), 'sub', 'clipping', '', {began} - seq, "
                         f"{began} + seq, 0, 900, 0, 0, 'sound 1', '', 0, '{{}}', {began}, '', '' FROM seq_1_to_10000")
        began_reading = time.monotonic()
        self.assertGreaterEqual(listed(limit=200)["counts"]["unjudged"], 10_000)
        self.assertEqual(len(listed(kind="clipping", cameraId=camera, limit=200)["items"]), 200)
        self.assertEqual(listed("banan3", limit=200)["items"], [])
        self.assertLess(time.monotonic() - began_reading, 3)


class Findings(unittest.TestCase):
    def wait_finding(self, stay, rule, about, status="all"):
        def found():
            return next((f for f in stay.findings(rule, status)
                         if about in (e.get("cameraId") for e in detail_of(f)["evidence"])), None)
        return wait_until(f"a finding {rule}", found, 20)

    def test_who_lies_in_a_waiting_room_is_found_at_the_second(self):
        camera = camera_of("WT-01")
        stay = desk.arrive().admit()
        time.sleep(1)
        fallen = seen(camera, "lying", now_us() - SECOND // 2, detector="position 2", value=0)
        tell(fallen)
        finding = self.wait_finding(stay, "WAIT-15", camera, "to_review")
        shown = next(e for e in detail_of(finding)["evidence"] if e.get("cameraId") == camera)
        self.assertEqual((shown["atUs"], shown["segment"], shown["fragment"], shown["offsetUs"]),
                         (fallen["fromUs"], fallen["segment"], 3, 40_000))
        self.assertEqual(shown["text"], "有人倒地或躺卧")
        # A person who looked says it is false: the finding does not hold any more.
        desk.as_("fazhi").send("POST", f"/observations/{fallen['id']}/verdict", {"verdict": "false"})
        wait_until("the finding to be cured", lambda: finding["id"] in [
            f["id"] for f in stay.findings("WAIT-15", "cured")], 20)
        desk.as_("fazhi").send("POST", f"/observations/{fallen['id']}/verdict", {"verdict": "confirmed"})
        wait_until("the finding to hold again", lambda: finding["id"] in [
            f["id"] for f in stay.findings("WAIT-15", "to_review")], 20)
        tell({**fallen, "toUs": now_us()})
        self.assertEqual(stay.findings("WAIT-05"), [])  # and no round is counted by it

    def test_nobody_there_no_finding_of_a_stay(self):
        stay = desk.arrive().admit()
        began = now_us() - MINUTE
        tell(seen(camera_of("WT-01"), "covered", began, began + 10 * SECOND))  # before the person came
        time.sleep(2)
        self.assertEqual(stay.findings("VID-06"), [])

    def test_a_questioning_is_judged_by_picture_and_sound(self):
        camera = camera_of("IT-01")
        stay = desk.arrive().admit()
        questioning = stay.question(room="IT-01")
        time.sleep(1)
        at = now_us() - SECOND // 2
        told = {"burst": "INTR-17", "person_small": "REC-09", "clock_wrong": "REC-10", "sound_stopped": "REC-06",
                "covered": "VID-06"}
        tell(*[seen(camera, kind, at, at + SECOND // 4) for kind in told])
        for rule in told.values():
            found = self.wait_finding(stay, rule, camera)
            self.assertEqual(found["severity"], "violation" if rule == "REC-06" else "warning")
        stay.end_questioning(questioning)


def detail_of(finding):
    return desk.as_("fazhi").get(f"/findings/{finding['id']}")


class Settings(unittest.TestCase):
    def test_two_persons_of_two_units(self):
        camera = camera_of("IT-02")
        seat, mask = zone("person_seat", (0, 0), (400, 0), (0, 400)), zone("mask", (900, 900), (1000, 900), (1000, 1000))
        picture = base64.b64encode(JPEG).decode()
        first = propose(camera, zones=[seat], reference=picture)
        self.assertEqual((first.status, first.json()["state"], first.json()["reference"]), (201, "proposed", True), first.body)
        self.assertEqual(first.json()["by"]["unit"], desk.units["CN"]["name"])
        same = propose(camera, zones=[seat])  # the second click
        self.assertEqual(same.json()["version"], first.json()["version"])
        second = propose(camera, zones=[seat, mask], thresholds={"position.lyingMs": 4000})
        version = second.json()["version"]
        self.assertEqual(version, first.json()["version"] + 1)
        self.assertEqual(propose(camera, who="fazhi", zones=[mask]).code, "watching.open_proposal")
        path = f"/cameras/{camera}/watching/{version}"
        self.assertEqual(desk.as_("guanli").send("POST", f"{path}/approve", {}).code, "watching.own")
        self.assertEqual(desk.as_("fazhi").send("POST", f"/cameras/{camera}/watching/{version - 1}/approve", {}).code,
                         "watching.decided")
        self.assertEqual(desk.as_("fazhi").send("POST", f"/cameras/{camera}/watching/99/approve", {}).code,
                         "watching.not_found")
        revision = analyst.desired()[1]["rev"]
        approved = desk.as_("fazhi").send("POST", f"{path}/approve", {})
        self.assertEqual((approved.status, approved.json()["state"]), (200, "approved"), approved.body)
        self.assertEqual(desk.as_("fazhi").send("POST", f"{path}/approve", {}).status, 200)  # the second click
        told = analyst.desired()[1]
        self.assertGreater(told["rev"], revision)
        mine = next(c for c in told["cameras"] if c["id"] == camera)
        self.assertEqual((mine["version"], mine["zones"], mine["thresholds"], mine["roomKind"]),
                         (version, [seat, mask], {"position.lyingMs": 4000}, "interrogation"))
        self.assertIn("clock", mine["checks"])
        shown = desk.as_("guanli").get(f"/cameras/{camera}/watching")
        self.assertEqual((shown["current"]["version"], shown["proposed"]), (version, None))
        self.assertEqual([v["state"] for v in shown["history"]][:2], ["approved", "replaced"])
        self.assertEqual(propose(camera, based_on=0, zones=[seat]).code, "watching.moved")
        self.assertEqual(propose(camera, zones=[seat, mask], thresholds={"position.lyingMs": 4000}).code,
                         "watching.nothing_changed")
        third = propose(camera, zones=[mask]).json()["version"]
        rejected = desk.as_("fazhi").send("POST", f"/cameras/{camera}/watching/{third}/reject", {"reason": "座位不能没有"})
        self.assertEqual((rejected.json()["state"], rejected.json()["rejectReason"]), ("rejected", "座位不能没有"))
        audited = {row["action"] for row in desk.as_("guanli").get("/audit", object=camera)["items"]}
        self.assertTrue({"watching_proposed", "watching_approved", "watching_rejected"} <= audited, audited)
        reference = raw("fazhi", f"/cameras/{camera}/watching/{first.json()['version']}/reference")
        self.assertEqual((reference.status, reference.body), (200, JPEG))
        self.assertEqual(raw("fazhi", f"/cameras/{camera}/watching/{third}/reference").code, "watching.no_reference")
        # An observation of a zone says which kind of zone it was.
        body = seen(camera, "seat_empty", now_us() - MINUTE, now_us(), zone=seat["id"], version=version)
        tell(body)
        self.assertEqual(find(body["id"])["zone"], {"id": seat["id"], "kind": "person_seat"})

    def test_nobody_of_the_same_unit_decides(self):
        admin = desk.as_("guanli")
        made = admin.send("POST", "/staff", {
            "login": "guanli2", "name": "演示管理乙", "badge": "T22", "sex": "M", "function": "auxiliary",
            "unitId": desk.units["CN"]["id"], "roles": ["administrator"], "password": "lantern-bridge-42"})
        self.assertEqual(made.status, 201, made.body)
        camera = camera_of("WT-01")
        version = propose(camera, zones=[zone("bed", (0, 0), (100, 0), (0, 100))]).json()["version"]
        refused = desk.as_("guanli2").send("POST", f"/cameras/{camera}/watching/{version}/approve", {})
        self.assertEqual(refused.code, "watching.same_unit")
        self.assertTrue(refused.json()["detail"] and refused.json()["detailEn"])

    def test_what_is_wrong_is_named_at_its_field(self):
        camera = camera_of("IT-01")
        bad = [({"zones": [zone("door", (0, 0), (1, 1))]}, "zones/0/polygon", "zone.corners"),
               ({"zones": [zone("door", (0, 0), (1001, 1), (0, 5))]}, "zones/0/polygon", "zone.outside"),
               ({"thresholds": {"position.lyingMs": 1}}, "thresholds/position.lyingMs", "threshold.range"),
               ({"thresholds": {"x": 1}}, "thresholds/x", "threshold.unknown"),
               ({"reference": "bm8="}, "reference", "watching.reference_not_jpeg"),
               ({"reference": base64.b64encode(JPEG + b"x" * 300_000).decode()}, "reference", "watching.reference_too_large"),
               ({"reason": ""}, "reason", "field.too_short")]
        for changes, field, code in bad:
            refused = propose(camera, **{"zones": [], **changes})
            self.assertEqual((refused.status, refused.json()["field"], refused.code), (400, field, code), refused.body)
        missing = desk.as_("guanli").send("POST", f"/cameras/{uuid.uuid4()}/watching",
                                          {"basedOn": 0, "zones": [], "thresholds": {}, "reason": "试试"})
        self.assertEqual(missing.code, "camera.not_found")

    def test_what_waits_for_a_second_person_stands_in_one_list(self):
        def waiting(who="fazhi", **query):
            page = desk.as_(who).get("/watching/proposals", **query)
            return page["items"], page["next"]
        before = len(waiting()[0])
        camera = camera_of("IT-02")
        seat = zone("officer_seat", (1, 1), (500, 1), (1, 500))
        version = propose(camera, zones=[seat], reason="座位换了地方").json()["version"]
        path = "/watching/room-kinds/court"
        made = desk.as_("guanli").send("POST", path, {"checks": ["health", "sound"], "reason": "法庭也要听"})
        self.assertEqual(made.status, 201, made.body)
        items, more = waiting()
        self.assertIsNone(more)
        self.assertEqual(len(items), before + 2)
        self.assertEqual([i["atUs"] for i in items], sorted(i["atUs"] for i in items))
        of_camera, of_kind = items[-2:]
        self.assertEqual((of_camera["camera"]["id"], of_camera["room"]["kind"], of_camera["roomKind"], of_camera["version"],
                          of_camera["reason"], of_camera["mayDecide"]),
                         (camera, "interrogation", None, version, "座位换了地方", True))
        self.assertEqual(of_camera["by"]["unit"], desk.units["CN"]["name"])
        self.assertEqual((of_kind["camera"], of_kind["room"], of_kind["roomKind"]),
                         (None, None, {"kind": "court", "now": ["persons", "health"], "checks": ["health", "sound"]}))
        self.assertEqual([i["mayDecide"] for i in waiting("guanli")[0][-2:]], [False, False])
        paged, place = [], None
        while True:
            part, place = waiting(limit=1, **({"cursor": place} if place else {}))
            paged += part
            if place is None:
                break
        self.assertEqual(paged, items)
        for query in ("cursor=then", "cursor=5_", "limit=0", "state=all"):
            refused = desk.as_("fazhi").send("GET", f"/watching/proposals?{query}")
            self.assertEqual((refused.status, refused.json()["field"]), (400, query.split("=")[0]), refused.body)
        for decided in (f"/cameras/{camera}/watching/{version}", f"{path}/{made.json()['version']}"):
            self.assertEqual(desk.as_("fazhi").send("POST", f"{decided}/reject", {"reason": "先不改"}).status, 200)
        self.assertEqual(len(waiting()[0]), before)

    def test_a_damaged_proposal_hides_no_other_and_can_be_rejected(self):
        kinds = "/watching/room-kinds"
        camera = camera_of("IT-02")

        def proposed(kind):
            made = desk.as_("guanli").send("POST", f"{kinds}/{kind}", {"checks": ["sound"], "reason": "试听一段"})
            self.assertEqual(made.status, 201, made.body)
            return made.json()["version"]

        def damage(scope, column="terms", value="''"):
            desk.sql(centre, f"UPDATE watching_settings SET {column} = {value} WHERE scope = '{scope}' AND state = 'proposed'")

        def waiting():
            items = desk.as_("fazhi").get("/watching/proposals", limit=200)["items"]
            return {i["camera"]["id"] if i["camera"] else i["roomKind"]["kind"]: i for i in items}

        versions = {kind: proposed(kind) for kind in ("court", "waiting", "corridor")}
        seat = zone("officer_seat", (1, 1), (400, 1), (1, 400))
        versions[camera] = propose(camera, zones=[seat], reason="座位换了地方").json()["version"]
        damage("court")
        damage("waiting", "reason", "'rotten and long enough to be something sealed'")
        damage(camera)
        items = waiting()
        self.assertEqual({scope: items[scope].get("damaged", False) for scope in versions},
                         {"court": True, "waiting": True, "corridor": False, camera: True})
        self.assertEqual((items["court"]["roomKind"]["checks"], items["court"]["version"], items["court"]["mayDecide"]),
                         ([], versions["court"], True))
        self.assertEqual((items["waiting"]["reason"], items["corridor"]["reason"]), ("", "试听一段"))
        self.assertEqual(items["corridor"]["roomKind"]["checks"], ["sound"])
        table = {i["kind"]: i["proposed"] for i in desk.as_("fazhi").get(kinds)["items"]}
        self.assertEqual([table[k].get("damaged", False) for k in ("court", "waiting", "corridor")], [True, True, False])
        self.assertEqual((table["court"]["checks"], table["corridor"]["checks"]), ([], ["sound"]))
        log = (centre.layout.log / "center.log").read_text()
        for scope in ("court", "waiting", camera):
            self.assertIn(f"damaged settings of watching: {scope} version {versions[scope]}", log)
        self.assertNotIn("damaged settings of watching: corridor", log)
        shown = desk.as_("fazhi").get(f"/cameras/{camera}/watching")
        self.assertEqual((shown["proposed"]["damaged"], shown["proposed"]["zones"], shown["history"][0]["damaged"]),
                         (True, [], True))
        for path in (f"{kinds}/court/{versions['court']}", f"/cameras/{camera}/watching/{versions[camera]}"):
            # What cannot be read is never in force.
            approved = desk.as_("fazhi").send("POST", f"{path}/approve", {})
            self.assertEqual((approved.status, approved.code), (500, "watching.damaged"))
            rejected = desk.as_("fazhi").send("POST", f"{path}/reject", {"reason": "读不出来"})
            self.assertEqual((rejected.status, rejected.json()["state"], rejected.json()["damaged"]), (200, "rejected", True))
        for kind in ("waiting", "corridor"):
            path = f"{kinds}/{kind}/{versions[kind]}/reject"
            self.assertEqual(desk.as_("fazhi").send("POST", path, {"reason": "先不改"}).status, 200)
        self.assertFalse(set(versions) & set(waiting()))
        # It stays in the history as what it is, and the next one can be proposed.
        shown = desk.as_("fazhi").get(f"/cameras/{camera}/watching")
        self.assertIsNone(shown["proposed"])
        self.assertEqual((shown["history"][0]["damaged"], shown["history"][0]["state"]), (True, "rejected"))
        again = propose(camera, zones=[seat], reason="座位换了地方").json()["version"]
        rejected = desk.as_("fazhi").send("POST", f"/cameras/{camera}/watching/{again}/reject", {"reason": "先不改"})
        self.assertNotIn("damaged", rejected.json())

    def test_the_contract_knows_every_word(self):
        schemas = desk.contract.document["components"]["schemas"]
        groups = desk.as_("daping").get("/watching/kinds")["groups"]
        self.assertEqual(schemas["ObservationGroup"]["enum"], [g["group"] for g in groups])
        self.assertEqual(schemas["ObservationKind"]["enum"], [k["kind"] for g in groups for k in g["kinds"]])
        offered = desk.as_("guanli").get(f"/cameras/{camera_of('IT-02')}/staged-acts")["offered"]
        self.assertEqual(schemas["StagedActWord"]["enum"], offered)

    def test_switches_of_a_room_kind(self):
        def desired_checks():
            return next(c["checks"] for c in analyst.desired()[1]["cameras"] if c["id"] == camera_of("YD-01"))
        path = "/watching/room-kinds/yard"
        self.assertEqual(desired_checks(), ["persons", "health"])
        self.assertEqual(desk.as_("guanli").send("POST", path, {"checks": ["persons", "health"], "reason": "试试"}).code,
                         "watching.nothing_changed")
        self.assertEqual(desk.as_("guanli").send("POST", path, {"checks": ["smell"], "reason": "试试"}).code,
                         "watching.group_unknown")
        self.assertEqual(desk.as_("guanli").send("POST", "/watching/room-kinds/attic", {"checks": [], "reason": "试试"}).code,
                         "watching.room_kind_unknown")
        made = desk.as_("guanli").send("POST", path, {"checks": ["position", "health"], "reason": "院子里也要看"})
        self.assertEqual((made.status, made.json()["checks"]), (201, ["position", "health"]), made.body)
        yard = next(k for k in desk.as_("fazhi").get("/watching/room-kinds")["items"] if k["kind"] == "yard")
        self.assertEqual((yard["version"], yard["checks"], yard["proposed"]["checks"]),
                         (0, ["persons", "health"], ["position", "health"]))
        self.assertEqual(desired_checks(), ["persons", "health"])
        decided = desk.as_("fazhi").send("POST", f"{path}/{made.json()['version']}/approve", {})
        self.assertEqual(decided.json()["state"], "approved", decided.body)
        self.assertEqual(desired_checks(), ["position", "health"])
        groups = desk.as_("daping").get("/watching/kinds")["groups"]
        self.assertIn("yard", next(g["roomKinds"] for g in groups if g["group"] == "position"))
        self.assertNotIn("yard", next(g["roomKinds"] for g in groups if g["group"] == "persons"))
        again = desk.as_("guanli").send("POST", path, {"checks": [], "reason": "不看了"}).json()["version"]
        rejected = desk.as_("fazhi").send("POST", f"{path}/{again}/reject", {"reason": "要看的"})
        self.assertEqual(rejected.json()["state"], "rejected", rejected.body)

    def test_a_camera_whose_masks_are_damaged_is_not_watched(self):
        camera = camera_of("YD-01")
        version = propose(camera, zones=[zone("mask", (0, 0), (9, 0), (0, 900))]).json()["version"]
        self.assertEqual(desk.as_("fazhi").send("POST", f"/cameras/{camera}/watching/{version}/approve", {}).status, 200)
        watched = lambda: camera in [c["id"] for c in analyst.desired()[1]["cameras"]]  # noqa: E731
        self.assertTrue(watched())
        row = f"scope = '{camera}' AND version = {version}"
        terms = desk.sql(centre, f"SELECT HEX(terms) FROM watching_settings WHERE {row}")
        try:
            desk.sql(centre, f"UPDATE watching_settings SET terms = '{{}}' WHERE {row}")
            self.assertFalse(watched())
            damaged = desk.as_("guanli").send("GET", f"/cameras/{camera}/watching")
            self.assertEqual(damaged.code, "watching.damaged", damaged.body)
        finally:
            desk.sql(centre, f"UPDATE watching_settings SET terms = UNHEX('{terms}') WHERE {row}")
        self.assertTrue(watched())

    def test_the_certificate_says_by_which_settings_was_watched(self):
        camera = camera_of("IT-01")
        mask = zone("mask", (0, 0), (100, 0), (0, 100))
        version = propose(camera, zones=[mask]).json()["version"]
        self.assertEqual(desk.as_("fazhi").send("POST", f"/cameras/{camera}/watching/{version}/approve", {}).status, 200)
        stay = desk.arrive().admit()
        questioning = stay.question(room="IT-01")
        shown = desk.as_("fazhi").get(f"/questionings/{questioning}/certificate")
        mine = next(c for c in shown["cameras"] if c["cameraId"] == camera)
        self.assertEqual(mine["watchingVersion"], version)
        self.assertEqual(mine["watching"][-1]["zones"], [mask])
        stay.end_questioning(questioning)


class Measured(unittest.TestCase):
    def announce(self, camera, act, who="guanli"):
        return desk.as_(who).send("POST", f"/cameras/{camera}/staged-acts", {"act": act})

    def step(self, act, word, who="guanli"):
        return desk.as_(who).send("POST", f"/staged-acts/{act}/{word}", {})

    def test_an_act_is_seen_and_makes_no_finding(self):
        camera = camera_of("YD-01")
        made = self.announce(camera, "cover")
        self.assertEqual((made.status, made.json()["result"], made.json()["expects"]), (201, "announced", ["covered", "dark"]))
        act = made.json()["id"]
        self.assertEqual(self.announce(camera, "cover").json()["id"], act)  # the second click
        self.assertEqual(self.announce(camera, "spray").code, "staged.another_runs")
        self.assertEqual(self.announce(camera, "cover", "fazhi").code, "staged.another_runs")
        self.assertEqual(self.step(act, "done", "fazhi").code, "staged.of_another")
        self.assertEqual(self.step(act, "ended").code, "staged.not_done")
        done = self.step(act, "done").json()
        self.assertEqual((done["result"], self.step(act, "done").json()["doneUs"]), ("waiting", done["doneUs"]))
        other = seen(camera, "moved", now_us())
        body = seen(camera, "covered", done["doneUs"] + 1)
        tell(other, body)
        now = desk.as_("guanli").get(f"/cameras/{camera}/staged-acts")["items"][0]
        self.assertEqual((now["result"], now["observation"], now["seenUs"]), ("seen", body["id"], body["fromUs"]))
        self.assertGreater(now["delayUs"], 0)
        self.assertEqual((find(body["id"])["staged"], find(other["id"])["staged"]), (True, False))
        self.assertEqual(self.step(act, "cancel").code, "staged.over")
        self.assertIsNotNone(self.step(act, "ended").json()["endedUs"])
        tell({**body, "toUs": now_us()}, {**other, "toUs": now_us()})
        here = next(h for h in desk.as_("fazhi").get("/watching/quality")["here"] if h["camera"]["id"] == camera)
        covered = next(k for k in here["byKind"] if k["kind"] == "covered")
        self.assertEqual((here["state"], here["needed"], covered["acts"], covered["seen"], covered["recallMilli"]),
                         ("not_measured", 10, 1, 1, 1000))
        self.assertEqual(covered["precisionMilli"], None)
        for verdict in ("confirmed", "false"):
            desk.as_("fazhi").send("POST", f"/observations/{body['id']}/verdict", {"verdict": verdict})
        here = next(h for h in desk.as_("fazhi").get("/watching/quality")["here"] if h["camera"]["id"] == camera)
        covered = next(k for k in here["byKind"] if k["kind"] == "covered")
        self.assertEqual((covered["precisionMilli"], covered["verdicts"]),
                         (0, {"confirmed": 0, "false": 1, "unclear": 0}))

    def test_somebody_enters_and_an_act_may_be_cancelled(self):
        camera = camera_of("IT-02")
        def count(value):
            return {"camera": camera, "fromUs": now_us(), "value": value, "confidenceMilli": 900,
                    "segment": str(uuid.uuid4()), "fragment": 1, "offsetUs": 0, "detector": "persons 1"}
        tell(count(0), kind="persons")
        act = self.announce(camera, "enter").json()["id"]
        self.step(act, "done")
        tell(count(1), kind="persons")
        now = desk.as_("guanli").get(f"/cameras/{camera}/staged-acts")["items"][0]
        self.assertEqual((now["id"], now["result"], now["observation"]), (act, "seen", None))
        other = self.announce(camera, "leave").json()["id"]
        self.assertEqual(self.step(other, "cancel").json()["result"], "cancelled")
        self.assertEqual(self.step(other, "done").code, "staged.cancelled")
        tell(count(0), kind="persons")
        now = desk.as_("guanli").get(f"/cameras/{camera}/staged-acts")["items"][0]
        self.assertEqual((now["id"], now["result"]), (other, "cancelled"))
        self.assertEqual(self.announce(camera, "dance").code, "staged.unknown")
        self.assertEqual(self.announce(str(uuid.uuid4()), "cover").code, "camera.not_found")
        self.assertEqual(self.step(str(uuid.uuid4()), "done").code, "staged.not_found")

    def test_an_act_is_missed_and_one_that_was_forgotten_is_over(self):
        camera = camera_of("IT-02")
        act = self.announce(camera, "blind").json()["id"]
        self.step(act, "done")
        back = lambda column, seconds: desk.sql(  # noqa: E731
            centre, f"UPDATE staged_acts SET {column} = {column} - {seconds * SECOND} WHERE id = UNHEX('{act.replace('-', '')}')")
        back("done_us", 31)
        back("announced_us", 31)
        first = lambda: desk.as_("guanli").get(f"/cameras/{camera}/staged-acts")["items"][0]  # noqa: E731
        self.assertEqual((first()["id"], first()["result"]), (act, "missed"))
        act = self.announce(camera, "turn").json()["id"]
        back("announced_us", 16 * 60)
        self.assertEqual(self.step(act, "done").code, "staged.over")
        self.assertEqual(self.step(act, "cancel").json()["result"], "cancelled")

    def test_an_act_that_was_seen_too_early_and_lapsed_is_ended_or_cancelled(self):
        camera = camera_of("YD-01")
        announced = self.announce(camera, "turn").json()
        tell(seen(camera, "turned_away", announced["announcedUs"] + 1, now_us()))
        shown = lambda: desk.as_("guanli").get(f"/cameras/{camera}/staged-acts")["items"][0]  # noqa: E731
        self.assertEqual((shown()["result"], shown()["doneUs"]), ("seen", None))
        # It still runs: it can be said to be so, but not that it is undone.
        self.assertEqual(self.announce(camera, "turn").json()["id"], announced["id"])
        self.assertEqual(self.announce(camera, "cover").code, "staged.another_runs")
        self.assertEqual(self.step(announced["id"], "ended").code, "staged.not_done")
        self.lapse(announced["id"])
        self.assertEqual(self.step(announced["id"], "done").code, "staged.over")
        ended = self.step(announced["id"], "ended")
        self.assertEqual((ended.status, ended.json()["result"], ended.json()["doneUs"]), (200, "seen", None), ended.body)
        self.assertEqual(self.step(announced["id"], "ended").json(), ended.json())  # the second click
        self.assertEqual(self.step(announced["id"], "cancel").code, "staged.over")
        other = self.announce(camera, "defocus").json()
        tell(seen(camera, "defocused", other["announcedUs"] + 1, now_us()))
        self.lapse(other["id"])
        self.assertEqual(self.step(other["id"], "cancel").json()["result"], "cancelled")
        self.assertEqual(self.step(other["id"], "ended").code, "staged.cancelled")
        here = next(h for h in desk.as_("fazhi").get("/watching/quality")["here"] if h["camera"]["id"] == camera)
        acts = {k["kind"]: k["acts"] for k in here["byKind"]}
        self.assertEqual((acts.get("turned_away", 0), acts.get("defocused", 0)), (0, 0))

    def test_a_miss_cannot_be_cancelled_away(self):
        camera = camera_of("YD-01")
        act = self.announce(camera, "mute").json()["id"]
        self.step(act, "done")
        desk.sql(centre, "UPDATE staged_acts SET done_us = done_us - 31000000, announced_us = announced_us - 31000000 "
                 f"WHERE id = UNHEX('{act.replace('-', '')}')")
        self.assertEqual(self.step(act, "cancel").code, "staged.over")
        self.assertEqual(self.step(act, "ended").json()["result"], "missed")

    def lapse(self, act):
        desk.sql(centre, f"UPDATE staged_acts SET announced_us = announced_us - {16 * MINUTE}, seen_us = seen_us - {16 * MINUTE} "
                 f"WHERE id = UNHEX('{act.replace('-', '')}')")

    def test_nothing_is_staged_where_somebody_is_held(self):
        desk.arrive().admit()
        self.assertEqual(self.announce(camera_of("WT-01"), "cover").code, "staged.room_occupied")

    def test_the_figures_of_the_running_version(self):
        shown = desk.as_("fazhi").get("/watching/quality")
        self.assertEqual(shown["report"], FIGURES)
        self.assertEqual(shown["running"], {"configuration": CONFIGURATION, "checks": CHECKS})
        self.assertTrue(shown["fits"])

    def test_coverage_by_minute(self):
        camera = camera_of("WT-01")
        start = (now_us() // MINUTE - 10) * MINUTE
        watch = {"camera": camera, "stream": "sub"}
        analyst.say(("watched", start, {**watch, "fromUs": start, "toUs": start + 2 * MINUTE, "frames": 120}),
                    ("notWatched", start, {**watch, "fromUs": start + 2 * MINUTE, "toUs": start + 2 * MINUTE + 15 * SECOND,
                                           "cause": "overload"}))
        minutes = desk.as_("fazhi").get(f"/cameras/{camera}/coverage", fromUs=start, toUs=start + 3 * MINUTE)["minutes"]
        self.assertEqual(minutes, [
            {"fromUs": start, "watchedUs": MINUTE, "looks": 60, "causes": {}},
            {"fromUs": start + MINUTE, "watchedUs": MINUTE, "looks": 60, "causes": {}},
            {"fromUs": start + 2 * MINUTE, "watchedUs": 0, "looks": 0, "causes": {"overload": 15 * SECOND}}])
        whole = next(c for c in desk.as_("fazhi").get("/watching/quality")["coverage"] if c["camera"]["id"] == camera)
        self.assertEqual((whole["minutes24h"], whole["causes"]), (2, {"overload": 15 * SECOND}))
        for query in (f"fromUs={start}&toUs={start}", f"fromUs={start}&toUs={start + 25 * 60 * MINUTE}"):
            refused = desk.as_("fazhi").send("GET", f"/cameras/{camera}/coverage?{query}")
            self.assertEqual(refused.code, "watching.coverage_interval")

    def test_what_another_threshold_would_have_changed(self):
        camera, began = camera_of("IT-02"), now_us() - 30 * MINUTE
        short, longer = seen(camera, "lying", began, began + 12 * SECOND), seen(camera, "lying", began, began + 40 * SECOND)
        tell(short, longer)
        desk.as_("fazhi").send("POST", f"/observations/{short['id']}/verdict", {"verdict": "false"})
        now = desk.as_("guanli").get(f"/cameras/{camera}/watching")["current"]
        usual = (now or {"thresholds": {}})["thresholds"].get("position.lyingMs", 10_000)
        effect = desk.as_("guanli").get(f"/cameras/{camera}/threshold-effect", name="position.lyingMs", value=30_000)
        self.assertEqual((effect["now"], effect["observations"], effect["would"]),
                         (usual, 2, {"stay": 1, "go": 1, "confirmedThatGo": 0, "falseThatGo": 1, "unjudgedThatGo": 0}))
        self.assertFalse(effect["moreUnknown"])
        for query, code in (("name=x&value=5", "threshold.unknown"), ("name=position.lyingMs&value=5", "threshold.range")):
            self.assertEqual(desk.as_("guanli").send("GET", f"/cameras/{camera}/threshold-effect?{query}").code, code)


class Codes(unittest.TestCase):
    def read(self, code, at, **more):
        body = {"camera": camera_of("IT-01"), "stream": "main", "atUs": at, "code": code, "confidenceMilli": 950,
                "segment": None, "fragment": 0, "offsetUs": 0, "detector": "display 1", **more}
        tell(body, kind="codeRead")

    def wrong(self):
        return [o for o in listed(kind="display_wrong", cameraId=camera_of("IT-01"))["items"]]

    def test_only_the_centre_knows_the_code(self):
        def shown():
            display = desk.as_("daping").get("/displays/IT-01")
            return [c for c in display["codes"] if c["fromUs"] + 4 * SECOND < display["serverTimeUs"] < c["untilUs"]]
        code = wait_until("a code on the display", shown, 180)[0]
        at = code["fromUs"] + 4 * SECOND
        self.read(code["code"][:3] + "0" + code["code"][4:], at)  # misread: its check fails, so it says nothing
        self.assertEqual(self.wrong(), [])
        self.read(code["code"], at)
        self.assertEqual(self.wrong(), [])
        self.assertEqual(desk.sql(centre, "SELECT reader, COUNT(*) FROM liveness_readings GROUP BY reader"), "analyst\t1")
        other = next(c["code"] for c in desk.as_("daping").get("/displays/IT-02")["codes"] if c["fromUs"] == code["fromUs"])
        self.read(other, at + SECOND)
        first = self.wrong()
        self.assertEqual([(o["value"], o["toUs"], o["rule"], o["detail"]) for o in first],
                         [(1, None, "REC-10", {"code": other})])
        self.read(other, at + 2 * SECOND)
        self.assertEqual([o["value"] for o in self.wrong()], [2])
        self.read(code["code"], at + 3 * SECOND)
        self.assertEqual([o["toUs"] for o in self.wrong()], [at + 3 * SECOND])
        before = unreadable()
        self.read(code["code"], at, detector=7)
        self.read(None, at)
        self.assertEqual(unreadable() - before, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
