"""Say how many volunteers may come."""

from django import forms

from groundgame.campaign.canvass.actions.callers import MOST_CALLERS


class MostCallersForm(forms.Form):
    """How many may come by a session's link."""

    most_callers = forms.IntegerField(min_value=1, max_value=MOST_CALLERS, label="Volunteers who may come")
