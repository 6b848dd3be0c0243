"""Work that goes on beside a block until the block ends."""

import threading


class Beside:
    """Runs `work` in a thread of its own: `with Beside() as beside: ...`. The work looks at `ended`, and is waited for."""

    def __init__(self):
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self.work, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self._thread.join()

    def work(self):
        raise NotImplementedError
