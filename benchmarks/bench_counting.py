"""How long the counts and the measures take, warm: the median of several runs, on the packaged record."""

import time
from collections.abc import Callable
from statistics import median

from groundgame.electoral.contests import record
from groundgame.electoral.counting import as_drawn, block, dhondt, sv
from groundgame.electoral.places import atlas
from groundgame.electoral.swing import TIERS, history, holders, measures, shares
from groundgame.electoral.turnout import doughnut

RUNS = 7
BAR_SECONDS = 0.2


def all_wards() -> Callable[[], None]:
    rows = record().votes("borough").group_by("id", maintain_order=True)
    wards = [
        (dict(group.select("name", "votes").iter_rows()), group["seats"][0], group.filter("elected")["name"].to_list())
        for _, group in rows
    ]

    def count() -> None:
        for votes, seats, elected in wards:
            block(votes, seats=seats, tie=as_drawn(elected))

    return count


def mayor_by_paper() -> Callable[[], None]:
    """Every pair of choices among the twenty candidates of 2021."""
    first = {each.name: each.votes or 0 for each in record().result("mayor.london.2021-05-06").candidates}
    papers = {(one, two): votes // len(first) for one, votes in first.items() for two in first if one != two}
    return lambda: sv(papers) and None


def assembly() -> Callable[[], None]:
    votes = {each.name: each.votes or 0 for each in record().result("gla.a.2024-05-02").candidates}
    return lambda: dhondt(votes, seats=11) and None


def wards_history() -> Callable[[], None]:
    wards = [area.code for area in atlas().areas("ward22")][::20]

    def tell() -> None:
        for code in wards:
            history(code)

    return tell


def seconds(work: Callable[[], object]) -> float:
    work()
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return median(took)


def main() -> None:
    """Print one line a piece of work, and how many calls it made."""
    for name, calls, work in [
        ("block vote, every ward of three elections", len(record().contests("borough")), all_wards()),
        ("supplementary vote, 380 kinds of paper", 1, mayor_by_paper()),
        ("modified d'Hondt, eleven seats", 1, assembly()),
        ("history of a ward, one in twenty", len(atlas().areas("ward22")[::20]), wards_history()),
        ("history of London", 1, lambda: history("E12000007")),
        ("who holds what", 1, holders),
        ("the doughnut, not kept", 1, doughnut.__wrapped__),
        *((f"the map: {tier}", 2, lambda tier=tier: (measures(tier, "labour"), shares(tier))) for tier in TIERS),
    ]:
        each = seconds(work) / calls
        print(f"{name:45} {1000 * each:9.3f} ms a call, {calls:5} calls{'' if each < BAR_SECONDS else '  OVER 200 ms'}")


if __name__ == "__main__":
    main()
