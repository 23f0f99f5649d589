"""Reads the audit log of lib/apiserver.py as it grows."""
import collections
import datetime
import json

WRITES = {"create", "update", "patch", "delete", "deletecollection"}

Request = collections.namedtuple("Request", "user verb resource namespace name code begin end")


def seconds(timestamp):
    return datetime.datetime.fromisoformat(timestamp).timestamp()


def request(line):
    event = json.loads(line)
    about = event.get("objectRef") or {}
    resource = about.get("resource") or event["requestURI"].partition("?")[0]
    if about.get("subresource"):
        resource += "/" + about["subresource"]
    return Request(event["user"]["username"], event["verb"], resource, about.get("namespace", ""), about.get("name", ""),
                   (event.get("responseStatus") or {}).get("code", 0), seconds(event["requestReceivedTimestamp"]),
                   seconds(event["stageTimestamp"]))


class Audit:
    """Every request so far, but watches and leases. `position()` and `since(position)` cut out a window."""

    def __init__(self, path):
        self.path, self.offset, self.requests = path, 0, []

    def read(self):
        with open(self.path, "rb") as log:
            log.seek(self.offset)
            for line in log:
                if not line.endswith(b"\n"):
                    break
                self.offset += len(line)
                asked = request(line)
                if asked.verb != "watch" and asked.resource != "leases":
                    self.requests.append(asked)
        return self.requests

    def position(self):
        return len(self.read())

    def since(self, position, user):
        return [asked for asked in self.read()[position:] if asked.user == user]


def is_write(asked):
    """A review is created, but asks a question."""
    return asked.verb in WRITES and not asked.resource.endswith("reviews")


def told(requests):
    """`3 patch deployments, 2 get pods`"""
    counts = collections.Counter(f"{asked.verb} {asked.resource}" for asked in requests)
    return ", ".join(f"{times} {what}" for what, times in counts.most_common()) or "none"
