"""What moves a customer to leave: beside the cause, which says what had failed, the mechanism that did it.

Numbers are part of the record: a new member goes to the end, and a change of meaning is a new model version.
"""

from sim.model.members import Member


class Driver(Member):
    """What moved a customer to leave; 0 is none. Up to BLAME they stand in the order that splits her own decision."""

    NONE = 0, "", "none", "无"
    EVERYDAY = 1, "", "everyday life", "日常"
    DISSATISFACTION = 2, "retention", "dissatisfaction", "不满意"
    NEWNESS = 3, "novelty", "newness", "刚成为顾客"
    EXPECTATION = 4, "expectation", "too little trust", "信任不足"
    NEGLECT = 5, "neglect", "neglect", "受冷落"
    PRICE = 6, "price", "the price", "价格"
    FAILURE = 7, "failures", "a failure", "失误"
    RESPONSE = 8, "failures complaints", "the response", "答复"
    BLAME = 9, "blame", "blame added up", "积怨"
    RIVAL = 10, "rivals", "a rival's pull", "对手的吸引"
    OFFER = 11, "poaching", "a rival's offer", "对手的优惠"
    CONTAGION = 12, "contagion", "others who left", "他人离开"
    WARNING = 13, "talk", "a warning", "他人劝阻"
    PARTNER = 14, "partners", "an intermediary who left", "中间商离开"
    SCANDAL = 15, "scandal", "a scandal", "丑闻"
    DROPPED = 16, "dropping", "dropped by the firm", "被企业放弃"
    MOVING = 17, "hazards", "moving away", "搬走"
    CALL = 18, "contacts", "a call of the firm", "企业的致电"
    CRISIS = 19, "problems", "a crisis", "危机"
    CONTACT = 20, "contacts", "a contact by the firm", "企业的主动联系"
    DISTANCE = 21, "stations", "a firm that moved away", "企业迁走"
