"""Landlock: the kernel keeps a reading process away from files that are none of its business.

Linux 5.13 and later; elsewhere, or where it is switched off, nothing happens and the other limits
hold all the same. After `restrict` the process may read programs, libraries and typefaces and
nothing else, change no file and open no TCP connection. Numbers are those of linux/landlock.h.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on all processors
_ASK_VERSION, _BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38  # of prctl
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILES = {1: 13, 2: 14, 3: 15, 4: 15}  # rights over files that each version knows
_LATEST_FILES = 16
_TCP_SINCE, _TCP = 4, 0b11  # bind and connect
_PROJECT = Path(__file__).resolve().parent


def restrict(folders: Iterable[Path] = ()) -> bool:
    """Let this process read only Python, libraries, typefaces and `folders`; False if refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not sys.platform.startswith("linux"):
        return False
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    if version < 1:
        return False
    rights = (1 << _FILES.get(version, _LATEST_FILES)) - 1
    network = _TCP if version >= _TCP_SINCE else 0
    form = struct.pack("=QQ", rights, network)[: 16 if network else 8]
    rules = libc.syscall(_CREATE, form, ctypes.c_size_t(len(form)), ctypes.c_uint32(0))
    if rules < 0:
        return False
    try:
        for folder in (*_needed(), *folders):
            _allow(libc, rules, folder)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT, rules, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(rules)


def _needed() -> tuple[Path, ...]:
    python = (Path(prefix) for prefix in (sys.prefix, sys.base_prefix))
    return (*python, _PROJECT, Path("/usr"), Path("/lib"), Path("/lib64"))


def _allow(libc: ctypes.CDLL, rules: int, folder: Path) -> None:
    if not folder.is_dir():
        return
    handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", _READ_FILE | _READ_FOLDER, handle)
        libc.syscall(_ADD, rules, _BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)
