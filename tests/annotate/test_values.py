"""What is read so far is a value that a form gives back further; objects have parts rather than ancestors."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import sitrex.annotate

HOUSE = Path(sitrex.annotate.__file__).parent
KEPT = {"t.last", "made.done"}
"""What the walk over a text remembers: the number read last, where a join has ended."""


def written(tree: ast.Module) -> set[str]:
    """The attributes of something other than ``self`` that a module assigns to."""
    return {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) != "self"
    }


@pytest.mark.parametrize("room", ["units", "numbers", "dates"])
def test_no_form_writes_into_what_it_is_given(room: str) -> None:
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in (HOUSE / room).glob("*.py")]
    assert set().union(*map(written, modules)) <= KEPT


def test_no_class_has_more_than_one_ancestor_of_the_house() -> None:
    deep = {
        name
        for module in walk_packages(sitrex.annotate.__path__, "sitrex.annotate.")
        for name, kind in inspect.getmembers(import_module(module.name), inspect.isclass)
        if sum(one.__module__.startswith("sitrex.annotate.") for one in kind.__mro__) > 2
    }
    assert deep == set()
