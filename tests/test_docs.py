"""Everything that the documents show runs, and says what the code says."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner
from tests.readme import commands as readme_commands

import sitrex
from sitrex.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PUBLIC = sorted({sitrex._HOME[name] for name in sitrex.__all__} | {"sitrex.export.layout", "sitrex.interchange.docbin"})
RUN = (
    "index.md",
    "start.md",
    "report.md",
    "how-to/batch.md",
    "how-to/tools.md",
    "how-to/gold.md",
    "how-to/army.md",
    "how-to/train.md",
    "components.md",
    "corrections.md",
)
"""Pages whose console and python blocks run, in order, in one folder that has the corpus."""


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATED = generator()


@pytest.mark.parametrize("page", sorted(GENERATED.pages()))
def test_a_generated_page_is_not_stale(page: str) -> None:
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == GENERATED.pages()[page], f"run: python docs/generate.py (make pages) to renew docs/{page}"


def test_the_help_of_every_command_is_in_the_documents() -> None:
    written = (DOCS / "cli.md").read_text(encoding="utf-8")
    names = [name for name, _ in GENERATED.commands()]
    assert {"sitrex", "sitrex run", "sitrex export", "sitrex gold import"} <= set(names)
    for name in names:
        asked = CliRunner().invoke(main, [*name.split()[1:], "--help"], prog_name="sitrex", terminal_width=100)
        assert asked.exit_code == 0
        assert asked.output.rstrip() in written, name


@pytest.mark.parametrize("name", sitrex.__all__)
def test_every_public_name_has_an_example(name: str) -> None:
    described = getattr(sitrex, name).__doc__ or ""
    assert ">>>" in described, f"sitrex.{name} has no example in its docstring"


@pytest.mark.parametrize("name", ["sitrex", *PUBLIC])
def test_examples_of_docstrings_run(name: str) -> None:
    module = import_module(name)
    found = [each for each in doctest.DocTestFinder().find(module) if each.examples]
    assert found, f"{name} has no example"
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for each in found:
        runner.run(each)
    assert runner.summarize(verbose=False).failed == 0


def markdown() -> list[Path]:
    return sorted(
        path
        for path in (*ROOT.glob("*.md"), *DOCS.glob("**/*.md"))
        if path.name not in ("cli.md", "CHANGELOG.md") and path.parent.name != "measured"
    )


def blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Language and text of the fenced blocks of a page, also of those in lists."""
    text = path.read_text(encoding="utf-8")
    for indent, language, body in re.findall(r"^( *)```([a-z]*)\n(.*?)^\1```", text, re.DOTALL | re.MULTILINE):
        yield language, "".join(line.removeprefix(indent) for line in body.splitlines(keepends=True))


def command_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Language and command of every ``sitrex`` line in the console, sh and plain blocks of a page."""
    for language, body in blocks(path):
        if language in ("", "sh", "console"):
            for line in body.splitlines():
                command = line.removeprefix("$ ").removeprefix(".venv/bin/")
                for part in re.split(r"\s{2,}(?=sitrex )", command):
                    if part.startswith("sitrex ") and part.split()[1] != "COMMAND":
                        yield language, part


@pytest.mark.parametrize("path", markdown(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_in_the_documents_exist_with_their_options(path: Path) -> None:
    for _, line in command_lines(path):
        words = shlex.split(line, comments=True)[1:]
        command: click.Command = main
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            member = command.get_command(click.Context(command), words.pop(0))
            assert member is not None, line
            command = member
        known = {
            "--help",
            "-h",
            *(option for param in command.params for option in (*param.opts, *param.secondary_opts)),
        }
        unknown = [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known]
        assert unknown == [], line


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the corpus, to work in."""
    for name in ("articles", "gold"):
        shutil.copytree(ROOT / "corpus" / name, tmp_path / "corpus" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", RUN)
@pytest.mark.usefixtures("desk")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_page_runs_from_top_to_bottom(page: str) -> None:
    names: dict[str, object] = {}
    for language, body in blocks(DOCS / page):
        if language == "yaml":
            name = re.match(r"# (\S+)\n", body)
            assert name is not None, "the first line of a YAML block names its file"
            Path(name[1]).write_text(body, encoding="utf-8")
        elif language == "python":
            exec(compile(body, page, "exec"), names)
        elif language == "console":
            for command in re.findall(r"^\$ sitrex (.*)$", body, re.MULTILINE):
                done = CliRunner().invoke(main, shlex.split(command), prog_name="sitrex")
                assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception!r}"
            shown = [line for line in body.splitlines() if line and not line.startswith("$")]
            assert all(line in done.output for line in shown), shown


@pytest.mark.usefixtures("desk")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_readme_runs_from_top_to_bottom() -> None:
    """In this environment; the gate runs it in one that has the wheel alone (``tests/readme.py``)."""
    told = list(readme_commands())
    assert {"run", "show", "report", "evaluate", "export", "collate", "train"} <= {t.split()[1] for _, t in told}
    for kind, text in told:
        if kind == "python":
            exec(compile(text, "README.md", "exec"), {})
        else:
            done = CliRunner().invoke(main, shlex.split(text)[1:], prog_name="sitrex")
            assert done.exit_code == 0, f"{text}\n{done.output}\n{done.exception!r}"


def test_the_readme_shows_what_the_record_says() -> None:
    article = ROOT / "corpus" / "articles" / "pokrovsk.txt"
    row = sitrex.extract(article.read_text(encoding="utf-8"), published="2025-11-27").to_json()
    shown = re.findall(
        r"^\| `(\w+)` \| `([^`]+)` \| (.+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for name, _, _ in shown] == ["units", "dates", "numbers", "entities"]
    for name, text, fields in shown:
        said = dict(re.findall(r"(\w+) `([^`]+)`", fields))
        found = [{field: str(m[field]) for field in said} for m in row[name] if m["text"] == text]
        assert said in found, f"{text}: {found}"


def test_links_between_pages_lead_somewhere() -> None:
    for path in markdown():
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_page_is_in_the_navigation() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    for page in DOCS.glob("**/*.md"):
        name = page.relative_to(DOCS).with_suffix("").as_posix()
        if name != "index" and not name.startswith("measured/"):
            assert re.search(rf"^{name}$", index, re.MULTILINE), f"{name} is not in docs/index.md"


def test_functions_stay_functions_when_their_packages_are_imported() -> None:
    import_module("sitrex.export.layout")
    import_module("sitrex.evaluate.files")
    assert callable(sitrex.export)
    assert callable(sitrex.evaluate)


def test_the_version_is_told() -> None:
    done = CliRunner().invoke(main, ["--version"], prog_name="sitrex")
    assert re.fullmatch(r"sitrex, version \d+\.\d+\.\d+\n", done.output)


def test_importing_sitrex_brings_nothing_but_the_standard_library() -> None:
    """What keeps ``python -X importtime -c "import sitrex"`` far below 80 ms."""
    code = (
        "import sys; before = set(sys.modules); import sitrex; "
        "print(*sorted({m.partition('.')[0] for m in set(sys.modules) - before} - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["sitrex"]
    counted = "import sys; before = len(sys.modules); import sitrex; print(len(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", counted], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 60


DESIGNATORS = ["007", "1-12", "3/5", "1E5", "47"]


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The line for each reader on the page on tables, in a folder with designators that a guess would change."""
    page = (DOCS / "tables.md").read_text(encoding="utf-8").partition("## Designators are text")[2]
    row = sitrex.extract("The 47th Brigade held Kyiv.").to_json()
    units = [row["units"][0] | {"designator": designator, "country": "NA"} for designator in DESIGNATORS]
    units = [unit | {"id": f"u{number}"} for number, unit in enumerate(units, 1)]
    sitrex.export([row | {"units": units}], "csv", tmp_path / "tables")
    monkeypatch.chdir(tmp_path)
    return dict(re.findall(r"^\| (\w+) \| `(.+?)`", page, re.MULTILINE))


EXPECTED = [(designator, "NA", "1001100018-0000000000") for designator in DESIGNATORS]


def test_pandas_keeps_designators(readers: dict[str, str]) -> None:
    frame = eval(readers["pandas"], {"pd": import_module("pandas")})
    assert list(frame[["designator", "country", "sidc"]].itertuples(index=False, name=None)) == EXPECTED


def test_duckdb_keeps_designators(readers: dict[str, str]) -> None:
    duckdb = import_module("duckdb")
    with duckdb.connect() as database:
        assert database.execute(f"SELECT designator, country, sidc FROM ({readers['DuckDB']})").fetchall() == EXPECTED


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the shell of SQLite is not installed")
def test_sqlite_keeps_designators(readers: dict[str, str]) -> None:
    subprocess.run(shlex.split(readers["SQLite"]), check=True)
    database = sqlite3.connect("tables.db")
    assert database.execute("SELECT designator, country, sidc FROM units").fetchall() == EXPECTED
    database.close()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_keeps_designators(readers: dict[str, str]) -> None:
    script = f'cat(do.call(paste, {readers["R"]}[c("designator", "country", "sidc")]), sep = "\\n")'
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True)
    assert [tuple(line.split()) for line in done.stdout.splitlines()] == EXPECTED
