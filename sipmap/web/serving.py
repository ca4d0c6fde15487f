"""Serve the dashboard from this process: waitress, which runs on every platform."""

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread

import waitress
from flask import Flask

from sipmap.errors import SipmapError
from sipmap.settings import Settings
from sipmap.web import create_app
from sipmap.web.bounded import settle
from sipmap.web.data import Figures
from sipmap.web.site import EXTENSION

THREADS = 8


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Serve until interrupted, having printed the address.

    Raises SipmapError where the port is taken, or where the address is not loopback and nobody signs in.
    """
    refuse_open_writing(settings)
    listening = _listen(settings.host, settings.port)
    application = create_app(settings).server
    settle()
    server = waitress.create_server(application, sockets=[listening], threads=THREADS, ident="sipmap")
    port = listening.getsockname()[1]
    Thread(target=work_ahead, args=(application,), daemon=True).start()
    say(f"sipmap is at http://{settings.host}:{port}/ (stop it with Ctrl+C)")
    server.run()


def work_ahead(application: Flask) -> None:
    """Work out what would keep the first visitor of a ward's page waiting for seconds: places in England.

    What cannot be had is left to the page, which says so. No connection stays open, so that workers can be
    forked afterwards.
    """
    figures: Figures = application.extensions[EXTENSION]
    with suppress(SipmapError):
        figures.national_certainty(figures.release())
    figures.engine.dispose()


def refuse_open_writing(settings: Settings) -> None:
    """Raise SipmapError where anyone who reaches the address could write: mode `none` is for loopback."""
    if settings.auth == "none" and not is_loopback(settings.host):
        raise SipmapError(
            f"Without sign-in sipmap serves on this machine alone, not on {settings.host}; "
            "set SIPMAP_AUTH=proxy behind a single sign-on, or leave SIPMAP_HOST out."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if socket.SO_REUSEADDR and hasattr(socket, "AF_UNIX"):
        # Not on Windows, where it would let two programs share the port.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise SipmapError(
                f"Port {port} of {host} is taken; choose another with `sipmap serve --port {port + 1}`."
            ) from None
        raise SipmapError(f"{host} is not an address of this machine; leave SIPMAP_HOST out.") from None
    listening.listen(128)
    return listening
