"""The rules of who may vote, at their edges; what they say; and rules that cannot be used."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from groundgame.campaign.selections.eligibility import KINDS, Facts, RuleError, Tie, judge, section_rules, usual

FREEZE = dt.date(2026, 6, 1)
BARNET, BARNET_VALE, CAMDEN_TOWN = "E09000003", "E05013628", "E05013655"
GOOD = Facts("1", joined_on=dt.date(2020, 1, 1), paid_until=dt.date(2026, 12, 31), ward=BARNET_VALE)


def _day(text):
    return dt.date.fromisoformat(text)


def _facts(**changed):
    known = {"number": "1", "joined_on": GOOD.joined_on, "paid_until": GOOD.paid_until, "ward": BARNET_VALE}
    return Facts(**known | changed)


def _members(**kept):
    return section_rules("members", kept)


@pytest.mark.parametrize(
    ("rule", "parameters", "changed", "sentence"),
    [
        ("joined", {"days": 183}, {"joined_on": _day("2025-11-30")}, None),
        (
            "joined",
            {"days": 183},
            {"joined_on": _day("2025-12-01")},
            "Joined on 1 December 2025; members had to join on or before 30 November 2025.",
        ),
        ("joined", {"days": 0}, {"joined_on": FREEZE}, None),
        (
            "joined",
            {"days": 0},
            {"joined_on": _day("2026-06-02")},
            "Joined on 2 June 2026; members had to join on or before 1 June 2026.",
        ),
        (
            "joined",
            {"days": 0},
            {"joined_on": None},
            "No date of joining is recorded; members had to join on or before 1 June 2026.",
        ),
        ("paid_up", {"grace_days": 0}, {"paid_until": FREEZE}, None),
        (
            "paid_up",
            {"grace_days": 0},
            {"paid_until": _day("2026-05-31")},
            "Subscription paid up to 31 May 2026; it had to be paid up to 1 June 2026 or later.",
        ),
        ("paid_up", {"grace_days": 60}, {"paid_until": _day("2026-04-02")}, None),
        (
            "paid_up",
            {"grace_days": 60},
            {"paid_until": _day("2026-04-01")},
            "Subscription paid up to 1 April 2026; it had to be paid up to 2 April 2026 or later.",
        ),
        (
            "paid_up",
            {"grace_days": 60},
            {"paid_until": None},
            "No subscription payment is recorded; it had to be paid up to 2 April 2026 or later.",
        ),
        ("not_suspended", {}, {"suspended_from": _day("2026-06-02")}, None),
        ("not_suspended", {}, {"suspended_from": FREEZE}, "Suspended from membership since 1 June 2026."),
        ("not_suspended", {}, {"suspended_from": _day("2026-01-05"), "suspended_until": FREEZE}, None),
        (
            "not_suspended",
            {},
            {"suspended_from": _day("2026-01-05"), "suspended_until": _day("2026-06-02")},
            "Suspended from membership since 5 January 2026 until 2 June 2026.",
        ),
        ("age", {"years": 14}, {"born_on": _day("2012-06-01")}, None),
        (
            "age",
            {"years": 14},
            {"born_on": _day("2012-06-02")},
            "Born on 2 June 2012; members had to be 14 by 1 June 2026.",
        ),
        ("age", {"years": 14}, {"born_on": None}, None),
        ("lives_in", {"area": BARNET}, {"ward": BARNET_VALE}, None),
        ("lives_in", {"area": BARNET}, {"ward": ""}, "No address in Barnet was recorded on 1 June 2026."),
    ],
)
def test_each_rule_at_its_edge(rule, parameters, changed, sentence):
    judgement = judge(_facts(**changed), _members(**{rule: parameters}), FREEZE)
    assert judgement is not None
    assert [reason.sentence for reason in judgement.reasons] == ([sentence] if sentence else [])
    assert judgement.included is (sentence is None)


def test_whoever_lives_elsewhere_is_outside_and_not_shut_out():
    assert judge(_facts(ward=CAMDEN_TOWN), _members(lives_in={"area": BARNET}), FREEZE) is None


def test_every_reason_is_given_in_the_order_of_the_rules():
    facts = _facts(joined_on=_day("2026-05-01"), paid_until=None, left_on=_day("2026-05-20"))
    judgement = judge(facts, section_rules("members", usual("members", BARNET)), FREEZE)
    assert [reason.kind for reason in judgement.reasons] == ["joined_as", "joined", "paid_up"]


@pytest.mark.parametrize(
    ("left_on", "expected"),
    [("2026-06-02", []), ("2026-06-01", ["Left the party on 1 June 2026."]), ("2025-05-31", None)],
)
def test_who_left_lately_is_told_and_who_left_long_ago_is_not(left_on, expected):
    judgement = judge(_facts(left_on=_day(left_on)), _members(), FREEZE)
    assert (judgement and [reason.sentence for reason in judgement.reasons]) == expected


def test_members_supporters_and_affiliates_are_different_people():
    assert judge(_facts(kind="supporter"), _members(), FREEZE) is None
    assert judge(_facts(kind="supporter"), section_rules("supporters", {}), FREEZE).included
    assert judge(_facts(kind="affiliated"), section_rules("supporters", {}), FREEZE) is None


UNION = Tie("Ash union", "union", "member", _day("2024-01-01"))
GROUP = Tie("Assembly group", "group", "representative", _day("2024-05-06"), office="assembly_member")
CARDS = Tie("Society of Maps", "society", "delegate", _day("2025-01-01"), card_votes=1200)


@pytest.mark.parametrize(
    ("who", "narrowed", "ties", "expected"),
    [
        ("affiliates", {}, [UNION], []),
        ("affiliates", {}, [CARDS], None),
        ("affiliates", {"organisations": ["Ash union"]}, [UNION], []),
        ("affiliates", {"organisations": ["Society of Maps"]}, [UNION], None),
        ("affiliates", {}, [Tie("Barnet", "local_party", "member", _day("2024-01-01"))], None),
        (
            "affiliates",
            {},
            [Tie("Ash union", "union", "member", _day("2024-01-01"), _day("2026-06-01"))],
            ["Ceased to be a member of an affiliated organisation (Ash union) on 1 June 2026, by the freeze date."],
        ),
        ("affiliates", {}, [Tie("Ash union", "union", "member", _day("2024-01-01"), _day("2025-05-31"))], None),
        (
            "affiliates",
            {},
            [Tie("Ash union", "union", "member", _day("2026-06-02"))],
            ["Became a member of an affiliated organisation (Ash union) on 2 June 2026, after the freeze date."],
        ),
        ("representatives", {"office": "assembly_member"}, [GROUP], []),
        ("representatives", {"office": "mp"}, [GROUP], None),
        ("representatives", {}, [GROUP], []),
        ("delegates", {}, [CARDS], []),
        ("delegates", {}, [UNION], None),
    ],
)
def test_sections_by_tie(who, narrowed, ties, expected):
    judgement = judge(_facts(ties=tuple(ties)), section_rules(who, {}, **narrowed), FREEZE)
    assert (judgement and [reason.sentence for reason in judgement.reasons]) == expected


def test_card_votes_are_those_of_the_delegations_that_hold():
    over = Tie("Ash union", "union", "delegate", _day("2025-01-01"), _day("2026-01-01"), card_votes=99)
    (rule,) = section_rules("delegates", {})
    assert rule.card_votes(_facts(ties=(CARDS, over)), FREEZE) == 1200


def test_the_rules_say_themselves():
    rules = section_rules("members", usual("members", BARNET) | {"age": {"years": 14}})
    assert [rule.sentence(FREEZE) for rule in rules] == [
        "A member of the party on 1 June 2026.",
        "Joined on or before 30 November 2025, 183 days before the freeze date.",
        "Subscription paid up to 2 April 2026 or later (60 days of grace before the freeze date).",
        "Not suspended from membership on 1 June 2026.",
        "At least 14 years old on 1 June 2026.",
        "Lives in Barnet on 1 June 2026.",
    ]
    (office,) = section_rules("representatives", {}, office="mp", organisations=["House group"])
    assert office.sentence(FREEZE) == "Is a Member of Parliament (House group) on 1 June 2026."


@pytest.mark.parametrize(
    ("who", "kept", "sentence"),
    [
        ("friends", {}, "A section cannot be of 'friends'; it is of members"),
        ("members", {"rich": {}}, "There is no rule rich; there are joined, paid_up"),
        ("members", {"joined": {}}, "The rule joined takes days, and was given none"),
        ("members", {"not_suspended": {"days": 3}}, "takes no parameter, and was given days"),
        ("members", {"joined": {"days": -1}}, "days of the rule joined is -1; give a whole number from 0 to 3,660"),
        ("members", {"joined": {"days": True}}, "days of the rule joined is True"),
        ("members", {"joined": {"days": "183"}}, "days of the rule joined is '183'"),
        ("members", {"lives_in": {"area": "E99"}}, "'E99' is no area of today"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(who, kept, sentence):
    with pytest.raises(RuleError, match=sentence):
        section_rules(who, kept)


def test_facts_are_kept_in_plain_values():
    kept = json.loads(json.dumps(_facts(ties=(CARDS,)).as_json()))
    assert kept["joined_on"] == "2020-01-01"
    assert kept["ties"] == [
        {
            "organisation": "Society of Maps",
            "kind": "society",
            "role": "delegate",
            "since": "2025-01-01",
            "card_votes": 1200,
            "office": "",
            "until": None,
        }
    ]
    assert "suspended_from" not in kept


def test_the_document_says_what_the_rules_say():
    """Every rule that can be chosen stands in docs/eligibility.md, with the very sentence that a member reads."""
    text = (Path(__file__).resolve().parents[3] / "docs" / "eligibility.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (?:`(\w+): (\w+)` )?\| (.+) \|$", text, flags=re.MULTILINE)
    told = {
        kind: ({name: int(value) if value.isdigit() else value} if name else {}, said)
        for kind, name, value, said in rows
    }
    assert list(told) == list(KINDS)
    for kind, (parameters, said) in told.items():
        *_, rule = section_rules("members", {kind: parameters})
        assert rule.sentence(FREEZE) == said
