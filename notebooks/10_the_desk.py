# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The desk
#
# *You will* see a line at a service desk grow, let callers give up, and staff a desk by what its customers are worth.
#
# *You will learn* why a desk that is busy all the time is a bad desk, what those hide who hang up, and why the right
# number of people at a desk is no matter of the desk alone.
#
# *You need* the second notebook.

# %% [markdown]
# ## Twice as many callers
#
# The corner shop has one person at its desk in the afternoon. 35 questions a day come, and some complaints; when the
# desk is idle, its person does other work. The same desk with fewer and with more questions:

# %%
import sim

shop = sim.load("corner_shop")
answers = ["desk_utilisation", "desk_wait_open", "desk_abandoned_share"]
line = sim.sweep(
    shop,
    {"outside.rate": ["15/day", "30/day", "60/day", "120/day"]},
    response=answers,
    run_length="90 days",
    replications=4,
)

# %% [markdown]
# Predict: from 30 to 60 a day the desk is busy twice as long. How much longer does a caller wait?

# %%
guess = "?"

# %%
table = line.to_pandas().pivot_table(index="outside.rate", columns="response", values="mean")
table.index = (table.index / 365).rename("questions a day")
table.assign(wait_in_minutes=60 * table["desk_wait_open"]).round(3)

# %%
line.plot.response(response="desk_abandoned_share")

# %% [markdown]
# Twice as busy, and more than twice the wait: whoever comes when somebody is being served waits, and whoever comes
# then waits for both. At 120 a day the desk is busy five sixths of its time and looks well used; a third of those who
# come hang up. A desk that looks at the wait of those it answered does not see them.
#
# ## When everybody waits
#
# The same desk with 60 a day, by how long people would wait for it:

# %%
patience = {"patience.mean": ["5 minutes", "15 minutes", "1 hour", "1 day"]}
busy = sim.sweep(shop, {"outside.rate": ["60/day"], **patience}, response=answers, run_length="90 days", replications=4)
table = busy.to_pandas().pivot_table(index="patience.mean", columns="response", values="mean")
table.index = (table.index * 24 * 60).rename("patience in minutes")
table.assign(wait_in_minutes=60 * table["desk_wait_open"]).round(3)

# %% [markdown]
# Impatience is what keeps lines short. So two desks can show the same wait, one because it is well staffed and one
# because its callers are gone. Ask for both numbers.
#
# ## How many people, then?
#
# A second person costs as much as the first. What it brings are answered questions; what one is worth is the question.
# The shop says 3 CNY: who is helped buys something. One and two at the desk at 60 questions a day, by that worth:

# %%
worth = {"outside.value": ["3 CNY", "10 CNY", "30 CNY"], "desk.agents": [1, 2], "outside.rate": ["60/day"]}
staffed = sim.sweep(shop, worth, response="profit", run_length="1 year", replications=20)
lines = staffed.to_pandas().query("scenario == 'swept'")
profit = lines.pivot_table(index="outside.value", columns="desk.agents", values="difference")

# %% [markdown]
# Predict: from which worth on does the second person pay?

# %%
guess = "?"

# %%
profit.assign(second_person_brings=profit[2] - profit[1]).round(0)

# %% [markdown]
# From some 12 CNY on. That is little, if who is not answered goes elsewhere for good: then an answered question is
# worth the chance of that times what the customer would still have brought.

# %%
left = float(sim.run(shop, "3 years").responses["lifetime_value"])
{"worth of a customer in three years": round(left), "lost one in so many, the second person pays": round(left / 12)}

# %% [markdown]
# One caller in some forty who is lost for good is enough. The number of people at a desk is no matter of the
# desk alone: it hangs on what a customer is worth, and on how many of those who hang up come back.
#
# ## A real desk
#
# A bank's call centre wrote down every call of January 1999. The desk is given its calls and its agents. How long
# services take, how patient people are, and what part of their time agents are ready for calls is fitted on the 1st to
# the 20th; then it must tell what happened on the 21st to the 31st. The log is free, and not ours to send along
# (docs/sources.md); without it nothing is drawn here, and what it shows is told below.

# %%
from tools import january

log = january.data_file()
"the log is not here" if log is None else "the log is here"

# %%
halves = None if log is None else january.half_hours(january.centre_of(log))
{} if halves is None else halves[["calls", "given_up", "given_up_here", "wait", "wait_here"]].round(3)

# %% [markdown]
# The dots are the log by half-hour of the day, the bands are where nine of ten runs lie:

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots(2, 1, sharex=True)
for axis, name in zip(axes, ("given_up", "wait"), strict=True):
    axis.set_ylabel({"given_up": "share given up", "wait": "mean wait, seconds"}[name])
    if halves is not None:
        axis.fill_between(halves.index, halves[f"{name}_low"], halves[f"{name}_high"], alpha=0.3)
        axis.plot(halves.index, halves[name], "k.")

# %% [markdown]
# Of the log's callers 9.3% gave up, here 8.8% do; they waited 30 seconds on average, here 25. Mornings and evenings are
# met; from half past twelve to half past three more gave up than here, since the log does not say who was at lunch. Why
# is the wait too short? Services of these days took 188 seconds, those of the days fitted 182. With services as long as
# they were, 29 seconds come out: at a busy desk four hundredths more work are a sixth more waiting. That is the first
# lesson of this notebook once more.
#
# ## *On your own*
#
# 1. Let those who hang up call again (`mechanisms.redial`). What does the desk see now, and what does it not?
# 2. Opening from 10 to 20 hours costs as much as a second person. Which of the two answers more?
# 3. Which rule of thumb ("80% within twenty seconds") would have told you what the second person brings?
