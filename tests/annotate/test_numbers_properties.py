"""No length or shape of a number crashes the annotator, and what it says holds for any text."""

from __future__ import annotations

import math
import time

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrex.annotate.numbers import NumbersAnnotator
from sitrex.annotate.tokens import make_doc

NLP = spacy.blank("en")
NLP.max_length = 10_000_000
ANNOTATOR = NumbersAnnotator(NLP.vocab)

WORDS = st.sampled_from(
    "one two three seven twelve twenty ninety hundred thousand million billion dozen dozens half third quarter a an and of "
    "to or in out between from more than over up about some at least point minus twice times percent % km mm kg $ € - – / . , "
    ": ; ( ) \n 10 300 1,000 3.5 1942 0 00 10^400 1e9 x ° ' \" men tanks a day per hour old years first second 5th tenfold "
    "several few hundreds thousands tens scores pairs threes ½ 12-man 5:1 Mach T-72 No 40 ft 2 in plus or so".split(" ")
)  # fmt: skip
PHRASES = st.lists(WORDS, max_size=40).map(" ".join)


def match(text: str):
    return ANNOTATOR.match(make_doc(NLP, text))


def check(text: str) -> None:
    last = 0
    for mention in match(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        assert mention.end > mention.start
        assert mention.text == mention.text.strip()
        last = mention.end
        for number in (mention.value, mention.low, mention.high, mention.value_si):
            assert number is None or math.isfinite(number)
        assert mention.value is None or abs(mention.value) <= 1e15
        if mention.modifier == "range":
            assert mention.value is None
            assert mention.low is None or mention.high is None or mention.low < mention.high
        assert (mention.unit is None) == (mention.unit_text is None)
        assert mention.currency is None or mention.label == "MONEY"
        assert mention.id == f"@{mention.start}"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PHRASES)
def test_number_words_in_any_order(text):
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text):
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,-–/:%$€ ()kKmMbn^ex×½°'\"\n", max_size=120))
def test_any_shape_of_figures(text):
    check(text)


@given(st.integers(min_value=0, max_value=10**15))
def test_a_figure_with_separators_is_read_exactly(number):
    (mention,) = (
        match(f"They counted {number:,} shells.") if number >= 10_000 else match(f"They counted {number:,} crates.")
    )
    assert mention.value == number
    assert mention.counted in ("shells", "crates")


@given(st.integers(min_value=10**15 + 1, max_value=10**40))
def test_beyond_1e15_the_digits_are_kept(number):
    (mention,) = match(f"They counted {number:,} atoms.")
    assert mention.value is None
    assert mention.value_text == str(number)


LONG = {
    "ten to the 400": ("There are 10^400 states here.", "1" + "0" * 400),
    "five thousand digits": ("There are " + "7" * 5000 + " states here.", "7" * 5000),
    "five thousand grouped digits": ("There are 777" + ",777" * 1665 + " states here.", "777" * 1666),
}


@pytest.mark.parametrize("name", LONG)
def test_very_large_numbers_keep_their_digits(name):
    text, digits = LONG[name]
    (mention,) = match(text)
    assert mention.value is None
    assert mention.value_text == digits


@pytest.mark.parametrize(
    "text",
    [
        "1/2" * 3000,
        "1/2 " * 3000,
        "half of a third of a quarter of " * 1000,
        "two hundred and " * 3000,
        "million " * 5000,
        "a " * 20_000,
        "9" * 100_000,
        "9" * 7000 + " million",
        "1," * 20_000,
        "1-" * 20_000,
        "1 to " * 5000,
        "$" * 20_000 + "5",
        "10^" * 5000,
        "1e9999 1e99999 10^-9999 2.5^9999 1.5x10^9999",
        "5 " + "very-" * 20_000,
        "5 " + "Name " * 20_000,
        "more than " * 5000 + "5",
        "one in one in " * 3000,
        "5:" * 10_000,
        "'" * 20_000 + "5" + '"' * 20_000,
        "\n" * 20_000 + "1." + "\n" * 20_000,
        "1 000 " * 5000,
    ],
    ids=lambda text: text[:12].strip() or "lines",
)
def test_hostile_shapes_end_quickly(text):
    started = time.perf_counter()
    check(text)
    assert time.perf_counter() - started < 3


def test_time_grows_with_the_text():
    def seconds(repeats: int) -> float:
        doc = make_doc(
            NLP, "On 5 May about 300 men with 12 guns held 1,500 m of trench against two to three hundred. " * repeats
        )
        started = time.perf_counter()
        ANNOTATOR.match(doc)
        return time.perf_counter() - started

    seconds(10)
    small = min(seconds(200) for _ in range(3))
    assert min(seconds(1600) for _ in range(3)) < 8 * small * 3


def test_resolve_keeps_the_mentions():
    from sitrex.annotate.base import Context

    found = match("They lost 12 guns.")
    assert ANNOTATOR.resolve(found, Context(text="They lost 12 guns.")) == found
