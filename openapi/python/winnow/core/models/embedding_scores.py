from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.embedding_score import check_embedding_score
from ..models.embedding_score import EmbeddingScore
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="EmbeddingScores")



@_attrs_define
class EmbeddingScores:
    """ What the nearest neighbours of each sample say about it: how typical, unique, odd, hard or mislabelled it is.

        Attributes:
            type_ (Literal['embedding']):  Default: 'embedding'.
            embedding (str):
            scores (list[EmbeddingScore] | None | Unset): null takes all that the data allow
            n_neighbors (int | Unset):  Default: 20.
            labels (None | str | Unset): a classification task with the role label; null takes the weak labels
     """

    embedding: str
    type_: Literal['embedding'] = 'embedding'
    scores: list[EmbeddingScore] | None | Unset = UNSET
    n_neighbors: int | Unset = 20
    labels: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        embedding = self.embedding

        scores: list[str] | None | Unset
        if isinstance(self.scores, Unset):
            scores = UNSET
        elif isinstance(self.scores, list):
            scores = []
            for scores_type_0_item_data in self.scores:
                scores_type_0_item: str = scores_type_0_item_data
                scores.append(scores_type_0_item)


        else:
            scores = self.scores

        n_neighbors = self.n_neighbors

        labels: None | str | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        else:
            labels = self.labels


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "embedding": embedding,
        })
        if scores is not UNSET:
            field_dict["scores"] = scores
        if n_neighbors is not UNSET:
            field_dict["n_neighbors"] = n_neighbors
        if labels is not UNSET:
            field_dict["labels"] = labels

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['embedding'] , d.pop("type"))
        if type_ != 'embedding':
            raise ValueError(f"type must match const 'embedding', got '{type_}'")

        embedding = d.pop("embedding")

        def _parse_scores(data: object) -> list[EmbeddingScore] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                scores_type_0 = []
                _scores_type_0 = data
                for scores_type_0_item_data in (_scores_type_0):
                    scores_type_0_item = check_embedding_score(scores_type_0_item_data)



                    scores_type_0.append(scores_type_0_item)

                return scores_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[EmbeddingScore] | None | Unset, data)

        scores = _parse_scores(d.pop("scores", UNSET))


        n_neighbors = d.pop("n_neighbors", UNSET)

        def _parse_labels(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        labels = _parse_labels(d.pop("labels", UNSET))


        embedding_scores = cls(
            type_=type_,
            embedding=embedding,
            scores=scores,
            n_neighbors=n_neighbors,
            labels=labels,
        )

        return embedding_scores

