"""The log: one JSON object a line on standard error, without the values of rows.

An error of the database carries values of rows in its text (names, accounts); only its kind and
place are written down.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from structlog.typing import ExcInfo, Processor

Event = MutableMapping[str, Any]


def configure() -> None:
    """Send the log of this process, and of the libraries in it, to standard error."""
    steps: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_exception,
    ]
    structlog.configure(
        processors=[*steps, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processor=structlog.processors.JSONRenderer(ensure_ascii=False),
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("service").setLevel(logging.INFO)


def _tell_exception(_logger: object, _method: str, event: Event) -> Event:
    """Put an exception down as its kind, its words where they are ours to tell, and its places."""
    told: Any = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else _error(told)
    if error is not None:
        event["error"] = type(error).__name__
        if not _carries_rows(error):
            event["reason"] = str(error)
        frames = traceback.extract_tb(error.__traceback__)
        event["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def told(error: BaseException) -> str:
    """Give an error in one line: its kind, and its words where they are ours to tell."""
    return type(error).__name__ if _carries_rows(error) else repr(error)


def _carries_rows(error: BaseException) -> bool:
    return any(isinstance(link, DBAPIError) for link in _chain(error))


def _error(told: "BaseException | ExcInfo | None") -> BaseException | None:
    return told[1] if isinstance(told, tuple) else told


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain
