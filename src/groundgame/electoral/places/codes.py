"""Codes of our own, for places that the Office for National Statistics does not code."""

import re

LONDON = "E12000007"

# Published files call this one seat by two names.
OTHER_NAMES = {"regents-park-and-kensington-north": "regents-park-and-north-kensington"}


def pcon05_code(name: str) -> str:
    """Return the code of a Westminster seat of 1997-2010, which has a name only.

    >>> pcon05_code("Ealing, Acton & Shepherd's Bush")
    'pcon05:ealing-acton-and-shepherds-bush'
    """
    plain = name.lower().replace("&", " and ").replace("'", "").replace("’", "")
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    return f"pcon05:{OTHER_NAMES.get(slug, slug)}"
