"""Declarations from TOML files; whatever is wrong becomes one sentence naming file, key and remedy."""

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sipmap.catalogue.models import Declaration
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError

Declared = TypeVar("Declared", bound=Declaration)


def read_toml(file: Path | Traversable) -> dict[str, Any]:
    """Read a TOML file in UTF-8, with or without a byte-order mark.

    Raises
    ------
    ProfileError
        The file cannot be read, is not UTF-8 or not TOML.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        why = problem.strerror or "unreadable"
        raise ProfileError(
            f"{file.name}: cannot be read ({why}); check the path and its permissions."
        ) from None
    except UnicodeDecodeError:
        raise ProfileError(f"{file.name}: is not in UTF-8; save it again as UTF-8 text.") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ProfileError(
            f"{file.name}: is not valid TOML ({problem}); write one `key = value` a line, text in quotes."
        ) from None


def declare(model: type[Declared], values: Mapping[str, Any], where: str) -> Declared:
    """Validate `values` as a `model`; the first problem is the message, and begins with `where`.

    Raises
    ------
    ProfileError
        An unknown or missing key, or a value that the model refuses.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as problems:
        raise ProfileError(f"{where}: {_sentence(model, problems.errors()[0])}") from None


def _sentence(model: type[BaseModel], error: ErrorDetails) -> str:
    place, key = error["loc"], _place(error["loc"])
    if error["type"] == "extra_forbidden":
        return f"the key {key} is not known; {suggestion(str(place[-1]), _keys(model, place[:-1]))}"
    if error["type"] == "missing":
        return f"the key {key} is missing; add it."
    message = error["msg"].removeprefix("Value error, ")
    if not place:
        return f"{message}; correct it."
    return f"{key} cannot be {error['input']!r}: {message[0].lower()}{message[1:]}; correct it."


def _place(location: tuple[int | str, ...]) -> str:
    """Write a place in a file as people count: ('parts', 1, 'weight') is 'weight' in the 2nd of 'parts'."""
    *outer, key = location or ("",)
    if isinstance(key, int):
        return f"{_place(tuple(outer))} entry {key + 1}"
    if len(outer) == 2 and isinstance(outer[1], int):
        return f"'{key}' in entry {outer[1] + 1} of '{outer[0]}'"
    return f"'{key}'" + (f" in '{outer[0]}'" if outer else "")


def _keys(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """List the keys that a model knows at a place within it."""
    for step in place:
        if isinstance(step, int):
            continue
        annotation = model.model_fields[step].annotation
        model = next(m for m in (annotation, *get_args(annotation)) if _is_model(m))
    return list(model.model_fields)


def _is_model(candidate: object) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)
