"""The staff on the floor, at 00:00: who quits, who is hired, who is ready for work; and who serves a purchase."""

from sim.model.codes import Account, Kind, Stage
from sim.model.draws import subject_key
from sim.model.flat import Parameters, Person
from sim.model.rules.morale import curtness, feel, see_customer, start_feeling
from sim.model.rules.staff import (
    FIRST_POST,
    GENERATIONS,
    able_hired,
    begin_work,
    hiring_cost,
    is_fed_up,
    is_veteran,
    leave_post,
    live_day,
    pay_above,
    post_met,
    slips_of,
    start_post,
    training_cost,
)
from sim.model.story.writing import book_amount
from sim.model.world import World


def open_floor(w: World, p: Parameters, seed: int, replication: int) -> None:
    """Let every post be held, or vacant, as it is found."""
    for k in range(p.staff_posts):
        w.workers[k].key = subject_key(seed, replication, FIRST_POST - k)
        start_post(p, w.workers[k])
        start_feeling(p, w.workers[k])


def tend_floor(w: World, p: Parameters, day: int, part: float) -> None:
    """Let who is fed up go, fill vacant posts, and let the others learn; pay above what is usual runs for the day."""
    s = w.state[0]
    veterans = 0
    for k in range(p.staff_posts):
        veterans += int(is_veteran(w.workers[k], day))
    share = veterans / p.staff_posts
    for k in range(p.staff_posts):
        a = w.workers[k]
        if p.morale_on:
            feel(p, a)
        change_post(w, p, k, day, share)
        live_day(p, a, day, share)
        s.raised += part * pay_above(p, a)
        if day >= s.history:
            a.raw_days += a.raw
            a.able_days += a.able
            a.morale_days += a.morale


def change_post(w: World, p: Parameters, post: int, day: int, veterans: float) -> None:
    """Let a post lose who is fed up, find somebody, and let her begin when she is trained; perhaps all in one night."""
    a = w.workers[post]
    now = float(day)
    if is_fed_up(a):
        book_amount(w, now, Kind.QUIT, post * GENERATIONS + a.generation, Account.NONE, 0, post)
        leave_post(p, a, day)
        start_feeling(p, a)
    if a.stage == Stage.VACANT and now >= a.until:
        a.stage = Stage.IN_TRAINING
        a.until = now + p.staff_training
        a.hires += 1
        number = post * GENERATIONS + a.generation
        book_amount(w, now, Kind.HIRED, number, Account.HIRING, -hiring_cost(p), post)
        book_amount(w, now, Kind.TRAINING, number, Account.TRAINING, -training_cost(p, veterans), post)
    if a.stage == Stage.IN_TRAINING and now >= a.until:
        begin_work(a, now, able_hired(p, a))
        start_feeling(p, a)


def meet_staff(w: World, p: Parameters, c: Person, n: int) -> None:
    """Be served: who stands there moves what goes wrong in the encounter."""
    a = w.workers[post_met(p, c, n)]
    c.raw = a.raw
    c.curt = curtness(p, a) if p.morale_on else 1.0
    c.slips = c.curt * slips_of(p, a)


def please_staff(w: World, p: Parameters, c: Person, n: int) -> None:
    """Let who has served a purchase see how satisfied the customer is after it, and be insulted by who does so."""
    a = w.workers[post_met(p, c, n)]
    see_customer(a, c.satisfaction)
    if p.burdens_on:
        a.insulted += c.abusive
