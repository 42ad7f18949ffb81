"""The rules of who may vote, a reason to shut somebody out, and an appeal."""

from collections.abc import Mapping
from typing import Any

from django import forms

from groundgame.campaign.selections.eligibility import KINDS
from groundgame.campaign.selections.models import Section
from groundgame.electoral.places import atlas

MOST_AREAS = 130
SMALLER = ("borough", "lac", "pcon24", "ward22")
"""The boundary sets of today, below the city."""


class EligibilityForm(forms.Form):
    """A section's rules. A rule whose field is left empty is not asked."""

    joined = forms.IntegerField(
        label="Joined at least this many days before the freeze date",
        help_text="0 asks for joining by the freeze date itself. Leave it empty to ask nothing.",
        min_value=0,
        max_value=3660,
        required=False,
    )
    paid_up = forms.IntegerField(
        label="Paid up on the freeze date, or at most this many days behind",
        help_text="0 allows no delay. Leave it empty to ask nothing.",
        min_value=0,
        max_value=366,
        required=False,
    )
    not_suspended = forms.BooleanField(label="Not suspended on the freeze date", required=False)
    age = forms.IntegerField(
        label="At least this old on the freeze date, in years",
        help_text="Whoever's date of birth is not known is let in. Leave it empty to ask nothing.",
        min_value=0,
        max_value=120,
        required=False,
    )
    lives_in = forms.ChoiceField(
        label="Lives in",
        help_text="Whoever lives elsewhere is outside the section, and is not written to.",
        required=False,
    )

    PARAMETERS = {"joined": "days", "paid_up": "grace_days", "age": "years", "lives_in": "area"}

    def __init__(self, section: Section, data: Mapping[str, Any] | None = None) -> None:
        kept = section.eligibility
        initial = {kind: kept[kind][name] for kind, name in self.PARAMETERS.items() if kind in kept}
        super().__init__(data, initial={**initial, "not_suspended": "not_suspended" in kept}, label_suffix="")
        choices = [("", "Anywhere"), *_areas(section.selection.area)]
        self.fields["lives_in"].choices = choices  # type: ignore[attr-defined]  # a choice has some

    def kept(self) -> dict[str, dict[str, Any]]:
        """Return the rules as they are kept."""
        given = self.cleaned_data
        rules = {kind: {name: given[kind]} for kind, name in self.PARAMETERS.items() if given[kind] not in (None, "")}
        rules |= {"not_suspended": {}} if given["not_suspended"] else {}
        return {kind: rules[kind] for kind in KINDS if kind in rules}


def _areas(code: str) -> list[tuple[str, str]]:
    """Return the area and those inside it, the small ones only where they are few."""
    whole = atlas().wards_within(code)
    inside = [
        (area.code, f"{area.name} ({area.kind.value})")
        for boundary_set in SMALLER
        for area in atlas().areas(boundary_set)
        if area.code != code and atlas().wards_within(area.code) <= whole
    ]
    return [(code, atlas().area(code).name), *(inside if len(inside) <= MOST_AREAS else [])]


class ShutOutForm(forms.Form):
    """Why one member is shut out."""

    why = forms.CharField(
        label="Why, as the member is to read it",
        help_text="With the fact and its date. The letter and the audit trail have these words.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AppealForm(forms.Form):
    """Why a member should have a vote."""

    grounds = forms.CharField(
        label="Why should you have a vote?",
        help_text="Say what is wrong with the reason given, and what shows it: a date, a receipt, a name to ask.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AppealForThemForm(forms.Form):
    """What a member wrote or said, as the returning officer enters it."""

    grounds = forms.CharField(
        label="What the member wrote or said",
        help_text="Word for word, with how and when it came in.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
