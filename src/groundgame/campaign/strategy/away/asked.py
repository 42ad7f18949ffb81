"""What is asked of whoever accepts days out, or says what came of them."""

from typing import NoReturn

from django import forms

from groundgame.campaign.strategy.plans.errors import PlanRefusedError


class _Said(forms.Form):
    def said(self) -> NoReturn:
        """Say what cannot be read, as the one sentence of a page."""
        name, errors = next(iter(self.errors.as_data().items()))
        label = self.fields[name].label
        raise PlanRefusedError(f"{label}: {errors[0].messages[0]}")


class AcceptDaysForm(_Said):
    """On which day they go, and how many; as is usual, and as planned, unless told."""

    day = forms.DateField(required=False, label="Day")
    places = forms.IntegerField(required=False, min_value=1, label="Places")


class DoneForm(_Said):
    """How many hours came of it, all volunteers together and the way among them."""

    hours = forms.FloatField(min_value=0, label="Hours")
