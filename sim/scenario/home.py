"""A firm away from home: its amounts of money, multiplied by the mean basket there over the one at home.

There are no exchange rates. What a firm pays and asks is in proportion to what people there spend at a time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from sim.scenario.compose import BY_KEY
from sim.scenario.given import Written
from sim.scenario.records import Firm, Home, Market
from sim.scenario.units import NUMBER, Amount, plainly

BASKET = "basket.mean"


def home_of(market: Market) -> Home:
    """Return a market as a firm's home."""
    return Home(market.name, market.currency, basket_in(market))


def basket_in(market: Market) -> Fraction:
    """Return the mean basket that a market's file says, in its currency; what is set by hand changes no firm."""
    said = next((one.amounts[0] for one in market.values if one.key == BASKET), None)
    if said is not None and said.of == market.currency.code:
        return said.number
    return Fraction(BY_KEY[BASKET].default, market.currency.minor)


def moved(firm: Firm, market: Market) -> str:
    """Return what the move of a firm to a market is in words: baskets there and at home; empty at home."""
    home, there = firm.home, basket_in(market)
    if home is None or (home.currency.code, home.basket) == (market.currency.code, there):
        return ""
    return (
        f"baskets {plainly(float(home.basket))} {home.currency.code} : {plainly(float(there))} {market.currency.code}"
    )


def at_place(firm: Firm, market: Market) -> tuple[Written, ...]:
    """Return a firm's values as they are in a market: its amounts of money in that market's currency and baskets."""
    home, about = firm.home, moved(firm, market)
    if home is None or not about:
        return firm.values
    times = basket_in(market) / home.basket

    def there(one: Amount | None) -> Amount | None:
        if one is None or one.of != home.currency.code:
            return one
        return Amount(one.number * times, market.currency.code)

    def text(written: str) -> str:
        pattern = rf"({NUMBER}) *{home.currency.code}"
        return re.sub(pattern, lambda m: f"{plainly(float(Fraction(m[1]) * times))} {market.currency.code}", written)

    found = []
    for one in firm.values:
        amounts = tuple(there(amount) or amount for amount in one.amounts)
        if amounts != one.amounts:
            source = "; ".join(part for part in (one.source, about) if part)
            shown = f"{one.text} -> {text(one.text)}"
            own = replace(one, amounts=amounts, text=shown, source=source, low=there(one.low), high=there(one.high))
        else:
            own = one
        found.append(own)
    return tuple(found)


__all__ = ["at_place", "basket_in", "home_of", "moved"]
