"""Logins, second factor, branches (an area and those below), and roles granted for an area until a date.

Every grant has a giver, and may be taken back; nobody is the only key.
"""
