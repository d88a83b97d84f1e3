#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""evidence-verify against packages that were written after the format texts alone, as a ZIP and as the folder of a disc.

MINGJING_BIN names the folder with evidence-verify.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from recording_package import Package, verify  # noqa: E402

PROGRAM = Path(os.environ["MINGJING_BIN"]) / "evidence-verify"


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.package = Package()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def written(self, content):
        path = self.folder / "package.zip"
        path.write_bytes(content)
        return path

    def test_a_strangers_package_verifies_as_zip_and_as_folder(self):
        path = self.written(self.package.zip())
        self.assertEqual(verify(PROGRAM, path, "--key", self.package.key()), 0)
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            archive.extractall(self.folder / "disc")
        self.assertEqual(verify(PROGRAM, self.folder / "disc", "--key", self.package.key()), 0)
        (self.folder / "disc" / "media" / "A-1" / "0003.mp4").symlink_to("/etc/hostname")
        self.assertEqual(verify(PROGRAM, self.folder / "disc"), 11)

    def test_each_outcome_has_its_exit_code(self):
        zipped = self.package.zip()
        media, manifest = zipped.index(b"media/A-1/0002.mp4") + 2000, zipped.rindex(b'"madeUs":') + 9
        for code, content in ((10, changed(zipped, media)), (11, changed(zipped, manifest)), (12, zipped[:-200]),
                              (13, self.package.swapped(1, 9))):
            self.assertEqual(verify(PROGRAM, self.written(content), "--key", self.package.key()), code)
        self.assertEqual(verify(PROGRAM, self.written(zipped), "--key", "ab" * 32), 14)

    def test_what_it_found_is_told_to_people_and_to_programs(self):
        path = self.written(changed(self.package.zip(), self.package.zip().index(b"media/A-1/0001.mp4") + 2500))
        told = subprocess.run([PROGRAM, path], capture_output=True, text=True).stdout
        self.assertIn("音视频被改动", told)
        self.assertIn("media/A-1/0001.mp4 fragment 1", told)
        found = json.loads(subprocess.run([PROGRAM, "--json", path], capture_output=True, text=True).stdout)
        self.assertEqual((found["verdict"], found["object"]), ("altered_media", "media/A-1/0001.mp4 fragment 1"))

    def test_a_wrong_command_line_and_what_cannot_be_read_are_no_outcome(self):
        path = self.written(self.package.zip())
        for arguments in ((), (path, path), ("--key", "12", path), ("--threads", "0", path), ("--other", path)):
            done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("usage:", done.stderr)
        self.assertEqual(verify(PROGRAM, self.folder / "nothing"), 3)
        self.assertEqual(verify(PROGRAM, self.written(b"no zip at all")), 3)
        self.assertEqual(verify(PROGRAM, self.written(b"")), 3)


def changed(content, at):
    return content[:at] + bytes([content[at] ^ 4]) + content[at + 1:]


if __name__ == "__main__":
    unittest.main(verbosity=2)
