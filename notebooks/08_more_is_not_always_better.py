# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # More is not always better
#
# *You will* draw four curves that managers argue about: what the next customer kept costs, whether to aim at
# satisfied customers or at profit, what happens to a firm that wants fewer complaints, and how far word of mouth
# carries.
#
# *You will learn* to ask a question over a whole range instead of once, and to see where a curve bends.
#
# *You need* the second notebook; the seventh helps.

# %% [markdown]
# ## What does the last lost customer cost?
#
# Zero failures, zero losses: the goal is often named. The shop can spend a share of each basket on doing it
# right. Five spends, three years, the same customers in each.

# %%
import sim

shop = sim.load("corner_shop")
more = {"quality.spend": [0.005, 0.01, 0.02, 0.04]}
answers = ["profit", "departures", "satisfaction"]
curve = sim.sweep(shop, more, response=answers, run_length="3 years", replications=10)

# %% [markdown]
# Predict: the first half per cent keeps so many customers. How many does the step from two to four per cent keep?

# %%
guess = "?"

# %%
curve.plot.response(response="departures")

# %%
curve.plot.response(response="profit")

# %% [markdown]
# Each step keeps fewer than the one before: half of what can be avoided is avoided by the first hundredth, half
# of the rest by the next, and a fifth cannot be avoided at all. The price of each hundredth is the same. So zero
# is the wrong goal, and "there is no best, only better" is true of the service and not of the profit.

# %%
table = curve.to_pandas()
steps = table[table.scenario == "swept"].pivot_table(index="quality.spend", columns="response", values="difference")
steps.round(3)

# %% [markdown]
# ## Satisfied customers, or profit?
#
# Choose the spend with the most satisfied customers, then the one with the most profit.

# %%
{response: float(steps[response].idxmax()) for response in ["satisfaction", "profit"]}

# %% [markdown]
# Whoever is paid for satisfaction spends until nobody is dissatisfied; the profit is made long before, or not at
# all. Satisfaction is a means. It may still be the better *measure*: it moves at once, profit in years.

# %% [markdown]
# ## The trap of fewer complaints
#
# A manager is judged by the number of complaints. The cheapest way to fewer is to make complaining harder
# (`channel.ease`, from a hotline on every receipt to a form at the town hall).

# %%
ease = {"channel.ease": [-2, -1, 1, 2]}
trap = sim.sweep(shop, ease, response=["complaints", "departures", "profit"], run_length="3 years", replications=10)
lines = trap.to_pandas().query("scenario == 'swept'")
lines.pivot_table(index="channel.ease", columns="response", values="difference").round(1)

# %% [markdown]
# Fewer complaints, more who leave: the number that was to be lowered went down, and the thing that it stood for
# got worse. The aim is fewer unhappy customers, and that shows in departures.

# %% [markdown]
# ## How far does word carry?
#
# The texts disagree: someone who was let down tells ten, or twenty, or twenty-five others. How much does it
# matter, and does it hang on whom she knows? Reach and network, all combinations; how many join in three years:

# %%
networks = ["ring", "small_world", "preferential"]
word = {"talk.degree": [4, 8, 16], "talk.conversion": ["5%", "12.5%", "20%"], "talk.network": networks}
reach = sim.sweep(shop, word, response="joins", run_length="3 years", replications=4)
joins = reach.to_pandas().pivot_table(index=["talk.network", "talk.degree"], columns="talk.conversion", values="mean")
joins.round(0)

# %% [markdown]
# The number of contacts hardly matters, nor does the kind of network: who tells, tells so many times a year,
# whoever listens, and a village of two thousand is small. What a telling achieves matters. A dispute about ten or
# twenty-five listeners is one about the wrong number.

# %% [markdown]
# ## *On your own*
#
# 1. Where does the first curve bend, and what would move the bend? (The seventh notebook asks that.)
# 2. Which number would you be judged by: complaints, satisfaction, departures, profit?
# 3. Of reach, conversion and network, which one would you rather know?
