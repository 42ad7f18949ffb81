"""The files of `groundgame count`, counted one by one; those of an electoral college together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from groundgame.cli.count_options import guarantees_in
from groundgame.electoral.counting.counting_files import check_standing, count_contents, standing_in
from groundgame.electoral.counting.files import Contents, FileError, read
from groundgame.electoral.counting.registry import Rule
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.ties import CountError, Drawn, TieBreak, TieError

DRAW = "Draw a lot: give --tie-seed and a seed made known beforehand, or --drawn and each name that won a lot."


@dataclass(frozen=True)
class Counted:
    """A count, what it was counted from, and what the rule was told."""

    count: Count
    rule: Rule
    files: tuple[Path, ...]
    contents: Contents
    options: Mapping[str, object]


class UndecidedError(TieError):
    """Names are equal; says what to type."""

    def __init__(self, file: Path, tie: TieError) -> None:
        super().__init__(tie.tied, tie.places)
        self.args = (f"{file}: {', '.join(tie.tied)} are equal, with room for {tie.places} of {len(tie.tied)}. {DRAW}",)


def count_each(
    files: Sequence[Path], rule: Rule, seats: int | None, tie: TieBreak, options: Mapping[str, object]
) -> Iterator[Counted | CountError]:
    """Give each count, or what is wrong with its file; one bad file does not keep the others from being counted."""
    groups = [tuple(files)] if rule.sections is not None else [(file,) for file in files]
    for group in groups:
        try:
            contents = _sections(group) if len(group) > 1 else read(group[0])
            standing = standing_in(contents)
            if isinstance(tie, Drawn) and len(groups) == 1:  # in several files a lot may have been drawn in one alone
                check_standing(tie.winners, standing)
            told = guarantees_in(options, standing)
            done = count_contents(rule.name, contents, seats=seats, tie=tie, **told)
            yield Counted(done, rule, group, contents, told)
        except TieError as error:
            yield UndecidedError(group[0], error)
        except FileError as error:
            yield error
        except CountError as error:
            yield CountError(f"{', '.join(map(str, group))}: {error}")


def _sections(files: Sequence[Path]) -> Contents:
    """Return the papers of several files as the sections of one contest, each named as its file."""
    contents = {file.stem: read(file) for file in files}
    if len(contents) < len(files):
        raise CountError("two files have one name, and a section is named as its file: rename one.")
    for file, each in zip(files, contents.values(), strict=True):
        if each.papers is None or each.sections:
            raise CountError(f"{file} holds no papers of one section: give a file of papers for each section.")
    first, *_ = contents.values()
    return Contents("sections", first.papers, {name: each.papers for name, each in contents.items() if each.papers})
