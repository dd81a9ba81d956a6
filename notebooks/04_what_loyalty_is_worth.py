# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What loyalty is worth
#
# *You will* ask the same shop the same question with a short and a long view, take away loyalty, take away talk, and
# meet customers who were satisfied and left all the same.
#
# *You will learn* that the run length can turn a verdict round, what a loop is worth when it is cut, and why a
# satisfied customer is not a loyal one.
#
# *You need* the second notebook: differences, intervals, verdicts.

# %%
from matplotlib import pyplot as plt

import sim

base = sim.load("corner_shop")

# %% [markdown]
# ## The long view
#
# One idea spends more on those who already come: a card, a small present. *Predict first*: better or worse than the
# shop as it is, if only the first three months count? And if three years do?

# %%
guess = {"3 months": "?", "3 years": "?"}

# %%
idea = "money_into_care"
short = sim.compare(base, [idea], run_length="3 months", replications=60, seed=1, controls=False)
short

# %%
long = sim.compare(base, [idea], run_length="3 years", replications=60, seed=1, controls=False)
long

# %% [markdown]
# The shop, the idea and the draws are the same; the question is not. What the idea costs comes at once, what it keeps
# pays later.

# %%
[result.to_pandas()["verdict"].item() for result in (short, long)]

# %% [markdown]
# Money that comes later also counts less: profit is discounted at the firm's yearly rate. Does a rate of 30% turn the
# answer back?

# %%
impatient = base.with_values({"discount.rate": "30%"})
sim.compare(impatient, [idea], run_length="3 years", replications=30, seed=1, controls=False)

# %% [markdown]
# ## The cost of disloyalty
#
# The other way round: everything stays as it is, but of a hundred customers 25 leave in a year, instead of 17. *Predict
# first*: what part of three years' sales is lost, and what part of the profit?

# %%
restless = base.with_values({"level.churn": "25%"}).named("restless")
disloyal = sim.compare(base, [restless], run_length="3 years", replications=30, seed=1, controls=False)
disloyal

# %%
money = disloyal.results.groupby("scenario")[["sales_cny", "profit_cny"]].mean()
lost = 1 - money.loc["restless"] / money.loc["corner_shop"]
f"{lost['sales_cny']:.0%} of sales are lost, and {lost['profit_cny']:.0%} of profit"

# %% [markdown]
# More than all of the profit is gone: rent and wages stay when the customers go. A shop to which one or two hundredths
# of its sales are left cannot lose so many of them. (Sales fall further than heads: whoever comes often decides often
# whether to stay, so the best customers go first.)

# %% [markdown]
# ## Cutting a loop
#
# Customers who are kept buy again and tell others, who come, buy and tell. A loop in a picture can be drawn as thick as
# one likes. Here it can be cut: without talk, what is missing?

# %%
silent = base.with_values({"mechanisms.talk": False}).named("no_talk")
loop = sim.compare(base, [silent, restless], run_length="3 years", replications=30, seed=1, controls=False)
ax = loop.plot.forest()

# %% [markdown]
# The part of the customers that talk has brought by the end:

# %%
heads = sim.compare(
    base, [silent], response="customers_at_end", run_length="3 years", replications=30, seed=1, controls=False
)
heads

# %% [markdown]
# ## Satisfied, and gone
#
# Now look at one replication from inside. The satisfaction of a newcomer starts at 0.5; a good purchase raises it, a
# failure lowers it. Who left with more than that?

# %%
middle = base.parameters().satisfaction_start
people = sim.run(base, "3 years", seed=1).people_with("hidden")
gone = people[people["cause"] != "none"]
f"{len(gone)} persons left; {(gone['satisfaction'] > middle).mean():.0%} of them were satisfied when they did"

# %%
ax = gone["satisfaction"].plot.hist(bins=20, color="#0072B2")
ax.axvline(middle, color="black", linewidth=0.8)
ax.set(xlabel="satisfaction when they left", ylabel="persons")
plt.show()

# %% [markdown]
# Being satisfied is a judgement of the past and no promise. Why did the satisfied of this replication go? (It is one
# story; `replication=1` tells another.)

# %%
gone[gone["satisfaction"] > middle]["cause"].value_counts()

# %% [markdown]
# ## *On your own*
#
# 1. Find the run length at which the verdict on the idea turns. `horizons=["6 months", "1 year"]` asks for two at once.
# 2. Is `five_step_recovery` worth more with talk or without it? Compare it with `base` and with `silent` as baseline.
# 3. At which churn (`level.churn`) is half of the profit lost?
# 4. Raise `satisfaction.gain`. Does anybody stay longer? Predict first, then read what moves departures in this model.
