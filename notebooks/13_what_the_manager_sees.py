# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What the manager sees
#
# *You will* ask customers how satisfied they are, hold what they say against what is so, and let a manager act on it.
#
# *You will learn* where a survey goes wrong, when more answers are worse answers, and what it would be worth to know
# better.
#
# *You need* the second notebook.

# %% [markdown]
# ## Too bright
#
# A shop in which four times as much goes wrong as in the corner shop. Each quarter a questionnaire goes to a hundred of
# those it has on file. In the model, and nowhere else, one can also see what all of them feel.

# %%
import sim

awake = {f"mechanisms.{name}": True for name in ["contacts", "surveys", "policies", "quality", "retention"]}
shop = sim.load("corner_shop").with_values(awake | {"failure.rate": "3%", "quality.half": 0.005}).named("shop")
errors = ["survey_sampling_error", "survey_silence_error", "survey_work_error"]
asked = shop.with_values({"survey.questionnaire": "4/year"}).named("asked")

# %% [markdown]
# Predict: a survey that is taken with care, to a hundred people by lot. Will it say too much, too little, or the truth?

# %%
guess = "?"

# %%
harm = {"satisfaction.minor": ["2%", "10%", "30%", "60%"]}  # what a minor failure takes
seen = sim.sweep(asked, harm, response=["seen_satisfaction", *errors], run_length="1 year", replications=20)
table = seen.to_pandas().pivot_table(index="satisfaction.minor", columns="response", values="mean")
table.assign(true=table["seen_satisfaction"] - table[errors].sum(axis=1)).round(3)

# %%
seen.plot.response(response="seen_satisfaction")

# %% [markdown]
# Who is dissatisfied does not answer: that error is the largest, and it grows where more are dissatisfied. What is
# taken down wrong pulls the other way. Neither is chance, and no larger sample removes them; chance alone (the sampling
# error) is nothing in the mean of many surveys.
#
# ## Everybody, or a hundred?
#
# A sample misses some by chance. Then ask everybody! But whoever has to call nine hundred people in a week takes down
# more that is wrong. How far off is one year's figure, by how many are asked and by how much haste adds if all are?

# %%
phone = shop.with_values({"survey.telephone": "1/year"}).named("phone")  # asks a hundred
ways = {"survey.sample": [30, 100, 300, 2000], "survey.haste": [0, 0.06, 0.4]}
sizes = sim.sweep(phone, ways, response="survey_error", run_length="1 year", replications=40).to_pandas()
more = sizes.pivot_table(index="survey.sample", columns="survey.haste", values="difference")
(more + sizes.pivot_table(columns="survey.haste", values="mean").loc["mean"]).round(3)

# %% [markdown]
# Without haste a census is the best there is. With it, a sample taken with care is nearer to the truth than everybody
# asked in a hurry: a small error by chance against a large one by work.
#
# ## A rule on the survey
#
# A manager who cannot see the truth sets a rule: below .75 more is spent on doing things right, above .80 that stops.
# It goes by the questionnaire. Beside her, one who goes by what is so, with the same rule on the same days; there is no
# such manager, but the difference of the two is the most that knowing better can be worth.

# %%
rule = shop.with_strategy("manage_by_survey").named("managed")
looks = ["missed_policies", "wrong_policies"]
alone = sim.compare(rule, [], response=looks, run_length="3 years", replications=20, controls=False)
alone.results[looks].mean().round(2)

# %% [markdown]
# Predict: satisfaction is too low all the time, and the survey does not see it in a third of the quarters or more. What
# does that cost?

# %%
guess = "?"

# %%
managers = ["manage_by_survey", "manage_by_truth"]
plan = {"run_length": "3 years", "replications": 40, "controls": False}
worth = sim.compare(shop, managers, response=["profit", "failures"], **plan)
worth.to_pandas()[["name", "response", "difference", "low", "high"]].round(0)

# %%
worth.plot.forest()

# %% [markdown]
# Both rules pay. What the survey's bias costs is what lies between them: so much a better survey may cost at the most.
# And the cheapest better survey is none: a rule that knew how much too bright its figure is would set its threshold
# higher, for nothing.
#
# ## Yesterday's question
#
# A survey also says what matters to customers, and spending can be aimed at it. Here nine tenths of what is grave lies
# in the core service when the firm asks, once; a few days later it is the encounter with staff.

# %%
turned = {"importance.later": [0.111, 9, 1, 1, 1, 1, 1, 1], "importance.from": 190, "importance.over": "10 days"}
grave = {"mechanisms.causes": True, "failure.causes": [0.9, 0.1, 0, 0, 0, 0, 0, 0], "failure.major": "10%"}
grave |= {"root.repeat": "0%", "quality.spend": 0.01, "survey.typical": 200}
torn = shop.with_values(grave | turned).named("torn")
asks = {"policy.aim": [True], "survey.interview": ["1/year", "6/year"]}
aims = sim.sweep(torn, asks, response="bad_experience_share_major", run_length="1 year", replications=20)
aims.to_pandas().query("scenario == 'swept'")[["survey.interview", "difference", "low", "high"]].round(4)

# %% [markdown]
# The difference is that to a shop which aims at nothing: of its customers so many more, or fewer, meet something grave
# in half a year. Aimed at what mattered when the firm last asked, spending does worse than not aimed at all; with a
# question every other month it does better. What is measured ages.
#
# ## *On your own*
#
# 1. Set the rule's threshold to .78 instead (`policy.quality_below`). What does that cost where little goes wrong
#    (`failure.rate` of 1%)?
# 2. Ask the rival's customers too (`survey.rivals`). Is the gap that surveys see (`satisfaction_gap`) as far off as the
#    figure itself?
# 3. At which `quality.half` does the rule on the truth stop to pay? What is knowing worth there?
