"""What a member of an enumeration says beside its number: the mechanisms it needs, its words, its group."""

from enum import IntEnum
from typing import Self


class Member(IntEnum):
    """A member with its number, the mechanisms without which it never occurs, how people speak of it, and its group.

    Written as ``NAME = number, "mechanism another", "English", "Chinese", "group"``; what stands behind may be missing.
    """

    needs: tuple[str, ...]
    english: str
    chinese: str
    group: str

    def __new__(cls, number: int, needs: str = "", english: str = "", chinese: str = "", group: str = "") -> Self:
        """Make a member that counts as its number."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.needs, member.english, member.chinese = tuple(needs.split()), english, chinese
        member.group = group or english
        return member
