"""A real HTTP server for the tests, on this machine, that behaves as badly as servers do."""
from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html><head><title>Minister flies to Oslo</title>
<meta property="article:published_time" content="2021-03-04T10:00:00+01:00"></head>
<body><nav><a href="/">Home</a></nav>
<article><h1>Minister flies to Oslo</h1><p>The foreign minister of Estonia, Jaan Tamm,
flew to Oslo for&nbsp;talks.</p>
<p>He will meet his Norwegian counterpart on Friday, the ministry said, and is to return by the end of the week.</p>
</article></body></html>"""
PLAIN = "Minister flies to Oslo\n\nThe foreign minister of Estonia flew to Oslo on Monday.\n"
DRIPS = 40
STREAM = 9_000_000


class Handler(BaseHTTPRequestHandler):
    """One path for each kind of answer."""

    def do_GET(self) -> None:
        kind, _, rest = self.path.lstrip("/").partition("/")
        getattr(self, f"_{kind}")(rest)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def _send(self, body: bytes, kind: str = "text/html; charset=utf-8", code: int = 200) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _page(self, _: str) -> None:
        self._send(PAGE.encode())

    def _text(self, _: str) -> None:
        self._send(PLAIN.encode("cp1252"), "text/plain; charset=iso-8859-1")

    def _broken(self, _: str) -> None:
        self._send(b"<html><body><div><p")

    def _picture(self, _: str) -> None:
        self._send(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png")

    def _nothing(self, _: str) -> None:
        self._send(b"")

    def _status(self, code: str) -> None:
        self._send(b"<html>no</html>", code=int(code))

    def _loop(self, _: str) -> None:
        self._redirect("/loop")

    def _hops(self, left: str) -> None:
        self._redirect(f"/hops/{int(left) - 1}" if int(left) else "/page")

    def _elsewhere(self, _: str) -> None:
        self._redirect("ftp://127.0.0.1/report")

    def _short(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10_000))
        self.end_headers()
        self.wfile.write(PAGE.encode())
        self.close_connection = True

    def _late(self, _: str) -> None:
        time.sleep(1)

    def _drip(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(DRIPS):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def _huge(self, _: str) -> None:
        try:
            self._send(b" " * STREAM)
        except OSError:  # the reader hung up, as it should
            return


@contextmanager
def serve() -> Iterator[str]:
    """The address of a running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def refusing() -> str:
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"
