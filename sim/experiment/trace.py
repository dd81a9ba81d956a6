"""One life, event by event, each told in a sentence; or the same person's two lives side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.experiment.arguments import Language
from sim.experiment.engines import computed
from sim.experiment.errors import PlanError
from sim.experiment.plan import Entry
from sim.experiment.side_by_side import Life, Lives
from sim.experiment.size import check_entry
from sim.experiment.words import money, words
from sim.model.events import Account, Cause, Kind, Loss, Mode, Outcome, Route, Severity, Status
from sim.model.rules.outreach import PER_CONTACT
from sim.model.rules.surveys import LEAST_SAID, MISSED, PART
from sim.model.setting import LogLevel
from sim.record import (
    appointed_loss,
    departure_cause,
    departure_status,
    failure_cause,
    failure_mode,
    failure_severity,
    try_found,
)
from sim.scenario.door import checked
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html
from sim.scenario.units import Currency

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.plots import TracePlots

_IN_DETAIL_MONEY = (Kind.VOUCHER, Kind.COMPENSATION, Kind.ELSEWHERE)
_LOSSES_WITH_WORDS = (Loss.POACHED, Loss.DROPPED)
_ONE_WORD = {
    Kind.OFFER: "taken",
    Kind.TRY: "tried",
    Kind.APPROVAL: "granted",
    Kind.COMPLAINT: "written",
    Kind.REPORTED: "reported",
    Kind.DISPATCH: "helped",
}
_OUTCOMES = (Kind.SERVED, Kind.FOLLOW_UP, Kind.CLOSED, Kind.AGAIN)


@dataclass(frozen=True, eq=False, repr=False)
class Trace(Lives):
    """One person's life in one scenario, or in two with the same draws.

    Parameters
    ----------
    person, seed, replication
        Whose life, in which run.
    lives
        One life, or two.
    """

    @checked
    def sentences(self, language: Language = "en") -> list[tuple[float, str, str]]:
        """Return (day, scenario, what happens) of every event, in order of time; what two lives share is told once."""
        shared = self.lives[0].events[: self._shared]
        rows = [(words("trace.both", language), row) for row in shared]
        rows += [(life.label(language), row) for life in self.lives for row in life.events[self._shared :]]
        found = [(float(row["time"]), name, sentence(row, self.currency, language)) for name, row in rows]
        return sorted(found, key=lambda one: one[0])

    @property
    def table(self) -> pd.DataFrame:
        """The events as a tidy table: day, scenario, event, occasion, amount, what happens."""
        return self.told()

    @checked
    def told(self, language: Language = "en") -> pd.DataFrame:
        """Return that table with what happens told in a language."""
        import pandas as pd  # noqa: PLC0415 pandas is slow to import

        rows = [
            {
                "day": float(row["time"]),
                "scenario": life.name,
                "event": Kind(row["kind"]).name.lower(),
                "occasion": int(row["occasion"]),
                f"amount_{self.currency.code.lower()}": int(row["amount"]) / self.currency.minor,
                "what_happens": sentence(row, self.currency, language),
            }
            for life in self.lives
            for row in life.events
        ]
        return pd.DataFrame(rows).sort_values("day", kind="stable", ignore_index=True) if rows else pd.DataFrame(rows)

    @property
    def plot(self) -> TracePlots:
        """Plots: ``.plot.timeline(ax=, language=)``."""
        from sim.experiment.plots import TracePlots  # noqa: PLC0415 matplotlib is slow to import

        return TracePlots(self)

    @checked
    def title(self, language: Language = "en") -> str:
        """Return whose life it is."""
        names = " / ".join(shown(life.label(language)) for life in self.lives)
        values = {"person": self.person, "replication": self.replication, "seed": self.seed}
        return words("trace.title", language, scenario=names, **values)

    def _rows(self, language: str = "en") -> list[tuple[str, ...]]:
        two = len(self.lives) > 1
        head = (
            words("trace.day", language),
            *([words("trace.scenario", language)] if two else []),
            words("trace.what", language),
        )
        told = self.sentences(language)
        return [head, *((f"{day:.2f}", *([shown(name)] if two else []), text) for day, name, text in told)]

    def _parting(self, language: str = "en") -> list[str]:
        if len(self.lives) == 1:
            return []
        if self.fork is None:
            return [words("trace.same", language)]
        what = words(f"fork.{self.fork_event}", language)
        return [words("trace.fork", language, day=f"{self.fork:.2f}", what=what)]

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return the life in plain text, in a language: ``en`` or ``zh``.

        Raises
        ------
        ArgumentError
            For another one.
        """
        rows = self._rows(language)
        told = table(rows) if len(rows) > 1 else words("trace.empty", language, person=self.person)
        return "\n".join([self.title(language), *self._parting(language), told])

    def __repr__(self) -> str:
        """Return the life in plain text."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Return the life for a notebook."""
        rows = self._rows()
        return table_html("; ".join([self.title(), *self._parting()]), rows[0], rows[1:])


def traced(
    entries: tuple[Entry, ...], currency: Currency, *, person: int, seed: int, replication: int, engine: str
) -> Trace:
    """Return a person's life in one or two scenarios.

    Raises
    ------
    PlanError
        If there is no such person or engine, or the run is too long or too large.
    """
    lives = []
    for entry in entries:
        persons = entry.setting.persons
        if not 0 <= person < persons:
            raise PlanError(f"person: {person} is not in {shown(entry.name)}; its persons are 0 to {persons - 1}")
        check_entry(entry, LogLevel.ALL, engine)
        events = computed(engine, entry.setting, seed, replication, LogLevel.ALL).events
        lives.append(Life(entry.name, events[events["person"] == person].copy(), entry.label))
    return Trace(person, seed, replication, currency, tuple(lives))


def sentence(row: Any, currency: Currency, language: str = "en") -> str:  # noqa: ANN401 one row of the log
    """Return what an event says, in words."""
    kind = Kind(row["kind"])
    values = {
        "detail": _detail(kind, row, currency, language),
        "money": money(abs(int(row["amount"])), currency.code, currency.decimals, language=language),
        "account": words(f"account.{Account(row['account']).name}", language),
    }
    return words(f"event.{kind.name}", language, **values)


def _detail(kind: Kind, row: Any, currency: Currency, language: str) -> str:  # noqa: ANN401, PLR0911 a line a kind
    """Return what the detail of a row means; its coding is that of the engines."""
    detail = int(row["detail"])
    if kind is Kind.JOIN:
        return words(f"route.{Route(detail).name}", language, teller=int(row["parent_person"]))
    if kind is Kind.FAILURE:
        severity, mode = Severity(failure_severity(detail)), Mode(failure_mode(detail))
        why = f"mode.{mode.name}" if mode else f"cause.{Cause(failure_cause(detail)).name}"
        return words(
            "trace.failure", language, how=words(f"severity.{severity.name}", language), why=words(why, language)
        )
    if kind in (Kind.DEPARTURE, Kind.MOVE):
        cause, to = Cause(departure_cause(detail)), Status(departure_status(detail))
        loss = Loss(appointed_loss(detail))
        why = f"loss.{loss.name}" if loss in _LOSSES_WITH_WORDS else f"cause.{cause.name}"
        text = words("trace.cause", language, to=words(f"status.{to.name}", language), why=words(why, language))
        by = Kind(row["parent_kind"]) if row["parent_kind"] >= 0 else None
        if by in (Kind.DEPARTURE, Kind.WARNING):
            because = words(f"because.{by.name}", language, teller=int(row["parent_person"]))
            text = words("trace.because", language, what=text, why=because)
        return text
    if kind in _ONE_WORD:
        return words(f"{_ONE_WORD[kind]}.{try_found(detail) if kind is Kind.TRY else detail}", language)
    if kind in (Kind.CALL, Kind.CONTACTED):
        what, found = divmod(detail, PER_CONTACT)
        return words(
            "trace.contact", language, what=words(f"outreach.{what}", language), how=words(f"met.{found}", language)
        )
    if kind in (Kind.MOOD, Kind.WAVE):
        return f"{detail / 1e6:.3f}"
    if kind is Kind.SURVEYED:
        how = "gone" if detail == MISSED else "says" if detail // (PART * PART) % 2 else "silent"
        return words(f"survey.{how}", language, said=f"{detail % PART / 1e6 + LEAST_SAID:.3f}")
    if kind in _OUTCOMES:
        return words(f"outcome.{Outcome(detail).name}", language)
    if kind in _IN_DETAIL_MONEY:
        return money(detail, currency.code, currency.decimals, language=language)
    return str(detail)
