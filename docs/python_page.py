"""The page of the Python interface: signatures and docstrings as Markdown, which reads the same in a browser of the repository."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from importlib import import_module
from typing import Any, Final

import sitrex
from sitrex.errors import CATALOGUE
from sitrex.interchange.docbin import read_docs, to_doc
from sitrex.record import model

_RECORD: Final = (
    "Record",
    "Document",
    "Mention",
    "Entity",
    "Date",
    "Number",
    "MilitaryUnit",
    "Parent",
    "Reference",
    "Provenance",
)
_SECTIONS: Final = ("Args:", "Returns:", "Yields:", "Raises:")


def python_page() -> str:
    """The public names, the record's classes, Docs, errors."""
    public = [getattr(import_module(sitrex._HOME[name]), name) for name in sitrex.__all__]
    functions = [each for each in public if not inspect.isclass(each)]
    classes = [each for each in public if inspect.isclass(each) and each is not model.Record]
    parts = [
        "# Python\n\nThe names of the package `sitrex`; each is imported when it is first used. They are typed\n(`py.typed`). "
        "What the fields mean: [record](schema.md).\n",
        *(_section(f"sitrex.{each.__name__}", each) for each in (*functions, *classes)),
        "## The record\n",
        *(_section(name, getattr(model, name), level=3) for name in _RECORD if hasattr(model, name)),
        "## Records as spaCy Docs\n",
        *(_section(f"sitrex.interchange.docbin.{each.__name__}", each, level=3) for each in (read_docs, to_doc)),
        "## Errors\n\nEvery error that a user can meet has a code, `SitrexError.code`, with its values in `SitrexError.values`:\n\n"
        + ", ".join(f"`{code}`" for code in CATALOGUE)
        + ".\n",
    ]
    return "\n".join(parts)


def _section(name: str, described: Any, *, level: int = 2) -> str:
    """Heading, signature, docstring, and of a dataclass its fields."""
    parts = [f"{'#' * level} {name}\n"]
    if not inspect.isclass(described):
        parts.append(f"```python\n{_signature(described)}\n```\n")
    parts.append(markdown(inspect.getdoc(described) or ""))
    if is_dataclass(described):
        own = [f for f in fields(described) if f.name in inspect.get_annotations(described)]
        parts.append("\n".join(f"- `{f.name}`: `{f.type}`{_default(f)}" for f in own) + "\n")
    return "\n".join(parts)


def _signature(function: Callable[..., Any]) -> str:
    """A function's signature, one parameter a line where one line is too short."""
    signature = inspect.signature(function)
    line = f"{function.__name__}{signature}".replace("'", "")
    if len(line) <= 100:
        return line
    given = []
    keyword = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword:
            keyword = True
            given.append("    *,")
        given.append("    " + str(parameter).replace("'", "") + ",")
    returned = str(signature.return_annotation).replace("'", "")
    return f"{function.__name__}(\n" + "\n".join(given) + f"\n) -> {returned}"


def _default(field: Any) -> str:
    return "" if field.default is MISSING else f" = `{field.default!r}`"


def markdown(docstring: str) -> str:
    r"""A docstring with Google sections as Markdown.

    >>> print(markdown("Says ``x``, see :func:`sitrex.f`.\n\nArgs:\n    a: the one\n        and only."), end="")
    Says `x`, see `sitrex.f`.
    <BLANKLINE>
    **Args**
    <BLANKLINE>
    - `a`: the one and only.
    """
    text = re.sub(r":[a-z]+:`~?([^`]+)`", r"`\1`", docstring).replace("``", "`")
    return "\n".join(_blocks(text.splitlines())).rstrip() + "\n"


def _blocks(lines: list[str]) -> Iterator[str]:
    section = ""
    example = False
    entry = ""
    for line in [*lines, ""]:
        starts = line.startswith(">>>")
        if starts and not example:
            example = True
            yield "```pycon"
        if example:
            if line:
                yield line
                continue
            example = False
            yield "```"
        if line in _SECTIONS:
            section = line
            yield f"**{line[:-1]}**"
            yield ""
            continue
        if section and line.startswith("    "):
            if line.startswith("        ") and entry:
                entry += f" {line.strip()}"
                continue
            if entry:
                yield entry
            name, colon, rest = line.strip().partition(": ")
            entry = f"- `{name}`: {rest}" if colon and name.replace("_", "").isalnum() else f"- {line.strip()}"
            continue
        if entry:
            yield entry
            entry = ""
        section = section if not line else ""
        yield line
