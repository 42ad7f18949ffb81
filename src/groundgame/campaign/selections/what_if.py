"""The papers that a what-if starts from: those that were counted, or those of a file that somebody supposes."""

import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from groundgame.campaign.selections.counting.boxes import Ask, Box
from groundgame.campaign.selections.counting.running import count_boxes
from groundgame.campaign.selections.models import Candidate, OpenedPaper, Post
from groundgame.campaign.selections.turning import Delegation, Patience, Switch, Turn, fewest_delegations, turns
from groundgame.campaign.selections.turning.found import Recounts
from groundgame.campaign.selections.turning.piles import piles_of
from groundgame.electoral.counting import Count, CountError, TieBreak
from groundgame.electoral.counting.files import read
from groundgame.electoral.counting.registry import rule_named

MOST_DELEGATIONS = 60
COUNTS_EACH = 400


def delegations_of(post: Post) -> list[Delegation]:
    """Return the papers of a post that carry several card votes, as they were opened."""
    gone = set(Candidate.objects.filter(post=post).exclude(withdrawn_at=None).values_list("name", flat=True))
    papers = OpenedPaper.objects.filter(form__post=post, spoilt="", card_votes__gt=1)
    found = []
    for paper in papers.select_related("form__section"):
        names = [paper.form.paper_form.candidates[place] for place in paper.ranking]
        said = tuple(name for name in names if name not in gone)
        if said:
            found.append(Delegation(paper.form.section.name if paper.form.section else "", paper.card_votes, said))
    return sorted(found, key=lambda each: (each.section, -each.votes, each.said))


def switches(
    ask: Ask, boxes: Sequence[Box], delegations: Sequence[Delegation], found: Sequence[Turn], patience: Patience
) -> list[Switch]:
    """Return the fewest whole delegations that would elect each of those who were not, section by section."""
    if not delegations or len(delegations) > MOST_DELEGATIONS or ask.seats != 1:
        return []
    piles = piles_of(boxes, equal=True)
    sections = {each.section for each in delegations}
    return [
        fewest_delegations(
            piles, each.section, delegations, each.name, Recounts(ask, COUNTS_EACH, patience), each.proven
        )
        for each in found
        if each.gains and each.section in sections
    ]


def supposed(post: Post, content: bytes, name: str) -> list[Box]:
    """Return the boxes of a file of papers that somebody supposes for a post.

    Raises:
        CountError: if the file cannot be read, or lacks a section that the rule weighs.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "papers")
        path.write_bytes(content)
        held = read(path)
    if held.papers is None:
        raise CountError("The file holds votes by name: give papers (BLT, PrefLib, or a CSV of papers).")
    if rule_named(post.rule).sections is None:
        return [Box(held.papers)]
    weights = {section.name: section.weight for section in post.voting_sections}
    if set(held.sections) != set(weights):
        raise CountError(f"The sections of the file are {sorted(held.sections)}: name them {sorted(weights)}.")
    return [Box(papers, section, Fraction(weights[section])) for section, papers in sorted(held.sections.items())]


def worked_out(ask: Ask, boxes: Sequence[Box], tie: TieBreak, patience: Patience) -> tuple[Count, list[Turn]]:
    """Return the count of the boxes, and how close each seat of it is, as far as patience goes.

    Raises:
        CountError: if they cannot be counted under the rule.
    """
    count = count_boxes(ask, boxes, tie)
    return count, turns(ask, boxes, count, patience)
