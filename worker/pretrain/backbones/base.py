"""What every backbone is to methods, embedding and export."""

from abc import abstractmethod

from torch import Tensor, nn


class FeatureExtractor(nn.Module):
    """A network without classifier: (B, 3, s, s) float32, normalised, to (B, `feature_dim`) pooled features."""

    feature_dim: int
    """D of the (N, D) embedding matrix."""

    def native_state_dict(self) -> dict[str, Tensor]:
        """The weights under the names that the library of the network gives them, without the classifier's."""
        return self.state_dict()

    def load_native_state_dict(self, state: dict[str, Tensor]) -> None:
        """The opposite of `native_state_dict`. Raises RuntimeError when names or shapes differ."""
        self.load_state_dict(state)


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
    """(1, 1, token_dim), learnable; not part of the native state dict."""
