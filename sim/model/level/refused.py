"""What cannot be brought about, and what to do about it."""

from sim.model.draws import WORLD, subject_key
from sim.model.flat import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.alike import mean_reach, mean_shared, most_alike
from sim.model.rules.wiring import index_contacts, tie_count, wire

SAMPLE = 1000  # persons of a network whose likeness is looked at
LEAST_KEPT = 0.01  # of what customers buy


class UnsolvableLevel(ValueError):  # noqa: N818  a word of the house: faults stop a run
    """A level cannot be solved for; ``key`` is the parameter that asks for too much."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(text)
        self.key = key


def check_likeness(p: Parameters, persons: int) -> None:
    """Refuse more likeness of contacts than the network's ties can bring about, as one network shows."""
    persons = min(persons, SAMPLE)
    ties = tie_count(p, persons)
    ends, starts, contacts = [0] * (2 * ties), [0] * (persons + 1), [0] * (2 * ties)
    wire(p, persons, subject_key(0, 0, WORLD), ends)
    index_contacts(persons, ties, ends, starts, contacts)
    most = most_alike(mean_reach(persons, starts, contacts), mean_shared(persons, starts, contacts))
    if p.talk_homophily > most:
        text = f"is more than ties of this network can bring about: {most:.2f} at most; lower it"
        raise UnsolvableLevel("talk.homophily", text)


def kept_share(p: Parameters, satisfaction: float) -> float:
    """Return the share of occasions that are the firm's (1 where none is: nothing is held); refuse hardly any."""
    share = min(1.0, p.wallet_share + p.wallet_satisfaction * satisfaction) if p.wallet_on else 1.0
    if 0.0 < share < LEAST_KEPT:
        text = f"leaves the firm less than {LEAST_KEPT:.0%} of what customers buy; raise it"
        raise UnsolvableLevel("wallet.share", text)
    return share or 1.0


def too_much(added: dict[str, float], target: float) -> UnsolvableLevel:
    """Return what is wrong when more leave than there should, and what to do."""
    name = max(added, key=lambda one: added[one])
    text = (
        f"'{name}' alone makes {YEAR * added[name]:.1%} of customers leave in a year, and all together more than the "
        f"{YEAR * target:.1%} that leave as is; lower it, or raise level.churn (or leaving.chance)"
    )
    return UnsolvableLevel("talk.defection" if name == "defection" else f"mechanisms.{name}", text)


def too_little(p: Parameters, target: float) -> UnsolvableLevel:
    """Return what is wrong when not even leaving after every purchase makes as many leave as there should."""
    key = "level.churn" if p.level_churn > 0.0 else "leaving.chance"
    text = (
        f"leaving after purchases cannot make {YEAR * target:.1%} of customers leave in a year, mechanisms as they are"
    )
    return UnsolvableLevel(key, f"{text}; lower level.churn, or raise leaving.chance")


def not_so_many(p: Parameters, found: float) -> UnsolvableLevel:
    """Return what is wrong when the stated number cannot join, and what to do."""
    text = (
        f"advertising, occasions and talk cannot make {YEAR * p.level_joins:.1f} join in a year, but {found:.1f}, "
        "whatever they are scaled by; state a number in between, or 0 and what makes them join"
    )
    return UnsolvableLevel("level.joins", text)
