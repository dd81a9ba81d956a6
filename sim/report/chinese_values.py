"""What stands in a parameter's value and in the source of a built-in one, in Chinese.

Names of authors, of studies and of rows stay as they are written, so that they can be looked up.
"""

from __future__ import annotations

VALUES_ZH: dict[str, str] = {
    "tarp_1979": "TARP，1979 年",
    "rage_2020": "Rage，2020 年",
    "true": "是",
    "false": "否",
    "fixed": "固定",
    "gamma": "伽马分布",
    "constant": "固定",
    "beta": "贝塔分布",
    "every_purchase": "每次购买之后",
    "repeat_purchases": "重复购买之后",
    "none": "无",
    "exponential": "指数分布",
    "lognormal": "对数正态分布",
    "monday": "星期一",
    "tuesday": "星期二",
    "wednesday": "星期三",
    "thursday": "星期四",
    "friday": "星期五",
    "saturday": "星期六",
    "sunday": "星期日",
    "accept": "接受型",
    "reject": "拒绝型",
    "by_severity": "按失误轻重",
    "pairs": "成对",
    "ring": "环形",
    "small_world": "小世界",
    "preferential": "偏好连接",
    "complete": "人人相连",
    "teller": "讲述者",
    "listener": "听者",
    "conversion": "转化",
    "headroom": "向极限靠近",
    "justice": "五步（公平）",
    "mix": "实测比例",
    "service": "更好的服务",
    "price": "优惠价格",
    "upgrade": "升级",
    "bundle": "优惠加升级",
    "by_cause": "对症下药",
    "measured": "调查所得",
    "truth": "实情",
    "random": "随机分布",
    "road": "沿公路",
}
SPANS_ZH: dict[str, str] = {
    "minute": "分钟",
    "hour": "小时",
    "day": "天",
    "week": "周",
    "month": "月",
    "year": "年",
}
SOURCES_ZH: dict[str, str] = {
    "assumed": "假设",
    "science B7: longest after an upgrade, shortest after a bundle (Kumar et al. 2015); sizes assumed": "science B7："
    "因升级回来的停留最久，因优惠加升级回来的最短（Kumar, Bhagwat & Zhang 2015）；大小为假设",
    "assumed; of known callers who gave up at a bank's call centre, 47% called again within an hour, 69% within a day, of "
    "those served 13% and 38% (January 1999, docs/sources.md)": "假设；某银行呼叫中心放弃等待的已知来电者中，47% 在一小时内、69% "
    "在一天内再次来电；得到服务者中为 13% 和 38%（1999 年 1 月，docs/sources.md）",
    "science A1: small problems 3% to 5%": "science A1：小问题为 3% 至 5%",
    "science A1: about 50% complain to the front line (TARP, asq.org quality progress 2005/11)": "science A1："
    "约 50% 向一线投诉（TARP，asq.org quality progress 2005/11）",
    "the Rage study of 2020 (csl.wpcarey.asu.edu customer-rage): minus 22 points, where TARP 1979 had plus 10; that staying "
    "moves like brand loyalty is assumed": "2020 年 Rage 研究（csl.wpcarey.asu.edu customer-rage）：低 22 个百分点，而 TARP "
    "1979 为高 10 个百分点；留下与品牌忠诚同样变动是假设",
    "SQM Group (sqmgroup.com, call center customer experience research): 70% solved at the first call, 59% in one contact "
    "over all channels, North America": "SQM 集团（sqmgroup.com，呼叫中心客户体验研究）：北美首次来电即解决的占 70%，"
    "算上所有渠道，一次联系即解决的占 59%",
    "TARP, as printed at fastcompany.com/663494 (second-hand; stated intention, 1979-86)": "TARP，见 "
    "fastcompany.com/663494（二手引用；所述意愿，1979 至 1986 年）",
    "assumed: the conservative end of science A2": "假设：science A2 的保守一端",
    "science A4: found for satisfaction only (de Matos, Henrique & Rossi 2007)": "science A4：只在满意度上发现"
    "（de Matos, Henrique & Rossi 2007）",
    "science A6: Keaveney (1995) shares of mentions, as listed second-hand; involuntary has its own rate": "science A6："
    "Keaveney (1995) 被提及的比例，二手引用；非自愿另有比率",
    "science A6: Keaveney (1995), percent of incidents that mention a cause, as listed second-hand": "science A6："
    "Keaveney (1995)，提及某原因的事件百分比，二手引用",
    "science A4: no paradox after a second failure (Maxham & Netemeyer 2002); the span is assumed": "science A4："
    "再次失误后没有补救悖论（Maxham & Netemeyer 2002）；时间长度是假设",
    "data: January 1999 bank call centre, cited in docs/sources.md: 1.24": "数据：1999 年 1 月银行呼叫中心，见 docs/sources.md：1.24",
    "science A3: Gelbrich, Gaethke & Gregoire (2015): S-shaped after rejection, concave after acceptance; that major "
    "failures are rejected is assumed": "science A3：Gelbrich, Gaethke & Gregoire (2015)：拒绝后为 S 形，接受后为凹形；"
    "严重失误会被拒绝是假设",
    "order: Orsingher et al. (2010), science A3; the numbers are assumed": "次序：Orsingher et al. (2010)，science A3；"
    "数字是假设",
    "science C: about 1 in 8 recommendations converts (Keller Fay, second-hand)": "science C：约八次推荐有一次奏效"
    "（Keller Fay，二手引用）",
    "assumed; the origin texts give the direction only": "假设；原始文本只给出方向",
    "science C: Nitzan & Libai (2011), 1.8 times the hazard, strongest in the first month": "science C："
    "Nitzan & Libai (2011)，风险为 1.8 倍，第一个月最强",
    "assumed; direction: Schmitt, Skiera & Van den Bulte (2011), science C": "假设；方向："
    "Schmitt, Skiera & Van den Bulte (2011)，science C",
    "assumed: within the 2 to 4 times of the texts (mission row A08) at full familiarity; science B1 found none": "假设："
    "完全熟悉时在文本所说的 2 至 4 倍之内（mission A08）；science B1 没有发现",
    "assumed; science B1: Reinartz & Kumar (2002) found no such effect at four companies": "假设；science B1："
    "Reinartz & Kumar (2002) 在四家公司没有发现这种作用",
    "assumed; mission row C04 says only that fewer of them leave": "假设；mission C04 只说他们流失较少",
    "assumed; mission row C03 says only that they go along": "假设；mission C03 只说他们一同离开",
    "form: science B5 (Burnham, Frels & Mahajan 2003); size assumed": "形式：science B5"
    "（Burnham, Frels & Mahajan 2003）；大小是假设",
    "direction: mission row B06; size assumed": "方向：mission B06；大小是假设",
    "losses weigh twice as much as gains (mission row D10); size assumed": "损失的分量是收益的两倍（mission D10）；大小是假设",
    "science 0: complaints are remembered for a short time (Knox & van Oest 2014); the span is assumed": "science 0："
    "投诉只在短时间内被记住（Knox & van Oest 2014）；时间长度是假设",
    "science A4: double deviation (Maxham & Netemeyer 2002); the number is assumed": "science A4：双重偏差"
    "（Maxham & Netemeyer 2002）；数字是假设",
    "science B4: form after Jones & Sasser (1995), Mittal & Kamakura (2001); the number is assumed": "science B4："
    "形式依据 Jones & Sasser (1995)、Mittal & Kamakura (2001)；数字是假设",
    "assumed: science D4 shows the same pattern from differences between persons alone": "假设：science D4 表明，"
    "仅凭人与人的差异也会出现同样的现象",
    "mission B12: loyalty forms slowly; the number is assumed": "mission B12：忠诚形成缓慢；数字是假设",
    "assumed; science B8: that contacts wake sleepers (Ascarza, Iyengar & Schleicher 2016)": "假定；science B8："
    "联系会提醒沉睡的顾客（Ascarza、Iyengar、Schleicher 2016）",
    "assumed; that customers tolerate a zone: Zeithaml, Berry & Parasuraman (1993)": "假设；顾客有容忍区间："
    "Zeithaml, Berry & Parasuraman (1993)",
    "assumed; mission row N02: what exceeds expectations counts more": "假设；mission N02：超出期望的部分分量更大",
    "science B9: customers' satisfaction came before that of staff (Getta 2011); the size is assumed": "science B9："
    "顾客满意先于员工满意（Getta 2011）；大小是假设",
    "science A6: 34.1 of 44.3 + 34.1 (Keaveney 1995, second-hand)": "science A6：44.3 + 34.1 中的 34.1"
    "（Keaveney 1995，二手引用）",
    "science A6: Keaveney (1995) shares of mentions, as listed second-hand": "science A6：Keaveney (1995) 被提及的比例，"
    "二手引用",
    "assumed: the origin texts cite a survey (Wharton) in which rudeness and indifference are complained of most": (
        "假设：原文引述的一项调查（沃顿商学院）中，粗鲁与冷漠最常被投诉"
    ),
    "assumed: an apology alone does not mend what was dishonest": "假设：不诚实之事，单靠道歉不能弥补",
    "assumed: an apology alone does not mend what was dishonest, nor wholly what was unsafe or ignorant": "假设："
    "不诚实之事，单靠道歉不能弥补；不安全或无知无能之事也不能完全弥补",
    "assumed; the modes are those of the origin texts (mission D02 to D08, D20, D22)": "假设；形式取自原始文本"
    "（mission D02 至 D08、D20、D22）",
    "assumed; science B6: what heavy and light buyers seem to do may be regression to the mean": "假设；science B6："
    "多买者与少买者的表现可能只是向均值回归",
    "assumed; at Xerox the totally satisfied were six times as likely to buy again (Jones & Sasser 1995, second-hand): "
    "the most that was seen": "假设；在施乐，完全满意者再次购买的可能是他人的六倍（Jones & Sasser 1995，二手引用）：已见的最大值",
    "assumed; direction: East, Hammond & Lomax (2008): praise moves somewhat more people than warnings": "假设；方向："
    "East, Hammond & Lomax (2008)：称赞打动的人略多于劝阻",
    "East, Hammond & Wright (2007): 3 to 1 on average over 15 studies": "East, Hammond & Wright (2007)：15 项研究平均为 3 比 1",
    "with price.frequency .3 together: a category's volume (Hoch, Dreze & Purk 1994, field experiment); how it divides is "
    "assumed": "与 price.frequency 合计 0.3：品类销量（Hoch, Dreze & Purk 1994，实地实验）；如何划分是假设",
    "as price.basket; how it divides is assumed": "同 price.basket；如何划分是假设",
    "Bijmolt, van Heerde & Pieters (2005): mean of 1,851 elasticities of brands against rivals; that of a category is .6 "
    "(Andreyeva, Long & Brownell 2010)": "Bijmolt, van Heerde & Pieters (2005)：1,851 个品牌对竞争者弹性的平均值；"
    "品类的弹性为 0.6（Andreyeva, Long & Brownell 2010）",
}
