"""The view of a text: what is read across line ends, marks and page furniture, and where it stands."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitrex
from sitrex.annotate.text.furniture import furniture
from sitrex.annotate.text.recase import recased
from sitrex.annotate.text.view import View

WRAPPED = (
    "The column left the depot before first light and moved north along the\n"
    "river road until it reached the bridge, where the 3rd Company of the 12th\n"
    "Regiment had dug in on both banks. It waited there for the guns to come\n"
    "up, which took until noon.\n"
    "\n"
    "- a list item that stands alone\n"
    "Nothing else was seen that day, and the patrols came back with no word\n"
    "of the enemy.\n"
)


@given(
    st.lists(
        st.sampled_from(
            [
                "The 5th ",
                "Mecha",
                "-",
                "\n",
                "nized",
                " ",
                "\u200b",
                "ﬁ",
                "forty",
                "five",
                "\u00ad",
                ".",
                "12",
                "- 3 -",
                "A",
            ]
        )
    ).map("".join)
    | st.text()
)
def test_every_sign_of_a_view_stands_where_it_says(text: str) -> None:
    view = View.of(text)
    places = [view.span(at, at + 1) for at in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(places))
    edited = [range(start, end) for start, end, _ in view.edits]
    for at, (start, end) in enumerate(places):
        if not any(start in span for span in edited):
            assert text[start:end] == view.text[at]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The 5th Mecha-\nnized Brigade", "The 5th Mechanized Brigade"),
        ("with forty-\nfive guns", "with forty-five guns"),
        ("the Franco-\nPrussian War", "the Franco-Prussian War"),
        ("shelled Russian-\nheld Kherson", "shelled Russian-held Kherson"),
        ("a US-\nled force of U-\nboats", "a US-led force of U-boats"),
        ("at I-\nzium and on A-\nnother day, un-\ndead us-\ners", "at Izium and on Another day, undead users"),
        ("the RUSSIAN-\nOCCUPIED TOWN", "the RUSSIAN-OCCUPIED TOWN"),
        ("a brigade-\nsized force of Kyiv-\nbased men", "a brigade-sized force of Kyiv-based men"),
        ("two French-\nmen, a Roman-\nian and an un-\nmanned Pal-\nestinian post", "two Frenchmen, a Romanian and an unmanned Palestinian post"),
        ("a well-\nsited gun of 155-\nmm", "a well-sited gun of 155-mm"),
        ("the PARA-\nCHUTE REGIMENT fell back to the\nvillage", "the PARACHUTE REGIMENT fell back to the village"),
        ("a tempo\u00adrary post", "a temporary post"),
        ("The 47th Mecha\u00ad\nnized Brigade", "The 47th Mechanized Brigade"),
        ("It reached Zapor\u00ad\n    izhzhia.", "It reached Zaporizhzhia."),
        ("guns of the TERRI\u00ad\nTORIAL Army", "guns of the TERRITORIAL Army"),
        ("of the 47th\n    Mechanized Brigade on 5\n    October, with the\n    guns.", "of the 47th Mechanized Brigade on 5 October, with the guns."),
        ("the Bri\u200bgade \ufeffheld", "the Brigade held"),
        ("the ﬁrst ﬂoor of ４７ｔｈ Brigade’s post", "the first floor of 47th Brigade's post"),
        ("Pokrovsk\nMyrnohrad\nDobropillia\nRodynske", "Pokrovsk\nMyrnohrad\nDobropillia\nRodynske"),
        ("Shelling Kills Two\nTroops Reach River\nTalks Resume Today", "Shelling Kills Two\nTroops Reach River\nTalks Resume Today"),
        ("They held the ridge.\n- 12 -\nThen it fell.", "They held the ridge.\n\nThen it fell."),
        ("The siege ........ 12\nThe relief ....... 30", "\n"),
        ("Estaires, 17, 212-214\nFestubert, 3\nFlers, 80, 91\nGivenchy, 4", "\n\n\n"),
        ("Units | men\n12 | 40", "Units | men\n12 | 40"),
        ("They held it.\n12\n\fThen it fell.\n\n\f 13\nIt rained.", "They held it.\n\n\fThen it fell.\n\n\nIt rained."),
        ("They lost men:\n12\nIt rained.", "They lost men:\n12\nIt rained."),
        ("the 5th Mecha-\n\n- 12 -\n\nnized Brigade", "the 5th Mechanized Brigade"),
        ("the 5th Mecha-\n\n\fnized Brigade", "the 5th Mechanized Brigade"),
        ("Losses by day -\n\nnone", "Losses by day -\n\nnone"),
        ("the guns that it had asked for came from the 3rd\n\n- 14 -\n\nBrigade there.", "the guns that it had asked for came from the 3rd Brigade there."),
        ("In that week the division lost on its left about\n\n1,400 men.", "In that week the division lost on its left about 1,400 men."),
        ("What the Men of the Brigade Are Waiting For\n\nBoris Todd", "What the Men of the Brigade Are Waiting For\n\nBoris Todd"),
        ("What the men of the brigade are still waiting for\n\nThe brigade", "What the men of the brigade are still waiting for\n\nThe brigade"),
        (
            "Ukraine's army says it has stopped Russian\nadvance on Pokrovsk while drones hit refinery\nin Saratov for the second time in three days\n\nPresident Zelensky said on Sunday that the brigade\nhad retaken three villages.",
            "Ukraine's army says it has stopped Russian advance on Pokrovsk while drones hit refinery in Saratov for the second time in three days\n\nPresident Zelensky said on Sunday that the brigade had retaken three villages.",
        ),
        ("The guns in Gaza are to fall silent on January 19th\n\nIsrael agreed on Friday.", "The guns in Gaza are to fall silent on January 19th\n\nIsrael agreed on Friday."),
        ("He joined in Antrim, as the rolls say, in May 1915,\n\nPrivate Doe in June,", "He joined in Antrim, as the rolls say, in May 1915,\n\nPrivate Doe in June,"),
        (
            "The convoy was attacked by boats off\nthe Cape, and one ship was hit. While\nits men were picked up, and Captain\n\nHarrison turned north, the rest went\non to Malta.",
            "The convoy was attacked by boats off the Cape, and one ship was hit. While its men were picked up, and Captain Harrison turned north, the rest went on to Malta.",
        ),
        (
            "The 47th Brigade was moved on Tuesday to\n\nAvdiivka, where it took up positions on\n\nthe railway. Losses came to 14 killed,\n\n31 wounded and two missing. On 5\n\nOctober 2023 the enemy attacked.",
            "The 47th Brigade was moved on Tuesday to Avdiivka, where it took up positions on the railway. Losses came to 14 killed, 31 wounded and two missing. On 5 October 2023 the enemy attacked.",
        ),
        (
            "Forces strike the staff of the 58th Army\n\nZelensky meets Scholz in Berlin on Monday\n\nMissiles hit the port, killing two men\n\nKyiv says it downed 14 of 16 drones\n\nMoscow denies that its troops have left",
            "Forces strike the staff of the 58th Army\n\nZelensky meets Scholz in Berlin on Monday\n\nMissiles hit the port, killing two men\n\nKyiv says it downed 14 of 16 drones\n\nMoscow denies that its troops have left",
        ),
        ("> On 5\n> October the 47th\n>> Mechanized Brigade left.\n>\n> It rained.", "On 5 October the 47th Mechanized Brigade left.\n\nIt rained."),
        ("> Only this.", "> Only this."),
        ("Killed, by month:\n> 500 in May\n> 900 in June", "Killed, by month:\n> 500 in May\n> 900 in June"),
        (">5 men\n>10 men", ">5 men\n>10 men"),
    ],
)  # fmt: skip
def test_what_is_read(text: str, read: str) -> None:
    assert View.of(text).text == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("He served in the 47th\nMechanized Brigade.", "He served in the 47th Mechanized Brigade."),
        ("the 2nd\nBattalion, 61st\nRifle Regiment", "the 2nd Battalion, 61st Rifle Regiment"),
        ("It fell on 5\n    October 2023.", "It fell on 5 October 2023."),
        ("On Tuesday, 5\nOctober, it fell.", "On Tuesday, 5 October, it fell."),
        ("IT FELL ON OCTOBER\n5, 1989.", "IT FELL ON OCTOBER 5, 1989."),
        ("They left on May\n5 for Kyiv.", "They left on May 5 for Kyiv."),
        ("He met Gen.\nZaluzhnyi and Col. Petro\nRudenko.", "He met Gen. Zaluzhnyi and Col. Petro Rudenko."),
        ("He came from New\nYork.", "He came from New York."),
        ("Lt. Marsh\nSgt. Doe\nPte. Reed", None),
        ("1st\nMechanized Brigade\n2nd\nAssault Brigade", None),
        ("Killed 5\nOctober 2023\nKilled 7\nNovember 2023", None),
        ("They came 3rd\nHe was first", None),
        ("Summary of May\n3 drones were lost.", None),
        ("What is New\nThe army left.", None),
    ],
)
def test_a_line_end_within_a_designation_a_date_or_a_name_is_a_wrap_in_the_shortest_block(
    text: str, read: str | None
) -> None:
    assert View.of(text).text == (text if read is None else read)


STORY = "KYIV — The army withdrew from the city on\nSaturday after months of fighting."
TOLD = STORY.replace("\n", " ")


@pytest.mark.parametrize(
    ("above", "read"),
    [
        ("WAR: RUSSIA TAKES AVDIIVKA\nBy John Smith\n", None),
        ("Army leaves Avdiivka after months of war\nBy John Smith and Anna Petrenko\n", None),
        ("BY MARA VELDIN, WIRE SERVICE\n", None),
        ("The guns were taken\nBy Russian troops of the\n", "The guns were taken By Russian troops of the "),
        ("The town was taken by the\nBy Christmas Fund\n", "The town was taken by the By Christmas Fund "),
    ],
)
def test_a_by_line_stands_alone(above: str, read: str | None) -> None:
    assert View.of(above + STORY).text == (above if read is None else read) + TOLD


DAY = "The army held the river.\n" * 10


@pytest.mark.parametrize(
    ("heads", "gone"),
    [
        ("{} ARMY REVIEW", True),
        ("The Winter War | {}", True),
        ("MANSTEIN {}", True),
        ("ARMY REVIEW [{}]", True),
        ("21{}", True),
        ("191{}", False),
        ("{} May 2022", False),
        ("{}th Mechanized Brigade", False),
        ("{} Mechanized Brigade", False),
        ("Killed {}", False),
        ("Tanks Destroyed {}", False),
        ("Tuesday {}", False),
        ("14:{} Kyiv", False),
        ("Tanks - 1090{} (+{})", False),
        ("Situation report No. {}, 1{} May 2022", False),
    ],
)
def test_a_running_head_is_a_title_beside_a_page_that_rises(heads: str, gone: bool) -> None:
    text = "".join(f"{heads.replace('{}', str(day))}\n{DAY}" for day in range(4, 10))
    assert len(list(furniture(text))) == (6 if gone else 0)


def test_a_title_whose_number_does_not_rise_is_no_running_head() -> None:
    assert not list(furniture("".join(f"ARMY REVIEW {day}\n{DAY}" for day in (14, 7, 22, 9, 3))))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CONTENTS\n\nIntroduction 3\nThe 3rd Army, May 1916\t45\nPART TWO\nIII. Bakhmut  78\n\nThe siege began.", ["CONTENTS", "PART TWO", "The siege began."]),
        ("Contents\nTanks 14\nGuns 7\nTrucks 9", None),
        ("List of casualties\nKilled 12\nWounded 30\nMissing 42", None),
        ("List of Maps and Plates\nThe siege 12\nThe relief 30\nThe retreat 42", ["List of Maps and Plates"]),
        ("Index\nBakhmut, 14n, 15–17\n  battle of, 22\n3rd Army, 45, 46\nKyiv, see Kiev\nMarines, 1st Division, 33, 35–37", ["Index"]),
        ("Index\nB\nBakhmut, 14\nC\nCider, 3\n\nThe war.\nKilled, 14\nHurt, 20", ["Index", "B", "C", "The war.", "Killed, 14", "Hurt, 20"]),
        ("Abrams tank, 12, 45\nAvdiivka, 3, 7-9, 200\nBakhmut, 14, 15\nKyiv, 3", []),
        ("Killed, 14\nWounded, 20\nCaptured, 7", None),
        ("Izium, 14\nKyiv, 20\nLyman, 7", None),
        ("Place,Killed,Hurt\nIzium,14,20\nKyiv,20,31\nLyman,7,9", None),
        ("Tanks, 14\nGuns, 20, 30\nTrucks, 7", None),
        ("It held.\n\nPage | 6\n\nIt fell.\n\n7 | P a g e", ["It held.", "It fell."]),
        ("No.\tPlace\tKilled\n1\tIzium\t14\n2\tKyiv\t20\n3\tLyman\t7\n4\tSumy\t9", None),
    ],
)  # fmt: skip
def test_contents_and_indexes_are_furniture_and_tallies_are_not(text: str, kept: list[str] | None) -> None:
    read = View.of(text).text
    assert read == text if kept is None else [line for line in read.splitlines() if line.strip()] == kept


def test_numbers_of_lines_in_a_margin_are_passed_over() -> None:
    lines = [
        "The army took the north of the river and the",
        "town with the help of the 3rd",
        "Mechanized Brigade, which had come from the",
        "south, and held it until the morn-",
        "ing.",
    ]
    text = "\n".join(f"{number}  {line}" for number, line in enumerate(lines, 12))
    read = View.of(text)
    assert read.text == " ".join(lines).replace("morn- ing", "morning")
    at = read.text.index("3rd Mechanized")
    assert text[slice(*read.span(at, at + len("3rd Mechanized")))] == "3rd\n14  Mechanized"


def test_a_transcript_has_numbers_in_its_margin_and_a_list_has_not() -> None:
    asked = "17\tMR. SMITH:\n18\tQ.  Where was the\n19\t3rd Brigade?\n20\tA.  It held Izium with\n21\tthe guns."
    assert View.of(asked).text.split("\n") == [
        "MR. SMITH:",
        "Q.  Where was the 3rd Brigade?",
        "A.  It held Izium with the guns.",
    ]
    years = "2019  12 killed,\n2020  14 killed,\n2021  15 killed,\n2022  20 killed."
    assert View.of(years).text.split() == years.split()
    assert View.of("1  Izium\n2  Kyiv\n3  Lyman\n4  Sumy").text == "1  Izium\n2  Kyiv\n3  Lyman\n4  Sumy"


PROSE = (
    "Ukrainian troops crossed the river on Tuesday, the staff said, and held the bank\n"
    "until the evening, when the guns came up and drove them back to the town of\n"
    "Kherson. Nothing else was seen that day, and the patrols came back with no word\n"
    "of the enemy.\n"
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"KHERSON\n14 May 2022\n{PROSE}", ["KHERSON", "14 May 2022", "Ukrainian tr"]),
        (f"By John Smith\n{PROSE}", ["By John Smit", "Ukrainian tr"]),
        ("By John Smith\nKYIV - The army withdrew from the city on\nSaturday, it said.", ["By John Smit", "KYIV - The a"]),
        (f"Guns Drive Them Back to the Town, and Nothing Else\n{PROSE}", ["Guns Drive T", "Ukrainian tr"]),
        (f"{PROSE}Losses in May\n14 tanks were lost in the north of the oblast, the staff said on Friday, and\nnine more.", ["Ukrainian tr", "Losses in Ma", "14 tanks wer"]),
        ("Two bridges on the Sorna\nThe 14th Brigade held both bridges over the Sorna\nuntil Friday night, its staff said, and then blew\nup the northern one with all the guns.", ["Two bridges ", "The 14th Bri"]),
        (PROSE, ["Ukrainian tr"]),
        ("Men of the 93rd Separate\nMechanized Brigade and the 2nd\nBattalion, 61st\nRifle Regiment held.", ["Men of the 9"]),
        ("    Ukrainian troops crossed the river Dnipro on Tuesday, the\nStaff said, and held the bank until the evening, when the guns\ncame up.", ["    Ukrainia"]),
    ],
)  # fmt: skip
def test_a_heading_or_by_line_stands_above_its_paragraph(text: str, lines: list[str]) -> None:
    assert [line[:12] for line in View.of(text).text.splitlines()] == lines


def test_a_hard_wrapped_paragraph_is_one_line_and_a_list_item_its_own() -> None:
    lines = View.of(WRAPPED).text.split("\n")
    assert [line[:20] for line in lines] == [
        "The column left the ", "", "- a list item that s", "Nothing else was see", ""
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The 33rd Para-\nchute Regiment dug in.", "units", ("33rd Para-\nchute Regiment", "branch", "airborne")),
        ("He left on 3 Septem-\nber 2023.", "dates", ("3 Septem-\nber 2023", "value", "2023-09-03")),
        ("They took twenty-\nthree guns.", "numbers", ("twenty-\nthree", "value", 23.0)),
        ("It reached Zapor-\nizhzhia at dawn.", "entities", ("Zapor-\nizhzhia", "canonical", "Zaporizhzhia")),
    ],
)
def test_spans_hold_hyphen_and_line_end_and_fields_do_not(
    text: str, name: str, expected: tuple[str, str, object]
) -> None:
    words, field, value = expected
    found = {m.text: getattr(m, field) for m in getattr(sitrex.extract(text), name)}
    assert found.get(words) == value, found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("An interview was held there in June or July\n\nof 1961; then he left.", 1),
        ("The column moved north along the river and\n\n- 12 -\n\nreached the bridge.", 1),
        ("The column moved north along the river road.\n\nit stopped there.", 2),
        ("A short heading\n\nof a book.", 2),
        ("posts by those who write without any capitals\n\nand never mend it.", 2),
    ],
)
def test_a_sentence_goes_on_behind_an_empty_line_where_it_shows(text: str, lines: int) -> None:
    assert len([line for line in View.of(text).text.splitlines() if line.strip()]) == lines


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        ("THE ARMY LEFT SAN SALVADOR AND FMLN UNITS", "The Army left San Salvador and FMLN units"),
        ("Ministers Meet Senior Envoys Before Talks", None),
        ("The army left San Salvador on Monday .", None),
        ("OK", None),
    ],
)
def test_what_the_model_is_shown(text: str, cased: str | None) -> None:
    found = recased(text.split())
    assert (found and " ".join(found)) == cased


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=20))
def test_recasing_moves_no_offset(words: list[str]) -> None:
    cased = recased(words)
    assert cased is None or [len(word) for word in cased] == [len(word) for word in words]
