"""The room's registration with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Register the register room."""

    name = "groundgame.campaign.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what this room holds of electors."""
        from groundgame.campaign.register.person.holdings import hand_in
        from groundgame.campaign.register.person.own import OWN

        hand_in(*OWN)
