"""Hold our telephone numbers against a file of the Telephone Preference Service.

The file is the service's own list, or what a screening firm sent back of ours: one number a line, or in a column called
telephone, number or phone. Whichever it is, a number of ours that it does not name is not on the TPS on its day.
"""

import datetime as dt
from collections.abc import Iterable

import polars as pl
from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing.copying import copy_in
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.importing.unusual import UNLISTED_BOX
from groundgame.campaign.register.models import TpsScreening
from groundgame.campaign.register.suppression import TPS_DAYS

NAMED = ("telephone", "number", "phone", "telephone number")
DIGITS = r"^\s*\"?(?:\+|00)?(?:44)?\(?0?\)?([1-9][0-9]{8,9})\"?\s*$"
# A list from which three in ten of those listed before are missing is hardly the whole list.
MOST_UNLISTED_SHARE = 0.3
FEWEST_TO_DOUBT = 10

_TALLY_SQL = """
SELECT t.borough, count(*), count(*) FILTER (WHERE s.e164 IS NOT NULL),
       count(*) FILTER (WHERE t.tps_since IS NOT NULL),
       count(*) FILTER (WHERE t.tps_since IS NOT NULL AND s.e164 IS NULL)
FROM register_telephonenumber t LEFT JOIN screened s USING (e164)
WHERE t.borough = ANY(%(boroughs)s) GROUP BY t.borough ORDER BY t.borough
"""
# A file says who is listed, not since when. Whom an earlier file of their borough did not name joined after it; who was
# held against none may have been there for years, and is barred at once. The TPS lists lines: where a line of these
# boroughs reaches somebody of another as well, they are barred there too.
_LIST_SQL = """
UPDATE register_telephonenumber t SET tps_since = coalesce(
    (SELECT max(k.listed_on) + 1 FROM register_tpsscreening k
     WHERE k.borough = t.borough AND k.listed_on < %(day)s AND (t.added_at IS NULL OR k.at >= t.added_at)),
    %(day)s - %(days)s)
FROM screened s
WHERE s.e164 = t.e164 AND (t.tps_since IS NULL OR t.tps_since > %(day)s)
  AND EXISTS (SELECT FROM register_telephonenumber o WHERE o.e164 = s.e164 AND o.borough = ANY(%(boroughs)s))
"""
# What joined after the file's day is not in it, and stays.
_UNLIST_SQL = """
UPDATE register_telephonenumber t SET tps_since = NULL
WHERE t.borough = ANY(%(boroughs)s) AND t.tps_since <= %(day)s
  AND NOT EXISTS (SELECT FROM screened s WHERE s.e164 = t.e164)
"""

_SCREENED_SQL = """
UPDATE register_telephonenumber SET unscreened = false WHERE borough = ANY(%(boroughs)s) AND unscreened
"""


def screen_tps(
    *,
    by: User | None,
    boroughs: Iterable[str],
    content: bytes,
    file_name: str,
    listed_on: dt.date,
    accept_unlisted: bool = False,
) -> list[TpsScreening]:
    """Hold the boroughs' numbers against a TPS file of a day; return one screening a borough that has numbers.

    A number newly named joined after the last file that did not name it, and is barred 28 days later; one that was
    held against no file before is barred at once. One that is no longer named comes off. `by` is None only where the
    machine's own operator loads it.

    Law: PECR 2003 reg. 21(1)(b) and (3), reg. 26.

    Raises:
        PermissionDenied: if the person does not manage all of the boroughs.
        RegisterFileError: if the file is none, is dated ahead or before the last one, or unlists very many.
    """
    wanted = sorted(set(boroughs))
    if by is not None:
        for borough in wanted:
            rules.check_may_import(by, borough)
    _check_day(wanted, listed_on)
    numbers = read_numbers(content)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('register:telephones', 0))")
        cursor.execute("CREATE TEMP TABLE screened (e164 varchar(16) PRIMARY KEY) ON COMMIT DROP")
        copy_in("screened", numbers)
        cursor.execute("ANALYZE screened")
        cursor.execute(_TALLY_SQL, {"boroughs": wanted})
        tallies = cursor.fetchall()
        if not accept_unlisted:
            _check_whole(sum(row[3] for row in tallies), sum(row[4] for row in tallies))
        cursor.execute(_LIST_SQL, {"boroughs": wanted, "day": listed_on, "days": TPS_DAYS})
        cursor.execute(_UNLIST_SQL, {"boroughs": wanted, "day": listed_on})
        cursor.execute(_SCREENED_SQL, {"boroughs": wanted})
        cursor.execute("DROP TABLE screened")
        return [_keep(by, row[0], row[1], row[2], listed_on, file_name) for row in tallies]


def _keep(by: User | None, borough: str, numbers: int, listed: int, listed_on: dt.date, file_name: str) -> TpsScreening:
    made = TpsScreening.objects.create(
        borough=borough, listed_on=listed_on, file_name=file_name[-200:], numbers=numbers, listed=listed, by=by
    )
    counts = {"listed_on": listed_on.isoformat(), "numbers": numbers, "listed": listed}
    audit.record(by=by, action="register.screen_tps", subject=made, area=borough, **counts)
    return made


def _check_day(boroughs: list[str], listed_on: dt.date) -> None:
    if listed_on > timezone.localdate():
        raise RegisterFileError(f"{listed_on:%-d %B %Y} is still to come. Give the day that the TPS file is of.")
    newer = TpsScreening.objects.filter(borough__in=boroughs, listed_on__gt=listed_on).order_by("-listed_on").first()
    if newer is not None:
        raise RegisterFileError(
            f"A TPS file of {newer.listed_on:%-d %B %Y} was loaded before, and this one is of {listed_on:%-d %B %Y}. "
            "Load the newest file."
        )


def _check_whole(listed: int, unlisted: int) -> None:
    if listed >= FEWEST_TO_DOUBT and unlisted > listed * MOST_UNLISTED_SHARE:
        raise RegisterFileError(
            f"Of {listed:,} numbers that are on the TPS so far the file lacks {unlisted:,}: it is hardly the whole "
            f"list. Nothing was changed. If it is whole, and those may be taken off, tick “{UNLISTED_BOX}”."
        )


def read_numbers(content: bytes) -> pl.DataFrame:
    """Return the numbers of a TPS file as `e164`, each once.

    Raises:
        RegisterFileError: if the file holds no numbers, or a line of it is none.
    """
    lines = pl.DataFrame({"line": decode(content).split("\n")}).with_row_index("at", offset=1)
    lines = lines.filter(pl.col("line").str.strip_chars() != "")
    header = [cell.strip().strip('"').casefold() for cell in lines["line"][0].split(",")]
    column = next((header.index(name) for name in NAMED if name in header), None)
    body = lines if column is None else lines[1:]
    cell = pl.col("line").str.split(",").list.get(column or 0, null_on_oob=True).fill_null("")
    read = body.with_columns(digits=cell.str.replace_all(r"[\s-]", "").str.extract(DIGITS))
    bad = read.filter(pl.col("digits").is_null())
    if not bad.is_empty():
        raise RegisterFileError(
            f"Line {bad['at'][0]}: {bad['line'][0][:40]!r} is no British telephone number. "
            "A TPS file has one number a line; a header names its column `telephone`."
        )
    if read.is_empty():
        raise RegisterFileError("The file holds no number. Give the TPS file, one number a line.")
    return read.select(e164=pl.lit("+44") + pl.col("digits")).unique(maintain_order=True)
