# SPDX-License-Identifier: Apache-2.0
"""The families of scenes about persons and the camera itself: each a function (set, number) -> Plan.

How many of each a set has stands in TABLE of catalogue.py.
"""
from .actors import Actor, Phase
from .plans import Casting, any_clock, begin, coming, leaving, zone

FOREVER = 1e9


def event(plan, what, group, kinds, begins, ends, **more):
    plan.events.append({"what": what, "group": group, "kinds": list(kinds), "beginS": round(begins, 2),
                        "endS": round(min(ends, plan.seconds), 2), **more})


def fill(plan, random, casting, seats, until=FOREVER):
    """Seats these from the first picture on."""
    for seat in seats:
        plan.actors.append(casting.actor([Phase("seat", 0, until, seat=seat)]))


def leave_return(which, number):
    """Several get up, go, and come back: the departures that left_recall counts."""
    plan, random = begin(which, "leave", number, 90)
    casting = Casting(plan, random)
    seats = list(range(len(plan.room.seats)))
    random.shuffle(seats)
    away = {seat: [] for seat in seats}
    t = float(random.uniform(8, 12))
    movers = seats[:2] if number % 3 else seats[:1]
    turn = 0
    while t < plan.seconds - 16:
        seat = movers[turn % len(movers)]
        steps, gone = leaving(plan.room, seat, t, random)
        back = gone + float(random.uniform(7, 10))
        returns, sits = coming(plan.room, seat, back, random)
        away[seat].append((t, steps, gone, returns, sits))
        event(plan, "leave", "persons", ["persons"], gone, back, seat=plan.camera["zones"][seat]["id"])
        t = sits + float(random.uniform(4, 7))
        turn += 1
    for seat in seats:
        phases, since = [], 0.0
        for leaves, steps, gone, returns, sits in away[seat]:
            phases += [Phase("seat", since, leaves, seat=seat), *steps, *returns]
            since = sits
        phases.append(Phase("seat", since, FOREVER, seat=seat))
        plan.actors.append(casting.actor(phases))
    if number % 2:
        plan.clock = any_clock(plan, random)
    return plan


def count(which, number):
    """A fixed number, nobody to five, some standing; they move where they are."""
    plan, random = begin(which, "count", number, 40, "waiting" if number % 3 == 2 else "questioning")
    casting = Casting(plan, random)
    wanted = number % 6
    seats = list(range(len(plan.room.seats)))
    random.shuffle(seats)
    fill(plan, random, casting, seats[:min(wanted, 3)])
    # Standing ones behind the boards, between the seats.
    free = sorted(seat.x for seat in plan.room.seats)
    places = [(free[0] + free[1]) / 2, (free[1] + free[2]) / 2]
    for x in places[:max(0, wanted - 3)]:
        plan.actors.append(casting.actor([Phase("stand", 0, FOREVER, goal=(x, plan.room.floor[0] + 0.08))], False))
    return plan


def health(what, kinds, seconds=50):
    """A camera that is all right, then is not; people move meanwhile."""
    def make(which, number):
        long = what == "loop"
        plan, random = begin(which, f"health-{what}", number, 80 if long else seconds, checks=["persons", "health"])
        casting = Casting(plan, random)
        seats = list(range(3))
        random.shuffle(seats)
        fill(plan, random, casting, seats[:1 + number % 3])
        for actor in plan.actors:
            actor.lively = 0.62
        starts = float(round(random.uniform(26, 32) if long else random.uniform(16, 22), 1))
        # Pictures that never come back cannot be told from a film's end.
        ends = plan.seconds if (number % 2 or long) and what != "gap" else starts + 22
        row = {"what": what, "begin": starts, "end": ends}
        if what == "loop":
            # Whoever plays again does not count in whole seconds.
            row["how"] = {"pictures": int(random.integers(12 * plan.fps, 22 * plan.fps))}
        if what in ("loop", "freeze"):
            row["withClock"] = bool(number % 2)
        plan.troubles.append(row)
        if number % 2 == 0:
            plan.clock = any_clock(plan, random)
        event(plan, what, "health", kinds, starts, ends)
        return plan
    return make


def open_room(which, family, number, seconds, **more):
    plan, random = begin(which, family, number, seconds, "open", **more)
    return plan, random, Casting(plan, random)


def free_place(plan, random):
    """Somewhere on the floor beside the seats where a body fits."""
    right = max(seat.x for seat in plan.room.seats) < 0.5
    x = random.uniform(0.58, 0.72) if right else random.uniform(0.28, 0.42)
    return float(x), float(random.uniform(plan.room.floor[0] + 0.18, plan.room.floor[0] + 0.27))


def collapse(which, number):
    """Stands or walks, then lies on the floor and stays; another may sit nearby."""
    plan, random, casting = open_room(which, "collapse", number, 60, checks=["persons", "position", "health"])
    place = free_place(plan, random)
    falls = float(round(random.uniform(10, 16), 1))
    x = 0.12 if place[0] > 0.5 else 0.88
    actor = casting.actor([Phase("walk", 0, falls - 3, start=(x, place[1]), goal=place),
                           Phase("stand", falls - 3, falls, goal=place),
                           Phase("lie", falls, FOREVER, start=place, goal=place)], False)
    actor.still = bool(number % 4)  # most do not move any more
    plan.actors.append(actor)
    if number % 3 == 0:
        fill(plan, random, casting, [0])
    event(plan, "collapse", "position", ["lying"], falls + 1, plan.seconds)
    return plan


def bed(which, number):
    """Lies in a bed zone: nothing is to be found."""
    plan, random = begin(which, "bed", number, 60, "bed", checks=["persons", "position"])
    casting = Casting(plan, random)
    left, top, right, bottom = plan.room.bed
    width, height = plan.room.size
    plan.camera["zones"].append(zone("bed", (left * width, top * height, right * width, bottom * height),
                                     plan.room.size, plan.uuid("bed")))
    middle = ((left + right) / 2, bottom - 0.12)
    gets_up = 1e9 if number % 2 else 34.0
    phases = [Phase("lie", 0, gets_up, goal=middle)]
    if number % 2 == 0:
        phases.append(Phase("stand", gets_up, FOREVER, goal=(left - 0.08, plan.room.floor[0] + 0.12)))
    actor = casting.actor(phases, False)
    actor.still = True
    plan.actors.append(actor)
    return plan


def standing_over(which, number):
    """Somebody stands close over the person for long: for a human to look at."""
    plan, random = begin(which, "standing-over", number, 60, checks=["persons", "position"])
    casting = Casting(plan, random)
    fill(plan, random, casting, range(2))
    seat = next(i for i, row in enumerate(plan.room.seats) if row.kind == "person_seat")
    if seat not in (0, 1):
        fill(plan, random, casting, [seat])
    beside = plan.room.seats[seat].x + (-0.07 if number % 2 else 0.07)
    comes = float(random.uniform(8, 12))
    y = plan.room.floor[0] + 0.13
    edge = 1.1 if beside > 0.5 else -0.1
    plan.actors.append(casting.actor([Phase("walk", comes - 3, comes, start=(edge, y), goal=(beside, y)),
                                      Phase("stand", comes, FOREVER, goal=(beside, y))], False))
    plan.camera["thresholds"]["position.standingOverMs"] = 15000
    event(plan, "standing_over", "position", ["standing_over"], comes, plan.seconds, afterS=15)
    return plan


def motionless(which, number):
    """Sits and does not move at all; half of the scenes show the same with people who do move."""
    plan, random = begin(which, "motionless", number, 90, "waiting", checks=["persons", "position"])
    casting = Casting(plan, random)
    fill(plan, random, casting, [number % 3])
    plan.camera["thresholds"]["position.motionlessMs"] = 30000
    if number % 2 == 0:
        plan.actors[0].still = True
        event(plan, "motionless", "position", ["motionless"], 0, plan.seconds, afterS=30)
    return plan


def guard(which, number):
    """A guard at the post leaves it while somebody waits, and comes back."""
    plan, random = begin(which, "guard", number, 90, "waiting", checks=["persons", "guard"])
    casting = Casting(plan, random)
    width, height = plan.room.size
    seat = 1 + number % 2
    fill(plan, random, casting, [0])
    post = plan.room.seats[seat]
    plan.camera["zones"] = [row for index, row in enumerate(plan.camera["zones"]) if index != seat]
    half = post.height * 0.8 * height / width
    plan.camera["zones"].append(zone("guard_post", ((post.x - half) * width, (post.board - post.height * 1.2) * height,
                                                    (post.x + half) * width, (post.board + 0.1) * height),
                                     plan.room.size, plan.uuid("post")))
    plan.camera["thresholds"]["guard.emptyMs"] = 15000
    leaves = float(random.uniform(12, 18))
    steps, gone = leaving(plan.room, seat, leaves, random)
    returns, sits = coming(plan.room, seat, gone + 32, random)
    plan.actors.append(casting.actor([Phase("seat", 0, leaves, seat=seat), *steps, *returns,
                                      Phase("seat", sits, FOREVER, seat=seat)]))
    event(plan, "guard_leaves", "guard", ["post_empty", "unguarded"], leaves + 1, gone + 32, afterS=15)
    return plan


def burst(which, number):
    """Two move wildly close together for a while."""
    plan, random, casting = open_room(which, "burst", number, 60, checks=["persons", "burst"])
    x, y = free_place(plan, random)
    starts = float(random.uniform(20, 26))
    for side in (-0.05, 0.05):
        phases, t, where = [Phase("stand", 0, starts, goal=(x + 2.5 * side, y))], starts, (x + 2.5 * side, y)
        while t < starts + 14:
            goal = (x + side * float(random.uniform(0.3, 1.6)), y + float(random.uniform(-0.03, 0.03)))
            phases.append(Phase("walk", t, t + 0.5, start=where, goal=goal))
            t, where = t + 0.5, goal
        phases.append(Phase("stand", t, FOREVER, goal=where))
        plan.actors.append(casting.actor(phases, False))
    event(plan, "burst", "burst", ["burst"], starts, starts + 14)
    return plan


def composition(which, number):
    """Far too small, nobody of the officers in the picture, only backs, or the time covered."""
    what = ("person_small", "officers_out", "front_hidden")[number % 3]
    condition = "plain"
    plan, random = begin(which, "composition", number, 60, condition=condition, checks=["persons", "composition"])
    casting = Casting(plan, random)
    seats = {kind: [i for i, row in enumerate(plan.room.seats) if row.kind == kind]
             for kind in ("person_seat", "officer_seat")}
    if what == "officers_out":
        fill(plan, random, casting, seats["person_seat"])
    elif what == "front_hidden":
        fill(plan, random, casting, seats["officer_seat"])
        plan.actors.append(Actor(*{"tuning": ("bald-jacket", 5), "report": ("puffer", 0)}[which],
                                 [Phase("seat", 0, FOREVER, seat=seats["person_seat"][0])]))
    else:
        for row in plan.room.seats:
            row.height *= 0.42 if row.kind == "person_seat" else 1
        fill(plan, random, casting, range(3))
    plan.camera["thresholds"]["composition.lastingMs"] = 15000
    if what == "person_small":
        plan.camera["thresholds"]["composition.personMilli"] = 220
    event(plan, what, "composition", [what], 0, plan.seconds, afterS=15)
    return plan
