#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A questioning on real camera streams: recorded, seen, played back, and whole whatever part is killed."""
import http.client
import json
import subprocess
import sys
import time
import unittest
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk, now_us  # noqa: E402
from harness import Centre, wait_until  # noqa: E402

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("nginx",), rooms=("IT-01", "IT-02"))
    centre.start()
    centre.analyst.stop()  # one test starts it
    desk = Desk(centre)
    desk.widen("WT-01")
    wait_recording("IT-01", "IT-02")


def state_of(room):
    return next(r["recording"] for r in desk.duty.get("/rooms")["items"] if r["code"] == room)


def wait_recording(*rooms, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if all(state_of(room) == "running" for room in rooms):
            return
        time.sleep(0.2)
    raise AssertionError({room: state_of(room) for room in rooms})


def camera_of(room):
    return next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room(room))


def media(path, token, seconds=15, most=1 << 24):
    """GET from the recorder; a stream that does not end is read for so long."""
    connection = http.client.HTTPConnection("127.0.0.1", centre.layout.ports.recorder, timeout=seconds)
    connection.request("GET", "/media/v1" + path, headers={"Authorization": "Bearer " + token} if token else {})
    answer = connection.getresponse()
    body, until = b"", time.monotonic() + seconds
    while len(body) < most and time.monotonic() < until:
        chunk = answer.read1(65536)
        if not chunk:
            break
        body += chunk
    connection.close()
    return answer, body


def view(who, camera, use, **more):
    return desk.as_(who).post("/media/views", {"cameraId": camera, "use": use, "reason": "review", **more})


def probe(body):
    """Kinds of streams and the number of pictures that decode."""
    file = centre.folder / "probe.mp4"
    file.write_bytes(body)
    shown = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-of", "json", "-show_entries",
                            "stream=codec_type,nb_read_frames", file], capture_output=True, text=True, check=True)
    streams = json.loads(shown.stdout)["streams"]
    return {s["codec_type"]: int(s.get("nb_read_frames", 0)) for s in streams}


def certificate(questioning):
    return desk.as_("banan1").get(f"/questionings/{questioning}")["certificate"]


def wait_certificate(questioning, seconds=60):
    until = time.monotonic() + seconds
    while certificate(questioning)["state"] == "provisional" and time.monotonic() < until:
        time.sleep(0.3)
    return certificate(questioning)


class Questioning(unittest.TestCase):
    def begin(self, room="IT-01"):
        wait_recording(room)
        stay = desk.arrive().admit()
        questioning = stay.question(room=room)
        self.addCleanup(self.free, stay, questioning)
        return stay, questioning

    def free(self, stay, questioning):
        """A test that failed half-way leaves the room to the next: what is reported is never refused."""
        if desk.as_("banan1").get(f"/questionings/{questioning}")["summary"]["state"] == "running":
            stay.end_questioning(questioning, mode="report", happenedAtUs=now_us())

    def recorder_runs(self):
        """A test that failed with the recorder away leaves it running to the next."""
        if not centre.recorder.alive():
            centre.recorder.start()

    def end(self, stay, questioning):
        stay.end_questioning(questioning)
        return wait_certificate(questioning)

    def test_a_questioning_is_recorded_whole_and_played_back(self):
        stay, questioning = self.begin()
        began = now_us()
        time.sleep(6)
        done = self.end(stay, questioning)
        self.assertEqual(done["state"], "complete", done)
        self.assertGreaterEqual(done["coveredUs"], done["neededUs"] - 2_000_000)
        camera = camera_of("IT-01")
        granted = view("fazhi", camera, "playback", fromUs=began, toUs=began + 4_000_000)
        answer, body = media(f"/play/{camera}?stream=main&from={began}&to={began + 4_000_000}", granted["token"])
        self.assertEqual(answer.status, 200, body[:300])
        self.assertLessEqual(int(answer.headers["X-Start-Us"]), began)
        found = probe(body)
        self.assertGreater(found["video"], 40)
        self.assertIn("audio", found)
        self.assertEqual(stay.findings("REC-06"), [])

    def code_shown(self, room):
        """The display's code of a slot that is about over, and a moment within it."""
        def codes():
            shown = desk.as_("daping").get(f"/displays/{room}")
            return [c for c in shown["codes"] if c["fromUs"] + 8_000_000 < shown["serverTimeUs"] < c["untilUs"]]
        found = wait_until("a code on the display", codes, 150)[0]
        return found["code"], found["fromUs"] + 4_000_000

    def test_a_certificate_tells_what_is_recorded_and_a_code_proves_when(self):
        stay, questioning = self.begin()
        camera, reviewer = camera_of("IT-01"), desk.as_("fazhi")
        code, at = self.code_shown("IT-01")
        reading = {"cameraId": camera, "atUs": at, "code": code}
        time.sleep(2)
        kept = reviewer.send("POST", "/liveness/readings", reading)
        self.assertEqual((kept.status, kept.json()["fits"]), (201, True), kept.body)
        for changed, status, wrong in (({"code": code[:3] + "0" + code[4:]}, 400, "liveness.character"),
                                       ({"code": code[:7]}, 400, "liveness.length"),
                                       ({"atUs": 1_700_000_000_000_000}, 400, "liveness.not_recorded"),
                                       ({"cameraId": questioning}, 404, "camera.not_found")):
            answer = reviewer.send("POST", "/liveness/readings", {**reading, **changed})
            self.assertEqual((answer.status, answer.code), (status, wrong), answer.body)
        # The same code of another minute is a staged or replayed recording, or a wrong copy: people are told, and it
        # proves nothing.
        other = reviewer.send("POST", "/liveness/readings", {**reading, "atUs": at - 8_000_000})
        self.assertEqual((other.status, other.json()["fits"]), (200, False), other.body)
        self.assertLessEqual(other.json()["slot"]["fromUs"], at)
        self.assertGreater(other.json()["slot"]["untilUs"], at)
        read = [row["reason"] for row in desk.as_("guanli").get("/audit?action=code_read")["items"]]
        self.assertEqual(sorted(read), ["liveness.fits", "liveness.fits_not"])

        running = reviewer.get(f"/questionings/{questioning}/certificate")
        self.assertEqual((running["state"], running["running"]), ("provisional", True))
        view("fazhi", camera, "playback", fromUs=at, toUs=at + 1_000_000, questioningId=questioning)
        self.end(stay, questioning)
        done = reviewer.get(f"/questionings/{questioning}/certificate")
        self.assertEqual(done["state"], "complete", done)
        self.assertEqual(done["missingUs"], 0)
        mine = next(c for c in done["cameras"] if c["cameraId"] == camera)
        begun = done["fromUs"]
        # Of the thirty seconds only what lies within the questioning counts.
        self.assertEqual(mine["provenLiveUs"], max(0, at - 4_000_000 + 30_000_000 - max(begun, at - 4_000_000))
                         if done["toUs"] > at + 26_000_000 else done["toUs"] - max(begun, at - 4_000_000))
        self.assertGreater(mine["provenLiveUs"], 0)
        self.assertEqual(done["provenLiveUs"], mine["provenLiveUs"])
        self.assertIn(desk.as_("fazhi").get("/session")["id"], [w["by"]["id"] for w in done["watchedBy"]])
        self.assertEqual(desk.as_("banan3").send("GET", f"/questionings/{questioning}/certificate").status, 404)

    def test_live_picture_needs_a_token_and_ends_with_the_view(self):
        camera = camera_of("IT-01")
        self.assertEqual(media(f"/live/{camera}?stream=main", None)[0].status, 401)
        granted = desk.duty.post("/media/views", {"cameraId": camera, "use": "live", "reason": "duty"})
        answer, body = media(f"/live/{camera}?stream=main", granted["token"], seconds=4)
        self.assertEqual(answer.status, 200)
        self.assertGreater(probe(body)["video"], 20)
        other = camera_of("IT-02")
        self.assertEqual(media(f"/live/{other}?stream=main", granted["token"])[0].status, 403)
        desk.duty.send("DELETE", f"/media/views/{granted['viewId']}")
        time.sleep(1)
        answer, body = media(f"/live/{camera}?stream=main", granted["token"], seconds=5)
        self.assertTrue(answer.status != 200 or len(body) < 4096)
        log = desk.as_("fazhi").get("/audit", object=camera)["items"]
        self.assertTrue({"view_opened", "view_began", "view_ended"} <= {entry["action"] for entry in log})

    def test_a_killed_recorder_leaves_a_named_gap_and_goes_on(self):
        stay, questioning = self.begin()
        time.sleep(3)
        centre.recorder.kill()
        self.addCleanup(self.recorder_runs)
        time.sleep(5)
        # Two officers who question nobody: the first two are refused for that (INTR-16). A person of their own unit,
        # whom they may see.
        of_unit = desk.arrive(unitId=desk.units["XZ"]["id"], case=desk.open_case(unit="XZ"))
        refused = of_unit.admit().attempt("questionings", {
            "roomId": desk.room("IT-02"), "officers": [desk.person("banan3"), desk.person("zhiban1")]},
            desk.as_("banan3"))
        self.assertEqual(refused.json()["rule"], "REC-06")
        centre.recorder.start()
        wait_recording("IT-01")
        time.sleep(3)
        done = self.end(stay, questioning)
        self.assertEqual(done["state"], "incomplete", done)
        camera = next(c for c in desk.duty.get("/cameras")["items"] if c["room"]["name"] == "讯问室一")
        self.assertGreaterEqual(camera["breaks"]["count"], 1)
        # A break is what is missing of pictures; where sound is needed, what is not covered may last longer.
        gaps = desk.as_("banan1").get(f"/questionings/{questioning}")["gaps"]
        named = sum(gap["toUs"] - gap["fromUs"] for gap in gaps)
        self.assertGreater(named, 4_000_000, gaps)
        self.assertGreaterEqual(camera["breaks"]["lengthUs"], named)
        self.assertGreaterEqual(done["neededUs"] - done["coveredUs"], named)
        self.assertLess(abs(camera["lastDurableUs"] - now_us()), 10_000_000)
        finding = stay.wait_finding("REC-06")
        self.assertLess(finding["atUs"], finding["untilUs"])
        checked = subprocess.run([centre.layout.bin / "evidence-check", centre.layout.evidence],
                                 capture_output=True, text=True)
        self.assertIn(" 0 faults", checked.stdout + checked.stderr)

    def test_recording_goes_on_while_the_centre_is_away(self):
        stay, questioning = self.begin("IT-02")
        time.sleep(2)
        centre.center.kill()
        time.sleep(8)
        centre.center.start()
        wait_recording("IT-02")
        time.sleep(2)
        done = self.end(stay, questioning)
        self.assertEqual(done["state"], "complete", done)

    def test_recording_goes_on_while_the_database_is_away(self):
        stay, questioning = self.begin("IT-02")
        time.sleep(2)
        centre.mariadb.kill()
        time.sleep(6)
        centre.mariadb.start()
        wait_recording("IT-02")
        time.sleep(2)
        done = self.end(stay, questioning)
        self.assertEqual(done["state"], "complete", done)

    def test_a_killed_analyst_leaves_a_hole_on_record_and_watches_on(self):
        def watched(questioning, persons=3):
            seen = observed(questioning)
            return seen.get("watching") and seen.get("persons") == persons

        def observed(questioning):
            return desk.as_("banan1").get(f"/questionings/{questioning}").get("observed", {})

        centre.cameras.set_present("IT-01", officers=2, person=1)
        centre.analyst.start()
        self.addCleanup(centre.analyst.stop)
        self.addCleanup(centre.cameras.set_present, "IT-01", officers=0, person=0)
        stay, questioning = self.begin()
        wait_until("three persons seen", lambda: watched(questioning))
        time.sleep(3)  # it keeps its place about once a second; without one it could not tell what it missed
        killed = now_us()
        centre.analyst.kill()
        wait_until("its absence shown", lambda: not observed(questioning).get("watching"))
        time.sleep(3)  # surely longer than the break that the account passes over
        analysis = {c["analysis"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room("IT-01")}
        self.assertEqual(analysis, {"not_watching"})
        centre.analyst.start()
        again = now_us()
        wait_until("seen again", lambda: watched(questioning))
        holes = wait_until("the hole on record", lambda: desk.as_("banan1").get(
            f"/questionings/{questioning}")["unwatched"])
        self.assertEqual({hole["cause"] for hole in holes}, {"analyst_stopped"})
        # It begins with the last picture that was looked at, and ends when looking began again.
        self.assertLess(abs(holes[0]["fromUs"] - killed), 5_000_000)
        self.assertGreater(holes[-1]["toUs"], again - 5_000_000)
        done = self.end(stay, questioning)
        self.assertEqual(done["state"], "complete", done)
        self.assertEqual(stay.findings("INTR-03"), [])

    def test_a_camera_that_stalls_leaves_a_gap_and_comes_back(self):
        stay, questioning = self.begin("IT-02")
        centre.cameras.set_picture("it-02", "stalled")
        until = time.monotonic() + 20
        while state_of("IT-02") == "running" and time.monotonic() < until:
            time.sleep(0.2)
        self.assertNotEqual(state_of("IT-02"), "running")
        self.assertIn("讯问室二 全景", desk.duty.get("/board")["recordersDown"])
        time.sleep(4)  # surely longer than the break that the rule passes over
        centre.cameras.set_picture("it-02", "live")
        wait_recording("IT-02")
        time.sleep(2)
        done = self.end(stay, questioning)
        self.assertEqual(done["state"], "incomplete", done)
        stay.wait_finding("REC-06")

    def test_a_recording_leaves_the_centre_as_a_package_that_anybody_can_check(self):
        stay, questioning = self.begin()
        began = now_us()
        time.sleep(6)
        stay.end_questioning(questioning)
        wait_certificate(questioning)
        asked = {"cameras": [camera_of("IT-01")], "fromUs": began, "toUs": began + 5_000_000}
        officer = desk.as_("banan1")
        plan = officer.send("POST", f"/stays/{stay.id}/exports/plan", asked)
        self.assertEqual((plan.status, plan.json()["others"]), (200, []))
        exported = self.ask(stay, {**asked, "questioningId": questioning, "recipient": "other_authority",
                                   "recipientName": "演示检察院", "withRecord": True})
        self.assertEqual(exported["state"], "requested")
        self.assertEqual(officer.send("POST", f"/exports/{exported['id']}/downloads", {}).status, 404)
        refused = officer.send("POST", f"/approvals/{exported['id']}/decision", {"granted": True, "reason": "自己"})
        self.assertEqual(refused.code, "approval.not_your_role")
        seen = next(a for a in desk.as_("fuze").get("/approvals")["items"] if a["id"] == exported["id"])
        self.assertEqual(seen["export"]["recipientName"], "演示检察院")
        self.decide("fuze", exported["id"], True)
        made = self.wait_export(stay, exported["id"], "made")
        package = self.fetch(made)
        self.assertEqual(package.stat().st_size, made["bytes"])
        key = officer.get(f"/stays/{stay.id}/exports")["centreKey"]
        code, words = self.verify(package, "--key", key)
        self.assertEqual(code, 0, words)
        self.assertIn("讯问室一", words)
        self.look_inside(package, questioning)
        self.assertEqual(self.verify(package, "--key", "00" * 32)[0], 14)
        with zipfile.ZipFile(package) as archive:
            pictures = next(entry for entry in archive.infolist() if entry.filename.startswith("media/"))
        at = pictures.header_offset + pictures.file_size // 2
        with package.open("r+b") as file:
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1]))
        self.assertEqual(self.verify(package, "--key", key)[0], 10)
        log = {entry["action"] for entry in desk.as_("fazhi").get("/audit", object=exported["id"])["items"]}
        self.assertEqual(log, {"export_made", "export_fetched"})

    def ask(self, stay, body, who="banan1"):
        desk.as_(who).post(f"/stays/{stay.id}/exports", {"reason": "随案移送检察院审查", **body})
        return desk.as_(who).get(f"/stays/{stay.id}/exports")["items"][0]

    def decide(self, who, approval, granted):
        desk.as_(who).post(f"/approvals/{approval}/decision", {"granted": granted, "reason": "经审查"})

    def wait_export(self, stay, export, state):
        def there():
            items = desk.as_("banan1").get(f"/stays/{stay.id}/exports")["items"]
            item = next(e for e in items if e["id"] == export)
            return item if item["state"] == state else None
        return wait_until(f"export {state}", there, seconds=30)

    def fetch(self, made):
        """As the browser's own form does."""
        granted = desk.as_("banan1").send("POST", f"/exports/{made['id']}/downloads", {}).json()
        connection = http.client.HTTPConnection("127.0.0.1", centre.layout.ports.recorder, timeout=30)
        connection.request("POST", granted["href"], "token=" + granted["token"],
                           {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        package = centre.folder / "package.zip"
        package.write_bytes(answer.read())
        return package

    def verify(self, package, *arguments):
        done = subprocess.run([centre.layout.bin / "evidence-verify", *arguments, package], capture_output=True,
                              text=True)
        return done.returncode, done.stdout + done.stderr

    def look_inside(self, package, questioning):
        with zipfile.ZipFile(package) as archive:
            self.assertIsNone(archive.testzip())
            names = archive.namelist()
            facts = json.loads(archive.read("certificate.json"))
            self.assertEqual(facts["questioningId"], questioning)
            # Every moment of the window is either recorded or named as missing.
            self.assertEqual(facts["coveredUs"] + facts["missingUs"], facts["toUs"] - facts["fromUs"], facts)
            self.assertGreater(facts["coveredUs"], 0)
            # By which zones and masks it was watched; nobody approved any here.
            self.assertTrue(facts["cameras"])
            self.assertEqual({(c["watchingVersion"], len(c["watching"])) for c in facts["cameras"]}, {(0, 0)})
            self.assertIn("verify.html", names)
            for cover in ("cover-zh.pdf", "cover-en.pdf"):
                self.assertTrue(archive.read(cover).startswith(b"%PDF"))
            archive.extract("record.json", centre.folder)
            archive.extract("evidence-verify", centre.folder)
            media_file = next(name for name in names if name.startswith("media/"))
            found = probe(archive.read(media_file))
            self.assertGreater(found["video"], 40)
        self.assertEqual(subprocess.run([centre.layout.bin / "mingjingctl", "stay", "verify",
                                         centre.folder / "record.json", "--key", centre.control("key").strip()],
                                        capture_output=True).returncode, 0)
        # What travels along is the verifier itself.
        own = centre.folder / "evidence-verify"
        own.chmod(0o755)
        self.assertEqual(subprocess.run([own, package], capture_output=True).returncode, 0)

    def test_who_else_may_be_seen_needs_a_second_approval(self):
        other = desk.arrive().admit()
        stay, questioning = self.begin()
        began = now_us()
        other.wait_in("IT-01", mode="report", happenedAtUs=began)
        self.addCleanup(other.wait_in, "WT-01", mode="report", happenedAtUs=began + 3_000_000)
        time.sleep(3)
        stay.end_questioning(questioning)
        wait_certificate(questioning)
        asked = {"cameras": [camera_of("IT-01")], "fromUs": began, "toUs": began + 2_000_000}
        plan = desk.as_("banan1").send("POST", f"/stays/{stay.id}/exports/plan", asked).json()
        self.assertEqual(plan["others"], [other.number])
        exported = self.ask(stay, {**asked, "recipient": "own_case_file"})
        second = next(a for a in exported["approvals"] if a["about"] == "recording_export_others")
        self.assertEqual((second["others"], second["neededRole"]), ([other.number], "legal_head"))
        self.assertEqual(second["export"]["toUs"], asked["toUs"])
        self.decide("fuze", exported["id"], True)
        self.assertEqual(self.wait_export(stay, exported["id"], "requested")["id"], exported["id"])
        self.decide("fazhi", second["id"], True)
        made = self.wait_export(stay, exported["id"], "made")
        self.assertEqual(self.verify(self.fetch(made))[0], 0)

    def test_what_may_not_leave_is_refused_in_words(self):
        stay, questioning = self.begin()
        time.sleep(2)
        stay.end_questioning(questioning)
        good = {"cameras": [camera_of("IT-01")], "fromUs": now_us() - 2_000_000, "toUs": now_us() - 1_000_000,
                "recipient": "supervision", "reason": "随案移送法院"}
        officer, path = desk.as_("banan1"), f"/stays/{stay.id}/exports"
        for field, change in (("reason", {"reason": "短"}), ("toUs", {"toUs": now_us() + 60_000_000}),
                              ("toUs", {"toUs": good["fromUs"]}), ("cameras", {"cameras": []}),
                              ("cameras/0", {"cameras": [desk.person("banan1")]}),
                              ("recipient", {"recipient": "defence"}),
                              ("questioningId", {"questioningId": desk.person("banan1")})):
            answer = officer.send("POST", path, {**good, **change})
            self.assertEqual((answer.status, answer.json().get("field")), (400, field), answer.body)
        self.assertEqual(officer.get(path)["items"], [])
        self.assertEqual(desk.as_("banan3").send("POST", path, good).status, 404)
        self.assertEqual(desk.as_("guanli").send("POST", path, good).code, "ability.missing")
        exported = self.ask(stay, good)
        self.decide("fuze", exported["id"], False)
        self.assertEqual(self.wait_export(stay, exported["id"], "refused")["approvals"][0]["state"], "refused")
        # Nothing was recorded a day ago: the recorder says so, and it can be tried again.
        day = 24 * 3600 * 1_000_000
        empty = self.ask(stay, {**good, "fromUs": good["fromUs"] - day, "toUs": good["toUs"] - day})
        self.decide("fuze", empty["id"], True)
        failed = self.wait_export(stay, empty["id"], "failed")
        self.assertEqual(failed["problem"], "media.nothing_recorded")
        self.assertEqual(officer.send("POST", f"/exports/{empty['id']}/retries", {}).status, 204)
        self.assertEqual(officer.send("POST", f"/exports/{exported['id']}/retries", {}).status, 404)


if __name__ == "__main__":
    unittest.main(verbosity=2)
