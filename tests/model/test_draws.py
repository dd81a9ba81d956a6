from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.run import twin
from sim.model import draws
from sim.model.draws import GOLDEN, MASK, PAGE, WORLD, Purpose, mixed, position, subject_key, u64, uniform
from sim.model.rules.talk import telling_after
from tests.model.battery import TESTS, Words
from tests.model.dialect import faults
from tools.measure_draws import philox

ALL = 1 << 64
WORD = st.integers(0, MASK)
SEED = st.integers(0, 2**63 - 1)
MANY = 1 << 18
LIFE = np.array([Purpose.GAP, Purpose.BASKET, Purpose.FAILURE, Purpose.SEVERITY, Purpose.COMPLAINT, Purpose.SERVICE,
                 Purpose.LEAVE, Purpose.TALK_COUNT], np.uint64)  # fmt: skip


# The twin's functions have no way in from Python: an entry function of numba's leads to each, as in the engine.
twin_key, twin_position, twin_uniform = twin.subject_key, twin.position, twin.uniform


@numba.njit
def compiled_draw(seed: int, replication: int, subject: int, purpose: int, occasion: int) -> tuple[int, int, float]:
    """Return key, bits and draw as the compiled twin makes them."""
    key = twin_key(seed, replication, subject)
    return key, twin_position(key, purpose, occasion), twin_uniform(key, purpose, occasion)


@numba.njit
def compiled_uniform(key: int, purpose: int, occasion: int) -> float:
    """Return the draw of a key as the compiled twin makes it."""
    return twin_uniform(key, purpose, occasion)


# The same arithmetic on arrays: a second writing of it, held to the first by a test.
def mixed_all(z: Words) -> Words:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def words(x: object) -> Words:
    return np.asarray(x).astype(np.uint64).reshape(-1)


def keys(seed: object, replication: object, subject: object) -> Words:
    key = mixed_all(words(seed) + np.uint64(GOLDEN))
    key = mixed_all(key ^ (words(replication) * np.uint64(0x8CB92BA72F3D8DD7)))
    return mixed_all(key + words(subject) * np.uint64(0xABC98388FB8FAC03))


def counters(key: Words, purpose: object, occasion: object) -> Words:
    """Return what the finaliser is given."""
    return key + (words(occasion) * np.uint64(64) + words(purpose) + np.uint64(1)) * np.uint64(GOLDEN)


def unshifted(z: int, by: int) -> int:
    """Return x such that x ^ (x >> by) is z."""
    x = z
    for _ in range(64 // by):
        x = z ^ (x >> by)
    return x


def unmixed(z: int) -> int:
    """Return the number of which ``z`` is the finaliser."""
    z = unshifted(z, 31) * pow(0x94D049BB133111EB, -1, ALL) % ALL
    z = unshifted(z, 27) * pow(0xBF58476D1CE4E5B9, -1, ALL) % ALL
    return unshifted(z, 30)


def sequence(seed: int, count: int) -> list[int]:
    """Return the first numbers of SplitMix64 in its published, sequential form."""
    state, out = seed, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) % ALL
        z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 % ALL
        z = (z ^ z >> 27) * 0x94D049BB133111EB % ALL
        out.append(z ^ z >> 31)
    return out


@pytest.mark.parametrize(
    ("seed", "known"),
    [
        (0, [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]),
        (1234567, [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
                   16408922859458223821]),
    ],
)  # fmt: skip
def test_purposes_of_the_first_occasion_read_the_published_numbers_of_splitmix64(seed: int, known: list[int]) -> None:
    assert [position(seed, purpose, 0) for purpose in range(len(known))] == known
    assert sequence(seed, len(known)) == known


@given(WORD, st.integers(0, 63), st.integers(0, 40))
def test_a_position_is_number_64_times_occasion_plus_purpose_of_the_sequence(key: int, purpose: int, n: int) -> None:
    place = 64 * n + purpose
    assert position(key, purpose, n) == sequence(key, place + 1)[place]


@given(WORD)
def test_the_finaliser_loses_nothing(z: int) -> None:
    assert unmixed(mixed(z)) == z


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize(("word", "expected"), [(0, 2.0**-53), (MASK, 1.0 - 2.0**-53), (1 << 63, 0.5 + 2.0**-53)])
def test_a_draw_is_never_0_and_never_1_at_the_ends_of_the_64_bits(compiled: bool, word: int, expected: float) -> None:
    # Given the key whose draw of purpose 11 at occasion 7 has just these bits
    key = (unmixed(word) - (7 * 64 + 11 + 1) * GOLDEN) % ALL
    assert position(key, 11, 7) == word
    # Then the draw is half a step from the end
    drawn = compiled_uniform(np.uint64(key), 11, 7) if compiled else uniform(key, 11, 7)
    assert drawn == expected
    assert 0.0 < drawn < 1.0


@given(SEED, SEED, st.integers(-1, 10**7), st.integers(0, 63), st.integers(0, 2**40))
def test_the_compiled_twin_draws_the_same_bits(seed: int, replication: int, who: int, purpose: int, n: int) -> None:
    key = subject_key(seed, replication, who)
    found = compiled_draw(np.uint64(seed), np.uint64(replication), who, purpose, n)
    assert [int(found[0]), int(found[1])] == [key, position(key, purpose, n)]
    assert found[2] == uniform(key, purpose, n)


@given(SEED, SEED, st.integers(-1, 10**7), st.integers(0, 63), st.integers(0, 2**40))
def test_the_arrays_of_this_test_draw_the_same(seed: int, replication: int, who: int, purpose: int, n: int) -> None:
    key = keys(seed, replication, who)
    assert int(key[0]) == subject_key(seed, replication, who)
    assert int(mixed_all(counters(key, purpose, n))[0]) == position(int(key[0]), purpose, n)


def test_wrapping_to_64_bits_takes_a_negative_number_to_its_twos_complement() -> None:
    assert [u64(-1), u64(-(2**63)), u64(2**64), u64(2**64 - 1)] == [MASK, 2**63, 0, MASK]


def test_the_module_of_the_draws_stays_within_the_dialect() -> None:
    assert faults(Path(draws.__file__)) == []


def test_purposes_fit_into_the_64_places_that_an_occasion_has_on_a_page_and_no_two_share_one() -> None:
    numbers = {purpose.name: int(purpose) for purpose in Purpose}
    # Given that the hazards take one place for each cause from HAZARD on
    hazards = set(range(Purpose.HAZARD + 1, Purpose.HAZARD + 8))
    assert len(set(numbers.values())) == len(Purpose.__members__)
    assert all(0 <= number % PAGE < 64 and number not in hazards for number in numbers.values())
    assert max(numbers.values()) < 2 * PAGE


# ---------------------------------------------------------------- the keyed use
# Neighbours along every axis, at three places: near zero, inside a run as users make it, and at the far end.
PLACES = [(0, 0, 0, 0, 0), (1, 29, 117, int(Purpose.FAILURE), 3), (2**63 - MANY, 9_999, 1_999_999, 38, 2**20)]
Order = Callable[[tuple[int, int, int, int, int]], Words]
RISING = np.arange(MANY, dtype=np.uint64)


def base(number: int) -> Words:
    return np.uint64(number) + RISING


def along_purposes(place: tuple[int, int, int, int, int]) -> Words:
    seed, replication, who, _, n = place
    return counters(keys(seed, replication, who), RISING % np.uint64(64), np.uint64(n) + RISING // np.uint64(64))


def as_lived(place: tuple[int, int, int, int, int]) -> Words:
    """Return what the model asks for: person after person, 16 purchases each, eight purposes a purchase."""
    seed, replication, who, _, n = place
    step = RISING // np.uint64(len(LIFE))
    key = keys(seed, replication, np.uint64(who) + step // np.uint64(16))
    return counters(key, np.tile(LIFE, MANY // len(LIFE)), np.uint64(n) + step % np.uint64(16))


ORDERS: dict[str, Order] = {
    "seeds": lambda a: counters(keys(base(a[0]), a[1], a[2]), a[3], a[4]),
    "replications": lambda a: counters(keys(a[0], base(a[1]), a[2]), a[3], a[4]),
    "persons": lambda a: counters(keys(a[0], a[1], base(a[2])), a[3], a[4]),
    "purposes": along_purposes,
    "occasions": lambda a: counters(keys(a[0], a[1], a[2]), a[3], base(a[4])),
    "tellings": lambda a: counters(keys(a[0], a[1], a[2]), a[3], base(a[4]) * np.uint64(telling_after(1, 0))),
    "life": as_lived,
}
# Over all orders, places and tests together a fresh choice of places raises a false alarm once in a million.
ALARM = 1e-6 / (len(ORDERS) * len(PLACES) * len(TESTS))


def alarms(x: Words) -> dict[str, float]:
    found = {test.__name__: test(x) for test in TESTS}
    return {name: p for name, p in found.items() if p < ALARM}


@pytest.mark.parametrize("place", PLACES, ids=["start", "inside", "far"])
@pytest.mark.parametrize("order", ORDERS)
def test_neighbouring_draws_are_uniform_and_know_nothing_of_each_other(order: str, place: tuple[int, ...]) -> None:
    assert alarms(mixed_all(ORDERS[order](place))) == {}  # type: ignore[arg-type]


@pytest.mark.parametrize("order", ["purposes", "occasions", "tellings", "life"])
def test_a_key_plus_a_counter_without_the_finaliser_is_found_out(order: str) -> None:
    # Given the planted fault: what the finaliser is given, used as the draw
    assert alarms(ORDERS[order](PLACES[1])) != {}


def test_subjects_that_are_multiplied_but_not_mixed_are_found_out() -> None:
    # Given the planted fault: the number of a subject times a constant, used as the draw
    assert alarms(RISING * np.uint64(0xABC98388FB8FAC03)) != {}


def test_no_two_of_many_neighbouring_subjects_share_a_key() -> None:
    grid = np.meshgrid(np.arange(64), np.arange(64), np.arange(WORLD, 127), indexing="ij")
    subjects = [axis.astype(np.int64).astype(np.uint64) for axis in grid]
    assert len(np.unique(keys(*subjects))) == subjects[0].size
    # Planted: a key that adds the three up
    assert len(np.unique(subjects[0] + subjects[1] + subjects[2])) < subjects[0].size


def test_no_draw_of_a_person_is_another_draw_of_a_neighbour() -> None:
    # Given 512 persons with 1,024 draws each; two equal ones among 2^19 have a chance of 7e-9
    who = np.repeat(np.arange(512), 1024)
    place = np.tile(np.arange(1024), 512)
    drawn = mixed_all(counters(keys(5, 3, who), place % 64, place // 64))
    assert len(np.unique(drawn)) == len(drawn)
    # Planted: keys one step of the counter apart, so that a person's next draw is the neighbour's last
    close = mixed_all(counters(words(who) * np.uint64(GOLDEN), place % 64, place // 64))
    assert len(np.unique(close)) < len(close)


# ---------------------------------------------------------------- the generator that was not taken
@pytest.mark.parametrize(
    ("counter", "key", "known"),
    [
        ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
         "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)  # fmt: skip
def test_the_philox_that_was_measured_gives_the_published_numbers(
    counter: tuple[int, ...], key: tuple[int, ...], known: str
) -> None:
    assert " ".join(f"{word:08x}" for word in philox(*counter, *key)) == known


def test_pages_of_purposes_never_share_a_position_and_leave_the_first_one_as_it_was() -> None:
    # Given positions of the largest occasion that a page has, and of the first one of the next page
    largest = PAGE // 64 - 1
    last_of_a_page, first_of_the_next = largest * 64 + 63 + 1, 0 * 64 + PAGE + 1
    assert last_of_a_page + 1 == first_of_the_next
    # Then a purpose on the next page draws something else at every occasion, as any other purpose does
    key = subject_key(1, 0, 7)
    one = [uniform(key, 3, n) for n in range(2_000)]
    other = [uniform(key, PAGE + 3, n) for n in range(2_000)]
    assert not set(one) & set(other)
    assert abs(np.corrcoef(one, other)[0, 1]) < 5.8 / np.sqrt(2_000)
    assert one[5] == (position(key, 3, 5) >> 12) * 2.0**-52 + 2.0**-53
