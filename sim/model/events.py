"""What can happen, what it costs, and in which words: the enumerations that rules, engines and records share.

Numbers are part of the record: a new member goes to the end, and a change of meaning is a new model version.
"""

from enum import IntEnum


class Kind(IntEnum):
    """Kinds of event rows. Rows of one person at one time stand in this order."""

    ENTRY = 0
    JOIN = 1
    PURCHASE = 2
    GOODS = 3
    VOUCHER = 4
    FAILURE = 5
    SILENCE = 6
    COMPLAINT = 7
    CONTACT = 8
    ANSWER = 9
    SERVED = 10
    COMPENSATION = 11
    FOLLOW_UP = 12
    GIVE_UP = 13
    WITHDRAWAL = 14
    CLOSED = 15
    PRAISE = 16
    WARNING = 17
    DEPARTURE = 18
    OVERTIME = 19
    BOOKING = 20
    MOVE = 21  # somebody who is no customer moves away
    PUBLIC = 22  # a refused complaint goes public
    CROSS_BUY = 23  # takes one more product
    OFFER = 24  # a rival's, at 00:00
    ELSEWHERE = 25  # an occasion to buy that a rival has
    SERVICE_COST = 26  # what a purchase costs beside its goods: serving, a reward; the account says which
    CALL = 27  # the firm calls a customer who has been silent
    INTERVIEW = 28  # tells the firm why she has left


KINDS = len(Kind)


class Account(IntEnum):
    """Accounts of the ledger. Income is positive, cost negative."""

    NONE = 0
    SALES = 1
    GOODS = 2
    VOUCHERS = 3
    HANDLING = 4
    COMPENSATION = 5
    FOLLOW_UP = 6
    CHANNEL = 7
    WAGES = 8
    OVERTIME = 9
    ADVERTISING = 10
    CARE = 11
    PROGRAMME = 12
    SERVING = 13
    REWARDS = 14
    ACQUISITION = 15
    CALLS = 16
    INTERVIEWS = 17


class Status(IntEnum):
    """Where a person stands in the closed market."""

    ABSENT = 0  # enters later
    PROSPECT = 1
    CUSTOMER = 2
    RIVAL = 3
    OUT = 4


class Route(IntEnum):
    """How a person became a customer the last time."""

    NONE = 0
    START = 1
    ENTRY = 2
    ADVERTISING = 3
    TELLING = 4
    OCCASION = 5


class Cause(IntEnum):
    """The eight causes of switching (Keaveney 1995, as quoted in the project's science page, A6); 0 is none."""

    NONE = 0
    CORE = 1
    ENCOUNTER = 2
    PRICE = 3
    INCONVENIENCE = 4
    RESPONSE = 5
    COMPETITION = 6
    ETHICS = 7
    INVOLUNTARY = 8


class Loss(IntEnum):
    """The six types of loss of the origin texts (mission section C); 0 is none."""

    NONE = 0
    DROPPED = 1
    LEFT = 2
    POACHED = 3
    ATTRACTED = 4
    FORCED = 5
    OTHER = 6


class Severity(IntEnum):
    """How bad a purchase went."""

    NONE = 0
    MINOR = 1
    MAJOR = 2
    HARM = 3  # to the person, the family or belongings


class Mode(IntEnum):
    """Modes of failing, how a failure shows (mission rows D02 to D08, D20, D22); 0 is none."""

    NONE = 0
    INCOMPLETE = 1  # of the core service
    UNABLE = 2
    SEVERAL = 3  # things at once
    UNCARING = 4  # of the encounter with staff
    IMPOLITE = 5
    UNRESPONSIVE = 6
    IGNORANT = 7
    BILLING = 8  # of the price
    DISHONEST = 9  # of ethics
    UNSAFE = 10


class Outcome(IntEnum):
    """How the story of a failure closed: those of the outcome table, and a worse one beside them."""

    SILENT = 0
    UNRESOLVED = 1
    RESOLVED = 2
    FAST = 3
    INSULTED = 4  # unresolved, and the customer is blamed for it


COLUMNS = (Outcome.SILENT, Outcome.UNRESOLVED, Outcome.RESOLVED, Outcome.FAST)
"""The columns of the outcome table."""


class Case(IntEnum):
    """Where a person's complaint stands."""

    NONE = 0
    WAITING = 1
    SERVED = 2
    FOLLOW_UP = 3


class Turn(IntEnum):
    """What happens first at equal times. The desk's order is model page 15's."""

    NIGHT = 0
    ENTRY = 1
    JOIN = 2
    OCCASION = 3
    PURCHASE = 4
    TELLING = 5
    DEPARTURE = 6
    SERVICE_END = 7
    CLOSING = 8
    OPENING = 9
    GIVING_UP = 10
    FOLLOW_UP = 11
    ARRIVAL = 12


class Post(IntEnum):
    """What is posted on a day and delivered at night, in this order."""

    PRAISE = 0
    WARNING = 1
    LEAVING = 2


class RateLaw(IntEnum):
    """How purchase rates differ between persons."""

    FIXED = 0
    GAMMA = 1


class LeaveLaw(IntEnum):
    """How the personal chance of leaving differs between persons."""

    CONSTANT = 0
    BETA = 1


class DropOut(IntEnum):
    """After which purchases a person decides whether to leave."""

    EVERY_PURCHASE = 0
    REPEAT_PURCHASES = 1


class SpanLaw(IntEnum):
    """Law of a service time or of patience."""

    NONE = 0
    FIXED = 1
    EXPONENTIAL = 2
    LOGNORMAL = 3


class Curve(IntEnum):
    """Shape of the answer to compensation."""

    ACCEPT = 0
    REJECT = 1
    BY_SEVERITY = 2


class RecoveryLaw(IntEnum):
    """Where the outcome of a complaint comes from."""

    JUSTICE = 0
    MIX = 1


class Network(IntEnum):
    """Who can tell whom."""

    NONE = 0
    PAIRS = 1
    RING = 2
    SMALL_WORLD = 3
    PREFERENTIAL = 4
    COMPLETE = 5


class Normalise(IntEnum):
    """Whose tellings sum to the same: the teller's or those that a listener gets."""

    TELLER = 0
    LISTENER = 1


class Reception(IntEnum):
    """What a telling does to a listener."""

    CONVERSION = 0
    HEADROOM = 1
