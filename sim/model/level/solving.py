"""A switch adds structure, not level: what a market's mechanisms are centred with, solved once from market and firm.

What a manager sees of the firm as it is (failures, complaints, churn, purchases, baskets, margin, joins) stays where
the market states it, whatever mechanisms explain it; then strategies move it. Levels come from a life table, never
from a run. Reasons: docs/decisions/0020-levels.md.
"""

from dataclasses import replace
from functools import lru_cache
from math import sqrt
from typing import Any

from sim.model.attachment import severity_solution, share_left
from sim.model.codes import Cause, LeaveLaw, Reception, Severity
from sim.model.flat import Parameters
from sim.model.level.adding import attraction, moves_leaving, offers, pulls
from sim.model.level.coming import bad_word, conversion_offset, harm_fit, joined_by_month, told_share, word
from sim.model.level.fits import blame_of_a_failure, causes_and_modes, fresh_share, outcome_cells
from sim.model.level.lifetable import MONTHS, YEARS, Pull, Table
from sim.model.level.load import firm_as_is
from sim.model.level.opening import Opening
from sim.model.level.refused import UnsolvableLevel, check_likeness, kept_share, not_so_many, too_little, too_much
from sim.model.level.standing import standing_as_is
from sim.model.numerics import exp, log
from sim.model.quantities import YEAR
from sim.model.rules.start import PATH

PASSES = 40
CLOSE = 1e-4
EAGEREST = 1e4  # of rates and chances of joining
STEP = 0.05  # of the price
STEEPEST = 12.0  # logarithms of leaving per multiple of the price
GRID, FINE = STEEPEST / 4096, 1e-6  # on which it is found, and how well it is known before
NOTHING = 1e-6  # of the everyday chance
NEUTRAL = 0.5
SLACK = 0.01  # of the churn, where nobody leaves of her own accord


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
        self.found |= firm_as_is(p, opening)
        if p.talk_on and p.talk_homophily > 0.0:
            check_likeness(p, opening.persons)
            self.found["conversion_offset"] = conversion_offset(p)
        self.found |= causes_and_modes(replace(p, **self.found))
        if p.level_churn > 0.0 and p.leaving_law == LeaveLaw.CONSTANT and p.leaving_chance <= 0.0:
            self.found["leaving_chance"] = Parameters().leaving_chance  # any that can be scaled
        self.p = replace(p, **self.found)
        self.table = Table(self.p, opening)
        self.found["talk_harm_fit"] = harm_fit(self.p, self.table)
        self.solve_leaving()
        self.fill()

    def solve_leaving(self) -> None:
        """Find the scale of the everyday chance at which as many leave as without mechanisms, or as is stated."""
        p, table = self.p, self.table
        buys = sum(table.rates) / len(table.rates)
        self.praise, self.praises, self.warnings = word(p, table, buys)
        target = p.level_churn / YEAR
        churn = target or table.calendar + buys * (table.loss + sum(c.leave * c.share for c in table.cells))
        self.at_work = Pull()
        for _ in range(3):  # joins and churn need each other, and word needs who buys
            self.eager = self.solve_joining(churn) if p.level_joins > 0.0 else 1.0
            self.joins, self.heads, self.joining = joined_by_month(p, self.opening, churn, self.praises, self.eager)
            self.means = table.lived(self.at_work, self.joins)
            if self.means.time <= 0.0:
                break
            if target:
                self.scale_to(target)
            churn = target or self.means.churn
            buys = self.means.purchases / self.means.time
            self.praise, self.praises, self.warnings = word(p, table, buys)
        self.usual = self.means.purchases / self.means.time if self.means.time > 0.0 else 0.0
        if self.means.time > 0.0 and moves_leaving(p):
            self.scale_to(target or churn, moves=True)
        self.found["leaving_scale"] = self.at_work.scale

    def solve_joining(self, churn: float) -> float:
        """Return what multiplies rates and chances of joining so that as many join as is stated.

        Raises
        ------
        UnsolvableLevel
            If more come whatever the scale, or nothing makes so many join.
        """
        low, high = 1.0 / EAGEREST, EAGEREST
        for _ in range(PASSES):
            eager = sqrt(low * high)
            joins, _, _ = joined_by_month(self.p, self.opening, churn, self.praises, eager)
            low, high = (eager, high) if sum(joins[-MONTHS:]) < YEARS * YEAR * self.p.level_joins else (low, eager)
        if high == EAGEREST or low == 1.0 / EAGEREST:
            raise not_so_many(self.p, sum(joins[-MONTHS:]) / YEARS)
        return high

    def scale_to(self, target: float, *, moves: bool = False) -> None:
        """Scale the everyday chance so that all leaving together, a customer and day, comes to a target.

        With mechanisms at work, rates are scaled too, so that who stays buys as much as without them.
        """
        scale, buys = self.at_work.scale, self.at_work.buys
        added: dict[str, float] = {}
        for _ in range(PASSES):
            self.at_work = Pull(scale)
            if moves:
                heard = self.warnings * self.heads / max(1, self.opening.persons)
                added = pulls(self.p, self.table, self.means, self.joins, heard, added.get("partners", 0.0))
                self.at_work = self.pull(added, scale, buys)
            self.means = means = self.table.lived(self.at_work, self.joins)
            if means.time <= 0.0:
                break
            step = self.step_of_leaving(target, added)
            more = self.usual * means.time / means.purchases if moves and means.purchases > 0.0 else 1.0
            if max(abs(step - 1.0), abs(more - 1.0)) < CLOSE:
                break
            scale, buys = scale * step, buys * more

    def step_of_leaving(self, target: float, added: dict[str, float]) -> float:
        """Return what brings the scale of the everyday chance nearer to a target; 1 where all leave by the calendar.

        Raises
        ------
        UnsolvableLevel
            If more leave whatever the scale, or nobody leaves after purchases.
        """
        means, time, scale = self.means, self.means.time, self.at_work.scale
        wanted, decided = target - (means.story + means.calendar) / time, (means.everyday + means.spared) / time
        if decided <= 0.0 and abs(wanted) < SLACK * target:
            return 1.0
        if wanted <= 0.0 and (decided <= 0.0 or scale < NOTHING):
            sums = {"failures": means.story, "poaching": means.offered, "rivals": means.attracted}
            raise too_much(added | {name: departures / time for name, departures in sums.items()}, target)
        if decided <= 0.0 or scale > 1.0 / NOTHING:
            raise too_little(self.p, target)
        return min(10.0, max(0.1, (wanted + means.spared / time) / decided))

    def pull(self, added: dict[str, float], scale: float, buys: float) -> Pull:
        """Return what moves leaving; what a rival adds comes off the calendar's competition first."""
        p, means, table = self.p, self.means, self.table
        times, joiners = 1.0, 1.0
        if p.contagion_on and p.talk_on:
            friends = p.talk_degree * self.heads / max(1, self.opening.persons)
            times += p.contagion_boost * p.contagion_tau * friends * (means.everyday + means.story) / means.time
        if p.referral_on:
            joiners += told_share(p, self.opening, self.heads, self.praises) * (p.referral_leaving - 1.0)
        if p.partners_on:
            times *= 1.0 + p.partners_share * (p.partners_leaving - 1.0)
        rates = list(p.hazard_rates)
        relieved = min(rates[Cause.COMPETITION - 1], added.get("rivals", 0.0) + added.get("poaching", 0.0))
        if p.hazards_on and relieved > 0.0:
            rates[Cause.COMPETITION - 1] -= relieved
            self.found["hazard_rates"] = tuple(rates)
        else:
            relieved = 0.0
        calendar = added.get("partners", 0.0) + added.get("defection", 0.0) - relieved
        offered, rival = offers(p, table.cells), attraction(p, table, means)
        return Pull(
            scale, times=times, joiners=joiners, calendar=calendar, offers=offered, rival=rival, buys=buys, moves=True
        )

    def fill(self) -> None:
        """Fill in what the means of the table say."""
        p, table, means, found = self.p, self.table, self.means, self.found
        path = table.path
        bought = means.purchases
        mood = min(0.999, max(0.001, means.mood / bought if bought > 0.0 else p.satisfaction_start))
        found["satisfaction_bar"] = mood if p.satisfaction_on else p.satisfaction_start or NEUTRAL
        found["praise_mean"] = self.praise
        if self.eager != 1.0:
            found["joining_scale"] = self.eager
        basket = means.basket / bought if bought > 0.0 else 1.0
        if p.referral_on and means.time > 0.0:
            share = told_share(p, self.opening, self.heads, self.praises) * means.joined_time / means.time
            basket *= 1.0 + share * (p.referral_basket - 1.0)
        found["basket_scale"] = 1.0 / basket
        if p.price_on and self.means.time > 0.0:
            self.solve_price()
        found["rate_scale"] = self.at_work.buys / kept_share(p, found["satisfaction_bar"])
        if p.serving_on and p.basket_mean > 0:
            known = means.known / bought if bought > 0.0 else 0.0
            found["serving_share"] = p.serve_cost * (1.0 - p.serve_fall * known) / p.basket_mean
        if p.failures_on:
            self.fill_failures()
        found |= standing_as_is(p, table, self.usual * self.heads, found.get("failure_fresh", 1.0))
        if p.reputation_on:
            bad = bad_word(p, table, means, self.warnings)
            found["reputation_neutral"] = self.praises / (self.praises + bad) if self.praises + bad > 0.0 else 0.75
        if p.doubt_on and p.talk_on and p.talk_reception == Reception.CONVERSION and self.joining > 0.0:
            step = min(1.0, p.doubt_prevents * p.talk_conversion / (self.joining * p.doubt_span))
            heard = self.warnings * self.heads / max(1, self.opening.persons)
            usual = heard * step * p.doubt_span
            found["doubt_step"] = step
            found["joining_scale"] = self.eager * (1.0 + usual)
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
        dearer, buys = exp(leaving * step), self.at_work.buys * exp(-p.price_frequency * step)
        usual = (self.means.everyday + self.means.story) / self.means.time
        churn = self.means.churn + usual * (dearer - 1.0)
        joins, _, _ = joined_by_month(p, self.opening, churn, self.praises, self.eager * joining)
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
            found["root_waiting"] = min(1.0, self.table.fails * p.root_repeat * kept * (1.0 + p.root_lag))
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
