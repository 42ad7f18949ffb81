"""The one way to write to the audit trail."""

from typing import TYPE_CHECKING, Any

from django.db import models

from groundgame.campaign.audit.models import AuditEntry

if TYPE_CHECKING:  # the room below must not import the one above when it runs
    from groundgame.campaign.accounts.models import User


def record(
    *, by: "User | None", action: str, subject: models.Model | str, area: str = "", **details: Any
) -> AuditEntry:
    """Write one entry, within the caller's transaction, so that a deed and its record stand or fall together."""
    name = subject if isinstance(subject, str) else f"{subject._meta.label}:{subject.pk}"  # noqa: SLF001 (Django's public _meta)
    return AuditEntry.objects.create(by=by, action=action, subject=name, area=area, details=details)
