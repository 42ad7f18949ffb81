"""Which marked register is typed: borough, polling district, day of the election."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.register.marked.entries import Page
from groundgame.electoral.places import atlas


class PageForm(forms.Form):
    """What lies open before the typist."""

    borough = forms.ChoiceField()
    district = forms.CharField(
        label="Polling district",
        max_length=8,
        help_text="Its letters, as on the cover: AB, or KD-2/2.",
        widget=forms.TextInput(attrs={"list": "districts", "autocapitalize": "characters", "autocomplete": "off"}),
    )
    day = forms.DateField(
        label="Day of the election", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, boroughs: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        areas = sorted((atlas().area(code) for code in boroughs), key=lambda area: area.name)
        self.fields["borough"].choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]  # a choice has some

    def clean_district(self) -> str:
        """Return the letters as registers write them."""
        return str(self.cleaned_data["district"]).strip().upper()

    def clean_day(self) -> dt.date:
        """Refuse a day that is still to come: nobody has voted then."""
        day: dt.date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(f"{day:%-d %B %Y} is still to come, so nobody has voted then. Check the year.")
        return day

    def page(self) -> Page:
        """Return what was chosen."""
        data = self.cleaned_data
        return Page(data["borough"], data["district"], data["day"])
