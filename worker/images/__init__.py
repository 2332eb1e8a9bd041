"""Image files in, pixels out: decoding of untrusted files, and the cache that training and embedding read."""
