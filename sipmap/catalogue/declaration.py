"""What every declaration shares: once made it does not change, and a key it does not know is an error."""

from pydantic import BaseModel, ConfigDict


class Declaration(BaseModel):
    """A frozen declaration that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
