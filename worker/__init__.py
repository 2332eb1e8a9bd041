"""The muscle: pixels, tensors and models. Every sub-package but `jobs` and `engine` works without a database."""
