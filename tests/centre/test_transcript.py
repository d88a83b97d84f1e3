#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Transcripts: typing, conflicts, locking, versions, signing with badge and PIN, what reviewers see, the print."""
import base64
import io
import subprocess
import sys
import threading
import unittest
import uuid
from pathlib import Path

from PIL import Image

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import PASSWORD, Desk, now_us  # noqa: E402
from harness import Centre  # noqa: E402
from node import NodeVoice, OpenSegment  # noqa: E402

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
PIN = "480213"
STORY = "那天晚上我在东门外的小店里买了两瓶水，然后就一直坐在门口等人，没有去过别处。"

centre = desk = recorder = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk, recorder
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01", "WT-03")
    recorder = NodeVoice(centre, "recorder-1")
    recorder.run(*[camera["id"] for camera in desk.duty.get("/cameras")["items"]])
    for login in ("banan1", "banan2"):
        answer = desk.as_(login).send("POST", "/session/pin", {"password": PASSWORD, "pin": PIN})
        assert answer.status == 204, answer.body


def tearDownModule():
    recorder.stop()


class Paper:
    """A questioning in IT-01 with its transcript, and what an investigator's page does with it."""

    def __init__(self, test, case=None, who="banan1", template="interrogation_first", start=True, after="WT-01"):
        self.after = after
        camera = next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room("IT-01"))
        self.recording = OpenSegment(recorder, camera)
        self.stay = desk.arrive(**({"case": case} if case else {})).admit(room=None)
        self.id = self.stay.question()
        self.path = f"/questionings/{self.id}/transcript"
        self.who = desk.as_(who)
        test.addCleanup(self.close)
        if start:
            self.who.post(self.path, {"template": template})

    def close(self):
        if self.recording:
            if desk.as_("banan1").get(f"/questionings/{self.id}")["summary"]["state"] == "running":
                self.stay.end_questioning(self.id, room=self.after)
            self.recording.close()
            self.recording = None

    def read(self, who="banan1", **query):
        return desk.as_(who).get(self.path, **query)

    def answer(self, index=0):
        return [line for line in self.read()["lines"] if line["kind"] == "answer"][index]

    @staticmethod
    def edit(shown, text, rev=None, **more):
        now = now_us()
        return {"line": shown["id"], "rev": shown["rev"] if rev is None else rev, "kind": shown["kind"], "drop": False,
                "text": text, "fromUs": now - 20 * SECOND, "toUs": now, "keys": len(text), "pasted": 0, **more}

    @staticmethod
    def new_line(kind="answer", after=None):
        return {"id": str(uuid.uuid4()), "rev": 0, "kind": kind}, {"after": after["id"]} if after else {}

    def write(self, *edits, who=None, key=None):
        return (who or self.who).send("POST", self.path + "/lines", {"edits": list(edits)}, key)

    def type(self, text, index=0, **more):
        answer = self.write(self.edit(self.answer(index), text, **more))
        assert answer.status == 201, answer.body

    def lock(self, **more):
        now = now_us()
        started = desk.as_("banan1").get(f"/questionings/{self.id}")["summary"]["startedAtUs"]
        return self.who.send("POST", self.path + "/lock", {
            "readBy": "person", "outcome": "agreed", "closing": self.read()["closings"][0], "startedAtUs": started,
            "endedAtUs": now, **more})

    def sign(self, body, headers=None, who="banan1"):
        return desk.as_(who).send("POST", self.path + "/signatures", body, headers=headers)

    def version(self):
        return self.read()["versions"][-1]


def badge(login):
    return desk.staff[login]["badge"]


def cookie_of(room):
    """What a browser has that stands in a room."""
    answer = desk.as_("guanli").send("POST", "/terminals/here", {"roomId": desk.room(room)})
    assert answer.status == 204, answer.body
    return answer.headers["Set-Cookie"].split(";")[0]


class Writing(unittest.TestCase):
    def test_a_template_brings_what_the_law_wants_asked(self):
        paper = Paper(self, start=False)
        self.assertEqual(paper.who.send("GET", paper.path).code, "transcript.not_begun")
        names = [t["name"] for t in paper.who.get(paper.path + "/templates")["items"]]
        self.assertEqual(names[0], "interrogation_first")
        paper.who.post(paper.path, {"template": names[0]})
        shown = paper.read()
        self.assertEqual(shown["title"], "讯问笔录")
        words = "".join(line["text"] for line in shown["lines"])
        for law in ("权利义务告知书", "委托律师", "回避", "认罪认罚", "是否有犯罪行为"):
            self.assertIn(law, words)
        self.assertNotIn("transcript.", words)
        self.assertNotIn("{", words)
        self.assertEqual({line["preset"] for line in shown["lines"]}, {True})
        self.assertEqual([line["kind"] for line in shown["lines"][:4]], ["question", "answer"] * 2)
        self.assertEqual(paper.who.send("POST", paper.path, {"template": names[0]}).code, "transcript.begun_already")
        self.assertEqual(paper.who.send("POST", paper.path, {"template": "poem"}).json()["field"], "template")

    def test_every_template_has_words_in_both_languages(self):
        paper = Paper(self, start=False)
        for item in paper.who.get(paper.path + "/templates")["items"]:
            self.assertNotIn("transcript.", item["label"] + item["labelEn"])

    def test_what_is_typed_is_kept_with_its_times(self):
        paper = Paper(self)
        line = paper.answer()
        began = now_us() - 30 * SECOND
        paper.type("听清楚了。", fromUs=began, toUs=began + 4 * SECOND)
        paper.type("听清楚了，没有问题。")
        kept = paper.answer()
        self.assertEqual((kept["id"], kept["rev"], kept["text"]), (line["id"], 3, "听清楚了，没有问题。"))
        self.assertEqual((kept["fromUs"], kept["changes"], kept["preset"]), (began, 1, False))
        self.assertEqual([e["text"] for e in kept["earlier"]], ["", "听清楚了。"])
        self.assertGreaterEqual(kept["enteredAtUs"], began)

    def test_lines_are_added_between_and_taken_away(self):
        paper = Paper(self)
        first, second = paper.read()["lines"][:2]
        (one, place), (two, _) = paper.new_line("question", first), paper.new_line()
        made = paper.write(paper.edit(one, "您说什么？𠮷", **place), paper.edit(two, "没什么", after=one["id"]))
        self.assertEqual(made.status, 201, made.body)
        lines = paper.read()["lines"]
        self.assertEqual([line["id"] for line in lines[:4]], [first["id"], one["id"], two["id"], second["id"]])
        gone = paper.write(paper.edit(lines[2], "", drop=True))
        self.assertEqual(gone.status, 201, gone.body)
        self.assertNotIn(two["id"], [line["id"] for line in paper.read()["lines"]])

    def test_the_same_saving_twice_is_one(self):
        paper = Paper(self)
        edit, key = paper.edit(paper.answer(), "一次"), str(uuid.uuid4())
        first, second = paper.write(edit, key=key), paper.write(edit, key=key)
        self.assertEqual((first.status, first.json()), (second.status, second.json()))
        self.assertEqual(paper.answer()["rev"], 2)

    def test_nobody_overwrites_unseen(self):
        paper = Paper(self)
        line = paper.answer()
        self.assertEqual(paper.write(paper.edit(line, "甲的写法")).status, 201)
        other = paper.write(paper.edit(line, "乙的写法"), paper.edit(paper.answer(1), "别的"), who=desk.as_("banan2"))
        self.assertEqual((other.status, other.code), (409, "transcript.line_changed"))
        self.assertEqual(other.json()["params"]["lines"], [line["id"]])
        self.assertIn("1", other.json()["detail"])
        self.assertEqual((paper.answer()["text"], paper.answer(1)["text"]), ("甲的写法", ""))

    def test_of_many_at_once_one_wins_and_none_is_lost(self):
        paper = Paper(self)
        line, results = paper.answer(), []

        def write(number):
            client = desk.as_("banan1") if number % 2 else desk.as_("banan2")
            results.append(paper.write(paper.edit(line, f"写法{number}"), who=client).status)
        crew = [threading.Thread(target=write, args=(n,)) for n in range(8)]
        for each in crew:
            each.start()
        for each in crew:
            each.join()
        self.assertEqual(sorted(results), [201] + [409] * 7)

    def test_bad_writing_is_named(self):
        paper = Paper(self)
        line = paper.answer()
        cases = [
            (paper.edit(line, "x", kind="song"), "edits/0/kind"),
            (paper.edit(line, "x", fromUs=now_us(), toUs=now_us() - SECOND), "edits/0/toUs"),
            (paper.edit(line, "x", toUs=now_us() + 10 * MINUTE), "edits/0/toUs"),
            (paper.edit(line, "x", line=str(uuid.uuid4())), "edits/0/line"),
            (paper.edit({"id": str(uuid.uuid4()), "rev": 0, "kind": "answer"}, "x", after=str(uuid.uuid4())),
             "edits/0/after"),
            (paper.edit(line, "x", colour="red"), "edits/0/colour"),
            (paper.edit(line, "\u0007"), "edits/0/text"),
        ]
        for edit, field in cases:
            refused = paper.write(edit)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field), refused.body)
            self.assertTrue(refused.json()["detail"] and refused.json()["detailEn"])
        self.assertEqual(paper.write().json()["field"], "edits")
        self.assertEqual(paper.answer()["rev"], 1)

    def test_who_may(self):
        paper = Paper(self)
        self.assertEqual(paper.read("fazhi")["mayWrite"], False)
        line = paper.answer()
        self.assertEqual(paper.write(paper.edit(line, "x"), who=desk.as_("fazhi")).status, 403)
        self.assertEqual(desk.as_("guanli").send("GET", paper.path).status, 403)
        ghost = f"/questionings/{uuid.uuid4()}/transcript"
        self.assertEqual(desk.as_("banan1").send("GET", ghost).code, "questioning.not_found")

    def test_the_words_lie_in_no_table_and_what_is_taken_away_is_noticed(self):
        paper = Paper(self)
        paper.type("绝密试验词在这里")
        dump = desk.sql(centre, "SELECT CONCAT_WS(' ', body) FROM timeline WHERE stream_kind = 'transcript'")
        self.assertTrue(dump)
        self.assertNotIn("绝密试验词", dump)
        key = paper.id.replace("-", "")
        desk.sql(centre, f"UPDATE documents SET ciphertext = NULL WHERE key_id = UNHEX('{key}') "
                         "ORDER BY id DESC LIMIT 1")
        broken = desk.as_("banan1").send("GET", paper.path)
        self.assertEqual(broken.status, 500)
        self.assertEqual(broken.code, "vault.damaged")


class Locking(unittest.TestCase):
    def test_read_locked_opened_again_and_both_versions_stay(self):
        paper = Paper(self)
        self.assertEqual(paper.lock().code, "transcript.empty")
        paper.type("第一种说法")
        self.assertEqual(paper.lock(closing="").json()["field"], "closing")
        self.assertEqual(paper.lock(endedAtUs=now_us() - 10 * MINUTE, startedAtUs=now_us()).json()["field"], "endedAtUs")
        self.assertEqual(paper.lock(endedAtUs=now_us() + 10 * MINUTE).json()["field"], "endedAtUs")
        self.assertEqual(paper.lock().status, 201)
        self.assertEqual(paper.read()["state"], "locked")
        self.assertEqual(paper.lock().code, "transcript.locked")
        self.assertEqual(paper.write(paper.edit(paper.answer(), "晚了")).code, "transcript.locked")
        again = paper.who.send("POST", paper.path + "/reopening", {"reason": ""})
        self.assertEqual(again.json()["field"], "reason")
        paper.who.post(paper.path + "/reopening", {"reason": "本人要求更正时间"})
        self.assertEqual(paper.read()["why"], "本人要求更正时间")
        paper.type("第二种说法")
        self.assertEqual(paper.lock().status, 201)
        shown = paper.read()
        self.assertEqual([v["version"] for v in shown["versions"]], [1, 2])
        self.assertEqual(shown["versions"][1]["why"], "本人要求更正时间")

        def first(version):
            return next(line for line in paper.read(version=version)["lines"] if line["kind"] == "answer")
        self.assertEqual((first(1)["text"], first(2)["text"]), ("第一种说法", "第二种说法"))
        self.assertEqual(paper.who.send("GET", paper.path + "?version=3").code, "transcript.no_version")

    def test_the_stays_chain_holds_the_hash_of_the_words(self):
        paper = Paper(self)
        paper.type("一句话")
        self.assertEqual(paper.lock().status, 201)
        key = paper.id.replace("-", "")
        head = desk.sql(centre, f"SELECT LOWER(HEX(hash)) FROM streams WHERE kind = 'transcript' "
                                f"AND id = UNHEX('{key}')")
        locked = next(e for e in paper.stay.timeline()["events"] if e["seq"] == paper.version()["seq"])
        self.assertIn(head, str(locked))
        desk.sql(centre, f"DELETE FROM timeline WHERE stream_kind = 'transcript' AND stream_id = UNHEX('{key}') "
                         "AND seq = 2")
        self.assertEqual(desk.as_("banan1").send("GET", paper.path).code, "transcript.damaged")


class Signing(unittest.TestCase):
    def test_officers_sign_with_badge_and_pin_in_the_room(self):
        paper = Paper(self)
        body = {"how": "pin", "badge": badge("banan2"), "pin": PIN}
        paper.type("听清楚了")
        self.assertEqual(paper.sign(body).code, "transcript.not_locked")
        self.assertEqual(paper.lock().status, 201)
        here, there = cookie_of("IT-01"), cookie_of("RG-01")
        session = desk.as_("banan1").cookie
        for wrong in ({"pin": "135790"}, {"badge": "nobody"}):
            refused = paper.sign({**body, **wrong})
            self.assertEqual((refused.status, refused.code, refused.json()["field"]), (400, "pin.wrong", "pin"))
        signed = paper.sign(body, {"Cookie": f"{session}; {here}"})
        self.assertEqual(signed.status, 201, signed.body)
        self.assertEqual(paper.sign(body, {"Cookie": f"{session}; {here}"}).code, "transcript.signed_already")
        elsewhere = paper.sign({**body, "badge": badge("banan1")}, {"Cookie": f"{session}; {there}"})
        self.assertEqual(elsewhere.status, 201, "a report is never refused")
        shown = {s["name"]: s for s in paper.version()["signatures"]}
        self.assertEqual(shown[desk.staff["banan2"]["name"]]["inPlace"], True)
        self.assertEqual(shown[desk.staff["banan1"]["name"]]["inPlace"], False)
        self.assertTrue(shown[desk.staff["banan1"]["name"]]["room"])
        self.assertNotIn(PIN, str(paper.stay.timeline()))
        paper.close()
        found = paper.stay.wait_finding("INTR-09")
        self.assertIn("签名", found["title"] + found.get("explanation", ""))

    def test_the_person_signs_every_page_or_refuses_before_a_witness(self):
        paper = Paper(self)
        paper.type("听清楚了")
        paper.lock()
        for body, field in (({"how": "paper"}, "page"), ({"how": "paper", "page": 0}, "page"),
                            ({"how": "refused", "witness": "张见证"}, "reason"),
                            ({"how": "refused", "reason": "不同意"}, "witness"), ({"how": "stamp"}, "how")):
            refused = paper.sign(body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field), refused.body)
        self.assertEqual(paper.sign({"how": "paper", "page": 1}).status, 201)
        self.assertEqual(paper.sign({"how": "refused", "reason": "不同意", "witness": "张见证"}).status, 201)
        self.assertEqual([s["how"] for s in paper.version()["signatures"]], ["paper", "refused"])

    def test_a_pin_is_set_with_the_password_and_is_none_of_the_obvious(self):
        client = desk.as_("zhiban2")
        for body, field in (({"password": "wrong", "pin": PIN}, "password"), ({"password": PASSWORD, "pin": "12"}, "pin"),
                            ({"password": PASSWORD, "pin": "123456"}, "pin"),
                            ({"password": PASSWORD, "pin": "777777"}, "pin"),
                            ({"password": PASSWORD, "pin": "48a213"}, "pin")):
            refused = client.send("POST", "/session/pin", body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field), refused.body)

    def test_a_browser_stands_in_one_room_or_none(self):
        admin = desk.as_("guanli")
        self.assertEqual(admin.get("/terminals/here"), {})
        cookie = cookie_of("IT-02")
        headers = {"Cookie": f"{admin.cookie}; {cookie}"}
        self.assertEqual(admin.send("GET", "/terminals/here", headers=headers).json()["room"]["id"], desk.room("IT-02"))
        self.assertEqual(admin.send("POST", "/terminals/here", {}, headers=headers).status, 204)
        self.assertEqual(admin.send("GET", "/terminals/here", headers=headers).json(), {})
        self.assertEqual(desk.duty.send("POST", "/terminals/here", {"roomId": desk.room("IT-02")}).status, 403)
        self.assertEqual(admin.send("POST", "/terminals/here", {"roomId": str(uuid.uuid4())}).json()["field"], "roomId")


class Reviewing(unittest.TestCase):
    def marks(self, paper):
        return {m["kind"]: m for m in paper.read("fazhi")["marks"]}

    def test_what_was_not_typed_by_hand_is_shown(self):
        paper = Paper(self)
        paper.type(STORY, pasted=len(STORY))
        mark = self.marks(paper)["pasted"]
        self.assertEqual(paper.read("banan1")["marks"], [], "whoever writes is not told what a reviewer looks at")
        self.assertIn(str(len(STORY)), mark["explanation"])
        self.assertNotIn("{", mark["explanation"] + mark["explanationEn"] + mark["label"] + mark["labelEn"])

    def test_words_of_an_earlier_transcript_are_shown_with_their_place(self):
        case = desk.open_case()
        first = Paper(self, case=case)
        first.type(STORY)
        first.close()
        second = Paper(self, case=case, after="WT-04")
        second.type(STORY)
        mark = self.marks(second)["repeated"]
        self.assertEqual(mark["source"]["questioningId"], first.id)
        self.assertEqual(mark["source"]["number"], first.stay.number)
        self.assertNotIn("repeated", self.marks(first))

    def test_typing_before_the_start_is_shown(self):
        paper = Paper(self)
        paper.type("早就写好的", fromUs=now_us() - 10 * MINUTE, toUs=now_us())
        self.assertIn("before_questioning", self.marks(paper))

    def test_times_that_are_not_those_of_the_questioning_are_found(self):
        paper = Paper(self)
        paper.type("听清楚了")
        paper.lock(startedAtUs=now_us() - 20 * MINUTE)
        paper.close()
        paper.stay.wait_finding("INTR-10")
        self.assertTrue(paper.stay.wait_finding("REC-08"))


class TwoRooms(unittest.TestCase):
    def test_nobody_plans_to_question_in_two_rooms(self):
        paper = Paper(self)
        other = desk.arrive().admit()
        camera = next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room("IT-02"))
        recording = OpenSegment(recorder, camera)
        self.addCleanup(recording.close)
        body = {"roomId": desk.room("IT-02"), "officers": [desk.person("banan1"), desk.person("banan2")],
                "rightsRead": True, "recordingTold": True}
        refused = other.attempt("questionings", body, desk.as_("banan2"))
        self.assertEqual((refused.status, refused.json()["rule"]), (422, "INTR-16"), refused.body)
        reported = other.act("questionings", {**body, "mode": "report", "happenedAtUs": now_us()}, desk.as_("banan1"))
        other.wait_finding("INTR-16")
        desk.as_("banan1").post(f"/questionings/{reported['id']}/end", {
            "transcriptSigned": False, "interruptedReason": "试验", "mode": "report", "happenedAtUs": now_us()})
        paper.close()


class Printing(unittest.TestCase):
    def test_every_page_has_its_line_to_sign_and_its_code(self):
        paper = Paper(self)
        for index in range(4):
            paper.type(STORY * 20, index)
        self.assertEqual(paper.stay.attempt("prints", {"form": "transcript"}).json()["field"], "questioningId")
        body = {"form": "transcript", "questioningId": paper.id}
        self.assertEqual(paper.stay.attempt("prints", body, paper.who).code, "transcript.not_locked")
        self.assertEqual(paper.stay.attempt("prints", body, desk.as_("guanli")).status, 403)
        paper.lock()
        seq = paper.stay.act("prints", body, paper.who)["seq"]
        answer = paper.who.send("GET", f"/stays/{paper.stay.id}/prints?seq={seq}")
        self.assertEqual(answer.status, 200)
        file = Path(centre.folder) / "transcript.pdf"
        file.write_bytes(answer.body)
        text = "".join(subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True,
                                      text=True).stdout.split())
        version = paper.version()
        self.assertGreater(version["pages"], 2)
        self.assertEqual(version["printSeq"], seq)
        self.assertEqual(text.count("本页经核对无误"), version["pages"])
        self.assertEqual(text.count("没有去过别处"), 80, "nothing is cut at the end of a page")
        for word in ("讯问笔录", "问：", "答：", paper.read()["closings"][0], desk.staff["banan1"]["name"]):
            self.assertIn(word, text)
        self.assertNotIn("form.", text)
        self.assertEqual(desk.as_("fazhi").send("GET", f"/stays/{paper.stay.id}/prints?seq={seq}").status, 200)
        self.assertEqual(paper.sign({"how": "paper", "page": version["pages"] + 1}).json()["field"], "page")


class Scans(unittest.TestCase):
    """Printed, signed with ink, scanned: here the picture of the very PDF comes back."""

    def pages(self, stay, body, who):
        seq = stay.act("prints", body, who)["seq"]
        file = Path(centre.folder) / f"{stay.number}-{seq}.pdf"
        file.write_bytes(who.send("GET", f"/stays/{stay.id}/prints?seq={seq}").body)
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(file), str(file)[:-4]], check=True)
        return seq, [Image.open(each) for each in sorted(file.parent.glob(f"{file.stem}-*.png"))]

    @staticmethod
    def bytes_of(picture, kind="PNG", **how):
        out = io.BytesIO()
        picture.save(out, kind, **how)
        return out.getvalue()

    def give_back(self, stay, picture, who=None, signed=True, **more):
        text = base64.urlsafe_b64encode(picture).decode().rstrip("=")
        return (who or desk.duty).send("POST", f"/stays/{stay.id}/scans", {"scan": text, "signed": signed, **more})

    def paper(self, stay, seq, who=None):
        return next(p for p in (who or desk.duty).get(f"/stays/{stay.id}/papers")["items"] if p["printSeq"] == seq)

    def test_a_page_is_known_however_it_lay(self):
        stay = desk.arrive().admit()
        seq, (page, *_) = self.pages(stay, {"form": "rights"}, desk.duty)
        self.assertEqual((self.paper(stay, seq)["pages"], self.paper(stay, seq)["scans"]), (0, []))
        ways = {"as it is": page, "upside down": page.rotate(180), "on its side": page.rotate(90, expand=True),
                "a little askew": page.rotate(3, fillcolor=255), "pale": page.point(lambda v: 150 + v * 90 // 255),
                "coarse": page.resize((page.width * 3 // 4, page.height * 3 // 4))}
        for way, picture in ways.items():
            with self.subTest(way):
                answer = self.give_back(stay, self.bytes_of(picture))
                self.assertEqual(answer.status, 201, answer.body)
        photo = self.bytes_of(page, "JPEG", quality=60)
        answer = self.give_back(stay, photo)
        self.assertEqual(answer.status, 201, answer.body)
        shown = self.paper(stay, seq)
        self.assertEqual(len(shown["scans"]), 7)
        self.assertNotIn(1, shown["missing"])
        kept = desk.duty.send("GET", f"/stays/{stay.id}/scans?seq={answer.json()['seq']}")
        self.assertEqual((kept.status, kept.headers["Content-Type"], kept.body), (200, "image/jpeg", photo))
        self.assertTrue(stay.timeline()["chainIntact"])

    def test_a_scan_is_as_large_as_a_scanner_sends_it(self):
        stay = desk.arrive().admit()
        _, (page, *_) = self.pages(stay, {"form": "rights"}, desk.duty)
        size = (2480, 3508)  # A4 at 300 dpi
        scan = self.bytes_of(Image.blend(page.convert("L").resize(size), Image.effect_noise(size, 90), 0.25), "JPEG", quality=95)
        self.assertGreater(len(scan), 2 * 1024 * 1024)
        answer = self.give_back(stay, scan)
        self.assertEqual(answer.status, 201, answer.body)
        kept = desk.duty.send("GET", f"/stays/{stay.id}/scans?seq={answer.json()['seq']}")
        self.assertEqual((kept.status, kept.body), (200, scan))

    def test_the_pages_of_a_transcript_are_its_signatures(self):
        paper = Paper(self)
        paper.type(STORY * 30)
        paper.type(STORY * 30, 1)
        paper.lock()
        body = {"form": "transcript", "questioningId": paper.id}
        seq, pages = self.pages(paper.stay, body, paper.who)
        first = self.bytes_of(pages[0].rotate(180))
        self.assertEqual(self.give_back(paper.stay, first).status, 403, "the desk does not read transcripts")
        unsigned = self.give_back(paper.stay, self.bytes_of(pages[1]), paper.who, signed=False)
        self.assertEqual(unsigned.status, 201, unsigned.body)
        early = self.give_back(paper.stay, first, paper.who, signedAtUs=now_us() - HOUR)
        self.assertEqual((early.status, early.json()["field"]), (400, "signedAtUs"), early.body)
        signed_us = now_us()
        for _ in range(2):
            answer = self.give_back(paper.stay, first, paper.who, signedAtUs=signed_us)
            self.assertEqual(answer.status, 201, answer.body)
        signatures = paper.version()["signatures"]
        self.assertEqual([(s["how"], s["page"], s["atUs"]) for s in signatures], [("paper", 1, signed_us)])
        shown = self.paper(paper.stay, seq, paper.who)
        self.assertEqual(shown["missing"], list(range(2, len(pages) + 1)))
        self.assertNotIn("transcript", [p["form"] for p in desk.duty.get(f"/stays/{paper.stay.id}/papers")["items"]])
        scan = shown["scans"][-1]["seq"]
        self.assertEqual(desk.duty.send("GET", f"/stays/{paper.stay.id}/scans?seq={scan}").status, 403)
        self.assertEqual(desk.as_("fazhi").send("GET", f"/stays/{paper.stay.id}/scans?seq={scan}").status, 200)

    def test_what_is_no_page_of_this_person_is_said(self):
        stay, other = desk.arrive().admit(), desk.arrive().admit()
        _, (page, *_) = self.pages(stay, {"form": "rights"}, desk.duty)
        good = self.bytes_of(page)
        blank = self.bytes_of(Image.new("L", (600, 800), 255))
        both = Image.new("L", (page.width * 2, page.height), 255)
        _, (second, *_) = self.pages(stay, {"form": "care_log"}, desk.duty)
        both.paste(page, (0, 0))
        both.paste(second, (page.width, 0))
        cases = [(b"%PDF-1.7", "scan.not_an_image"), (good[:200], "scan.not_an_image"), (b"\xff\xd8\xff\xe0 no",
                 "scan.not_an_image"), (blank, "scan.no_code"), (self.bytes_of(both), "scan.several_codes")]
        huge = bytearray(self.bytes_of(Image.new("L", (8, 8))))
        huge[16:24] = (60000).to_bytes(4, "big") * 2
        cases.append((bytes(huge), "scan.too_large"))
        for picture, expected in cases:
            answer = self.give_back(stay, picture)
            self.assertEqual((answer.status, answer.code, answer.json()["field"]), (400, expected, "scan"), answer.body)
        wrong = self.give_back(other, good)
        self.assertEqual((wrong.status, wrong.code), (422, "scan.other_stay"))
        self.assertNotIn(stay.number, wrong.body.decode())
        self.assertEqual(self.give_back(stay, b"").json()["field"], "scan")
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/scans?seq=1").code, "scan.not_found")
        self.assertEqual(self.give_back(stay, good, signedAtUs=now_us() + 10 * MINUTE).json()["field"], "happenedAtUs")

    def test_the_picture_lies_sealed_and_with_its_own_key(self):
        stay = desk.arrive().admit()
        _, (page, *_) = self.pages(stay, {"form": "rights"}, desk.duty)
        before = int(desk.sql(centre, f"SELECT COUNT(*) FROM documents WHERE key_id = UNHEX('{stay.id.replace('-', '')}')"))
        answer = self.give_back(stay, self.bytes_of(page))
        self.assertEqual(answer.status, 201, answer.body)
        after = int(desk.sql(centre, f"SELECT COUNT(*) FROM documents WHERE key_id = UNHEX('{stay.id.replace('-', '')}')"))
        self.assertEqual(before, after, "reading a stay does not open its scans")
        desk.sql(centre, "DELETE FROM documents WHERE kind = 'scan'")
        gone = desk.duty.send("GET", f"/stays/{stay.id}/scans?seq={answer.json()['seq']}")
        self.assertEqual((gone.status, gone.code), (500, "vault.damaged"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
