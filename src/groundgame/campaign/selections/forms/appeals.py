"""What a panel is asked: its members, how many hear an appeal, a finding, an interest."""

from typing import Any

from django import forms

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.forms.fields import MemberField
from groundgame.campaign.selections.models import QUORUMS, Panel


class FindingForm(forms.Form):
    """One panel member's finding."""

    uphold = forms.ChoiceField(
        label="Your finding",
        choices=[("yes", "Uphold: the member has a vote"), ("no", "Dismiss: the member has no vote")],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label="Your reasons",
        help_text="The member is sent them.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class InterestForm(forms.Form):
    """Why one of the panel stands back."""

    why = forms.CharField(label="Your interest", help_text="A relation, a dispute, work done together.", max_length=300)


class PanelForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs alone knows it as generic
    """How appeals are heard."""

    class Meta:
        model = Panel
        fields = ("quorum", "apart_from_local_party")
        labels = {
            "quorum": "How many hear an appeal",
            "apart_from_local_party": "Nobody hears a member of their own local party",
        }

    quorum = forms.TypedChoiceField(
        label="How many hear an appeal", coerce=int, choices=[(number, str(number)) for number in QUORUMS]
    )


class NameToPanelForm(forms.Form):
    """Somebody to be named to the panel: by the address they sign in with, and their membership number."""

    email = forms.EmailField(label="E-mail address they sign in with")
    number = MemberField(
        label="Their membership number",
        help_text="So that nobody hears their own case. A membership of the same e-mail address is found without it.",
    )

    def clean_email(self) -> User:
        """Find the person, who must have an account."""
        address = self.cleaned_data["email"].strip().lower()
        user = User.objects.filter(email=address, is_active=True).first()
        if user is None:
            raise forms.ValidationError(f"Nobody signs in as {address}. Ask the director to invite them first.")
        return user

    def given(self) -> dict[str, Any]:
        """Return who is named, as the action takes them."""
        member = self.cleaned_data["number"]
        return {"user": self.cleaned_data["email"], "member": member and member.pk}
