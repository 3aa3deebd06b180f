"""The JSON Schemas and their validators."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sitrex.errors import SitrexError

NAMES: Final = ("article", "record", "gold", "manifest", "scores", "corrections")
"""The schemas that ship with sitrex."""

Verdict = Callable[[Any], tuple[str, str] | None]
"""Gives the first error as (where, reason), or None."""


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of that name; SitrexError ``schema-unknown`` for another name."""
    if name not in NAMES:
        raise SitrexError("schema-unknown", name=name, names=", ".join(NAMES))
    packaged = files("sitrex") / "schemas"
    # in a checkout the schemas lie at its top, in a wheel inside the package
    folder = packaged if packaged.is_dir() else Path(__file__).parents[3] / "schemas"
    schema: dict[str, Any] = json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


@cache
def validator(name: str) -> Verdict:
    """A validator of one schema, built once: jsonschema-rs where it is installed, else jsonschema.

    Both give the same verdicts and name the same place; the reasons are worded
    by the library.
    """
    schema = read_schema(name)
    try:
        import jsonschema_rs
    except ImportError:
        return _pure(schema)
    return _compiled(jsonschema_rs.validator_for(schema))


def accepts(spec: Mapping[str, Any], value: Any) -> bool:
    """Whether a value fits a schema without references, as that of one field.

    >>> accepts({"type": ["string", "null"], "pattern": "^[A-Z]{2}$"}, "UA")
    True
    """
    return _pure(spec)(value) is None


def _pure(schema: Mapping[str, Any]) -> Verdict:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    # NaN and Infinity are no JSON numbers; jsonschema-rs refuses them as well
    types = Draft202012Validator.TYPE_CHECKER.redefine("number", lambda _, value: _is_finite_number(value))
    checker = extend(Draft202012Validator, type_checker=types)(schema)  # type: ignore[no-untyped-call]

    def verdict(row: Any) -> tuple[str, str] | None:
        errors = sorted(checker.iter_errors(row), key=lambda e: [str(step) for step in e.absolute_path])
        return (_where(list(errors[0].absolute_path)), errors[0].message[:300]) if errors else None

    return verdict


def _is_finite_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _compiled(checker: Any) -> Verdict:
    def verdict(row: Any) -> tuple[str, str] | None:
        if checker.is_valid(row):
            return None
        errors = sorted(checker.iter_errors(row), key=lambda e: [str(step) for step in e.instance_path])
        return _where(list(errors[0].instance_path)), str(errors[0].message)[:300]

    return verdict


def _where(path: list[Any]) -> str:
    return "/".join(str(step) for step in path) or "the top level"
