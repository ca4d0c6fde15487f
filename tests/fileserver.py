"""A real server on the loopback that answers as a test scripts it: well, badly, in part, or not at all."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Gives the scripted answers in turn, the last one again and again, and keeps what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: deque[Answer] = deque()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        """Set at the end, so that a stalled answer ends with the test."""

    def address(self, path: str = "/figures.csv", user: str = "") -> str:
        return f"http://{user}127.0.0.1:{self.server_port}{path}"

    def answer(self, *answers: Answer) -> None:
        self.answers.extend(answers)

    def handle_error(self, request, client_address) -> None:
        """Say nothing: a client that leaves early is part of the tests."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        answers = self.server.answers
        self.close_connection = True
        (answers.popleft() if len(answers) > 1 else answers[0])(self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def reply(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


def whole(body: bytes, **headers: str) -> Answer:
    """Answer with the whole file, whatever was asked."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.reply(200, named, body)


def status(code: int, **headers: str) -> Answer:
    """Answer with a status and no file."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.reply(code, named)


def cut_off(body: bytes, after: int, **headers: str) -> Answer:
    """Promise the whole file, send the first bytes and hang up."""
    return whole(body[:after], Content_Length=str(len(body)), **headers)


def rest(body: bytes, etag: str, *, honours_if_range: bool = True) -> Answer:
    """Answer as a server that knows ranges does: the rest where the edition is the same, else the whole."""

    def answer(handler: Handler) -> None:
        wanted = handler.headers.get("Range", "")
        is_same = handler.headers.get("If-Range") == etag or not honours_if_range
        if not (wanted and is_same):
            handler.reply(200, {"ETag": etag}, body)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if start >= len(body):
            handler.reply(416, {"Content-Range": f"bytes */{len(body)}"})
            return
        of = f"bytes {start}-{len(body) - 1}/{len(body)}"
        handler.reply(206, {"ETag": etag, "Content-Range": of}, body[start:])

    return answer


def stall(handler: Handler) -> None:
    """Accept the request and never answer."""
    handler.server.released.wait(10)
