"""What the story finds beside the person it is about: the firm, the contacts from outside, and the world of a run.

The annotations carry the storage type of the compiled engine, as a person's do.
"""

from collections.abc import Sequence
from typing import Annotated

from sim.model.draws import WORLD, subject_key
from sim.model.events import KINDS, Status
from sim.model.flat import Parameters, Person
from sim.model.rules.books import month_of
from sim.model.rules.desk import staffed_between
from sim.model.rules.problems import MOST
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.model.storage import CAUSES, Key, Real, Small, Totals, Whole, zeros
from sim.model.worker import Worker

Heads = Annotated[list[int], ("i8", len(Status))]
Counts = Annotated[list[int], ("i8", KINDS)]
Ends = Annotated[list[float], ("f8", MOST)]
Said = Annotated[list[int], ("i8", CAUSES)]
Weights = Annotated[list[float], ("f8", CAUSES)]


class State:
    """The firm today, and what of the run everybody must know."""

    # given
    key: Key  # of the draws that are no person's
    persons: Whole
    entrants: Whole  # of these; they come first in the order of persons
    as_customer: Small  # entrants buy at once
    ties: Whole  # between persons
    given_times: Whole  # number of given times at which outside contacts arrive; 0: they are drawn
    phases: Whole
    history: Whole  # days
    end: Real
    level: Small  # of the log
    # time
    month: Whole  # -1 in the history
    phase: Whole
    # standing costs are booked for these, since the last booking
    days: Real
    staffed: Real  # agent-days of the desk
    customer_days: Real
    prospect_days: Real
    # the desk today, and since the last booking
    paid: Real  # days that its agents are paid for together, today
    busy: Real  # days that they have served within hours, today
    load: Real  # share of paid time for which they have served lately
    duties: Real  # days of other work
    answered: Whole  # contacts from outside
    served: Whole  # all contacts
    waiting: Whole  # wait for an agent now
    # word
    told: Whole  # praise until last night
    warned: Whole  # warnings until last night
    published: Whole  # complaints gone public until last night
    reached: Whole  # by complaints that went public today, where reach differs, in warnings
    good_word: Real
    bad_word: Real
    index: Real  # of reputation, fixed for the day
    pull: Real  # what reputation multiplies joining by, fixed for the month
    raised: Real  # days of posts times the part of pay above what is usual, since the last booking
    # problems, and what is spent on doing things right
    hidden: Whole  # stand and nobody has found them
    mending: Whole  # are found and stand until they are mended
    mended: Ends  # when each of these is; 0: a free place
    reported: Whole  # found by today's reports
    hunted: Real  # the more problems are found, the more; see ``hunted_down``
    bought: Whole  # purchases until last night
    news: Whole  # problems that have arisen
    searches: Whole  # that have found something
    new_left: Real  # of the threshold after which the next problem arises
    search_left: Real  # ... is found by the firm itself
    crisis_left: Real  # ... a crisis comes
    crisis_day: Whole
    spent: Real  # acts of it, in mean baskets a purchase
    failing: Real  # multiplies failures today
    cases: Whole  # wait for the back office now
    strain: Real  # multiplies failures of the encounter today, by how many waited at 00:00
    stations: Whole  # until last night
    moved: Real  # kilometres by which they had been, until last night
    leavers: Whole  # intermediaries who left today
    yes_days: Whole  # on which the answer was always yes, before today
    # surveys, and what the manager does by rule
    file: Whole  # who is on the firm's file, when a survey begins
    felt: Whole  # mean satisfaction of customers then, in millionths
    said: Whole  # sum of what was taken down since the last review, in millionths from the lowest on
    answers: Whole
    shown: Said  # answers that show what matters, by cause
    matters: Weights  # by which spending on quality is aimed at causes; 0: at all alike
    aimed: Weights  # what it multiplies failures of a cause by, beside failing
    more_quality: Real  # spent beside quality.spend, in mean baskets a purchase
    more_agents: Whole  # at the desk
    more_time: Real  # agent-days of theirs after the history
    reached_desk: Whole  # contacts answered until the last review
    missed_desk: Whole  # that gave up until then
    # sums
    heads: Heads  # persons by status
    counts: Counts  # rows of persons by kind
    firm_counts: Counts  # rows of the firm and of contacts from outside
    totals: Totals  # what is booked to the firm

    __slots__ = tuple(__annotations__)

    def __init__(self) -> None:
        zeros(self)


class Contact:
    """A contact at the desk from outside the model."""

    case: Small
    patient: Small  # patience has begun to run
    booked: Small  # is to be called back
    attempt: Small  # calls before this one

    __slots__ = tuple(__annotations__)

    def __init__(self) -> None:
        zeros(self)


class World:
    """What the story may look at and change, as Python keeps it; the compiled engine has arrays of the same names.

    Indices are persons, phases, kinds, accounts, causes, days, posts of the desk or on the floor, or contacts.
    """

    state: list[State]  # one
    phases: list[Parameters]
    phase_days: list[int]
    entries: list[int]  # the day on which each entrant enters
    people: list[Person]
    starts: list[int]  # contacts of person i stand from starts[i] to starts[i + 1]
    contacts: list[int]
    times: Sequence[float]  # at which outside contacts arrive, where these are given
    outside: list[Contact]
    began: list[float]  # when the service in hand began, by post
    workers: list[Worker]  # by post on the floor
    ledger: list[int]  # by month and account; the history first
    log: list[tuple[float | int, ...]]
    posts: list[tuple[int, int, int, int]]  # what is sent: kind of post, sender, occasion, other

    @property
    def p(self) -> Parameters:
        """Today's parameters."""
        return self.phases[self.state[0].phase]

    def deliver(self, p: Parameters, day: int) -> None:
        """Let everything that was sent yesterday arrive."""
        raise NotImplementedError

    def schedule(self, time: float, turn: int, person: int, occasion: int, post: int) -> None:
        """Let something happen at the desk at a time."""
        raise NotImplementedError

    def replan(self, c: Person) -> None:
        """Let a person look at her plans again."""
        raise NotImplementedError


def opened(setting: Setting, seed: int, replication: int, log_level: LogLevel, ties: int) -> State:
    """Return the firm before the first night."""
    s = State()
    s.key = subject_key(seed, replication, WORLD)
    s.persons, s.entrants, s.ties = setting.persons, sum(setting.entries), ties
    s.as_customer, s.level = int(setting.entry_as == EntryAs.CUSTOMER), int(log_level)
    s.given_times = len(setting.contact_times)
    s.phases, s.history, s.end = len(setting.phases), setting.history, setting.end
    s.month = month_of(0, setting.history)
    s.pull = 1.0
    s.failing = 1.0
    s.spent = setting.phases[0][1].quality_base
    s.stations, s.moved = setting.phases[0][1].stations_usual, setting.phases[0][1].stations_stood
    s.index = setting.phases[0][1].reputation_neutral
    return s


def staffed_time(setting: Setting) -> float:
    """Return the agent-days that the desk is staffed from the end of the history to the end of the run."""
    starts = [day for day, _ in setting.phases]
    total = 0.0
    for (day, p), until in zip(setting.phases, [*starts[1:], setting.end], strict=True):
        began, ended = max(day, setting.history), min(until, setting.end)
        if began < ended:
            total += staffed_between(p, float(began), float(ended))
    return total


def floor_posts(setting: Setting) -> int:
    """Return how many posts on the floor there are: a market's number, the same in every phase."""
    p = setting.phases[0][1]
    return p.staff_posts if p.staff_on else 0


def entry_days(setting: Setting) -> list[int]:
    """Return the day on which each entrant enters."""
    return [day for day, count in enumerate(setting.entries) for _ in range(count)]
