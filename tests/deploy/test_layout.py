#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The data folder and what deploy/run makes of it: files, rights, configuration that the real programs accept."""
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "deploy/lib"), str(TOP / "tests/support")]
import services  # noqa: E402
from harness import MariaDb  # noqa: E402
from layout import Layout, LayoutError, Ports, fill, tool  # noqa: E402
from supervision import programs_section, quoted  # noqa: E402


class DataFolder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="mj.", dir="/tmp")
        self.addCleanup(self.folder.cleanup)
        self.layout = Layout(Path(self.folder.name) / "data", Ports.any_free())
        self.layout.prepare()

    def test_secrets_are_for_their_owner_only(self):
        for path in (self.layout.secrets, self.layout.database, self.layout.data / "tls/key.pem",
                     self.layout.config / "accounts.sql", *self.layout.secrets.iterdir()):
            self.assertEqual(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), 0, path)

    def test_a_second_start_keeps_passwords_and_certificate(self):
        before = {file: file.read_bytes() for file in
                  (*self.layout.secrets.iterdir(), self.layout.data / "tls/certificate.pem")}
        Layout(self.layout.data, Ports.any_free()).prepare()
        self.assertEqual(before, {file: file.read_bytes() for file in before})

    def test_no_configuration_that_others_can_read_holds_a_password(self):
        for file in self.layout.config.iterdir():
            if file.stat().st_mode & stat.S_IROTH:
                for name in ("db-owner", "db-app"):
                    self.assertNotIn(self.layout.password(name), file.read_text(), file)

    def test_nginx_accepts_its_configuration(self):
        self.assertNotIn("@", (self.layout.config / "nginx.conf").read_text().replace("@unavailable", "")
                         .replace("@too_large", ""))
        tried = subprocess.run([*services.nginx(self.layout).argv, "-t"], capture_output=True, text=True)
        self.assertEqual(tried.returncode, 0, tried.stderr)

    def test_node_keys_are_the_same_for_centre_and_nodes(self):
        center = json.loads((self.layout.config / "center.json").read_text())
        for node in center["nodes"]:
            own = json.loads((self.layout.config / f"{node['kind']}.json").read_text())
            self.assertEqual((own["node"], own["keyFile"], own["center"]),
                             (node["name"], node["keyFile"], center["listen"]["nodes"]))

    def test_a_path_too_long_for_a_socket_is_refused_in_words(self):
        with self.assertRaises(LayoutError):
            Layout(Path(self.folder.name) / ("x" * 100), Ports.any_free()).prepare()

    def test_a_busy_inner_port_is_replaced(self):
        with socket.socket() as busy:
            busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            busy.bind(("127.0.0.1", 0))
            busy.listen()
            from layout import port_is_free
            self.assertFalse(port_is_free(busy.getsockname()[1]))
        chosen = Ports.choose(8443)
        self.assertEqual(len(set(vars(chosen).values())), len(vars(chosen)))

    def test_supervisor_words_survive_spaces_and_percent_signs(self):
        self.assertEqual(quoted("a b%"), '"a b%%"')
        text = programs_section([services.nginx(self.layout)], self.layout)
        self.assertIn("[program:nginx]", text)

    def test_a_template_with_an_unknown_name_is_an_error(self):
        file = Path(self.folder.name) / "t"
        file.write_text("@UNKNOWN@")
        with self.assertRaises(KeyError):
            fill(file, {})


class Database(unittest.TestCase):
    def test_the_application_account_has_no_rights_until_they_are_granted(self):
        with MariaDb() as scene:
            self.assertIsNone(services.database_problem(scene.layout))
            refused = services.sql(scene.layout, "CREATE TABLE mingjing.t (a INT)", "mingjing_app", "db-app")
            self.assertIn("1142", refused.stderr)
            shown = services.sql(scene.layout, "SELECT @@skip_networking, @@innodb_flush_log_at_trx_commit")
            self.assertEqual(shown.stdout.split(), ["1", "1"])

    def test_root_of_the_database_cannot_sign_in_with_a_password(self):
        with MariaDb() as scene:
            tried = subprocess.run([tool("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", tool("mariadb"),
                                    "--no-defaults", f"--socket={scene.layout.database_socket}", "--user=root",
                                    "--execute=SELECT 1"], capture_output=True, text=True)
            self.assertNotEqual(tried.returncode, 0)


class DemoCentre(unittest.TestCase):
    def setUp(self):
        self.centre = json.loads((TOP / "deploy/demo/centre.json").read_text())

    def test_every_reference_is_there(self):
        rooms = {room["code"]: room for room in self.centre["rooms"]}
        units = {unit["code"] for unit in self.centre["units"]}
        self.assertTrue(all(person["unit"] in units for person in self.centre["staff"]))
        self.assertTrue(all(camera["room"] in rooms for camera in self.centre["cameras"]))
        self.assertEqual(len(rooms), len(self.centre["rooms"]))

    def test_no_camera_looks_into_a_room_without_picture(self):
        closed = {room["code"] for room in self.centre["rooms"] if room["privacy"] == "no_picture"}
        self.assertFalse([camera for camera in self.centre["cameras"] if camera["room"] in closed])

    def test_its_cameras_are_served(self):
        served = json.loads((TOP / "deploy/demo/cameras/cameras.json").read_text())
        paths = {f"/{camera['name']}/{stream}" for camera in served["cameras"] for stream in ("main", "sub")}
        for camera in self.centre["cameras"]:
            self.assertEqual((camera["username"], camera["password"]), (served["user"], served["password"]))
            for url in (camera["mainUrl"], camera["subUrl"]):
                self.assertIn("/" + url.split("/", 3)[3], paths)


class Obstacles(unittest.TestCase):
    """What a machine lacks is told in one line that names it and the remedy."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="mj.", dir="/tmp")))

    def told(self, script, *arguments, **environment):
        ran = subprocess.run(
            ["bash", "-c", f"set -euo pipefail; . {TOP}/deploy/lib/common.sh; . {TOP}/deploy/lib/packages.sh; {script}",
             "obstacle", *map(str, arguments)], capture_output=True, text=True, env={**os.environ, **environment})
        self.assertNotEqual(ran.returncode, 0, ran.stderr)
        lines = [line for line in ran.stderr.splitlines() if line.startswith("错误 error: ")]
        self.assertEqual(len(lines), 1, ran.stderr)
        return lines[0]

    def apt_get(self, script):
        """Environment in which apt-get is this script, as where the network or a package is missing."""
        program = self.folder / "apt-get"
        program.write_text("#!/bin/sh\n" + script)
        program.chmod(0o755)
        return {"PATH": f"{self.folder}:{os.environ['PATH']}"}

    def test_a_disk_without_room(self):
        line = self.told('need_space "$1" 999999999', self.folder / "not/yet/there")
        self.assertIn("disk is full", line)
        self.assertIn("999999999 MB are needed", line)

    @unittest.skipUnless(os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL)
                         .returncode == 0, "may not mount")
    def test_a_small_file_system_stops_the_start_before_anything_is_written(self):
        script = f'mount -t tmpfs -o size=64m none "$1" && {TOP}/deploy/run --data "$1/data"; status=$?; ls "$1"; exit $status'
        ran = subprocess.run(["unshare", "--mount", "sh", "-c", script, "small", self.folder], capture_output=True, text=True)
        self.assertEqual((ran.returncode, ran.stdout), (1, ""), ran.stderr)
        self.assertIn("disk is full", ran.stderr)
        self.assertEqual(len(ran.stderr.splitlines()), 1, ran.stderr)

    def test_no_way_to_the_package_lists(self):
        line = self.told("package_groups[odd]=no-such-package; install_packages odd",
                         **self.apt_get("echo 'Could not resolve host' >&2; exit 100"))
        self.assertIn("check the network and the package sources", line)

    def test_a_package_that_is_nowhere(self):
        line = self.told("package_groups[odd]='no-such-package base-files'; install_packages odd",
                         **self.apt_get('[ "$1" = update ] || { echo "E: Unable to locate" >&2; exit 100; }'))
        self.assertIn("missing: no-such-package", line)
        self.assertNotIn("base-files", line)


if __name__ == "__main__":
    unittest.main()
