"""Write docs/responses.md, the table of every response: ``python -m tools.responses``."""

from pathlib import Path

from sim.response import RESPONSES

TARGET = Path(__file__).resolve().parents[1] / "docs" / "responses.md"
HEAD = """\
# Responses

Every number that `sim compare --response NAME` and `.responses` know, read from a record of one run. Written by
`python -m tools.responses` from the declarations in `sim/response/`; a test holds it to them.

All of them count what happened after the history, until the end of the run. Where a record gives a response no
meaning (a share of nothing, an event that its model does not have) it has no value, which tables show as a dash.
*Log*: the response is read from the event log, and has no value without it; asking for it in an experiment keeps the
log. The others need the log only after a history. *Better*: what the firm wishes; it decides the word of a verdict and
nothing else. *Rows*: rows of the mission's table that ask for the response.

A *customer* in a mean or a share is whoever was one at any time after the history. A *relation* lasts from joining to
departure; who comes back begins another one. What is *booked to customers* leaves out the firm's standing costs (wages,
advertising, ...). A run ends, lives go on: values hold nothing that comes later, so compare runs of equal length.

| response | unit | what it is | better | log | rows |
|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the page as text."""
    lines = [
        f"| `{one.name}` | {one.unit} | {one.definition} | {'more' if one.higher_is_better else 'less'} "
        f"| {'yes' if one.needs_log else ''} | {one.rows} |\n"
        for one in RESPONSES.values()
    ]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{len(RESPONSES)} responses written to {TARGET.relative_to(TARGET.parents[1])}")
