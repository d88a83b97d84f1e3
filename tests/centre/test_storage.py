#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What is stored is looked after, seen from the centre: faults, second copies, the index, and what no column takes."""
import concurrent.futures
import json
import os
import sys
import time
import unittest
import uuid
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from desk import Desk, now_us  # noqa: E402
from harness import Centre, wait_until  # noqa: E402
from node import NodeVoice  # noqa: E402

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("nginx", "analyst"), rooms=("IT-01",))
    config = centre.layout.config / "recorder.json"
    config.write_text(json.dumps({
        **json.loads(config.read_text()), "segmentSeconds": 3, "copies": [str(centre.folder / "second")],
        "checkMegabytesPerSecond": 100, "checkSweepSeconds": 1, "compareMilliseconds": 100,
        "compareSettleSeconds": 2}))
    centre.start()
    desk = Desk(centre)
    wait_until("a few segments", lambda: int(sql("SELECT COUNT(*) FROM segments WHERE closed = 1")) >= 4, 90)


def sql(statement):
    return desk.sql(centre, statement)


def storage(who="guanli"):
    return desk.as_(who).get("/storage")


def copies_down():
    return desk.duty.get("/board").get("copiesDown", [])


def open_faults():
    return [f for f in storage()["faults"] if "endedAtUs" not in f]


def oldest_segment():
    """Id in hexadecimal and path of the oldest closed one that has a copy."""
    row = sql("SELECT HEX(id), path FROM segments WHERE closed = 1 AND copied_us IS NOT NULL "
              "ORDER BY start_us LIMIT 1").split("\t")
    return row[0], row[1]


class Storages(unittest.TestCase):
    def test_1_checks_copies_and_comparisons_go_on_and_find_nothing(self):
        def settled():
            (one,) = storage()["recorders"]
            check, copy = one.get("check", {}), one.get("copy", {})
            return check.get("lastRoundAtUs") and check.get("comparedAtUs") and copy.get("copied", 0) >= 3 and one
        one = wait_until("a full round, a comparison and copies", settled, 90)
        self.assertEqual(one["copy"]["state"], "ok")
        self.assertEqual(open_faults(), [])
        self.assertGreaterEqual(int(sql("SELECT COUNT(*) FROM segments WHERE copied_us IS NOT NULL")), 3)
        self.assertEqual(sql("SELECT DISTINCT node FROM segments"), "recorder-1")

    def test_2_a_flipped_byte_is_on_the_page_and_in_the_audit(self):
        _, path = oldest_segment()
        file = centre.layout.evidence / path
        whole = file.read_bytes()
        file.write_bytes(whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:])
        (fault,) = wait_until("the fault", open_faults, 60)
        self.assertEqual((fault["what"], fault["path"], fault["node"]), ("fragment_hash", path, "recorder-1"))
        self.assertEqual(storage()["openFaults"], 1)
        self.assertEqual(sql("SELECT COUNT(*) FROM audit WHERE action = 'storage_fault_found'"), "1")
        file.write_bytes(whole)
        wait_until("it to be over", lambda: not open_faults(), 60)
        self.assertTrue(any(f["path"] == path and "endedAtUs" in f for f in storage()["faults"]))

    def test_3_a_row_that_was_deleted_is_named_and_told_again(self):
        segment, path = oldest_segment()
        before = sql(f"SELECT bytes, fragments, chain_head FROM segments WHERE id = UNHEX('{segment}')")
        sql(f"DELETE FROM segments WHERE id = UNHEX('{segment}')")
        wait_until("the row again", lambda: sql(
            f"SELECT bytes, fragments, chain_head FROM segments WHERE id = UNHEX('{segment}')") == before, 60)
        wait_until("it to be over", lambda: any(
            f["what"] == "row_missing" and f["path"] == path and "endedAtUs" in f
            for f in storage()["faults"]), 60)

    def test_4_a_row_that_was_changed_or_invented_is_named_and_left(self):
        segment, path = oldest_segment()
        was = sql(f"SELECT chain_head FROM segments WHERE id = UNHEX('{segment}')")
        sql(f"UPDATE segments SET chain_head = REPEAT('0', 64) WHERE id = UNHEX('{segment}')")
        sql("INSERT INTO segments (id, camera_id, stream, run, start_us, end_us, closed, truncated, has_audio, path, "
            "bytes, fragments, chain_head, node) SELECT UNHEX(REPEAT('EE', 16)), camera_id, stream, run, start_us, "
            "end_us, 1, 0, 0, 'media/invented.mp4', 1, 1, REPEAT('1', 64), node FROM segments "
            f"WHERE id = UNHEX('{segment}')")
        wait_until("both", lambda: {(f["what"], f["path"]) for f in open_faults()} == {
            ("row_differs", path), ("row_unknown", "media/invented.mp4")}, 60)
        self.assertEqual(sql(f"SELECT chain_head FROM segments WHERE id = UNHEX('{segment}')"), "0" * 64)
        sql(f"UPDATE segments SET chain_head = '{was}' WHERE id = UNHEX('{segment}')")
        sql("DELETE FROM segments WHERE path = 'media/invented.mp4'")
        wait_until("both to be over", lambda: not open_faults(), 60)

    def test_5_an_absent_copy_is_on_the_page_and_recording_goes_on(self):
        second = centre.folder / "second"
        os.rename(second, centre.folder / "unplugged")
        wait_until("the disk to be missed", lambda: storage()["recorders"][0]["copy"]["state"] == "away", 60)
        # Whoever sees the board is told, also who may not see the page of storages.
        self.assertEqual(copies_down(), [{"recorder": "recorder-1", "state": "away"}])
        self.assertEqual(desk.duty.send("GET", "/storage").status, 403)
        room = next(r for r in desk.duty.get("/rooms")["items"] if r["code"] == "IT-01")
        self.assertEqual(room["recording"], "running")
        os.rename(centre.folder / "unplugged", second)
        wait_until("the copy to go on", lambda: storage()["recorders"][0]["copy"]["state"] == "ok", 60)
        self.assertEqual(copies_down(), [])
        mark = second / "copy.json"
        own = mark.read_text()
        mark.write_text(json.dumps({"format": 1, "storage": "another"}))
        wait_until("another's disk to be told", lambda: copies_down() == [{"recorder": "recorder-1", "state": "wrong"}], 60)
        mark.write_text(own)
        wait_until("the board to be quiet again", lambda: copies_down() == [], 60)

    def test_6_only_recorders_ask_about_segments(self):
        question = {"camera": "01930000-0000-7000-8000-00000000000a", "stream": "main", "fromUs": 0, "toUs": 1,
                    "untilUs": 1, "count": 0, "digest": "0" * 64}
        self.assertEqual(NodeVoice(centre, "analyst-1").request("POST", "/node/v1/segments", question)[0], 404)
        recorder = NodeVoice(centre, "recorder-1")
        self.assertEqual(recorder.request("POST", "/node/v1/segments", question, key="0" * 64)[0], 401)
        status, answer = recorder.request("POST", "/node/v1/segments", question)
        self.assertEqual((status, answer), (200, {"same": False, "rows": []}))
        status, answer = recorder.request("POST", "/node/v1/segments", {**question, "stream": "x"})
        self.assertEqual((status, answer["field"]), (400, "stream"))


class Keys(unittest.TestCase):
    """An act whose answer was lost is sent again with its key: the same answer, and nothing twice."""

    def twice(self, who, path, body, other, status):
        """The answer of both; `other` is a body that the key was not for."""
        key = str(uuid.uuid4())
        send = desk.as_(who).send
        first, again = (send("POST", path, body, key) for _ in range(2))
        self.assertEqual((first.status, again.status, again.body), (status, status, first.body), again.body)
        refused = send("POST", path, other, key)
        self.assertEqual((refused.status, refused.code), (409, "command.key_reused"))
        self.assertTrue(refused.json()["detail"] and refused.json()["detailEn"])
        missing = send("POST", path, body, headers={"Idempotency-Key": None})
        self.assertEqual((missing.status, missing.json()["field"], missing.code),
                         (400, "Idempotency-Key", "command.key_needed"))
        return first.json()["id"] if status == 201 else None

    def audited(self, action, subject):
        return int(sql(f"SELECT COUNT(*) FROM audit WHERE action = '{action}' "
                       f"AND object_id = UNHEX('{subject.replace('-', '')}')"))

    def test_an_order_is_asked_for_and_decided_once(self):
        before = len(storage()["orders"])
        order = self.twice("guanli", "/storage/orders", {"days": 200}, {"days": 201}, 201)
        self.assertEqual(len(storage()["orders"]), before + 1)
        self.assertEqual(self.audited("removal_order_asked", order), 1)
        self.twice("fazhi", f"/storage/orders/{order}/decision", {"granted": False}, {"granted": True}, 204)
        self.assertEqual(next(o["state"] for o in storage()["orders"] if o["id"] == order), "refused")
        self.assertEqual(self.audited("removal_order_refused", order), 1)
        # With a key of its own it is another act, and that one comes too late.
        late = desk.as_("fazhi").send("POST", f"/storage/orders/{order}/decision", {"granted": False})
        self.assertEqual((late.status, late.code), (422, "approval.decided"))

    def test_a_hold_is_placed_and_lifted_once(self):
        before = len(storage()["holds"])
        body = {"roomId": desk.room("IT-01"), "fromUs": now_us() - 9_000_000, "toUs": now_us(), "reason": "控告申诉调查"}
        hold = self.twice("fazhi", "/storage/holds", body, {**body, "reason": "另一件事情调查"}, 201)
        self.assertEqual(len(storage()["holds"]), before + 1)
        self.assertEqual(self.audited("hold_placed", hold), 1)
        # Who placed it may not lift it: a refusal is no answer that a key keeps.
        path, key = f"/storage/holds/{hold}/lifting", str(uuid.uuid4())
        for _ in range(2):
            self.assertEqual(desk.as_("fazhi").send("POST", path, None, key).code, "approval.own_request")
        other = desk.person("fuze").replace("-", "")
        sql(f"UPDATE legal_holds SET placed_by = UNHEX('{other}') WHERE id = UNHEX('{hold.replace('-', '')}')")
        for _ in range(2):
            self.assertEqual(desk.as_("fazhi").send("POST", path, None, key).status, 204)
        self.assertEqual(self.audited("hold_lifted", hold), 1)
        self.assertEqual(desk.as_("fazhi").send("POST", path, None).code, "hold.not_found")

    def test_many_at_once_with_one_key_are_one(self):
        before = len(storage()["orders"])
        key, send = str(uuid.uuid4()), desk.as_("guanli").send
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: send("POST", "/storage/orders", {"days": 150}, key), range(6)))
        self.assertEqual({(a.status, a.body) for a in answers}, {(201, answers[0].body)})
        self.assertEqual(len(storage()["orders"]), before + 1)


class Damaged(unittest.TestCase):
    def test_a_report_that_no_column_takes_holds_up_nothing(self):
        voice = NodeVoice(centre, "analyst-1")
        camera = next(c["id"] for c in desk.duty.get("/cameras")["items"] if c["room"]["id"] == desk.room("IT-01"))
        hole = {"camera": camera, "fromUs": now_us() - 9_000_000, "toUs": now_us(), "frames": 0, "cause": "decode"}
        reports = [{"seq": 1, "kind": "notWatched", "atUs": now_us(), "body": {**hole, "cause": "x" * 3000}},
                   {"seq": 2, "kind": 7, "atUs": now_us(), "body": []},
                   {"seq": 3, "kind": "notWatched", "atUs": now_us(), "body": hole}]
        status, answer = voice.request("POST", "/node/v1/reports", {"boot": voice.boot, "reports": reports})
        self.assertEqual((status, answer), (200, {"ackedSeq": 3}))
        page = storage()
        self.assertEqual(page["unreadableCount"], 2)
        self.assertEqual({(r["kind"], r["reason"]) for r in page["unreadable"]},
                         {("notWatched", "db.bad_value"), ("?", "report.malformed")})
        self.assertTrue(all('"seq":' in r["report"] for r in page["unreadable"]))
        self.assertEqual(sql("SELECT COUNT(*) FROM watches WHERE watched = 0 AND cause = 'decode'"), "1")
        # Who may not mend a node sees that there are some, and not what is in them.
        self.assertTrue(all("report" not in r for r in storage("fazhi")["unreadable"]))
        status, _ = voice.request("POST", "/node/v1/reports", {"boot": voice.boot, "reports": [{"kind": "x"}]})
        self.assertEqual(status, 400)

    def test_a_column_that_holds_something_else_ends_one_request(self):
        pid = centre.center.pid
        sql("ALTER TABLE removal_orders MODIFY days VARCHAR(20) NOT NULL")
        sql("INSERT INTO removal_orders (id, days, asked_us, asked_by, granted) "
            "VALUES (UNHEX(REPEAT('AA', 16)), 'many', 1, UNHEX(REPEAT('BB', 16)), 0)")
        try:
            answer = desk.as_("guanli").send("GET", "/storage")
            self.assertEqual((answer.status, answer.json()["code"]), (500, "net.internal"))
            self.assertTrue(desk.duty.get("/rooms")["items"])
            self.assertTrue(centre.center.alive())
            self.assertEqual(centre.center.pid, pid)
        finally:
            sql("DELETE FROM removal_orders")
            sql("ALTER TABLE removal_orders MODIFY days INT NOT NULL")
        self.assertEqual(storage()["orders"], [])
        time.sleep(1)
        self.assertEqual(centre.center.pid, pid)


if __name__ == "__main__":
    unittest.main(verbosity=2)
