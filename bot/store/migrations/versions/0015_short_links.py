"""Short links of broadcasts, with the number of times each was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "short_link",
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column("broadcast_id", sa.Integer, sa.ForeignKey("broadcast.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("clicks", sa.Integer, nullable=False),
        sa.UniqueConstraint("broadcast_id", "place"),
    )
