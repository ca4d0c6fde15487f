"""Where tests find the published files that the project does not carry."""

import os
from pathlib import Path

import pytest

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data"


def published_file(name: str) -> Path:
    """Return the one published file matching `name`, a glob below ../shared/data.

    Without that folder the test is skipped, saying so; in CI (where the variable CI is set) it fails.
    """
    if not PUBLISHED.is_dir():
        absent = "the published files are not there: ../shared/data is missing beside the project"
        if os.environ.get("CI"):
            pytest.fail(absent)
        pytest.skip(absent)
    found = sorted(PUBLISHED.glob(name))
    assert len(found) == 1, f"{name}: {len(found)} published files match"
    return found[0]
