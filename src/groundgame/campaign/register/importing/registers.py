"""A register's file into one borough: read, compare, store."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing import changes, store
from groundgame.campaign.register.importing.addresses import with_doors
from groundgame.campaign.register.importing.errors import (
    DuplicateImportError,
    OlderRegisterError,
    PartialRegisterError,
    RegisterFileError,
)
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.names import with_name_key
from groundgame.campaign.register.importing.rows import check_rows
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.importing.wards import with_ward
from groundgame.campaign.register.models import Register, RegisterImport
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


def check_new(borough: str, published_on: dt.date, sha256: str) -> None:
    """Refuse a file that is loaded already, and a register no newer than the newest one.

    Raises:
        DuplicateImportError: if these bytes were imported for the borough.
        OlderRegisterError: if the borough has a register of this day or a later one.
    """
    name = atlas().area(borough).name
    before = RegisterImport.objects.filter(borough=borough, sha256=sha256).select_related("register").first()
    if before is not None:
        raise DuplicateImportError(
            f"This very file was imported for {name} on {before.at:%-d %B %Y}, as the register published on "
            f"{before.register.published_on:%-d %B %Y}. There is nothing to do."
        )
    newest = Register.objects.filter(borough=borough).order_by("-published_on").first()
    if newest is not None and newest.published_on >= published_on:
        raise OlderRegisterError(
            f"{name} already has the register published on {newest.published_on:%-d %B %Y}, and this one is of "
            f"{published_on:%-d %B %Y}. Only a newer register can follow: check the date of publication."
        )


def newest_register(borough: str) -> Register:
    """Return the borough's newest register.

    Raises:
        RegisterFileError: if there is none yet.
    """
    newest = Register.objects.filter(borough=borough).order_by("-published_on").first()
    if newest is None:
        raise RegisterFileError(f"{atlas().area(borough).name} has no register yet. Import the register first.")
    return newest


def store_register(
    borough: str, published_on: dt.date, read: ReadRegister, *, accept_leavers: bool
) -> tuple[Register, dict[str, int]]:
    """Write a register in the caller's transaction and return it with what it added, matched and left.

    Raises:
        PartialRegisterError: if so many electors are missing from it that it is hardly a full register.
    """
    known = store.read_known(borough)
    doors, people = changes.door_changes(read.rows, known), changes.people_changes(read.rows, known)
    staying = known.people["left_at"].null_count()
    if not accept_leavers:
        _check_leavers(borough, len(people.leaving), staying)
    register = Register.objects.create(borough=borough, published_on=published_on)
    store.trust_references()
    rows = store.store_people(borough, published_on, people, store.store_doors(borough, doors))
    store.store_entries(borough, register.pk, rows)
    store.check_references_again()
    added = people.added
    counts = {"row_count": rows.height, "added_count": added, "matched_count": rows.height - added}
    return register, counts | {"left_count": len(people.leaving)}


def _check_leavers(borough: str, leaving: int, staying: int) -> None:
    if leaving > MOST_LEAVING_SHARE * staying:
        raise PartialRegisterError(
            f"The file lacks {leaving:,} of the {staying:,} electors of {atlas().area(borough).name}: it is hardly the "
            "whole register. Give the file of the whole borough, or say that they have indeed left."
        )
