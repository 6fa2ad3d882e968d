"""Weights and limits of repair. Tuned on the project's own rendered lines; see each reason."""

from typing import Final

MAX_VOCABULARY: Final = 60_000
"""Syllables, abbreviations and names; everything rarer is one unknown word."""

MIN_WORD_COUNT: Final = 2
"""Words seen once in the office's texts are mostly typing errors."""

MIN_FOREIGN_COUNT: Final = 30
"""Words that no Vietnamese syllable spells (abbreviations, English, halves of broken words)."""

MAX_WORD_LETTERS: Final = 12
"""The longest Vietnamese syllable has 7 letters, the longest abbreviation in use about 10."""

GENERAL_SHARES: Final = ((20_000, 0.10), (200_000, 0.35), (2_000_000, 0.55), (8_000_000, 0.70))
"""Weight of the model of all clean text, by its number of words, against the plan language; in
between by the logarithm. With less text than the first there is no such model."""

LANGUAGE_WEIGHT: Final = 0.9
"""Power of the language model against the channel, whose letters are not independent."""

MAX_READ: Final = 3
"""A true letter was read as at most so many characters ('ủ' as 'tia' is the worst seen)."""

EM_ROUNDS: Final = 5
"""The likelihood of held-out pairs no longer rises after four rounds."""

PRIOR_SHARE: Final = 0.08
"""Share of the similarity of shapes in the learned channel: real scanners do what ours did not."""

FAMILY_SHARE: Final = 0.15
"""Share of what befell the letters of the same base: few pairs hold an 'ẵ', many an 'a'."""

FLOOR: Final = -16.0
"""Log probability under which a candidate cannot win any more."""

SEARCH_WIDTH: Final = 12.0
"""Prefixes whose best score is so much worse (nats) than the best of their length are dropped."""

CANDIDATES: Final = 24
"""Syllables considered for one read word."""

BEAM: Final = 16
"""Readings kept after each word."""

CASE_WEIGHT: Final = 0.5
"""Power of the letter case; scans change it now and then ('Vé' for 'về')."""

LEAST_CASE: Final = 0.02
"""A word never seen with a capital may still have one."""

FOREIGN: Final = -4.0
"""Cost of a word that no Vietnamese spelling allows, unless it is read in capitals ('UBND')."""

UNKNOWN_LETTER: Final = -1.6
"""Cost per letter of believing a word that the lexicon does not hold."""

UNKNOWN_SIGN: Final = -1.5
"""Further cost per sign or digit in it: no word holds one."""

UNKNOWN_WORD: Final = -6.0
"""Further cost of such a word."""

NUMBER_AS_WORD: Final = -0.5
"""Cost of reading digits as letters ('10 trình' is 'lộ trình')."""

MAX_NUMBER_AS_WORD: Final = 2
"""Longer numbers are numbers."""

GLUED: Final = -4.5
"""Cost of a blank that the scan lost."""

TORN: Final = -5.0
"""Cost of a blank that the scan put into a word."""

MIN_GLUED_LETTERS: Final = 4
"""Shorter read words are one syllable."""

MAX_GLUED_LETTERS: Final = 40
"""Longer ones are no words."""

POOR_PER_LETTER: Final = -0.75
"""A single syllable that fits worse than this, per letter, is compared with splits."""

SPLITS: Final = 16
"""Splits considered for one read word."""

UNSURE: Final = 2.0
"""A word whose best rival is nearer than this (nats) is reported as unsure; with the next, 16 % of
the words of hard pages are, and seven of ten wrong ones among them."""

LOST_SYLLABLE: Final = 5.0
"""A word that may as well be two, so near (nats), is named in the warnings: a syllable lost
without a warning is worse than a needless look. Four of a thousand lines of real plans are."""

POOR_FIT: Final = -2.0
"""So is one that fits what was read worse than this, per character."""

SURPRISE: Final = 6.5
"""A word this unlikely (nats) after its neighbours makes the place odd."""

REPLACED_GAIN: Final = 9.0
"""Another word must make the place e^9 times likelier: three such letters by chance never do."""

REPLACED_TIMES: Final = 4
"""Replacements are systematic from so many odd places on."""

REPLACED_SHARE: Final = 0.4
"""One word must explain this share of the odd places of a pair."""

COHESION: Final = -4.0
"""Log P(second | first) of a term that people put in place of another ('khu phố': -2)."""
