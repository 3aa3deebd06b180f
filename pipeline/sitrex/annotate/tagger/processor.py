"""The kind of processor, by what it multiplies whole numbers with.

The accurate model's numbers of eight bits are multiplied by other kernels on other kinds, some of which round; near even odds a
name may then be another one. Records say on which kind they were made, so that the same provenance gives the same bytes.
"""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path
from typing import Final

_INFO: Final = Path("/proc/cpuinfo")
_LISTS: Final = ("flags", "Features")
"""How Linux calls what a processor can, on Intel's and Arm's."""
_KINDS: Final = ("amx_int8", "avx512_vnni", "avx_vnni", "avx512f", "avx2", "i8mm", "asimddp")
"""What ONNX Runtime has kernels for, the ones that it prefers first."""


@cache
def kind() -> str:
    """The machine and the best that it multiplies with: `x86_64.avx512_vnni`; the machine alone where nothing tells."""
    machine = platform.machine().lower() or "unknown"
    able = _able()
    found = next((name for name in _KINDS if name in able), None)
    return f"{machine}.{found}" if found else machine


def _able() -> frozenset[str]:
    """What the first processor says that it can do; nothing where the system has no such file."""
    try:
        lines = _INFO.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return frozenset()
    listed = (line.partition(":") for line in lines)
    return frozenset(next((words.split() for name, _, words in listed if name.strip() in _LISTS), []))
