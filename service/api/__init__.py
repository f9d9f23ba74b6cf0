"""The JSON door, version 1; its OpenAPI description is `docs/openapi.json`."""

from service.api.door import register

__all__ = ["register"]
