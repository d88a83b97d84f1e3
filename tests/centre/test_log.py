#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The log of record as others see it: proofs, witnesses, display codes, and an operator who forks history."""
import base64
import hashlib
import http.server
import json
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/support"))
from api import Client  # noqa: E402
from desk import Desk, now_us  # noqa: E402
from harness import Centre, wait_until  # noqa: E402

SLOT = 30_000_000
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"

centre = desk = None


def setUpModule():
    unittest.addModuleCleanup(lambda: centre and centre.close())
    global centre, desk
    centre = Centre(without=("recorder", "analyst", "nginx", "cameras"))
    config = centre.layout.config / "center.json"
    # A head a second instead of a minute, so that nobody waits; all else is the same.
    config.write_text(json.dumps({**json.loads(config.read_text()), "logHeadSeconds": 1,
                                  "timestamp": Authority.prepare(centre.folder / "authority")}))
    centre.start()
    desk = Desk(centre)
    desk.widen("WT-01")


class Authority(http.server.BaseHTTPRequestHandler):
    """A real time-stamping authority: `openssl ts` behind HTTP."""
    folder = mode = None

    def do_POST(self):
        query = self.folder / "query.tsq"
        query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
        if self.mode == "another":  # of a hash that nobody asked about
            subprocess.run(["openssl", "ts", "-query", "-digest", "00" * 32, "-sha256", "-cert", "-out", query],
                           check=True, capture_output=True)
        signer = "other" if self.mode == "stranger" else "tsa"
        subprocess.run(["openssl", "ts", "-reply", "-queryfile", query, "-config", self.folder / "tsa.cnf", "-signer",
                        self.folder / f"{signer}.pem", "-inkey", self.folder / f"{signer}.key", "-out",
                        self.folder / "reply.tsr"], check=True, capture_output=True)
        body = b"no" if self.mode == "nonsense" else (self.folder / "reply.tsr").read_bytes()
        self.send_response(500 if self.mode == "away" else 200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

    @classmethod
    def prepare(cls, folder):
        cls.folder, cls.mode = folder, "away"
        folder.mkdir()
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(
            "[tsa]\ndefault_tsa = t\n[t]\ndigests = sha256\ndefault_policy = 1.2.3.4\nsigner_digest = sha256\n"
            f"serial = {folder / 'serial'}\n[req]\ndistinguished_name = dn\n[dn]\n"
            "[stamping]\nextendedKeyUsage = critical,timeStamping\n")
        for name, subject in (("tsa", "Time authority"), ("other", "Somebody else")):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                            f"/CN={subject}", "-config", folder / "tsa.cnf", "-extensions", "stamping", "-keyout",
                            folder / f"{name}.key", "-out", folder / f"{name}.pem"], check=True, capture_output=True)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), cls)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        unittest.addModuleCleanup(server.shutdown)
        return {"address": f"127.0.0.1:{server.server_port}", "path": "/tsr", "caFile": str(folder / "tsa.pem"),
                "everyMinutes": 1}


def nobody():
    return Client(centre, desk.contract)


def newest():
    return nobody().send("GET", "/log/heads/newest").json()


def later_head(than):
    return wait_until("a later head", lambda: (h := newest())["counter"] > than and h)


def inclusion(query, login="guanli"):
    return desk.as_(login).send("GET", f"/log/inclusion?{query}")


def logged(query):
    """The proof, once the next head is there."""
    return wait_until("in the log", lambda: (a := inclusion(query)).status == 200 and a.json())


def sha256(data):
    return hashlib.sha256(data).digest()


def root_by_path(proof):
    """The walk of RFC 9162 section 2.1.3.2, from the leaf's own bytes."""
    node, last = proof["position"], proof["head"]["size"] - 1
    at = sha256(b"\0" + proof["leaf"].encode())
    for sibling in map(bytes.fromhex, proof["path"]):
        if node & 1 or node == last:
            at = sha256(b"\1" + sibling + at)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            at = sha256(b"\1" + at + sibling)
        node, last = node >> 1, last >> 1
    return at.hex() if last == 0 else None


def code_of(head_hash, room, slot):
    """As center/docs/log-of-record.md tells it."""
    digest = sha256(b"mingjing.liveness.v1\n" + bytes.fromhex(head_hash)
                    + bytes.fromhex(room.replace("-", "")) + slot.to_bytes(8, "big"))
    number, values = int.from_bytes(digest[:8], "big"), []
    for _ in range(7):
        number, value = divmod(number, 23)
        values.insert(0, value)
    values.append(sum((i + 2) * v for i, v in enumerate(values)) % 23)
    return "".join(ALPHABET[v] for v in values)


def binary(name):
    return str(centre.layout.bin / name)


class TlsDoor:
    """TLS with the centre's own certificate before its plain listener, as nginx ends it in a centre."""

    def __init__(self):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(centre.layout.data / "tls/certificate.pem", centre.layout.data / "tls/key.pem")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.pass_on, args=(plain,), daemon=True).start()

    def pass_on(self, plain):
        """One request and its answer: the centre closes after it."""
        try:
            with self.context.wrap_socket(plain, server_side=True) as outer, \
                    socket.create_connection(("127.0.0.1", centre.layout.ports.api)) as inner:
                back = threading.Thread(target=self.copy, args=(outer, inner), daemon=True)
                back.start()
                self.copy(inner, outer)
        except OSError:
            pass

    @staticmethod
    def copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass

    def close(self):
        self.listener.close()


class Witness:
    """A witness of another office, as a process with a folder of its own."""

    def __init__(self, name):
        self.folder = centre.folder / name
        self.address = ["--centre", f"http://127.0.0.1:{centre.layout.ports.api}"]

    def run(self, *arguments):
        done = subprocess.run([binary("mingjing-witness"), "--state", str(self.folder), *arguments],
                              capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def once(self, *more):
        return self.run("once", *self.address, *more)

    def key(self):
        return self.run("key")[1].strip()

    def register(self, name):
        return desk.as_("guanli").post("/log/witnesses", {"name": name, "publicKey": self.key()})

    def kept(self):
        return json.loads(json.loads((self.folder / "head.json").read_text())["head"])


def verify_log(*more):
    done = subprocess.run([binary("mingjingctl"), "--socket", str(centre.layout.admin_socket), "log", "verify", *more],
                          capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


class Heads(unittest.TestCase):
    def test_heads_are_signed_though_nothing_happens(self):
        first = newest()
        second = later_head(first["counter"] + 2)
        said = json.loads(second["head"])
        self.assertEqual((said["hashAlgorithm"], said["signatureAlgorithm"]), ("SHA-256", "Ed25519"))
        self.assertEqual(second["hash"], sha256(b"mingjing.log.head.v1\n" + second["head"].encode()).hex())
        page = nobody().send("GET", f"/log/heads?from={first['counter']}&limit=3").json()["items"]
        heads = [json.loads(item["head"]) for item in page]
        for item, following in zip(page, heads[1:]):
            self.assertEqual(following["previous"], sha256(b"mingjing.log.head.v1\n" + item["head"].encode()).hex())
        self.assertEqual([h["counter"] for h in heads], list(range(first["counter"], first["counter"] + 3)))

    def test_a_head_that_is_none_is_said(self):
        for path, code, status in (("/log/heads/999999999", "log.no_head", 404), ("/log/heads/x", "field.not_number", 400),
                                   ("/log/heads", "field.required", 400), ("/log/consistency?from=5&to=3", "log.no_such_size", 400),
                                   ("/log/consistency?to=99999999", "log.no_such_size", 400)):
            answer = nobody().send("GET", path)
            self.assertEqual((answer.status, answer.code), (status, code), path)

    def test_a_stay_an_entry_of_the_audit_and_a_camera_are_proven(self):
        stay = desk.arrive()
        proof = logged(f"stay={stay.number}")
        leaf = json.loads(proof["leaf"])
        self.assertEqual((leaf["stream"], leaf["kind"]), (stay.id, "timeline"))
        timeline = desk.duty.get(f"/stays/{stay.id}/timeline")["events"]
        self.assertEqual(leaf["hash"], next(e["hash"] for e in timeline if e["seq"] == leaf["seq"]))
        self.assertEqual(root_by_path(proof), proof["head"]["root"])
        self.assertTrue(proof["holds"])
        entry = desk.as_("guanli").get("/audit?limit=1")["items"][0]["id"]
        audited = logged(f"kind=audit&seq={entry}")
        self.assertEqual(root_by_path(audited), audited["head"]["root"])
        under = later_head(audited["head"]["counter"])["counter"]
        again = inclusion(f"kind=audit&seq={entry}&counter={under}").json()
        self.assertEqual(root_by_path(again), again["head"]["root"])
        self.assertEqual(again["head"]["counter"], under)
        text = proof["leaf"] + audited["leaf"]
        for name in ("zhiban1", desk.staff["zhiban1"]["name"], "127.0.0.1"):
            self.assertNotIn(name, text)

    def test_what_cannot_be_proven_is_said(self):
        for query, code, field in (("stay=20000101-01", "stay.not_found", None), ("kind=audit", "field.required", "seq"),
                                   ("of=stay", "field.required", "id"), ("kind=x", "field.unknown_word", "kind"),
                                   (f"of=stay&id={desk.person('zhiban1')}", "log.no_leaf", None)):
            answer = inclusion(query)
            self.assertEqual((answer.code, answer.json().get("field")), (code, field), query)
        stay = desk.arrive()
        proof = logged(f"stay={stay.number}")
        early = inclusion(f"stay={stay.number}&counter=1")
        self.assertEqual((early.status, early.code), (400, "log.no_such_leaf"), proof)

    def test_a_camera_is_logged_as_its_recorder_tells(self):
        from node import NodeVoice
        camera = desk.as_("guanli").get("/cameras")["items"][0]["id"]
        recorder = NodeVoice(centre, "recorder-1")
        status = {"camera": camera, "stream": "main", "state": "running", "lastDurableUs": now_us(), "lastKeyUs": now_us(),
                  "gopUs": 1, "hasAudio": True, "fpsMilli": 1, "kbps": 1, "driftUs": 0, "chainHead": "ab" * 32, "fragment": 77}
        recorder.request("POST", "/node/v1/reports", {"boot": recorder.boot, "reports": [], "status": {"cameras": [status]}})
        proof = logged(f"kind=recording&of=main&id={camera}")
        self.assertEqual(json.loads(proof["leaf"])["link"], "ab" * 32)
        self.assertEqual(root_by_path(proof), proof["head"]["root"])

    def test_every_paper_names_the_head_it_was_made_under(self):
        stay = desk.arrive()
        seq = stay.act("prints", {"form": "use_register"})["seq"]
        pdf = desk.duty.send("GET", f"/stays/{stay.id}/prints?seq={seq}").body
        file = centre.folder / "paper.pdf"
        file.write_bytes(pdf)
        words = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
        counter, size, root = re.search(r"记录链第 (\d+) 号，(\d+) 条，根 ([0-9a-f]{16})", words).groups()
        head = nobody().send("GET", f"/log/heads/{counter}").json()
        self.assertEqual((head["size"], head["root"][:16]), (int(size), root))
        subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "-f", "1", "-l", "1", file, str(file)[:-4]], check=True)
        page = next(centre.folder.glob("paper-*.png"))
        later_head(int(counter) + 1)
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/prints?seq={seq}").body, pdf, "the same paper each time")
        self.assertIn(f" L{counter}.{size}.", subprocess.run(
            ["zbarimg", "-q", "--raw", page], capture_output=True, text=True, check=True).stdout)


class Timestamps(unittest.TestCase):
    def state(self):
        return desk.as_("guanli").get("/log")["timestamps"]

    def test_an_authority_stamps_a_head_and_a_wrong_answer_is_never_kept(self):
        nobody_ = nobody()
        self.assertTrue(self.state()["on"])
        for mode, trouble in (("away", "没有应答"), ("nonsense", "未通过核验"), ("another", "未通过核验"),
                              ("stranger", "未通过核验")):
            Authority.mode = mode
            with self.subTest(mode=mode):
                wait_until(trouble, lambda t=trouble: t in self.state().get("trouble", ""), 20)
                time.sleep(1)  # whatever was under way before is answered as this one, too
                self.assertNotIn("newest", self.state())
                self.assertTrue(self.state()["troubleEn"])
        self.assertEqual(nobody_.send("GET", "/log/timestamps/1").code, "timestamp.none")
        Authority.mode = "right"
        newest = wait_until("a stamp", lambda: self.state().get("newest"), 20)
        self.assertNotIn("trouble", self.state())
        self.assertEqual(newest["authority"], "Time authority")
        stamp = nobody_.get("/log/timestamps/1")
        self.assertEqual(stamp["counter"], newest["counter"])
        self.assertEqual(stamp["hash"], nobody_.get(f"/log/heads/{newest['counter']}")["hash"])
        self.assertLess(abs(stamp["stampedAtUs"] - now_us()), 60_000_000)
        # Anybody checks it without us.
        reply = centre.folder / "kept.tsr"
        reply.write_bytes(base64.urlsafe_b64decode(stamp["reply"] + "=="))
        check = ["openssl", "ts", "-verify", "-in", reply, "-CAfile", Authority.folder / "tsa.pem", "-digest"]
        self.assertEqual(subprocess.run([*check, stamp["hash"]], capture_output=True).returncode, 0)
        self.assertNotEqual(subprocess.run([*check, "00" * 32], capture_output=True).returncode, 0)
        self.assertEqual(nobody_.send("GET", "/log/timestamps/x").code, "field.not_number")


class DisplayCodes(unittest.TestCase):
    def display(self, room="IT-01"):
        return desk.as_("daping").get(f"/displays/{room}")

    def shown_now(self):
        """What the screen says once the slot that runs has a code."""
        def now(said):
            return said["codes"] and said["codes"][0]["fromUs"] <= said["serverTimeUs"] and said
        return wait_until("a code", lambda: now(self.display()), 90)

    def check(self, query):
        return desk.as_("fazhi").send("GET", f"/liveness?{query}")

    def test_a_code_proves_when_and_where(self):
        shown = self.shown_now()
        room = desk.room("IT-01")
        self.assertEqual((shown["roomCode"], shown["roomName"]), ("IT-01", desk.rooms["IT-01"]["name"]))
        current = shown["codes"][0]
        self.assertEqual(current["untilUs"] - current["fromUs"], SLOT)
        self.assertLessEqual(current["fromUs"], shown["serverTimeUs"])
        written = f"{current['code'][:4]}-{current['code'][4:]}".lower()
        answer = self.check(f"code={written}&room=IT-01&aboutUs={now_us()}").json()
        self.assertTrue(answer["fits"], answer)
        self.assertEqual(answer["slot"], current)
        self.assertEqual(code_of(answer["head"]["hash"], room, current["fromUs"] // SLOT), current["code"])
        self.assertLessEqual(answer["head"]["signedAtUs"], current["fromUs"] - SLOT)
        self.assertTrue(self.check(f"code={written}&room={room}").json()["fits"], "without a time")
        self.assertFalse(self.check(f"code={written}&room=IT-02").json()["fits"], "another room")
        old = self.check(f"code={written}&room=IT-01&aboutUs={now_us() - 3600 * 1_000_000}").json()
        self.assertFalse(old["fits"], "a code of another time")
        self.assertLess(old["searchedUntilUs"], current["fromUs"])

    def test_the_next_code_is_the_one_that_comes(self):
        first = self.shown_now()
        following = first["codes"][1]
        time.sleep(max(0, (following["fromUs"] - now_us()) / 1e6 + 0.5))
        self.assertEqual(self.display()["codes"][0], following)

    def test_what_was_copied_wrongly_is_said(self):
        shown = self.shown_now()
        code = shown["codes"][0]["code"]
        slip = ALPHABET[(ALPHABET.index(code[3]) + 1) % 23]
        for written, wrong in ((code[:3] + slip + code[4:], "liveness.mistyped"), (code[:7], "liveness.length"),
                               (code[:7] + "0", "liveness.character"), ("%E6%98%8E" * 8, "liveness.character")):
            answer = self.check(f"code={written}&room=IT-01")
            self.assertEqual((answer.status, answer.code, answer.json()["field"]), (400, wrong, "code"))
            self.assertTrue(answer.json()["detail"] and answer.json()["detailEn"])
        self.assertEqual(self.check(f"code={code}&room=nowhere").code, "room.unknown")
        self.assertEqual(desk.as_("daping").send("GET", "/displays/nowhere").code, "room.unknown")


class Checked(unittest.TestCase):
    """mingjingctl log verify: each change behind the centre's back is named, and healed again."""

    def changed(self, change, undo, code):
        later_head(newest()["counter"] + 1)
        self.assertEqual(verify_log()[0], 0)
        desk.sql(centre, change)
        try:
            status, said = verify_log()
            self.assertEqual(status, 20, said)
            self.assertTrue(said.startswith(code), said)
            self.assertRegex(said, "[一-鿿]")
        finally:
            desk.sql(centre, undo)
        self.assertEqual(verify_log()[0], 0)

    def test_a_rewritten_entry_of_the_audit(self):
        desk.arrive()
        entry = desk.sql(centre, "SELECT MAX(id) FROM audit")
        self.changed(f"UPDATE audit SET allowed = 1 - allowed WHERE id = {entry}",
                     f"UPDATE audit SET allowed = 1 - allowed WHERE id = {entry}", "log.audit_altered")

    def test_an_event_whose_body_is_rewritten(self):
        stay = desk.arrive().id.replace("-", "")
        where = f"WHERE stream_kind = 'stay' AND stream_id = UNHEX('{stay}') AND seq = 1"
        body = desk.sql(centre, f"SELECT HEX(body) FROM timeline {where}")
        self.changed(f"UPDATE timeline SET body = '{{}}' {where}", f"UPDATE timeline SET body = UNHEX('{body}') {where}",
                     "log.event_altered")

    def test_a_timeline_that_is_cut(self):
        stay = desk.arrive().id.replace("-", "")
        where = f"WHERE stream_kind = 'stay' AND stream_id = UNHEX('{stay}') AND seq = 1"
        self.changed(f"UPDATE timeline SET seq = 1001 {where}", f"UPDATE timeline SET seq = 1 {where.replace('= 1', '= 1001')}",
                     "log.event_gone")

    def test_an_entry_that_never_came_into_the_log(self):
        later_head(newest()["counter"] + 1)
        insert = ("INSERT INTO audit (at_us, actor_id, action, object_kind, object_id, reason, details, allowed, peer) "
                  "VALUES (1, REPEAT(CHAR(0), 16), 'sneaked', '', REPEAT(CHAR(0), 16), '', '', 1, '')")
        self.changed(insert, "DELETE FROM audit WHERE action = 'sneaked'", "log.left_out")

    def test_another_key_is_not_the_centres(self):
        status, said = verify_log("--key", Witness("key-only").key())
        self.assertEqual((status, said.split(":")[0]), (20, "log.head_key"))
        self.assertEqual(verify_log("--key", "short")[0], 1)


class Configured(unittest.TestCase):
    def test_heads_come_every_second_to_every_minute(self):
        config = json.loads((centre.layout.config / "center.json").read_text())
        for seconds in (0, 61, -1):
            file = centre.folder / "wrong.json"
            file.write_text(json.dumps({**config, "logHeadSeconds": seconds, "logFile": str(centre.folder / "wrong.log")}))
            done = subprocess.run([binary("mingjing-center"), "--config", file], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 1)
            self.assertIn("logHeadSeconds", done.stderr)


class Trouble(unittest.TestCase):
    def test_a_log_that_cannot_go_on_says_so_and_stops_nothing_else(self):
        def log():
            return desk.as_("guanli").get("/system")["log"]
        self.assertNotIn("trouble", log())
        desk.arrive()
        later_head(newest()["counter"] + 1)
        desk.sql(centre, "DROP TRIGGER log_nodes_no_update")
        desk.sql(centre, "UPDATE log_nodes SET hash = REVERSE(hash)")
        said = wait_until("the trouble", lambda: (s := log()).get("trouble") and s)
        self.assertTrue(said["troubleEn"] and said["troubleSinceUs"])
        counter = newest()["counter"]
        stay = desk.arrive()
        seq = stay.act("prints", {"form": "use_register"})["seq"]
        self.assertEqual(desk.duty.send("GET", f"/stays/{stay.id}/prints?seq={seq}").status, 200)
        self.assertEqual(newest()["counter"], counter)
        desk.sql(centre, "UPDATE log_nodes SET hash = REVERSE(hash)")
        later_head(counter)
        wait_until("order", lambda: "trouble" not in log())
        logged(f"stay={stay.number}")


class Witnesses(unittest.TestCase):
    def test_a_witness_sees_countersigns_and_is_shown(self):
        witness = Witness("procuratorate")
        code, said = witness.once()
        self.assertEqual(code, 6, said)
        self.assertIn("witness.not_registered", said)
        witness.register("区检察院")
        later_head(witness.kept()["counter"])
        code, said = witness.once()
        self.assertEqual(code, 0, said)
        shown = next(w for w in desk.as_("fazhi").get("/log")["witnesses"] if w["name"] == "区检察院")
        self.assertEqual(shown["countersigned"]["counter"], witness.kept()["counter"])
        self.assertEqual(shown["publicKey"], witness.key())
        self.assertEqual(witness.run("show")[0], 0)
        actions = [e["action"] for e in desk.as_("guanli").get("/audit?action=witness_added")["items"]]
        self.assertIn("witness_added", actions)

    def test_the_centres_key_may_be_pinned_before(self):
        witness = Witness("pinned")
        key = subprocess.run([binary("mingjingctl"), "--socket", str(centre.layout.admin_socket), "key"],
                             capture_output=True, text=True, check=True).stdout.strip()
        code, said = witness.once("--key", witness.key())
        self.assertEqual(code, 5, said)
        self.assertIn("log.other_key", said)
        other = Witness("pinned-right")
        self.assertEqual(other.once("--key", key)[0], 6)
        self.assertEqual(other.once("--key", witness.key())[0], 7)

    def test_over_tls_only_the_given_certificate_counts(self):
        witness = Witness("tls")
        door = TlsDoor()
        self.addCleanup(door.close)
        witness.address = ["--centre", f"https://localhost:{door.port}"]
        code, said = witness.once("--ca", str(centre.layout.data / "tls/certificate.pem"))
        self.assertEqual(code, 6, said)
        strange = centre.folder / "strange.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc",
                        "-days", "2", "-subj", "/CN=localhost", "-keyout", centre.folder / "strange.key", "-out", strange],
                       check=True, capture_output=True)
        code, said = witness.once("--ca", str(strange))
        self.assertEqual(code, 3, said)
        self.assertIn("net.untrusted", said)
        code, said = witness.once("--ca", str(centre.folder / "none.pem"))
        self.assertEqual(code, 2, said)
        self.assertIn("--ca", said)

    def test_what_was_given_wrongly_is_said(self):
        witness = Witness("usage")
        for arguments, field in ((["--centre", "http://192.0.2.1:80"], "--centre"), (["--centre", "ftp://x"], "--centre"),
                                 (["--centre", centre.url], "--ca"), ([], "--centre"),
                                 ([*witness.address, "--late", "0"], "--late")):
            code, said = witness.run("once", *arguments)
            self.assertEqual(code, 2, said)
            self.assertIn(f"mingjing-witness: {field}:", said)
            self.assertRegex(said, "[一-鿿]")
        self.assertEqual(witness.run("once", "--centre", "http://127.0.0.1:9")[0], 3)
        self.assertEqual(witness.run("settle", "--by", "王")[0], 2)
        self.assertEqual(witness.run("settle", "--by", "王", "--why", "无")[0], 7)
        self.assertEqual(witness.run("dance")[0], 2)

    def test_a_countersignature_that_is_none_is_refused(self):
        head = newest()
        body = {"counter": head["counter"], "hash": head["hash"], "publicKey": Witness("forger").key(), "seenAtUs": 1, "signature": "A" * 86}
        forged = nobody().send("POST", "/log/countersignatures", body)
        self.assertEqual((forged.status, forged.code, forged.json()["field"]), (400, "log.countersignature_forged", "signature"))
        self.assertEqual(nobody().send("POST", "/log/countersignatures", {**body, "hash": "x"}).json()["field"], "hash")
        wrong = desk.as_("guanli").send("POST", "/log/witnesses", {"name": "x", "publicKey": "short"})
        self.assertEqual((wrong.code, wrong.json()["field"]), ("log.witness_key", "publicKey"))


class ZFork(unittest.TestCase):
    """Runs last: afterwards this centre's history is a forged one."""

    def fork(self, counter, size, stay):
        """What an operator with every right can do: history from that head on is done anew."""
        centre.center.stop()
        for table in ("log_heads", "log_leaves", "log_nodes"):
            desk.sql(centre, f"DROP TRIGGER IF EXISTS {table}_no_delete")
        desk.sql(centre, f"DELETE FROM log_heads WHERE counter > {counter}")
        desk.sql(centre, f"DELETE FROM log_leaves WHERE position >= {size}")
        desk.sql(centre, f"DELETE FROM log_nodes WHERE (position + 1) * (1 << level) > {size}")
        desk.sql(centre, "UPDATE timeline SET happened_us = happened_us - 3600000000 "
                         f"WHERE stream_id = UNHEX('{stay.replace('-', '')}') AND seq = 1")
        centre.center.start()

    def test_an_operator_who_forks_history_is_refused_by_the_witness(self):
        witness = Witness("inspection")
        witness.register("督察支队")
        stay = desk.arrive()
        before = logged(f"stay={stay.number}")["head"]
        base = later_head(before["counter"])
        rewritten = desk.arrive()
        later_head(base["counter"] + 2)
        self.assertEqual(witness.once()[0], 0)
        seen = witness.kept()
        self.assertGreater(seen["counter"], base["counter"])
        self.fork(base["counter"], base["size"], rewritten.id)
        later_head(seen["counter"] + 1)

        code, said = witness.once()
        self.assertEqual(code, 5, said)
        self.assertIn("log.forked", said)
        self.assertRegex(said, "拒绝.*REFUSED")
        self.assertEqual(witness.kept(), seen, "what it saw stays")
        evidence = Path((witness.folder / "refused").read_text().strip())
        kept, offered = (json.loads((evidence / f"{name}.json").read_text()) for name in ("kept", "offered"))
        self.assertEqual(json.loads(kept["head"])["counter"], json.loads(offered["head"])["counter"])
        self.assertNotEqual(kept["head"], offered["head"])
        self.assertEqual(json.loads(kept["head"])["publicKey"], json.loads(offered["head"])["publicKey"])
        self.assertEqual(witness.once()[0], 5, "until somebody settles it")
        self.assertEqual(witness.run("show")[0], 5)

        status, said = verify_log()
        self.assertEqual((status, said.split(":")[0]), (20, "log.head_lost"), said)
        self.assertEqual(witness.run("settle", "--by", "王督察", "--why", "演练", "--accept", "yes")[0], 0)
        self.assertEqual(json.loads((evidence / "settled.json").read_text())["by"], "王督察")
        self.assertIn(witness.once()[0], (0, 6))
        self.assertTrue((evidence / "kept.json").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
