from tests.service.conftest import client, database, gateway, make_client, portal

__all__ = ["client", "database", "gateway", "make_client", "portal"]
