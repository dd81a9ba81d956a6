from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import Cause, Severity
from sim.model.numerics import logit
from sim.model.parameters import Parameters
from sim.model.rules.complaints import complains, complaint_probability, is_written
from sim.model.rules.failures import failure_nature, failure_severity
from tests.model.somebody import LIMIT, off_cells, off_mean, off_share, somebody

P = solved(replace(Parameters(), failure_rate=0.2, failure_major=0.3, failure_encounter=0.4, complaint_written=0.1))
C = somebody(P, 5)
N = 8000
SHARE = st.floats(0.0, 1.0)
OCCASION = st.integers(0, 10**6)


def test_failures_and_their_severity_have_the_declared_shares() -> None:
    counts = [0, 0, 0]
    for n in range(N):
        counts[failure_severity(P, C, n, 1.0)] += 1
    # Then none .8, minor .14, major .06; a share off by .026 would be found
    assert off_cells(counts, [0.8, 0.14, 0.06]) < LIMIT


def test_what_failed_is_the_encounter_or_the_core_by_the_declared_share() -> None:
    natures = [failure_nature(P, C, n) for n in range(N)]
    assert set(natures) == {Cause.CORE, Cause.ENCOUNTER}
    assert off_share(natures.count(Cause.ENCOUNTER), N, 0.4) < LIMIT


def test_severity_nature_and_failure_are_decided_apart() -> None:
    # Given that what failed is independent of how badly: the product of the shares holds
    majors = [n for n in range(N) if failure_severity(P, C, n, 1.0) == Severity.MAJOR]
    both = sum(failure_nature(P, C, n) == Cause.CORE for n in majors)
    assert off_share(both, N, 0.06 * 0.6) < LIMIT


@given(OCCASION, SHARE, SHARE, SHARE)
def test_more_quality_never_adds_a_failure_and_more_major_ones_never_soften_one(
    n: int, one: float, other: float, major: float
) -> None:
    low, high = sorted((one, other))
    rare, often = (replace(P, failure_rate=rate, failure_major=major) for rate in (low, high))
    few, many = (failure_severity(p, C, n, 1.0) for p in (rare, often))
    assert few in {Severity.NONE, many}
    mild, grave = (replace(P, failure_rate=major, failure_major=part) for part in (low, high))
    soft, hard = (failure_severity(p, C, n, 1.0) for p in (mild, grave))
    assert soft <= hard


@pytest.mark.parametrize("n", range(20))
def test_nothing_fails_at_rate_0_or_when_failures_are_off_and_everything_at_rate_1(n: int) -> None:
    assert failure_severity(replace(P, failure_rate=0.0), C, n, 1.0) == Severity.NONE
    assert failure_severity(replace(P, failures_on=0, failure_rate=1.0), C, n, 1.0) == Severity.NONE
    assert failure_severity(replace(P, failure_rate=1.0, failure_major=0.0), C, n, 1.0) == Severity.MINOR
    assert failure_severity(replace(P, failure_rate=1.0, failure_major=1.0), C, n, 1.0) == Severity.MAJOR


@given(
    st.sampled_from([Severity.MINOR, Severity.MAJOR]),
    *(st.floats(-6.0, 6.0) for _ in range(2)),
    *(st.floats(-5.0, 5.0) for _ in range(2)),
    SHARE,
)
def test_complaining_grows_likelier_with_attachment_and_an_easy_channel_and_stays_a_chance(
    severity: Severity, one: float, other: float, ease: float, more_ease: float, mood: float
) -> None:
    low, high = sorted((one, other))
    hard, easy = sorted((ease, more_ease))
    p = replace(P, channel_ease=hard)
    chance = complaint_probability(p, severity, low, mood)
    assert 0.0 <= chance <= complaint_probability(p, severity, high, mood) <= 1.0
    assert chance <= complaint_probability(replace(P, channel_ease=easy), severity, low, mood)


def test_mood_counts_only_as_far_as_the_market_says_and_not_at_the_middle() -> None:
    moody = replace(P, complaint_satisfaction=-2.0)
    assert complaint_probability(moody, Severity.MINOR, 0.3, 0.5) == complaint_probability(P, Severity.MINOR, 0.3, 0.5)
    # When satisfaction is a quarter below the middle, that is half a logit more
    gap = logit(complaint_probability(moody, Severity.MINOR, 0.3, 0.25)) - logit(
        complaint_probability(P, Severity.MINOR, 0.3, 0.9)
    )
    assert gap == pytest.approx(0.5, abs=1e-12)


def test_a_channel_adds_its_logits_and_majors_are_complained_about_more() -> None:
    easy = replace(P, channel_ease=1.5)
    for severity in (Severity.MINOR, Severity.MAJOR):
        gap = logit(complaint_probability(easy, severity, 0.2, 0.5)) - logit(
            complaint_probability(P, severity, 0.2, 0.5)
        )
        assert gap == pytest.approx(1.5, abs=1e-12)
    assert complaint_probability(P, Severity.MAJOR, 0.2, 0.5) > complaint_probability(P, Severity.MINOR, 0.2, 0.5)


@pytest.mark.parametrize(("severity", "share"), [(Severity.MINOR, 0.05), (Severity.MAJOR, 0.5)])
def test_of_many_customers_the_declared_share_complains(severity: Severity, share: float) -> None:
    # Given everybody's own attachment and one failure each; n = 8,000 finds a share off by .014 (minor), .033 (major)
    people = [somebody(P, number, severity=severity) for number in range(N)]
    assert off_mean([float(complains(P, c, 0)) for c in people], share, (share * (1.0 - share)) ** 0.5) < LIMIT


def test_nobody_complains_when_complaints_are_off() -> None:
    off = replace(P, complaints_on=0, channel_ease=5.0)
    assert not any(complains(off, somebody(off, number, severity=Severity.MAJOR), 0) for number in range(200))


def test_letters_are_the_declared_share_of_complaints() -> None:
    assert off_share(sum(is_written(P, C, n) for n in range(N)), N, 0.1) < LIMIT
    assert not any(is_written(replace(P, complaint_written=0.0), C, n) for n in range(100))
    assert all(is_written(replace(P, complaint_written=1.0), C, n) for n in range(100))
