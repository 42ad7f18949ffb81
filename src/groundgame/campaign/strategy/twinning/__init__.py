"""Volunteers move: which branch works which evenings of a plan, at home or elsewhere, and whom they would speak to.

A suggestion becomes a session with its audience by one click (`actions.twinning`).
"""
