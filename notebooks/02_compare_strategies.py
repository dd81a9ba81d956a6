# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Compare strategies
#
# *You will* ask which of three strategies raises the profit of the corner shop within a year, and find out how
# sure the answer is.
#
# *You will learn* to predict before you look, why strategies are compared in pairs, how to read a verdict and
# what it rests on, and how to see that the tool itself can be trusted.
#
# *You need* the first notebook, and to know what a mean and a standard deviation are.

# %% [markdown]
# ## The question
#
# The market is the whole neighbourhood now. Complaints get an apology and an exchange already. Three ideas are on
# the table: pay for each purchase to go right; when one has gone wrong, hurry, pay half the price back and ask
# again; or spend more on those who already come.

# %%
import pandas as pd
from matplotlib import pyplot as plt

import sim

base = sim.load("corner_shop")
names = ["prevent_failures", "five_step_recovery", "money_into_care"]

# %% [markdown]
# What does the longest of them change?

# %%
base.with_strategy("five_step_recovery").diff(base)

# %% [markdown]
# ## Predict first
#
# Is each strategy `better` or `worse` than the shop as it is, measured by one year's profit? Replace the question
# marks. A guess that is written down teaches more than one that was only thought.

# %%
guess = {
    "prevent_failures": "?",
    "five_step_recovery": "?",
    "money_into_care": "?",
}

# %% [markdown]
# ## A first answer
#
# A *replication* is one year with its own luck. Each replication runs once as it is and once under each strategy,
# with the same draws. How many pairs must be there before anything is called better or worse is fixed *before* we
# look: the tool's own habit is 30; here it shall be 12.

# %%
plan = {"run_length": "1 year", "seed": 1, "first_look": 12}
first = sim.compare(base, names, replications=12, **plan)
first

# %% [markdown]
# The answer to a comparison is never two means. It is a *difference* with an interval: the values of the true
# difference that agree with what we saw. If the interval lies on one side of zero the verdict is better or worse;
# if it holds zero, the verdict is **not settled**, and that is an answer too.
#
# Equal numbers alone settle nothing: customers whom a strategy does not touch live the same life in both worlds,
# so equal pairs are common, and the next pair may differ.

# %%
ax = first.plot.forest()

# %% [markdown]
# The three intervals hold *together* with the level below the table, and they go on holding if we look again at
# 24, 48, 96 ... pairs: whoever asks many questions, or looks often, gets wider intervals for each. The last line
# of the table names the strategies that may be the best: compared with each other too, no other one is shown to
# beat them.

# %% [markdown]
# ## Why in pairs?
#
# Here is the profit of every year, as it is and with five-step recovery. Each line joins the two worlds of one
# replication. **How would you find the difference if you had lost the lines?**

# %%
profit = first.results.pivot_table(index="replication", columns="scenario", values="profit_cny")
worlds = profit[["corner_shop", "five_step_recovery"]]

# %%
ax = worlds.T.plot(marker="o", color="#0072B2", alpha=0.6, legend=False, figsize=(5, 4))
ax.set(xticks=[0, 1], xlim=(-0.3, 1.3), ylabel="profit of the year (CNY)", title="one line, one replication")
ax.set_xticklabels(worlds.columns)
plt.show()

# %% [markdown]
# Good and bad years differ far more than the two worlds do: most lines look level. Within a pair the year is the
# same, so it cancels. We can undo the pairing: compare each year under the strategy with *another* year of the
# shop as it is, the one before it.

# %%
paired = worlds["five_step_recovery"] - worlds["corner_shop"]
unpaired = worlds["five_step_recovery"] - worlds["corner_shop"].shift(1)
spread = pd.DataFrame({"same year": paired, "another year": unpaired})
spread.agg(["mean", "std", "var"]).round(0)

# %%
ax = spread.melt().plot.scatter(x="variable", y="value", color="#0072B2", alpha=0.6, figsize=(5, 3.5))
ax.axhline(0, color="black", linewidth=0.8)
ax.set(xlabel="compared with", ylabel="difference in profit (CNY)", xlim=(-0.5, 1.5))
plt.show()

# %% [markdown]
# The interval shrinks with the root of the number of replications. So the ratio of the two variances says how
# many times more replications you would need without pairs, for the same interval:

# %%
f"about {unpaired.var() / paired.var():,.0f} times as many"

# %% [markdown]
# This works because draws have addresses (notebook 01): the strategy changes what it changes, and leaves
# everybody else's luck alone.

# %% [markdown]
# ## How many would settle it?
#
# Beside an open line stands by how many pairs it is settled with an even chance, and by how many in about 3 of 4
# cases. That is a forecast from little data, and for a difference that is not there it never comes true.

# %%
table = first.to_pandas()
pd.DataFrame(table["forecast"].dropna().tolist(), index=table.loc[table["forecast"].notna(), "name"])

# %% [markdown]
# We decide on a number **before** we look again, and count in doublings. Adding one replication at a time until
# the verdict pleases us would find a "better" in pure noise sooner or later.

# %%
longer = sim.compare(base, names, replications=48, controls=False, **plan)
longer

# %%
ax = longer.plot.forest()

# %% [markdown]
# Now and before, side by side: which intervals became narrower, which verdicts changed, and which forecasts were
# good? The first replications are the same ones as before; a longer comparison goes on where the shorter one
# stopped.

# %%
columns = ["name", "low", "high", "verdict"]
before, after = (result.to_pandas()[columns].round(0) for result in (first, longer))
before.merge(after, on="name", suffixes=(f"_{first.replications}", f"_{longer.replications}"))

# %% [markdown]
# And your guesses?

# %%
answer = longer.to_pandas()[["name", "verdict"]]
answer.assign(guess=answer["name"].map(guess))

# %% [markdown]
# A strategy can lose money in the first year and still be right: what it costs comes at once, and a customer who
# stays pays later. The verdict is about *this* response within *this* run length. How many customers there are at
# the end is another response of the same years. Look at the strategy that loses most:

# %%
heads = sim.compare(base, names, replications=12, response="customers_at_end", controls=False, **plan)
ax = heads.plot.forest()

# %% [markdown]
# ## Which one, and why?
#
# Against today is one question; which is best of all is another: every two of them are compared, and those which
# no other one is shown to beat may be best.

# %%
longer.ranking()

# %% [markdown]
# Where does the difference come from? Every customer lived both lives. The *ledger* splits the same amount twice:
# by account, and by the first event in which a life went another way. **Predict first**: how many of the lives
# did five-step recovery change at all?

# %%
longer.ledger("five_step_recovery", replications=10)

# %% [markdown]
# ## Can the tool be trusted?
#
# Two *negative controls* run along. The identical strategy multiplies one value by one: it must differ by exactly
# nothing, in every replication. The placebo only costs money: it must lose exactly its cost. "Exactly" means to
# the cent, not within an interval: here it is not the sample that says so but the way the two worlds are built.

# %%
pd.DataFrame(first.controls)

# %% [markdown]
# If one of them ever fails, do not believe any other line of the table.

# %% [markdown]
# ## *On your own*
#
# 1. Run the first comparison without `first_look`. What do you get instead of verdicts, and why is that fair?
# 2. Change the seed. Do verdicts change that were settled? Do the differences?
# 3. Ask for three years: `run_length="3 years"`. Which strategy gains most from the longer view, and why?
# 4. Give half as much back: `base.with_strategy("five_step_recovery", **{"recovery.compensation": 0.25})`. Predict
#    first.
# 5. Who makes the difference? `first.twin(person=983, alternative="five_step_recovery")` shows one of the pairs from
#    inside.
