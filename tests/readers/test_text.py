"""Plain text: encodings, and what is refused."""
from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.errors import BinaryInput, DragomanError, EmptyInput, TooLarge, Unreachable, WrongLanguage
from dragoman.readers import check_fit, read

REPORT = "Minister flies to Oslo\n\nEstonia\u2019s minister flew to\u00a0Oslo \u2013 for talks \u2013 on Monday. \n"
GERMAN = (
    "Der estnische Minister ist am Montag nach Oslo gereist, um dort mit seinem norwegischen Kollegen \u00fcber den "
    "Ausbau der H\u00e4fen zu sprechen. Am Freitag wird er in der Hauptstadt vor dem Parlament reden und danach in die "
    "Heimat fliegen, wie das Ministerium mitteilte. Weitere Treffen waren nach Angaben des Ministers nicht geplant."
)
RUSSIAN = "Министр прибыл в Осло"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode(encoding))
    document = read(str(path))
    assert document.text == REPORT
    assert (document.title, document.source, document.url) == ("Minister flies to Oslo", str(path), None)
    assert (document.published, document.published_basis[:8]) == (None, "unknown:")


def test_the_given_date(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    document = read(str(path), published="2020-09-04T10:00")
    assert (document.published, document.published_basis) == ("2020-09-04", "given")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(REPORT.encode())))
    document = read("-")
    assert (document.text, document.source) == (REPORT, "-")


@pytest.mark.parametrize(
    ("data", "error", "why"),
    [
        (b"", EmptyInput, "nothing"),
        (b" \n\t\n", EmptyInput, "nothing"),
        (b"%PDF-1.7 ...", BinaryInput, "PDF"),
        (b"PK\x03\x04....", BinaryInput, "ZIP"),
        (b"abc\0def", BinaryInput, "zero bytes"),
        (b"a" * 10_000_000, TooLarge, "MB"),
        (b"word " * 500_000, TooLarge, "MB"),
        (GERMAN.encode(), WrongLanguage, "English words"),
        (GERMAN.encode("latin-1"), WrongLanguage, "English words"),
        ((RUSSIAN * 3).encode(), WrongLanguage, "script"),
    ],
    ids=["empty", "blank", "pdf", "zip", "zeros", "10MB", "2.5MB", "german", "german-latin1", "russian"],
)
def test_what_is_refused(tmp_path: Path, data: bytes, error: type[DragomanError], why: str) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        read(str(path))
    assert caught.value.what.startswith(str(path))
    assert why in caught.value.why
    assert len(str(caught.value).splitlines()) == 3


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for source, why in [(str(tmp_path / "none.txt"), "no such file"), (str(tmp_path), "directory"), ("a\0b", "null")]:
        with pytest.raises(Unreachable, match=why):
            read(source)


@pytest.mark.parametrize(
    "text",
    [
        "Italian foreign minister Luca Serri on Monday calls Norwegian envoy Kari Holm as fishing row escalates in Oslo",
        "Chad expels envoy",
        "Ministro viaja",
    ],
)
def test_a_few_words_pass_as_english(text: str) -> None:
    check_fit("it", text)


@pytest.mark.parametrize(
    "text",
    [
        "O ministro viajou na segunda-feira para Oslo para se reunir com o seu homólogo norueguês, disse um porta-voz.",
        "Il ministro è volato lunedì a Oslo per incontrare il suo omologo norvegese, ha detto un portavoce del governo.",
        "Utenriksministeren reiste til Oslo mandag for å møte sin norske kollega, og de to skal snakke om handel og fisk.",
        "Dışişleri bakanı pazartesi günü Oslo'ya giderek mevkidaşıyla bir araya geldi ve iki ülke arasındaki ticareti görüştü.",
        "Ulkoministeri lensi maanantaina Osloon ja puhuu siellä kaupasta, kertoi ministeriön tiedottaja, ja mukaan lähtee kalastaja.",
    ],
    ids=["portuguese", "italian", "norwegian", "turkish", "finnish"],
)
def test_one_sentence_of_another_language_is_refused(text: str) -> None:
    with pytest.raises(WrongLanguage):
        check_fit("it", text)
