"""One wrong letter in a key: the right key is proposed, and nothing passes."""

from collections.abc import Callable, Iterator
from random import Random

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario import check
from sim.scenario.models import MODELS

LETTERS = "abcdefghijklmnopqrstuvwxyz_"
HEADS = {
    "market": "kind: market\nname: a\ncurrency: CNY\npersons: 10\n",
    "firm": "kind: firm\nname: a\n",
    "strategy": "kind: strategy\nname: a\nsets:\n",
}


def one_edit(word: str, random: Random) -> Iterator[str]:
    """Yield four typos: a letter left out, put in, replaced, and two swapped."""
    at = random.randrange(len(word))
    letter = random.choice(LETTERS)
    yield word[:at] + word[at + 1 :]
    yield word[:at] + letter + word[at:]
    yield word[:at] + letter + word[at + 1 :]
    if len(word) > 1:
        at = random.randrange(len(word) - 1)
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def typos(seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield kind, line with one typo, and what was meant; for every section and every key, no two alike."""
    random = Random(seed)
    for parameter in PARAMETERS:
        kinds = ["market"] if parameter.owner is Owner.MARKET else ["firm", "strategy"]
        section, _, name = parameter.key.partition(".")
        known = {p.key for p in PARAMETERS}
        for kind in kinds:
            for typo in one_edit(name, random):
                if typo and f"{section}.{typo}" not in known:
                    yield kind, f"  {section}: {{{typo}: x}}\n", name
            for typo in one_edit(section, random):
                if typo and not any(key.startswith(f"{typo}.") for key in known):
                    yield kind, f"  {typo}: {{{name}: x}}\n", section
    for kind, section in MODELS.items():
        if kind != "experiment":
            for name in set(section.keys) - {"kind", "extends"}:
                for typo in one_edit(name, random):
                    if typo and typo not in section.keys and not typo.startswith("_"):
                        yield kind, f"{typo}: x\n", name


def test_at_least_95_percent_of_one_letter_typos_get_the_right_proposal(write: Callable[[str, str], str]) -> None:
    # given: every key of every file with four kinds of typo
    cases = sorted(set(typos(seed=3)))
    right = wrong = 0

    # when: each is checked in a file of its own
    for kind, line, meant in cases:
        path = write(f"{kind}.yaml", HEADS[kind] + (line if kind == "strategy" else line.removeprefix("  ")))
        lines = [str(fault) for fault in check([path])]
        assert any(word in text for text in lines for word in ("unknown key", "'s to set", "cannot stand here")), line
        proposed = any(f"did you mean '{meant}'?" in text for text in lines)
        right, wrong = right + proposed, wrong + (not proposed)

    # then
    assert right + wrong > 900
    assert right / (right + wrong) >= 0.95
