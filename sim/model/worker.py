"""Who stands at a post on the floor: one person at a time, whose name is the post's number and who has left it before.

The annotations carry the storage type of the compiled engine, as a person's do.
"""

from enum import IntEnum

from sim.model.storage import Key, Real, Small, Whole, zeros


class Stage(IntEnum):
    """Where a post on the floor stands."""

    VACANT = 0
    IN_TRAINING = 1  # somebody is hired and not ready yet
    AT_WORK = 2


class Worker:
    """A post and who holds it. While it is vacant, or she who is to hold it is in training, somebody stands in."""

    key: Key
    generation: Whole  # how many have left the post
    hires: Whole  # how many were hired for it
    stage: Small
    until: Real  # day on which the search or the training ends
    since: Real  # day on which she was ready for work
    raw: Real  # 1 when ready for work, and falls with the years
    able: Real  # by how much she is better than is usual
    quit_left: Real  # of the threshold after which she leaves
    morale: Real
    served: Whole  # customers today
    pleased: Whole  # their satisfaction, in millionths
    met: Real  # customers whom she remembers
    liked: Real  # their satisfaction
    insulted: Whole  # by customers today
    insults: Real  # that she remembers
    # sums over the days after the history
    raw_days: Real
    able_days: Real
    morale_days: Real

    __slots__ = tuple(__annotations__)

    def __init__(self) -> None:
        zeros(self)
