"""Shipped files with random damage: a fault with a place, or a sound file; never anything else."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from sim.scenario import check
from sim.scenario.files import shipped

PIECES = [
    *":-[]{},#&*!|>'\"%@`?\n\t \\",
    "\x00",
    "\u202e",
    "\ufeff",
    "- ",
    ": ",
    "---\n",
    "<<: ",
    "1e9",
    "null",
    "true",
    "é",
]
SOURCES = {
    "markets/a.yaml": "markets/corner_shop.yaml",
    "firms/a.yaml": "firms/corner_shop.yaml",
    "strategies/a.yaml": "strategies/five_step_recovery.yaml",
    "experiments/a.yaml": "experiments/demo_corner.yaml",
}


def damaged(text: str, random: Random) -> str:
    """Return a text after one to three random wounds."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text) + 1)
        length = random.choice([1, 1, 2, 5, 30])
        wound = random.randrange(5)
        if wound == 0:
            text = text[:at] + text[at + length :]
        elif wound == 1:
            text = text[:at] + random.choice(PIECES) + text[at:]
        elif wound == 2:
            text = text[:at] + random.choice(PIECES) + text[at + length :]
        elif wound == 3:
            text = text[:at] + text[at : at + length] + text[at:]
        else:
            lines = text.split("\n")
            line = random.randrange(len(lines))
            lines.insert(random.randrange(len(lines)), lines.pop(line))
            text = "\n".join(lines)
    return text


def mutants(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield file names and damaged texts; the long market comes up less often."""
    random = Random(seed)
    texts = {name: (shipped() / source).read_text(encoding="utf-8") for name, source in SOURCES.items()}
    for number in range(count):
        name = "markets/a.yaml" if number % 10 == 0 else random.choice(list(SOURCES)[1:])
        yield name, damaged(texts[name], random)


def judge(write: Callable[[str, str], str], count: int, seed: int) -> int:
    """Check mutants, assert that every answer is a list of lines with places, and return how many are refused."""
    refused = 0
    for name, text in mutants(count, seed):
        path = write(name, text)
        faults = check([path])
        refused += bool(faults)
        for fault in faults:
            line = str(fault)
            assert line.isprintable(), (text, line)
            assert fault.file.endswith(".yaml"), (text, line)
            assert fault.line <= text.count("\n") + 1 or fault.file != path, (text, line)
    return refused


def test_damaged_files_are_judged_without_a_traceback(write: Callable[[str, str], str]) -> None:
    assert judge(write, 250, seed=11) > 125


@pytest.mark.nightly
def test_ten_thousand_damaged_files_are_judged_without_a_traceback(write: Callable[[str, str], str]) -> None:
    assert judge(write, 10_000, seed=12) > 5_000
