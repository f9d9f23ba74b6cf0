"""Pages travel compressed, but only to whom it cannot tell a secret (decision 0022).

The length of a compressed page tells something of what stands in it to whoever sees the line and
can make the browser ask again and again. Browsers say where a request comes from; a page asked for
by another site goes out as it is.
"""

import gzip
from typing import Final

from flask import Flask, Response, request

LEVEL: Final = 5  # of 9: two milliseconds for a long page, and within a tenth of the smallest
WORTH_BYTES: Final = 1_000  # below, a packet of the line is not filled anyway
KINDS: Final = frozenset({"text/html", "application/json", "application/problem+json"})
OWN: Final = frozenset({"same-origin", "none"})  # a page of ours, or the person's own doing


def compress(response: Response) -> Response:
    """Compress an answer that is worth it and may be."""
    if response.mimetype not in KINDS:
        return response
    response.vary.update(("Accept-Encoding", "Sec-Fetch-Site"))
    if _may(response):
        plain = response.get_data()
        if len(plain) >= WORTH_BYTES:
            response.set_data(gzip.compress(plain, LEVEL, mtime=0))
            response.content_encoding = "gzip"
    return response


def _may(response: Response) -> bool:
    return (
        not response.is_streamed
        and "Content-Encoding" not in response.headers
        and request.headers.get("Sec-Fetch-Site") in OWN
        and request.accept_encodings["gzip"] > 0
    )


def install(app: Flask) -> None:
    """Put it on an application."""
    app.after_request(compress)
