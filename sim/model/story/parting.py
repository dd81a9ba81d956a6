"""How a purchase closes: she tells others, then plans the next one or leaves; and what leaving is."""

from sim.model.codes import Account, Case, Kind, Loss, Post, Status
from sim.model.flat import Parameters, Person
from sim.model.rules.blame import blamed_causes, fade_blame
from sim.model.rules.buying import gap_end
from sim.model.rules.contagion import is_contagious
from sim.model.rules.leaving import decides_to_leave, departure_detail, destination, leave_cause, leave_driver, loss_of
from sim.model.rules.life import start_looking
from sim.model.rules.outreach import strike_off
from sim.model.rules.rivals import feel_pull
from sim.model.rules.surveys import EXIT, leaver_tells, survey_cost, tells_why
from sim.model.rules.talk import is_soured, listener, telling_after, telling_count
from sim.model.rules.winback import says_so
from sim.model.story.hands import send
from sim.model.story.mending import listen
from sim.model.story.writing import note, pay, write
from sim.model.world import World


def close_purchase(w: World, p: Parameters, c: Person, now: float, by: int) -> None:
    """Close the story of a purchase: tell about it, then leave or plan the next one."""
    n = c.purchases - 1
    for k in range(telling_count(p, c, n)):
        tell(w, p, c, now, telling_after(n, k), n, by)
    if p.blame_on:
        fade_blame(p, c, now)
    if decides_to_leave(p, c, n):
        c.departure_loss = Loss.NONE  # nothing was appointed for this
        c.departure_kind = 0
        depart(w, p, c, now, leave_cause(p, c, n), leave_driver(p, c, n), c.number, n, by)
    else:
        c.next_purchase = gap_end(p, c, now, n)
        if p.rivals_on:
            feel_pull(p, c, now)


def tell(w: World, p: Parameters, c: Person, now: float, telling: int, n: int, after: int) -> None:
    """Tell one contact, after her event of a kind at occasion n; the word arrives overnight."""
    other = listener(p, c, telling, w.state[0].persons, w.starts, w.contacts)
    if other < 0:
        return
    praise = not is_soured(c)
    if praise:
        c.praised += 1
    else:
        c.warned += 1
    kind = Kind.PRAISE if praise else Kind.WARNING
    write(w, now, kind, c.number, telling, c.number, n, after, Account.NONE, 0, other)
    send(w, Post.PRAISE if praise else Post.WARNING, c.number, telling, other)


def depart(
    w: World, p: Parameters, c: Person, now: float, cause: int, driver: int,
    parent: int, parent_occasion: int, parent_kind: int,
) -> None:  # fmt: skip
    """Leave, to a rival or out of the market; the parent is the event that made her."""
    to = destination(p, c, cause)
    if c.status == Status.CUSTOMER:
        c.driver = driver
        part(w, p, c, now, cause, to, parent, parent_occasion, parent_kind)
    else:
        write(w, now, Kind.MOVE, c.number, c.purchases, c.number, 0, -1, Account.NONE, 0, cause * 8 + to)
    c.departure_loss = Loss.NONE
    move(w, c, to)
    if to == Status.RIVAL:
        start_looking(p, c, now, w.state[0].pull)


def part(
    w: World, p: Parameters, c: Person, now: float, cause: int, to: int,
    parent: int, parent_occasion: int, parent_kind: int,
) -> None:  # fmt: skip
    """End a customer's relation: an open complaint is withdrawn; perhaps she says why, perhaps others follow."""
    n = c.purchases - 1
    if c.case:
        note(w, now, Kind.WITHDRAWAL, c, n, Kind.COMPLAINT, 0)
        w.state[0].waiting -= int(c.case == Case.WAITING)
        w.state[0].cases -= int(c.case == Case.PASSED_ON)
        c.case = Case.NONE
    c.left = now
    c.cause = cause
    c.loss = loss_of(c, cause)
    c.blamed = blamed_causes(c, cause) if p.blame_on else 0
    detail = departure_detail(c, cause, to)
    write(w, now, Kind.DEPARTURE, c.number, n, parent, parent_occasion, parent_kind, Account.NONE, 0, detail)
    c.products = 0
    c.led = c.purchases if c.intermediary else 0
    w.state[0].leavers += c.intermediary
    if c.loss == Loss.DROPPED:
        strike_off(p, c, now)
    if p.surveys_on and p.contacts_on and tells_why(p, c):
        strike_off(p, c, now)
        pay(w, now, Kind.INTERVIEW, c, n, Kind.DEPARTURE, Account.INTERVIEWS, -survey_cost(p, EXIT), cause)
        if p.problems_on and leaver_tells(p, c):
            listen(w, p, c, now, Kind.INTERVIEW, n)
    if p.winback_on and says_so(p, c):
        strike_off(p, c, now)
    if is_contagious(p, cause):
        send(w, Post.LEAVING, c.number, n, cause)


def move(w: World, c: Person, to: int) -> None:
    """Move a person from one place of the closed market to another."""
    s = w.state[0]
    s.heads[c.status] -= 1
    s.heads[to] += 1
    c.status = to
