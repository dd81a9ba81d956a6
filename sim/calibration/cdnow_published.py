"""Small published counts of the CDNOW sample, so that a comparison with them needs no data folder.

References
----------
Fader & Hardie (2001), Interfaces 31(3):S94-S107; the 1/10 sample of 2,357 customers who first bought in the first
quarter of 1997. The histogram is that of Fader, Hardie & Lee (2005), Marketing Science 24(2):275-284; the weekly
totals are counted from the log that travels with the PyPI package lifetimes 0.11.3 by
:func:`sim.calibration.transactions.weekly_repeats`. A test counts both again where the log is at hand.
"""

REPEAT_HISTOGRAM = (1411, 439, 214, 100, 62, 38, 29, 64)
"""Persons with 0, 1, ..., 6, and with 7 or more repeat purchases in weeks 1-39 (to 1997-09-30)."""

WEEKLY_REPEATS = (
    0, 19, 23, 39, 38, 73, 69, 90, 77, 76, 106, 123, 95, 86, 91, 73, 71, 73, 64, 73, 55, 70, 33, 56, 99, 74, 54, 40, 45,
    88, 59, 37, 63, 60, 47, 51, 52, 53, 62, 50, 56, 49, 59, 47, 85, 61, 59, 45, 70, 66, 49, 30, 51, 42, 53, 28, 47, 40,
    46, 43, 65, 79, 50, 59, 58, 35, 36, 47, 29, 44, 42, 35, 29, 42, 48, 48, 32, 28,
)  # fmt: skip
"""Repeat purchases in each of 78 weeks from 1997-01-01; a person's purchases of one day count once."""
