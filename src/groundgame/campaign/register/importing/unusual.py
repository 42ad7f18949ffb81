"""What a person must say yes to before a file is applied: very many who would be gone, lines that are refused."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundgame.campaign.register.importing.errors import PartialRegisterError, RegisterFileError
from groundgame.electoral.places import atlas

MOST_LEAVING_SHARE = 0.3
# The words beside the boxes of the page, by which the sentences name them.
LEAVERS_BOX = "Take it even if very many electors are missing from it: they have left"
REFUSED_BOX = "Take it without the refused lines"
UNLISTED_BOX = "Take it even if very many of the numbers listed so far are missing from it"
OPTIONS = {LEAVERS_BOX: "--accept-leavers", REFUSED_BOX: "--accept-refused", UNLISTED_BOX: "--accept-unlisted"}


@dataclass(frozen=True, slots=True)
class Unusual:
    """Of `staying` electors who live in the borough `leaving` would be gone; `refused` lines are no entries."""

    borough: str
    full: bool
    leaving: int
    staying: int
    refused: int
    first_refused: str

    @property
    def many_leave(self) -> bool:
        """Whether so many are missing that it is hardly the whole register; an update names nobody but who changes."""
        return self.full and self.leaving > MOST_LEAVING_SHARE * self.staying

    def unaccepted(self, *, accept_leavers: bool, accept_refused: bool) -> Iterator[str]:
        """Yield a sentence for each thing that nobody has accepted yet, with the name of its box."""
        if self.refused and not accept_refused:
            rest = self.refused - 1
            more = f" {rest:,} more {'is' if rest == 1 else 'are'} refused." if rest else ""
            yield f"{self.first_refused}{more} To go on without {'them' if rest else 'it'}, tick “{REFUSED_BOX}”."
        if self.many_leave and not accept_leavers:
            name = atlas().area(self.borough).name
            yield (
                f"The file lacks {self.leaving:,} of the {self.staying:,} electors of {name}: it is hardly the whole "
                f"register. Give the file of the whole borough; if they have indeed left, tick “{LEAVERS_BOX}”."
            )


def in_terminal(sentence: object) -> str:
    """Return a sentence with the options of the command in place of the boxes of the page."""
    told = str(sentence)
    for box, option in OPTIONS.items():
        told = told.replace(f"tick “{box}”", f"give {option}")
    return told


def check_accepted(unusual: Unusual, *, accept_leavers: bool, accept_refused: bool) -> None:
    """Refuse a file while something unusual about it has not been accepted, and say all of it at once.

    Raises:
        PartialRegisterError: if very many would be gone.
        RegisterFileError: if lines are refused.
    """
    sentences = list(unusual.unaccepted(accept_leavers=accept_leavers, accept_refused=accept_refused))
    if not sentences:
        return
    partial = unusual.many_leave and not accept_leavers
    raise (PartialRegisterError if partial else RegisterFileError)(" ".join(sentences))
