"""Append-only: who did what to what, and when.

Every action of every room writes here; the database itself refuses to change or delete a row.
"""
