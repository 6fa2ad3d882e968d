"""broadcasts: author, plan, hand-over; tasks carried by people."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MEDIA = ("loudspeaker", "notice", "leaflet", "banner", "talk", "facebook", "portal", "sms")
_STATES = ("draft", "open", "done", "dropped")


def upgrade() -> None:
    with op.batch_alter_table("broadcast") as batch:
        batch.add_column(sa.Column("created_by", sa.String(60)))
        batch.add_column(sa.Column("campaign", sa.String(32)))
        batch.add_column(sa.Column("title", sa.String(200)))
        for name in ("scheduled_at", "started_at", "finished_at", "beat_at"):
            batch.add_column(sa.Column(name, sa.DateTime(timezone=True)))
        batch.add_column(
            sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("note", sa.Text()))
        batch.create_index("ix_broadcast_campaign", ["campaign"])
    with op.batch_alter_table("delivery") as batch:
        batch.add_column(sa.Column("claimed_by", sa.String(32)))
        batch.add_column(sa.Column("left_at", sa.DateTime(timezone=True)))
    # A row claimed by the version before may have been sent: its fate stays unknown.
    op.execute("UPDATE delivery SET left_at = changed_at WHERE state = 'claimed'")
    with op.batch_alter_table("subscription") as batch:
        batch.add_column(sa.Column("neighbourhood", sa.String(80)))
    op.create_table(
        "todo",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("campaign", sa.String(32)),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column(
            "medium", sa.Enum(*_MEDIA, name="medium", native_enum=False, length=20), nullable=False
        ),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file", sa.String(200)),
        sa.Column(
            "state",
            sa.Enum(*_STATES, name="todostate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("assigned_id", sa.Integer(), sa.ForeignKey("staff.id")),
        sa.Column("due", sa.Date()),
        sa.Column("created_by", sa.String(60)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(60)),
        sa.Column("done_by", sa.String(60)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("evidence_link", sa.String(2048)),
        sa.Column("evidence_file", sa.String(200)),
        sa.Column("people_reached", sa.Integer()),
    )
    op.create_index("ix_todo_campaign", "todo", ["campaign"])
    op.create_index("ix_todo_state", "todo", ["state"])
