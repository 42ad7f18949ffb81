"""How many are left in peace is asked the same of whoever makes a session and of whoever accepts a plan's work."""

import pytest

from groundgame.campaign.canvass.forms.trials import TrialForm
from groundgame.campaign.canvass.models.trials import MOST_PERCENT, USUAL_PERCENT
from groundgame.campaign.strategy.forms import AcceptForm


@pytest.mark.parametrize("asked", ["-1", str(MOST_PERCENT + 1), "some", "2.5"])
def test_what_cannot_be_is_refused_with_the_same_sentence(asked):
    made, accepted = (list(form({"held_back": asked}).errors["held_back"]) for form in (TrialForm, AcceptForm))
    assert made == accepted


def test_whoever_accepts_and_names_nothing_holds_back_the_usual_part():
    for asked, part in (({}, USUAL_PERCENT / 100), ({"held_back": "0"}, 0.0), ({"held_back": "50"}, 0.5)):
        form = AcceptForm(asked)
        assert form.is_valid()
        assert form.part() == part


def test_what_it_shows_is_said_where_the_session_is_made():
    made, accepted = (form().fields["held_back"].help_text for form in (TrialForm, AcceptForm))
    assert "Who votes among them, beside the others, shows what your work did." in made
    for said in (made, accepted):
        assert said.startswith("Drawn by lot, and nobody is told who.")
        assert said.endswith("0: none, and nothing is learnt.")
