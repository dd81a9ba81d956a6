"""When does a customer buy, for how much, and what is left of it?"""

from sim.model.draws import uniform
from sim.model.numerics import round_half_up
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.quantiles import exponential, lognormal_at
from sim.model.rules.life import threshold_time
from sim.model.rules.referral import personal_basket
from sim.model.words import Purpose


def gap_end(c: Person, now: float, occasion: int) -> float:
    """Return when the purchase after purchase ``occasion`` comes: a Poisson process at the personal rate."""
    return threshold_time(now, exponential(uniform(c.key, Purpose.GAP, occasion)), c.rate)


def basket_price(p: Parameters, c: Person, occasion: int) -> int:
    """Return the price of a purchase in minor units: personal mean times noise, rounded half up once."""
    mean = personal_basket(p, c) if p.referral_on else c.basket
    return round_half_up(lognormal_at(uniform(c.key, Purpose.BASKET, occasion), mean, p.basket_noise_variance))


def goods_cost(p: Parameters, price: int) -> int:
    """Return the cost of goods in minor units: the price less its rounded margin."""
    return price - round_half_up(price * p.goods_margin)


def voucher_cost(p: Parameters, voucher: int) -> int:
    """Return what redeeming a voucher costs the firm: its goods, in minor units."""
    return goods_cost(p, voucher)
