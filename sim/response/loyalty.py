"""What loyalty looks like in a record: the four marks of the texts, and a score with two axes.

The marks (B03 to B06): buying at regular times, using several products, recommending, not seeing a rival's offers.
The axes (B07): behaviour, how often somebody comes again compared with the other customers; attitude, satisfaction.
Where rivals make offers (`poaching`), resistance is seen and not inferred: the share of offers that she refused.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sim.model.events import Cause, Kind
from sim.model.quantities import YEAR
from sim.record import Record, departure_cause
from sim.response.counting import count, events_of, share
from sim.response.declared import Unit, each, response
from sim.response.memory import once
from sim.response.relations import Reals, Relations, Wholes, relation_of, relations_of

FEWEST_GAPS = 2
OFFER = Kind.__members__.get("OFFER")
HIGH = 0.5
"""A rank among customers, or a satisfaction, above this is high; satisfaction starts there."""
LOW = 0.25
"""A satisfaction below this is low (assumed): by default it takes more than one major failure to bring it there."""


class Loyalty(IntEnum):
    """The classes of the two axes (Dick & Basu 1994, from memory), with the captive set apart from habit.

    Who comes often though dissatisfied is taken to have nowhere else to go; Jones & Sasser (1995, from memory) call
    them hostages.
    """

    NONE = 0
    LATENT = 1  # likes the firm, seldom comes
    HABIT = 2  # comes often, neither satisfied nor dissatisfied
    TRUE = 3
    CAPTIVE = 4  # comes often, dissatisfied


CLASSES = {
    Loyalty.TRUE: "both often come again and are satisfied",
    Loyalty.HABIT: "often come again, neither satisfied nor dissatisfied",
    Loyalty.CAPTIVE: f"often come again though dissatisfied (satisfaction below {LOW})",
    Loyalty.LATENT: "are satisfied but seldom come again",
    Loyalty.NONE: "neither often come again nor are satisfied",
}


def regularity(record: Record) -> tuple[Wholes, Reals] | None:
    """Return persons and, for each, 1 / (1 + cv) of the gaps between her purchases after the history.

    cv is the standard deviation (n - 1) over the mean. 1 for a clockwork, about one half for purchases at random.
    People with fewer than two gaps are left out. None without the complete log.
    """
    if not record.complete:
        return None
    rows = events_of(record, Kind.PURCHASE)
    order = np.lexsort((rows["time"], rows["person"]))
    person, time = rows["person"][order], rows["time"][order]
    again = person[:-1] == person[1:]
    gaps, owners = np.diff(time)[again], person[1:][again].astype(np.int64)
    numbers = np.bincount(owners, minlength=len(record.people))
    means = np.bincount(owners, weights=gaps, minlength=len(record.people)) / np.maximum(1, numbers)
    squares = np.bincount(owners, weights=(gaps - means[owners]) ** 2, minlength=len(record.people))
    who = np.flatnonzero((numbers >= FEWEST_GAPS) & (means > 0.0))
    deviations = np.sqrt(squares[who] / (numbers[who] - 1))
    return who, means[who] / (means[who] + deviations)


@response(
    "gap_regularity",
    Unit.SCORE,
    "mean of 1 / (1 + cv) of the gaps between a customer's purchases",
    rows="B03",
    log=True,
)
def mean_regularity(record: Record) -> float | None:
    """Return the mean regularity of people with two gaps or more; None if there is nobody."""
    found = regularity(record)
    return _mean(found[1]) if found is not None else None


@response("praise_rate", Unit.RATE, "good things told to others per customer-year", rows="B05", log=True)
def praise_rate(record: Record) -> float | None:
    """Return good things told to others per customer-year after the history. Needs the complete log."""
    relations, praised = relations_of(record), count(record, Kind.PRAISE)
    if relations is None or praised is None:
        return None
    lived = math.fsum(relations.days_in(record.history, record.end).tolist())
    return praised / lived * YEAR if lived > 0.0 else None


@response("offers_refused", Unit.SHARE, "share of a rival's offers that customers refused", rows="B06", log=True)
def refusal_share(record: Record, offer: Kind | None = OFFER) -> float | None:
    """Return the share of a rival's offers to customers that were refused; None where no offers are recorded.

    An offer was accepted if its customer left on the same day for the competition. Needs the complete log.

    Parameters
    ----------
    offer
        The kind of event that is an offer; None if the model has none.
    """
    if offer is None or not record.complete:
        return None
    offers, leavings = events_of(record, offer), events_of(record, Kind.DEPARTURE)
    leavings = leavings[departure_cause(leavings["detail"]) == Cause.COMPETITION]
    gone = set(zip(leavings["person"].tolist(), np.floor(leavings["time"]).tolist(), strict=True))
    made = list(zip(offers["person"].tolist(), np.floor(offers["time"]).tolist(), strict=True))
    return share(sum(one not in gone for one in made), len(made))


@response(
    "loyalty_under_offers",
    Unit.SCORE,
    "mean over customers whom a rival made an offer of sqrt(rank of repeat rate x share of offers refused)",
    rows="B07",
    log=True,
)
def loyalty_under_offers(record: Record) -> float | None:
    """Return the mean, over relations in which a rival made offers, of closeness and resistance.

    Closeness is the rank of the rate of coming again among all relations after the history, resistance the share of the
    offers made in it that she did not take; the geometric mean is high only where both are. Who took one and left
    counts too. None without the complete log and without offers.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    offers = events_of(record, Kind.OFFER)
    where = relation_of(relations, offers["person"], offers["time"])
    made = np.bincount(where, minlength=len(relations.person))
    refused = np.bincount(where[offers["detail"] == 0], minlength=len(relations.person))
    seen = np.flatnonzero(relations.days_in(record.history, record.end) > 0.0)
    tried = made[seen] > 0
    if not tried.any():
        return None
    closeness = _ranks(_repeat_rates(record, relations, seen))[tried]
    return _mean(np.sqrt(closeness * refused[seen][tried] / made[seen][tried]))


@dataclass(frozen=True, slots=True)
class Axes:
    """The two axes of customers at the end of a run.

    Parameters
    ----------
    person
        Numbers of the customers, shape (customers,).
    behaviour
        Rank of the rate of repeat purchases among them, in (0, 1); equal rates share the middle rank.
    attitude
        Satisfaction, in [0, 1].
    """

    person: Wholes
    behaviour: Reals
    attitude: Reals

    @property
    def score(self) -> Reals:
        """Geometric mean of both axes: high only where both are."""
        return np.sqrt(self.behaviour * self.attitude)

    @property
    def classes(self) -> Wholes:
        """Members of :class:`Loyalty`."""
        often = self.behaviour > HIGH
        plain = 2 * often.astype(np.int64) + (self.attitude > HIGH)
        return np.where(often & (self.attitude < LOW), int(Loyalty.CAPTIVE), plain)


@once
def axes(record: Record) -> Axes | None:
    """Return the two axes of everybody who is a customer at the end; None without the complete log.

    A rate is the number of purchases after the history in the present relation, that of joining left out, by the days
    of the relation after the history.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    here = np.flatnonzero(~relations.left)
    person = relations.person[here]
    return Axes(person, _ranks(_repeat_rates(record, relations, here)), record.people["satisfaction"][person])


def _repeat_rates(record: Record, relations: Relations, those: Wholes) -> Reals:
    """Return the purchases a day after the history of some relations, that of joining left out."""
    rows = events_of(record, Kind.PURCHASE)
    where = relation_of(relations, rows["person"], rows["time"])
    again = rows["time"] > relations.start[where]
    bought = np.bincount(where[again], minlength=len(relations.person))
    days = relations.days_in(record.history, record.end)[those]
    rates: Reals = bought[those] / np.where(days > 0.0, days, 1.0)
    return rates


def _ranks(rates: Reals) -> Reals:
    """Return the rank of each rate among all, in (0, 1); equal ones share the middle rank."""
    ordered = np.sort(rates)
    below, upto = (np.searchsorted(ordered, rates, side=side) for side in ("left", "right"))
    ranks: Reals = (below + upto) / 2.0 / max(1, len(rates))
    return ranks


@response(
    "loyalty_score",
    Unit.SCORE,
    "mean over customers at the end of sqrt(rank of repeat rate x satisfaction)",
    rows="B07",
    log=True,
)
def loyalty_score(record: Record) -> float | None:
    """Return the mean score of customers at the end; None without the complete log or without customers."""
    found = axes(record)
    return None if found is None else _mean(found.score)


@each(
    response(
        f"loyal_{member.name.lower()}",
        Unit.SHARE,
        f"share of customers at the end who {words}",
        rows="B07",
        higher_is_better=member in {Loyalty.TRUE, Loyalty.LATENT},
        log=True,
        member=member,
    )
    for member, words in CLASSES.items()
)
def class_share(record: Record, member: Loyalty) -> float | None:
    """Return the share of a class among customers at the end; None without the complete log or without customers."""
    found = axes(record)
    return None if found is None else share(int(np.count_nonzero(found.classes == member)), len(found.person))


def _mean(numbers: Reals) -> float | None:
    return math.fsum(numbers.tolist()) / len(numbers) if len(numbers) else None


__all__ = [
    "Axes", "Loyalty", "axes", "class_share", "loyalty_score", "loyalty_under_offers", "mean_regularity",
    "praise_rate", "refusal_share", "regularity",
]  # fmt: skip
