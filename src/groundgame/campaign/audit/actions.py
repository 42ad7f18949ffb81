"""The one way to write to the audit trail."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from groundgame.campaign.audit.models import AuditEntry, Look

if TYPE_CHECKING:  # the room below must not import the one above when it runs
    from groundgame.campaign.accounts.models import User


def record(
    *, by: "User | None", action: str, subject: models.Model | str, area: str = "", **details: Any
) -> AuditEntry:
    """Write one entry, within the caller's transaction, so that a deed and its record stand or fall together."""
    name = subject if isinstance(subject, str) else f"{subject._meta.label}:{subject.pk}"  # noqa: SLF001 (Django's public _meta)
    return AuditEntry.objects.create(by=by, action=action, subject=name, area=area, details=details)


def look(*, by: "User", page: Look.Page, electors: Iterable[int], area: str = "") -> None:
    """Write down that somebody is shown these electors (ids), one row however many; nothing where there are none.

    Law: the accountability and security of UK GDPR arts 5(2) and 32(1). A lease is such a record already, so neither
    a caller's screen nor a door that was given out calls this.
    """
    shown = sorted(set(electors))
    if shown:
        Look.objects.create(by=by, page=page, electors=shown, area=area)
