"""The names at the end of a BLT file: quoted or not, with a party or without, and one name for one candidate."""

import re
from collections import Counter
from collections.abc import Sequence

from groundgame.electoral.counting.files.broken import FileError

QUOTED = re.compile(r'"((?:[^"]|"")*)"')
INNER = re.compile(r'^([^"]*)"([^"]*)"\s*$')


def named(lines: Sequence[tuple[int, str]], candidates: int, *, title_follows: bool) -> tuple[tuple[str, ...], str]:
    """Return the candidates' names and the title.

    A party that is written in quotes beside the name is left out, unless two candidates have the same name.

    Raises:
        FileError: if there are too few names or too many lines, or if a name is empty or stands twice.
    """
    if len(lines) < candidates:
        last = lines[-1][0] if lines else None
        raise FileError(f"{len(lines)} names follow the papers of {candidates} candidates; give one a line", last)
    if len(lines) > candidates + title_follows:
        line, text = lines[candidates + title_follows]
        raise FileError(f"{text[:60]!r} follows the title; there are {candidates} names and then one title", line)
    pairs = _pairs([text for _, text in lines[:candidates]])
    names = _apart(pairs)
    for (line, text), name in zip(lines, names, strict=False):
        if not name:
            raise FileError(f"{text!r} holds no name; give each candidate one", line)
        if names.count(name) > 1:
            raise FileError(f"{name!r} stands twice; give each candidate a name of their own", line)
    title = " ".join(_strings(lines[candidates][1])) if len(lines) > candidates else ""
    return tuple(names), title


def _strings(text: str) -> list[str]:
    """Return the quoted strings of a line, or the line itself where it begins with no quote."""
    if not text.startswith('"'):
        return [text]
    found = [each.replace('""', '"').strip() for each in QUOTED.findall(text)]
    return found or [text.strip('" ')]


def _pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    pairs = []
    inner = []
    for text in texts:
        name, *rest = _strings(text)
        found = INNER.match(name)
        inner.append(found is not None)
        pairs.append((found[1].strip(), found[2].strip()) if found else (name, " ".join(rest)))
    # "Lab ""Yvonne ALLAN""" has the party first: what repeats from line to line is no name.
    if all(inner) and _repeats([one for one, _ in pairs]) > _repeats([two for _, two in pairs]):
        return [(two, one) for one, two in pairs]
    return pairs


def _repeats(texts: Sequence[str]) -> int:
    return len(texts) - len(set(texts))


def _apart(pairs: Sequence[tuple[str, str]]) -> list[str]:
    times = Counter(name for name, _ in pairs)
    return [f"{name} ({party})" if times[name] > 1 and party else name for name, party in pairs]
