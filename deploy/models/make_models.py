#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the fetched archive into the models that the analyst loads, and describes them in models.json.

usage: make_models.py ARCHIVE FOLDER      checks, converts, writes
       make_models.py --check FOLDER      status 0 when all is there as it was written
"""
import hashlib
import json
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
# Raised whenever the converter's output changes, so that installed models are made anew.
CONVERTER = 2


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def expect(file, wanted):
    if sha256(file) != wanted:
        sys.exit(f"错误 error: {file.name} 校验失败 / is not the file that was expected (sha256)")


def unpack(archive, sources, folder):
    """Only the files that are wanted, under plain names; the rest of the archive stays packed."""
    expect(archive, sources["archiveSha256"])
    with tarfile.open(archive) as packed:
        for model in sources["models"]:
            for part in ("description", "weights"):
                target = folder / Path(model[part]).name
                target.write_bytes(packed.extractfile(f"package/{model[part]}").read())
                expect(target, model[f"{part}Sha256"])


def make(archive, folder):
    from onnx_writer import convert
    from PIL import Image
    from tfjs import GraphModel

    sources = json.loads((HERE / "sources.json").read_text())
    Image.open(HERE / "self-test.png").convert("RGB").save(folder / "self-test.ppm")
    made = []
    with tempfile.TemporaryDirectory() as work:
        unpack(archive, sources, Path(work))
        for model in sources["models"]:
            file = folder / f"{model['name']}.onnx"
            graph = GraphModel(Path(work) / Path(model["description"]).name, Path(work))
            convert(graph, file, model["input"]["name"], list(model["outputs"].values()),
                    model.get("onlyChannels", {}))
            print(f"{file.name}: {file.stat().st_size // 1024} KiB")
            made.append({"name": model["name"], "version": f"{sources['version']}+{CONVERTER}",
                         "file": file.name, "sha256": sha256(file), "input": model["input"],
                         "outputs": model["outputs"], "licence": model["licence"],
                         "selfTest": {"image": "self-test.ppm", "sha256": sha256(folder / "self-test.ppm"),
                                      **model["selfTest"]}})
    (folder / "models.json").write_text(
        json.dumps({"format": 1, "sources": sha256(HERE / "sources.json"), "models": made},
                   indent=2, ensure_ascii=False) + "\n")


def is_complete(folder):
    try:
        described = json.loads((folder / "models.json").read_text())
        return (described["sources"] == sha256(HERE / "sources.json")
                and all(model["version"].endswith(f"+{CONVERTER}")
                        and sha256(folder / model["file"]) == model["sha256"]
                        and sha256(folder / model["selfTest"]["image"]) == model["selfTest"]["sha256"]
                        for model in described["models"]))
    except (OSError, ValueError, KeyError):
        return False


def main():
    if sys.argv[1:2] == ["--check"]:
        sys.exit(0 if is_complete(Path(sys.argv[2])) else 1)
    make(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
