"""Who stands on the floor: hired, trained, raw at first, better with the years, and some day gone?"""

from math import floor

from sim.model.codes import Purpose, Stage
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, log, round_half_up
from sim.model.quantiles import exponential, normal_quantile
from sim.model.quantities import FIRM, HOUR, MONTH, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.storage import INFINITE, Real
from sim.model.worker import Worker

FIRST_POST = -2
"""Subject of the draws of post 0; the others count down from it."""
GENERATIONS = 4096
"""Number of a row of the staff: this times the post, plus how many have left it before."""
VETERAN = 2 * YEAR
HIRING_HOURS = 20
HOURS_AN_APPLICANT = 1
COLLEAGUES_HOURS = 20
LAST = 0.9999999999999999  # below 1


class Staff(Mechanism):
    """Staff are hired, learn and quit."""

    staff_on: int = switch(0, "staff are hired, learn and quit")
    staff_posts: int = declared("staff.posts", Unit.COUNT, 5, "posts on the floor", low=1, high=100, plausible=(2, 50))
    staff_hours: float = declared(
        "staff.hours", Unit.TIME, 5 * HOUR, "paid time a day of a post, days off counted in", plausible=(HOUR, 8 * HOUR)
    )
    staff_clumsy: float = declared(
        "staff.clumsy",
        Unit.NUMBER,
        1.5,
        "how many failures of the encounter more somebody has who has just begun, by those of who knows everything",
        high=10.0,
        plausible=(0.0, 4.0),
    )
    staff_turnover: float = declared(
        "staff.turnover",
        Unit.RATE,
        0.30 / YEAR,
        "rate at which staff quit at the pay that is usual",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 0.1),
        plausible=(0.1 / YEAR, 1.2 / YEAR),
    )
    staff_pay_effect: float = declared(
        "staff.pay_effect",
        Unit.NUMBER,
        3.0,
        "logarithms of quitting less for twice the pay",
        high=20.0,
        plausible=(1.0, 5.0),
    )
    staff_drain: float = declared(
        "staff.drain",
        Unit.NUMBER,
        1.0,
        "how much oftener those quit who are better, by how much better they are: they find other work",
        high=10.0,
        plausible=(0.0, 3.0),
    )
    staff_spread: float = declared(
        "staff.spread", Unit.SHARE, 0.15, "spread of what applicants are worth", plausible=(0.0, 0.3)
    )
    staff_wage: int = declared(
        "staff.wage",
        Unit.MONEY,
        1000,
        "pay of an hour on the floor",
        high=1e12,
        owner=FIRM,
        lively=(0, 2000),
        plausible=(500, 2000),
        anchor="1 agent-hours",
    )
    staff_pay: float = declared(
        "staff.pay", Unit.NUMBER, 1.0, "pay, in what is usual", high=10.0, owner=FIRM, plausible=(0.8, 1.3)
    )
    staff_best: float = declared(
        "staff.best",
        Unit.SHARE,
        0.0,
        "pay above the others' for those who are better than is usual",
        owner=FIRM,
        plausible=(0.0, 0.3),
    )
    staff_ramp: float = declared(
        "staff.ramp",
        Unit.TIME,
        8 * MONTH,
        "time at work after which about 37% of being raw is left, where nobody helps",
        low=1.0,
        high=50 * YEAR,
        owner=FIRM,
        lively=(1.0, 200.0),
        plausible=(MONTH, 24 * MONTH),
    )
    staff_mentor: float = declared(
        "staff.mentor",
        Unit.SHARE,
        0.5,
        "how much faster staff learn where all others have been there for two years; it saves so much of a "
        "colleague's time in training",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    staff_feedback: float = declared(
        "staff.feedback",
        Unit.SHARE,
        0.5,
        "share of the work of which staff hear how it went; they learn half as fast with none, 1.5 times with all",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    staff_hiring: float = declared(
        "staff.hiring",
        Unit.TIME,
        30.0,
        "days for which a post is vacant before somebody is hired",
        high=10 * YEAR,
        owner=FIRM,
        lively=(0.0, 40.0),
        plausible=(7.0, 90.0),
    )
    staff_training: float = declared(
        "staff.training",
        Unit.TIME,
        10.0,
        "days of paid training before the first day at work",
        high=10 * YEAR,
        owner=FIRM,
        lively=(0.0, 20.0),
        plausible=(1.0, 60.0),
    )
    staff_validity: float = declared(
        "staff.validity",
        Unit.SHARE,
        0.4,
        "how much of what applicants are worth their choice can see",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    staff_applicants: int = declared(
        "staff.applicants",
        Unit.COUNT,
        1,
        "applicants for a post, of whom the best is taken",
        low=1,
        high=1000,
        owner=FIRM,
        lively=(1, 10),
        plausible=(1, 10),
    )
    # as is: rate of quitting, share of posts that are held, speed of learning, mean rawness with stand-ins in it
    staff_leaving: float = solved(0.0)
    staff_held: float = solved(0.0)
    staff_speed: float = solved(0.0)
    staff_raw: float = solved(0.0)
    # as is: spread of what a choice can see, applicants, and the mean of the best of them
    staff_seen: float = solved(0.0)
    staff_tried: int = solved(0)
    staff_usual: float = solved(0.0)
    # of a person
    raw: Real  # of who served her last


def learning_speed(p: Parameters, veterans: float) -> float:
    """Return the rate, per day, at which rawness fades beside a share of colleagues who have been there for two years.

    References
    ----------
    Direction: mission rows H15, H16, H22. Form and size are assumed.
    """
    return (1.0 + p.staff_mentor * veterans) * (0.5 + p.staff_feedback) / p.staff_ramp


def pay_above(p: Parameters, a: Worker) -> float:
    """Return what who is at work is paid above what is usual, in wages; nothing for who stands in."""
    if a.stage != Stage.AT_WORK:
        return 0.0
    return p.staff_pay - 1.0 + (p.staff_best if a.able > 0.0 else 0.0)


def quitting_rate(p: Parameters, a: Worker) -> float:
    """Return the rate, per day, at which somebody quits: less for better pay and morale, more the better she is."""
    stays = p.staff_pay_effect * pay_above(p, a)
    if p.morale_on:
        stays += p.morale_quitting * (a.morale - p.morale_usual)
    return p.staff_turnover * exp(-stays) * max(0.0, 1.0 + p.staff_drain * a.able)


def best_of(many: int, u: float) -> float:
    """Return the largest of so many standard normal numbers, at one draw."""
    return normal_quantile(min(LAST, exp(log(u) / many)))


def slips_of(p: Parameters, a: Worker) -> float:
    """Return what who serves multiplies failures of the encounter by: 1 on average, as is."""
    return (1.0 + p.staff_clumsy * a.raw) / (1.0 + p.staff_clumsy * p.staff_raw) * max(0.0, 1.0 - a.able)


def post_met(p: Parameters, c: Person, occasion: int) -> int:
    """Return the post that serves the purchase ``occasion``, each as likely."""
    return floor(uniform(c.key, Purpose.SERVER, occasion) * p.staff_posts)


# A post --------------------------------------------------------------------------------------------------------------


def draw_at_start(a: Worker, occasion: int) -> float:
    """Return the draw that says how a post is found at the start: 0 how long it has been held, 1 whether it is."""
    return uniform(a.key, Purpose.TENURE_AT_START, occasion)


def best_hired(a: Worker, many: int) -> float:
    """Return the best of so many applicants for a post, in deviations."""
    return best_of(many, uniform(a.key, Purpose.HIRED, a.generation))


def start_post(p: Parameters, a: Worker) -> None:
    """Let a post be held, or vacant, for as long as is usual when the run begins; quitting has no memory."""
    u = draw_at_start(a, 1)
    if u >= p.staff_held:
        left = (u - p.staff_held) / (1.0 - p.staff_held) * (p.staff_hiring + p.staff_training)
        a.stage = Stage.IN_TRAINING if left < p.staff_training else Stage.VACANT
        a.until = left if left < p.staff_training else left - p.staff_training
        a.raw = 1.0
        return
    age = INFINITE
    if p.staff_leaving > 0.0:
        age = exponential(draw_at_start(a, 0)) / p.staff_leaving
    begin_work(a, -age, p.staff_seen * best_hired(a, p.staff_tried) - p.staff_usual)
    a.raw = exp(-p.staff_speed * age)


def begin_work(a: Worker, day: float, able: float) -> None:
    """Let somebody be ready for work, raw as everybody is at first."""
    a.stage = Stage.AT_WORK
    a.since = day
    a.raw = 1.0
    a.able = able
    a.quit_left = exponential(uniform(a.key, Purpose.QUIT, a.generation))


def able_hired(p: Parameters, a: Worker) -> float:
    """Return by how much the best of the applicants is better than is usual, as far as their choice could see."""
    return p.staff_spread * p.staff_validity * best_hired(a, p.staff_applicants) - p.staff_usual


def leave_post(p: Parameters, a: Worker, day: int) -> None:
    """Let a post be vacant: somebody stands in who is as raw as can be."""
    a.generation += 1
    a.stage = Stage.VACANT
    a.until = day + p.staff_hiring
    a.raw = 1.0
    a.able = 0.0


def live_day(p: Parameters, a: Worker, day: int, veterans: float) -> None:
    """Let who is at work learn from yesterday, and come nearer to quitting today; who is fed up leaves tomorrow."""
    if a.stage == Stage.AT_WORK:
        if a.since < day:
            a.raw *= exp(-learning_speed(p, veterans))
        a.quit_left -= quitting_rate(p, a)


def is_fed_up(a: Worker) -> bool:
    """Return whether who is at work leaves tonight."""
    return a.stage == Stage.AT_WORK and a.quit_left <= 0.0


def is_veteran(a: Worker, day: int) -> bool:
    """Return whether somebody has been at work for two years."""
    return a.stage == Stage.AT_WORK and day - a.since >= VETERAN


# What it costs -------------------------------------------------------------------------------------------------------


def hiring_cost(p: Parameters) -> int:
    """Return what it costs to find somebody, in minor units: a search, and an hour with each applicant."""
    return p.staff_wage * (HIRING_HOURS + HOURS_AN_APPLICANT * p.staff_applicants)


def training_cost(p: Parameters, veterans: float) -> int:
    """Return what training costs, in minor units: her wages, and a colleague's time, less where veterans help along."""
    hours = p.staff_training * p.staff_hours / HOUR + COLLEAGUES_HOURS * (1.0 - p.staff_mentor * veterans)
    return round_half_up(p.staff_wage * hours)


def raises_cost(p: Parameters, raised: float) -> int:
    """Return what pay above what is usual comes to, in minor units, over days of posts times the part above."""
    return round_half_up(p.staff_wage * p.staff_hours / HOUR * raised)
