#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Who may include whom: fails on an arrow that points outward, or a vendor header outside its room."""
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]

# A folder may include itself and these. Only mains and tests see two outer rings at once.
MAY_INCLUDE = {
    "center/kernel": set(),
    "center/domain": {"center/kernel"},
    "center/app": {"center/domain", "center/kernel"},
    "center/net": {"center/kernel"},
    "center/witness": {"center/kernel"},
    "center/print": {"center/app", "center/domain", "center/kernel"},
    "center/http": {"center/print", "center/app", "center/domain", "center/kernel", "center/net"},
    "db/mysql": {"center/kernel"},
    "db/migrate": {"db/mysql", "center/kernel"},
    "db/repositories": {"db/mysql", "center/app", "center/domain", "center/kernel"},
    "video/ffmpeg": {"center/kernel"},
    "video/evidence": {"center/kernel"},
    "video/capture": {"video/ffmpeg", "center/kernel"},
    "video/record": {"video/capture", "video/ffmpeg", "video/evidence", "center/kernel"},
    "video/live": {"video/capture", "video/ffmpeg", "center/kernel"},
    "video/analysis": {"video/capture", "video/ffmpeg", "video/evidence", "center/kernel"},
}
# From an outer ring's app folder only the ports and the values they carry may be seen.
PORTS_ONLY = {("db/repositories", "center/app"): {"center/app/ports.h"}}
VENDOR_ROOMS = {
    r"^(Poco/Net/)": ("center/net",),
    r"^(cppconn/|mysql_)": ("db/mysql",),
    r"^(libav|libsw)": ("video/ffmpeg",),
    r"^opencv2/": ("video/analysis", "center/print"),
    r"^(pango/|cairo|qrencode|zbar)": ("center/print",),
}
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def room_of(path: str):
    return next((room for room in MAY_INCLUDE if path.startswith(room + "/")), None)


def complaints(path: pathlib.Path):
    name = path.relative_to(TOP).as_posix()
    room = room_of(name)
    if room is None:
        return
    text = path.read_text(encoding="utf-8")
    for kind, target in INCLUDE.findall(text):
        if kind == "<":
            for pattern, rooms in VENDOR_ROOMS.items():
                if re.match(pattern, target) and room not in rooms:
                    yield f"{name}: <{target}> belongs to {', '.join(rooms)} only"
            continue
        other = room_of(target)
        if other is None and not (TOP / target).exists():
            yield f"{name}: \"{target}\" is not a path from the top of the project"
        elif other not in (None, room) and other not in MAY_INCLUDE[room]:
            yield f"{name}: {room} may not include {other} (\"{target}\")"
        elif target not in PORTS_ONLY.get((room, other), {target}):
            yield f"{name}: of {other}, {room} may include only the ports, not \"{target}\""


def main():
    files = [p for part in ("center", "db", "video", "devices")
             for p in (TOP / part).rglob("*") if p.suffix in (".h", ".cpp")]
    wrong = [text for path in sorted(files) for text in complaints(path)]
    print("\n".join(wrong))
    print(f"{len(files)} files, {len(wrong)} wrong includes")
    sys.exit(1 if wrong or not files else 0)


if __name__ == "__main__":
    main()
