"""What every parameter of staff means, in Chinese; its English meaning stands in its declaration."""

from __future__ import annotations

STAFF_ZH: dict[str, str] = {
    "staff.posts": "店面岗位数",
    "staff.hours": "每个岗位平均每天的带薪工作时间，休息日计入",
    "staff.clumsy": "刚上岗的员工比样样精通的员工多出的接待失误，以后者的失误为单位",
    "staff.turnover": "工资照常时员工辞职的速率",
    "staff.pay_effect": "工资加倍时辞职速率的对数的下降",
    "staff.drain": "员工越优秀，辞职越频繁的程度：他们找得到别的工作",
    "staff.spread": "应聘者优劣的离散程度",
    "staff.wage": "店面一小时的工资",
    "staff.pay": "工资，以通常水平为单位",
    "staff.best": "优于通常水平的员工多得的工资比例",
    "staff.ramp": "无人帮助时，生疏程度降到约 37% 所需的工作时间",
    "staff.mentor": "若其他员工都已工作两年，学习加快的比例；培训中也省去同事同样比例的时间",
    "staff.feedback": "员工能得知结果的工作比例；全无时学习速度减半，全有时为 1.5 倍",
    "staff.hiring": "岗位空缺到招到人的天数",
    "staff.training": "上岗前带薪培训的天数",
    "staff.validity": "招聘能看出应聘者优劣的程度",
    "staff.applicants": "每个岗位的应聘人数，录用其中最好的",
    "mechanisms.staff": "员工被录用、学习、辞职",
}
