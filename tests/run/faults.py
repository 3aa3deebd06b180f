"""A pipeline for workers under test: makes records without a model, and does harm where an article says so.

Loaded by worker processes as ``faults:load``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from sitrex.ingest.article import Article
from sitrex.record.build import Mentions, Volume, build_record
from sitrex.record.model import Entity, Provenance, Record

_PROVENANCE = Provenance(sitrex="0", spacy="0", model="faults", model_version="0", config_sha256="0" * 64)


class _Language:
    @contextlib.contextmanager
    def memory_zone(self) -> Any:
        yield


class FaultyPipeline:
    """Finds words in capitals; obeys ``FAULT:<name>`` in a text."""

    nlp = _Language()
    provenance = _PROVENANCE

    def __call__(self, article: Article) -> Record:
        for fault in re.finditer(r"FAULT:([\w-]+)(?:=(\S+))?", article.text):
            FAULTS[fault[1]](fault[2])
        found = [
            Entity(start=m.start(), end=m.end(), text=m[0], label="ORG")
            for m in re.finditer(r"\b[A-Z]{2,}\b", article.text)
        ]
        bounds = [(0, len(article.text))]
        return build_record(
            article, [Volume(Mentions(entities=found), bounds)], language="en", provenance=self.provenance
        )


def _eat(_: str | None) -> None:
    taken = []
    while True:
        taken.append(bytearray(50_000_000))


def _hold_interpreter(_: str | None) -> None:
    re.match(r"(?:a+)+$", "a" * 60 + "b")


def _once(flag: str | None) -> None:
    """Die the first time only."""
    assert flag
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _raise(_: str | None) -> None:
    raise RuntimeError("a bug")


FAULTS = {
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(3),
    "hang": lambda _: time.sleep(10_000),
    "hold": _hold_interpreter,
    "eat": _eat,
    "once": _once,
    "raise": _raise,
    "slow": lambda seconds: time.sleep(float(seconds or 0)),
    "print": lambda _: print("a library's message", flush=True),
}


def load(model: str | None, vocab: str | None = None, symbols: object = None) -> FaultyPipeline:
    if model == "dies-at-start":
        os._exit(9)
    return FaultyPipeline()
