"""Contests, parties, candidates and results as frozen records, with the packaged record of real elections.

The record's builder lives here too; it reads published files and writes the packaged tables.
"""

from groundgame.electoral.contests.on_boundaries import (
    CrosswalkError,
    crosswalk_errors,
    general_2019_on_2024,
    london_results,
)
from groundgame.electoral.contests.parties import Party, UnknownPartyError, parties, party_id
from groundgame.electoral.contests.record import Record, UnknownContestError, home_folder, record
from groundgame.electoral.contests.records import CandidateResult, Contest, Result

__all__ = [
    "CandidateResult",
    "Contest",
    "CrosswalkError",
    "Party",
    "Record",
    "Result",
    "UnknownContestError",
    "UnknownPartyError",
    "crosswalk_errors",
    "general_2019_on_2024",
    "home_folder",
    "london_results",
    "parties",
    "party_id",
    "record",
]
