#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""How good the checks by video and sound are, on scenes whose truth is exact.

    ./deploy/bench vision [--set report|tuning] [--quick] [--write] [--only FAMILY…] [--explain]

Real clips are looked at when MINGJING_MEDIA names their folder; their figures stand apart. `--write` writes
video/analysis/quality.json, which ships. Scenes and answers are kept in build/scenes.
"""
import argparse
import datetime
import json

import cv2
from figures import Figures

from eyes import real, run
from eyes.verdict import GROUPS, Verdict
from scenes import catalogue, film, people, plans, rooms

QUALITY = film.TOP / "video/analysis/quality.json"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=("report", "tuning"), default="report")
    parser.add_argument("--quick", action="store_true", help="one scene of each family, no long footage")
    parser.add_argument("--write", action="store_true", help="write video/analysis/quality.json")
    parser.add_argument("--explain", action="store_true", help="say which scenes were judged wrongly (tuning set only)")
    parser.add_argument("--only", nargs="*", help="only these families")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def main():
    options = arguments()
    if options.write and (options.quick or options.only or options.set != "report"):
        raise SystemExit("--write takes the whole report set")
    if options.explain and options.set != "tuning":
        raise SystemExit("--explain is for the tuning set: nobody mends a detector by the report set's scenes")
    cv2.setNumThreads(1)
    figures, verdict = Figures("vision"), Verdict()
    families = options.only or [*catalogue.TABLE, *([] if options.quick else catalogue.FOOTAGE)]
    # Made first: so that what is measured does not share the processor with what composes.
    scenes = list(film.make(options.set, options.quick, options.processes, families, figures.say))
    scenes += real.clips(figures.say)
    figures.say(f"{len(scenes)} scenes, looked at by {run.program()}")
    for index, (scene, reports) in enumerate(run.look_at_all(scenes, options.processes)):
        if isinstance(reports, dict):
            verdict.failed.append(reports["failed"])
            figures.say(f"failed: {reports['failed']}")
            continue
        verdict.add(run.Seen(scene, reports))
        if index % 25 == 24:
            figures.say(f"{index + 1} of {len(scenes)} looked at")
    if options.explain:
        for reason in verdict.reasons:
            figures.say(reason)
    tell(figures, verdict, options)
    if options.write:
        write(verdict)
    raise SystemExit(1 if verdict.failed else 0)


def tell(figures, verdict, options):
    figures.tell("scenes", verdict.scenes, "scenes", failed=verdict.failed, composer=film.composer_hash(),
                 **{options.set: verdict.sets()})
    figures.tell("configuration", sorted(verdict.configurations, key=str), "hash")
    for figure, value, unit, detail in verdict.lines():
        figures.tell(figure, value, unit, **detail)


DETECTORS = {"count": "persons", "left": "persons", "health": "health", "collapse": "position", "clock": "clock",
             "display": "clock"}


def detector_of(figure):
    """recall.cover, precision.lying, count_exact: the group of checks that a figure is about."""
    head, _, rest = figure.partition(".")
    if head == "precision" or head == "false_per_day":
        return GROUPS.get(rest, rest)
    if head == "recall":
        groups = {"collapse": "position", "standing_over": "position", "motionless": "position",
                  "guard_leaves": "guard", "burst": "burst", **dict.fromkeys(plans_of_health(), "health")}
        return groups.get(rest) or GROUPS.get(rest) or rest.partition("_")[0]
    return DETECTORS[head.partition("_")[0]]


def plans_of_health():
    return [family.removeprefix("health-") for family in catalogue.TABLE if family.startswith("health-")]


def other_set(which):
    """What the set that was not run consists of."""
    names = catalogue.names(which) + catalogue.footage_names(which)
    seeds = [plans.seed_of(which, *name) for name in names]
    return {"scenes": len(names), "identities": people.identities(which), "backgrounds": list(rooms.BACKGROUNDS[which]),
            "seeds": [min(seeds), max(seeds)]}


def write(verdict):
    rows = [{"detector": detector_of(figure), "figure": figure, "valueMilli": None if value is None else round(value * 1000),
             "of": detail["of"], "unit": detail["ofUnit"], "condition": detail["condition"], "set": detail["set"]}
            for figure, value, _, detail in verdict.lines()]
    QUALITY.write_text(json.dumps({
        "configuration": next(iter(verdict.configurations), None),
        "measuredOn": datetime.date.today().isoformat(),
        "sets": {"report": verdict.sets(), "tuning": other_set("tuning")}, "figures": rows},
        ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
