"""Every English word of the page, by key.

A value in braces is filled in. A key that ends in ``.one`` is said of one thing, its twin ``.many`` of any other
number. Another language is a dictionary with the same keys and the same braces.
"""

from __future__ import annotations

EN: dict[str, str] = {
    # the page
    "page.language": "en",
    "page.title": "What keeping customers is worth: {n} comparisons",
    "page.lead": "A shop was simulated many times on a computer, customer by customer: as it is today, and once "
    "more for every strategy below. In each pair of runs the same customers meet the same luck, so what differs "
    "is the strategy.",
    "page.short": "The answers in short",
    "page.skip": "Skip to the answers",
    "page.noscript": "This page is one file. It runs no program and asks no other computer for anything.",
    "today": "as today",
    "today.long": "The shop as it is today",
    # spans and amounts
    "span.days": "{n} days",
    "span.weeks": "{n} weeks",
    "span.years.one": "one year",
    "span.years.many": "{n} years",
    "replications.one": "one replication",
    "replications.many": "{n} replications",
    "amount.less": "{amount} less",
    "amount.more": "{amount} more",
    "amount.none": "no difference",
    # headline
    "head.facts": "{persons} people, {span}, {replications}. Today's profit: about {profit}.",
    "head.facts.other": "{persons} people, {span}, {replications}. {response} today: about {value}.",
    "head.question": "Which strategy earns more than today?",
    "head.question.other": "What changes in {response}?",
    "head.best": "Over {span}, “{name}” earns about {amount} more than today.",
    "head.best.other": "Over {span}, “{name}” improves {response} by about {amount}.",
    "head.sure": "Between {low} and {high} more.",
    "head.sure.share": "Between {low} and {high} more; that is {share} of today's profit.",
    "head.sure.exact": "Exactly so, by construction.",
    "head.sure.between": "{interval}.",
    "head.none": "Over {span}, no strategy is shown to earn more than today.",
    "head.none.other": "Over {span}, no strategy is shown to improve {response}.",
    "head.nothing": "There is no strategy to compare.",
    "say.better": "{name}: {amount} more than today ({interval}).",
    "say.worse": "{name}: {amount} less than today ({interval}).",
    "say.not settled": "{name}: not settled. {interval}; {beside}.",
    "say.too early": "{name}: too early to tell, {beside}. {interval}.",
    "say.no difference seen": "{name}: no difference was seen {beside}.",
    "say.no difference that matters": "{name}: no difference that matters, {beside}.",
    "say.exactly equal": "{name}: no difference, {beside}.",
    "say.rests": "{said} The verdict {rest}.",
    "say.open": "The range is open",
    "say.better.other": "{name}: better, by {amount} ({interval}).",
    "say.worse.other": "{name}: worse, by {amount} ({interval}).",
    "say.between": "between {low} and {high}",
    "say.from": "Anything from {low} to {high}",
    "say.exact": "exactly so, by construction",
    "say.part": "{value} (from {low} to {high})",
    "head.left": "But the customers that it leaves at the end are worth {amount} less; both together it "
    "brings {total}.",
    "enough.from": "{name} costs {fixed} however many complain, and {now} complaints a year bring {back} of it back. "
    "It would pay from about {needed} complaints a year on (between {low} and {high}), if each brings back "
    "as much as now.",
    "enough.unknown": "{name} costs {fixed} however many complain; that {now} complaints a year bring any of it "
    "back is not shown.",
    "say.best": "Compared with each other too, these may be the best, for no other one is shown to beat them: {names}.",
    "alarm.controls": "A control failed. Do not trust the numbers of this section; please report it.",
    "alarm.failed.one": "One run failed and was left out.",
    "alarm.failed.many": "{n} runs failed and were left out.",
    # forest plot
    "forest.title": "Difference to today, with its uncertainty",
    "forest.alt": "{name}: {verdict}; {interval}",
    "forest.caption": "The mark is the estimate, the bar the range that chance leaves open. A bar that does not "
    "touch the line “as today” is settled. {kinds} Made so that, in at least {level} of such studies, all bars hold "
    "the model's true differences, however often one looks by doubling the runs; what happens in very few runs can "
    "escape them.",
    "forest.kinds": "Triangles to the right are gains, to the left losses; circles are open.",
    "forest.axis": "{response}, difference to today ({unit})",
    "forest.axis.plain": "{response}, difference to today",
    "forest.off": "An arrow points to what lies beyond the scale; its numbers stand beside it.",
    # table of differences
    "table.title": "The differences in numbers",
    "table.caption": "Difference to today over {span}.",
    "range.to": "to",
    "table.today": "Today: {value}.",
    # strategies
    "strategies.title": "What each strategy does, and where the difference comes from",
    "strategies.caption": "Bars show how the profit difference splits: to the right more money than today, to the "
    "left less. Thin lines are each part's own {level} interval. All bars share one scale; parts below 1% of the "
    "largest one are left to the table.",
    "strategies.changes.one": "What changes: one number",
    "strategies.changes.many": "What changes: {n} numbers",
    "strategies.nothing": "Nothing changes.",
    "strategies.starts": "Starts on day {day}.",
    "strategies.to": "{before} → {after}",
    "strategies.change": "{meaning}: ",
    "strategies.source": "({status})",
    "strategies.source.range": "({status}, {range})",
    "split.title": "The split by account, in numbers",
    "split.caption": "Mean difference to today by account, in {currency}, each month discounted like the profit; ± "
    "is each number's own {level} interval. Rows add up exactly before rounding.",
    "split.nothing": "No account moves.",
    "split.part": "{group}: {amount}",
    "group.margin": "Sales less goods",
    "group.handling": "Handling complaints",
    "group.wages": "Wages and fees at the desk",
    "group.outside": "Other contacts at the desk",
    "group.duties": "Other work at the desk",
    "group.standing": "Rent and staff",
    "group.serving": "Serving customers",
    "group.acquisition": "Winning customers",
    "group.calls": "Calls, contacts and interviews",
    "group.total": "All together",
    # customers
    "fate.title": "What becomes of the customers",
    "fate.caption": "Means over the replications. Below each number: the difference to today with its own {level} "
    "interval; differences of shares are in percentage points.",
    "fate.customers_at_end": "Customers at the end",
    "fate.joins": "Joined",
    "fate.departures": "Left",
    "fate.failures": "Purchases that went wrong",
    "fate.complaints": "Complaints",
    "fate.resolved_share": "Complaints resolved",
    "fate.complaints_given_up_share": "Complaints given up",
    "fate.start": "At the start there are {n} customers.",
    "driver.caption": "What moved those who left the last time they did, in the same replications: causes say what had "
    "failed, drivers what in the model made them leave.",
    "cause.title": "Why customers leave",
    "cause.caption": "Departures by the cause that decided, mean of {replications} replications that were run "
    "again for this page; below it the lowest and the highest of them.",
    "cause.caption.one": "Departures by the cause that decided, in one replication, run again for this page.",
    "cause.range": "{low} to {high}",
    "cause.shares": "The market sets a target: {churn} of customers leave by the calendar in a year, each cause with "
    "its share. Beside the target stands the share among all who left in the replications above, whatever made them "
    "leave.",
    "cause.one": "Cause",
    "cause.target": "Target",
    "cause.none": "Nobody left.",
    "cause.missing.large": "Causes are not counted on this page: the market is too large to be run again for it.",
    "cause.missing.differs": "Causes are not counted: the results were made by another version of sim.",
    "cause.missing.off": "Causes were not asked for.",
    # controls
    "control.title": "Two checks that anybody can understand",
    "control.why": "A simulator should see nothing where nothing changes. So two strategies that cannot work run "
    "with the others: one that changes nothing, and one that only costs money. If the first differed from today "
    "at all, or the second lost anything but its cost, no other number here could be trusted.",
    "control.identical.name": "Nothing changes",
    "control.placebo.name": "Only costs money",
    "control.identical.says": "must differ by exactly 0; it differs by {difference}",
    "control.placebo.says": "must lose exactly its cost of {expected}; it loses {difference}",
    "control.said": "{what}, {pairs}",
    "control.head": "Check",
    "control.must": "What must hold, and what was found",
    "control.pairs.one": "in one pair of runs",
    "control.pairs.many": "in all {n} pairs of runs",
    "control.state.holds": "holds",
    "control.state.fails": "FAILS",
    "control.unknown": "there is no pair of runs to look at",
    "control.none": "This comparison was run without its controls.",
    # where the numbers come from
    "card.section": "Does the market look like a real one?",
    "card.caption": "Figures of the shop as it is today, beside what was published for its trade.",
    "card.missing": "No file was found that says this market as it was run, so its trade is not known.",
    "source.title": "Where the numbers come from",
    "source.count": "{n} of {m} numbers are assumed.",
    "source.count.unknown": "{n} of {m} numbers are assumed; of {k} more this page does not know the source, for "
    "they stand in no file that it found.",
    "source.means": "Assumed means: nobody measured it in this shop. The ranges on this page come from chance "
    "alone; they do not know whether an assumption is wrong.",
    "source.all": "All {m} numbers",
    "source.caption": "Everything that the shop as it is today rests on, without what the strategies change.",
    "source.number": "Number",
    "source.value": "Value",
    "source.range": "Range",
    "source.status": "Status",
    "source.from": "Source",
    "source.default": "built in",
    "status.assumed": "assumed",
    "status.data": "data",
    "status.literature": "literature",
    "status.text": "the origin texts",
    "status.none": "built in, see source",
    "status.unknown": "not known here",
    "status.count": "{status}: {n}",
    "source.of": "from {low} to {high}",
    "study.names": "What the names mean",
    "study.meaning": "Meaning",
    # caveats
    "caveat.title": "What to keep in mind",
    "caveat.chance": "The ranges know chance only. Another assumption can change the winner.",
    "caveat.studied": 'The ranges know chance only. Which assumption can change the winner is told under '
    '"What would change the answer".',
    "caveat.model": "The customers are simulated. What holds for them holds for yours only as far as the numbers "
    "above do.",
    "caveat.outcome": "How many customers stay after a failure comes from a survey of 1979 to 1986 (TARP, "
    "second-hand) in which people said what they would do, not what they did. {share} of the stated gap is taken "
    "over; that share is assumed.",
    "caveat.rage": "How many customers stay after a failure comes from surveys in which people said what they would "
    "do, not what they did: after a complaint in vain about a major failure from one of 2020 (Rage), else from one of "
    "1979 to 1986 (TARP, second-hand). {share} of the stated gap is taken over; that share is assumed.",
    "caveat.after": "What happens after {span} does not count, neither gains nor losses.",
    "caveat.discount": "Profit is all that comes in less all that goes out in the accounts shown; later money "
    "counts less, by {rate} a year. Rent and the other costs of the shop are left out: they are the same under "
    "every strategy.",
    "caveat.market.corner_shop": "The corner shop is made up, and tuned for teaching: its numbers were chosen so "
    "that every part of the model has something to do. It is no forecast for any real shop.",
    "caveat.market.cdnow_service": "Purchases follow the log of a real shop (CDNOW, customers of early 1997). "
    "Failures and complaints do not: the log does not show them, so everything about service is assumed.",
    "caveat.market.cdnow": "Purchases follow the log of a real shop (CDNOW, customers of early 1997). The log "
    "shows neither failures nor complaints, nor why people stopped buying.",
    # again
    "again.title": "How to get this page again",
    "again.same": "The same command gives the same numbers on every computer, digit by digit.",
    "again.none": "This comparison was made of scenarios in a notebook, so no command stands here. "
    "With this folder:",
    "again.seed": "Seed",
    "again.digest": "Digest of what was compared",
    "again.version": "sim",
    "again.model": "Model version",
    "again.python": "Page made with Python",
    "again.baseline": "Digest of today's scenario",
    # words
    "word.title": "Words on this page",
    "word.replication": "replication",
    "word.replication.is": "one simulated life of the shop, with its own luck. Many of them show how much luck "
    "matters.",
    "word.range": "range",
    "word.range.is": "the interval in which the difference lies, as far as chance alone is concerned.",
    "word.settled": "settled",
    "word.settled.is": "the range lies wholly on one side of “as today”. Not settled means: not enough "
    "replications to tell. How many would do is a guess from those there are; if there is no difference, none will.",
    "word.strategy": "strategy",
    "word.strategy.is": "something the shop could do that it does not do today.",
}  # fmt: skip
