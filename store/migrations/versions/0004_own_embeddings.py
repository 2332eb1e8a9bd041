"""Embeddings of the users' own: not always of unit length, and in half precision where they want."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("embeddings", sa.Column("normalised", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("embeddings", sa.Column("storage", sa.String(length=8), nullable=False, server_default="float32"))


def downgrade() -> None:
    op.drop_column("embeddings", "storage")
    op.drop_column("embeddings", "normalised")
