"""Give somebody a role."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.electoral.places import atlas
from groundgame.electoral.places.areas import AreaKind


def area_choices() -> list[tuple[str, str]]:
    """Return the areas a role may be given for: the city, its boroughs and its wards by borough."""
    places = atlas()
    boroughs = [(area.code, area.name) for area in places.areas("borough")]
    names = dict(boroughs)
    wards = [(area.code, f"{names.get(area.borough or '', '')}: {area.name}") for area in places.areas("ward22")]
    city = [(area.code, area.name) for area in places.areas("city") if area.kind is AreaKind.CITY]
    return city + boroughs + sorted(wards, key=lambda pair: pair[1])


class GrantForm(forms.Form):
    """Whom to give which role, where, and until when."""

    email = forms.EmailField(label="E-mail address")
    name = forms.CharField(max_length=120, required=False, help_text="Needed only for somebody new.")
    role = forms.ChoiceField(choices=Role.choices)
    area = forms.ChoiceField(choices=area_choices)
    until = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="The last day; empty for no end."
    )

    def __init__(self, *arguments: Any, roles: Collection[str] = tuple(Role), **more: Any) -> None:
        """Offer these roles alone."""
        super().__init__(*arguments, **more)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [choice for choice in Role.choices if choice[0] in roles]

    def clean_until(self) -> dt.date | None:
        """Refuse an end in the past."""
        until: dt.date | None = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(f"{until} is past. Give a day from today on, or leave it empty.")
        return until
