"""How an event is written down: counted, booked, and kept as a row where the log is wished."""

from sim.model.codes import Account, Kind, LogLevel
from sim.model.draws import u64
from sim.model.flat import Parameters, Person
from sim.model.numerics import round_half_up
from sim.model.storage import ACCOUNTS
from sim.model.story.hands import keep_row
from sim.model.world import World

EVERY = 20  # a sampled log keeps one person in 20
FIRM = -1  # instead of a person: the firm, or a contact from outside
NO_KIND = -1  # of an event that nothing came before


def write(
    w: World, now: float, kind: int, person: int, occasion: int,
    parent: int, parent_occasion: int, parent_kind: int, account: int, amount: int, detail: int,
) -> None:  # fmt: skip
    """Count an event, book its amount, and keep its row if the log asks for it."""
    s = w.state[0]
    if person < 0:
        s.firm_counts[kind] += 1
    else:
        s.counts[kind] += 1
    if amount != 0:
        w.ledger[(s.month + 1) * ACCOUNTS + account] += amount
        if person < 0:
            s.totals[account] += amount
        else:
            w.people[person].totals[account] += amount
    if s.level == LogLevel.ALL or (
        s.level == LogLevel.SAMPLE and (person < 0 or w.people[person].key % u64(EVERY) == 0)
    ):
        keep_row(w, now, kind, person, occasion, parent, parent_occasion, parent_kind, account, amount, detail)


def note(w: World, now: float, kind: int, c: Person, n: int, after: int, detail: int) -> None:
    """Write down an event of hers that follows her event of the kind ``after`` at the same occasion."""
    write(w, now, kind, c.number, n, c.number, n, after, Account.NONE, 0, detail)


def pay(w: World, now: float, kind: int, c: Person, n: int, after: int, account: int, amount: int, detail: int) -> None:
    """Write down such an event and book its amount; a cost is negative."""
    write(w, now, kind, c.number, n, c.number, n, after, account, amount, detail)


def note_mood(w: World, p: Parameters, c: Person, now: float, n: int, after: int) -> None:
    """Write down how satisfied she is after her event of the kind ``after``, in millionths: the line of emotion."""
    if p.steps_on:
        note(w, now, Kind.MOOD, c, n, after, round_half_up(1e6 * c.satisfaction))


def note_first(w: World, now: float, kind: int, c: Person, n: int, detail: int) -> None:
    """Write down an event of hers that nothing came before."""
    write(w, now, kind, c.number, n, FIRM, 0, NO_KIND, Account.NONE, 0, detail)


def book_amount(w: World, now: float, kind: int, number: int, account: int, amount: int, detail: int) -> None:
    """Write down an event of the firm's that nothing came before, and book its amount."""
    write(w, now, kind, FIRM, number, FIRM, 0, NO_KIND, account, amount, detail)


def note_contact(w: World, now: float, kind: int, number: int, after: int, detail: int) -> None:
    """Write down an event of a contact from outside."""
    write(w, now, kind, FIRM, number, FIRM, number, after, Account.NONE, 0, detail)
