"""How firm a plan is, printed to read: which choices stay in other cases, and what it would take to change each."""

from rich.table import Table

from groundgame.cli.plan_names import ward_named
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.firmness import chosen, first_to_come_in, steady, tried, turns_at
from groundgame.electoral.allocation.across.robust import STEADY, Choice
from groundgame.electoral.allocation.across.shares import ANY, NONE
from groundgame.electoral.contests import parties

MOST_CHOICES, MOST_NEAR = 25, 5


def firm_sheet(plan: Plan) -> Table:
    """Return the wards with most hours: whether they stay in other cases, and what it would take to change that."""
    sheet = Table(box=None, title="Which choices stay, and what it would take to change each", title_justify="left")
    left = {"ward", "before"}
    for name in ("ward", "before", "hours", "stays in cases", "while an hour does", "while the share of London is"):
        sheet.add_column(name, justify="left" if name in left else "right")
    for one, choice in tried(plan.reasons, plan.steadiness)[:MOST_CHOICES]:
        stays, part = f"{choice.kept:.0%}{' *' if choice.kept >= STEADY else ''}", turns_at(one)
        does = f"{part:.0%} or more" if part else ""
        sheet.add_row(ward_named(plan, one.ward), one.before, f"{one.planned:,.0f}", stays, does, _share(choice))
    return sheet


def firm_lines(plan: Plan, *, away: bool = False) -> list[str]:
    """Return how many choices stay the same in other cases, and the wards that are nearest to coming in.

    `away`: the plan has days out, which the cases know nothing of.
    """
    found = plan.steadiness
    if found is None or not found.cases:
        return []
    given, party = chosen(plan.reasons), parties()[plan.field.party].name
    told = (
        f"In {found.cases} cases, {found.with_polls} with other polls ({party} at {found.share_low:.0%} to "
        f"{found.share_high:.0%} of London) and {found.cases - found.with_polls} with other effects, "
        f"{found.hours_kept:.0%} of the hours stay in their wards ({found.hours_kept_least:.0%} in the worst); in nine "
        f"of ten (*) {len(steady(plan.reasons, found)):,} of {len(given):,} wards keep half of theirs or more."
    )
    near = "; ".join(
        f"{ward_named(plan, one.ward)} ({turns_at(one):.0%})" for one in first_to_come_in(plan.reasons)[:MOST_NEAR]
    )
    return [
        f"{told} The cases are of London's hours alone." if away else told,
        *([f"First to come in, where an hour does so much of what we take it to do: {near}."] if near else []),
    ]


def _share(choice: Choice) -> str:
    """Say at which of the party's shares of London, of those tried, a ward keeps its hours."""
    return f"{choice.shares} of those" if choice.shares in {ANY, NONE} else choice.shares
