"""Why a file was not taken. Each error is a sentence for the person who brought the file; nothing has changed then."""


class RegisterImportError(Exception):
    """The file was not taken, and nothing has changed."""


class RegisterFileError(RegisterImportError):
    """The file cannot be read as what it was given for."""


class UnknownLayoutError(RegisterFileError):
    """The file is in no layout that we read, and nobody has said yet which of its columns is which."""


class DuplicateImportError(RegisterImportError):
    """The same file has been taken before."""


class OlderRegisterError(RegisterImportError):
    """A register of that day or a later one is loaded already."""


class PartialRegisterError(RegisterImportError):
    """The file names so few of the borough's electors that it is hardly a full register."""


class StorageError(RegisterImportError):
    """The database could not store it."""


class IndexesAsideError(RegisterImportError):
    """The borough holds something already, and the indexes that guard it are aside."""
