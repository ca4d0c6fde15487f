"""Headers that keep a page to its own host: no request leaves, nothing frames it, no type is guessed."""

from dash import Dash
from flask import Flask, Response


def guard(app: Dash) -> None:
    """Set a content security policy and its companions on every answer."""
    policies: list[str] = []
    server: Flask = app.server

    @server.after_request
    def protect(response: Response) -> Response:
        if not policies:
            policies.append(policy(app))
        response.headers.setdefault("Content-Security-Policy", policies[0])
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "geolocation=(self)")
        return response


def policy(app: Dash) -> str:
    """Return the policy: our own files, Dash's inline scripts by their hash, styles that Leaflet adds."""
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
