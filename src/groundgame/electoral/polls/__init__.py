"""Polls: averages with house effects and recency, and the honest error of the last polls before a vote.

A poll is read as of a day: nothing that was published later is used.
"""

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.polls.averages import PollAverage, average
from groundgame.electoral.polls.errors import NoRecentPollsError, PollsError
from groundgame.electoral.polls.groups_reading import read_subgroups
from groundgame.electoral.polls.leadership import SectionMiss, section_misses
from groundgame.electoral.polls.mayor import mayor_average
from groundgame.electoral.polls.own import known_polls
from groundgame.electoral.polls.reading import read
from groundgame.electoral.polls.subgroups import Difference, Margin, Subgroup, Subgroups, rest, subgroups
from groundgame.electoral.polls.table import PollTable, national_polls, newest

__all__ = [
    "Difference",
    "Margin",
    "NoRecentPollsError",
    "PollAverage",
    "PollTable",
    "PollsError",
    "SectionMiss",
    "Subgroup",
    "Subgroups",
    "average",
    "general_elections",
    "known_polls",
    "mayor_average",
    "national_polls",
    "newest",
    "read",
    "read_subgroups",
    "rest",
    "section_misses",
    "subgroups",
]
