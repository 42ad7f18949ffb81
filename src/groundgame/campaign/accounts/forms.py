"""Give somebody a role."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.electoral.places import atlas
from groundgame.electoral.places.areas import AreaKind

DEFAULT_DAYS = 91  # long enough for a campaign, short enough that nobody forgets who holds a key


def area_choices(wards: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return the areas a role may be given for: the city, its boroughs and its wards by borough.

    With `wards` (codes) those alone that lie within them: what whoever gives the role manages.
    """
    places = atlas()
    boroughs = [(area.code, area.name) for area in places.areas("borough")]
    names = dict(boroughs)
    named = [(area.code, f"{names.get(area.borough or '', '')}: {area.name}") for area in places.areas("ward22")]
    city = [(area.code, area.name) for area in places.areas("city") if area.kind is AreaKind.CITY]
    every = city + boroughs + sorted(named, key=lambda pair: pair[1])
    return every if wards is None else [each for each in every if places.wards_within(each[0]) <= set(wards)]


def default_until() -> dt.date:
    """Return the day until which a role is given unless another is chosen."""
    return timezone.localdate() + dt.timedelta(days=DEFAULT_DAYS)


class GrantForm(forms.Form):
    """Whom to give which role, where, and until when."""

    email = forms.EmailField(label="E-mail address")
    name = forms.CharField(max_length=120, required=False, help_text="For somebody new.")
    role = forms.ChoiceField(choices=Role.choices)
    area = forms.ChoiceField(choices=area_choices)
    until = forms.DateField(
        required=False,
        initial=default_until,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),  # or a browser shows no day
        help_text="The last day; empty for no end.",
    )

    def __init__(
        self,
        *arguments: Any,
        roles: Collection[str] = tuple(Role),
        wards: Collection[str] | None = None,
        **more: Any,
    ) -> None:
        """Offer these roles alone, and the areas within these wards."""
        super().__init__(*arguments, **{"label_suffix": ""} | more)
        role, area = self.fields["role"], self.fields["area"]
        if isinstance(role, forms.ChoiceField) and isinstance(area, forms.ChoiceField):
            role.choices = [choice for choice in Role.choices if choice[0] in roles]
            role.initial = Role.ORGANISER if Role.ORGANISER in roles else None
            area.choices = area_choices(wards)

    def clean_until(self) -> dt.date | None:
        """Refuse an end in the past."""
        until: dt.date | None = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(f"{until} is past. Give a day from today on, or leave it empty.")
        return until
