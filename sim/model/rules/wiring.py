"""Who knows whom? The networks of talk, wired from the market's draws alone: the same under every strategy.

The functions fill sequences that the engines give them, lists or arrays.
"""

from collections.abc import MutableSequence, Sequence
from math import floor

from sim.model.codes import Network, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters

TRIES = 50


def half_degree(p: Parameters, persons: int) -> int:
    """Return the ties that a person starts: half the contacts, and no more than there are others."""
    return min(p.talk_degree // 2, (persons - 1) // 2) if persons > 2 else 0


def tie_count(p: Parameters, persons: int) -> int:
    """Return the number of ties of the network."""
    if p.talk_network == Network.PAIRS:
        return persons // 2
    half = half_degree(p, persons)
    if p.talk_network == Network.RING or p.talk_network == Network.SMALL_WORLD:
        return persons * half
    if p.talk_network == Network.PREFERENTIAL and half > 0:
        return half * (half - 1) // 2 + (persons - half) * half
    return 0


def other_than(u: float, persons: int, number: int) -> int:
    """Return a person drawn uniformly among all others."""
    other = floor(u * (persons - 1))
    return other + 1 if other >= number else other


def wire_circle(p: Parameters, persons: int, world: int, ends: MutableSequence[int]) -> None:
    """Tie everybody to the next neighbours on a circle; in a small world a share of ties is redirected.

    References
    ----------
    Watts & Strogatz (1998). A tie is never redirected to oneself; a contact drawn twice counts twice.
    """
    half = half_degree(p, persons)
    tie = 0
    for number in range(persons):
        for k in range(half):
            other = (number + k + 1) % persons
            if p.talk_network == Network.SMALL_WORLD and uniform(world, Purpose.WIRING, 2 * tie) < p.talk_rewiring:
                other = other_than(uniform(world, Purpose.WIRING, 2 * tie + 1), persons, number)
            ends[2 * tie] = number
            ends[2 * tie + 1] = other
            tie += 1


def is_tied(ends: Sequence[int], first: int, tie: int, other: int) -> bool:
    """Return whether one of the ties first .. tie - 1 ends at ``other``."""
    for k in range(first, tie):
        if ends[2 * k + 1] == other:
            return True
    return False


def wire_preferential(p: Parameters, persons: int, world: int, ends: MutableSequence[int]) -> None:
    """Tie each newcomer to earlier persons in proportion to their ties.

    References
    ----------
    Barabasi & Albert (1999). The first persons are all tied to each other.
    """
    half = half_degree(p, persons)
    tie = 0
    for number in range(1, persons):
        first = tie
        if number < half:
            for other in range(number):
                ends[2 * tie] = number
                ends[2 * tie + 1] = other
                tie += 1
        if number >= half:
            for k in range(half):
                attempt = 0
                other = k if number == half else ends[floor(uniform(world, Purpose.WIRING, tie * TRIES) * 2 * first)]
                while number > half and attempt < TRIES - 1 and is_tied(ends, first, tie, other):
                    attempt += 1
                    other = ends[floor(uniform(world, Purpose.WIRING, tie * TRIES + attempt) * 2 * first)]
                ends[2 * tie] = number
                ends[2 * tie + 1] = other
                tie += 1


def wire(p: Parameters, persons: int, world: int, ends: MutableSequence[int]) -> None:
    """Fill ``ends`` with the two ends of every tie, ``2 x tie_count`` numbers."""
    if p.talk_network == Network.PAIRS:
        for number in range(persons - persons % 2):
            ends[number] = number
    elif p.talk_network == Network.RING or p.talk_network == Network.SMALL_WORLD:
        wire_circle(p, persons, world, ends)
    elif p.talk_network == Network.PREFERENTIAL and half_degree(p, persons) > 0:
        wire_preferential(p, persons, world, ends)


def index_contacts(
    persons: int, ties: int, ends: Sequence[int], starts: MutableSequence[int], contacts: MutableSequence[int]
) -> None:
    """Sort the ties by person: the contacts of person i are ``contacts[starts[i]:starts[i + 1]]``.

    ``starts`` holds persons + 1 zeros at first, ``contacts`` 2 x ties numbers.
    """
    for k in range(2 * ties):
        starts[ends[k]] += 1
    total = 0
    for number in range(persons + 1):
        degree = starts[number]
        starts[number] = total
        total += degree
    for k in range(2 * ties):
        person = ends[k]
        contacts[starts[person]] = ends[k + 1 - 2 * (k % 2)]
        starts[person] += 1
    for number in range(persons, 0, -1):
        starts[number] = starts[number - 1]
    starts[0] = 0
