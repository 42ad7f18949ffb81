"""The room's registration with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Register the audit room."""

    name = "groundgame.campaign.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
