"""The room's registration with Django."""

from django.apps import AppConfig


class DoorstepConfig(AppConfig):
    """Register the doorstep room."""

    name = "groundgame.campaign.doorstep"
    label = "doorstep"
    default_auto_field = "django.db.models.BigAutoField"
