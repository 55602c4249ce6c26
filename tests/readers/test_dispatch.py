"""The one report of a source, whatever it is packed in; and that no failure leaves a container."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import BadInput, BrokenItem
from dragoman.readers import read
from dragoman.readers.collect import Options, Tally
from dragoman.readers.dispatch import items
from dragoman.readers.raw import Raw
from dragoman.readers.stream import begin, of_raw
from tests.readers.reports import TEXT, TODAY, jsonl
from tests.readers.test_archive import zipped
from tests.readers.test_feed import RSS
from tests.readers.test_mail import message
from tests.readers.test_offices import pdf, word
from tests.readers.test_warc import PAGES


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.eml", bytes(message())), ("a.txt.gz", gzip.compress(TEXT.encode())), ("a.jsonl", jsonl(1)), ("a.warc", PAGES[0])],
)
def test_one_report_in_a_container_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert "Oslo" in read(str(path)).text
    assert read(str(path), published="2020-01-02").published == "2020-01-02"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl", jsonl(2)), ("a.warc", PAGES[0] * 2), ("a.xml", RSS.encode()), ("a.csv", b"title,text\n")],
)
def test_many_reports_or_none_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        read(str(path))
    assert "dragoman ingest" in caught.value.remedy


class Failing:
    """A file on a disk that fails after its beginning."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, size: int = -1) -> bytes:
        self.reads += 1
        if self.reads > 1:
            raise OSError("the disk is gone")
        return jsonl(20)

    def seekable(self) -> bool:
        return False

    def readable(self) -> bool:
        return True


def test_a_disk_that_fails_ends_the_file_with_what_was_read() -> None:
    stream = begin(Failing(), name="a.jsonl", source="a", origin="a")  # type: ignore[arg-type]
    found = list(items(stream, Options(today=TODAY), Tally()))
    assert all(item.document for item in found[:-1])
    assert isinstance(found[-1].error, BrokenItem)
    assert "the disk is gone" in found[-1].error.why


SAMPLES = {
    "a.jsonl": jsonl(3),
    "a.zip": zipped({"a.jsonl": jsonl(2), "b.eml": bytes(message())}),
    "a.warc": b"".join(PAGES),
    "a.warc.gz": b"".join(map(gzip.compress, PAGES)),
    "a.xml": RSS.encode(),
    "a.eml": bytes(message(page="<p>x</p>")),
    "a.docx": word(TEXT),
    "a.pdf": pdf([TEXT[:60]]),
    "a.csv": b"title,text\nx,y\n",
}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.sampled_from(sorted(SAMPLES)), st.floats(0, 1), st.integers(0, 12), st.binary(max_size=12))
def test_damage_anywhere_is_an_item_and_never_an_exception(name: str, where: float, cut: int, instead: bytes) -> None:
    data = SAMPLES[name]
    at = int(where * len(data))
    stream = of_raw(Raw(name, name, data[:at] + instead + data[at + cut :]), name)
    for item in items(stream, Options(today=TODAY), Tally()):
        assert (item.document is None) != (item.error is None)
        assert item.error is None or (item.error.what and item.error.why and item.error.remedy)
