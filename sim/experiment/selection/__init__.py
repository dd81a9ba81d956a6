"""Which scenario to take: all pairs, chances of being best, one winner with a guarantee, and what bundles add."""
