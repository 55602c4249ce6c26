"""What keeps the local pages local: hosts, origins, headers, and nothing changed by GET."""
from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import httpx
import pytest

from dragoman.web.guard import PLOT_STYLE, refusal

PLOT = Path(__file__).parents[2] / "dragoman" / "web" / "static" / "vendor" / "plot.min.js"


@pytest.mark.parametrize(
    ("method", "headers", "answered"),
    [
        ("GET", {"host": "127.0.0.1:8321"}, True),
        ("GET", {"host": "localhost"}, True),
        ("GET", {"host": "[::1]:8321"}, True),
        ("GET", {"host": "evil.example"}, False),
        ("GET", {"host": "127.0.0.1.evil.example:8321"}, False),
        ("GET", {"host": "evil.example:127.0.0.1"}, False),
        ("GET", {}, False),
        ("POST", {"host": "127.0.0.1:8321", "origin": "http://127.0.0.1:8321", "sec-fetch-site": "same-origin"}, True),
        ("POST", {"host": "127.0.0.1:8321", "origin": "https://evil.example"}, False),
        ("POST", {"host": "127.0.0.1:8321", "origin": "null"}, False),
        ("POST", {"host": "127.0.0.1:8321", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, False),
        ("GET", {"host": "127.0.0.1:8321", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, True),
        ("GET", {"host": "127.0.0.1:8321", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, False),
        ("GET", {"host": "127.0.0.1:8321", "sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, False),
    ],
)
def test_who_is_answered(method: str, headers: dict[str, str], answered: bool) -> None:
    assert (refusal(method, headers) is None) == answered


def test_the_server_refuses_another_host_and_another_site(nothing: str) -> None:
    assert httpx.get(f"{nothing}/", headers={"Host": "evil.example"}).status_code == 403
    assert httpx.post(f"{nothing}/try", headers={"Origin": "https://evil.example"}, data={"text": "x"}).status_code == 403
    assert httpx.get(f"{nothing}/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/events", "/static/app.css", "/none"])
def test_every_answer_has_the_headers(nothing: str, path: str) -> None:
    headers = httpx.get(nothing + path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["x-frame-options"], headers["referrer-policy"]) == ("nosniff", "DENY", "same-origin")
    assert "server" not in headers or "dragoman" not in headers["server"]


def test_the_one_style_of_the_library_is_the_one_that_is_allowed() -> None:
    source = re.search(r'append\("style"\)\.text\(`(:where\(\.\$\{c\}\) \{.*?)`\)', PLOT.read_text("utf-8"), re.S)
    assert source is not None
    style = source[1].replace("\\n", "\n").replace("${c}", "plot-d6a7b5")
    assert "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() == PLOT_STYLE


@pytest.mark.parametrize("path", ["/events", "/", "/api/v1/events", "/commitments", "/event/e-1"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_changed(nothing: str, method: str, path: str) -> None:
    assert httpx.request(method, nothing + path).status_code == 405


def test_what_is_vendored_is_what_was_fetched() -> None:
    for folder in (PLOT.parent, Path(__file__).parent / "vendor"):
        sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())  # type: ignore[arg-type]
        files = [path for path in folder.iterdir() if path.suffix in (".js", ".json")]
        assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == sums
        assert all((folder / f"{path.name.split('.')[0]}.LICENSE").exists() for path in files)
