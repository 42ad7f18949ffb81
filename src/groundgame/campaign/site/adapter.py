"""Whose letters the site sends: the campaign's name, which is the setting's or else the party's."""

from django.conf import settings

from groundgame.campaign.accounts.adapter import InvitationOnlyAdapter
from groundgame.electoral.contests import parties


class CampaignAdapter(InvitationOnlyAdapter):
    """Name the party that the site runs for, where no setting names the campaign."""

    def campaign_name(self) -> str:
        """Return whose letters these are, to stand in a sentence."""
        return settings.GROUNDGAME_CAMPAIGN or f"the {parties()[settings.GROUNDGAME_PARTY].name} campaign"
