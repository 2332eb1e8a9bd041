"""What can be known to be wrong with an import_weights or convert job before it is queued."""

from sqlalchemy.orm import Session

from store import checkpoints, uploads
from store.errors import InvalidField, NotFound
from store.jobs.network_admission import Siblings, network_of
from store.specs.backbones import BackboneWeights
from store.specs.checkpoints import ConvertSpec, ImportWeightsSpec, conversion_problem


def check_weights_job(session: Session, spec: ConvertSpec | ImportWeightsSpec, at: str, siblings: Siblings) -> None:
    """InvalidField for a job that cannot work. `at` is the pointer to the spec."""
    if isinstance(spec, ConvertSpec):
        _check_convert(session, spec, at, siblings)
    else:
        _check_import_weights(session, spec, at)


def _check_convert(session: Session, spec: ConvertSpec, at: str, siblings: Siblings) -> None:
    network = network_of(session, spec.checkpoint, f"{at}/checkpoint", siblings)
    if not spec.checkpoint.startswith("$") and checkpoints.get(session, spec.checkpoint).dataset_id != spec.dataset_id:
        raise InvalidField(f"{at}/dataset_id", "The checkpoint belongs to another dataset.")
    problem = conversion_problem(network.backbone, network.stem, spec.format)
    if problem is not None:
        raise InvalidField(f"{at}/format", problem)


def _check_import_weights(session: Session, spec: ImportWeightsSpec, at: str) -> None:
    pointer = f"{at}/source/upload_id"
    try:
        upload = uploads.get(session, spec.source.upload_id)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    if upload.dataset_id != spec.dataset_id:
        raise InvalidField(pointer, "This belongs to another dataset.")
    if upload.purpose != uploads.UploadPurpose.WEIGHTS:
        raise InvalidField(pointer, f"This upload holds {upload.purpose}. Upload weights with purpose=weights.")
    if upload.state != uploads.UploadState.COMPLETE:
        raise InvalidField(pointer, "This upload is not complete yet.")
    if spec.backbone.weights is not BackboneWeights.NONE:
        raise InvalidField(f"{at}/backbone/weights", "The weights come from the upload: leave this out.")
    problem = spec.backbone.size_problem(spec.image_size or spec.backbone.default_image_size)
    if problem is not None:
        raise InvalidField(f"{at}/image_size", problem)
