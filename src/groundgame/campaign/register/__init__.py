"""Electors, addresses, imports, absent voters, the marked register, and suppression.

A person is matched across registers by address and name; an elector number belongs to one register, never the key.
"""
