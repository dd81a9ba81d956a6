"""Which programmes does the firm have that reach customers on its own account, how often, and what is one worth?

What a contact does: :mod:`sim.model.rules.outreach`. Lists have a number a programme, in the order of the constants.
"""

from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import Real, Small, Whole

GREETING = 0
VISIT = 1
EVENT = 2
LECTURE = 3
NEWS = 4
ADVICE = 5
OFFER = 6  # from here on: to those who have bought since the round before
AFTERSALE = 7
MAINTENANCE = 8
CALL = 9  # to who has been silent
PROGRAMMES = 10


class Contacts(Mechanism):
    """The firm greets, visits, invites and advises customers on its own account."""

    contacts_on: int = switch(0, "the firm greets, visits, invites and advises customers on its own account")
    contact_greeting: float = declared(
        "contact.greeting", Unit.RATE, 0.0, "rounds of greetings, to everybody on the firm's file",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 12 / YEAR),
    )  # fmt: skip
    contact_visit: float = declared(
        "contact.visit", Unit.RATE, 0.0, "rounds of visits", owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 12 / YEAR)
    )
    contact_event: float = declared(
        "contact.event", Unit.RATE, 0.0, "events to which customers are invited",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 6 / YEAR),
    )  # fmt: skip
    contact_lecture: float = declared(
        "contact.lecture", Unit.RATE, 0.0, "lectures to which customers are invited",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 12 / YEAR),
    )  # fmt: skip
    contact_news: float = declared(
        "contact.news", Unit.RATE, 0.0, "letters that say what the firm is up to",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 12 / YEAR),
    )  # fmt: skip
    contact_advice: float = declared(
        "contact.advice", Unit.RATE, 0.0, "rounds of advice on what customers could do with what they buy",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 12 / YEAR),
    )  # fmt: skip
    contact_offer: float = declared(
        "contact.offer", Unit.RATE, 0.0, "rounds of personal offers, to who has bought since the round before",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 12 / YEAR),
    )  # fmt: skip
    contact_aftersale: float = declared(
        "contact.aftersale",
        Unit.RATE,
        0.0,
        "rounds of after-sale calls, to who has bought since the round before; 365/year is every night",
        owner=FIRM,
        lively=(0.0, 1.0),
        plausible=(0.0, 1.0),
    )
    contact_maintenance: float = declared(
        "contact.maintenance",
        Unit.RATE,
        0.0,
        "rounds of maintenance by appointment, for who has bought since the round before",
        owner=FIRM,
        lively=(0.0, 0.2),
        plausible=(0.0, 12 / YEAR),
    )
    contact_call: float = declared(
        "contact.call", Unit.RATE, 0.0, "rounds of calls to who has been silent",
        owner=FIRM, lively=(0.0, 0.2), plausible=(0.0, 52 / YEAR),
    )  # fmt: skip
    contact_silent: float = declared(
        "contact.silent",
        Unit.NUMBER,
        3.0,
        "silence, in mean gaps of the customer's own past, from which on she is called",
        low=0.01,
        high=1e3,
        owner=FIRM,
        lively=(0.01, 3.0),
        plausible=(1.0, 10.0),
    )
    contact_from: tuple[float, ...] = declared(
        "contact.from",
        Unit.NUMBERS,
        (0.0, 2.0, 0.75, 0.0, 0.0, 0.75, 0.0, 0.0, 0.0, 0.0),
        "sales by the file from which on a programme is for a customer, in those of an average one: greeting, visit, "
        "event, lecture, news, advice, offer, aftersale, maintenance, call",
        size=10,
        high=1e6,
        owner=FIRM,
        lively=(0.0, 1.0),
        plausible=(0.0, 4.0),
    )
    contact_until: float = declared(
        "contact.until",
        Unit.SHARE,
        1.0,
        "bond, by what came of earlier contacts, from which on a customer needs none",
        owner=FIRM,
        plausible=(0.1, 1.0),
    )
    contact_minutes: tuple[float, ...] = declared(
        "contact.minutes",
        Unit.NUMBERS,
        (1.0, 60.0, 30.0, 10.0, 1.0, 30.0, 2.0, 5.0, 60.0, 5.0),
        "staff minutes that a contact takes, in the order of contact.from",
        size=10,
        high=1e4,
        owner=FIRM,
        lively=(0.0, 60.0),
        plausible=(0.5, 240.0),
    )
    contact_wage: int = declared(
        "contact.wage",
        Unit.MONEY,
        1000,
        "pay of an hour of whoever contacts customers",
        high=1e12,
        owner=FIRM,
        lively=(0, 2000),
        plausible=(500, 2000),
        anchor="1 agent-hours",
    )
    contact_reach: tuple[float, ...] = declared(
        "contact.reach",
        Unit.SHARES,
        (0.9, 0.8, 0.5, 0.3, 0.8, 0.7, 0.8, 0.8, 0.5, 0.7),
        "share of those a programme is for whom it reaches, in the order of contact.from",
        size=10,
        plausible=(0.1, 1.0),
    )
    contact_fits: tuple[float, ...] = declared(
        "contact.fits",
        Unit.SHARES,
        (0.6, 0.7, 0.3, 0.3, 0.5, 0.4, 0.3, 0.7, 0.6, 0.5),
        "share of persons whom a programme suits, for good, in the order of contact.from",
        size=10,
        plausible=(0.1, 0.9),
    )
    contact_bond: tuple[float, ...] = declared(
        "contact.bond",
        Unit.SHARES,
        (0.10, 0.25, 0.35, 0.15, 0.03, 0.10, 0.02, 0.05, 0.15, 0.10),
        "part of the way to 1 by which a contact that suits her raises the bond, in the order of contact.from",
        size=10,
        plausible=(0.0, 0.5),
    )
    contact_annoys: tuple[float, ...] = declared(
        "contact.annoys",
        Unit.SHARES,
        (0.01, 0.03, 0.02, 0.01, 0.01, 0.02, 0.03, 0.01, 0.0, 0.02),
        "part of satisfaction that a contact takes which does not suit her, in the order of contact.from",
        size=10,
        plausible=(0.0, 0.1),
    )
    contact_wakes: tuple[float, ...] = declared(
        "contact.wakes",
        Unit.SHARES,
        (0.0, 0.01, 0.0, 0.0, 0.0, 0.0, 0.005, 0.0, 0.0, 0.04),
        "chance that a contact which does not suit her wakes her, and she leaves, in the order of contact.from",
        size=10,
        source="assumed; science B8: that contacts wake sleepers (Ascarza, Iyengar & Schleicher 2016)",
        plausible=(0.0, 0.05),
    )
    contact_buys: tuple[float, ...] = declared(
        "contact.buys",
        Unit.SHARES,
        (0.0, 0.10, 0.10, 0.20, 0.02, 0.05, 0.20, 0.02, 0.05, 0.10),
        "chance that she buys on the day of a contact that suits her, in the order of contact.from",
        size=10,
        plausible=(0.0, 0.4),
    )
    contact_talks: tuple[float, ...] = declared(
        "contact.talks",
        Unit.SHARES,
        (0.0, 0.0, 1.0, 0.3, 0.0, 0.2, 0.0, 0.0, 0.0, 0.0),
        "chance that she tells somebody on the day of a contact that suits her, in the order of contact.from",
        size=10,
        plausible=(0.0, 1.0),
    )
    contact_aligns: tuple[float, ...] = declared(
        "contact.aligns",
        Unit.SHARES,
        (0.0, 0.3, 0.0, 0.1, 0.3, 0.1, 0.0, 0.2, 0.0, 0.0),
        "part of the way to the firm's level by which a contact that suits her moves what she expects, in the order of "
        "contact.from",
        size=10,
        plausible=(0.0, 0.5),
    )
    contact_mends: tuple[float, ...] = declared(
        "contact.mends",
        Unit.SHARES,
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.7, 0.0),
        "chance that a contact which suits her removes a cause of failures to come, in the order of contact.from",
        size=10,
        plausible=(0.0, 0.9),
    )
    contact_learns: tuple[float, ...] = declared(
        "contact.learns",
        Unit.SHARES,
        (0.0, 0.3, 0.05, 0.0, 0.0, 0.1, 0.0, 0.2, 0.1, 0.1),
        "chance that a contact that suits her learns what failed her last, if nobody has written that up, in the order "
        "of contact.from; needs problems",
        size=10,
        owner=FIRM,
        plausible=(0.0, 0.9),
    )
    advice_demand: float = declared(
        "advice.demand", Unit.SHARE, 0.05, "how much oftener she buys after advice that suits her", plausible=(0.0, 0.2)
    )
    advice_most: float = declared(
        "advice.most",
        Unit.NUMBER,
        0.3,
        "how much oftener advice can make somebody buy at most",
        high=10.0,
        plausible=(0.1, 1.0),
    )
    bond_fade: float = declared(
        "bond.fade",
        Unit.TIME,
        YEAR,
        "time after which about 37% of a bond is left",
        low=1.0,
        high=50 * YEAR,
        lively=(1.0, 400.0),
        plausible=(90.0, 3 * YEAR),
    )
    bond_worth: float = declared(
        "bond.worth",
        Unit.SHARE,
        0.30,
        "part of the everyday chance of leaving that a full bond takes off",
        plausible=(0.0, 0.6),
    )
    crm_learn: float = declared(
        "crm.learn",
        Unit.SHARE,
        0.05,
        "part of what there is to know that the file learns at a purchase",
        plausible=(0.01, 0.2),
    )
    crm_fade: float = declared(
        "crm.fade",
        Unit.TIME,
        2 * YEAR,
        "time after which about 37% of what the file knows is still so",
        low=1.0,
        high=50 * YEAR,
        lively=(1.0, 400.0),
        plausible=(180.0, 5 * YEAR),
    )
    crm_quality: float = declared(
        "crm.quality",
        Unit.SHARE,
        0.0,
        "chance that a fully known customer is spared a contact which would not suit her",
        owner=FIRM,
        plausible=(0.0, 0.9),
    )
    personal_gain: float = declared(
        "personal.gain",
        Unit.SHARE,
        0.0,
        "service that a fully known customer meets above the others; needs expectation",
        owner=FIRM,
        plausible=(0.0, 0.3),
    )
    personal_tour: float = declared(
        "personal.tour",
        Unit.SHARE,
        0.0,
        "service that a wholly familiar customer misses where everybody is shown all; needs expectation, familiarity",
        owner=FIRM,
        plausible=(0.0, 0.2),
    )
    # of a person
    filed: Small  # the firm has her on its file: it does not know of her leaving
    bond: Real  # in [0, 1], at ``bond_time``
    known: Real  # part of what there is to know of her that the file knows, in [0, 1], at ``bond_time``
    bond_time: Real
    advised: Real  # how much oftener she buys for advice
    called: Real  # when the firm last called, did something that suited her, or heard that she had left
    calls: Whole  # to her, after silence
    contacted: Whole  # in other ways
