"""Draw the picture of the transfers: a lane a name, a column a stage."""

from html import escape

from groundgame.campaign.selections.counting.written import written
from groundgame.campaign.selections.pictures.lanes import BAR, COLUMN, GAP, NAMES, TOP, Band, Bar, Lanes, lanes
from groundgame.electoral.counting import Count

NOBODY = "Non-transferable"
MARKS = {"elected": "✓", "excluded": "✕"}


def transfers_picture(count: Count) -> str:
    """Return the picture as SVG. Signs say who is elected (✓) and excluded (✕); every bar and band says its figure."""
    laid = lanes(count)
    words = f"Transfers over {len(count.rounds)} stages; the table says the same in figures."
    return (
        f'<svg class="transfers" viewBox="0 0 {laid.width:.0f} {laid.height:.0f}" width="{laid.width:.0f}" '
        f'height="{laid.height:.0f}" role="img" aria-label="{escape(words)}">'
        f"{''.join(_heads(count))}{''.join(_names(laid))}"
        f"{''.join(_band(each, count) for each in laid.bands)}"
        f"{''.join(_bar(each, count) for each in laid.bars)}</svg>"
    )


def _heads(count: Count) -> list[str]:
    return [
        f'<text class="head" x="{NAMES + index * COLUMN + BAR / 2:.1f}" y="{TOP - 16}">{index + 1}</text>'
        for index in range(len(count.rounds))
    ]


def _names(laid: Lanes) -> list[str]:
    return [
        f'<text class="name" x="{NAMES - GAP}" y="{middle:.1f}">{escape(_short(name or NOBODY))}</text>'
        for name, middle in laid.middles.items()
    ]


def _short(name: str) -> str:
    return name if len(name) <= 20 else f"{name[:19]}…"


def _bar(bar: Bar, count: Count) -> str:
    said = f"{bar.name or NOBODY}, stage {bar.stage}: {written(bar.figure, count)}"
    said += f", {bar.fate}" if bar.fate else ""
    mark = (
        f'<text class="mark {bar.fate}" x="{bar.x + BAR + 3:.1f}" y="{bar.y + 9:.1f}">{MARKS[bar.fate]}</text>'
        if bar.fate
        else ""
    )
    return (
        f'<rect class="stand {bar.fate}" x="{bar.x:.1f}" y="{bar.y:.1f}" width="{BAR}" '
        f'height="{max(bar.height, 1):.1f}"><title>{escape(said)}</title></rect>{mark}'
    )


def _band(band: Band, count: Count) -> str:
    amount = written(band.amount, count)
    taker = band.taker or NOBODY
    said = f"{band.giver or NOBODY} keeps {amount}" if band.kept else f"{amount} from {band.giver} to {taker}"
    return (
        f'<path class="{"kept" if band.kept else "moved"}" d="{_ribbon(band)}">'
        f"<title>{escape(f'{said}, stage {band.stage}')}</title></path>"
    )


def _ribbon(band: Band) -> str:
    """Return the outline of a band that leaves and arrives level."""
    middle = (band.x0 + band.x1) / 2
    low0, low1 = band.y0 + band.height, band.y1 + band.height
    there = f"C{middle:.1f},{band.y0:.1f} {middle:.1f},{band.y1:.1f} {band.x1:.1f},{band.y1:.1f}"
    back = f"C{middle:.1f},{low1:.1f} {middle:.1f},{low0:.1f} {band.x0:.1f},{low0:.1f}"
    return f"M{band.x0:.1f},{band.y0:.1f}{there}V{low1:.1f}{back}Z"
