from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.draws import Purpose, uniform
from sim.model.events import Network, Normalise, Outcome, Reception, Route, Severity, Status
from sim.model.parameters import Parameters
from sim.model.rules.talk import (
    MOST_TELLINGS,
    hear,
    is_soured,
    joins_at_occasion,
    listener,
    listener_weight,
    telling_after,
    telling_count,
    telling_mean,
    telling_unprompted,
)
from tests.model.somebody import LIMIT, fields_of, off_cells, off_mean, off_share, somebody

P = replace(Parameters(), talk_warn=0.6, praise_mean=0.3, satisfaction_bar=0.8, talk_conversion=0.4)
FAILED = {"severity": int(Severity.MAJOR), "outcome": int(Outcome.UNRESOLVED)}
HEADROOM = replace(P, talk_reception=int(Reception.HEADROOM))
N = 6000
SHARE = st.floats(0.0, 1.0)

# A small uneven network: 0 knows 1, 2, 3; 1 knows 0; 2 knows 0, 3; 3 knows 0, 2; 4 knows nobody.
STARTS = [0, 3, 4, 6, 8, 8]
CONTACTS = [1, 2, 3, 0, 0, 3, 0, 2]


def told(p: Parameters, who: int, persons: int = 5) -> list[int]:
    """Return how often each person is told in N tellings."""
    c = somebody(p, who)
    c.talk_weight = listener_weight(who, STARTS, CONTACTS)
    counts = [0] * (persons + 1)
    for telling in range(N):
        counts[listener(p, c, telling, persons, STARTS, CONTACTS)] += 1
    return counts


# ---------------------------------------------------------------- how often
@pytest.mark.parametrize(
    ("severity", "outcome", "mean"),
    [
        (Severity.NONE, Outcome.SILENT, 0.15),
        (Severity.MINOR, Outcome.SILENT, 0.6),
        (Severity.MAJOR, Outcome.UNRESOLVED, 0.6),
        (Severity.HARM, Outcome.INSULTED, 0.6),
        (Severity.MAJOR, Outcome.RESOLVED, 0.15),
        (Severity.MINOR, Outcome.FAST, 0.15),
    ],
)
def test_what_there_is_to_tell_follows_from_how_the_story_ended(
    severity: Severity, outcome: Outcome, mean: float
) -> None:
    c = somebody(P, satisfaction=0.4, severity=int(severity), outcome=int(outcome))
    assert telling_mean(P, c) == pytest.approx(mean, rel=1e-12)
    assert is_soured(c) is (mean == 0.6)


def test_praise_grows_with_satisfaction_and_is_the_mean_at_that_of_customers_as_is() -> None:
    means = [telling_mean(P, somebody(P, satisfaction=s)) for s in (0.0, 0.4, 0.8, 1.0)]
    assert means == pytest.approx([0.0, 0.15, 0.3, 0.375], rel=1e-12)


def test_counts_of_tellings_are_poisson_and_off_means_none() -> None:
    c = somebody(P, 2, **FAILED)
    counts = [telling_count(P, c, n) for n in range(N)]
    # Then mean and variance are .6; a mean off by .06 would be found
    assert off_mean(counts, 0.6, 0.6**0.5) < LIMIT
    assert off_mean([(k - 0.6) ** 2 for k in counts], 0.6, (0.6 + 2 * 0.36) ** 0.5) < LIMIT
    assert telling_count(replace(P, talk_on=0), c, 3) == 0
    assert {telling_count(replace(P, talk_warn=0.0), c, n) for n in range(99)} == {0}


@pytest.mark.parametrize("people", [10, 20, 25])
def test_as_many_people_can_be_told_as_the_texts_say(people: int) -> None:
    p = replace(P, talk_warn=float(people))
    counts = [telling_count(p, somebody(p, 2, **FAILED), n) for n in range(N)]
    assert off_mean(counts, float(people), people**0.5) < LIMIT


@given(st.integers(0, 10**5), st.integers(0, 10**5), st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_more_to_warn_of_never_means_fewer_tellings(number: int, n: int, one: float, other: float) -> None:
    low, high = (telling_count(replace(P, talk_warn=w), somebody(P, number, **FAILED), n) for w in sorted((one, other)))
    assert MOST_TELLINGS >= high >= low >= 0


# ---------------------------------------------------------------- which telling
def test_no_two_tellings_of_a_person_share_a_number() -> None:
    prompted = [telling_after(n, k) for n in range(40) for k in range(MOST_TELLINGS)]
    unprompted = [telling_unprompted(serial) for serial in range(10_000)]
    assert len({*prompted, *unprompted}) == len(prompted) + len(unprompted)


@given(st.integers(0, 10**6), st.integers(0, MOST_TELLINGS - 1))
def test_the_number_of_a_telling_gives_back_purchase_and_place(n: int, k: int) -> None:
    number = telling_after(n, k)
    assert divmod(number // 2, MOST_TELLINGS + 1) == (n, k)
    assert number % 2 == 0
    assert telling_unprompted(n) % 2 == 1


# ---------------------------------------------------------------- who is told
def test_a_teller_chooses_among_contacts_evenly() -> None:
    assert off_cells(told(P, 0), [0.0, 1 / 3, 1 / 3, 1 / 3, 0.0, 0.0]) < LIMIT
    assert off_cells(told(P, 2), [0.5, 0.0, 0.0, 0.5, 0.0, 0.0]) < LIMIT
    assert told(P, 1)[0] == N


def test_where_listeners_are_to_hear_the_same_contacts_with_few_friends_are_told_more() -> None:
    p = replace(P, talk_normalise=int(Normalise.LISTENER))
    # Given 0's contacts 1, 2, 3 with 1, 2 and 2 contacts of their own
    assert off_cells(told(p, 0), [0.0, 0.5, 0.25, 0.25, 0.0, 0.0]) < LIMIT
    assert off_cells(told(p, 2), [0.4, 0.0, 0.0, 0.6, 0.0, 0.0]) < LIMIT


def test_with_weights_every_listener_hears_as_much_as_one_person_tells() -> None:
    degrees = [STARTS[k + 1] - STARTS[k] for k in range(5)]
    heard = [0.0] * 5
    for who in range(5):
        weight = listener_weight(who, STARTS, CONTACTS)
        contacts = CONTACTS[STARTS[who] : STARTS[who + 1]]
        assert weight == pytest.approx(sum(1.0 / degrees[other] for other in contacts))
        for other in contacts:
            heard[other] += weight * (1.0 / degrees[other]) / weight
    assert heard == pytest.approx([1.0, 1.0, 1.0, 1.0, 0.0])


@pytest.mark.parametrize("who", [0, 2, 4])
def test_under_complete_mixing_everybody_but_oneself_is_told_evenly(who: int) -> None:
    p = replace(P, talk_network=int(Network.COMPLETE))
    assert off_cells(told(p, who), [0.0 if k == who else 0.25 for k in range(5)] + [0.0]) < LIMIT


def test_of_two_under_complete_mixing_each_tells_the_other() -> None:
    p = replace(P, talk_network=int(Network.COMPLETE))
    assert [{listener(p, somebody(p, who), k, 2, [0], []) for k in range(50)} for who in (0, 1)] == [{1}, {0}]


def test_who_knows_nobody_tells_nobody() -> None:
    assert listener(P, somebody(P, 4), 0, 5, STARTS, CONTACTS) == -1
    assert listener(replace(P, talk_network=int(Network.COMPLETE)), somebody(P), 0, 1, [0], []) == -1


# ---------------------------------------------------------------- what it does
def prospect(number: int, status: Status = Status.PROSPECT, **fields: float) -> object:
    c = somebody(P, number, status=status, next_purchase=inf)
    for name, value in fields.items():
        setattr(c, name, value)
    return c


@pytest.mark.parametrize(("status", "share"), [(Status.PROSPECT, 0.4), (Status.RIVAL, 0.1)])
def test_praise_converts_by_its_chance_and_a_rivals_customer_by_her_openness(status: Status, share: float) -> None:
    p = replace(P, rival_openness=0.25)
    teller = somebody(p, 99_999)
    joined = 0
    for number in range(N):
        c = prospect(number, status, purchases=3)
        joined += hear(p, teller, c, number, 1, 40, 1.0)  # type: ignore[arg-type]
    assert off_share(joined, N, share) < LIMIT


def test_who_is_won_joins_later_that_day_and_knows_by_whom() -> None:
    sure = replace(P, talk_conversion=1.0)
    teller, c = somebody(P, 7), somebody(P, 8, status=Status.PROSPECT)
    assert hear(sure, teller, c, 514, 1, 40, 1.0)
    assert c.next_purchase == 40 + uniform(c.key, Purpose.JOIN_TIME, 0)
    assert (c.route, c.join_parent, c.join_occasion) == (Route.TELLING, 7, 514)
    # When a second word arrives that night, she has already made up her mind
    assert not hear(sure, somebody(P, 6), c, 2, 1, 40, 1.0)
    assert c.join_parent == 7


def test_a_word_that_would_bring_her_later_than_advertising_changes_nothing() -> None:
    c = somebody(P, 8, status=Status.PROSPECT, next_purchase=40.0, route=Route.ADVERTISING)
    before = fields_of(c)
    assert not hear(replace(P, talk_conversion=1.0), somebody(P, 7), c, 0, 1, 40, 1.0)
    assert fields_of(c) == before


@pytest.mark.parametrize("p", [replace(P, talk_conversion=1.0), HEADROOM], ids=["conversion", "headroom"])
@pytest.mark.parametrize("status", [Status.ABSENT, Status.CUSTOMER, Status.OUT])
@pytest.mark.parametrize("praise", [0, 1])
def test_customers_absent_ones_and_who_is_out_do_not_answer_talk(p: Parameters, status: Status, praise: int) -> None:
    c = somebody(p, 8, status=status)
    before = fields_of(c)
    assert not hear(p, somebody(p, 7), c, 0, praise, 40, 1.0)
    assert fields_of(c) == before


def test_under_conversion_without_doubt_blame_changes_nothing() -> None:
    c = somebody(P, 8, status=Status.PROSPECT)
    before = fields_of(c)
    assert not hear(replace(P, talk_conversion=1.0), somebody(P, 7), c, 0, 0, 40, 1.0)
    assert fields_of(c) == before


def test_under_headroom_praise_and_blame_move_the_inclination_by_their_parts() -> None:
    p = replace(HEADROOM, talk_headroom_praise=0.25, talk_headroom_blame=0.2)
    c = somebody(p, 8, status=Status.PROSPECT, inclination=0.2)
    assert not hear(p, somebody(p, 7), c, 0, 1, 40, 1.0)
    assert c.inclination == pytest.approx(0.4)
    assert not hear(p, somebody(p, 7), c, 1, 0, 40, 1.0)
    assert c.inclination == pytest.approx(0.32)


@given(st.lists(st.booleans(), max_size=30), SHARE, SHARE, SHARE)
def test_the_inclination_stays_a_share_whatever_is_told(
    words: list[bool], start: float, up: float, down: float
) -> None:
    p = replace(HEADROOM, talk_headroom_praise=up, talk_headroom_blame=down)
    c = somebody(p, status=Status.RIVAL, inclination=start)
    for telling, praise in enumerate(words):
        before = c.inclination
        hear(p, somebody(p, 7), c, telling, int(praise), 1, 1.0)
        assert 0.0 <= c.inclination <= 1.0
        assert c.inclination >= before if praise else c.inclination <= before


@pytest.mark.parametrize(("status", "share"), [(Status.PROSPECT, 0.3), (Status.RIVAL, 0.15)])
def test_at_an_occasion_prospects_join_by_their_inclination(status: Status, share: float) -> None:
    p = replace(HEADROOM, rival_openness=0.5)
    c = somebody(p, 8, status=status, inclination=0.3)
    assert off_share(sum(joins_at_occasion(p, c, k, 0.0, 1.0) for k in range(N)), N, share) < LIMIT
