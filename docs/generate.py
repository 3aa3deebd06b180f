"""Writes the pages that follow from the code, the schemas and the measures.

``python docs/generate.py`` writes them; a test fails when one is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sitrex.cli import main as cli
from sitrex.export.collation import collation_layout
from sitrex.export.kinds import KINDS as KINDS_OF_THINGS
from sitrex.export.layout import LINKS, LISTS, Column, Layout, layout, record_layout
from sitrex.ingest.kinds import KINDS
from sitrex.ingest.reading import FIELDS
from sitrex.validate.schema import NAMES, read_schema
from sitrex.vocab import read_table

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS))
from python_page import python_page  # noqa: E402 - beside this file, wherever that is loaded from

MEASURED = DOCS / "measured"
NOTE = "<!-- made by docs/generate.py: change the source that it names, then run `make pages` -->\n\n"


def pages() -> dict[str, str]:
    """Name of each generated page -> its text."""
    made = {
        "cli.md": commands_page(),
        "schema.md": schema_page(),
        "tables.md": tables_page(),
        "measured.md": measures_page(),
        "inputs.md": inputs_page(),
        "python.md": python_page(),
    }
    return {name: NOTE + text for name, text in made.items()}


def commands(command: click.Command = cli, path: tuple[str, ...] = ("sitrex",)) -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, groups before their members."""
    yield " ".join(path), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            if member is not None:
                yield from commands(member, (*path, name))


def help_text(name: str, command: click.Command) -> str:
    """What ``--help`` prints, 100 columns wide."""
    context = click.Context(
        command, info_name=name, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
    )
    return command.get_help(context).rstrip()


def commands_page() -> str:
    """The command line: ``--help`` of every command."""
    parts = [
        "# Command line\n\n"
        "Exit status: 0 all well; 1 finished, with failures, scores below a floor, or an invalid file; 2 wrong usage, or "
        "nothing could be done. `sitrex --version` prints the version; `python -m sitrex` is the same command. Every command wraps a function of the "
        "[Python interface](python.md).\n\n"
        "## Shell completion\n\n"
        "```sh\n"
        'eval "$(_SITREX_COMPLETE=bash_source sitrex)"                  # bash: into ~/.bashrc\n'
        'eval "$(_SITREX_COMPLETE=zsh_source sitrex)"                   # zsh: into ~/.zshrc\n'
        "_SITREX_COMPLETE=fish_source sitrex | source                   # fish: into ~/.config/fish/config.fish\n"
        "```\n"
    ]
    for name, command in commands():
        parts.append(f"## {name}\n\n```text\n$ {name} --help\n{help_text(name, command)}\n```\n")
    return "\n".join(parts)


def inputs_page() -> str:
    """What is read, from the list of kinds and ``docs/measured/inputs.md``."""
    rows = (
        (
            kind.title,
            " ".join(f"`{suffix}`" for suffix in kind.suffixes),
            kind.library or "Python",
            f"{kind.adds} MB" if kind.adds else "",
            f"`pip install 'sitrex[{kind.needs[1]}]'`" if kind.needs else "",
        )
        for kind in KINDS
    )
    names = (
        (f"`{field}`", ", ".join(f"`{name}`" for name in dict.fromkeys(row["name"] for row in _names(field))))
        for field in FIELDS
    )
    text = (MEASURED / "inputs.md").read_text(encoding="utf-8")
    return text.replace("KINDS\n", _table(("kind", "files", "read by", "adds", "extra"), rows)).replace(
        "NAMES\n", _table(("field", "is also called"), names)
    )


def _names(field: str) -> list[dict[str, str]]:
    return [row for row in read_table("ingest/names.tsv", ("field", "name", "where")) if row["field"] == field]


def schema_page() -> str:
    """The record field by field, and the other schemas."""
    record = read_schema("record")
    parts = [
        "# Record\n\n"
        f"{record['description']} JSON Schema 2020-12, `sitrex schema record`; version policy in "
        "[Compatibility](compatibility.md). Every field is always there; what is not known is `null`. All offsets count "
        "code points of `text`, spans are half-open. What the values mean and when they are set: "
        "[annotation guidelines](guidelines.md).\n\n"
    ]
    for title, spec in (
        ("Top level", record),
        ("document", record["properties"]["document"]),
        *((f"{table}[]", record["$defs"][kind]) for table, kind in LISTS.items()),
        ("units[].parent", record["$defs"]["parent"]),
        ("said_by, of", record["$defs"]["reference"]),
        ("provenance", record["properties"]["provenance"]),
    ):
        parts.append(f"## {title}\n\n{_fields(spec)}\n")
    parts.append(
        "## Other schemas\n\n"
        + _table(
            ("name", "describes"), ((f"`sitrex schema {n}`", read_schema(n).get("description", "")) for n in NAMES)
        )
    )
    return "\n".join(parts) + "\n"


def _fields(spec: Mapping[str, Any]) -> str:
    rows = (
        (f"`{name}`", _type(field), _escape(field.get("description", ""))) for name, field in spec["properties"].items()
    )
    return _table(("field", "type", "meaning"), rows)


def _type(field: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return field["$ref"].rpartition("/")[2] + " or null"
    if "anyOf" in field:
        return _type(field["anyOf"][0])
    if "enum" in field:
        return ", ".join(f"`{json.dumps(value, ensure_ascii=False)}`".replace('"', "") for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    types = field.get("type", "any")
    names = [types] if isinstance(types, str) else types
    if "array" in names and "$ref" in field.get("items", {}):
        return "list of " + field["items"]["$ref"].rpartition("/")[2]
    return " or ".join(names)


def tables_page() -> str:
    """The relational layouts of CSV, Parquet, SQLite and DuckDB."""
    parts = [
        "# Tables\n\n"
        "`sitrex export RECORDS --to csv|parquet|sqlite|duckdb -o PATH` writes six tables of mentions, "
        "`sitrex collate RECORDS --to csv|parquet|sqlite -o PATH` tables of [facts across articles](#facts-across-articles). "
        "CSV and Parquet are a folder with one file a table.\n\n"
    ]
    keys = []
    for table in layout():
        if table in LISTS:
            links = [f"(`document`, `{link}`) → `{table}` (`document`, `id`)" for link in LINKS[table]]
            keys.append((f"`{table}`", "`document`, `id`", "; ".join(["`document` → `documents` (`id`)", *links])))
        else:
            keys.append((f"`{table}`", "`id`" if table == "documents" else "", ""))
    parts.append("## Keys\n\n" + _table(("table", "primary key", "foreign keys"), keys))
    about = (MEASURED / "tables.md").read_text(encoding="utf-8")
    parts.append("\n" + about.replace("VIEWS\n", _views(record_layout())))
    for table, columns in layout().items():
        parts.append(f"## {table}\n\n" + _columns(columns))
    collated = collation_layout(tuple(KINDS_OF_THINGS))
    about = (MEASURED / "collation.md").read_text(encoding="utf-8")
    own = ((f"`{kind}`", ", ".join(f"`{field}`" for field in KINDS_OF_THINGS[kind].fields)) for kind in KINDS_OF_THINGS)
    parts.append(about.replace("FIELDS\n", _table(("table", "fields of its own"), own)))
    for table in ("units", "units_aliases", "units_mentions", "figures", "duplicates"):
        title = "units, a row a unit" if table == "units" else table
        parts.append(f"### {title}\n\n" + _columns(collated.tables[table]))
    return "\n".join(parts)


def _views(shown: Layout) -> str:
    return _table(("view", "shows"), ((f"`{name}`", view.description) for name, view in shown.views.items()))


def _columns(columns: Iterable[Column]) -> str:
    return _table(("column", "type", "meaning"), ((f"`{c.name}`", c.type, _escape(c.description)) for c in columns))


def measures_page() -> str:
    """Accuracy and speed, from the JSON files of ``docs/measured``."""
    parts = ["# Accuracy and speed\n\n" + (MEASURED / "about.md").read_text(encoding="utf-8")]
    for entry in json.loads((MEASURED / "index.json").read_text(encoding="utf-8")):
        measured = json.loads((MEASURED / entry["file"]).read_text(encoding="utf-8"))
        body = _scores(measured) if "measures" in measured else _rows(measured["rows"])
        command = f"```sh\n{entry['command']}\n```\n\n" if entry.get("command") else ""
        parts.append(f"## {entry['title']}\n\n{entry['about']}\n\n{command}{body}")
    return "\n".join(parts)


def _scores(scores: Mapping[str, Any]) -> str:
    """The tables of one evaluation."""
    rows = []
    for name, scored in (*scores["lists"].items(), ("overall", scores["overall"])):
        micro = scored["micro"]
        measure = scores["measures"][f"{name}.strict.f1"]
        interval = "" if measure["low"] is None else f"{measure['low']:.2f}–{measure['high']:.2f}"
        f1 = [_share(micro[scheme]["f1"]) for scheme in ("strict", "exact", "partial", "type")]
        rows.append(
            (
                name,
                f"{micro['gold']:,}",
                *f1,
                _share(micro["strict"]["precision"]),
                _share(micro["strict"]["recall"]),
                interval,
            )
        )
    spans = _table(("list", "gold", "strict F1", "exact", "partial", "type", "precision", "recall", "95 %"), rows)
    fields = []
    for name, scored in scores["lists"].items():
        for field, told in scored["fields"].items():
            if told["pairs"]:
                fields.append(
                    (
                        name,
                        f"`{field}`",
                        f"{told['pairs']:,}",
                        _share(told["accuracy"]),
                        _share(told.get("end_to_end_f1")),
                    )
                )
    return spans + "\n" + _table(("list", "field", "pairs", "accuracy", "end-to-end F1"), fields)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _rows(rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(rows[0])
    return _table([name.replace("_", " ") for name in names], ([_cell(row[name]) for name in names] for row in rows))


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    for page, text in pages().items():
        (DOCS / page).write_text(text, encoding="utf-8", newline="\n")
