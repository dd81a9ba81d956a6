"""What an engine lends to the story. This is its form in Python; the compiled engine lends its own.

Nothing else of the story has two forms.
"""

from sim.model.flat import Parameters, Person
from sim.model.world import World


def keep_row(
    w: World, now: float, kind: int, person: int, occasion: int,
    parent: int, parent_occasion: int, parent_kind: int, account: int, amount: int, detail: int,
) -> None:  # fmt: skip
    """Keep a row of the event log."""
    w.log.append((now, occasion, parent_occasion, amount, detail, person, parent, kind, parent_kind, account))


def send(w: World, post: int, sender: int, occasion: int, other: int) -> None:
    """Send something that arrives at 00:00."""
    w.posts.append((post, sender, occasion, other))


def deliver(w: World, p: Parameters, day: int) -> None:
    """Let everything that was sent yesterday arrive: by kind of post, sender and occasion."""
    w.deliver(p, day)


def schedule(w: World, time: float, turn: int, person: int, occasion: int, post: int) -> None:
    """Let something happen at the desk at a time, unless the run is over by then; person -1 is nobody's."""
    w.schedule(time, turn, person, occasion, post)


def replan(w: World, c: Person) -> None:
    """Let a person look at her plans again: something else than an event of her own has changed them."""
    w.replan(c)
