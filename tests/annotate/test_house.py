"""Habits of the code of ``annotate/`` that a machine can check: words are rows of tables, names mean one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import sitrex.annotate

HOUSE = Path(sitrex.annotate.__file__).parent
READ = re.compile(
    r"(?:\.(?:low|text|before|after|following|word|upper|lower)(?:\(\))?"
    r"|\b(?:low|lower|raw|words|keys|key|word)(?:\[[^\]]*(?:\[[^\]]*\][^\]]*)*\]|\([^)]*\))"
    r"|^(?:word|low|joint|before|after|following|pronoun|told|sign))$"
)
"""Expressions that are a word of the text: tags, labels, fields are none."""
FUNCTION_WORDS = frozenset(
    "a an the this that these those and or but nor if when while where whereas though although unless because than as so"
    " of in on at by for from with without to into onto out up down off over under above below about around before after"
    " since until till during between within through past against upon along across behind per not no every each more"
    " i he she it we they you who whom which what whose his her its our their my your him them us"
    " am is are was were be been being has have had x".split()
)
"""The grammar itself: few of them may be written where they are asked for."""
FEW = 3


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        yield str(path.relative_to(HOUSE)), ast.parse(path.read_text(encoding="utf-8"))


def written(node: ast.expr) -> list[str]:
    """The strings of a tuple, set or list of nothing else."""
    elements = node.elts if isinstance(node, ast.Tuple | ast.Set | ast.List) else []
    values = [element.value for element in elements if isinstance(element, ast.Constant)]
    return [v for v in values if isinstance(v, str)] if len(values) == len(elements) else []


def wordy(values: list[str]) -> bool:
    """Whether some strings are words of a vocabulary, not marks, single letters or a few words of the grammar."""
    if any(" " in value for value in values):
        return False  # phrases
    bare = [value.lower().strip("'’.") for value in values]
    words = [word for word in bare if len(word) > 1 and word.isalpha()]
    return len(words) > FEW or not FUNCTION_WORDS.issuperset(words)


def tables(tree: ast.Module) -> dict[str, list[str]]:
    """The sets of strings that a module writes out under a name."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            value = node.value
            called = isinstance(value, ast.Call) and ast.unparse(value.func) == "frozenset" and value.args
            found[node.target.id] = written(value.args[0] if called else value)  # type: ignore[attr-defined]
    return found


def test_words_that_are_asked_for_are_rows_of_a_table() -> None:
    found = []
    for module, tree in modules():
        named = tables(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                wanted = node.comparators[0]
                values = named.get(wanted.id, []) if isinstance(wanted, ast.Name) else written(wanted)
                if len(values) > 1 and wordy(values) and READ.search(ast.unparse(node.left)):
                    found.append(f"{module}:{node.lineno} {ast.unparse(node)}: {values}")
    assert found == []


TWICE = {"Candidate", "Reading", "Rule"}
"""Classes of the grammars whose name still means two things: of units and of dates, of units and of numbers, of all rules."""


def test_a_class_has_a_name_of_its_own() -> None:
    named = defaultdict(list)
    for module, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named[node.name].append(module)
    assert {name for name, where in named.items() if len(where) > 1} == TWICE
