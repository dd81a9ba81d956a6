"""Levels of a market, solved from a life table when a file is read; no engine runs any of it."""
