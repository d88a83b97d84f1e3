# SPDX-License-Identifier: Apache-2.0
"""An office with a key of its own, as openssl makes one, and what it can open with nothing else."""
import base64
import datetime
import hashlib
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID


class KeyOwner:
    """Key and certificate in a folder; `options` are those of `openssl req` for key and validity."""

    def __init__(self, folder, name, *options):
        self.key, self.certificate = folder / f"{name}.key.pem", folder / f"{name}.cert.pem"
        run("req", "-x509", "-nodes", "-subj", f"/CN={name}", "-utf8", "-keyout", self.key, "-out", self.certificate,
            *(options or ("-newkey", "rsa:2048", "-days", "30")))

    def expire(self):
        """The same key in a certificate that ended yesterday: `openssl req` writes none."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "expired")])
        key = serialization.load_pem_private_key(self.key.read_bytes(), None)
        now = datetime.datetime.utcnow()
        ended = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                 .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=30))
                 .not_valid_after(now - datetime.timedelta(days=1)).sign(key, hashes.SHA256()))
        self.certificate.write_bytes(ended.public_bytes(serialization.Encoding.PEM))
        return self

    @property
    def pem(self):
        return self.certificate.read_text()

    @property
    def fingerprint(self):
        return hashlib.sha256(base64.b64decode("".join(self.pem.splitlines()[1:-1]))).hexdigest()

    def open(self, encrypted, plain):
        """The command of video/evidence/PACKAGE.md; its exit code."""
        return subprocess.run(["openssl", "cms", "-decrypt", "-inform", "DER", "-in", encrypted, "-recip",
                               self.certificate, "-inkey", self.key, "-out", plain], capture_output=True).returncode


def run(*arguments):
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
