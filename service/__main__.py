"""`python -m service` runs the gateway."""

import uvicorn

from service.app import create_app
from store.settings import Settings


def main() -> None:
    """Serve until SIGTERM or SIGINT; open event streams get five seconds to end."""
    settings = Settings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
