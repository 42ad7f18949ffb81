"""Write a BLT file of invented papers, a line a paper: invent.py FILE HOW_MANY. The same papers every time."""

import sys
from pathlib import Path

import numpy as np

CANDIDATES = 12
SEATS = 5
SEED = 2026


def main(file: str, papers: int) -> None:
    """Draw papers about as long as members mark them, 3.5 preferences, from a field with favourites."""
    rng = np.random.default_rng(SEED)
    strength = rng.dirichlet(np.full(CANDIDATES, 3.0))
    lengths = np.minimum(rng.poisson(2.5, papers) + 1, CANDIDATES)
    order = np.argsort(-(np.log(strength) + rng.gumbel(size=(papers, CANDIDATES))), axis=1) + 1
    with Path(file).open("w", encoding="utf-8") as out:
        out.write(f"{CANDIDATES} {SEATS}\n")
        out.writelines(
            f"1 {' '.join(map(str, row[:length]))} 0\n"
            for row, length in zip(order.tolist(), lengths.tolist(), strict=True)
        )
        out.write("0\n" + "".join(f'"Candidate {number}"\n' for number in range(1, CANDIDATES + 1)) + '"Invented"\n')


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
