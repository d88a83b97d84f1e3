# SPDX-License-Identifier: Apache-2.0
"""The families about what can be read or heard: burnt-in clock, room display, sound."""
from .families import FOREVER, event, fill
from .overlays import Display, code_of
from .plans import Casting, any_clock, begin, zone

ERRORS_S = (3, -3, 4, -5, 8, -11, 20, -45, 75, -130, 300, -600, 1200, -1800, 3000, -3600, 3600, 2.6, -2.6, 15)


def clock_zone(plan):
    plan.camera["zones"].append(zone("clock", plan.clock.box(plan.room.size), plan.room.size, plan.uuid("clock")))


def with_clock(which, family, number, seconds, error, condition=None, clear=True):
    plan, random = begin(which, family, number, seconds, condition=condition or ("plain", "warm", "dim")[number % 3],
                         checks=["clock"])
    casting = Casting(plan, random)
    fill(plan, random, casting, range(number % 3 + 1))
    plan.clock = any_clock(plan, random, error=error, clear=clear)
    clock_zone(plan)
    plan.notes["clear"] = clear
    return plan, random


def clock_wrong(which, number):
    """Right at first, then wrong by a fixed time; or wrong from the first picture on."""
    wrong = ERRORS_S[number % len(ERRORS_S)]
    starts = 0.0 if number % 2 else 18.0
    plan, _ = with_clock(which, "clock-wrong", number, 60, lambda t: wrong if t >= starts else 0.0)
    event(plan, "clock_wrong", "clock", ["clock_wrong"], starts, plan.seconds, errorMs=round(wrong * 1000))
    return plan


def clock_right(which, number):
    plan, _ = with_clock(which, "clock-right", number, 60, lambda t: 0.0, clear=number % 4 != 3)
    return plan


def clock_backwards(which, number):
    """Goes back while the picture goes on: second by second, or by a leap that a later leap makes good."""
    if number % 2:
        error = lambda t: -2.0 * (t - 20) if t >= 20 else 0.0
    else:
        error = lambda t: -30.0 if t >= 20 else 0.0
    plan, _ = with_clock(which, "clock-backwards", number, 50, error)
    event(plan, "clock_backwards", "clock", ["clock_backwards", "clock_wrong"], 20, plan.seconds)
    return plan


def clock_missing(which, number):
    plan, _ = with_clock(which, "clock-missing", number, 60,
                         lambda t: None if t >= (0 if number % 2 else 20) else 0.0)
    event(plan, "clock_missing", "clock", ["clock_missing"], 0 if number % 2 else 20, plan.seconds, afterS=15)
    return plan


def clock_covered(which, number):
    """Something stands before the time from a second on."""
    plan, random = with_clock(which, "clock-covered", number, 60, lambda t: 0.0)
    plan.camera["checks"] = ["clock", "composition"]
    plan.camera["thresholds"]["composition.lastingMs"] = 15000
    grey = [int(value) for value in random.integers(30, 200, 3)]
    plan.patches.append({"begin": 20.0, "end": FOREVER, "box": list(plan.clock.box(plan.room.size)), "colour": grey})
    event(plan, "clock_covered", "clock", ["clock_covered", "clock_missing"], 20, plan.seconds, afterS=15)
    return plan


def display(which, number):
    """The room's screen in the picture; four codes in two minutes. Clear ones first, then small or dim ones."""
    size = ((640, 360), (704, 576))[number % 2]
    condition = ("plain", "plain", "warm", "plain", "noise", "dim")[number % 6]
    plan, random = begin(which, "display", number, 120, condition=condition, size=size, checks=["clock"])
    plan.start_us -= plan.start_us % 30_000_000
    casting = Casting(plan, random)
    fill(plan, random, casting, range(number % 2 + 1))
    width = round(size[0] * (0.30 if number % 6 < 4 else 0.2) * random.uniform(0.95, 1.1))
    height = round(width * 0.5)
    left = round(size[0] * (0.62 if plan.room.door[0] < 0.5 else 0.16) * random.uniform(0.9, 1.0))
    top = max(6, round(size[1] * 0.06))
    first = plan.start_us // 30_000_000
    codes = {first + index: code_of(random) for index in range(5)}
    if number % 5 == 4:
        codes[first + 2] = None  # no code for half a minute: a head is missing
    plan.display = Display(plan.start_us, (left, top, left + width, top + height), codes, light=bool(number % 2))
    plan.camera["zones"].append(zone("display", (left, top, left + width, top + height), size, plan.uuid("display")))
    clear = plan.display.code_height() >= 10 and condition in ("plain", "warm")
    plan.notes.update(clear=clear, codeHeight=round(plan.display.code_height(), 1),
                      codes=[[index * 30, (index + 1) * 30, codes[first + index]] for index in range(4)])
    return plan


def sound(what):
    """Scenes with sound. Two sit and speak unless nobody may be heard."""
    def make(which, number):
        plan, random = begin(which, f"sound-{what}", number, 60, checks=["persons", "sound"])
        casting = Casting(plan, random)
        fill(plan, random, casting, range(2))
        starts = float(round(random.uniform(15, 22), 1))
        plan.sound = {"what": what, "begin": starts}
        plan.camera["thresholds"]["sound.silentMs"] = 20000
        kinds = {"silent": ["silent", "quiet"], "stopped": ["sound_stopped"], "clipping": ["clipping"], "hum": ["hum"],
                 "quiet": ["quiet", "silent"], "missing": ["sound_missing"]}
        if what in kinds:
            after = {"silent": 20, "stopped": 5}.get(what, 10)
            event(plan, f"sound_{what}", "sound", kinds[what], 0 if what == "missing" else starts, plan.seconds,
                  afterS=after)
        return plan
    return make
