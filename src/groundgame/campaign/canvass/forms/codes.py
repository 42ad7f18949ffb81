"""Add a voting-intention code, and change how one is read."""

from typing import Any

from django import forms
from django.utils.text import slugify

from groundgame.campaign.canvass.actions import Code
from groundgame.campaign.canvass.models import IntentionCode


class CodeForm(forms.Form):
    """How a code is read, written on paper, and whether new scripts ask it."""

    label = forms.CharField(max_length=60, label="Words")
    short = forms.CharField(
        max_length=4, required=False, label="Letters on paper", help_text="Up to four; typed back from sheets."
    )
    asked = forms.BooleanField(required=False, initial=True, label="In new scripts")

    def __init__(self, code: IntentionCode | None = None, data: Any = None) -> None:  # noqa: ANN401 (as Django's)
        self.code = code
        known = {"label": code.label, "short": code.short, "asked": code.asked} if code else None
        super().__init__(data, initial=known, prefix=code.value if code else "new")
        self.label_suffix = ""

    def clean_short(self) -> str:
        """Refuse letters that stand for another code."""
        short: str = self.cleaned_data["short"].upper()
        others = IntentionCode.objects.filter(short=short, retired_at=None)
        if short and others.exclude(pk=self.code.pk if self.code else "").exists():
            raise forms.ValidationError(f"{short} stands for another code. Choose other letters.")
        return short

    def written(self) -> Code:
        """Return the code as it is to stand."""
        data = self.cleaned_data
        held = self.code
        if held is None:
            raise ValueError("This form changes a code that is there.")
        return Code(held.value, data["label"], held.stance, data["short"], held.party, held.strength, data["asked"])


class NewCodeForm(CodeForm):
    """A code that is not there yet: its meaning is said once, and stays."""

    stance = forms.ChoiceField(choices=IntentionCode.Stance.choices, label="What it comes to")
    party = forms.SlugField(
        max_length=40,
        required=False,
        label="Party considered",
        help_text="Its id in the record of results, as in green.",
    )
    strength = forms.ChoiceField(
        choices=[("", "Not said"), *IntentionCode.Strength.choices], required=False, label="How firmly"
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the party where one is considered, and only there; refuse words that are taken."""
        data = super().clean() or {}
        considers = data.get("stance") == IntentionCode.Stance.PARTY
        if considers and not data.get("party"):
            self.add_error("party", "Say which party is considered, by its id in the record.")
        if not considers and (data.get("party") or data.get("strength")):
            self.add_error("stance", "A party and how firmly it is considered belong to \u201cConsiders a party\u201d.")
        value = slugify(data.get("label", ""))[:40]
        if not value or IntentionCode.objects.filter(pk=value).exists():
            self.add_error("label", "There is such a code already, or no letter from A to Z in it. Choose other words.")
        return data

    def written(self) -> Code:
        """Return the new code."""
        data = self.cleaned_data
        value = slugify(data["label"])[:40]
        return Code(value, data["label"], data["stance"], data["short"], data["party"], data["strength"], data["asked"])
