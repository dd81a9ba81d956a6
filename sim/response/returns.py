"""Who is won back, what does that cost, and how does winning compare with keeping? What burdens cost.

*Keeping* costs what is booked to care, calls and rewards, over the years that anybody was a customer. *Winning* costs
what is booked to advertising and acquisition, over those who joined and were not won back.
"""

from __future__ import annotations

from sim.model.events import Account, Kind, Route
from sim.model.rules.winning import SPELL
from sim.record import Record, Table, try_class
from sim.response.counting import events_of, share
from sim.response.customers import joins, joins_by
from sim.response.declared import Unit, each, response
from sim.response.experience import customer_years
from sim.response.money import account_total

CLASSES = ("a", "b", "c")
KEEPING = (Account.CARE, Account.CALLS, Account.REWARDS)
WINNING = (Account.ADVERTISING, Account.ACQUISITION)


def _of_class(tries: Table, group: int) -> Table:
    found: Table = tries[try_class(tries["detail"]) == group]
    return found


def _absences(persons: Table, numbers: Table) -> set[tuple[int, int]]:
    """Return absences by person and number of her next purchase, each once."""
    return set(zip(persons.tolist(), numbers.tolist(), strict=True))


@each(
    response(
        f"winback_tries_{name}",
        Unit.COUNT,
        f"tries to win back somebody of class {name.upper()}",
        rows="K06 K07 K08",
        log=True,
        group=group,
    )
    for group, name in enumerate(CLASSES)
)
def tries_of(record: Record, group: int) -> int | None:
    """Return how often the firm tried to win back somebody of a class; needs the complete log."""
    return len(_of_class(events_of(record, Kind.TRY), group)) if record.complete else None


@each(
    response(
        f"returns_{name}",
        Unit.COUNT,
        f"people of class {name.upper()} whom the firm won back",
        rows="K06 K07 K08",
        log=True,
        group=group,
    )
    for group, name in enumerate(CLASSES)
)
def returns_of(record: Record, group: int) -> int | None:
    """Return how often somebody of a class came back because the firm won her back; needs the complete log."""
    if not record.complete:
        return None
    joined, tries = events_of(record, Kind.JOIN), _of_class(events_of(record, Kind.TRY), group)
    back = joined[joined["detail"] == Route.WIN_BACK]
    tried = _absences(tries["person"], tries["occasion"] // SPELL)
    return len(tried & _absences(back["person"], back["occasion"]))


@response(
    "winback_rate",
    Unit.SHARE,
    "share of those whom the firm tried to win back who came back for it",
    rows="K01 K02 K03 K04",
    log=True,
)
def winback_rate(record: Record) -> float | None:
    """Return the share of absences with a try that ended in a return; needs the complete log."""
    if not record.complete:
        return None
    tries = events_of(record, Kind.TRY)
    return share(joins_by(record, Route.WIN_BACK), len(_absences(tries["person"], tries["occasion"] // SPELL)))


@response(
    "cost_per_return",
    Unit.MONEY,
    "what winning back cost, tries and remedies, over those who came back for it",
    rows="K05 K15",
    higher_is_better=False,
    log=True,
)
def cost_per_return(record: Record) -> int | None:
    """Return what a return cost; None where nobody came back."""
    back = joins_by(record, Route.WIN_BACK)
    return round(-account_total(record, Account.WINBACK) / back) if back else None


@response(
    "cost_per_win",
    Unit.MONEY,
    "advertising and acquisition, over those who became customers and were not won back",
    rows="A03 A04",
    higher_is_better=False,
    log=True,
)
def cost_per_win(record: Record) -> int | None:
    """Return what winning a customer cost; None where nobody was won."""
    every, back = joins(record), joins_by(record, Route.WIN_BACK)
    if every is None or back is None or every == back:
        return None
    return round(-sum(account_total(record, account) for account in WINNING) / (every - back))


@response(
    "cost_of_keeping",
    Unit.MONEY,
    "care, calls and rewards, over the years that anybody was a customer",
    rows="A03 A04 K15",
    higher_is_better=False,
    log=True,
)
def cost_of_keeping(record: Record) -> int | None:
    """Return what keeping a customer cost a year; None where there were none."""
    years = customer_years(record)
    return round(-sum(account_total(record, account) for account in KEEPING) / years) if years else None


@response(
    "win_to_keep_cost",
    Unit.RATIO,
    "cost of winning a customer over that of keeping one for a year",
    rows="A04",
    higher_is_better=False,
    log=True,
)
def win_to_keep_cost(record: Record) -> float | None:
    """Return how many years of keeping a customer winning one costs; None where keeping costs nothing."""
    return share(cost_per_win(record), cost_of_keeping(record))


@response(
    "return_to_keep_cost",
    Unit.RATIO,
    "cost of winning a customer back over that of keeping one for a year",
    rows="K15",
    higher_is_better=False,
    log=True,
)
def return_to_keep_cost(record: Record) -> float | None:
    """Return how many years of keeping a customer winning one back costs; None where keeping costs nothing."""
    return share(cost_per_return(record), cost_of_keeping(record))


@response(
    "bad_debt_share",
    Unit.SHARE,
    "debts written off as a share of sales",
    rows="K14",
    higher_is_better=False,
)
def bad_debt_share(record: Record) -> float | None:
    """Return what was written off as a share of sales; positive."""
    return share(-account_total(record, Account.BAD_DEBT), account_total(record, Account.SALES))


__all__ = ["bad_debt_share", "cost_of_keeping", "cost_per_return", "cost_per_win", "return_to_keep_cost",
           "returns_of", "tries_of", "win_to_keep_cost", "winback_rate"]  # fmt: skip
