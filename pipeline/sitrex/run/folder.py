"""The output folder: files that appear whole or not at all, and a lock against a second run."""

from __future__ import annotations

import os
import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Protocol

from sitrex.errors import SitrexError

LOCK: Final = ".lock"
PARTS: Final = ("records", "failures", "shards")
"""Folders of the shards' parts: ``records/000012.jsonl``, ``failures/000012.jsonl``, ``shards/000012.json``."""

FILES: Final = ("records.jsonl", "failures.jsonl", "run.json")


class Store(Protocol):
    """Where a run writes; names are relative, with ``/``."""

    def writing(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A context that gives a binary file; it takes its name when the context ends well."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """A file to be read; FileNotFoundError if there is none."""
        ...

    def size(self, name: str) -> int | None:
        """Bytes of a file; None if there is none."""
        ...

    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder, sorted; empty if there is no such folder."""
        ...

    def delete(self, name: str) -> None:
        """Delete a file or an empty folder, if it is there."""
        ...

    def make_folder(self, name: str) -> None:
        """Make a folder for files, if it is not there."""
        ...


class Folder:
    """A :class:`Store` on a local file system."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """See :meth:`Store.writing`; written to a temporary name, flushed to the disk, renamed."""
        final = self.path / name
        part = final.with_name(f".{final.name}.{uuid.uuid4().hex}.part")
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(final)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        _sync_folder(final.parent)

    def open(self, name: str) -> IO[bytes]:
        """See :meth:`Store.open`."""
        return (self.path / name).open("rb")

    def size(self, name: str) -> int | None:
        """See :meth:`Store.size`."""
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None

    def names(self, folder: str) -> list[str]:
        """See :meth:`Store.names`."""
        try:
            return sorted(os.listdir(self.path / folder))  # noqa: PTH208 - names only
        except FileNotFoundError:
            return []

    def delete(self, name: str) -> None:
        """See :meth:`Store.delete`."""
        path = self.path / name
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)

    def make_folder(self, name: str) -> None:
        """See :meth:`Store.make_folder`."""
        (self.path / name).mkdir(exist_ok=True)


def open_store(output: str) -> Store:
    """The store at a local path or, with the extra ``dask``, an fsspec URL."""
    if "://" in output:
        from sitrex.run.remote import RemoteFolder

        return RemoteFolder(output)
    return Folder(Path(output))


_PART: Final = re.compile(r"\.?(\d{6,})(?:\.\d{4,})?\.jsonl?(?:\.[0-9a-f]{32}\.part)?")
"""Name of a part in one of the folders PARTS, or of one that was being written."""


def delete_parts(store: Store, start: int = 0) -> None:
    """Delete the parts of the shards from ``start`` on, and the folders where that leaves them empty; nothing else."""
    for folder in PARTS:
        names = store.names(folder)
        gone = [name for name in names if (part := _PART.fullmatch(name)) and int(part[1]) >= start]
        for name in gone:
            store.delete(f"{folder}/{name}")
        if len(gone) == len(names):
            store.delete(folder)


def clear_leftovers(store: Store) -> None:
    """Delete what stopped writers left behind: temporary files, and the pieces of shards that were being divided."""
    for folder in PARTS:
        for name in store.names(folder):
            if name.startswith(".") or name.count(".") > 1:
                store.delete(f"{folder}/{name}")
    for name in store.names("."):
        if name.startswith(".") and name.endswith(".part"):
            store.delete(name)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def claimed(output: str) -> Iterator[Store]:
    """The output folder, made if needed, locked against other runs until the context ends.

    The lock goes with the process, however it ends; remote folders have none. Raises SitrexError
    ``output-locked`` or ``output-not-writable``.
    """
    if "://" in output:
        yield open_store(output)
        return
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = _lock(folder / LOCK)
    except OSError as problem:
        raise SitrexError("output-not-writable", path=str(folder), reason=problem.strerror or problem) from None
    if handle is None:
        raise SitrexError("output-locked", path=str(folder))
    try:
        yield Folder(folder)
    finally:
        if os.name == "posix":
            with suppress(OSError):
                (folder / LOCK).unlink()
            os.close(handle)
        else:  # an open file cannot be deleted there
            os.close(handle)
            with suppress(OSError):
                (folder / LOCK).unlink()


def _lock(file: Path) -> int | None:
    """An open handle that holds the lock; None if another process holds it."""
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return None
        except OSError:
            os.close(handle)
            raise
        # a run that ended between the two calls took the file with it: lock the one that is there now
        try:
            if os.fstat(handle).st_ino == file.stat().st_ino:
                return handle
        except FileNotFoundError:
            pass
        os.close(handle)
