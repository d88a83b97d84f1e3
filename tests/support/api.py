# SPDX-License-Identifier: Apache-2.0
"""A browser's view of the centre's API: signs in, sends acts, and holds every answer against openapi.yaml."""
import http.client
import json
import re
import ssl
import time
import uuid
from pathlib import Path

import jsonschema
import yaml

TOP = Path(__file__).resolve().parents[2]


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
        kind, content = next(iter(promised.items()))
        assert answer.headers["Content-Type"].startswith(kind), f"{method} {name}: {answer.headers['Content-Type']}"
        jsonschema.Draft7Validator(content["schema"], resolver=self.resolver,
                                   format_checker=jsonschema.FormatChecker()).validate(answer.json())
        self.checked.add((method, name, answer.status))


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json().get("code")


class Client:
    """One browser. `origin` is what it says it comes from; every answer is checked by `contract`.
    With `https` it goes through nginx and keeps its connection, as browsers do. `took` has the seconds of each act."""

    def __init__(self, centre, contract, timeout=30, https=False):
        self.port = centre.layout.ports.https if https else centre.layout.ports.api
        self.https = https
        self.kept = None
        self.took = []
        self.origin = centre.url
        self.contract = contract
        self.timeout = timeout
        self.cookie = None
        self.me = None

    def sign_in(self, login, password):
        answer = self.send("POST", "/session", {"login": login, "password": password})
        assert answer.status == 201, answer.body
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.me = answer.json()
        return self

    def get(self, path, **query):
        text = "&".join(f"{key}={value}" for key, value in query.items())
        answer = self.send("GET", path + ("?" + text if text else ""))
        assert answer.status == 200, f"GET {path}: {answer.status} {answer.body}"
        return answer.json()

    def post(self, path, body, key=None):
        """An act that is expected to be stored."""
        answer = self.send("POST", path, body, key)
        assert answer.status == 201, f"POST {path}: {answer.status} {answer.body.decode()}"
        return answer.json()

    def send(self, method, path, body=None, key=None, headers=None):
        all_headers = {"Origin": self.origin, "Content-Type": "application/json"}
        if self.cookie:
            all_headers["Cookie"] = self.cookie
        if method != "GET":
            all_headers["Idempotency-Key"] = key or str(uuid.uuid4())
        all_headers.update(headers or {})
        text = body if isinstance(body, (bytes, str)) else None if body is None else json.dumps(body)
        began = time.monotonic()
        answer = self.exchange(method, "/api/v1" + path, text.encode() if isinstance(text, str) else text,
                               {k: v for k, v in all_headers.items() if v is not None})
        if answer.status == 201:
            self.took.append(time.monotonic() - began)
        self.contract.check(method, "/api/v1" + path, answer)
        return answer

    def exchange(self, method, path, body, headers):
        if self.https:
            self.kept = self.kept or http.client.HTTPSConnection(
                "localhost", self.port, timeout=self.timeout, context=ssl._create_unverified_context())
            self.kept.request(method, path, body, headers)
            return Answer(self.kept.getresponse())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()
