"""Limits and thresholds of reading and cutting plans, each with its reason."""

from typing import Final

MAX_FILE_BYTES: Final = 50 * 1024 * 1024
"""A scanned plan of 40 pages is about 20 MB; what is bigger was chosen by mistake."""

MAX_PLAN_CHARACTERS: Final = 3_000_000
"""A provincial plan with all annexes has 300,000; more is a book, or another file by mistake."""

MAX_UNZIPPED_BYTES: Final = 200 * 1024 * 1024
"""A .docx that unpacks to more is a zip bomb or a picture album, not a plan."""

MAX_ZIP_RATIO: Final = 200
"""Honest .docx parts shrink 5 to 30 times; bombs a thousand times."""

MAX_PDF_PAGES: Final = 400
"""The longest provincial plans with annexes have about 150 pages."""

MIN_LETTERS_PER_PAGE: Final = 40
"""A page with fewer letters in its text layer is a picture (stamps and page numbers only)."""

PICTURE_SHARE: Final = 0.5
"""A page is scanned when pictures cover so much of it; a stamp and a signature cover a tenth."""

LEAST_INK: Final = 0.05
"""Percent of a page that one short line of letters blackens."""

LEAST_CONTRAST: Final = 40
"""Grey levels between paper and ink; the grain of a scanner keeps within 25."""

OCR_DPI: Final = 300
"""What Tesseract's own guide asks for."""

MAX_PAGE_PIXELS: Final = 40_000_000
"""Four times an A4 page at 300 dpi; bigger pages are rendered more coarsely."""

OCR_PAGE_SECONDS: Final = 120
"""A dense A4 page takes 3 to 15 s on one core."""

MIN_VIETNAMESE: Final = 0.7
"""Share of marked words that must be spelt like Vietnamese before a conversion is believed:
clean text scores 0.99, text in a wrong encoding below 0.3, raw OCR about 0.3 (kept as it is)."""

CLEARLY_BETTER: Final = 0.15
"""A conversion must raise that share by so much before valid UTF-8 is touched."""

MAX_WINDOW_LINES: Final = 25
"""The contract's limit for the lines of a plan hit."""

TARGET_WINDOW_LINES: Final = 14
"""Longer windows mix subjects, shorter ones lose the sentence (measured on 12 in baselines.md)."""

OVERLAP_LINES: Final = 4
"""At most so many lines of the paragraph before are repeated when a section is cut."""

MAX_HEADING_WORDS: Final = 30
"""A longer numbered paragraph is a duty or a content; its title is cut here."""

UPPERCASE_SHARE: Final = 0.7
"""OCR turns a few capitals of a heading into small letters or digits."""
