"""Settings, read from the environment at entry points and passed down; never read at import."""

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DATABASE_FILE = "sipmap.sqlite"


def embedded_database_url(folder: Path | None = None) -> str:
    """Return the URL of the embedded default: a SQLite file in the user's own data folder."""
    return f"sqlite:///{(folder or user_data_path('sipmap')) / DATABASE_FILE}"


class Settings(BaseSettings):
    """Everything that an operator can set, each from a variable that begins with SIPMAP_."""

    model_config = SettingsConfigDict(env_prefix="SIPMAP_", extra="ignore", frozen=True)

    database_url: str = Field(default_factory=embedded_database_url, repr=False)
    """Which database: `postgresql+psycopg://...` or `sqlite:///...`. It may hold a password: never shown."""
    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=0, le=65535)
    auth: Literal["none", "proxy"] = "none"
    """`none`: one person, on loopback only. `proxy`: the council's single sign-on stands in front, and says
    in headers who is asking."""
    user_header: str = "X-Forwarded-User"
    groups_header: str = "X-Forwarded-Groups"
    """Comma-separated groups of who is asking."""
    officer_group: str = "sipmap-officers"
    administrator_group: str = "sipmap-administrators"
    proxy_secret: SecretStr | None = None
    """What the proxy sends in the header X-Sipmap-Proxy, so that nobody else can claim to be somebody."""
    secret_key: SecretStr | None = None
    """Signs forms. Workers that share a database must share it; mode `none` keeps one of its own."""
    catalogue: Path | None = None
    """Where the catalogue entries of the council's own figures are: a folder; beside the CSV unless set."""
    contact: str = ""
    """Whom to tell of what does not work, in words: an e-mail address, a telephone number. Shown to everyone,
    on the accessibility statement."""
    session_minutes: int = Field(default=480, ge=1)
    """How long a form can be open and still be saved."""

    @property
    def is_embedded(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.database_url.startswith("sqlite")
