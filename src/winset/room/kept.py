"""What is worth keeping: made once for each key, however many ask for it at the same time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The last `most` values asked for, by key. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[K, Future[V]] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key; `make` is called if it is not there, in one thread alone.

        Whoever asks meanwhile waits for it. What `make` raises is raised in all of them, and the
        next one to ask tries anew.
        """
        with self._lock:
            value = self._values.get(key)
            mine = value is None
            if value is None:
                value = self._values[key] = Future()
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        if mine:
            try:
                value.set_result(make())
            except BaseException as error:
                value.set_exception(error)
                with self._lock:
                    if self._values.get(key) is value:
                        del self._values[key]
                raise
        return value.result()
