"""An example of a council's own figures, made up and of nobody: a CSV, its entry, a profile with it."""

from pathlib import Path

EXAMPLE = Path(__file__).parent
