"""The rules: one module per business question, one plain function per rule, run by both engines."""
