"""Make a session."""

from typing import Any

from django import forms
from django.http import QueryDict

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.forms.audiences import AudienceForm
from groundgame.campaign.canvass.forms.scripts import scripts_for
from groundgame.campaign.canvass.forms.trials import TrialForm
from groundgame.campaign.canvass.models import Script, Session

HOURS = ("opens_at", "opens_on_sunday_at", "closes_at")
BY_PHONE = ("script", "admission", "lease_minutes", "max_attempts", "rest_days", "days", *HOURS)
BY_DOOR = ("script", "max_attempts", "rest_days")


def how_of(channel: str) -> tuple[str, ...]:
    """Return the fields that say how a session of this channel goes."""
    return BY_DOOR if channel == Session.Channel.DOOR else BY_PHONE


class ClockField(forms.TimeField):
    """An hour of the day, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)


class SessionForm(TrialForm, AudienceForm):
    """A session: whom it is for, what is said, who may join and when, and who is left in peace."""

    name = forms.CharField(
        max_length=100, help_text="Volunteers see it, as in \u201cTuesday evening, Barnet Vale\u201d."
    )
    script = forms.ModelChoiceField(Script.objects.none(), empty_label=None)
    admission = forms.ChoiceField(
        choices=Session.Admission.choices,
        initial=Session.Admission.APPROVE,
        label="Who lets volunteers in",
        widget=forms.RadioSelect,
    )
    lease_minutes = forms.IntegerField(
        min_value=2,
        max_value=60,
        initial=15,
        label="Minutes a caller keeps an elector",
        help_text="After that, somebody else may be given the elector. A call that takes longer is still saved.",
    )
    max_attempts = forms.IntegerField(
        min_value=1, max_value=10, initial=3, label="Times to try somebody who does not answer"
    )
    rest_days = forms.IntegerField(
        min_value=0,
        max_value=365,
        initial=7,
        label="Days of rest after a conversation",
        help_text="Whoever was reached, by telephone or at the door, is left in peace for so long.",
    )
    days = forms.ChoiceField(choices=Session.Days.choices, required=False, label="On which days it rings")
    opens_at = ClockField(label="Not before", initial="09:00")
    opens_on_sunday_at = ClockField(label="Not before, on a Sunday", initial="10:30")
    closes_at = ClockField(
        label="Not after",
        initial="20:00",
        help_text="Few people like to be rung early, late, or on a Sunday morning. Empty: at any time.",
    )

    def __init__(self, user: User, area: str, channel: str, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(user, area, channel, data, **kwargs)
        scripts = scripts_for(user)
        self.fields["script"].queryset = scripts  # type: ignore[attr-defined]  # a choice of models has one
        self.fields["script"].initial = scripts.first()
        self.how = how_of(channel)
        for name in set(BY_PHONE) - set(self.how):
            del self.fields[name]
