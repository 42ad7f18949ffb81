"""The room's registration with Django."""

from django.apps import AppConfig


class CanvassConfig(AppConfig):
    """Register the canvass room."""

    name = "groundgame.campaign.canvass"
    label = "canvass"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hand in what this room holds of electors, and for how long."""
        from groundgame.campaign.audit.retention import hand_in_terms
        from groundgame.campaign.canvass.holdings import DEEDS, HOLDINGS
        from groundgame.campaign.canvass.looks import given
        from groundgame.campaign.canvass.retention import OWN
        from groundgame.campaign.register.person.deeds import hand_in_deeds
        from groundgame.campaign.register.person.holdings import hand_in
        from groundgame.campaign.register.person.looking import tell_looks

        hand_in(*HOLDINGS)
        hand_in_deeds(DEEDS)
        hand_in_terms(*OWN)
        tell_looks("canvass.leases", given)
