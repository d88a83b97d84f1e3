#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Body checks on real parts: nothing plain on disk, opened by an approval for who may look, and for a while only."""
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
import coded_media  # noqa: E402
from desk import Desk, now_us  # noqa: E402
from fake_camera import FakeCameras, Script  # noqa: E402
from harness import Centre, wait_until  # noqa: E402
from node import NodeVoice  # noqa: E402

SCRIPT = {"gop": 10, "loop": 20, "audio": "aac"}
CHECKED = {**SCRIPT, "size": "176x144"}  # other pictures than any camera that is not sealed
REASON = "被检查人投诉检查时受伤，需要核对"
LONGEST_RUN = 24  # bytes of a picture that would be known again

centre = desk = fakes = None
lens = {}


def setUpModule():
    unittest.addModuleCleanup(lambda: fakes and fakes.stop())
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk, fakes
    fakes = FakeCameras().start()  # first: none of them can then have a port that another part is promised
    lens["main"], lens["sub"] = fakes.add(Script(**CHECKED)), fakes.add(Script(**CHECKED))
    lens["other"] = fakes.add(Script(**SCRIPT))
    centre = Centre(without=("nginx", "cameras", "analyst"), rooms=())
    centre.start()
    desk = Desk(centre)
    for code in ("SM-01", "SF-01"):
        change_room(code, capacity=100)
    lens["id"] = add_camera("SF-01", lens["main"], lens["sub"], "F-1")
    wait_durable(lens["id"])


def change_room(code, **changes):
    room = {k: v for k, v in desk.rooms[code].items() if k not in ("id", "occupants", "recording")}
    changed = desk.as_("guanli").send("PUT", f"/rooms/{desk.room(code)}", {**room, **changes})
    assert changed.status == 200, changed.body


def add_camera(room, main, sub, code):
    body = {"code": code, "name": f"检查室{code}", "roomId": desk.room(room), "mainUrl": main.url(), "audio": True,
            "username": main.script.user, "password": main.password, "active": True}
    if sub:
        body["subUrl"] = sub.url()
    return desk.as_("guanli").post("/cameras", body)["id"]


def health():
    connection = http.client.HTTPConnection("127.0.0.1", centre.layout.ports.recorder, timeout=10)
    connection.request("GET", "/health")
    return json.loads(connection.getresponse().read())


def stream_of(camera, stream="main"):
    return next((c for c in health()["cameras"] if c["camera"] == camera and c["stream"] == stream), {})


def wait_durable(camera, after=0, streams=("main",)):
    wait_until(f"{camera} is recorded", lambda: all(stream_of(camera, s).get("lastDurableUs", 0) > after
                                                    for s in streams))


def media(path, token, seconds=15):
    """Status, headers and body of the recorder's whole answer."""
    connection = http.client.HTTPConnection("127.0.0.1", centre.layout.ports.recorder, timeout=seconds)
    connection.request("GET", "/media/v1" + path, headers={"Authorization": "Bearer " + token} if token else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def play(camera, token, span, stream="main"):
    return media(f"/play/{camera}?stream={stream}&from={span[0]}&to={span[1]}", token)


def view(who, camera, use, span=None):
    more = {"fromUs": span[0], "toUs": span[1]} if span else {}
    return desk.as_(who).send("POST", "/media/views", {"cameraId": camera, "use": use, "reason": "review", **more})


def person(sex="F"):
    """Somebody who is in the centre."""
    facts = {"sex": sex, "birthDate": "1990-05-05", "identityUnknown": False, "flags": []}
    return desk.arrive(facts=facts)


def recorded(camera, seconds=4):
    """A stretch that begins now and is on disk."""
    start = now_us()
    time.sleep(seconds)
    span = (start, now_us())
    wait_durable(camera, span[1])
    return span


def ask(stay, camera, span, who="fazhi", **more):
    body = {"cameraId": camera, "fromUs": span[0], "toUs": span[1], "reason": REASON, "neededRole": "bureau_head"}
    return desk.as_(who).send("POST", f"/stays/{stay.id}/body-check-views", {**body, **more})


def approval_of(stay):
    return next(a for a in desk.as_("fuze").get("/approvals")["items"] if a["stayId"] == stay.id)


def decide(approval, who="fuze", granted=True, **more):
    return desk.as_(who).send("POST", f"/approvals/{approval['id']}/decision",
                              {"granted": granted, "reason": "属实需要", **more})


def approved(stay, camera, span, **more):
    assert ask(stay, camera, span, **more).status == 201
    assert decide(approval_of(stay)).status == 201
    return span


def audit(action, camera):
    return [e for e in desk.as_("fazhi").get("/audit", object=camera)["items"] if e["action"] == action]


def disk():
    """All that the recorder keeps, in whatever file."""
    for folder in (centre.layout.evidence, centre.layout.data):
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file() and "mariadb" not in file.parts:
                yield file, file.read_bytes()


def marks():
    """What every picture of the sealed camera carries."""
    return [coded_media.NUMBER_UUID + f"{lens[stream].mark:08x}".encode() for stream in ("main", "sub")]


def told_plainly(where):
    """Files in which something of the sealed camera can be read."""
    return [str(file) for file, content in where if any(mark in content for mark in marks())]


def numbered(content):
    return coded_media.NUMBER_UUID in content


def slices(camera):
    """Coded pictures as the camera sends them, without what every coder writes beside them."""
    codec = camera.script.codec
    return [n for p in camera.pictures() for n in p.nals if coded_media.nal_type(codec, n) in (1, 5) and len(n) > 64]


def runs(nals):
    return {nal[at:at + LONGEST_RUN] for nal in nals for at in range(8, len(nal) - LONGEST_RUN, LONGEST_RUN)}


class Sealed(unittest.TestCase):
    def test_nothing_that_the_camera_sent_lies_plain_on_any_disk(self):
        wait_durable(lens["id"], now_us(), ("main", "sub"))
        known = runs(slices(lens["main"]) + slices(lens["sub"]))
        self.assertGreater(len(known), 50)
        searched = 0
        for file, content in disk():
            searched += len(content)
            self.assertEqual(told_plainly([(file, content)]), [])
            if "media" in file.parts and lens["id"] not in file.parts:
                continue  # another camera's pictures may have stretches in common
            self.assertEqual([run.hex() for run in known if run in content][:1], [], file)
        self.assertGreater(searched, 100_000)
        media_files = [f for f in Path(centre.layout.evidence).rglob(f"{lens['id']}/*.mp4")]
        self.assertEqual({f.name.split("-")[0] for f in media_files}, {"main", "sub"})
        checked = subprocess.run([centre.layout.bin / "evidence-check", centre.layout.evidence],
                                 capture_output=True, text=True)
        self.assertIn(" 0 faults", checked.stdout + checked.stderr)

    def test_the_same_search_finds_a_camera_that_is_not_sealed(self):
        """A search that finds nothing anywhere proves nothing."""
        camera = add_camera("WT-01", lens["other"], None, "W-1")
        wait_durable(camera, now_us() + 2_000_000)
        content = b"".join(f.read_bytes() for f in Path(centre.layout.evidence).rglob(f"{camera}/*.mp4"))
        self.assertTrue(numbered(content))
        self.assertTrue(any(run in content for run in runs(slices(lens["other"]))))

    def test_an_approval_opens_it_and_the_pictures_are_those_that_were_sent(self):
        stay = person()
        span = recorded(lens["id"])
        refused = view("fazhi", lens["id"], "playback", span)
        self.assertEqual((refused.status, refused.json()["code"]), (403, "body_check.not_approved"))
        approved(stay, lens["id"], span)
        granted = view("fazhi", lens["id"], "playback", span)
        self.assertEqual(granted.status, 201, granted.body)
        answer, body = play(lens["id"], granted.json()["token"], span)
        self.assertEqual(answer.status, 200, body[:300])
        self.assertGreaterEqual(int(answer.headers["X-Start-Us"]), span[0])
        numbers = [n for _, n in coded_media.numbers_in(body)]
        self.assertGreater(len(numbers), 20)
        self.assertEqual(numbers, list(range(numbers[0], numbers[-1] + 1)))
        sent = {number: sent_us for number, sent_us, *_ in lens["main"].sent}
        # Not a picture from outside of what was approved; the camera and we look at one clock.
        self.assertGreater(sent[numbers[0]], span[0] - 500_000)
        self.assertLess(sent[numbers[-1]], span[1] + 500_000)
        for nal in slices(lens["main"])[:20]:
            self.assertTrue(nal in body)
        file = centre.folder / "opened.mp4"
        file.write_bytes(body)
        decoded = subprocess.run(["ffmpeg", "-v", "error", "-i", file, "-f", "null", "-"], capture_output=True, text=True)
        self.assertEqual(decoded.stderr, "")
        answer, body = play(lens["id"], granted.json()["token"], span, "sub")
        self.assertEqual(answer.status, 200)
        self.assertGreater(len(coded_media.numbers_in(body)), 20)
        opened = audit("body_check_key_opened", lens["id"])
        self.assertTrue(opened and opened[0]["allowed"])
        self.assertTrue({"view_opened", "view_began", "view_ended"} <=
                        {e["action"] for e in desk.as_("fazhi").get("/audit", object=lens["id"])["items"]})
        self.assertEqual(told_plainly(disk()), [])  # looking at it leaves nothing either

    def test_outside_of_the_interval_and_after_its_end_it_stays_shut(self):
        stay = person()
        span = recorded(lens["id"], 3)
        until = now_us() + 6_000_000
        approved(stay, lens["id"], span, untilUs=until)
        wider = view("fazhi", lens["id"], "playback", (span[0] - 1_000_000, span[1]))
        self.assertEqual((wider.status, wider.json()["code"]), (403, "body_check.not_approved"))
        granted = view("fazhi", lens["id"], "playback", span).json()
        self.assertEqual(play(lens["id"], granted["token"], span)[0].status, 200)
        outside = play(lens["id"], granted["token"], (span[0] - 1_000_000, span[1]))
        self.assertEqual((outside[0].status, json.loads(outside[1])["code"]), (403, "media.outside_interval"))
        time.sleep(max(0, (until - now_us()) / 1_000_000) + 0.2)
        # The token still lives; the approval does not, and the centre gives no key.
        over = play(lens["id"], granted["token"], span)
        self.assertEqual((over[0].status, json.loads(over[1])["code"]), (403, "body_check.over"))
        self.assertFalse(audit("body_check_key_opened", lens["id"])[0]["allowed"])
        again = desk.as_("fazhi").send("POST", f"/media/views/{granted['viewId']}/renew", {})
        self.assertEqual((again.status, again.json()["code"]), (403, "body_check.over"))
        anew = view("fazhi", lens["id"], "playback", span)
        self.assertEqual((anew.status, anew.json()["code"]), (403, "body_check.over"))

    def test_only_who_asked_may_look_and_nobody_grants_what_he_asked(self):
        stay = person()
        span = recorded(lens["id"], 2)
        self.assertEqual(ask(stay, lens["id"], span, neededRole="legal_head").status, 201)
        asked = desk.as_("fazhi").get(f"/stays/{stay.id}")["approvals"][0]
        self.assertEqual((asked["about"], asked["mayDecide"]), ("body_check_view", False))
        self.assertEqual(asked["bodyCheck"]["camera"]["id"], lens["id"])
        own = decide(asked, "fazhi")
        self.assertEqual((own.status, own.json()["code"]), (403, "approval.own_request"))
        paper = decide(asked, "fazhi", mode="report", happenedAtUs=now_us(), approver=desk.person("fuze"))
        self.assertEqual((paper.status, paper.json()["code"]), (422, "body_check.not_on_paper"))
        other = desk.as_("guanli")
        self.assertEqual(other.send("POST", f"/stays/{stay.id}/body-check-views", {}).status, 403)
        approved(person(), lens["id"], recorded(lens["id"], 2))
        self.assertEqual(view("fuze", lens["id"], "playback", span).status, 403)
        shown = desk.as_("fazhi").get(f"/cameras/{lens['id']}/body-checks", fromUs=span[0], toUs=span[1])
        mine = next(s for s in shown["stays"] if s["id"] == stay.id)
        self.assertEqual([a["state"] for a in mine["asked"]], ["open"])

    def test_a_reviewer_of_the_other_sex_is_refused_with_words(self):
        man = person("M")
        span = recorded(lens["id"], 2)
        refused = ask(man, lens["id"], span)
        self.assertEqual((refused.status, refused.json()["code"]), (403, "body_check.other_sex"))
        self.assertIn("同性别", refused.json()["detail"])
        woman = person()
        man.act("placements", {"mode": "report", "happenedAtUs": now_us(), "roomId": desk.room("SF-01")})
        span = recorded(lens["id"], 2)
        man.act("placements", {"mode": "report", "happenedAtUs": now_us(), "roomId": desk.room("WT-01")})
        refused = ask(woman, lens["id"], span)
        self.assertEqual((refused.status, refused.json()["code"]), (403, "body_check.others_there"))

    def test_what_may_be_asked_for(self):
        stay = person()
        span = recorded(lens["id"], 2)
        for change, code in (({"toUs": now_us() + 60_000_000}, "body_check.bad_interval"),
                             ({"fromUs": span[0] - 3_600_000_000}, "body_check.bad_interval"),
                             ({"toUs": span[0]}, "body_check.bad_interval"),
                             ({"untilUs": span[0]}, "body_check.bad_end"),
                             ({"cameraId": str(uuid.uuid4())}, "camera.unknown")):
            refused = ask(stay, lens["id"], span, **change)
            self.assertEqual((refused.status, refused.json()["code"]), (400, code), change)
        plain = next((c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] != desk.room("SF-01")), None)
        if plain:
            self.assertEqual(ask(stay, plain, span).json()["code"], "body_check.not_sealed")

    def test_a_package_leaves_sealed_and_opens_with_the_keys_that_were_allowed(self):
        stay = person()
        span = recorded(lens["id"])
        wish = {"cameras": [lens["id"]], "fromUs": span[0], "toUs": span[1], "recipient": "other_authority",
                "reason": "随案移送检察院审查"}
        plan = desk.as_("fazhi").send("POST", f"/stays/{stay.id}/exports/plan", {k: wish[k] for k in ("cameras", "fromUs", "toUs")})
        self.assertEqual((plan.status, plan.json()["sealed"]), (200, True))
        low = desk.as_("fazhi").send("POST", f"/stays/{stay.id}/exports", wish)
        self.assertEqual((low.status, low.json()["code"], low.json()["field"]), (400, "export.body_check_role", "neededRole"))
        wish["neededRole"] = "bureau_head"
        shut = self.package(stay, wish)
        self.assertNotIn("keys.json", zipfile.ZipFile(shut).namelist())
        key = desk.as_("fazhi").get(f"/stays/{stay.id}/exports")["centreKey"]
        self.assertEqual(self.verify(shut, "--key", key)[0], 0)
        self.assertEqual(self.verify(shut, "--open", centre.folder / "shut")[0], 16)
        package = self.package(stay, {**wish, "withKeys": True})
        code, words = self.verify(package, "--key", key)
        self.assertEqual(code, 0, words)
        self.assertIn("已加密", words)
        self.assertEqual(told_plainly([(package, package.read_bytes())]), [])
        folder = centre.folder / "open"
        code, words = self.verify(package, "--key", key, "--open", folder)
        self.assertEqual(code, 0, words)
        self.assertEqual(self.verify(package, "--open", folder)[0], 4)  # nothing is overwritten
        files = list(folder.rglob("*.mp4"))
        self.assertTrue(files)
        for file in files:
            decoded = subprocess.run(["ffmpeg", "-v", "error", "-i", file, "-f", "null", "-"], capture_output=True, text=True)
            self.assertEqual(decoded.stderr, "")
        self.assertGreater(sum(len(coded_media.numbers_in(f.read_bytes())) for f in files), 20)
        given = audit("body_check_key_exported", lens["id"])
        self.assertEqual({e["allowed"] for e in given}, {True})
        man = person("M")
        span = recorded(lens["id"], 2)
        other = desk.as_("fazhi").send("POST", f"/stays/{man.id}/exports",
                                       {**wish, "fromUs": span[0], "toUs": span[1], "withKeys": True})
        self.assertEqual((other.status, other.json()["code"]), (403, "body_check.other_sex"))

    def package(self, stay, wish):
        """Asked for, allowed, made and fetched."""
        desk.as_("fazhi").post(f"/stays/{stay.id}/exports", wish)
        approval = approval_of(stay)
        told = {"granted": True, "reason": "属实", "mode": "report", "happenedAtUs": now_us(), "approver": desk.person("fuze")}
        if wish.get("withKeys"):
            self.assertTrue(approval["export"]["withKeys"])
            paper = desk.as_("fuze").send("POST", f"/approvals/{approval['id']}/decision", told)
            self.assertEqual((paper.status, paper.json()["code"]), (422, "body_check.not_on_paper"))
        self.assertEqual(decide(approval).status, 201)

        def made():
            items = desk.as_("fazhi").get(f"/stays/{stay.id}/exports")["items"]
            item = next(e for e in items if e["id"] == approval["id"])
            self.assertNotEqual(item["state"], "failed", item)
            return item if item["state"] == "made" else None
        wait_until("the package", made, seconds=30)
        granted = desk.as_("fazhi").send("POST", f"/exports/{approval['id']}/downloads", {}).json()
        connection = http.client.HTTPConnection("127.0.0.1", centre.layout.ports.recorder, timeout=30)
        connection.request("POST", granted["href"], "token=" + granted["token"],
                           {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        file = centre.folder / f"{approval['id']}.zip"
        file.write_bytes(answer.read())
        return file

    def verify(self, package, *arguments):
        done = subprocess.run([centre.layout.bin / "evidence-verify", *arguments, package], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def test_there_is_no_live_picture_no_still_and_no_trial(self):
        for who, use in (("zhiban1", "live"), ("fazhi", "live"), ("guanli", "still")):
            refused = view(who, lens["id"], use)
            self.assertEqual((refused.status, refused.json()["code"]), (403, "body_check.no_live"), (who, use))
        tried = desk.as_("guanli").send("POST", "/camera-trials", {"url": lens["main"].url(), "cameraId": lens["id"]})
        self.assertEqual((tried.status, tried.json()["code"]), (403, "body_check.no_live"))
        sight = next(c["sight"] for c in desk.as_("fazhi").get("/cameras")["items"] if c["id"] == lens["id"])
        self.assertEqual(sight, {"live": False, "playback": False, "sealed": True, "mayAsk": True})

    def test_the_centre_keeps_the_private_key_to_itself(self):
        key = next(Path(centre.layout.data).rglob("opening.key"))
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        secret = key.read_text().strip()
        for file, content in disk():
            if file != key:
                self.assertFalse(secret.encode() in content or bytes.fromhex(secret) in content, file)

    def test_keys_are_given_to_a_recorder_for_a_view_that_is_open(self):
        recorder, analyst = NodeVoice(centre, "recorder-1"), NodeVoice(centre, "analyst-1")
        seal = {"algorithm": "aes-256-ctr", "commitment": "0" * 64, "recipient": "A" * 43, "wrapped": "AAAA"}
        segment = {"camera": lens["id"], "stream": "main", "segment": str(uuid.uuid4()), "startUs": 1, "sealed": seal}
        wish = {"view": str(uuid.uuid4()), "segments": [segment]}

        def answer(who, body, **more):
            status, told = who.request("POST", "/node/v1/openings", body, **more)
            return status, (told or {}).get("code"), (told or {}).get("field")
        self.assertEqual(answer(recorder, wish, key="0" * 64)[0], 401)
        self.assertEqual(answer(analyst, wish)[:2], (403, "node.refused"))
        self.assertEqual(answer(recorder, wish)[:2], (404, "view.ended"))
        for change, code in (({"sealed": {**seal, "algorithm": "none"}}, "sealed.unknown_form"),
                             ({"sealed": {}}, "sealed.unknown_form"), ({"stream": "third"}, None)):
            told = answer(recorder, {**wish, "segments": [{**segment, **change}]})
            self.assertEqual(told[0], 400, told)
            if code:
                self.assertEqual(told[1], code)
        stay = person()
        span = recorded(lens["id"], 2)
        approved(stay, lens["id"], span)
        granted = view("fazhi", lens["id"], "playback", span).json()
        forged = answer(recorder, {"view": granted["viewId"], "segments": [segment]})
        self.assertEqual(forged[1], "sealed.other_recipient")
        self.assertEqual(audit("body_check_key_opened", lens["id"])[0]["reason"], "sealed.other_recipient")

    def test_a_room_that_changes_its_class_changes_how_it_is_recorded(self):
        camera = add_camera("QS-01", fakes.add(Script(**SCRIPT)), None, "Q-1")
        wait_durable(camera, now_us())
        change_room("QS-01", privacy="restricted")
        time.sleep(3)
        before = now_us()
        wait_durable(camera, before)
        files = sorted(Path(centre.layout.evidence).rglob(f"{camera}/*.mp4"))
        self.assertGreaterEqual(len(files), 2)
        self.assertTrue(numbered(files[0].read_bytes()))
        self.assertFalse(numbered(files[-1].read_bytes()))
        sealed = (before - 1_000_000, before)
        change_room("QS-01", privacy="normal")
        time.sleep(3)
        wait_durable(camera, now_us())
        newest = sorted(Path(centre.layout.evidence).rglob(f"{camera}/*.mp4"))[-1]
        self.assertTrue(numbered(newest.read_bytes()))
        # What was sealed stays so, whatever the room is now.
        granted = view("fazhi", camera, "playback", (sealed[0] - 60_000_000, now_us()))
        self.assertEqual(granted.status, 201, granted.body)
        shut = play(camera, granted.json()["token"], sealed)
        self.assertEqual((shut[0].status, json.loads(shut[1])["code"]), (403, "body_check.not_approved"))
        index = json.loads(media(f"/index/{camera}?from={sealed[0] - 60_000_000}&to={now_us() - 1_000_000}",
                                 granted.json()["token"])[1])
        hidden = [g for g in index["gaps"] if g["cause"] == "sealed"]
        self.assertTrue(any(g["fromUs"] <= sealed[0] and sealed[1] <= g["toUs"] for g in hidden), index["gaps"])
        self.assertFalse(any(p["startUs"] < sealed[1] and p["endUs"] > sealed[0] for p in index["parts"]))
        last = index["parts"][-1]
        open_now = play(camera, granted.json()["token"], (last["startUs"], last["endUs"]))
        self.assertEqual(open_now[0].status, 200)
        self.assertTrue(numbered(open_now[1]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
