# SPDX-License-Identifier: Apache-2.0
"""python3 -m scenes tuning|report [--quick] [FAMILY…]: makes the scenes and prints where each is (from tests/support)."""
import sys

import cv2

from . import film

cv2.setNumThreads(1)
arguments = [word for word in sys.argv[2:] if word != "--quick"]
for scene in film.make(sys.argv[1], "--quick" in sys.argv, only=arguments or None):
    print(scene["video"], len(scene["events"]), flush=True)
