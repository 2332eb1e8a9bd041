"""Workspaces, API keys and the audit log. What was there before belongs to the installation's own workspace."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
DEFAULT = "ws_" + "0" * 26
OWNED = ("datasets", "jobs", "checkpoints", "embeddings", "subsets", "exports")


def upgrade() -> None:
    workspaces = op.create_table(
        "workspaces",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
        sa.UniqueConstraint("name", name=op.f("uq_workspaces_name")),
    )
    op.execute(workspaces.insert().values(id=DEFAULT, name="default", created_at=sa.func.current_timestamp()))
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("previous_digest", sa.String(length=64), nullable=True),
        sa.Column("previous_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requests_per_minute", sa.Integer(), nullable=True),
        sa.Column("max_queued_jobs", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_api_keys_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
    )
    op.create_index(op.f("ix_api_keys_workspace_id_id"), "api_keys", ["workspace_id", "id"])
    op.create_table(
        "audit_log",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("key_name", sa.String(length=200), nullable=False),
        sa.Column("operation", sa.String(length=100), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("created", JSON, nullable=False),
        sa.Column("request_id", sa.String(length=64), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=True),
        sa.Column("workspace_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_log_workspace_id_workspaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index(op.f("ix_audit_log_workspace_id_id"), "audit_log", ["workspace_id", "id"])
    op.create_index(op.f("ix_audit_log_at"), "audit_log", ["at"])
    for table in OWNED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("workspace_id", sa.String(length=40), nullable=True))
            if table == "jobs":
                batch_op.add_column(sa.Column("submitted_by", sa.String(length=40), nullable=True))
        op.execute(sa.text(f"UPDATE {table} SET workspace_id = :own").bindparams(own=DEFAULT))  # noqa: S608
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column("workspace_id", existing_type=sa.String(length=40), nullable=False)
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_workspace_id_workspaces"), "workspaces", ["workspace_id"], ["id"]
            )
            batch_op.create_index(batch_op.f(f"ix_{table}_workspace_id_id"), ["workspace_id", "id"])
            if table == "datasets":
                batch_op.drop_constraint(batch_op.f("uq_datasets_name"), type_="unique")
                batch_op.create_unique_constraint(batch_op.f("uq_datasets_workspace_id_name"), ["workspace_id", "name"])
            if table == "jobs":
                batch_op.create_index(batch_op.f("ix_jobs_submitted_by_state"), ["submitted_by", "state"])


def downgrade() -> None:
    for table in reversed(OWNED):
        with op.batch_alter_table(table) as batch_op:
            if table == "jobs":
                batch_op.drop_index(batch_op.f("ix_jobs_submitted_by_state"))
                batch_op.drop_column("submitted_by")
            if table == "datasets":
                batch_op.drop_constraint(batch_op.f("uq_datasets_workspace_id_name"), type_="unique")
                batch_op.create_unique_constraint(batch_op.f("uq_datasets_name"), ["name"])
            batch_op.drop_index(batch_op.f(f"ix_{table}_workspace_id_id"))
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_workspace_id_workspaces"), type_="foreignkey")
            batch_op.drop_column("workspace_id")
    op.drop_table("audit_log")
    op.drop_table("api_keys")
    op.drop_table("workspaces")
