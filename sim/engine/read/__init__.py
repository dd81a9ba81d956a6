"""The engine to read: the story told by SimPy, one process a person."""
