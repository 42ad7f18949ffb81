"""The room's registration with Django."""

from django.apps import AppConfig


class CanvassConfig(AppConfig):
    """Register the canvass room."""

    name = "groundgame.campaign.canvass"
    label = "canvass"
    default_auto_field = "django.db.models.BigAutoField"
