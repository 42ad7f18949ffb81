"""What is on record of who backs whom, read for a page: by candidate, by backer, by slate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Post, Selection, Slate
from groundgame.campaign.selections.rules import selections_run_by


@dataclass(slots=True)
class Support:
    """One candidate's support: nominations that stand, and endorsements that stand by kind of backer."""

    candidate: Candidate
    nominations: int = 0
    endorsements: dict[str, int] = field(default_factory=dict)

    @property
    def endorsed(self) -> int:
        """How many endorse the candidate."""
        return sum(self.endorsements.values())

    @property
    def short(self) -> int:
        """How many nominations are still missing."""
        return max(0, self.candidate.post.nominations_needed - self.nominations)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Return the endorsements by kind in words, in the order of the kinds."""
        return [(kind.label, self.endorsements[kind]) for kind in Backer.Kind if kind in self.endorsements]


def support_by_post(selection: Selection) -> list[tuple[Post, list[Support]]]:
    """Return each post with the support of each of its candidates, in the order of the paper."""
    posts = list(selection.posts.all())
    names = Candidate.objects.filter(post__in=posts).select_related("post")
    found = {each.pk: Support(each) for each in names}
    standing = Backing.objects.filter(candidate__in=found, withdrawn_on=None)
    for candidate, what, kind in standing.values_list("candidate", "what", "backer__kind"):
        support = found[candidate]
        if what == Backing.What.NOMINATION:
            support.nominations += 1
        else:
            support.endorsements[kind] = support.endorsements.get(kind, 0) + 1
    return [(post, [each for each in found.values() if each.candidate.post_id == post.pk]) for post in posts]


def posts_open_to(user: User) -> list[Post]:
    """Return the posts of every selection that the person runs, the newest selection's first."""
    mine = [each.pk for each in selections_run_by(user)]
    return list(Post.objects.filter(selection__in=mine).select_related("selection").order_by("-selection", "position"))


def backing_of(post: Post, what: str = "", kinds: Iterable[str] = ()) -> dict[str, set[str]]:
    """Return whom each backer backs for a post now. `what` and `kinds` narrow that; empty, they do not.

    Somebody who both nominates and endorses a candidate backs one name.
    """
    standing = Backing.objects.filter(candidate__post=post, candidate__withdrawn_at=None, withdrawn_on=None)
    if what:
        standing = standing.filter(what=what)
    if wanted := tuple(kinds):
        standing = standing.filter(backer__kind__in=wanted)
    found: dict[str, set[str]] = defaultdict(set)
    for backer, name in standing.values_list("backer", "candidate__name"):
        found[str(backer)].add(name)
    return dict(found)


def named_on(slates: Iterable[Slate]) -> dict[str, set[str]]:
    """Return the candidates of each slate, as they are told apart across posts."""
    return {slate.name: {told(each) for each in slate.candidates.all()} for slate in slates}


def told(candidate: Candidate) -> str:
    """Return a candidate's name with the post, since one person may stand for two."""
    return f"{candidate.name} ({candidate.post.name})"


def backing_across(selection: Selection) -> dict[str, set[str]]:
    """Return whom each backer backs in the whole selection now, backers by name and kind."""
    standing = Backing.objects.filter(candidate__post__selection=selection, withdrawn_on=None)
    found: dict[str, set[str]] = defaultdict(set)
    for each in standing.select_related("backer", "candidate__post"):
        found[f"{each.backer.name} ({_small(each.backer.get_kind_display())})"].add(told(each.candidate))
    return dict(found)


def _small(label: str) -> str:
    """Return a label as it stands within a sentence: MP stays, Local party does not."""
    return label if label.isupper() else label[:1].lower() + label[1:]
