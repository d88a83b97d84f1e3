#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A small RTSP camera for tests: H.264 and AAC from GStreamer's test sources.

usage: rtsp_server.py PORT [--user U --password P] [--no-audio | --g711] [--fps N] [--gop N] [--size WxH]
                      [--bframes N] [--kbps N] [--pattern NAME] [--pts-log FILE]
Serves rtsp://127.0.0.1:PORT/main and /sub. Prints READY when it listens. With --pts-log every
encoded picture of /main is written down as one line: presentation time in nanoseconds, key or not.
"""
import argparse
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402


def pipeline(args, fps, width, height):
    plain = args.bframes == 0
    tune = "tune=zerolatency" if plain else ""
    video = (
        f"videotestsrc is-live=true pattern={args.pattern} ! video/x-raw,width={width},height={height},"
        f"framerate={fps}/1 ! x264enc {tune} speed-preset=ultrafast bitrate={args.kbps} "
        f"key-int-max={args.gop} bframes={args.bframes} ! "
        f"video/x-h264,profile={'baseline' if plain else 'main'},stream-format=byte-stream,alignment=au ! "
        "identity name=tap ! rtph264pay name=pay0 pt=96 config-interval=-1"
    )
    if args.no_audio:
        return f"( {video} )"
    audio = (
        "audiotestsrc is-live=true wave=ticks ! audio/x-raw,rate=16000,channels=1 ! "
        "avenc_aac bitrate=32000 ! rtpmp4gpay name=pay1 pt=97"
    )
    if args.g711:
        audio = (
            "audiotestsrc is-live=true freq=440 ! audio/x-raw,rate=8000,channels=1 ! "
            "alawenc ! rtppcmapay name=pay1 pt=8"
        )
    return f"( {video} {audio} )"


def watch_times(factory, path):
    log = open(path, "w", buffering=1)

    def on_media(_factory, media):
        tap = media.get_element().get_by_name("tap")

        def on_buffer(_pad, info):
            buffer = info.get_buffer()
            key = not buffer.has_flags(Gst.BufferFlags.DELTA_UNIT)
            log.write(f"{buffer.pts} {int(key)}\n")
            return Gst.PadProbeReturn.OK

        tap.get_static_pad("src").add_probe(Gst.PadProbeType.BUFFER, on_buffer)

    factory.connect("media-configure", on_media)


def protect(server, factory, user, password):
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(0)  # set below: digest
    from gi.repository import GstRtsp

    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    factory.add_role_from_structure(
        Gst.Structure.from_string("viewer, media.factory.access=true, media.factory.construct=true")[0]
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    parser.add_argument("--no-audio", action="store_true")
    parser.add_argument("--g711", action="store_true")
    parser.add_argument("--fps", type=int, default=25)
    parser.add_argument("--gop", type=int, default=50)
    parser.add_argument("--size", default="320x240")
    parser.add_argument("--bframes", type=int, default=0)
    parser.add_argument("--kbps", type=int, default=400)
    parser.add_argument("--pattern", default="ball", help="snow: pictures that do not compress")
    parser.add_argument("--pts-log")
    args = parser.parse_args()

    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(args.port))
    width, height = args.size.split("x")
    for name, fps in (("main", args.fps), ("sub", max(5, args.fps // 2))):
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(pipeline(args, fps, width, height))
        factory.set_shared(True)
        if args.pts_log and name == "main":
            watch_times(factory, args.pts_log)
        if args.user:
            protect(server, factory, args.user, args.password)
        server.get_mount_points().add_factory("/" + name, factory)
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    print("READY", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
