"""Closed classes of words of the grammar of units, from ``vocab/units/words.tsv``."""

from __future__ import annotations

from functools import partial
from typing import Final

from sitrex.annotate.text.words import words

unit_words: Final = partial(words, table="units/words.tsv")
"""The words of some classes of the table together."""

MONTHS: Final = words("months", "months_short", "weekdays")
OPENERS: Final = words("openers") | unit_words("openers")
TITLES: Final = unit_words("titles")
BREAKERS: Final = unit_words("breakers")
SPORT: Final = unit_words("sport")
NOT_AFTER_ORDINAL: Final = unit_words("not_after_ordinal")
AFTER_DATE: Final = unit_words("after_date")
VERBS: Final = unit_words("verbs")
SITES: Final = unit_words("sites")
FACILITIES: Final = unit_words("facilities") | SITES
PEOPLE: Final = unit_words("people")
EVERYDAY: Final = unit_words("everyday")
NO_NAMES: Final = unit_words("no_names")
ROYAL: Final = unit_words("royal")
ITEM_MARKS: Final = unit_words("item_marks")
ITEM_ENDS: Final = unit_words("item_ends") | {"\n"}
MOVEMENTS: Final = unit_words("movements")
LOWER_HEADS: Final = unit_words("lower_heads")
OF_FORCES_ONLY: Final = unit_words("of_forces_only")
"""Echelons that hardly anything but a force has."""
MEN_OF_BRIGADES: Final = unit_words("men_of_brigades")
PATRONS: Final = unit_words("patrons") | MEN_OF_BRIGADES
"""Those that an irregular brigade is called after: lions, swords, and its own men: martyrs, rebels."""
BY_FLAGSHIP: Final = unit_words("by_flagship")
"""Arms whose task and strike groups are called after their ship."""
BELOW_REGIMENT: Final = unit_words("below_regiment")
"""Echelons that a regiment consists of."""
SECOND_LINE: Final = unit_words("second_line")
"""Kinds of recruits of which regiments are made."""
CAVALRY_REGIMENTS: Final = unit_words("cavalry_regiments")
"""Cavalry of which a number makes a regiment, and which ends a list as a plural head does: 13th and 14th Light Dragoons."""
MOST_BATTALIONS: Final = 20
"""Battalions that a regiment or an army's rifles call by number at most."""
FRENCH_LETTERS: Final = unit_words("french_letters")
"""Abbreviations of French regiments, divisions and corps that are something else in English."""
MOST_DAYS: Final = 31
"""Ordinals that may be a day of the month."""
OWNERS: Final = ("'s", "’s")
QUOTES: Final = ("“", '"', "«")
"""Marks that open a quoted name."""
_PLURAL: Final = ("s", "men")


def counted(word: str) -> bool:
    """Whether a word is a plural that a number before it counts: soldiers, men, not was."""
    return word.endswith(_PLURAL) and word[0].isalpha() and word not in VERBS
