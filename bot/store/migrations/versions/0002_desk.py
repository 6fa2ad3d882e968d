"""Cases with a due time, history and versions; second step of the sign-in; the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TIME = sa.DateTime(timezone=True)


def _closed(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=20)


def upgrade() -> None:
    with op.batch_alter_table("case") as case:
        case.add_column(sa.Column("unit", sa.String(40), nullable=True))
        case.add_column(
            sa.Column(
                "priority",
                _closed("priority", "normal", "urgent"),
                nullable=False,
                server_default="normal",
            )
        )
        for name in ("due_at", "waiting_since", "reminded_at", "escalated_at", "reopened_at"):
            case.add_column(sa.Column(name, _TIME, nullable=True))
        case.add_column(
            sa.Column(
                "close_reason",
                _closed(
                    "closereason", "answered", "done", "elsewhere", "silent", "double", "not_ours"
                ),
                nullable=True,
            )
        )
        case.add_column(sa.Column("answer", sa.Text(), nullable=True))
        case.add_column(
            sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        case.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        case.create_index("case_by_due", ["state", "due_at"])
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("case.id"), nullable=False, index=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column(
            "what",
            _closed(
                "happening",
                "opened",
                "claimed",
                "released",
                "transferred",
                "waiting",
                "resumed",
                "noted",
                "priority",
                "reminded",
                "escalated",
                "closed",
                "reopened",
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True),
    )
    op.create_table(
        "canned_reply",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(80), nullable=False, unique=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
    )
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("unit", sa.String(40), nullable=True))
        staff.add_column(sa.Column("totp_secret", sa.String(64), nullable=True))
        staff.add_column(sa.Column("totp_step", sa.Integer(), nullable=True))
    with op.batch_alter_table("staff_session") as session:
        session.add_column(
            sa.Column("pending", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        session.add_column(sa.Column("begun_at", _TIME, nullable=True))
        session.add_column(sa.Column("seen_at", _TIME, nullable=True))
        session.add_column(sa.Column("device", sa.String(80), nullable=True))
    op.create_table(
        "backup_code",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False, index=True),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=True),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False, index=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
    )
    op.create_index("audit_by_time", "audit_entry", ["at"])


def downgrade() -> None:
    for table in ("audit_entry", "backup_code", "canned_reply", "case_event"):
        op.drop_table(table)
    with op.batch_alter_table("staff_session") as session:
        for name in ("pending", "begun_at", "seen_at", "device"):
            session.drop_column(name)
    with op.batch_alter_table("staff") as staff:
        for name in ("unit", "totp_secret", "totp_step"):
            staff.drop_column(name)
    with op.batch_alter_table("case") as case:
        case.drop_index("case_by_due")
        for name in (
            *("unit", "priority", "due_at", "waiting_since", "reminded_at", "escalated_at"),
            *("reopened_at", "close_reason", "answer", "restricted", "version"),
        ):
            case.drop_column(name)
