"""The room's registration with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Register the site room."""

    name = "groundgame.campaign.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
