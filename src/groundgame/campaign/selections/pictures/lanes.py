"""Where everything of the picture of transfers lies: a lane a name, a column a stage, bands for what moved."""

from dataclasses import dataclass
from itertools import accumulate

from groundgame.campaign.selections.pictures.moved import moved_at
from groundgame.electoral.counting import Count, Figure

NAMES, COLUMN, BAR, GAP, LEAST, TOP = 186, 84, 12, 10, 16, 34
TALL, EACH = 420, 30
"""How high all papers together are, or for a name where there are many; a lane is as high as its name ever needs."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a name stands at when a stage ends."""

    name: str | None
    stage: int
    x: float
    y: float
    height: float
    figure: Figure
    fate: str


@dataclass(frozen=True, slots=True)
class Band:
    """What stays with a name (`kept`) or moves to another between two stages: from `y0` to `y1`, so high."""

    giver: str | None
    taker: str | None
    stage: int
    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    amount: Figure
    kept: bool


@dataclass(frozen=True)
class Lanes:
    """The whole picture: its size, the middle of each name's lane, the bars and the bands."""

    width: float
    height: float
    middles: dict[str | None, float]
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]


def lanes(count: Count) -> Lanes:
    """Lay the picture out. Nobody (None) is the lane of what transfers no more, the lowest."""
    scale = _scale(count)
    tops, heights = _tops(count, scale)
    bars = tuple(
        Bar(
            name,
            stage,
            _x(stage),
            tops[name],
            float(_figure(count, stage, name)) * scale,
            figure,
            _fate(count, stage, name),
        )
        for stage in range(1, len(count.rounds) + 1)
        for name in tops
        if (figure := _figure(count, stage, name)) > 0 or _fate(count, stage, name)
    )
    bands = tuple(band for stage in range(2, len(count.rounds) + 1) for band in _bands(count, stage, tops, scale))
    last = max(tops, key=lambda name: tops[name])
    middles = {name: top + heights[name] / 2 for name, top in tops.items()}
    return Lanes(_x(len(count.rounds)) + COLUMN, tops[last] + heights[last] + GAP, middles, bars, bands)


def _x(stage: int) -> float:
    return NAMES + (stage - 1) * COLUMN


def _figure(count: Count, stage: int, name: str | None) -> Figure:
    each = count.rounds[stage - 1]
    return each.non_transferable if name is None else each.votes.get(name, 0)


def _fate(count: Count, stage: int, name: str | None) -> str:
    each = count.rounds[stage - 1]
    return "elected" if name in each.elected else "excluded" if name in each.excluded else ""


def _scale(count: Count) -> float:
    first = count.rounds[0]
    return max(TALL, EACH * len(first.votes)) / float(sum(first.votes.values(), start=first.non_transferable) or 1)


def _tops(count: Count, scale: float) -> tuple[dict[str | None, float], dict[str | None, float]]:
    """Return where each lane begins and how high it is; the names stand as the first stage ranks them."""
    first = count.rounds[0].votes
    names: list[str | None] = [*sorted(first, key=lambda name: (-first[name], name))]
    if any(each.non_transferable for each in count.rounds):
        names.append(None)
    stages = range(1, len(count.rounds) + 1)
    most = {name: max(float(_figure(count, stage, name)) for stage in stages) for name in names}
    heights = {name: max(LEAST, most[name] * scale) for name in names}
    tops = accumulate((heights[name] + GAP for name in names), initial=TOP)
    return dict(zip(names, tops, strict=False)), heights


def _bands(count: Count, stage: int, tops: dict[str | None, float], scale: float) -> list[Band]:
    """Return the bands into a stage: what each name keeps lies at the top of its lane, what moves below that."""
    moved = moved_at(count, stage)
    given: dict[str | None, Figure] = {}
    for each in moved:
        given[each.giver] = given.get(each.giver, 0) + each.amount
    kept = {name: _figure(count, stage - 1, name) - given.get(name, 0) for name in tops}
    x0, x1 = _x(stage - 1) + BAR, _x(stage)
    found = [
        Band(name, name, stage, x0, top, x1, top, float(kept[name]) * scale, kept[name], kept=True)
        for name, top in tops.items()
        if kept[name] > 0
    ]
    out = {name: top + float(kept[name]) * scale for name, top in tops.items()}
    into = dict(out)
    for each in moved:
        height = float(each.amount) * scale
        found.append(
            Band(
                each.giver,
                each.taker,
                stage,
                x0,
                out[each.giver],
                x1,
                into[each.taker],
                height,
                each.amount,
                kept=False,
            )
        )
        out[each.giver] += height
        into[each.taker] += height
    return found
