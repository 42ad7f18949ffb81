"""The room's registration with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Register the audit room."""

    name = "groundgame.campaign.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in how long this room keeps what."""
        from groundgame.campaign.audit.retention import OWN, hand_in_terms

        hand_in_terms(*OWN)
