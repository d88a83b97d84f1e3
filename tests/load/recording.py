#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What recording costs: the recorder, with hashes, journal and syncs, beside one `ffmpeg -c copy` for each stream.

Sixteen cameras of 1080p25 at 4 Mbit/s with AAC send the same clip. Both sides take all of them in the same minute; user
and system time of both is counted over the same seconds, after the first fifteen. Power cuts are counted in the fault
file system of the unit tests, kills by recording_kills.

    deploy/bench recording [--streams 16] [--seconds 45] [--kills 50]
"""
import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import Figures

TOP = Path(__file__).resolve().parents[2]
os.environ.setdefault("MINGJING_BIN", str(TOP / "build/release/bin"))
sys.path.insert(0, str(TOP / "tests/video"))
import bench_rig  # noqa: E402

SETTLE_S = 15
TICK = os.sysconf("SC_CLK_TCK")


def make_clip(path, seconds):
    """Moving noise, so that the rate is really used."""
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25", "-f", "lavfi", "-i",
         "sine=frequency=330:sample_rate=16000", "-t", str(seconds), "-vf", "noise=alls=12:allf=t", "-c:v", "libx264",
         "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "baseline", "-b:v", "4M", "-minrate", "4M",
         "-maxrate", "4M", "-bufsize", "2M", "-x264-params", "nal-hrd=cbr:keyint=50:min-keyint=50:scenecut=0",
         "-c:a", "aac", "-b:a", "48k", "-ac", "1", path], check=True)


def cpu_s(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def pss_mb(pid):
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.M)[1]) / 1024


def syncs_per_s(pid, seconds=5):
    """Counted for a few seconds after the measurement, because counting slows the process."""
    traced = subprocess.run(["timeout", "-s", "INT", str(seconds), "strace", "-f", "-c", "-e", "trace=fsync,fdatasync",
                             "-p", str(pid)], capture_output=True, text=True)
    calls = [int(line.split()[3]) for line in traced.stderr.splitlines() if re.search(r"f(data)?sync$", line.strip())]
    return sum(calls) / seconds


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = Path(tempfile.mkdtemp(prefix="mingjing-recording-"))
        self.rig = bench_rig.Rig()
        self.copies = []
        self.sender = None

    def close(self):
        for copy in self.copies:
            copy.kill()
            copy.wait()
        self.rig.close()
        if self.sender:
            self.sender.kill()
            self.sender.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, figures):
        clip = self.folder / "clip.mp4"
        make_clip(clip, SETTLE_S + self.options.seconds + 40)
        port = bench_rig.free_port()
        self.sender = subprocess.Popen(
            ["/usr/bin/python3", TOP / "tests/support/copy_cameras.py", str(port), clip, str(self.options.streams)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.sender.stdout.readline().strip() == "READY"
        urls = [f"rtsp://127.0.0.1:{port}/{i}" for i in range(self.options.streams)]
        self.start_copies(urls)
        self.start_recorder(urls)
        self.measure(figures)

    def start_copies(self, urls):
        for number, url in enumerate(urls):
            self.copies.append(subprocess.Popen(
                ["ffmpeg", "-v", "error", "-nostdin", "-rtsp_transport", "tcp", "-i", url, "-c", "copy", "-movflags",
                 "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", self.folder / f"copy-{number}.mp4"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def start_recorder(self, urls):
        class Address:
            def __init__(self, url):
                self.main = url

            def url(self, name="main"):
                return self.main

        rows = [self.rig.wanted(Address(url)) for url in urls]
        self.rig.desire(*rows)
        self.rig.start()
        for row in rows:
            self.rig.wait_running(row, seconds=40)

    def measure(self, figures):
        time.sleep(SETTLE_S)
        recorder, copies = self.rig.process.pid, [copy.pid for copy in self.copies]
        measured_us = time.time_ns() // 1000
        began, own, other = time.monotonic(), cpu_s(recorder), sum(map(cpu_s, copies))
        bytes_before = sum(os.path.getsize(path) for path in self.rig.files())
        time.sleep(self.options.seconds)
        took = time.monotonic() - began
        own, other = cpu_s(recorder) - own, sum(map(cpu_s, copies)) - other
        written = sum(os.path.getsize(path) for path in self.rig.files()) - bytes_before
        streams = self.options.streams
        memory, peer_memory = pss_mb(recorder), sum(map(pss_mb, copies))
        detail = {"streams": streams, "seconds": round(took, 1), "recorder_cpu_s": round(own, 2),
                  "ffmpeg_cpu_s": round(other, 2), "recorded_mbit_s_per_stream": round(written * 8e-6 / took / streams, 2)}
        figures.tell("cpu_ratio_to_ffmpeg_copy", round(own / other, 3), "ratio", **detail)
        figures.tell("streams_per_core", round(streams * took / own, 1), "streams", **detail)
        figures.tell("pss_mb_per_stream", round(memory / streams, 2), "MB", recorder_mb=round(memory, 1),
                     ffmpeg_mb_per_stream=round(peer_memory / streams, 2))
        figures.tell("fsyncs_per_s", round(syncs_per_s(recorder), 1), "calls", streams=streams)
        gaps = {gap["id"]: gap["cause"] for gap in self.rig.center.of_kind("gap") if gap["fromUs"] > measured_us}
        figures.tell("gaps", len(gaps), "gaps", causes=sorted(set(gaps.values())))
        if self.rig.stop(signal.SIGTERM) != 0:
            figures.say("the recorder did not end in order")
        code, words = self.rig.check()
        figures.tell("faults", 0 if code == 0 else 1, "faults", told=words.strip().splitlines()[-1])


def power_cuts(figures):
    program = TOP / "build/dev/tests/video_tests"
    if not program.exists():
        figures.say(f"{program} is not built: no figure for power cuts")
        return
    done = subprocess.run([program, "--log_level=message", "--run_test=storage/the_power_may_be_cut_at_every_operation"],
                          capture_output=True, text=True)
    found = re.search(r"powercut_lost_ms_max=(\d+) cuts=(\d+)", done.stdout + done.stderr)
    if done.returncode == 0 and found:
        figures.tell("powercut_lost_ms_max", int(found[1]), "ms", cuts=int(found[2]))
    else:
        figures.say("the power cuts failed: " + done.stdout[-400:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--streams", type=int, default=16)
    parser.add_argument("--seconds", type=int, default=45)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    figures = Figures("recording")
    bench = Bench(options)
    try:
        bench.run(figures)
    finally:
        bench.close()
    power_cuts(figures)
    if options.kills:
        subprocess.run([sys.executable, TOP / "tests/load/recording_kills.py", "--kills", str(options.kills)],
                       stdout=figures.out, check=False)


if __name__ == "__main__":
    main()
