"""The room's registration with Django."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Register the strategy room."""

    name = "groundgame.campaign.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"
