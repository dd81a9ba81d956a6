"""What every parameter of winning back and letting go means, in Chinese; its English meaning stands in its declaration."""

from __future__ import annotations

_REMEDIES = "服务、价格、升级、优惠加升级"

WINBACK_ZH: dict[str, str] = {
    "mechanisms.winback": "企业尝试挽回已知流失的顾客",
    "leaving.says": "离开时告知企业的顾客比例",
    "winback.reach": "一次挽回尝试能联系上她的概率",
    "winback.willing": "离开次日回来的对数几率，补救办法与道歉除外",
    "winback.fits": "补救办法对症时增加的回来对数几率",
    "winback.misfits": "补救办法不对症时增加的回来对数几率",
    "winback.sorry": "道歉增加的回来对数几率",
    "winback.span": "离开多少天使回来的对数几率减少 1",
    "winback.second": f"回来之后日常离开概率的倍数，依回来的缘由：{_REMEDIES}",
    "winback.class_a": "销售额达到同期普通顾客的多少倍属于甲类",
    "winback.class_b": "销售额达到同期普通顾客的多少倍属于乙类（不属甲类时）；以下属于丙类",
    "winback.tries_a": "对甲类顾客尝试挽回的次数",
    "winback.tries_b": "对乙类顾客尝试挽回的次数",
    "winback.tries_c": "对丙类顾客尝试挽回的次数",
    "winback.cost_a": "对甲类顾客一次挽回尝试的成本",
    "winback.cost_b": "对乙类顾客一次挽回尝试的成本",
    "winback.cost_c": "对丙类顾客一次挽回尝试的成本",
    "winback.delay": "从得知她离开到第一次尝试的天数，也是两次尝试之间的天数",
    "winback.listens": "联系上的顾客中，因企业倾听而说出离开原因的比例",
    "winback.apology": "企业向流失的顾客道歉",
    "winback.remedy": "企业向流失的顾客提供什么；对症下药：提供针对离开原因的办法，原因不明时提供更好的服务",
    "winback.remedy_costs": f"她因补救办法而回来时的成本，以平均客单价计：{_REMEDIES}",
    "mechanisms.burdens": "有些顾客侮辱员工、毁约、不付款或难以满足",
    "burden.abusive": "侮辱接待员工的人的比例",
    "burden.breaching": "毁约的人的比例：每次购买的价款都落空",
    "burden.defaulting": "赊购从不付款的人的比例",
    "burden.difficult": "难以满足的人的比例：其投诉能否解决全凭服务人员的熟练程度（desk.skill；有 staff 时还看接待员工有多生疏）",
    "burden.insult": "每月一次侮辱使接待员工降低的士气；与 morale 一起起作用",
    "credit.share": "赊销的购买比例",
    "credit.days": "赊购多少天后到期",
    "dropping.breaches": "毁约多少次起放弃该顾客；0：不放弃",
    "dropping.insults": "侮辱员工多少次起放弃该顾客；0：不放弃",
    "dropping.overdue": "坏账核销多少次起放弃该顾客；0：不放弃",
    "dropping.bad_name": "企业放弃名声不好的顾客",
}
