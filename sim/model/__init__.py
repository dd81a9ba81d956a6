"""Parameters, people, events, draws, numerics and rules: no clock, no side effect beyond the records given."""
