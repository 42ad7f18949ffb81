"""The room's registration with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Register the register room."""

    name = "groundgame.campaign.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what this room holds of electors, and for how long."""
        from groundgame.campaign.audit.retention import hand_in_terms
        from groundgame.campaign.register.person.holdings import hand_in
        from groundgame.campaign.register.person.own import OWN
        from groundgame.campaign.register.retention import OWN as TERMS

        hand_in(*OWN)
        hand_in_terms(*TERMS)
