"""A life table: how long customers stay and what they do over three years, in means and without chance.

It needs no run: a market's numbers are solved from it when a file is read (:mod:`sim.model.level.solving`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.model.codes import DropOut, LeaveLaw, RateLaw
from sim.model.flat import Parameters
from sim.model.level.endings import stories
from sim.model.level.opening import Opening
from sim.model.level.path import LONGEST, path_of
from sim.model.numerics import exp, expm1, log, log1p
from sim.model.quantiles import beta_quantile, gamma_quantile, lognormal_value
from sim.model.quantities import YEAR

RATES, LEAVERS, BASKETS, TENURES = 16, 8, 6, 6  # quantiles
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
    dearer, buys
        Factors of all leaving after a purchase, and of the rate.
    """

    scale: float = 1.0
    moves: bool = False
    times: float = 1.0
    joiners: float = 1.0
    calendar: float = 0.0
    offers: tuple[float, ...] = ()
    dearer: float = 1.0
    buys: float = 1.0


@dataclass(slots=True)
class Means:
    """Sums over customers and three years."""

    time: float = 0.0  # customer-days
    purchases: float = 0.0
    everyday: float = 0.0  # departures by the everyday chance
    story: float = 0.0
    calendar: float = 0.0
    offered: float = 0.0  # departures by offers, counted under calendar too
    mood: float = 0.0  # satisfaction after purchases
    basket: float = 0.0
    rate: float = 0.0  # factor of the rate, over days
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


def quantiles_of_rate(p: Parameters) -> list[float]:
    """Return midpoint quantiles of the purchase rate, with the mean that is stated."""
    if p.buying_rate_law != RateLaw.GAMMA:
        return [p.buying_rate]
    return _scaled([gamma_quantile((i + 0.5) / RATES, p.buying_rate_shape) for i in range(RATES)], p.buying_rate)


def quantiles_of_leaving(p: Parameters) -> list[float]:
    """Return midpoint quantiles of the personal chance of leaving, unscaled; one if all have the same."""
    if p.leaving_law != LeaveLaw.BETA:
        return [p.leaving_chance]
    drawn = [beta_quantile((i + 0.5) / LEAVERS, p.leaving_a, p.leaving_b) for i in range(LEAVERS)]
    return _scaled(drawn, p.leaving_a / (p.leaving_a + p.leaving_b))


def quantiles_of_basket(p: Parameters) -> list[float]:
    """Return midpoint quantiles of the personal mean basket over its mean; one where nobody leaves for its sake."""
    if not p.poaching_on or p.basket_personal_spread <= 0.0:
        return [1.0]
    return _scaled([lognormal_value((b + 0.5) / BASKETS, 1.0, p.basket_personal_spread) for b in range(BASKETS)], 1.0)


def _scaled(drawn: list[float], mean: float) -> list[float]:
    """Return numbers in proportion, with a mean."""
    return [one * mean * len(drawn) / sum(drawn) for one in drawn]


class Table:
    """The life table of a market: made once, then lived through under different pulls."""

    def __init__(self, p: Parameters, opening: Opening) -> None:
        self.p, self.opening = p, opening
        self.fails = p.failure_rate if p.failures_on else 0.0
        self.ends = stories(p) if p.failures_on else ()
        self.loss = self.fails * sum(one.share * (1.0 - one.stay) for one in self.ends)  # of stories, a purchase
        self.sour = self.fails * sum(one.share for one in self.ends if one.soured)
        self.rates = quantiles_of_rate(p)
        longest = max(self.rates) * (opening.history + YEARS * YEAR + 3.0 * p.start_tenure)
        self.path = path_of(p, self.fails, self.ends, min(LONGEST, 2 + int(longest)))
        kinds = [(r, x, b) for r in self.rates for x in quantiles_of_leaving(p) for b in quantiles_of_basket(p)]
        self.cells = [Cell(*kind, share=1.0 / len(kinds)) for kind in kinds]
        self.calendar = sum(p.hazard_rates) if p.hazards_on else 0.0
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
            seen = Window(*self.window)
            for cell, offered in zip(self.starters(pull.scale), offers, strict=True):
                self.live(found, cell, seen, at_start, pull, 1.0, offered)
        if sum(joins) > 0.0:
            before, seen = found.time, Window(*self.window, joins)
            for cell, offered in zip(self.cells, offers, strict=True):
                self.live(found, cell, seen, 1.0, pull, pull.joiners, offered)
            found.joined_time = found.time - before
        return found

    def live(
        self, found: Means, cell: Cell, seen: Window, heads: float, pull: Pull, factor: float, offered: float
    ) -> None:
        """Add the lives of a cell to the means, in strides of some purchases."""
        p, path, rate, end = self.p, self.path, cell.rate * pull.buys, self.window[1]
        alive = heads * cell.share
        if rate <= 0.0 or alive <= 0.0:
            return
        personal = min(1.0, cell.leave * pull.scale)
        if p.care_on:
            personal = max(0.0, personal - p.care_effect)
        if pull.moves:
            personal *= factor * pull.times * self.neglect(cell.rate)
        offered = offered if pull.moves else 0.0
        calendar = self.calendar + (pull.calendar + offered if pull.moves else 0.0)
        stride = max(1.0, end * rate / STEPS)
        time, n, days, last = 0.0, cell.before, stride / rate, alive * SELDOM
        while time < end and alive > last:
            k = min(len(path.mood) - 1, int(n + 0.5 * (stride - 1.0)))
            leave = min(1.0, personal * path.leaving[k]) if pull.moves else personal
            if n < 1.0 and p.leaving_after == DropOut.REPEAT_PURCHASES:
                leave = 0.0
            both = min(1.0, max(0.0, (1.0 - (1.0 - leave) * (1.0 - self.loss)) * pull.dearer))
            hazard = calendar - log(max(1e-12, 1.0 - both)) * rate
            part = alive * (-expm1(-hazard * days) / hazard if hazard > 0.0 else days) * seen.at(time + 0.5 * days)
            bought = part * rate
            grown = 1.0
            if p.growth_on:
                grown = exp(min(n / rate, p.growth_years) / YEAR * log1p(p.growth_per_year))
            found.time += part
            found.purchases += bought
            found.everyday += bought * leave
            found.story += bought * (both - leave)
            found.calendar += part * calendar
            found.offered += part * offered
            found.mood += bought * path.mood[k]
            found.basket += bought * path.basket[k] * grown * cell.basket
            found.rate += part * path.rate[k]
            found.known += bought * path.known[k]
            alive *= exp(-hazard * days)
            time += days
            n += stride
