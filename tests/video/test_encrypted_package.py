#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A package for somebody's certificate is on the recorder's disk encrypted and in no other form, also when it is killed.

MINGJING_BIN names the folder with mingjing-recorder.
"""
import hashlib
import json
import os
import sys
import time
import unittest
import uuid
import zipfile
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from bench_rig import Rig, wait_for  # noqa: E402
from fake_center import b64url, now_us  # noqa: E402
from key_owner import KeyOwner  # noqa: E402

FILLER = 60_000_000  # long enough to be killed in the middle of it


class EncryptedPackages(unittest.TestCase):
    def setUp(self):
        self.rig = Rig(4)
        self.addCleanup(self.rig.close)
        self.folder = Path(self.rig.folder)
        self.exports = Path(self.rig.storage) / "exports"
        self.court = KeyOwner(self.folder, "court")
        self.certificate, self.fingerprint = self.court.pem, self.court.fingerprint
        self.export = str(uuid.uuid4())
        camera = self.rig.wanted(self.rig.camera())
        self.began = now_us()
        self.rig.desire(camera)
        self.rig.start()
        self.rig.wait_running(camera)
        time.sleep(3)
        self.camera = camera["id"]

    def wish(self, encrypted_to, made=False):
        return {"id": self.export, "made": made, "encryptedTo": encrypted_to, "streams": [
            {"camera": self.camera, "stream": "main", "label": "01-A", "fromUs": self.began,
             "toUs": now_us() - 500_000}]}

    def part(self, filler=0, **more):
        files = [{"path": "filler.bin", "bytes": b64url(b"\x00" * filler)}] if filler else []
        return {"statement": json.dumps({"of": "statement"}), "files": files, **more}

    def ask(self, wish, status, part):
        with self.rig.center.lock:
            self.rig.center.parts[self.export] = (status, part)
            self.rig.center.desired["exports"] = [wish]
            self.rig.center.rev += 1
            self.rig.center.lock.notify_all()

    def told(self, kind):
        return [body for body in self.rig.center.of_kind(kind) if body["export"] == self.export]

    def open(self, file):
        out = self.folder / "opened.zip"
        self.assertEqual(self.court.open(file, out), 0)
        return out

    def assert_nothing_readable(self):
        for file in self.exports.iterdir():
            content = file.read_bytes()
            self.assertNotIn(b"PK\x03\x04", content, file.name)
            self.assertNotIn(b"statement.json", content, file.name)
            self.assertNotIn(b"\x00" * 4096, content, file.name)

    def names(self):
        return sorted(file.name for file in self.exports.iterdir()) if self.exports.is_dir() else []

    def test_killed_in_the_middle_nothing_readable_is_left_and_it_is_made_anew(self):
        self.ask(self.wish(self.fingerprint), 200, self.part(FILLER, certificate=self.certificate))
        part = self.exports / f"{self.export}.part"
        end = time.monotonic() + 60
        while not (part.is_file() and part.stat().st_size > 4_000_000):
            self.assertLess(time.monotonic(), end, self.names())
            self.assertNotIn(f"{self.export}.zip.p7m", self.names(), "too fast to be killed")
            time.sleep(0.002)
        self.rig.stop(9)
        self.assertEqual(self.names(), [part.name])
        self.assertLess(part.stat().st_size, FILLER)
        self.assert_nothing_readable()
        self.rig.start()
        (made,) = wait_for("the package", lambda: self.told("exportMade"), 90)
        self.assertEqual(self.names(), [f"{self.export}.zip.p7m"])
        self.assert_nothing_readable()
        file = self.exports / f"{self.export}.zip.p7m"
        self.assertEqual((made["bytes"], made["sha256"]),
                         (file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest()))
        opened = self.open(file)
        self.assertEqual((made["zipBytes"], made["zipSha256"]),
                         (opened.stat().st_size, hashlib.sha256(opened.read_bytes()).hexdigest()))
        with zipfile.ZipFile(opened) as archive:
            self.assertIsNone(archive.testzip())
            self.assertIn("media/01-A/0001.mp4", archive.namelist())
        # When center lists it no more it goes, as every package does.
        self.ask({**self.wish(self.fingerprint), "id": str(uuid.uuid4())}, 404, {})
        wait_for("its end", lambda: f"{self.export}.zip.p7m" not in self.names())

    def test_another_certificate_than_the_approved_one_gets_nothing(self):
        other = KeyOwner(self.folder, "other").pem
        for part in (self.part(certificate=other), self.part(), self.part(certificate="none")):
            with self.subTest(part=part):
                self.export = str(uuid.uuid4())
                self.ask(self.wish(self.fingerprint), 200, part)
                (failed,) = wait_for("the refusal", lambda: self.told("exportFailed"))
                self.assertEqual(failed["code"], "export.recipient_changed")
                self.assertEqual(self.names(), [])

    def test_what_center_refuses_is_told_by_its_code_and_may_be_asked_for_again(self):
        self.ask(self.wish(self.fingerprint), 400, {"code": "export.recipient_retired"})
        (failed,) = wait_for("the refusal", lambda: self.told("exportFailed"))
        self.assertEqual(failed["code"], "export.recipient_retired")
        with self.rig.center.lock:  # center lists what failed no more
            self.rig.center.desired["exports"] = []
            self.rig.center.rev += 1
            self.rig.center.lock.notify_all()
        time.sleep(1.5)
        self.ask(self.wish(self.fingerprint), 200, self.part(certificate=self.certificate))
        wait_for("the package", lambda: self.told("exportMade"), 30)
        self.assertEqual(self.names(), [f"{self.export}.zip.p7m"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
