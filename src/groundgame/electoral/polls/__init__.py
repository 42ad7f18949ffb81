"""Polls: averages with house effects and recency, and the honest error of the last polls before a vote.

A poll is read as of a day: nothing that was published later is used.
"""
