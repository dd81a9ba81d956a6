"""The manager's rules at 00:00, after what last night's survey says, and what the week was like at the desk.

A rule sees only what was measured since it last looked; told to see the truth, it looks on the same nights.
"""

from sim.model.codes import Account, Kind, Sees, Turn
from sim.model.flat import Parameters
from sim.model.rules.causes import matter
from sim.model.rules.desk import always_open
from sim.model.rules.policies import (
    AGENTS,
    LEVERS,
    QUALITY,
    act_on,
    act_on_satisfaction,
    acts_on_surveys,
    aims,
    goes_by,
    is_review,
    moved,
    moves_agents,
    moves_quality,
    review_detail,
)
from sim.model.rules.surveys import mean_said, measured_matter
from sim.model.storage import CAUSES
from sim.model.story.hands import schedule
from sim.model.story.writing import book_amount
from sim.model.world import World


def manage(w: World, p: Parameters, day: int) -> None:
    """Let the manager's rules act on what was measured; what no rule moves is as it is."""
    s = w.state[0]
    before = s.more_agents
    s.more_quality = min(s.more_quality, p.policy_quality_most) if moves_quality(p) else 0.0
    s.more_agents = min(s.more_agents, p.policy_agents_most) if moves_agents(p) else 0
    if moves_agents(p) and is_review(p, day):
        review_desk(w, p, day)
    if s.more_agents != before and p.desk_on and always_open(p):
        schedule(w, float(day), Turn.OPENING, -1, 0, 0)
    if s.answers > 0 and acts_on_surveys(p):
        act_on_survey(w, p, day)


def act_on_survey(w: World, p: Parameters, day: int) -> None:
    """Let what the last survey tells say how much is spent on quality, and on which causes."""
    s = w.state[0]
    true = s.felt / 1e6
    measured = mean_said(s.said, s.answers)
    if moves_quality(p):
        seen = goes_by(p, measured, true)
        act = act_on_satisfaction(p, seen)
        note_review(w, day, QUALITY, seen, act, act_on_satisfaction(p, true))
        s.more_quality = moved(s.more_quality, act, p.policy_quality_step, p.policy_quality_most)
    if aims(p):
        for k in range(CAUSES):
            truth = p.policy_sees == Sees.TRUTH
            s.matters[k] = matter(p, k + 1, day) if truth else measured_matter(p, k + 1, s.shown[k])
    s.said = 0
    s.answers = 0
    for k in range(CAUSES):
        s.shown[k] = 0


def review_desk(w: World, p: Parameters, day: int) -> None:
    """Let agents come if too many contacts have given up since the last review, or go if nearly none has."""
    s = w.state[0]
    answered = s.counts[Kind.ANSWER] + s.firm_counts[Kind.ANSWER] - s.reached_desk
    missed = s.counts[Kind.GIVE_UP] + s.firm_counts[Kind.GIVE_UP] - s.missed_desk
    s.reached_desk += answered
    s.missed_desk += missed
    if answered + missed == 0:
        return
    seen = answered / (answered + missed)
    act = act_on(seen, p.policy_agents_below, p.policy_agents_above)
    note_review(w, day, AGENTS, seen, act, act)
    s.more_agents = int(moved(float(s.more_agents), act, float(p.policy_agents_step), float(p.policy_agents_most)))


def note_review(w: World, day: int, lever: int, seen: float, act: int, right: int) -> None:
    """Write down what a rule saw and did, and what it would have done had it seen the truth."""
    book_amount(w, float(day), Kind.POLICY, LEVERS * day + lever, Account.NONE, 0, review_detail(seen, act, right))
