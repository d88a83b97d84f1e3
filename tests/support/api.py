# SPDX-License-Identifier: Apache-2.0
"""A browser that holds every answer of the centre against openapi.yaml."""
import re
import sys
from pathlib import Path

import jsonschema
import yaml

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "deploy/demo"))
from browser import Browser  # noqa: E402


class Contract:
    """The paths and schemas of center/http/openapi.yaml."""

    def __init__(self):
        self.document = yaml.safe_load((TOP / "center/http/openapi.yaml").read_text())
        self.resolver = jsonschema.RefResolver("", self.document)
        self.checked = set()
        self.paths = [(re.compile("^/api/v1" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), path, item)
                      for path, item in self.document["paths"].items()]
        # A path without values goes before one that would match it too.
        self.paths.sort(key=lambda entry: entry[1].count("{"))

    def operation(self, method, path):
        for pattern, name, item in self.paths:
            if pattern.match(path) and method.lower() in item:
                return name, item[method.lower()]
        return None, None

    def operations(self):
        for _, path, item in self.paths:
            for method in ("get", "post", "put", "delete"):
                if method in item:
                    yield method.upper(), path, item[method]

    def response_of(self, operation, status):
        found = operation["responses"].get(str(status)) or operation["responses"]["default"]
        return self.resolver.resolve(found["$ref"])[1] if "$ref" in found else found

    def check(self, method, path, answer):
        """Raises when an answer is not what the contract promises."""
        name, operation = self.operation(method, path.split("?")[0])
        if operation is None:
            assert answer.status in (404, 405), f"{method} {path} is not in the contract"
            return
        if 200 <= answer.status < 300:
            assert str(answer.status) in operation["responses"], f"{method} {name}: status {answer.status}"
        promised = self.response_of(operation, answer.status).get("content")
        if not promised:
            assert not answer.body, f"{method} {name}: a body that was not promised"
            return
        given = answer.headers["Content-Type"].split(";")[0]
        kind, content = next(((k, c) for k, c in promised.items() if k == given), next(iter(promised.items())))
        assert answer.headers["Content-Type"].startswith(kind), f"{method} {name}: {answer.headers['Content-Type']}"
        if kind != "application/json" and not kind.endswith("+json"):
            self.checked.add((method, name, answer.status))
            return
        jsonschema.Draft7Validator(content["schema"], resolver=self.resolver,
                                   format_checker=jsonschema.FormatChecker()).validate(answer.json())
        self.checked.add((method, name, answer.status))


class Client(Browser):
    """A browser of a test's centre; every answer is checked by `contract`."""

    def __init__(self, centre, contract, timeout=30, https=False):
        ports = centre.layout.ports
        super().__init__(ports.https if https else ports.api, centre.url, timeout, https)
        self.contract = contract

    def send(self, method, path, body=None, key=None, headers=None):
        answer = super().send(method, path, body, key, headers)
        self.contract.check(method, "/api/v1" + path, answer)
        return answer
