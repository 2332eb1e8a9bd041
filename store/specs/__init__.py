"""Parameter models of every job, method, backbone, transform, optimizer, strategy and exporter. No torch here."""
