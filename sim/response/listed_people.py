"""The table's entries for who is lost, why, and what loyalty is."""

from __future__ import annotations

from functools import partial

from sim.model.events import Cause, Loss, Mode
from sim.record import Record
from sim.response import churn, exits, loyalty, service
from sim.response.churn import Churn
from sim.response.declared import Reach, Response, Unit, logged, plain, total
from sim.response.loyalty import LOW, Loyalty

TIERS = {"top": "top 20%", "middle": "next 30%", "low": "lower half"}
MODES = dict(zip(list(Mode)[1:], ("D02", "D02", "D02", "D05", "D06", "D07", "D08", "D03", "D20", "D22"), strict=True))
CLASSES = {
    Loyalty.TRUE: "both often come again and are satisfied",
    Loyalty.HABIT: "often come again, neither satisfied nor dissatisfied",
    Loyalty.CAPTIVE: f"often come again though dissatisfied (satisfaction below {LOW})",
    Loyalty.LATENT: "are satisfied but seldom come again",
    Loyalty.NONE: "neither often come again nor are satisfied",
}


def _rate(found: Churn | None) -> float | None:
    return None if found is None else found.churn_rate


def _retention(record: Record) -> float | None:
    found = churn.churn_of_run(record)
    return None if found is None else found.retention_rate


def _tier(record: Record, tier: int) -> float | None:
    found = churn.churn_by_tier(record)
    return None if found is None else found[tier].churn_rate


CHURN = (
    total("churn_rate_of_period", Unit.SHARE,
          "customers lost as a share of those at the start and those who joined",
          plain(lambda record: _rate(churn.churn_of_run(record))), "C05", higher_is_better=False),
    total("retention_rate_of_period", Unit.SHARE, "1 less the churn rate of the period", plain(_retention), "C06"),
    logged("churn_rate_of_new", Unit.SHARE,
           "customers lost after one deal as a share of those who had made just one at some time",
           plain(lambda record: _rate(churn.churn_of_new(record))), "C02", higher_is_better=False),
    logged("churn_rate_of_old", Unit.SHARE,
           "customers lost after two deals or more as a share of those who had made as many at some time",
           plain(lambda record: _rate(churn.churn_of_old(record))), "C02", higher_is_better=False),
    *(
        logged(f"churn_rate_of_{name}_tier", Unit.SHARE,
               f"share lost in the second half of the run among the {words} of customers by sales until then",
               plain(partial(_tier, tier=tier)), "C05", higher_is_better=False)
        for tier, (name, words) in enumerate(TIERS.items())
    ),
)  # fmt: skip


def _last(name: str, field: str, code: Cause | Loss, words: str, rows: str) -> Response:
    """Return the entry that counts people by cause or type of loss of their last departure."""
    word = code.name.lower()
    definition = f"people whose last departure had the {words} '{word}'"
    read = plain(partial(exits.last_departures, field=field, code=int(code)))
    return total(f"{name}_{word}", Unit.COUNT, definition, read, rows, higher_is_better=False, reach=Reach.HEAD)


EXITS = (
    *(_last("departures", "cause", cause, "cause", "D26") for cause in Cause if cause),
    *(_last("losses", "loss", loss, "type of loss", "C10") for loss in Loss if loss),
    *(logged(f"failures_{mode.name.lower()}", Unit.COUNT, f"failures of the mode '{mode.name.lower()}'",
             plain(partial(exits.failures_of, mode=mode)), row, higher_is_better=False) for mode, row in MODES.items()),
    logged("repeated_failure_share", Unit.SHARE,
           "share of departures before which the same thing had failed at least twice since joining",
           plain(exits.repeated_failure_share), "C18", higher_is_better=False),
    logged("silent_customers", Unit.COUNT, "customers at the end who kept silent about a failure",
           plain(exits.silent_customers), "C17", higher_is_better=False),
    logged("complaints_insulted", Unit.COUNT, "complaints answered by putting the blame on the customer",
           plain(service.complaints_insulted), "D17", higher_is_better=False),
    logged("lifetime_customer_share", Unit.SHARE,
           "share of relations that last until the run ends or an involuntary end such as moving away",
           plain(exits.lifetime_customers), "A33"),
)  # fmt: skip

LOYALTY = (
    logged("gap_regularity", Unit.SCORE, "mean of 1 / (1 + cv) of the gaps between a customer's purchases",
           plain(loyalty.mean_regularity), "B03"),
    logged("praise_rate", Unit.RATE, "good things told to others per customer-year", plain(loyalty.praise_rate), "B05"),
    logged("offers_refused", Unit.SHARE, "share of a rival's offers that customers refused",
           plain(loyalty.refusal_share), "B06"),
    logged("loyalty_score", Unit.SCORE, "mean over customers at the end of sqrt(rank of repeat rate x satisfaction)",
           plain(loyalty.loyalty_score), "B07"),
    *(
        logged(f"loyal_{member.name.lower()}", Unit.SHARE, f"share of customers at the end who {words}",
               plain(partial(loyalty.class_share, member=member)), "B07",
               higher_is_better=member in {Loyalty.TRUE, Loyalty.LATENT})
        for member, words in CLASSES.items()
    ),
)  # fmt: skip

__all__ = ["CHURN", "EXITS", "LOYALTY"]
