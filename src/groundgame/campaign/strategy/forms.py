"""What is asked of whoever accepts work of a plan."""

from dataclasses import replace

from django import forms

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.models.trials import USUAL_PERCENT
from groundgame.campaign.canvass.trials.held_back import HeldBackField
from groundgame.campaign.strategy.times import Hours


class AcceptForm(forms.Form):
    """How many in a hundred households are left in peace: the usual part unless another is named; 0 for none.

    Of a phone bank also on which days and between which hours it rings.
    """

    held_back = HeldBackField()
    opens_at = forms.TimeField(required=False, label="Calls are given out from")
    closes_at = forms.TimeField(required=False, label="until")
    days = forms.ChoiceField(choices=Session.Days.choices, required=False, label="It rings")

    def hours(self, usual: Hours) -> Hours:
        """Return the hours of its phone bank: the usual ones of its kind of time, but for what is named."""
        opens, closes = (self.cleaned_data.get(name) for name in ("opens_at", "closes_at"))
        days = self.cleaned_data["days"] if "days" in self.data else usual.days
        return replace(usual, opens=opens or usual.opens, closes=closes or usual.closes, days=days)

    def part(self) -> float:
        """Return the part (0-1) of households to hold back."""
        percent = self.cleaned_data.get("held_back")
        return (USUAL_PERCENT if percent is None else percent) / 100
