"""What a report lacks: said plainly, so that it is filled in before somebody else asks."""

from bot.plans.registers import CHECKLIST, missing_items
from bot.plans.report.figures import ReportData
from bot.plans.tasks import TaskState
from bot.plans.wording import CHANNEL_NAMES
from bot.store import ReachBasis, RegisterKind


def add_shortfalls(data: ReportData) -> None:
    """List activities without proof, tasks done without proof, trainings with gaps."""
    for one in data.activities:
        name = f"Hoạt động số {one.id} ({CHANNEL_NAMES[one.channel]}, {one.held_on:%d/%m/%Y})"
        if not one.evidence:
            data.missing.append(f"{name}: chưa có liên kết hoặc ảnh.")
        if one.basis is ReachBasis.UNKNOWN:
            data.missing.append(f"{name}: chưa rõ số người tiếp cận.")
    for line in data.tasks:
        if line.state is TaskState.DONE and not line.evidence:
            data.missing.append(f"Nhiệm vụ số {line.task.id}: báo xong nhưng chưa có minh chứng.")
        if line.state is TaskState.INCOMPLETE:
            data.missing.append(f"Nhiệm vụ số {line.task.id}: chưa rõ đơn vị chủ trì hoặc hạn.")
    for entry in data.registers:
        if entry.kind is RegisterKind.TRAINING:
            for item in missing_items(entry):
                data.missing.append(f"Tập huấn “{entry.title}”: thiếu {CHECKLIST[item].lower()}.")
