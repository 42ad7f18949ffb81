"""What others forecast of the seats of a general election, before the votes were counted."""

import csv
from importlib.resources import files

from groundgame.electoral.replay.scoring import Baseline

# Published as the mean over the three largest parties of Great Britain; here errors are summed.
PARTIES = ("conservative", "labour", "liberal-democrat")


def published(year: int) -> tuple[Baseline, ...]:
    """Return the published forecasts of a year, as they were scored in public (`published_seats.csv`)."""
    text = files(__package__).joinpath("published_seats.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if int(row["year"]) == year]
    return tuple(
        Baseline(
            method=row["method"],
            source=row["source"],
            seats_right=float(row["seats_right"]) if row["seats_right"] else None,
            seat_error=len(PARTIES) * float(row["mean_seat_error"]) if row["mean_seat_error"] else None,
            seats_over=PARTIES,
        )
        for row in rows
    )
