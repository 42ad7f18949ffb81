"""Polls: averages with house effects and recency, and the honest error of the last polls before a vote.

A poll is read as of a day: nothing that was published later is used.
"""

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.polls.averages import PollAverage, average
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.table import PollTable, national_polls

__all__ = ["PollAverage", "PollTable", "PollsError", "average", "general_elections", "national_polls"]
