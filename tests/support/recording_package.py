# SPDX-License-Identifier: Apache-2.0
"""Packages of recordings written after video/evidence/PACKAGE.md and FORMAT.md alone, with nothing of the product:
if evidence-verify accepts them, the two texts say what a stranger needs."""
import base64
import hashlib
import json
import os
import struct
import subprocess
import tempfile
import uuid
import zlib
from pathlib import Path

START_US = 1_795_516_286_000_000


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Key:
    """An Ed25519 key that OpenSSL's command line makes and uses."""
    PREFIX = bytes.fromhex("302e020100300506032b657004220420")  # PKCS 8 of RFC 8410, before the seed

    def __init__(self):
        self.file = tempfile.NamedTemporaryFile(suffix=".der")
        self.file.write(self.PREFIX + os.urandom(32))
        self.file.flush()
        public = subprocess.run(["openssl", "pkey", "-inform", "DER", "-in", self.file.name, "-pubout", "-outform",
                                 "DER"], check=True, capture_output=True).stdout
        self.public = public[-32:]

    def sign(self, domain, value):
        with tempfile.NamedTemporaryFile() as message:
            message.write(domain.encode() + b"\n" + canonical(value))
            message.flush()
            done = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.file.name, "-keyform", "DER",
                                   "-in", message.name], check=True, capture_output=True)
        return b64(done.stdout)


def frame(kind, payload):
    covered = struct.pack(">IB", len(payload), kind) + payload
    return b"MJR1" + covered + struct.pack(">I", zlib.crc32(covered))


def zip_of(entries):
    """The one shape of a package's ZIP, from (name, bytes) in order."""
    out, central, at = [], [], 0
    for name, content in entries:
        encoded = name.encode()
        size = struct.pack("<Q", len(content))
        shared = struct.pack("<HHHHHIIIH", 45, 0, 0, 0, 0x0021, zlib.crc32(content), 0xFFFFFFFF, 0xFFFFFFFF,
                             len(encoded))
        local = (b"PK\x03\x04" + shared + struct.pack("<H", 20) + encoded + struct.pack("<HH", 1, 16) + size + size)
        central.append(b"PK\x01\x02" + struct.pack("<H", 3 << 8 | 45) + shared +
                       struct.pack("<HHHHII", 28, 0, 0, 0, 0o100644 << 16, 0xFFFFFFFF) + encoded +
                       struct.pack("<HH", 1, 24) + size + size + struct.pack("<Q", at))
        out += [local, content]
        at += len(local) + len(content)
    directory = b"".join(central)
    tail = (b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 3 << 8 | 45, 45, 0, 0, len(central), len(central),
                                        len(directory), at) +
            b"PK\x06\x07" + struct.pack("<IQI", 0, at + len(directory), 1) +
            b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    return b"".join(out) + directory + tail


class Package:
    """One camera, `fragments` of about `size` random bytes in each of `segments` files."""

    def __init__(self, segments=2, fragments=6, size=3000, equal=True):
        self.centre, self.node, self.session = Key(), Key(), Key()
        self.camera, self.export = str(uuid.uuid4()), str(uuid.uuid4())
        self.files, self.places = {}, []
        self.links, self.listed = b"", []
        head, number = bytes(32), 0
        for index in range(segments):
            head, number = self.segment(index + 1, fragments, size, equal, head, number)
        self.finish(number)

    def segment(self, index, fragments, size, equal, head, number):
        segment, init = uuid.uuid4(), os.urandom(700)
        path = f"media/A-1/{index:04}.mp4"
        start = START_US + number * 500_000
        opened = canonical({
            "camera": self.camera, "stream": "main", "segment": str(segment), "run": 1, "runStartUs": START_US,
            "startUs": start, "path": f"media/20261124/{segment}.mp4", "container": "mp4", "codecs": "avc1.64001f",
            "hasAudio": False, "hash": "sha256", "initBytes": len(init), "number": number + 1, "tracks": [],
            "initSha256": hashlib.sha256(init).hexdigest(), "previous": head.hex()})
        bound = hashlib.sha256(b"mingjing.segment.v1\n" + opened).digest()
        self.links += frame(3, opened)
        media = [init]
        at = len(init)
        for seq in range(1, fragments + 1):
            data = os.urandom(size if equal else size + seq)
            number += 1
            body = (b"\x01" + segment.bytes + struct.pack(">QIIqIqqqqQIBHH", number, seq, 1,
                                                          START_US + (number - 1) * 500_000, 500_000,
                                                          0, 0, 0, 0, at, len(data), 9, 12, 0) +
                    hashlib.sha256(data).digest() + struct.pack(">H", 0))
            head = hashlib.sha256(b"mingjing.fragment.v1\n" + head + bound + body).digest()
            self.links += frame(4, body + head)
            self.places.append((path, at, len(data)))
            media.append(data)
            at += len(data)
        closed = {"camera": self.camera, "stream": "main", "segment": str(segment), "startUs": start,
                  "endUs": START_US + number * 500_000, "bytes": at, "fragments": fragments, "chainHead": head.hex(),
                  "truncated": False, "signingKey": b64(self.session.public)}
        closed["signature"] = self.session.sign("mingjing.segment-close.v1", closed)
        self.links += frame(5, canonical(closed))
        self.files[path] = b"".join(media)
        self.listed.append({"segment": str(segment), "path": path, "firstSeq": 1, "lastSeq": fragments,
                            "fragments": fragments, "head": head.hex(), "closed": True, "bytes": at,
                            "crc32": zlib.crc32(self.files[path])})
        return head, number

    def finish(self, number):
        small = {"links/A-1.mjl": self.links, "certificate.json": b'{"coveredUs":1}'}
        statement = {"format": "mingjing.export-statement.v1", "export": self.export,
                     "centreKey": b64(self.centre.public), "nodeKeys": [b64(self.node.public)],
                     "cameras": [{"id": self.camera, "name": "A-1", "room": "A"}],
                     "files": [{"path": "certificate.json",
                                "sha256": hashlib.sha256(small["certificate.json"]).hexdigest()}]}
        statement["signature"] = self.centre.sign("mingjing.export-statement.v1", statement)
        statement = canonical(statement)
        key = {"node": "recorder-1", "boot": str(uuid.uuid4()), "algorithm": "ed25519", "fromUs": START_US,
               "nodeKey": b64(self.node.public), "sessionKey": b64(self.session.public)}
        key["signature"] = self.node.sign("mingjing.session-key.v1", key)
        manifest = {
            "format": "mingjing.recording-package.v1", "export": self.export, "node": "recorder-1", "madeUs": START_US,
            "statementSha256": hashlib.sha256(statement).hexdigest(), "keys": [key],
            "signingKey": b64(self.session.public),
            "files": [{"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                      for path, data in small.items()],
            "streams": [{"camera": self.camera, "stream": "main", "fromUs": START_US,
                         "toUs": START_US + number * 500_000, "links": "links/A-1.mjl", "gaps": [],
                         "segments": self.listed}]}
        manifest["signature"] = self.session.sign("mingjing.recording-package.v1", manifest)
        self.files = {"statement.json": statement, **small, **self.files, "manifest.json": canonical(manifest)}

    def zip(self, files=None):
        return zip_of(list((files or self.files).items()))

    def swapped(self, first, second):
        """The ZIP with two fragments of equal size in each other's place."""
        files = dict(self.files)
        (one, a, size), (other, b, _) = self.places[first], self.places[second]
        left, right = files[one][a:a + size], files[other][b:b + size]
        for path, at, data in ((one, a, right), (other, b, left)):
            files[path] = files[path][:at] + data + files[path][at + size:]
        return self.zip(files)

    def key(self):
        return self.centre.public.hex()


def verify(program, path, *arguments):
    """Exit code of evidence-verify."""
    return subprocess.run([program, *arguments, Path(path)], capture_output=True).returncode
