"""No length or shape of a number crashes the annotator, and what it says holds for any text."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrex.annotate.docs import make_doc
from sitrex.annotate.numbers import NumbersAnnotator

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


def seconds(text: str) -> float:
    """Least CPU time of three to match ``text``, its tokenising left out."""
    doc = make_doc(NLP, text)
    times = []
    for _ in range(3):
        started = time.process_time()
        ANNOTATOR.match(doc)
        times.append(time.process_time() - started)
    return min(times)


def grows_linearly(shape: Callable[[int], str], repeats: int) -> bool:
    """Whether four times the repeats take about four times as long: best of several tries, a quadratic would take sixteen."""
    return any(seconds(shape(4 * repeats)) < 9 * seconds(shape(repeats)) for _ in range(4))


HOSTILE: dict[str, tuple[Callable[[int], str], int]] = {
    "fractions glued": (lambda n: "1/2" * n, 1500),
    "fractions": (lambda n: "1/2 " * n, 1500),
    "nested fractions": (lambda n: "half of a third of a quarter of " * n, 400),
    "endless and": (lambda n: "two hundred and " * n, 1500),
    "scales": (lambda n: "million " * n, 2500),
    "articles": (lambda n: "a " * n, 8000),
    "digits": (lambda n: "9" * n, 100_000),
    "digits and scale": (lambda n: "9" * n + " million", 2000),
    "commas": (lambda n: "1," * n, 20_000),
    "hyphens": (lambda n: "1-" * n, 5000),
    "range of ranges": (lambda n: "1 to " * n, 2000),
    "dollars": (lambda n: "$" * n + "5", 8000),
    "powers": (lambda n: "10^" * n, 2500),
    "hyphened adjective": (lambda n: "5 " + "very-" * n, 8000),
    "names": (lambda n: "5 " + "Name " * n, 8000),
    "modifiers": (lambda n: "more than " * n + "5", 3000),
    "shares": (lambda n: "one in one in " * n, 1500),
    "ratios": (lambda n: "5:" * n, 4000),
    "quotes": (lambda n: "'" * n + "5" + '"' * n, 8000),
    "lines": (lambda n: "\n" * n + "1." + "\n" * n, 40_000),
    "digit groups": (lambda n: "1 000 " * n, 2000),
    "joined nouns": (lambda n: "5 men" + ", guns" * n, 5000),
    "losses": (lambda n: "lost 5 killed " * n, 1500),
    "brackets": (lambda n: "$5 (" * n, 3000),
    "ages": (lambda n: "who is now " * n + "31.", 3000),
    "sentences": (lambda n: "On 5 May about 300 men with 12 guns held 1,500 m against two to three hundred. " * n, 100),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_shape_takes_more_than_linear_time(name):
    shape, repeats = HOSTILE[name]
    check(shape(repeats))
    assert grows_linearly(shape, repeats)


def test_exponents_do_not_overflow():
    check("1e9999 1e99999 10^-9999 2.5^9999 1.5x10^9999")


def test_resolve_keeps_the_mentions():
    from sitrex.annotate.base import Context

    found = match("They lost 12 guns.")
    assert ANNOTATOR.resolve(found, Context(text="They lost 12 guns.")) == found
