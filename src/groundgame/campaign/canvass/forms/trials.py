"""How many households a session leaves in peace, and which other opening half of them hear: so that it is learnt."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from groundgame.campaign.canvass.forms.openings import named_opening
from groundgame.campaign.canvass.hours import next_ordinary_polling_day
from groundgame.campaign.canvass.trials.held_back import HeldBackField

MOST_YEARS = 3


class TrialForm(forms.Form):
    """The part held back in per cent (none where empty or 0), another opening, and the polling day that tells."""

    held_back = HeldBackField(shows="Who votes among them, beside the others, shows what your work did.")
    polling_day = forms.DateField(
        required=False,
        initial=next_ordinary_polling_day,
        label="Until this polling day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="No session calls them before it is over. Its marked register tells who voted.",
    )
    second_opening = forms.CharField(
        required=False,
        max_length=2000,
        label="Another opening, for half of the households (leave empty for none)",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In place of the script\u2019s: each household hears one of the two, by lot, and its caller sees "
        "that one alone. {caller} and {elector} stand for the names. It stays as it is once the session is made.",
    )

    def clean_second_opening(self) -> str:
        """Refuse one that does not name the caller, as of a script's."""
        return named_opening(self.cleaned_data["second_opening"]) if self.cleaned_data["second_opening"] else ""

    def clean(self) -> dict[str, Any]:
        """Ask for a polling day to come where somebody is held back, and of another opening where one is named."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, today = data.get("polling_day"), timezone.localdate()
        if (data.get("held_back") or (data.get("second_opening") and day)) and not self.errors:
            if day is None:
                self.add_error("polling_day", "Say which polling day is to tell, or leave nobody in peace: 0 per cent.")
            elif not today < day < today.replace(year=today.year + MOST_YEARS, day=1):
                self.add_error(
                    "polling_day", f"{day:%-d %B %Y} is not a day to come within {MOST_YEARS} years: correct it."
                )
        return data

    def held(self) -> tuple[float, dt.date | None]:
        """Return the part (0-1) and the polling day, None where nothing is to be learnt."""
        percent = self.cleaned_data.get("held_back") or 0
        return percent / 100, self.cleaned_data["polling_day"] if percent or self.second() else None

    def second(self) -> str:
        """Return the other opening, or ""."""
        second: str = self.cleaned_data.get("second_opening") or ""
        return second
