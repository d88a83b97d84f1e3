#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Whose record it is and what belongs to it: belongings in pictures, samples, the same person again, names that are kept apart."""
import base64
import io
import json
import subprocess
import sys
import threading
import unittest
import zipfile
from pathlib import Path

from PIL import Image

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk, now_us  # noqa: E402
from harness import Centre  # noqa: E402

HOUR = 3600 * 1_000_000
FORMS = ("use_register", "safety_check", "belongings", "rights", "care_log", "temporary_exit", "own_record")
MINUTE = 60 * 1_000_000

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01", "WT-03")


def picture(kind="JPEG", size=(64, 48), colour=(180, 40, 40)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def text_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout


def whole_table(name):
    """Every row as the database's owner reads it."""
    return subprocess.run(
        ["mariadb", f"--socket={centre.layout.database_socket}", "-u", "mingjing_owner",
         f"-p{centre.layout.password('db-owner')}", "-N", "-B", "-r", "mingjing", "-e", f"SELECT * FROM {name}"],
        capture_output=True, check=True).stdout


def audited(action):
    return desk.as_("fazhi").get("/audit", action=action)["items"]


class Photographs(unittest.TestCase):
    """Pictures of belongings: kept byte for byte, each under a key of its own, each opening on record."""

    def send(self, stay, data, who=None, **more):
        text = base64.urlsafe_b64encode(data).decode().rstrip("=")
        return (who or desk.duty).send("POST", f"/stays/{stay.id}/belonging-photos", {"photo": text, **more})

    def open(self, stay, seq, who=None):
        return (who or desk.duty).send("GET", f"/stays/{stay.id}/belonging-photos?seq={seq}")

    def listed(self, stay):
        return stay.detail()["belongingPhotos"]

    def test_pictures_come_back_byte_for_byte_and_every_opening_is_on_record(self):
        stay = desk.arrive().admit()
        sent = {"JPEG": picture("JPEG"), "PNG": picture("PNG", colour=(1, 2, 3))}
        seqs = {}
        for kind, data in sent.items():
            answer = self.send(stay, data, item=1, note="屏幕有裂纹")
            self.assertEqual(answer.status, 201, answer.body)
            seqs[kind] = answer.json()["seq"]
        self.assertEqual([(p["seq"], p["item"], p["note"]) for p in self.listed(stay)],
                         [(seqs["JPEG"], 1, "屏幕有裂纹"), (seqs["PNG"], 1, "屏幕有裂纹")])
        before = len(audited("belonging_photo_read"))
        for kind, data in sent.items():
            kept = self.open(stay, seqs[kind], desk.as_("fujing2"))
            self.assertEqual((kept.status, kept.headers["Content-Type"], kept.body),
                             (200, f"image/{kind.lower()}", data))
        entries = audited("belonging_photo_read")
        self.assertEqual(len(entries), before + 2)
        self.assertEqual((entries[0]["actor"]["id"], entries[0]["object"]), (desk.person("fujing2"), stay.id))
        self.assertTrue(entries[0]["label"] and entries[0]["labelEn"])
        newest = stay.timeline()["events"][-1]
        self.assertEqual((newest["type"], newest["seq"]), ("BelongingPhotographed", seqs["PNG"]))
        self.assertTrue(newest["label"] and newest["labelEn"])

    def test_a_picture_of_a_camera_is_large(self):
        stay = desk.arrive().admit()
        out = io.BytesIO()
        Image.effect_noise((2600, 2600), 120).save(out, "JPEG", quality=85)
        data = out.getvalue()
        self.assertGreater(len(data), 3 * 1024 * 1024)
        answer = self.send(stay, data, item=1)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual(self.open(stay, answer.json()["seq"]).body, data)

    def test_a_thing_that_is_taken_out_keeps_its_picture(self):
        stay = desk.arrive().admit()
        seq = self.send(stay, picture(), item=1).json()["seq"]
        stay.act("acts", {"act": "move_belonging", "values": {
            "item": 1, "action": "seized", "keeper": desk.person("zhiban1"), "signedByPerson": True}})
        self.assertEqual([p["seq"] for p in self.listed(stay)], [seq])
        self.assertEqual(self.open(stay, seq).body, picture())

    def test_a_picture_may_come_before_the_list_and_after_the_person_left(self):
        stay = desk.arrive()
        taken = now_us() - HOUR
        early = self.send(stay, picture(), takenAtUs=taken)
        self.assertEqual(early.status, 201, early.body)
        self.assertEqual([(p.get("item"), p["atUs"]) for p in self.listed(stay)], [(None, taken)])
        stay.act("departures", {"kind": "released", "destination": "home", "mode": "report", "happenedAtUs": now_us()})
        self.assertEqual(self.send(stay, picture("PNG")).status, 201)

    def test_what_is_no_picture_is_refused_with_words(self):
        stay = desk.arrive().admit()
        huge = bytearray(picture("PNG"))
        huge[16:24] = (60000).to_bytes(4, "big") * 2
        heavy = picture() + bytes(6 * 1024 * 1024)
        for data, code in ((b"%PDF-1.7", "photo.not_an_image"), (picture("GIF"), "photo.not_an_image"),
                           (picture("PNG")[:60], "photo.not_an_image"), (b"\xff\xd8\xff\xe0 no", "photo.not_an_image"),
                           (bytes(huge), "photo.too_large"), (heavy, "photo.too_heavy")):
            answer = self.send(stay, data)
            self.assertEqual((answer.status, answer.code, answer.json().get("field")), (400, code, "photo"), answer.body[:300])
            self.assertRegex(answer.json()["detail"], r"[一-鿿]")
        self.assertEqual(self.send(stay, b"").json()["field"], "photo")
        nothing_there = self.send(stay, picture(), item=2).json()
        self.assertEqual((nothing_there["field"], nothing_there["code"]), ("item", "photo.unknown_item"))
        self.assertEqual(self.send(stay, picture(), takenAtUs=now_us() + HOUR).code, "time.in_future")
        self.assertEqual(self.listed(stay), [])
        self.assertEqual((self.open(stay, 1).status, self.open(stay, 1).code), (404, "photo.not_found"))

    def test_only_who_sees_the_stay_sees_the_picture(self):
        stay = desk.arrive().admit()
        seq = self.send(stay, picture(), item=1).json()["seq"]
        stranger = desk.as_("banan3")
        self.assertEqual(self.open(stay, seq, stranger).status, 404)
        self.assertEqual(self.send(stay, picture(), stranger).status, 404)
        self.assertEqual(self.send(stay, picture(), desk.as_("fujing2")).status, 403)

    def test_the_picture_lies_sealed_under_its_own_key(self):
        stay = desk.arrive().admit()
        own = f"SELECT COUNT(*) FROM documents WHERE key_id = UNHEX('{stay.id.replace('-', '')}')"
        before = desk.sql(centre, own)
        seq = self.send(stay, picture(), item=1).json()["seq"]
        self.assertEqual(desk.sql(centre, own), before, "reading a stay does not open its pictures")
        desk.sql(centre, "DELETE FROM documents WHERE kind = 'photo'")
        gone = self.open(stay, seq)
        self.assertEqual((gone.status, gone.code), (500, "vault.damaged"))
        self.assertEqual([p["seq"] for p in self.listed(stay)], [seq])

    def test_a_stay_has_so_many_pictures_and_no_more(self):
        stay = desk.arrive().admit()
        for _ in range(60):
            self.assertEqual(self.send(stay, picture(size=(2, 2))).status, 201)
        refused = self.send(stay, picture(size=(2, 2)))
        self.assertEqual((refused.status, refused.code), (429, "photo.too_many"))
        self.assertIn("60", refused.json()["detail"])


class Samples(unittest.TestCase):
    """ENTR-14: from victims with consent, in administrative cases once and with approval."""

    VICTIM = {"role": "victim", "basis": {"kind": "voluntary", "oral": True}}
    ADMINISTRATIVE = {"kind": "administrative_summons", "oral": False, "documentNumber": "传唤证2号"}

    def victim(self):
        stay = desk.arrive(**self.VICTIM)
        stay.register()
        return stay

    def collect(self, stay, *kinds, **more):
        return stay.attempt("information-collections", {"collected": list(kinds), **more})

    def admitted(self, case, number, **more):
        """Up to the list of belongings, with the approval of the head of the unit."""
        identity = {"name": "试采样", "idType": "resident_id", "idNumber": number}
        stay = desk.arrive(caseId=case, basis=self.ADMINISTRATIVE, identity=identity, **more)
        stay.register()
        stay.safety_check()
        stay.belongings()
        asked = stay.act("approvals", {"about": "information", "neededRole": "unit_head", "reason": "采集",
                                       "neededByUs": now_us() + HOUR})
        approval = stay.detail()["approvals"][0]["id"]
        desk.as_("fuze").post(f"/approvals/{approval}/decision", {"granted": True, "reason": "同意"})
        self.assertTrue(asked)
        return stay

    def test_of_a_victim_nothing_is_taken_without_asking(self):
        stay = self.victim()
        asked = self.collect(stay, "fingerprint")
        self.assertEqual((asked.status, asked.json()["field"], asked.code), (400, "consent", "field.required"))
        refused = self.collect(stay, "fingerprint", consent=False)
        self.assertEqual((refused.status, refused.json()["rule"]), (422, "ENTR-14"))
        self.assertEqual(self.collect(stay, "fingerprint", consent=True).status, 201)
        self.assertEqual([(c["kinds"], c["consent"]) for c in stay.detail()["collections"]], [(["fingerprint"], True)])

    def test_a_report_of_taking_without_consent_is_found(self):
        stay = self.victim()
        done = self.collect(stay, "blood", consent=False, mode="report", happenedAtUs=now_us())
        self.assertEqual(done.status, 201, done.body)
        self.assertEqual(stay.wait_finding("ENTR-14")["severity"], "violation")

    def test_of_a_witness_nothing_is_taken(self):
        stay = desk.arrive(role="witness", basis={"kind": "voluntary", "oral": True})
        stay.register()
        self.assertEqual(self.collect(stay, "portrait", consent=True).code, "step.not_for_role")

    def test_what_the_same_person_gave_in_another_stay_of_the_case_is_not_taken_again(self):
        case = desk.open_case("administrative")
        first = self.admitted(case, "11010119900307467X")
        self.assertEqual(self.collect(first, "portrait", "urine").status, 201)
        again = self.admitted(case, "11010119900307467X")
        refused = self.collect(again, "portrait")
        self.assertEqual((refused.status, refused.json()["rule"]), (422, "ENTR-14"))
        self.assertIn(first.number, refused.json()["detail"])
        self.assertEqual(self.collect(again, "blood").status, 201)
        somebody_else = self.admitted(case, "110101198001010011")
        self.assertEqual(self.collect(somebody_else, "portrait").status, 201)
        # What was done all the same is kept, and found.
        reported = self.collect(again, "urine", mode="report", happenedAtUs=now_us())
        self.assertEqual(reported.status, 201, reported.body)
        finding = again.wait_finding("ENTR-14")
        self.assertIn(first.number, json.dumps(desk.as_("fazhi").get(f"/findings/{finding['id']}"), ensure_ascii=False))

    def test_twice_in_one_stay_is_twice(self):
        stay = self.admitted(desk.open_case("administrative"), "110101197001010012")
        self.assertEqual(self.collect(stay, "portrait").status, 201)
        self.assertEqual(self.collect(stay, "portrait").json()["rule"], "ENTR-14")

    def test_bad_values_are_named(self):
        stay = desk.arrive().admit()
        for body, field in (({"collected": ["hair"]}, "collected"), ({"collected": ["blood"], "consent": "yes"}, "consent")):
            refused = stay.attempt("information-collections", body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field))


class SpecialGroups(unittest.TestCase):
    """ENTR-19: everybody is asked at registration; what was left open is found, and can be answered later."""

    def test_open_questions_are_found_until_they_are_answered(self):
        stay = desk.arrive()
        answers = stay.groups()
        answers.pop("pregnant")
        stay.act("registration", {"wristband": "W1", "rightsNoticeGiven": True, "groups": answers})
        self.assertEqual(stay.wait_finding("ENTR-19")["severity"], "warning")
        registered = next(e for e in stay.timeline()["events"] if e["type"] == "PersonRegistered")
        stay.act("corrections", {"ofSeq": registered["seq"], "why": "补问",
                                 "values": {"groups": {**stay.groups(), "pregnant": "no"}}})
        self.assertTrue(stay.wait_finding("ENTR-19", status="cured"))

    def test_an_answer_is_a_fact_that_rules_read(self):
        stay = desk.arrive()
        stay.act("registration", {"rightsNoticeGiven": True, "groups": {**stay.groups(), "drunk": "yes"}})
        detail = stay.detail()
        self.assertEqual((detail["facts"]["flags"], detail["groups"]["drunk"]), (["drunk"], "yes"))
        self.assertEqual(stay.findings("ENTR-19"), [])

    def test_bad_answers_are_named(self):
        stay = desk.arrive()
        for groups, field in (({"pregnant": "perhaps"}, "groups/pregnant"), ({"left_handed": "no"}, "groups/left_handed")):
            refused = stay.attempt("registration", {"groups": groups})
            self.assertEqual((refused.status, refused.json()["field"]), (400, field))


class Intake(unittest.TestCase):
    """EXIT-05: what the detention centre found comes back, and stands beside what was found here."""

    BRUISE = {"side": "front", "xMilli": 500, "yMilli": 300, "kind": "bruise"}
    CUT = {"side": "back", "xMilli": 400, "yMilli": 250, "kind": "cut"}

    def left(self, *marks):
        stay = desk.arrive().admit()
        for occasion in ("entry", "exit"):
            stay.act("acts", {"act": "map_injuries", "values": {"occasion": occasion, "marks": list(marks), "photographed": True}})
        stay.decide("criminal_detention", documentNumber="拘1")
        stay.exit_check(medicalCertificate=True, injuries="as_at_entry")
        stay.act("departures", {"mode": "report", "happenedAtUs": now_us(), "kind": "transferred", "destination": "detention_centre",
                                "escorts": [desk.person("banan1"), desk.person("banan2")], "receivedBy": "收押民警"})
        return stay

    def confirm(self, stay, injuries, marks=None, **more):
        values = {"receivedUs": now_us(), "accepted": True, "injuries": injuries, **more}
        if marks is not None:
            values["marks"] = marks
        return stay.act("acts", {"act": "confirm_intake", "values": values})

    def test_injuries_that_differ_stand_side_by_side_and_are_found(self):
        stay = self.left(self.BRUISE)
        self.confirm(stay, "as_listed", [self.CUT], note="背部划伤")
        maps = stay.detail()["injuries"]
        self.assertEqual([m["occasion"] for m in maps], ["entry", "exit", "intake"])
        self.assertEqual([m["differs"] for m in maps[1]["marks"]], [False])
        self.assertEqual([(m["kind"], m["differs"]) for m in maps[2]["marks"]], [("cut", True)])
        self.assertEqual([m["kind"] for m in maps[2]["gone"]], ["bruise"])
        self.assertEqual((maps[2]["said"], maps[2]["note"]), ("as_listed", "背部划伤"))
        self.assertEqual(stay.wait_finding("EXIT-05")["severity"], "warning")

    def test_the_same_injuries_are_no_finding(self):
        stay = self.left(self.BRUISE)
        self.confirm(stay, "as_listed", [{**self.BRUISE, "xMilli": 520}])
        other = self.left()
        self.confirm(other, "different", [self.CUT])
        other.wait_finding("ENTR-10")
        self.assertEqual(stay.findings("EXIT-05"), [])
        self.assertEqual(other.findings("EXIT-05"), [])

    def test_bad_marks_are_named(self):
        stay = self.left()
        refused = stay.attempt("acts", {"act": "confirm_intake", "values": {
            "receivedUs": now_us(), "accepted": True, "injuries": "none", "marks": [{"side": "left"}]}})
        self.assertEqual((refused.status, refused.json()["field"]), (400, "values/marks/0"))


class SamePerson(unittest.TestCase):
    """A person nobody knew is linked with another stay: on both chains, with a reason, undone by a further entry."""

    def stays(self):
        unknown = desk.arrive(identity={"name": "无名氏", "idType": "none"},
                              facts={"sex": "M", "identityUnknown": True, "flags": []})
        return unknown, desk.arrive()

    def link(self, stay, other, who=None, why="指纹比对一致"):
        return (who or desk.duty).send("POST", f"/stays/{stay.id}/links", {"otherStayId": other.id, "why": why})

    def undo(self, stay, link, why="误认"):
        return desk.duty.send("POST", f"/stays/{stay.id}/links/undoing", {"linkId": link, "why": why})

    def shown(self, stay):
        return stay.detail()["samePerson"]

    def test_each_shows_the_other_and_both_chains_say_who_and_why(self):
        unknown, known = self.stays()
        answer = self.link(unknown, known)
        self.assertEqual(answer.status, 201, answer.body)
        self.assertEqual([r["stream"] for r in answer.json()["items"]], [unknown.id, known.id])
        for stay, other in ((unknown, known), (known, unknown)):
            link, = self.shown(stay)
            self.assertEqual((link["stayId"], link["number"], link["why"], link["by"]["id"]),
                             (other.id, other.number, "指纹比对一致", desk.person("zhiban1")))
            self.assertEqual(link["displayName"], other.detail()["tile"]["displayName"])
            newest = stay.timeline()["events"][-1]
            self.assertEqual(newest["type"], "StaysLinked")
            self.assertIn("指纹比对一致", [d["value"] for d in newest["details"]])
            self.assertTrue(stay.timeline()["chainIntact"])

    def test_undoing_is_a_further_entry_and_they_can_be_linked_again(self):
        unknown, known = self.stays()
        self.link(unknown, known)
        link = self.shown(known)[0]["linkId"]
        self.assertEqual(self.link(known, unknown).code, "link.exists")
        self.assertEqual(self.undo(known, link).status, 201)
        for stay in (unknown, known):
            shown, = self.shown(stay)
            self.assertEqual((shown["undoneWhy"], shown["undoneBy"]["id"]), ("误认", desk.person("zhiban1")))
            self.assertEqual([e["type"] for e in stay.timeline()["events"]][-2:], ["StaysLinked", "StaysUnlinked"])
        self.assertEqual((self.undo(unknown, link).status, self.undo(unknown, link).code), (422, "link.undone"))
        self.assertEqual(self.link(unknown, known).status, 201)
        self.assertEqual(len(self.shown(unknown)), 2)

    def test_bad_links_are_named(self):
        unknown, known = self.stays()
        nobody = "01a227f2-5cea-7293-80f1-f3f8b1fc5e4f"
        for other, why, field, code in ((unknown.id, "x", "otherStayId", "link.itself"),
                                        (nobody, "x", "otherStayId", "stay.not_found"), (known.id, "", "why", "field.too_short")):
            refused = desk.duty.send("POST", f"/stays/{unknown.id}/links", {"otherStayId": other, "why": why})
            self.assertEqual((refused.status, refused.json()["field"], refused.code), (400, field, code))
        refused = self.undo(unknown, nobody)
        self.assertEqual((refused.status, refused.json()["field"], refused.code), (400, "linkId", "link.unknown"))
        self.assertEqual(self.link(unknown, known, desk.as_("banan3")).status, 404)
        self.assertEqual(self.shown(unknown), [])

    def test_rules_that_look_at_other_stays_see_the_link(self):
        samples = Samples()
        first = samples.admitted(desk.open_case("administrative"), "110101196001010013")
        samples.assertEqual(samples.collect(first, "portrait").status, 201)
        again = samples.admitted(desk.open_case("administrative"), "110101196101010014")
        self.link(again, first)
        refused = samples.collect(again, "portrait")
        self.assertEqual((refused.status, refused.json().get("rule")), (422, "ENTR-14"))
        self.undo(again, self.shown(again)[0]["linkId"])
        self.assertEqual(samples.collect(again, "portrait").status, 201)

    def test_two_at_once_are_one_link(self):
        unknown, known = self.stays()
        answers = []
        threads = [threading.Thread(target=lambda a=a, b=b: answers.append(self.link(a, b).status))
                   for a, b in ((unknown, known), (known, unknown))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [201, 422])
        self.assertEqual(len(self.shown(unknown)), 1)


class Pseudonyms(unittest.TestCase):
    """刑事诉讼法 art. 64: the pseudonym is everywhere; the true name lies apart, for heads with a purpose."""

    TRUE = "真名隐去某"
    NUMBER = "110101195512120028"

    def protected(self, role="witness", **more):
        return desk.arrive(role=role, basis={"kind": "voluntary", "oral": True},
                           identity={"name": "化名江某", "idType": "none"},
                           trueIdentity={"name": self.TRUE, "idType": "resident_id", "idNumber": self.NUMBER}, **more)

    def read(self, stay, who="fuze", purpose="核实证人身份"):
        return desk.as_(who).send("POST", f"/stays/{stay.id}/true-identity", {"purpose": purpose})

    def test_heads_read_it_with_a_purpose_and_the_log_says_so(self):
        stay = self.protected()
        self.assertEqual((stay.detail()["identity"]["name"], stay.detail()["pseudonym"]), ("化名江某", True))
        answer = self.read(stay)
        self.assertEqual((answer.status, answer.json()["identity"]["name"], answer.json()["identity"]["idNumber"]),
                         (200, self.TRUE, self.NUMBER))
        entry = audited("true_identity_read")[0]
        self.assertEqual((entry["actor"]["id"], entry["object"], entry["note"]),
                         (desk.person("fuze"), stay.id, "核实证人身份"))
        self.assertTrue(entry["label"] and entry["labelEn"])

    def test_nobody_else_and_never_without_a_purpose(self):
        stay = self.protected("victim")
        for login in ("zhiban1", "banan1", "guanli", "fujing2", "daping"):
            refused = self.read(stay, login)
            self.assertEqual((refused.status, refused.code), (403, "ability.missing"), login)
        for purpose in ("", "查看了"[:2]):
            refused = self.read(stay, purpose=purpose)
            self.assertEqual((refused.status, refused.json()["field"]), (400, "purpose"))
        plain = desk.arrive()
        self.assertEqual((self.read(plain).status, self.read(plain).code), (404, "pseudonym.none"))

    def test_only_who_helps_a_case_has_one(self):
        body = desk.arrival(trueIdentity={"name": self.TRUE, "idType": "none"})
        refused = desk.duty.send("POST", "/stays", body)
        self.assertEqual((refused.status, refused.json()["field"], refused.code), (400, "trueIdentity", "pseudonym.not_for_role"))
        body = {**desk.arrival(role="witness", basis={"kind": "voluntary", "oral": True}),
                "identity": {"name": "同名某", "idType": "none"}, "trueIdentity": {"name": "同名某"}}
        self.assertEqual(desk.duty.send("POST", "/stays", body).code, "pseudonym.same_name")
        body["trueIdentity"] = {"idType": "none"}
        self.assertEqual(desk.duty.send("POST", "/stays", body).json()["field"], "trueIdentity/name")

    def test_the_true_name_is_on_no_page_no_paper_no_export_and_in_no_file(self):
        stay = self.protected()
        stay.register()
        shown = []
        pages = [f"/stays/{stay.id}", f"/stays/{stay.id}/timeline", f"/stays/{stay.id}/papers", "/board", "/wall", "/stays",
                 f"/stays?q={stay.number}", "/questionings", "/approvals", "/bookings", "/handovers/draft", "/handovers",
                 "/cases", "/audit", "/findings", f"/stays/{stay.id}/room-proposals"]
        for login in ("zhiban1", "banan1", "fuze", "fazhi", "guanli", "fujing2", "daping"):
            shown += [desk.as_(login).send("GET", page).body for page in pages]
        for form in FORMS:
            printed = stay.attempt("prints", {"form": form})
            if printed.status != 201:
                continue
            pdf = desk.duty.send("GET", f"/stays/{stay.id}/prints?seq={printed.json()['seq']}").body
            shown.append(text_of(pdf))
            self.assertIn(stay.number.encode(), shown[-1])
        self.assertGreater(len(shown), 7 * len(pages), "at least one form is printed of a witness")
        package = zipfile.ZipFile(io.BytesIO(desk.duty.send("GET", f"/stays/{stay.id}/file").body))
        for name in package.namelist():
            part = package.read(name)
            shown += [part, text_of(part) if part.startswith(b"%PDF") else b""]
        file = Path(centre.folder) / f"{stay.number}.json"
        centre.control("stay", "export", stay.number, "--out", file)
        self.assertIn("化名江某", json.dumps(json.loads(file.read_text()), ensure_ascii=False))
        shown.append(file.read_bytes())
        self.assertEqual(self.read(stay).status, 200, "it is there, for whom it is meant")
        tables = desk.sql(centre, "SHOW TABLES").split()
        dump = b"".join(whole_table(name) for name in tables)
        self.assertIn(stay.number.encode(), dump)
        shown.append(dump)
        shown += [f.read_bytes() for f in centre.layout.database.rglob("*") if f.is_file()]
        shown += [f.read_bytes() for f in centre.layout.log.iterdir()]
        for secret in (self.TRUE, self.NUMBER):
            for form in (secret.encode(), secret.encode().hex().encode(), secret.encode().hex().upper().encode(),
                         json.dumps(secret).strip('"').encode(), base64.b64encode(secret.encode())):
                self.assertEqual([where[:200] for where in shown if form in where], [])

    def test_reading_the_stay_opens_no_true_identity(self):
        stay = self.protected()
        desk.sql(centre, "DELETE FROM documents WHERE kind = 'true_identity'")
        self.assertEqual(stay.detail()["identity"]["name"], "化名江某")
        gone = self.read(stay)
        self.assertEqual((gone.status, gone.code), (500, "vault.damaged"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
