"""How far a request may go, and where it stands if nothing is said: each number once, for files, commands and calls."""

FIRST_LOOK = 30
"""Pairs before which no verdict is given, unless a plan fixes another number before anything is run."""
ENOUGH = 10
"""Pairs that must tell something before a t interval is believed alone; also the least first look there is."""
AT_MOST = 1920
"""Where a sequence of doublings ends unless a plan says otherwise: six doublings of the first look."""
LARGEST_SEED = 2**63 - 1
MOST_REPLICATIONS = 1_000_000
"""Of one scenario; replications are counted from 0."""
MOST_JOBS = 1024
LARGEST_MARKET = 10_000_000
"""Persons of a market; they are counted from 0."""
LONGEST_RUN = 365_000
"""Days, a thousand years: of a run, and of a history."""
