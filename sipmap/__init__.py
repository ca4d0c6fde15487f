"""sipmap: choose where a council's help for people furthest from work should go, and show why there."""

__version__ = "0.1.0"
