"""How does leaving spread? A contact who left, or a warning heard, can make a customer leave too."""

from sim.model.draws import uniform
from sim.model.numerics import exp, expm1, log1p
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.rules.referral import personal_leave_chance
from sim.model.rules.rivalry import WITHIN_THE_DAY, appoint, owe
from sim.model.words import Cause, Kind, Loss, Purpose


def leaves_by(p: Parameters, c: Person, time: float, cause: int, kind: int, teller: int, occasion: int) -> bool:
    """Let somebody else's event make a customer leave at a time; return whether that is her earliest reason."""
    before = c.departure
    if appoint(p, c, time, cause, Loss.NONE):
        owe(c, kind, teller, occasion)
    return c.departure != before


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


def leaves_on_warning(p: Parameters, teller: Person, c: Person, telling: int, day: int) -> bool:
    """Return whether a warning makes a customer leave later that day, sooner than she would anyway.

    One draw of the teller decides, and where it falls below the chance gives the time of day. The cause is what
    failed the teller last, or the core service if nothing did.

    References
    ----------
    Mission row A19: a quarter of those who are told stop coming.
    """
    if p.talk_defection <= 0.0:
        return False
    u = uniform(teller.key, Purpose.PERSUASION, telling)
    if u >= p.talk_defection:
        return False
    cause = teller.nature if teller.failures > 0 else Cause.CORE
    return leaves_by(p, c, day + WITHIN_THE_DAY * (u / p.talk_defection), cause, Kind.WARNING, teller.number, telling)
