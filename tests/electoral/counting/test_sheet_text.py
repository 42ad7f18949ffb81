"""The sheet as plain text."""

from groundgame.electoral.counting import sheet, sv


def test_both_rounds_of_a_supplementary_vote_are_shown():
    text = sheet(sv({("Ash", None): 40, ("Beech", "Ash"): 35, ("Cedar", "Beech"): 20, ("Cedar", None): 5}))
    assert text.splitlines() == [
        "Rule: sv",
        "Seats: 1",
        "",
        "                    1    2",
        "Ash                40   40  Not elected",
        "Beech              35   55  Elected, stage 2",
        "Cedar              25    -  Excluded, stage 2",
        "Non-transferable    0    5",
        "Total             100  100",
        "",
        "Stage 1: First preferences",
        "Stage 2: Exclusion of Cedar; elected: Beech",
    ]
