"""Limits of what officers enter; the forms and the store's door both keep them."""

TITLE_CHARS = 500
TEXT_CHARS = 5_000
UNIT_CHARS = 300
# A ward has some tens of thousands of people; a province's portal counts millions.
MOST_REACHED = 10_000_000
MOST_SESSIONS = 1_000
URL_CHARS = 2_000
LINKS_AT_ONCE = 20
# Photos of phones are 2 to 8 MB; whatever is larger is a film, which belongs on a page with a link.
FILE_BYTES = 10 * 2**20
# A picture of more pixels is a decompression bomb, not a photo.
PICTURE_PIXELS = 60_000_000
# Days before a task is due on which its people are reminded.
REMIND_DAYS = (14, 7, 2, 0)
# Below this a count on the public page could point at a person (capability row 42).
SMALLEST_PUBLIC_COUNT = 5
# A training hall; more names are a script, not people.
MOST_ATTENDEES = 1_000
NAME_CHARS = 80
PLACE_CHARS = 120
# An inspection looks at a training within the quarter; after that the count is enough.
ATTENDEES_KEPT_DAYS = 90
PUBLIC_CACHE_SECONDS = 600.0
