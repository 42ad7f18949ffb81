"""What is known of an election before anybody has voted in it, and the record of such elections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from groundgame.electoral.forecasting.general.before import Before, before
from groundgame.electoral.forecasting.general.councils import gained
from groundgame.electoral.forecasting.general.elections import Bools, Election, Floats, Ints, returning
from groundgame.electoral.forecasting.general.leaning import best_pattern, leave


@dataclass(frozen=True, eq=False)
class Setting:
    """An election before its votes: the seats, who stands, and what happened last time.

    `stood` is from the nominations; `returning` marks seats in which an independent or small party that did well last
    time stands again; `leave` and `pattern` are those of `leaning`, None where they are not known; `councils` is what
    the blocs gained of a seat's council since the last election, as `councils.gained` has it.
    """

    day: date
    ids: tuple[str, ...]
    regions: tuple[str, ...]
    nation: Ints
    stood: Bools
    speaker: Bools
    returning: tuple[bool, ...]
    before: Before
    leave: Floats | None
    pattern: Floats | None
    councils: Floats


class History:
    """The general elections of the record, each with what was known before it."""

    def __init__(self, elections: Sequence[Election]) -> None:
        """Take elections, oldest first."""
        self.elections = tuple(elections)

    def until(self, day: date) -> "History":
        """Return the history as it was before a day: nothing of that day or later."""
        return History([one for one in self.elections if one.day < day])

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Return the setting of every election but the first, in order."""
        found: list[Setting] = []
        for place in range(1, len(self.elections)):
            older = found[-1].before if found else None
            election = self.elections[place]
            found.append(setting(election, self.elections[:place], older, election.day))
        return tuple(found)

    @property
    def voted(self) -> tuple[Election, ...]:
        """Return the elections that have a setting, in the order of `settings`."""
        return self.elections[1:]


def setting(election: Election, earlier: Sequence[Election], older: Before | None, as_of: date) -> Setting:
    """Return what was known of an election on a day; of its own only the seats and the nominations are read."""
    return Setting(
        day=election.day,
        ids=election.ids,
        regions=election.regions,
        nation=election.nation,
        stood=election.stood,
        speaker=election.speaker,
        returning=tuple(one in returning() for one in election.ids),
        before=before(earlier[-1], election, older),
        leave=leave(election),
        pattern=best_pattern(election, earlier),
        councils=gained(election.names, earlier[-1].day, as_of),
    )
