"""Alerts to staff are kept until they were carried: a restart loses none and repeats none."""

import sqlalchemy as sa
from alembic import op

from bot.store.models.base import UtcDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "staff_alert",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("holder", sa.String(60), nullable=True),
        sa.Column("unit", sa.String(60), nullable=True),
        sa.Column("restricted", sa.Boolean, nullable=False),
        sa.Column("noted_at", UtcDateTime, nullable=False),
        sa.Column("owed", sa.String(60), nullable=True),
        sa.Column("told_at", UtcDateTime, nullable=True),
    )
    op.create_index("staff_alert_open", "staff_alert", ["told_at"])
