"""Papers as the text of a file: BLT, PrefLib and CSV, each of which its reader gives back as they were."""

import csv
import io

from groundgame.electoral.counting.files.blt_names import named
from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_headings import Heading, preference
from groundgame.electoral.counting.papers import Papers, Ranking


def as_blt(papers: Papers) -> str:
    r"""Return papers as BLT: all that papers can hold, with `=` for equal preferences and `-` for skipped ones.

    Raises:
        FileError: if there are no seats, or a name is one that BLT cannot hold.

    >>> as_blt(Papers.of(["Ash", "Beech"], {("Ash", "Beech"): 3}, seats=1, withdrawn=["Beech"]))
    '2 1\n-2\n3 1 2 0\n0\n"Ash"\n"Beech"\n'
    """
    if papers.seats is None:
        raise FileError("the papers do not say how many seats there are, as BLT does; give them seats")
    names = ['"' + name.replace('"', '""') + '"' for name in papers.candidates]
    _check_names(papers, names)
    lines = [f"{len(names)} {papers.seats}", *(f"-{each + 1}" for each in sorted(papers.withdrawn))]
    lines += [" ".join([str(number), *map(_mark, ranking), "0"]) for ranking, number in papers if number]
    title = ['"' + papers.title.replace('"', '""') + '"'] if papers.title else []
    return "\n".join([*lines, "0", *names, *title, ""])


def as_preflib(papers: Papers) -> str:
    """Return papers as PrefLib, of whichever of its four kinds they are.

    Raises:
        FileError: if the papers hold what PrefLib cannot: a skipped preference, no preference, a name twice, somebody
            withdrawn.
    """
    if papers.withdrawn or any(not ranking or () in ranking or _twice(ranking) for ranking, _ in papers):
        raise FileError("PrefLib holds nobody who withdrew or stands twice, no gap, no empty paper; write BLT instead")
    orders = [(ranking, number) for ranking, number in papers if number]
    lines = [
        f"# TITLE: {papers.title}",
        f"# DATA TYPE: {preflib_kind(papers)}",
        f"# NUMBER ALTERNATIVES: {len(papers.candidates)}",
        f"# NUMBER VOTERS: {papers.total}",
        f"# NUMBER UNIQUE ORDERS: {len({ranking for ranking, _ in orders})}",
        *(f"# ALTERNATIVE NAME {place}: {name}" for place, name in enumerate(papers.candidates, start=1)),
        *(f"{number}: {','.join(map(_braced, ranking))}" for ranking, number in orders),
    ]
    return "\n".join([*lines, ""])


def preflib_kind(papers: Papers) -> str:
    """Return PrefLib's name for such orders: strict or with ties (`s`, `t`), complete or not (`c`, `i`).

    >>> preflib_kind(Papers.of(["Ash", "Beech"], {("Ash",): 3}))
    'soi'
    """
    ties = any(len(mark) > 1 for ranking, _ in papers for mark in ranking)
    whole = all(len({each for mark in ranking for each in mark}) == len(papers.candidates) for ranking, _ in papers)
    return f"{'t' if ties else 's'}o{'c' if whole else 'i'}"


def as_csv(papers: Papers) -> str:
    r"""Return papers as CSV: a row a kind of paper, a column a candidate with the numbers on the paper, and `count`.

    Where a paper names somebody twice, or goes on after as many preferences as there are candidates, the columns are
    preferences and the cells names.

    Raises:
        FileError: if somebody has withdrawn, which CSV does not say, or a name is one that its reader would mistake.

    >>> as_csv(Papers.of(["Ash", "Beech"], {("Beech", "Ash"): 3, ("Ash",): 2}))
    'Ash,Beech,count\n2,1,3\n1,,2\n'
    """
    if papers.withdrawn:
        raise FileError("CSV does not say who withdrew; write BLT instead")
    named_places = any(_needs_places(ranking, len(papers.candidates)) for ranking, _ in papers)
    rows = _by_preference(papers) if named_places else _by_candidate(papers)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    heading = Heading.of(text.getvalue().encode())
    numbered = any(preference(heading.columns[place]) for place in heading.marks)
    bare = named_places and all(name.isdecimal() for name in papers.candidates)
    if len(heading.marks) != len(rows[0]) - 1 or numbered != named_places or bare:
        raise FileError(f"the headings {rows[0]} would be mistaken; give the candidates other names")
    return text.getvalue()


def _needs_places(ranking: Ranking, candidates: int) -> bool:
    return _twice(ranking) or len(ranking) > candidates


def _twice(ranking: Ranking) -> bool:
    named = [each for mark in ranking for each in mark]
    return len(named) > len(set(named))


def _by_candidate(papers: Papers) -> list[list[str]]:
    rows = [[*papers.candidates, "count"]]
    for ranking, number in papers:
        given = {each: str(rank) for rank, mark in enumerate(ranking, start=1) for each in mark}
        rows.append([*(given.get(each, "") for each in range(len(papers.candidates))), str(number)])
    return rows


def _by_preference(papers: Papers) -> list[list[str]]:
    longest = max(papers.prefs.shape[1], len(papers.candidates))
    rows = [[*(str(rank) for rank in range(1, longest + 1)), "count"]]
    # A row of no papers, so that somebody whom nobody marked stands in the file all the same.
    everybody: Ranking = tuple((each,) for each in range(len(papers.candidates)))
    for ranking, number in [*papers, (everybody, 0)]:
        cells = ["=".join(papers.candidates[each] for each in mark) for mark in ranking]
        rows.append([*cells, *[""] * (longest - len(cells)), str(number)])
    return rows


def _mark(mark: tuple[int, ...]) -> str:
    return "=".join(str(each + 1) for each in mark) or "-"


def _braced(mark: tuple[int, ...]) -> str:
    return str(mark[0] + 1) if len(mark) == 1 else "{" + ",".join(str(each + 1) for each in mark) + "}"


def _check_names(papers: Papers, quoted: list[str]) -> None:
    lines = list(enumerate(quoted, start=1))
    if any("\n" in name for name in quoted) or named(lines, len(quoted), title_follows=True)[0] != papers.candidates:
        raise FileError(f"the names {papers.candidates} would be read otherwise; leave out quotes and line ends")
