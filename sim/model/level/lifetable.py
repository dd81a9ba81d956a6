"""A life table: how long customers stay and what they do over three years, in means and without chance.

It needs no run: a market's numbers are solved from it when a file is read (:mod:`sim.model.level.solving`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.model.codes import DropOut, LeaveLaw, RateLaw
from sim.model.flat import Parameters
from sim.model.level.endings import stories
from sim.model.level.opening import Opening
from sim.model.level.path import LONGEST, path_of
from sim.model.numerics import exp, expm1, log1p
from sim.model.quantiles import beta_quantile, gamma_quantile, lognormal_value
from sim.model.quantities import YEAR

RATES, LEAVERS, BASKETS, TENURES = 16, 8, 6, 6  # equal parts of a law
FINE = 4  # quantiles of a part
YEARS = 3.0
MONTHS = 36
MONTH = YEAR / 12.0
STEPS = 40  # of a life
SELDOM = 1e-9  # share of a cell that is not followed any more


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers who are alike.

    Parameters
    ----------
    rate, leave
        Purchases a day; personal chance of leaving, unscaled.
    basket
        Personal mean basket over its mean.
    share
        Of the customers at the start, or of those who join.
    before
        Purchases before the table begins.
    """

    rate: float
    leave: float
    basket: float
    share: float
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Pull:
    """What moves leaving and buying.

    Parameters
    ----------
    scale
        Of the personal chance of leaving.
    moves
        Whether mechanisms move that chance; without them, there is nothing but the scale and the story.
    times, joiners
        Factors of that chance: everybody's, and of those who joined.
    calendar
        Added to leaving by the calendar, per day.
    offers
        The same by a customer's worth: rate and basket over their means; by cell.
    rival
        The same by purchases since she joined, the last for all beyond.
    dearer, buys
        Factors of all leaving after a purchase, and of the rate.
    """

    scale: float = 1.0
    moves: bool = False
    times: float = 1.0
    joiners: float = 1.0
    calendar: float = 0.0
    offers: tuple[float, ...] = ()
    rival: tuple[float, ...] = ()
    dearer: float = 1.0
    buys: float = 1.0


@dataclass(slots=True)
class Means:
    """Sums over customers and three years."""

    time: float = 0.0  # customer-days
    purchases: float = 0.0
    everyday: float = 0.0  # departures by the everyday chance
    spared: float = 0.0  # the same that care keeps
    story: float = 0.0
    calendar: float = 0.0
    offered: float = 0.0  # departures by offers, counted under calendar too
    attracted: float = 0.0  # by a rival's pull, likewise
    mood: float = 0.0  # satisfaction after purchases
    basket: float = 0.0
    known: float = 0.0
    joined_time: float = 0.0  # customer-days of those who joined

    @property
    def churn(self) -> float:
        """Departures a customer and day."""
        return (self.everyday + self.story + self.calendar) / self.time


class Window:
    """How many of a cell are within the three years at a day of their life, if all stay."""

    def __init__(self, begin: float, end: float, joins: Sequence[float] = ()) -> None:
        self.begin, self.end = begin, end
        self.running = [0.0]
        for one in joins:
            self.running.append(self.running[-1] + one)

    def at(self, day: float) -> float:
        """Return the share of those at the start, or the number of those who join."""
        if len(self.running) == 1:
            return 1.0 if self.begin <= day < self.end else 0.0
        return self._joined(self.end - day) - self._joined(self.begin - day)

    def _joined(self, day: float) -> float:
        """Return how many have joined by a day."""
        months = len(self.running) - 1
        place = min(float(months), max(0.0, day / MONTH))
        whole = min(months - 1, int(place))
        return self.running[whole] + (place - whole) * (self.running[whole + 1] - self.running[whole])


def rates_of(p: Parameters) -> list[float]:
    """Return purchase rates that are equally likely, with the mean that is stated."""
    if p.buying_rate_law != RateLaw.GAMMA:
        return [p.buying_rate]
    return _parts(lambda u: gamma_quantile(u, p.buying_rate_shape), RATES, p.buying_rate)


def chances_of(p: Parameters) -> list[float]:
    """Return personal chances of leaving that are equally likely, unscaled; one if all have the same."""
    if p.leaving_law != LeaveLaw.BETA:
        return [p.leaving_chance]
    mean = p.leaving_a / (p.leaving_a + p.leaving_b)
    return _parts(lambda u: beta_quantile(u, p.leaving_a, p.leaving_b), LEAVERS, mean)


def baskets_of(p: Parameters) -> list[float]:
    """Return personal mean baskets over their mean, equally likely; one where nobody leaves for its sake."""
    if not p.poaching_on or p.basket_personal_spread <= 0.0:
        return [1.0]
    return _parts(lambda u: lognormal_value(u, 1.0, p.basket_personal_spread), BASKETS, 1.0)


def _parts(quantile: Callable[[float], float], parts: int, mean: float) -> list[float]:
    """Return the means of equal parts of a law, each from a few quantiles, in proportion to a mean over all."""
    drawn = [quantile((k + 0.5) / (parts * FINE)) for k in range(parts * FINE)]
    sums = [sum(drawn[k * FINE : (k + 1) * FINE]) for k in range(parts)]
    return [one * mean * parts / sum(sums) for one in sums]


class Table:
    """The life table of a market: made once, then lived through under different pulls."""

    def __init__(self, p: Parameters, opening: Opening) -> None:
        self.p, self.opening = p, opening
        self.fails = p.failure_rate if p.failures_on else 0.0
        self.ends = stories(p) if p.failures_on else ()
        self.loss = self.fails * sum(one.share * (1.0 - one.stay) for one in self.ends)  # of stories, a purchase
        self.sour = self.fails * sum(one.share for one in self.ends if one.soured)
        self.rates = rates_of(p)
        longest = max(self.rates) * (opening.history + YEARS * YEAR + 3.0 * p.start_tenure)
        self.path = path_of(p, self.fails, self.ends, min(LONGEST, 2 + int(longest)))
        kinds = [(r, x, b) for r in self.rates for x in chances_of(p) for b in baskets_of(p)]
        self.cells = [Cell(*kind, share=1.0 / len(kinds)) for kind in kinds]
        self.calendar = sum(p.hazard_rates) if p.hazards_on else 0.0
        self.growing = log1p(p.growth_per_year) / YEAR if p.growth_on else 0.0
        self.window = (float(opening.history), opening.history + YEARS * YEAR)

    def neglect(self, rate: float) -> float:
        """Return the mean factor of silence between purchases of exponential gaps at a rate."""
        p = self.p
        return 1.0 + p.neglect_weight * (1.0 - rate / (rate + 1.0 / p.neglect_span)) if p.neglect_on else 1.0

    def starters(self, scale: float) -> list[Cell]:
        """Return the customers at the start: survivors of their tenure."""
        p = self.p
        found = [[0.0, 0.0] for _ in self.cells]
        for k in range(TENURES if p.start_tenure > 0.0 else 1):
            tenure = -p.start_tenure * log1p(-(k + 0.5) / TENURES)
            gone = [cell.rate * min(1.0, cell.leave * scale) * tenure for cell in self.cells]
            kept = [exp(min(gone) - one) for one in gone]
            whole = sum(kept) * (TENURES if p.start_tenure > 0.0 else 1)
            for one, share in zip(found, kept, strict=True):
                one[0] += share / whole
                one[1] += share / whole * tenure
        return [
            Cell(cell.rate, cell.leave, cell.basket, share, cell.rate * days / share if share > 0.0 else 0.0)
            for cell, (share, days) in zip(self.cells, found, strict=True)
        ]

    def lived(self, pull: Pull, joins: Sequence[float]) -> Means:
        """Return the means of three years.

        Parameters
        ----------
        pull
            What moves leaving and buying.
        joins
            Persons who join in each month from the start of the history; customers at the start are persons x share.
        """
        found = Means()
        offers = pull.offers or (0.0,) * len(self.cells)
        at_start = (self.opening.persons - sum(self.opening.entries)) * self.p.start_customers
        if at_start > 0.0:
            seen = self.seen(Window(*self.window))
            for cell, offered in zip(self.starters(pull.scale), offers, strict=True):
                self.live(found, cell, seen, at_start, pull, offered, joined=False)
        if sum(joins) > 0.0:
            before, seen = found.time, self.seen(Window(*self.window, joins))
            for cell, offered in zip(self.cells, offers, strict=True):
                self.live(found, cell, seen, 1.0, pull, offered, joined=True)
            found.joined_time = found.time - before
        return found

    def seen(self, window: Window) -> list[float]:
        """Return how many of a cell are within the three years at the start, then in the middle of each step."""
        days = self.window[1] / STEPS
        return [window.at(0.0), *(window.at((step + 0.5) * days) for step in range(STEPS))]

    def live(
        self, found: Means, cell: Cell, seen: list[float], heads: float, pull: Pull, offered: float, *, joined: bool
    ) -> None:
        """Add the lives of a cell to the means, in steps of time; who joins buys at once."""
        path, days = self.path, self.window[1] / STEPS
        usual, alive, n = cell.rate * pull.buys, heads * cell.share, cell.before
        if usual <= 0.0 or alive <= 0.0:
            return
        last, tenure = alive * SELDOM, n / cell.rate
        calendar = self.calendar + (pull.calendar + offered if pull.moves else 0.0)
        if joined:
            first = self.parting(cell, pull, 0, usual, joined=True)
            if self.p.leaving_after == DropOut.REPEAT_PURCHASES:
                first = (0.0, 0.0, 0.0)
            self.note(found, cell, 0, tenure, alive * seen[0], first)
            alive, n = alive * (1.0 - first[-1]), n + 1.0
        for step in range(STEPS):
            if alive <= last:
                break
            rate = usual * (path.rate[min(len(path.rate) - 1, max(0, int(n) - 1))] if pull.moves else 1.0)
            k = min(len(path.mood) - 1, int(n + 0.5 * rate * days))
            chances = self.parting(cell, pull, k, rate, joined=joined)
            rival = pull.rival[min(len(pull.rival) - 1, k)] if pull.rival else 0.0
            hazard = calendar + rival + chances[-1] * rate  # gaps are exponential: decisions thin them
            gone = -expm1(-hazard * days)
            part = alive * seen[step + 1] * (gone / hazard if hazard > 0.0 else days)
            found.time += part
            found.calendar += part * (calendar + rival)
            found.attracted += part * rival
            found.offered += part * (offered if pull.moves else 0.0)
            self.note(found, cell, k, tenure + step * days, part * rate, chances)
            alive -= alive * gone
            n += rate * days

    def parting(self, cell: Cell, pull: Pull, k: int, rate: float, *, joined: bool) -> tuple[float, float, float]:
        """Return the chance of leaving after a purchase, all k before it: without care, with it, with what fails."""
        bare = cared = min(1.0, cell.leave * pull.scale)
        if self.p.care_on:
            cared = max(0.0, bare - self.p.care_effect)
        if pull.moves:
            factor = pull.times * (pull.joiners if joined else 1.0) * self.neglect(rate) * self.path.leaving[k]
            bare, cared = min(1.0, factor * bare), min(1.0, factor * cared)
        both = (1.0 - (1.0 - cared) * (1.0 - self.loss)) * pull.dearer
        return bare, cared, 0.0 if both < 0.0 else min(both, 1.0)

    def note(
        self, found: Means, cell: Cell, k: int, tenure: float, bought: float, chances: tuple[float, float, float]
    ) -> None:
        """Add purchases, all k before each of them, and what comes of them to the means."""
        p, path, grown = self.p, self.path, 1.0
        if p.growth_on:
            grown = exp(min(tenure, p.growth_years) * self.growing)
        bare, leave, both = chances
        found.purchases += bought
        found.spared += bought * (bare - leave)
        found.everyday += bought * leave
        found.story += bought * (both - leave)
        found.mood += bought * path.mood[k]
        found.basket += bought * path.basket[k] * grown * cell.basket
        found.known += bought * path.known[k]
