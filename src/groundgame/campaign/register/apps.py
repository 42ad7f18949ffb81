"""The room's registration with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Register the register room."""

    name = "groundgame.campaign.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
