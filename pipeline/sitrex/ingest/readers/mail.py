"""Letters (.eml) and mailboxes (.mbox): a letter is an article, and so is each of its attachments.

What a reply quotes (``> …``) is told apart: it goes to the metadata, since it is another's text; so does the signature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from mimetypes import MimeTypes
from typing import IO, Final

from sitrex.errors import SitrexError
from sitrex.ingest.article import Article, Failure, Raw, clean_name, failure
from sitrex.ingest.decode import decode, decode_markup
from sitrex.ingest.limits import LETTER_LIMIT, check_markup
from sitrex.ingest.readers.markup import markup_text
from sitrex.ingest.readers.text import text_article
from sitrex.ingest.reading import Reading
from sitrex.ingest.source import Source

_HEADERS: Final = 200_000
"""Lines like headers that a letter may have: each takes some hundred bytes of memory."""
_PARTS: Final = 10_000
_LINES: Final = 2_000_000
"""Lines of a letter; one of 64 MB in base64 has a million."""
_CONTENT: Final = 20_000
"""Bytes of a header that says what a part is: Python takes quadratic time over them."""
_HEADER: Final = re.compile(rb"^[!-9;-~]+:", re.MULTILINE)
_STAMP: Final = re.compile(rb"\d\d:\d\d.*\b(?:19|20)\d\d\b")
_STAMPED: Final = 400
"""Bytes at the beginning of a line ``From …`` within which its address, day and hour stand."""
_LINE: Final = 1 << 20
_BORDER: Final = re.compile(rb"^--\S", re.MULTILINE)
_CONTENT_HEADER: Final = re.compile(rb"^content-[a-z-]+:.*(?:\r?\n[ \t].*)*", re.MULTILINE | re.IGNORECASE)
_QUOTED: Final = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_WROTE: Final = (
    r"(?:wrote|schrieb[^\n:]{0,80}|a écrit|escribió|ha scritto|escreveu|schreef[^\n:]{0,80}|napisała?|написала?|пишет?)"
)
_INTRODUCED: Final = re.compile(
    r"^(?:(?=[^\n]{0,200}(?:\d{4}|\d[:.h]\d\d|@))(?:On|Am|Le|El|Il|Em|Op|W dniu|Dnia|\d)\b"
    rf"(?:[^\n]{{4,199}}[^\n.!?]\n)?[^\n]{{0,200}}?{_WROTE}\s?:"
    r"|-{2,} ?(?:Original Message|Forwarded message) ?-{2,})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""`On Mon, 3 May 2022 at 10:00, A wrote:`, with its day, hour or address; `On Tuesday the general wrote:` is the letter's."""
_LETTER_BELOW: Final = re.compile(
    r"^(?:-{2,} ?Original Message ?-{2,}[ \t]*|_{10,}[ \t]*|[ \t]*)\n{1,3}From:[^\n]+\n(?:Sent|Date):[^\n]+\n(?:To|Subject):[^\n]",
    re.MULTILINE,
)
"""The head of the letter that a reply of Outlook has below its own words."""
_MARKED_QUOTE: Final = re.compile(
    r"""<(?:blockquote|div)\b[^<>]*(?:gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|type\s*=\s*"?cite)""",
    re.IGNORECASE,
)
"""Where in a page of a letter the words of another begin."""
_QUOTE_END: Final = re.compile(r"</blockquote\s*>", re.IGNORECASE)
_FORWARDED: Final = re.compile(r"\s*(?:fwd?|wg|tr|rv|пересл)\s*:", re.IGNORECASE)
"""Subjects of letters that pass another's words on: these are what they are sent for."""
_ANSWERED: Final = re.compile(r"\s*(?:re|aw|sv|vs|antw|odp|ynt|ответ|відп)(?:\s*\[\d+\])?\s*:", re.IGNORECASE)
"""Subjects of replies."""
_SIGNATURE: Final = re.compile(r"^-- \n(?:[^\n]*\n){0,20}[^\n]*\Z", re.MULTILINE)
"""What a letter is signed with, and what a list of letters adds below (RFC 3676, 4.3)."""
_TYPES: Final = MimeTypes()
"""Python's own table of media types, whatever the machine adds to it."""


def parse_mail(data: bytes, path: str) -> Message:
    """The parts of a letter. Raises SitrexError ``input-too-large``, ``input-costly`` for more of them than anybody sends."""
    if len(data) > LETTER_LIMIT:
        raise SitrexError("input-too-large", path=path, limit=LETTER_LIMIT)
    for what, count, limit in (
        ("lines", data.count(b"\n"), _LINES),
        ("header lines", sum(1 for _ in _HEADER.finditer(data)), _HEADERS),
        ("parts", sum(1 for _ in _BORDER.finditer(data)), _PARTS),
        ("bytes of one header", max((len(h[0]) for h in _CONTENT_HEADER.finditer(data)), default=0), _CONTENT),
    ):
        if count > limit:
            raise SitrexError("input-costly", path=path, what=f"{count:,} {what}", limit=f"{limit:,}")
    return message_from_bytes(data, policy=policy.compat32)


def payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def header(message: Message, name: str) -> str | None:
    """A header's words, decoded."""
    value = message.get(name)
    if value is None:
        return None
    words = []
    try:
        pieces = decode_header(str(value)[:2_000])
    except HeaderParseError:  # it says that it is encoded, and is not
        pieces = [(str(value)[:2_000], None)]
    for piece, charset in pieces:
        if isinstance(piece, str):
            words.append(piece)
            continue
        try:
            words.append(piece.decode(charset or "utf-8", "replace"))
        except (LookupError, ValueError):  # a charset that is none
            words.append(piece.decode("utf-8", "replace"))
    return clean_name(" ".join("".join(words).split())) or None


def read_mbox(source: Source) -> Iterator[Raw | Failure]:
    """The letters of a mailbox, in order, each called ``<file>:<number>``."""
    for number, data in enumerate(_letters(source.through()), 1):
        where = f"{source.path}:{number}"
        if len(data) > LETTER_LIMIT:
            yield failure(SitrexError("input-too-large", path=where, limit=LETTER_LIMIT), path=where)
        else:
            yield Raw(id=f"{source.default_id}:{number}", path=where, kind="mail", data=data, said={})


def _letters(lines: IO[bytes]) -> Iterator[bytes]:
    """The letters between lines ``From …``; a line ``>From`` is what it was, and so is one that nobody has quoted."""
    kept, blank = bytearray(), True
    line = lines.readline(_LINE)
    while line:
        below = lines.readline(_LINE)
        if blank and line.startswith(b"From ") and _begins_letter(line, below):
            if kept:
                yield bytes(kept)
            kept.clear()
        elif len(kept) <= LETTER_LIMIT:
            kept += line[1:] if line.startswith(b">From ") else line
        blank = not line.strip()
        line = below
    if kept:
        yield bytes(kept)


def _begins_letter(line: bytes, below: bytes) -> bool:
    """Whether a line ``From …`` is a mailbox's own: a day and hour stand in it, or headers below, not the rest of a sentence."""
    return _STAMP.search(line, 0, _STAMPED) is not None or _HEADER.match(below) is not None


def read_mail(raw: Raw, reading: Reading) -> Article:
    """The article of a letter: its plain text, or that of its HTML; subject, sender, the Date header."""
    message = parse_mail(raw.data, raw.path)
    title = header(message, "Subject")
    passed_on = title is not None and _FORWARDED.match(title) is not None
    body, quoted = _body(message, raw.path, whole=passed_on)
    if not (passed_on or quoted):
        body, quoted = split_quotes(body, reply=_is_reply(message, title))
    signature = None if passed_on else _SIGNATURE.search(body)
    if signature is not None and body[: signature.start()].strip():
        body = body[: signature.start()]
    else:
        signature = None
    sender = header(message, "From")
    key = header(message, "Message-ID")
    row: dict[str, object] = {
        "title": title,
        "published": header(message, "Date"),
        "source": sender,
        **({"message_id": key} if key else {}),
        **({"author": sender} if sender else {}),
        **({"quoted": quoted} if quoted else {}),
        **({"signature": signature[0][4:].strip()} if signature else {}),
    }
    return text_article(raw, reading, row, body, "mail")


def attachments(message: Message) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the parts that are files of their own, letters within the letter among them; what these hold is
    theirs. A name that comes again is numbered.
    """
    used: Counter[str] = Counter()
    todo = [message]
    while todo:
        part = todo.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822" and part is not message:
            if not (isinstance(inner, list) and inner and isinstance(inner[0], Message)):
                continue
            name = (header(inner[0], "Subject") or "letter")[:80].replace("/", " ") + ".eml"
            data = inner[0].as_bytes()
        elif isinstance(inner, list):
            todo += reversed([p for p in inner if isinstance(p, Message)])
            continue
        elif _is_attached(part):
            given = part.get_filename() or f"attachment{_TYPES.guess_extension(part.get_content_type()) or ''}"
            name, data = clean_name(str(given))[:200], payload(part)
        else:
            continue
        used[name] += 1
        stem, dot, suffix = name.rpartition(".")
        yield name if used[name] == 1 else f"{stem} ({used[name]}){dot}{suffix}", data


def _is_attached(part: Message) -> bool:
    return bool(part.get_filename()) or part.get_content_disposition() == "attachment"


def _body(message: Message, path: str, *, whole: bool) -> tuple[str, str]:
    """The letter's text, of alternatives the plain one, and what its markup says is quoted (unless ``whole``)."""
    plain: list[str] = []
    marked: list[str] = []
    todo = [message]
    while todo:
        part = todo.pop()
        if part.get_content_type() == "message/rfc822" or (_is_attached(part) and not part.is_multipart()):
            continue
        if part.is_multipart():
            todo += reversed([p for p in part.get_payload() if isinstance(p, Message)])
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html"):
            data = payload(part)
            text = _text(part, data, path).replace("\r\n", "\n")
            (plain if kind == "text/plain" else marked).append(text)
    if any(text.strip() for text in plain) or not marked:
        return "\n".join(plain), ""
    for text in marked:
        check_markup(text.encode("utf-8", "replace"), path)
    return _unquoted(marked[0]) if len(marked) == 1 and not whole else ("\n".join(map(markup_text, marked)), "")


def _unquoted(html: str) -> tuple[str, str]:
    """A letter's own words, and what its markup says is quoted; all its own where nothing stands above that."""
    quote = _MARKED_QUOTE.search(html)
    above = markup_text(html[: quote.start()]) if quote else ""
    if quote is None or not above.strip():
        return markup_text(html), ""
    end = _quote_end(html, quote)
    below = markup_text(html[end:])
    own = _INTRODUCED.sub("", above) + (f"\n\n{below}" if below.strip() else "")
    return own, markup_text(html[quote.start() : end])


def _quote_end(html: str, quote: re.Match[str]) -> int:
    """Where the words of another end: with the last quotation, or, below Outlook's head of a letter, with the page."""
    ends = [m.end() for m in _QUOTE_END.finditer(html, quote.end())]
    return ends[-1] if ends and "divrplyfwdmsg" not in quote[0].lower() else len(html)


def _text(part: Message, data: bytes, path: str) -> str:
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass
    read = decode_markup if part.get_content_type() == "text/html" else decode
    return read(data, path)


def _is_reply(message: Message, title: str | None) -> bool:
    return "In-Reply-To" in message or (title is not None and _ANSWERED.match(title) is not None)


def split_quotes(body: str, *, reply: bool = True) -> tuple[str, str]:
    r"""A letter's own words, and what it quotes; the head of a letter further down begins a quotation in a reply only, not in
    a digest of letters.

    >>> split_quotes("We hold.\n\nOn Mon, 3 May 2022, A wrote:\n> Who holds?\n")
    ('We hold.\n\n', 'Who holds?')
    >>> split_quotes("We hold.\n\n-----Original Message-----\nFrom: A\nSent: Monday\nTo: B\nSubject: Izium\n\nWho holds?")[0]
    'We hold.\n\n'
    """
    below = _LETTER_BELOW.search(body) if reply else None
    if below is not None and body[: below.start()].strip():
        return body[: below.start()], body[below.start() :].strip()
    own = _INTRODUCED.sub("", _QUOTED.sub("", body)) if _QUOTED.search(body) else body
    if own is body or not own.strip():
        return body, ""
    quoted = "\n".join(line.lstrip(" \t>") for line in _QUOTED.findall(body))
    return re.sub(r"\n{3,}", "\n\n", own), quoted
