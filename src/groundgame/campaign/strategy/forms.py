"""What is asked of whoever accepts work of a plan."""

from django import forms

from groundgame.campaign.canvass.models.trials import MOST_PERCENT, USUAL_PERCENT


class AcceptForm(forms.Form):
    """How many in a hundred households are left in peace: the usual part unless another is named; 0 for none."""

    held_back = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_PERCENT,
        initial=USUAL_PERCENT,
        label="Per cent of households to leave in peace",
        help_text="Drawn by lot, and nobody is told who. 0: none, and nothing is learnt.",
    )

    def part(self) -> float:
        """Return the part (0-1) of households to hold back."""
        percent = self.cleaned_data.get("held_back")
        return (USUAL_PERCENT if percent is None else percent) / 100
