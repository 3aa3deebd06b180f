"""Every kind of file that is read: its names, what reads it, what that needs. The only list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Draft, Failure, Raw, crash, failure
from sitrex.ingest.reading import Reading
from sitrex.ingest.source import Skipped, Source

RowReader = Callable[[Source], Iterator[Draft | Skipped | Source]]
DocumentReader = Callable[[Raw, Reading], Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file.

    A *document* is one article and is read by a worker, since that is slow and may do harm; of the others the reading
    process makes articles one by one.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    reader: str
    """``module:function`` of a :data:`RowReader` or :data:`DocumentReader`, in ``sitrex.ingest.readers``."""
    document: bool = False
    streamed: bool = False
    """Whether it is read from its beginning to its end; others need random access."""
    partial: bool = False
    """Whether what stands before a break is read where it is not streamed."""
    needs: tuple[str, str] | None = None
    """Package that must be installed and the extra that brings it."""
    library: str = ""
    """What reads it, where that is not Python's own library."""
    adds: str = ""
    """What that library adds to an installation, in MB, where nothing else brings it (Linux, x86-64)."""

    def check(self, path: str) -> None:
        """Raise SitrexError ``extra-missing`` if the library is not installed."""
        if self.needs is not None and find_spec(self.needs[0]) is None:
            raise SitrexError("extra-missing", feature=path, package=self.needs[0], extra=self.needs[1])

    def load(self) -> Any:
        """The reader."""
        module, _, function = self.reader.partition(":")
        return getattr(import_module(f"sitrex.ingest.readers.{module}"), function)


KINDS: Final = (
    Kind(
        name="text",
        title="plain text, Markdown",
        library="pyyaml",
        adds="3.0",
        suffixes=(".txt", ".md", ".markdown"),
        reader="text:read_text",
        document=True,
    ),
    Kind(
        name="html",
        title="web page",
        suffixes=(".html", ".htm", ".xhtml"),
        reader="html:read_html",
        document=True,
        library="trafilatura",
    ),
    Kind(
        name="mht",
        title="saved web page",
        suffixes=(".mht", ".mhtml"),
        reader="html:read_mht",
        document=True,
        library="trafilatura",
    ),
    Kind(
        name="pdf",
        title="PDF with a text layer",
        suffixes=(".pdf",),
        reader="pdf:read_pdf",
        document=True,
        library="pypdfium2",
        adds="8.9",
    ),
    Kind(
        name="docx",
        title="Word",
        suffixes=(".docx", ".docm"),
        reader="office:read_docx",
        document=True,
        library="mammoth",
        adds="0.3",
    ),
    Kind(
        name="odt",
        title="OpenDocument text",
        suffixes=(".odt",),
        reader="office:read_odt",
        document=True,
        library="lxml",
    ),
    Kind(
        name="rtf",
        title="Rich Text",
        suffixes=(".rtf",),
        reader="office:read_rtf",
        document=True,
        library="striprtf",
        adds="0.1",
    ),
    Kind(name="mail", title="letter", suffixes=(".eml",), reader="mail:read_mail", document=True),
    Kind(
        name="subtitles",
        title="subtitles",
        suffixes=(".srt", ".vtt"),
        reader="subtitles:read_subtitles",
        document=True,
        library="webvtt-py",
        adds="0.2",
    ),
    Kind(name="mbox", title="mailbox", suffixes=(".mbox",), reader="archive:read_mailbox", partial=True),
    Kind(
        name="feed",
        title="RSS or Atom feed",
        suffixes=(".rss", ".atom", ".xml"),
        reader="feed:read_feed",
        library="lxml",
        partial=True,
    ),
    Kind(name="jsonl", title="JSON lines", suffixes=(".jsonl", ".ndjson"), reader="rows:read_jsonl", streamed=True),
    Kind(
        name="json",
        title="JSON",
        suffixes=(".json",),
        reader="objects:read_json",
        library="ijson",
        adds="0.5",
        partial=True,
    ),
    Kind(name="csv", title="CSV, any delimiter", suffixes=(".csv",), reader="rows:read_csv", partial=True),
    Kind(name="tsv", title="tab-separated table", suffixes=(".tsv", ".tab"), reader="rows:read_tsv", partial=True),
    Kind(
        name="sheets",
        title="spreadsheet",
        suffixes=(".xlsx", ".xls", ".ods"),
        reader="sheets:read_sheets",
        library="python-calamine",
        adds="2.4",
    ),
    Kind(
        name="parquet",
        title="Parquet",
        suffixes=(".parquet",),
        reader="parquet:read_parquet",
        needs=("pyarrow", "parquet"),
        library="pyarrow",
        adds="150",
    ),
    Kind(
        name="warc",
        title="web archive",
        suffixes=(".warc",),
        reader="archive:read_warc",
        streamed=True,
        library="warcio",
        adds="0.3",
    ),
    Kind(name="zip", title="zip archive", suffixes=(".zip",), reader="archive:read_zip"),
    Kind(name="tar", title="tar archive", suffixes=(".tar",), reader="archive:read_tar", streamed=True),
)
BY_NAME: Final = {kind.name: kind for kind in KINDS}
BY_SUFFIX: Final = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
PACKED: Final = {".gz": "gzip", ".zst": "zstd"}
"""What any file may be packed with: its name has the suffix behind its own."""
SHORT: Final = {".tgz": ".tar.gz"}
ARCHIVES: Final = frozenset({"zip", "tar", "warc", "mbox", "mail"})
SUFFIXES: Final = (*BY_SUFFIX, "any of these with .gz or .zst")


def kind_of(name: str) -> tuple[Kind, str | None] | None:
    """The kind that a file's name tells, and what it is packed with; None of a kind that is not read.

    >>> [kind_of(n) and (kind_of(n)[0].name, kind_of(n)[1]) for n in ("A.TXT", "b.csv.gz", "c.warc.gz", "d.tgz", "e.png")]
    [('text', None), ('csv', 'gzip'), ('warc', 'gzip'), ('tar', 'gzip'), None]
    """
    lower = name.lower()
    for short, whole in SHORT.items():
        lower = lower.removesuffix(short) + whole if lower.endswith(short) else lower
    packing = None
    for _ in range(2):
        stem, dot, last = lower.rpartition(".")
        if (kind := BY_SUFFIX.get(dot + last)) is not None:
            return kind, packing
        if packing is not None or (packing := PACKED.get(dot + last)) is None:
            return None
        lower = stem
    return None


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over: hidden ones, and what Word writes beside an open document.

    >>> [is_hidden(name) for name in (".git", "~$report.docx", "~a.txt")]
    [True, True, False]
    """
    return name.startswith((".", "~$"))


def read_document(raw: Raw, reading: Reading) -> Article | Failure:
    """The article of a document, or why there is none; whatever a library makes of a hostile file is a failure."""
    kind = BY_NAME[raw.kind]
    try:
        kind.check(raw.path)
        article: Article = kind.load()(raw, reading)
        return article
    except SitrexError as problem:
        return failure(problem, path=raw.path, article_id=raw.id)
    except Exception as problem:
        return crash(problem, path=raw.path, article_id=raw.id)
