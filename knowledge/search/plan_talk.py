"""Whether a question is about what a plan orders, though it names no plan."""

import re

_ASKED = re.compile(
    r"\b(?:ai|(?:don vi|co quan|phong|ban|bo phan|to chuc|cong chuc|quyet dinh|van ban) nao|"
    r"quy may|thang may|khi nao|bao gio|ngay nao|luc nao|may lan|hinh thuc nao|kenh nao|nhung kenh|"
    r"o dau|tu dau|vao dau|(?:cai|lam|nhung|viec|noi dung|muc dich|hinh thuc) gi|the nao|ra sao)\b"
)
# 'Kế hoạch hóa gia đình', 'kế hoạch sử dụng đất' are matters of their own.
_PLAN = re.compile(
    r"\b(?:ke hoach|kh) (?:tuyen truyen|cchc|cai cach|nay|do|kia|ay|tren|cua|nam|giao|phan cong)\b"
    r"|\b(?:trong|theo) ke hoach\b(?! (?:hoa|su dung|kinh doanh|san xuat))|\bthuc hien ke hoach\b"
)
_DUTY = re.compile(
    r"\b(?:ai|(?:don vi|co quan|phong|ban|bo phan|cong chuc) nao|giao (?:cho )?(?:ai|don vi nao))\b"
    r".*\b(?:chu tri|dau moi|tham muu|phoi hop|phu trach)\b"
    r"|\b(?:chu tri|dau moi|tham muu|phoi hop|phu trach)\b.*"
    r"\b(?:ai|(?:don vi|co quan|phong|ban|bo phan|cong chuc) nao)\b"
)
_REFORM = re.compile(r"\b(?:tuyen truyen|cchc|cai cach (?:thu tuc )?hanh chinh|kiem soat tthc)\b")
_WORK = re.compile(
    r"\b(?:tuyen truyen|tap huan|hoi nghi|cuoc thi|tin bai|to roi|to gap|pa no|bang ron|loa|"
    r"dai truyen thanh|chuyen muc|chuyen trang|bao cao|kinh phi|phong van|toa dam|sinh hoat)\b"
)


def asks_about_a_plan(folded: str) -> bool:
    """Whether ``folded`` asks who does what, when and how in publicising reform."""
    if not _ASKED.search(folded):
        return False
    if _PLAN.search(folded):
        return True
    return bool(_WORK.search(folded) and (_DUTY.search(folded) or _REFORM.search(folded)))
