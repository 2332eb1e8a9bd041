"""Scripts that run in a peer's own environment: their dependencies contradict ours."""
