"""The command ``sim``: what users type, and what they get."""

from sim.cli.ending import main

__all__ = ["main"]
