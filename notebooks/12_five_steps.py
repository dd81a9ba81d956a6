# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Five steps
#
# *You will* take the five steps of a recovery apart: apology, speed, empathy, compensation, follow-up. All 32
# combinations are run, and what each step is worth is read off.
#
# *You will learn* to read main effects and interactions, and why "do all five" and "do the best two" can both be right.
#
# *You need* the second notebook.

# %% [markdown]
# ## One at a time
#
# The shop apologises, and exchanges what was bad for a fifth of a basket. Begin with nothing, and add one step.

# %%
import pandas as pd

import sim

steps = {
    "recovery.apology": [False, True],
    "recovery.fast_handling": [False, True],
    "recovery.empathy": [False, True],
    "recovery.compensation": [0, 0.5],
    "recovery.follow_up": [False, True],
}
shop = sim.load("corner_shop").with_values({"mechanisms.steps": True})
answers = ["resolved_share", "departures", "profit"]
design = sim.sweep(shop, steps, response=answers, run_length="3 years", replications=8)

# %% [markdown]
# Predict: which of the five resolves most complaints, and which keeps most customers for its money?

# %%
guess = "?"

# %%
cells = design.to_pandas().query("scenario == 'swept'")
table = cells.pivot_table(index=list(steps), columns="response", values="difference")
table.index.names = names = ["apology", "speed", "empathy", "compensation", "follow-up"]
table.round(2)

# %% [markdown]
# All numbers are differences to the shop as it is, which apologises and pays a fifth. What it costs to teach the
# steps is left out; here it is the steps that are looked at.
#
# ## What a step adds
#
# Half of the 32 firms take a step, half do not, and all others are alike in both halves. The difference of their
# means is what that step adds, over all ways of doing the rest: its *main effect*.

# %%
levels = table.reset_index()
on = {step: levels[step] != levels[step][0] for step in names}  # the first row does nothing
main = pd.DataFrame({step: levels[on[step]][answers].mean() - levels[~on[step]][answers].mean() for step in names}).T
main.round(3)

# %%
main["profit"].plot.barh(color="#0072B2", figsize=(7, 2.5), xlabel="main effect on profit over three years (CNY)")

# %% [markdown]
# Apology, empathy and follow-up each resolve more and bring money. Compensation resolves complaints too, and costs
# more than it keeps: it is paid to everyone who complains, also to those whom a kind word would have kept. Speed adds
# next to nothing here, since the desk is idle for most of the day and answers at once anyway.
#
# ## What two steps add together
#
# If two steps help each other, the second adds more where the first is taken. The *interaction* is half of that
# difference: with +1 where a step is taken and -1 where not, twice the mean of both signs times the response. In the
# share of complaints resolved:

# %%
signs = 2 * pd.DataFrame(on).astype(int) - 1
both = {one: signs.mul(signs[one] * levels["resolved_share"], axis=0).mean() * 2 for one in names}
pd.DataFrame(both).round(3)

# %% [markdown]
# On the diagonal a sign meets itself, and nothing is to be read there. Beside it none is above 0 by more than a hair:
# what one step has resolved, another need not resolve again. Whoever adds up the effects of single steps promises too
# much.
#
# ## All, or some?
#
# Order the 32 by what they bring, and look where all five stand, and where nothing at all.

# %%
ordered = table.sort_values("profit", ascending=False)
ordered.head(5).round(2)

# %%
ordered.tail(5).round(2)

# %%
taken = pd.DataFrame(on).sum(axis=1)[levels["profit"].sort_values(ascending=False).index].tolist()
{"rank of all five": taken.index(5) + 1, "rank of none": taken.index(0) + 1}

# %% [markdown]
# The best leaves compensation out; all five resolve most and are not the best. Resolving complaints and earning
# money are two orders, and the texts' advice to do all five is about the first.
#
# ## *On your own*
#
# 1. Turn the order round: remedy first, apology after (`steps.remedy_first`). What of the apology is left?
# 2. Does compensation pay where failures are major (`failure.major`), or where a customer is worth ten times as much?
# 3. Thirty-two means were compared. How large is the best of 32 by luck alone? (The ninth notebook.)
