#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every camera of the bad-stream table on one recorder; see bad_streams.py for what is asked of each.

    MINGJING_BIN=build/dev/bin tests/video/test_bad_streams.py [words of case names]
"""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bad_streams  # noqa: E402

names = sys.argv[1:]


class BadStreams(unittest.TestCase):
    def tried(self):
        trial = bad_streams.Trial(bad_streams.wanted_cases(names))
        self.addCleanup(trial.close)
        return trial, trial.run()

    def test_every_bad_camera_is_recorded_as_the_table_says(self):
        trial, found = self.tried()
        if trial.late_s() > bad_streams.STARVED_S:
            trial, found = self.tried()
        if trial.late_s() > bad_streams.STARVED_S:
            print(f"cameras were {trial.late_s():.1f} s late: times, runs and gaps were not judged", file=sys.stderr)
        for case, faults, lost in found:
            with self.subTest(case.name):
                self.assertEqual(faults, [], f"lost: {lost}")
        self.assertEqual(trial.told_secrets(), [])

    def test_the_table_is_as_long_as_promised(self):
        self.assertGreaterEqual(len(bad_streams.CASES), 30)
        self.assertEqual(len({c.name for c in bad_streams.CASES}), len(bad_streams.CASES))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
