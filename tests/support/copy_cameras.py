#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""RTSP cameras that send one coded clip over and over cheaply: nothing is encoded while somebody measures.

usage: copy_cameras.py PORT CLIP COUNT      serves rtsp://127.0.0.1:PORT/0 to /COUNT-1; prints READY
All who watch one camera share its pipeline, so a second reader costs the sender hardly anything.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402


def main():
    port, clip, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    for number in range(count):
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(
            f"( filesrc location={clip} ! qtdemux name=d "
            "d.video_0 ! queue ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 "
            "d.audio_0 ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97 )")
        factory.set_shared(True)
        server.get_mount_points().add_factory(f"/{number}", factory)
    server.attach(None)
    print("READY", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
