"""Count boxes under a rule by its name, exactly as `groundgame count` does."""

from collections.abc import Sequence
from typing import Any

from groundgame.campaign.selections.counting.boxes import Ask, Box
from groundgame.electoral.counting import Count, CountError, TieBreak
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.files import Contents
from groundgame.electoral.counting.registry import rule_named


def count_boxes(ask: Ask, boxes: Sequence[Box], tie: TieBreak) -> Count:
    """Return the count of a post's boxes.

    Raises:
        CountError: if there is no box, or the rule cannot count what is in them.
        TieError: if names are equal and `tie` does not decide.
    """
    if not boxes:
        raise CountError("There are no papers: the box has not been opened.")
    return count_contents(ask.rule, contents_of(boxes), seats=ask.seats, tie=tie, **_options(ask, boxes))


def contents_of(boxes: Sequence[Box]) -> Contents:
    """Return the boxes as a file would hold them: by section where there are several."""
    sections = {box.section: box.papers for box in boxes if box.section}
    return Contents("papers", papers=boxes[0].papers, sections=sections)


def _options(ask: Ask, boxes: Sequence[Box]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if ask.guaranteed:
        options["guaranteed"] = ask.guaranteed
    if ask.votes_each is not None:
        options["votes_each"] = ask.votes_each
    if rule_named(ask.rule).sections is not None:
        options["weights"] = {box.section: box.weight for box in boxes}
    return options
