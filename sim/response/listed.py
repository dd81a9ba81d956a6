"""The table's entries for what a customer is worth, where profit comes from and what talk brings."""

from __future__ import annotations

from functools import partial

from sim.model.events import Account
from sim.response import customers, money, mood, payback, split, tenure, value, word_of_mouth
from sim.response.declared import Unit, logged, plain, total
from sim.response.listed_desk import DESK
from sim.response.listed_people import CHURN, EXITS, LOYALTY
from sim.response.listed_pulls import PULLS

PARTS = {
    "first": "first purchases ever of customers who were not told",
    "repeat": "everything else booked to customers who were not told",
    "referred": "everything booked to customers who joined because somebody told them",
    "standing": "bookings of the firm",
}

VALUE = (
    total("lifetime_value", Unit.MONEY, "mean of what was booked to each customer until the run ended",
          plain(value.lifetime_value), "A13"),
    logged("lifetime_value_discounted", Unit.MONEY,
           "mean of what was booked to each customer until the run ended, each month discounted to the start",
           value.lifetime_value_discounted, "A13"),
    logged("value_per_year", Unit.MONEY,
           "what was booked to customers per customer-year: what keeping one for another year brings",
           plain(tenure.value_per_year), "A13"),
    logged("value_per_year_new", Unit.MONEY,
           "what was booked to customers in their first year of tenure, per customer-year",
           plain(partial(tenure.value_per_year, last=0)), "A01"),
    logged("value_per_year_old", Unit.MONEY,
           "what was booked to customers after their first year of tenure, per customer-year",
           plain(partial(tenure.value_per_year, first=1)), "A01"),
    logged("payback_time", Unit.DAYS,
           "age at which a new customer's mean cash has paid the advertising per new customer",
           plain(payback.payback_time), "A14", higher_is_better=False),
    logged("margin_to_rivals", Unit.MONEY,
           "margin that leavers for a rival are expected to bring it until the run ends, at their own rate and basket",
           plain(value.margin_to_rivals), "A02", higher_is_better=False),
)  # fmt: skip

CONCENTRATION = (
    total("sales_share_top20", Unit.SHARE, "share of sales made to the top 20% of customers by sales",
          plain(partial(value.top_share, account=Account.SALES)), "A07", higher_is_better=False),
    total("profit_share_top20", Unit.RATIO,
          "what was booked to the top 20% of customers by it, over what was booked to all",
          plain(value.top_share), "A07", higher_is_better=False),
    total("gini_sales", Unit.SCORE, "Gini coefficient of sales among customers",
          plain(partial(value.gini, account=Account.SALES)), "A07", higher_is_better=False),
    total("gini_profit", Unit.RATIO,
          "Gini coefficient of what was booked to customers, beyond 1 if many cost more than they bring",
          plain(value.gini), "A07", higher_is_better=False),
)  # fmt: skip

SOURCES = (
    total("repeat_share", Unit.SHARE, "repeat purchases as a share of purchases", plain(split.repeat_share), "A23"),
    logged("repeat_share_of_sales", Unit.SHARE, "sales by repeat purchases as a share of sales",
           plain(split.repeat_share_of_sales), "A23"),
    *(
        logged(f"profit_{part}", Unit.MONEY, f"undiscounted profit from {words}",
               plain(partial(split.profit_from, part=part)), "A27")
        for part, words in PARTS.items()
    ),
    *(
        total(f"profit_{part}", Unit.MONEY,
              f"booked to customers who end {words} satisfied than one half, where satisfaction starts",
              plain(partial(mood.profit_of_mood, part=part)), "A31", higher_is_better=part == "healthy")
        for part, words in (("healthy", "more"), ("extracted", "less"))
    ),
    total("return_on_cost", Unit.RATIO, "undiscounted profit over all costs", plain(money.return_on_cost), "C08"),
    total("customer_growth", Unit.RATIO, "customers at the end over those at the start, less 1",
          plain(customers.customer_growth), "C07"),
    total("market_growth", Unit.RATE,
          "growth a year of the number of people in the market, prospects and rivals' customers too",
          plain(customers.market_growth), "C07"),
)  # fmt: skip

WORD = (
    logged("referred_share_of_sales", Unit.SHARE,
           "sales to customers who joined because somebody told them as a share of sales",
           plain(word_of_mouth.referred_share_of_sales), "A12 L08"),
    logged("sales_lost_by_warnings", Unit.MONEY,
           "sales kept away if a warning keeps away as many as a good word brings",
           plain(word_of_mouth.sales_lost_by_warnings), "A20", higher_is_better=False),
    logged("value_of_lost_customer", Unit.MONEY,
           "mean value lost with a departure until the run ends, with those whom the leaver warned",
           word_of_mouth.value_of_lost_customer, "A20", higher_is_better=False),
)  # fmt: skip

LISTED = (*DESK, *VALUE, *CONCENTRATION, *SOURCES, *CHURN, *EXITS, *LOYALTY, *WORD, *PULLS)
"""In the order of tables."""

__all__ = ["LISTED"]
