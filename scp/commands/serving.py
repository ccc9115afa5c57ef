"""The web server of the live preview: this computer alone may ask it, and it answers with nothing but the preview."""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from scp.commands.previewed import Page, Preview

CHANGES = "/-/changes"
ALIVE = 15.0
"""Seconds after which a page that waits for changes is told that there are none."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Busy(Exception):
    """Another program has the port, or only the computer's owner may use it (*closed*)."""

    def __init__(self, closed: bool) -> None:
        self.closed = closed


class Changes:
    """The news that a preview has a new version, for every page that waits for it."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.ended = False
        self._news = threading.Condition()

    def tell(self) -> None:
        """Let every page that waits know that a file changed."""
        with self._news:
            self.preview.changed()
            self._news.notify_all()

    def end(self) -> None:
        with self._news:
            self.ended = True
            self._news.notify_all()

    def after(self, version: int) -> int:
        """The version, once there is another than *version*, the time is up or the preview ends."""
        with self._news:
            self._news.wait_for(lambda: self.ended or self.preview.version != version, ALIVE)
            return self.preview.version


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, and only where the browser was sent to this computer by its own name."""

    server: _Server
    server_version, sys_version = "scplan", ""
    timeout = 60

    def do_GET(self) -> None:
        if not self._is_asked_here():
            self._say(HTTPStatus.FORBIDDEN, "This preview answers only at the address that scplan serve gave.")
            return
        path = unquote(urlsplit(self.path).path) if self.path.startswith("/") else self.path
        if path == CHANGES:
            self._tell_changes()
            return
        page = self.server.changes.preview.page(path)
        self._send(HTTPStatus.OK if page.found else HTTPStatus.NOT_FOUND, page)

    do_HEAD = do_GET

    def _refuse(self) -> None:
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, "A preview can only be read.", {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse

    def _is_asked_here(self) -> bool:
        """Whether the address asked for is one of this computer's own, so that no page elsewhere can ask in disguise."""
        given = self.headers.get_all("Host") or []
        return len(given) == 1 and given[0].strip().lower() in self.server.hosts

    def _say(self, status: HTTPStatus, words: str, more: dict[str, str] | None = None) -> None:
        self._send(status, Page(f"{words}\n".encode(), "text/plain; charset=utf-8"), more)

    def _send(self, status: HTTPStatus, page: Page, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, **(more or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", page.type)
        self.send_header("Content-Length", str(len(page.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.content)

    def _tell_changes(self) -> None:
        """Server-sent events: the version at once, and each one that follows."""
        self.send_response(HTTPStatus.OK)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        changes, told = self.server.changes, 0
        while not changes.ended:
            version = changes.preview.version
            self.wfile.write(b": none\n\n" if version == told else f"data: {version}\n\n".encode())
            self.wfile.flush()
            told = version
            changes.after(version)

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True  # whoever asked has gone

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what is asked for is no news to whoever asks."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # on Windows it would let two programs have one port

    def __init__(self, family: socket.AddressFamily, address: str, port: int, changes: Changes) -> None:
        self.address_family = family
        self.changes = changes
        super().__init__((address, port), _Handler)
        port = int(self.server_address[1])
        names = ("localhost", "127.0.0.1", "[::1]")
        self.hosts = {f"{name}:{port}" for name in names} | ({*names} if port == 80 else set())


@contextmanager
def serving(changes: Changes, port: int) -> Iterator[int]:
    """Serve on this computer's own addresses alone while the block lasts, and give the port; 0 takes any that is free."""
    asked, servers = port, [_bound(socket.AF_INET, "127.0.0.1", port, changes)]
    port = int(servers[0].server_address[1])
    if socket.has_ipv6:
        try:
            servers.append(_bound(socket.AF_INET6, "::1", port, changes))
        except OSError:
            pass  # a computer without IPv6: nobody reaches it there either
        except Busy:
            if asked:
                servers[0].server_close()
                raise
    threads = [threading.Thread(target=each.serve_forever, args=(0.1,), daemon=True) for each in servers]
    for each in threads:
        each.start()
    try:
        yield port
    finally:
        changes.end()
        for server in servers:
            server.shutdown()
            server.server_close()


def _bound(family: socket.AddressFamily, address: str, port: int, changes: Changes) -> _Server:
    try:
        return _Server(family, address, port, changes)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise Busy(error.errno == errno.EACCES) from None
        raise
