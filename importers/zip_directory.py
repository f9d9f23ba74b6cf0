"""The names of the files in a zip archive, from its own directory, without unpacking anything.

Looking for a name anywhere in the bytes is not enough: an archive of OFD files holds theirs too.
"""

import struct

_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_ENTRY = b"PK\x01\x02"
_ENTRY_LENGTH = 46
_MOST = 2_000


def names(content: bytes) -> tuple[bytes, ...]:
    """Return the first names of the directory, as stored; none when there is no directory."""
    end = content.rfind(_END, max(0, len(content) - _END_LENGTH - _LONGEST_COMMENT))
    if end < 0 or end + _END_LENGTH > len(content):
        return ()
    size, _ = struct.unpack_from("<II", content, end + 12)
    place = end - size  # right also when something stands before the archive
    found: list[bytes] = []
    while (
        0 <= place <= end - _ENTRY_LENGTH
        and len(found) < _MOST
        and content.startswith(_ENTRY, place)
    ):
        lengths = struct.unpack_from("<HHH", content, place + 28)
        found.append(content[place + _ENTRY_LENGTH :][: lengths[0]])
        place += _ENTRY_LENGTH + sum(lengths)
    return tuple(found)
