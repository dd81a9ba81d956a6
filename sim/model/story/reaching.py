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
    answered_there,
    has_answered,
    is_asked_tonight,
    is_sampled,
    is_sampled_there,
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
    s.felt = round_half_up(1e6 * mean)
    for way in range(WAYS):
        if is_asked_tonight(p, way, day):
            book_amount(w, float(day), Kind.WAVE, question_number(way, day), Account.NONE, 0, s.felt)


def ask(w: World, p: Parameters, c: Person, day: int) -> None:
    """Ask somebody how satisfied she is, in each way in which the firm asks tonight: on its file, or the rival's."""
    s = w.state[0]
    for way in range(WAYS):
        if is_asked_tonight(p, way, day):
            if is_sampled(p, c, way, day, s.file):
                detail = answered(p, c, way, day, s.file)
                hear_answer(w, detail)
                note_asked(w, p, c, day, way, question_number(way, day), detail)
                if p.problems_on and has_answered(detail) and answer_tells(p, c, way, day):
                    listen(w, p, c, float(day), Kind.SURVEYED, question_number(way, day))
            if is_sampled_there(p, c, way, day, s.heads[Status.RIVAL]):
                detail = answered_there(p, c, way, day, s.file)
                note_asked(w, p, c, day, way, question_number(WAYS + way, day), detail)


def note_asked(w: World, p: Parameters, c: Person, day: int, way: int, number: int, detail: int) -> None:
    """Write down that somebody was asked, what it cost, and what she said."""
    write(
        w, float(day), Kind.SURVEYED, c.number, number, FIRM, 0, NO_KIND,
        Account.SURVEYS, -survey_cost(p, way), detail,
    )  # fmt: skip


def hear_answer(w: World, detail: int) -> None:
    """Add an answer to what the manager's rules go by."""
    if has_answered(detail):
        s = w.state[0]
        s.answers += 1
        s.said += detail % PART
        cause = detail // (2 * PART * PART)
        if cause > 0:
            s.shown[cause - 1] += 1
