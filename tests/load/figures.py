# SPDX-License-Identifier: Apache-2.0
"""What every bench prints: one JSON line per figure on standard output, and nothing else there."""
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))


class Figures:
    """Keeps standard output for figures; whatever else is printed goes to standard error."""

    def __init__(self, bench):
        self.bench = bench
        self.out = os.fdopen(os.dup(1), "w", buffering=1)
        os.dup2(2, 1)

    def tell(self, figure, value, unit, **detail):
        self.out.write(json.dumps({"bench": self.bench, "figure": figure, "value": value, "unit": unit,
                                   "detail": detail}, ensure_ascii=False) + "\n")

    def say(self, text):
        print(f"[{self.bench}] {text}", file=sys.stderr, flush=True)


def percentile(values, share):
    """The smallest value that at least that share of the values does not exceed."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]
