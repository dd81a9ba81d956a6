"""The firm reaches out at 00:00, on its own account, to who is on its file; and asks how satisfied she is."""

from sim.model.codes import Account, Kind, Status
from sim.model.flat import Parameters, Person
from sim.model.numerics import round_half_up
from sim.model.rules.contacts import CALL, PROGRAMMES
from sim.model.rules.outreach import (
    LOST,
    PER_CONTACT,
    SOLD,
    contact,
    contact_cost,
    contact_kind,
    contact_number,
    contact_tells,
    is_contacted,
)
from sim.model.rules.surveys import (
    PART,
    WAYS,
    answer_tells,
    answered,
    is_asked_tonight,
    is_sampled,
    question_number,
    survey_cost,
)
from sim.model.story.mending import listen
from sim.model.story.writing import FIRM, NO_KIND, book_amount, write
from sim.model.world import World


def reach_out(w: World, p: Parameters, c: Person, day: int) -> bool:
    """Let the firm's own programmes reach who is on its file, one after the other; return whether a customer was met.

    Who has left and told nobody is on it too: that costs as much, and then the firm knows.
    """
    met = False
    for k in range(PROGRAMMES):
        if is_contacted(p, c, k, day):
            found = contact(p, c, k, day)
            write(
                w, float(day), contact_kind(k), c.number, contact_number(k, day), FIRM, 0, NO_KIND,
                Account.CALLS if k == CALL else Account.OUTREACH, -contact_cost(p, k), PER_CONTACT * k + found,
            )  # fmt: skip
            if found != LOST:
                met = True
            if p.problems_on and found <= SOLD and contact_tells(p, c, k, day):
                listen(w, p, c, float(day), contact_kind(k), contact_number(k, day))
    return met


def begin_survey(w: World, p: Parameters, day: int) -> None:
    """Count who is on the firm's file; write down how satisfied customers are, which the firm does not see."""
    s = w.state[0]
    felt = 0.0
    s.file = 0
    for i in range(s.persons):
        s.file += w.people[i].filed
        if w.people[i].status == Status.CUSTOMER:
            felt += w.people[i].satisfaction
    mean = felt / s.heads[Status.CUSTOMER] if s.heads[Status.CUSTOMER] > 0 else 0.0
    for way in range(WAYS):
        if is_asked_tonight(p, way, day):
            book_amount(w, float(day), Kind.WAVE, question_number(way, day), Account.NONE, 0, round_half_up(1e6 * mean))


def ask(w: World, p: Parameters, c: Person, day: int) -> None:
    """Ask somebody on the firm's file how satisfied she is, in each way in which the firm asks tonight."""
    for way in range(WAYS):
        if is_asked_tonight(p, way, day) and is_sampled(p, c, way, day, w.state[0].file):
            answer = answered(p, c, way, day, w.state[0].file)
            write(
                w, float(day), Kind.SURVEYED, c.number, question_number(way, day), FIRM, 0, NO_KIND,
                Account.SURVEYS, -survey_cost(p, way), answer,
            )  # fmt: skip
            if p.problems_on and answer >= PART * PART and answer_tells(p, c, way, day):
                listen(w, p, c, float(day), Kind.SURVEYED, question_number(way, day))
