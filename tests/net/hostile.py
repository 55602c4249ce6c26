"""A real HTTP server on this machine whose feeds are as bad as feeds get: one path for each way."""
from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

XML = "application/rss+xml"
NEWS = "The foreign minister of Estonia met the ambassador of Chile in Tallinn on Monday, the ministry said."
MEGABYTE = b"<item><title>" + b"x" * 999_000 + b"</title></item>\n"
PAGE = """<!doctype html><html><head><title>{title}</title>
<meta property="article:published_time" content="2026-11-23T10:00:00+01:00"></head><body><article><h1>{title}</h1>
<p>{news}</p><p>It was the {number}. meeting of the two, who are to see each other again by the end of the year in Santiago,
the ministry said.</p></article></body></html>"""


def item(number: int, *, link: str | None = None, date: str = "Mon, 23 Nov 2026 10:00:00 +0100", more: str = "") -> str:
    """An entry that is as it should be, but for what is asked for."""
    link = f"/page/{number}" if link is None else link
    return (
        f"<item><title>Minister meets ambassador, part {number}</title><link>{link}</link><guid isPermaLink='false'>n{number}</guid>"
        f"<description>{NEWS} It was meeting number {number}.</description><pubDate>{date}</pubDate>{more}</item>"
    )


def rss(*items: str, head: str = "<?xml version='1.0' encoding='utf-8'?>", end: str = "</channel></rss>") -> bytes:
    """A feed of these entries."""
    return f"{head}<rss version='2.0'><channel><title>Hostile news</title>{''.join(items)}{end}".encode()


FINE = rss(item(1), item(2))
BODIES: dict[str, bytes] = {
    "fine": FINE,
    "empty": b"",
    "spaces": b" \n" * 1000,
    "a-page": b"<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/fine'></head><body>x</body></html>",
    "json": b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    "binary": bytes(range(256)) * 400,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "file-name": b"/etc/hostname",
    "half": rss(item(1), item(2), item(3)[:150], end=""),
    "half-an-item": rss(item(1)[:150], end=""),
    "ampersand": rss(item(1), "<item><title>R & D</title><link>/page/7?a=1&b=2</link></item>", item(3)),
    "bomb": b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>",
    "outside": b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
    b"<rss version='2.0'><channel><title>t</title><item><title>&a;</title></item></channel></rss>",
    "deep": b"<rss version='2.0'><channel>" + b"<a>" * 300_000,
    "many": rss(*(f"<item><guid>{n}</guid></item>" for n in range(6000))),
    "list": b"<opml version='2.0'><body><outline xmlUrl='/fine'/></body></opml>",
    "no-entries": rss(),
    "same-ids": rss(item(1), item(1), item(2).replace("n2<", "n1<")),
    "no-links": rss("<item><title>t</title><guid>1234</guid></item>"),
    "script-links": rss(item(1, link="javascript:alert(1)"), item(2, link="data:text/html,x"), item(3, link="file:///etc/hostname")),
    "broken-links": rss(item(1, link="http://[::1"), item(2, link="http://"), item(3, link="http://e.example/" + "x" * 9000)),
    "relative": rss(item(1), item(2, link="page/2"), item(3, link="?x=/../page/3")),
    "local-links": rss(item(1, link="http://10.0.0.1/x"), item(2, link="http://169.254.169.254/latest/meta-data/"), item(3)),
    "wrong-dates": rss(
        item(1, date="Mon, 32 Nov 2026 10:00:00 GMT"), item(2, date="yesterday"), item(3, date="03/04/2026"),
        item(4, date="Mon, 23 Nov 2099 10:00:00 GMT"), item(5, date=""), item(6, date="0"),
    ),
    "wrong-charset": rss(item(1, more="<author>Jos\u00e9</author>"), head="<?xml version='1.0' encoding='shift_jis'?>"),
    "latin": rss(item(1)).decode().replace("ambassador", "attach\u00e9").encode("cp1252"),
    "wide": rss(item(1)).decode().replace("utf-8", "utf-16").encode("utf-16"),
    "controls": rss(item(1)).replace(b"Estonia", b"Esto\x0b\x00nia"),
    "long-ids": rss(item(1).replace("n1<", "n" * 100_000 + "<")),
    "tags": rss(item(1, more="<description><![CDATA[" + "<b>" * 20_000 + "]]></description>")),
}  # fmt: skip
TYPES = {"a-page": "text/html", "json": "application/json", "picture": "image/png"}


class Handler(BaseHTTPRequestHandler):
    """`/NAME` is BODIES[NAME], or what the method of that name does."""

    server: Server
    timeout = 20

    def do_GET(self) -> None:
        name, _, rest = self.path.lstrip("/").partition("?")[0].partition("/")
        self.server.asked[self.path] += 1
        self.server.heard.append({key.lower(): value for key, value in self.headers.items()})
        try:
            if name in BODIES:
                self.send(BODIES[name], TYPES.get(name, XML))
            else:
                getattr(self, "on_" + name.replace("-", "_").replace(".", "_"), self.on_missing)(rest)
        except OSError:  # the reader hung up, as it should
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def send(self, body: bytes, kind: str = XML, code: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_missing(self, _: str) -> None:
        self.send(b"", code=404)

    def on_robots_txt(self, _: str) -> None:
        self.server.robots(self)

    def on_page(self, number: str) -> None:
        self.send(PAGE.format(title=f"Minister meets ambassador, part {number}", news=NEWS, number=number).encode(), "text/html")

    def on_changing(self, _: str) -> None:
        self.send(self.server.changing)

    def on_closed(self, _: str) -> None:
        self.send(FINE)

    def on_loop(self, _: str) -> None:
        self.send(b"", code=302, Location="/loop")

    def on_ladder(self, step: str) -> None:
        self.send(b"", code=302, Location=f"/ladder/{int(step or 0) + 1}")

    def on_moved(self, _: str) -> None:
        self.send(b"", code=301, Location="/fine")

    def on_to_local(self, _: str) -> None:
        self.send(b"", code=302, Location=f"http://127.0.0.2:{self.server.server_port}/fine")

    def on_to_metadata(self, _: str) -> None:
        self.send(b"", code=302, Location="http://169.254.169.254/latest/meta-data/")

    def on_to_mapped(self, _: str) -> None:
        self.send(b"", code=302, Location=f"http://[::ffff:10.0.0.1]:{self.server.server_port}/fine")

    def on_to_file(self, _: str) -> None:
        self.send(b"", code=302, Location="file:///etc/hostname")

    def on_to_nowhere(self, _: str) -> None:
        self.send(b"", code=302, Location="http://[::1")

    def on_huge(self, _: str) -> None:
        self.send(b"<rss version='2.0'><channel>", length=50_000_000)
        for _ in range(50):
            self.wfile.write(MEGABYTE)

    def on_endless(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(MEGABYTE)

    def on_gzip_bomb(self, _: str) -> None:
        self.send(packed(20), Content_Encoding="gzip")

    def on_double_bomb(self, _: str) -> None:
        self.send(gzip.compress(packed(20)), Content_Encoding="gzip, gzip")

    def on_gzip_fine(self, _: str) -> None:
        self.send(gzip.compress(FINE[:40]) + gzip.compress(FINE[40:]), Content_Encoding="gzip")

    def on_deflate_bare(self, _: str) -> None:
        packer = zlib.compressobj(wbits=-15)
        self.send(packer.compress(FINE) + packer.flush(), Content_Encoding="deflate")

    def on_gzip_lie(self, _: str) -> None:
        self.send(FINE, Content_Encoding="gzip")

    def on_gzip_cut(self, _: str) -> None:
        self.send(gzip.compress(rss(*(item(n) for n in range(50))))[:700], Content_Encoding="gzip")

    def on_brotli(self, _: str) -> None:
        self.send(FINE, Content_Encoding="br")

    def on_drip(self, _: str) -> None:
        self.send(b"", length=1000)
        for byte in FINE:
            self.wfile.write(bytes([byte]))
            time.sleep(0.05)

    def on_drip_headers(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(200):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def on_late(self, _: str) -> None:
        time.sleep(8)

    def on_headers(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            self.wfile.write(b"X-More-%d: %s\r\n" % (number, b"y" * 1000))

    def on_early_hints(self, _: str) -> None:
        while True:
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)

    def on_cookies(self, _: str) -> None:
        self.send_response(200)
        for number in range(500):
            self.send_header("Set-Cookie", f"c{number}={'z' * 100}")
        self.send_header("Content-Length", str(len(FINE)))
        self.end_headers()
        self.wfile.write(FINE)

    def on_short(self, _: str) -> None:
        self.send(FINE, length=len(FINE) + 5000)
        self.close_connection = True

    def on_long(self, _: str) -> None:
        self.send(FINE, length=len(FINE) - 200)

    def on_two_lengths(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefg")

    def on_reset(self, _: str) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def on_reset_midway(self, _: str) -> None:
        self.send(FINE[:-30], length=len(FINE))
        time.sleep(0.1)
        self.on_reset("")

    def on_no_http(self, _: str) -> None:
        self.wfile.write(b"220 mail.example ESMTP\r\n")
        self.close_connection = True

    def on_chunk_lie(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n" + FINE)

    def on_unchanged(self, _: str) -> None:
        self.send_response(304)
        self.end_headers()

    def on_tagged(self, _: str) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.on_unchanged("")
        else:
            self.send(FINE, ETag='"one"', Last_Modified="Mon, 23 Nov 2026 09:00:00 GMT")

    def on_busy(self, _: str) -> None:
        self.send(b"", code=429, Retry_After="7200")

    def on_busy_until(self, _: str) -> None:
        self.send(b"", code=503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(hours=5), usegmt=True))

    def on_busy_for_ever(self, _: str) -> None:
        self.send(b"", code=503, Retry_After="9" * 400)

    def on_down(self, _: str) -> None:
        self.send(b"<html>down</html>", "text/html", code=503)

    def on_gone(self, _: str) -> None:
        self.send(b"", code=410)

    def on_paywall(self, _: str) -> None:
        self.send(b"", code=402)


@cache
def packed(megabytes: int) -> bytes:
    """gzip of so many megabytes of nothing: a thousandth of their size."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def no_robots(handler: Handler) -> None:
    """There is no robots.txt."""
    handler.send(b"", code=404)


class Server(ThreadingHTTPServer):
    """Counts what it is asked for, and keeps the headers of every request."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, robots: Callable[[Handler], Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.robots = robots
        self.asked: Counter[str] = Counter()
        self.heard: list[dict[str, str]] = []
        self.changing = FINE
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.host = f"127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is what this server is for."""


@contextmanager
def serve(robots: Callable[[Handler], Any] = no_robots) -> Iterator[Server]:
    """A running server; `robots` answers for robots.txt."""
    server = Server(robots)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
