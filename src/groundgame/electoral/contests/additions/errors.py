"""What is wrong with a file of results, and where."""


class AdditionError(Exception):
    """A file of results cannot join the record; the sentence says which line, which value and what to do."""


def at_line(number: int, sentence: str) -> AdditionError:
    """Return the error of one line of a file."""
    return AdditionError(f"Line {number}: {sentence}")
