# SPDX-License-Identifier: Apache-2.0
"""Reads a TF.js graph model: its nodes and its weights, nothing is run."""
import base64
import json
from dataclasses import dataclass

import numpy as np

# How a weight lies in the file, and what it is in the graph.
STORED = {"float16": "<f2", "float32": "<f4", "int32": "<i4"}


@dataclass(frozen=True)
class Node:
    name: str
    op: str
    inputs: tuple
    attributes: dict

    def numbers(self, key, default=None):
        value = self.attributes.get(key)
        return default if value is None else [int(number) for number in value["list"].get("i", [])]

    def text(self, key):
        return base64.b64decode(self.attributes[key]["s"]).decode()

    def texts(self, key):
        listed = self.attributes.get(key, {}).get("list", {}).get("s", [])
        return [base64.b64decode(entry).decode() for entry in listed]

    def flag(self, key):
        return bool(self.attributes.get(key, {}).get("b", False))


class GraphModel:
    """The whole model in memory; nodes by name."""

    def __init__(self, description, weight_folder):
        model = json.loads(description.read_text())
        self.nodes = {}
        for entry in model["modelTopology"]["node"]:
            inputs = tuple(name.split(":")[0].lstrip("^") for name in entry.get("input", []))
            self.nodes[entry["name"]] = Node(entry["name"], entry["op"], inputs, entry.get("attr", {}))
        self.weights = {}
        for group in model["weightsManifest"]:
            data = b"".join((weight_folder / path).read_bytes() for path in group["paths"])
            self.read_weights(group["weights"], data)

    def read_weights(self, described, data):
        offset = 0
        for weight in described:
            stored = (weight.get("quantization") or {}).get("dtype", weight["dtype"])
            if stored not in STORED:
                raise ValueError(f"{weight['name']}: weights stored as {stored}")
            count = int(np.prod(weight["shape"]))
            values = np.frombuffer(data, STORED[stored], count, offset)
            offset += values.nbytes
            kind = np.float32 if weight["dtype"] == "float32" else np.int32
            self.weights[weight["name"]] = values.astype(kind).reshape(weight["shape"])
        if offset != len(data):
            raise ValueError(f"weights end at byte {offset} of {len(data)}")

    def needed_for(self, outputs, given):
        """The nodes that compute the outputs once `given` is given, each after what it needs."""
        order, seen, waiting = [], {given}, [(name, False) for name in reversed(outputs)]
        while waiting:
            name, inputs_done = waiting.pop()
            if inputs_done:
                order.append(self.nodes[name])
            elif name not in seen:
                seen.add(name)
                waiting.append((name, True))
                waiting.extend((source, False) for source in reversed(self.nodes[name].inputs))
        return order
