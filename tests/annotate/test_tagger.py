"""The taggers: rows of tags, the component that trains, the encoder's windows, what is said of spans."""

from __future__ import annotations

import builtins
import itertools
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from sitrex import api, flow
from sitrex.annotate.docs import make_doc, tag_scores
from sitrex.annotate.entities.doc_tape import DocTape
from sitrex.annotate.entities.model_scores import Scored
from sitrex.annotate.tagger import processor, windows
from sitrex.annotate.tagger.bio import LABELS, TAGS, decode, legal, spans
from sitrex.annotate.tagger.voice import Voice
from sitrex.annotate.tagger.words import BLANKS, SHAPES, Words
from sitrex.errors import SitrexError
from sitrex.flow import Pipeline
from sitrex.ingest.article import Article

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))

from gold import unmarked

TEXT = "The 47th Mechanized Brigade left Kyiv.\nOleh Sinehubov spoke in Kharkiv for the Red Cross.\n\nIt rained."


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_the_best_legal_row_is_found(seed: int, length: int) -> None:
    few = [0, 1, 2, 7, 8]  # O and two labels: every row can be tried
    scores = np.full((length, len(TAGS)), -50.0)
    scores[:, few] = np.random.default_rng(seed).normal(size=(length, len(few)))
    rows = [np.array(row) for row in itertools.product(few, repeat=length)]
    best = max((row for row in rows if legal(row)), key=lambda row: scores[np.arange(length), row].sum())
    assert decode([scores])[0].tolist() == best.tolist()


def test_rows_of_several_lengths_are_decoded_together() -> None:
    inside = np.full((3, len(TAGS)), -5.0)
    inside[:, 2] = -0.1  # I-PERSON all along, which no row may begin with
    inside[:, 1] = -0.2
    found = decode([inside, inside[:1], np.zeros((0, len(TAGS)))])
    assert [row.tolist() for row in found] == [[1, 2, 2], [1], []]
    assert spans(found[0]) == [(0, 3, "PERSON")]


def _of_shipped(text: str) -> Doc:
    nlp = api.load().nlp
    doc = make_doc(nlp, text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def test_the_fast_model_says_how_sure_it_is() -> None:
    doc = _of_shipped("Oleh Sinehubov spoke in Kharkiv.")
    scores = tag_scores(doc)
    assert scores is not None
    assert scores.shape == (len(doc), len(TAGS))
    assert np.allclose(np.exp(scores).sum(1), 1.0, atol=1e-4)
    voice = Voice.of(doc, [token.idx for token in doc])
    exactly = dict(zip(LABELS, voice.exactly([4], [5])[0], strict=True))
    assert exactly["GPE"] > exactly["PERSON"]
    no_name, name = voice.outside([2, 4], [3, 5])
    assert no_name > 0 > name


def test_a_model_without_scores_is_taken_at_its_word() -> None:
    doc = spacy.blank("en")("They left Kyiv.")
    doc.ents = [doc.char_span(10, 14, label="GPE")]
    voice = Voice.of(doc, [token.idx for token in doc])
    exactly = dict(zip(LABELS, voice.exactly([2], [3])[0], strict=True))
    assert exactly["GPE"] > 0 > exactly["LOC"]


def test_the_same_words_elsewhere_are_evidence() -> None:
    doc = _of_shipped("John Doe spoke in Kyiv. It rained. Then Doe left for Kyiv.")
    tape = DocTape.of(doc)
    at = [n for n, word in enumerate(tape.words) if word == "Kyiv"]
    said = Scored.of(tape, Voice.of(doc, tape.offsets), [(n, n + 1) for n in at] + [(0, 2)])
    here, there, once = (said.features(*span, "GPE") for span in said.places)
    assert here["elsewhere"] == there["alike"] > 0
    assert once["once"] == 1.0
    assert (at[0], at[0] + 1, "GPE") in said.likely(0.0)


def test_blanks_are_at_no_edge_of_a_name() -> None:
    doc = _of_shipped("He met  Oleh   Sinehubov  in  Kharkiv  .")
    assert all(not ent[0].is_space and not ent[-1].is_space for ent in doc.ents)


@pytest.mark.parametrize("kind", [None, "accurate"])
def test_names_do_not_depend_on_what_else_is_read(kind: str | None) -> None:
    pipeline = api.load(kind)
    others = ["The fleet sailed from Odesa.", TEXT * 40]
    alone = pipeline(Article(id="a", text=TEXT)).to_json()
    for other in others:
        pipeline(Article(id="b", text=other))
        assert pipeline(Article(id="a", text=TEXT)).to_json() == alone
    assert [row["text"] for row in alone["units"]] == ["47th Mechanized Brigade"]
    assert {"Kyiv", "Kharkiv", "Oleh Sinehubov"} <= {row["text"] for row in alone["entities"]}


@pytest.mark.parametrize(
    ("info", "kind"),
    [
        (
            "processor\t: 0\nflags\t\t: fpu avx2 avx512f avx512_vnni\n\nprocessor\t: 1\nflags\t: fpu\n",
            "x86_64.avx512_vnni",
        ),
        ("flags\t: fpu sse2\n", "x86_64"),
        ("Features\t: fp asimd asimddp\n", "x86_64.asimddp"),
        (None, "x86_64"),
    ],
)
def test_a_version_names_the_kind_of_processor(
    info: str | None, kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "cpuinfo"
    if info is not None:
        file.write_text(info, encoding="ascii")
    monkeypatch.setattr(processor, "_INFO", file)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    processor.kind.cache_clear()
    assert processor.kind() == kind
    processor.kind.cache_clear()


def test_the_accurate_model_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SitrexError, match=r"sitrex\[accurate\]"):
        flow.load("accurate")


def _words(sizes: list[int]) -> tuple[Words, str]:
    text = " ".join("x" * 3 for _ in sizes)
    starts = [4 * n for n in range(len(sizes))]
    pieces = [tuple(range(size)) for size in sizes]
    shapes, blanks = [SHAPES.index("lower")] * len(sizes), [BLANKS.index("one")] * len(sizes)
    return Words(starts, [at + 3 for at in starts], shapes, blanks, pieces), text


@given(st.lists(st.integers(1, 300), max_size=300))
def test_windows_hold_every_word_once(sizes: list[int]) -> None:
    words, text = _words(sizes)
    cut = list(windows.cut(words, text))
    assert [n for window in cut for n in range(window.first, window.last)] == list(range(len(sizes)))
    for batch in windows.batches(cut, 1024):
        arrays = windows.collate([cut[n] for n in batch], 101, 102, 0)
        assert arrays.pieces.shape[1] <= windows.PIECES
        assert len(arrays.rows) == sum(cut[n].last - cut[n].first for n in batch)
        assert (arrays.columns < arrays.lengths[arrays.rows]).all()


def test_the_fast_model_goes_on_learning() -> None:
    nlp: Language = spacy.blank("en")
    nlp.add_pipe("sitrex_tagger", name="ner", config={"model": api.load().nlp.get_pipe_config("ner")["model"]})
    doc = nlp.make_doc("Zorka fell.")
    known = nlp.make_doc("Zorka fell.")
    known.ents = [known.char_span(0, 5, label="GPE")]
    example = spacy.training.Example(doc, known)
    nlp.initialize(lambda: [example])
    losses: list[float] = []
    for _ in range(30):
        loss: dict[str, float] = {}
        nlp.update([example], losses=loss)
        losses.append(loss["ner"])
    assert losses[-1] < losses[0] / 2
    again = spacy.blank("en")
    again.add_pipe("sitrex_tagger", name="ner", config={"model": api.load().nlp.get_pipe_config("ner")["model"]})
    again.from_bytes(nlp.to_bytes())
    assert [(e.text, e.label_) for e in again("Zorka fell.").ents] == [("Zorka", "GPE")]
    with pytest.raises(ValueError, match="PERSON"):
        nlp.get_pipe("ner").add_label("MEDAL")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("cases", "least"), [("datelines", 0.85), ("named-things", 0.78), ("named-people", 0.78)])
def test_composed_lines_are_read_as_they_are_marked(cases: str, least: float, pipeline: Pipeline) -> None:
    lines = (Path(__file__).parents[1] / "cases" / f"{cases}.txt").read_text(encoding="utf-8").splitlines()
    right = marked = 0
    for line in lines:
        if line.startswith("#"):
            continue
        text, marks = unmarked(line)
        found = {(m.start, m.end, m.label) for m in pipeline(Article(id="line", text=text)).entities}
        marked += len(marks)
        right += sum((start, end, label) in found for start, end, (label,) in marks)
    assert right / marked >= least, f"{right} of {marked}"
