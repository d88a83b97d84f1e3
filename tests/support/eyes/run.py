# SPDX-License-Identifier: Apache-2.0
"""Runs `bench_eyes` over scenes, two at a time, and keeps its answers as long as neither program nor scene changes."""
import hashlib
import json
import multiprocessing
import os
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
LOOK_US = 1_000_000


def program():
    path = Path(os.environ.get("MINGJING_EYES") or TOP / "build/release/bin/bench_eyes")
    if not path.exists():
        raise SystemExit(f"{path} is missing: build the target bench_eyes, or name it in MINGJING_EYES")
    return path


def models():
    return Path(os.environ.get("MINGJING_MODELS") or TOP / "build/models")


@lru_cache(maxsize=None)
def fingerprint():
    """Of what answers: the program and the models' manifest."""
    digest = hashlib.sha256(program().read_bytes())
    manifest = models() / "models.json"
    if manifest.exists():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()[:16]


def job_of(scene, **more):
    return {"camera": scene["camera"], "video": scene["video"], "startUs": scene["startUs"], "lookUs": LOOK_US, **more}


def look(scene, kept=True, **more):
    """The reports of one scene: [{"report", …}], with the account last. {"failed": why} instead if it ended badly."""
    job = job_of(scene, **more)
    key = hashlib.sha256((fingerprint() + json.dumps(job, sort_keys=True)).encode()).hexdigest()[:24]
    answer = Path(scene["video"]).parent / "answers" / f"{key}.jsonl"
    if not kept or not answer.exists():
        answer.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", suffix=".json", dir=answer.parent) as file:
            json.dump(job, file)
            file.flush()
            ran = subprocess.run([str(program()), "--models", str(models()), file.name], capture_output=True,
                                 text=True, check=False)
        if ran.returncode != 0 or '"account"' not in ran.stdout:
            return {"failed": f"{scene['name']}: code {ran.returncode}: {ran.stderr.strip()[-300:]}"}
        draft = answer.with_suffix(f".{os.getpid()}")
        draft.write_text(ran.stdout)
        draft.rename(answer)
    return [without_picture(json.loads(line)) for line in answer.read_text().splitlines() if line.startswith("{")]


def without_picture(report):
    report.pop("thumbnail", None)
    return report


def _look(scene):
    return scene, look(scene)


def look_at_all(scenes, processes=2):
    """Yields (scene, reports) as scenes come; `scenes` may be a generator that still makes them."""
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap(_look, scenes)


class Seen:
    """What the analyst said about one scene, in seconds from its beginning."""

    def __init__(self, scene, reports):
        self.scene, self.reports = scene, reports
        start = scene["startUs"]
        self.account = next(row for row in reversed(reports) if row["report"] == "account")
        self.counts = sorted(((row["fromUs"] - start) / 1e6, row["value"], self.told(row))
                             for row in reports if row["report"] == "persons")
        self.observations = self.merged([row for row in reports if row["report"] == "seen"], start)
        self.codes = [((row["atUs"] - start) / 1e6, row["code"]) for row in reports if row["report"] == "codeRead"]

    def told(self, row):
        """When it was said, if the program tells; otherwise since when it holds."""
        return (row.get("toldUs", row["fromUs"]) - self.scene["startUs"]) / 1e6

    def merged(self, rows, start):
        """One entry per observation: the beginning as first told, the end as last told."""
        found = {}
        for row in rows:
            entry = found.setdefault(row["id"], {"kind": row["kind"], "fromS": (row["fromUs"] - start) / 1e6,
                                                 "toldS": self.told(row), "toS": None, "value": row.get("value"),
                                                 "zone": row.get("zone"), "detector": row.get("detector", "")})
            if row.get("toUs") is not None:
                entry["toS"] = (row["toUs"] - start) / 1e6
        return sorted(found.values(), key=lambda entry: entry["fromS"])

    def count_at(self, second):
        """The value that holds in the middle of that second; None before the first word, -1 when nobody can say."""
        value = None
        for begins, told, _ in self.counts:
            if begins > second + 0.5:
                break
            value = told
        return value
