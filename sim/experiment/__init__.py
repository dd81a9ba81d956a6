"""Replications, the resumable store, and comparisons that end in a difference with an interval."""
