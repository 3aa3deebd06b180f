"""Files that mean harm, made when asked for: name -> what makes its bytes."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

Part = bytes | Iterable[bytes]
MB = 1 << 20
WORDS = b"word " * (MB // 5)
SENTENCE = b"The brigade held the bridge until Friday night, its staff said."
ENTITIES = b"<!DOCTYPE l [<!ENTITY a0 'aaaaaaaaaa'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 8)
)
"""Ten million letters."""


def noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def zipped(parts: dict[str, Part]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            with archive.open(name, "w") as member:
                for data in [part] if isinstance(part, bytes) else part:
                    member.write(data)
    return packed.getvalue()


def packed(data: bytes, padding: int = 150_000) -> bytes:
    """With gzip, and with so much that does not pack that the ratio is nothing to wonder at."""
    return gzip.compress(data, 9) + gzip.compress(noise(padding))


# ---------- office documents

_WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OPEN = b" ".join(
    b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name) for name in (b"office", b"text", b"table")
)
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> bytes:
    rows = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE.decode()}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def docx(body: bytes, head: bytes = b"", encoding: str = "utf-8") -> bytes:
    document = head + b"<w:document %s><w:body>%s</w:body></w:document>" % (_WORD, body)
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": document.decode().encode(encoding),
            "word/media/noise.bin": noise(200_000),
        }
    )


def run(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def odt(body: bytes, head: bytes = b"") -> bytes:
    content = b"<office:document-content %s><office:body><office:text>%s</office:text></office:body></office:document-content>"
    return zipped({"content.xml": head + content % (_OPEN, body), "noise.bin": noise(200_000)})


def xlsx(rows: bytes, strings: bytes = b"", sheets: int = 1, padding: int = 200_000) -> bytes:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>'
            % (
                main,
                _OFFICE,
                b"".join(
                    b'<sheet name="S%s" sheetId="%d" r:id="worksheet"/>' % (b"%d" % n if n else b"", n)
                    for n in range(sheets)
                ),
            ),
            "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/s.xml", sharedStrings="sharedStrings.xml"),
            "xl/worksheets/s.xml": b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, rows),
            "xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (main, strings),
            "xl/noise.bin": noise(padding),
        }
    )


def cell(place: bytes, text: bytes) -> bytes:
    number = place.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return b'<row r="%s"><c r="%s" t="inlineStr"><is><t>%s</t></is></c></row>' % (number, place, text)


def ods(rows: bytes) -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="%s"/></manifest:manifest>'
    content = b'<office:document-content %s><office:body><office:spreadsheet><table:table table:name="S">%s</table:table></office:spreadsheet></office:body></office:document-content>'
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest % kind, "content.xml": content % (_OPEN, rows)})


# ---------- pages, feeds, letters


def page(body: bytes, head: bytes = b"") -> bytes:
    paragraphs = b"".join(b"<p>%s (%d)</p>" % (SENTENCE, number) for number in range(5))
    return b"<html><head><title>x</title>%s</head><body><article>%s%s</article></body></html>" % (
        head,
        paragraphs,
        body,
    )


def attributes(count: int) -> bytes:
    return b"<p %s>word</p>" % b" ".join(b'a%d="1"' % number for number in range(count))


def feed(text: bytes, head: bytes = b"") -> bytes:
    return head + b"<rss><channel><title>x</title><item><title>x</title><description>%s</description></item>" % text


_LETTER = b"From: a@b.c\nSubject: x\nDate: Sat, 8 Jul 2023 10:00:00 +0000\n"


def letter(body: bytes, *headers: bytes) -> bytes:
    return _LETTER + b"".join(line + b"\n" for line in headers) + b"\n" + body


def letter_of(parts: Iterable[bytes], border: bytes = b"B") -> bytes:
    body = b"".join(b"--%s\n%s\n" % (border, part) for part in parts) + b"--%s--\n" % border
    return letter(body, b'Content-Type: multipart/mixed; boundary="%s"' % border)


def attached(name: bytes, data: bytes) -> bytes:
    return b'Content-Disposition: attachment; filename="%s"\n\n%s' % (name, data)


def letters_in_letters(depth: int) -> bytes:
    found = letter(b"innermost\n")
    for level in range(depth):
        found = letter_of([b"\nlevel %d\n" % level, b"Content-Type: message/rfc822\n\n" + found], b"B%d" % level)
    return found


# ---------- archives


def overlapping(count: int, size: int) -> bytes:
    """So many members that are all the same packed bytes."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = squeeze.compress(b"\0" * size) + squeeze.flush()
    sizes = (zlib.crc32(b"\0" * size), len(data), size, 5)
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, *sizes, 0) + b"a.txt" + data
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entry) * count, len(local), 0)
    return local + entry * count + end


def listing(count: int) -> bytes:
    """A zip archive that is a list of members, and no more."""
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    return entry * count + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, len(entry) * count, 0, 0)


def nested_zips() -> bytes:
    found = zipped({f"{number}.txt": [WORDS] * 20 for number in range(4)})
    for _ in range(2):
        found = zipped({f"{number}.zip": found for number in range(20)})
    return zipped({"first.zip": found, "noise.bin": noise(100_000)})


def tar(*members: tuple[str, bytes, dict[str, Any]]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data, more in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for field, value in more.items():
                setattr(info, field, value)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def long_header(kind: bytes, size: int) -> bytes:
    info = tarfile.TarInfo("x")
    info.type, info.size = kind, size
    return packed(info.tobuf(tarfile.USTAR_FORMAT) + b"a" * size)


def web(*records: bytes) -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/%d\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    return b"".join(head % (number, len(record), record) for number, record in enumerate(records))


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n%s"

# ---------- PDF


def pdf(content: bytes, filters: bytes = b"/FlateDecode", kids: bytes = b"5 0 R") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[%s]>>" % kids,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents 4 0 R>>",
    ]
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)


def twice_deflated(size: int) -> bytes:
    outer, inner = zlib.compressobj(1), zlib.compressobj(1)
    data = b"".join(outer.compress(inner.compress(b" " * MB)) for _ in range(size // MB))
    return pdf(data + outer.compress(inner.flush()) + outer.flush(), b"[/FlateDecode/FlateDecode]")


# ---------- Parquet


def parquet(text: Any, **columns: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": text, **columns}), made, compression="zstd")
    found: bytes = made.getvalue().to_pybytes()
    return found


def one_value(value: int, kind: str, zone: str | None = None) -> bytes:
    import pyarrow as pa

    kinds = {"day": pa.date32(), "moment": pa.timestamp("us", zone)}
    return parquet(
        [SENTENCE.decode()], seen=pa.array([value], pa.int32() if kind == "day" else pa.int64()).cast(kinds[kind])
    )


def dictionary(rows: int) -> bytes:
    import pyarrow as pa

    value = noise(12_000).hex() * 60
    return parquet(pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [value]))


def varint(number: int, length: int) -> bytes:
    """A number as Parquet's headers have it, in so many bytes."""
    number *= 2
    return bytes((number >> 7 * at & 127) | (128 if at < length - 1 else 0) for at in range(length))


def lying_parquet(size: int, said_of_page: int | None = None) -> bytes:
    """A text of so many bytes whose column says that it is small, and perhaps its page that it is large."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = pa.BufferOutputStream()
    table = pa.table({"text": ["a" * size]})
    pq.write_table(table, made, compression="zstd", use_dictionary=False, write_statistics=False)
    data: bytes = made.getvalue().to_pybytes()
    column = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(0)
    begin, footer = column.data_page_offset, len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    page, end = data[begin : begin + 30], data[footer:]
    length = (2 * size).bit_length() // 7 + 1
    real = next(n for n in range(size, size + 100) if varint(n, length) in page)
    page = page.replace(varint(real, length), varint(said_of_page or real, length))
    end = end.replace(varint(column.total_uncompressed_size, length), varint(1_000, length))
    return data[:begin] + page + data[begin + 30 : footer] + end


Make = Callable[[], bytes]
FILES: dict[str, Make] = {
    "entities.docx": lambda: docx(run(b"&a7;"), ENTITIES),
    "late-entities.docx": lambda: docx(run(b"&a7;"), b"<!--%s-->" % (b" " * 100_000) + ENTITIES),
    "wide-entities.docx": lambda: docx(run(b"&a7;"), b'<?xml version="1.0" encoding="utf-16"?>' + ENTITIES, "utf-16"),
    "text.docx": lambda: docx(run(b"word " * (4 * MB))),
    "attributes.docx": lambda: docx(b"<w:p %s/>" % b" ".join(b'a%d="1"' % n for n in range(200_000)) + run(b"x")),
    "blanks.docx": lambda: docx(run(b" " * 1_000_000 + b"x")),
    "tables.docx": lambda: docx(b"<w:tbl><w:tr><w:tc>" * 200 + run(b"x") + b"</w:tc></w:tr></w:tbl>" * 200),
    "tags.docx": lambda: docx(run(b"x") * 70_000),
    "bomb.docx": lambda: zipped({"word/document.xml": [WORDS] * 60}),
    "parts.docx": lambda: zipped({f"{number}": b"" for number in range(10_001)}),
    "listing.docx": lambda: listing(400_000),
    "entities.odt": lambda: odt(b"<text:p>&a7;</text:p>", ENTITIES),
    "blanks.odt": lambda: odt(b"<text:p>a<text:s text:c='999999999'/>b</text:p>" * 1_000),
    "deep.odt": lambda: odt(b"<text:span>" * 50_000 + b"x" + b"</text:span>" * 50_000),
    "braces.rtf": lambda: b"{\\rtf1 " + b"{" * 300_000 + SENTENCE + b"}" * 300_000 + b"}",
    "notes.rtf": lambda: b"{\\rtf1 " + SENTENCE + b"{\\footnote " * 100_000,
    "lines.rtf": lambda: b"{\\rtf1 " + b"\\par " * 300_000 + SENTENCE + b"}",
    "far.xlsx": lambda: xlsx(cell(b"A1", b"text") + cell(b"XFD1048576", SENTENCE)),
    "shared.xlsx": lambda: xlsx(
        cell(b"A1", b"text")
        + b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(2, 999)),
        b"<si><t>%s</t></si>" % (WORDS * 4),
    ),
    "sheets.xlsx": lambda: xlsx(
        cell(b"A1", b"text") + b"".join(cell(b"A%d" % n, SENTENCE) for n in range(2, 200)), sheets=3_000, padding=0
    ),
    "repeated.ods": lambda: ods(
        b'<table:table-row table:number-rows-repeated="20000"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>text</text:p></table:table-cell></table:table-row>'
    ),
    "attributes.html": lambda: page(attributes(50_000)),
    "many-attributes.html": lambda: page(attributes(400) * 1_000),
    "values.html": lambda: page(b"<p a='>' b=\">\">word</p>" * 10_000),
    "open-quotes.html": lambda: page(b'<a "="' * 200_000),
    "breaks.html": lambda: page(b"<br>" * 50_000),
    "lines.html": lambda: page(b"word<br>" * 100_000),
    "paragraphs.html": lambda: page(b"<p>word</p>" * 50_000),
    "spans.html": lambda: page(b"<p>" + b"<span>word</span> " * 50_000 + b"</p>"),
    "deep.html": lambda: page(b"<div>" * 150_000),
    "metas.html": lambda: page(b"", b'<meta name="a" content="b">' * 100_000),
    "linked.html": lambda: page(b"", b'<script type="application/ld+json">%s</script>' % (b"[" * 900_000)),
    "comments.html": lambda: page(b"<!--" * 200_000),
    "tags.html": lambda: page(b"<b>" * 400_001),
    "long.html": lambda: page(b"<p>" + WORDS * 9 + b"</p>"),
    "entities.xhtml": lambda: ENTITIES + page(b"<p>&a7;</p>"),
    "attributes.xhtml": lambda: page(attributes(50_000)),
    "page.mht": lambda: letter_of([b"Content-Type: text/html\n\n" + page(b"<p>word</p>" * 50_000)]),
    "entities.rss": lambda: feed(b"&a7;", ENTITIES),
    "wide-entities.rss": lambda: (
        feed(b"&a7;", b'<?xml version="1.0" encoding="utf-16"?>' + ENTITIES).decode().encode("utf-16")
    ),
    "deep.rss": lambda: feed(b"<b>" * 100_000),
    "long.rss": lambda: feed(WORDS * 5) + b"</channel></rss>",
    "cut.rss": lambda: feed(SENTENCE),
    "parts.eml": lambda: letter_of([b"\nx\n"] * 100_000),
    "headers.eml": lambda: letter(SENTENCE, *[b"X-A%d: b" % number for number in range(200_001)]),
    "type.eml": lambda: letter(SENTENCE, b"Content-Type: text/plain" + b"; a=b" * 200_000),
    "pieces.eml": lambda: letter(
        SENTENCE, b"Content-Type: text/plain" + b"".join(b"; name*%d=b" % number for number in range(50_000))
    ),
    "lines.eml": lambda: letter(b"\n" * 5_000_000 + SENTENCE),
    "nested.eml": lambda: letters_in_letters(12),
    "deep.eml": lambda: letters_in_letters(150),
    "attached.eml": lambda: letter_of([b"\nx\n", *[attached(b"%d.txt" % number, SENTENCE) for number in range(9_000)]]),
    "attached-within.eml": lambda: letter_of(
        [
            attached(b"%d.eml" % number, letter_of([attached(b"a.txt", SENTENCE)] * 90, b"B%d" % number))
            for number in range(9)
        ]
    ),
    "lines.mbox": lambda: b"From a\n" + letter(b"\n" * 2_000_001),
    "stamps.mbox": lambda: b"From a " + b"00:00 " * 170_000 + b"\n" + letter(SENTENCE),
    "subject.eml": lambda: letter(SENTENCE, b"Subject: " + b"=?utf-8?q?a?= " * 100_000),
    "lines.srt": lambda: b"1\n00:00:00,000 --> 00:00:01,000\n" + b"a\n" * 500_000,
    "noise.srt": lambda: noise(100_000),
    "colons.vtt": lambda: b"WEBVTT\n\n" + b"1:" * 1_000_000,
    "arrows.srt": lambda: b"00:00:00,000 --> " * 100_000,
    "deep.json": lambda: b"[" * 200_000,
    "deep-objects.json": lambda: b'{"text":' * 200_000,
    "key.json": lambda: b'{"%s": {%s}}' % (b"k" * MB, b",".join(b'"a%d": 1' % number for number in range(50_000))),
    "values.json": lambda: b'[{"text": "a b c", "x": [%s]}]' % b",".join([b"0"] * 1_000_001),
    "digits.json": lambda: b'[{"text": "a b c", "x": %s}]' % (b"9" * 3_000_000),
    "deep.jsonl": lambda: b'{"text": "a b c", "x": ' + b"[" * 200_000 + b"\n",
    "values.jsonl": lambda: b'{"text": "a b c", "x": [%s]}\n' % b",".join([b"[]"] * 500_000),
    "line.jsonl.gz": lambda: packed(b'{"text": "%s"}\n' % (WORDS * 20)),
    "text.txt.gz": lambda: packed(WORDS * 65, 400_000),
    "bomb.txt.gz": lambda: gzip.compress(WORDS * 20),
    "cell.csv.gz": lambda: packed(b"text\n%s\n" % (WORDS * 20)),
    "columns.csv": lambda: b"text" + b"," * 1_000_000 + b"\n",
    "open.csv": lambda: b'text\n"' + WORDS,
    "aliases.md": lambda: (
        b"---\n%s\n---\n%s"
        % (
            b"\n".join(
                b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9) if n else b"x") for n in range(9)
            ),
            SENTENCE,
        )
    ),
    "braces.md": lambda: b"---\nk: %s\n---\n%s" % (b"{" * 20_000, SENTENCE),
    "addresses.txt": lambda: b"https://a" * 100_000 + b" " + SENTENCE,
    "blank-lines.txt": lambda: b"\n" * 5_000_000 + SENTENCE,
    "flat.zip": lambda: zipped({"a.txt": [WORDS] * 60}),
    "nested.zip": nested_zips,
    "overlapping.zip": lambda: overlapping(20_000, 5 * MB),
    "listing.zip": lambda: listing(400_000),
    "packed.zip": lambda: zipped(
        {"noise.bin": noise(100_000), **{f"{n}.txt.gz": gzip.compress(WORDS * 3) for n in range(40)}}
    ),
    "names.zip": lambda: zipped(
        {"a" * 60_000 + ".txt": SENTENCE, "x/" * 20_000 + "b.txt": SENTENCE, "../c.txt": SENTENCE}
    ),
    "film.zip": lambda: zipped({"film.mp4": [b"\0" * MB] * 70, "a.txt": SENTENCE}),
    "header.tar.gz": lambda: long_header(tarfile.XHDTYPE, 28 * MB),
    "name.tar.gz": lambda: long_header(tarfile.GNUTYPE_LONGNAME, 28 * MB),
    "members.tar": lambda: tar(
        ("link.txt", b"", {"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}),
        ("hard.txt", b"", {"type": tarfile.LNKTYPE, "linkname": "../x"}),
        ("null.txt", b"", {"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 3}),
        ("pipe.txt", b"", {"type": tarfile.FIFOTYPE}),
        ("../../up.txt", SENTENCE, {}),
        ("/abs.txt", SENTENCE, {}),
    ),
    "headers.warc": lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000 + b"\r\n",
    "noise.warc": lambda: noise(100_000),
    "valueless.warc": lambda: web(ANSWER % (b"", page(b""))).replace(b"WARC-Target-URI:", b"WARC-Target-URI"),
    "cut.warc": lambda: web(ANSWER % (b"", page(b"")), ANSWER % (b"", page(b"")))[:-200],
    "packed.warc": lambda: web(
        ANSWER % (b"Content-Encoding: gzip\r\n", gzip.compress(b"<p>a" * (20 * MB))), ANSWER % (b"", page(b""))
    ),
    "noise.pdf": lambda: b"%PDF-1.7\n" + noise(100_000),
    "twice.pdf": partial(twice_deflated, 700 * MB),
    "loop.pdf": lambda: pdf(b"x", kids=b"2 0 R"),
    "broken.pdf": lambda: pdf(zlib.compress(b"x"))[:300],
    "zone.parquet": lambda: one_value(0, "moment", "Foo/Bar"),
    "day.parquet": lambda: one_value(2**31 - 1, "day"),
    "moment.parquet": lambda: one_value(2**62, "moment"),
    "dictionary.parquet": lambda: dictionary(60),
    "zstd.parquet": lambda: parquet([WORDS.decode() * 20] * 5),
    "unfolding.parquet": lambda: lying_parquet(400 * MB),
    "page.parquet": lambda: lying_parquet(300 * MB, 1 << 30),
    "noise.parquet": lambda: b"PAR1" + noise(10_000) + b"PAR1",
}
"""One of each kind of harm; what came of them before there were limits was minutes, gigabytes or the end of a run."""
