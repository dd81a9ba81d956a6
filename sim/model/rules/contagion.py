"""How does leaving spread? A contact who left can make a customer leave too."""

from sim.model.codes import Cause, Kind, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, expm1, log1p
from sim.model.quantiles import exponential
from sim.model.quantities import MONTH, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.clocks import leaves_by
from sim.model.rules.referral import personal_leave_chance
from sim.model.storage import Real


class Contagion(Mechanism):
    """Leaving spreads along the ties of talk; without talk there are none."""

    contagion_on: int = switch(0, "leaving spreads along the ties of talk; without talk there are none")
    contagion_boost: float = declared(
        "contagion.boost",
        Unit.NUMBER,
        0.8,
        "what a contact's departure adds at once to a customer's hazard of leaving, as a multiple of it",
        high=100.0,
        source="science C: Nitzan & Libai (2011), 1.8 times the hazard, strongest in the first month",
        lively=(0.0, 20.0),
        plausible=(0.2, 1.5),
    )
    contagion_tau: float = declared(
        "contagion.tau",
        Unit.TIME,
        YEAR / 12.0,
        "time in which the effect of a contact's departure falls to 37%",
        low=0.1,
        high=10 * YEAR,
        source="science C: Nitzan & Libai (2011), 1.8 times the hazard, strongest in the first month",
        lively=(0.1, 100.0),
        plausible=(14.0, 3 * MONTH),
    )
    # of a person
    contagion_stock: Real  # exposures to friends who left, faded, at contagion_since
    contagion_since: Real
    contagion_left: Real  # what is left of the threshold of contagion at contagion_since


def start_contagion(c: Person, now: float) -> None:
    """Draw the threshold of contagion of a stay that begins; nobody has left yet."""
    c.contagion_left = exponential(uniform(c.key, Purpose.CONTAGION, c.purchases))
    c.contagion_stock = 0.0
    c.contagion_since = now


def is_contagious(p: Parameters, cause: int) -> bool:
    """Return whether a departure is news to the leaver's contacts: not if she had to go."""
    return bool(p.contagion_on and p.talk_on) and cause != Cause.INVOLUNTARY


def everyday_hazard(p: Parameters, c: Person) -> float:
    """Return the rate per day at which a customer leaves if nothing happens: purchases times the chance after one."""
    return c.rate * personal_leave_chance(p, c)


def contagion_spent(p: Parameters, c: Person, elapsed: float) -> float:
    """Return the hazard that the exposures so far have added in some days since the last one."""
    return everyday_hazard(p, c) * c.contagion_stock * p.contagion_tau * -expm1(-elapsed / p.contagion_tau)


def expose(p: Parameters, c: Person, leaver: int, occasion: int, cause: int, day: int) -> bool:
    """Let a customer learn at 00:00 of a day that a contact has left; return whether she leaves earlier for it.

    Her everyday hazard h becomes h (1 + s), where s goes up by ``contagion.boost`` and fades with ``contagion.tau``.
    It only ever rises at an exposure, so the time of leaving never moves back. The cause is that of the leaver.

    References
    ----------
    Nitzan & Libai (2011): 80% more hazard for each exposure, decaying exponentially; science C7.
    """
    elapsed = day - c.contagion_since
    c.contagion_left = max(0.0, c.contagion_left - contagion_spent(p, c, elapsed))
    c.contagion_stock = c.contagion_stock * exp(-elapsed / p.contagion_tau) + p.contagion_boost
    c.contagion_since = float(day)
    most = everyday_hazard(p, c) * c.contagion_stock * p.contagion_tau
    if c.contagion_left >= most:
        return False
    time = day - p.contagion_tau * log1p(-c.contagion_left / most)
    return leaves_by(p, c, time, cause, Kind.DEPARTURE, leaver, occasion)
