"""Sweeps: the same question over many values of parameters, in one folder."""
