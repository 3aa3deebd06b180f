"""Data frames of articles, as Spark and Ray give them."""

from __future__ import annotations

import datetime
import importlib.util
import json

import pandas as pd
import pytest

import sitrex

FRAME = pd.DataFrame(
    {
        "id": ["a", "b", None],
        "text": ["The 3rd Brigade left Izium yesterday.", None, "Kyiv held."],
        "published": [datetime.date(2024, 5, 2), None, None],
        "score": [1.5, float("nan"), 3.0],
    }
)


def test_one_row_an_article() -> None:
    done = sitrex.process_batch(FRAME)
    assert done["id"].tolist() == ["a", "b", "3"]
    assert done["record"].isna().tolist() == [False, True, False]
    assert "'text' is missing" in done["error"][1]
    record = json.loads(done["record"][0])
    assert record["document"]["metadata"] == {"score": 1.5}
    assert record["dates"][0]["value"] == "2024-05-01"
    assert record == sitrex.extract(FRAME["text"][0], id="a", published="2024-05-02").to_json() | {
        "document": record["document"]
    }


def test_empty_frame() -> None:
    assert sitrex.process_batch(FRAME.head(0)).columns.tolist() == ["id", "record", "error"]


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="Spark is not installed")
def test_spark() -> None:
    from pyspark.sql import SparkSession

    with SparkSession.builder.master("local[1]").getOrCreate() as spark:
        frame = spark.createDataFrame(FRAME[["id", "text"]].dropna())
        schema = "id string, record string, error string"
        done = frame.mapInPandas(lambda frames: map(sitrex.process_batch, frames), schema).toPandas()
    assert done["id"].tolist() == ["a"]


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
def test_ray() -> None:
    import ray

    done = ray.data.from_pandas(FRAME[["id", "text"]].dropna()).map_batches(sitrex.process_batch, batch_format="pandas")
    assert done.to_pandas()["id"].tolist() == ["a"]
