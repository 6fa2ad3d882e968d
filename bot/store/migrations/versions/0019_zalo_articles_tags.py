"""articles on their way to Zalo's followers, and the tags put on people there."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_STATES = (
    *("queued", "creating", "created", "checked"),
    *("sending", "sent", "unknown", "refused"),
)


def upgrade() -> None:
    op.create_table(
        "zalo_article",
        sa.Column("todo_id", sa.Integer(), sa.ForeignKey("todo.id"), primary_key=True),
        sa.Column(
            "state",
            sa.Enum(*_STATES, name="articlestate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("article_id", sa.String(100), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("queued_by", sa.String(60), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "zalo_tag",
        sa.Column("user_id", sa.String(100), primary_key=True),
        sa.Column("tag", sa.String(100), primary_key=True),
        sa.Column("refused", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("zalo_tag")
    op.drop_table("zalo_article")
