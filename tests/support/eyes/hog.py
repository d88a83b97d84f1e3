# SPDX-License-Identifier: Apache-2.0
"""OpenCV's HOG person detector as a yardstick: one thread, one look a second, the picture's own size."""
import time

import cv2


def look_through(video, seconds, every=1):
    """Persons found at each looked-at second, and the processor's seconds that the detector alone took."""
    cv2.setNumThreads(1)
    detector = cv2.HOGDescriptor()
    detector.setSVMDetector(cv2.HOGDescriptor_getDefaultPeopleDetector())
    reader, found, spent, due = cv2.VideoCapture(video), {}, 0.0, 0
    rate = reader.get(cv2.CAP_PROP_FPS)
    number = 0
    while due < seconds:
        if not reader.grab():
            break
        if number / rate >= due + 0.5 - 0.5 / rate:
            _, picture = reader.retrieve()
            began = time.process_time()
            boxes, _ = detector.detectMultiScale(picture, winStride=(8, 8), scale=1.05)
            spent += time.process_time() - began
            found[due] = len(boxes)
            due += every
        number += 1
    return found, spent


def recall(counts, persons):
    """Share of the persons in seconds of known number that were counted; false ones are not held against anybody."""
    known = [(counts.get(second, 0), truth) for second, truth in enumerate(persons) if truth and second in counts]
    total = sum(truth for _, truth in known)
    return (sum(min(max(said, 0), truth) for said, truth in known) / total if total else None), total
