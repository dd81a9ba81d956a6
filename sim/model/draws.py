"""Keyed draws: every random decision is a function of (seed, replication, subject, purpose, occasion).

The generator is SplitMix64 read at a position instead of in sequence: the key of a subject is its
seed, ``64 x occasion + purpose`` its position. No state, no stream, no order of calls.

References
----------
Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA. Known answers and
the tests of the keyed use: tests/model/test_draws.py. Why not Philox: docs/decisions/0002-keyed-draws.md.
"""

from sim.model.members import Member

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
PAGE = 1 << 50
"""Purposes 0 to 63 are full; the next ones are PAGE + 0 to PAGE + 63, then 2 * PAGE + 0 and on.

A page of 64 purposes has 2^44 occasions, so that positions of two pages never meet, and whatever was drawn stays.
"""
WORLD = -1
"""Subject number of the world: outside contacts and the wiring of the network."""


class Purpose(Member):
    """What a draw decides. The occasion is the number of the root event (docs/model.md has the table)."""

    RATE = 0
    BASKET_MEAN = 1
    ATTACHMENT = 2
    LEAVE_CHANCE = 3
    START = 4
    TENURE = 5
    SURVIVAL = 6
    ENTRY_TIME = 7
    MOVING = 8, "hazards"
    GAP = 9
    BASKET = 10
    FAILURE = 11, "failures"
    SEVERITY = 12, "failures"
    NATURE = 13, "failures"
    COMPLAINT = 14, "failures complaints"
    WRITTEN = 15, "failures complaints"
    PATIENCE = 16, "desk"
    SERVICE = 17, "desk"
    RECOVERY = 18, "failures complaints"
    FOLLOW_UP = 19, "failures complaints"
    LEAVE = 20
    CAUSE = 21
    DESTINATION = 22
    TALK_COUNT = 23, "talk"
    TALK_TIME = 24, "talk"
    CONTACT = 25, "talk"
    RECEPTION = 26, "talk"
    JOIN_TIME = 27, "talk"
    ADVERT = 28
    OCCASION_TIME = 29, "talk"
    OCCASION = 30, "talk"
    NAME = 31, "reputation"
    HAZARD = 32, "hazards"  # to 39, one per cause
    OUTSIDE_GAP = 40, "desk outside"
    OUTSIDE_PATIENCE = 41, "desk outside"
    OUTSIDE_SERVICE = 42, "desk outside"
    WIRING = 43, "talk"
    CONTAGION = 44, "contagion"
    MODE = 45, "modes"
    PUBLIC = 46, "reputation"
    PERSUASION = 47, "talk"
    HEARD = 49, "doubt"
    CROSS = 50, "crossbuying"
    PARTNER = 51, "partners"
    INSULT = 52, "insults"
    RIVAL = 53, "rivals"
    OFFER = 54, "poaching"
    WALLET = 55, "wallet"
    POACH_NOISE = 56, "poaching"
    SCANDAL = 57, "scandal"
    SERVICE_MET = 58, "expectation"
    ROOT = 59, "causes"
    INTERVIEW = 62, "surveys contacts"
    # 48, 60, 61 and 63 were drawn by mechanisms that are gone, and stay free
    ROOT_AGAIN = PAGE, "causes"
    BACK_OFFICE = PAGE + 1, "failures complaints"
    DRIVER = PAGE + 2
    PROMISE = PAGE + 3, "failures complaints steps"
    AGAIN = PAGE + 4, "failures complaints steps"
    PUBLIC_REACH = PAGE + 5, "reputation"
    RULE = PAGE + 6, "friction"
    HANDOFF = PAGE + 7, "failures complaints friction"
    APPROVAL = PAGE + 8, "failures complaints authority"
    MISUSE = PAGE + 9, "failures complaints authority"
    AUDIT = PAGE + 10, "failures complaints authority"
    CLAIM = PAGE + 11, "authority"
    SERVER = PAGE + 12, "staff"
    QUIT = PAGE + 13, "staff"  # of a post, by how many have left it
    HIRED = PAGE + 14, "staff"
    TENURE_AT_START = PAGE + 15, "staff"
    REDIAL = PAGE + 16, "desk redial"
    CALLBACK = PAGE + 17, "desk callback"
    PROBLEM = PAGE + 18, "failures problems"
    REPORT = PAGE + 19, "failures problems"
    FINDS = PAGE + 20, "failures problems"
    ARISE = PAGE + 21, "problems"  # of the world, as the next ones
    SEARCH = PAGE + 22, "problems"
    CRISIS = PAGE + 23, "problems"
    FOUND_AT_START = PAGE + 24, "problems"
    SUFFERS = PAGE + 25, "problems"
    RECALLED = PAGE + 26, "recall"
    FALSE_REPORT = PAGE + 27, "failures complaints incentives"
    SAYS_SO = PAGE + 28, "winback"
    TRY = PAGE + 29, "winback"
    BURDEN = PAGE + 30, "burdens"
    CREDIT = PAGE + 31, "burdens"
    TASTE = PAGE + 32, "contacts"
    OUTREACH = PAGE + 33, "contacts"
    SURVEY = PAGE + 34, "surveys contacts"
    PLACE = PAGE + 35, "stations"
    SITE = PAGE + 36, "stations"
    LEFT_BEHIND = PAGE + 37, "stations"
    STILL_HIDDEN = PAGE + 38, "failures problems contacts"


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
