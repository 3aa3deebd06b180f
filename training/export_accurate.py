"""Write the accurate model: a trained tagger as an ONNX graph with weights of eight bits.

    python training/export_accurate.py TEXTS FOLDER/epoch-6.pt... [--output pipeline/sitrex/data/accurate]

Of several checkpoints the mean of their weights is written. The graph takes the arrays of ``accurate.windows.INPUTS``.
Weights of linear layers and embeddings are quantised, activations as they come (ONNX Runtime's dynamic quantisation). Printed
are the scores of both precisions on genre_check and development.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

import read_labels
import span_scores
import tagger
from passages import ROOT
from sitrex.annotate.tagger import windows
from sitrex.annotate.tagger.fast import log_softmax
from sitrex.annotate.tagger.pieces import pieces
from sitrex.annotate.tagger.words import Cutter

OUTPUT: Final = ROOT / "pipeline" / "sitrex" / "data" / "accurate"
OPSET: Final = 17
VERSION: Final = "0.3.0"


def export(model: tagger.Tagger, file: Path) -> None:
    """Write the graph in single precision."""
    cutter_batch = windows.Batch(
        *(np.ones((2, 8), dtype=np.int64) for _ in range(3)),
        np.array([8, 6], dtype=np.int64),
        np.array([0, 0, 1], dtype=np.int64),
        np.array([1, 2, 1], dtype=np.int64),
    )
    moving = {name: {0: "windows", 1: "length"} for name in ("pieces", "shapes", "blanks")}
    moving |= {"lengths": {0: "windows"}, "rows": {0: "words"}, "columns": {0: "words"}, "scores": {0: "words"}}
    torch.onnx.export(
        model.eval(),
        tagger.tensors(cutter_batch),
        str(file),
        input_names=list(windows.INPUTS),
        output_names=["scores"],
        dynamic_axes=moving,
        opset_version=OPSET,
        dynamo=False,
    )


def scores(file: Path, cutter: Cutter, marks: tuple[int, int, int], texts: Path) -> dict[str, dict[str, float]]:
    """Strict F1 of a graph on the parts that are free to read."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])

    def network(own: list[windows.TaggerWindow]) -> np.ndarray:
        batch = windows.collate(own, *marks)
        return log_softmax(session.run(None, {name: getattr(batch, name) for name in windows.INPUTS})[0])

    made = {}
    for part in read_labels.VALIDATION:
        documents = read_labels.read(texts, part)
        found = [
            [(f.start, f.end, f.label) for f in windows.read(d.text, cutter, network, 4096).found()] for d in documents
        ]
        made[part] = span_scores.brief(documents, found)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="folder with the source files")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    model = tagger.mean(args.checkpoints)
    args.output.mkdir(parents=True, exist_ok=True)
    cutter, marks = Cutter(pieces().ids), model.encoder.plan.marks
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export(model, whole)
        small = args.output / "model.onnx"
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul", "Gemm", "Gather"])  # fmt: skip
        report: dict[str, Any] = {
            "float32": scores(whole, cutter, marks, args.texts),
            "int8": scores(small, cutter, marks, args.texts),
        }
    report |= {"version": VERSION, "bytes": small.stat().st_size}
    (args.output / "meta.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
