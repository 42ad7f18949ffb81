"""Who wants to join, by a link."""

from uuid import uuid4

from django import forms


class JoiningForm(forms.Form):
    """Who it is, and the number of the page, new on each blank one (`actions.strangers.make_stranger`)."""

    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="So that the organiser knows who you are, and can send you the next link.",
    )
    joining = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
