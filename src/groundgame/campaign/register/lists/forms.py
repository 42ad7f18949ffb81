"""Which list a file is, of which borough and election."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from groundgame.campaign.register.models import AbsentVoter
from groundgame.campaign.register.uploads import UploadField
from groundgame.electoral.places import atlas

MARKED, MARKED_POST, TELEPHONES = "marked", "marked_post", "telephones"
WHAT = [
    (AbsentVoter.Kind.POSTAL.value, "List of postal voters"),
    (AbsentVoter.Kind.PROXY.value, "List of proxies"),
    (AbsentVoter.Kind.PROXY_POSTAL.value, "List of postal proxies"),
    ("absent", "Absent voters, the file says of each which"),
    (MARKED, "Marked register: who has voted"),
    (MARKED_POST, "Marked list of postal voters: who has voted by post"),
    (TELEPHONES, "Telephone numbers"),
]


class ListForm(forms.Form):
    """A file that names electors by their numbers."""

    borough = forms.ChoiceField()
    what = forms.ChoiceField(label="What it is", choices=WHAT)
    election_date = forms.DateField(
        required=False,
        label="Day of the election",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Where no column of the file says it. Not for telephone numbers.",
    )
    file = UploadField(help_text="A column with the elector number, or several as the register has them (CSV).")

    def __init__(self, boroughs: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        areas = sorted((atlas().area(code) for code in boroughs), key=lambda area: area.name)
        self.fields["borough"].choices = [(area.code, area.name) for area in areas]  # type: ignore[attr-defined]  # a choice has some

    def day(self) -> dt.date | None:
        """Return the day that was given."""
        given: dt.date | None = self.cleaned_data["election_date"]
        return given
