"""Finding an area by what somebody typed."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from groundgame.electoral.places.areas import Area, AreaKind

EXACT = 100.0
NAME_AND_BOROUGH = 98.0
BEGINNING = 95.0
WORD_INSIDE = 90.0
# What is less like the text than this, or than the best match less the margin, is no answer.
LEAST_LIKENESS = 75.0
MARGIN = 20.0
TITLES = re.compile(r"\b(london borough of|royal borough of|borough|constituency|ward)\b")


def search_areas(text: str, areas: tuple[Area, ...], limit: int) -> list[Area]:
    """Return the areas whose names or codes are most like the text, best first; equal likeness keeps the order given.

    A borough may follow a ward's name ("Abbey, Merton"), since many wards share one.
    """
    wanted = _without_titles(plain_name(text))
    boroughs = {area.code: plain_name(area.name) for area in areas if area.kind is AreaKind.BOROUGH}
    scores = [_likeness(wanted, area, boroughs.get(area.borough or "", "")) for area in areas]
    least = max(LEAST_LIKENESS, max(scores, default=0.0) - MARGIN)
    best_first = sorted(range(len(areas)), key=lambda index: (-scores[index], index))
    return [areas[index] for index in best_first[:limit] if scores[index] >= least]


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a name in plain lower-case words, so that spellings of one place agree.

    >>> plain_name("St. James's & Barking")
    'st jamess and barking'
    """
    ascii_only = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
    words = ascii_only.lower().replace("&", " and ").replace("'", "")
    return re.sub(r"\bsaint\b", "st", " ".join(re.findall(r"[a-z0-9]+", words)))


def _without_titles(wanted: str) -> str:
    return " ".join(TITLES.sub(" ", wanted).split()) or wanted


def _likeness(wanted: str, area: Area, borough: str) -> float:
    """Score 0-100: the whole name, then the start of one, then words inside it, then near misses."""
    name = plain_name(area.name)
    if not wanted:
        return 0.0
    if wanted == name or wanted == plain_name(area.code):
        return EXACT
    if wanted.startswith(f"{name} ") and borough.startswith(wanted.removeprefix(f"{name} ")):
        return NAME_AND_BOROUGH
    if name.startswith(wanted):
        return BEGINNING
    if f" {wanted}" in f" {name}":
        return WORD_INSIDE
    return _near_miss(wanted, name)


def _near_miss(wanted: str, name: str) -> float:
    # Unfinished names are compared with as much of the name as was typed; one letter more allows for one left out.
    beginning = name[: len(wanted) + 1]
    return max(
        fuzz.ratio(wanted, name), 0.85 * fuzz.token_sort_ratio(wanted, name), 0.85 * fuzz.ratio(wanted, beginning)
    )
