"""The dashboard: `create_app(settings)` returns it."""

from sipmap.web.app import create_app

__all__ = ["create_app"]
