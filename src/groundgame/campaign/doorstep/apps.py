"""The room's registration with Django."""

from django.apps import AppConfig


class DoorstepConfig(AppConfig):
    """Register the doorstep room."""

    name = "groundgame.campaign.doorstep"
    label = "doorstep"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what this room holds of electors and for how long, and hear of people who sign out."""
        from groundgame.campaign.audit.retention import hand_in_terms
        from groundgame.campaign.doorstep import signing_out  # noqa: F401 (it listens)
        from groundgame.campaign.doorstep.holdings import HOLDINGS
        from groundgame.campaign.doorstep.retention import TERMS
        from groundgame.campaign.register.person.holdings import hand_in

        hand_in(*HOLDINGS)
        hand_in_terms(*TERMS)
