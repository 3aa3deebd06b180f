"""brat stand-off: one ``.txt`` and one ``.ann`` a document (https://brat.nlplab.org/standoff.html).

Text-bound lines carry span and label. A mention's fields are its annotator
note, as JSON, so that any of them can be edited in brat; three links are drawn
as relations: ``Cluster`` and ``Range`` to the first member, ``Parent`` to the
superior. ``Optional`` is an attribute. What brat has no place for stands in
``NAME.sitrex.json`` beside; without that file a document made in brat is read
all the same. brat writes a span that crosses line ends in fragments; it is
read as one.

Text files are written without any change of line ends; brat counts code
points, as sitrex does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from sitrex.errors import SitrexError
from sitrex.interchange.labelled import LABELS, Imported, Labelled, gold, header, mentions_of, said, text_of

_SIDE = ".sitrex.json"
# brat splits its files into lines as str.splitlines does
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_RELATIONS = {"Cluster": "cluster", "Range": "range", "Parent": "parent"}


def write(records: Iterable[Mapping[str, Any]], folder: Path, *, blank: bool = False) -> int:
    """Write the files of each record and brat's configuration into ``folder``; the number of records.

    ``blank`` leaves the labels out, for labelling from the plain text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, record in enumerate(records, 1):
        name = f"{number:05d}-{re.sub(r'[^A-Za-z0-9._-]+', '_', record['document']['id'])[:80]}"
        text = text_of(record)
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
        (folder / f"{name}.ann").write_bytes(_annotations(mentions_of(record, blank), text).encode("utf-8"))
        side = json.dumps(header(record, blank), ensure_ascii=False, indent=1)
        (folder / f"{name}{_SIDE}").write_text(side, encoding="utf-8")
    (folder / "annotation.conf").write_text(configuration(), encoding="utf-8")
    return number


def read(folder: Path) -> Imported:
    """The gold records of all ``.ann`` files of a folder with their ``.txt``, in name order, and what does not fit."""
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise SitrexError("usage", reason=f"{folder}: no .ann file in this folder")
    return gold(_document(file) for file in files)


def configuration() -> str:
    """Brat's ``annotation.conf`` for the labels and links of sitrex."""
    relations = "".join(
        f"{relation}\tArg1:{label}, Arg2:{label}\n" for relation, label in (("Parent", "UNIT"), ("Cluster", "UNIT"))
    )
    names = "|".join(label for label, listed in LABELS.items() if listed == "entities")
    dates = "|".join(label for label, listed in LABELS.items() if listed == "dates")
    relations += f"Cluster\tArg1:{names}, Arg2:{names}\nRange\tArg1:{dates}, Arg2:{dates}\n"
    overlaps = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
    return (
        "[entities]\n" + "\n".join(LABELS) + f"\n\n[relations]\n{overlaps}{relations}"
        "\n[events]\n\n[attributes]\nOptional\tArg:<ENTITY>\n"
    )


def _annotations(mentions: list[dict[str, Any]], text: str) -> str:
    keys = {mention["id"]: f"T{number}" for number, mention in enumerate(mentions, 1)}
    lines, more = [], []
    for mention in mentions:
        key = keys[mention["id"]]
        fragments = _fragments(text, mention["start"], mention["end"])
        spans = ";".join(f"{start} {end}" for start, end in fragments)
        surface = " ".join(text[start:end] for start, end in fragments)
        lines.append(f"{key}\t{mention['label']} {spans}\t{surface}")
        fields = said(mention)
        links: dict[str, Any] = {name: fields.pop(name) for name in ("cluster", "range") if name in fields}
        parent = fields.get("parent")
        if parent is not None:
            links["parent"] = parent["ref"]
            fields["parent"] = _renamed(parent, keys)
        for name in ("said_by", "of"):
            if name in fields:
                fields[name] = fields[name] | {"ref": keys.get(fields[name]["ref"])}
        for name in ("side", "at", "when"):
            if name in fields:
                fields[name] = keys.get(fields[name], fields[name])
        for relation, name in _RELATIONS.items():
            target = links.get(name)
            if target == mention["id"]:
                # brat draws no relation to itself; a cluster's head needs none, a range's first member says so
                fields |= {name: key} if name == "range" else {}
            elif target is not None:
                more.append(f"R\t{relation} Arg1:{key} Arg2:{keys[target]}")
        if fields.pop("optional", False):
            more.append(f"A\tOptional {key}")
        more.append(f"#\tAnnotatorNotes {key}\t{_on_one_line(fields)}")
    counted: dict[str, int] = {}
    for line in more:
        kind = line[0]
        counted[kind] = counted.get(kind, 0) + 1
        lines.append(f"{kind}{counted[kind]}{line[1:]}")
    return "".join(f"{line}\n" for line in lines)


def _fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a span between line ends, which brat cannot hold in one."""
    pieces = re.finditer(f"[^{_LINE_ENDS}]+", text[start:end])
    return [(start + piece.start(), start + piece.end()) for piece in pieces]


def _on_one_line(fields: Mapping[str, Any]) -> str:
    """The fields as JSON without any character at which brat ends a line."""
    written = json.dumps(fields, ensure_ascii=False)
    return re.sub(f"[{_LINE_ENDS}]", lambda end: f"\\u{ord(end[0]):04x}", written)


def _renamed(parent: dict[str, Any] | None, keys: Mapping[str, str]) -> dict[str, Any] | None:
    if parent is None:
        return None
    row = {name: value for name, value in parent.items() if value is not None}
    if "ref" in row:
        row["ref"] = keys[row["ref"]]
    if "parent" in row:
        row["parent"] = _renamed(row["parent"], keys)
    return row


def _document(file: Path) -> Labelled:
    name = file.name.removesuffix(".ann")
    side = file.with_name(name + _SIDE)
    try:
        text = file.with_name(f"{name}.txt").read_bytes().decode("utf-8")
        head = json.loads(side.read_text(encoding="utf-8")) if side.is_file() else {}
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise SitrexError("usage", reason=f"{file}: cannot be read with its .txt: {error}") from error
    found = Labelled(name, text, head)
    mentions: dict[str, tuple[dict[str, Any], str]] = {}
    rest = []
    for line in filter(None, lines):
        if line.startswith("T"):
            _text_bound(found, line, mentions)
        else:
            rest.append(line)
    for line in rest:
        _about(found, line, mentions)
    for key, (mention, surface) in mentions.items():
        found.add(mention, key, surface)
    return found


def _text_bound(found: Labelled, line: str, mentions: dict[str, tuple[dict[str, Any], str]]) -> None:
    match = re.fullmatch(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", line)
    if match is None:
        found.report(line[:40], "is not a text-bound line of brat; left out")
        return
    key, label, spans, surface = match.groups()
    pairs = [tuple(map(int, span.split())) for span in spans.split(";")]
    start, end = pairs[0][0], pairs[-1][1]
    if any(found.text[a[1] : b[0]].strip() for a, b in pairwise(pairs)):
        found.report(key, f"is in pieces ({spans}); taken from its first to its last character")
        surface = found.text[start:end]
    mentions[key] = {"id": key, "start": start, "end": end, "label": label}, surface


def _about(found: Labelled, line: str, mentions: dict[str, tuple[dict[str, Any], str]]) -> None:
    """A relation, attribute, note or equivalence; what sitrex does not know is reported."""
    key, _, body = line.partition("\t")
    words = body.split("\t")[0].split()
    targets = [word.partition(":")[2] or word for word in words[1:]]
    if key.startswith(("A", "#")):
        targets = targets[:1]  # what follows is a value
    if not targets or any(target not in mentions for target in targets):
        if not (key.startswith(("A", "R", "*", "#")) and targets):
            found.report(key, f"{body[:60]!r} is not understood; left out")
        else:
            found.report(key, f"is about {', '.join(targets)}, of which not all are mentions; left out")
        return
    first = mentions[targets[0]][0]
    if key.startswith("A") and words[0] == "Optional":
        first["optional"] = True
    elif key.startswith("#"):
        _note(found, key, body, first)
    elif key.startswith("R") and words[0] in _RELATIONS:
        _relate(first, _RELATIONS[words[0]], targets[1])
    elif key == "*":
        for target in targets[1:]:
            mentions[target][0]["cluster"] = targets[0]
    else:
        found.report(key, f"{words[0]!r} is not known to sitrex; left out")


def _relate(mention: dict[str, Any], name: str, target: str) -> None:
    if name == "parent":
        # what a note says of the superior stays; the relation says which mention it is
        mention["parent"] = (mention.get("parent") or {}) | {"ref": target}
    else:
        mention[name] = target


def _note(found: Labelled, key: str, body: str, mention: dict[str, Any]) -> None:
    try:
        fields = json.loads(body.split("\t", 1)[1])
        if not isinstance(fields, dict):
            raise TypeError
    except (IndexError, ValueError, TypeError):
        found.report(key, "is a note that is not a JSON object of fields; left out")
        return
    related = mention.get("parent")
    mention |= {name: value for name, value in fields.items() if name not in ("id", "start", "end", "label")}
    if related:
        mention["parent"] = (mention.get("parent") or {}) | related
