# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What would change my mind
#
# *You will* find out on which assumptions the answer "prevention does not pay here" hangs, at which value it
# turns, and what it would be worth to know that value.
#
# *You will learn* to tell what the firm chooses from what is only assumed about the market, to read a sweep and a
# tornado, and to say "hangs on" instead of "is".
#
# *You need* the second notebook.

# %% [markdown]
# ## The answer, and the numbers behind it
#
# The corner shop could spend a hundredth of a basket on every purchase so that half of the failures which can be
# avoided do not happen. As assumed that does not pay within three years.

# %%
import sim

shop = sim.load("corner_shop")
prevent = sim.strategies.prevent_failures
c = sim.compare(shop, [prevent], run_length="3 years", replications=30)
c

# %% [markdown]
# Does it pay *in the world*? Most numbers of this market are assumed. Each carries the range within which we
# would not be surprised, and says so:

# %%
shop.why("failure.rate")

# %%
shop.buying

# %% [markdown]
# ## Predict first
#
# How often customers buy (`buying.rate`) decides how often the hundredth is paid, and how much is lost with a
# customer. Does prevention get better or worse when they buy *more often*? Write it down.

# %%
guess = "?"

# %% [markdown]
# ## Walk along one assumption
#
# A *sweep* asks the same question over many values. `buying.rate` is an assumption about the market: its levels
# are solved again, so that in each cell as many customers leave as before, and only the reasons differ. The band
# is where the difference is, for all cells together.

# %%
rates = {"buying.rate": "20/year..60/year"}
walk = sim.sweep(shop, rates, alternatives=[prevent], run_length="3 years", points=4, replications=6)
walk.plot.response()

# %%
walk

# %% [markdown]
# A number of the firm is a *lever*: it acts as a strategy does. Varying `quality.spend` asks how much prevention
# would be best, not what the world is like.

# %%
spends = {"quality.spend": "0..0.02"}
levers = sim.sweep(shop, spends, run_length="3 years", points=4, replications=6)
levers.plot.response()

# %% [markdown]
# ## Ask all of them
#
# `c.sensitivity()` looks at every assumption and takes some minutes; here are three of them, quickly. Each end of
# each range is looked at alone, then all ranges at once.

# %%
keys = ["buying.rate", "failure.rate", "prevent_failures: quality.spend"]
study = sim.sensitivity(shop, [prevent], run_length="3 years", keys=keys, quick=True)
print(study.answer())

# %% [markdown]
# The tornado: prevention's difference at both ends of each range, the dotted line where it is as assumed, the
# solid one at no difference. A bar that crosses the solid line turns the answer.

# %%
study.plot.tornado(strategy="prevent_failures")

# %% [markdown]
# In numbers: where it turns, how much of the spread each assumption explains when all move at once, in how much
# of that box each choice is best, and what it would be worth to know an assumption exactly before choosing.
# Nothing is worth more than what it can change: an assumption that turns no choice is worth nothing to know,
# however unsure we are.

# %%
study

# %%
worth = study.to_pandas("knowing")
worth

# %% [markdown]
# *What this cannot tell:* ranges count as evenly likely and as independent of each other; an assumption without a
# range is not varied; and what the model leaves out is no assumption at all ([what would change the
# answer](../docs/sensitivity.md)).

# %% [markdown]
# ## *On your own*
#
# 1. Was your guess right? What would a manager have to find out first?
# 2. The failure rate stands in the firm's own file. Why is it an assumption?
# 3. Which of them would you *not* pay a survey for?
