"""The party's own elections: endorsements, slates, freeze date, eligibility and appeals, members' ballots, the count.

A ballot is secret, a count can be repeated by anyone, and nothing here reads the register or the canvass.
"""
