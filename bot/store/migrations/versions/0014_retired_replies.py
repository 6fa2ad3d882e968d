"""Ready answers that are offered no more."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column(
        "canned_reply",
        sa.Column("retired", sa.Boolean, nullable=False, server_default=sa.false()),
    )
