# ruff: noqa: E501  tables read better on one line
"""What belongs to each mechanism, and worlds in which every mechanism is awake."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from sim.model.attachment import solved
from sim.model.draws import Purpose
from sim.model.events import LeaveLaw, Normalise, Reception, RecoveryLaw, Sees, SpanLaw, Weekday
from sim.model.members import Member
from sim.model.parameters import PARAMETERS, Parameters
from sim.model.quantities import Parameter, Unit
from sim.model.setting import Setting
from sim.model.storage import CAUSES
from tests.oracles.checks import world

Listed = TypeVar("Listed", bound=Member)


def needing(members: type[Listed], mechanism: str) -> set[Listed]:
    """Return the members that never occur without a mechanism."""
    return {member for member in members if mechanism in member.needs}


def purposes_of(mechanism: str) -> set[int]:
    """Return the purposes that nothing is drawn for without a mechanism; hazards have one a cause."""
    found = {int(purpose) for purpose in needing(Purpose, mechanism)}
    return found | (set(range(Purpose.HAZARD, Purpose.HAZARD + CAUSES - 1)) if Purpose.HAZARD in found else set())


AWAKE: dict[str, Any] = {
    "outside_on": 1, "outside_rate": 6.0, "start_rival": 0.2, "buying_rate": 0.15, "failure_rate": 0.4, "failure_major": 0.5,
    "complaint_minor": 0.4, "complaint_major": 0.7, "complaint_written": 0.3, "channel_cost": 20.0, "complaint_cost": 100,
    "outcome_intention_to_behaviour": 0.15, "hazard_rates": (1e-3,) * 7 + (5e-3,), "follow_up_lag": 15.0, "need_mean": 0.08, "patience_mean": 0.05,
    "desk_wage": 5_000.0, "outside_value": 40, "desk_duties": 0.2, "desk_fee": 30, "standing_cost": 15.0, "talk_rate": 0.05, "talk_warn": 1.0,
    "praise_mean": 0.4, "doubt_on": 1, "doubt_step": 0.3, "talk_conversion": 0.5, "advertising_spend": 40.0,
    "advertising_most": 0.01, "advertising_response": 0.01, "care_spend": 5.0, "programme_fixed": 50.0,
    "programme_per_customer": 1.0, "programme_once": 1000, "recovery_follow_up": 1, "follow_up_cost": 50,
    "causes_on": 1, "failure_harm": 0.05, "talk_harm": 4.0, "root_repeat": 0.4, "root_removal": 0.6, "failure_causes": (0.4, 0.3, 0.1, 0.1, 0.0, 0.0, 0.2, 0.0),
    "modes_on": 1, "insults_on": 1, "recovery_insult": 0.5, "insult_staying": 0.9, "billing_deadline": 0.02, "insult_satisfaction": 0.3, "mode_harm": (1.0,) * 10,
    "failure_remedies": (0.2, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0), "blame_on": 1, "retention_on": 1, "retention_excess": 3.0, "blame_temper": 0.05, "neglect_weight": 0.3,
    "novelty_excess": 0.3, "price_loss": 0.1, "poaching_strength": -3.0,
    "novelty_on": 1, "expectation_on": 1, "service_level": 0.6, "expectation_noise": 0.3, "expectation_market": 1e-3, "trust_up": 1.0,
    "delight_above": 0.05, "delight_weight": 2.0, "adequate_below": 0.05, "service_process": 0.2, "own_barrier": 0.3,
    "neglect_on": 1, "contact_call": 0.2, "contact_silent": 0.8, "pushing_on": 1,
    "recovery_compensation": 0.3, "recovery_apology": 1, "leaving_chance": 0.01, "leaving_to_rival": 0.6,
    "rivals_on": 1, "rivals_rate": 0.002, "rivals_enters": 20, "poaching_on": 1, "poaching_every": 15, "poaching_above": 0.8,
    "price_on": 1, "price_level": 1.1, "price_premium": 0.2, "price_premium_after": 3, "price_hidden": 0.05, "price_fairness": 0.5,
    "wallet_on": 1, "wallet_share": 0.4, "dropping_on": 1, "dropping_every": 40, "dropping_complaints": 1, "dropping_worth": 6_000,
    "scandal_on": 1, "scandal_day": 50, "scandal_leaving": 0.1,
    "familiarity_on": 1, "growth_on": 1, "growth_per_year": 0.2, "serving_on": 1, "crossbuying_on": 1, "cross_chance": 0.3,
    "reward_on": 1, "reward_share": 0.05, "reward_frequency": 0.3, "acquisition_on": 1, "acquire_cost": 300, "partners_on": 1,
    "partners_share": 0.2, "partners_takes": 0.8,
    "contagion_on": 1, "contagion_boost": 1.0, "reputation_on": 1, "reputation_weight": 2.0, "reputation_notorious": 0.2, "morale_on": 1, "morale_strength": 0.8, "morale_span": 20.0, "climate_respect": 0.8, "climate_example": 0.7, "survey_exit": 0.3,
    "staff_on": 1, "staff_posts": 3, "staff_turnover": 0.02, "staff_hiring": 5.0, "staff_training": 3.0, "staff_pay": 1.1, "staff_best": 0.2, "staff_ramp": 60.0,
    "quality_on": 1, "quality_spend": 0.02, "quality_half": 0.02, "public_chance": 0.3,
    "authority_on": 1, "authority_limit": 0.3, "approval_delay": 0.5, "approval_grants": 0.5, "misuse_chance": 1.0, "audit_share": 0.2,
    "incentives_on": 1, "pay_number": 0.3, "pay_quality": 0.4, "pay_saves": 0.3, "pay_bonus": 60, "authority_tiers": 0.5,
    "friction_on": 1, "rule_handoff": 0.4, "rule_appointment": 0.1, "rule_fee": 0.3, "rule_handoff_time": 0.5,
    "steps_on": 1, "recovery_wording": 0.9, "promise_kept": 0.6, "promise_caught": 0.6, "again_chance": 0.5, "again_after": 2.0, "public_tail": 1.2,
    "referral_on": 1, "referral_leaving": 0.3, "referral_basket": 1.3, "talk_defection": 0.02, "talk_homophily": 0.5,
    "problems_on": 1, "problems_open": 6, "problems_share": 0.8, "problems_hidden": 4.0, "problems_met": 3e-4, "problems_sought": 1e-3, "report_share": 0.7,
    "report_asked": 0.3, "report_finds": 0.4, "suggest_rate": 0.05, "analysis_rate": 0.01, "fix_lag": 15.5, "crisis_rate": 0.02, "crisis_leaving": 0.02, "crisis_shock": 0.1, "backstage_on": 1, "backstage_leak": 0.5, "backstage_usual": 6.0, "recall_on": 1, "recall_every": 25.0, "recall_reach": 0.7, "recall_cost": 60, "quality_lag": 30.0, "climate_voice": 0.7,
    "redial_on": 1, "redial_chance": 0.6, "callback_on": 1, "callback_above": 0, "callback_carry": 0.5, "callback_reached": 0.6,
    "winback_on": 1, "leaving_says": 0.8, "winback_tries_a": 3, "winback_tries_b": 2, "winback_tries_c": 1, "winback_delay": 3.0, "winback_willing": 0.5, "winback_apology": 1,
    "burdens_on": 1, "burden_abusive": 0.2, "burden_breaching": 0.1, "burden_defaulting": 0.3, "burden_difficult": 0.3, "credit_share": 0.4, "credit_days": 7.0,
    "dropping_breaches": 6, "dropping_insults": 12, "dropping_overdue": 3, "dropping_bad_name": 1,
    "contacts_on": 1, "contact_greeting": 0.1, "contact_visit": 0.03, "contact_event": 0.04, "contact_lecture": 0.05, "contact_news": 0.03, "contact_advice": 0.04,
    "contact_offer": 0.1, "contact_aftersale": 0.5, "contact_maintenance": 0.05, "contact_from": (0.0, 0.5, 0.2, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 0.0), "contact_wakes": (0.05,) * 10,
    "surveys_on": 1, "survey_questionnaire": 0.1, "survey_telephone": 0.05, "survey_interview": 0.1, "survey_sample": 60, "survey_typical": 20, "survey_questions": 5,
    "survey_rivals": 20, "policies_on": 1, "policy_quality_step": 0.005, "policy_quality_below": 0.5, "policy_quality_above": 0.6, "policy_every": 5,
    "importance_later": (0.5, 1.0, 2.0, 1.0, 1.0, 1.0, 1.5, 1.0), "importance_from": 10, "importance_over": 60.0,
    "stations_on": 1, "region_side": 30.0, "stations_count": 3, "stations_moved": 6.0, "stations_cost": 20.0, "dispatch_speed": 10.0, "dispatch_cost": 30, "distance_hold": 20.0, "stations_usual": 2, "distance_usual": 9.0,
    "contact_until": 0.9, "crm_quality": 0.6, "personal_gain": 0.2, "personal_tour": 0.1, "bond_fade": 60.0,
    "roster_on": 1, "week_first": Weekday.FRIDAY, "outside_week": (1.0, 1.0, 2.0, 1.0, 1.0, 0.5, 0.0),
    "roster_saturday": (0.0,) * 10 + (2.0, 1.0) + (0.0,) * 12, "roster_sunday": (0.0,) * 24, "roster_monday": (1.0,) * 3 + (0.0,) * 5 + (3.0,) * 16,
}  # fmt: skip
OTHER: dict[str, Any] = {
    "recovery_voucher": 1, "recovery_fast_handling": 1, "recovery_empathy": 1, "talk_reception": Reception.HEADROOM,
    "talk_normalise": Normalise.LISTENER, "need_law": SpanLaw.LOGNORMAL, "patience_law": SpanLaw.LOGNORMAL,
    "leaving_law": LeaveLaw.BETA, "leaving_b": 30.0, "outcome_paradox_on_loyalty": 1, "start_tenure": 200.0, "talk_occasion_rate": 0.05,
    "complaint_satisfaction": 1.0, "steps_remedy_first": 1, "wait_apology": 1, "authority_yes": 1, "claims_start": 0.05,
    "policy_sees": Sees.TRUTH, "policy_aim": 1,
}  # fmt: skip
MIX: dict[str, Any] = {
    "recovery_law": RecoveryLaw.MIX,
    "recovery_mix_costs": (10.0, 20.0, 30.0),
    "recovery_follow_up": 0,
}
WORLDS: dict[str, dict[str, Any]] = {"first": AWAKE, "second": AWAKE | OTHER, "measured mix": AWAKE | MIX}


def awake(name: str, **changes: Any) -> Setting:  # noqa: ANN401  any field of Parameters
    """Return a small world with every mechanism awake but for the changes."""
    p = replace(Parameters(), **(WORLDS[name] | changes))
    return world(solved(p), 120, 120.0)


def other_values(about: Parameter, now: Any) -> list[Any]:  # noqa: ANN401  a number or a list of numbers
    """Return values of a parameter within its bounds that are not the one it has."""
    if about.choices is not None:
        found: list[Any] = [int(m) for m in about.choices]
    elif about.unit is Unit.SWITCH:
        found = [0, 1]
    elif about.unit in (Unit.COUNT, Unit.MONEY):
        found = [int(about.low), min(int(about.high), int(now) * 2 + 2)]
    elif about.unit is Unit.COUNTS:
        found = [(about.low,) * about.size, tuple(x + 1.0 for x in now)]
    elif about.size:
        found = [(about.low,) * about.size, tuple(min(about.high, x * 1.5 + 0.01) for x in now), (*now[1:], now[0])]
    else:
        found = [about.low, min(about.high, now * 1.5 + 0.01)]
    return [x for x in found if x != now]


def belonging_to(mechanism: str) -> list[Parameter]:
    """Return the parameters that are declared to belong to a mechanism."""
    return [about for about in PARAMETERS if about.mechanism == mechanism]


FIELDS = {f.name for f in fields(Parameters)}
