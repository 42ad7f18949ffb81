"""The record of real elections: the packaged results and a user's own, read as contests and results."""

import os
from functools import cache, cached_property
from pathlib import Path

import polars as pl

from groundgame.electoral.contests.records import CandidateResult, Contest, Result
from groundgame.electoral.places.tables import read_table, table_infos

HOME_VARIABLE = "GROUNDGAME_HOME"
DEFAULT_HOME = Path(".groundgame")
ADDED = Path("record") / "added"
CONTEST_COLUMNS = ["id", "date", "tier", "area", "boundary_set", "rule", "seats"]
SUGGESTIONS = 3


class UnknownContestError(Exception):
    """The record holds no contest of this id. `suggestions` are the ids nearest to it."""

    def __init__(self, contest_id: str, suggestions: tuple[str, ...]) -> None:
        """Say which id is unknown and which ones it may have been meant for."""
        nearest = ", ".join(suggestions) or "none"
        super().__init__(f"The record has no contest {contest_id!r}. Nearest ids: {nearest}.")
        self.contest_id = contest_id
        self.suggestions = suggestions


class Record:
    """Contests and their declared results. Tables are read when they are first asked for."""

    def __init__(self, home: Path | None = None) -> None:
        """Join the results that a user has added under `home` to the packaged ones; None reads the packaged alone."""
        self._home = home

    @property
    def home(self) -> Path | None:
        """The folder of the user's own results and settings; None where only the packaged ones are read."""
        return self._home

    @property
    def index(self) -> pl.DataFrame:
        """Every contest, one row each, by date and id; `results` names the table that holds its candidates."""
        return self._joined[0]

    def contests(self, tier: str | None = None, area: str | None = None) -> tuple[Contest, ...]:
        """Return the contests of a tier, of an area, of both, or all, by date and id.

        `area` is a code: of the contest's own area, or of the borough or city that holds it.
        """
        chosen = self.index
        if tier is not None:
            chosen = chosen.filter(pl.col("tier") == tier)
        if area is not None:
            chosen = chosen.filter((pl.col("area") == area) | (pl.col("within") == area))
        return tuple(Contest(*row) for row in chosen.select(CONTEST_COLUMNS).iter_rows())

    def holds(self, contest_id: str) -> bool:
        """Tell whether the record has a contest of this id."""
        return self.index["id"].index_of(contest_id) is not None

    def result(self, contest_id: str) -> Result:
        """Return a contest's declared result.

        Raises:
            UnknownContestError: if the record holds no such contest.
        """
        found = self.index.row(self._position(contest_id), named=True)
        rows = self.frame(found["results"]).filter(pl.col("contest") == contest_id).to_dicts()
        return Result(
            contest=Contest(**{name: found[name] for name in CONTEST_COLUMNS}),
            candidates=tuple(_candidate(row) for row in rows),
            electorate=found["electorate"],
            ballots=found["ballots"],
            rejected=found["rejected"],
            second_choices=_counts(rows, "second_choices"),
            final_round=_counts(rows, "final_round"),
        )

    def frame(self, name: str) -> pl.DataFrame:
        """Return a packaged table, or one of added results.

        Raises:
            TableError: if there is no such table, or it is damaged.
        """
        added = self._joined[1].get(name)
        return read_table(name) if added is None else added

    def votes(self, tier: str) -> pl.DataFrame:
        """Return every candidate of every contest of a tier, with the contest's columns beside: one row a candidate."""
        chosen = self.index.filter(pl.col("tier") == tier)
        tables = [self.frame(name) for name in chosen["results"].unique(maintain_order=True)]
        columns = ["contest", "name", "party", "votes", "elected"]
        every = pl.concat(table.select(columns) for table in tables)
        return chosen.drop("results").join(every, left_on="id", right_on="contest", maintain_order="left_right")

    def source(self, contest_id: str) -> str:
        """Return where a contest's result was published, by whom and under which licence.

        Raises:
            UnknownContestError: if the record holds no such contest.
        """
        name = str(self.index["results"][self._position(contest_id)])
        if name in self._joined[1]:
            return f"added by the user (record/added/{name.removeprefix('added:')}.csv)"
        info = table_infos()[name]
        return f"{info.source} ({info.publisher}; {info.licence})"

    @cached_property
    def _joined(self) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        packaged = read_table("contests")
        if self._home is None or not (self._home / ADDED).is_dir():
            return packaged, {}
        from groundgame.electoral.contests.additions.tables import added_tables  # slow to load, and seldom needed

        return added_tables(self._home, packaged)

    def _position(self, contest_id: str) -> int:
        position = self.index["id"].index_of(contest_id)
        if position is None:
            raise UnknownContestError(contest_id, self._nearest(contest_id))
        return int(position)

    def _nearest(self, contest_id: str) -> tuple[str, ...]:
        from rapidfuzz import process  # only a mistake needs it, and it is slow to load

        found = process.extract(contest_id, self.index["id"].to_list(), limit=SUGGESTIONS)
        return tuple(name for name, _, _ in found)


def _candidate(row: dict[str, object]) -> CandidateResult:
    names = ("name", "party", "votes", "elected", "seats_won")
    return CandidateResult(**{name: row[name] for name in names if name in row})  # type: ignore[arg-type]  # columns are fields


def _counts(rows: list[dict[str, object]], column: str) -> dict[str, int] | None:
    counts = {str(row["name"]): int(str(row[column])) for row in rows if row.get(column) is not None}
    return counts or None


def home_folder() -> Path:
    """Return the folder of a user's own data: GROUNDGAME_HOME, or `.groundgame` where the program is run."""
    return Path(os.environ.get(HOME_VARIABLE) or DEFAULT_HOME).expanduser().resolve()


@cache
def record(home: Path | None = None) -> Record:
    """Return the record, with the results that were added under `home` (None: where `home_folder` says)."""
    return Record(home or home_folder())
