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
from groundgame.campaign.register.models import AbsentVoter

Kind = AbsentVoter.Kind
KIND_COLUMNS = ("kind", "Type", "List", "AV Type", "Vote Type", "Absent Vote Type", "Absent Voter Type", "Absent Vote")
KINDS = {
    **dict.fromkeys(("postal", "post", "p", "pv", "postal voter", "postal vote"), Kind.POSTAL),
    **dict.fromkeys(("proxy", "x", "pr", "proxy voter", "proxy vote"), Kind.PROXY),
    **dict.fromkeys(("proxy_postal", "proxy postal", "postal proxy", "postal_proxy", "pp", "ppv"), Kind.PROXY_POSTAL),
}
POST_COLUMNS = ("by_post", "Postal", "PV", "By Post")
MARK_COLUMNS = ("Voted", "Marked", "Mark", "Has Voted")
YES = ("1", "y", "yes", "true", "t", "x", "v", "p", "a")
NO = ("0", "n", "no", "false", "f", "", "-")


def store_absent(borough: str, content: bytes, *, election_date: dt.date | None = None, kind: str = "") -> int:
    """Record who is on an absent voters' list, and return how many rows there were.

    Whoever has a proxy who votes by post is on two lists; the proxy postal one says more and stays.

    Raises:
        RegisterFileError: if the file is no such list, or it is not known which.
    """
    read = read_list(content, "A list of absent voters")
    kinds = _kinds(read, kind)
    found = with_electors(read, borough, election_dates(read, election_date)).with_columns(kinds.alias("kind"))
    once = found.sort(pl.col("kind") != Kind.PROXY, maintain_order=True)
    keeps = "CASE WHEN t.kind = 'proxy_postal' AND excluded.kind = 'proxy' THEN t.kind ELSE excluded.kind END"
    _store(borough, once, "register_absentvoter", "kind", keeps)
    return found.height


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
    borough: str, content: bytes, *, election_date: dt.date | None = None, by_post: bool | None = None
) -> int:
    """Record who was given a ballot paper, and return how many there were.

    A file that holds everybody says in a column (Voted, Marked) who has; without one its rows are those who have.

    Raises:
        RegisterFileError: if the file is no such list.
    """
    read = read_list(content, "A marked register")
    posted, voted = _yes_or_no(read, POST_COLUMNS, other=bool(by_post)), _yes_or_no(read, MARK_COLUMNS, other=True)
    if by_post is not None:
        posted = pl.repeat(by_post, read.rows.height, eager=True)
    found = with_electors(read, borough, election_dates(read, election_date))
    marked = found.with_columns(posted.alias("by_post")).filter(voted)
    _store(borough, marked, "register_markedentry", "by_post", "excluded.by_post")
    return marked.height


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


def _store(borough: str, rows: pl.DataFrame, table: str, column: str, value: str) -> None:
    once = rows.unique(["elector_id", "election_date"], keep="last", maintain_order=True)
    frame = once.select("elector_id", "election_date", column, borough=pl.lit(borough))
    merge(table, frame, f"(elector_id, election_date) DO UPDATE SET {column} = {value}")
