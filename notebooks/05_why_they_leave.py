# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Why they leave
#
# *You will* count the causes of leaving in a shop where eight of them are at work, remove one after the other, and
# find out how far churn can fall at all.
#
# *You will learn* why removing the largest cause wins less than its share of the complaints and of the departures,
# what repeated failures change and what they do not, and why new customers leave more than old ones though nobody
# grows loyal.
#
# *You need* the second notebook: differences, intervals, verdicts.

# %% [markdown]
# ## A shop with eight causes
#
# The corner shop as shipped has no rival to speak of, no extra price for regulars, and its failures have no memory.
# We switch that on. Switches explain why customers leave; they do not make more of them leave. So we say how many
# leave in all: three in ten a year. How strong each cause is stays an assumption: we ask what follows from it.

# %%
import pandas as pd
from matplotlib import pyplot as plt

import sim

parts = ["causes", "blame", "rivals", "poaching", "dropping", "partners"]
leaving = {"level.churn": "30%"}
awake = sim.load("corner_shop").with_values({f"mechanisms.{part}": True for part in parts} | leaving)

# %% [markdown]
# Then the firm grows careless, and what a firm does moves customers: more than three times as many failures as before,
# a price higher by a twentieth for regulars, and whoever has complained twice and brought less than 500 is dropped.

# %%
values = {"failure.rate": "2.5%", "price.premium": 0.05, "dropping.complaints": 2, "dropping.worth": "500 CNY"}
shop = awake.with_values(values).named("eight_causes")
shop.why("root.repeat")

# %% [markdown]
# ## Predict first
#
# Order the eight: core service, encounter with staff, price, inconvenience, response to a failure, competition, ethics,
# involuntary (moving away and the like). Which three make up most departures?

# %%
guess = ["?", "?", "?"]

# %% [markdown]
# Four other worlds run along, for later. In each of them the firm has removed the failures of one cause, or all.

# %%
no_core = shop.with_values({"failure.remedies": [1, 0, 0, 0, 0, 0, 0, 0]}).named("no_core")
no_encounter = shop.with_values({"failure.remedies": [0, 1, 0, 0, 0, 0, 0, 0]}).named("no_encounter")
no_ethics = shop.with_values({"failure.remedies": [0, 0, 0, 0, 0, 0, 1, 0]}).named("no_ethics")
no_failures = shop.with_values({"failure.remedies": [1, 1, 1, 1, 1, 1, 1, 1]}).named("no_failures")

# %%
worlds = [no_core, no_encounter, no_ethics, no_failures]
plan = {"run_length": "2 years", "replications": 20, "first_look": 20, "seed": 1, "controls": False}
answer = sim.compare(shop, worlds, response="churn_rate", **plan)
runs = answer.results.set_index(["scenario", "replication"])

# %% [markdown]
# ## The Pareto table
#
# Everybody who left has one decisive cause. The error is twice the standard error of the mean over replications.

# %%
left = runs.loc["eight_causes"].filter(regex="departures_(?!by)")
left.columns = left.columns.str.removeprefix("departures_")
shares = left.div(left.sum(axis=1), axis=0)
pareto = pd.DataFrame({"share": shares.mean(), "error": 2 * shares.sem()}).sort_values("share", ascending=False)
pareto["so far"] = pareto["share"].cumsum()
pareto.round(3)

# %%
fig, ax = plt.subplots(figsize=(7.5, 4), layout="constrained")
ax.bar(pareto.index, pareto["share"], yerr=pareto["error"], color="#0072B2", capsize=3, label="share")
ax.plot(pareto.index, pareto["so far"], color="#D55E00", marker="o", label="this and all before")
ax.set(ylabel="share of departures", ylim=(0, 1.05))
ax.tick_params(axis="x", rotation=30)
ax.legend(frameon=False)
plt.show()

# %% [markdown]
# Core service leads because the scenario says so: the weights come from a study of remembered incidents
# (Keaveney 1995). Another study of the same causes found about half of all leaving to be a matter of place and access
# (East et al. 2012). **The order is put in, not found.** What is found is what follows from it.

# %% [markdown]
# ## Six types of loss
#
# A cause says what was wrong; a type of loss says who acted. *Dropped* by the firm, *left* in anger or quietly,
# *poached* by an offer, *attracted* by a better rival, *forced* to go, and *other*: here, following an intermediary.

# %%
types = runs.loc["eight_causes"].filter(like="losses_")
types.columns = types.columns.str.removeprefix("losses_")
order = types.mean().sort_values()
fig, ax = plt.subplots(figsize=(7, 3), layout="constrained")
ax.barh(order.index, order, xerr=2 * types.sem()[order.index], color="#009E73", capsize=3)
ax.set(xlabel="people in two years")
plt.show()

# %% [markdown]
# Only the longest bar is what people usually mean by churn. A list without types would send the service desk after
# people who moved away. (By *cause*, who is dropped counts as involuntary too: she did not choose it.)

# %% [markdown]
# ## How failures show
#
# A cause is a heading. What customers meet is a wrong bill, or somebody who does not care: the *modes* of failing. They
# have a switch of their own. Weights and harm are assumed, so the table shows what was put in. **Predict first**:
# not quite every fourth failure is more than minor. Which modes are the most frequent, and which the worst?

# %%
fine = sim.run(shop.with_values({"mechanisms.modes": True}), "2 years").events.query("event == 'failure'")
shown = pd.crosstab(fine["mode"], fine["severity"])
shown.assign(failures=shown.sum(axis=1)).sort_values("failures", ascending=False)

# %% [markdown]
# (*none*: a cause from before the first day, whose mode nobody saw, strikes once more.)
# This is one replication of what was put in: an incomplete service is frequent and seldom major, what is unsafe is rare
# and can do harm. A list by frequency puts the worst last. Which mode costs the most customers takes a comparison: that
# is the first question at the end.

# %% [markdown]
# ## Remove one cause at a time
#
# More than half of all failures are of the core service. **Predict first**: if they never happen again, by how much
# does the churn rate fall?

# %%
weights = pd.Series(shop.parameters().failure_causes, index=left.columns)
weights = weights / weights.sum()
f"{weights['core']:.0%} of the failures go; what part of the churn?"

# %%
answer

# %% [markdown]
# The same as a part of the shop's own churn rate, paired within replications.

# %%
churn = answer.results.pivot_table(index="replication", columns="scenario", values="churn_rate_per_year")
fall = 1 - churn.div(churn["eight_causes"], axis=0)
f"{fall['no_core'].mean():.0%} of the churn goes"

# %% [markdown]
# Neither their share of the failures nor the share of the departures that name this cause. A leaver who names the core
# service need not have met a failure: she may have found the goods poor for years. Beside the cause stands the
# *driver*: what in the model moved her. Nobody outside can see it. Here are all who left, by both:

# %%
times = range(plan["replications"])
town = pd.concat([sim.run(shop, "2 years", seed=1, replication=k, log="none").people_with("hidden") for k in times])
both = pd.crosstab(town["cause"], town["driver"]).drop(index="none", columns="none")
both.loc[["core", "encounter", "ethics"], both.loc["core"] > 0]

# %% [markdown]
# A failure, the answer to it, or the blame that it adds to: that can be removed with the failures.

# %%
named = ["core", "encounter", "ethics"]
moved = both.loc[named, ["failure", "response", "blame"]].sum(axis=1) / both.to_numpy().sum()
fall = fall[[f"no_{cause}" for cause in named]].set_axis(named, axis=1)
table = pd.DataFrame({"failures": weights[named], "departures": shares[named].mean(), "moved": moved})
table = table.assign(**{"churn falls": fall.mean(), "error": 2 * fall.sem()})
table.round(3)

# %%
fig, ax = plt.subplots(figsize=(7, 3.5), layout="constrained")
shades = ["#BBBBBB", "#56B4E9", "#009E73", "#0072B2"]
table.drop(columns="error").plot.bar(ax=ax, color=shades, width=0.8, rot=0)
ax.errorbar([0.3, 1.3, 2.3], table["churn falls"], table["error"], fmt="none", color="black", capsize=3)
ax.set(ylabel="share of all")
named_bars = ["of failures", "of departures that name it", "of departures that its failures moved", "churn that goes"]
ax.legend(named_bars, frameon=False)
plt.show()

# %% [markdown]
# Churn falls by about the share of those whom such failures *moved*. A list of causes that leavers name is no list of
# what can be won. And who is saved from one cause is still there to leave for another. Only the response to failures
# loses leavers too, since fewer failures ask for one:

# %%
by_cause = runs.filter(regex="departures_(?!by)")
change = by_cause.loc["no_core"] - by_cause.loc["eight_causes"]
pd.DataFrame({"more leave": change.mean(), "error": 2 * change.sem()}).round(1)

# %% [markdown]
# ## What repeated failures do
#
# Many of those who left had met the same failure twice or more. **Predict first**: in a town where causes come back
# twice as often, do more people leave? And in a town where nobody bears a grudge, fewer?

# %%
once = shop.with_values({"root.repeat": "0%"}).named("never_again")
often = shop.with_values({"root.repeat": "40%"}).named("twice_as_likely")
meek = shop.with_values({"mechanisms.blame": False}).named("no_blame")

# %%
asked = ["failures", "departures", "repeated_failure_share"]
again = sim.compare(no_failures, [once, shop, often, meek], response=asked, **plan)
again.results.groupby("scenario", sort=False)[asked].mean().round(2)

# %% [markdown]
# Even where nothing ever comes back some leavers have met the same thing twice: chance does that. So the share of
# leavers with a repeated failure says little about why they left. Here are the departures *more* than without failures,
# for 100 failures:

# %%
met = again.results.pivot_table(index="replication", columns="scenario", values=asked)
more = 100 * met["departures"].sub(met["departures"]["no_failures"], axis=0) / met["failures"]
cost = more.drop(columns="no_failures").agg(["mean", "sem"]).T
cost.round(1)

# %%
fig, ax = plt.subplots(figsize=(7, 2.8), layout="constrained")
ax.errorbar(cost["mean"], cost.index, xerr=2 * cost["sem"], fmt="o", color="#0072B2", capsize=4)
ax.set(xlabel="departures more than without failures, for 100 failures", xlim=(0, None))
plt.show()

# %% [markdown]
# In all four towns a failure costs about as many customers. That is how they are built: how many fail and how many
# leave can be counted; returning causes and grudges are two tales of *how it comes about*, and each tale must arrive
# at the same count. What a tale does change is **who** leaves. Of those who met a first, a second, ... failure in
# these two years, how many left over it?

# %%
calm = [sim.run(meek, "2 years", seed=1, replication=k, log="none").people_with("hidden") for k in times]
towns = pd.concat({"with blame": town, "no blame": pd.concat(calm)}, names=["town"])
over_it = towns["driver"].isin(["failure", "response", "blame"])
met_it = pd.DataFrame({n: (towns["failures"] >= n).groupby("town").sum() for n in range(1, 6)}).T
left_over_it = pd.DataFrame({n: (over_it & (towns["failures"] == n)).groupby("town").sum() for n in range(1, 6)}).T
chance = left_over_it / met_it
chance.round(2)

# %%
doubt = 2 * (chance * (1 - chance) / met_it) ** 0.5
ax = chance.plot(yerr=doubt, marker="o", capsize=3, color=["#D55E00", "#0072B2"], figsize=(7, 3.2))
ax.set(xlabel="failure", xticks=chance.index, ylabel="part of those who met it and left", ylim=(0, None))
plt.show()

# %% [markdown]
# Without memory a later failure weighs about as much as the first. With it the first is forgiven more easily, and those
# who have met several go. The count alone cannot tell the two towns apart; whoever wants to know must follow customers.
# It matters: it says who should hear an apology first.

# %% [markdown]
# ## The floor
#
# How far can churn fall? First no failures; then no premium, and nobody dropped: that is all this firm can do here.
# Last another town, without a rival, without intermediaries, in which nobody leaves for everyday reasons. No firm can
# buy that. **Predict first**: what is left?

# %%
kind = no_failures.with_values({"price.premium": 0, "dropping.complaints": 1000}).named("and_kind")
asleep = {f"mechanisms.{part}": False for part in ("rivals", "poaching", "dropping", "partners", "price")}
fate = {"level.churn": 0, "leaving.chance": 0, "hazard.rates": [*["0/year"] * 7, "0.05/year"]}
only_fate = kind.with_values(asleep | fate).named("only_fate")

# %%
steps = sim.compare(shop, [no_failures, kind, only_fate], response="churn_rate", **plan)
rates = steps.results.pivot_table(index="replication", columns="scenario", values="churn_rate_per_year", sort=False)
stairs = rates.agg(["mean", "sem"]).T
left_over = stairs["mean"] / stairs["mean"].iloc[0]
f"the firm does all it can: {left_over['and_kind']:.0%} of the churn is left; {left_over['only_fate']:.0%} is fate"

# %%
fig, ax = plt.subplots(figsize=(7, 3.5), layout="constrained")
ax.bar(stairs.index, stairs["mean"], yerr=2 * stairs["sem"], color="#0072B2", capsize=3)
ax.axhline(0.05, color="#D55E00", linestyle="--", label="moving away, as put in")
ax.set(ylabel="churn rate per year")
ax.legend(frameon=False)
plt.show()

# %% [markdown]
# "Zero defection" is out of reach. And the last part does not move: here are the people who were forced to go, as heads
# and as a rate per customer and year (with the mean of the customers at the start and at the end).

# %%
heads = steps.results.groupby("scenario", sort=False).mean(numeric_only=True)
middle = (heads["customers_at_start"] + heads["customers_at_end"]) / 2
forced = heads["losses_forced"]
pd.DataFrame({"heads": forced, "per year": forced / middle / 2}).round(3)

# %% [markdown]
# A shop that keeps its customers sees *more* of them move away, because more are there to move. Whoever judges a
# strategy by such heads would punish success.

# %% [markdown]
# ## New customers leave more than old ones
#
# Every such table shows it, and it is told as "customers grow loyal". Here are two towns of newcomers in which
# nobody's chance of leaving ever changes. In one all are alike; in the other each has a chance of their own (a beta
# distribution), with the same mean. **Predict first**: in which does leaving fall with time?

# %%
first = ["failures", "complaints", "desk", "outside", "hazards", "satisfaction", "talk", "advertising", "care"]
none = {f"mechanisms.{part}": False for part in [*first, "doubt", "price", "quality"]}
a, b = 0.668, 3.806
newcomers = {"persons": 10000, "start.customers": "100%", "start.rival": "0%", "start.tenure": "0 days"}
buying = {"buying.rate_law": "fixed", "buying.rate": "300/year"}
chances = {"level.churn": 0, "leaving.chance": a / (a + b), "leaving.a": a, "leaving.b": b}
alike = sim.load("corner_shop").with_values(none | newcomers | buying | chances | {"leaving.law": "constant"})
differ = alike.with_values({"leaving.law": "beta"})
lives = {"all alike": sim.run(alike, "60 days", log="none").people_with("hidden")}
lives["all different"] = sim.run(differ, "60 days", log="none").people_with("hidden")

# %% [markdown]
# A row for each purchase after which people decided, from the first to the ninth: how many came to it, and the part of
# them who left then.

# %%
people = pd.concat(lives, names=["town"])
gone = people["cause"] != "none"
came = pd.DataFrame({n: (people["bought"] >= n).groupby("town").sum() for n in range(1, 10)}).T
went = pd.DataFrame({n: (gone & (people["bought"] == n)).groupby("town").sum() for n in range(1, 10)}).T
part = went / came
error = 2 * (part * (1 - part) / came) ** 0.5
theory = a / (a + b + part.index.to_numpy() - 1)
part.assign(formula=theory).round(3)

# %%
fig, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
ax.errorbar(part.index, part["all alike"], error["all alike"], fmt="s", color="#D55E00", capsize=3, label="all alike")
ax.errorbar(part.index, part["all different"], error["all different"], fmt="o", color="#0072B2", capsize=3)
ax.plot(part.index, theory, color="#0072B2", label="all different, with the formula a / (a + b + n - 1)")
ax.set(xlabel="purchase", ylabel="part of those who got so far and left", ylim=(0, 0.22))
ax.legend(frameon=False)
plt.show()

# %%
falls = [bool(part[town].iloc[-1] + error[town].iloc[-1] < part[town].iloc[0] - error[town].iloc[0]) for town in part]
dict(zip(part, falls, strict=True))

# %% [markdown]
# The restless go first, and the old customers are those who never were restless. (Fader & Hardie 2007 call the model
# shifted beta geometric.) From such a table nobody can tell whether time makes people loyal or only sorts them. It
# matters: if time sorts, then keeping a restless customer for a year does not turn her into a loyal one.

# %% [markdown]
# ## *On your own*
#
# 1. Switch `modes` on and let one mode after the other never be major (`mode.major`). Which one
#    costs the most customers?
# 2. Remove half of the core failures: `failure.remedies` of `[0.5, 0, ...]`. Do you get half of the fall?
# 3. Turn the Pareto table round: raise `failure.encounter` in the shipped corner shop, or the rate of inconvenience in
#    `hazard.rates`. At what rate is half of all leaving a matter of access?
# 4. Let every resolved complaint remove the cause: `{"root.removal": "100%"}`. Why does so little change?
# 5. Which premium would make price the first cause, and what does profit say to it?
# 6. Switch `novelty` on in the town where all are alike: `{"mechanisms.novelty": True}`. Can you tell the two towns
#    apart by their tables alone?
