"""Passwords: argon2id hashes, and the same time spent whether or not a user exists."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from service.messages import N_, Invalid

LENGTH_MIN = 12
LENGTH_MAX = 128
_HASHER = PasswordHasher()  # argon2id, RFC 9106's low-memory profile
_NOBODY = _HASHER.hash("a password that nobody has")


def hash_password(password: str) -> str:
    """Hash a new password; refuse one that is too short to be safe without a second factor."""
    if not LENGTH_MIN <= len(password) <= LENGTH_MAX:
        raise Invalid(
            N_("密码须为 {least} 到 {most} 个字符，请换一个更长的密码。"),
            least=str(LENGTH_MIN),
            most=str(LENGTH_MAX),
        )
    return _HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Tell whether a password fits; without a hash it spends the same time and says no."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password[:LENGTH_MAX])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None
