"""Every word of tables, traces and plots, by key and language: one place to translate.

English is complete. Another language gets a dictionary beside it; a key that it lacks is said in English.
"""

from __future__ import annotations

EN: dict[str, str] = {
    "verdict.better": "better",
    "verdict.worse": "worse",
    "verdict.not settled": "not settled",
    "verdict.identical": "identical",
    "doubt.few_pairs": "fewer than 10 pairs: the interval rests on little",
    "doubt.skewed": "the differences are skewed; in brackets the bootstrap interval",
    "doubt.failed_replications": "{failed} pairs were lost to failed replications, so nothing is settled",
    "doubt.no_spread_known": "fewer than two pairs: no interval",
    "table.title": "{name}: {response}, difference to {baseline}",
    "table.basis": "{replications} replications of {length} days, seed {seed}; intervals hold together with {level}",
    "table.strategy": "strategy",
    "table.difference": "difference",
    "table.interval": "interval",
    "table.pairs": "pairs",
    "table.verdict": "verdict",
    "table.more": "to settle it",
    "table.settled": "settled",
    "table.none": "no alternative: nothing to compare",
    "more.number": "{more} more",
    "more.unknown": "more than {cap} more, or none",
    "control.title": "controls",
    "control.identical": "must differ by exactly 0, differs by {difference}",
    "control.placebo": "must lose exactly its cost of {expected}, loses {difference}",
    "control.holds": "holds",
    "control.fails": "FAILS: do not trust this table",
    "control.unknown": "no pair to look at",
    "unit.count": "",
    "unit.share": "",
    "unit.per year": "per year",
    "unit.hours": "hours",
    "unit.days": "days",
    "unit.ratio": "",
    "unit.score": "",
    "plot.forest": "difference to {baseline}",
    "plot.day": "day",
    "trace.title": "person {person} in {scenario}, replication {replication}, seed {seed}",
    "trace.empty": "nothing happens to person {person} in this run",
    "trace.fork": "the two lives part on day {day}",
    "trace.same": "the two lives are the same",
    "trace.both": "both",
    "trace.scenario": "scenario",
    "trace.day": "day",
    "trace.what": "what happens",
    "event.ENTRY": "enters the market",
    "event.JOIN": "becomes a customer {detail}",
    "event.PURCHASE": "buys for {money}",
    "event.GOODS": "the goods cost the firm {money}",
    "event.VOUCHER": "redeems a voucher of {detail}; its goods cost the firm {money}",
    "event.FAILURE": "something goes wrong: {detail}",
    "event.SILENCE": "says nothing about it",
    "event.COMPLAINT": "complains {detail}; taking it down costs {money}",
    "event.CONTACT": "contacts the desk",
    "event.ANSWER": "is answered by agent {detail}",
    "event.SERVED": "hears what is done about it: {detail}",
    "event.COMPENSATION": "gets {detail} back",
    "event.FOLLOW_UP": "is called once more: {detail}; the call costs {money}",
    "event.GIVE_UP": "gives up waiting",
    "event.WITHDRAWAL": "drops the complaint",
    "event.CLOSED": "the complaint is closed: {detail}",
    "event.PRAISE": "praises the firm to person {detail}",
    "event.WARNING": "warns person {detail} of the firm",
    "event.DEPARTURE": "leaves {detail}",
    "event.OVERTIME": "overtime of agent {detail} costs {money}",
    "event.BOOKING": "{account} costs {money}",
    "event.CROSS_BUY": "takes one more product, {detail} in all",
    "event.SERVICE_COST": "beside the goods the purchase costs the firm {money} ({account})",
    "event.MOVE": "leaves the market without having been a customer: {detail}",
    "because.DEPARTURE": "after person {teller} has left",
    "because.WARNING": "after a warning by person {teller}",
    "event.CALL": "had been silent; the firm calls, for {money}",
    "event.INTERVIEW": "tells the firm why, for {money}",
    "event.PUBLIC": "makes the complaint public",
    "event.OFFER": "gets an offer from a rival and {detail}",
    "event.ELSEWHERE": "buys elsewhere, for {detail}",
    "route.NONE": "by no route",
    "route.START": "(from the start)",
    "route.ENTRY": "on the day of entry",
    "route.ADVERTISING": "because of advertising",
    "route.TELLING": "because person {teller} told so",
    "route.OCCASION": "at an occasion of their own",
    "severity.NONE": "nothing",
    "severity.MINOR": "a minor failure",
    "severity.MAJOR": "a major failure",
    "severity.HARM": "a failure that did harm",
    "outcome.SILENT": "nobody knew",
    "outcome.UNRESOLVED": "not resolved",
    "outcome.RESOLVED": "resolved",
    "outcome.FAST": "resolved quickly",
    "outcome.INSULTED": "not resolved, and the customer was blamed",
    "mode.INCOMPLETE": "what was bought was incomplete",
    "mode.UNABLE": "what was bought could not be had",
    "mode.SEVERAL": "several things failed at once",
    "mode.UNCARING": "staff did not care",
    "mode.IMPOLITE": "staff were impolite",
    "mode.UNRESPONSIVE": "staff did not respond",
    "mode.IGNORANT": "staff did not know",
    "mode.BILLING": "the bill was wrong",
    "mode.DISHONEST": "the customer was cheated",
    "mode.UNSAFE": "it was unsafe or unhealthy",
    "cause.NONE": "no cause",
    "cause.CORE": "what was bought failed",
    "cause.ENCOUNTER": "how staff behaved",
    "cause.PRICE": "price",
    "cause.INCONVENIENCE": "inconvenience",
    "cause.RESPONSE": "the answer to a complaint",
    "cause.COMPETITION": "a rival attracted them",
    "cause.ETHICS": "ethics",
    "cause.INVOLUNTARY": "moving away",
    "loss.POACHED": "a rival's offer",
    "loss.DROPPED": "the firm dropped them",
    "status.ABSENT": "not here yet",
    "status.PROSPECT": "to nobody yet",
    "status.CUSTOMER": "customer",
    "status.RIVAL": "to a rival",
    "status.OUT": "the market",
    "taken.0": "does not take it",
    "taken.1": "takes it",
    "written.0": "in person",
    "written.1": "in writing",
}
CATALOG: dict[str, dict[str, str]] = {"en": EN}


def words(key: str, language: str = "en", **values: object) -> str:
    """Return the words of a key with values filled in; English where the language lacks the key.

    Raises
    ------
    KeyError
        For a key that English has not.

    Examples
    --------
    >>> words("verdict.better"), words("more.number", more=3)
    ('better', '3 more')
    """
    text = CATALOG.get(language, EN).get(key, "") or EN[key]
    return text.format(**values) if values else text


def money(minor: float, code: str, decimals: int, *, sign: bool = False) -> str:
    """Return minor units as money: grouped, without decimals where there are four digits before the point.

    Examples
    --------
    >>> money(-345588, "CNY", 2, sign=True), money(123456789, "CNY", 2), money(0, "CNY", 2)
    ('-3,456 CNY', '1,234,568 CNY', '0 CNY')
    """
    return f"{number(minor / 10**decimals, decimals, sign=sign)} {code}"


def number(value: float, decimals: int = 2, *, sign: bool = False) -> str:
    """Return a number grouped by thousands, with decimals only where they say something.

    Examples
    --------
    >>> number(1234.5), number(0.125, 3, sign=True), number(7.0), number(0.0, sign=True)
    ('1,234', '+0.125', '7', '0')
    """
    large = 1000
    places = 0 if value == int(value) or abs(value) >= large else decimals
    return f"{value:+,.{places}f}" if sign and value else f"{value:,.{places}f}"
