#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Papers beside the record: statutory papers, the stay file, forms for outages, sealed stays, changing the user."""
import base64
import hashlib
import io
import json
import subprocess
import sys
import time
import unittest
import uuid
import zipfile
from pathlib import Path

from PIL import Image

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import PASSWORD, Desk, now_us  # noqa: E402
from demo_desk import Stay  # noqa: E402
from harness import Centre, wait_until  # noqa: E402
from node import NodeVoice  # noqa: E402

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
PIN = "480213"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01", "WT-03")


def text_of(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def picture(size=(60, 80), kind="PNG"):
    out = io.BytesIO()
    Image.new("L", size, 200).save(out, kind)
    return out.getvalue()


def actions(**about):
    return [entry["action"] for entry in desk.as_("fazhi").get("/audit", **about)["items"]]


class StatutoryPapers(unittest.TestCase):
    def file(self, stay, who=None, **body):
        return (who or desk.duty).send("POST", f"/stays/{stay.id}/statutory-papers",
                                       {"kind": "detention", "number": "公拘字〔2026〕77号", **body})

    def test_a_paper_is_filed_by_number_and_scan_and_opened_as_it_came(self):
        stay = desk.arrive().admit()
        for scan, kind in ((PDF, "application/pdf"), (picture(), "image/png"), (picture(kind="JPEG"), "image/jpeg")):
            answer = self.file(stay, scan=text_of(scan), issuedBy="演示公安局", issuedAtUs=now_us() - HOUR)
            self.assertEqual(answer.status, 201, answer.body)
            seq = answer.json()["seq"]
            kept = desk.duty.send("GET", f"/stays/{stay.id}/statutory-papers?seq={seq}")
            self.assertEqual((kept.status, kept.headers["Content-Type"], kept.body), (200, kind, scan))
            self.assertIn("sandbox", kept.headers["Content-Security-Policy"])
        listed = desk.duty.get(f"/stays/{stay.id}/papers")["statutory"]
        self.assertEqual([(p["kind"], p["number"], p["issuedBy"], p["label"]) for p in listed],
                         [("detention", "公拘字〔2026〕77号", "演示公安局", "拘留证")] * 3)
        self.assertIn("scan_read", actions(object=stay.id))
        self.assertTrue(stay.timeline()["chainIntact"])

    def test_a_number_alone_is_enough_and_can_be_corrected(self):
        stay = desk.arrive().admit()
        seq = self.file(stay).json()["seq"]
        listed = desk.duty.get(f"/stays/{stay.id}/papers")["statutory"][0]
        self.assertNotIn("mediaType", listed)
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/statutory-papers?seq={seq}").code, "scan.not_found")
        stay.act("corrections", {"ofSeq": seq, "values": {"number": "公拘字〔2026〕78号"}, "why": "抄错"})
        self.assertEqual(desk.duty.get(f"/stays/{stay.id}/papers")["statutory"][0]["number"], "公拘字〔2026〕78号")

    def test_what_cannot_be_filed_names_its_field(self):
        stay = desk.arrive().admit()
        for body, field, code in (({"scan": text_of(b"MZ\x90 no")}, "scan", "scan.not_a_document"),
                                  ({"scan": "§"}, "scan", "scan.not_a_document"),
                                  ({"kind": "warrant"}, "kind", "field.unknown_word"),
                                  ({"number": ""}, "number", None),
                                  ({"issuedAtUs": now_us() + 10 * HOUR}, None, "time.in_future"),
                                  ({"color": "red"}, "color", "field.unknown")):
            answer = self.file(stay, **body)
            self.assertEqual(answer.status, 400, answer.body)
            if field:
                self.assertEqual(answer.json()["field"], field)
            if code:
                self.assertEqual(answer.code, code)
        self.assertEqual(self.file(stay, who=desk.as_("banan3")).status, 404, "of another unit")

    def test_it_is_taken_for_witnesses_and_after_the_departure(self):
        witness = desk.arrive(role="witness", basis={"kind": "voluntary", "oral": True})
        self.assertEqual(self.file(witness, kind="other").status, 201)
        stay = desk.arrive().admit()
        stay.decide(), stay.exit_check(), stay.depart()
        self.assertEqual(self.file(stay, kind="release_notice").status, 201)


class Pen(unittest.TestCase):
    """Signing a print by pen: only where a signature is enough, only in a room that records with sound."""
    NAME = [[[200, 100, 0], [420, 100, 90], [420, 260, 180]], [[250, 180, 300], [400, 180, 380]]]

    @classmethod
    def setUpClass(cls):
        cls.recorder = NodeVoice(centre, "recorder-1")
        cls.camera = next(c for c in desk.as_("guanli").get("/cameras")["items"]
                          if c["room"]["id"] == desk.room("IT-01"))["id"]

    @classmethod
    def tearDownClass(cls):
        cls.recorder.stop()

    def setUp(self):
        self.recorder.run(self.camera)

    def print(self, stay, form="belongings"):
        seq = stay.act("prints", {"form": form})["seq"]
        pdf = desk.duty.send("GET", f"/stays/{stay.id}/prints?seq={seq}").body
        return seq, hashlib.sha256(pdf).hexdigest(), pdf

    def sign(self, stay, seq, digest, who=None, **more):
        body = {"printSeq": seq, "how": "pen", "printSha256": digest, "strokes": self.NAME, "officerPresent": True,
                "roomId": desk.room("IT-01"), **more}
        return (who or desk.duty).send("POST", f"/stays/{stay.id}/pen-signatures",
                                       {k: v for k, v in body.items() if v is not None})

    def paper(self, stay, seq):
        return next(p for p in desk.duty.get(f"/stays/{stay.id}/papers")["items"] if p["printSeq"] == seq)

    def test_a_signed_list_counts_wherever_a_scan_does(self):
        stay = desk.arrive()
        stay.register(), stay.safety_check(), stay.belongings(signedByPerson=False)
        stay.wait_finding("BELG-04")
        seq, digest, pdf = self.print(stay)
        self.assertTrue(self.paper(stay, seq)["pen"]["allowed"])
        answer = self.sign(stay, seq, digest)
        self.assertEqual(answer.status, 201, answer.body)
        paper = self.paper(stay, seq)
        (signing,) = paper["pen"]["signings"]
        self.assertEqual((signing["how"], signing["printSha256"], signing["roomName"], paper["missing"]),
                         ("pen", digest, desk.rooms["IT-01"]["name"], []))
        stay.wait_finding("BELG-04", status="cured")
        shown = desk.duty.send("GET", f"/stays/{stay.id}/pen-signatures?seq={signing['seq']}")
        self.assertEqual((shown.status, shown.headers["Content-Type"]), (200, "image/png"))
        picture = Image.open(io.BytesIO(shown.body)).convert("L")
        self.assertEqual(picture.size, (1000, 400))
        self.assertLess(picture.getpixel((300, 100)), 40, "ink where the pen was")
        self.assertGreater(picture.getpixel((700, 300)), 220, "and nowhere else")
        self.assertIn("scan_read", actions(object=stay.id))
        package = zipfile.ZipFile(io.BytesIO(desk.duty.send("GET", f"/stays/{stay.id}/file?language=zh").body))
        kept = {name.rsplit(".", 1)[1]: package.read(name) for name in package.namelist() if "手写屏签名" in name}
        self.assertEqual(kept, {"pdf": pdf, "png": shown.body})
        record = json.loads(package.read("record.json"))
        strokes = [d["content"]["strokes"] for d in record["documents"].values() if "strokes" in (d.get("content") or {})] \
            if isinstance(record["documents"], dict) else \
            [json.loads(d["content"])["strokes"] for d in record["documents"] if "strokes" in str(d.get("content"))]
        self.assertEqual(strokes, [self.NAME])
        self.assertTrue(stay.timeline()["chainIntact"])
        # Nothing of the strokes lies open in the chain.
        self.assertEqual(Desk.sql(centre, "SELECT COUNT(*) FROM timeline WHERE body LIKE '%strokes%'"), "0")

    def test_a_later_print_is_another_print_and_changes_nothing_of_the_first(self):
        stay = desk.arrive().admit()
        seq, digest, _ = self.print(stay)
        self.assertEqual(self.sign(stay, seq, digest).status, 201)
        stay.act("corrections", {"ofSeq": stay.receipts[3]["seq"], "values": {"locker": "13"}, "why": "抄错"})
        later, other, _ = self.print(stay)
        self.assertNotEqual(digest, other)
        self.assertEqual(self.paper(stay, later)["pen"]["signings"], [])
        self.assertEqual(self.paper(stay, seq)["pen"]["signings"][0]["printSha256"], digest)
        again = self.sign(stay, later, digest)
        self.assertEqual((again.status, again.code, again.json()["field"]), (409, "pen.other_print", "printSha256"))
        twice = self.sign(stay, seq, digest)
        self.assertEqual((twice.status, twice.code), (422, "pen.signed_already"))
        self.assertEqual(self.sign(stay, later, other).status, 201)

    def test_every_other_form_is_refused_with_field_rule_and_remedy(self):
        stay = desk.arrive().admit()
        rules = {"use_register": "ENTR-09", "safety_check": "ENTR-09", "rights": "INTR-06", "care_log": "REC-21",
                 "temporary_exit": "REC-21", "own_record": "REC-21"}
        forms = desk.contract.document["components"]["schemas"]["PrintInput"]["properties"]["form"]["enum"]
        self.assertEqual(set(forms) - set(rules), {"belongings", "transcript"})
        for form, rule in rules.items():
            with self.subTest(form=form):
                seq, digest, _ = self.print(stay, form)
                self.assertFalse(self.paper(stay, seq)["pen"]["allowed"])
                answer = self.sign(stay, seq, digest)
                told = answer.json()
                self.assertEqual((answer.status, told["rule"], told["field"]), (422, rule, "printSeq"), told)
                self.assertIn("扫描交回", told["detail"])
                self.assertIn("return the scan", told["detailEn"])
                self.assertNotIn("rule.", told["source"])

    def test_without_a_recording_it_is_refused_by_rec_21_with_the_way_out(self):
        stay = desk.arrive().admit()
        seq, digest, _ = self.print(stay)
        for room, code in (("CM-01", "pen.not_recording"), ("IT-02", "pen.recording_unknown")):
            answer = self.sign(stay, seq, digest, roomId=desk.room(room))
            told = answer.json()
            self.assertEqual((answer.status, told["code"], told["rule"], told["field"]), (422, code, "REC-21", "roomId"))
            self.assertIn("在纸上签名", told["detail"])
            self.assertIn(desk.rooms[room]["name"], told["detail"])
        self.silence()
        picture_only = json.loads(json.dumps(self.recorder.status()).replace('"hasAudio": true', '"hasAudio": false'))
        self.recorder.request("POST", "/node/v1/reports", picture_only)
        self.assertEqual(self.sign(stay, seq, digest).code, "pen.not_recording", "pictures alone are not enough")
        self.recorder.run(self.camera)
        self.assertEqual(self.sign(stay, seq, digest).status, 201)

    def silence(self):
        """The recorder says nothing any more, until it runs again."""
        self.recorder.stop()
        self.recorder.stopping.clear()
        self.recorder.thread = None

    def test_what_is_no_signature_is_refused_with_its_field(self):
        stay = desk.arrive().admit()
        seq, digest, _ = self.print(stay)
        for more, field, code in (({"strokes": []}, "strokes", "pen.empty"),
                                  ({"strokes": [[[5, 5, 0]]]}, "strokes", "pen.only_dots"),
                                  ({"strokes": [[[5, 5, 9], [400, 5, 1]]]}, "strokes", "pen.time_backwards"),
                                  ({"strokes": [[[5, 5, 0], [1400, 5, 1]]]}, "strokes", "pen.outside"),
                                  ({"strokes": [[[5, 5]]]}, "strokes/0", "pen.not_a_stroke"),
                                  ({"strokes": [[[5, 5, 1e300]]]}, "strokes/0", "pen.not_a_stroke"),
                                  ({"strokes": [7]}, "strokes/0", "pen.not_a_stroke"),
                                  ({"officerPresent": False}, "officerPresent", "pen.nobody_present"),
                                  ({"officerPresent": None}, "officerPresent", "field.required"),
                                  ({"printSha256": "00"}, "printSha256", None),
                                  ({"roomId": None}, "roomId", "field.required"),
                                  ({"roomId": str(uuid.uuid4())}, "roomId", "room.unknown"),
                                  ({"how": "finger"}, "how", None), ({"reason": "x"}, "reason", "field.unknown")):
            with self.subTest(more=str(more)[:60]):
                answer = self.sign(stay, seq, digest, **more)
                self.assertEqual((answer.status, answer.json()["field"]), (400, field), answer.body)
                if code:
                    self.assertEqual(answer.code, code)
        self.assertEqual(self.sign(stay, 99999, digest).code, "print.not_found")
        self.assertEqual(self.sign(stay, seq, digest, who=desk.as_("banan3")).status, 404, "of another unit")
        auxiliary = self.sign(stay, seq, digest, who=desk.as_("fujing1"))
        self.assertEqual((auxiliary.status, auxiliary.code), (403, "pen.not_officer"))
        self.assertEqual(self.paper(stay, seq)["pen"]["signings"], [])
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/pen-signatures?seq={seq}").code, "pen.not_found")

    def test_a_refusal_before_a_witness_is_a_report(self):
        stay = desk.arrive().admit()
        self.silence()
        seq, _, _ = self.print(stay, "rights")
        printed = self.paper(stay, seq)["atUs"]
        path = f"/stays/{stay.id}/pen-signatures"
        body = {"printSeq": seq, "how": "refused", "reason": "不识字也不愿捺印", "witness": "见证人甲"}
        for change, field in (({"witness": None}, "witness"), ({"reason": None}, "reason"),
                              ({"happenedAtUs": printed - MINUTE}, "happenedAtUs"),
                              ({"happenedAtUs": now_us() + HOUR}, "happenedAtUs")):
            answer = desk.duty.send("POST", path, {k: v for k, v in {**body, **change}.items() if v is not None})
            self.assertEqual((answer.status, answer.json()["field"]), (400, field), answer.body)
        answer = desk.duty.send("POST", path, body)
        self.assertEqual(answer.status, 201, answer.body)
        paper = self.paper(stay, seq)
        (signing,) = paper["pen"]["signings"]
        self.assertEqual((signing["how"], signing["reason"], signing["witness"], paper["missing"]),
                         ("refused", "不识字也不愿捺印", "见证人甲", []))
        self.assertEqual(desk.duty.send("GET", f"{path}?seq={signing['seq']}").code, "pen.not_found")


class StayFile(unittest.TestCase):
    def read(self, stay, who=None, language="zh"):
        answer = (who or desk.duty).send("GET", f"/stays/{stay.id}/file?language={language}")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "application/zip"), answer.body[:300])
        return zipfile.ZipFile(io.BytesIO(answer.body))

    def test_everything_of_one_person_is_one_package_that_checks(self):
        stay = desk.arrive().admit()
        scan = picture()
        stay.act("statutory-papers", {"kind": "summons", "number": "传/字*1", "scan": text_of(scan)})
        stay.act("statutory-papers", {"kind": "bail", "number": "取保1"})
        photo = picture((90, 60), "JPEG")
        stay.act("belonging-photos", {"photo": text_of(photo), "item": 1})
        package = self.read(stay)
        self.assertEqual(package.read(next(n for n in package.namelist() if n.startswith("5-随身财物照片/"))), photo)
        self.assertIsNone(package.testzip())
        names = package.namelist()
        self.assertEqual(names[0], "一人一档目录.pdf")
        self.assertEqual(len([n for n in names if n.startswith("1-登记表/")]), 7)
        kept = next(n for n in names if n.startswith("4-法律文书/"))
        self.assertEqual(package.read(kept), scan)
        self.assertEqual(kept.count("/"), 1, "a number does not make folders")
        for line in package.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ", 1)
            self.assertEqual(hashlib.sha256(package.read(name)).hexdigest(), digest)
        manifest = json.loads(package.read("manifest.json"))["manifest"]
        self.assertEqual(manifest["number"], stay.number)
        self.assertEqual({p["name"] for p in manifest["parts"]} | {"SHA256SUMS", "manifest.json"}, set(names))
        self.assertTrue(any("取保1" in each for each in manifest["leftOut"]), "what has no scan is said")
        self.assertIn("stay_file_made", actions(object=stay.id))

    def test_its_record_verifies_offline_and_its_index_names_the_parts(self):
        stay = desk.arrive().admit()
        package = self.read(stay, language="en")
        file = Path(centre.folder) / "record.json"
        file.write_bytes(package.read("record.json"))
        shown = subprocess.run([centre.layout.bin / "mingjingctl", "stay", "verify", file, "--key",
                                centre.control("key").strip()], capture_output=True, text=True)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        index = Path(centre.folder) / "index.pdf"
        index.write_bytes(package.read("Stay file_ index.pdf"))
        words = subprocess.run(["pdftotext", "-layout", index, "-"], capture_output=True, text=True).stdout
        self.assertIn("record.json", words)
        self.assertNotIn("form.", words)

    def test_who_may_not_read_it_does_not_get_it(self):
        stay = desk.arrive().admit()
        self.assertEqual(desk.as_("banan3").send("GET", f"/stays/{stay.id}/file").status, 404)
        self.assertEqual(desk.as_("fuze").send("GET", f"/stays/{stay.id}/file").status, 403)
        self.assertEqual(desk.duty.send("GET", f"/stays/{uuid.uuid4()}/file").status, 404)
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/file?language=fr").json()["field"], "language")

    def test_a_file_over_its_limit_says_which_part_did_not_fit(self):
        stay = desk.arrive().admit()
        config = centre.layout.config / "center.json"
        whole = config.read_text()
        config.write_text(json.dumps({**json.loads(whole), "stayFileMostMb": 3}))
        self.addCleanup(self.restart, config, whole)
        self.restart(config)
        fits = stay.act("statutory-papers", {"kind": "summons", "number": "小件", "scan": text_of(PDF + bytes(2**20))})
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/file").status, 200, fits)
        stay.act("statutory-papers", {"kind": "bail", "number": "大件", "scan": text_of(PDF + bytes(3 * 2**20))})
        answer = desk.duty.send("GET", f"/stays/{stay.id}/file")
        told = answer.json()
        self.assertEqual((answer.status, told["code"]), (429, "stay_file.too_large"), told)
        for words in (told["detail"], told["detailEn"]):
            self.assertIn("3 MB", words)
            self.assertIn("大件", words)
        self.assertEqual(actions(object=stay.id).count("stay_file_made"), 1, "what was not made is not told as made")

    def restart(self, config, text=None):
        if text:
            config.write_text(text)
        centre.center.kill()
        centre.center.start()

    def test_an_erased_scan_is_named_as_left_out(self):
        stay = desk.arrive().admit()
        kept = stay.act("statutory-papers", {"kind": "summons", "number": "在件", "scan": text_of(picture())})
        stay.act("statutory-papers", {"kind": "bail", "number": "已删件", "scan": text_of(picture((70, 70)))})
        self.assertTrue(kept)
        erased = Desk.sql(centre, "SELECT HEX(id) FROM documents WHERE kind = 'scan' ORDER BY created_us DESC LIMIT 1")
        Desk.sql(centre, f"UPDATE documents SET ciphertext = NULL WHERE id = UNHEX('{erased}')")
        for language, word in (("zh", "已依法删除"), ("en", "erased")):
            package = self.read(stay, language=language)
            manifest = json.loads(package.read("manifest.json"))["manifest"]
            said = [each for each in manifest["leftOut"] if "已删件" in each]
            self.assertEqual(len(said), 1, manifest["leftOut"])
            self.assertIn(word, said[0])
            index = next(package.read(n) for n in package.namelist() if n.endswith(".pdf") and "/" not in n)
            words = subprocess.run(["pdftotext", "-", "-"], input=index, capture_output=True).stdout.decode()
            self.assertIn("已删件", words.replace("\n", ""))
            self.assertFalse([n for n in package.namelist() if "已删件" in n])
            self.assertTrue([n for n in package.namelist() if "在件" in n])


class Outages(unittest.TestCase):
    def numbered(self, count=3):
        return desk.duty.post("/blank-forms", {"count": count})

    def listed(self, **query):
        return desk.duty.get("/blank-forms", **query)

    def account(self, form, key=None, **body):
        return desk.duty.send("POST", f"/blank-forms/{form['id']}/account", body, key)

    def of(self, batch):
        return [f for f in self.listed()["items"] if f["batchId"] == batch["batchId"]]

    def pages(self, batch):
        answer = desk.duty.send("GET", f"/blank-forms/{batch['batchId']}/print")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "application/pdf"))
        file = Path(centre.folder) / "blank.pdf"
        file.write_bytes(answer.body)
        return file

    def test_forms_are_numbered_printed_and_a_second_print_is_marked(self):
        batch = self.numbered()
        self.assertEqual(len(set(batch["numbers"])), 3)
        for number in batch["numbers"]:
            self.assertRegex(number, r"^K\d{8}-\d{3}$")
        first = subprocess.run(["pdftotext", "-layout", self.pages(batch), "-"], capture_output=True, text=True).stdout
        for number in batch["numbers"]:
            self.assertIn(number, first)
        self.assertNotIn("重印", first)
        self.assertNotIn("form.", first)
        again = subprocess.run(["pdftotext", "-layout", self.pages(batch), "-"], capture_output=True, text=True).stdout
        self.assertIn("重印", again)
        codes = subprocess.run(["zbarimg", "-q", "--raw", *self.images(batch)], capture_output=True, text=True).stdout
        for number in batch["numbers"]:
            self.assertIn(f"MJB1 {number} 1/", codes)

    def images(self, batch):
        file = self.pages(batch)
        for old in file.parent.glob("blank-*.png"):
            old.unlink()
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(file), str(file)[:-4]], check=True)
        return sorted(file.parent.glob("blank-*.png"))

    def test_each_form_is_accounted_for_once(self):
        before = self.listed()["counts"]
        batch = self.numbered()
        first, second, third = sorted(self.of(batch), key=lambda f: f["number"])
        stay = desk.arrive().admit()
        page = self.images(batch)[0].read_bytes()
        used = self.account(first, outcome="used", stayId=stay.id, scan=text_of(page))
        self.assertEqual(used.status, 201, used.body)
        self.assertEqual(self.account(second, outcome="spoiled", reason="墨水弄脏").status, 201)
        self.assertEqual(self.account(third, outcome="missing", reason="交班时没有找到").status, 201)
        again = self.account(first, outcome="missing", reason="再登记")
        self.assertEqual((again.status, again.code), (422, "blank_form.settled"))
        shown = {f["number"]: f for f in self.of(batch)}
        self.assertEqual((shown[first["number"]]["state"], shown[first["number"]]["stayNumber"]), ("used", stay.number))
        self.assertEqual(shown[second["number"]]["reason"], "墨水弄脏")
        after = self.listed()["counts"]
        self.assertEqual({k: after[k] - before[k] for k in after},
                         {"blank": 0, "used": 1, "spoiled": 1, "missing": 1})
        filed = desk.duty.get(f"/stays/{stay.id}/papers")["statutory"]
        self.assertEqual([(p["kind"], p["number"]) for p in filed], [("outage_form", first["number"])])
        kept = desk.duty.send("GET", f"/stays/{stay.id}/statutory-papers?seq={filed[0]['seq']}")
        self.assertEqual(kept.body, page)
        self.assertEqual({f["state"] for f in self.listed(state="missing")["items"]}, {"missing"})

    def test_a_second_click_accounts_once(self):
        form = self.of(self.numbered(1))[0]
        key = str(uuid.uuid4())
        answers = [self.account(form, key, outcome="spoiled", reason="撕破") for _ in range(2)]
        self.assertEqual(answers[0].body, answers[1].body)

    def test_the_scan_of_another_form_is_refused_by_its_number(self):
        batch = self.numbered(2)
        first, second = sorted(self.of(batch), key=lambda f: f["number"])
        stay = desk.arrive().admit()
        wrong = text_of(self.images(batch)[0].read_bytes())
        answer = self.account(second, outcome="used", stayId=stay.id, scan=wrong)
        self.assertEqual((answer.status, answer.code, answer.json()["field"]), (400, "blank_form.other_number", "scan"))
        self.assertIn(first["number"], answer.json()["detail"])
        for body, field in (({"outcome": "used"}, "stayId"), ({"outcome": "used", "stayId": stay.id}, "scan"),
                            ({"outcome": "spoiled"}, "reason"), ({"outcome": "eaten"}, "outcome")):
            refused = self.account(second, **body)
            self.assertEqual((refused.status, refused.json()["field"]), (400, field), refused.body)
        nowhere = self.account(second, outcome="used", stayId=str(uuid.uuid4()), scan=text_of(PDF))
        self.assertEqual(nowhere.status, 404)
        self.assertEqual({f["state"] for f in self.of(batch)}, {"blank"}, "nothing is half done")
        self.assertEqual(desk.duty.send("POST", f"/blank-forms/{uuid.uuid4()}/account",
                                        {"outcome": "missing", "reason": "x"}).code, "blank_form.not_found")
        self.assertEqual(desk.duty.send("GET", f"/blank-forms/{uuid.uuid4()}/print").code, "blank_form.not_found")
        for count in (0, 51):
            self.assertEqual(desk.duty.send("POST", "/blank-forms", {"count": count}).json()["field"], "count")

    def test_a_late_entry_stands_out_where_the_centre_was_up(self):
        known = desk.duty.get("/outages")["knownSinceUs"]
        stay = desk.arrive(arrivedAtUs=now_us() - 2 * HOUR)
        seqs = {}
        # As if the centre had been away from 50 to 30 minutes ago, after an hour of service.
        desk.sql(centre, f"INSERT INTO uptime VALUES ({now_us() - 90 * MINUTE}, {now_us() - 50 * MINUTE}, 'first')")
        desk.sql(centre, f"INSERT INTO uptime VALUES ({now_us() - 30 * MINUTE}, {known}, 'stopped')")
        for name, ago in (("before", 100), ("up", 60), ("away", 40), ("now", 0)):
            seqs[name] = stay.act("care", {"kind": "water", "mode": "report",
                                           "happenedAtUs": now_us() - ago * MINUTE})["seq"]
        said = {e["seq"]: e for e in stay.timeline()["events"]}
        self.assertEqual([said[seqs[n]]["late"] for n in ("before", "up", "away", "now")], [True, True, True, False])
        self.assertEqual([said[seqs[n]].get("systemUp") for n in ("before", "up", "away", "now")],
                         [None, True, False, None])
        shown = desk.duty.get("/outages", fromUs=now_us() - 2 * HOUR)["items"]
        self.assertEqual(len([o for o in shown if o["cause"] == "stopped" and o["toUs"] - o["fromUs"] > 15 * MINUTE]), 1)

    def test_the_centre_keeps_on_record_that_it_was_away(self):
        """Power cut and a database that is away: the spans say so, and their beginnings are a chain."""
        spans = lambda: desk.sql(centre, "SELECT COUNT(*) FROM uptime")  # noqa: E731
        events = lambda: desk.sql(  # noqa: E731
            centre, "SELECT COUNT(*) FROM timeline WHERE stream_kind = 'uptime'")
        before = (int(spans()), int(events()))
        centre.center.kill()
        time.sleep(1)
        centre.center.start()
        wait_until("a new span", lambda: int(spans()) == before[0] + 1)
        self.assertEqual(int(events()), before[1] + 1)
        alive = int(desk.sql(centre, "SELECT MAX(alive_us) FROM uptime"))
        wait_until("a beat", lambda: int(desk.sql(centre, "SELECT MAX(alive_us) FROM uptime")) > alive)


class SealedStays(unittest.TestCase):
    def closed(self, kind="administrative", ago=30):
        case = desk.open_case(kind=kind)
        basis = "administrative_summons" if kind == "administrative" else "criminal_summons"
        stay = desk.arrive(case=case, basis={"kind": basis, "oral": True}, arrivedAtUs=now_us() - (ago + 5) * HOUR)
        for path, body in (("decisions", {"decision": "warning_or_fine"}),
                           ("departures", {"kind": "released", "destination": "home"})):
            stay.act(path, {**body, "mode": "report", "happenedAtUs": now_us() - ago * HOUR})
        return stay

    def test_a_closed_administrative_stay_is_read_only_with_basis_and_purpose(self):
        stay = self.closed()
        for path in ("", "/timeline", "/papers", "/file", "/scans?seq=1", "/prints?seq=1", "/statutory-papers?seq=1"):
            refused = desk.as_("zhiban1").send("GET", f"/stays/{stay.id}{path}")
            self.assertEqual((refused.status, refused.code), (403, "stay.sealed"), path)
        tile = next(t for t in desk.duty.get("/stays", state="closed", q=stay.number)["items"])
        self.assertEqual((tile["sealed"], tile["displayName"], tile["caseName"]), (True, "", ""))
        opened = desk.duty.send("POST", f"/stays/{stay.id}/openings",
                                {"basis": "case_handling", "purpose": "复议机关调取材料"})
        self.assertEqual(opened.status, 201, opened.body)
        self.assertGreater(opened.json()["untilUs"], now_us() + 50 * MINUTE)
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}").status, 200)
        self.assertEqual(desk.as_("fazhi").send("GET", f"/stays/{stay.id}").code, "stay.sealed", "for nobody else")
        entry = desk.as_("fazhi").get("/audit", object=stay.id, action="seal_opened")["items"][0]
        self.assertEqual((entry["reason"], entry["note"]), ("case_handling", "复议机关调取材料"))
        self.assertNotIn("note", desk.as_("guanli").get("/audit", object=stay.id, action="seal_opened")["items"][0])
        raw = desk.sql(centre, "SELECT HEX(details) FROM audit WHERE action = 'seal_opened'")
        self.assertNotIn("复议".encode().hex().upper(), raw)

    def test_lists_of_bookings_and_approvals_do_not_name_who_is_sealed(self):
        case = desk.open_case(kind="administrative")
        booked = desk.duty.post("/bookings", {
            "caseId": case, "unitId": desk.units["CN"]["id"], "role": "offender", "expectedAtUs": now_us() + HOUR,
            "basis": {"kind": "administrative_summons", "oral": True}, "identity": {"name": "预约某", "idType": "none"},
            "facts": {"sex": "M", "birthDate": "1990-05-05", "identityUnknown": False, "flags": []}})
        receipt = desk.duty.post(f"/bookings/{booked['id']}/arrival", {
            "arrivedAtUs": now_us() - 60 * HOUR, "broughtBy": [desk.person("banan1")]})
        stay = Stay(desk, receipt)
        stay.act("approvals", {"about": "release", "neededRole": "unit_head", "neededByUs": now_us() + HOUR,
                               "reason": "当场处罚"})
        shown = lambda: (  # noqa: E731
            [b["name"] for b in desk.duty.get("/bookings", state="arrived")["items"]],
            [a["number"] for a in desk.duty.get("/approvals")["items"]])
        self.assertIn("预约某", shown()[0])
        self.assertIn(stay.number, shown()[1])
        for path, body in (("decisions", {"decision": "warning_or_fine"}),
                           ("departures", {"kind": "released", "destination": "home"})):
            stay.act(path, {**body, "mode": "report", "happenedAtUs": now_us() - 30 * HOUR})
        self.assertNotIn("预约某", shown()[0])
        self.assertNotIn(stay.number, shown()[1])

    def test_an_opening_ends(self):
        stay = self.closed()
        desk.duty.post(f"/stays/{stay.id}/openings", {"basis": "supervision", "purpose": "执法检查抽查"})
        desk.sql(centre, f"UPDATE openings SET until_us = {now_us() - 1} WHERE stay_id = UNHEX('{stay.id.replace('-', '')}')")
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}").code, "stay.sealed")

    def test_a_report_on_a_sealed_stay_is_still_taken(self):
        stay = self.closed()
        answer = stay.attempt("care", {"kind": "meal", "mode": "report", "happenedAtUs": now_us() - 32 * HOUR})
        self.assertEqual(answer.status, 201, answer.body)

    def test_what_is_not_sealed_needs_no_opening(self):
        for stay in (self.closed("criminal"), self.closed(ago=2)):
            self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}").status, 200)
            refused = desk.duty.send("POST", f"/stays/{stay.id}/openings",
                                     {"basis": "complaint", "purpose": "信访核查需要"})
            self.assertEqual((refused.status, refused.code), (422, "seal.not_sealed"))
        stay = self.closed()
        for body, field in (({"basis": "curiosity", "purpose": "想看看而已"}, "basis"),
                            ({"basis": "complaint", "purpose": "看"}, "purpose"), ({"basis": "complaint"}, "purpose")):
            self.assertEqual(desk.duty.send("POST", f"/stays/{stay.id}/openings", body).json()["field"], field)
        self.assertEqual(desk.as_("banan3").send("POST", f"/stays/{stay.id}/openings",
                                                 {"basis": "complaint", "purpose": "信访核查需要"}).status, 404)


class WhyOneMaySee(unittest.TestCase):
    def why(self, who, **about):
        return {a["material"]: a for a in desk.as_(who).get("/access/why", **about)["items"]}

    def test_the_answer_names_the_role_and_how_far_it_reaches(self):
        stay = desk.arrive().admit()
        mine = self.why("banan1", stayId=stay.id)
        self.assertTrue(mine["stay"]["allowed"])
        self.assertIn("办案民警", mine["stay"]["because"])
        self.assertFalse(mine["audit"]["allowed"])
        self.assertTrue(mine["live"]["becauseEn"])
        stranger = self.why("fazhi", stayId=stay.id, staffId=desk.person("banan3"))
        self.assertFalse(stranger["stay"]["allowed"], "of another unit")
        self.assertNotIn("access.", str(mine) + str(stranger))

    def test_a_room_of_body_checks_is_seen_by_nobody(self):
        for login in ("zhiban1", "fazhi", "fuze", "banan1"):
            shown = self.why(login, roomId=desk.room("SM-01"))
            self.assertEqual([shown[m]["allowed"] for m in ("live", "playback")], [False, False], login)

    def test_a_seal_is_the_reason(self):
        stay = SealedStays.closed(self)
        shown = self.why("zhiban1", stayId=stay.id)
        self.assertFalse(shown["stay"]["allowed"])
        self.assertIn("封存", shown["stay"]["because"])

    def test_about_others_asks_only_who_may(self):
        asked = lambda who, **q: desk.as_(who).send(  # noqa: E731
            "GET", "/access/why?" + "&".join(f"{k}={v}" for k, v in q.items()))
        self.assertEqual(asked("banan1", staffId=desk.person("banan2")).code, "ability.missing")
        self.assertEqual(asked("guanli", staffId=desk.person("banan2")).status, 200)
        for query, field in (({"staffId": uuid.uuid4()}, "staffId"), ({"roomId": uuid.uuid4()}, "roomId")):
            answer = asked("guanli", **query)
            self.assertEqual((answer.status, answer.json()["field"]), (400, field), answer.body)
        stay = desk.arrive()
        self.assertEqual(asked("banan3", stayId=stay.id).status, 404, "not there for another unit")


class ChangingTheUser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for login in ("zhiban1", "zhiban2", "guanli"):
            answer = desk.as_(login).send("POST", "/session/pin", {"password": PASSWORD, "pin": PIN})
            assert answer.status == 204, answer.body
        placed = desk.as_("guanli").send("POST", "/terminals/here", {"roomId": desk.room("RC-01")})
        cls.terminal = placed.headers["Set-Cookie"].split(";")[0]

    def switch(self, login, pin=PIN, cookies=None):
        client = desk.open_browser()
        return client.send("POST", "/session/switch", {"badge": desk.staff[login]["badge"], "pin": pin},
                           headers={"Cookie": "; ".join(cookies or [self.terminal])})

    def test_badge_and_pin_change_the_user_at_a_placed_terminal(self):
        first = self.switch("zhiban1")
        self.assertEqual((first.status, first.json()["login"]), (201, "zhiban1"), first.body)
        session = first.headers["Set-Cookie"].split(";")[0]
        second = self.switch("zhiban2", cookies=[self.terminal, session])
        self.assertEqual((second.status, second.json()["login"]), (201, "zhiban2"))
        gone = desk.open_browser().send("GET", "/session", headers={"Cookie": session})
        self.assertEqual((gone.status, gone.code), (401, "sign_in.ended"), "the first one's sign-in is over")
        self.assertEqual(actions(action="user_switched")[:2], ["user_switched"] * 2)

    def test_nowhere_else_and_with_nothing_less(self):
        self.assertEqual(self.switch("zhiban1", cookies=["a=b"]).code, "switch.not_here")
        wrong = self.switch("zhiban1", pin="135790")
        self.assertEqual((wrong.status, wrong.code, wrong.json()["field"]), (400, "pin.wrong", "pin"))
        self.assertIn("pin_refused", actions(action="pin_refused"))
        self.assertEqual(self.switch("guanli").code, "switch.administrator")
        for body, field in (({"pin": PIN}, "badge"), ({"badge": "D1"}, "pin")):
            answer = desk.open_browser().send("POST", "/session/switch", body, headers={"Cookie": self.terminal})
            self.assertEqual(answer.json()["field"], field)

    def test_the_password_comes_first_and_reaches_a_shift(self):
        hours = 14 * HOUR
        login = "zhiban2"
        try:
            desk.sql(centre, f"UPDATE staff SET last_sign_in_us = {now_us() - hours - MINUTE} WHERE login = '{login}'")
            answer = wait_until("the directory read anew", lambda: (a := self.switch(login)).status != 201 and a)
            self.assertEqual((answer.status, answer.code), (422, "switch.password_first"), answer.body)
            self.assertIn("14", answer.json()["detail"])
            desk.sql(centre, f"UPDATE staff SET last_sign_in_us = {now_us() - hours + 2 * HOUR} WHERE login = '{login}'")
            answer = wait_until("the directory read anew", lambda: (a := self.switch(login)).status == 201 and a)
            self.assertLess(answer.json()["expiresUs"], now_us() + 3 * HOUR)
        finally:
            desk.sql(centre, f"UPDATE staff SET last_sign_in_us = {now_us()} WHERE login = '{login}'")


if __name__ == "__main__":
    unittest.main(verbosity=2)
