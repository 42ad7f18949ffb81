"""What is wrong with a file, and where."""

from groundgame.electoral.counting.ties import CountError


class FileError(CountError):
    """A file cannot be read: `what` is wrong with it and what to do, `line` is where, counted from 1."""

    def __init__(self, what: str, line: int | None = None, name: str = "") -> None:
        self.what = what
        self.line = line
        self.name = name
        place = ", ".join(part for part in (name, f"line {line}" if line else "") if part)
        super().__init__(f"{place}: {what}" if place else what)

    def named(self, name: str) -> "FileError":
        """Return the same error, with the name of the file before it."""
        return FileError(self.what, self.line, name)
