"""Form tokens, for whoever comes with a cookie.

A program with an access token sends nothing by itself: no other site can make it act, so it needs
no form token; and its cookie, should it have one, is not looked at.
"""

from flask_wtf import CSRFProtect
from typing_extensions import override

from service.web.sessions import current


class FormTokens(CSRFProtect):  # type: ignore[misc]  # the library has no types
    """The library's guard, which lets programs with an access token pass."""

    @override
    def protect(self, apply_exemptions: bool = False) -> None:  # the library's signature
        """Ask for the form token of a request that changes something."""
        if current().bearer is None:
            super().protect(apply_exemptions)
