"""A period on the ward's clock."""

import datetime as dt

from bot.desk.calendar import ZONE
from bot.plans.periods import ReportPeriod


def bounds(period: ReportPeriod) -> tuple[dt.datetime, dt.datetime]:
    """From the first moment of the period to before the second one."""
    after = period.last + dt.timedelta(days=1)
    return (
        dt.datetime.combine(period.first, dt.time(), ZONE),
        dt.datetime.combine(after, dt.time(), ZONE),
    )
