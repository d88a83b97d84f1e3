# SPDX-License-Identifier: Apache-2.0
"""The demo's staff at work in a test's centre: every answer is held against the contract."""
import subprocess

from api import Client, Contract  # puts deploy/demo on the path
import demo_desk
from demo_desk import PASSWORD, now_us  # noqa: F401


class Desk(demo_desk.Desk):
    """Signed in over plain loopback, or with `https` through nginx."""

    def __init__(self, centre, contract=None, https=False):
        self.contract = contract or Contract()
        super().__init__(lambda: Client(centre, self.contract, https=https))

    @staticmethod
    def sql(centre, statement):
        """What the owner of the database may do behind the centre's back."""
        done = subprocess.run(
            ["mariadb", f"--socket={centre.layout.database_socket}", "-u", "mingjing_owner",
             f"-p{centre.layout.password('db-owner')}", "-N", "-B", "mingjing", "-e", statement],
            capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def widen(self, *codes):
        """Room for every test's person."""
        for code in codes:
            room = {k: v for k, v in self.rooms[code].items() if k not in ("id", "occupants", "recording")}
            changed = self.as_("guanli").send("PUT", f"/rooms/{self.room(code)}", {**room, "capacity": 100})
            assert changed.status == 200, changed.body
