"""What members are written about their place in an electorate: the words, the code to appeal by, mail and print."""

from groundgame.campaign.selections.letters.code import appeal_code, entry_of_code
from groundgame.campaign.selections.letters.printing import print_letters
from groundgame.campaign.selections.letters.text import as_text
from groundgame.campaign.selections.letters.words import Words, exclusion_words, outcome_words, terms_of

__all__ = [
    "Words",
    "appeal_code",
    "as_text",
    "entry_of_code",
    "exclusion_words",
    "outcome_words",
    "print_letters",
    "terms_of",
]
