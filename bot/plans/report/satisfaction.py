"""The marks that citizens gave in a period."""

from statistics import fmean

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.plans.report.clock import bounds
from bot.plans.report.figures import Figure, RecordName, ReportData, Satisfaction
from bot.store import Rating

# Of five marks these two say 'hài lòng' and 'rất hài lòng'.
CONTENT_FROM = 4


def add_satisfaction(session: Session, data: ReportData) -> None:
    """Count marks and those of somebody content; without marks there is no average."""
    first, after = bounds(data.period)
    marks = session.execute(
        select(Rating.id, Rating.score)
        .where(Rating.rated_at >= first, Rating.rated_at < after)
        .order_by(Rating.id)
    ).all()
    content = tuple(id_ for id_, score in marks if score >= CONTENT_FROM)
    data.satisfaction = Satisfaction(
        Figure("Lượt đánh giá của người dân", RecordName.RATING, tuple(id_ for id_, _ in marks)),
        Figure(f"Đánh giá từ {CONTENT_FROM} điểm trở lên", RecordName.RATING, content),
        fmean(score for _, score in marks) if marks else None,
    )
