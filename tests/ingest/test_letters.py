"""What letters and mailboxes hold that is odd but meant well."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.ingest.hostile import SENTENCE
from tests.ingest.readings import only, put, read

WORDS = SENTENCE.decode()


def test_attachments_of_one_name_are_numbered(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Two"
    letter.set_content(WORDS)
    for number in range(2):
        letter.add_attachment(f"{WORDS} {number}", filename="notes.txt")
    found = read(put(tmp_path / "a.eml", letter.as_bytes()))
    assert list(found.articles) == ["a.eml", "a.eml!/notes.txt", "a.eml!/notes (2).txt"]


def test_an_attachment_without_a_name_is_called_by_its_kind(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "One"
    letter.set_content(WORDS)
    letter.add_attachment(f"{WORDS} attached")
    found = read(put(tmp_path / "a.eml", letter.as_bytes()))
    assert [item.text.strip() for item in found.articles.values()] == [WORDS.strip(), f"{WORDS} attached"]
    assert list(found.articles) == ["a.eml", "a.eml!/attachment.txt"]


OUTLOOK = "From: Mara Veldin\nSent: Monday, 2 May 2022 09:00\nTo: Desk\nSubject: Izium\n\nWho holds the bridges?"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            f"{WORDS}\n\nOn Mon, 2 May 2022 at 09:00, Mara Veldin\n<mara@courier.example> wrote:\n> Who holds the bridges?",
            "plain",
        ),
        (f"{WORDS}\n\nAm 02.05.2022 um 09:00 schrieb Mara Veldin:\n> Who holds the bridges?", "plain"),
        (f"{WORDS}\n\n-----Original Message-----\n{OUTLOOK}", "plain"),
        (f"{WORDS}\n\n________________________________\n{OUTLOOK}", "plain"),
        (
            f'<p>{WORDS}</p><div class="gmail_quote">On Mon wrote:<blockquote>Who holds the bridges?</blockquote></div>',
            "html",
        ),
        (f'<p>{WORDS}</p><blockquote type="cite">Who holds the bridges?</blockquote>', "html"),
    ],
)
def test_what_a_reply_quotes_is_not_its_own(tmp_path: Path, body: str, kind: str) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Re: Izium"
    letter.set_content(body, subtype=kind)
    data = letter.as_bytes()
    found = only(read(put(tmp_path / "a.eml", data)))
    sent = only(read(put(tmp_path / "a.eml", data.replace(b"\n", b"\r\n"))))
    assert found.text.strip() == sent.text.strip() == WORDS.strip()
    assert found.metadata["quoted"].endswith("Who holds the bridges?")


@pytest.mark.parametrize(
    "own",
    [
        "On Tuesday the brigade lost 12 men.\nGen. Marsh wrote:",
        "5 bridges fell.\nThe mayor wrote:",
        "On Tuesday the mayor wrote:",
    ],
)
def test_a_sentence_before_a_quotation_is_the_letters_own(tmp_path: Path, own: str) -> None:
    letter = EmailMessage()
    letter.set_content(f"{own}\n> Who holds the bridges?\n\n{WORDS}")
    assert own in only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text


def test_what_stands_below_a_quotation_is_the_letters_own(tmp_path: Path) -> None:
    letter = EmailMessage()
    cited = '<div class="moz-cite-prefix">On 2 May 2022 A wrote:</div><blockquote type="cite">Who holds the bridges?</blockquote>'
    letter.set_content(f"<p>See below.</p>{cited}<p>{WORDS}</p>", subtype="html")
    found = only(read(put(tmp_path / "a.eml", letter.as_bytes())))
    assert found.text.split() == ["See", "below.", *WORDS.split()]
    assert found.metadata["quoted"].endswith("Who holds the bridges?")


def test_a_digest_of_letters_is_its_own_text(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Daily digest"
    letter.set_content(f"Today.\n\n{OUTLOOK}\n\n{OUTLOOK}")
    assert only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text.count("Who holds the bridges?") == 2


def test_what_a_letter_passes_on_is_its_text(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "FW: Izium"
    letter.set_content(f"See below.\n\n-----Original Message-----\n{OUTLOOK}")
    assert "Who holds the bridges?" in only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text


def test_what_is_attached_to_a_letter_within_a_letter_is_read_once(tmp_path: Path) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content(WORDS)
    inner.add_attachment(WORDS, filename="notes.txt")
    outer.set_content(WORDS)
    outer.add_attachment(inner)
    found = read(put(tmp_path / "a.eml", outer.as_bytes()))
    assert list(found.articles) == ["a.eml", "a.eml!/Inner.eml", "a.eml!/Inner.eml!/notes.txt"]
    assert not found.failures


def test_a_line_that_begins_with_from_splits_no_letter(tmp_path: Path) -> None:
    letter = f"From a@b Mon May  2 09:00:00 2022\nSubject: One\n\n{WORDS}\n\nFrom the north came more.\n\n"
    found = read(put(tmp_path / "a.mbox", letter * 2))
    assert [item.text.strip().splitlines()[-1] for item in found.articles.values()] == ["From the north came more."] * 2
    assert not found.failures


def test_a_signature_is_no_part_of_the_letter(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Izium"
    letter.set_content(f"{WORDS}\n\n-- \nMara Veldin, 14 High Street\n\n___\nDesk mailing list\n")
    found = only(read(put(tmp_path / "a.eml", letter.as_bytes())))
    assert found.text.strip() == WORDS
    assert found.metadata["signature"] == "Mara Veldin, 14 High Street\n\n___\nDesk mailing list"


def test_dashes_above_a_long_text_are_no_signature(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Izium"
    letter.set_content(f"{WORDS}\n-- \n" + f"{WORDS}\n" * 30)
    assert only(read(put(tmp_path / "a.eml", letter.as_bytes()))).text.count(WORDS) == 31
