from __future__ import annotations

from dataclasses import replace
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.draws import WORLD, Purpose, subject_key, uniform
from sim.model.events import Network
from sim.model.parameters import PARAMETERS, Parameters
from sim.model.rules.wiring import half_degree, index_contacts, tie_count, wire
from tests.model.somebody import LIMIT, off_share

KEY = subject_key(1, 0, WORLD)
P = Parameters()
NETWORKS = st.sampled_from(Network)


def market(network: Network, degree: int = 10, rewiring: float = 0.1) -> Parameters:
    return replace(P, talk_network=int(network), talk_degree=degree, talk_rewiring=rewiring)


def ends_of(p: Parameters, persons: int, key: int = KEY) -> list[tuple[int, int]]:
    ends = [-1] * (2 * tie_count(p, persons))
    wire(p, persons, key, ends)
    return list(zip(ends[0::2], ends[1::2], strict=True))


def contacts_of(p: Parameters, persons: int, key: int = KEY) -> list[list[int]]:
    ties = tie_count(p, persons)
    ends, starts, contacts = [-1] * (2 * ties), [0] * (persons + 1), [-1] * (2 * ties)
    wire(p, persons, key, ends)
    index_contacts(persons, ties, ends, starts, contacts)
    assert starts[0] == 0
    assert starts[-1] == 2 * ties
    return [contacts[starts[k] : starts[k + 1]] for k in range(persons)]


def clustering(people: list[list[int]]) -> float:
    """Return the mean share of a person's pairs of contacts who know each other (Watts & Strogatz 1998)."""
    known = [set(contacts) for contacts in people]
    shares = []
    for contacts in known:
        pairs = [(a, b) for a in contacts for b in contacts if a < b]
        if pairs:
            shares.append(sum(b in known[a] for a, b in pairs) / len(pairs))
    return sum(shares) / len(shares)


# ---------------------------------------------------------------- any network
@given(NETWORKS, st.integers(0, 60), st.integers(2, 12), st.floats(0.0, 1.0), st.integers(0, 10**6))
def test_every_tie_joins_two_different_persons_and_shows_up_at_both(
    network: Network, persons: int, degree: int, rewiring: float, seed: int
) -> None:
    p, key = market(network, degree, rewiring), subject_key(seed, 0, WORLD)
    ties = ends_of(p, persons, key)
    people = contacts_of(p, persons, key)
    # Then degrees sum to twice the ties, and who knows whom is mutual, as often as they are tied
    assert all(0 <= a < persons and 0 <= b < persons and a != b for a, b in ties)
    assert sum(map(len, people)) == 2 * len(ties)
    pairs = sorted([*ties, *((b, a) for a, b in ties)])
    assert sorted((a, b) for a, contacts in enumerate(people) for b in contacts) == pairs


@pytest.mark.parametrize("network", [Network.NONE, Network.COMPLETE])
def test_a_network_of_nobody_or_of_everybody_keeps_no_ties(network: Network) -> None:
    assert tie_count(market(network), 100) == 0


@pytest.mark.parametrize("network", Network)
def test_who_is_alone_or_missing_has_no_contacts(network: Network) -> None:
    assert [tie_count(market(network), persons) for persons in (0, 1)] == [0, 0]


@pytest.mark.parametrize("network", Network)
def test_the_network_is_drawn_from_the_seed_and_the_market_alone(network: Network) -> None:
    drawn = network in {Network.SMALL_WORLD, Network.PREFERENTIAL}
    assert ends_of(market(network), 60) == ends_of(market(network), 60)
    assert (ends_of(market(network), 60) != ends_of(market(network), 60, subject_key(2, 0, WORLD))) == drawn
    # Then no parameter but the network's own is read by the wiring: all others are taken away
    own = {"talk_network", "talk_degree", "talk_rewiring"}
    assert own <= {q.name for q in PARAMETERS if q.mechanism == "talk"}
    names = {*wire.__code__.co_names, *tie_count.__code__.co_names, *half_degree.__code__.co_names}
    assert {name for name in names if name in {q.name for q in PARAMETERS}} <= own


def test_pairs_know_each_other_and_an_odd_one_is_left_alone() -> None:
    assert contacts_of(market(Network.PAIRS), 5) == [[1], [0], [3], [2], []]


# ---------------------------------------------------------------- the circle
@pytest.mark.parametrize(("persons", "degree"), [(100, 10), (7, 2), (13, 6)])
def test_on_a_ring_everybody_knows_the_nearest_neighbours(persons: int, degree: int) -> None:
    people = contacts_of(market(Network.RING, degree), persons)
    for number, contacts in enumerate(people):
        near = {(number + k) % persons for k in range(-degree // 2, degree // 2 + 1)} - {number}
        assert sorted(contacts) == sorted(near)


def test_nobody_has_more_contacts_than_there_are_others() -> None:
    assert [half_degree(market(Network.RING, 10), persons) for persons in (2, 3, 5, 10, 11, 100)] == [0, 1, 2, 4, 5, 5]
    assert [sorted(contacts) for contacts in contacts_of(market(Network.RING, 10), 3)] == [[1, 2], [0, 2], [0, 1]]


def test_a_small_world_without_rewiring_is_the_ring_and_clusters_two_thirds() -> None:
    # Given 3 (K - 2) / (4 (K - 1)) for K = 10 contacts
    ring = ends_of(market(Network.RING), 400)
    assert ends_of(market(Network.SMALL_WORLD, rewiring=0.0), 400) == ring
    assert clustering(contacts_of(market(Network.RING), 400)) == pytest.approx(24 / 36, abs=1e-12)


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
def test_the_declared_share_of_a_small_worlds_ties_is_redirected(share: float) -> None:
    persons = 1200
    ring, world = (ends_of(market(kind, rewiring=share), persons) for kind in (Network.RING, Network.SMALL_WORLD))
    moved = sum(a != b for a, b in zip(ring, world, strict=True))
    # Then as many moved as say so, but for those who were sent back to the same neighbour
    assert off_share(moved, len(ring), share * (1.0 - 1.0 / (persons - 1))) < LIMIT
    # Then every tie keeps the end that started it
    assert [a for a, _ in world] == [a for a, _ in ring]


def test_redirected_ties_end_anywhere_and_clusters_dissolve() -> None:
    persons, kept = 600, 0.9**3
    a_tenth, all_ = (contacts_of(market(Network.SMALL_WORLD, rewiring=share), persons) for share in (0.1, 1.0))
    # Given that a triangle survives if its three ties do (Barrat & Weigt 2000), up to terms of order 1 / persons
    assert clustering(a_tenth) == pytest.approx(kept * 24 / 36, abs=0.03)
    assert clustering(all_) < 0.05
    # Then every third of the circle is an end as often as any other
    ends = [b for _, b in ends_of(market(Network.SMALL_WORLD, rewiring=1.0), persons)]
    assert off_share(sum(b < persons // 3 for b in ends), len(ends), 1 / 3) < LIMIT


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_more_rewiring_only_adds_redirected_ties(one: float, other: float) -> None:
    ring, few, many = (
        ends_of(market(kind, rewiring=share), 60)
        for kind, share in (
            (Network.RING, 0.0), (Network.SMALL_WORLD, min(one, other)), (Network.SMALL_WORLD, max(one, other)),
        )
    )  # fmt: skip
    assert all(a in (r, b) for r, a, b in zip(ring, few, many, strict=True))


# ---------------------------------------------------------------- preferential
def test_newcomers_tie_to_as_many_earlier_persons_and_to_none_twice() -> None:
    ties = ends_of(market(Network.PREFERENTIAL, degree=6), 500)
    assert len(set(ties)) == len(ties)
    assert all(late > early for late, early in ties)
    for number in range(3, 500):
        assert sum(late == number for late, _ in ties) == 3


@pytest.mark.parametrize("half", [1, 2, 4])
@pytest.mark.parametrize("seed", range(8))
def test_a_newcomer_asks_the_ends_of_earlier_ties_until_she_finds_somebody_new(half: int, seed: int) -> None:
    # Given the growth written anew: draws of tie x 50 + attempt, each over the ends of all earlier persons' ties
    key, persons = subject_key(seed, 0, WORLD), 40
    ends = [number for late in range(1, half) for early in range(late) for number in (late, early)]
    for number in range(half, persons):
        earlier, found = list(ends), list(range(half)) if number == half else []
        while len(found) < half:
            tie = len(ends) // 2 + len(found)
            asked = (floor(uniform(key, Purpose.WIRING, tie * 50 + k) * len(earlier)) for k in range(50))
            found.append(next(earlier[place] for place in asked if earlier[place] not in found))
        ends += [end for other in found for end in (number, other)]
    # Then it is the network
    flat = [end for tie in ends_of(market(Network.PREFERENTIAL, degree=2 * half), persons, key) for end in tie]
    assert flat == ends


def test_the_first_persons_of_a_preferential_network_are_all_tied_to_each_other() -> None:
    ties = ends_of(market(Network.PREFERENTIAL, degree=6), 30)
    assert ties[:6] == [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]
    # In a market too small for six contacts everybody starts as many ties as there can be
    assert [late for late, _ in ends_of(market(Network.PREFERENTIAL, degree=6), 4)] == [1, 2, 3]


@pytest.mark.parametrize("half", [1, 3])
def test_contacts_of_a_preferential_network_have_the_tail_of_a_power(half: int) -> None:
    # Given that the share with at least k contacts is m (m + 1) / (k (k + 1)) in the limit
    # (Dorogovtsev, Mendes & Samukhin 2000), within the error of one network of 8,000
    persons = 8000
    degrees = [len(contacts) for contacts in contacts_of(market(Network.PREFERENTIAL, degree=2 * half), persons)]
    for k in (half + 1, 2 * half, 4 * half, 10 * half):
        share = half * (half + 1) / (k * (k + 1)) if k > half else 1.0
        found = sum(degree >= k for degree in degrees) / persons
        assert found == pytest.approx(share, abs=LIMIT * (share * (1.0 - share) / persons) ** 0.5 + 3e-3), k
    # Then somebody knows far more than anybody in a random network of the same size (about 20 at most)
    assert max(degrees) > 40 * half
