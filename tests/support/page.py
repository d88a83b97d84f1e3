# SPDX-License-Identifier: Apache-2.0
"""A Playwright script of admin-ui/e2e/bench beside a bench: the two talk by files in a folder."""
import json
import os
import subprocess
import sys
import time

from desk import PASSWORD
from harness import TOP


class Page:
    """Runs e2e/bench/NAME.bench.ts; `settings` become its environment."""

    def __init__(self, centre, name, **settings):
        self.folder = centre.folder / f"page-{name}"
        self.folder.mkdir()
        environment = {**os.environ, **centre.environment(), "MINGJING_DEMO_PASSWORD": PASSWORD,
                       "MINGJING_BENCH_FOLDER": str(self.folder), **{k: str(v) for k, v in settings.items()}}
        self.process = subprocess.Popen(
            ["npx", "playwright", "test", "--config", "e2e/bench.config.ts", f"e2e/bench/{name}.bench.ts"],
            cwd=TOP / "admin-ui", env=environment, stdout=sys.stderr, stderr=sys.stderr)

    def wait_ready(self, seconds=120):
        until = time.monotonic() + seconds
        while not (self.folder / "ready").exists():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the page did not come up")
            time.sleep(0.1)

    def wait(self, seconds=900):
        """Tells it to stop, if it waits for that; its status."""
        (self.folder / "stop").touch()
        return self.process.wait(seconds)

    def told(self):
        return json.loads((self.folder / "result.json").read_text())

    def result(self):
        if self.wait() != 0:
            raise RuntimeError("the page's script failed")
        return self.told()
