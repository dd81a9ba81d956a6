"""When are the books closed, and what did standing things cost?"""

from sim.model.codes import Account
from sim.model.flat import Parameters
from sim.model.numerics import exp, log1p, round_half_up
from sim.model.rules.desk import open_time
from sim.model.rules.morale import climate_cost
from sim.model.rules.policies import moves_agents

FIXED_POINT = 1 << 40


def month_of(day: int, history: int) -> int:
    """Return the month of a day after the history, from 0; -1 during the history. A year has 12 months and 365 days."""
    return (12 * (day - history)) // 365 if day >= history else -1


def wages(p: Parameters, days: float, staffed: float) -> float:
    """Return the pay of the desk's agents in minor units: for days of fixed hours, or for agent-days that vary."""
    if not p.desk_on:
        return 0.0
    varies = p.roster_on or moves_agents(p)
    return p.desk_wage * staffed if varies else p.desk_agents * p.desk_wage * open_time(p) * days


def standing_cost(
    p: Parameters, account: int, days: float, staffed: float, customer_days: float, prospect_days: float
) -> int:
    """Return what an account's standing costs come to, in minor units, over days, agent-days and heads at 00:00."""
    cost = 0.0
    if account == Account.CHANNEL and p.complaints_on:
        cost = p.channel_cost * days
    elif account == Account.WAGES:
        cost = wages(p, days, staffed)
    elif account == Account.STANDING:
        cost = p.standing_cost * days
    elif account == Account.ADVERTISING and p.advertising_on:
        cost = p.advertising_spend * prospect_days
    elif account == Account.CARE and p.care_on:
        cost = p.care_spend * customer_days
    elif account == Account.CLIMATE and p.morale_on and p.staff_on:
        cost = climate_cost(p) * days
    elif account == Account.STATIONS and p.stations_on:
        cost = p.stations_count * p.stations_cost * days
    elif account == Account.PROGRAMME and p.programme_on:
        cost = p.programme_fixed * days + p.programme_per_customer * customer_days
    return round_half_up(cost)


def desk_amount(p: Parameters, account: int, answered: int, served: int, duties: float) -> int:
    """Return what the desk has brought or cost beside wages, in minor units; costs are negative.

    Parameters
    ----------
    answered, served
        Contacts from outside that were answered, and all contacts that were.
    duties
        Days of other work done while nobody needed the agents.
    """
    if account == Account.OUTSIDE:
        return p.outside_value * answered
    if account == Account.DUTIES:
        return round_half_up(p.desk_wage * p.desk_duty_worth * duties)
    return -p.desk_fee * served if account == Account.FEES else 0


def discount_weight(rate: float, month: int) -> int:
    """Return the weight of a month's money in units of 2^-40: its middle discounted at an effective yearly rate."""
    return round_half_up(FIXED_POINT * exp(-log1p(rate) * (month + 0.5) / 12.0))
