"""How long and how often a server is waited for, and what is worth another attempt."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from sipmap.errors import FetchError

LATER = "try again later, or download the file with a browser and load it from there"
UNTRUSTED = "set SSL_CERT_FILE to your organisation's certificates, or download the file with a browser"


class TryAgainError(Exception):
    """Something that may pass; `wait_s` is how long the server asks to be left alone."""

    def __init__(self, problem: str, wait_s: float = 0.0) -> None:
        super().__init__(problem)
        self.wait_s = wait_s


@dataclass(frozen=True)
class Patience:
    """How long and how often a server is waited for."""

    attempts: int = 5
    first_pause_s: float = 1.0
    """Doubled after each attempt."""
    longest_pause_s: float = 60.0
    """A server that asks for more (Retry-After) is left, and the person told."""
    timeout_s: float = 30.0
    """For a connection, and between any two pieces of an answer."""
    sleep: Callable[[float], None] = time.sleep

    def until_done(self, attempt: Callable[[], None], address: str, say: Callable[[str], None]) -> None:
        """Call `attempt` until it raises nothing; raises FetchError when the attempts are used up."""
        for number in range(1, self.attempts + 1):
            try:
                return attempt()
            except (TryAgainError, httpx.RequestError) as error:
                problem = self._problem(error, address)
                if number == self.attempts:
                    raise FetchError(address, f"{problem}, tried {number} times", LATER) from error
                pause = self._pause(error, number, address)
            say(f"{problem}; trying again in {pause:.0f} s")
            self.sleep(pause)
        return None

    def _pause(self, error: Exception, number: int, address: str) -> float:
        asked = error.wait_s if isinstance(error, TryAgainError) else 0.0
        if asked > self.longest_pause_s:
            raise FetchError(address, f"{error} and asks to wait {asked:,.0f} s", "try again then") from error
        return max(asked, min(self.first_pause_s * 2 ** (number - 1), self.longest_pause_s))

    def _problem(self, error: Exception, address: str) -> str:
        """Say what went wrong in plain words; an untrusted certificate will not pass and is raised."""
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise FetchError(address, "the server's certificate is not trusted", UNTRUSTED) from error
        if isinstance(error, httpx.TimeoutException):
            return f"no answer for {self.timeout_s:g} s"
        if isinstance(error, httpx.ConnectError | httpx.ProxyError):
            return f"no connection ({error})"
        return f"the connection broke off ({error})" if isinstance(error, httpx.RequestError) else str(error)


def retry_after_s(value: str) -> float:
    """Return the seconds that a Retry-After header asks for, as a number or a date; 0 where it is neither."""
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
