"""The room's registration with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the accounts room."""

    name = "groundgame.campaign.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
