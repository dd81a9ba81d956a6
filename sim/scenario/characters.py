"""Bytes to text, and the characters that only look like those of the grammar: full-width forms, curly quotes, spaces.

They belong in a title or a text; in a key, a number or a word they are named, with the plain character beside them.
"""

from __future__ import annotations

import re
import unicodedata

CURE = "save it as UTF-8 (Notepad: Save as, encoding UTF-8; Excel: CSV UTF-8)"
BOM = b"\xef\xbb\xbf"
KINDS = (
    (b"PK\x03\x04", "a zip file, such as an Excel workbook (.xlsx), not a text; export it as text and "),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file (.xls, .doc), not a text; export it as text and "),
    (b"\x1f\x8b", "a gzip file, not a text; unpack it and "),
    (b"\xff\xfe", "UTF-16, not UTF-8; "),
    (b"\xfe\xff", "UTF-16, not UTF-8; "),
)
_CJK = re.compile("[\x00-\x7f\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*")
_FORMS = [chr(c) for span in ((0xFE50, 0xFE6C), (0xFF01, 0xFF66), (0x2000, 0x200B)) for c in range(*span)]
_FORMS += ["\xa0", "\u202f", "\u3000"]
PLAIN = {c: p for c in _FORMS if len(p := unicodedata.normalize("NFKC", c)) == 1 and p.isascii()}
PLAIN |= dict(zip("\u201c\u201d\u201e\u2018\u2019\u300c\u300d", '"""\'\'""', strict=True))
PLAIN |= dict(zip("\u3002\uff61\u3001\uff64\u3010\u3011\u2013\u2014\u2212", "..,,[]---", strict=True))
LOOKALIKE = re.compile(f"[{''.join(PLAIN)}]")


class Unreadable(ValueError):  # noqa: N818 reads as what it says
    """Bytes that are no UTF-8 text: what they are and what to do, and where (line and column from 1)."""

    def __init__(self, text: str, line: int = 1, col: int = 1) -> None:
        super().__init__(text)
        self.line, self.col = line, col


def decoded(data: bytes) -> str:
    r"""Return UTF-8 bytes as text, without a byte order mark at the start.

    Raises
    ------
    Unreadable
        UTF-16, GBK, another encoding, a zip file such as an Excel workbook, ...: named, with the cure.

    Examples
    --------
    >>> decoded(b"\xef\xbb\xbfkind: market")
    'kind: market'
    """
    for head, what in KINDS:
        if data.startswith(head):
            raise Unreadable(what + CURE)
    pairs = data[:400]
    if len(pairs) > 1 and not (any(pairs[::2]) and any(pairs[1::2])):
        raise Unreadable(f"UTF-16 without a mark, not UTF-8; {CURE}")
    try:
        return data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        rest = data.removeprefix(BOM)
        line, start = rest.count(b"\n", 0, error.start) + 1, rest.rfind(b"\n", 0, error.start) + 1
        col = len(rest[start : error.start].decode("utf-8", "replace")) + 1
        what = "not UTF-8, but GBK as it seems" if _is_gbk(data) else "not UTF-8"
        raise Unreadable(f"{what}; {CURE}", line, col) from None


def _is_gbk(data: bytes) -> bool:
    """Return whether bytes read as Chinese in GBK (or GB 18030, which holds it)."""
    try:
        return _CJK.fullmatch(data.decode("gb18030")) is not None
    except UnicodeDecodeError:
        return False


def instead(character: str) -> str:
    r"""Return what to say about a character that only looks like a plain one.

    Examples
    --------
    >>> print(instead("\xa0"))
    '\xa0' (U+00A0, no-break space) cannot stand here; write the plain ' '
    """
    name = f"U+{ord(character):04X}, {unicodedata.name(character).lower()}"
    seen = character if character.isprintable() else ascii(character)[1:-1]
    plain = PLAIN[character]
    quoted = f'"{plain}"' if plain == "'" else f"'{plain}'"
    return f"'{seen}' ({name}) cannot stand here; write the plain {quoted}"


def first_lookalike(text: str) -> str:
    """Return the first character of a text that only looks like a plain one, or an empty text."""
    found = LOOKALIKE.search(text)
    return found.group() if found else ""
