"""Where an archive is read from and written to: folders, and the addresses of object stores (through pyarrow or fsspec)."""
from __future__ import annotations

import io
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dragoman.errors import DragomanError, Unreachable, Unwritable
from dragoman.packages import package

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)
OWN = ("file", "s3", "gs", "gcs", "abfs", "abfss", "hdfs", "viewfs")  # schemes that pyarrow knows itself
WEB = ("http", "https", "ftp")
TEMPORARY = "_tmp"
BUFFER = 1 << 20


def is_address(written: str) -> bool:
    """Whether it names an object store (or `file://`), and no path."""
    return SCHEME.match(written) is not None


def apart(address: str) -> tuple[str, str]:
    """An address and what stands behind it (an endpoint, a region). A question mark without `=` after it is one of a pattern."""
    path, mark, options = address.rpartition("?")
    is_one = mark and "=" in options and "/" not in options.partition("=")[0]
    return (path, mark + options) if is_one and is_address(address) else (address, "")


def below(address: str, name: str) -> str:
    """The address of something in a folder."""
    path, options = apart(address)
    return f"{path.rstrip('/')}/{name}{options}"


class Store:
    """A folder, or what stands for one in an object store. Names are relative, with `/`; what is put is there whole or not at all."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._fs, self._root = resolved(address)
        self._local = self._fs.type_name == "local"

    def path(self, name: str) -> str:
        """As the file system calls it."""
        return f"{self._root}/{name}" if name else self._root

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return bool(self._told(lambda: self._fs.get_file_info(self.path(name)).is_file))

    def get(self, name: str) -> bytes:
        """All of it. Raises Unreachable."""
        with self.opened(name) as file:
            return file.read()

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Open for reading, and seekable. Raises Unreachable."""
        file = self._told(lambda: self._fs.open_input_file(self.path(name)))
        with file, io.BufferedReader(Watched(file), BUFFER) as buffered:
            yield cast(BinaryIO, buffered)

    def put(self, name: str, data: bytes) -> None:
        """Where a rename is atomic the file is written elsewhere first; an object store shows an object when it is whole.

        Raises Unwritable.
        """
        try:
            if self._local:
                self._put_file(name, data)
            else:
                with self._fs.open_output_stream(self.path(name)) as out:
                    out.write(data)
        except _broken() as error:
            remedy = "free space, or see to the permissions; the same command goes on where it stopped"
            raise Unwritable(f"{self.address}: {name} cannot be written", str(error), remedy) from None

    def _put_file(self, name: str, data: bytes) -> None:
        path, there = Path(self.path(name)), Path(self.path(TEMPORARY))
        there.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = there / uuid.uuid4().hex
        with temporary.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)

    def sizes(self, under: str = "") -> dict[str, int]:
        """The files below a folder by their names, with their bytes; none where there is no such folder."""
        fs = package("pyarrow.fs", "ray", "an archive")
        selector = fs.FileSelector(self.path(under), recursive=True, allow_not_found=True)
        begin = len(self._root) + 1
        return {one.path[begin:]: int(one.size) for one in self._told(lambda: self._fs.get_file_info(selector)) if one.is_file}

    def drop(self, name: str) -> None:
        """A file or a folder with all that is in it, if it is there."""
        info = self._told(lambda: self._fs.get_file_info(self.path(name)))
        if info.is_file:
            self._told(lambda: self._fs.delete_file(self.path(name)))
        elif not self._local and self.sizes(name) or self._local and info.type.name == "Directory":
            self._told(lambda: self._fs.delete_dir(self.path(name)))

    def _told(self, do: Any) -> Any:
        try:
            return do()
        except _broken() as error:
            raise Unreachable(f"{self.address}: cannot be read", str(error), "check the address, and what you may do there") from None


class Watched(io.RawIOBase):
    """A file that remembers where reading it failed: those who take files apart would hold its content for broken, and go on."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.trouble: Exception | None = None

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        return int(self._file.tell())

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._file.seek(offset, whence)
        return int(self._file.tell())

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Raises what the file does."""
        with memoryview(buffer) as view:
            try:
                data = self._file.read(len(view))
            except Exception as error:
                self.trouble = error
                raise
            view[: len(data)] = data
            return len(data)


def trouble_of(file: BinaryIO) -> Exception | None:
    """What went wrong with reading an open file, if anything did."""
    raw = getattr(file, "raw", None)
    return raw.trouble if isinstance(raw, Watched) else None


def resolved(address: str) -> tuple[Any, str]:
    """The file system of an address or a path, and the path in it. Raises Unreachable."""
    fs = package("pyarrow.fs", "ray", "an archive")
    scheme = SCHEME.match(address)
    if scheme is None:
        return fs.LocalFileSystem(), os.path.abspath(address)
    if ":" in address[scheme.end() :].partition("/")[0].rpartition("@")[0]:
        remedy = "give keys by the environment (AWS_ACCESS_KEY_ID ...), or by a file that the store's library reads"
        raise Unreachable(f"{scheme[0]}...: has a key in it", "it would stand in every table that is written", remedy)
    try:
        if scheme[1].lower() in WEB:
            raise ValueError("pages of the web are no archive")
        if scheme[1].lower() in OWN:
            found, path = fs.FileSystem.from_uri(address)
        else:
            core = package("fsspec.core", "ray", f"{scheme[1]}://")
            system, path = core.url_to_fs(address)
            found = fs.PyFileSystem(fs.FSSpecHandler(system))
    except DragomanError:
        raise
    except _broken(ValueError, ImportError) as error:
        remedy = "give a path, or an address that pyarrow or fsspec knows (s3://, gs://, abfs://, hdfs://)"
        raise Unreachable(f"{address}: cannot be read", str(error), remedy) from None
    return found, path.rstrip("/")


def _broken(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What a file system raises, and more."""
    return (OSError, package("pyarrow", "ray", "an archive").ArrowException, *more)
