"""A switch adds structure, not level: what a market's mechanisms are centred with, solved once from market and firm.

What a manager sees of the firm as it is (failures, complaints, churn, purchases, baskets, margin, joins) stays where
the market states it, whatever mechanisms explain it; then strategies move it. Levels come from a life table, never
from a run. Reasons: docs/decisions/0020-levels.md.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sim.model.attachment import severity_solution, share_left
from sim.model.codes import Cause, Outcome, Reception, Severity
from sim.model.draws import WORLD, subject_key
from sim.model.flat import Parameters
from sim.model.level.adding import offers, pulls
from sim.model.level.coming import joined_by_month, word
from sim.model.level.fits import blame_of_a_failure, causes_and_modes, fresh_share, outcome_cells
from sim.model.level.lifetable import Pull, Table
from sim.model.level.opening import Opening
from sim.model.numerics import exp, log
from sim.model.quantities import YEAR
from sim.model.rules.alike import mean_reach, mean_shared, most_alike
from sim.model.rules.start import PATH
from sim.model.rules.wiring import index_contacts, tie_count, wire

PASSES = 40
CLOSE = 1e-5
STEP = 0.05  # of the price
STEEPEST = 12.0  # logarithms of leaving per multiple of the price
GRID, FINE = STEEPEST / 4096, 1e-6  # on which it is found, and how well it is known before
NOTHING = 1e-6  # of the everyday chance
NEUTRAL = 0.5
SLACK = 0.01  # of the churn, where nobody leaves of her own accord
SAMPLE = 1000  # persons of a network whose likeness is looked at


class UnsolvableLevel(ValueError):  # noqa: N818  a word of the house: faults stop a run
    """A level cannot be solved for; ``key`` is the parameter that asks for too much."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


@lru_cache(maxsize=256)
def levels(p: Parameters, opening: Opening) -> dict[str, Any]:
    """Return the solved numbers that centre a market's mechanisms, by name of their field.

    Parameters
    ----------
    p
        Market and firm as is, before any strategy; with the numbers of :mod:`sim.model.attachment`.
    opening
        Who is there and who comes.

    Raises
    ------
    UnsolvableLevel
        If what adds leaving asks for more than is left to explain.
    """
    return Solving(p, opening).found


class Solving:
    """One solution; the parts in the order in which they need each other."""

    def __init__(self, p: Parameters, opening: Opening) -> None:
        self.opening = opening
        self.found: dict[str, Any] = {"quality_base": p.quality_spend if p.quality_on else 0.0}
        if p.talk_on and p.talk_homophily > 0.0:
            check_likeness(p, opening.persons)
        fits = causes_and_modes(p)
        self.found |= fits
        self.p = replace(p, **fits)
        self.table = Table(self.p, opening)
        self.solve_leaving()
        self.fill()

    def solve_leaving(self) -> None:
        """Find the scale of the everyday chance at which as many leave as without mechanisms, or as is stated."""
        p, table = self.p, self.table
        buys = sum(table.rates) / len(table.rates)
        self.praise, self.praises, self.warnings = word(p, table, buys)
        target = p.level_churn / YEAR
        churn = target or table.calendar + buys * (table.loss + sum(c.leave * c.share for c in table.cells))
        for _ in range(3):  # joins and churn need each other
            self.joins, self.heads, self.joining = joined_by_month(p, self.opening, churn, self.praises)
            self.means = table.lived(Pull(), self.joins)
            if target or self.means.time <= 0.0:
                break
            churn = self.means.churn
        self.at_work = Pull(moves=True)
        if self.means.time > 0.0 and (target or moves_leaving(p)):
            self.scale_to(target or churn)
        self.found["leaving_scale"] = self.at_work.scale

    def scale_to(self, target: float) -> None:
        """Scale the everyday chance so that all leaving together, a customer and day, comes to a target."""
        stories = self.means.story / self.means.time
        left = target - self.table.calendar - stories
        scale = max(NOTHING, left / (self.means.everyday / self.means.time)) if self.means.everyday > 0.0 else 1.0
        for _ in range(PASSES):
            added = pulls(self.p, self.table, self.means, self.heads, self.warnings)
            self.at_work = self.pull(added, scale)
            self.means = self.table.lived(self.at_work, self.joins)
            time = self.means.time
            if time <= 0.0:
                break
            wanted, everyday = target - (self.means.story + self.means.calendar) / time, self.means.everyday / time
            if everyday <= 0.0 and abs(wanted) < SLACK * target:
                break
            if wanted <= 0.0 and (everyday <= 0.0 or scale < NOTHING):
                raise too_much(added | {"failures": self.means.story / time}, target)
            if everyday <= 0.0 or scale > 1.0 / NOTHING:
                raise too_little(self.p, target)
            step = min(10.0, max(0.1, wanted / everyday))
            if abs(step - 1.0) < CLOSE:
                break
            scale *= step

    def pull(self, added: dict[str, float], scale: float) -> Pull:
        """Return what moves leaving; what a rival adds comes off the calendar's competition first."""
        p, means, table = self.p, self.means, self.table
        times, joiners = 1.0, 1.0
        if p.contagion_on and p.talk_on:
            friends = p.talk_degree * self.heads / max(1, self.opening.persons)
            times += p.contagion_boost * p.contagion_tau * friends * (means.everyday + means.story) / means.time
        if p.referral_on:
            joiners += self.told_share() * (p.referral_leaving - 1.0)
        if p.partners_on:
            times *= 1.0 + p.partners_share * (p.partners_leaving - 1.0)
        rates = list(p.hazard_rates)
        relieved = min(rates[Cause.COMPETITION - 1], added.get("rivals", 0.0) + added.get("poaching", 0.0))
        if p.hazards_on and relieved > 0.0:
            rates[Cause.COMPETITION - 1] -= relieved
            self.found["hazard_rates"] = tuple(rates)
        else:
            relieved = 0.0
        calendar = sum(added.values()) - added.get("poaching", 0.0) - relieved
        return Pull(scale, moves=True, times=times, joiners=joiners, calendar=calendar, offers=offers(p, table.cells))

    def told_share(self) -> float:
        """Return the share of joins that come by telling."""
        p = self.p
        if not p.talk_on or p.talk_reception != Reception.CONVERSION:
            return 0.0
        told = self.heads * self.praises * p.talk_conversion / max(1, self.opening.persons)
        by_advert = p.advertising_rate if p.advertising_on else 0.0
        return told / (told + by_advert) if told + by_advert > 0.0 else 0.0

    def fill(self) -> None:
        """Fill in what the means of the table say."""
        p, table, means, found = self.p, self.table, self.means, self.found
        path = table.path
        bought = means.purchases
        mood = means.mood / bought if bought > 0.0 else p.satisfaction_start
        found["satisfaction_bar"] = (
            min(0.999, max(0.001, mood)) if p.satisfaction_on else p.satisfaction_start or NEUTRAL
        )
        found["praise_mean"] = self.praise
        basket = means.basket / bought if bought > 0.0 else 1.0
        if p.referral_on and means.time > 0.0:
            share = self.told_share() * means.joined_time / means.time
            basket *= 1.0 + share * (p.referral_basket - 1.0)
        found["basket_scale"] = 1.0 / basket
        if p.price_on and self.means.time > 0.0:
            self.solve_price()
        rate = means.rate / means.time if means.time > 0.0 else 1.0
        if p.wallet_on:
            rate *= min(1.0, p.wallet_share + p.wallet_satisfaction * found["satisfaction_bar"])
        found["rate_scale"] = 1.0 / rate if rate > 0.0 else 1.0
        if p.serving_on and p.basket_mean > 0:
            known = means.known / bought if bought > 0.0 else 0.0
            found["serving_share"] = p.serve_cost * (1.0 - p.serve_fall * known) / p.basket_mean
        if p.failures_on:
            self.fill_failures()
        if p.reputation_on:
            bad = self.warnings + p.public_chance * p.public_reach * self.refused() * bought / max(1e-12, means.time)
            found["reputation_neutral"] = self.praises / (self.praises + bad) if self.praises + bad > 0.0 else 0.75
        if p.doubt_on and p.talk_on and p.talk_reception == Reception.CONVERSION and self.joining > 0.0:
            step = min(1.0, p.doubt_prevents * p.talk_conversion / (self.joining * p.doubt_span))
            heard = self.warnings * self.heads / max(1, self.opening.persons)
            usual = heard * step * p.doubt_span
            found["doubt_step"] = step
            found["joining_scale"] = 1.0 + usual
        knots = [0, *(2**k for k in range(PATH - 1))]
        for name in ("satisfaction", "expectation", "trust", "familiarity"):
            values = getattr(path, name)
            found[f"path_{name}"] = tuple(values[min(k, len(values) - 1)] for k in knots)

    def solve_price(self) -> None:
        """Find by how much a price moves leaving, twice as much as joining, for the stated elasticity of units."""
        wanted = self.p.price_elasticity
        least, most = self.elasticity(0.0), self.elasticity(STEEPEST)
        if wanted > most:
            raise UnsolvableLevel(
                "price.elasticity",
                f"{wanted:g} in three years is more than who leaves and who joins can bring about here: "
                f"{most:.2f} at most, since many leave by the calendar; lower it",
            )
        self.found["price_leaving"] = self.steepness(wanted, least, most) if wanted > least else 0.0
        self.found["price_joining"] = 0.5 * self.found["price_leaving"]

    def steepness(self, wanted: float, least: float, most: float) -> float:
        """Return by how much a price moves leaving where units fall as wanted, between those of no steepness and most.

        By the Illinois rule, then rounded to a fine grid, so that the last digits of the search leave no trace.
        """
        low, high, below, above, side = 0.0, STEEPEST, least - wanted, most - wanted, 0
        for _ in range(PASSES):
            if high - low < FINE:
                break
            middle = (low * above - high * below) / (above - below)
            gap = self.elasticity(middle) - wanted
            if abs(gap) < FINE * (most - least) / STEEPEST:
                low = high = middle
            elif gap < 0.0:
                low, below, above, side = middle, gap, above * (0.5 if side < 0 else 1.0), -1
            else:
                high, above, below, side = middle, gap, below * (0.5 if side > 0 else 1.0), 1
        return (int(0.5 * (low + high) / GRID) + 0.5) * GRID

    def elasticity(self, leaving: float) -> float:
        """Return the elasticity of units in three years to the price, as a positive number."""
        return -(log(self.units(leaving, STEP)) - log(self.units(leaving, -STEP))) / log((1.0 + STEP) / (1.0 - STEP))

    def units(self, leaving: float, step: float) -> float:
        """Return units sold in three years at a price above the market's by a step."""
        p = self.p
        joining = exp(-0.5 * leaving * step)
        dearer, buys = exp(leaving * step), exp(-p.price_frequency * step)
        usual = (self.means.everyday + self.means.story) / self.means.time
        churn = self.means.churn + usual * (dearer - 1.0)
        joins, _, _ = joined_by_month(p, self.opening, churn, self.praises, joining)
        found = self.table.lived(replace(self.at_work, dearer=dearer, buys=buys), joins)
        return found.purchases * exp(-p.price_basket * step)

    def fill_failures(self) -> None:
        """Fill in what centres causes and blame."""
        p, found = self.p, self.found
        if p.causes_on or p.insults_on:
            self.fill_cells()
        if p.causes_on:
            kept = sum(one.share * one.stay * (1.0 - p.root_removal * (not one.soured)) for one in self.table.ends)
            share = fresh_share(p, self.table.rates, self.table.fails, kept)
            left = share_left(p.failure_causes, p.failure_remedies)
            found["failure_fresh"] = share / left if left > 0.0 else 1.0
            waits = self.table.fails * p.root_repeat * kept * (1.0 + p.root_lag)
            found["root_waiting"] = min(1.0, waits)
        if p.blame_on:
            found["blame_mean"] = blame_of_a_failure(p, self.table)
            found["blame_rate"] = self.table.fails

    def fill_cells(self) -> None:
        """Solve the outcome table again where harm and insults take a part of it."""
        p, selection = self.p, self.p.outcome_selection_share
        heard = p if p.complaints_on else Parameters()
        for severity, name in ((Severity.MINOR, "minor"), (Severity.MAJOR, "major")):
            try:
                cells = outcome_cells(p, severity)
                voice = heard.complaint_minor if severity == Severity.MINOR else heard.complaint_major
                _, logits, slope = severity_solution(voice, heard.complaint_attachment, cells, selection)
            except ValueError as error:
                raise UnsolvableLevel("recovery.insult" if p.insults_on else "failure.harm", str(error)) from None
            self.found[f"stay_logit_{name}"], self.found[f"stay_slope_{name}"] = logits, slope

    def refused(self) -> float:
        """Return unresolved complaints a purchase."""
        return self.table.fails * sum(one.share for one in self.table.ends if one.outcome == Outcome.UNRESOLVED)


def check_likeness(p: Parameters, persons: int) -> None:
    """Refuse more likeness of contacts than the network's ties can bring about, as one network shows."""
    persons = min(persons, SAMPLE)
    ties = tie_count(p, persons)
    ends, starts, contacts = [0] * (2 * ties), [0] * (persons + 1), [0] * (2 * ties)
    wire(p, persons, subject_key(0, 0, WORLD), ends)
    index_contacts(persons, ties, ends, starts, contacts)
    most = most_alike(mean_reach(persons, starts, contacts), mean_shared(persons, starts, contacts))
    if p.talk_homophily > most:
        text = f"is more than ties of this network can bring about: {most:.2f} at most; lower it"
        raise UnsolvableLevel("talk.homophily", text)


def moves_leaving(p: Parameters) -> bool:
    """Return whether a mechanism is on that moves the chance of leaving or adds to it."""
    on = (
        p.retention_on, p.novelty_on, p.neglect_on, p.expectation_on, p.crossbuying_on, p.referral_on, p.rivals_on,
        p.poaching_on, p.partners_on, p.contagion_on and p.talk_on, p.talk_on and p.talk_defection > 0.0,
    )  # fmt: skip
    return any(on)


def too_much(added: dict[str, float], target: float) -> UnsolvableLevel:
    """Return what is wrong when more leave than there should, and what to do."""
    name = max(added, key=lambda one: added[one])
    text = (
        f"'{name}' alone makes {YEAR * added[name]:.1%} of customers leave in a year, and all together more than the "
        f"{YEAR * target:.1%} that leave as is; lower it, or raise level.churn (or leaving.chance)"
    )
    return UnsolvableLevel("talk.defection" if name == "defection" else f"mechanisms.{name}", text)


def too_little(p: Parameters, target: float) -> UnsolvableLevel:
    """Return what is wrong when not even leaving after every purchase makes as many leave as there should."""
    key = "level.churn" if p.level_churn > 0.0 else "leaving.chance"
    text = (
        f"leaving after purchases cannot make {YEAR * target:.1%} of customers leave in a year, mechanisms as they are"
    )
    return UnsolvableLevel(key, f"{text}; lower level.churn, or raise leaving.chance")
