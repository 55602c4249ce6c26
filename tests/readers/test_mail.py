"""Messages and mailboxes."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

from dragoman.errors import EmptyInput, TooLarge
from dragoman.readers import read
from dragoman.readers.collect import Options, Tally
from tests.readers.reports import TEXT, TODAY, items


def message(number: int = 1, plain: str | None = TEXT, page: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "Minister flies to Oslo \u2013 again"
    made["From"] = "Press office <press@ministry.example>"
    made["Date"] = "Thu, 04 Mar 2021 23:30:00 -0500"
    made["Message-ID"] = f"<{number}@ministry.example>"
    if plain is not None:
        made.set_content(plain)
    if page is not None and plain is None:
        made.set_content(page, subtype="html")
    elif page is not None:
        made.add_alternative(page, subtype="html")
    return made


def test_the_plain_part_goes_before_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    sent = message(page="<p>Something else altogether, which nobody will read.</p>")
    sent.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    path.write_bytes(bytes(sent))
    tally = Tally()
    (item,) = items(path, Options(today=TODAY), tally)
    document = item.document
    assert document is not None
    assert document.text.strip() == f"Minister flies to Oslo \u2013 again\n\n{TEXT}"
    assert document.title == "Minister flies to Oslo \u2013 again"
    assert (document.published, document.published_basis) == ("2021-03-04", "metadata")
    assert (document.source, item.id) == ("Press office <press@ministry.example>", "<1@ministry.example>")
    assert tally.skipped == {"attachment of a message": 1}
    assert read(str(path)).text == document.text


def test_a_message_that_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "message"
    path.write_bytes(bytes(message(plain=None, page=f"<html><style>p {{}}</style><p>{TEXT}</p><p>T\u00e4mm &amp; co.</p></html>")))
    (item,) = items(path)
    assert item.document is not None
    assert item.document.text.endswith(f"{TEXT}\n\nT\u00e4mm & co.")


def test_other_encodings_and_wrong_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    for charset, encoding in (("windows-1252", "cp1252"), ("nonsense", "utf-8"), ("us-ascii", "cp1252")):
        head = f"Message-ID: <1@x>\nSubject: =?utf-8?q?T=C3=A4mm?=\nContent-Type: text/plain; charset={charset}\n"
        path.write_bytes(f"{head}Content-Transfer-Encoding: 8bit\n\n".encode() + f"{TEXT} T\u00e4mm.".encode(encoding))
        document = items(path)[0].document
        assert document is not None
        assert (document.title, document.text.endswith("T\u00e4mm.")) == ("T\u00e4mm", True)


def test_a_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    box = mailbox.mbox(path)
    texts = [f"{TEXT}\n\nFrom Oslo he will go on to Bergen, number {n}, the ministry said." for n in range(3)]
    for number, text in enumerate(texts):
        box.add(message(number, text))
    box.add(message(3, " "))
    box.add(message(4, "word " * 50_000))
    box.add(message(5))
    box.flush()
    found = items(path, Options(max_member=100_000, today=TODAY))
    assert [type(item.error) for item in found] == [*[type(None)] * 3, EmptyInput, TooLarge, type(None)]
    assert [item.item.rpartition(":")[2] for item in found] == list("123456")
    assert [item.document.text.partition("\n\n")[2].strip() for item in found[:3] if item.document] == texts


def test_a_press_release_that_begins_like_a_message_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"From: the ministry\nSubject: fish\n\n{TEXT}", encoding="utf-8")
    assert read(str(path)).text.startswith("From: the ministry")


def test_no_date_is_none(tmp_path: Path) -> None:
    sent = message()
    del sent["Date"]
    sent["Date"] = "sometime"
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(sent))
    (item,) = items(path)
    assert item.document is not None
    assert item.document.published is None
