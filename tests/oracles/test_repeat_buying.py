"""D2, D6, D4: with failures off the shop's customers are BG/NBD, constant drop-out, and shifted beta geometric."""

from typing import Any

import numpy as np
import pytest

from sim.model.events import DropOut, Kind, LeaveLaw, RateLaw, Status
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel
from sim.record import Record
from tests.oracles.checks import (
    Floats,
    Scores,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    mean_score,
    newcomers,
    quiet,
    share_score,
    simulated,
)
from tests.oracles.formulas import bgnbd_mean, bgnbd_pmf, constant_drop_out_mean, sbg_survival

WEEK = 7.0
R, ALPHA, A, B = CDNOW = (0.243, 4.414, 0.793, 2.426)  # ALPHA in weeks
WEEKS = (1, 3, 39, 52, 78)
PERSONS = 100_000
LIVES = 50_000
HIGH_END, REGULAR = (0.668, 3.806), (0.70408, 1.18204)
DROP_OUT = 0.2


def shop(**changes: Any) -> Parameters:  # noqa: ANN401
    """Return the shop of D2: uneven rates, uneven chances of leaving after repeat purchases, nothing else."""
    given = {
        "buying_rate": R / ALPHA / WEEK,
        "buying_rate_law": RateLaw.GAMMA,
        "buying_rate_shape": R,
        "leaving_law": LeaveLaw.BETA,
        "leaving_a": A,
        "leaving_b": B,
        "leaving_after": DropOut.REPEAT_PURCHASES,
    }
    return quiet(**(given | changes))


def constant_shop(**changes: Any) -> Parameters:  # noqa: ANN401
    """Return the shop of D6: everybody has the same chance of leaving."""
    return shop(**({"leaving_law": LeaveLaw.CONSTANT, "leaving_chance": DROP_OUT} | changes))


def repeats(record: Record, weeks: float) -> Floats:
    """Return each person's repeat purchases within some weeks of her own entry, which is her first purchase."""
    people = record.people
    assert np.array_equal(people["entry"], people["first_purchase"])
    rows = record.events[(record.events["kind"] == Kind.PURCHASE) & (record.events["occasion"] > 0)]
    age = rows["time"] - people["entry"][rows["person"]]
    return np.bincount(rows["person"][age <= weeks * WEEK], minlength=len(people)).astype(np.float64)


def shop_repeats(p: Parameters, replications: int = 1) -> dict[int, Floats]:
    """Return each person's repeat purchases within each of WEEKS, all replications in one row."""
    run = newcomers(p, PERSONS, max(WEEKS) * WEEK + 1.0)
    parts = []
    for k in range(replications):
        record = simulated(run, k)
        parts.append([repeats(record, t) for t in WEEKS])
    return {t: np.concatenate([part[i] for part in parts]) for i, t in enumerate(WEEKS)}


def bgnbd_scores(p: Parameters, replications: int = 1) -> Scores:
    counts = shop_repeats(p, replications)
    scores = {f"mean at {t}": mean_score(counts[t], bgnbd_mean(t, *CDNOW)) for t in WEEKS}
    for x in range(8):
        hits = int((counts[39] == x).sum())
        scores[f"share of {x} at 39"] = share_score(hits, counts[39].size, bgnbd_pmf(x, 39.0, *CDNOW))
    return scores


def constant_scores(p: Parameters, first_kept: float = 1.0) -> Scores:
    counts = shop_repeats(p)
    return {
        f"mean at {t}": mean_score(counts[t], first_kept * constant_drop_out_mean(t, R, ALPHA, DROP_OUT)) for t in WEEKS
    }


def test_repeat_purchases_are_bgnbd() -> None:
    """100,000 persons: catches means off by 4% to 8%, the share without repeats by 1.6%, with one by 3.7%."""
    assert_holds(bgnbd_scores(shop()))


@pytest.mark.parametrize(
    "wrong",
    [{"leaving_after": DropOut.EVERY_PURCHASE}, {"buying_rate_shape": 1.1 * R}],
)
def test_a_wrong_shop_is_seen(wrong: dict[str, float]) -> None:
    """Drop-out after the first purchase too; rates 10% less uneven at the same mean."""
    assert_caught(bgnbd_scores(shop(**wrong)))


def test_constant_drop_out_after_repeat_purchases_is_the_closed_form() -> None:
    """100,000 persons: catches means off by 3% to 8%."""
    assert_holds(constant_scores(constant_shop()))


def test_constant_drop_out_after_every_purchase_keeps_the_share_who_stay_after_the_first() -> None:
    """100,000 persons: catches means off by 4% to 9%. The repeat formula without that share is seen (planted)."""
    every = constant_shop(leaving_after=DropOut.EVERY_PURCHASE)

    assert_holds(constant_scores(every, 1.0 - DROP_OUT))
    assert_caught(constant_scores(every))


def survival_scores(law: tuple[float, float], told: tuple[float, float], **changes: Any) -> Scores:  # noqa: ANN401
    """Score the shares who are still there after 1 to 12 decisions, one after each of very frequent purchases.

    At 1.2 purchases a day for 40 days nobody has made fewer than 12 decisions and not left (chance 1e-9 a person).
    """
    given = {"buying_rate_law": RateLaw.FIXED, "buying_rate": 1.2, "leaving_after": DropOut.EVERY_PURCHASE}
    p = shop(**(given | {"leaving_a": law[0], "leaving_b": law[1]} | changes))
    people = simulated(newcomers(p, LIVES, 40.0), 0, LogLevel.NONE).people
    gone = people["status"] != Status.CUSTOMER
    assert people["bought"][~gone].min(initial=99) > 12
    return {
        f"S({t})": share_score(int((~gone | (people["bought"] > t)).sum()), LIVES, sbg_survival(t, *told))
        for t in range(1, 13)
    }


@pytest.mark.parametrize("law", [HIGH_END, REGULAR], ids=["high end", "regular"])
def test_survival_over_decisions_is_shifted_beta_geometric(law: tuple[float, float]) -> None:
    """50,000 persons: catches a survival off by .9 to 1.3 points."""
    assert_holds(survival_scores(law, law))


def test_customers_who_are_all_alike_are_seen_in_survival() -> None:
    """The same mean chance of leaving for everybody; and a second shape 10% larger."""
    alike = {"leaving_law": LeaveLaw.CONSTANT, "leaving_chance": REGULAR[0] / sum(REGULAR)}

    assert_caught(survival_scores(REGULAR, REGULAR, **alike))
    assert_caught(survival_scores((REGULAR[0], 1.1 * REGULAR[1]), REGULAR))


@pytest.mark.nightly
def test_repeat_purchases_of_two_million_are_bgnbd() -> None:
    """2,000,000 persons: catches means off by 1%, the share without repeats by .4%."""
    assert_holds(bgnbd_scores(shop(), replications=20))


@pytest.mark.parametrize("p", [shop(), constant_shop()], ids=["uneven", "constant"])
def test_both_engines_keep_the_same_shop(p: Parameters) -> None:
    assert_engines_agree(newcomers(p, 300, 200.0))
