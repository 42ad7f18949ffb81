"""Candidates' names as people say them, from the ways in which councils publish them."""

import re

TITLES = re.compile(r"\s+(?:Ms|Mr|Mrs|Miss|Dr|Sir|Cllr)\.?$")
# A list saved on one system and read on another: its "à" came out as a circumflex.
REPAIRS = {"ˆ": "à", "`": "'", "’": "'", "|": "", "\\": "", "(.": "", "*": ""}


def clean_name(published: str) -> str:
    """Return a candidate's name with the forename first and in mixed case.

    Square brackets hold the name a candidate commonly uses, and take the place of the one before them. A trailing
    asterisk, which marks a sitting councillor, and notes such as "(Elected)" are left out.

    >>> clean_name("Butt, Laila Ms.*")
    'Laila Butt'
    >>> clean_name("Mary ANDERSON, 0")
    'Mary Anderson'
    >>> clean_name("Lynch [Furst], Edward St John [Ed]")
    'Ed Furst'
    """
    text = published
    for bad, good in REPAIRS.items():
        text = text.replace(bad, good)
    text = re.sub(r"\s*\((?:Not e|E)lected\)", "", text).strip().removesuffix(", 0")
    surname, *others = (part.strip() for part in text.split(",") if part.strip())
    forenames = " ".join(part for part in others if part not in others[0].split() or part is others[0])
    commonly_used = bool(re.search(r"[\[(]", surname))
    parts = [TITLES.sub("", forenames), surname]
    if commonly_used:
        parts = [_commonly_used(part) for part in parts]
    return _mixed_case(" ".join(part for part in parts if part))


def _commonly_used(part: str) -> str:
    found = re.search(r"[\[(](.+?)[\])]", part)
    return found.group(1) if found else part


def _mixed_case(name: str) -> str:
    return " ".join(_mixed_word(word) for word in name.split())


def _mixed_word(word: str) -> str:
    prefixed = re.fullmatch(r"(Mc|Mac|O'|D')?([^\W\d_'-]{2,}(?:['-][^\W\d_]+)*)", word)
    if prefixed is None or not prefixed.group(2).isupper():
        return word
    rest = re.sub(r"[^\W\d_]+", lambda part: part.group(0).capitalize(), prefixed.group(2))
    rest = re.sub(r"\bMc([a-z])", lambda part: f"Mc{part.group(1).upper()}", rest)
    return (prefixed.group(1) or "") + rest
