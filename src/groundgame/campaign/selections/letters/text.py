"""A letter as plain text, for e-mail."""

from groundgame.campaign.selections.models import Letter


def as_text(letter: Letter, link: str = "", *, what_for: str = "Appeal, or see what became of it") -> str:
    """Return the letter's words, with the address to appeal at, or to vote at, where it has one."""
    paragraphs = ["\n".join(f"- {each}" for each in part) if isinstance(part, list) else part for part in letter.words]
    ending = [f"{what_for}:\n{link}"] if link else []
    return "\n\n".join([*paragraphs[1:], *ending, f"Letter {letter.number}"]) + "\n"
