#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Background check, second copy, comparison with center, and repair: a real recorder on real disks.

MINGJING_BIN names the folder with mingjing-recorder and evidence-check. The case of a full disk
mounts a small tmpfs in a namespace of its own and is skipped where that is not allowed.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench_rig import BIN, Rig, wait_for  # noqa: E402

FAST = {"checkMegabytesPerSecond": 100, "checkSweepSeconds": 1, "compareMilliseconds": 50,
        "compareSettleSeconds": 2}


def evidence_check(*arguments):
    done = subprocess.run([os.path.join(BIN, "evidence-check"), *arguments], capture_output=True,
                          text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def flip(path, at):
    with open(path, "r+b") as f:
        f.seek(at, os.SEEK_END if at < 0 else os.SEEK_SET)
        byte = f.read(1)
        f.seek(-1, os.SEEK_CUR)
        f.write(bytes([byte[0] ^ 1]))


class CopiesCase(unittest.TestCase):
    copies = True

    def setUp(self):
        self.copy = tempfile.mkdtemp(prefix="mingjing-copy-")
        self.addCleanup(shutil.rmtree, self.copy, ignore_errors=True)
        wishes = dict(FAST, copies=[os.path.join(self.copy, "second")]) if self.copies else FAST
        self.second = os.path.join(self.copy, "second")
        self.rig = Rig(segment_seconds=2, **wishes)
        self.addCleanup(self.rig.close)

    def begin(self):
        self.camera = self.rig.wanted(self.rig.camera("--gop", "10", "--no-audio"))
        self.rig.desire(self.camera)
        self.rig.start()
        self.rig.wait_running(self.camera)

    def storage(self):
        return (self.rig.center.status or {}).get("storage", {})

    def closed(self):
        """Paths of closed segments, oldest first, below the storage's root."""
        ended = {body["segment"] for body in self.rig.center.of_kind("segmentClosed")}
        opened = {body["segment"]: body for body in self.rig.center.of_kind("segmentOpened")}
        rows = sorted((opened[s] for s in ended), key=lambda body: body["startUs"])
        return [row["path"] for row in rows]

    def open_faults(self):
        over = {body["id"] for body in self.rig.center.of_kind("storageFaultEnded")}
        return {(body["what"], body["path"]) for body in self.rig.center.of_kind("storageFault")
                if body["id"] not in over}

    def metric(self, name):
        text = self.rig.fetch("/metrics")[2].decode()
        for line in text.splitlines():
            if line.split("{")[0].split(" ")[0] == "mingjing_recorder_" + name:
                return float(line.rsplit(" ", 1)[1])
        return None


class SecondCopy(CopiesCase):
    def test_it_is_made_proved_told_and_a_storage_of_its_own(self):
        self.begin()
        wait_for("three copies", lambda: len(self.rig.center.of_kind("segmentCopied")) >= 3, 40)
        copy = self.storage()["copy"]
        self.assertEqual(copy["state"], "ok")
        self.assertEqual(self.metric("copy_up"), 1)
        wait_for("the figures", lambda: (self.metric("copy_segments") or 0) >= 3)
        self.assertEqual(self.rig.stop(), 0)
        code, out, _ = evidence_check("--copy", self.second, "--json", self.rig.storage)
        self.assertEqual(code, 0, out)
        self.assertGreaterEqual(json.loads(out)["copied"], 3)
        code, out, _ = evidence_check("--json", self.second)
        # The copy's journal ends a moment before the storage's own.
        bad = [f for f in json.loads(out)["faults"] if "is missing" not in f["what"]]
        self.assertEqual(bad, [], out)

    def test_a_removed_or_rotten_copy_is_found_and_made_anew(self):
        self.begin()
        wait_for("three copies", lambda: len(self.rig.center.of_kind("segmentCopied")) >= 3, 40)
        first, second = self.closed()[:2]
        flip(os.path.join(self.second, first), -5)
        os.unlink(os.path.join(self.second, second))
        wait_for("both to be told", lambda: {
            body["what"] for body in self.rig.center.of_kind("storageFault")} >= {
                "copy_fragment_hash", "copy_missing"}, 60)
        wait_for("both to be mended", lambda: not self.open_faults(), 60)
        for path in (first, second):
            with open(os.path.join(self.rig.storage, path), "rb") as a, \
                    open(os.path.join(self.second, path), "rb") as b:
                self.assertEqual(a.read(), b.read())

    def test_an_absent_disk_is_told_loudly_and_recording_goes_on(self):
        self.begin()
        wait_for("a copy", lambda: self.rig.center.of_kind("segmentCopied"), 40)
        away = self.second + ".unplugged"
        os.rename(self.second, away)
        wait_for("the disk to be missed", lambda: self.storage()["copy"]["state"] == "away", 30)
        self.assertEqual(self.metric("copy_up"), 0)
        before = self.rig.center.camera_status(self.camera["id"])["fragment"]
        time.sleep(5)
        row = self.rig.center.camera_status(self.camera["id"])
        self.assertGreater(row["fragment"], before)
        self.assertEqual(row["state"], "running")
        self.assertFalse(os.path.exists(self.second))  # an empty mount point is not filled
        os.rename(away, self.second)
        wait_for("the copy to catch up", lambda: (
            self.storage()["copy"]["state"] == "ok" and self.storage()["copy"]["waiting"] <= 1), 40)

    def test_killed_again_and_again_every_copy_is_honest(self):
        self.begin()
        for _ in range(4):
            time.sleep(3.1)
            self.rig.stop(signal.SIGKILL)
            code, out, _ = evidence_check("--copy", self.second, self.rig.storage)
            self.assertEqual(code, 4, out)
            self.rig.start()
            self.rig.wait_running(self.camera)
        wait_for("everything to be copied", lambda: self.storage()["copy"]["waiting"] <= 1, 40)
        self.rig.stop()
        code, out, _ = evidence_check("--copy", self.second, self.rig.storage)
        self.assertEqual(code, 0, out)


class FullCopy(CopiesCase):
    def test_a_full_disk_never_hurts_the_recording(self):
        small = os.path.join(self.copy, "small")
        os.makedirs(small)
        mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("a tmpfs cannot be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", small])
        with open(self.rig.config) as f:
            config = json.load(f)
        config["copies"] = [os.path.join(small, "second")]
        with open(self.rig.config, "w") as f:
            json.dump(config, f)
        self.begin()
        wait_for("the disk to be full", lambda: self.storage().get("copy", {}).get("state") == "full", 60)
        before = self.rig.center.camera_status(self.camera["id"])["fragment"]
        time.sleep(5)
        row = self.rig.center.camera_status(self.camera["id"])
        self.assertEqual(row["state"], "running")
        self.assertGreater(row["fragment"], before)
        self.assertGreater(self.metric("copy_lag_seconds"), 0)
        self.assertEqual(self.metric("storage_failures_total"), 0)
        subprocess.run(["mount", "-o", "remount,size=200m", small], check=True)
        wait_for("the copy to catch up", lambda: (
            self.storage()["copy"]["state"] == "ok" and self.storage()["copy"]["waiting"] <= 1), 60)
        self.rig.stop()
        code, out, _ = evidence_check("--copy", config["copies"][0], self.rig.storage)
        self.assertEqual(code, 0, out)


class BackgroundCheck(CopiesCase):
    copies = False

    def test_every_kind_of_damage_is_told_while_the_recorder_runs(self):
        self.begin()
        wait_for("five segments", lambda: len(self.closed()) >= 5, 60)
        rotten, short, long, gone = self.closed()[:4]
        at = lambda path: os.path.join(self.rig.storage, path)  # noqa: E731
        flip(at(rotten), -5)
        os.truncate(at(short), os.path.getsize(at(short)) - 50)
        with open(at(long), "ab") as f:
            f.write(b"more")
        os.unlink(at(gone))
        foreign = os.path.join(os.path.dirname(rotten), "foreign.mp4")
        with open(at(foreign), "wb") as f:
            f.write(b"foreign")
        expected = {("fragment_hash", rotten), ("shorter", short), ("longer", long),
                    ("missing", gone), ("foreign_file", foreign)}
        wait_for("all of it to be told", lambda: self.open_faults() >= expected, 60)
        self.assertEqual(self.open_faults(), expected)
        self.assertEqual(self.storage()["faults"], 5)
        self.assertEqual(self.metric("storage_faults_open"), 5)
        wait_for("a full round", lambda: (self.metric("check_last_round_age_seconds") or -1) >= 0, 60)
        self.assertGreater(self.metric("check_fragments_total"), 0)
        # A restart remembers, and tells nothing twice.
        told = len(self.rig.center.of_kind("storageFault"))
        rounds = self.storage()["check"]["rounds"]
        self.rig.stop()
        self.rig.start()
        wait_for("another round", lambda: self.storage().get("check", {}).get("rounds", 0) > rounds, 60)
        self.assertEqual(len(self.rig.center.of_kind("storageFault")), told)

    def test_center_is_asked_day_by_day_and_differences_are_named(self):
        self.begin()
        wait_for("two segments", lambda: len(self.closed()) >= 2, 60)
        wait_for("a comparison", lambda: self.storage()["check"]["comparedRoundUs"] > 0, 30)
        self.assertEqual(self.open_faults(), set())
        rows = {}

        def forged(message):
            opened = {b["segment"]: b for b in self.rig.center.of_kind("segmentOpened")}
            for body in self.rig.center.of_kind("segmentClosed"):
                rows[body["segment"]] = {
                    "segment": body["segment"], "bytes": body["bytes"], "fragments": body["fragments"],
                    "chainHead": body["chainHead"], "removed": False, "closed": True,
                    "endUs": body["endUs"], "path": opened[body["segment"]]["path"]}
            answer = sorted(rows.values(), key=lambda row: row["endUs"])
            if not missing_told():
                answer = answer[1:]
            answer[-1 if len(answer) < 2 else 1] = dict(answer[1], chainHead="0" * 64)
            unknown = dict(answer[0], segment="01930000-0000-7000-8000-0000000000ff", path="media/x")
            return [*answer, unknown]

        def missing_told():
            first = self.closed()[0]
            return any(b["path"] == first for b in self.rig.center.of_kind("storageFault"))
        opened_before = len(self.rig.center.of_kind("segmentOpened"))
        wait_for("three segments", lambda: len(self.closed()) >= 3, 60)
        time.sleep(2.5)
        self.rig.center.rows = forged
        wait_for("the differences", lambda: {
            b["what"] for b in self.rig.center.of_kind("storageFault")} >= {
                "row_missing", "row_differs", "row_unknown"}, 30)
        wait_for("the missing row to be told again", lambda: len(
            self.rig.center.of_kind("segmentOpened")) > opened_before, 20)
        self.rig.center.rows = None
        wait_for("all to be over", lambda: not self.open_faults(), 30)

    def test_it_can_be_switched_off(self):
        self.rig.close()
        self.rig = Rig(segment_seconds=2, **dict(FAST, checkMegabytesPerSecond=0))
        self.addCleanup(self.rig.close)
        self.begin()
        wait_for("two segments", lambda: len(self.closed()) >= 2, 60)
        self.assertIsNone(self.metric("check_fragments_total"))
        self.assertEqual(self.storage()["check"]["on"], False)


class Repair(CopiesCase):
    def recorded(self):
        self.begin()
        wait_for("five copies", lambda: len(self.rig.center.of_kind("segmentCopied")) >= 5, 60)
        self.rig.stop()
        return self.closed()

    def test_it_refuses_while_a_recorder_holds_the_storage(self):
        self.begin()
        for flags in (["--repair"], ["--reindex", "--write"]):
            code, _, err = evidence_check(*flags, self.rig.storage)
            self.assertEqual(code, 5, err)
            self.assertIn("storage.in_use", err)
        self.assertEqual(evidence_check(self.rig.storage)[0], 4)

    def test_every_kind_of_damage(self):
        rotten, short, long, gone = self.recorded()[:4]
        at = lambda path: os.path.join(self.rig.storage, path)  # noqa: E731
        flip(at(rotten), -5)
        os.truncate(at(short), os.path.getsize(at(short)) - 50)
        with open(at(long), "ab") as f:
            f.write(b"more")
        os.unlink(at(gone))
        with open(at("media/foreign.bin"), "wb") as f:
            f.write(b"foreign")
        with open(at("journal/snapshot.json"), "w") as f:
            f.write("torn")
        code, out, _ = evidence_check(self.rig.storage)
        self.assertEqual(code, 1, out)
        code, out, _ = evidence_check("--repair", "--json", self.rig.storage)
        self.assertEqual(code, 1, out)  # without a copy three of them stay, named
        left = json.loads(out)
        self.assertEqual({f["object"].split(" ")[1] for f in left["faults"]}, {rotten, short, gone})
        self.assertEqual(sum(not act["done"] for act in left["acts"]), 3)
        code, out, err = evidence_check("--repair", "--copy", self.second, "--budget", "500",
                                        "--progress", self.rig.storage)
        self.assertEqual(code, 0, out)
        self.assertEqual(out.count("DONE"), 4, out)
        self.assertIn("segments,", err)
        aside = set(os.listdir(at("unclaimed")))
        self.assertEqual({name.rsplit(".", 1)[-1] for name in aside}, {"damaged", "surplus", "bin"})
        # The recorder goes on in what was repaired.
        self.rig.start()
        self.rig.wait_running(self.camera)
        self.rig.stop()
        self.assertEqual(evidence_check("--copy", self.second, self.rig.storage)[0], 0)

    def test_the_tail_of_a_kill(self):
        self.begin()
        time.sleep(3)
        self.rig.stop(signal.SIGKILL)
        path = max(self.rig.files(), key=os.path.getmtime)
        with open(path, "ab") as f:
            f.write(b"x" * 4096)
        code, out, _ = evidence_check("--repair", self.rig.storage)
        self.assertEqual(code, 4, out)
        self.assertIn("cut back to the journal", out)
        self.rig.start()
        self.rig.wait_running(self.camera)
        self.rig.stop()
        self.assertEqual(evidence_check(self.rig.storage)[0], 0)

    def test_a_lost_storage_goes_on_from_its_copy(self):
        self.recorded()
        shutil.rmtree(self.rig.storage)
        os.rename(self.second, self.rig.storage)
        self.rig.start()
        self.rig.wait_running(self.camera)
        self.rig.stop()
        code, out, _ = evidence_check("--json", self.rig.storage)
        bad = [f for f in json.loads(out)["faults"] if f["what"] != "is missing"]
        self.assertEqual(bad, [], out)

    def test_what_it_does_not_understand(self):
        for arguments in ([], ["--budget", "0", "/x"], ["--budget", "fast", "/x"], ["--write", "/x"],
                          ["--reindex", "--repair", "/x"], ["/x", "/y"], ["--what", "/x"], ["--copy"]):
            code, _, err = evidence_check(*arguments)
            self.assertEqual(code, 2, arguments)
            self.assertIn("usage", err)
        self.assertEqual(evidence_check("/nowhere")[0], 3)
        self.assertEqual(evidence_check("--repair", "/nowhere")[0], 3)


class Configuration(unittest.TestCase):
    def test_what_is_wrong_is_named(self):
        for wishes, word in (({"copies": ["relative"]}, "copies"), ({"copies": ["/a", "/b"]}, "copies"),
                             ({"checkMegabytesPerSecond": -1}, "checkMegabytesPerSecond"),
                             ({"copyMegabytesPerSecond": 0}, "copyMegabytesPerSecond"),
                             ({"checkSweepSeconds": 0}, "checkSweepSeconds")):
            rig = Rig(**wishes)
            self.addCleanup(rig.close)
            done = subprocess.run([os.path.join(BIN, "mingjing-recorder"), "--config", rig.config],
                                  capture_output=True, text=True, timeout=20)
            self.assertEqual(done.returncode, 1)
            self.assertIn(word, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
