# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Trust an average?
#
# *You will* see how far the averages of a few lucky and unlucky years lie apart, what hides in the tail of a
# difference, and what it costs to look too early.
#
# *You will learn* to ask of every average how many, how spread, and paired with what.
#
# *You need* the first two notebooks.

# %% [markdown]
# ## One year is one year
#
# The same shop, the same firm, sixty years that differ by luck alone.

# %%
from matplotlib import pyplot as plt

import sim

shop = sim.load("corner_shop")
c = sim.compare(shop, ["complaint_hotline"], replications=60, controls=False)
years = c.results.pivot_table(index="replication", columns="scenario", values="profit_cny")

# %%
ax = years["corner_shop"].plot.hist(bins=12, color="#56B4E9", figsize=(7, 3))
ax.set(xlabel="profit of one year (CNY)", ylabel="years")
plt.show()

# %% [markdown]
# **Predict first**: take five of these years at random and average them. How far apart can two such averages be?

# %%
guess = "?"

# %%
fives = [years["corner_shop"].sample(5, random_state=k).mean() for k in range(200)]
f"from {min(fives):,.0f} to {max(fives):,.0f} CNY"

# %% [markdown]
# An average of few hides its luck. Its standard error says how much there is, and falls with the root of the
# number: four times the years for half of it.

# %%
own = years["corner_shop"]
{n: round(own.std() / n**0.5) for n in (5, 20, 60, 240)}

# %% [markdown]
# ## Not every average has a bell around it
#
# In most years the hotline costs a little; in some it keeps a customer who buys a lot. The mean of such
# differences lies where no single one does.

# %%
paired = years["complaint_hotline"] - own
ax = paired.plot.hist(bins=20, color="#E69F00", figsize=(7, 3))
ax.set(xlabel="difference in one year (CNY)", ylabel="years")
ax.axvline(paired.mean(), color="black", linestyle=":")
plt.show()

# %% [markdown]
# The interval of the tool is wider on the side of the long tail, and wider still where few pairs tell anything:

# %%
line = c.lines[0]
interval = f"{line.difference:,.0f} CNY, from {line.low:,.0f} to {line.high:,.0f}"
f"{interval}: {line.verdict}; {line.informative} pairs tell something"

# %% [markdown]
# ## Looking too early
#
# Whoever looks after every year and stops at the first "significant" one will find something sooner or later. So
# the first look is fixed before anything is run, and each further look must be paid for: with fewer pairs than
# the first look there is no verdict.

# %%
early = sim.compare(shop, ["complaint_hotline"], replications=12, controls=False)
str(early.lines[0].verdict)

# %% [markdown]
# ## *On your own*
#
# 1. A report says: "customers with the loyalty card bring 20% more". Paired with what?
# 2. The average spread of a year here is large. Which of the two would you rather have: more persons, or more years?
# 3. Why is "no difference seen" not the same as "no difference"?
