"""A record as a person reads it in a terminal: the text with its mentions coloured, and what they mean in words."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sitrex.ingest.article import Article, Failure, crash
from sitrex.ingest.reading import Reading
from sitrex.record.model import MENTION_TYPES, Mention, Record
from sitrex.write.date_words import day_words
from sitrex.write.jsonl import dump_line
from sitrex.write.words import LABELS, STATUS, meaning

if TYPE_CHECKING:
    from rich.text import Text

    from sitrex.flow import Pipeline

_COLOURS: Final = {"entities": "cyan", "dates": "green", "numbers": "yellow", "units": "bold magenta"}
_TELLING: Final = ("units", "dates", "numbers", "entities")
"""Lists in the order in which a glance takes a mention of each."""


_LINE: Final = 40
"""Code points of a sentence that says something."""


def show_inputs(
    source: str, *, published: datetime.date | None, model: str | None, first: int | None, as_json: bool
) -> int:
    """Print every text of an input; the number of those that could not be read, each told on standard error.

    ``first``: only so many mentions of each, with their sentences.
    """
    from sitrex.flow import load
    from sitrex.ingest.sources import read_inputs

    failed = 0
    articles = read_inputs([source], reading=Reading(published=published))
    article = next(articles, None)
    pipeline = load(model) if article is not None else None
    while article is not None and pipeline is not None:
        if isinstance(article, Failure):
            failed += 1
            print(f"sitrex: {article.error}", file=sys.stderr)
        elif (record := _read(pipeline, article)) is None:
            failed += 1
        elif as_json:
            sys.stdout.write(dump_line(record.to_json()))
        elif first is not None:
            print_glance(record, first)
        else:
            print_record(record)
        article = next(articles, None)
    return failed


def _read(pipeline: Pipeline, article: Article) -> Record | None:
    """The record; None of an article that the pipeline fails on, which is told on standard error."""
    try:
        return pipeline(article)
    except (MemoryError, OSError):  # no room in memory, on the disk: not the article's fault
        raise
    except Exception as problem:  # the other articles are shown all the same
        told = crash(problem, path=article.id, article_id=article.id, stage="annotate")
        print(f"sitrex: {told.error}", file=sys.stderr)
        return None


def print_record(record: Record) -> None:
    """Print the text, each mention in its list's colour with its label and what it was read as behind it."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    text = record.text or ""
    _print_head(record)
    line = Text()
    at = 0
    found = [(name, m) for name in MENTION_TYPES for m in getattr(record, name)]
    for list_name, mention in sorted(found, key=lambda item: (item[1].start, -item[1].end)):
        if mention.start < at:  # nested in the one before
            continue
        line.append(text[at : mention.start])
        line.append(mention.text, style=_COLOURS[list_name])
        line.append(f"[{described(mention)}]", style="dim")
        at = mention.end
    line.append(text[at:])
    console.print(line, soft_wrap=True)
    counts = ", ".join(f"{name} {len(getattr(record, name))}" for name in MENTION_TYPES)
    console.print(Text(counts, style="dim"))


def print_glance(record: Record, number: int) -> None:
    """Print some mentions in the order of the text, of each list in turn, each with what it means and its sentence."""
    from rich.console import Console
    from rich.padding import Padding

    console = Console()
    _print_head(record)
    for name, mention in sorted(_telling(record)[:number], key=lambda item: item[1].start):
        console.print(_headline(name, mention), soft_wrap=True)
        console.print(Padding(_in_sentence(record, name, mention), (0, 0, 0, 4)))


def _telling(record: Record) -> list[tuple[str, Mention]]:
    """The mentions that mean something, the most telling first: of each list in turn the next whose sentence and meaning none
    before it has and that stands in no headline, then the others.
    """
    told = {name: [m for m in getattr(record, name) if meaning(name, m.to_json())] for name in _TELLING}
    chosen: list[tuple[str, Mention]] = []
    seen: set[Any] = set()

    def is_new(mention: Mention) -> bool:
        start, end = record.sentences[mention.sentence]
        sentence = (record.text or "")[start:end].rstrip("”\"’')")
        whole = len(sentence) >= _LINE and sentence.endswith((".", "!", "?"))
        return whole and seen.isdisjoint({mention.sentence, described(mention)})

    left = {name: iter(mentions) for name, mentions in told.items()}
    while left:
        for name in list(left):
            following = next(filter(is_new, left[name]), None)
            if following is None:
                del left[name]
            else:
                chosen.append((name, following))
                seen |= {following.sentence, described(following)}
    taken = {id(mention) for _, mention in chosen}
    return [*chosen, *((name, m) for name, mentions in told.items() for m in mentions if id(m) not in taken)]


def described(mention: Mention) -> str:
    """Label and what the mention means, in a few words.

    >>> from sitrex.record.model import Date
    >>> described(Date(start=0, end=3, text="May", label="DATE", value="2024-05"))
    'date: May 2024'
    """
    means = meaning(_list_of(mention), mention.to_json())
    status = getattr(mention, "status", None)
    label = LABELS[mention.label] + (f", {STATUS[status]}" if status not in (None, "stated") else "")
    return f"{label}: {means}" if means else label


def _print_head(record: Record) -> None:
    from rich.console import Console
    from rich.text import Text

    document = record.document
    head = document.title or document.id
    day = day_words(document.published) if document.published else "not dated"
    source = f" ({document.published_from})" if document.published_from else ""
    Console().print(Text(f"{head}, {day}", style="bold"), Text(source), soft_wrap=True)


def _headline(name: str, mention: Mention) -> Text:
    from rich.text import Text

    line = Text()
    line.append(" ".join(mention.text.split()), style=_COLOURS[name])
    return line.append(f"  {described(mention)}", style="dim")


def _in_sentence(record: Record, name: str, mention: Mention) -> Text:
    """The mention's sentence on one line, the mention in its list's colour."""
    from rich.text import Text

    text = record.text or ""
    start, end = record.sentences[mention.sentence]
    end = max(end, mention.end)
    line = Text(_spaced(text[start : mention.start]))
    return line.append(_spaced(mention.text), style=_COLOURS[name]).append(_spaced(text[mention.end : end]))


def _spaced(text: str) -> str:
    """The text with all its white space, at the ends too, as single spaces."""
    return " ".join(f"|{text}|".split())[1:-1]


def _list_of(mention: Mention) -> str:
    kinds: Mapping[type[Any], str] = {kind: name for name, kind in MENTION_TYPES.items()}
    return kinds[type(mention)]
