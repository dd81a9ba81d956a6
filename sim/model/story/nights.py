"""What happens at 00:00: the books, what was sent yesterday, what the firm learns, today's parameters, the rival."""

from sim.model.codes import Account, Kind, Post, Status, Turn
from sim.model.flat import Parameters, Person
from sim.model.rules.advertising import advert_rate, change_advertising
from sim.model.rules.authority import says_yes
from sim.model.rules.backstage import strain
from sim.model.rules.books import desk_amount, month_of, standing_cost
from sim.model.rules.burdens import is_overdue, lends
from sim.model.rules.contagion import expose
from sim.model.rules.desk import always_open, desk_changes, duties_done, is_open, paid_time
from sim.model.rules.outreach import is_outreach_night
from sim.model.rules.partners import follows
from sim.model.rules.poaching import is_offered, takes_offer
from sim.model.rules.recall import is_recall, is_recalled, mend
from sim.model.rules.reputation import bad_word, gathered_word, is_stain, reputation_index, reputation_pull
from sim.model.rules.rivalry import is_stirred, stir
from sim.model.rules.roster import rostered
from sim.model.rules.staff import raises_cost
from sim.model.rules.stations import meet_stations, stations_differ
from sim.model.rules.steps import load_felt
from sim.model.rules.surveys import is_survey_night
from sim.model.rules.talk import hear
from sim.model.rules.winback import is_tried, wins_back
from sim.model.story.floor import tend_floor
from sim.model.story.hands import deliver, replan, schedule
from sim.model.story.managing import manage
from sim.model.story.mending import failures_left, is_crisis, shake_customer, tend_problems
from sim.model.story.reaching import ask, begin_survey, reach_out
from sim.model.story.returning import try_again, write_off
from sim.model.story.writing import book_amount, note_first, write
from sim.model.world import World

ONCE = 64  # added to the account in the number of a booking: what a strategy costs when it starts


def night(w: World, day: int) -> None:
    """Close the books, deliver what was sent, let today's parameters begin, open the desk's day."""
    s = w.state[0]
    p = w.phases[s.phase]
    month = month_of(day, s.history)
    begins = month != s.month and day > 0
    turns = s.phase + 1 < s.phases and w.phase_days[s.phase + 1] == day
    end_day(w, p)
    if day > 0:
        s.stations = p.stations_count
        s.moved = p.stations_moved
    if day > 0 and (turns or month != s.month):
        book(w, p, float(day))
    s.month = month
    deliver(w, p, day)
    if s.leavers:
        lead_off(w, p, day)
    if p.reputation_on:
        gather_word(w, p)
        if begins:
            s.pull = reputation_pull(p, s.index)
            look_anew(w, p, day)
    if turns:
        s.phase += 1
        change_phase(w, p, w.phases[s.phase], day)
    if says_yes(p):
        s.yes_days += int(day > 0)
    manage(w, w.phases[s.phase], day)
    stand_for(w, w.phases[s.phase], day, min(1.0, s.end - day))
    if is_survey_night(w.phases[s.phase], day):
        begin_survey(w, w.phases[s.phase], day)
    if p.staff_on:
        tend_floor(w, w.phases[s.phase], day, min(1.0, s.end - day))
    if p.problems_on:
        tend_problems(w, w.phases[s.phase], day)
    s.failing = failures_left(w, w.phases[s.phase])
    s.strain = strain(w.phases[s.phase], s.cases)
    open_day(w, w.phases[s.phase], day)


# The books -----------------------------------------------------------------------------------------------------------


def book(w: World, p: Parameters, now: float) -> None:
    """Book the standing costs since the last booking, and what the desk has brought beside its answers."""
    end_day(w, p)
    s = w.state[0]
    for account in range(Account.CHANNEL, Account.STATIONS + 1):
        amount = desk_amount(p, account, s.answered, s.served, s.duties)
        amount -= standing_cost(p, account, s.days, s.staffed, s.customer_days, s.prospect_days)
        if amount:
            book_amount(w, now, Kind.BOOKING, account, account, amount, s.month + 1)
    raises = raises_cost(p, s.raised)
    if raises:
        book_amount(w, now, Kind.BOOKING, Account.RAISES, Account.RAISES, -raises, s.month + 1)
    s.raised = 0.0
    s.duties = 0.0
    s.answered = 0
    s.served = 0
    s.days = 0.0
    s.staffed = 0.0
    s.customer_days = 0.0
    s.prospect_days = 0.0


def end_day(w: World, p: Parameters) -> None:
    """Let the time that agents were paid for and nobody needed have gone into other work; once a day."""
    s = w.state[0]
    s.duties += duties_done(p, s.paid, s.busy)
    if p.steps_on:
        s.load = load_felt(s.load, s.busy, s.paid)
    s.paid = 0.0
    s.busy = 0.0


def book_start(w: World, p: Parameters, now: float, before: int) -> None:
    """Book what a programme costs when it starts, beyond what was paid before."""
    amount = (p.programme_once if p.programme_on else 0) - before
    if amount > 0:
        number = ONCE + Account.PROGRAMME
        book_amount(w, now, Kind.BOOKING, number, Account.PROGRAMME, -amount, w.state[0].month + 1)


def stand_for(w: World, p: Parameters, day: int, part: float) -> None:
    """Let standing costs run for a part of a day, by the heads at its beginning, and agents be paid for it."""
    s = w.state[0]
    s.paid = paid_time(p, day, part, s.more_agents)
    if s.more_agents > 0 and s.month >= 0:
        s.more_time += s.paid - paid_time(p, day, part, 0)
    s.staffed += s.paid
    s.days += part
    s.customer_days += part * s.heads[Status.CUSTOMER]
    s.prospect_days += part * (s.heads[Status.PROSPECT] + s.heads[Status.RIVAL])


# What was sent, and what the firm learns -----------------------------------------------------------------------------


def receive(w: World, p: Parameters, post: int, sender: int, occasion: int, other: int, day: int) -> None:
    """Let something that was sent yesterday arrive: word, or that somebody has left."""
    if post == Post.LEAVING:
        spread(w, p, sender, occasion, other, day)
    elif hear(p, w.people[sender], w.people[other], occasion, int(post == Post.PRAISE), day, w.state[0].pull):
        replan(w, w.people[other])


def spread(w: World, p: Parameters, leaver: int, occasion: int, cause: int, day: int) -> None:
    """Let all contacts of somebody who left and are customers learn of it."""
    for k in range(w.starts[leaver], w.starts[leaver + 1]):
        c = w.people[w.contacts[k]]
        if c.status == Status.CUSTOMER and expose(p, c, leaver, occasion, cause, day):
            replan(w, c)


def lead_off(w: World, p: Parameters, day: int) -> None:
    """Let the end customers of intermediaries who left yesterday hear of it."""
    for i in range(w.state[0].persons):
        c = w.people[i]
        if c.partner >= 0 and follows(p, c, w.people[c.partner], day):
            replan(w, c)
    w.state[0].leavers = 0


def gather_word(w: World, p: Parameters) -> None:
    """Add what was told since last night to the firm's reputation, which is fixed for the day."""
    s = w.state[0]
    praise = s.counts[Kind.PRAISE]
    warnings = s.counts[Kind.WARNING]
    published = s.counts[Kind.PUBLIC]
    bad = bad_word(p, warnings - s.warned, published - s.published, s.reached)
    if p.reputation_notorious > 0.0:
        stains = 0
        for i in range(s.persons):
            if is_stain(w.people[i]):
                stains += 1
        bad += p.reputation_stain * stains
    s.good_word = gathered_word(p, s.good_word, float(praise - s.told))
    s.bad_word = gathered_word(p, s.bad_word, bad)
    s.told = praise
    s.warned = warnings
    s.published = published
    s.reached = 0
    s.index = reputation_index(p, s.good_word, s.bad_word)


# Today ---------------------------------------------------------------------------------------------------------------


def change_phase(w: World, old: Parameters, new: Parameters, day: int) -> None:
    """Let new parameters begin: the desk's hours and agents, the rate of advertising, the cost of a programme."""
    now = float(day)
    if new.desk_on and desk_changes(old, new):
        schedule(w, now, Turn.OPENING if is_open(new, now) else Turn.CLOSING, -1, 0, 0)
    if advert_rate(old, Status.PROSPECT, 1.0) != advert_rate(new, Status.PROSPECT, 1.0):
        look_anew(w, new, day)
    book_start(w, new, now, old.programme_once if old.programme_on else 0)


def look_anew(w: World, p: Parameters, day: int) -> None:
    """Let everybody who could join answer advertising at today's rate."""
    for i in range(w.state[0].persons):
        c = w.people[i]
        if c.status == Status.PROSPECT or c.status == Status.RIVAL:  # noqa: PLR1714 no membership in the dialect
            change_advertising(p, c, float(day), w.state[0].pull)
            replan(w, c)


def open_day(w: World, p: Parameters, day: int) -> None:
    """Set the desk's hours."""
    if p.desk_on and p.roster_on:
        for hour in range(24 * day, 24 * day + 24):
            agents = rostered(p, hour)
            if agents != rostered(p, hour - 1) or hour == 0:
                schedule(w, hour / 24, Turn.OPENING if agents > 0 else Turn.CLOSING, -1, 0, 0)
    elif p.desk_on and not always_open(p):
        schedule(w, day + p.desk_opens, Turn.OPENING, -1, 0, 0)
        schedule(w, day + p.desk_closes, Turn.CLOSING, -1, 0, 0)


def is_reached(w: World, p: Parameters, day: int) -> bool:
    """Return whether something reaches people tonight: a rival's, a crisis, or what the firm does unasked."""
    if wins_back(p) or lends(p) or is_crisis(w, day) or is_recall(p, day) or is_outreach_night(p, day):
        return True
    if stations_differ(p, w.state[0].stations, w.state[0].moved):
        return True
    stirred = is_stirred(p, day, w.phase_days[w.state[0].phase] == day)
    return stirred or is_survey_night(p, day)


def reach(w: World, p: Parameters, c: Person, day: int) -> None:
    """Let an offer, a scandal, a crisis, other stations, a list of customers to drop or a rival's new pull reach her.

    A programme of the firm's reaches whoever is on its file, also somebody who has left in silence.
    """
    before = c.departure
    now = float(day)
    s = w.state[0]
    if stations_differ(p, s.stations, s.moved):
        meet_stations(p, c, s.key, day, s.stations, s.moved)
    if c.status == Status.CUSTOMER:
        stir(p, c, day)
        if is_crisis(w, day):
            shake_customer(w, p, c, day)
        if is_offered(p, c, day):
            note_first(w, now, Kind.OFFER, c, day, int(takes_offer(p, c, day)))
    if is_recall(p, day) and is_recalled(p, c, day):
        last = c.purchases - 1
        mended = int(mend(c))
        write(
            w, now, Kind.RECALL, c.number, day, c.number, last, Kind.PURCHASE, Account.RECALLS, -p.recall_cost, mended
        )
    if is_tried(p, c, day):
        try_again(w, p, c, day)
    if is_overdue(p, c, day):
        write_off(w, c, now)
    moved = c.departure != before
    if p.contacts_on and reach_out(w, p, c, day):
        moved = True
    if moved:
        replan(w, c)
    if p.surveys_on and p.contacts_on:
        ask(w, p, c, day)
