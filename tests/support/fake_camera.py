#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fake cameras that behave as badly as real ones: RTSP and RTP of their own over real sockets, by script.

    cameras = FakeCameras(); cameras.start()
    camera = cameras.add(Script(codec="h265", events=[(3, "stall", 2), (6, "reset")]))
    camera.url(), camera.sent        # what was sent, picture by picture; see coded_media for the numbers in it

One thread serves all of them. By hand: fake_camera.py codec=h265 auth=digest 'events=[[5,"close"]]'
"""
import asyncio
import base64
import dataclasses
import hashlib
import json
import logging
import os
import random
import socket
import struct
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import coded_media  # noqa: E402

# Recorders that are killed leave connections behind; that is what these cameras are for.
logging.getLogger("asyncio").setLevel(logging.ERROR)
NTP_1970 = 2_208_988_800
VIDEO, AUDIO = 0, 1
FLIPPED_SIZE = "192x144"
CLOCKS = {None: 1, "aac": 16_000, "pcma": 8_000, "pcmu": 8_000}


@dataclasses.dataclass
class Script:
    """What a camera is and what happens to it. Times are seconds since it was first played.

    events: (at, what[, argument]) with what one of
      close, reset          the session ends with FIN or RST; `half_open` stops it without a word, for ever
      stall S, zero_window S   nothing is sent for S seconds, as if the encoder hung
      hold S                the network holds everything up for S seconds and delivers it then
      reboot S              reset, nobody listens for S seconds, RTP starts anew
      pts S                 camera time jumps by S seconds; `rtcp S`: so does the clock of its reports
      repeat N              the next N pictures have one time stamp
      size "WxH"            other pictures with other parameter sets; flip S: to and fro every second for S seconds
      ssrc, mute, unmute, no_sets, sets, frozen S
      password P            the password is another one from now on
    """

    codec: str = "h264"
    fps: float = 10.0
    declared_fps: float = 0.0
    gop: int = 10
    bframes: int = 0
    loop: int = 60
    size: str = "160x120"
    slices: int = 1
    delimiters: bool = False  # a unit in front of each picture that says so
    audio: str = ""
    audio_rate: float = 1.0  # speed of the camera's audio clock
    audio_stamp: str = ""  # "constant": the time stamp never moves
    auth: str = ""  # basic, digest, both
    user: str = "admin"
    password: str = "pa:ss w@rd/1"
    nonce_life: float = 1e9
    first_stamp: int = -1
    sets: str = "both"  # both, sdp, band, late (in band, and only after 3 s), split (with a stamp of their own)
    sets_order: str = ""  # "reversed"
    rtcp: str = "good"  # none, good, 1970, hour
    methods: str = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER"
    timeout: float = 60.0
    keep_alive: tuple = ("GET_PARAMETER", "OPTIONS")  # what keeps a session; nothing does: ()
    transports: tuple = ("tcp", "udp")
    content_base: str = ""
    content_type: bool = True
    sdp_extra: str = ""
    sdp: str = ""  # instead of a true one
    mtu: int = 500
    marker: str = "good"  # none, sei, all
    annex_b: bool = False
    empty_fu: bool = False
    foreign_channel: bool = False
    negative_start: bool = False
    loss: float = 0.0
    reorder: float = 0.0
    duplicate: float = 0.0
    burst: int = 0  # pictures that come at once when a session begins
    events: list = dataclasses.field(default_factory=list)
    seed: int = 1


class Camera:
    """One device: its listener, its present state, and the list of what it sent."""

    def __init__(self, script, mark):
        self.script = script
        self.mark = mark
        self.port = 0
        self.server = None
        self.sessions = []
        self.opened = 0
        self.sent = []  # (picture's number, wall us, session, whole: every packet of it was handed to the network)
        self.errors = []
        self.refused = 0
        self.requests = []
        self.number = 0
        self.played_at = None
        self.password = script.password
        self.chance = random.Random(script.seed)
        self.nonces = {}
        self.played = None  # an event of the loop that serves it
        self.shift_s = 0.0
        self.rtcp_shift_s = 0.0
        self.repeats = 0
        self.size = script.size
        self.frozen_until = 0.0
        self.muted = False
        self.sends_sets = script.sets not in ("sdp",)
        self.quiet_until = 0.0
        self.held_until = 0.0
        self.late_s = 0.0  # how far a picture was sent behind its time, because the machine had none for us

    def url(self, path="/main"):
        return f"rtsp://127.0.0.1:{self.port}{path}"

    def age(self):
        return 0.0 if self.played_at is None else time.monotonic() - self.played_at

    def pictures(self):
        s = self.script
        return coded_media.pictures(s.codec, size=self.size, **self.coding())

    def coding(self):
        s = self.script
        return {"gop": s.gop, "bframes": s.bframes, "count": s.loop, "slices": s.slices, "delimiters": s.delimiters}

    def sets(self, size=None):
        s = self.script
        found = coded_media.parameter_sets(s.codec, size=size or self.size, **self.coding())
        return list(reversed(found)) if s.sets_order == "reversed" else found

    def whole(self):
        """Numbers of the pictures whose every packet was handed to the network."""
        return [n for n, _, _, whole in self.sent if whole]

    async def listen(self):
        self.server = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def accept(self, reader, writer):
        session = Session(self, reader, writer)
        self.sessions.append(session)
        try:
            await session.serve()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        except Exception as error:  # noqa: BLE001 (a fault of the camera itself must fail its case)
            self.errors.append(repr(error))
        finally:
            session.end()
            self.sessions.remove(session)

    # --- what the script does to it

    async def act(self):
        """Does what the script says; at zero it is so from the beginning."""
        for at, what, *argument in self.script.events:
            if at > 0:
                await self.played.wait()
                await asyncio.sleep(max(0.0, at - self.age()))
            await getattr(self, "do_" + what)(argument[0] if argument else None)

    async def do_close(self, _):
        for session in list(self.sessions):
            session.end()

    async def do_reset(self, _):
        for session in list(self.sessions):
            session.end(reset=True)

    async def do_half_open(self, _):
        for session in self.sessions:
            session.dead = True

    async def do_stall(self, seconds):
        self.quiet_until = time.monotonic() + seconds

    async def do_hold(self, seconds):
        self.held_until = time.monotonic() + seconds

    async def do_zero_window(self, seconds):
        for session in self.sessions:
            session.deaf_until = time.monotonic() + seconds
        await self.do_stall(seconds)

    async def do_reboot(self, seconds):
        self.server.close()
        await self.do_reset(None)
        await asyncio.sleep(seconds)
        await self.listen()

    async def do_pts(self, seconds):
        self.shift_s += seconds

    async def do_rtcp(self, seconds):
        self.rtcp_shift_s += seconds

    async def do_repeat(self, count):
        self.repeats = count

    async def do_size(self, size):
        self.size = size

    async def do_flip(self, seconds):
        for second in range(seconds):
            self.size = self.script.size if second % 2 else FLIPPED_SIZE
            await asyncio.sleep(1)
        self.size = self.script.size

    async def do_ssrc(self, _):
        for session in self.sessions:
            session.renew_streams()

    async def do_mute(self, _):
        self.muted = True

    async def do_unmute(self, _):
        self.muted = False

    async def do_no_sets(self, _):
        self.sends_sets = False

    async def do_sets(self, _):
        self.sends_sets = True

    async def do_frozen(self, seconds):
        self.frozen_until = time.monotonic() + seconds

    async def do_password(self, password):
        self.password = password
        await self.do_close(None)


class RtpStream:
    """Numbers and stamps of one track in one session."""

    def __init__(self, chance, payload_type, clock, first_stamp):
        self.payload_type = payload_type
        self.clock = clock
        self.ssrc = chance.randrange(1, 1 << 32)
        self.sequence = chance.randrange(1 << 16)
        self.first_stamp = first_stamp if first_stamp >= 0 else chance.randrange(1 << 31)
        self.packets = 0
        self.octets = 0

    def stamp(self, seconds):
        return (self.first_stamp + round(seconds * self.clock)) & 0xFFFFFFFF

    def packet(self, payload, stamp, marker):
        head = struct.pack("!BBHII", 0x80, self.payload_type | (0x80 if marker else 0), self.sequence, stamp, self.ssrc)
        self.sequence = (self.sequence + 1) & 0xFFFF
        self.packets += 1
        self.octets += len(payload)
        return head + payload

    def report(self, ntp_s, seconds):
        fraction = int((ntp_s % 1) * (1 << 32))
        return struct.pack("!BBHIIIIII", 0x80, 200, 6, self.ssrc, int(ntp_s) & 0xFFFFFFFF, fraction,
                           self.stamp(seconds), self.packets & 0xFFFFFFFF, self.octets & 0xFFFFFFFF)


class Session:
    """One TCP connection with what was set up on it."""

    def __init__(self, camera, reader, writer):
        self.camera = camera
        self.script = camera.script
        self.reader = reader
        self.writer = writer
        self.name = f"{camera.chance.randrange(1 << 32):08X}"
        self.dead = False
        self.ended = False
        self.deaf_until = 0.0
        self.ways = {}
        self.tasks = []
        self.last_word = time.monotonic()
        camera.opened += 1
        self.index = camera.opened
        self.held_back = None
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.renew_streams()

    def renew_streams(self):
        chance, script = self.camera.chance, self.script
        audio_type = {"pcma": 8, "pcmu": 0}.get(script.audio, 97)
        self.streams = {VIDEO: RtpStream(chance, 96, 90_000, script.first_stamp),
                        AUDIO: RtpStream(chance, audio_type, CLOCKS[script.audio or None], -1)}

    # --- RTSP

    async def serve(self):
        while not self.ended:
            first = await self.reader.readexactly(1)
            while time.monotonic() < self.deaf_until:
                await asyncio.sleep(0.05)
            if first == b"$":
                _, size = struct.unpack("!BH", await self.reader.readexactly(3))
                await self.reader.readexactly(size)
                continue
            head = (first + await self.reader.readuntil(b"\r\n\r\n")).decode("latin1")
            if not self.dead:
                self.answer(*parsed_request(head))

    def answer(self, method, url, headers):
        self.camera.requests.append(method)
        if method in self.script.keep_alive:
            self.last_word = time.monotonic()
        if method != "OPTIONS" and not self.may_enter(method, url, headers):
            return
        if method not in self.script.methods:
            return self.reply(headers, "551 Option not supported" if method == "OPTIONS" else "405 Method Not Allowed")
        if method == "SETUP":
            return self.set_up(url, headers)
        if method == "DESCRIBE":
            if urllib.parse.urlparse(url).path.rstrip("/") != "/main":
                return self.reply(headers, "404 Not Found")
            base = self.script.content_base or url.rstrip("/") + "/"
            kind = {"Content-Type": "application/sdp"} if self.script.content_type else {}
            return self.reply(headers, "200 OK", {"Content-Base": base, **kind}, self.sdp())
        if method == "PLAY":
            self.reply(headers, "200 OK", {"Session": self.name, "Range": "npt=0.000-"})
            return self.play()
        self.reply(headers, "200 OK", {"Public": self.script.methods, "Session": self.name})
        if method == "TEARDOWN":
            self.end()

    def reply(self, asked, status, headers=None, body=""):
        lines = [f"RTSP/1.0 {status}", f"CSeq: {asked.get('cseq', '0')}", "Server: fake"]
        lines += [f"{k}: {v}" for k, v in (headers or {}).items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())

    def may_enter(self, method, url, headers):
        if not self.script.auth:
            return True
        offer = headers.get("authorization", "")
        stale = False
        if offer.startswith("Digest ") and self.script.auth in ("digest", "both"):
            right, stale = self.digest_fits(method, offer)
            if right:
                return True
        elif offer.startswith("Basic ") and self.script.auth in ("basic", "both"):
            if base64.b64decode(offer[6:]).decode() == f"{self.script.user}:{self.camera.password}":
                return True
        self.camera.refused += 1
        self.challenge(headers, stale)
        return False

    def digest_fits(self, method, offer):
        given = {k.strip(): v.strip().strip('"') for k, v in
                 (part.split("=", 1) for part in offer[7:].split(", "))}
        made_at = self.camera.nonces.get(given.get("nonce"))

        def md5(text):
            return hashlib.md5(text.encode()).hexdigest()
        secret = md5(f"{self.script.user}:camera:{self.camera.password}")
        right = given.get("response") == md5(f"{secret}:{given.get('nonce')}:{md5(method + ':' + given.get('uri', ''))}")
        fresh = made_at is not None and time.monotonic() - made_at < self.script.nonce_life
        return right and fresh, right and not fresh

    def challenge(self, headers, stale):
        nonce = f"{self.camera.chance.randrange(1 << 64):016x}"
        self.camera.nonces[nonce] = time.monotonic()
        lines = []
        if self.script.auth in ("digest", "both"):
            lines.append(f'WWW-Authenticate: Digest realm="camera", nonce="{nonce}"' + (", stale=true" if stale else ""))
        if self.script.auth in ("basic", "both"):
            lines.append('WWW-Authenticate: Basic realm="camera"')
        text = "\r\n".join([f"RTSP/1.0 401 Unauthorized\r\nCSeq: {headers.get('cseq', '0')}", *lines]) + "\r\n\r\n"
        self.writer.write(text.encode())

    def sdp(self):
        s = self.script
        if s.sdp:
            return s.sdp
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=camera", "t=0 0", "a=control:*", *s.sdp_extra.splitlines(),
                 "m=video 0 RTP/AVP 96", f"a=rtpmap:96 {s.codec.upper()}/90000", "a=control:track0"]
        if s.declared_fps:
            lines.append(f"a=framerate:{s.declared_fps}")
        lines.append("a=fmtp:96 packetization-mode=1" + (self.sprop() if s.sets in ("both", "sdp") else ""))
        if s.audio == "aac":
            config = coded_media.aac_frames()[0].hex()
            lines += ["m=audio 0 RTP/AVP 97", "a=rtpmap:97 MPEG4-GENERIC/16000/1",
                      "a=fmtp:97 streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
                      f"indexdeltalength=3;config={config}", "a=control:track1"]
        elif s.audio:
            number = {"pcma": 8, "pcmu": 0}[s.audio]
            lines += [f"m=audio 0 RTP/AVP {number}", f"a=rtpmap:{number} {s.audio.upper()}/8000", "a=control:track1"]
        return "\r\n".join(lines) + "\r\n"

    def sprop(self):
        texts = [base64.b64encode(n).decode() for n in self.camera.sets()]
        if self.script.codec == "h265":
            names = {32: "vps", 33: "sps", 34: "pps"}
            return "".join(f";sprop-{names[coded_media.nal_type('h265', n)]}={t}"
                           for n, t in zip(self.camera.sets(), texts))
        return ";sprop-parameter-sets=" + ",".join(texts)

    def set_up(self, url, headers):
        track = AUDIO if url.rstrip("/").endswith("track1") else VIDEO
        wish = headers.get("transport", "")
        fields = dict(f.split("=", 1) for f in wish.split(";") if "=" in f)
        if ("tcp" if "interleaved" in fields else "udp") not in self.script.transports:
            return self.reply(headers, "461 Unsupported Transport")
        if "interleaved" in fields:
            channel = int(fields["interleaved"].split("-")[0])
            self.ways[track] = TcpWay(self, channel)
            transport = f"RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}"
        else:
            first, second = (int(p) for p in fields["client_port"].split("-"))
            way = self.ways[track] = UdpWay(first, second)
            transport = f"RTP/AVP;unicast;client_port={first}-{second};server_port={way.port}-{way.port + 1}"
        self.reply(headers, "200 OK", {"Session": f"{self.name};timeout={int(self.script.timeout)}",
                                       "Transport": transport})

    # --- media

    def play(self):
        if self.camera.played_at is None:
            self.camera.played_at = time.monotonic()
            self.camera.played.set()
        self.last_word = time.monotonic()
        self.tasks.append(asyncio.ensure_future(self.guarded(self.send_pictures)))
        if self.script.audio and AUDIO in self.ways:
            self.tasks.append(asyncio.ensure_future(self.guarded(self.send_sound)))
        if self.script.rtcp != "none":
            self.tasks.append(asyncio.ensure_future(self.guarded(self.send_reports)))

    async def guarded(self, work):
        try:
            await work()
        except (ConnectionError, asyncio.CancelledError):
            pass
        except Exception as error:  # noqa: BLE001
            self.camera.errors.append(repr(error))
            self.end()

    def silent(self):
        return self.dead or time.monotonic() < self.camera.quiet_until

    async def send_pictures(self):
        """Camera time goes on while nothing is sent; the next picture is then a key picture, as from real encoders."""
        began, tick, place, size = time.monotonic(), 0, 0, self.camera.size
        while not self.ended:
            if time.monotonic() - self.last_word > self.script.timeout:
                return self.end()
            if self.silent() or size != self.camera.size:
                place, size = 0, self.camera.size
            if not self.silent():
                pictures = self.camera.pictures()
                frozen = time.monotonic() < self.camera.frozen_until
                self.send_picture(pictures[0 if frozen else place % len(pictures)], tick)
                place += 1
                await self.let_go()
            tick += 1
            due = began + max(0, tick - self.script.burst) / self.script.fps
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.camera.late_s = max(self.camera.late_s, time.monotonic() - due)

    async def let_go(self):
        """Hands over what a held-up network kept back."""
        if time.monotonic() < self.camera.held_until:
            return
        for way in self.ways.values():
            way.let_go()
        await self.writer.drain()

    def send_picture(self, picture, tick):
        camera, script, stream = self.camera, self.script, self.streams[VIDEO]
        shown_s = (tick + picture.shown_later) / script.fps + camera.shift_s
        if camera.repeats > 0:
            camera.repeats -= 1
            shown_s = self.last_shown_s
        self.last_shown_s = shown_s
        units = self.units_of(picture)
        camera.number += 1
        sei = coded_media.number_sei(script.codec, camera.mark, camera.number)
        sets = [u for u in units if coded_media.is_parameter_set(script.codec, u)]
        slices = [u for u in units if u not in sets]
        whole = True
        if sets and script.sets == "split":
            whole &= self.send_units(sets, stream.stamp(shown_s - 0.001), VIDEO)
            sets = []
        first = [u for u in slices[:1] if coded_media.is_delimiter(script.codec, u)]
        units = [*first, *sets, sei, *slices[len(first):]]
        whole &= self.send_units(units, stream.stamp(shown_s), VIDEO)
        camera.sent.append((camera.number, time.time_ns() // 1000, self.index, whole))

    def units_of(self, picture):
        """The picture with the parameter sets that the script allows at this time."""
        codec = self.script.codec
        late = self.script.sets == "late" and self.camera.age() < 3
        if picture.key and self.camera.sends_sets and not late:
            rest = [n for n in picture.nals if not coded_media.is_parameter_set(codec, n)]
            return [*self.camera.sets(), *rest]
        return [n for n in picture.nals if not coded_media.is_parameter_set(codec, n)]

    def send_units(self, units, stamp, track):
        packets = []
        for place, unit in enumerate(units):
            payloads = packetized(self.script, unit)
            for i, payload in enumerate(payloads):
                last = place == len(units) - 1 and i == len(payloads) - 1
                sei = coded_media.NUMBER_UUID in payload
                marker = {"good": last, "none": False, "all": True, "sei": sei}[self.script.marker]
                packets.append(self.streams[track].packet(payload, stamp, marker))
        return self.hand_over(packets, track)

    def hand_over(self, packets, track):
        """True when nothing of it was lost on the way that the script describes."""
        script, chance, whole = self.script, self.camera.chance, True
        for packet in packets:
            last = packet is packets[-1]
            if script.loss and chance.random() < script.loss:
                whole = False
                continue
            if script.reorder and not last and self.held_back is None and chance.random() < script.reorder:
                self.held_back = packet
                continue
            self.ways[track].send(packet)
            if script.duplicate and chance.random() < script.duplicate:
                self.ways[track].send(packet)
            if self.held_back is not None:
                self.ways[track].send(self.held_back)
                self.held_back = None
        if script.foreign_channel and isinstance(self.ways[track], TcpWay):
            TcpWay(self, 40).send(b"\x80\x60" + b"x" * 30)
        return whole

    async def send_sound(self):
        script, began, place = self.script, time.monotonic(), 0
        step_s = 1024 / 16_000 if script.audio == "aac" else 0.04
        while not self.ended:
            if not self.silent() and not self.camera.muted:
                at_s = 0.0 if script.audio_stamp == "constant" else place * step_s * script.audio_rate
                stream = self.streams[AUDIO]
                packet = stream.packet(sound_payload(script.audio, place), stream.stamp(at_s), True)
                self.ways[AUDIO].send(packet)
            place += 1
            await asyncio.sleep(max(0.0, began + place * step_s - time.monotonic()))

    async def send_reports(self):
        began = time.monotonic()
        while not self.ended:
            if not self.silent():
                since = time.monotonic() - began
                wall = time.time() + {"good": 0, "hour": 3600}.get(self.script.rtcp, 0)
                ntp = NTP_1970 + (since if self.script.rtcp == "1970" else wall) + self.camera.rtcp_shift_s
                for track, way in self.ways.items():
                    shift = self.camera.shift_s if track == VIDEO else 0
                    way.send_report(self.streams[track].report(ntp, since + shift))
            await asyncio.sleep(1.0)

    def end(self, reset=False):
        if self.ended:
            return
        self.ended = True
        for task in self.tasks:
            if task is not asyncio.current_task():
                task.cancel()
        for way in self.ways.values():
            way.close()
        if reset:
            self.writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.writer.transport.abort()
        else:
            self.writer.close()


class TcpWay:
    """RTP between the RTSP messages of the same connection."""

    def __init__(self, session, channel):
        self.writer = session.writer
        self.camera = session.camera
        self.channel = channel
        self.kept = b""

    def send(self, packet, channel=None):
        self.kept += struct.pack("!cBH", b"$", self.channel if channel is None else channel, len(packet)) + packet
        if time.monotonic() >= self.camera.held_until:
            self.let_go()

    def send_report(self, packet):
        self.send(packet, self.channel + 1)

    def let_go(self):
        self.writer.write(self.kept)
        self.kept = b""

    def close(self):
        pass


class UdpWay:
    """RTP and RTCP from a pair of neighbouring ports."""

    def __init__(self, rtp_port, rtcp_port):
        self.to = ("127.0.0.1", rtp_port), ("127.0.0.1", rtcp_port)
        while True:
            self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.rtp.bind(("127.0.0.1", 0))
            self.port = self.rtp.getsockname()[1]
            self.rtcp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                self.rtcp.bind(("127.0.0.1", self.port + 1))
                break
            except OSError:
                self.close()

    def send(self, packet):
        self.rtp.sendto(packet, self.to[0])

    def let_go(self):
        pass

    def send_report(self, packet):
        self.rtcp.sendto(packet, self.to[1])

    def close(self):
        self.rtp.close()
        self.rtcp.close()


def parsed_request(head):
    first, *lines = head.split("\r\n")
    method, url, _ = first.split(" ", 2)
    headers = {k.strip().lower(): v.strip() for k, v in (line.split(":", 1) for line in lines if ":" in line)}
    return method, url, headers


def packetized(script, unit):
    """RTP payloads of one NAL unit: alone, or in fragments of at most `mtu` bytes."""
    if script.annex_b:
        unit = b"\x00\x00\x00\x01" + unit
        return [unit]
    if len(unit) <= script.mtu:
        return [unit]
    if script.codec == "h265":
        kind, head_bytes = unit[0] >> 1 & 63, 2
        head = bytes([unit[0] & 0x81 | 49 << 1, unit[1]])
    else:
        kind, head_bytes = unit[0] & 31, 1
        head = bytes([unit[0] & 0xE0 | 28])
    body = unit[head_bytes:]
    parts = [body[i:i + script.mtu] for i in range(0, len(body), script.mtu)]
    out = []
    for i, part in enumerate(parts):
        flags = (0x80 if i == 0 else 0) | (0x40 if i == len(parts) - 1 else 0)
        out.append(head + bytes([flags | kind]) + part)
        if script.empty_fu and i == 0:
            out.append(head + bytes([kind]))
    return out


def sound_payload(kind, place):
    if kind == "aac":
        frames = coded_media.aac_frames()[1]
        frame = frames[place % len(frames)]
        return struct.pack("!HH", 16, len(frame) << 3) + frame
    data = coded_media.g711_bytes(kind)
    at = place * 320 % (len(data) - 320)
    return data[at:at + 320]


class FakeCameras:
    """Serves cameras on one thread of its own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.cameras = []

    def start(self):
        self.thread.start()
        return self

    def add(self, script):
        camera = Camera(script, 0xCA000000 + len(self.cameras))
        camera.pictures()  # made now, so that nobody waits for ffmpeg later
        for event in script.events:
            if event[1] in ("size", "flip"):
                camera.sets(FLIPPED_SIZE if event[1] == "flip" else event[2])
        if script.audio == "aac":
            coded_media.aac_frames()
        elif script.audio:
            coded_media.g711_bytes(script.audio)

        async def begin():
            camera.played = asyncio.Event()
            await camera.listen()
            camera.actor = asyncio.ensure_future(camera.act())
        asyncio.run_coroutine_threadsafe(begin(), self.loop).result(10)
        self.cameras.append(camera)
        return camera

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def stop(self):
        """May be called again."""
        if not self.thread.is_alive():
            return

        async def end():
            for camera in self.cameras:
                camera.actor.cancel()
                camera.server.close()
                await camera.do_reset(None)
            await asyncio.sleep(0.05)
        self.run(end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)


def main():
    def value(text):
        try:
            return json.loads(text)
        except ValueError:
            return text
    words = dict(a.split("=", 1) for a in sys.argv[1:])
    camera = FakeCameras().start().add(Script(**{k: value(v) for k, v in words.items()}))
    print(camera.url(), flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
