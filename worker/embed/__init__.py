"""Images to vectors with a trained backbone."""

from worker.embed.embedding import Embedded, Rows, embed

__all__ = ["Embedded", "Rows", "embed"]
