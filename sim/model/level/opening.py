"""Who is in a market at first, and who comes whatever anybody does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """Who is there and who comes, whatever anybody does.

    Parameters
    ----------
    persons
        In the closed market.
    entries, as_customer
        Persons who enter on day 0, 1, ... of the history, and whether they buy at once.
    history
        Days before those that count.
    """

    persons: int
    entries: tuple[int, ...] = ()
    as_customer: bool = True
    history: int = 0
