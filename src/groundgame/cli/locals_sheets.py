"""How local elections read as a general election are printed, and who gained and lost."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from rich.table import Table

from groundgame.electoral.contests import parties
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.forecasting import Spread
from groundgame.electoral.swing import Gains, LocalReading
from groundgame.electoral.swing.gains_words import sentence
from groundgame.electoral.swing.local_to_general import WARNING
from groundgame.electoral.swing.local_to_general_equivalents import own_estimate
from groundgame.electoral.swing.local_to_general_seats import seats_for, winners_for

PLACES = 4


@dataclass(frozen=True)
class Read:
    """A reading with its shares (0-1) and seats, each a spread over the same draws, by party."""

    reading: LocalReading
    shares: Mapping[str, Spread]
    seats: Mapping[str, Spread]

    @classmethod
    def of(cls, reading: LocalReading, rng: np.random.Generator, draws: int) -> "Read":
        """Draw a reading."""
        drawn = reading.draw(rng, draws)
        seats = seats_for(reading.parties, drawn, reading.vote)
        shares = {party: Spread.of(drawn[:, column]) for column, party in enumerate(reading.parties)}
        return cls(reading, shares, {party: Spread.of(counts) for party, counts in seats.items()})


def reading_sheet(read: Read) -> Table:
    """Return a table to read: what the local elections gave each party, and what a general election may."""
    given = read.reading.equivalent
    sheet = Table(box=None, title=f"Local elections of {given.date}, read as a general election on {read.reading.vote}")
    for name in ("party", "local, nationally", "share", "90% interval", "seats", "90% interval"):
        sheet.add_column(name, justify="left" if name == "party" else "right")
    for party in read.reading.parties:
        share, seats = read.shares[party], read.seats.get(party)
        sheet.add_row(
            parties()[party].name,
            f"{100 * given.shares.get(party, 0.0):.1f}%",
            f"{100 * share.mean:.1f}%",
            f"{100 * share.p05:.0f} to {100 * share.p95:.0f}%",
            "" if seats is None else f"{seats.mean:.0f}",
            "" if seats is None else f"{seats.p05:.0f} to {seats.p95:.0f}",
        )
    return sheet


def reading_lines(read: Read) -> list[str]:
    """Return the plain sentences below the table."""
    reading = read.reading
    low, high = reading.lead_interval()
    source = (
        "Rallings and Thrasher" if reading.equivalent.published else "our own estimate from wards that voted before"
    )
    first, second = (parties()[party].name for party in (reading.government, reading.opposition))
    lead = f"{100 * reading.lead.mean:+.1f} points, 90% interval {100 * low:+.0f} to {100 * high:+.0f}"
    return [
        WARNING,
        f"National equivalent vote: {source}.{_ours(reading)}",
        _as_it_stands(reading),
        f"{first} over {second}: {lead}.",
        f"Of it, {100 * reading.recovery:+.1f} is what governments have recovered from local elections so long before.",
        f"Learned from {len(reading.taught)} earlier general elections. Seats are by uniform swing from the last one.",
    ]


def _as_it_stands(reading: LocalReading) -> str:
    """Return the seats of the national equivalent with nothing learned: what is often printed, and over-read."""
    won = Counter(winners_for(reading.equivalent.shares, reading.vote).values())
    seats = ", ".join(f"{parties()[party].short} {won[party]}" for party in reading.parties if won[party])
    return f"As it stands, with nothing learned, it would give {seats} seats."


def _ours(reading: LocalReading) -> str:
    """Return our own estimate where it stands beside a published one."""
    own = own_estimate(reading.equivalent.year)
    if own is None or not reading.equivalent.published:
        return ""
    named = [party for party in reading.equivalent.shares if party != OTHER]
    return (
        " Ours from wards: " + ", ".join(f"{parties()[one].short} {100 * own.shares[one]:.1f}%" for one in named) + "."
    )


def gains_sheet(found: Gains) -> Table:
    """Return a table to read: councillors and councils, and their change on each basis."""
    place = "London boroughs" if found.area == "london" else "councils that voted"
    left = f"; {found.left_out} new or merged ones left out" if found.left_out else ""
    sheet = Table(box=None, title=f"Gained and lost in {found.year}, {found.councils} {place}{left}")
    said = any(gain.declared is not None for gain in found.parties)
    names = ["party", "councillors", "since the eve", *["declared"] * said, f"since {found.since}"]
    for name in [*names, "councils", "since the eve", f"since {found.since}"]:
        sheet.add_column(name, justify="left" if name == "party" else "right")
    for gain in found.parties:
        declared = [("" if gain.declared is None else f"{gain.declared:+,}")] * said
        counts = [f"{gain.councillors:,}", f"{gain.eve:+,}", *declared, f"{gain.whole:+,}"]
        controls = [str(gain.councils), f"{gain.councils_eve:+}", f"{gain.councils_whole:+}"]
        sheet.add_row(parties()[gain.party].name, *counts, *controls)
    return sheet


def locals_json(year: int, read: Read | None, found: Sequence[Gains]) -> dict[str, Any]:
    """Return a reading and the gains as plain values: shares 0-1, leads in points, seats as counts."""
    return {
        "year": year,
        "reading": None if read is None else _reading(read),
        "gains": {each.area: _gains(each) for each in found},
    }


def _reading(read: Read) -> dict[str, Any]:
    reading = read.reading
    low, high = reading.lead_interval()
    return {
        "date": reading.equivalent.date.isoformat(),
        "vote": reading.vote.isoformat(),
        "published": reading.equivalent.published,
        "national_equivalent": {party: round(share, PLACES) for party, share in reading.equivalent.shares.items()},
        "lead": {
            "of": reading.government,
            "over": reading.opposition,
            "mean_points": round(100 * reading.lead.mean, 1),
            "p05_points": round(100 * low, 1),
            "p95_points": round(100 * high, 1),
        },
        "share": {party: _spread(spread) for party, spread in read.shares.items()},
        "seats": {party: _spread(spread) for party, spread in read.seats.items()},
        "learned_from": [lesson.election.isoformat() for lesson in reading.taught],
        "note": WARNING,
    }


def _spread(spread: Spread) -> dict[str, float]:
    return {"mean": round(spread.mean, PLACES), "p05": round(spread.p05, PLACES), "p95": round(spread.p95, PLACES)}


def _gains(found: Gains) -> dict[str, Any]:
    rows = [asdict(gain) | {"sentence": sentence(gain, found)} for gain in found.parties]
    about = {"since": found.since, "councils": found.councils, "left_out": found.left_out, "eve_known": found.eve_known}
    return about | {"parties": rows}
