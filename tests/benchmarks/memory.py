"""How much memory this process has used at most."""

from pathlib import Path


def peak_memory() -> int:
    """Peak resident MB since this program began.

    Not getrusage: on Linux its figure is handed down by the process that started this one.
    """
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    (peak,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(peak) // 1024
