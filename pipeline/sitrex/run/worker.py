"""A worker process: loads the pipeline once, then makes shards until it is told to stop or its parent is gone.

Started by ``sitrex.run.pool`` as ``python -m sitrex.run.worker``; messages
come in on standard input and go out on what was standard output.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import queue
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn

from sitrex.errors import SitrexError
from sitrex.normalise.symbols import Symbols
from sitrex.run.folder import open_store
from sitrex.run.messages import OUT_OF_MEMORY, receive, send
from sitrex.run.options import Settings
from sitrex.run.shard import Shard, process_shard
from sitrex.run.totals import Totals


def main() -> NoReturn:
    """Serve the parent process until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's matter
    _die_with_parent()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the replies
    settings: Settings = receive(sys.stdin.buffer)
    shards: queue.SimpleQueue[Shard] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(shards,), daemon=True).start()
    try:
        _serve(settings, shards, replies)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except SitrexError as problem:
        send(replies, ("failed", problem))
    except BrokenPipeError:
        pass
    sys.stderr.flush()
    os._exit(0)


def _serve(settings: Settings, shards: queue.SimpleQueue[Shard], replies: IO[bytes]) -> None:
    module, _, function = settings.loader.partition(":")
    options = settings.options
    symbols = Symbols(options.symbols, dict(options.sides))
    pipeline = getattr(import_module(module), function)(options.model, options.vocab, symbols)
    gc.freeze()  # the collector need not look at the model again: a tenth of a second each time
    store = open_store(settings.output)
    limits = settings.limits
    nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process
    at_rest = _resident()
    _limit_memory(limits.headroom)
    send(replies, ("ready", pipeline.provenance))
    for done in range(1, limits.shards + 1):
        shard = shards.get()

        def began(index: int, totals: Totals) -> None:
            send(replies, ("began", index, totals.counts.copy()))

        # should the parent be gone and a call hold the interpreter, this ends the process all the same
        faulthandler.dump_traceback_later(
            2 * sum(limits.timeout(len(line)) for line in shard.lines), exit=True, file=nowhere
        )
        try:
            row = process_shard(shard, pipeline, settings.options, store, began)
        except BrokenPipeError:  # the parent is gone, not the output
            raise
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise SitrexError("output-lost", path=settings.output, reason=reason) from None
        faulthandler.cancel_dump_traceback_later()
        last = done == limits.shards or _resident() - at_rest > limits.growth
        send(replies, ("done", row, last))
        if last:
            return


def _listen(shards: queue.SimpleQueue[Shard]) -> None:
    """Take in shards; the end of the pipe is the end of the parent, and of this process."""
    try:
        while True:
            shards.put(receive(sys.stdin.buffer))
    except (EOFError, OSError):
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _die_with_parent() -> None:
    """Linux kills this process when its parent ends, even while a call holds the interpreter."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _resident() -> int:
    """Bytes of memory in use; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):
        return 0


def _limit_memory(headroom: int) -> None:
    """Let allocations fail, where the system can do that, beyond what is taken now and the headroom."""
    if sys.platform == "linux":
        import resource

        status = Path("/proc/self/status").read_text()
        taken = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:")) * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = taken + headroom if hard == resource.RLIM_INFINITY else min(taken + headroom, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


if __name__ == "__main__":
    main()
