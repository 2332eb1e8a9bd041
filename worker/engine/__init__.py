"""What runs jobs: the Celery app, the supervisor of one job process, and that process.

worker (Celery main process) ── registers itself and sends heartbeats
└── slot (Celery pool child) ── claims, supervises: renews the lease, enforces limits, cancels
    └── run (fresh Python)   ── does the job and writes its results under the lease
"""
