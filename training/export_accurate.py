"""Write the accurate model: a trained tagger as an ONNX graph with weights of eight bits.

    python training/export_accurate.py TEXTS FOLDER/epoch-6.pt... [--output pipeline/sitrex/data/accurate]

Of several checkpoints the mean of their weights is written. The graph takes the arrays of ``accurate.windows.INPUTS``.
Weights of linear layers and embeddings have eight bits, activations are quantised as they come (ONNX Runtime's dynamic
quantisation), but for those of the wide layers: the linear ones behind the attention in the lower half of the blocks multiply in
single precision, since what is rounded there every later block sees. Of the words' tags 1.2 % of those in names then differ from
single precision's, with all layers quantised 3.2 %, for a fifth more time. Printed are the scores of both precisions on
genre_check and development.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
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
WIDE: Final = re.compile(r"/encoder/blocks\.[012]/(?:up|down|out)/MatMul")
"""Names of the layers whose input stays in single precision."""
HEAD: Final = "/head/Gemm"
"""Name of the layer that gives the tags' scores, so small that it stays as it is."""
PIECES: Final = "/encoder/words/Gather"
"""Name of the look-up of the pieces' vectors."""
VERSION: Final = "0.3.1"


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


def stored_small(graph: onnx.GraphProto, name: str, axis: int) -> None:
    """Store weights with eight bits and one scale for each place of an axis."""
    (stored,) = [weight for weight in graph.initializer if weight.name == name]
    weight = numpy_helper.to_array(stored)
    scale = np.maximum(np.abs(weight).max(axis=1 - axis, keepdims=True), 1e-12) / 127
    small = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
    graph.initializer.remove(stored)
    graph.initializer.append(numpy_helper.from_array(small, f"{name} small"))
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name} scale"))


def widened(graph: onnx.GraphProto) -> list[str]:
    """Store the weights of the wide layers small, a scale a column; the names of these layers."""
    layers = [node for node in graph.node if WIDE.fullmatch(node.name)]
    for node in layers:
        name = node.input[1]
        stored_small(graph, name, 1)
        at = list(graph.node).index(node)
        graph.node.insert(at, helper.make_node("Cast", [f"{name} small"], [f"{name} cast"], to=onnx.TensorProto.FLOAT))
        graph.node.insert(at + 1, helper.make_node("Mul", [f"{name} cast", f"{name} scale"], [f"{name} wide"]))
        node.input[1] = f"{name} wide"
    return [node.name for node in layers]


def looked_up(graph: onnx.GraphProto) -> None:
    """Store the vectors of the pieces small, a scale a piece: one for all leaves the rare ones few of the eight bits."""
    (node,) = [node for node in graph.node if node.name == PIECES]
    (name, ids), (made,) = node.input, node.output
    stored_small(graph, name, 0)
    at = list(graph.node).index(node)
    graph.node.remove(node)
    steps = [
        helper.make_node("Gather", [f"{name} small", ids], [f"{name} row"]),
        helper.make_node("Cast", [f"{name} row"], [f"{name} cast"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name} scale", ids], [f"{name} scales"]),
        helper.make_node("Mul", [f"{name} cast", f"{name} scales"], [made]),
    ]
    for number, step in enumerate(steps):
        graph.node.insert(at + number, step)


def quantise(whole: Path, small: Path) -> None:
    """Write the graph with weights of eight bits."""
    model = onnx.load(whole)
    looked_up(model.graph)
    wide = widened(model.graph)
    mixed = whole.with_name("mixed.onnx")
    onnx.save(model, mixed)
    quantize_dynamic(mixed, small, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=[*wide, HEAD],
                     op_types_to_quantize=["MatMul", "Gemm"])  # fmt: skip


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
        quantise(whole, small)
        report: dict[str, Any] = {
            "float32": scores(whole, cutter, marks, args.texts),
            "int8": scores(small, cutter, marks, args.texts),
        }
    report |= {"version": VERSION, "bytes": small.stat().st_size}
    (args.output / "meta.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
