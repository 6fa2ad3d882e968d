"""the lines of a plan, so that its reading can be put beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("plan") as table:
        table.add_column(sa.Column("restored", sa.JSON(), nullable=True))
