"""What the demo makes of what it is asked for."""

import pytest
import typer

from groundgame.cli.demo_steps import FULL, SAMPLED, RegisterKindError, steps
from groundgame.cli.parties import check_party


@pytest.mark.parametrize(
    ("text", "party"),
    [("labour", "labour"), (" Green ", "green"), ("liberal democrats", "liberal-democrat"), ("LAB", "labour")],
)
def test_a_party_is_known_by_its_id_its_name_and_its_codes(text, party):
    assert check_party(text) == party


@pytest.mark.parametrize("text", ["", "labuor", "other"])
def test_what_is_no_party_is_refused(text, capsys):
    with pytest.raises(typer.Exit) as ended:
        check_party(text)
    assert ended.value.exit_code == 2
    assert f"There is no party {text!r} in the record. Try " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("begun", "full", "kind"),
    [(None, False, SAMPLED), (None, True, FULL), (SAMPLED, False, SAMPLED), (FULL, True, FULL), (FULL, False, FULL)],
)
def test_a_register_goes_on_as_it_was_begun(begun, full, kind):
    register = next(step for step in steps({"register": begun} if begun else {}, full=full) if step.name == "register")
    assert register.done_with == kind


def test_the_full_register_never_replaces_one_that_people_work_on():
    with pytest.raises(RegisterKindError, match="name an empty folder"):
        steps({"register": SAMPLED}, full=True)
