"""Every word of tables, traces and plots, by key and language: one place to translate.

English is complete. Another language gets a dictionary beside it; a key that it lacks is said in English.
"""

from __future__ import annotations

EN: dict[str, str] = {
    "verdict.better": "better",
    "verdict.worse": "worse",
    "verdict.not settled": "not settled",
    "verdict.no difference seen": "no difference seen",
    "verdict.no difference that matters": "no difference that matters",
    "verdict.exactly equal": "exactly equal",
    "verdict.too early": "too early",
    "beside.settled": "settled",
    "beside.early": "first look at {first} pairs",
    "beside.failed": "pairs lost to failed replications: {failed}",
    "beside.equal": "by construction: nothing that counts differs",
    "beside.exact": "by construction: {keys}",
    "beside.matters": "within ±{amount}",
    "beside.seen": "in {pairs} pairs; fewer than {share} of pairs can differ",
    "beside.guarded": "rests on {k} of {pairs} pairs that touched customers; to turn it, a touched pair must bring "
    "more than {amount}; {one}",
    "beside.one": "the best customer is worth {amount}",
    "beside.one.head": "a customer counts {amount}",
    "beside.few": "only {k} of {pairs} pairs touched a customer; {enough} are needed",
    "beside.enough": "only {k} of {pairs} pairs touched a customer; enough to judge by about {look}",
    "beside.both": "even chance by {even}, about 3 in 4 by {good} (then ±{amount}); never if there is no difference",
    "beside.same": "about 3 in 4 by {good} (then ±{amount}); never if there is no difference",
    "beside.even": "even chance by {even} (then ±{amount}); never if there is no difference",
    "beside.far": "no even chance by {look} pairs; never if there is no difference",
    "foot.looks": "intervals hold for all strategies together with {level}, at every doubling from {first} pairs; what "
    "happens in fewer than 1 of {rare} pairs can escape them",
    "foot.one look": "one look: intervals hold for all strategies together with {level}, if their width alone chose "
    "the number of pairs; what happens in fewer than 1 of {rare} pairs can escape them",
    "foot.each": "the {level} are for each response alone, not for all responses together",
    "foot.old": "stored by an earlier version without what customers bring: where few pairs differ, nothing is settled",
    "foot.best": "may be best: {names}",
    "table.title": "{name}: {response}, difference to {baseline}",
    "table.basis": "{replications} replications of {length} days, seed {seed}",
    "table.strategy": "strategy",
    "table.difference": "difference",
    "table.interval": "interval",
    "table.pairs": "pairs",
    "table.verdict": "verdict",
    "table.beside": "beside it",
    "table.none": "no alternative: nothing to compare",
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
    >>> words("verdict.better"), words("beside.early", first=30)
    ('better', 'first look at 30 pairs')
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
