"""The queue of record: jobs, their states, leases, events and shards. The broker only carries hints."""
