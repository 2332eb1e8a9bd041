"""Images to vectors with a trained backbone."""

from worker.embed.embedding import Embedded, embed

__all__ = ["Embedded", "embed"]
