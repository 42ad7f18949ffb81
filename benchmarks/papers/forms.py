"""Write the papers of a BLT file in the other forms that people have, a line a paper: forms.py FILE FOLDER."""

import sys
from collections.abc import Iterator
from pathlib import Path


def main(file: str, folder: str) -> None:
    """Write BLT with a comment and with identifiers, PrefLib, and CSV with a column that numbers the papers."""
    head, *lines = Path(file).read_text(encoding="utf-8").splitlines()
    end = lines.index("0")
    papers, tail = lines[:end], lines[end:]
    names = [name.strip('"') for name in tail[1 : 1 + int(head.split()[0])]]
    written = {
        "comment.blt": [head, "# as they came out of the box", *papers, *tail],
        "identifiers.blt": [head, *(f"({number}) {paper}" for number, paper in enumerate(papers, 1)), *tail],
        "lines.soi": preflib(papers, names),
        "identifiers.csv": csv(papers, names),
    }
    for name, rows in written.items():
        with (Path(folder) / name).open("w", encoding="utf-8") as out:
            out.writelines(f"{row}\n" for row in rows)


def preflib(papers: list[str], names: list[str]) -> Iterator[str]:
    yield from (f"# ALTERNATIVE NAME {number}: {name}" for number, name in enumerate(names, 1))
    yield from (f"1: {','.join(paper.split()[1:-1])}" for paper in papers)


def csv(papers: list[str], names: list[str]) -> Iterator[str]:
    yield ",".join(["id", *(str(place) for place in range(1, len(names) + 1))])
    for number, paper in enumerate(papers, 1):
        marks = [names[int(mark) - 1] for mark in paper.split()[1:-1]]
        yield ",".join([str(number), *marks, *[""] * (len(names) - len(marks))])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
