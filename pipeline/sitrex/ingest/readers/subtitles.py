"""Subtitles (.srt, .vtt): what is said, a line a cue, without numbers and times."""

from __future__ import annotations

import html
import io
import re
from typing import Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Raw
from sitrex.ingest.decode import decode
from sitrex.ingest.limits import PACKED_LIMIT
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading

_LINES: Final = 400_000
"""Lines of a subtitle file; a day of them has a tenth."""
_TAG: Final = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")


def read_subtitles(raw: Raw, reading: Reading) -> Article:
    """The article of a subtitle file; a cue that repeats the line before it, as rolling captions do, is said once."""
    import webvtt

    if len(raw.data) > PACKED_LIMIT:
        raise SitrexError("input-too-large", path=raw.path, limit=PACKED_LIMIT)
    text = decode(raw.data, raw.path).lstrip("\ufeff")
    if (count := text.count("\n")) > _LINES:
        raise SitrexError("input-costly", path=raw.path, what=f"{count:,} lines", limit=f"{_LINES:,}")
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    try:
        captions = webvtt.from_buffer(io.StringIO(text), format=kind)
    except webvtt.errors.MalformedFileError as problem:
        raise SitrexError("input-packed", path=raw.path, reason=problem or "it holds no cues") from None
    lines: list[str] = []
    for caption in captions.captions:
        shown = _TAG.sub("", caption.text)
        for line in (html.unescape(shown) if kind == "vtt" else shown).splitlines():
            said = line.strip()
            if said and lines[-1:] != [said] and lines[-2:-1] != [said]:
                lines.append(said)
    return text_article(raw, reading, {}, "\n".join(lines), "field")
