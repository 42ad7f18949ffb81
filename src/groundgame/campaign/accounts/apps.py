"""The room's registration with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the accounts room."""

    name = "groundgame.campaign.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in how long this room keeps what."""
        from groundgame.campaign.accounts.retention import OWN
        from groundgame.campaign.audit.retention import hand_in_terms

        hand_in_terms(*OWN)
