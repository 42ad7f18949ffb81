"""A register's file into one borough: read, compare, store."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing import changes, store
from groundgame.campaign.register.importing.addresses import with_doors
from groundgame.campaign.register.importing.errors import PartialRegisterError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.names import with_name_key
from groundgame.campaign.register.importing.objections import carry_objections
from groundgame.campaign.register.importing.rows import check_rows
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.importing.wards import with_ward
from groundgame.campaign.register.models import Register
from groundgame.electoral.places import atlas

MOST_LEAVING_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register's file as read: its checksum, its layout, and one row an entry with door, name and ward."""

    sha256: str
    layout: str
    rows: pl.DataFrame


def read_register(content: bytes, borough: str) -> ReadRegister:
    """Read a file without touching the database.

    Raises:
        RegisterFileError: if it is no register of this borough in a layout that we read.
    """
    text = decode(content)
    layout, header = recognise(text)
    sheet = read_sheet(text, header)
    rows = check_rows(sheet, layout.read(sheet.frame))
    rows = with_ward(with_name_key(with_doors(rows)), borough)
    return ReadRegister(hashlib.sha256(content).hexdigest(), layout.name, rows)


def store_register(
    borough: str, published_on: dt.date, read: ReadRegister, *, accept_leavers: bool
) -> tuple[Register, dict[str, int], list[int]]:
    """Write a register in the caller's transaction; return it, what it added, matched and left, and objections carried.

    Raises:
        PartialRegisterError: if so many electors are missing from it that it is hardly a full register.
    """
    known = store.read_known(borough)
    rows = _attaining_later(read.rows, published_on)
    doors, people = changes.door_changes(rows, known), changes.people_changes(rows, known)
    staying = known.people["left_at"].null_count()
    if not accept_leavers:
        _check_leavers(borough, len(people.leaving), staying)
    register = Register.objects.create(borough=borough, published_on=published_on)
    store.trust_references()
    stored = store.store_people(borough, published_on, people, store.store_doors(borough, doors))
    store.store_entries(borough, register.pk, stored)
    store.store_ward_counts(borough, stored)
    store.check_references_again()
    carried = carry_objections(borough, published_on, people.returned.to_list())
    added = people.added
    counts = {"row_count": stored.height, "added_count": added, "matched_count": stored.height - added}
    return register, counts | {"left_count": len(people.leaving)}, carried


def _attaining_later(rows: pl.DataFrame, published_on: dt.date) -> pl.DataFrame:
    """Return the rows with dates of attainment that are yet to come alone: we do not keep when an adult was born."""
    return rows.with_columns(attainment=pl.when(pl.col("attainment") > published_on).then("attainment"))


def _check_leavers(borough: str, leaving: int, staying: int) -> None:
    if leaving > MOST_LEAVING_SHARE * staying:
        raise PartialRegisterError(
            f"The file lacks {leaving:,} of the {staying:,} electors of {atlas().area(borough).name}: it is hardly the "
            "whole register. Give the file of the whole borough; if they have indeed left, say so (--accept-leavers "
            "or the box on the page)."
        )
