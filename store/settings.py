"""Every setting, in one place. Each is an environment variable with the prefix `WINNOW_`."""

import hashlib
import re
import tempfile
from datetime import timedelta
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit

from pydantic import BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from store import secret
from store.import_doors import ImportDoors, origin
from store.secret import Secret
from store.specs.jobs import Queue

GIB = 1024**3
# The kernel's limit on the path of a unix socket is 108 bytes with its terminating zero.
_MAX_SOCKET_PATH = 100


def _plain_seconds(value: object) -> object:
    return float(value) if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) else value


# In the environment "30" is 30 seconds; ISO 8601 ("PT30S") and "00:00:30" work as well.
Duration = Annotated[timedelta, BeforeValidator(_plain_seconds)]


class Settings(BaseSettings):
    """Defaults make the embedded mode: SQLite, the bundled Valkey and local files, all under `data_dir`."""

    model_config = SettingsConfigDict(env_prefix="WINNOW_", frozen=True, extra="ignore")

    data_dir: Path = Path("winnow-data")
    database_url: SecretStr | None = Field(default=None, description="sqlite:///... or postgresql://...")
    broker_url: SecretStr | None = Field(
        default=None, description="redis://..., amqp://...; none starts the bundled Valkey"
    )
    blob_url: str | None = Field(default=None, description="file:///..., s3://bucket/prefix, gs://..., az://...")

    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65535)
    api_key: SecretStr | None = Field(
        default=None, min_length=16, description="an administrator's key that is in no table; see docs/access.md"
    )
    secret: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="what keys are hashed and cursors signed with; none: data_dir/secret",
    )
    webhook_private_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="host:port that webhooks may reach with private addresses or without TLS, comma separated",
    )
    requests_per_minute: int = Field(default=60_000, ge=1, description="of each key that has no limit of its own")
    failed_requests_per_minute: int = Field(
        default=120, ge=1, description="of each address, without a valid key; then the answer is 429"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="origins whose pages may call the API with a key, comma separated; none: CORS is off"
    )

    max_upload_bytes: int = Field(default=64 * GIB, ge=1)
    max_upload_bytes_total: int | None = Field(
        default=None, ge=1, description="of all uploads that are kept or in progress; none: as many as the disk takes"
    )
    max_entries: int = Field(default=1_000_000, ge=1, description="files in one archive")
    max_entry_bytes: int = Field(default=256 * 1024**2, ge=1)
    max_pixels: int = Field(default=100_000_000, ge=1, description="width x height of one image")
    max_queued_jobs: int = Field(default=10_000, ge=1)

    import_roots: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="absolute paths of folders that may be imported, comma separated; none: no folder",
    )
    import_endpoints: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="URLs of S3-compatible servers that a job may name, comma separated"
    )
    import_connections: dict[str, dict[str, str]] = Field(
        default={}, repr=False, description="JSON: name -> options of an object store (endpoint, access_key_id, ...)"
    )
    import_buckets: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="prefixes that may be imported, comma separated; none: all that credentials can read",
    )
    import_allow_private_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="host:port of web servers with private addresses or without TLS, comma separated"
    )

    lease: Duration = Field(default=timedelta(seconds=30), description="how long a silent worker keeps its job")
    crash_backoff: Duration = Field(
        default=timedelta(seconds=5), description="before attempt 2; doubles with every crash"
    )
    cancel_grace: Duration = Field(
        default=timedelta(seconds=20), description="between asking and SIGTERM, and again to SIGKILL"
    )
    dispatch_interval: Duration = timedelta(milliseconds=200)
    rehint_after: Duration = Field(
        default=timedelta(seconds=10), description="queued this long with an idle worker: hint again"
    )
    sse_lifetime: Duration = timedelta(minutes=10)
    sse_heartbeat: Duration = timedelta(seconds=15)
    upload_lifetime: Duration = Field(default=timedelta(days=2), description="of an upload that no ingest job has read")
    export_lifetime: Duration = timedelta(days=7)
    preview_lifetime: Duration = timedelta(days=1)
    event_lifetime: Duration = timedelta(days=30)
    audit_lifetime: Duration = timedelta(days=365)

    max_helpers: int = Field(default=64, ge=0, description="idle workers that are told about a job in shards")

    cache_bytes: int = Field(default=50 * GIB, ge=0, description="of decoded pixels kept on a worker's disk")
    worker_name: str | None = None
    worker_queues: Annotated[list[Queue], NoDecode] = [Queue.GPU, Queue.CPU]
    worker_labels: Annotated[list[str], NoDecode] = []
    log_json: bool = False

    @field_validator(
        "worker_queues", "worker_labels", "import_roots", "import_endpoints", "import_buckets",
        "import_allow_private_hosts", "cors_origins", "webhook_private_hosts", mode="before",
    )  # fmt: skip
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("import_roots")
    @classmethod
    def _absolute(cls, roots: tuple[Path, ...]) -> tuple[Path, ...]:
        if any(not root.is_absolute() for root in roots):
            raise ValueError("must be absolute paths")
        return roots

    @model_validator(mode="after")
    def _open_only_with_a_key(self) -> Self:
        if self.api_key is None and not _is_loopback(self.host):
            raise ValueError(
                f"WINNOW_HOST={self.host} is reachable from other machines: set WINNOW_API_KEY to listen on it"
            )
        return self

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy URL."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir.resolve() / 'winnow.db'}"
        scheme, _, rest = self.database_url.get_secret_value().partition("://")
        return f"{'postgresql+psycopg' if scheme in {'postgres', 'postgresql'} else scheme}://{rest}"

    @cached_property
    def installation_secret(self) -> Secret:
        """What API keys are hashed and cursors are signed with. Every process of an installation needs the same."""
        if self.secret is not None:
            return Secret(self.secret.get_secret_value().encode())
        return secret.from_file(self.data_dir.resolve() / "secret")

    @property
    def first_key_file(self) -> Path:
        """Where the key that `winnow up` made at its first start is kept for this machine's user."""
        return self.data_dir.resolve() / "api-key"

    @cached_property
    def broker(self) -> str:
        """The Celery broker URL."""
        if self.broker_url is None:
            return f"redis+socket://{self.valkey_socket}"
        return self.broker_url.get_secret_value()

    @cached_property
    def valkey_socket(self) -> Path:
        """Where the bundled Valkey listens: in the data folder, unless that path is too long for a socket."""
        path = self.data_dir.resolve() / "valkey.sock"
        if len(str(path)) <= _MAX_SOCKET_PATH:
            return path
        digest = hashlib.sha256(str(path).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"winnow-{digest}.sock"

    @cached_property
    def blobs(self) -> str:
        """The URL of the object store."""
        return self.blob_url or (self.data_dir.resolve() / "blobs").as_uri()

    @cached_property
    def import_doors(self) -> ImportDoors:
        """What jobs may import by reference."""
        local = self.blobs.startswith("file://")
        hidden = [self.data_dir.resolve()]
        if local:
            hidden.append(Path(unquote(urlsplit(self.blobs).path)).resolve())
        return ImportDoors(
            roots=self.import_roots,
            hidden=tuple(hidden),
            endpoints=frozenset(origin(url) for url in self.import_endpoints),
            connections=self.import_connections,
            buckets=self.import_buckets,
            own_bucket=self.blobs if self.blobs.startswith(("s3://", "gs://", "az://")) else None,
            private_hosts=frozenset(host.lower() for host in self.import_allow_private_hosts),
        )

    @property
    def scratch_dir(self) -> Path:
        """Local working files of jobs: safe to lose."""
        return self.data_dir.resolve() / "scratch"

    @property
    def cache_dir(self) -> Path:
        """Pixel caches: safe to lose, and rebuilt."""
        return self.data_dir.resolve() / "cache"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
