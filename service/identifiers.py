"""Identifiers in paths. Nothing has a malformed one, so it is answered like an unknown one: 404."""

import re
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator

from store.errors import NotFound

_RANDOM_PART = r"[0-9a-z]{26}"


class _Of:
    """Checks the form of the identifiers of one resource; everything else would have to be asked of the database."""

    def __init__(self, resource: str, prefix: str) -> None:
        self.resource = resource
        self.pattern = re.compile(f"{prefix}_{_RANDOM_PART}")

    def __call__(self, value: str) -> str:
        if not self.pattern.fullmatch(value):
            raise NotFound(self.resource, value[:60])
        return value


DatasetId = Annotated[str, AfterValidator(_Of("dataset", "ds")), Path(examples=["ds_" + "0" * 26])]
SampleId = Annotated[str, AfterValidator(_Of("sample", "smp")), Path(examples=["smp_" + "0" * 26])]
UploadId = Annotated[str, AfterValidator(_Of("upload", "up")), Path(examples=["up_" + "0" * 26])]
VideoId = Annotated[str, AfterValidator(_Of("video", "vid")), Path(examples=["vid_" + "0" * 26])]
JobId = Annotated[str, AfterValidator(_Of("job", "job")), Path(examples=["job_" + "0" * 26])]
CheckpointId = Annotated[str, AfterValidator(_Of("checkpoint", "ckpt")), Path(examples=["ckpt_" + "0" * 26])]
EmbeddingId = Annotated[str, AfterValidator(_Of("embedding", "emb")), Path(examples=["emb_" + "0" * 26])]
SubsetId = Annotated[str, AfterValidator(_Of("subset", "sub")), Path(examples=["sub_" + "0" * 26])]
ExportId = Annotated[str, AfterValidator(_Of("export", "exp")), Path(examples=["exp_" + "0" * 26])]
ProjectionId = Annotated[str, AfterValidator(_Of("projection", "prj")), Path(examples=["prj_" + "0" * 26])]
ScoreId = Annotated[str, AfterValidator(_Of("score", "scr")), Path(examples=["scr_" + "0" * 26])]
KeyId = Annotated[str, AfterValidator(_Of("API key", "key")), Path(examples=["key_" + "0" * 26])]
WorkspaceId = Annotated[str, AfterValidator(_Of("workspace", "ws")), Path(examples=["ws_" + "0" * 26])]
WebhookId = Annotated[str, AfterValidator(_Of("webhook", "whk")), Path(examples=["whk_" + "0" * 26])]
DeliveryId = Annotated[str, AfterValidator(_Of("delivery", "msg")), Path(examples=["msg_" + "0" * 26])]
