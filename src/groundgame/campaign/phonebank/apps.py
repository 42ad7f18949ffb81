"""The room's registration with Django."""

from django.apps import AppConfig


class PhonebankConfig(AppConfig):
    """Register the phonebank room."""

    name = "groundgame.campaign.phonebank"
    label = "phonebank"
    default_auto_field = "django.db.models.BigAutoField"
