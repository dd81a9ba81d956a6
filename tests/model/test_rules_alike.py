from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.faults import BUDGET
from sim.engine.read.engine import Reference
from sim.model.attachment import solved
from sim.model.draws import WORLD, subject_key
from sim.model.events import Network
from sim.model.level.opening import Opening
from sim.model.level.refused import UnsolvableLevel
from sim.model.level.solving import levels
from sim.model.parameters import Parameters
from sim.model.quantiles import normal_quantile
from sim.model.rules.alike import (
    conversion_probability,
    likeness,
    mean_reach,
    mean_shared,
    most_alike,
    weight_of_contacts,
)
from sim.model.rules.wiring import index_contacts, tie_count, wire
from sim.model.setting import LogLevel
from tests.oracles.checks import quiet, world

PERSONS = 3000
KINDS = [(Network.RING, 0.73), (Network.SMALL_WORLD, 0.61), (Network.PREFERENTIAL, 0.34)]


def network(kind: Network, persons: int = PERSONS) -> tuple[list[int], list[int]]:
    """Return starts and contacts of a network of degree 8."""
    p = replace(Parameters(), talk_network=int(kind), talk_degree=8, talk_rewiring=0.1)
    ties = tie_count(p, persons)
    ends, starts, contacts = [0] * (2 * ties), [0] * (persons + 1), [0] * (2 * ties)
    wire(p, persons, subject_key(5, 0, WORLD), ends)
    index_contacts(persons, ties, ends, starts, contacts)
    return starts, contacts


@pytest.mark.parametrize(("kind", "most"), KINDS)
def test_ties_of_a_network_can_bring_about_so_much_likeness_and_no_more(kind: Network, most: float) -> None:
    starts, contacts = network(kind)
    reach, shared = mean_reach(PERSONS, starts, contacts), mean_shared(PERSONS, starts, contacts)

    assert most_alike(reach, shared) == pytest.approx(most, abs=0.02)
    for part in (0.2, 0.7, 1.0):
        wanted = part * most_alike(reach, shared)
        assert likeness(weight_of_contacts(wanted, reach, shared), reach, shared) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize(("kind", "wanted"), [(Network.RING, 0.5), (Network.PREFERENTIAL, 0.3)])
def test_attachment_is_as_like_over_ties_as_stated_and_stays_standard_normal(kind: Network, wanted: float) -> None:
    """Four times 1,500 persons; a correlation off by .08 would be found."""
    p = quiet(talk_on=1, talk_network=kind, talk_homophily=wanted, talk_degree=8)
    found = []
    for seed in range(4):
        engine = Reference(world(p, 1500, 1.0), seed, 0, LogLevel.NONE, BUDGET)
        engine.run()
        own = np.array([c.attachment for c in engine.people])
        one = np.repeat(np.arange(len(own)), np.diff(engine.starts))
        found.append((np.mean(own[one] * own[engine.contacts]), own.mean(), own.var()))

    assert np.mean(found, axis=0) == pytest.approx([wanted, 0.0, 1.0], abs=0.08)


def test_without_homophily_attachment_is_all_ones_own() -> None:
    for changes in ({"talk_homophily": 0.0}, {"talk_on": 0, "talk_homophily": 0.3}):
        engine = Reference(world(quiet(**({"talk_on": 1} | changes)), 50, 1.0), 3, 0, LogLevel.NONE, BUDGET)
        engine.run()
        assert all(c.attachment == c.own_attachment for c in engine.people)


def test_more_likeness_than_ties_can_bring_about_is_refused_with_the_most_there_is() -> None:
    for kind, text in ((Network.RING, "0.73 at most"), (Network.COMPLETE, "0.00 at most")):
        p = solved(replace(Parameters(), talk_network=int(kind), talk_homophily=0.8, talk_degree=8))
        with pytest.raises(UnsolvableLevel, match=text) as refused:
            levels(p, Opening(500))
        assert refused.value.key == "talk.homophily"


@pytest.mark.parametrize("share", [0.0, 0.05, 0.125, 0.6, 1.0])
def test_the_attached_are_won_more_easily_and_as_many_on_average_as_stated(share: float) -> None:
    given = solved(replace(Parameters(), talk_homophily=0.3, talk_attachment=1.0, talk_conversion=share))
    p = replace(given, **levels(given, Opening(500)))

    # Then the mean over 2,000 equal parts of a standard normal is the chance, and a unit more is a logit more
    chances = [conversion_probability(p, normal_quantile((k + 0.5) / 2000)) for k in range(2000)]
    assert np.mean(chances) == pytest.approx(share, abs=1e-5)
    if 0.0 < share < 1.0:
        odds = [x / (1.0 - x) for x in (conversion_probability(p, at) for at in (-1.0, 0.0, 1.0))]
        assert odds[1:] == pytest.approx([np.e * x for x in odds[:-1]])


def test_where_contacts_are_not_alike_everybody_is_won_as_easily() -> None:
    given = solved(replace(Parameters(), talk_homophily=0.0, talk_attachment=5.0, talk_conversion=0.3))
    found = levels(given, Opening(500))

    assert "conversion_offset" not in found
    assert {conversion_probability(replace(given, **found), at) for at in (-3.0, 0.0, 3.0)} == {0.3}
