# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Meet one customer
#
# *You will* follow one person of a small made-up neighbourhood for a year: every purchase, the day something goes
# wrong, the complaint, the answer, and the day the person leaves. Then you live the same year again in a shop that
# answers complaints better.
#
# *You will learn* what the simulation calls an event, why everything that happens has a parent, where the money goes,
# and why one life proves nothing.
#
# *You need* this package and a few minutes. No statistics yet; that is the next notebook.

# %% [markdown]
# ## A small shop
#
# A *scenario* is one complete setting of the parameters: a market, which the firm cannot choose, and the firm as it
# is today. Each value says where it comes from. We make the neighbourhood small, so that you can look at everybody. Few
# things go wrong at this shop, so we take a year (a *seed*) in which there is somebody to tell of.

# %%
import pandas as pd

import sim

pd.set_option("display.max_colwidth", None)

shop = sim.load("corner_shop").with_values({"persons": "500"})
shop

# %% [markdown]
# ## One year
#
# There are two engines, one to read and one to run. Both tell the story in `sim/model/story/lives.py`, the life of a
# customer from top to bottom. A run leaves a record, and the first part of the record is the event log. Rows with the
# person -1 belong to the firm, or to somebody outside who only has a question at the desk; we leave them out.

# %%
luck = 33
year = sim.run(shop, "1 year", engine="reference", seed=luck)
year.events.query("person >= 0").head()

# %% [markdown]
# Each row is one event. How many of each kind are there?

# %%
year.events.query("person >= 0")["event"].value_counts()

# %% [markdown]
# ## Predict first
#
# Something goes wrong with a purchase. **How many of ten such customers tell the shop?** Write your number down, then
# run the cell.

# %%
people = year.people_with("hidden").set_index("person")
said_so = people["complaints"].sum() / people["failures"].sum()
f"{10 * said_so:.1f} of ten"

# %% [markdown]
# The people table has one row a person; `year.people` is what the shop has in its books, `people_with("hidden")` adds
# what nobody can see. What the shop hears is only a part of what happens to its customers; most say nothing. Remember
# this when you read complaint statistics.

# %% [markdown]
# ## Somebody with a story
#
# We look for people who complained and then left because of the answer they got.

# %%
story = people.query("complaints > 0 and cause == 'response'")
story[["bought", "failures", "complaints", "resolved", "status", "left_days"]]

# %% [markdown]
# We follow the first one of the list. `trace` tells a life in sentences.

# %%
who = int(story.index[0])
life = sim.trace(shop, person=who, engine="reference", seed=luck)
life

# %% [markdown]
# The same life as a picture: one mark an event, days from left to right. Marks that would hide each other climb.

# %%
ax = life.plot.timeline()

# %% [markdown]
# ## Nothing happens without a cause
#
# Each event names its parent: the event that caused it. Read the last rows from the bottom up. **What would have to
# change so that the last one does not happen?**

# %%
log = year.events.query("person == @who")
log[["time_days", "event", "occasion", "parent_event", "parent_occasion"]].tail(10)

# %% [markdown]
# The *occasion* is the number of the purchase that all of this began with. It stays the same down to the departure (a
# telling has a number of its own, made from it); we will need that in a moment.

# %% [markdown]
# ## The money of one person
#
# The log carries the amounts: sales are positive, costs negative. Added up by account, this is what the person was
# worth to the shop this year. (Wages and advertising are nobody's in particular; they are booked to the firm.)

# %%
booked = log.groupby("account")["amount_cny"].sum().drop("none")
booked

# %% [markdown]
# The people table was kept separately, while the run went on. Does it tell the same? If a single cent is missing the
# difference shows it. Every run checks itself in this way.

# %%
kept = people.loc[who].filter(like="total_")
f"missing: {abs(booked.sum() - kept.sum()):.2f} CNY"

# %% [markdown]
# ## The same person, in another world
#
# Now the shop adopts *five-step recovery*. This is what it changes, and who says so:

# %%
better = shop.with_strategy("five_step_recovery")
better.diff(shop)

# %% [markdown]
# **Predict first:** on which day will the two lives part? At the start, at the first purchase, at the failure, at the
# answer? Then run the cell; the dotted line is the first event that one life has and the other has not.

# %%
both = sim.trace(shop, person=who, against=better, engine="reference", seed=luck)
ax = both.plot.timeline()

# %% [markdown]
# Up to there the lives are the same to the cent: same days, same baskets, same failure. Here are the days around the
# fork; what both worlds share is told once.

# %%
told = pd.DataFrame(both.sentences(), columns=["day", "world", "what happens"])
told.query("@both.fork - 1 < day < @both.fork + 12")

# %% [markdown]
# Why do they agree so well? Luck is not drawn from one long row of dice, where one throw more in one world would
# shift all that follow. Every draw has an address: the seed, the replication, the person, the purpose and the
# occasion. The failure of this purchase is decided by the same number in both worlds, so what differs is what the
# strategy did, and nothing else.

# %% [markdown]
# ## One life proves nothing
#
# Look at all of those who had left because of the answer. This is what became of them in the other world.

# %%
other_year = sim.run(better, "1 year", engine="reference", seed=luck)
other_year.people_with("hidden").loc[story.index, ["person", "bought", "resolved", "status", "cause", "left_days"]]

# %% [markdown]
# Whoever stays now and whoever leaves after all: the recovery was paid for each of them. So does the strategy pay? A
# few lives cannot tell, and one year of one small shop cannot tell either.
# [The next notebook](02_compare_strategies.ipynb) asks the question properly.

# %% [markdown]
# ## The second engine
#
# The *compiled* engine is built from the very same rules and runs many times faster (the first call takes a while,
# because it compiles). It is not an approximation: the digest of the whole record is the same.

# %%
fast = sim.run(shop, "1 year", seed=luck)
{"reference": year.digest[:16], "compiled": fast.digest[:16]}

# %% [markdown]
# ## *On your own*
#
# 1. Meet somebody else: `people.query("failures > 0 and complaints == 0")` are those who met a failure and said
#    nothing. What became of them?
# 2. Take the last person of our list instead of the first. Where do their two lives part, and how do they end?
# 3. Give the same person another fate: `replication=1`. What stays the same, what does not?
# 4. The shop says sorry already. Try `against="vouchers"`. Does the fork move? What does the voucher cost?
# 5. Open `sim/model/story/lives.py` and find the lines that told this life.
