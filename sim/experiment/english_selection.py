"""The English words of rankings, selections and interactions, as :mod:`sim.experiment.english` has the others."""

from __future__ import annotations

EN_SELECTION: dict[str, str] = {
    "ranking.title": "{name} ({response}): every scenario against every other one",
    "ranking.scenario": "scenario",
    "ranking.mean": "mean",
    "ranking.best": "may be best",
    "ranking.chance": "chance of being best",
    "ranking.against": "against",
    "ranking.yes": "yes",
    "ranking.no": "no",
    "ranking.looks": "intervals of this table hold for all {pairs} pairs together with {level}, at every doubling from "
    "{first} replications",
    "ranking.one look": "one look: intervals of this table hold for all {pairs} pairs together with {level}, if their "
    "width alone chose the number of replications",
    "ranking.set": "may be best: no other scenario is shown to beat it, by the rule of the comparison with today; "
    "with {level} the best one is among these",
    "ranking.chances": "chance of being best: a normal posterior of the paired means, no prior; a dash where fewer "
    "than {enough} pairs of replications with some other scenario tell anything or they are too skewed, where one "
    "failed, or where it is too early",
    "select.title": "{name} ({response}): the best scenario, by KN on paired replications",
    "select.winner": "take {name}",
    "select.promise": "the best scenario is named with {level}, if it is better than every other one by at least "
    "{amount}; differences are taken to vary about as normal ones do (docs/selection.md)",
    "select.stage": "first stage: {first} replications of each scenario",
    "select.none": "no winner: {why}",
    "select.few": "{one} and {other} differ in only {k} of {first} pairs in a way that tells anything; {enough} are "
    "needed to trust a variance; a longer first stage may have them: --replications {more}",
    "select.failed": "replication {replication} of {one} failed or gives no {response}; `sim replay` runs it again",
    "select.limit": "after {n} replications {names} are still in; --at-most {more} goes on; at most {ends} are needed",
    "select.replications": "replications",
    "select.state": "state",
    "select.taken": "taken",
    "select.in": "still in",
    "select.out": "left out at {n}, behind {name}",
    "together.title": "together and alone",
    "together.more": "{name}: together they bring {amount} more than the sum of {all} {interval}",
    "together.less": "{name}: together they bring {amount} less than the sum of {all} {interval}",
    "together.equal": "{name}: together they bring exactly the sum of {all}, by construction",
    "together.none": "{name}: together they bring about the sum of {all}, {beside}",
    "together.open": "{name}: whether together they bring more or less than the sum of {all} is open: {amount} "
    "{interval}; {beside}",
    "together.two": "both",
    "together.many": "all {n}",
    "together.foot": "(A+B) - A - B + today, pair by pair; these intervals hold together with {level}",
}
