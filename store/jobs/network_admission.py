"""What can be known to be wrong with the network of a train or embed job before it is queued."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from store import checkpoints
from store.errors import InvalidField, NotFound
from store.plugins import check_plugins
from store.specs.backbones import OWN_RESNETS, Backbone, Stem
from store.specs.checkpoints import ImportWeightsSpec
from store.specs.jobs import ChildSpec, EmbedSpec, TrainSpec
from store.specs.recipes import complete

Siblings = Mapping[str, ChildSpec]


class Network(NamedTuple):
    """The network of a checkpoint that exists, or that a sibling will make."""

    backbone: Backbone
    stem: Stem
    image_size: int

    @property
    def with_stem(self) -> Backbone:
        if self.backbone.name not in OWN_RESNETS:
            return self.backbone
        return self.backbone.model_copy(update={"stem": self.stem})


def check_network(session: Session, spec: TrainSpec | EmbedSpec, at: str, siblings: Siblings) -> TrainSpec | EmbedSpec:
    """`spec` with the backbone of its checkpoint filled in; InvalidField when its network cannot work."""
    spec = check_plugins(session, spec, at)
    if isinstance(spec, EmbedSpec):
        _check_embed(session, spec, at, siblings)
        return spec
    return _check_train(session, spec, at, siblings)


def _check_embed(session: Session, spec: EmbedSpec, at: str, siblings: Siblings) -> None:
    if spec.checkpoint is not None:
        network = network_of(session, spec.checkpoint, f"{at}/checkpoint", siblings)
        backbone, size = network.backbone, spec.image_size or network.image_size
    else:
        assert spec.backbone is not None
        backbone, size = spec.backbone, spec.image_size or spec.backbone.default_image_size
    _check_size(backbone, size, f"{at}/image_size")


def _check_train(session: Session, spec: TrainSpec, at: str, siblings: Siblings) -> TrainSpec:
    _check_teacher(session, spec, f"{at}/method/teacher/checkpoint")
    if spec.init_from is not None:
        network = network_of(session, spec.init_from, f"{at}/init_from", siblings)
        if "backbone" not in spec.model_fields_set:
            spec = spec.model_copy(update={"backbone": network.with_stem})
        difference = spec.backbone.difference(network.backbone, network.stem, spec.image_size)
        if difference is not None:
            raise InvalidField(f"{at}/backbone", f"The checkpoint of init_from {difference}")
    _check_size(spec.backbone, spec.image_size, f"{at}/image_size")
    if spec.method.needs_vit and not (spec.backbone.has_tokens or spec.backbone.is_plugin):
        raise InvalidField(
            f"{at}/backbone/name",
            f"{spec.method.name} hides patches from the network, which needs a vision transformer such as "
            f"timm/vit_tiny_patch16_224 or, for images of 32 px, timm/test_vit with patch_size 4; "
            f"{spec.backbone.name} has no patches to hide.",
        )
    _check_local_crops(spec, at)
    return spec


def _check_teacher(session: Session, spec: TrainSpec, pointer: str) -> None:
    """A teacher out of a checkpoint must be there, and be one that the caller may use."""
    reference = getattr(getattr(spec.method, "teacher", None), "checkpoint", None)
    if reference is None or reference.startswith("$"):
        return
    try:
        checkpoints.get(session, reference)
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error


def _check_local_crops(spec: TrainSpec, at: str) -> None:
    """Local crops are smaller images, which not every network takes beside the full views."""
    local = complete(spec).transform.local
    if local is None or spec.backbone.is_plugin:
        return
    side = local.side(spec.image_size)
    problem = spec.backbone.size_problem(side)
    if problem is None and side != spec.image_size and not spec.backbone.takes_several_sizes:
        problem = f"{spec.backbone.name} is built for one image size and cannot take small crops beside the full views."
    if problem is not None:
        raise InvalidField(f"{at}/transform/local", f"Local crops have {side} px here. {problem}")


def _check_size(backbone: Backbone, image_size: int, pointer: str) -> None:
    problem = backbone.size_problem(image_size)
    if problem is not None:
        raise InvalidField(pointer, problem)


def network_of(session: Session, reference: str, pointer: str, siblings: Siblings) -> Network:
    """The network of a checkpoint, or of the sibling that will make one. InvalidField when it does not exist."""
    if reference.startswith("$"):
        maker = siblings[reference[1:]]
        if isinstance(maker, ImportWeightsSpec):
            size = maker.image_size or maker.backbone.default_image_size
            return Network(maker.backbone, maker.backbone.resolve_stem(size), size)
        assert isinstance(maker, TrainSpec), "the pipeline's own check"
        backbone = _backbone_of(maker, session, siblings)
        return Network(backbone, backbone.resolve_stem(maker.image_size), maker.image_size)
    try:
        card = checkpoints.get(session, reference).card
    except NotFound as error:
        raise InvalidField(pointer, str(error)) from error
    return Network(Backbone.model_validate(card["backbone"]), Stem(card["stem"]), card["image_size"])


def _backbone_of(maker: TrainSpec, session: Session, siblings: Siblings) -> Backbone:
    """The backbone of a sibling, which may itself take it from a checkpoint. Siblings never depend in circles."""
    if maker.init_from is not None and "backbone" not in maker.model_fields_set:
        return network_of(session, maker.init_from, "/init_from", siblings).with_stem
    return maker.backbone
