"""The engine to run: the story compiled by numba, day by day, persons in memory order."""
