"""What every backbone is to methods, embedding and export."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Self

from torch import Tensor, nn

from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD

Channels = tuple[float, float, float]

# A part with a larger share of the weights than this is not one layer but the list of them.
_CONTAINER = 0.9


class FeatureExtractor(nn.Module):
    """A network without classifier: (B, 3, s, s) float32, normalised, to (B, `feature_dim`) pooled features."""

    feature_dim: int
    """D of the (N, D) embedding matrix."""
    mean: Channels = IMAGENET_MEAN
    """What its input is normalised with: RGB, pixels in 0..1."""
    std: Channels = IMAGENET_STD

    def __init__(self) -> None:
        super().__init__()
        self._frozen: list[str] = []

    @property
    def native(self) -> nn.Module:
        """The network as its library knows it: its state dict has the library's names."""
        return self

    def native_state_dict(self) -> dict[str, Tensor]:
        """The weights under the names that the library of the network gives them, without the classifier's."""
        return dict(self.native.state_dict())

    def load_native_state_dict(self, state: dict[str, Tensor]) -> None:
        """The opposite of `native_state_dict`. Raises RuntimeError when names or shapes differ."""
        self.native.load_state_dict(self.fitted(state))

    def fitted(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        """A native state dict of the same network for images of another size, made to fit this one."""
        return state

    def layer_groups(self) -> list[list[str]]:
        """Names of this module's parameters, from the input to the output: the stem, then stages or blocks.

        Every parameter of the native network is in exactly one group, and no group is empty.
        """
        prefix = next((f"{name}." for name, module in self.named_modules() if module is self.native and name), "")
        return [[prefix + name for name in group] for group in _groups(self.native)]

    def freeze(self, groups: int) -> None:
        """Never train the first `groups` layer groups again; their normalisation keeps its statistics, too.

        Raises ValueError when that leaves nothing to train.
        """
        names = self.layer_groups()
        if groups >= len(names):
            raise ValueError(f"freezing {groups} of {len(names)} layer groups leaves nothing to train")
        frozen = {name for group in names[:groups] for name in group}
        for name, parameter in self.named_parameters():
            if name in frozen:
                parameter.requires_grad_(False)
        self._frozen = [
            name
            for name, module in self.named_modules()
            if (own := [f"{name}.{key}" for key, _ in module.named_parameters()]) and frozen.issuperset(own)
        ]
        self.train(self.training)

    def train(self, mode: bool = True) -> Self:
        """See torch; frozen parts stay in evaluation mode."""
        super().train(mode)
        for name in self._frozen:
            self.get_submodule(name).eval()
        return self


class TokenExtractor(FeatureExtractor):
    """A vision transformer whose tokens can be hidden or replaced; its patches are numbered row by row."""

    patch_size: int
    """Side of a patch, pixels."""
    n_patches: int
    """N, patches of an image of the size that the network was built for."""
    token_dim: int
    """D of a token."""

    @abstractmethod
    def tokens(self, images: Tensor, *, keep: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """All tokens after the last block and norm: (B, prefix + N, token_dim), class and register tokens first.

        keep: (B, K) int64, the only patches that are encoded, in this order; the result is (B, prefix + K, token_dim).
        mask: (B, N) bool, patches whose embedding is replaced by `mask_token` before the position is added.
        """

    @property
    @abstractmethod
    def n_prefix(self) -> int:
        """Class and register tokens in front of the patches."""

    mask_token: nn.Parameter
    """(1, 1, token_dim); trained only by methods that use it; not part of the native state dict."""


def layer_depths(backbone: FeatureExtractor) -> tuple[dict[str, int], int]:
    """(depth of every parameter by name, number of depths): 0 is nearest to the input.

    For layer-wise decay: the learning rate of depth d is that of the last one times decay ** (depths - 1 - d). A mask
    token, which replaces patches, has depth 0.
    """
    groups = backbone.layer_groups()
    depths = {name: depth for depth, group in enumerate(groups) for name in group}
    return {name: depths.get(name, 0) for name, _ in backbone.named_parameters()}, len(groups)


def _groups(network: nn.Module) -> list[list[str]]:
    groups: list[list[str]] = []
    loose: list[str] = []
    for part, is_layer in _walk(network, ""):
        if not is_layer:
            loose += part  # tokens and positions: they belong to the layer that follows
        elif all(network.get_parameter(name).ndim == 1 for name in part) and groups and not loose:
            groups[-1] += part  # a norm: it belongs to the layer before it
        else:
            groups.append(loose + part)
            loose = []
    if loose:
        groups.append(loose)
    return groups


def _walk(module: nn.Module, prefix: str) -> Iterator[tuple[list[str], bool]]:
    """(names of parameters, whether they make a layer) in the order of the network's definition."""
    yield [f"{prefix}{name}" for name, _ in module.named_parameters(recurse=False)], False
    total = _size(module)
    for name, child in module.named_children():
        at = f"{prefix}{name}."
        if _size(child) > _CONTAINER * total and any(True for _ in child.children()):
            yield from _walk(child, at)
        elif _size(child):
            yield [f"{at}{key}" for key, _ in child.named_parameters()], True


def _size(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())
