"""Absent voters' lists and marked registers, as their offices write them or as we do.

Law: RPR 2001, regs 61 (lists), 117 (marked registers). Our own columns are polling_district, number, suffix,
election_date, and kind (postal, proxy, proxy_postal) or by_post (1 or 0); any file of numbers will do, where the person
who brings it says the day and which list it is.
"""

import datetime as dt

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.merging import merge
from groundgame.campaign.register.importing.numbered import NumberedList, election_dates, read_list, with_electors
from groundgame.campaign.register.models import AbsentVoter, LoadedList, MarkedEntry

Kind = AbsentVoter.Kind
KIND_COLUMNS = ("kind", "Type", "List", "AV Type", "Vote Type", "Absent Vote Type", "Absent Voter Type", "Absent Vote")
KINDS = {
    **dict.fromkeys(("postal", "post", "p", "pv", "postal voter", "postal vote"), Kind.POSTAL),
    **dict.fromkeys(("proxy", "x", "pr", "proxy voter", "proxy vote"), Kind.PROXY),
    **dict.fromkeys(("proxy_postal", "proxy postal", "postal proxy", "postal_proxy", "pp", "ppv"), Kind.PROXY_POSTAL),
}
POST_COLUMNS = ("by_post", "Postal", "PV", "By Post")
MARK_COLUMNS = ("Voted", "Marked", "Mark", "Has Voted")
TABLES = (AbsentVoter, MarkedEntry)
YES = ("1", "y", "yes", "true", "t", "x", "v", "p", "a")
NO = ("0", "n", "no", "false", "f", "", "-")


def store_absent(
    loaded: LoadedList, content: bytes, *, election_date: dt.date | None = None, kind: str = "", accept: bool = False
) -> None:
    """Record who is on an absent voters' list, and in `loaded` what came of it; `accept` leaves refused lines out.

    Whoever has a proxy who votes by post is on two lists; the proxy postal one says more and stays.

    Raises:
        RegisterFileError: if the file is no such list, it is not known which, or lines are refused.
    """
    read = read_list(content, "A list of absent voters")
    kinds = _kinds(read, kind)
    rows = with_electors(read, loaded.borough, election_dates(read, election_date)).with_columns(kinds.alias("kind"))
    found = _taken(read, rows, loaded, accept=accept)
    once = found.sort(pl.col("kind") != Kind.PROXY, maintain_order=True)
    keeps = "CASE WHEN t.kind = 'proxy_postal' AND excluded.kind = 'proxy' THEN t.kind ELSE excluded.kind END"
    _store(loaded, once, "register_absentvoter", "kind", keeps)


def _taken(read: NumberedList, rows: pl.DataFrame, loaded: LoadedList, *, accept: bool) -> pl.DataFrame:
    """Return the rows that are not refused, and note in `loaded` how many there are and which lines are left out."""
    found = read.refused.others(rows, accept=accept)
    loaded.rows, loaded.refused = found.height, len(read.refused)
    loaded.refused_lines = read.refused.lines if len(read.refused) else ""
    return found


def _kinds(read: NumberedList, given: str) -> pl.Series:
    written = read.text(*KIND_COLUMNS)
    if written is None or given:
        if not given:
            raise RegisterFileError(
                "The file does not say which list it is. Say whether it is the postal, proxy or proxy postal one."
            )
        return pl.repeat(Kind(given).value, read.rows.height, eager=True)
    kinds = written.str.to_lowercase().replace_strict(KINDS, default=None, return_dtype=pl.String)
    read.refuse(kinds.is_null(), "kind", written, f"is no list; write one of {', '.join(Kind.values)}.")
    return kinds


def store_marked(
    loaded: LoadedList,
    content: bytes,
    *,
    election_date: dt.date | None = None,
    by_post: bool | None = None,
    accept: bool = False,
) -> None:
    """Record who was given a ballot paper, and in `loaded` what came of it; `accept` leaves refused lines out.

    A file that holds everybody says in a column (Voted, Marked) who has; without one its rows are those who have.

    Raises:
        RegisterFileError: if the file is no such list, or lines are refused.
    """
    read = read_list(content, "A marked register")
    posted, voted = _yes_or_no(read, POST_COLUMNS, other=bool(by_post)), _yes_or_no(read, MARK_COLUMNS, other=True)
    if by_post is not None:
        posted = pl.repeat(by_post, read.rows.height, eager=True)
    rows = with_electors(read, loaded.borough, election_dates(read, election_date))
    rows = rows.with_columns(posted.alias("by_post"), voted.alias("voted"))
    marked = _taken(read, rows, loaded, accept=accept).filter("voted")
    loaded.rows = marked.height
    _store(loaded, marked, "register_markedentry", "by_post", "excluded.by_post")


def _yes_or_no(read: NumberedList, names: tuple[str, ...], *, other: bool) -> pl.Series:
    """Return what a column says of each row, `other` for all where there is no such column."""
    written = read.text(*names)
    if written is None:
        return pl.repeat(other, read.rows.height, eager=True)
    said = written.str.to_lowercase()
    answers = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    meant = said.replace_strict(answers, default=None, return_dtype=pl.Boolean)
    read.refuse(meant.is_null(), names[0], written, "is neither 1 nor 0; write one of them.")
    return meant


def _store(loaded: LoadedList, rows: pl.DataFrame, table: str, column: str, value: str) -> None:
    """Store the rows, each with what stood there and the list it came with: a row that said the same already stays."""
    once = rows.unique(["elector_id", "election_date"], keep="last", maintain_order=True)
    days = once["election_date"].unique()
    loaded.election_date = days[0] if len(days) == 1 else None
    frame = once.select(
        "elector_id", "election_date", column, borough=pl.lit(loaded.borough), came_with=pl.lit(loaded.pk, pl.Int64)
    )
    changed = f"{column} = {value}, came_with = excluded.came_with, stood_before = t.{column}"
    merge(
        table,
        frame,
        f"(elector_id, election_date) DO UPDATE SET {changed} WHERE t.{column} IS DISTINCT FROM {value}",
    )


def days_of(loaded: LoadedList) -> set[dt.date]:
    """Return the days of election of the rows that a list wrote, or of the whole list where it has one."""
    if loaded.election_date is not None:
        return {loaded.election_date}
    written = (table.objects.filter(came_with=loaded.pk).values_list("election_date", flat=True) for table in TABLES)
    return {day for days in written for day in days.distinct()}


def changed_by(loaded: LoadedList) -> int:
    """Return how many rows stood there otherwise before the list."""
    return sum(table.objects.filter(came_with=loaded.pk, stood_before__isnull=False).count() for table in TABLES)
