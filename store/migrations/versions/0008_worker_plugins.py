"""What plugins a worker has installed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    # Workers register anew when they miss themselves here, so that the new column needs no default.
    op.execute("DELETE FROM workers")
    with op.batch_alter_table("workers") as table:
        table.add_column(sa.Column("plugins", JSON, nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("workers") as table:
        table.drop_column("plugins")
