"""Numbers side by side in a few bytes each: integers of any size and floats, exactly as they were put in."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

Number = int | float

_NOTHING, _INTEGER, _FLOAT = range(3)
_DOUBLE = struct.Struct("<d")


class Packed(Sequence[Number]):
    """Numbers by place: 9 bytes each, or 2 more than the longest integer of the column takes beyond 64 bits.

    Examples
    --------
    >>> list(Packed([2**100, -0.5, 3]))
    [1267650600228229401496703205376, -0.5, 3]
    """

    def __init__(self, values: Iterable[Number] = ()) -> None:
        self._kinds, self._bytes, self._width = bytearray(), bytearray(), _DOUBLE.size
        for value in values:
            self.append(value)

    def append(self, value: Number) -> None:
        """Put a number behind the last one."""
        self.put(len(self), value)

    def put(self, place: int, value: Number) -> None:
        """Put a number at a place; places before it that were left out hold nothing."""
        more = place + 1 - len(self._kinds)
        if more > 0:
            self._kinds.extend(bytes(more))
            self._bytes.extend(bytes(more * self._width))
        if isinstance(value, float):
            self._kinds[place], content = _FLOAT, _DOUBLE.pack(value).ljust(self._width, b"\0")
        else:
            if value.bit_length() >= 8 * self._width:
                self._widen(value.bit_length() // 8 + 1)
            self._kinds[place], content = _INTEGER, value.to_bytes(self._width, "little", signed=True)
        self._bytes[place * self._width : (place + 1) * self._width] = content

    def get(self, place: int) -> Number | None:
        """Return the number at a place; None where there is none."""
        kind = self._kinds[place] if place < len(self._kinds) else _NOTHING
        start = place * self._width
        if kind == _INTEGER:
            return int.from_bytes(self._bytes[start : start + self._width], "little", signed=True)
        number: float | None = _DOUBLE.unpack_from(self._bytes, start)[0] if kind == _FLOAT else None
        return number

    def trim(self) -> None:
        """Give back the room that was taken to grow."""
        self._kinds, self._bytes = self._kinds[:], self._bytes[:]

    def _widen(self, least: int) -> None:
        """Give every number room for so many bytes, and one to spare, so that this is not done often."""
        wider = Packed()
        wider._width = least + 1
        for place in range(len(self)):
            if (value := self.get(place)) is not None:
                wider.put(place, value)
        wider._bytes.extend(bytes(len(self) * wider._width - len(wider._bytes)))
        self._bytes, self._width = wider._bytes, wider._width

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, place: int) -> Number: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Number]: ...

    def __getitem__(self, place: int | slice) -> Number | Sequence[Number]:
        where = range(len(self))[place]
        if isinstance(where, range):
            return Packed(self[one] for one in where)
        value = self.get(where)
        if value is None:
            raise IndexError(where)
        return value

    def __iter__(self) -> Iterator[Number]:
        return (self[place] for place in range(len(self)))
