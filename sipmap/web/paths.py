"""Where the assets and the glossary lie: beside the package in a checkout, inside it in the wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def assets_folder() -> Path:
    """Return the folder of css and browser functions.

    The wheel holds it as `sipmap/web/assets`; a checkout as `assets/` beside the package.
    """
    in_wheel, in_checkout = PACKAGE / "assets", PACKAGE.parents[1] / "assets"
    return in_wheel if in_wheel.is_dir() else in_checkout


def glossary_file() -> Path:
    """Return the glossary, GLOSSARY.md: in the wheel beside this module, in a checkout at its top."""
    in_wheel, in_checkout = PACKAGE / "GLOSSARY.md", PACKAGE.parents[1] / "GLOSSARY.md"
    return in_wheel if in_wheel.is_file() else in_checkout
