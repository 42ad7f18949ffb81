"""The room's registration with Django."""

from django.apps import AppConfig


class SelectionsConfig(AppConfig):
    """Register the selections room."""

    name = "groundgame.campaign.selections"
    label = "selections"
    default_auto_field = "django.db.models.BigAutoField"
