"""Whether a file may follow what the borough has: not twice, not out of order, not from the future."""

import datetime as dt

from django.utils import timezone

from groundgame.campaign.register.importing.errors import (
    DuplicateImportError,
    OlderRegisterError,
    RegisterFileError,
    RegisterImportError,
)
from groundgame.campaign.register.models import Register, RegisterImport
from groundgame.electoral.places import atlas

# Registers are published on the first of December or of a month, and reach us in the weeks round that day.
DAYS_AHEAD = 31


def check_published(published_on: dt.date) -> None:
    """Refuse a day of publication that lies too far ahead: every register after it would be refused as older.

    Raises:
        RegisterImportError: if it does.
    """
    if published_on > timezone.localdate() + dt.timedelta(days=DAYS_AHEAD):
        raise RegisterImportError(
            f"{published_on:%-d %B %Y} is more than a month ahead, so no register was published then. Check the year."
        )


def check_not_repeated(borough: str, sha256: str) -> None:
    """Refuse a file whose very bytes, told by their checksum, the borough has had.

    Raises:
        DuplicateImportError: if these bytes were imported for the borough.
    """
    applied = RegisterImport.objects.filter(borough=borough, sha256=sha256, state=RegisterImport.State.APPLIED)
    before = applied.select_related("register").first()
    if before is not None and before.day is not None:
        raise DuplicateImportError(
            f"This very file was imported for {atlas().area(borough).name} on {before.at:%-d %B %Y}, as the register "
            f"published on {before.day:%-d %B %Y}. There is nothing to do."
        )


def check_newest(borough: str, published_on: dt.date) -> None:
    """Refuse a register no newer than the newest one.

    Raises:
        OlderRegisterError: if the borough has a register of this day or a later one.
    """
    newest = Register.objects.filter(borough=borough).order_by("-published_on").first()
    if newest is not None and newest.published_on >= published_on:
        raise OlderRegisterError(
            f"{atlas().area(borough).name} already has the register published on {newest.published_on:%-d %B %Y}, and "
            f"this one is of {published_on:%-d %B %Y}. Only a newer register can follow: check the date of publication."
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
