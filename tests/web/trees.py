"""Look into a tree of components: its words, its elements, its names."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def walk(node: Any) -> Iterator[Any]:
    """Yield every component and text, in reading order."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from walk(child)
        return
    if node is None:
        return
    yield node
    if isinstance(node, Component):
        yield from walk(getattr(node, "children", None))


def words(node: Any) -> str:
    """Return all text, joined by spaces."""
    return " ".join(str(n) for n in walk(node) if not isinstance(n, Component))


def named(node: Any, name: str) -> Component:
    """Return the component with this id."""
    return next(n for n in walk(node) if getattr(n, "id", None) == name)


def kinds(node: Any, kind: type) -> list[Any]:
    """Return all components of one kind."""
    return [n for n in walk(node) if isinstance(n, kind)]
