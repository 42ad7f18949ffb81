"""Count a file by one of our rules and say how long it took: ours.py RULE FILE. Seconds without those of importing."""

import json
import sys
import time
from pathlib import Path

from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.scottish_stv import scottish_stv

SEATS = 5
"""Where the file does not say how many there are."""

RULES = {"scottish-stv": scottish_stv, "meek": meek}


def main(rule: str, file: str) -> None:
    """Print the seconds of reading and of counting, and who is elected."""
    start = time.perf_counter()
    papers = read_papers(Path(file))
    middle = time.perf_counter()
    count = RULES[rule](papers, seats=papers.seats or SEATS)
    end = time.perf_counter()
    print(json.dumps({"read": middle - start, "count": end - middle, "elected": count.elected}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
