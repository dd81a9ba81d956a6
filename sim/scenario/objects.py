"""From checked documents to frozen records: markets, firms and strategies."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.model.setting import EntryAs
from sim.scenario.arguments import FileName
from sim.scenario.document import Document, document
from sim.scenario.door import checked
from sim.scenario.fault import Place, ScenarioError, fault
from sim.scenario.files import contact_times, given_file, named_file
from sim.scenario.given import Written
from sim.scenario.home import home_of
from sim.scenario.records import Firm, Label, Market, Strategy
from sim.scenario.tree import Scalar
from sim.scenario.units import SPANS

SPAN_OF = {"minutes": SPANS["minute"], "hours": SPANS["hour"], "days": Fraction(1)}


def values_of(model: Any, owner: Owner) -> tuple[Written, ...]:  # noqa: ANN401  one attribute a key
    """Return the values that a document gives to an owner's parameters, in the order of the declarations."""
    found = []
    for parameter in PARAMETERS:
        if parameter.owner is owner:
            section, _, name = parameter.key.partition(".")
            above = getattr(model, section)
            value = getattr(above, name) if above is not None else None
            if value is not None:
                found.append(value)
    return tuple(found)


def label_of(model: Any) -> Label:  # noqa: ANN401
    """Return the label of a document; its name where it has none."""
    return model.label or Label(en=model.name)


def market(path: str, referrer: Place | None = None, field: str = "market") -> Market:
    """Return the market of a file.

    Raises
    ------
    ScenarioError
        With all faults of the file.
    """
    return _market(document(path, "market", referrer, field))


def _market(doc: Document) -> Market:
    """Return a market from its document."""
    model = doc.model
    entries = model.entries
    daily = entries.daily if entries is not None else ()
    entry_as = getattr(entries, "as", None) if entries is not None else None
    if sum(daily) > model.persons:
        text = f"{sum(daily)} persons enter, but the market has {model.persons}; persons must be at least that many"
        raise ScenarioError([fault(doc.place, "entries.daily", text)])
    return Market(
        name=model.name,
        label=label_of(model),
        text=model.text or Label(),
        place=doc.place,
        currency=model.currency,
        persons=model.persons,
        history=model.history or 0,
        firm=model.firm,
        entries=daily,
        entry_as=EntryAs.CUSTOMER if entry_as is None else entry_as,
        contact_times=_times(doc),
        values=values_of(model, Owner.MARKET),
        trades=model.trade or (),
        reasons=tuple((figure, why) for figure, why in vars(model.card).items() if why) if model.card else (),
    )


def _times(doc: Document) -> tuple[float, ...]:
    """Return the times of outside contacts, if the market names a file of them."""
    outside = doc.model.outside
    if outside is None:
        return ()
    if outside.times is None:
        if outside.times_in is not None:
            text = "there is no file whose unit this is; name it beside this as 'times: ...', or leave this out"
            raise ScenarioError([fault(doc.place, "outside.times_in", text)])
        return ()
    if outside.times_in is None:
        raise ScenarioError(
            [fault(outside.times.place, "outside.times", "needs its unit; write 'times_in: hours' beside it")]
        )
    return contact_times(outside.times.place.file, outside.times, float(SPAN_OF[outside.times_in]))


def firm(path: str, referrer: Place | None = None, field: str = "firm") -> Firm:
    """Return the firm of a file."""
    doc = document(path, "firm", referrer, field)
    model, home = doc.model, None
    if model.home is not None:
        near = model.home.place
        home = home_of(market(named_file("market", model.home, "home", near.file), near, "home"))
        if not home.basket:
            raise ScenarioError([fault(near, "home", f"the mean basket of '{home.name}' is 0: no amount can be moved")])
    values = values_of(model, Owner.FIRM)
    return Firm(model.name, label_of(model), model.text or Label(), doc.place, values, home)


def strategy(path: str, referrer: Place | None = None, field: str = "") -> Strategy:
    """Return the strategy of a file."""
    doc = document(path, "strategy", referrer, field)
    model = doc.model
    return Strategy(
        name=model.name,
        label=label_of(model),
        text=model.text or Label(),
        place=doc.place,
        requires=tuple(model.requires or ()),
        starts=model.starts or 0,
        values=values_of(model.sets, Owner.FIRM),
    )


@checked
def load_strategy(name: FileName, near: FileName | None = None) -> Strategy:
    """Return a strategy by path or name; ``near`` is a file beside whose folder names are looked for too."""
    text = os.fspath(name)
    try:
        return strategy(given_file("strategy", text))
    except ScenarioError:
        if near is None or os.path.lexists(text):
            raise
        return strategy(named_file("strategy", Scalar(Place(text), text), "", os.fspath(near)))


NO_FIRM = Firm("default", Label("defaults", "默认值"), Label(), Place("default"), ())
