"""Finding an area by what somebody typed."""

import re
import unicodedata

from rapidfuzz import fuzz, process

from groundgame.electoral.places.areas import Area

LEAST_LIKENESS = 60


def search_areas(text: str, areas: tuple[Area, ...], limit: int) -> list[Area]:
    """Return the areas whose names are most like the text, best first; equal likeness keeps the order given."""
    wanted = plain_name(text)
    if not wanted:
        return []
    names = [plain_name(area.name) for area in areas]
    found = process.extract(wanted, names, scorer=_likeness, limit=None, score_cutoff=LEAST_LIKENESS)
    ranked = sorted(found, key=lambda match: (-match[1], match[2]))
    return [areas[index] for _, _, index in ranked[:limit]]


def plain_name(name: str) -> str:
    """Return a name in plain lower-case words, so that spellings of one place agree.

    >>> plain_name("St. James's & Barking")
    'st jamess and barking'
    """
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = ascii_only.lower().replace("&", " and ").replace("'", "")
    return " ".join(re.findall(r"[a-z0-9]+", words.replace("saint ", "st ")))


def _likeness(wanted: str, name: str, *, score_cutoff: float = 0) -> float:
    """Score 0-100: a whole name typed rightly first, then the start of one, then words inside it, then near misses."""
    whole = fuzz.ratio(wanted, name)
    if name.startswith(wanted):
        whole = max(whole, 95)
    elif f" {wanted}" in f" {name}":
        whole = max(whole, 90)
    score = max(
        whole, 0.85 * fuzz.token_sort_ratio(wanted, name), 0.8 * fuzz.partial_ratio(wanted, name[: len(wanted) + 2])
    )
    return score if score >= score_cutoff else 0
