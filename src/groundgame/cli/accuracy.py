"""The document of accuracy with its pictures, written whole or not at all."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from groundgame.electoral.replay.calibration import Bin, calibration
from groundgame.electoral.replay.document import TITLES, accuracy_document
from groundgame.electoral.replay.runs import Run

SIDE_PIXELS = 320


def write_accuracy(document: Path, runs: Sequence[Run]) -> None:
    """Write the document, and one picture a kind into `images` beside it.

    Raises:
        OSError: if a file cannot be written.
    """
    pictures = {}
    for kind, group in groupby(runs, key=lambda each: each.replay.kind):
        chances = [pair for each in group if each.replay.given == "day-before" for pair in each.replay.chances]
        if found := calibration(chances):
            pictures[kind] = f"images/calibration-{kind}.svg"
            _put(document.parent / pictures[kind], calibration_svg(found, TITLES.get(kind, kind)))
    _put(document, accuracy_document(runs, pictures))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def calibration_svg(found: Sequence[Bin], title: str) -> str:
    """Draw the share that came true against the chance that was given; on the line, a forecast means what it says."""
    import altair as alt
    import vl_convert

    rows: list[dict[str, Any]] = [{"chance": b.mean_chance, "true": b.came_true, "count": b.count} for b in found]
    percent = alt.Axis(format="%")
    whole = alt.Scale(domain=[0, 1])
    points = (
        alt.Chart({"values": rows})
        .mark_circle(opacity=0.9)
        .encode(
            x=alt.X("chance:Q", title="chance given", axis=percent, scale=whole),
            y=alt.Y("true:Q", title="came true", axis=percent, scale=whole),
            size=alt.Size("count:Q", title="how many", scale=alt.Scale(type="sqrt", range=[30, 500])),
        )
    )
    line = alt.Chart({"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]}).mark_line(strokeDash=[4, 4], color="grey")
    picture = (line.encode(x="x:Q", y="y:Q") + points).properties(width=SIDE_PIXELS, height=SIDE_PIXELS, title=title)
    svg: str = vl_convert.vegalite_to_svg(picture.to_dict())
    return svg
