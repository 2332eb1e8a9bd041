"""The Celery app. The database is the queue of record; a message only says "look, there may be work"."""

import os
import signal
import sys
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_process_init, worker_ready, worker_shutdown, worker_shutting_down

from store import lifeline, logs
from store.jobs.outbox import HINT_TASK
from store.settings import Settings
from worker.engine import presence, slot

settings = Settings()
logs.configure(as_json=settings.log_json)
app = Celery("winnow", broker=settings.broker)
app.conf.update(
    # Early acknowledgement on purpose: the dispatcher repeats a lost hint, and a doubled one finds nothing to claim.
    task_acks_late=False,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_send_task_events=False,
    accept_content=["json"],
    # A run does not depend on the broker: its lease is in the database.
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={"socket_keepalive": True},
)


@app.task(name=HINT_TASK)
def work() -> None:
    """Claim what should run next and see it through."""
    slot.work(settings)


@worker_init.connect
def _before_the_pool_forks(**_: Any) -> None:
    slot.worker_id = presence.register(settings)
    slot.main_process = os.getpid()


@worker_process_init.connect
def _in_the_slot(**_: Any) -> None:
    lifeline.die_with_parent(signal.SIGKILL)
    lifeline.exit_if_orphaned(slot.main_process)


@worker_ready.connect
def _when_listening(**_: Any) -> None:
    presence.start_heartbeat(settings, slot.worker_id)


@worker_shutting_down.connect
def _when_asked_to_stop(**_: Any) -> None:
    slot.draining.value = True


@worker_shutdown.connect
def _at_the_end(**_: Any) -> None:
    presence.leave(settings, slot.worker_id)


def main() -> None:
    """Run a worker in this process until it is told to stop."""
    name = settings.worker_name or f"worker-{os.getpid()}"
    arguments = ["--quiet", "worker", f"--hostname={name}@%h", "--concurrency=1", "--pool=prefork"]
    arguments += ["--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    arguments += [f"--queues={','.join(settings.worker_queues)}"]
    sys.exit(app.worker_main(arguments))


if __name__ == "__main__":
    main()
