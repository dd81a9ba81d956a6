"""What every parameter of standing problems, recalls and the back office means, in Chinese; its English meaning stands in its declaration."""

from __future__ import annotations

PROBLEMS_ZH: dict[str, str] = {
    "mechanisms.problems": "一部分失误源于长期存在的问题，直到问题被查明并解决",
    "problems.open": "现状下长期存在的问题数",
    "problems.share": "现状下由长期问题造成的失误比例；其余出于偶然",
    "report.share": "受理投诉者写成报告上呈的投诉比例",
    "report.asked": "顾客没有投诉、但员工主动询问得知并上报的失误比例",
    "report.finds": "一份报告或一条建议查明所涉问题的概率",
    "report.cost": "写一份报告并有人阅读的成本",
    "suggest.rate": "员工意见受重视程度如常时，每名员工提建议的速率",
    "analysis.rate": "通过梳理工作流程查明每个问题的速率",
    "fix.lag": "从查明问题到解决问题的时间",
    "fix.cost": "解决一个问题的成本",
    "crisis.rate": "问题数如常时发生危机的速率；问题加倍，速率也加倍",
    "crisis.shock": "一次危机使每位顾客损失的满意度比例",
    "crisis.leaving": "危机当天顾客流失的概率",
    "mechanisms.recall": "企业主动召回已售产品，修好尚未显现的毛病",
    "recall.every": "两次召回之间的天数，召回上次以来售出的产品；零表示从不",
    "recall.reach": "召回能联系到的顾客比例",
    "recall.cost": "每位顾客的召回成本：企业看不出谁的产品有问题",
    "mechanisms.backstage": "前台感受到后台的积压",
    "backstage.leak": "前台感受到积压的程度；全部感受到时，待办加倍则接待失误加倍",
    "quality.lag": "增加的质量投入约有 63% 改变工作方式所需的时间；零表示立即生效",
}
