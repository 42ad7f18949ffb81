"""The room's registration with Django."""

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import pre_migrate


class RegisterConfig(AppConfig):
    """Register the register room."""

    name = "groundgame.campaign.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what this room holds of electors, and for how long."""
        from groundgame.campaign.audit.retention import hand_in_terms
        from groundgame.campaign.register.person.holdings import hand_in
        from groundgame.campaign.register.person.own import OWN
        from groundgame.campaign.register.retention import OWN as TERMS

        hand_in(*OWN)
        hand_in_terms(*TERMS)
        pre_migrate.connect(_mend, sender=self)


def _mend(**_how: object) -> None:
    """Build the indexes that a load which was cut off has left aside: a migration may count on them."""
    from groundgame.campaign.register.importing.aside import mend_indexes
    from groundgame.campaign.register.models import PendingIndex

    if PendingIndex._meta.db_table in connection.introspection.table_names():  # noqa: SLF001 (Django's public _meta)
        mend_indexes()
