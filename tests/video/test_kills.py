#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A recorder that is killed loses the last moments of its pictures and nothing else; see kills.py.

MINGJING_BIN names the folder with mingjing-recorder and evidence-check. SEED= repeats a run.
"""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kills import SCRIPTS, Kills  # noqa: E402

KILLS = 10


class Killed(unittest.TestCase):
    def test_only_the_tail_is_lost_and_everything_else_verifies(self):
        seed = int(os.environ.get("SEED", random.randrange(1 << 30)))
        kills = Kills(KILLS, seed)
        self.addCleanup(kills.close)
        lost = kills.run()
        self.assertEqual(kills.faults, [], f"SEED={seed}")
        self.assertEqual(len(lost), KILLS * len(SCRIPTS))
        # Something was really killed in the middle of its work.
        self.assertGreater(max(lost), 0, f"SEED={seed}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
