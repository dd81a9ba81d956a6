"""Write docs/responses.md, the table of every response: ``python -m tools.responses``."""

from pathlib import Path

from sim.response import (
    RESPONSES,
    blueprint,
    bonds,
    churn,
    concentration,
    exits,
    gaps,
    loyalty,
    mood,
    payback,
    scorecard,
    split,
    tenure,
    value,
)

TARGET = Path(__file__).resolve().parents[1] / "docs" / "responses.md"
HEAD = """\
# Responses

Every number that `sim compare --response NAME` and `.responses` know, read from a record of one run. Written by
`python -m tools.responses` from the declarations in `sim/response/`; a test holds it to them.

All of them count what happened after the history, until the end of the run. Where a record gives a response no
meaning (a share of nothing, an event that its model does not have) it has no value, which tables show as a dash.
*Money* is told in the currency of the scenario everywhere: in Python, in tables, CSV, JSON and pages; `sim list
responses` lists this table. Only the store keeps whole minor units, so that differences of profit are exact.
*Log*: the response is read from the event log, and has no value without it; asking for it in an experiment keeps the
log. The others need the log only after a history. *Better*: what the firm wishes; it decides the word of a verdict and
nothing else. *Rows*: rows of the mission's table that ask for the response.

A *customer* in a mean or a share is whoever was one at any time after the history. A *relation* lasts from joining to
departure; who comes back begins another one. What is *booked to customers* leaves out the firm's standing costs (wages,
advertising, ...). A run ends, lives go on: values hold nothing that comes later, so compare runs of equal length.

What begins with *desk* is over all contacts that came to the desk, customers' complaints and others; what begins with
*complaint* is over complaints. A wait runs from the contact until an agent takes it, over closed hours too; calls and
letters are apart, since letters wait for ever. The service level counts calls answered within 5 minutes: the length of
one service in the shipped markets, in which a standard of 20 seconds would say nothing.

| response | unit | what it is | better | log | rows |
|---|---|---|---|---|---|
"""

TABLES = """\

## Tables and curves
Functions of a record (`run(...).record`), for notebooks; None where a complete log is missing. Each says in its
docstring what it counts.

| function | gives | rows |
|---|---|---|
"""
FUNCTIONS = (
    (value.values, "what was booked to each person, by account or in all", "A13"),
    (value.discounted_values, "the same, each month discounted", "A13"),
    (tenure.value_by_cohort, "people and value by month of joining", "A13"),
    (tenure.value_by_tenure, "customer-years and value by year of tenure", "A01"),
    (payback.cash_curve, "mean cash of a new customer by age, from what winning her cost", "A14"),
    (payback.cohort_cash, "cumulative cash of those who joined in a month", "A14"),
    (payback.cohort_payback, "when such a cohort has paid its advertising", "A14"),
    (concentration.lorenz_curve, "share of the total held by the poorest k people, of any amounts", "A07"),
    (split.profit_split, "profit from first purchases, repeats, referred customers, standing costs", "A27"),
    (split.waterfall, "what the difference of two runs' profit is made of", "A28"),
    (split.referred_visits, "how much of its visits are those of referred customers", "A28"),
    (churn.churn_in, "customers at start, joined, lost and kept in any period", "C05 C06"),
    (churn.churn_by_month, "the same month by month", "C05"),
    (churn.churn_by_year, "the same year by year", "C05"),
    (churn.churn_by_cohort, "the same by month of joining", "C05"),
    (churn.churn_by_tier, "the same by tier of sales", "C05"),
    (exits.exits_by_cause, "departures, shares and hazards by cause, the most frequent first", "D26"),
    (exits.silently_affected, "customers who kept silent about a failure, by its nature", "C17"),
    (exits.failures_by_mode, "failures by how they show", "D02 D03 D05 D06 D07 D08 D20 D22"),
    (exits.complaints_by_mode, "complaints by how what is complained about shows, the most frequent first", "F11"),
    (mood.profit_by_mood, "what was booked to those more, less and as satisfied as at first", "A31"),
    (bonds.relation_table, "strongest and weakest relations, the most receptive ones, those to be strengthened", "E06"),
    (scorecard.scorecard, "what the firm is for besides profit: customers for life, customers, staff", "A33"),
    (blueprint.blueprint, "the steps of the service: who gets to each, how long she waits there, what fails", "E18"),
    (gaps.gaps, "how far a record is behind a benchmark's, response by response", "C22"),
    (loyalty.regularity, "regularity of each person's purchases", "B03"),
    (loyalty.axes, "rank of repeat rate, satisfaction, score and class of each customer", "B07"),
)


def page() -> str:
    """Return the page as text."""
    lines = [
        f"| `{one.name}` | {one.unit} | {one.definition} | {'more' if one.higher_is_better else 'less'} "
        f"| {'yes' if one.needs_log else ''} | {one.rows} |\n"
        for one in RESPONSES.values()
    ]
    functions = [f"| `{one.__module__}.{one.__name__}` | {words} | {rows} |\n" for one, words, rows in FUNCTIONS]
    return HEAD + "".join(lines) + TABLES + "".join(functions)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{len(RESPONSES)} responses written to {TARGET.relative_to(TARGET.parents[1])}")
