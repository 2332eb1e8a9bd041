"""A web server on loopback whose answers a test scripts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """`pages` maps a path to what answers a GET of it; `asked` holds (path, Host) of every request."""

    def __init__(self, port: int) -> None:
        self.port, self.address = port, f"127.0.0.1:{port}"
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"


def body(content: bytes, media_type: str = "application/octet-stream", **headers: str) -> Answer:
    """Answer 200 with this content."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code: int, content: bytes = b"", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@contextmanager
def running_web() -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.asked.append((self.path, self.headers["Host"]))
            web.pages.get(self.path, status(404))(self)

        def log_message(self, *args: object) -> None:
            """Keep the output of tests readable."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
