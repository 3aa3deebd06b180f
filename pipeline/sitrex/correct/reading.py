"""A file of corrections: a YAML list, each error with its line and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import yaml

from sitrex.correct.model import LINKED, NAMED, REFERENCES, THINGS, VERBS, Correction, fold, settable
from sitrex.errors import SitrexError
from sitrex.validate.schema import accepts

_KEYS: Final = (*VERBS, "in", "to", "field", "document", "at", "reason")
_NEEDS: Final = {
    "hide": (),
    "rename": ("to",),
    "merge": ("to",),
    "split": ("to",),
    "set": ("field", "to"),
}
"""Verb -> what it says besides ``in`` and ``reason``."""

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Entry = dict[str, tuple[str | None, int]]
"""Key -> its value, all scalars as strings but null, and the line."""


def parse_corrections(path: Path) -> list[Correction]:
    """The corrections of a YAML file, in its order.

    Scalars are read as they are written, so that ``NO`` is Norway and ``47`` a designator.

    Raises:
        SitrexError: ``input-missing``, ``corrections-broken`` where the file is not YAML, ``correction-wrong`` where an
            entry says something else than a correction may.
    """
    if not path.is_file():
        raise SitrexError("input-missing", path=path)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise SitrexError(
            "corrections-broken", path=path, line=mark.line + 1 if mark else 1, reason=problem.problem
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        raise SitrexError("corrections-broken", path=path, line=1, reason=str(problem).splitlines()[0]) from None
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise _wrong(path, root, "the file is no list", "Begin each correction with '- '")
    return [_correction(path, node) for node in root.value]


def _correction(path: Path, node: Any) -> Correction:
    entry = dict(_entries(path, node))
    verbs = [verb for verb in VERBS if verb in entry]
    if len(verbs) != 1:
        said = " and ".join(verbs) or "none"
        raise _wrong(path, node, f"a correction does one thing, here {said}", f"Say one of {', '.join(VERBS)}")
    (verb,) = verbs
    for name in ("in", "reason", *_NEEDS[verb]):
        if name not in entry:
            raise _wrong(path, node, f"{verb} says no {name!r}", f"Add '{name}: ...'")
    for name in {"to", "field"} - set(_NEEDS[verb]):
        if name in entry:
            raise _at(path, entry[name][1], f"{verb} takes no {name!r}", "Take it out")
    for name, (value, line) in entry.items():
        if not (value or "").strip() and name != "to":
            raise _at(path, line, f"{name!r} is empty", "Say what it is")
    thing = _among(path, entry, "in", NAMED if verb in ("rename", "merge", "split") else tuple(THINGS))
    if "at" in entry and "document" not in entry:
        raise _at(path, entry["at"][1], "'at' counts within a document", "Add 'document: ID'")
    field = _among(path, entry, "field", tuple(settable(thing))) if verb == "set" else None
    return Correction(
        verb=verb,
        name=str(entry[verb][0]),
        thing=thing,
        reason=str(entry["reason"][0]),
        to=_value(path, entry, verb, thing, field),
        field=field,
        document=entry["document"][0] if "document" in entry else None,
        at=_number(path, *entry["at"]) if "at" in entry else None,
        line=node.start_mark.line + 1,
    )


def _entries(path: Path, node: Any) -> Iterator[tuple[str, tuple[str | None, int]]]:
    """Key, value and line of each line of a correction."""
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(path, node, "a correction is no list of 'key: value'", "Begin it as '- hide: NAME'")
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name not in _KEYS:
            near = get_close_matches(name, _KEYS, 1)
            remedy = f"Did you mean {near[0]!r}" if near else f"Known are {', '.join(_KEYS)}"
            raise _wrong(path, key, f"{name!r} is not known", remedy)
        if name in seen:
            raise _wrong(path, key, f"{name!r} is said twice", "Keep one; a new correction begins with '- '")
        if not isinstance(value, yaml.ScalarNode):
            raise _wrong(
                path,
                value,
                f"{name!r} is a list or a mapping",
                "Say one value; put it in quotes if it holds a colon, [ or {",
            )
        seen.add(name)
        null = value.tag == "tag:yaml.org,2002:null" and not value.style
        yield name, (None if null else value.value, value.start_mark.line + 1)


def _value(path: Path, entry: Entry, verb: str, thing: str, field: str | None) -> Any:
    """What ``to`` says, as the record has it."""
    if verb == "hide":
        return None
    text, line = entry["to"]
    if field is None:
        if not (text or "").strip():
            raise _at(path, line, "'to' is empty", "Say the name")
        if verb != "rename" and fold(str(text)) == fold(str(entry[verb][0])):
            raise _at(path, line, f"'to' is the name that {verb} has already", "Say another name")
        return " ".join(str(text).split())
    if field in REFERENCES:
        return {"ref": None, "text": text} if text else None
    if field in LINKED:
        return text or None
    spec = settable(thing)[field]
    value = _typed(text, spec)
    if not accepts(spec, value) or (field == "label" and value is None):
        expected = (
            ", ".join(str(one) for one in spec["enum"] if one is not None) if "enum" in spec else spec["description"]
        )
        raise _at(path, line, f"{text!r} is no value of {field}", f"Expected: {expected}")
    return value


def _typed(text: str | None, spec: Mapping[str, Any]) -> Any:
    """The text as a number where the field holds numbers, and no other type."""
    types = spec.get("type", ())
    if text is None or not {"integer", "number"} & set([types] if isinstance(types, str) else types):
        return text
    try:
        return int(text) if "integer" in types else float(text)
    except ValueError:
        return text


def _number(path: Path, text: str | None, line: int) -> int:
    if not (text or "").isdecimal():
        raise _at(path, line, f"'at' is {text!r}", "Say the first code point of the mention, its 'start'")
    return int(str(text))


def _among(path: Path, entry: Entry, name: str, allowed: tuple[str, ...]) -> str:
    value, line = entry[name]
    if value not in allowed:
        near = get_close_matches(str(value), allowed, 1)
        remedy = f"Did you mean {near[0]!r}; there are " if near else "There are "
        raise _at(path, line, f"{name!r} is {value!r}", remedy + ", ".join(allowed))
    return str(value)


def _wrong(path: Path, node: Any, reason: str, remedy: str) -> SitrexError:
    return _at(path, node.start_mark.line + 1, reason, remedy)


def _at(path: Path, line: int, reason: str, remedy: str) -> SitrexError:
    return SitrexError("correction-wrong", path=path, line=line, reason=reason, remedy=remedy)
