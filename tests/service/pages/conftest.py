"""Log-ins that cost little: the same hashing with the smallest parameters."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from service import passwords


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        )
        yield
