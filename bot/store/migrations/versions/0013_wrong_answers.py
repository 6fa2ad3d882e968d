"""answers that an officer calls wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("wrong", sa.Text(), nullable=True))
