from sim.model.events import Kind
from sim.record import Record
from sim.response import responses_of
from sim.response.worth import share_of_wallet
from tests.response.conftest import Run


def test_the_share_of_wallet_counts_occasions_here_and_elsewhere(run: Run) -> None:
    record: Record = run(mechanisms__wallet="true")
    own, elsewhere = int(record.counts[0, Kind.PURCHASE]), int(record.counts[0, Kind.ELSEWHERE])
    assert elsewhere > 0
    assert share_of_wallet(record) == own / (own + elsewhere)


def test_without_rivals_the_whole_wallet_is_the_firms(run: Run) -> None:
    found = responses_of(run(), 0.1)
    assert (found["share_of_wallet"], found["losses_poached"], found["losses_dropped"]) == (1.0, 0, 0)
