"""Label Studio tasks as JSON (https://labelstud.io/guide/task_format).

A task's ``data`` holds the text and, under ``sitrex``, what has no place among
labels. A mention is a region of type ``labels``; its fields are the region's
text area ``fields``, as JSON, so that any of them can be edited; ``optional``
is a choice on the region. Three links are relations: ``cluster`` and ``range``
to the first member, ``parent`` to the superior. :func:`configuration` is the
labelling interface that shows all of this.

Label Studio has counted offsets in code points since 2022, before that in
UTF-16 units. What a region's own text says decides how an import reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from sitrex.errors import SitrexError
from sitrex.interchange.labelled import LABELS, Imported, Labelled, gold, header, mentions_of, said, text_of
from sitrex.write.finished import finished

_LINKS = ("cluster", "range", "parent")
_COLOURS = {"entities": "#1f77b4", "dates": "#2ca02c", "numbers": "#ff7f0e", "units": "#d62728"}


def write(records: Iterable[Mapping[str, Any]], path: Path, *, blank: bool = False) -> int:
    """Write the tasks of all records into one JSON file; the number of records.

    The labels are the tasks' ``predictions`` (of gold its ``annotations``), or
    left out if ``blank``. Written task by task; Label Studio itself takes some ten thousand tasks in a file.
    """
    number = 0
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as out:
        out.write("[")
        for number, record in enumerate(records, 1):
            out.write((",\n" if number > 1 else "\n") + json.dumps(_task(record, blank), ensure_ascii=False, indent=1))
        out.write("\n]\n")
    return number


def read(path: Path) -> Imported:
    """The gold records of an export in the format JSON, and what does not fit.

    Of several annotations of a task the last one that was not cancelled is
    read, of a task without any its prediction.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SitrexError("usage", reason=f"{path}: not a JSON export of Label Studio: {error}") from error
    if not isinstance(tasks, list) or not all(isinstance(t, dict) and isinstance(t.get("data"), dict) for t in tasks):
        raise SitrexError("usage", reason=f"{path}: expected a list of tasks; export in the format JSON, not JSON-MIN")
    return gold(_document(task, place) for place, task in enumerate(tasks, 1))


def configuration() -> str:
    """The labelling interface, to be pasted into the project's settings."""
    labels = "".join(
        f"    <Label value={quoteattr(label)} background={quoteattr(_COLOURS[listed])}/>\n"
        for label, listed in LABELS.items()
    )
    relations = "".join(f"    <Relation value={quoteattr(link)}/>\n" for link in _LINKS)
    return (
        "<View>\n"
        f'  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        f"  <Relations>\n{relations}  </Relations>\n"
        '  <Text name="text" value="$text"/>\n'
        '  <TextArea name="fields" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>\n'
        '  <Choices name="optional" toName="text" perRegion="true" choice="multiple">\n'
        '    <Choice value="optional"/>\n  </Choices>\n</View>\n'
    )


def _task(record: Mapping[str, Any], blank: bool) -> dict[str, Any]:
    task: dict[str, Any] = {"data": {"text": text_of(record), "sitrex": header(record, blank)}}
    if not blank:
        result = [row for mention in mentions_of(record, blank) for row in _region(mention)]
        result += [row for mention in mentions_of(record, blank) for row in _relations(mention)]
        if "annotation" in record:
            task["annotations"] = [{"result": result}]
        else:
            made_by = record.get("provenance", {}).get("sitrex", "")
            task["predictions"] = [{"model_version": f"sitrex {made_by}".strip(), "result": result}]
    return task


def _region(mention: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    drawn = {"cluster", "optional"} | ({"range"} if mention.get("range") != mention["id"] else set())
    fields = {key: value for key, value in said(mention).items() if key not in drawn}
    span = {"start": mention["start"], "end": mention["end"], "text": mention["text"]}
    shared = {"id": mention["id"], "to_name": "text"}
    yield shared | {"from_name": "label", "type": "labels", "value": span | {"labels": [mention["label"]]}}
    if fields:
        written = json.dumps(fields, ensure_ascii=False)
        yield shared | {"from_name": "fields", "type": "textarea", "value": span | {"text": [written]}}
    if mention.get("optional"):
        yield shared | {"from_name": "optional", "type": "choices", "value": span | {"choices": ["optional"]}}


def _relations(mention: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    parent = mention.get("parent") or {}
    for name, target in (
        ("cluster", mention.get("cluster")),
        ("range", mention.get("range")),
        ("parent", parent.get("ref")),
    ):
        if target is not None and target != mention["id"]:
            ends = {"from_id": mention["id"], "to_id": target}
            yield ends | {"type": "relation", "direction": "right", "labels": [name]}


def _document(task: Mapping[str, Any], place: int) -> Labelled:
    data = task["data"]
    head = data.get("sitrex") if isinstance(data.get("sitrex"), dict) else {}
    name = str((head.get("document") or {}).get("id") or data.get("id") or f"task-{task.get('id', place)}")
    text = data.get("text")
    if not isinstance(text, str):
        found = Labelled(name, "", {})
        found.report("data", "has no text under 'text'; the task is left out")
        return found
    found = Labelled(name, text, head)
    regions: dict[str, dict[str, Any]] = {}
    surfaces: dict[str, Any] = {}
    result = _result(found, task)
    for place, row in enumerate(result):
        value = row.get("value") or {}
        labels = value.get("labels")
        if row.get("type") == "labels" and labels:
            # a prediction may leave its ids to Label Studio
            key = str(row.get("id") or f"result-{place}")
            if len(labels) > 1:
                found.report(key, f"has the labels {', '.join(labels)}; the first is taken")
            regions[key] = {"id": key, "label": labels[0], "start": value.get("start"), "end": value.get("end")}
            surfaces[key] = value.get("text")
    for row in result:
        _about(found, row, regions)
    for key, region in regions.items():
        surface = surfaces[key] if isinstance(surfaces[key], str) else None
        found.add(_in_code_points(region, surface, text), key, surface)
    return found


def _result(found: Labelled, task: Mapping[str, Any]) -> list[dict[str, Any]]:
    finished = [each for each in task.get("annotations") or [] if not each.get("was_cancelled")]
    made = (finished or task.get("predictions") or [{}])[-1]
    rows = []
    for each in made.get("result") or []:
        # label_studio_sdk writes the relations of a region as a list within the list
        for row in each if isinstance(each, list) else [each]:
            if isinstance(row, dict):
                rows.append(row)
            else:
                found.report("result", f"{row!r} is not a region or relation; left out")
    return rows


def _about(found: Labelled, row: Mapping[str, Any], regions: Mapping[str, dict[str, Any]]) -> None:
    """Add what a text area, choice or relation says to its region."""
    kind, value = row.get("type"), row.get("value") or {}
    if kind == "relation":
        ends = str(row.get("from_id")), str(row.get("to_id"))
        names = row.get("labels") or []
        if ends[0] not in regions or ends[1] not in regions:
            found.report(f"relation {ends[0]}–{ends[1]}", "leads to no mention; left out")
        elif len(names) != 1 or names[0] not in _LINKS:
            found.report(f"relation {ends[0]}–{ends[1]}", f"{names} is not one of {', '.join(_LINKS)}; left out")
        elif names[0] == "parent":
            mention = regions[ends[0]]
            mention["parent"] = (mention.get("parent") or {}) | {"ref": ends[1]}
        else:
            regions[ends[0]][names[0]] = ends[1]
    elif kind == "textarea" and row.get("from_name") == "fields":
        _fields(found, row, value, regions)
    elif kind == "choices" and row.get("from_name") == "optional":
        if str(row.get("id")) in regions and value.get("choices"):
            regions[str(row["id"])]["optional"] = True
    elif kind != "labels":
        found.report(str(row.get("id")), f"a {kind!r} named {row.get('from_name')!r} is not known; left out")


def _fields(
    found: Labelled, row: Mapping[str, Any], value: Mapping[str, Any], regions: Mapping[str, dict[str, Any]]
) -> None:
    key = str(row.get("id"))
    written = value.get("text")
    try:
        fields = json.loads(written if isinstance(written, str) else "".join(written or ["{}"]))
        if not isinstance(fields, dict):
            raise TypeError
    except (ValueError, TypeError):
        found.report(key, "its fields are not a JSON object; left out")
        return
    if key not in regions:
        found.report(key, "fields of a region that has no label; left out")
        return
    # a parent of a relation that was read before keeps its target only if that says more than the fields
    drawn = regions[key].get("parent")
    regions[key] |= {name: each for name, each in fields.items() if name not in ("id", "start", "end", "label")}
    if drawn:
        regions[key]["parent"] = (regions[key].get("parent") or {}) | drawn


def _in_code_points(region: dict[str, Any], surface: str | None, text: str) -> dict[str, Any]:
    """The region with offsets in code points, where only those in UTF-16 units give its text."""
    start, end = region["start"], region["end"]
    if surface is None or not (isinstance(start, int) and isinstance(end, int)) or text[start:end] == surface:
        return region
    units = text.encode("utf-16-le")
    before, within = units[: 2 * start], units[2 * start : 2 * end]
    if within.decode("utf-16-le", "replace") != surface:
        return region
    first = len(before.decode("utf-16-le", "replace"))
    return region | {"start": first, "end": first + len(surface)}
