"""What an opening must say."""

from django import forms


def named_opening(opening: str) -> str:
    """Return an opening that names the caller, whom the elector has a right to know (PECR reg. 24).

    Raises:
        ValidationError: if it does not.
    """
    if "{caller}" not in opening:
        raise forms.ValidationError("The opening does not name who rings. Write {caller} where their name belongs.")
    return opening
