"""Keyed draws: every random decision is a function of (seed, replication, subject, purpose, occasion).

The generator is SplitMix64 read at a position instead of in sequence: the key of a subject is its
seed, ``64 x occasion + purpose`` its position. No state, no stream, no order of calls.

References
----------
Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA. Known answers and
the tests of the keyed use: tests/model/test_draws.py. Why not Philox: docs/decisions/0002-keyed-draws.md.
"""

from enum import IntEnum

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
WORLD = -1
"""Subject number of the world: outside contacts and the wiring of the network."""


class Purpose(IntEnum):
    """What a draw decides. The occasion is the number of the root event (docs/model.md has the table)."""

    RATE = 0
    BASKET_MEAN = 1
    ATTACHMENT = 2
    LEAVE_CHANCE = 3
    START = 4
    TENURE = 5
    SURVIVAL = 6
    ENTRY_TIME = 7
    MOVING = 8
    GAP = 9
    BASKET = 10
    FAILURE = 11
    SEVERITY = 12
    NATURE = 13
    COMPLAINT = 14
    WRITTEN = 15
    PATIENCE = 16
    SERVICE = 17
    RECOVERY = 18
    FOLLOW_UP = 19
    LEAVE = 20
    CAUSE = 21
    DESTINATION = 22
    TALK_COUNT = 23
    TALK_TIME = 24
    CONTACT = 25
    RECEPTION = 26
    JOIN_TIME = 27
    ADVERT = 28
    OCCASION_TIME = 29
    OCCASION = 30
    NAME = 31
    HAZARD = 32  # to 39, one per cause
    OUTSIDE_GAP = 40
    OUTSIDE_PATIENCE = 41
    OUTSIDE_SERVICE = 42
    WIRING = 43
    CONTAGION = 44
    MODE = 45
    PUBLIC = 46
    PERSUASION = 47
    BLOCK = 48
    HEARD = 49
    CROSS = 50
    PARTNER = 51
    INSULT = 52
    RIVAL = 53
    OFFER = 54
    WALLET = 55
    POACH_NOISE = 56
    SCANDAL = 57
    SERVICE_MET = 58
    ROOT = 59
    CALL = 60
    MIRROR = 61
    INTERVIEW = 62
    LEARNT = 63


def u64(x: int) -> int:
    """Wrap an integer to 64 bits without sign. The compiled engine supplies its own form of this one function."""
    return x & MASK


def mixed(z: int) -> int:
    """Return SplitMix64's finaliser of a 64-bit number."""
    z = u64((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9)
    z = u64((z ^ (z >> 27)) * 0x94D049BB133111EB)
    return z ^ (z >> 31)


def subject_key(seed: int, replication: int, subject: int) -> int:
    """Return the 64-bit key of a person (0, 1, ...) or of the world (-1) in one replication."""
    key = mixed(u64(u64(seed) + GOLDEN))
    key = mixed(u64(key ^ u64(u64(replication) * 0x8CB92BA72F3D8DD7)))
    return mixed(u64(key + u64(u64(subject) * 0xABC98388FB8FAC03)))


def position(key: int, purpose: int, occasion: int) -> int:
    """Return the 64 bits that belong to a purpose and an occasion of a subject."""
    return mixed(u64(key + u64(u64(occasion * 64 + purpose + 1) * GOLDEN)))


def uniform(key: int, purpose: int, occasion: int) -> float:
    """Return the uniform draw of a purpose and an occasion, (k + .5) / 2^52: never 0, never 1.

    k is the upper 52 bits of :func:`position`, written out here because Python pays for every call.
    """
    z = (key + u64(occasion * 64 + purpose + 1) * GOLDEN) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return (((z ^ (z >> 31)) >> 12) + 0.5) * 2.220446049250313e-16
