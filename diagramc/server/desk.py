"""Jobs from acceptance to result, and the one thread that uses the store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from diagramc.server.log import Log, describe
from diagramc.server.pool import Stopped
from diagramc.server.store import JobRow, Store

P = ParamSpec("P")
T = TypeVar("T")
SWEEP_EVERY = 60.0
"""What is past its time is removed once in so many seconds."""
GRACE = 2.0
"""How long jobs may take to write down where they are when the server stops, in s."""
Work = Callable[[JobRow], Awaitable[None]]
"""Does a job and writes its end into the store. Raises Stopped when the server stops before that."""


class Desk:
    """Runs jobs. A job goes on when whoever asked for it has hung up."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._running: dict[str, asyncio.Task[None]] = {}
        self._sweeper: asyncio.Task[None] | None = None
        self._work: dict[str, Work] = {}

    async def do(self, method: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a method of the store in its thread: `await desk.do(Store.job, id)`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: method(self._store, *args, **kwargs))

    def register(self, kind: str, work: Work) -> None:
        """Say how jobs of a kind are done."""
        self._work[kind] = work

    async def start(self) -> int:
        """Go on with what an earlier run left, and begin to sweep; answers how many jobs there were."""
        await self.do(Store.expire)
        left = await self.do(Store.unfinished)
        for row in left:
            self._begin(row)
        self._sweeper = asyncio.create_task(self._sweep())
        return len(left)

    async def accept(self, kind: str, owner: str, request: bytes) -> JobRow:
        """A new job, on the disk and under way."""
        row = await self.do(Store.accept, kind, owner, request)
        self._begin(row)
        return row

    def _begin(self, row: JobRow) -> None:
        task = asyncio.create_task(self._run(row), name=row.id)
        self._running[row.id] = task
        task.add_done_callback(lambda _: self._running.pop(row.id, None))

    async def _run(self, row: JobRow) -> None:
        work = self._work.get(row.kind)
        try:
            if not await self.do(Store.begin, row.id):
                return
            if work is None:
                await self.do(Store.fail, row.id, "internal_error", f"this server does not make a {row.kind}")
            else:
                await work(row)
        except Stopped:
            await self.do(Store.give_back, row.id)
        except Exception as error:
            self._log.write("job failed", job=row.id, error=describe(error))
            await self.do(Store.fail, row.id, "internal_error", "the server failed")

    async def finished(self, id: str) -> JobRow | None:
        """The job when it has come to its end, or when the server stops."""
        task = self._running.get(id)
        if task is not None:
            await asyncio.wait([task])
        return await self.do(Store.job, id)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            try:
                await self.do(Store.expire)
            except Exception as error:
                self._log.write("sweep failed", error=describe(error))

    async def stop(self) -> None:
        """Wait for what runs, then let go of the store.

        With the pool closed before, diagrams end at once and wait for the next run. What the remote service works on is left
        to it, and looked for by the next run.
        """
        if self._sweeper is not None:
            self._sweeper.cancel()
        running = list(self._running.values())
        if running:
            await asyncio.wait(running, timeout=GRACE)
            for task in running:
                task.cancel()
            await asyncio.wait(running)
        await self.do(Store.close)
        self._thread.shutdown()
