"""Which problems stand behind failures, who finds them, how soon are they mended, and do they add up to a crisis?"""

from sim.model.codes import Cause, Loss, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, log1p
from sim.model.quantiles import exponential
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.causes import strikes_again
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint
from sim.model.rules.morale import fidelity
from sim.model.storage import INFINITE, Real, Whole

MOST = 64  # problems at a time
LAST_ONE = 1000.0  # e to the power of less is nothing: the last hidden problem is found


class Problems(Mechanism):
    """Standing problems cause a part of failures until somebody finds them and they are mended."""

    problems_on: int = switch(0, "standing problems cause a part of failures, until they are found and mended")
    problems_open: int = declared(
        "problems.open", Unit.COUNT, 8, "standing problems, as is", low=1, high=30, plausible=(2, 30)
    )
    problems_share: float = declared(
        "problems.share",
        Unit.SHARE,
        0.40,
        "share of failures that standing problems cause, as is; the rest is chance",
        plausible=(0.0, 0.8),
    )
    report_share: float = declared(
        "report.share",
        Unit.SHARE,
        0.20,
        "share of complaints that whoever hears them writes up for those above",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    report_asked: float = declared(
        "report.asked",
        Unit.SHARE,
        0.0,
        "share of failures nobody complains about that staff hear of because they ask, and write up",
        owner=FIRM,
        plausible=(0.0, 0.5),
    )
    report_finds: float = declared(
        "report.finds",
        Unit.SHARE,
        0.10,
        "chance that a report, or a suggestion, finds the problem that it is about",
        plausible=(0.01, 0.5),
    )
    report_cost: int = declared(
        "report.cost",
        Unit.MONEY,
        50,
        "cost of writing and reading one report",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(0, 500),
        anchor="0.05 agent-hours",
    )
    suggest_rate: float = declared(
        "suggest.rate",
        Unit.RATE,
        0.5 / YEAR,
        "suggestions of each of the staff, where their voice counts as is usual",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 0.5),
        plausible=(0.0, 6.0 / YEAR),
    )
    analysis_rate: float = declared(
        "analysis.rate",
        Unit.RATE,
        0.05 / YEAR,
        "rate at which each problem is found by going through how the work is done",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 0.05),
        plausible=(0.0, 1.0 / YEAR),
    )
    fix_lag: float = declared(
        "fix.lag",
        Unit.TIME,
        60.0,
        "time from finding a problem to its end",
        high=50 * YEAR,
        owner=FIRM,
        lively=(0.0, 40.0),
        plausible=(7.0, YEAR),
    )
    fix_cost: int = declared(
        "fix.cost",
        Unit.MONEY,
        80_000,
        "cost of mending one problem",
        high=1e12,
        owner=FIRM,
        lively=(0, 5000),
        plausible=(8_000, 800_000),
        anchor="80 agent-hours",
    )
    crisis_rate: float = declared(
        "crisis.rate",
        Unit.RATE,
        0.0,
        "rate of crises while as many problems stand as is usual; twice as many make it twice the rate",
        high=10.0,
        lively=(0.0, 0.1),
        plausible=(0.0, 0.2 / YEAR),
    )
    crisis_shock: float = declared(
        "crisis.shock", Unit.SHARE, 0.3, "part of everybody's satisfaction that a crisis costs", plausible=(0.05, 0.8)
    )
    crisis_leaving: float = declared(
        "crisis.leaving", Unit.SHARE, 0.05, "chance that a customer leaves on the day of a crisis", plausible=(0.0, 0.3)
    )
    # as is: chance that a purchase finds a given problem, rate at which the firm itself does, problems nobody has found
    problems_met: float = solved(0.0)
    problems_sought: float = solved(0.0)
    problems_hidden: float = solved(8.0)
    # of a person, with contacts
    untold: Whole  # 1 + purchase of her last failure, if nobody has written that up
    hunted: Real  # of the firm at that failure; minus infinity if no hidden problem caused it


def part_left(p: Parameters, standing: float) -> float:
    """Return what so many standing problems multiply failures by: 1 as is."""
    return 1.0 - p.problems_share + p.problems_share * standing / p.problems_open


def is_of_hidden(p: Parameters, c: Person, occasion: int, hidden: int, standing: int) -> bool:
    """Return whether the failure of the last purchase comes from one of the problems that nobody has found.

    What strikes once more is no problem's; ask before the cause of the failure is planted.
    """
    if p.causes_on and strikes_again(p, c, occasion):
        return False
    chance = p.problems_share * hidden / p.problems_open / part_left(p, standing)
    return uniform(c.key, Purpose.PROBLEM, occasion) < chance


def is_reported(p: Parameters, c: Person, occasion: int, speaks: bool) -> bool:
    """Return whether a failure is written up for those above: she complains, or is asked."""
    share = p.report_share if speaks else p.report_asked
    return uniform(c.key, Purpose.REPORT, occasion) < share * fidelity(p)


def report_finds(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a report finds the problem that it is about."""
    return uniform(c.key, Purpose.FINDS, occasion) < p.report_finds


def keep_to_oneself(c: Person, occasion: int, hidden: bool, hunted: float) -> None:
    """Let a failure be one that nobody has written up, until somebody listens."""
    c.untold = occasion + 1
    c.hunted = hunted if hidden else -INFINITE


def hunted_down(hunted: float, hidden: int) -> float:
    """Return how far problems are hunted down once one of so many hidden ones is found, each alike.

    Of problems that were hidden when it was less, the part e^(less - more) is hidden still.
    """
    return hunted - log1p(-1.0 / hidden) if hidden > 1 else hunted + LAST_ONE


def is_still_hidden(c: Person, hunted: float) -> bool:
    """Return whether a problem caused the failure that somebody has told nobody of, and nobody has found it since."""
    return uniform(c.key, Purpose.STILL_HIDDEN, c.untold - 1) < exp(c.hunted - hunted)


def found_per_purchase(p: Parameters, fails: float, voiced: float) -> float:
    """Return the chance that a purchase finds a given problem, by how many fail anew and how many of them speak."""
    heard = voiced * p.report_share + (1.0 - voiced) * p.report_asked
    return fails * p.problems_share / p.problems_open * heard * p.report_finds


def found_by_itself(p: Parameters) -> float:
    """Return the rate, per day, at which the firm itself finds a given problem: by analysis, by staff's suggestions.

    A suggestion names one of as many places as there are problems as is. Staff who are heard suggest more.
    """
    rate = p.analysis_rate
    if p.staff_on:
        voice = 2.0 * p.climate_voice if p.morale_on else 1.0
        rate += p.suggest_rate * p.staff_posts * voice * p.report_finds / p.problems_open
    return rate


def new_ones(p: Parameters, bought: int) -> float:
    """Return how many new problems a day with so many purchases brings: as many as would be found as is."""
    return p.problems_hidden * (bought * p.problems_met + p.problems_sought)


def next_problem(world: int, number: int) -> float:
    """Return the threshold after which the next problem arises."""
    return exponential(uniform(world, Purpose.ARISE, number))


def next_search(world: int, number: int) -> float:
    """Return the threshold after which the firm itself finds the next problem."""
    return exponential(uniform(world, Purpose.SEARCH, number))


def next_crisis(world: int, number: int) -> float:
    """Return the threshold after which the next crisis comes."""
    return exponential(uniform(world, Purpose.CRISIS, number))


def mended_at_start(p: Parameters, world: int, k: int) -> float:
    """Return when problem k of those at the start ends, being mended already; 0 if nobody has found it."""
    share = 1.0 - p.problems_hidden / p.problems_open
    u = uniform(world, Purpose.FOUND_AT_START, k)
    return max(1.0, u / share * p.fix_lag) if u < share else 0.0


def suffer(p: Parameters, c: Person, day: int) -> bool:
    """Let a crisis cost satisfaction, and some customers at once, later that day; return whether she leaves for it."""
    if p.satisfaction_on:
        c.satisfaction *= 1.0 - p.crisis_shock
    u = uniform(c.key, Purpose.SUFFERS, day)
    if u >= p.crisis_leaving:
        return False
    return appoint(p, c, day + WITHIN_THE_DAY * (u / p.crisis_leaving), Cause.ETHICS, Loss.LEFT)
