"""citizens' files that are kept with their cases."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "citizen_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("message_id", sa.Integer(), sa.ForeignKey("message.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("media_type", sa.String(100)),
        sa.Column("size", sa.Integer()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("message_id", "number"),
    )
    op.create_index("citizen_file_due", "citizen_file", ["state", "try_at"])


def downgrade() -> None:
    op.drop_table("citizen_file")
