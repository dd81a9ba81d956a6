"""Whom does the firm ask how satisfied she is, who answers, and how far is what she says from what is so?"""

from math import floor

from sim.model.codes import Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import logistic, round_half_up
from sim.model.quantiles import normal_quantile
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.causes import drifts, fresh_weight, mattering_cause
from sim.model.rules.leaving import weighted_cause
from sim.model.rules.morale import fidelity
from sim.model.rules.outreach import PER_CONTACT, PER_NIGHT, strike_off

QUESTIONNAIRE = 0
TELEPHONE = 1
INTERVIEW = 2
WAYS = 3
EXIT = 3  # of those who leave, as they leave
# which draw of a question
AT_SAMPLING = 0
AT_ANSWERING = 1
AT_SLIPPING = 2
AT_SAYING = 3
AT_REVEALING = 4
AT_MATTERING = 5
AT_TELLING = 6
PART = 1 << 21  # of a row's detail: more than two millions
LEAST_SAID = -0.5  # of what is taken down, whose scale is open; the most is 1.5
MISSED = -1  # detail of a row: nobody is there any more


class Surveys(Mechanism):
    """The firm asks customers how satisfied they are; it needs contacts."""

    surveys_on: int = switch(0, "the firm asks customers how satisfied they are; it needs contacts, for its file")
    survey_questionnaire: float = declared(
        "survey.questionnaire",
        Unit.RATE,
        0.0,
        "surveys by questionnaire",
        owner=FIRM,
        lively=(0.0, 0.2),
        plausible=(0.0, 12 / YEAR),
    )
    survey_telephone: float = declared(
        "survey.telephone",
        Unit.RATE,
        0.0,
        "surveys by telephone",
        owner=FIRM,
        lively=(0.0, 0.2),
        plausible=(0.0, 12 / YEAR),
    )
    survey_interview: float = declared(
        "survey.interview",
        Unit.RATE,
        0.0,
        "rounds of depth interviews, one to one",
        owner=FIRM,
        lively=(0.0, 0.2),
        plausible=(0.0, 12 / YEAR),
    )
    survey_exit: float = declared(
        "survey.exit",
        Unit.SHARE,
        0.0,
        "share of those who leave whom the firm asks as they leave and who say why",
        owner=FIRM,
        lively=(0.0, 0.5),
        plausible=(0.0, 0.8),
    )
    survey_sample: int = declared(
        "survey.sample",
        Unit.COUNT,
        100,
        "customers whom a questionnaire or telephone survey asks, in the mean; a number above all is a census",
        high=1_000_000_000,
        owner=FIRM,
        lively=(0, 60),
        plausible=(30, 1000),
    )
    survey_typical: int = declared(
        "survey.typical",
        Unit.COUNT,
        10,
        "customers whom a round of interviews asks, in the mean",
        high=1_000_000_000,
        owner=FIRM,
        lively=(0, 20),
        plausible=(5, 50),
    )
    survey_questions: int = declared(
        "survey.questions",
        Unit.COUNT,
        8,
        "causes that are asked about, the first of the eight",
        high=8,
        owner=FIRM,
        plausible=(3, 8),
    )
    survey_rivals: int = declared(
        "survey.rivals",
        Unit.COUNT,
        0,
        "customers of the rival whom each survey asks as well, in the mean",
        high=1_000_000_000,
        owner=FIRM,
        lively=(0, 30),
        plausible=(0, 300),
    )
    rivals_satisfaction: float = declared(
        "rivals.satisfaction",
        Unit.SHARE,
        0.75,
        "how satisfied customers of the rival are with it",
        plausible=(0.5, 0.95),
    )
    survey_minutes: tuple[float, ...] = declared(
        "survey.minutes",
        Unit.NUMBERS,
        (3.0, 10.0, 90.0, 20.0),
        "staff minutes for each who is asked: questionnaire, telephone, interview, and who leaves and says why",
        size=4,
        high=1e4,
        owner=FIRM,
        lively=(0.0, 60.0),
        plausible=(1.0, 180.0),
    )
    survey_answer: tuple[float, ...] = declared(
        "survey.answer",
        Unit.NUMBERS,
        (-2.0, -1.0, -1.0),
        "logit of answering of somebody wholly dissatisfied, in the order of survey.minutes",
        low=-20.0,
        size=3,
        high=20.0,
        lively=(-3.0, 3.0),
        plausible=(-4.0, 2.0),
    )
    survey_slope: tuple[float, ...] = declared(
        "survey.slope",
        Unit.NUMBERS,
        (2.0, 1.0, 1.0),
        "what full satisfaction adds to that logit, in the order of survey.minutes",
        low=-20.0,
        size=3,
        high=20.0,
        lively=(-3.0, 3.0),
        plausible=(-1.0, 4.0),
    )
    survey_reveals: tuple[float, ...] = declared(
        "survey.reveals",
        Unit.SHARES,
        (0.2, 0.3, 0.9),
        "chance that an answer shows what matters to her, if it is asked about, in the order of survey.minutes",
        size=3,
        plausible=(0.0, 1.0),
    )
    survey_learns: tuple[float, ...] = declared(
        "survey.learns",
        Unit.SHARES,
        (0.2, 0.3, 0.9, 0.6),
        "chance that an answer says what failed her last, if nobody has written that up, in the order of "
        "survey.minutes; needs problems",
        size=4,
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    survey_noise: float = declared(
        "survey.noise", Unit.SHARE, 0.10, "spread of what is said about what is felt", plausible=(0.0, 0.3)
    )
    survey_slip: float = declared(
        "survey.slip", Unit.SHARE, 0.02, "share of answers that are taken down wrong, at random", plausible=(0.0, 0.2)
    )
    survey_haste: float = declared(
        "survey.haste",
        Unit.SHARE,
        0.06,
        "how many more of them the larger the part of all customers that is asked; if all are, so many more",
        plausible=(0.0, 0.5),
    )


def survey_rate(p: Parameters, way: int) -> float:
    """Return how often a survey is made, per day; 0 is never."""
    if way == QUESTIONNAIRE:
        return p.survey_questionnaire
    return p.survey_telephone if way == TELEPHONE else p.survey_interview


def is_asked_tonight(p: Parameters, way: int, day: int) -> bool:
    """Return whether a survey is made at 00:00 of a day; the first one comes when half its time has passed."""
    rate = survey_rate(p, way)
    return day > 0 and floor(day * rate + 0.5) > floor((day - 1) * rate + 0.5)


def is_survey_night(p: Parameters, day: int) -> bool:
    """Return whether the firm asks customers at 00:00 of a day."""
    if not (p.surveys_on and p.contacts_on):
        return False
    for way in range(WAYS):
        if is_asked_tonight(p, way, day):
            return True
    return False


def sampled_share(p: Parameters, way: int, file: int) -> float:
    """Return the part of those on the firm's file whom a survey asks."""
    sample = p.survey_typical if way == INTERVIEW else p.survey_sample
    return min(1.0, sample / file) if file > 0 else 0.0


def question_number(way: int, day: int) -> int:
    """Return the occasion of being asked."""
    return PER_NIGHT * day + way


def question_draw(c: Person, way: int, day: int, which: int) -> float:
    """Return one of the draws of being asked."""
    return uniform(c.key, Purpose.SURVEY, PER_CONTACT * question_number(way, day) + which)


def is_sampled(p: Parameters, c: Person, way: int, day: int, file: int) -> bool:
    """Return whether a survey asks somebody: by lot from the firm's file, not while a complaint is open."""
    if not c.filed or c.case:
        return False
    return question_draw(c, way, day, AT_SAMPLING) < sampled_share(p, way, file)


def survey_cost(p: Parameters, way: int) -> int:
    """Return what asking somebody costs in minor units: the time of whoever asks."""
    return round_half_up(p.survey_minutes[way] / 60.0 * p.contact_wage)


def is_sampled_there(p: Parameters, c: Person, way: int, day: int, theirs: int) -> bool:
    """Return whether a survey asks somebody who is one of so many customers of the rival; by lot."""
    if c.status != Status.RIVAL or p.survey_rivals == 0:
        return False
    return question_draw(c, WAYS + way, day, AT_SAMPLING) < min(1.0, p.survey_rivals / theirs)


def answers(p: Parameters, c: Person, way: int, day: int, felt: float) -> bool:
    """Return whether somebody who is asked answers: the dissatisfied do less often."""
    chance = logistic(p.survey_answer[way % WAYS] + p.survey_slope[way % WAYS] * felt)
    return question_draw(c, way, day, AT_ANSWERING) < chance


def said(p: Parameters, c: Person, way: int, day: int, part: float, felt: float) -> float:
    """Return the satisfaction that is taken down: what is felt and some noise, or, where it slips, any number.

    References
    ----------
    Mission rows M04, M05: work error grows with the number that is asked. Form and sizes: assumed.
    """
    u = question_draw(c, way, day, AT_SAYING)
    if question_draw(c, way, day, AT_SLIPPING) < p.survey_slip + p.survey_haste * part:
        return u
    return min(1.5, max(LEAST_SAID, felt + p.survey_noise * normal_quantile(u)))


def shown_cause(p: Parameters, c: Person, way: int, day: int) -> int:
    """Return what matters to somebody as an answer shows it: a cause that is asked about; 0 if it does not show.

    It is what failed her last; whom nothing has failed would leave for an everyday cause. Where what matters changes
    with time, she says what matters most to her by then.
    """
    if question_draw(c, way, day, AT_REVEALING) >= p.survey_reveals[way]:
        return 0
    u = question_draw(c, way, day, AT_MATTERING)
    usual = c.nature if c.failures > 0 else weighted_cause(p, c, u)
    cause = mattering_cause(p, u, day) if drifts(p) else usual
    return cause if cause <= p.survey_questions else 0


def answered(p: Parameters, c: Person, way: int, day: int, file: int) -> int:
    """Ask somebody; return the detail of the row: 2^43 x cause shown + 2^42 if she answers + 2^21 x felt + said.

    What is felt and said is in millionths, and said from -.5 on. Who has left is taken off the file.
    """
    if c.status != Status.CUSTOMER:
        strike_off(p, c, float(day))
        return MISSED
    felt = round_half_up(1e6 * c.satisfaction) * PART
    if not answers(p, c, way, day, c.satisfaction):
        return felt
    told = round_half_up(1e6 * (said(p, c, way, day, sampled_share(p, way, file), c.satisfaction) - LEAST_SAID))
    return (2 * shown_cause(p, c, way, day) + 1) * PART * PART + felt + told


def exit_draw(c: Person, place: int) -> float:
    """Return a draw about what who has just left says: 0 whether she says why, 1 whether also what failed her last."""
    return uniform(c.key, Purpose.INTERVIEW, 2 * c.purchases + place)


def tells_why(p: Parameters, c: Person) -> bool:
    """Return whether a customer who has just left is asked and says why."""
    return exit_draw(c, 0) < p.survey_exit


def leaver_tells(p: Parameters, c: Person) -> bool:
    """Return whether who says why she has left also says what failed her last, if nobody has written that up."""
    if c.untold == 0:
        return False
    return exit_draw(c, 1) < p.survey_learns[EXIT] * fidelity(p)


def answer_tells(p: Parameters, c: Person, way: int, day: int) -> bool:
    """Return whether an answer says what failed somebody last, of which nobody has written up anything."""
    if c.untold == 0:
        return False
    return question_draw(c, way, day, AT_TELLING) < p.survey_learns[way] * fidelity(p)


def answered_there(p: Parameters, c: Person, way: int, day: int, file: int) -> int:
    """Ask a customer of the rival how satisfied she is with it; return the detail of the row, as of :func:`answered`.

    The firm does not know her name, so nothing of what it has on file changes.
    """
    felt = round_half_up(1e6 * p.rivals_satisfaction) * PART
    if not answers(p, c, WAYS + way, day, p.rivals_satisfaction):
        return felt
    told = said(p, c, WAYS + way, day, sampled_share(p, way, file), p.rivals_satisfaction)
    return PART * PART + felt + round_half_up(1e6 * (told - LEAST_SAID))


def has_answered(detail: int) -> bool:
    """Return whether a row says that she answered."""
    return detail >= PART * PART


def mean_said(told: int, count: int) -> float:
    """Return the mean of what so many answers tell, by their sum in millionths from the lowest on."""
    return told / count / 1e6 + LEAST_SAID


def measured_matter(p: Parameters, cause: int, shown: int) -> float:
    """Return how much a cause matters as so many answers show it; 0 if nothing fails for it.

    One is added, so that a cause nobody named is not given up.
    """
    return shown + 1.0 if fresh_weight(p, cause) > 0.0 else 0.0
