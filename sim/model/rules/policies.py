"""What does the manager do by rule, and does she act on what was measured or on what is so?"""

from sim.model import events
from sim.model.codes import Sees
from sim.model.flat import Parameters
from sim.model.numerics import round_half_up
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch

QUALITY = 0
AGENTS = 1
LEVERS = 2
LOWEST = -0.5  # of what a row can say was seen
ACTS = 4  # in the detail of a row: one of less, the same, more


class Policies(Mechanism):
    """The manager acts by rule on what was measured."""

    policies_on: int = switch(0, "the manager acts by rules set beforehand on what surveys and the desk say")
    policy_sees: int = declared(
        "policy.sees",
        Unit.CHOICE,
        events.Sees.MEASURED,
        "what rules go by after a survey: what it says, or what is so, which no manager can see",
        choices=events.Sees,
        owner=FIRM,
    )
    policy_quality_step: float = declared(
        "policy.quality_step",
        Unit.NUMBER,
        0.0,
        "what is spent more on the quality of each purchase after a survey tells of too little satisfaction, in mean "
        "baskets, and less again after one tells of enough; none: no such rule; it needs quality and surveys",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 0.05),
        plausible=(0.0, 0.05),
    )
    policy_quality_most: float = declared(
        "policy.quality_most",
        Unit.NUMBER,
        0.05,
        "the most that is spent more so, in mean baskets",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 0.1),
        plausible=(0.005, 0.1),
    )
    policy_quality_below: float = declared(
        "policy.quality_below",
        Unit.SHARE,
        0.75,
        "mean satisfaction below which more is spent",
        owner=FIRM,
        plausible=(0.5, 0.9),
    )
    policy_quality_above: float = declared(
        "policy.quality_above",
        Unit.SHARE,
        0.80,
        "mean satisfaction above which less is spent again",
        owner=FIRM,
        plausible=(0.5, 1.0),
    )
    policy_aim: int = declared(
        "policy.aim",
        Unit.SWITCH,
        0,
        "what is spent on quality goes to causes of failing by what the last survey shows to matter to customers, not "
        "to all alike; it needs quality and surveys",
        owner=FIRM,
    )
    policy_agents_step: int = declared(
        "policy.agents_step",
        Unit.COUNT,
        0,
        "agents that come to the desk after a review that finds too few contacts answered, and go again after one that "
        "finds enough; none: no such rule; a desk with a roster has none",
        high=100,
        owner=FIRM,
        lively=(0, 2),
        plausible=(0, 5),
    )
    policy_agents_most: int = declared(
        "policy.agents_most",
        Unit.COUNT,
        3,
        "the most agents that come so",
        high=1_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(1, 20),
    )
    policy_agents_below: float = declared(
        "policy.agents_below",
        Unit.SHARE,
        0.80,
        "share of contacts answered, of all that are answered or give up, below which agents come",
        owner=FIRM,
        plausible=(0.5, 0.95),
    )
    policy_agents_above: float = declared(
        "policy.agents_above",
        Unit.SHARE,
        0.95,
        "share of contacts answered above which agents go again",
        owner=FIRM,
        plausible=(0.8, 1.0),
    )
    policy_every: int = declared(
        "policy.every",
        Unit.COUNT,
        7,
        "days from one review of the desk to the next",
        low=1,
        high=36_500,
        owner=FIRM,
        lively=(1, 30),
        plausible=(1, 91),
    )


def acts_on_surveys(p: Parameters) -> bool:
    """Return whether there are rules for what is spent on quality, and surveys to go by."""
    return bool(p.policies_on and p.quality_on and p.surveys_on and p.contacts_on)


def moves_quality(p: Parameters) -> bool:
    """Return whether a rule says how much is spent on quality."""
    return acts_on_surveys(p) and p.policy_quality_step > 0.0


def aims(p: Parameters) -> bool:
    """Return whether a rule says which causes of failing it is spent on."""
    return acts_on_surveys(p) and p.policy_aim > 0


def moves_agents(p: Parameters) -> bool:
    """Return whether a rule says how many agents are at the desk: of fixed hours, for a roster says so itself."""
    return bool(p.policies_on and p.desk_on) and not p.roster_on and p.policy_agents_step > 0


def is_review(p: Parameters, day: int) -> bool:
    """Return whether the manager looks at 00:00 of a day at how the desk has done."""
    return day > 0 and day % p.policy_every == 0


def act_on(seen: float, below: float, above: float) -> int:
    """Return what a rule says to a figure: 1 is more, -1 less, 0 no change."""
    if seen < below:
        return 1
    return -1 if seen > above else 0


def act_on_satisfaction(p: Parameters, seen: float) -> int:
    """Return what the rule for quality says to a mean satisfaction."""
    return act_on(seen, p.policy_quality_below, p.policy_quality_above)


def goes_by(p: Parameters, measured: float, true: float) -> float:
    """Return the figure that the manager goes by."""
    return true if p.policy_sees == Sees.TRUTH else measured


def moved(now: float, act: int, step: float, most: float) -> float:
    """Return where a lever is after an act: never below 0, what it is as is, nor above the most."""
    return min(most, max(0.0, now + act * step))


def review_detail(seen: float, act: int, right: int) -> int:
    """Return the detail of a row: 16 x what is seen, in millionths from -.5 on, + 4 x what would be right + act."""
    return round_half_up(1e6 * (seen - LOWEST)) * ACTS * ACTS + (right + 1) * ACTS + act + 1
