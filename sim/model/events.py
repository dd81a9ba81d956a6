"""What can happen, what it costs, and in which words: the enumerations that rules, engines and records share.

Numbers are part of the record: a new member goes to the end, and a change of meaning is a new model version.
"""

from enum import IntEnum

from sim.model.members import Member


class Kind(Member):
    """Kinds of event rows. Rows of one person at one time stand in this order."""

    ENTRY = 0, "", "enters the market", "进入市场"
    JOIN = 1, "", "becomes a customer {detail}", "成为顾客，{detail}"
    PURCHASE = 2, "", "buys for {money}", "购买，付款 {money}"
    GOODS = 3, "", "the goods cost the firm {money}", "企业的进货成本为 {money}"
    VOUCHER = (
        4,
        "failures complaints",
        "redeems a voucher of {detail}; its goods cost the firm {money}",
        "使用面值 {detail} 的代金券；企业的进货成本为 {money}",
    )
    FAILURE = 5, "failures", "something goes wrong: {detail}", "出了问题：{detail}"
    SILENCE = 6, "failures", "says nothing about it", "对此保持沉默"
    COMPLAINT = (
        7,
        "failures complaints",
        "complains {detail}; taking it down costs {money}",
        "提出投诉（{detail}）；受理成本 {money}",
    )
    CONTACT = 8, "desk outside", "contacts the desk", "联系服务台"
    ANSWER = 9, "desk", "is answered by agent {detail}", "由 {detail} 号客服人员接待"
    SERVED = 10, "", "hears what is done about it: {detail}", "得知处理结果：{detail}"
    COMPENSATION = 11, "failures complaints", "gets {detail} back", "获得补偿 {detail}"
    FOLLOW_UP = (
        12,
        "failures complaints",
        "is called once more: {detail}; the call costs {money}",
        "接到回访：{detail}；回访成本 {money}",
    )
    GIVE_UP = 13, "desk", "gives up waiting", "放弃等待"
    WITHDRAWAL = 14, "failures complaints", "drops the complaint", "撤回投诉"
    CLOSED = 15, "failures complaints", "the complaint is closed: {detail}", "投诉结案：{detail}"
    PRAISE = 16, "talk", "praises the firm to person {detail}", "向 {detail} 号称赞企业"
    WARNING = 17, "talk", "warns person {detail} of the firm", "劝阻 {detail} 号光顾"
    DEPARTURE = 18, "", "leaves {detail}", "流失：{detail}"
    OVERTIME = 19, "desk", "overtime of agent {detail} costs {money}", "{detail} 号客服人员加班，成本 {money}"
    BOOKING = 20, "", "{account} costs {money}", "{account}，成本 {money}"
    MOVE = (
        21,
        "hazards",
        "leaves the market without having been a customer: {detail}",
        "从未成为顾客便离开市场：{detail}",
    )
    PUBLIC = 22, "failures complaints reputation", "makes the complaint public", "将投诉公之于众"
    CROSS_BUY = 23, "crossbuying", "takes one more product, {detail} in all", "多用一种产品，共 {detail} 种"
    OFFER = 24, "poaching", "gets an offer from a rival and {detail}", "收到竞争对手的优惠，{detail}"
    ELSEWHERE = 25, "wallet", "buys elsewhere, for {detail}", "在别处购买，付款 {detail}"
    # what a purchase costs beside its goods: serving, a reward; the account says which
    SERVICE_COST = 26, "", "beside the goods the firm pays {money} ({account})", "进货之外花费 {money}（{account}）"
    CALL = (
        27,
        "contacts",
        "had been silent; the firm calls, for {money}: {detail}",
        "久未光顾；企业致电，成本 {money}：{detail}",
    )
    INTERVIEW = 28, "surveys contacts", "tells the firm why, for {money}", "告诉企业离开的原因，访谈成本 {money}"
    PASSED_ON = 29, "failures complaints", "is told that it takes longer", "被告知还需要时间处理"
    BROKEN = 30, "failures complaints steps", "waits in vain for what was promised", "承诺的解决办法没有兑现"
    AGAIN = (
        31,
        "failures complaints steps",
        "comes again: {detail}; it costs {money}",
        "再次前来：{detail}，{money}",
    )
    MOOD = 32, "failures steps", "is satisfied to {detail}", "满意度为 {detail}"
    HANDOFF = 33, "failures complaints friction", "is handed on, times: {detail}", "被转手，次数：{detail}"
    FEE = 34, "friction", "pays a fee of {money} that a rule asks for", "按规定支付费用 {money}"
    APPROVAL = 35, "failures complaints authority", "somebody above {detail}", "上级{detail}"
    AUDIT = 36, "failures complaints authority", "the answer is looked at, for {money}", "答复受到复查，成本 {money}"
    MISUSE = 37, "failures complaints authority", "the limit is misused, for {money}", "权限被滥用，损失 {money}"
    CLAIM = 38, "authority", "claims {money} for nothing, and gets it", "无理索要 {money}，得到满足"
    QUIT = 39, "staff", "who holds post {detail} quits", "{detail} 号岗位的员工辞职"
    HIRED = 40, "staff", "somebody is hired for post {detail}, for {money}", "{detail} 号岗位招到新人，成本 {money}"
    TRAINING = 41, "staff", "and is trained, for {money}", "新人接受培训，成本 {money}"
    REDIAL = 42, "desk redial", "gives up for now and calls again later", "暂时放弃，稍后再打"
    CALLBACK = 43, "desk callback", "is to be called back", "等待回电"
    REPORT = (
        44,
        "failures problems",
        "it is written up for those above, for {money}",
        "写成报告上呈，成本 {money}",
    )
    ARISEN = 45, "problems", "a problem arises", "出现一个问题"
    FOUND = 46, "problems", "a problem is found; mending it costs {money}", "查明一个问题；解决成本 {money}"
    MENDED = 47, "problems", "a problem is mended", "一个问题得到解决"
    CRISIS = 48, "problems", "{detail} problems have grown to a crisis", "{detail} 个问题积累成危机"
    RECALL = (
        49,
        "recall",
        "what was bought is fetched and looked at unasked, for {money}",
        "产品被主动取回检修，成本 {money}",
    )
    REPORTED = (
        50,
        "failures complaints incentives",
        "is reported as resolved, {detail}; a bonus of {money}",
        "被上报为已解决（{detail}），奖金 {money}",
    )
    TRY = (
        51,
        "winback",
        "had left; the firm tries to win her back, for {money}: {detail}",
        "企业尝试挽回，成本 {money}：{detail}",
    )
    BREACH = 52, "burdens", "breaks what was agreed; {money} is lost", "毁约，损失 {money}"
    BAD_DEBT = 53, "burdens", "does not pay what is due; {money} is written off", "到期不付，核销坏账 {money}"
    CONTACTED = 54, "contacts", "the firm reaches out, for {money}: {detail}", "企业主动联系，成本 {money}：{detail}"
    SURVEYED = (
        55,
        "surveys contacts",
        "is asked how satisfied she is, for {money}: {detail}",
        "接受调查，成本 {money}：{detail}",
    )
    WAVE = (
        56,
        "surveys contacts",
        "a survey begins; customers are satisfied to {detail}",
        "调查开始；顾客满意度为 {detail}",
    )
    DISPATCH = (
        57,
        "failures complaints stations",
        "somebody comes from the nearest station, for {money}: {detail}",
        "最近的服务站派人前来，成本 {money}：{detail}",
    )
    POLICY = 58, "policies", "a rule of the manager's looks at what was measured", "管理者按规则查看所测得的情况"


KINDS = len(Kind)


class Account(Member):
    """Accounts of the ledger. Income is positive, cost negative."""

    NONE = 0, "", "none", "无账户"
    SALES = 1, "", "sales", "销售收入"
    GOODS = 2, "", "goods", "商品成本"
    VOUCHERS = 3, "failures complaints", "vouchers", "代金券"
    HANDLING = 4, "failures complaints", "handling", "投诉受理"
    COMPENSATION = 5, "failures complaints", "compensation", "补偿"
    FOLLOW_UP = 6, "failures complaints", "follow_up", "回访", "handling"
    CHANNEL = 7, "complaints", "channel", "投诉渠道", "handling"
    WAGES = 8, "desk", "wages", "客服工资"
    OVERTIME = 9, "desk", "overtime", "加班费", "wages"
    ADVERTISING = 10, "advertising", "advertising", "广告"
    CARE = 11, "care", "care", "顾客关怀"
    PROGRAMME = 12, "programme", "programme", "策略自身成本"
    SERVING = 13, "serving", "serving", "服务成本"
    REWARDS = 14, "reward", "rewards", "奖励"
    ACQUISITION = 15, "acquisition", "acquisition", "获客成本"
    CALLS = 16, "contacts", "calls", "致电"
    INTERVIEWS = 17, "surveys contacts", "interviews", "流失访谈", "calls"
    QUALITY = 18, "quality", "quality", "预防失误"
    OUTSIDE = 19, "outside desk", "outside", "其他来访"
    DUTIES = 20, "desk", "duties", "服务台兼做的工作"
    FEES = 21, "desk", "fees", "外包服务台费用", "wages"
    STANDING = 22, "", "standing", "固定费用"
    RULES = 23, "friction", "rules", "规定收费"
    MISUSE = 24, "failures complaints authority", "misuse", "滥用权限", "handling"
    AUDIT = 25, "failures complaints authority", "audit", "复查", "handling"
    CLAIMS = 26, "authority", "claims", "无理索赔", "compensation"
    HIRING = 27, "staff", "hiring", "招聘"
    TRAINING = 28, "staff", "training", "员工培训"
    RAISES = 29, "staff", "raises", "加薪"
    CLIMATE = 30, "staff morale", "climate", "企业氛围"
    REPORTS = 31, "failures problems", "reports", "问题上报", "handling"
    FIXES = 32, "problems", "fixes", "解决问题"
    RECALLS = 33, "recall", "recalls", "主动召回"
    BONUS = 34, "failures complaints incentives", "bonus", "奖金"
    WINBACK = 35, "winback", "winback", "挽回顾客"
    BREACHES = 36, "burdens", "breaches", "毁约损失"
    BAD_DEBT = 37, "burdens", "bad_debt", "坏账"
    INTEREST = 38, "burdens", "interest", "赊销利息"
    OUTREACH = 39, "contacts", "outreach", "主动联系", "calls"
    SURVEYS = 40, "surveys contacts", "surveys", "满意度调查", "calls"
    STATIONS = 41, "stations", "stations", "服务站"
    DISPATCH = 42, "failures complaints stations", "dispatch", "上门服务路费", "stations"


class Status(IntEnum):
    """Where a person stands in the closed market."""

    ABSENT = 0  # enters later
    PROSPECT = 1
    CUSTOMER = 2
    RIVAL = 3
    OUT = 4


class Route(Member):
    """How a person became a customer the last time."""

    NONE = 0, "", "by no route", "途径不明"
    START = 1, "", "(from the start)", "从一开始就是"
    ENTRY = 2, "", "on the day of entry", "进入市场当天"
    ADVERTISING = 3, "advertising", "because of advertising", "因为广告"
    TELLING = 4, "talk", "because person {teller} told so", "因为 {teller} 号推荐"
    OCCASION = 5, "talk", "at an occasion of their own", "自己遇到机会"
    WIN_BACK = 6, "winback", "because the firm won her back", "被企业挽回"


class Remedy(IntEnum):
    """What the firm offers who has left."""

    SERVICE = 0  # better service
    PRICE = 1
    UPGRADE = 2
    BUNDLE = 3  # a price and an upgrade
    BY_CAUSE = 4  # whatever fits why she left


class Sees(IntEnum):
    """What the manager's rules go by."""

    MEASURED = 0
    TRUTH = 1


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
    PASSED_ON = 4  # heard at the desk, not settled there
    REFUSED = 5  # and will come again
    HANDED_ON = 6  # to whoever will hear it
    ASKED = 7  # somebody above for more than may be paid back
    GONE_FOR_NOW = 8  # gave up in the line and will call again
    SENT_FOR = 9  # help is on the way


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
    LATER = 11  # what the firm does about a complaint after the answer: its solution, or a follow-up
    ARRIVAL = 12


class Post(Member):
    """What is posted on a day and delivered at night, in this order."""

    PRAISE = 0, "talk"
    WARNING = 1, "talk"
    LEAVING = 2, "contagion"


class Weekday(IntEnum):
    """Days of the week, as ISO 8601 counts them from 0."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Layout(IntEnum):
    """How the firm's stations lie."""

    RANDOM = 0
    ROAD = 1


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
