"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "datasets",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sample_count", sa.Integer(), nullable=False),
        sa.Column("ok_count", sa.Integer(), nullable=False),
        sa.Column("next_position", sa.Integer(), nullable=False),
        sa.Column("publishing_job_id", sa.String(length=40), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_datasets")),
        sa.UniqueConstraint("name", name=op.f("uq_datasets_name")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name=op.f("pk_idempotency_keys")),
    )
    with op.batch_alter_table("idempotency_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotency_keys_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("queue", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_dispatched_at_id"), ["dispatched_at", "id"], unique=False)

    op.create_table(
        "workers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("queues", JSON, nullable=False),
        sa.Column("labels", JSON, nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=True),
        sa.Column("job_id", sa.String(length=40), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_table(
        "annotation_tasks",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("categories", JSON, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_annotation_tasks_dataset_id_datasets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation_tasks")),
    )
    with op.batch_alter_table("annotation_tasks", schema=None) as batch_op:
        batch_op.create_index("uq_annotation_tasks_dataset_id_name", ["dataset_id", "name"], unique=True)

    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.String(length=40), nullable=True),
        sa.Column("child_name", sa.String(length=40), nullable=True),
        sa.Column("spec", JSON, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("queue", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("run_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_by", sa.Integer(), nullable=False),
        sa.Column("hinted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.BigInteger(), nullable=False),
        sa.Column("lease_owner", sa.String(length=40), nullable=True),
        sa.Column("worker_id", sa.String(length=40), nullable=True),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", JSON, nullable=True),
        sa.Column("result", JSON, nullable=True),
        sa.Column("failure", JSON, nullable=True),
        sa.Column("resume", JSON, nullable=True),
        sa.Column("event_number", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_jobs_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["parent_id"], ["jobs.id"], name=op.f("fk_jobs_parent_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_claim", ["state", "queue", "blocked_by", "priority"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_dataset_id_started_at"), ["dataset_id", "started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_parent_id_child_name"), ["parent_id", "child_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_state_lease_expires_at"), ["state", "lease_expires_at"], unique=False)

    op.create_table(
        "metadata_fields",
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_metadata_fields_dataset_id_datasets")),
        sa.PrimaryKeyConstraint("dataset_id", "name", name=op.f("pk_metadata_fields")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=1024), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=True),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("parts", JSON, nullable=False),
        sa.Column("metadata_header", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_uploads_dataset_id_datasets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_dataset_id_id"), ["dataset_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_uploads_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "annotations",
        sa.Column("task_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"],
            ["annotation_tasks.id"],
            name=op.f("fk_annotations_task_id_annotation_tasks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("task_id", "position", name=op.f("pk_annotations")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("dataset_version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("backbone", sa.String(length=80), nullable=False),
        sa.Column("card", JSON, nullable=False),
        sa.Column("epochs", sa.Integer(), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("state_key", sa.String(length=255), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_checkpoints_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_checkpoints_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoints")),
    )
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkpoints_dataset_id_id"), ["dataset_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkpoints_job_id"), ["job_id"], unique=False)

    op.create_table(
        "ingest_items",
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=1024), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sample_id", sa.String(length=40), nullable=True),
        sa.Column("facts", JSON, nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_ingest_items_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "index", name=op.f("pk_ingest_items")),
    )
    op.create_table(
        "job_dependencies",
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("needs_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_dependencies_job_id_jobs")),
        sa.ForeignKeyConstraint(["needs_id"], ["jobs.id"], name=op.f("fk_job_dependencies_needs_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "needs_id", name=op.f("pk_job_dependencies")),
    )
    with op.batch_alter_table("job_dependencies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_dependencies_needs_id"), ["needs_id"], unique=False)

    op.create_table(
        "job_events",
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_events_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "number", name=op.f("pk_job_events")),
    )
    with op.batch_alter_table("job_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_events_at"), ["at"], unique=False)
        batch_op.create_index("uq_job_events_position", ["position"], unique=True)

    op.create_table(
        "job_labels",
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=63), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_labels_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "label", name=op.f("pk_job_labels")),
    )
    op.create_table(
        "job_shards",
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("stop", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.BigInteger(), nullable=False),
        sa.Column("lease_owner", sa.String(length=40), nullable=True),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", JSON, nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_shards_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "index", name=op.f("pk_job_shards")),
    )
    with op.batch_alter_table("job_shards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_shards_lease_owner"), ["lease_owner"], unique=False)

    op.create_table(
        "videos",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=1024), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("frame_count", sa.BigInteger(), nullable=True),
        sa.Column("duration_seconds", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_videos_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_videos_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_videos")),
    )
    with op.batch_alter_table("videos", schema=None) as batch_op:
        batch_op.create_index("uq_videos_dataset_id_filename", ["dataset_id", "filename"], unique=True)

    op.create_table(
        "embeddings",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("dataset_version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("checkpoint_id", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("valid_count", sa.BigInteger(), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("manifest_key", sa.String(length=255), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoints.id"], name=op.f("fk_embeddings_checkpoint_id_checkpoints")
        ),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_embeddings_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_embeddings_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embeddings")),
    )
    with op.batch_alter_table("embeddings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_embeddings_dataset_id_id"), ["dataset_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_embeddings_job_id"), ["job_id"], unique=False)

    op.create_table(
        "samples",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column(
            "filename",
            sa.String(length=1024).with_variant(sa.String(length=1024, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("source_uri", sa.Text(), nullable=True),
        sa.Column("video_id", sa.String(length=40), nullable=True),
        sa.Column("frame_index", sa.Integer(), nullable=True),
        sa.Column("frame_seconds", sa.Double(), nullable=True),
        sa.Column("parent_id", sa.String(length=40), nullable=True),
        sa.Column("box", JSON, nullable=True),
        sa.Column("label", sa.String(length=255), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sharpness", sa.Double(), nullable=True),
        sa.Column("luminance", sa.Double(), nullable=True),
        sa.Column("contrast", sa.Double(), nullable=True),
        sa.Column("colorfulness", sa.Double(), nullable=True),
        sa.Column("snr", sa.Double(), nullable=True),
        sa.Column("uniform_row_ratio", sa.Double(), nullable=True),
        sa.Column("phash", sa.String(length=16), nullable=True),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("version_added", sa.Integer(), nullable=False),
        sa.Column("version_deleted", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_samples_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["video_id"], ["videos.id"], name=op.f("fk_samples_video_id_videos")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samples")),
    )
    with op.batch_alter_table("samples", schema=None) as batch_op:
        batch_op.create_index(
            "ix_samples_dataset_id_colorfulness_position", ["dataset_id", "colorfulness", "position"], unique=False
        )
        batch_op.create_index(
            "ix_samples_dataset_id_contrast_position", ["dataset_id", "contrast", "position"], unique=False
        )
        batch_op.create_index(
            "ix_samples_dataset_id_filename_position", ["dataset_id", "filename", "position"], unique=False
        )
        batch_op.create_index("ix_samples_dataset_id_label_position", ["dataset_id", "label", "position"], unique=False)
        batch_op.create_index(
            "ix_samples_dataset_id_luminance_position", ["dataset_id", "luminance", "position"], unique=False
        )
        batch_op.create_index(
            "ix_samples_dataset_id_parent_id_position", ["dataset_id", "parent_id", "position"], unique=False
        )
        batch_op.create_index("ix_samples_dataset_id_sha256", ["dataset_id", "sha256"], unique=False)
        batch_op.create_index(
            "ix_samples_dataset_id_sharpness_position", ["dataset_id", "sharpness", "position"], unique=False
        )
        batch_op.create_index(
            "ix_samples_dataset_id_size_bytes_position", ["dataset_id", "size_bytes", "position"], unique=False
        )
        batch_op.create_index("ix_samples_dataset_id_snr_position", ["dataset_id", "snr", "position"], unique=False)
        batch_op.create_index(
            "ix_samples_dataset_id_status_position", ["dataset_id", "status", "position"], unique=False
        )
        batch_op.create_index(
            "ix_samples_dataset_id_taken_at_position", ["dataset_id", "taken_at", "position"], unique=False
        )
        batch_op.create_index(
            "ix_samples_dataset_id_video_id_position", ["dataset_id", "video_id", "position"], unique=False
        )
        batch_op.create_index(
            "uq_samples_dataset_id_filename",
            ["dataset_id", "filename"],
            unique=True,
            sqlite_where=sa.text("version_deleted IS NULL"),
            postgresql_where=sa.text("version_deleted IS NULL"),
        )
        batch_op.create_index("uq_samples_dataset_id_position", ["dataset_id", "position"], unique=True)

    op.create_table(
        "subsets",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("dataset_version", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("embedding_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("strategy", JSON, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_subsets_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["embedding_id"], ["embeddings.id"], name=op.f("fk_subsets_embedding_id_embeddings")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_subsets_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsets")),
    )
    with op.batch_alter_table("subsets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsets_dataset_id_id"), ["dataset_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_subsets_job_id"), ["job_id"], unique=False)

    op.create_table(
        "exports",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("dataset_id", sa.String(length=40), nullable=False),
        sa.Column("subset_id", sa.String(length=40), nullable=False),
        sa.Column("job_id", sa.String(length=40), nullable=False),
        sa.Column("exporter", sa.String(length=40), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("blob_key", sa.String(length=255), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["datasets.id"], name=op.f("fk_exports_dataset_id_datasets")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_exports_job_id_jobs")),
        sa.ForeignKeyConstraint(["subset_id"], ["subsets.id"], name=op.f("fk_exports_subset_id_subsets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    with op.batch_alter_table("exports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exports_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_exports_job_id"), ["job_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exports_subset_id_id"), ["subset_id", "id"], unique=False)

    op.create_table(
        "subset_samples",
        sa.Column("subset_id", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("gain", sa.Double(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subset_id"], ["subsets.id"], name=op.f("fk_subset_samples_subset_id_subsets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subset_id", "rank", name=op.f("pk_subset_samples")),
    )
    # The one row that orders the events of all jobs.
    op.bulk_insert(sa.table("counters", sa.column("name"), sa.column("value")), [{"name": "job_events", "value": 0}])


def downgrade() -> None:
    op.drop_table("subset_samples")
    with op.batch_alter_table("exports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exports_subset_id_id"))
        batch_op.drop_index(batch_op.f("ix_exports_job_id"))
        batch_op.drop_index(batch_op.f("ix_exports_expires_at"))

    op.drop_table("exports")
    with op.batch_alter_table("subsets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subsets_job_id"))
        batch_op.drop_index(batch_op.f("ix_subsets_dataset_id_id"))

    op.drop_table("subsets")
    with op.batch_alter_table("samples", schema=None) as batch_op:
        batch_op.drop_index("uq_samples_dataset_id_position")
        batch_op.drop_index(
            "uq_samples_dataset_id_filename",
            sqlite_where=sa.text("version_deleted IS NULL"),
            postgresql_where=sa.text("version_deleted IS NULL"),
        )
        batch_op.drop_index("ix_samples_dataset_id_video_id_position")
        batch_op.drop_index("ix_samples_dataset_id_taken_at_position")
        batch_op.drop_index("ix_samples_dataset_id_status_position")
        batch_op.drop_index("ix_samples_dataset_id_snr_position")
        batch_op.drop_index("ix_samples_dataset_id_size_bytes_position")
        batch_op.drop_index("ix_samples_dataset_id_sharpness_position")
        batch_op.drop_index("ix_samples_dataset_id_sha256")
        batch_op.drop_index("ix_samples_dataset_id_parent_id_position")
        batch_op.drop_index("ix_samples_dataset_id_luminance_position")
        batch_op.drop_index("ix_samples_dataset_id_label_position")
        batch_op.drop_index("ix_samples_dataset_id_filename_position")
        batch_op.drop_index("ix_samples_dataset_id_contrast_position")
        batch_op.drop_index("ix_samples_dataset_id_colorfulness_position")

    op.drop_table("samples")
    with op.batch_alter_table("embeddings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_embeddings_job_id"))
        batch_op.drop_index(batch_op.f("ix_embeddings_dataset_id_id"))

    op.drop_table("embeddings")
    with op.batch_alter_table("videos", schema=None) as batch_op:
        batch_op.drop_index("uq_videos_dataset_id_filename")

    op.drop_table("videos")
    with op.batch_alter_table("job_shards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_shards_lease_owner"))

    op.drop_table("job_shards")
    op.drop_table("job_labels")
    with op.batch_alter_table("job_events", schema=None) as batch_op:
        batch_op.drop_index("uq_job_events_position")
        batch_op.drop_index(batch_op.f("ix_job_events_at"))

    op.drop_table("job_events")
    with op.batch_alter_table("job_dependencies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_dependencies_needs_id"))

    op.drop_table("job_dependencies")
    op.drop_table("ingest_items")
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checkpoints_job_id"))
        batch_op.drop_index(batch_op.f("ix_checkpoints_dataset_id_id"))

    op.drop_table("checkpoints")
    op.drop_table("annotations")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uploads_expires_at"))
        batch_op.drop_index(batch_op.f("ix_uploads_dataset_id_id"))

    op.drop_table("uploads")
    op.drop_table("metadata_fields")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_state_lease_expires_at"))
        batch_op.drop_index(batch_op.f("ix_jobs_parent_id_child_name"))
        batch_op.drop_index(batch_op.f("ix_jobs_dataset_id_started_at"))
        batch_op.drop_index("ix_jobs_claim")

    op.drop_table("jobs")
    with op.batch_alter_table("annotation_tasks", schema=None) as batch_op:
        batch_op.drop_index("uq_annotation_tasks_dataset_id_name")

    op.drop_table("annotation_tasks")
    op.drop_table("workers")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_dispatched_at_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("idempotency_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_keys_expires_at"))

    op.drop_table("idempotency_keys")
    op.drop_table("datasets")
    op.drop_table("counters")
    op.drop_table("chores")
