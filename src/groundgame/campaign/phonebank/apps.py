"""The room's registration with Django."""

from django.apps import AppConfig


class PhonebankConfig(AppConfig):
    """Register the phonebank room."""

    name = "groundgame.campaign.phonebank"
    label = "phonebank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what this room holds of electors, and for how long."""
        from groundgame.campaign.audit.retention import hand_in_terms
        from groundgame.campaign.phonebank.holdings import HOLDINGS, TERMS
        from groundgame.campaign.register.person.holdings import hand_in

        hand_in(*HOLDINGS)
        hand_in_terms(*TERMS)
