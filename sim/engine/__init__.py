"""The two engines: one to read (SimPy), one to run (numba); both leave the same record, bit for bit."""
