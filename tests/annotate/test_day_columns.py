"""The days that head the entries of a diary."""

import pytest

from sitrex.annotate.text.day_columns import day_heads

DIARY = "WAR DIARY\nOCTOBER 1917\n\n11th. At 11 p.m. the Bn. left camp.\n12th. Quiet.\n13th. Relieved at 4 a.m. by others.\n"


def test_the_days_of_a_diary_are_found_with_its_short_entries() -> None:
    assert [DIARY[at : at + 4] for at in sorted(day_heads(DIARY))] == ["11th", "12th", "13th"]


@pytest.mark.parametrize(
    "text",
    [
        DIARY.replace("OCTOBER 1917\n", ""),
        "MAY 1944\n1st Battalion held the hill.\n2nd Battalion went to the river.\n3rd Battalion was in reserve.\n",
        "MAY 1944\nThe heats were won by these, of whom none had been seen before on any of the\n1st. Ann ran well.\n"
        "and nobody had thought that so many of those who ran could be beaten by those of\n2nd. Bob ran too.\n",
        "MAY 1944\n13th. They left camp.\n12th. They came to camp.\n",
    ],
    ids=["no month", "units", "lines that run on", "days that fall"],
)
def test_what_else_begins_lines_is_no_diary(text: str) -> None:
    assert day_heads(text) == frozenset()
