"""Maps of an embedding in two dimensions, told apart by `name`. The same seed gives the same map."""

from typing import Annotated, Literal

from pydantic import Field

from store.specs.base import Seed, Spec


class PcaProjection(Spec):
    """The two directions of largest variance. Takes seconds at any size, and distances keep their meaning."""

    name: Literal["pca"] = "pca"


class TsneProjection(Spec):
    """t-SNE (van der Maaten & Hinton 2008; openTSNE): shows which samples are neighbours; distances between clusters
    mean little. Starts from PCA, so that the coarse arrangement is kept.
    """

    name: Literal["tsne"] = "tsne"
    perplexity: float = Field(default=20, ge=2, le=21, description="neighbours that each sample minds, about")
    iterations: int = Field(default=500, ge=50, le=5000, description="after the 250 of early exaggeration")
    seed: Seed = 0


class UmapProjection(Spec):
    """UMAP (McInnes et al. 2018): neighbours like t-SNE, and more of the coarse arrangement. Starts from PCA."""

    name: Literal["umap"] = "umap"
    n_neighbors: int = Field(default=15, ge=2, le=64)
    min_dist: float = Field(default=0.1, ge=0, le=1, description="how near to each other samples may lie in the map")
    epochs: int | None = Field(default=None, ge=10, le=5000, description="null: 500 up to 10,000 samples, else 200")
    seed: Seed = 0


Projection = Annotated[PcaProjection | TsneProjection | UmapProjection, Field(discriminator="name")]
