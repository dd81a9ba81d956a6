"""The lettering of figures: a Chinese font of the package's own, so that its glyphs are real on every machine.

The font is a subset of Noto Sans SC (SIL Open Font License, beside it): docs/decisions/0015. Characters beyond it are
drawn with a font of the system where one has them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

FAMILY = "Sim Sans SC"
FILE = Path(__file__).parent / "fonts" / "SimSansSC-Regular.otf"
_LARGE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK TC", "Noto Sans CJK JP", "Arial Unicode MS",
)  # fmt: skip


@cache
def covered() -> frozenset[int]:
    """Return the characters of the package's font; from now on figures know it.

    Raises
    ------
    OSError
        The file is not there or cannot be read.
    """
    held = frozenset(FT2Font(str(FILE)).get_charmap())
    fontManager.addfont(FILE)
    return held


def beyond(text: str) -> set[str]:
    """Return the characters that the package's font does not hold.

    Examples
    --------
    >>> sorted(beyond("温言道歉, 客戶: 15%")), beyond("a\U00020000") == {"\U00020000"}
    ([], True)
    """
    return {character for character in text if character.isprintable() and ord(character) not in covered()}


def system_fonts() -> list[str]:
    """Return the large Chinese fonts of this machine."""
    installed = {font.name for font in fontManager.ttflist}
    return [name for name in _LARGE if name in installed]


def families(language: str, *texts: str) -> list[str]:
    """Return the font families to draw some texts with; glyph by glyph, the first one that has it is taken.

    Chinese figures are drawn with the package's font throughout, others with the usual one where it has the glyph.
    Fonts of the system follow only where a text needs them, so that a figure is the same on every machine.
    """
    further = system_fonts() if beyond("".join(texts)) else []
    usual = list(mpl.rcParams["font.family"])
    return [FAMILY, *usual, *further] if language == "zh" else [*usual, FAMILY, *further]
