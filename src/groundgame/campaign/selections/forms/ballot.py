"""What a voter's page sends: sealed papers, or from a browser without script the marks themselves."""

import secrets
from collections.abc import Sequence

from django.http import QueryDict

from groundgame.campaign.selections.models import BallotForm
from groundgame.campaign.selections.sealing import PaperForm, SealError, from_text, seal, seeded, to_text

SEED_BYTES = 32


def new_seed() -> str:
    """Return what a page without script seals by: the same page sent twice gives the same envelopes."""
    return to_text(secrets.token_bytes(SEED_BYTES))


def posted_envelopes(data: QueryDict, forms: Sequence[BallotForm]) -> dict[int, bytes]:
    """Return the envelope of each form: as it was sealed in the browser, else sealed here from the marks.

    Raises:
        SealError: if something is no envelope, or the marks are no ranking.
    """
    try:
        if "sealed" in data:
            return {form.pk: from_text(str(data[f"paper-{form.pk}"])) for form in forms}
        seed = from_text(str(data["seed"]))
        return {form.pk: _sealed_here(form.paper_form, seed, posted_ranking(data, form)) for form in forms}
    except SealError:
        raise
    except (KeyError, ValueError) as error:
        raise SealError("Something of the paper is missing. Go back, load the page again, and mark it anew.") from error


def _sealed_here(form: PaperForm, seed: bytes, ranking: Sequence[int]) -> bytes:
    return seal(form, ranking, random=seeded(seed, form, ranking))


def posted_ranking(data: QueryDict, form: BallotForm) -> list[int]:
    """Return the places that the marks of one paper name, first choice first.

    Raises:
        SealError: if two candidates have the same number, or one is left out between.
    """
    layout = form.paper_form
    if not layout.ranked or layout.most == 1:
        return [int(place) for place in data.getlist(f"mark-{form.pk}") if place]
    marks = {place: data.get(f"rank-{form.pk}-{place}", "").strip() for place in range(len(layout.candidates))}
    numbered = sorted((int(mark) if mark.isdecimal() else 0, place) for place, mark in marks.items() if mark)
    if [number for number, _ in numbered] != list(range(1, len(numbered) + 1)):
        raise SealError(
            f"{form}: number your choices 1, 2, 3 and so on, each number once and none left out. Go back and change it."
        )
    return [place for _, place in numbered]
