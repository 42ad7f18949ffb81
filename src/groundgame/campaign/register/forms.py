"""The forms of the register's pages."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from groundgame.campaign.register.importing.checks import check_published
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.unusual import LEAVERS_BOX, REFUSED_BOX
from groundgame.campaign.register.models import Suppression
from groundgame.campaign.register.uploads import UploadField
from groundgame.electoral.places import atlas


class _Form(forms.Form):
    """A form whose labels end without a colon, as on the other pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


class ImportForm(_Form):
    """A borough's register, and the day it was published."""

    borough = forms.ChoiceField()
    published_on = forms.DateField(
        label="Published on",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day printed on the register: 1 December, or the day of a monthly update.",
    )
    file = UploadField(
        label="Register", help_text="As the registration officer sent it: the whole borough, or a monthly update of it."
    )
    telephones = UploadField(
        required=False,
        label="Telephone numbers",
        help_text="Columns polling_district, number, suffix, telephone, tps_since. May be left out.",
    )
    unknown_layout = False

    def __init__(self, boroughs: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = sorted((atlas().area(code) for code in boroughs), key=lambda area: area.name)
        self.fields["borough"].choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]  # a choice has some

    def clean_published_on(self) -> dt.date:
        """Refuse a day that no register can bear yet."""
        day: dt.date = self.cleaned_data["published_on"]
        try:
            check_published(day)
        except RegisterImportError as error:
            raise forms.ValidationError(str(error)) from error
        return day


class ApplyForm(_Form):
    """What the person takes although it is unusual."""

    accept_leavers = forms.BooleanField(required=False, label=LEAVERS_BOX)
    accept_refused = forms.BooleanField(required=False, label=REFUSED_BOX)


class SuppressForm(_Form):
    """What an elector objects to, and how we know."""

    kind = forms.ChoiceField(label="The elector asks for", choices=Suppression.Kind.choices)
    source = forms.CharField(
        label="How we know", max_length=120, help_text="Who told whom, and when: a letter, a call, on the doorstep."
    )


class LiftForm(_Form):
    """Which objection is lifted, and how we know."""

    kind = forms.ChoiceField(choices=Suppression.Kind.choices, widget=forms.HiddenInput)
    source = forms.CharField(label="How we know", max_length=120)
