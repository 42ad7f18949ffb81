"""What must hold of any count, whatever the votes."""

from collections import Counter
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from groundgame.electoral.counting import block, dhondt, fptp, sv

NAMES = ["Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir"]
votes_of = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 60), min_size=1)
papers_of = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.none() | st.sampled_from(NAMES)), st.integers(0, 30), min_size=1
)
seats_held = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 6))


def first_in_the_alphabet(tied, places):
    return tied[:places]


def shuffled(draw, mapping):
    return dict(draw(st.permutations(list(mapping.items()))))


@given(st.data(), votes_of, st.integers(1, 4))
def test_the_order_of_candidates_changes_nothing(data, votes, seats):
    other = shuffled(data.draw, votes)
    tie = first_in_the_alphabet
    assert fptp(votes, tie=tie) == fptp(other, tie=tie)
    assert block(votes, seats=seats, tie=tie) == block(other, seats=seats, tie=tie)
    assert dhondt(votes, seats=seats, tie=tie) == dhondt(other, seats=seats, tie=tie)


@given(st.data(), papers_of)
def test_the_order_of_papers_changes_nothing(data, papers):
    other = shuffled(data.draw, papers)
    assert sv(papers, tie=first_in_the_alphabet) == sv(other, tie=first_in_the_alphabet)


@given(papers_of)
def test_every_round_accounts_for_every_paper(papers):
    for each in sv(papers, tie=first_in_the_alphabet).rounds:
        assert sum(each.votes.values()) + each.non_transferable == sum(papers.values())


@given(papers_of)
def test_a_majority_of_first_choices_wins_at_once_and_nobody_is_elected_from_below(papers):
    count = sv(papers, tie=first_in_the_alphabet)
    first = Counter({name: 0 for pair in papers for name in pair if name})
    for (name, _), number in papers.items():
        first[name] += number
    leader, most = max(first.items(), key=lambda each: each[1])
    if 2 * most > sum(papers.values()):
        assert (count.elected, len(count.rounds)) == ((leader,), 1)
    last = count.rounds[-1].votes
    assert all(last[count.elected[0]] >= other for other in last.values())


@given(papers_of)
def test_a_second_choice_counts_only_when_the_first_is_out_and_the_second_is_in(papers):
    count = sv(papers, tie=first_in_the_alphabet)
    assume(len(count.rounds) == 2)
    left = count.rounds[1].votes
    for name, total in left.items():
        held = sum(n for (one, _), n in papers.items() if one == name)
        moved = sum(n for (one, two), n in papers.items() if two == name and one not in left)
        assert total == held + moved


@given(votes_of, st.integers(1, 4))
def test_the_elected_have_at_least_as_many_votes_as_the_rest(votes, seats):
    elected = set(block(votes, seats=seats, tie=first_in_the_alphabet).elected)
    assert len(elected) == min(seats, len(votes))
    rest = [number for name, number in votes.items() if name not in elected]
    assert min(votes[name] for name in elected) >= max(rest, default=0)


@given(votes_of, st.integers(1, 12), seats_held)
def test_one_more_seat_never_takes_a_seat_away(votes, seats, already):
    tie = first_in_the_alphabet
    fewer = dhondt(votes, seats=seats, already=already, tie=tie).seats_won
    more = dhondt(votes, seats=seats + 1, already=already, tie=tie).seats_won
    assert all(more.get(name, 0) >= won for name, won in fewer.items())


@given(votes_of, st.integers(1, 12), seats_held, st.integers(0, 400))
def test_nobody_under_the_threshold_wins_and_all_seats_go_where_somebody_is_over(votes, seats, already, others):
    won = dhondt(votes, seats=seats, already=already, other_votes=others, tie=first_in_the_alphabet).seats_won
    total = sum(votes.values()) + others
    assert all(20 * votes[name] >= total for name in won)
    someone = any(number and 20 * number >= total for number in votes.values())
    assert sum(won.values()) == (seats if someone else 0)


@given(votes_of, st.integers(1, 12), seats_held)
def test_list_seats_are_the_largest_quotients(votes, seats, already):
    """By another road: write down all quotients that a seat could go by, and take the largest."""
    won = Counter(dhondt(votes, seats=seats, already=already, tie=first_in_the_alphabet).seats_won)
    total = sum(votes.values())
    quotients = {
        (name, place): Fraction(number, already.get(name, 0) + place)
        for name, number in votes.items()
        if number and 20 * number >= total
        for place in range(1, seats + 1)
    }
    taken = [quotients[name, place] for name in won for place in range(1, won[name] + 1)]
    assert sorted(taken, reverse=True) == sorted(quotients.values(), reverse=True)[:seats]
