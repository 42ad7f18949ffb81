"""A register's file as rows, without the database: its layout recognised, doors and names taken apart."""

import hashlib
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing.addresses import with_doors
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.monthly import DELETE
from groundgame.campaign.register.importing.names import with_name_key
from groundgame.campaign.register.importing.placing import borough_of
from groundgame.campaign.register.importing.rows import sift
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.importing.wards import with_ward


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register's file as read: its checksum, its layout, and one row an entry with door and name.

    A full register's rows have their ward; those of a monthly `update` have `change` in its place. `refused` are the
    rows that were no entries: line, column, value, reason.
    """

    sha256: str
    layout: str
    title: str
    update: bool
    rows: pl.DataFrame
    refused: pl.DataFrame
    borough: str = ""


def read_register(content: bytes, borough: str = "") -> ReadRegister:
    """Read a file without touching the register's tables. Where no borough is named, it is where its postcodes lie.

    Raises:
        RegisterFileError: if it is no register of this borough in a layout that we read.
    """
    text = decode(content)
    layout, header = recognise(text)
    sheet = read_sheet(text, header)
    checked = sift(sheet, layout.read(sheet.frame))
    try:
        doors = _with_doors(checked.rows)
        borough = borough or borough_of(doors["postcode"])
        rows = _with_names(doors, borough, update=layout.update)
    except RegisterFileError:
        check_refused(checked.refused)  # what is wrong with a row is why nothing else fits
        raise
    sha256 = hashlib.sha256(content).hexdigest()
    return ReadRegister(sha256, layout.name, layout.title, layout.update, rows, checked.refused, borough)


def _with_doors(rows: pl.DataFrame) -> pl.DataFrame:
    if rows.is_empty():
        raise RegisterFileError("The file has no entry, or each of its changes undoes another. There is nothing to do.")
    return with_doors(rows)


def _with_names(doors: pl.DataFrame, borough: str, *, update: bool) -> pl.DataFrame:
    if not update:
        return with_ward(with_name_key(doors), borough)
    ended = pl.col("change") == DELETE
    deleted = doors.filter(ended).with_columns(name_key=pl.lit(""))
    named = with_name_key(doors.filter(~ended))
    return pl.concat([deleted.select(named.columns), named])


def check_refused(refused: pl.DataFrame) -> None:
    """Refuse a file for its first row that is no entry.

    Raises:
        RegisterFileError: if there is one, naming its line.
    """
    if not refused.is_empty():
        line, reason = refused.select("line", "reason").row(0)
        raise RegisterFileError(f"Line {line}: {reason}")
