"""Who stands in the demo's selections, on which slates, and who backs whom."""

import datetime as dt
import random
from collections.abc import Sequence

from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.demo.members import BODIES
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Post, Section, Selection, Slate

SLATES = ("Common Ground", "New Harbour")
SLATE_PLACES, ON_BOTH = 12, 2
BOARD_SEATS, BOARD_STANDING = 12, 28
SOURCE = "Said at its meeting (invented)"


def add_sections(selection: Selection, by: User) -> list[Section]:
    """Add the three sections of the college, each a third."""
    made = []
    for position, (name, who, office) in enumerate(
        [("Members", "members", ""), ("Affiliates", "affiliates", ""), ("MPs", "representatives", "mp")]
    ):
        section = Section(
            selection=selection, name=name, who=who, office=office, position=position, weight_denominator=3
        )
        made.append(actions.save_section(section=section, by=by))
    return made


def add_leader(selection: Selection, by: User, people: Sequence[Member]) -> Post:
    """Add the post of leader, and five who stand for it."""
    post = Post(selection=selection, name="Leader", rule="college", seats=1, position=1)
    actions.save_post(post=post, by=by, guaranteed={})
    stand(post, by, people)
    return post


def add_board(selection: Selection, by: User, people: Sequence[Member], members: Section) -> Post:
    """Add a board of twelve, voted for by the members: six places for women, one for somebody under 27."""
    post = Post(selection=selection, name="Regional board", rule="scottish-stv", seats=BOARD_SEATS, position=2)
    actions.save_post(post=post, by=by, guaranteed={"women": 6, "under 27": 1}, sections=[members])
    stand(post, by, people)
    return post


def stand(post: Post, by: User, people: Sequence[Member]) -> None:
    """Have these people stand for a post, in this order; who belongs to which group is as invented as they are."""
    for number, person in enumerate(people):
        groups = [
            group for group, belongs in (("women", number % 5 in {1, 3}), ("under 27", number % 9 == 4)) if belongs
        ]
        candidate = Candidate(post=post, name=person.name, member=person, groups=groups)
        actions.save_candidate(candidate=candidate, by=by)


def add_slates(selection: Selection, by: User, leader: Post, board: Post) -> list[Slate]:
    """Add two slates, each with a leader and twelve of the board; two of the board stand on both."""
    leaders, others = list(leader.candidates.all()), list(board.candidates.all())
    sides = (others[:SLATE_PLACES], others[SLATE_PLACES - ON_BOTH : 2 * SLATE_PLACES - ON_BOTH])
    return [
        actions.save_slate(by=by, slate=Slate(selection=selection, name=name), candidates=[leaders[side], *sides[side]])
        for side, name in enumerate(SLATES)
    ]


def back_candidates(
    rng: random.Random,
    by: User,
    posts: Sequence[Post],
    representatives: Sequence[Member],
    what: str = Backing.What.ENDORSEMENT,
) -> None:
    """Have representatives and bodies back somebody for each post; those of one side mostly back their own."""
    today = timezone.localdate()
    backers = [actions.Named(Backer.Kind.MP, person.name, person.number) for person in representatives]
    backers += [actions.Named(kind, name) for name, kind in BODIES]
    for number, backer in enumerate(backers):
        for post in posts:
            standing = list(post.candidates.all())[:4]
            weights = [7, 1, 3, 1] if number % 2 else [1, 7, 1, 3]
            candidate = rng.choices(standing, weights[: len(standing)])[0]
            day = today - dt.timedelta(days=rng.randint(1, 30))
            actions.back(by=by, candidate=candidate, backer=backer, what=what, given_on=day, source=SOURCE)
