"""Slates side by side."""

from groundgame.campaign.selections.support import backs_across, on_several, overlaps

SLATES = {"Red": {"Ash", "Beech", "Cedar"}, "Blue": {"Cedar", "Elm"}, "Green": {"Fir"}}


def test_every_slate_is_held_against_every_slate():
    found = overlaps(SLATES)
    assert found["Blue"] == {"Blue": ("Cedar", "Elm"), "Green": (), "Red": ("Cedar",)}
    assert all(found[one][other] == found[other][one] for one in SLATES for other in SLATES)


def test_candidates_on_two():
    assert on_several(SLATES) == {"Cedar": ("Blue", "Red")}


def test_a_body_backs_across_slates_only_where_no_slate_holds_all_whom_it_backs():
    backing = {
        "one slate": {"Ash", "Beech"},
        "shared candidate": {"Ash", "Cedar"},  # both on Red
        "across": {"Ash", "Elm", "Nobody's"},
        "independent": {"Nobody's"},
    }
    (across,) = backs_across(SLATES, backing)
    assert across.backer == "across"
    assert across.backed == {"Blue": ("Elm",), "Red": ("Ash",)}
