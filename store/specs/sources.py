"""Where an ingest job finds its images, told apart by `type`. No source holds a credential: those are operators'."""

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from store.specs.base import Spec, UploadId

BUCKET_SCHEMES = ("s3", "gs", "az")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,221}[a-z0-9]")


def _https_url(url: str) -> str:
    """Refuse what is no plain URL of a web server, and credentials in it: a spec is stored and shown."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an https:// URL with a host")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password")
    if parts.fragment:
        raise ValueError("must not have a fragment")
    parts.port  # noqa: B018 - raises ValueError for a port that is no number
    return url


def bucket_of(url: str) -> tuple[str, str, str]:
    """(scheme, bucket, key or prefix) of an `s3://`, `gs://` or `az://` URL. The key is taken as it stands.

    Raises ValueError for anything else, such as a bucket whose name would change the host that is asked.
    """
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in BUCKET_SCHEMES:
        raise ValueError("must begin with s3://, gs:// or az://")
    bucket, _, key = rest.partition("/")
    if not _BUCKET.fullmatch(bucket) or ".." in bucket:
        raise ValueError(f"must name a bucket after {scheme}://: lower-case letters, digits, dots and dashes")
    return scheme, bucket, key


def _location(url: str) -> str:
    """An URL of a bucket or of a web server."""
    scheme, separator, _ = url.partition("://")
    if separator and scheme in BUCKET_SCHEMES:
        bucket_of(url)
    elif scheme in {"http", "https"}:
        _https_url(url)
    else:
        raise ValueError("must begin with s3://, gs://, az:// or https://")
    return url


_Printable = StringConstraints(min_length=1, max_length=2048, pattern=r"^[^\x00-\x1f\x7f]+$")
Location = Annotated[str, _Printable, AfterValidator(_location)]
Endpoint = Annotated[str, _Printable, AfterValidator(_https_url)]
ServerPath = Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"^/[^\x00]*$")]
ConnectionName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
ColumnName = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class UploadSource(Spec):
    """An archive or image that was uploaded to the dataset."""

    type: Literal["upload"] = "upload"
    upload_id: UploadId


class ReferenceSpec(Spec):
    """What sources by reference have in common."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    # The alias, because pydantic's models have a method of that name.
    copy_images: bool = Field(
        default=True,
        alias="copy",
        description="false leaves the images where they are: only thumbnails and facts are stored, and every later job "
        "reads the images from there again",
    )


class FolderSource(ReferenceSpec):
    """A folder that the workers can see, below one of WINNOW_IMPORT_ROOTS. Links below it are not followed."""

    type: Literal["folder"] = "folder"
    path: ServerPath


class _RemoteSource(ReferenceSpec):
    endpoint: Endpoint | None = Field(
        default=None, description="of an S3-compatible server; must be one of WINNOW_IMPORT_ENDPOINTS"
    )
    connection: ConnectionName | None = Field(
        default=None,
        description="one of WINNOW_IMPORT_CONNECTIONS, for its endpoint and credentials; null takes the credentials of "
        "the worker's environment",
    )

    @model_validator(mode="after")
    def _one_server(self) -> Self:
        if self.endpoint is not None and self.connection is not None:
            raise ValueError("give at most one of endpoint and connection")
        return self


class BucketSource(_RemoteSource):
    """Everything below a prefix of a bucket, or below a folder of a web server that lists its files."""

    type: Literal["bucket"] = "bucket"
    url: Location = Field(examples=["s3://photos/2026/", "https://data.example.org/birds/"])

    @model_validator(mode="after")
    def _endpoint_speaks_s3(self) -> Self:
        if self.endpoint is not None and not self.url.startswith("s3://"):
            raise ValueError("an endpoint goes with an s3:// URL only; use a connection instead")
        return self


class ManifestColumns(Spec):
    """The columns of a manifest, or the members of its lines; all but `uri` may be absent from the file."""

    uri: ColumnName = "uri"
    filename: ColumnName = "filename"
    label: ColumnName = "label"
    metadata: ColumnName = "metadata"


class ManifestSource(_RemoteSource):
    """A list of images: JSON lines, CSV or Parquet, uploaded or at a URL."""

    type: Literal["manifest"] = "manifest"
    upload_id: UploadId | None = Field(default=None, description="an upload of this dataset, made with ingest=false")
    url: Location | None = None
    format: Literal["auto", "jsonl", "csv", "parquet"] = Field(
        default="auto", description="auto tells it from the contents"
    )
    columns: ManifestColumns = ManifestColumns()

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.upload_id is None) == (self.url is None):
            raise ValueError("give exactly one of upload_id and url")
        return self


TorchvisionName = Literal["MNIST", "FashionMNIST", "KMNIST", "CIFAR10", "CIFAR100", "ImageFolder"]


class TorchvisionSource(Spec):
    """A dataset of torchvision by the name of its class, as torchvision keeps it in `root`."""

    type: Literal["torchvision"] = "torchvision"
    name: TorchvisionName
    root: ServerPath = Field(description="below one of WINNOW_IMPORT_ROOTS; for MNIST and its kin, IDX files will do")
    split: Literal["train", "test", "all"] = Field(default="train", description="an ImageFolder has one split, all")
    download: bool = Field(default=False, description="fetch what is missing from the servers that torchvision names")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.name == "ImageFolder" and self.download:
            raise ValueError("an ImageFolder cannot be downloaded")
        return self


IngestSource = Annotated[
    UploadSource | FolderSource | BucketSource | ManifestSource | TorchvisionSource, Field(discriminator="type")
]
