"""When does a customer buy, for how much, and what is left of it?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import round_half_up
from sim.model.quantiles import exponential, lognormal_at
from sim.model.rules.clocks import threshold_time
from sim.model.rules.growth import growth_factor
from sim.model.rules.price import demand_left, level_for
from sim.model.rules.referral import personal_basket


def gap_end(p: Parameters, c: Person, now: float, occasion: int) -> float:
    """Return when the purchase after purchase ``occasion`` comes: a Poisson process at the personal rate.

    Familiarity, a running reward, advice and the price multiply the rate; they are read once, when the gap begins.
    """
    rate = c.rate * p.rate_scale
    if p.familiarity_on or p.reward_on or p.contacts_on:
        rate *= rate_factor(p, c)
    if p.price_on:
        rate *= demand_left(p.price_frequency, level_for(p, c))
    return threshold_time(now, exponential(uniform(c.key, Purpose.GAP, occasion)), rate)


def basket_price(p: Parameters, c: Person, occasion: int) -> int:
    """Return the price of the purchase at ``c.last_purchase`` in minor units: personal mean times noise, rounded once.

    What a customer's worth grows by multiplies the mean. Halves are rounded up.
    """
    mean = personal_basket(p, c) if p.referral_on else c.basket
    if p.familiarity_on or p.growth_on or p.crossbuying_on or p.referral_on or p.poaching_on:
        mean *= basket_factor(p, c) * p.basket_scale
    if p.price_on:
        mean *= demand_left(p.price_basket, level_for(p, c))
    if p.pushing_on:
        mean *= 1.0 + p.push_basket
    return round_half_up(lognormal_at(uniform(c.key, Purpose.BASKET, occasion), mean, p.basket_noise_variance))


def goods_cost(p: Parameters, price: int) -> int:
    """Return the cost of goods in minor units: the price less its rounded margin."""
    return price - round_half_up(price * (p.goods_margin + p.serving_share))


def voucher_cost(p: Parameters, voucher: int) -> int:
    """Return what redeeming a voucher costs the firm: its goods, in minor units."""
    return goods_cost(p, voucher)


def basket_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the mean price of the purchase at ``c.last_purchase``; 1 if nothing grows."""
    factor = 1.0
    if p.familiarity_on:
        factor *= 1.0 + p.familiarity_basket * c.familiarity
    if p.growth_on:
        factor *= growth_factor(p, c.last_purchase - c.came)
    if p.crossbuying_on:
        factor *= 1.0 + p.cross_basket * c.products
    return factor


def rate_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the purchase rate during the gap that begins; 1 if nothing does.

    The reward counts while its programme runs; satisfaction is no part of it, so nothing stays when it ends.
    """
    factor = 1.0
    if p.familiarity_on:
        factor *= 1.0 + p.familiarity_rate * c.familiarity
    if p.reward_on:
        factor *= 1.0 + p.reward_frequency
    if p.contacts_on:
        factor *= 1.0 + c.advised
    return factor
