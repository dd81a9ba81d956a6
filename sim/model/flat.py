"""All parameters, and a person, in one flat record each.

Written by ``python -m tools.flat`` from the rooms in ``rules/``, which say what every number means: change those.
"""

from dataclasses import dataclass

from sim.model.storage import Blames, Key, Real, Small, Totals, Whole, zeros


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that a rule may read: the market's numbers, the firm's, the switches, and what is solved from them."""

    # always
    start_customers: float = 0.5
    start_rival: float = 0.0
    start_tenure: float = 0.0
    week_first: int = 0
    buying_rate: float = 0.03287671232876712
    buying_rate_law: int = 1
    buying_rate_shape: float = 2.0
    basket_mean: float = 2000
    basket_personal_spread: float = 0.5
    basket_noise_spread: float = 0.5
    leaving_law: int = 0
    leaving_chance: float = 0.02
    leaving_a: float = 0.8
    leaving_b: float = 2.4
    leaving_after: int = 0
    leaving_to_rival: float = 0.5
    leaving_causes: tuple[float, ...] = (0.2603, 0.2004, 0.1757, 0.1216, 0.1016, 0.0599, 0.0441, 0.0)
    level_churn: float = 0.0
    level_joins: float = 0.0
    rival_openness: float = 0.3
    goods_margin: float = 0.3
    discount_rate: float = 0.1
    standing_cost: float = 0.0
    basket_noise_variance: float = 0.0
    leaving_scale: float = 1.0
    rate_scale: float = 1.0
    joining_scale: float = 1.0
    basket_scale: float = 1.0
    path_satisfaction: tuple[float, ...] = (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)
    path_expectation: tuple[float, ...] = (0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)
    path_trust: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    path_familiarity: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    market_closed: int = 0

    # acquisition
    acquisition_on: int = 0
    acquire_cost: int = 100

    # advertising
    advertising_on: int = 1
    advertising_most: float = 0.0013698630136986301
    advertising_response: float = 0.1
    advertising_spend: float = 0.0
    advertising_rate: float = 0.0

    # authority
    authority_on: int = 0
    misuse_chance: float = 0.05
    misuse_part: float = 0.5
    audit_half: float = 0.1
    claims_start: float = 0.002
    claims_most: float = 0.03
    claims_growth: float = 0.0027397260273972603
    authority_limit: float = 0.5
    authority_tiers: float = 0.0
    approval_delay: float = 1.0
    approval_grants: float = 0.9
    audit_share: float = 0.0
    audit_cost: int = 250
    authority_yes: int = 0

    # backstage
    backstage_on: int = 0
    backstage_leak: float = 0.0
    backstage_usual: float = 0.0

    # blame
    blame_on: int = 0
    blame_span: float = 365.0
    blame_major: float = 3.0
    blame_response: float = 2.0
    blame_temper: float = 0.5
    blame_mean: float = 1.0
    blame_rate: float = 0.0

    # burdens
    burdens_on: int = 0
    burden_abusive: float = 0.02
    burden_breaching: float = 0.01
    burden_defaulting: float = 0.03
    burden_difficult: float = 0.1
    burden_insult: float = 0.02
    credit_share: float = 0.1
    credit_days: float = 60.0

    # callback
    callback_on: int = 0
    callback_above: int = 2
    callback_taken: float = 0.6
    callback_reached: float = 0.85
    callback_carry: float = 0.0

    # care
    care_on: int = 1
    care_most: float = 0.01
    care_response: float = 0.1
    care_spend: float = 0.0
    care_effect: float = 0.0

    # causes
    causes_on: int = 0
    failure_harm: float = 0.02
    outcome_harm: float = 0.02
    satisfaction_harm: float = 0.9
    talk_harm: float = 1.0
    root_repeat: float = 0.2
    root_lag: float = 4.0
    root_span: float = 182.5
    failure_causes: tuple[float, ...] = (0.443, 0.341, 0.0, 0.0, 0.0, 0.0, 0.075, 0.0)
    failure_remedies: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    root_removal: float = 0.5
    recovery_by_cause: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0)
    importance_later: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    importance_from: int = 0
    importance_over: float = 0.0
    failure_left: float = 0.0
    failure_fresh: float = 1.0
    root_waiting: float = 0.0
    talk_harm_fit: float = 1.0
    recovery_cause_fit: float = 1.0

    # complaints
    complaints_on: int = 1
    complaint_minor: float = 0.05
    complaint_major: float = 0.5
    complaint_attachment: float = 1.0
    complaint_satisfaction: float = 0.0
    complaint_written: float = 0.0
    recovery_tau: float = 3.0
    recovery_tau_fast: float = 1.0
    recovery_curve: int = 2
    recovery_weights: tuple[float, ...] = (0.45, 0.35, 0.2)
    follow_up_chance: float = 0.3
    channel_ease: float = 0.0
    channel_cost: float = 0.0
    complaint_cost: int = 0
    recovery_law: int = 0
    recovery_mix: tuple[float, ...] = (0.4, 0.4, 0.2)
    recovery_mix_costs: tuple[float, ...] = (0.0, 0.0, 0.0)
    recovery_apology: int = 0
    recovery_fast_handling: int = 0
    recovery_empathy: int = 0
    recovery_compensation: float = 0.0
    recovery_follow_up: int = 0
    recovery_voucher: int = 0
    recovery_fast_factor: float = 0.7
    recovery_fast_cost: int = 100
    recovery_first_contact: float = 0.7
    recovery_back_office: float = 5.0
    follow_up_lag: float = 7.0
    follow_up_cost: int = 0
    recovery_fit: float = 1.0
    complaint_offset_minor: float = 0.0
    complaint_offset_major: float = 0.0

    # contacts
    contacts_on: int = 0
    contact_greeting: float = 0.0
    contact_visit: float = 0.0
    contact_event: float = 0.0
    contact_lecture: float = 0.0
    contact_news: float = 0.0
    contact_advice: float = 0.0
    contact_offer: float = 0.0
    contact_aftersale: float = 0.0
    contact_maintenance: float = 0.0
    contact_call: float = 0.0
    contact_silent: float = 3.0
    contact_from: tuple[float, ...] = (0.0, 2.0, 0.75, 0.0, 0.0, 0.75, 0.0, 0.0, 0.0, 0.0)
    contact_until: float = 1.0
    contact_minutes: tuple[float, ...] = (1.0, 60.0, 30.0, 10.0, 1.0, 30.0, 2.0, 5.0, 60.0, 5.0)
    contact_wage: int = 1000
    contact_reach: tuple[float, ...] = (0.9, 0.8, 0.5, 0.3, 0.8, 0.7, 0.8, 0.8, 0.5, 0.7)
    contact_fits: tuple[float, ...] = (0.6, 0.7, 0.3, 0.3, 0.5, 0.4, 0.3, 0.7, 0.6, 0.5)
    contact_bond: tuple[float, ...] = (0.1, 0.25, 0.35, 0.15, 0.03, 0.1, 0.02, 0.05, 0.15, 0.1)
    contact_annoys: tuple[float, ...] = (0.01, 0.03, 0.02, 0.01, 0.01, 0.02, 0.03, 0.01, 0.0, 0.02)
    contact_wakes: tuple[float, ...] = (0.0, 0.01, 0.0, 0.0, 0.0, 0.0, 0.005, 0.0, 0.0, 0.04)
    contact_buys: tuple[float, ...] = (0.0, 0.1, 0.1, 0.2, 0.02, 0.05, 0.2, 0.02, 0.05, 0.1)
    contact_talks: tuple[float, ...] = (0.0, 0.0, 1.0, 0.3, 0.0, 0.2, 0.0, 0.0, 0.0, 0.0)
    contact_aligns: tuple[float, ...] = (0.0, 0.3, 0.0, 0.1, 0.3, 0.1, 0.0, 0.2, 0.0, 0.0)
    contact_mends: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.7, 0.0)
    contact_learns: tuple[float, ...] = (0.0, 0.3, 0.05, 0.0, 0.0, 0.1, 0.0, 0.2, 0.1, 0.1)
    advice_demand: float = 0.05
    advice_most: float = 0.3
    bond_fade: float = 365.0
    bond_worth: float = 0.3
    crm_learn: float = 0.05
    crm_fade: float = 730.0
    crm_quality: float = 0.0
    personal_gain: float = 0.0
    personal_tour: float = 0.0

    # contagion
    contagion_on: int = 0
    contagion_boost: float = 0.8
    contagion_tau: float = 30.416666666666668

    # crossbuying
    crossbuying_on: int = 0
    cross_products: int = 3
    cross_chance: float = 0.03
    cross_basket: float = 0.25
    cross_bond: float = 0.2

    # desk
    desk_on: int = 1
    patience_law: int = 2
    patience_mean: float = 0.041666666666666664
    patience_spread: float = 1.0
    need_law: int = 3
    need_mean: float = 0.010416666666666666
    need_spread: float = 1.2
    desk_agents: int = 1
    desk_opens: float = 0.375
    desk_closes: float = 0.75
    desk_wage: float = 0.0
    desk_overtime: float = 1.5
    desk_skill: float = 1.0
    desk_duties: float = 0.0
    desk_duty_worth: float = 0.8
    desk_fee: int = 0

    # doubt
    doubt_on: int = 0
    doubt_prevents: float = 0.55
    doubt_span: float = 365.0
    doubt_step: float = 0.0

    # dropping
    dropping_on: int = 0
    dropping_every: int = 90
    dropping_complaints: int = 3
    dropping_worth: int = 0
    dropping_breaches: int = 0
    dropping_insults: int = 0
    dropping_overdue: int = 0
    dropping_bad_name: int = 0

    # expectation
    expectation_on: int = 0
    expectation_start: float = 0.5
    expectation_drift: float = 0.1
    expectation_market: float = 5.479452054794521e-05
    expectation_noise: float = 0.1
    expectation_effect: float = 0.2
    delight_above: float = 0.0
    delight_weight: float = 1.0
    adequate_below: float = 0.0
    trust_up: float = 0.2
    trust_down: float = 1.0
    trust_bond: float = 0.5
    service_level: float = 0.5
    service_process: float = 0.0

    # failures
    failures_on: int = 1
    outcome_major: tuple[float, ...] = (0.09, 0.19, 0.54, 0.82)
    outcome_minor: tuple[float, ...] = (0.37, 0.46, 0.7, 0.95)
    outcome_table: int = 0
    outcome_reference: float = 0.95
    outcome_selection_share: float = 1.0
    outcome_intention_to_behaviour: float = 1.0
    outcome_paradox_on_loyalty: int = 0
    failure_rate: float = 0.05
    failure_major: float = 0.3
    failure_encounter: float = 0.435
    stay_logit_minor: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    stay_logit_major: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    stay_slope_minor: float = 0.0
    stay_slope_major: float = 0.0

    # familiarity
    familiarity_on: int = 0
    familiarity_gain: float = 0.05
    familiarity_loss: float = 0.3
    familiarity_basket: float = 0.5
    familiarity_rate: float = 0.5

    # friction
    friction_on: int = 0
    rule_effort: tuple[float, ...] = (0.05, 0.05, 0.02, 0.05, 0.08, 0.02, 0.03, 0.05)
    rule_proof: float = 0.02
    rule_hours: float = 0.05
    rule_queue: float = 0.6
    rule_appointment: float = 0.0
    rule_fee: float = 0.03
    rule_fee_income: int = 80
    rule_identify: float = 0.5
    rule_form: float = 0.2
    rule_handoff: float = 0.1
    rule_identify_time: float = 0.0003472222222222222
    rule_form_time: float = 0.002083333333333333
    rule_handoff_time: float = 1.0
    friction_base: float = 0.0
    friction_need_fit: float = 1.0

    # growth
    growth_on: int = 0
    growth_per_year: float = 0.02
    growth_years: float = 3650.0

    # hazards
    hazards_on: int = 1
    hazard_rates: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.479452054794521e-05)
    hazard_churn: float = 0.0
    hazard_shares: tuple[float, ...] = (44.3, 34.1, 29.9, 20.7, 17.3, 10.2, 7.5, 6.2)

    # incentives
    incentives_on: int = 0
    pay_effects: tuple[float, ...] = (0.3, 0.1, 0.4, 0.2, 0.3, 0.2, 0.2)
    pay_gaming: float = 0.5
    pay_number: float = 0.0
    pay_quality: float = 0.0
    pay_saves: float = 0.0
    pay_bonus: int = 0
    pay_usual: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)

    # insults
    insults_on: int = 0
    insult_staying: float = 0.9
    insult_satisfaction: float = 0.2
    insult_blame: float = 2.0
    recovery_insult: float = 0.1

    # modes
    modes_on: int = 0
    mode_major: tuple[float, ...] = (0.5, 2.0, 2.0, 0.5, 1.0, 0.5, 1.0, 1.0, 2.0, 2.0)
    mode_harm: tuple[float, ...] = (1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 10.0)
    mode_voice: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    need_by_mode: tuple[float, ...] = (1.0, 1.0, 1.5, 1.0, 1.0, 2.0, 1.5, 1.0, 1.0, 1.0)
    billing_deadline: float = 0.5
    recovery_apology_by_mode: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.7, 1.0, 0.0, 0.5)
    mode_weights: tuple[float, ...] = (3.0, 1.0, 1.0, 3.0, 2.0, 3.0, 2.0, 1.0, 3.0, 1.0)
    mode_major_fit: float = 1.0
    mode_harm_fit: float = 1.0
    mode_need_fit: float = 1.0
    mode_apology_fit: float = 1.0
    mode_voice_fit: tuple[float, ...] = (0.0, 0.0)

    # morale
    morale_on: int = 0
    morale_span: float = 180.0
    morale_mirror: float = 0.5
    morale_strength: float = 0.5
    morale_quitting: float = 2.0
    climate_weights: tuple[float, ...] = (0.1, 0.1, 0.06, 0.06, 0.06, 0.04, 0.08, 0.08)
    climate_minutes: tuple[float, ...] = (0.0, 0.0, 20.0, 0.0, 0.0, 30.0, 60.0, 60.0)
    climate_respect: float = 0.5
    climate_responsibility: float = 0.5
    climate_honour: float = 0.5
    climate_tolerance: float = 0.5
    climate_equality: float = 0.5
    climate_goals: float = 0.5
    climate_example: float = 0.5
    climate_voice: float = 0.5
    morale_usual: float = 0.5
    fidelity_usual: float = 0.7999999999999999

    # neglect
    neglect_on: int = 0
    neglect_weight: float = 1.0
    neglect_span: float = 60.833333333333336

    # novelty
    novelty_on: int = 0
    novelty_excess: float = 1.0
    novelty_fade: float = 5.0

    # outside
    outside_on: int = 0
    outside_rate: float = 0.0
    outside_profile: tuple[float, ...] = (
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
    )
    outside_week: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    outside_value: int = 0
    outside_total: float = 0.0
    outside_week_fit: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    outside_uneven: int = 0

    # partners
    partners_on: int = 0
    partners_share: float = 0.05
    partners_size: int = 10
    partners_leaving: float = 0.5
    partners_takes: float = 1.0

    # poaching
    poaching_on: int = 0
    poaching_every: int = 30
    poaching_above: float = 1.5
    poaching_noise: float = 0.5
    poaching_strength: float = -4.0
    poaching_resistance: float = 1.0

    # policies
    policies_on: int = 0
    policy_sees: int = 0
    policy_quality_step: float = 0.0
    policy_quality_most: float = 0.05
    policy_quality_below: float = 0.75
    policy_quality_above: float = 0.8
    policy_aim: int = 0
    policy_agents_step: int = 0
    policy_agents_most: int = 3
    policy_agents_below: float = 0.8
    policy_agents_above: float = 0.95
    policy_every: int = 7

    # price
    price_on: int = 0
    price_basket: float = 0.15
    price_frequency: float = 0.15
    price_elasticity: float = 2.62
    price_known: float = 1.0
    price_memory: float = 0.3
    price_loss: float = 0.4
    price_gain: float = 0.2
    price_tolerance: float = 0.1
    price_fairness: float = 0.0
    price_deceit: float = 2.0
    price_level: float = 1.0
    price_premium: float = 0.0
    price_premium_after: int = 10
    price_hidden: float = 0.0
    price_leaving: float = 0.0
    price_joining: float = 0.0

    # problems
    problems_on: int = 0
    problems_open: int = 8
    problems_share: float = 0.4
    report_share: float = 0.2
    report_asked: float = 0.0
    report_finds: float = 0.1
    report_cost: int = 50
    suggest_rate: float = 0.0013698630136986301
    analysis_rate: float = 0.00013698630136986303
    fix_lag: float = 60.0
    fix_cost: int = 80000
    crisis_rate: float = 0.0
    crisis_shock: float = 0.3
    crisis_leaving: float = 0.05
    problems_met: float = 0.0
    problems_sought: float = 0.0
    problems_hidden: float = 8.0

    # programme
    programme_on: int = 1
    programme_fixed: float = 0.0
    programme_per_customer: float = 0.0
    programme_once: int = 0

    # pushing
    pushing_on: int = 0
    push_basket: float = 0.1
    push_pressure: float = 0.05

    # quality
    quality_on: int = 0
    quality_spend: float = 0.0
    quality_least: float = 0.2
    quality_half: float = 0.01
    quality_lag: float = 0.0
    quality_base: float = 0.0

    # recall
    recall_on: int = 0
    recall_every: float = 0.0
    recall_reach: float = 0.95
    recall_cost: int = 1500

    # redial
    redial_on: int = 0
    redial_chance: float = 0.3
    redial_after: float = 0.006944444444444444

    # referral
    referral_on: int = 0
    referral_leaving: float = 0.85
    referral_basket: float = 1.0

    # reputation
    reputation_on: int = 0
    reputation_tau: float = 365.0
    reputation_weight: float = 20.0
    reputation_power: float = 1.0
    public_chance: float = 0.02
    public_reach: float = 50.0
    public_tail: float = 0.0
    reputation_notorious: float = 0.0
    reputation_stain: float = 0.1
    reputation_neutral: float = 0.75

    # retention
    retention_on: int = 0
    retention_excess: float = 4.0
    retention_curve: float = 3.0

    # reward
    reward_on: int = 0
    reward_share: float = 0.0
    reward_frequency: float = 0.0

    # rivals
    rivals_on: int = 0
    rivals_rate: float = 0.000821917808219178
    rivals_reach: float = 0.5
    rivals_enters: int = 0
    rivals_quality: float = 0.0
    rivals_price: float = 1.0
    rivals_price_weight: float = 1.0
    rivals_beta: float = 2.0
    rivals_barrier: float = 1.0
    rivals_resistance: float = 0.5
    own_quality: float = 0.0
    own_barrier: float = 0.0

    # roster
    roster_on: int = 0
    roster_monday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_tuesday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_wednesday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_thursday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_friday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_saturday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_sunday: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_week: tuple[float, ...] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    roster_posts: int = 0

    # satisfaction
    satisfaction_on: int = 1
    satisfaction_start: float = 0.5
    satisfaction_gain: float = 0.02
    satisfaction_minor: float = 0.1
    satisfaction_major: float = 0.4
    satisfaction_recovery: float = 0.5
    satisfaction_give_up: float = 0.2
    satisfaction_memory: float = 182.5
    satisfaction_bar: float = 0.5

    # scandal
    scandal_on: int = 0
    scandal_day: int = 180
    scandal_shock: float = 0.3
    scandal_leaving: float = 0.05

    # serving
    serving_on: int = 0
    serve_cost: int = 80
    serve_fall: float = 0.3
    serve_time_fall: float = 0.2
    serve_half: float = 10.0
    serving_share: float = 0.0

    # staff
    staff_on: int = 0
    staff_posts: int = 5
    staff_hours: float = 0.20833333333333331
    staff_clumsy: float = 1.5
    staff_turnover: float = 0.000821917808219178
    staff_pay_effect: float = 3.0
    staff_drain: float = 1.0
    staff_spread: float = 0.15
    staff_wage: int = 1000
    staff_pay: float = 1.0
    staff_best: float = 0.0
    staff_ramp: float = 243.33333333333334
    staff_mentor: float = 0.5
    staff_feedback: float = 0.5
    staff_hiring: float = 30.0
    staff_training: float = 10.0
    staff_validity: float = 0.4
    staff_applicants: int = 1
    staff_leaving: float = 0.0
    staff_held: float = 0.0
    staff_speed: float = 0.0
    staff_raw: float = 0.0
    staff_seen: float = 0.0
    staff_tried: int = 0
    staff_usual: float = 0.0

    # stations
    stations_on: int = 0
    region_side: float = 10.0
    region_layout: int = 0
    stations_count: int = 1
    stations_moved: float = 0.0
    stations_near: float = 5.0
    stations_cost: float = 1000.0
    dispatch_speed: float = 40.0
    dispatch_cost: int = 100
    distance_effort: float = 0.01
    distance_hold: float = 5.0
    stations_usual: int = 1
    stations_stood: float = 0.0
    distance_usual: float = 0.0

    # steps
    steps_on: int = 0
    steps_late_empathy: float = 0.7
    wording_effect: float = 0.2
    wait_relief: float = 0.3
    manners_load: float = 0.5
    apology_blame: float = 0.5
    again_chance: float = 0.0
    again_after: float = 3.0
    steps_remedy_first: int = 0
    recovery_wording: float = 0.5
    wait_apology: int = 0
    promise_kept: float = 0.8
    promise_caught: float = 0.9
    manners_usual: float = 0.0

    # surveys
    surveys_on: int = 0
    survey_questionnaire: float = 0.0
    survey_telephone: float = 0.0
    survey_interview: float = 0.0
    survey_exit: float = 0.0
    survey_sample: int = 100
    survey_typical: int = 10
    survey_questions: int = 8
    survey_rivals: int = 0
    rivals_satisfaction: float = 0.75
    survey_minutes: tuple[float, ...] = (3.0, 10.0, 90.0, 20.0)
    survey_answer: tuple[float, ...] = (-2.0, -1.0, -1.0)
    survey_slope: tuple[float, ...] = (2.0, 1.0, 1.0)
    survey_reveals: tuple[float, ...] = (0.2, 0.3, 0.9)
    survey_learns: tuple[float, ...] = (0.2, 0.3, 0.9, 0.6)
    survey_noise: float = 0.1
    survey_slip: float = 0.02
    survey_haste: float = 0.06

    # talk
    talk_on: int = 1
    talk_network: int = 3
    talk_degree: int = 8
    talk_rewiring: float = 0.1
    talk_normalise: int = 0
    talk_rate: float = 0.0013698630136986301
    talk_warn: float = 2.0
    talk_praise: float = 0.1
    talk_ratio: float = 3.0
    talk_reception: int = 0
    talk_conversion: float = 0.125
    talk_headroom_praise: float = 0.25
    talk_headroom_blame: float = 0.2
    talk_inclination: float = 0.05
    talk_occasion_rate: float = 0.005479452054794521
    talk_defection: float = 0.0
    talk_homophily: float = 0.0
    talk_attachment: float = 0.5
    praise_mean: float = 0.1
    conversion_offset: float = 0.0

    # wallet
    wallet_on: int = 0
    wallet_share: float = 0.5
    wallet_satisfaction: float = 0.4

    # winback
    winback_on: int = 0
    leaving_says: float = 0.3
    winback_reach: float = 0.6
    winback_willing: float = -1.5
    winback_fits: float = 1.5
    winback_misfits: float = -0.5
    winback_sorry: float = 0.5
    winback_span: float = 180.0
    winback_second: tuple[float, ...] = (1.0, 1.3, 0.8, 1.5)
    winback_class_a: float = 2.0
    winback_class_b: float = 0.75
    winback_tries_a: int = 0
    winback_tries_b: int = 0
    winback_tries_c: int = 0
    winback_cost_a: int = 1000
    winback_cost_b: int = 170
    winback_cost_c: int = 170
    winback_delay: float = 14.0
    winback_listens: float = 0.6
    winback_apology: int = 0
    winback_remedy: int = 4
    winback_remedy_costs: tuple[float, ...] = (0.1, 0.3, 0.3, 0.6)


class Person:
    """A person of the market. Every field is a number; ``totals`` and ``blame`` have one an account and a cause."""

    # always
    key: Key
    number: Whole
    rate: Real
    basket: Real
    attachment: Real
    own_attachment: Real
    leave_chance: Real
    entry: Real
    left: Real
    joined: Real
    first_purchase: Real
    last_purchase: Real
    next_purchase: Real
    departure: Real
    appointed: Real
    purchases: Whole
    departure_parent: Whole
    departure_occasion: Whole
    bought: Whole
    status: Small
    route: Small
    cause: Small
    driver: Small
    loss: Small
    departure_cause: Small
    departure_loss: Small
    appointed_cause: Small
    appointed_loss: Small
    departure_kind: Small
    started: Small
    totals: Totals

    # advertising
    advert_left: Real
    advert_since: Real
    advert_rate: Real

    # authority
    allowed: Whole

    # blame
    blamed: Whole
    blame_time: Real
    blame: Blames

    # burdens
    abusive: Small
    breaching: Small
    defaulting: Small
    difficult: Small
    insults: Whole
    breaches: Whole
    overdue: Whole
    owed: Whole
    due: Real

    # causes
    root: Small
    root_due: Whole

    # complaints
    complaint_time: Real
    price: Whole
    voucher: Whole
    complaints: Whole
    resolved: Whole
    given_up: Whole
    case: Small
    outcome: Small
    written: Small

    # contacts
    filed: Small
    bond: Real
    known: Real
    bond_time: Real
    advised: Real
    called: Real
    calls: Whole
    contacted: Whole

    # contagion
    contagion_stock: Real
    contagion_since: Real
    contagion_left: Real

    # crossbuying
    products: Whole

    # desk
    wait: Real
    patient: Small
    booked: Small
    attempt: Small

    # doubt
    doubt: Real
    doubt_since: Real
    consulted: Whole

    # expectation
    expectation: Real
    expectation_time: Real
    trust: Real

    # failures
    last_failure: Real
    slips: Real
    curt: Real
    failures: Whole
    severity: Small
    nature: Small

    # familiarity
    familiarity: Real

    # growth
    came: Real

    # hazards
    moves: Real

    # modes
    mode: Small

    # neglect
    silence: Real

    # novelty
    spell: Whole

    # partners
    partner: Whole
    led: Whole
    intermediary: Small

    # price
    reference_level: Real
    price_gap: Real
    hidden_share: Real

    # problems
    untold: Whole
    hunted: Real

    # reputation
    notorious: Small

    # rivals
    pull_left: Real
    pull_since: Real
    pull_rate: Real

    # satisfaction
    satisfaction: Real
    again: Small

    # staff
    raw: Real

    # stations
    distance: Real

    # steps
    load: Real
    broken: Small
    refused: Small

    # talk
    next_talk: Real
    next_occasion: Real
    inclination: Real
    talk_weight: Real
    tellings: Whole
    occasions: Whole
    join_parent: Whole
    join_occasion: Whole
    praised: Whole
    warned: Whole

    # wallet
    strayed: Small

    # winback
    heard: Real
    tries: Small
    remedy: Small
    sold_before: Whole

    __slots__ = tuple(__annotations__)

    def __init__(self) -> None:
        zeros(self)
