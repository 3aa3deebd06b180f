"""Output on any file system that fsspec knows (``s3://``, ``gs://``, ``memory://`` …), with the extra ``dask``."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from sitrex.errors import SitrexError


class RemoteFolder:
    """A :class:`sitrex.run.folder.Store` at a URL.

    What is written gets its name by a move after it is whole; object stores
    copy for that.
    """

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise SitrexError("extra-missing", feature=url, package="fsspec", extra="dask") from None
        self._files: Any
        self._files, self._root = url_to_fs(url)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """See :meth:`sitrex.run.folder.Store.writing`."""
        folder, _, last = self._path(name).rpartition("/")
        part = f"{folder}/.{last}.{uuid.uuid4().hex}.part"
        try:
            with self._files.open(part, "wb") as file:
                yield file
            self._files.mv(part, f"{folder}/{last}")
        except BaseException:
            with suppress(OSError):
                self._files.rm(part)
            raise

    def open(self, name: str) -> IO[bytes]:
        """See :meth:`sitrex.run.folder.Store.open`."""
        file: IO[bytes] = self._files.open(self._path(name), "rb")
        return file

    def size(self, name: str) -> int | None:
        """See :meth:`sitrex.run.folder.Store.size`."""
        try:
            return int(self._files.size(self._path(name)))
        except FileNotFoundError:
            return None

    def names(self, folder: str) -> list[str]:
        """See :meth:`sitrex.run.folder.Store.names`."""
        path = self._root if folder == "." else self._path(folder)
        try:
            return sorted(entry.rstrip("/").rpartition("/")[2] for entry in self._files.ls(path, detail=False))
        except FileNotFoundError:
            return []

    def delete(self, name: str) -> None:
        """See :meth:`sitrex.run.folder.Store.delete`."""
        with suppress(FileNotFoundError):
            path = self._path(name)
            if self._files.isdir(path):
                self._files.rmdir(path)
            else:
                self._files.rm(path)

    def make_folder(self, name: str) -> None:
        """See :meth:`sitrex.run.folder.Store.make_folder`."""
        self._files.makedirs(self._path(name), exist_ok=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"
