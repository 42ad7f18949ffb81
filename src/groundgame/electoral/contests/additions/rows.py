"""One line of a file of results, read as a candidate of a contest."""

from dataclasses import dataclass

from rapidfuzz import process

from groundgame.electoral.contests.additions.errors import at_line
from groundgame.electoral.contests.additions.layout import Line
from groundgame.electoral.contests.parties import UnknownPartyError, parties, party_id

RULES = ("fptp", "block", "sv", "dhondt")
YES = {"1", "yes", "y", "true", "elected"}
NO = {"0", "no", "n", "false", "", "not elected"}
MOST_PEOPLE = 100_000_000
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate, or a list: `elected` counts seats, so that a list may hold several."""

    line: int
    contest: str
    candidate: str
    party: str
    votes: int | None
    elected: int
    electorate: int | None
    seats: int | None
    rule: str | None
    ballots: int | None
    rejected: int | None


def read_row(line: Line) -> Row:
    """Return a line's candidate.

    Raises:
        AdditionError: if a field is empty that may not be, or is not what its column holds.
    """
    return Row(
        line=line.number,
        contest=_text(line, "contest"),
        candidate=_text(line, "candidate"),
        party=_party(line),
        votes=_count(line, "votes"),
        elected=_elected(line),
        electorate=_count(line, "electorate"),
        seats=_count(line, "seats"),
        rule=_rule(line),
        ballots=_count(line, "ballots"),
        rejected=_count(line, "rejected"),
    )


def _text(line: Line, column: str) -> str:
    text = " ".join(line.fields[column].split())
    if not text:
        raise at_line(line.number, f"the column {column!r} is empty. Fill it in.")
    if len(text) > LONGEST_NAME or not text.isprintable():
        raise at_line(line.number, f"{column} {text[:40]!r}… is no name: too long or unprintable. Correct it.")
    return text


def _count(line: Line, column: str) -> int | None:
    text = line.fields.get(column, "")
    if not text:
        return None
    plain = text.replace(",", "")
    if not (plain.isascii() and plain.isdigit()) or int(plain) > MOST_PEOPLE:
        raise at_line(
            line.number, f"{column} {text!r} is no count. Write a whole number of 0 or more, or leave it empty."
        )
    return int(plain)


def _elected(line: Line) -> int:
    text = line.fields["elected"].lower()
    if text in YES:
        return 1
    if text in NO:
        return 0
    if text.isascii() and text.isdigit() and len(text) < len(str(MOST_PEOPLE)):
        return int(text)
    raise at_line(line.number, f"elected {line.fields['elected']!r} is neither yes nor no. Write 1 or 0.")


def _rule(line: Line) -> str | None:
    text = line.fields.get("rule", "").lower()
    if text and text not in RULES:
        raise at_line(line.number, f"there is no rule {text!r}. Write one of {', '.join(RULES)}, or leave it empty.")
    return text or None


def _party(line: Line) -> str:
    text = _text(line, "party")
    try:
        return party_id(text)
    except UnknownPartyError:
        known = {name: party.id for party in parties().values() for name in (party.id, party.name)}
        near = process.extract(text, known, processor=str.lower, limit=3)
        ids = ", ".join(dict.fromkeys(party for party, _, _ in near))
        sentence = f"no party is known as {text!r}. Nearest: {ids}. For a party that is not listed write 'other'."
        raise at_line(line.number, sentence) from None
