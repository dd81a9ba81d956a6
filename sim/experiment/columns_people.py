"""The columns of the people's table in three parts: known to the firm, hidden, the engine's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.experiment.columns import Column, In, Part
from sim.model.drivers import Driver
from sim.model.events import Account, Case, Cause, Loss, Mode, Outcome, Remedy, Route, Severity, Status
from sim.record import Table

KNOWN, HIDDEN, ENGINE = Part.KNOWN, Part.HIDDEN, Part.ENGINE
DAYS, MONEY, COUNT, NUMBERED = In.DAYS, In.MONEY, In.COUNT, In.NUMBERED
SHARE, SCORE, NUMBER, WORD, YES = In.SHARE, In.SCORE, In.NUMBER, In.WORD, In.YES


def _has_come(people: Table) -> Any:  # noqa: ANN401 an array of truths
    return people["status"] != Status.ABSENT


def _is_customer(people: Table) -> Any:  # noqa: ANN401
    return people["status"] == Status.CUSTOMER


def _was_told(people: Table) -> Any:  # noqa: ANN401
    return _is_customer(people) & (people["route"] == Route.TELLING)


def _was_won_back(people: Table) -> Any:  # noqa: ANN401
    return _is_customer(people) & (people["route"] == Route.WIN_BACK)


def _has_bought(people: Table) -> Any:  # noqa: ANN401
    return people["bought"] > 0


def _has_complained(people: Table) -> Any:  # noqa: ANN401
    return people["complaints"] > 0


def _is_closed(people: Table) -> Any:  # noqa: ANN401
    """Return whose last purchase failed and is over: nothing open, and not withdrawn by moving away."""
    complained = _has_complained(people) & (people["complaint_time"] == people["last_failure"])
    withdrawn = complained & (people["outcome"] == Outcome.SILENT)
    over: Table = (people["severity"] > 0) & (people["case"] == Case.NONE) & ~withdrawn
    return over


def _totals() -> tuple[Column, ...]:
    return tuple(
        Column("totals", KNOWN, MONEY, f"booked to her under {account.name.lower()} so far",
               f"total_{account.name.lower()}", place=account)
        for account in Account
        if account is not Account.NONE
    )  # fmt: skip


def _blame() -> tuple[Column, ...]:
    return tuple(
        Column("blame", HIDDEN, NUMBER, f"blame for {cause.name.lower()}, in minor failures, as of blame_time_days",
               f"blame_{cause.name.lower()}", place=cause - 1)
        for cause in Cause
        if cause is not Cause.NONE
    )  # fmt: skip


IN_THE_BOOKS = (
    Column("number", KNOWN, NUMBERED, "number of the person, from 0", "person"),
    Column("started", KNOWN, YES, "whether she was a customer at the very beginning", where=_has_come),
    Column("joined", KNOWN, DAYS,
           "when she last became a customer; 0 if she was one at the beginning, missing if she never was"),
    Column("first_purchase", KNOWN, DAYS, "when she first bought in what is simulated"),
    Column("last_purchase", KNOWN, DAYS, "when she last bought"),
    Column("bought", KNOWN, COUNT, "purchases"),
    Column("complaints", KNOWN, COUNT, "complaints"),
    Column("resolved", KNOWN, COUNT, "complaints that were resolved"),
    Column("given_up", KNOWN, COUNT, "complaints given up in the line"),
    Column("case", KNOWN, WORD, "where an open complaint stands, such as handed on, waiting, served, to be followed up",
           "open_complaint", Case),
    Column("complaint_time", KNOWN, DAYS, "when she last complained", "last_complaint", where=_has_complained),
    Column("written", KNOWN, YES, "whether the last complaint was a letter", "last_complaint_written",
           where=_has_complained),
    Column("price", KNOWN, MONEY, "price of the purchase that she last complained about", "last_complaint_price",
           where=_has_complained),
    Column("voucher", KNOWN, MONEY, "vouchers that she holds"),
    Column("hidden_share", KNOWN, SHARE, "what the till added to the price quoted at the last purchase",
           "till_added_share", where=_has_bought),
    Column("products", KNOWN, COUNT, "products that she holds beside the first one", "further_products"),
    Column("allowed", KNOWN, MONEY, "most that might be paid back for the last complaint; 0 where there is no limit",
           "last_complaint_allowed", where=_has_complained),
    Column("refused", KNOWN, COUNT, "times that she came again with the last complaint"),
    Column("load", KNOWN, SHARE, "share of its time for which the desk was busy lately when it last answered her",
           "desk_load_met", where=_has_complained),
    Column("calls", KNOWN, COUNT, "calls of the firm after she had been silent"),
    Column("called", KNOWN, DAYS, "when the firm last called, pleased her by a contact, or heard that she had left",
           "last_call"),
    Column("contacted", KNOWN, COUNT, "contacts on the firm's own account", "contacts"),
    Column("filed", KNOWN, YES, "whether she is on the firm's file; counts only with contacts", "on_file"),
    Column("known", KNOWN, SHARE, "part of what there is to know of her that the file knew when it last changed"),
    Column("heard", KNOWN, DAYS, "when the firm heard that she has left; 0 if it has not, or she is a customer",
           "heard_gone"),
    Column("tries", KNOWN, COUNT, "times that the firm has tried to win her back since then", "tries_to_win_back"),
    Column("remedy", KNOWN, WORD, "for what she was won back; empty if she was not", "won_back_for", Remedy,
           where=_was_won_back),
    Column("insults", KNOWN, COUNT, "purchases at which she insulted whoever served her"),
    Column("breaches", KNOWN, COUNT, "times that she broke what was agreed"),
    Column("overdue", KNOWN, COUNT, "times that what she owed was written off", "debts_written_off"),
    Column("intermediary", KNOWN, YES, "whether others buy through her"),
    Column("partner", KNOWN, NUMBERED, "person through whom she buys; -1 is nobody"),
    *_totals(),
)  # fmt: skip

UNSEEN = (
    Column("status", HIDDEN, WORD, "where she is in the market: absent, prospect, customer, rival, out", codes=Status),
    Column("entry", HIDDEN, DAYS, "when she entered the market; 0 if she was there from the beginning",
           where=_has_come),
    Column("route", HIDDEN, WORD, "how a customer became one the last time; empty for others", codes=Route,
           where=_is_customer),
    Column("join_parent", HIDDEN, NUMBERED, "person whose word made a customer join; -1 is nobody", "told_by",
           where=_was_told),
    Column("left", HIDDEN, DAYS, "when she last left; missing if she never did"),
    Column("cause", HIDDEN, WORD, "why she last left; none if she never did", codes=Cause),
    Column("driver", HIDDEN, WORD, "what moved her when she last left; none if she never did", codes=Driver),
    Column("loss", HIDDEN, WORD, "type of loss when she last left; none if she never did", codes=Loss),
    Column("blamed", HIDDEN, NUMBER, "causes with at least a tenth of the blame when she left, bit k - 1 for cause k"),
    Column("rate", HIDDEN, In.PER_DAY, "purchases a day while she is a customer: a trait"),
    Column("basket", HIDDEN, MONEY, "mean price of her purchases: a trait"),
    Column("attachment", HIDDEN, NUMBER, "attachment to the firm, standard normal: a trait"),
    Column("own_attachment", HIDDEN, NUMBER, "the part of it that is nobody else's: a trait"),
    Column("leave_chance", HIDDEN, SHARE, "chance of leaving after a trouble-free purchase: a trait"),
    Column("inclination", HIDDEN, SHARE, "inclination to talk: a trait"),
    Column("talk_weight", HIDDEN, NUMBER, "tellings out of the blue relative to everybody's rate"),
    Column("notorious", HIDDEN, YES, "whether she has a bad name: a trait"),
    Column("difficult", HIDDEN, YES, "whether she is hard to please: a trait"),
    Column("abusive", HIDDEN, YES, "whether she insults whoever serves her: a trait"),
    Column("breaching", HIDDEN, YES, "whether she breaks what is agreed: a trait"),
    Column("defaulting", HIDDEN, YES, "whether she never pays what she buys on credit: a trait"),
    Column("owed", HIDDEN, MONEY, "what she owes and will not pay"),
    Column("satisfaction", HIDDEN, SCORE, "satisfaction, in [0, 1]"),
    Column("expectation", HIDDEN, SCORE, "service that she expects; 0 where the market has no expectations"),
    Column("trust", HIDDEN, SCORE, "trust; 0 where the market has no expectations"),
    Column("familiarity", HIDDEN, SCORE, "how well she and the firm know one another; 0 where that is not simulated"),
    Column("bond", HIDDEN, SCORE, "bond to the firm when it last changed, in [0, 1]"),
    Column("advised", HIDDEN, SHARE, "how much oftener she buys for the firm's advice"),
    Column("reference_level", HIDDEN, NUMBER, "price level that she expects; 0 where prices are not simulated"),
    Column("price_gap", HIDDEN, NUMBER, "last price above the level expected, as a share of it", where=_has_bought),
    Column("failures", HIDDEN, COUNT, "purchases that went wrong"),
    Column("last_failure", HIDDEN, DAYS, "when a purchase last went wrong"),
    Column("severity", HIDDEN, WORD, "how badly the last purchase went; none if all went well", codes=Severity),
    Column("nature", HIDDEN, WORD, "cause of the last failure; none if there was none", "failure_cause", Cause),
    Column("mode", HIDDEN, WORD, "how the last failure showed; none if there was none", "failure_mode", Mode),
    Column("distance", HIDDEN, NUMBER, "kilometres to the nearest station of the firm"),
    Column("slips", HIDDEN, NUMBER, "what who served her last multiplies failures of the encounter by; 1 as is"),
    Column("curt", HIDDEN, NUMBER, "the part of it that her morale has"),
    Column("raw", HIDDEN, SCORE, "how raw who served her last was; 0 where staff are not simulated"),
    Column("again", HIDDEN, YES, "whether the last failure came before the one before it was forgotten",
           "failure_again"),
    Column("root", HIDDEN, WORD, "cause of the last failure that will strike once more; else none", "root_cause",
           Cause),
    Column("outcome", HIDDEN, WORD, "how the last purchase's failure closed; empty if it did not fail or is open",
           codes=Outcome, where=_is_closed),
    Column("broken", HIDDEN, YES, "whether the solution that was promised for the last complaint did not come",
           "promise_broken", where=_has_complained),
    Column("praised", HIDDEN, COUNT, "times that she praised the firm to others"),
    Column("warned", HIDDEN, COUNT, "times that she warned others of the firm"),
    Column("consulted", HIDDEN, COUNT, "times that she thought twice before joining"),
    Column("doubt", HIDDEN, SCORE, "doubt that warnings have left, when it was last moved"),
    Column("strayed", HIDDEN, YES, "whether her last occasion to buy went elsewhere"),
    *_blame(),
)  # fmt: skip

_PENDING = "of the earliest reason to leave by the calendar: a plan, whether or not it came about"
_APPOINTED = "the same without the pull of a rival; counts only with rivals"

INSIDE = (
    Column("key", ENGINE, NUMBER, "key of all her draws"),
    Column("moves", ENGINE, DAYS, "time of moving away, if she is still in the market then", "pending_move"),
    Column("next_purchase", ENGINE, DAYS, "clock: next purchase of a customer, joining of anybody else",
           "pending_purchase_or_joining"),
    Column("next_talk", ENGINE, DAYS, "clock: next telling out of the blue", "pending_telling"),
    Column("next_occasion", ENGINE, DAYS, "clock: next occasion to join", "pending_occasion"),
    Column("departure", ENGINE, DAYS, f"time {_PENDING}", "pending_departure"),
    Column("departure_cause", ENGINE, WORD, f"cause {_PENDING}", "pending_cause", Cause),
    Column("departure_loss", ENGINE, WORD, f"type of loss {_PENDING}; none: what the cause says", "pending_loss", Loss),
    Column("departure_kind", ENGINE, NUMBER, "kind of event that makes her leave then; 0 is the calendar",
           "pending_parent_event"),
    Column("departure_parent", ENGINE, NUMBERED, "whose event that is", "pending_parent_person"),
    Column("departure_occasion", ENGINE, NUMBERED, "which of that person's events", "pending_parent_occasion"),
    Column("appointed", ENGINE, DAYS, f"pending time: {_APPOINTED}", "pending_appointed"),
    Column("appointed_cause", ENGINE, WORD, f"pending cause: {_APPOINTED}", "pending_appointed_cause", Cause),
    Column("appointed_loss", ENGINE, WORD, f"pending type of loss: {_APPOINTED}", "pending_appointed_loss", Loss),
    Column("join_occasion", ENGINE, NUMBERED, "which telling, or try of the firm, made her want to join; -1 is none",
           "told_occasion"),
    Column("sold_before", ENGINE, MONEY, "sales to her before she last joined; counts only with winback"),
    Column("due", ENGINE, DAYS, "when the first is due of what she owes, or last was"),
    Column("advert_left", ENGINE, NUMBER, "what is left of the threshold of advertising"),
    Column("advert_since", ENGINE, DAYS, "when that was last reckoned"),
    Column("advert_rate", ENGINE, In.PER_DAY, "rate at which it has been used up since then"),
    Column("doubt_since", ENGINE, DAYS, "when doubt was last moved"),
    Column("came", ENGINE, DAYS, "when she came, before day 0 for customers at the start with a tenure"),
    Column("root_due", ENGINE, NUMBERED, "number of the purchase from which on the cause strikes once more"),
    Column("pull_left", ENGINE, NUMBER, "what is left of the threshold of leaving for a rival"),
    Column("pull_since", ENGINE, DAYS, "when that was last reckoned"),
    Column("pull_rate", ENGINE, In.PER_DAY, "rate at which it has been used up since then"),
    Column("contagion_stock", ENGINE, NUMBER, "exposures to contacts who left, faded"),
    Column("contagion_since", ENGINE, DAYS, "when that was last reckoned"),
    Column("contagion_left", ENGINE, NUMBER, "what is left of the threshold of contagion"),
    Column("purchases", ENGINE, NUMBERED, "number of the next purchase", "next_purchase_number"),
    Column("tellings", ENGINE, NUMBERED, "number of the next telling out of the blue", "next_telling_number"),
    Column("occasions", ENGINE, NUMBERED, "number of the next occasion to join", "next_occasion_number"),
    Column("spell", ENGINE, NUMBERED, "number of the first purchase since she last joined; counts only with novelty"),
    Column("wait", ENGINE, DAYS, "from the last complaint to the agent or, passed on, the solution; 0 if none"),
    Column("patient", ENGINE, YES, "whether patience had begun to run for the last complaint"),
    Column("attempt", ENGINE, COUNT, "calls about the last complaint before the latest one", "redials"),
    Column("booked", ENGINE, YES, "whether she is to be called back", "to_be_called_back"),
    Column("blame_time", ENGINE, DAYS, "when blame was last faded"),
    Column("silence", ENGINE, DAYS, "silence before the last purchase; counts only with neglect"),
    Column("expectation_time", ENGINE, DAYS, "when the expectation was last moved"),
    Column("bond_time", ENGINE, DAYS, "when bond and file were last faded"),
    Column("untold", ENGINE, NUMBER, "1 + number of the purchase of her last failure, if nobody has written that up",
           "untold_failure"),
    Column("hunted", ENGINE, NUMBER, "how far problems had been hunted down then; minus infinity: none caused it"),
    Column("led", ENGINE, NUMBER, "purchases of an intermediary at the departure that she follows"),
)  # fmt: skip

PEOPLE = (*IN_THE_BOOKS, *UNSEEN, *INSIDE)
"""Every column, the firm's first."""


def values_of(column: Column, people: Table, minor: int) -> Any:  # noqa: ANN401 an array of any type
    """Return a column's values: words for codes, money in currency units, missing where it says nothing."""
    field = people[column.field]
    values = field if column.place is None else field[:, column.place]
    says = np.ones(len(people), bool) if column.where is None else column.where(people)
    if column.codes is not None:
        known = {int(member): member.name.lower() for member in column.codes}
        words = [known.get(code, "") if said else "" for code, said in zip(values.tolist(), says, strict=True)]
        return np.array(words, dtype=object)
    if column.unit is YES:
        return values.astype(bool) & says
    if column.unit is DAYS:
        return np.where(np.isfinite(values) & says, values, np.nan)
    if column.unit is NUMBERED:
        return np.where(says, values, -1)
    values = values / minor if column.unit is MONEY else values
    return values if column.where is None else np.where(says, values, np.nan)


__all__ = ["PEOPLE", "values_of"]
