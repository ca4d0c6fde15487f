"""What can go wrong through no fault of the code, each as one sentence with its remedy.

SipmapError                 anything a person can mend; exit code 2, HTTP 400
├── InputFileError          a published or supplied file is not what it should be
├── FetchError              a file cannot be fetched from its address
├── ProfileError            a profile, weight or rule cannot be used as written
├── UnknownCodeError        a code or name that is not in the release; HTTP 404
├── EntryError              what somebody wrote for a register cannot be taken as written
├── ConflictError           somebody else has changed the same thing meanwhile; HTTP 409
├── RecordChangedError      a decision's record is not as it was saved; HTTP 409
├── NoReleaseError          the database holds no figures yet; HTTP 503
├── DatabaseError           the database cannot be reached or is of another version; HTTP 503
├── BusyError               another load is under way; HTTP 503
├── NotAllowedError         nobody signed in, or one who may not do this; HTTP 403
└── SessionEndedError       a form was open longer than a session lasts; HTTP 401

Whatever is not a SipmapError is a bug and may show its traceback.
"""

from collections.abc import Mapping
from pathlib import Path

EXIT_USER_ERROR = 2


class SipmapError(Exception):
    """A person can mend this: the message is one sentence that says what and how."""

    http_status = 400


class InputFileError(SipmapError):
    """A file is not what it should be: names the file, the row where there is one, and the remedy."""

    def __init__(self, path: Path | str, problem: str, remedy: str, *, row: int | None = None) -> None:
        """Make the sentence; `row` is the line of the file, the header being line 1."""
        self.path, self.problem, self.remedy, self.row = Path(path), problem, remedy, row
        place = f"{Path(path).name}, row {row}" if row is not None else Path(path).name
        super().__init__(f"{place}: {problem}; {remedy}.")


class FetchError(SipmapError):
    """A file cannot be fetched: names the address, what went wrong, and the remedy."""

    def __init__(self, address: str, problem: str, remedy: str) -> None:
        """Make the sentence."""
        self.address, self.problem, self.remedy = address, problem, remedy
        super().__init__(f"{address}: {problem}; {remedy}.")


class ProfileError(SipmapError):
    """A profile, weight or rule cannot be used as written."""


class UnknownCodeError(SipmapError):
    """A code or name that the release does not hold."""

    http_status = 404


class EntryError(SipmapError):
    """What somebody wrote for a register cannot be taken as written."""

    def __init__(self, message: str, faults: Mapping[str, str]) -> None:
        """Keep what is wrong by column, so that a form can say it beside each field."""
        self.faults = dict(faults)
        super().__init__(message)


class ConflictError(SipmapError):
    """Somebody else has changed the same thing meanwhile."""

    http_status = 409


class RecordChangedError(SipmapError):
    """A decision's record is not as it was saved."""

    http_status = 409


class NoReleaseError(SipmapError):
    """The database holds no figures yet."""

    http_status = 503

    def __init__(
        self, message: str = "The database holds no figures yet; run `sipmap load snapshot`."
    ) -> None:
        super().__init__(message)


class DatabaseError(SipmapError):
    """The database cannot be reached or is of another version."""

    http_status = 503


class BusyError(SipmapError):
    """Another load is under way."""

    http_status = 503


class NotAllowedError(SipmapError):
    """Nobody is signed in, or one who may not do this."""

    http_status = 403


class SessionEndedError(SipmapError):
    """A form was open longer than a session lasts; what was typed is still with the person."""

    http_status = 401
