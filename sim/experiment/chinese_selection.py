"""The Chinese words of rankings, selections and interactions."""

from __future__ import annotations

ZH_SELECTION: dict[str, str] = {
    "ranking.title": "{name}（{response}）：各方案两两相比",
    "ranking.scenario": "方案",
    "ranking.mean": "均值",
    "ranking.best": "可能最好",
    "ranking.chance": "最好的概率",
    "ranking.against": "相比于",
    "ranking.yes": "是",
    "ranking.no": "否",
    "ranking.looks": "本表 {pairs} 对的区间以 {level} 同时成立，从 {first} 次重复起每次翻倍查看都成立",
    "ranking.one look": "只看一次：若重复次数只由宽度决定，本表 {pairs} 对的区间以 {level} 同时成立",
    "ranking.set": "可能最好：按与现状相比的规则，没有别的方案被证明胜过它；最好的方案以 {level} 在其中",
    "ranking.chances": "最好的概率：配对均值的正态后验，无先验；若与某个方案之间能说明问题的重复不足 {enough} 对或偏斜太大、"
    "有重复失败或为时过早，则为短横",
    "select.title": "{name}（{response}）：用配对重复的 KN 法选最好的方案",
    "select.winner": "选 {name}",
    "select.promise": "若最好的方案比其他每个都至少好 {amount}，则以 {level} 选中它；假定差异的变动接近正态（docs/selection.md）",
    "select.stage": "第一阶段：每个方案 {first} 次重复",
    "select.none": "没有胜者：{why}",
    "select.few": "{one} 与 {other} 在 {first} 对中只有 {k} 对能说明问题；要相信方差需要 {enough} 对；"
    "第一阶段长一些也许够：--replications {more}",
    "select.failed": "{one} 的第 {replication} 次重复失败或没有{response}；`sim replay` 可再运行一次",
    "select.limit": "{n} 次重复之后仍有 {names}；--at-most {more} 可继续，最多需要 {ends} 次",
    "select.replications": "重复次数",
    "select.state": "状态",
    "select.taken": "选中",
    "select.in": "仍在",
    "select.out": "第 {n} 次淘汰，落后于 {name}",
    "together.title": "合用与单用",
    "together.more": "{name}：合用比{all}单用之和多带来 {amount} {interval}",
    "together.less": "{name}：合用比{all}单用之和少带来 {amount} {interval}",
    "together.equal": "{name}：按构造，合用恰好等于{all}单用之和",
    "together.none": "{name}：合用约等于{all}单用之和，{beside}",
    "together.open": "{name}：合用比{all}单用之和多还是少，尚无定论：{amount} {interval}；{beside}",
    "together.two": "两者",
    "together.many": "这 {n} 项",
    "together.foot": "逐对计算 (A+B) - A - B + 现状；这些区间以 {level} 同时成立",
}
