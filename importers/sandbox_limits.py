"""What a reading process may use: the limits set on it by the kernel and by its parent."""

import ctypes
import resource
from dataclasses import dataclass

_MIB = 1024 * 1024
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET in sched.h


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading child process; a file that needs more is refused with a sentence."""

    cpu_seconds: int = 10  # for each file
    wall_seconds: int = 30  # for each file
    memory_mib: int = 1024  # address space of the process
    open_files: int = 32
    files_per_child: int = 200  # then the child is replaced
    answer_mib: int = 64  # the longest answer the parent takes


RECOGNITION = Limits(
    cpu_seconds=90, wall_seconds=150, memory_mib=3072, open_files=48, files_per_child=100
)


def confine(limits: Limits) -> None:
    """Limit the calling process for good: memory, files, no writing, no new processes, no core."""
    _lower(resource.RLIMIT_AS, limits.memory_mib * _MIB)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds * limits.files_per_child)


def leave_network() -> bool:
    """Move the calling process into a network of its own, with nobody in it; False if refused.

    The kernel may forbid it (some containers do); the other limits hold all the same.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare"):  # not Linux
        return False
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_NETWORK | _NEW_USER))


def allow_cpu(seconds: int) -> None:
    """Give the calling process `seconds` more of processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = spent + seconds
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(what: int, limit: int) -> None:
    """Set a limit, or keep the present one where it is lower already."""
    hard = resource.getrlimit(what)[1]
    value = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (value, value))
