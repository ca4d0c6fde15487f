"""Attributes that Dash's components take only by their hyphenated names."""

from typing import Any


def aria(**names: str) -> dict[str, Any]:
    """Return e.g. {"aria-label": "Pages"} for aria(label="Pages"), to be unpacked into a component."""
    return {f"aria-{name}": value for name, value in names.items()}


def data(**names: str) -> dict[str, Any]:
    """Return e.g. {"data-ward": "E05000001"} for data(ward="E05000001"), to be unpacked into a component."""
    return {f"data-{name}": value for name, value in names.items()}
