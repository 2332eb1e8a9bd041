"""Scores, and the neighbours of embeddings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "neighbor_graphs",
        sa.Column("embedding_id", sa.String(length=40), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("k", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("recall", sa.Double(), nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["embedding_id"], ["embeddings.id"], name=op.f("fk_neighbor_graphs_embedding_id_embeddings")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_neighbor_graphs_job_id_jobs")),
        sa.PrimaryKeyConstraint("embedding_id", name=op.f("pk_neighbor_graphs")),
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("dataset_version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("task_id", sa.String(length=40), nullable=True),
        sa.Column("embedding_id", sa.String(length=40), nullable=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("valid_count", sa.BigInteger(), nullable=False),
        sa.Column("minimum", sa.Double(), nullable=True),
        sa.Column("maximum", sa.Double(), nullable=True),
        sa.Column("mean", sa.Double(), nullable=True),
        sa.Column("std", sa.Double(), nullable=True),
        sa.Column("histogram", JSON, nullable=False),
        sa.Column("parameters", JSON, nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("ranking_key", sa.String(length=255), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_scores_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["embedding_id"], ["embeddings.id"], name=op.f("fk_scores_embedding_id_embeddings")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_scores_job_id_jobs")),
        sa.ForeignKeyConstraint(["task_id"], ["annotation_tasks.id"], name=op.f("fk_scores_task_id_annotation_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index(op.f("ix_scores_dataset_id_id"), "scores", ["dataset_id", "id"])
    op.create_index(op.f("ix_scores_dataset_id_name_id"), "scores", ["dataset_id", "name", "id"])
    op.create_index(op.f("ix_scores_job_id"), "scores", ["job_id"])


def downgrade() -> None:
    op.drop_table("scores")
    op.drop_table("neighbor_graphs")
