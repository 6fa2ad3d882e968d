"""Patterns of codes and numbers in citizens' messages, in one place."""

from __future__ import annotations

import re

# A dossier code of the public service portals: unit code, date received (yymmdd), serial number:
# 'H29.12-250701-0001', 'G01.899.108.000-250701-0012', '000.00.12.H29-250701-0001'. Hyphens are
# often typed as en dashes or with spaces around them.
_DASH = r"\s?[-‐-―_]\s?"
DOSSIER_CODE = re.compile(
    rf"(?<![\w.])[a-z0-9]{{1,4}}(?:\.[a-z0-9]{{2,4}}){{0,5}}{_DASH}\d{{6}}{_DASH}\d{{3,6}}(?!\w)",
    re.IGNORECASE,
)
# The ward's own tracking code of a feedback: 'PA-7K2QX9', also typed 'pa 7k2qx9' or 'PA7K2QX9'.
# At least one digit, so that words such as 'pa norama' are left alone.
TRACKING_CODE = re.compile(
    r"(?<!\w)pa(?:\s?[-‐-―]\s?|\s)?(?=[a-z0-9]{0,5}\d)([a-z0-9]{6})(?!\w)", re.IGNORECASE
)
PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .]?\d){9}(?!\d)")
