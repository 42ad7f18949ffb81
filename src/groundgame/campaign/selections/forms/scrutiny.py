"""Who opens the papers, and how many together."""

from django import forms

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.models import Scrutiny


class ScrutineerForm(forms.Form):
    """Somebody with an account, by their e-mail address."""

    email = forms.EmailField(label="E-mail address of a scrutineer", help_text="Somebody who can sign in here.")

    def clean_email(self) -> User:
        """Return the person."""
        user = User.objects.filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise forms.ValidationError("Nobody has an account with this address. Ask the director to invite them.")
        return user


class HoldingForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms are not subscriptable when they run
    """How many of the scrutineers open the box."""

    class Meta:
        model = Scrutiny
        fields = ["threshold", "paper_only"]
        labels = {"threshold": "How many scrutineers open it together", "paper_only": "On paper alone"}
        help_texts = {"threshold": "Two at least. Name one or two more than that, in case a key is lost."}
