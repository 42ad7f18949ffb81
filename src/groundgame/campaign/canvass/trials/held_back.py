"""How many in a hundred households are left in peace, as every form that makes a session asks it."""

from django import forms

from groundgame.campaign.canvass.models.trials import MOST_PERCENT, USUAL_PERCENT


class HeldBackField(forms.IntegerField):
    """The part to hold back, in per cent, from 0 to the most that is allowed; may be left empty, the usual at first.

    `shows` is a sentence for its help: what holding them back shows.
    """

    def __init__(self, *, shows: str = "") -> None:
        drawn, none = "Drawn by lot, and nobody is told who.", "0: none, and nothing is learnt."
        super().__init__(
            required=False,
            min_value=0,
            max_value=MOST_PERCENT,
            initial=USUAL_PERCENT,
            label="Per cent of households to leave in peace",
            help_text=" ".join(filter(None, (drawn, shows, none))),
        )
