"""The map of where we have been: every ward by how long ago we last spoke there, or by how many homes we spoke in."""

from collections import Counter
from collections.abc import Mapping

from groundgame.campaign.strategy.coverage.figures import Coverage
from groundgame.campaign.strategy.coverage.words import ago
from groundgame.campaign.strategy.maps.drawing import Painted, hex_map, shape_map
from groundgame.campaign.strategy.maps.scales import NO_FIGURE, Scale
from groundgame.campaign.strategy.maps.shapes import UserShapes
from groundgame.campaign.strategy.maps.wards import Key, WardMap
from groundgame.campaign.strategy.templatetags.figures import percent
from groundgame.electoral.places import atlas, hex_layout

MEASURES = {
    "years": "Years since we last spoke",
    "lately": "Homes spoken to within a year",
    "ever": "Homes ever spoken to",
}
YEARS = (0.25, 0.5, 1.0, 2.0, 4.0)
YEARS_WORDS = (
    "within three months",
    "three to six months ago",
    "six to twelve months ago",
    "one to two years ago",
    "two to four years ago",
    "longer ago",
    "never",
)
NEVER = len(YEARS_WORDS) - 1
SHARES = Scale("s", (0.01, 0.02, 0.05, 0.10, 0.25, 0.50))


def draw_coverage(
    figures: Mapping[str, Coverage], addresses: Mapping[str, str], measure: str, title: str, shapes: UserShapes
) -> WardMap:
    """Draw the wards that have an address, each with its figure; one without electors is left plain."""
    inside = [code for code in sorted(addresses) if code in hex_layout()]
    painted = [_painted(code, figures.get(code), measure, addresses[code]) for code in inside]
    legend = _legend(Counter(cell.css for cell in painted), measure)
    if shapes.wards is None:
        return WardMap(hex_map(painted, hex_layout(), title), legend, real=False)
    return WardMap(shape_map(painted, shapes.wards, shapes.boroughs, title), legend, real=True)


def _legend(counts: Counter[str], measure: str) -> tuple[Key, ...]:
    steps = [(f"s{step}", words) for step, words in enumerate(YEARS_WORDS)] if measure == "years" else SHARES.ranges()
    percents = "" if measure == "years" else "%"
    keys = [Key("", words + percents * (words != "never"), counts[css], css=css) for css, words in steps]
    if counts[NO_FIGURE]:
        keys.append(Key("·", "no register", counts[NO_FIGURE], css=NO_FIGURE))
    return tuple(keys)


def _painted(code: str, coverage: Coverage | None, measure: str, address: str) -> Painted:
    ward = atlas().area(code)
    borough = atlas().area(ward.borough or "")
    css, mark, told = _told(coverage, measure)
    return Painted(code, address, f"{ward.name}, {borough.name}: {told}", mark, borough.code, css=css)


def _told(coverage: Coverage | None, measure: str) -> tuple[str, str, str]:
    """Return a ward's class, the mark in its hex, and its figure in words."""
    if coverage is None or not coverage.homes:
        return NO_FIGURE, "·", "no register is loaded"
    if measure == "years":
        return _years(coverage)
    share = coverage.share_spoken_lately if measure == "lately" else coverage.share_spoken
    return SHARES.css(share), f"{100 * (share or 0):.0f}", f"{MEASURES[measure].lower()}: {percent(share)}"


def _years(coverage: Coverage) -> tuple[str, str, str]:
    years = coverage.years
    if years is None:
        return f"s{NEVER}", "–", "we never spoke to anybody who lives there now"
    step = sum(years >= bound for bound in YEARS)
    return f"s{step}", f"{years:.0f}" if years >= 1 else "<1", f"last spoke {ago(coverage.last_contact_at)}"
