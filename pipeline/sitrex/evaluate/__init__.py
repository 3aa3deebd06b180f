"""Evaluation of records against gold, on records only: alignment, scores, errors, agreement, comparison."""

from sitrex.evaluate.agreement import agree, agree_files
from sitrex.evaluate.comparison import compare, compare_files
from sitrex.evaluate.errors import EvaluationError
from sitrex.evaluate.floors import BelowFloor, check_floors, read_floors
from sitrex.evaluate.scores import evaluate, evaluate_files

__all__ = [
    "BelowFloor",
    "EvaluationError",
    "agree",
    "agree_files",
    "check_floors",
    "compare",
    "compare_files",
    "evaluate",
    "evaluate_files",
    "read_floors",
]
