"""The room's registration with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Register the jobs room."""

    name = "groundgame.campaign.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
