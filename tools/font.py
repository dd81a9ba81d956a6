"""Make the package's Chinese font: a subset of Noto Sans SC. Usage: python tools/font.py NotoSansCJK-Regular.ttc.

Needs fontTools, which nothing else here does: install it apart. The collection comes with Debian's `fonts-noto-cjk`;
docs/decisions/0015-chinese-words-and-glyphs.md says which release was used. The same collection gives the same file.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

TARGET = Path(__file__).resolve().parent.parent / "sim" / "experiment" / "fonts" / "SimSansSC-Regular.otf"
SOURCE = "Noto Sans CJK SC"
FAMILY = "Sim Sans SC"
FAMILY_NAME, FULL_NAME, UNIQUE_NAME, POSTSCRIPT_NAME, DESCRIPTION = 1, 4, 3, 6, 10
KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 14)
"""Copyright, names, version, trade mark, maker, description, licence and its address."""
RANGES = (
    (0x0020, 0x024F), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x2199), (0x2200, 0x22FF),
    (0x2400, 0x2421), (0x25A0, 0x25FF), (0x2600, 0x2606), (0x3000, 0x303F), (0xFF01, 0xFFEE),
)  # fmt: skip
"""Latin, punctuation, money, arrows, signs of mathematics, pictures of control characters, full-width forms."""


def wanted() -> set[int]:
    """Return the characters of GB 2312, both levels and its signs, of Big5's first level, and of the ranges."""
    found = {code for first, last in RANGES for code in range(first, last + 1)}
    for encoding, heads in (("gb2312", range(0xA1, 0xF8)), ("big5", range(0xA4, 0xC7))):
        for head in heads:
            for low in range(0x40, 0xFF):
                found.update(map(ord, bytes((head, low)).decode(encoding, errors="ignore")))
    return found


def source(path: str) -> TTFont:
    """Return the font for simplified Chinese of a collection."""
    return next(font for font in TTCollection(path).fonts if font["name"].getDebugName(FAMILY_NAME) == SOURCE)


def renamed(font: TTFont) -> None:
    """Give the subset a name of its own, so that nobody takes it for the whole font; whose it is stays."""
    names = font["name"]
    names.names = [one for one in names.names if one.nameID in KEPT_NAMES and one.langID == 0x409]  # noqa: PLR2004 English
    texts = {
        FAMILY_NAME: FAMILY, FULL_NAME: f"{FAMILY} Regular", UNIQUE_NAME: f"{FAMILY} Regular",
        POSTSCRIPT_NAME: "SimSansSC-Regular",
        DESCRIPTION: f"The characters of GB 2312 and Big5's first level, from {SOURCE}",
    }  # fmt: skip
    for identity, text in texts.items():
        names.setName(text, identity, 3, 1, 0x409)
    plain = font["CFF "].cff
    plain.fontNames[0] = texts[POSTSCRIPT_NAME]
    plain.topDictIndex[0].FamilyName, plain.topDictIndex[0].FullName = FAMILY, f"{FAMILY} Regular"


def main() -> None:
    """Write the subset."""
    font = source(sys.argv[1])
    options = Options(hinting=False, desubroutinize=False, layout_features=[], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GPOS", "GSUB", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    renamed(font)
    font.recalcTimestamp = False
    font.save(TARGET)
    print(f"{TARGET.name}: {len(font.getBestCmap()):,} characters, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
