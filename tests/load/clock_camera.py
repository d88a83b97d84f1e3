#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""An RTSP camera whose picture carries the time at which it was taken and its number, for machines to read.

usage: clock_camera.py PORT SENT
Serves rtsp://127.0.0.1:PORT/clock with H.264 and AAC; prints READY when it listens. The number of every picture that
was encoded is written to the file SENT, one a line. The top of the picture is one row of black and white blocks:
milliseconds since 1970, the number, and a check sum (see `bits_of` and `read_bits`).
"""
import sys
import threading
import time

WIDTH, HEIGHT, FPS = 1280, 720, 25
BLOCK = 16
ROWS = 32
TIME_BITS, NUMBER_BITS, CHECK_BITS = 42, 20, 8
BITS = TIME_BITS + NUMBER_BITS + CHECK_BITS
BLACK, WHITE = 16, 235


def check_of(value):
    total = 0
    while value:
        total += value & 0xff
        value >>= 8
    return total & 0xff


def bits_of(ms, number):
    """The blocks from left to right, highest bit first."""
    value = ms << NUMBER_BITS | number
    value = value << CHECK_BITS | check_of(value)
    return [value >> (BITS - 1 - at) & 1 for at in range(BITS)]


def read_bits(bits):
    """(milliseconds, number), or None where the check sum does not agree."""
    value = 0
    for bit in bits:
        value = value << 1 | bit
    told, value = value & 0xff, value >> CHECK_BITS
    if check_of(value) != told:
        return None
    return value >> NUMBER_BITS, value & (1 << NUMBER_BITS) - 1


class Picture:
    """A grey picture with something that moves, and the blocks on top."""

    def __init__(self):
        self.luma = bytearray(bytes([110]) * (WIDTH * HEIGHT))
        self.chroma = bytes([128]) * (WIDTH * HEIGHT // 2)

    def take(self, ms, number):
        row = b"".join(bytes([WHITE if bit else BLACK]) * BLOCK for bit in bits_of(ms, number))
        row += bytes([BLACK]) * (WIDTH - len(row))
        self.luma[:WIDTH * ROWS] = row * ROWS
        # A bar with a texture goes through the picture, so that there is something to encode.
        bar = bytes((number * 7 + x * 13) & 0xff for x in range(WIDTH))
        top = ROWS + number * 8 % (HEIGHT - ROWS - 64)
        clean = bytes([110]) * WIDTH
        self.luma[WIDTH * ROWS:] = clean * (HEIGHT - ROWS)
        for line in range(top, top + 64):
            self.luma[WIDTH * line:WIDTH * (line + 1)] = bar
        return bytes(self.luma) + self.chroma


RATE = 16000
LAUNCH = (
    f"( appsrc name=clock is-live=true format=time "
    f"caps=video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={FPS}/1 "
    "! x264enc tune=zerolatency speed-preset=ultrafast bitrate=2000 key-int-max=50 threads=1 "
    "! video/x-h264,profile=baseline,stream-format=byte-stream,alignment=au "
    "! identity name=tap ! rtph264pay name=pay0 pt=96 config-interval=-1 "
    f"appsrc name=tick is-live=true format=time caps=audio/x-raw,format=S16LE,rate={RATE},channels=1,layout=interleaved "
    "! audioconvert ! avenc_aac bitrate=32000 ! rtpmp4gpay name=pay1 pt=97 )")


def push(source, data, pts):
    buffer = Gst.Buffer.new_wrapped(data)
    buffer.pts = buffer.dts = pts
    source.emit("push-buffer", buffer)


def feed(bin_, ended):
    """Pictures on the beat; where the machine was too slow, they come late, and none is left out."""
    clock = Gst.SystemClock.obtain()
    picture, number = Picture(), 0
    tick = (b"\x00\x20" * 40 + b"\x00\xe0" * 40) * (RATE // FPS // 80)
    while bin_.get_base_time() == 0 and not ended.is_set():
        time.sleep(0.005)
    begun = time.monotonic()
    while not ended.is_set():
        wait = begun + number / FPS - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        pts = clock.get_time() - bin_.get_base_time()
        push(bin_.get_by_name("clock"), picture.take(time.time_ns() // 1_000_000, number), pts)
        push(bin_.get_by_name("tick"), tick, number * Gst.SECOND // FPS)
        number += 1


def configure(_factory, media, sent):
    bin_ = media.get_element()
    ended = threading.Event()
    numbers = iter(range(1 << NUMBER_BITS))

    def on_encoded(_pad, _info):
        sent.write(f"{next(numbers)}\n")
        return Gst.PadProbeReturn.OK

    bin_.get_by_name("tap").get_static_pad("src").add_probe(Gst.PadProbeType.BUFFER, on_encoded)
    threading.Thread(target=feed, args=(bin_, ended), daemon=True).start()
    media.connect("unprepared", lambda _media: ended.set())


def main():
    port, path = int(sys.argv[1]), sys.argv[2]
    Gst.init(None)
    sent = open(path, "w", buffering=1)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(LAUNCH)
    factory.set_shared(True)
    factory.set_protocols(GstRtsp.RTSPLowerTrans.TCP)
    factory.connect("media-configure", configure, sent)
    server.get_mount_points().add_factory("/clock", factory)
    server.attach(None)
    print("READY", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    import gi
    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtsp", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402
    main()
