"""Keep which column is which."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing.mapped import fingerprint
from groundgame.campaign.register.mapping.shapes import Shape
from groundgame.campaign.register.models import ColumnMapping


def check_may_map(user: User) -> None:
    """Refuse a person who loads no borough's register."""
    if not rules.boroughs_to_import(user):
        raise PermissionDenied(
            "Only an organiser of a whole borough, or the director, says how registers are read. Ask one of them."
        )


@transaction.atomic
def keep_mapping(*, by: User, title: str, shape: Shape, columns: Mapping[str, Sequence[int]]) -> ColumnMapping:
    """Keep what the columns of a shape are, in place of what was said of it before.

    Raises:
        PermissionDenied: if the person loads no borough's register.
    """
    check_may_map(by)
    mapping, _ = ColumnMapping.objects.update_or_create(
        fingerprint=fingerprint(shape.names, written=shape.written),
        defaults={
            "title": title,
            "names": list(shape.names),
            "written": shape.written,
            "columns": {field: list(places) for field, places in columns.items()},
            "update": "change" in columns,
            "by": by,
        },
    )
    audit.record(by=by, action="register.map_columns", subject=mapping, title=title, columns=mapping.columns)
    return mapping


@transaction.atomic
def forget_mapping(*, by: User, mapping: ColumnMapping) -> None:
    """Forget what the columns of a shape are: the next such file is unknown again.

    Raises:
        PermissionDenied: if the person loads no borough's register.
    """
    check_may_map(by)
    audit.record(by=by, action="register.forget_columns", subject=mapping, title=mapping.title, columns=mapping.columns)
    mapping.delete()
