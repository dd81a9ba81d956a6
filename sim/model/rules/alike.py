"""How like their contacts are people? Attachment is shared along ties, and makes the like easier to win."""

from collections.abc import Sequence
from math import sqrt

from sim.model.flat import Parameters
from sim.model.numerics import exp

HALVINGS = 50


def mean_reach(persons: int, starts: Sequence[int], contacts: Sequence[int]) -> float:
    """Return the mean over ties of 1 / sqrt(contacts) of both ends, added; 0 without ties."""
    total = 0.0
    for i in range(persons):
        degree = starts[i + 1] - starts[i]
        for k in range(starts[i], starts[i + 1]):
            other = contacts[k]
            total += 1.0 / sqrt(degree) + 1.0 / sqrt(starts[other + 1] - starts[other])
    return total / starts[persons] if starts[persons] > 0 else 0.0


def mean_shared(persons: int, starts: Sequence[int], contacts: Sequence[int]) -> float:
    """Return the mean over ties of the contacts that both ends share, over the root of their contacts' product."""
    total = 0.0
    for i in range(persons):
        for k in range(starts[i], starts[i + 1]):
            other = contacts[k]
            shared = 0
            for m in range(starts[i], starts[i + 1]):
                for n in range(starts[other], starts[other + 1]):
                    if contacts[m] == contacts[n]:
                        shared += 1
            total += shared / sqrt((starts[i + 1] - starts[i]) * (starts[other + 1] - starts[other]))
    return total / starts[persons] if starts[persons] > 0 else 0.0


def likeness(weight: float, reach: float, shared: float) -> float:
    """Return the mean correlation of attachment over ties, if contacts weigh so much and one's own part the rest."""
    return sqrt(1.0 - weight * weight) * weight * reach + weight * weight * shared


def most_alike(reach: float, shared: float) -> float:
    """Return the largest mean correlation over ties that any weight brings about."""
    return 0.5 * (sqrt(reach * reach + shared * shared) + shared)


def weight_of_contacts(correlation: float, reach: float, shared: float) -> float:
    """Return the least weight of contacts that gives a mean correlation over ties, or the weight that gives most.

    With a^2 + b^2 = 1, L_i = a e_i + b (sum of e_j over contacts) / sqrt(contacts) is standard normal for standard
    normal e; the correlation over a tie is a b (1 / sqrt(d_i) + 1 / sqrt(d_j)) + b^2 shared / sqrt(d_i d_j).
    """
    size = sqrt(reach * reach + shared * shared)
    if size <= 0.0:
        return 0.0
    high = sqrt(0.5 * (1.0 + shared / size))  # there the correlation is largest
    if correlation >= most_alike(reach, shared):
        return high
    low = 0.0
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if likeness(middle, reach, shared) < correlation:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def conversion_probability(p: Parameters, attachment: float) -> float:
    """Return the chance that praise makes a listener join, before openness, reputation and doubt.

    Where contacts are alike, the attached are won more easily: they are the contacts of customers who stayed. The
    offset is solved so that the mean over everybody stays ``talk.conversion``.

    References
    ----------
    Direction: mission row L05 (people like themselves). Form: assumed.

    Examples
    --------
    >>> conversion_probability(Parameters(talk_conversion=0.2, talk_homophily=0.3, talk_attachment=0.5), 0.0)
    0.2
    """
    if p.talk_homophily <= 0.0:
        return p.talk_conversion
    easier = p.talk_conversion * exp(p.talk_attachment * attachment + p.conversion_offset)
    return easier / (1.0 - p.talk_conversion + easier)
