"""Why a search ended as it did, in words; and what became of each candidate."""

from typing import Any

from bot.messages import Outcome
from bot.web.desk.wording import OUTCOMES

# The rules of knowledge/search/deciding.py by name.
_RULES = {
    "no words": "câu hỏi không có chữ nào",
    "scope": "không mục nào đủ gần với câu hỏi",
    "clarify": "mục gần nhất vẫn chưa đủ điểm",
    "lead": "hai mục sát điểm nhau, chưa rõ ý nào",
    "sureness": "chưa đủ chắc đây là điều được hỏi",
    "several": "tên gọi ngắn, nhiều mục cùng khớp",
    "perhaps unfit": "câu không dấu có thể hiểu sang việc khác",
    "another person": "câu hỏi về việc riêng của người khác",
    "abroad": "câu hỏi về việc ở nước ngoài",
    "validity": "nguồn tìm thấy đã hết hiệu lực",
    "unfit": "mục gần nhất nói về đối tượng khác",
    "open": "mục tìm thấy để ngỏ điều được hỏi",
    "year": "câu hỏi về năm khác với nguồn",
    "place": "câu hỏi về nơi khác với nguồn",
    "value": "mục tìm thấy không ghi con số được hỏi",
    "unprinted": "kế hoạch được nêu không ghi con số được hỏi",
    "which plan": "hỏi về kế hoạch mà không nêu kế hoạch nào, kho có nhiều kế hoạch",
    "still to choose": "đang chờ người dân chọn một mục đã đưa ra",
    "score": "mục đầu đủ điểm và bỏ xa mục sau",
}
# Rules by which the first candidate itself was refused, not only those behind it.
_USED = frozenset({"answered", "expired_source"})
_IN_PART = frozenset({"open", "value"})


def rule(why: object) -> str:
    """The rule that decided, as an officer reads it; a refusal names itself."""
    name = str(why or "")
    if name.startswith("refusal "):
        return f"giống loại câu không trả lời ({name.removeprefix('refusal ')})"
    return _RULES.get(name, name or "không ghi")


def state(name: object) -> str:
    """An outcome in words."""
    known = {outcome.value: told for outcome, told in OUTCOMES.items()}
    return known.get(str(name or ""), str(name or "không ghi"))


def fate(place: int, trace: dict[str, Any]) -> str:
    """What became of the candidate at ``place`` (0 is the best) of ``trace``."""
    ended, why = str(trace.get("state") or ""), str(trace.get("why") or "")
    if ended == Outcome.CLARIFY:
        return "đưa ra để hỏi lại" if place == 0 else "có thể được hỏi lại, hoặc thấp điểm hơn"
    if place > 0:
        return "bỏ: thấp điểm hơn"
    if ended in _USED or why in _IN_PART:
        return "được dùng"
    return f"bỏ: {rule(why)}" if why else "bỏ"
