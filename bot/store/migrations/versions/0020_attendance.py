"""attendance at a training: sheets, and names until they are forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "attendance_sheet",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("entry_id", sa.Integer(), sa.ForeignKey("register_entry.id"), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("opened_by", sa.String(60), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.UniqueConstraint("entry_id"),
        sa.UniqueConstraint("token"),
    )
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sheet_id", sa.Integer(), sa.ForeignKey("attendance_sheet.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("key", sa.String(201), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("sheet_id", "key"),
    )
    op.create_index("ix_attendee_sheet_id", "attendee", ["sheet_id"])


def downgrade() -> None:
    op.drop_table("attendee")
    op.drop_table("attendance_sheet")
