#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Packages for procuratorate and court: only to a certificate that two persons agreed on, and readable to nobody else."""
import concurrent.futures
import hashlib
import http.client
import json
import subprocess
import sys
import time
import unittest
import uuid
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import PASSWORD, Desk, now_us  # noqa: E402
from harness import Centre, wait_until  # noqa: E402
from key_owner import KeyOwner  # noqa: E402

EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-days", "30")
centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("nginx", "analyst"), rooms=("IT-01",))
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01")
    wait_until("a recording", lambda: next(
        r["recording"] for r in desk.duty.get("/rooms")["items"] if r["code"] == "IT-01") == "running", 60)


def add(owner, kind="court", name="演示法院", who="guanli"):
    return desk.as_(who).send("POST", "/recipients", {"kind": kind, "name": name, "certificate": owner.pem})


def confirm(recipient, fingerprint, who="fazhi"):
    return desk.as_(who).send("POST", f"/recipients/{recipient}/confirmation", {"fingerprint": fingerprint})


def confirmed(owner, kind="court", name="演示法院"):
    recipient = add(owner, kind, name).json()["id"]
    assert confirm(recipient, owner.fingerprint).status == 204
    return recipient


def retire(recipient, who="guanli"):
    return desk.as_(who).send("POST", f"/recipients/{recipient}/retirement", None)


def entry(recipient):
    return next(r for r in desk.as_("fazhi").get("/recipients")["items"] if r["id"] == recipient)


class RecipientCase(unittest.TestCase):
    def owner(self, name, *options):
        return KeyOwner(centre.folder, f"{name}-{time.monotonic_ns()}", *options)

    def refused(self, answer, field, code, status=400):
        self.assertEqual((answer.status, answer.json().get("field"), answer.code), (status, field, code), answer.body)


class Offices(RecipientCase):
    def test_one_adds_another_confirms_and_the_log_knows(self):
        owner = self.owner("court")
        recipient = add(owner).json()["id"]
        found = entry(recipient)
        self.assertEqual((found["state"], found["fingerprint"], found["key"]), ("waiting", owner.fingerprint, "RSA 2048"))
        self.refused(confirm(recipient, "ab" * 32), "fingerprint", "recipient.fingerprint_other")
        self.refused(confirm(recipient, owner.fingerprint[:-1]), "fingerprint", "recipient.fingerprint_form")
        self.refused(confirm(recipient, "z" * 64), "fingerprint", "recipient.fingerprint_form")
        self.assertEqual(entry(recipient)["state"], "waiting")
        # As another program shows it.
        written = owner.fingerprint.upper()
        self.assertEqual(confirm(recipient, ":".join(written[i:i + 2] for i in range(0, 64, 2))).status, 204)
        self.assertEqual(entry(recipient)["state"], "confirmed")
        self.refused(confirm(recipient, owner.fingerprint), None, "recipient.confirmed", 422)
        self.assertEqual(retire(recipient, "fazhi").status, 204)
        self.assertEqual(entry(recipient)["state"], "retired")
        self.refused(retire(recipient), None, "recipient.is_retired", 422)
        self.refused(confirm(recipient, owner.fingerprint), None, "recipient.is_retired", 422)
        log = desk.as_("fazhi").get("/audit", object=recipient)["items"]
        self.assertEqual({e["action"] for e in log}, {"recipient_added", "recipient_confirmed", "recipient_retired"})
        self.assertEqual({e["reason"] for e in log}, {owner.fingerprint[:16]})

    def test_who_added_it_does_not_confirm_it_even_with_both_roles(self):
        both = desk.as_("guanli")
        staff = {"login": "jianren", "name": "兼任某", "password": PASSWORD, "badge": "T9001", "sex": "F",
                 "function": "officer", "unitId": desk.units["CN"]["id"], "roles": ["administrator", "legal_head"]}
        self.assertEqual(both.send("POST", "/staff", staff).status, 201)
        owner = self.owner("own")
        recipient = add(owner, who="jianren").json()["id"]
        self.refused(confirm(recipient, owner.fingerprint, "jianren"), None, "recipient.own", 403)
        self.assertEqual(confirm(recipient, owner.fingerprint).status, 204)

    def test_a_bad_certificate_is_refused_at_its_field(self):
        good = self.owner("good")
        weak = self.owner("weak", "-newkey", "rsa:1024", "-days", "30")
        signing = self.owner("signing", "-newkey", "rsa:2048", "-days", "30", "-addext", "keyUsage=digitalSignature")
        expired = self.owner("expired").expire()
        for owner, code in ((weak, "certificate.key_weak"), (signing, "certificate.key_usage"),
                            (expired, "certificate.expired")):
            self.refused(add(owner), "certificate", code)
        send = desk.as_("guanli").send
        for pem, code in (("今天", "certificate.not_pem"), (good.pem + good.key.read_text(), "certificate.private_key")):
            self.refused(send("POST", "/recipients", {"kind": "court", "name": "演示法院", "certificate": pem}),
                         "certificate", code)
        recipient = add(good).json()["id"]
        self.refused(add(good, name="另一法院"), "certificate", "recipient.certificate_known")
        self.assertEqual(retire(recipient).status, 204)
        self.assertEqual(add(good).status, 201)  # as after a wrong name
        for kind in ("own_case_file", "defence"):
            self.assertEqual(add(self.owner("kind"), kind=kind).json()["field"], "kind")

    def test_what_is_sent_again_with_its_key_is_done_once(self):
        owner = self.owner("twice")
        body = {"kind": "court", "name": "演示法院", "certificate": owner.pem}

        def twice(who, path, sent, other, status):
            key, send = str(uuid.uuid4()), desk.as_(who).send
            first, again = (send("POST", path, sent, key) for _ in range(2))
            self.assertEqual((first.status, again.status, again.body), (status, status, first.body), again.body)
            self.refused(send("POST", path, other, key), None, "command.key_reused", 409)
            self.refused(send("POST", path, sent, headers={"Idempotency-Key": None}), "Idempotency-Key", "command.key_needed")
            return first

        recipient = twice("guanli", "/recipients", body, {**body, "name": "另一法院"}, 201).json()["id"]
        same = [r for r in desk.as_("fazhi").get("/recipients")["items"] if r["fingerprint"] == entry(recipient)["fingerprint"]]
        self.assertEqual(len(same), 1)
        # With a key of its own it is another act, and the certificate is known by now.
        self.refused(add(owner), "certificate", "recipient.certificate_known")
        twice("fazhi", f"/recipients/{recipient}/confirmation", {"fingerprint": owner.fingerprint},
              {"fingerprint": "0" * 64}, 204)
        twice("guanli", f"/recipients/{recipient}/retirement", None, {}, 204)
        self.assertEqual(entry(recipient)["state"], "retired")

    def test_many_at_once_with_one_key_are_one(self):
        owner = self.owner("at-once")
        body = {"kind": "court", "name": "演示法院", "certificate": owner.pem}
        key, send = str(uuid.uuid4()), desk.as_("guanli").send
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: send("POST", "/recipients", body, key), range(6)))
        self.assertEqual({(a.status, a.body) for a in answers}, {(201, answers[0].body)})

    def test_what_nobody_knows_is_not_found(self):
        nobody = desk.person("banan1")
        self.refused(confirm(nobody, "ab" * 32), None, "recipient.not_found", 404)
        self.refused(retire(nobody), None, "recipient.not_found", 404)


class Packages(RecipientCase):
    @classmethod
    def setUpClass(cls):
        cls.stay = desk.arrive().admit()
        cls.questioning = cls.stay.question(room="IT-01")
        cls.began = now_us()
        time.sleep(5)
        cls.stay.end_questioning(cls.questioning)
        camera = next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room("IT-01"))
        wait_until("the certificate", lambda: desk.as_("banan1").get(
            f"/questionings/{cls.questioning}")["certificate"]["state"] != "provisional", 60)
        cls.asked = {"cameras": [camera], "fromUs": cls.began, "toUs": cls.began + 4_000_000, "reason": "随案移送法院"}

    def send(self, **terms):
        return desk.as_("banan1").send("POST", f"/stays/{self.stay.id}/exports", {**self.asked, **terms})

    def ask(self, **terms):
        answer = self.send(**terms)
        self.assertEqual(answer.status, 201, answer.body)
        return self.items()[0]

    def items(self):
        return desk.as_("banan1").get(f"/stays/{self.stay.id}/exports")["items"]

    def allow(self, export):
        desk.as_("fuze").post(f"/approvals/{export['id']}/decision", {"granted": True, "reason": "经审查"})

    def wait(self, export, state):
        return wait_until(f"export {state}", lambda: next(
            (e for e in self.items() if e["id"] == export["id"] and e["state"] == state), None), 40)

    def made(self, **terms):
        export = self.ask(**terms)
        self.allow(export)
        return self.wait(export, "made")

    def fetch(self, made):
        answer = desk.as_("banan1").send("POST", f"/exports/{made['id']}/downloads", {})
        self.assertEqual(answer.status, 201, answer.body)
        granted = answer.json()
        connection = http.client.HTTPConnection("127.0.0.1", centre.layout.ports.recorder, timeout=30)
        connection.request("POST", granted["href"], "token=" + granted["token"],
                           {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        file = centre.folder / f"fetched-{made['id']}"
        file.write_bytes(answer.read())
        return answer, file

    def verify(self, package):
        key = desk.as_("banan1").get(f"/stays/{self.stay.id}/exports")["centreKey"]
        return subprocess.run([centre.layout.bin / "evidence-verify", "--key", key, package],
                              capture_output=True).returncode

    def test_a_copy_for_the_defence_goes_through_the_court_and_only_the_court_opens_it(self):
        owner, other = self.owner("court", *EC), self.owner("other")
        recipient = confirmed(owner)
        export = self.ask(recipient="court", recipientId=recipient, defence=True, recipientName="立案庭",
                          questioningId=self.questioning)
        self.assertEqual(export["recipientName"], "演示法院 · 立案庭")
        card = next(a for a in desk.as_("fuze").get("/approvals")["items"] if a["id"] == export["id"])["export"]
        self.assertEqual((card["defence"], card["recipientFingerprint"]), (True, owner.fingerprint))
        self.allow(export)
        made = self.wait(export, "made")
        answer, file = self.fetch(made)
        self.assertIn(f'recording-{made["id"]}.zip.p7m"', answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["Content-Type"], "application/pkcs7-mime")
        self.assertEqual(file.stat().st_size, made["bytes"])
        self.assertEqual(self.sha256(file), made["sha256"])
        self.assertNotIn(b"PK\x03\x04", file.read_bytes())
        kept = [f.name for f in (centre.layout.evidence / "exports").iterdir()]
        self.assertIn(f"{made['id']}.zip.p7m", kept)
        self.assertNotIn(f"{made['id']}.zip", kept)
        package = centre.folder / "opened.zip"
        self.assertNotEqual(other.open(file, package), 0)
        self.assertEqual(owner.open(file, package), 0)
        self.assertEqual((package.stat().st_size, self.sha256(package)), (made["zipBytes"], made["zipSha256"]))
        self.assertEqual(self.verify(package), 0)
        with zipfile.ZipFile(package) as archive:
            statement = json.loads(archive.read("statement.json"))
            inside = self.words(archive.read("cover-zh.pdf"))
        self.assertEqual((statement["defence"], statement["recipientFingerprint"]), (True, owner.fingerprint))
        # The sheet inside is for who has opened it; the one that goes along says how.
        along = desk.as_("banan1").send("GET", f"/exports/{made['id']}/cover")
        self.assertEqual((along.status, along.headers["Content-Type"]), (200, "application/pdf"))
        along = self.words(along.body)
        for words in ("为辩护人提供的副本", owner.fingerprint[:8], "-inFILE.zip.p7m", "-inkeyKEY.pem"):
            self.assertIn(words, inside)
            self.assertIn(words, along)
        self.assertIn(made["sha256"][:8] + made["sha256"][8:16], along)
        english = self.words(desk.as_("banan1").send("GET", f"/exports/{made['id']}/cover?language=en").body)
        self.assertIn("Copyforthedefence", english)
        self.assertEqual(desk.as_("banan3").send("GET", f"/exports/{made['id']}/cover").status, 404)
        self.assertEqual(desk.as_("banan1").send("GET", f"/exports/{desk.person('banan1')}/cover").code, "export.not_found")

    def words(self, pdf):
        file = centre.folder / "cover.pdf"
        file.write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True).stdout
        return "".join(text.split())

    def sha256(self, file):
        return hashlib.sha256(file.read_bytes()).hexdigest()

    def test_other_recipients_get_what_they_always_got(self):
        made = self.made(recipient="supervision", recipientName="督察支队")
        answer, file = self.fetch(made)
        self.assertIn('.zip"', answer.headers["Content-Disposition"])
        self.assertEqual(self.verify(file), 0)
        self.assertNotIn("zipSha256", made)
        with zipfile.ZipFile(file) as archive:
            self.assertNotIn("defence", json.loads(archive.read("statement.json")))
        # Where such an office has a certificate it may be used.
        owner = self.owner("supervision")
        made = self.made(recipient="supervision", recipientId=confirmed(owner, "supervision", "督察支队"))
        self.assertEqual(owner.open(self.fetch(made)[1], centre.folder / "supervision.zip"), 0)
        self.assertEqual(self.verify(centre.folder / "supervision.zip"), 0)

    def test_the_defence_is_no_recipient_and_the_way_is_named(self):
        self.refused(self.send(recipient="defence"), "recipient", "export.defence_not_direct")
        self.assertIn("法院", self.send(recipient="defence").json()["detail"])
        for recipient in ("own_case_file", "supervision", "other_authority"):
            self.refused(self.send(recipient=recipient, defence=True), "defence", "export.defence_way")

    def test_without_a_certificate_in_force_nothing_is_asked_for(self):
        for kind in ("procuratorate", "court"):
            self.refused(self.send(recipient=kind), "recipientId", "export.recipient_needed")
        owner = self.owner("court")
        recipient = add(owner).json()["id"]
        terms = {"recipient": "court", "recipientId": recipient}
        self.refused(self.send(**terms), "recipientId", "export.recipient_unconfirmed")
        self.assertEqual(confirm(recipient, owner.fingerprint).status, 204)
        self.refused(self.send(recipient="procuratorate", recipientId=recipient), "recipientId",
                     "export.recipient_other_kind")
        self.refused(self.send(recipient="own_case_file", recipientId=recipient), "recipientId", "export.recipient_none")
        self.refused(self.send(recipient="court", recipientId=desk.person("banan1")), "recipientId",
                     "export.recipient_unknown")
        self.assertEqual(retire(recipient).status, 204)
        self.refused(self.send(**terms), "recipientId", "export.recipient_retired")

    def test_an_expired_certificate_is_refused_at_asking_and_at_making(self):
        owner = self.owner("court", "-newkey", "rsa:2048", "-days", "30")
        recipient = confirmed(owner)
        export = self.ask(recipient="court", recipientId=recipient)
        # Time passes faster behind the centre's back: the entry now holds a certificate that ended.
        ended = self.owner("ended").expire()
        self.put(recipient, ended)
        self.refused(self.send(recipient="court", recipientId=recipient), "recipientId", "export.recipient_expired")
        self.assertEqual(entry(recipient)["state"], "expired")
        self.allow(export)
        self.assertEqual(self.wait(export, "failed")["problem"], "export.recipient_changed")

    def put(self, recipient, owner):
        """What who owns the database may do."""
        desk.sql(centre, f"UPDATE recipients SET certificate = '{owner.pem}', fingerprint = UNHEX('{owner.fingerprint}') "
                         f"WHERE id = UNHEX('{recipient.replace('-', '')}')")

    def test_a_changed_certificate_does_not_redirect_what_was_approved(self):
        owner, thief = self.owner("court"), self.owner("thief")
        recipient = confirmed(owner)
        export = self.ask(recipient="court", recipientId=recipient)
        self.put(recipient, thief)
        self.allow(export)
        self.assertEqual(self.wait(export, "failed")["problem"], "export.recipient_changed")
        # Its own certificate is there again: the same approval serves.
        self.put(recipient, owner)
        self.assertEqual(desk.as_("banan1").send("POST", f"/exports/{export['id']}/retries", {}).status, 204)
        made = self.wait(export, "made")
        self.assertEqual(owner.open(self.fetch(made)[1], centre.folder / "again.zip"), 0)
        # The certificate alone, with the old fingerprint beside it, is no way round.
        desk.sql(centre, f"UPDATE recipients SET certificate = '{thief.pem}' "
                         f"WHERE id = UNHEX('{recipient.replace('-', '')}')")
        self.assertEqual(entry(recipient)["state"], "changed")
        self.refused(self.send(recipient="court", recipientId=recipient), "recipientId", "export.recipient_changed")

    def test_what_is_retired_later_is_neither_made_nor_handed_out(self):
        owner = self.owner("court")
        recipient = confirmed(owner)
        made = self.made(recipient="court", recipientId=recipient)
        waiting = self.ask(recipient="court", recipientId=recipient)
        self.assertEqual(retire(recipient).status, 204)
        self.refused(desk.as_("banan1").send("POST", f"/exports/{made['id']}/downloads", {}), "recipientId",
                     "export.recipient_retired")
        self.allow(waiting)
        self.assertEqual(self.wait(waiting, "failed")["problem"], "export.recipient_retired")
        log = desk.as_("fazhi").get("/audit", object=waiting["id"])["items"]
        self.assertIn(("export_failed", "export.recipient_retired"), {(e["action"], e["reason"]) for e in log})

    def test_what_its_receiver_could_not_open_is_not_asked_for(self):
        owner = self.owner("court")
        recipient = confirmed(owner)
        camera = self.asked["cameras"][0].replace("-", "")
        swell = f"UPDATE segments SET bytes = bytes {{}} 9000000000000 WHERE camera_id = UNHEX('{camera}')"
        desk.sql(centre, swell.format("+"))
        self.addCleanup(desk.sql, centre, swell.format("-"))
        self.refused(self.send(recipient="court", recipientId=recipient), "toUs", "export.too_large_to_encrypt")
        self.assertEqual(self.send(recipient="supervision").status, 201)


if __name__ == "__main__":
    unittest.main(verbosity=2)
