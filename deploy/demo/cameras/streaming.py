# SPDX-License-Identifier: Apache-2.0
"""From composed frames to RTSP: each camera is encoded once, all the time, for every viewer of it."""
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gst, GstRtsp, GstRtspServer  # noqa: E402

import picture  # noqa: E402
from sound import BLOCK, RATE, Murmur  # noqa: E402

FPS = 10
FRAME = Gst.SECOND // FPS
# Every part of a media starts this much later than it was taken, so that nothing comes too late.
LEAD = 60 * Gst.MSECOND

ENCODER = ("x264enc tune=zerolatency speed-preset=superfast threads=1 bframes=0 rc-lookahead=0 "
           "ref=1 byte-stream=true key-int-max={gop} bitrate={kbps} vbv-buf-capacity=1000 "
           "option-string=scenecut=0 ! video/x-h264,profile=main,stream-format=byte-stream,alignment=au "
           "! appsink name={name} emit-signals=true sync=false async=false max-buffers=8 drop=true")
ENCODING = (
    f"appsrc name=picture is-live=true format=time "
    f"caps=video/x-raw,format=I420,width={picture.WIDTH},height={picture.HEIGHT},framerate={FPS}/1 "
    "! tee name=both "
    "both. ! queue max-size-buffers=3 leaky=downstream ! " + ENCODER.format(gop=FPS, kbps=900, name="main") +
    " both. ! queue max-size-buffers=3 leaky=downstream ! videoscale "
    "! video/x-raw,width=640,height=360 ! " + ENCODER.format(gop=FPS, kbps=300, name="sub") +
    f" appsrc name=sound is-live=true format=time caps=audio/x-raw,format=S16LE,rate={RATE},channels=1,layout=interleaved "
    "! audioconvert ! avenc_aac bitrate=32000 ! audio/mpeg,stream-format=raw "
    "! appsink name=aac emit-signals=true sync=false async=false max-buffers=16 drop=true")
SERVING = ("( appsrc name=video is-live=true format=time max-bytes=4000000 "
           "! rtph264pay name=pay0 pt=96 config-interval=-1 "
           "appsrc name=audio is-live=true format=time max-bytes=400000 ! rtpmp4gpay name=pay1 pt=97 )")


class Camera:
    """One camera: a thread that composes and times, a pipeline that encodes, the viewers it feeds."""

    def __init__(self, name, scene, clock, seed):
        self.name = name
        self.scene = scene
        self.clock = clock
        self.murmur = Murmur(seed)
        self.lock = threading.Lock()
        self.viewers = {"main": [], "sub": []}
        self.caps = {}
        self.stalled = False
        self.frames = 0
        self.pipeline = Gst.parse_launch(ENCODING)
        self.pipeline.use_clock(clock)
        self.picture = self.pipeline.get_by_name("picture")
        self.sound = self.pipeline.get_by_name("sound")
        for kind in ("main", "sub", "aac"):
            self.pipeline.get_by_name(kind).connect("new-sample", self.encoded, kind)

    def start(self):
        self.pipeline.set_state(Gst.State.PLAYING)
        self.pipeline.get_state(Gst.CLOCK_TIME_NONE)
        threading.Thread(target=self.run, name=self.name, daemon=True).start()

    def run(self):
        """Keeps to the beat; where the machine was too slow, frames are left out, not delayed."""
        base = self.pipeline.get_base_time()
        number = (self.clock.get_time() - base) // FRAME + 1
        blocks = 0
        while True:
            wait = base + number * FRAME - self.clock.get_time()
            if wait > 0:
                time.sleep(wait / Gst.SECOND)
            taken, _ = self.scene.next_frame()
            push(self.picture, taken, number * FRAME, FRAME)
            self.frames += 1
            until = (number + 1) * FRAME
            blocks = max(blocks, number * FRAME * RATE // (BLOCK * Gst.SECOND))
            while blocks * BLOCK * Gst.SECOND // RATE < until:
                at = blocks * BLOCK * Gst.SECOND // RATE
                push(self.sound, self.murmur.next_block(self.speaking()), at, BLOCK * Gst.SECOND // RATE)
                blocks += 1
            number = max(number + 1, (self.clock.get_time() - base) // FRAME)

    def speaking(self):
        present = self.scene.status()
        return present.get("officers", 0) > 0 and present.get("person", 0) > 0

    def encoded(self, sink, kind):
        """One encoded frame or sound block, handed to everybody who watches. Encoder's thread."""
        sample = sink.emit("pull-sample")
        self.caps[kind] = sample.get_caps()
        if self.stalled:
            return Gst.FlowReturn.OK
        buffer = sample.get_buffer()
        # The encoder moves its times by a constant; the segment knows by how much.
        taken = self.pipeline.get_base_time() + sample.get_segment().to_running_time(
            Gst.Format.TIME, buffer.pts)
        is_key = not buffer.has_flags(Gst.BufferFlags.DELTA_UNIT)
        with self.lock:
            watching = [viewer for stream, viewers in self.viewers.items()
                        if kind in (stream, "aac") for viewer in viewers]
        for viewer in watching:
            viewer.feed("audio" if kind == "aac" else "video", buffer, taken, is_key)
        return Gst.FlowReturn.OK

    def ready(self):
        return {"main", "sub", "aac"} <= set(self.caps)

    def add(self, stream, viewer):
        with self.lock:
            self.viewers[stream].append(viewer)

    def remove(self, stream, viewer):
        with self.lock:
            if viewer in self.viewers[stream]:
                self.viewers[stream].remove(viewer)


class Viewer:
    """One shared RTSP media: gets frames from the next key frame on, in its own time."""

    def __init__(self, camera, stream, media):
        self.media = media.get_element()
        self.sources = {"video": self.media.get_by_name("video"), "audio": self.media.get_by_name("audio")}
        self.sources["video"].set_property("caps", camera.caps[stream])
        self.sources["audio"].set_property("caps", camera.caps["aac"])
        self.started = False

    def feed(self, kind, buffer, taken, is_key):
        base = self.media.get_base_time()
        if base == 0 or taken + LEAD < base:
            return
        if not self.started:
            if kind != "video" or not is_key:
                return
            self.started = True
        own = buffer.copy()
        own.pts = own.dts = taken + LEAD - base
        self.sources[kind].emit("push-buffer", own)


class Mount(GstRtspServer.RTSPMediaFactory):
    """rtsp://…/CAMERA/STREAM, one media for all clients of it."""

    __gtype_name__ = "MingjingDemoMount"

    def __init__(self, camera, stream):
        super().__init__()
        self.set_launch(SERVING)
        self.set_shared(True)
        self.set_protocols(GstRtsp.RTSPLowerTrans.TCP)
        rights = GstRtspServer.RTSPPermissions()
        for right in ("media.factory.access", "media.factory.construct"):
            rights.add_permission_for_role("viewer", right, True)
        self.set_permissions(rights)
        self.connect("media-configure", self.configured, camera, stream)

    def configured(self, _factory, media, camera, stream):
        viewer = Viewer(camera, stream, media)
        camera.add(stream, viewer)
        media.connect("unprepared", lambda _media: camera.remove(stream, viewer))


def serve(port, cameras, user, password):
    """The RTSP server on loopback, with digest sign-in. Needs a running GLib main loop."""
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(port))
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    for camera in cameras:
        for stream in ("main", "sub"):
            server.get_mount_points().add_factory(f"/{camera.name}/{stream}", Mount(camera, stream))
    if server.attach(None) == 0:
        raise OSError(f"port {port} cannot be listened on")
    return server


def push(source, data, at, duration):
    buffer = Gst.Buffer.new_wrapped(data)
    buffer.pts = at
    buffer.duration = duration
    source.emit("push-buffer", buffer)
