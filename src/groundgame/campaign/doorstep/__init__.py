"""Walks cut by program, the doors on a telephone without signal, their sync, and the same doors on paper.

A door that is given out is leased like a call, so that nobody is knocked twice in a week.
"""
