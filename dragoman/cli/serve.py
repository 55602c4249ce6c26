"""`dragoman serve`: the pages, on this machine only."""

from __future__ import annotations

import socket
import sys
from ipaddress import ip_address
from typing import Annotated

import typer

from dragoman.cli.lines import told
from dragoman.cli.options import DB, DbOption, LexiconOption
from dragoman.errors import Unreachable

PORT = 8321
#: seconds after which a thread that reckons lets others have a turn: readers do not wait while stories are followed anew
QUICKLY = 0.0005


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="An address of this machine; others are refused.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")] = PORT,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Open the pages on this machine: read, follow and check what is in the ledger. Ctrl-C ends it."""
    checked = local(host)
    import uvicorn

    from dragoman.web.app import application

    with told():
        app = application(db, lexicon)
        bound = listening(checked, port)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    name = f"[{checked}]" if ":" in checked else checked
    typer.echo(f"dragoman: http://{name}:{bound.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
    sys.setswitchinterval(QUICKLY)
    server.run([bound])


def listening(host: str, port: int) -> socket.socket:
    """A socket that is bound. Raises Unreachable where the port is taken."""
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
        found.listen(128)
    except OSError as error:
        found.close()
        remedy = "end what listens there, or give another: --port 0 takes a free one"
        raise Unreachable(f"port {port} of {host}", str(error), remedy) from None
    return found


def local(host: str) -> str:
    """The loopback address that is meant. Raises BadParameter for any other: there are no users yet whose right could be checked."""
    written = "127.0.0.1" if host == "localhost" else host.strip("[]")
    try:
        loopback = ip_address(written).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise typer.BadParameter(
            f"{host} is not an address of this machine only; the pages have no users yet, so nobody else may reach them: "
            "127.0.0.1, ::1 or localhost", param_hint="--host",
        )  # fmt: skip
    return written
