"""One counting rule a file; a count is a list of rounds.

Exact: whole numbers or fractions, with the rule's own rounding and its own way with ties.
"""
