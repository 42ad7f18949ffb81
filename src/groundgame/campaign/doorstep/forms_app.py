"""What a canvasser's pages send."""

from django import forms


class JoinForm(forms.Form):
    """Who wants to come on a walk."""

    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="So that the organiser knows who is at the doors, and can send you the next walk.",
    )
