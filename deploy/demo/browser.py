# SPDX-License-Identifier: Apache-2.0
"""What a browser sends to the centre and what comes back: sign-in, acts with their keys, pages."""
import http.client
import json
import ssl
import time
import uuid


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


class Browser:
    """`origin` is what it says it comes from. With `https` it goes through nginx and keeps its connection, as browsers
    do. `took` has the path and the seconds of each act."""

    def __init__(self, port, origin, timeout=30, https=True):
        self.port = port
        self.https = https
        self.kept = None
        self.took = []
        self.origin = origin
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
            self.took.append((path, time.monotonic() - began))
        return answer

    def exchange(self, method, path, body, headers):
        if self.https:
            try:
                return self.exchange_kept(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                # The server closes what is idle for long; the key makes a second try the same act.
                self.kept = None
                return self.exchange_kept(method, path, body, headers)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def exchange_kept(self, method, path, body, headers):
        self.kept = self.kept or http.client.HTTPSConnection(
            "localhost", self.port, timeout=self.timeout, context=ssl._create_unverified_context())
        self.kept.request(method, path, body, headers)
        return Answer(self.kept.getresponse())
