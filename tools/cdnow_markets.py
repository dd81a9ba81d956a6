# ruff: noqa: E501  lines of YAML and Chinese labels
"""Write scenarios/markets/cdnow.yaml and cdnow_service.yaml from the purchase log, fitted by our own code.

Usage: python tools/cdnow_markets.py FOLDER, where FOLDER holds cdnow_sample_1of10.csv.
"""

import sys
from pathlib import Path

from sim.calibration.cdnow import PUBLISHED, CdnowFit, fit_cdnow
from sim.calibration.likelihood import Estimate

SOURCE = "CDNOW 1/10 sample, Fader & Hardie (2001), Interfaces 31(3) S94-S107, as in lifetimes 0.11.3"
MARKETS = Path(__file__).resolve().parent.parent / "scenarios" / "markets"
EXTRA_STAY = 0.97
HEAD = """# yaml-language-server: $schema=../scenario.schema.json
# Written by tools/cdnow_markets.py from the purchase log; do not edit by hand.
kind: market
name: {name}
label: {{en: "{en}", zh: "{zh}"}}
text:
  en: >-
    {text}
  zh: {text_zh}
currency: {{code: USD, decimals: 2}}
persons: {persons}
trade: online_shop
firm: cdnow

# Why a figure of the card lies outside what is published.
card:
{card}

mechanisms:
{mechanisms}

# Everybody enters on the real day of the first purchase, 1997-01-01 being day 0, and buys at once.
entries:
  as: customer
  daily:
    {daily}

start:
  customers: {{value: 0%, source: everybody enters later, status: data}}
  rival: {{value: 0%, source: no rival in the log, status: data}}

rival:
  openness: {{value: 0%, source: no rival in the log, status: data}}
"""
CARD = """  retention:
    en: who buys often decides often, so that keeping more keeps the better customers; the published figure holds worth a year fixed
    zh: 常买的人决定去留的次数也多，因此多留住的是较好的顾客；已发表的数字假定每年价值不变"""
SERVICE_CARD = """
  satisfied_complainers:
    en: the firm as assumed takes none of the five steps; a prompt answer alone mends a fifth at most
    zh: 按假设，该店五个步骤一个也不做；单靠及时答复最多补救五分之一
  abandoned:
    en: there is less than one complaint a week, nine in ten in writing, and the line is hardly ever taken; the published figures are of call centres
    zh: 一周不到一件投诉，十件中有九件是书面的，几乎从不占线；已发表的数字来自呼叫中心
  wait:
    en: one agent who answers less than one complaint a week is free whenever anybody calls
    zh: 一名客服人员一周答复不到一件投诉，有人来电时总是有空"""
SERVICE_PART = """
# How customers of an online shop take failures: not in the log.
complaint:
  minor: {value: 5%, range: [3%, 15%], status: literature, source: "TARP: 3% complain about a small problem (Goodman & Newman 2003)"}
  major: {value: 50%, range: [31%, 69%], status: literature, source: "TARP: about 50% complain to the front line (asq.org, Quality Progress, November 2005)"}
  written: {value: 90%, range: [50%, 100%], status: assumed, source: by e-mail}

outcome:
  selection_share: {value: 100%, range: [0%, 100%], status: assumed, source: the conservative end}
  intention_to_behaviour: {value: 1, range: [0.1, 1], status: assumed, source: stated intention taken at its word}

patience:
  mean: {value: 10 minutes, range: [5 minutes, 1 hour], status: assumed}

need:
  mean: {value: 10 minutes, range: [5 minutes, 30 minutes], status: assumed}
  spread: {value: 1.24, range: [0.8, 1.6], status: data, source: "January 1999 bank call centre"}
"""
PLAIN = [
    "failures",
    "complaints",
    "desk",
    "outside",
    "hazards",
    "satisfaction",
    "talk",
    "advertising",
    "care",
    "programme",
]
SERVICE = {"failures", "complaints", "desk", "satisfaction", "programme"}


def item(key: str, e: Estimate, source: str, unit: str = "") -> str:
    """Return one value with its 95% interval as range, source and status."""
    value, low, high = (f"{number}{unit}" for number in e.written())
    return f'  {key}: {{value: {value}, range: [{low}, {high}], status: data, source: "{source}"}}'


def yearly_rate(r: Estimate, alpha: Estimate) -> Estimate:
    """Return the mean purchase rate r / alpha a year, with its interval over alpha's."""
    value, low, high = (r.value / days * 365 for days in (alpha.value, alpha.high, alpha.low))
    return Estimate(value, value * alpha.standard_error / alpha.value, low, high)


def buying(fit: CdnowFit, service: bool) -> str:
    """Return the sections of buying, baskets and leaving."""
    p = next(s for s in fit.service if s.parameters.extra_stay == EXTRA_STAY) if service else fit.purchasing
    how = (
        f"BG/NBD with stay chance {EXTRA_STAY} (1 - p), own fit" if service else "BG/NBD, own fit by maximum likelihood"
    )
    source = f"{SOURCE}; {how}"
    basket = f"{SOURCE}; lognormal by moments, purchases of 0 left out (8 of 6,696 in the sample)"
    b = fit.basket_moments
    lines = [
        "buying:",
        f'  rate_law: {{value: gamma, status: data, source: "{source}"}}',
        item("rate", yearly_rate(p.r, p.alpha), f"{source}; r / alpha", unit="/year"),
        item("rate_shape", p.r, f"{source}; r"),
        "",
        "basket:",
        item("mean", b.mean, basket, unit=" USD"),
        item("personal_spread", b.personal_cv, basket),
        item("noise_spread", b.noise_cv, basket),
        "",
        "leaving:",
        f'  law: {{value: beta, status: data, source: "{source}"}}',
        item("a", p.a, source),
        item("b", p.b, source),
        f'  after: {{value: repeat_purchases, status: data, source: "{source}"}}',
        f'  to_rival: {{value: 0%, status: assumed, source: "{SOURCE}: drop-outs never come back under BG/NBD"}}',
    ]
    return "\n".join(lines) + "\n"


def market(fit: CdnowFit, service: bool) -> str:
    """Return one market file."""
    on = SERVICE if service else set()
    rows = [", ".join(map(str, fit.entries[k : k + 20])) for k in range(0, len(fit.entries), 20)]
    head = HEAD.format(
        name="cdnow_service" if service else "cdnow",
        en="CDNOW with service" if service else "CDNOW, an online music shop",
        zh="CDNOW（含服务失误）" if service else "CDNOW 网上唱片店",
        text=(
            "The same real cohort with service failures added. That failures multiply staying by 0.97 on average is an "
            "assumption that the log does not identify: the likelihoods of 1, 0.97 and 0.955 differ by less than one."
            if service
            else "2,357 real customers who first bought in the first quarter of 1997, followed for 78 weeks. With failures off "
            "the market is the BG/NBD model of Fader, Hardie & Lee (2005)."
        ),
        text_zh=(
            "同一批真实顾客，另加服务失误。失误平均使留下的机会乘以 0.97，这是假设，购买记录无法识别它：取 1、0.97 或 0.955 时，对数似然之差不到 1。"
            if service
            else "2,357 位真实顾客，首次购买都在 1997 年第一季度，跟踪 78 周。不计服务失误时，即为 Fader、Hardie 与 Lee（2005）的 BG/NBD 模型。"
        ),
        persons=sum(fit.entries),
        card=CARD + SERVICE_CARD if service else CARD,
        mechanisms="\n".join(f"  {name}: {'true' if name in on else 'false'}" for name in PLAIN),
        daily="[" + ",\n     ".join(rows) + "]",
    )
    return head + "\n" + buying(fit, service) + (SERVICE_PART if service else "")


def main() -> None:
    """Write both files."""
    fit = fit_cdnow(Path(sys.argv[1]))
    if fit.source != PUBLISHED:
        sys.exit(f"{fit.source} is not the published sample, whose source these markets name")
    for service in (False, True):
        name = "cdnow_service" if service else "cdnow"
        (MARKETS / f"{name}.yaml").write_text(market(fit, service), encoding="utf-8")


if __name__ == "__main__":
    main()
