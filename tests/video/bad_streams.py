# SPDX-License-Identifier: Apache-2.0
"""What cameras do wrong, and what a recording must then be: a table, and the run that tries all of it at once.

Every case is one fake camera on one recorder. Of each is asked afterwards: every picture that the camera handed to the
network whole is in the recording once and in order (`may_lose` names the exceptions), its evidence time is that of its
sending, no fragment is longer than a second, the gaps are the expected ones, it records again by itself at the end, and
`evidence-check` finds nothing.
"""
import base64
import dataclasses
import json
import os
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../support")]
import coded_media  # noqa: E402
from bench_rig import Rig  # noqa: E402
from fake_camera import FakeCameras, Script  # noqa: E402
from fake_center import now_us  # noqa: E402

# libav forgets the time of a packet that it refuses: a hundred bytes each.
os.environ.setdefault("LSAN_OPTIONS", f"suppressions={HERE}/leaks.supp:print_suppressions=0")
SECONDS = 30
DECODED_AT_ONCE = 12
STARVED_S = 0.8
# No case is about the disk, and eighty files on a busy one would be.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
SMALL_GAP_US = 400_000
PLANNED = {"recorder_stopped"}
FIRST_CONNECT = {"connecting"}


@dataclasses.dataclass
class Case:
    name: str
    script: Script
    udp: bool = False
    runs: tuple = (1, 1)
    gaps: tuple = ()  # causes of gaps that must be there; no others may
    codecs: str = "avc1."
    sound: str = ""  # its codec, in the last segment
    trouble: str = ""  # code that must have been told meanwhile
    lost_packets: bool = False
    may_lose: int = 0
    apart_s: float = 1.2  # evidence time and sending
    decodes: bool = True
    later_password: tuple = ()  # (seconds, the password that center desires from then on)


def case(name, expect=None, **script):
    return Case(name, Script(**script), **(expect or {}))


def every(seconds, what, *argument, until=22):
    return [(at, what, *argument) for at in range(seconds, until, seconds)]


H265 = {"codecs": "hvc1."}
UDP = {"udp": True}
LONG = {"gop": 100, "loop": 100}
ENDLESS = {"gop": 400, "loop": 400}
REORDERED = {"bframes": 2, "gop": 19, "loop": 57}

CASES = [
    # What is right must stay right.
    case("h264"),
    case("h265", H265, codec="h265"),
    case("h264 over UDP", UDP),
    case("h265 over UDP", UDP | H265, codec="h265"),
    case("AAC", {"sound": "mp4a.40.2"}, audio="aac"),
    case("AAC over UDP", UDP | {"sound": "mp4a.40.2"}, audio="aac"),
    case("G.711 A-law", {"sound": "alaw"}, audio="pcma"),
    case("G.711 mu-law beside h265", H265 | {"sound": "ulaw"}, codec="h265", audio="pcmu"),
    # Doors.
    case("digest", auth="digest"),
    case("basic", auth="basic"),
    case("digest and basic offered together", auth="both"),
    case("a nonce that goes stale every second", auth="digest", nonce_life=1.0, timeout=6,
         keep_alive=("GET_PARAMETER",)),
    case("the password changes", {"runs": (2, 2), "gaps": ("connecting",), "trouble": "camera.password_wrong",
                                  "later_password": (12, "new: p@ss/2")},
         auth="digest", events=[(6, "password", "new: p@ss/2")]),
    # Sessions.
    case("closes every five seconds", {"runs": (4, 6), "gaps": ("connecting",)}, events=every(5, "close")),
    case("resets the connection", {"runs": (3, 3), "gaps": ("connecting",), "may_lose": 6},
         events=[(6, "reset"), (13, "reset")]),
    case("ends sessions whatever keeps them", {"runs": (4, 7), "gaps": ("connecting",)}, timeout=5, keep_alive=()),
    case("kept by OPTIONS only", timeout=6, keep_alive=("OPTIONS",), methods="OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"),
    case("kept by GET_PARAMETER only", timeout=6, keep_alive=("GET_PARAMETER",)),
    case("silent for two seconds", {"gaps": ("stalled",)}, events=[(8, "stall", 2)]),
    case("camera time stands still while it is silent", {"runs": (2, 2), "gaps": ("clock",), "apart_s": 3.2},
         events=[(8, "stall", 2), (8, "pts", -2)]),
    case("the network holds everything up for three seconds", events=[(8, "hold", 3)]),
    case("silent for eight seconds", {"runs": (2, 2), "gaps": ("stalled",)}, events=[(6, "stall", 8)]),
    case("gone without a word", {"runs": (2, 2), "gaps": ("stalled",)}, events=[(6, "half_open")]),
    case("gone without a word, over UDP", UDP | {"runs": (2, 2), "gaps": ("stalled",)}, events=[(6, "half_open")]),
    case("neither reads nor sends for eight seconds", {"runs": (2, 2), "gaps": ("stalled",)},
         events=[(6, "zero_window", 8)]),
    case("reboots", {"runs": (2, 2), "gaps": ("connecting",), "may_lose": 6}, events=[(8, "reboot", 4)]),
    case("sends its last pictures at once when asked", {"apart_s": 2.5}, burst=15),
    # Times.
    case("camera time jumps back", {"runs": (2, 2)}, events=[(8, "pts", -10)]),
    # A report that comes first tells of the jump, which is then none.
    case("camera time jumps back with sound", {"runs": (1, 3), "sound": "mp4a.40.2"}, audio="aac",
         events=[(8, "pts", -10)]),
    case("camera time jumps by an hour", {"runs": (2, 2)}, events=[(8, "pts", 3600)]),
    case("camera time steps back a little", events=[(8, "pts", -0.5)]),
    case("pictures with one time stamp", events=[(8, "repeat", 5), (12, "repeat", 2)]),
    case("32 bits of time run over", first_stamp=(1 << 32) - 8 * 90_000),
    case("reordered pictures", bframes=2, gop=19, loop=57),
    case("reordered h265 pictures", H265, codec="h265", **REORDERED),
    case("reordered pictures from a session that breaks", {"runs": (3, 3), "gaps": ("connecting",)},
         events=[(7, "close"), (14, "close")], **REORDERED),
    case("promises 25 pictures a second and sends 21", fps=21.0, declared_fps=25.0),
    case("reports of 1970", {"sound": "mp4a.40.2"}, audio="aac", rtcp="1970"),
    case("reports of an hour ahead", {"sound": "mp4a.40.2"}, audio="aac", rtcp="hour"),
    case("its clock is set forward by an hour", {"runs": (1, 3), "sound": "mp4a.40.2"}, audio="aac",
         events=[(8, "rtcp", 3600)]),
    case("its clock is set back by 40 seconds", {"runs": (1, 3), "sound": "mp4a.40.2"}, audio="aac",
         events=[(8, "rtcp", -40)]),
    case("no reports at all", {"sound": "mp4a.40.2"}, audio="aac", rtcp="none"),
    # Sound.
    case("sound without times", {"sound": "mp4a.40.2"}, audio="aac", audio_stamp="constant", rtcp="none"),
    case("sound for two seconds only", {"runs": (2, 2)}, audio="aac", events=[(2, "mute")]),
    case("sound that comes late", {"runs": (2, 2), "sound": "mp4a.40.2"}, audio="aac",
         events=[(0, "mute"), (9, "unmute")]),
    case("sound with a slow clock", {"sound": "mp4a.40.2"}, audio="aac", audio_rate=0.95, rtcp="none"),
    # Parameter sets.
    case("parameter sets in the description only", sets="sdp"),
    case("h265 sets in the description only", H265, codec="h265", sets="sdp"),
    case("parameter sets with the pictures only", sets="band"),
    case("h265 sets in the wrong order", H265, codec="h265", sets="band", sets_order="reversed"),
    case("parameter sets come after three seconds", {"may_lose": 45}, sets="late"),
    case("parameter sets have a time stamp of their own", sets="split"),
    case("no parameter sets for eleven seconds", {"may_lose": 135, "trouble": "camera.no_parameter_sets"},
         sets="band", events=[(0, "no_sets"), (11, "sets")]),
    case("another size", {"runs": (2, 2)}, events=[(8, "size", "192x144")]),
    case("another size and back every second", {"runs": (5, 12)}, events=[(8, "flip", 6)]),
    case("a key picture every ten seconds", **LONG),
    case("one key picture for ever", **ENDLESS),
    case("one key picture for ever, h265", H265, codec="h265", **ENDLESS),
    # Packets.
    case("one of a hundred packets lost", UDP | {"lost_packets": True, "decodes": False}, loss=0.01),
    case("one of twenty packets lost", UDP | {"lost_packets": True, "decodes": False}, loss=0.05),
    case("one of five packets lost", UDP | {"lost_packets": True, "decodes": False}, loss=0.2),
    case("h265, one of twenty packets lost", UDP | H265 | {"lost_packets": True, "decodes": False}, codec="h265",
         loss=0.05),
    case("pictures and sound, one of ten packets lost", UDP | {"lost_packets": True, "decodes": False, "may_lose": 0,
                                                               "sound": "mp4a.40.2"}, audio="aac", loss=0.1),
    case("packets out of order", UDP, reorder=0.1),
    case("packets twice", UDP, duplicate=0.2),
    case("another source and other numbers", {"runs": (2, 2), "may_lose": 1, "decodes": False}, events=[(8, "ssrc")]),
    case("fragments with nothing in them", empty_fu=True),
    case("h265 fragments with nothing in them", H265, codec="h265", empty_fu=True),
    case("never marks the end of a picture", marker="none"),
    case("marks every packet", marker="all"),
    case("marks the message in front of the picture", marker="sei"),
    case("start codes inside its packets", annex_b=True),
    case("packets on a channel that nobody asked for", foreign_channel=True),
    # Words.
    case("a Content-Base of another network", content_base="rtsp://192.168.1.108:554/main/"),
    case("a description with rubbish in it", sdp_extra="a=x-vendor:\x01\x02 ???\nb=\nz=\na=fmtp:\nm=application 0 RTP/AVP 107"),
    case("a description without its type", content_type=False),
    # Contents.
    case("four slices a picture", slices=4),
    case("four slices a picture over UDP, h265", UDP | H265, codec="h265", slices=4),
    case("a delimiter in front of every picture", delimiters=True, sets="band"),
    case("h265 with delimiters and two pictures of one time stamp", H265, codec="h265", delimiters=True,
         events=[(8, "repeat", 3)]),
    case("two pictures a second", fps=2.0, gop=4),
    case("fifty pictures a second", fps=50.0, gop=50, loop=100),
    case("only key pictures", gop=1),
    case("shows the same picture for five seconds", events=[(8, "frozen", 5)]),
]


class Trial:
    """All cases at once on one recorder."""

    def __init__(self, cases=CASES, seconds=SECONDS):
        self.cases = cases
        self.seconds = seconds
        # First the cameras: none of them can then have the port that the recorder is promised.
        self.fakes = FakeCameras().start()
        self.cameras = [self.fakes.add(c.script) for c in self.cases]
        self.rig = Rig(below=MEMORY)
        self.troubles = {}

    def close(self):
        self.fakes.stop()
        self.rig.close()

    def run(self):
        """What is wrong with each case, and what was lost: [(case, faults, lost)]."""
        self.rows = [self.row_of(c, k) for c, k in zip(self.cases, self.cameras)]
        self.rig.desire(*self.rows)
        self.rig.start()
        self.watch()
        states = {r["camera"]: r["state"] for r in self.rig.health()["cameras"]}
        index = [self.index_of(row) for row in self.rows]
        self.silence()
        ended = self.rig.stop(seconds=90)
        self.fakes.stop()
        code, text = self.rig.check()
        ledger = json.loads(self.rig.check("--reindex")[1])["streams"]
        streams = {s["camera"]: s for s in ledger if s["stream"] == "main"}
        findings = []
        for c, camera, row, parts in zip(self.cases, self.cameras, self.rows, index):
            finding = Finding(c, camera, streams.get(row["id"]), self.rig.storage)
            finding.check_all(states.get(row["id"]), self.troubles.get(row["id"], set()), parts)
            if ended != 0:
                finding.faults.append(f"the recorder ended with {ended}")
            if code != 0:
                finding.faults.append("evidence-check: " + text.strip()[:300])
            findings.append(finding)
        check_decoding(findings)
        starved = self.late_s() > STARVED_S
        return [(f.case, f.faults + ([] if starved else f.timed), f.lost) for f in findings]

    def late_s(self):
        """How late a camera was at worst. A machine without time for the cameras has none for the recorder either, and
        shows nothing about times; what was sent must be there all the same."""
        return max(c.late_s for c in self.cameras)

    def row_of(self, c, camera):
        known = {"username": c.script.user, "password": c.script.password} if c.script.auth else {}
        return self.rig.wanted(camera) | known | {"transport": "udp" if c.udp else "tcp"}

    def told_secrets(self):
        """Files of the recorder with a camera's password in them, in any form that it is sent in."""
        secrets = set()
        for c in self.cases:
            for word in (c.script.password, *c.later_password[1:]):
                pair = f"{c.script.user}:{word}".encode()
                secrets |= {word.encode(), urllib.parse.quote(word, safe="").encode(), base64.b64encode(pair)}
        found = []
        for folder, _, names in os.walk(self.rig.folder):
            for name in names:
                with open(os.path.join(folder, name), "rb") as f:
                    data = f.read()
                found += [name for secret in secrets if secret in data]
        return found

    def watch(self):
        began = time.monotonic()
        changes = sorted((c.later_password, i) for i, c in enumerate(self.cases) if c.later_password)
        while (age := time.monotonic() - began) < self.seconds:
            for stream in (self.rig.health() or {"streams": []})["streams"]:
                self.troubles.setdefault(stream["camera"], set()).add(stream["trouble"])
            while changes and changes[0][0][0] <= age:
                (_, password), i = changes.pop(0)
                self.rows[i] = self.rows[i] | {"password": password}
                self.rig.desire(*self.rows)
            time.sleep(0.25)

    def index_of(self, row):
        now = now_us()
        token = self.rig.center.token(row["id"], use="playback", from_us=now - 600_000_000, to_us=now)
        status, _, body = self.rig.fetch(
            f"/media/v1/index/{row['id']}?from={now - 600_000_000}&to={now}", token)
        return json.loads(body)["parts"] if status == 200 else []

    def silence(self):
        """Every camera falls silent between two pictures; what was sent has then arrived."""
        async def quiet():
            for camera in self.fakes.cameras:
                camera.quiet_until = time.monotonic() + 3600
        self.fakes.run(quiet())
        time.sleep(1.0)


class Finding:
    """What one case's recording is, against what it should be."""

    def __init__(self, expected, camera, stream, storage):
        self.case = expected
        self.camera = camera
        self.stream = stream or {"segments": [], "gaps": []}
        self.storage = storage
        self.faults = []
        self.timed = []  # what is also wrong when a machine stands still
        self.lost = 0

    def check_all(self, state, troubles, parts):
        self.faults += self.camera.errors
        if state != "running":
            self.timed.append(f"is {state} at the end")
        if self.case.trouble and self.case.trouble not in troubles:
            self.timed.append(f"trouble {self.case.trouble} was not told: {sorted(troubles)}")
        fragments = [self.fragments_of(s) for s in self.stream["segments"]]
        self.check_pictures([n for file in fragments for f in file for n in f])
        self.check_runs()
        self.check_gaps()
        self.check_times(fragments, parts)
        self.check_notes()

    def fragments_of(self, segment):
        """The picture numbers in each fragment of a file, by walking its boxes."""
        with open(os.path.join(self.storage, segment["path"]), "rb") as f:
            data = f.read()
        return [self.numbers(body) for kind, body in boxes(data) if kind == b"mdat"]

    def numbers(self, data):
        found = coded_media.numbers_in(data)
        strange = {mark for mark, _ in found} - {self.camera.mark}
        if strange:
            self.faults.append(f"pictures of other cameras: {strange}")
        return [n for _, n in found]

    def check_pictures(self, recorded):
        if recorded != sorted(set(recorded)):
            self.faults.append("pictures are twice or out of order in the recording")
        missing = sorted(set(self.camera.whole()) - set(recorded))
        self.lost = len(missing)
        if self.lost > self.case.may_lose:
            self.faults.append(f"{self.lost} of {len(self.camera.sent)} pictures lost: {ranges(missing)}")
        if not recorded:
            self.faults.append("nothing is recorded")

    def check_runs(self):
        runs = sorted({s["run"] for s in self.stream["segments"]})
        low, high = self.case.runs
        if not low <= len(runs) <= high:
            self.timed.append(f"{len(runs)} runs instead of {low} to {high}")
        codecs = self.stream["segments"][-1]["codecs"] if self.stream["segments"] else ""
        picture, _, sound = codecs.partition(",")
        if not picture.startswith(self.case.codecs) or sound != self.case.sound:
            self.timed.append(f"codecs {codecs!r}")

    def check_gaps(self):
        """The first gap, before the camera was ever seen, and the last, when the recorder ended, are no case's own."""
        first = self.stream["segments"][0]["startUs"] if self.stream["segments"] else 0
        seen = [g for g in self.stream["gaps"] if g["toUs"] and g["toUs"] - g["fromUs"] > SMALL_GAP_US
                and g["fromUs"] >= first and g["cause"] not in PLANNED]
        causes = {g["cause"] for g in seen}
        if causes != set(self.case.gaps):
            self.timed.append(f"gaps {sorted(causes)} instead of {sorted(self.case.gaps)}")

    def check_times(self, fragments, parts):
        sent = {n: us for n, us, _, _ in self.camera.sent}
        files = {s["segment"]: f for s, f in zip(self.stream["segments"], fragments)}
        for part in parts:
            for row in part["fragments"]:
                if row["durUs"] > 1_000_000:
                    self.faults.append(f"a fragment of {row['durUs']} us")
                numbers = files.get(part["segment"], [])[row["seq"] - 1:row["seq"]]
                if not numbers or not numbers[0]:
                    continue
                apart = abs(row["startUs"] - sent[numbers[0][0]]) / 1e6
                if apart > self.case.apart_s:
                    self.timed.append(f"picture {numbers[0][0]} lies {apart:.2f} s from when it was sent")

    def check_notes(self):
        """Lost packets must be told exactly where some were lost."""
        journal = b""
        folder = os.path.join(self.storage, "journal")
        for name in sorted(os.listdir(folder)):
            if name.endswith(".mjj"):
                with open(os.path.join(folder, name), "rb") as f:
                    journal += f.read()
        ids = [s["segment"] for s in self.stream["segments"]]
        told = any(f'"segment":"{i}","what":"packets_lost"'.encode() in journal for i in ids)
        if told != self.case.lost_packets:
            self.faults.append("lost packets are " + ("told though none were lost" if told else "not told"))

    def to_decode(self):
        """(path, has sound) of the files that must decode without a word."""
        if not self.case.decodes:
            return []
        return [(os.path.join(self.storage, s["path"]), s["hasAudio"]) for s in self.stream["segments"]
                if any(self.fragments_of(s))]


def decoding_words(files):
    """What ffmpeg says when it decodes all of these at once; nothing where all is well."""
    inputs, outputs = [], []
    for i, (path, sound) in enumerate(files):
        inputs += ["-threads", "1", "-i", path]
        outputs += ["-map", f"{i}:v", "-vsync", "passthrough", "-enc_time_base", "1:90000", "-f", "rawvideo", "/dev/null"]
        outputs += ["-map", f"{i}:a", "-f", "s16le", "/dev/null"] if sound else []
    return subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, *outputs], capture_output=True, text=True).stderr


def check_decoding(findings):
    """Many files in one process, since starting one takes longer than decoding; who failed is then looked for."""
    files = [(finding, file) for finding in findings for file in finding.to_decode()]
    for i in range(0, len(files), DECODED_AT_ONCE):
        part = files[i:i + DECODED_AT_ONCE]
        if not decoding_words([file for _, file in part]):
            continue
        for finding, file in part:
            if said := decoding_words([file]):
                finding.faults.append(f"{os.path.basename(file[0])} does not decode: {said.splitlines()[0][:120]}")


def boxes(data):
    """(kind, body) of every box at the top of a file."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        if size < 8:
            return
        yield data[at + 4:at + 8], data[at + 8:at + size]
        at += size


def ranges(numbers):
    """[1, 2, 3, 7] as "1-3 7", the first few."""
    out = []
    for n in numbers:
        if out and out[-1][1] == n - 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return " ".join(f"{a}-{b}" if a != b else str(a) for a, b in out[:8])


def wanted_cases(names):
    """All of them, or those whose names contain one of the words."""
    return [c for c in CASES if not names or any(n in c.name for n in names)]
