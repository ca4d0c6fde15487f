"""Declarations from TOML files; whatever is wrong becomes one sentence naming file, key and remedy."""

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sipmap.catalogue.declaration import Declaration
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


def declare(model: type[Declared], values: object, where: str) -> Declared:
    """Validate `values` as a `model`; the first problem is the message, and begins with `where`.

    Raises
    ------
    ProfileError
        An unknown or missing key, or a value that the model refuses.
    """
    try:
        return model.model_validate(values)
    except ValidationError as problems:
        raise ProfileError(f"{where}: {_sentence(model, problems.errors()[0])}") from None


def _sentence(model: type[BaseModel], error: ErrorDetails) -> str:
    place, key = error["loc"], _place(error["loc"])
    if error["type"] == "extra_forbidden":
        return f"the key {key} is not known; {suggestion(str(place[-1]), _keys(model, place[:-1]))}"
    if error["type"] == "missing":
        return f"the key {key} is missing; add it."
    if error["type"] == "model_type":
        return f"{key or 'an entry'} is not a table of keys and values; write it as one."
    message = error["msg"].removeprefix("Value error, ")
    remedy = "." if ";" in message else "; correct it."  # some messages bring their own
    if not place:
        return f"{message}{remedy}"
    if isinstance(error["input"], dict):
        return f"{key}: {message}{remedy}"
    return f"{key} cannot be {error['input']!r}: {message[0].lower()}{message[1:]}{remedy}"


def _place(location: tuple[int | str, ...]) -> str:
    """Write a place in a file as people count: ('parts', 1, 'weight') is 'weight' in entry 2 of 'parts'."""
    words, inner = [], list(location)
    while inner:
        step = inner.pop()
        words.append(f"entry {step + 1} of '{inner.pop()}'" if isinstance(step, int) else f"'{step}'")
    return " in ".join(words)


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
