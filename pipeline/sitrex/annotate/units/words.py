"""Closed word classes of the designation grammar that are English rather than military."""

from __future__ import annotations

from typing import Final

OPENERS: Final = frozenset(
    "the a an in on at by for from of to with and or but as his her its their our this that these those when while "
    "after before during since until under against among between both each every some all any no not only one two "
    "three four five six seven eight nine ten many most several other another such where which who what if then there "
    "here however although though because so yet also even still meanwhile later next".split()
)
"""Words that may stand capitalised before a name without belonging to it."""

TITLES: Final = frozenset(
    "general gen colonel col lieutenant lt major maj captain capt sergeant sgt brigadier brig admiral adm commodore "
    "marshal field-marshal commander cmdr cdr corporal private president minister king emperor prince sir lord mr mrs "
    "dr chief hetman ataman sheikh emir sultan tsar kaiser commanding private pte rear vice generals".split()
)
MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
BREAKERS: Final = frozenset(
    "street avenue road lane boulevard anniversary century amendment congress parliament district circuit floor grade "
    "place prize edition session summit conference meeting grenade cup round chapter article act bill earl duke baron "
    "viscount marquess marquis earls parallel meridian world dynasty republic international lieutenants ministry battle "
    "war operation class generation annual olympic olympics party university college hospital church".split()
)
"""A capitalised word that ends the search for a head: what it belongs to is no unit."""

SPORT: Final = frozenset(
    "football club league championship title side match soccer rugby cricket basketball hockey baseball team teams "
    "player players promotion relegation season tournament playoff playoffs championships champions clubs squad game "
    "games standings coach".split()
)
NOT_AFTER_ORDINAL: Final = frozenset(
    "anniversary century parallel day birthday week month year years street avenue floor annual session minute hour "
    "president time percentile place edition meeting congress largest highest biggest most day's round match game "
    "amendment state member country person man woman people or attempt half quarter degree grade line wave phase "
    "stage".split()
)
AFTER_DATE: Final = frozenset("on by until till since before after from between to".split())
VERBS: Final = frozenset(
    "was were had has is are 's will would could can may might did does took fought held lost began withdrew fell broke "
    "drove met left went came got made found struck led drew stood set sent ran rode swept won bore kept dug shot threw "
    "then now also still never alone itself".split()
)
"""What may follow a bare ordinal that stands for a unit."""
FACILITIES: Final = frozenset(
    "hospital museum barracks memorial cemetery camp association medal monument avenue street park stadium school "
    "college award commemorative corner wood farm trench ridge copse lane bridge".split()
)
"""A capitalised word that makes the name before it a place or an award."""

PEOPLE: Final = frozenset(
    "soldiers marines sailors paratroopers commander headquarters troops airmen medics engineers commanders members "
    "leader leaders personnel staff spokesman".split()
)
"""Capitalised words after a name that do not belong to it."""
EVERYDAY: Final = frozenset(
    "november golf hotel india quebec lima king love george fox item queen uncle sugar victor oscar roger peter yoke "
    "echo sierra tango romeo juliet mike papa dog easy how able".split()
)
"""Phonetic letters that are also everyday words or names."""
NO_NAMES: Final = frozenset(
    "manager director order orders insignia operations area rear forward officer officers winner history chart symbol "
    "flag sign base title line surgeon engineer quartermaster adjutant major boundary front trains reserve support "
    "command post group number championship".split()
)
"""Capitalised words that may follow a head and name no unit: Division Commander, Brigade Orders."""
ROYAL: Final = frozenset("king queen prince princess duke duchess his her lord governor sultan empress crown".split())
"""Whose possessive is part of a regiment's name: King's Own, Princess Patricia's."""
ITEM_MARKS: Final = frozenset("- – — • * · ‣ ▪ | # +".split())
"""Marks before an item of a list or table."""
ITEM_ENDS: Final = frozenset(
    ("\n", "(", "[", ",", ";", ":", "|", "–", "—", "-", "in", "with", "from", "at", "of", "_", "“", '"')
)
"""What may follow a unit that an item of a list begins with."""
MOVEMENTS: Final = frozenset(
    "taliban hezbollah hizbullah hamas wagner peshmerga isis isil daesh nato allied rebel houthi tiger republican "
    "army navy marine enemy police militia volunteer ustaše chetnik partisan mujahideen janjaweed cossack wehrmacht".split()
)
"""Whose brigade is no particular one."""
