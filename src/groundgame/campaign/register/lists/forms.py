"""Which list a file is, of which borough and election."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from groundgame.campaign.register.importing.unusual import REFUSED_BOX
from groundgame.campaign.register.models import LoadedList
from groundgame.campaign.register.uploads import UploadField
from groundgame.electoral.places import atlas


class ListForm(forms.Form):
    """A file that names electors by their numbers."""

    borough = forms.ChoiceField()
    what = forms.ChoiceField(label="What it is", choices=LoadedList.What.choices)
    election_date = forms.DateField(
        required=False,
        label="Day of the election",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Where no column of the file says it. Not for telephone numbers.",
    )
    file = UploadField(help_text="A column with the elector number, or several as the register has them (CSV).")
    accept_refused = forms.BooleanField(required=False, label=REFUSED_BOX)

    def __init__(self, boroughs: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        areas = sorted((atlas().area(code) for code in boroughs), key=lambda area: area.name)
        self.fields["borough"].choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]  # a choice has some

    def day(self) -> dt.date | None:
        """Return the day that was given."""
        given: dt.date | None = self.cleaned_data["election_date"]
        return given
