#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Calls for help: one press, one call, in everybody's sight at once, and never refused for what it says."""
import concurrent.futures
import sys
import time
import unittest
import uuid
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk, now_us  # noqa: E402
from harness import Centre  # noqa: E402

SECOND = 1_000_000
MINUTE = 60 * SECOND

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    centre.start()
    desk = Desk(centre)


def sql(statement):
    return Desk.sql(centre, statement)


def audited(action, about):
    return [row for row in desk.as_("fazhi").get("/audit", action=action)["items"] if row["object"] == about]


class Help(unittest.TestCase):
    def setUp(self):
        self.guard = desk.as_("fujing2")
        # Each test begins with nobody calling.
        for call in desk.duty.get("/help-calls")["items"]:
            if call["state"] == "open":
                self.act(call["id"], "ends", {"found": "上一例"})

    def press(self, who=None, **body):
        answer = (who or self.guard).send("POST", "/help-calls", body)
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def act(self, call, what, body, who=None, status=201):
        answer = (who or desk.duty).send("POST", f"/help-calls/{call}/{what}", body)
        self.assertEqual(answer.status, status, answer.body)
        return answer.json()

    def calls(self, who=None, state="open"):
        return [call for call in (who or desk.duty).get("/help-calls")["items"] if call["state"] == state]

    def one(self, call, who=None):
        return next(c for c in (who or desk.duty).get("/help-calls")["items"] if c["id"] == call)

    def test_one_press_tells_the_desk_the_wall_other_guards_and_the_handover(self):
        room = desk.room("WT-02")
        before = now_us()
        made = self.press(roomId=room)
        self.assertFalse(made["joined"])
        for login in ("zhiban1", "banan1", "fuze", "guanli", "fujing2"):
            (seen,) = self.calls(desk.as_(login))
            self.assertEqual((seen["id"], seen["room"]["id"]), (made["id"], room))
            self.assertEqual([c["id"] for c in seen["callers"]], [desk.person("fujing2")])
            self.assertGreaterEqual(seen["calledAtUs"], before)
            self.assertEqual((seen["own"], seen["mayAnswer"]), (login == "fujing2", login in ("zhiban1", "banan1")))
        (on_wall,) = desk.as_("daping").get("/wall")["helpCalls"]
        self.assertEqual(set(on_wall), {"roomName", "calledAtUs", "answered"})
        self.assertEqual((on_wall["roomName"], on_wall["answered"]), (desk.rooms["WT-02"]["name"], False))
        (handed,) = desk.duty.get("/handovers/draft")["helpCalls"]
        self.assertEqual(handed["id"], made["id"])
        (entry,) = audited("help_called", made["id"])
        self.assertEqual(entry["actor"]["id"], desk.person("fujing2"))

    def test_a_repeated_press_joins_and_brings_the_place(self):
        made = self.press()
        again = self.press(roomId=desk.room("WT-01"))
        self.assertEqual((again["id"], again["joined"]), (made["id"], True))
        (call,) = self.calls()
        self.assertEqual((call["presses"], call["room"]["id"]), (2, desk.room("WT-01")))
        neighbour = self.press(desk.as_("zhiban2"), roomId=desk.room("WT-01"))
        self.assertEqual(neighbour["id"], made["id"])
        elsewhere = self.press(desk.as_("banan1"), roomId=desk.room("WT-02"))
        self.assertFalse(elsewhere["joined"])
        self.assertEqual(len(self.calls()), 2)

    def test_a_later_press_is_a_call_of_its_own(self):
        first = self.press(happenedAtUs=now_us() - 3 * MINUTE)
        self.assertNotEqual(self.press()["id"], first["id"])

    def test_presses_at_the_same_moment_are_one_call(self):
        room = desk.room("WT-04")
        who = [self.guard, desk.as_("zhiban2"), desk.as_("banan1"), desk.as_("banan2")]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda client: self.press(client, roomId=room), who * 2))
        self.assertEqual(len({one["id"] for one in made}), 1)
        self.assertEqual([one["joined"] for one in made].count(False), 1)
        (call,) = self.calls()
        self.assertEqual((call["presses"], len(call["callers"])), (8, 4))

    def test_the_same_request_again_is_the_same_press(self):
        key = str(uuid.uuid4())
        answers = [self.guard.send("POST", "/help-calls", {}, key).json() for _ in range(2)]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(self.calls()[0]["presses"], 1)

    def test_what_is_reported_is_never_refused_for_what_it_says(self):
        ahead = self.press(roomId=str(uuid.uuid4()), happenedAtUs=now_us() + 60 * MINUTE)
        call = self.one(ahead["id"])
        self.assertNotIn("room", call)
        self.assertLessEqual(call["calledAtUs"], now_us())
        self.act(ahead["id"], "ends", {"found": "无事"})
        self.act(ahead["id"], "answers", {"goes": [desk.person("zhiban2")], "happenedAtUs": 1})
        self.act(ahead["id"], "ends", {"found": "又去看过", "happenedAtUs": now_us() + 60 * MINUTE})
        self.act(ahead["id"], "withdrawal", {}, self.guard)
        call = self.one(ahead["id"])
        self.assertEqual(call["state"], "ended")
        self.assertEqual([end["found"] for end in call["ends"]], ["无事", "又去看过"])

    def test_malformed_input_is_named(self):
        made = self.press()
        for path, body, field in (("", {"roomId": "x"}, "roomId"), ("", {"happenedAtUs": "now"}, "happenedAtUs"),
                                  ("", {"place": "x"}, "place"), (f"/{made['id']}/answers", {}, "goes"),
                                  (f"/{made['id']}/answers", {"goes": []}, "goes"),
                                  (f"/{made['id']}/answers", {"goes": [str(uuid.uuid4())]}, "goes/0"),
                                  (f"/{made['id']}/ends", {}, "found"),
                                  (f"/{made['id']}/ends", {"found": "长" * 201}, "found"),
                                  (f"/{made['id']}/withdrawal", {"why": "x"}, "why")):
            with self.subTest(path=path, body=str(body)[:40]):
                answer = desk.duty.send("POST", f"/help-calls{path}", body)
                self.assertEqual((answer.status, answer.json()["field"]), (400, field), answer.body)

    def test_a_call_that_there_is_not(self):
        for what, body in (("withdrawal", {}), ("answers", {"goes": [desk.person("zhiban1")]}), ("ends", {"found": "x"})):
            with self.subTest(what=what):
                told = self.act(str(uuid.uuid4()), what, body, status=404)
                self.assertEqual(told["code"], "help.not_found")

    def test_it_is_answered_and_ends_with_what_was_found(self):
        made = self.press(roomId=desk.room("WT-01"))
        told = self.act(made["id"], "ends", {"found": "x"}, desk.as_("fazhi"), status=403)
        self.assertEqual(told["code"], "help.not_going")
        self.act(made["id"], "answers", {"goes": [desk.person("fazhi"), desk.person("zhiban2")]})
        (call,) = self.calls()
        self.assertEqual({g["id"] for g in call["answers"][0]["goes"]}, {desk.person("fazhi"), desk.person("zhiban2")})
        self.assertEqual(call["answers"][0]["by"]["id"], desk.person("zhiban1"))
        self.assertTrue(desk.as_("daping").get("/wall")["helpCalls"][0]["answered"])
        self.assertTrue(self.one(made["id"], desk.as_("fazhi"))["mayEnd"])
        self.act(made["id"], "ends", {"found": "被羁押人晕倒，已送医"}, desk.as_("fazhi"))
        self.assertEqual(self.calls(), [])
        self.assertEqual(desk.as_("daping").get("/wall")["helpCalls"], [])
        self.assertEqual(desk.duty.get("/handovers/draft")["helpCalls"], [])
        (ended,) = [c for c in self.calls(state="ended") if c["id"] == made["id"]]
        self.assertEqual(ended["ends"][0]["found"], "被羁押人晕倒，已送医")
        for action in ("help_answered", "help_ended"):
            self.assertEqual(len(audited(action, made["id"])), 1)
        # Free text lies in the vault alone.
        self.assertEqual(sql("SELECT COUNT(*) FROM timeline WHERE body LIKE '%晕倒%'"), "0")

    def test_only_who_called_withdraws_and_it_stays_in_sight(self):
        made = self.press()
        told = self.act(made["id"], "withdrawal", {}, desk.as_("zhiban2"), status=403)
        self.assertEqual(told["code"], "help.not_own")
        self.act(made["id"], "withdrawal", {}, self.guard)
        self.assertEqual(self.calls(), [])
        withdrawn = self.one(made["id"])
        self.assertEqual((withdrawn["state"], withdrawn["withdrawn"]["by"]["id"]), ("withdrawn", desk.person("fujing2")))
        self.assertFalse(self.press()["joined"])
        self.assertEqual(len(audited("help_withdrawn", made["id"])), 1)

    def test_a_press_that_was_kept_comes_with_its_own_time(self):
        pressed = now_us() - 20 * MINUTE
        made = self.press(happenedAtUs=pressed)
        call = self.one(made["id"])
        self.assertEqual(call["calledAtUs"], pressed)
        self.assertGreater(call["enteredAtUs"] - pressed, 19 * MINUTE)

    def test_it_survives_a_killed_centre(self):
        made = self.press(roomId=desk.room("WT-02"))
        self.act(made["id"], "answers", {"goes": [desk.person("zhiban2")]})
        centre.center.kill()
        centre.center.start()
        (call,) = self.calls()
        self.assertEqual((call["id"], call["answers"][0]["goes"][0]["id"]), (made["id"], desk.person("zhiban2")))
        self.act(made["id"], "ends", {"found": "无事"})

    def test_a_damaged_record_hides_neither_the_call_nor_others_and_keeps_nobody_from_calling(self):
        made = self.press(roomId=desk.room("WT-02"))
        where = f"stream_kind = 'help' AND stream_id = UNHEX('{made['id'].replace('-', '')}')"
        kept = sql(f"SELECT HEX(body) FROM timeline WHERE {where}")
        sql(f"UPDATE timeline SET body = '{{}}' WHERE {where}")
        try:
            (call,) = self.calls()
            self.assertEqual((call["callers"], call["room"]["id"]), ([], desk.room("WT-02")))
            self.assertEqual(len(desk.as_("daping").get("/wall")["helpCalls"]), 1)
            again = self.press(roomId=desk.room("WT-02"))
            self.assertFalse(again["joined"])
            told = self.act(made["id"], "ends", {"found": "x"}, status=500)
            self.assertEqual(told["code"], "help.damaged")
        finally:
            sql(f"UPDATE timeline SET body = UNHEX('{kept}') WHERE {where}")
        self.act(made["id"], "ends", {"found": "无事"})

    def test_a_database_that_is_away_is_told_and_the_same_press_is_stored_later(self):
        key, pressed = str(uuid.uuid4()), now_us()
        centre.mariadb.kill()
        body = {"happenedAtUs": pressed}
        self.assertEqual(self.guard.send("POST", "/help-calls", body, key).status, 503)
        centre.mariadb.start()
        deadline = time.monotonic() + 20
        while self.guard.send("POST", "/help-calls", body, key).status != 201:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.3)
        (call,) = self.calls()
        self.assertEqual((call["calledAtUs"], call["presses"]), (pressed, 1))


if __name__ == "__main__":
    unittest.main()
