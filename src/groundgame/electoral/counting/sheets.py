"""A count as a returning officer's sheet: plain text, one line a name, one column a round."""

from fractions import Fraction

from groundgame.electoral.counting.rounds import Count, Round


def sheet(count: Count) -> str:
    """Return the count as a table of text, highest first votes at the top.

    >>> from groundgame.electoral.counting.fptp import fptp
    >>> print(sheet(fptp({"Ash": 1200, "Beech": 900})))
    fptp, 1 seat
                     1
    Ash          1,200  elected
    Beech          900
    """
    first = count.rounds[0].votes
    names = sorted(first, key=lambda name: (-first[name], name))
    width = max((len(name) for name in names), default=0)
    lines = [f"{count.rule}, {count.seats} {'seat' if count.seats == 1 else 'seats'}"]
    lines.append(" " * width + "".join(f"{number:>13}" for number, _ in enumerate(count.rounds, start=1)))
    lines += [_line(name, width, count) for name in names]
    lines += [remark for number, each in enumerate(count.rounds, start=1) for remark in _remarks(number, each)]
    return "\n".join(lines)


def _remarks(number: int, each: Round) -> list[str]:
    remarks = [f"Round {number}: out: {', '.join(each.excluded)}"] if each.excluded else []
    if each.non_transferable:
        remarks.append(f"Round {number}: papers that no longer count: {each.non_transferable:,}")
    return remarks + ([f"Round {number}: {each.note}"] if each.note else [])


def _line(name: str, width: int, count: Count) -> str:
    cells = "".join(_cell(name, each) for each in count.rounds)
    won = count.seats_won.get(name, 0)
    outcome = "" if not won else "  elected" if won == 1 else f"  elected {won}"
    return (f"{name:<{width}}{cells}" + outcome).rstrip()


def _cell(name: str, each: Round) -> str:
    value = each.votes.get(name)
    if value is None:
        return f"{'-':>13}"
    exact = isinstance(value, int) or value.denominator == 1
    return f"{int(value):>13,}" if exact else f"{float(Fraction(value)):>13,.2f}"
