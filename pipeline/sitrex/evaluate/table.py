"""The scores and the errors as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console, Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from sitrex.evaluate.agreement import Agreement
from sitrex.evaluate.comparison import Comparison
from sitrex.evaluate.measures import SCHEMES
from sitrex.evaluate.mistakes import Mistake, grouped
from sitrex.evaluate.scores import Scores
from sitrex.write.counted import counted

_EXAMPLES = 5


def print_short(scores: Scores, console: Console | None = None) -> None:
    """Print one line a list, and what was missing."""
    console = console or Console()
    for name, listed in scores["lists"].items():
        block = listed["micro"]
        strict = block["strict"]
        right = strict["gold"]["correct"]
        line = Text(f"{name:<9}", style="bold").append(f"F1 {_share(strict['f1'])}", style="not bold cyan")
        said = f"  {right:,} of {block['gold']:,} right in span and label, {block['predicted'] - right:,} other"
        console.print(line.append(said, style="not bold"), soft_wrap=True)
    print_documents(scores, console)


def print_scores(scores: Scores, console: Console | None = None) -> None:
    """Print the scoreboard: spans and labels, fields, distinct values, what was missing."""
    console = console or Console()
    console.print(spans_table(scores))
    console.print(fields_table(scores))
    if timex := scores["lists"].get("dates", {}).get("tempeval3"):
        console.print(Text("Dates, TempEval-3 F1: " + ", ".join(f"{k} {_share(v['f1'])}" for k, v in timex.items())))
        console.print()
    if scores["distinct"]:
        console.print(distinct_table(scores))
    print_documents(scores, console)


def print_documents(scores: Scores, console: Console) -> None:
    """Print how many documents were scored, and which were missing on either side."""
    documents = scores["documents"]
    scored = counted(documents["gold"], "gold document")
    if scores["bootstrap"]["resamples"] and documents["gold"] > 1:
        scored += f"; intervals: 95 % bootstrap by document, {scores['bootstrap']['resamples']:,} samples"
    console.print(scored)
    for what, note in (("missing", "no prediction, all missed"), ("extra", "no gold, ignored")):
        if documents[what]:
            names = ", ".join(documents[what][:10]) + (" …" if len(documents[what]) > 10 else "")
            console.print(Text(f"{len(documents[what]):,} {what} ({note}): {names}", style="yellow"))


def spans_table(scores: Scores) -> Table:
    """F1 under the four schemes by list and label."""
    table = _table("Spans and labels: F1 (SemEval-2013); P, R, 95 % are those of strict", "list, label")
    for heading in ("gold", "pred.", *SCHEMES, "P", "R", "95 %"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, listed in scores["lists"].items():
        _span_row(table, name, listed["micro"], scores["measures"].get(f"{name}.strict.f1"), "bold")
        if len(listed["labels"]) > 1:
            for label, block in listed["labels"].items():
                _span_row(table, f"  {label}", block, scores["measures"].get(f"{name}.{label}.strict.f1"), "")
            means = {scheme: share["f1"] for scheme, share in listed["macro_labels"].items()}
            _mean_row(table, "  label mean", means)
        if scores["documents"]["gold"] > 1:
            _mean_row(table, "  article mean", listed["macro_documents"])
        table.add_section()
    _span_row(table, "all lists", scores["overall"]["micro"], scores["measures"].get("overall.strict.f1"), "bold")
    return table


def fields_table(scores: Scores) -> Table:
    """Accuracy of each field over the aligned pairs, and the F1 of what is stated in it."""
    table = _table("Fields of aligned mentions; stated: not null in gold", "list", "field")
    for heading in ("pairs", "right", "accuracy", "95 %", "stated", "their F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, listed in scores["lists"].items():
        for field, tally in listed["fields"].items():
            if tally["pairs"]:
                table.add_row(
                    name,
                    field,
                    f"{tally['pairs']:,}",
                    f"{tally['correct']:,}",
                    _share(tally["accuracy"]),
                    _interval(scores["measures"].get(f"{name}.{field}.accuracy")),
                    f"{tally['stated']['gold']:,}",
                    _share(tally["stated"]["f1"]),
                )
        if listed.get("b3", {}).get("f1") is not None:
            table.add_row(name, "clusters (B³)", "", "", _share(listed["b3"]["f1"]), "", "", "")
        table.add_section()
    return table


def distinct_table(scores: Scores) -> Table:
    """How many of the distinct values of a document were found."""
    table = _table("Distinct values of a document", "kind")
    for heading in ("gold", "predicted", "found", "precision", "recall", "F1"):
        table.add_column(heading, justify="right")
    for kind, tally in scores["distinct"].items():
        numbers = [f"{tally[key]:,}" for key in ("gold", "predicted", "found")]
        table.add_row(kind, *numbers, *(_share(tally[key]) for key in ("precision", "recall", "f1")))
    return table


def print_mistakes(found: Sequence[Mistake], console: Console | None = None) -> None:
    """Print the errors in groups, the largest first, each with examples in their sentences."""
    console = console or Console()
    console.print(Text(counted(len(found), "error"), style="bold"))
    for (name, kind, what, cause), number, members in grouped(found):
        heading = f"\n[bold]{number:,} × {name} {kind}[/bold] {escape(what)}"
        console.print(heading + (f" [cyan]({cause})[/cyan]" if cause else ""))
        console.print(Group(*(_example(each) for each in members[:_EXAMPLES])))
        if number > _EXAMPLES:
            console.print(Text(f"    … {number - _EXAMPLES:,} more (--errors-csv has all)", style="dim"))


def print_agreement(agreement: Agreement, console: Console | None = None) -> None:
    """Print how far two annotations agree, list by list and field by field, and where they do not."""
    console = console or Console()
    table = _table("Agreement of A and B: F1 by scheme, kappa over tokens", "list")
    for heading in ("A", "B", *SCHEMES, "kappa", "tokens"):
        table.add_column(heading, justify="right")
    for name, listed in agreement["lists"].items():
        shares = (_share(listed[key]) for key in (*SCHEMES, "kappa"))
        table.add_row(name, f"{listed['a']:,}", f"{listed['b']:,}", *shares, f"{listed['tokens']:,}")
    console.print(table)
    table = _table("Fields of mentions that both have", "list", "field")
    for heading in ("pairs", "same", "agreement"):
        table.add_column(heading, justify="right")
    for name, listed in agreement["lists"].items():
        for field, tally in listed["fields"].items():
            table.add_row(name, field, f"{tally['pairs']:,}", f"{tally['same']:,}", _share(tally["agreement"]))
    console.print(table)
    documents = agreement["documents"]
    console.print(f"{counted(documents['both'], 'document')} in both")
    for side in ("a", "b"):
        if documents[f"only_{side}"]:
            console.print(Text(f"only in {side.upper()}: {', '.join(documents[f'only_{side}'])}", style="yellow"))
    console.print(Text(counted(len(agreement["disagreements"]), "disagreement"), style="bold"))
    for row in agreement["disagreements"]:
        sides = ("a_value", "b_value") if row["field"] else ("a_text", "b_text")
        line = Text(f"{row['document']} {row['list']} {row['kind']} {row['field'] or ''} ", style="dim")
        line.append(" / ".join(" ".join((row[side] or "–").split()) for side in sides), style="not dim")
        if row["field"] or row["kind"] == "label":
            labels = "" if row["field"] else f": {row['a_label']} / {row['b_label']}"
            line.append(f"  ({' '.join(row['a_text'].split())}{labels})", style="not dim")
        console.print(line)


def print_comparison(comparison: Comparison, console: Console | None = None, every: bool = False) -> None:
    """Print the measures of both runs whose difference is not nil (or ``every`` one), and what was won and lost."""
    console = console or Console()
    table = _table("B against A", "measure")
    for heading in ("A", "B", "B - A", "95 %", "p"):
        table.add_column(heading, justify="right")
    for name, row in comparison["measures"].items():
        if row["difference"] or every:
            interval = "" if row["low"] is None else f"{row['low']:+.3f} to {row['high']:+.3f}"
            difference = "–" if row["difference"] is None else f"{row['difference']:+.3f}"
            chance = "" if row["p"] is None else f"{row['p']:.4f}"
            table.add_row(name, _share(row["a"]), _share(row["b"]), difference, interval, chance)
    console.print(table if table.row_count else "no measure differs")
    for what, style in (("won", "green"), ("lost", "red")):
        rows = comparison[what]
        console.print(Text(f"{counted(len(rows), 'gold mention')} {what} by B", style=f"bold {style}"))
        for row in rows:
            line = Text(f"  {row['document']} {row['id'] or ''} ", style="dim")
            console.print(line.append(f"{row['label']} {' '.join(row['text'].split())}", style="not dim"))
    if comparison["documents"] < 2:
        console.print("one document: no interval and no p, which are drawn over documents")


def _table(title: str, *headings: str) -> Table:
    """An empty table that leaves the width to its figures."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=0, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    return table


def _example(mistake: Mistake) -> Text:
    ids = "/".join(i for i in (mistake.gold_id, mistake.predicted_id) if i)
    line = Text(f"  {mistake.document} {ids}  ", style="dim")
    gold, predicted = mistake.gold_text, mistake.predicted_text
    if mistake.field is not None:
        gold, predicted = mistake.gold_value, mistake.predicted_value
        line.append(f"{mistake.gold_text}: ", style="not dim")
    for text, style in ((gold, "green"), (predicted, "red")):
        line.append(" ".join(text.split()) if text else "–", style=f"not dim {style}")
        line.append(" / " if style == "green" else "", style="not dim")
    if mistake.sentence:
        line.append(f"\n      {mistake.sentence}", style="dim")
    return line


def _span_row(table: Table, name: str, block: dict[str, Any], measured: dict[str, Any] | None, style: str) -> None:
    table.add_row(
        name,
        f"{block['gold']:,}",
        f"{block['predicted']:,}",
        *(_share(block[scheme]["f1"]) for scheme in SCHEMES),
        _share(block["strict"]["precision"]),
        _share(block["strict"]["recall"]),
        _interval(measured),
        style=style,
    )


def _mean_row(table: Table, name: str, means: dict[str, float | None]) -> None:
    table.add_row(name, "", "", *(_share(means[scheme]) for scheme in SCHEMES), style="dim")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(measured: dict[str, Any] | None) -> str:
    if not measured or measured["low"] is None:
        return ""
    return f"{measured['low']:.2f}–{measured['high']:.2f}"
