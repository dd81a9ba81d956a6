"""Standing problems: written up by whoever hears of a failure; at 00:00 found, mended, new ones, perhaps a crisis."""

from sim.model.codes import Account, Kind
from sim.model.flat import Parameters, Person
from sim.model.rules.clocks import owe
from sim.model.rules.failures import failure_nature
from sim.model.rules.policies import aims
from sim.model.rules.problems import (
    MOST,
    found_by_itself,
    hunted_down,
    is_reported,
    is_still_hidden,
    keep_to_oneself,
    mended_at_start,
    new_ones,
    next_crisis,
    next_problem,
    next_search,
    part_left,
    report_finds,
    suffer,
)
from sim.model.rules.quality import aim, felt_spend, share_of_failures
from sim.model.story.writing import book_amount, write
from sim.model.world import World


def open_problems(w: World, p: Parameters) -> None:
    """Let as many problems stand as is usual; a few of them are being mended already."""
    s = w.state[0]
    for k in range(p.problems_open):
        s.mended[k] = mended_at_start(p, s.key, k)
        if s.mended[k] > 0.0:
            s.mending += 1
        else:
            s.hidden += 1
        arise(w, 0.0)
    s.new_left = next_problem(s.key, 0)
    s.search_left = next_search(s.key, 0)
    s.crisis_left = next_crisis(s.key, 0)


def arise(w: World, now: float) -> None:
    """Write down that there is one more problem."""
    s = w.state[0]
    book_amount(w, now, Kind.ARISEN, s.firm_counts[Kind.ARISEN], Account.NONE, 0, 0)


def take_down(w: World, p: Parameters, c: Person, now: float, speaks: bool, hidden: bool) -> None:
    """Write her last failure up for those above, if she complains or is asked; else it waits until somebody listens."""
    n = c.purchases - 1
    c.untold = 0
    if is_reported(p, c, n, speaks):
        write_up(w, p, c, now, n, n, Kind.COMPLAINT if speaks else Kind.SILENCE, hidden)
    elif p.contacts_on:
        keep_to_oneself(c, n, hidden, w.state[0].hunted)


def listen(w: World, p: Parameters, c: Person, now: float, after: int, occasion: int) -> None:
    """Write up what she tells, after an event of hers, of her last failure, of which nobody has heard."""
    write_up(w, p, c, now, c.untold - 1, occasion, after, is_still_hidden(c, w.state[0].hunted))
    c.untold = 0


def write_up(
    w: World, p: Parameters, c: Person, now: float, n: int, occasion: int, after: int, hidden: bool
) -> None:  # fmt: skip
    """Write her failure at purchase n up for those above; what that finds, they know at the next 00:00."""
    finds = hidden and report_finds(p, c, n)
    write(
        w, now, Kind.REPORT, c.number, n, c.number, occasion, after, Account.REPORTS, -p.report_cost, int(finds)
    )  # fmt: skip
    w.state[0].reported += int(finds)


def tend_problems(w: World, p: Parameters, day: int) -> None:
    """Let problems end, be found, and arise, as yesterday brought it; and perhaps a crisis come of them."""
    s = w.state[0]
    end_problems(w, float(day))
    bought = s.counts[Kind.PURCHASE]
    if day > 0:
        s.new_left -= new_ones(p, bought - s.bought)
        s.search_left -= s.hidden * found_by_itself(p)
    s.bought = bought
    for _ in range(min(s.reported, s.hidden)):
        find(w, p, day, 0)
    s.reported = 0
    while s.search_left <= 0.0:
        s.searches += 1
        s.search_left += next_search(s.key, s.searches)
        if s.hidden > 0:
            find(w, p, day, 1)
    while s.new_left <= 0.0:
        s.news += 1
        s.new_left += next_problem(s.key, s.news)
        if s.hidden + s.mending < MOST:
            s.hidden += 1
            arise(w, float(day))
    if day > 0:
        come_to_a_crisis(w, p, day)


def find(w: World, p: Parameters, day: int, itself: int) -> None:
    """Find a problem, and set about mending it."""
    s = w.state[0]
    s.hunted = hunted_down(s.hunted, s.hidden)
    s.hidden -= 1
    s.mending += 1
    k = 0
    while s.mended[k] > 0.0:
        k += 1
    s.mended[k] = max(1.0, day + p.fix_lag)
    number = s.firm_counts[Kind.FOUND]
    book_amount(w, float(day), Kind.FOUND, number, Account.FIXES, -p.fix_cost, itself)


def end_problems(w: World, now: float) -> None:
    """Let those problems end that are mended by now."""
    s = w.state[0]
    for k in range(MOST):
        if 0.0 < s.mended[k] <= now:
            s.mended[k] = 0.0
            s.mending -= 1
            book_amount(w, now, Kind.MENDED, s.firm_counts[Kind.MENDED], Account.NONE, 0, 0)


def come_to_a_crisis(w: World, p: Parameters, day: int) -> None:
    """Let problems add up: the more of them stand, the sooner comes a crisis, which reaches everybody tonight."""
    s = w.state[0]
    s.crisis_left -= p.crisis_rate * (s.hidden + s.mending) / p.problems_open
    if s.crisis_left <= 0.0:
        number = s.firm_counts[Kind.CRISIS]
        s.crisis_left += next_crisis(s.key, number + 1)
        s.crisis_day = day
        book_amount(w, float(day), Kind.CRISIS, number, Account.NONE, 0, s.hidden + s.mending)


def is_crisis(w: World, day: int) -> bool:
    """Return whether there is a crisis tonight; there is none on the first day."""
    return day > 0 and w.state[0].crisis_day == day


def shake_customer(w: World, p: Parameters, c: Person, day: int) -> None:
    """Let a crisis reach a customer."""
    if suffer(p, c, day):
        owe(c, Kind.CRISIS, -1, w.state[0].firm_counts[Kind.CRISIS] - 1)


def failures_left(w: World, p: Parameters) -> float:
    """Return what the firm's problems, and what it spends on doing things right, multiply failures by today."""
    s = w.state[0]
    left = 1.0
    if p.problems_on:
        left = part_left(p, s.hidden + s.mending)
    if p.quality_on:
        s.spent = felt_spend(p, s.spent, s.more_quality)
        left *= share_of_failures(p, s.spent)
    if aims(p):
        aim(p, s.spent, s.matters, s.aimed)
    return left


def failing_of(w: World, p: Parameters, c: Person, n: int) -> float:
    """Return what the chance that purchase n fails is multiplied by today, for what would be the cause."""
    s = w.state[0]
    return s.failing * s.aimed[failure_nature(p, c, n) - 1] if aims(p) else s.failing
