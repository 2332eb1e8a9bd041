"""Maps of embeddings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "projections",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("embedding_id", sa.String(length=40), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("method", JSON, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("valid_count", sa.BigInteger(), nullable=False),
        sa.Column("bounds", JSON, nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["embedding_id"], ["embeddings.id"], name=op.f("fk_projections_embedding_id_embeddings")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_projections_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projections")),
    )
    op.create_index(op.f("ix_projections_embedding_id_id"), "projections", ["embedding_id", "id"])
    op.create_index(op.f("ix_projections_job_id"), "projections", ["job_id"])


def downgrade() -> None:
    op.drop_table("projections")
