"""The room's registration with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Register the people room."""

    name = "groundgame.campaign.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
