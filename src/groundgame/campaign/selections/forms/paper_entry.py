"""Paper votes as they are typed: a line a paper, the candidates' numbers in the order of the choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import BallotForm, Selection, TypedPaper
from groundgame.campaign.selections.sealing import PaperForm

BLANK, DOUBTFUL = "0", "x"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed for one paper of a bundle."""

    number: int
    text: str


def as_typed(paper: TypedPaper) -> str:
    """Return a paper as it is typed: `3 1 2`, `0` for a blank one, `x` and the reason for a doubtful one."""
    if paper.doubtful:
        return f"{DOUBTFUL} {paper.doubtful}"
    return " ".join(str(place + 1) for place in paper.ranking) or BLANK


def posted_papers(form: PaperForm, readings: Sequence[Reading]) -> dict[int, tuple[tuple[int, ...], str]]:
    """Return each paper's ranking and why it is doubtful, by its number.

    Raises:
        BallotError: naming the first paper that cannot be read.
    """
    return {reading.number: _read(form, reading) for reading in readings}


def _read(form: PaperForm, reading: Reading) -> tuple[tuple[int, ...], str]:
    words = reading.text.replace(",", " ").split()
    if words and words[0].lower() == DOUBTFUL:
        return (), " ".join(words[1:])[:120] or "cannot be read as a vote"
    if words == [BLANK]:
        return (), ""
    numbers = {str(number) for number in range(1, len(form.candidates) + 1)}
    if not words or not numbers.issuperset(words):
        raise BallotError(
            f"Paper {reading.number} is typed {reading.text!r}: type candidates' numbers (1 to {len(numbers)}) in "
            "the order of the choices, 0 for a blank paper, or x and why for a doubtful one."
        )
    return tuple(int(word) - 1 for word in words), ""


class BatchForm(forms.Form):
    """A bundle of papers of one form."""

    form = forms.ModelChoiceField(BallotForm.objects.none(), label="Which papers", empty_label=None)
    name = forms.CharField(label="Name of the bundle", max_length=40)
    papers = forms.IntegerField(label="Papers in it, counted by hand", min_value=1, max_value=200)

    def __init__(self, selection: Selection, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choices = BallotForm.objects.filter(post__selection=selection).select_related("post", "section")
        self.fields["form"].queryset = choices  # type: ignore[attr-defined]  # it is a choice of rows
