"""Decisions of degree: linear models over named features, their weights in tables that one can read."""

from sitrex.annotate.weigh.linear import BELIEVED, LEAST, Features, Weights, sigmoid, weights

__all__ = ["BELIEVED", "LEAST", "Features", "Weights", "sigmoid", "weights"]
