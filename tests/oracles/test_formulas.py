"""The closed forms give the numbers that were computed independently and are printed with the model's sources."""

import pytest

from tests.oracles.formulas import (
    MAJOR,
    MINOR,
    bass,
    bass_overnight,
    bass_pair,
    bass_pair_overnight,
    bass_ring,
    bgnbd_mean,
    bgnbd_pmf,
    constant_drop_out_mean,
    erlang_a,
    erlang_c,
    first_delays,
    leaving_per_purchase,
    lifetime_value,
    sbg_survival,
)

CDNOW = (0.243, 4.414, 0.793, 2.426)


@pytest.mark.parametrize(
    ("stay", "mix", "complain", "h", "value"),
    [
        (MAJOR, (1, 0, 0), 0.05, 0.09275, 174.054),
        (MAJOR, (0.4, 0.4, 0.2), 0.05, 0.09209, 174.916),
        (MAJOR, (0.4, 0.4, 0.2), 0.5, 0.08385, 186.496),
        (MAJOR, (0.1, 0.2, 0.7), 0.5, 0.07773, 196.394),
        (MINOR, (0.4, 0.4, 0.2), 0.5, 0.07190, 209.496),
        (MINOR, (0.1, 0.2, 0.7), 0.5, 0.06698, 219.348),
    ],
)
def test_the_mini_lifecycle_has_the_printed_chance_of_leaving_and_value(
    stay: tuple[float, ...], mix: tuple[float, ...], complain: float, h: float, value: float
) -> None:
    cost = 0.05 * complain * sum(share * k for share, k in zip(mix, (2, 10, 15), strict=True))

    got = leaving_per_purchase(0.05, 0.05, complain, stay, mix)

    assert got == pytest.approx(h, abs=6e-6)  # printed to 5 digits
    assert lifetime_value(got, 20.0, cost, 4.0, 0.1) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("rate", "served", "agents", "waits", "wait"),
    [
        (0.9, 1, 1, 0.9, 9),
        (1.5, 1, 2, 0.642857, 1.285714),
        (4, 1, 5, 0.554113, 0.554113),
        (200 / 3600, 1 / 180, 14, 0.174132, 7.835937),
        (0.2, 1 / 240, 55, 0.238701, 8.184032),
    ],
)
def test_erlang_c_has_the_printed_waits(rate: float, served: float, agents: int, waits: float, wait: float) -> None:
    got = erlang_c(rate / served, agents)

    assert got == pytest.approx(waits, abs=1e-6)
    assert got / (agents * served - rate) == pytest.approx(wait, abs=1e-5)


@pytest.mark.parametrize(
    ("rate", "served", "patience_rate", "agents", "expected"),
    [
        (48, 1, 0.5, 50, (0.467774, 0.030912, 2.967576)),
        (10, 1, 1, 10, (0.54207, 0.12511, 1.2511)),
        (4, 1, 0.5, 5, (0.415052, 0.077969, 0.623749)),
        (6, 1, 0.5, 5, (0.802838, 0.226387, 2.716639)),
        (0.9, 1, 0.1, 1, (0.757957, 0.157826, 1.420433)),
    ],
)
def test_erlang_a_has_the_printed_line(
    rate: float, served: float, patience_rate: float, agents: int, expected: tuple[float, ...]
) -> None:
    assert erlang_a(rate, served, patience_rate, agents) == pytest.approx(expected, abs=2e-5)


def test_the_first_delays_are_the_printed_ones() -> None:
    delays = first_delays(1.0, 10 / 9, 25)

    assert delays[:5] == pytest.approx([0, 0.42632, 0.73454, 0.98388, 1.19652], abs=1e-5)
    assert sum(delays) / 25 == pytest.approx(2.124489, abs=1e-6)


def test_bgnbd_has_the_printed_shares_and_means() -> None:
    shares = [bgnbd_pmf(x, 39.0, *CDNOW) for x in range(8)]
    means = [bgnbd_mean(t, *CDNOW) for t in (1, 3, 39, 52, 78, 104)]

    assert shares == pytest.approx([0.57379, 0.1994, 0.08543, 0.04586, 0.02767, 0.01797, 0.01227, 0.0087], abs=1e-5)
    assert means == pytest.approx([0.053268, 0.150865, 1.196723, 1.446051, 1.860519, 2.202805], abs=1e-6)
    assert constant_drop_out_mean(39.0, 0.243, 4.414, 0.2) == pytest.approx(1.095569, abs=1e-6)


def test_sbg_has_the_printed_survival() -> None:
    high_end = [100 * sbg_survival(t, 0.668, 3.806) for t in range(1, 13)]
    regular = [100 * sbg_survival(t, 0.70408, 1.18204) for t in range(1, 13)]

    assert high_end == pytest.approx([85.1, 74.7, 67.0, 61.0, 56.2, 52.2, 48.9, 46.0, 43.6, 41.4, 39.5, 37.8], abs=0.06)
    assert regular == pytest.approx([62.7, 47.4, 38.8, 33.2, 29.2, 26.2, 23.9, 22.0, 20.4, 19.1, 18.0, 17.0], abs=0.06)


def test_bass_has_the_printed_shares_with_everybody_on_a_ring_and_in_pairs() -> None:
    everybody = [bass(t, 0.03, 0.38) for t in (1, 2, 5, 8, 10, 15)]
    ring = [bass_ring(t, 0.03, 0.38) for t in (5, 8, 10)]
    pairs = [bass_pair(t, 0.03, 0.38) for t in (2, 5, 8, 10, 15)]

    assert everybody == pytest.approx([0.0358, 0.0851, 0.3312, 0.6517, 0.8128, 0.9716], abs=6e-5)
    assert ring == pytest.approx([0.2485, 0.4386, 0.5583], abs=6e-5)
    assert pairs == pytest.approx([0.0748, 0.2067, 0.3314, 0.4056, 0.5588], abs=6e-5)


def test_a_night_between_telling_and_hearing_slows_joining_by_less_than_a_thousandth() -> None:
    p, q = 0.03 / 365, 0.38 / 365
    nights = bass_overnight(3650, p, q)

    late = [nights[365 * t] - bass(t, 0.03, 0.38) for t in (2, 5, 8, 10)]
    late += [bass_pair_overnight(365 * t, p, q) - bass_pair(t, 0.03, 0.38) for t in (2, 5, 8, 10)]

    assert all(-0.001 < x < 0 for x in late)
