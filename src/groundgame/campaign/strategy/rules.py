"""Who may keep a plan, read one, take up its work, give that back, and say which hours a branch has.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.rules import FIELD_STAFF, MANAGERS, may_work_in, wards_of
from groundgame.campaign.canvass.rules import check_may_ring_in, may_ring_in
from groundgame.campaign.strategy.models import DayOut, PlannedWork
from groundgame.electoral.allocation.across.volunteers import NO_WARD, branches
from groundgame.electoral.places import Area, atlas


def may_keep_plans(user: User) -> bool:
    """Tell whether the person directs every ward there is: one plan is for all branches."""
    everywhere = frozenset[str]().union(*(atlas().wards_within(city.code) for city in atlas().areas("city")))
    return may_work_in(user, everywhere, [Role.DIRECTOR])


def check_may_keep_plans(user: User) -> None:
    """Refuse a person who does not direct every ward."""
    if not may_keep_plans(user):
        raise PermissionDenied("A plan is for all branches together, so only a director of all of them keeps one.")


def may_read_plans(user: User) -> bool:
    """Tell whether the person is a director, an organiser or an agent anywhere: a plan tells what we are about."""
    return bool(wards_of(user, FIELD_STAFF))


def check_may_read_plans(user: User) -> None:
    """Refuse a person who neither runs nor looks after any ward."""
    if not may_read_plans(user):
        raise PermissionDenied("Plans are for directors, organisers and agents. Ask one of them.")


def may_take_up(user: User, work: PlannedWork) -> bool:
    """Tell whether the person may make a session in the ward where the work is."""
    return may_ring_in(user, [work.ward])


def check_may_take_up(user: User, work: PlannedWork) -> None:
    """Refuse a person who may not make a session in the ward where the work is."""
    check_may_ring_in(user, [work.ward])


def manages_branch(user: User, branch: str) -> bool:
    """Tell whether the person manages all of a branch's borough; nobody manages an empty one."""
    return bool(branch) and may_work_in(user, atlas().wards_within(branch), MANAGERS)


def may_give_back(user: User, work: PlannedWork) -> bool:
    """Tell whether the person runs either side: the ward where the work is, or the branch that would go there."""
    return may_take_up(user, work) or manages_branch(user, work.branch)


def check_may_give_back(user: User, work: PlannedWork) -> None:
    """Refuse a person who runs neither side."""
    if not may_give_back(user, work):
        ward = atlas().area(work.ward).name
        raise PermissionDenied(
            f"You run neither {ward} nor the branch that would go there. Ask one of their organisers."
        )


def may_send(user: User, days: DayOut, branch: str) -> bool:
    """Tell whether the person may send a branch on days out: it is theirs, and the days are its own or nobody's."""
    known = {area.code for area in branches()}
    return days.branch in {"", branch} and branch in known and manages_branch(user, branch)


def check_may_send(user: User, days: DayOut, branch: str) -> None:
    """Refuse a person who does not manage all of the branch, and a branch that the days are not planned for."""
    if not may_send(user, days, branch):
        name = atlas().area(days.branch, "borough").name if days.branch else "the branch that would go"
        raise PermissionDenied(f"You do not manage all of {name}. Its organiser accepts its days out.")


def may_answer_for(user: User, days: DayOut) -> bool:
    """Tell whether the person manages the branch that goes on days out that were accepted."""
    return manages_branch(user, days.sent_by)


def check_may_answer_for(user: User, days: DayOut) -> None:
    """Refuse a person who does not manage the branch that goes on days out."""
    if not may_answer_for(user, days):
        name = atlas().area(days.sent_by, "borough").name if days.sent_by else "the branch that goes"
        raise PermissionDenied(f"You do not manage all of {name}. Its organiser says what becomes of its days out.")


def branches_of(user: User) -> list[Area]:
    """Return the boroughs that plans know and all of which the person manages, by name."""
    managed = wards_of(user, MANAGERS)
    found = [area for area in branches() if atlas().wards_within(area.code) <= managed]
    return sorted(found, key=lambda area: area.name)


def check_may_say_hours(user: User, branch: str) -> None:
    """Refuse a person who does not manage all of a branch's borough, and a borough that no plan has wards of."""
    if branch not in {area.code for area in branches()}:
        raise PermissionDenied(NO_WARD.format(atlas().area(branch).name))
    if not manages_branch(user, branch):
        raise PermissionDenied(
            f"You do not manage all of {atlas().area(branch).name}. Its organiser says which hours it has."
        )
