"""Numbers about replications that files, commands and calls share."""

FIRST_LOOK = 30
"""Pairs before which no verdict is given, unless a plan fixes another number before anything is run."""
ENOUGH = 10
"""Pairs that must tell something before a t interval is believed alone; also the least first look there is."""
AT_MOST = 1920
"""Where a sequence of doublings ends unless a plan says otherwise: six doublings of the first look."""
MOST_REPLICATIONS = 1_000_000
