"""The forms of the register's pages."""

import datetime as dt
from collections.abc import Iterable

from django import forms

from groundgame.campaign.register.importing.checks import check_published
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.models import Suppression
from groundgame.electoral.places import atlas


class ImportForm(forms.Form):
    """A borough's register, and the day it was published."""

    borough = forms.ChoiceField()
    published_on = forms.DateField(
        label="Published on",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day printed on the register: 1 December, or the day of a monthly update.",
    )
    file = forms.FileField(label="Register", help_text="The whole borough, as the registration officer sent it (CSV).")
    telephones = forms.FileField(
        required=False,
        label="Telephone numbers",
        help_text="Columns polling_district, number, suffix, telephone, tps_since. May be left out.",
    )
    accept_leavers = forms.BooleanField(
        required=False, label="Take it even if very many electors are missing from it: they have left"
    )

    def __init__(self, boroughs: Iterable[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        areas = sorted((atlas().area(code) for code in boroughs), key=lambda area: area.name)
        self.fields["borough"].choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]

    def clean_published_on(self) -> dt.date:
        """Refuse a day that no register can bear yet."""
        day: dt.date = self.cleaned_data["published_on"]
        try:
            check_published(day)
        except RegisterImportError as error:
            raise forms.ValidationError(str(error)) from error
        return day


class SuppressForm(forms.Form):
    """What an elector objects to, and how we know."""

    kind = forms.ChoiceField(label="The elector asks for", choices=Suppression.Kind.choices)
    source = forms.CharField(
        label="How we know", max_length=120, help_text="Who told whom, and when: a letter, a call, on the doorstep."
    )


class LiftForm(forms.Form):
    """Which objection is lifted, and how we know."""

    kind = forms.ChoiceField(choices=Suppression.Kind.choices, widget=forms.HiddenInput)
    source = forms.CharField(label="How we know", max_length=120)
