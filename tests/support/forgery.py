# SPDX-License-Identifier: Apache-2.0
"""What somebody may do to a stay's export; the offline check must find every one of these."""
import hashlib
import json


def mutations(events):
    """(name, event, change): every kind of change at every event of an export with so many."""
    for index in range(events):
        yield "changed", index, lambda c, i=index: c["events"][i].update(happenedUs=c["events"][i]["happenedUs"] + 1)
        yield "body", index, lambda c, i=index: c["events"][i].update(body=c["events"][i]["body"].replace("{", "{ ", 1))
        yield "dropped", index, lambda c, i=index: c["events"].pop(i)
        yield "reordered", index, lambda c, i=index: moved(c["events"], i)
        yield "rewritten", index, lambda c, i=index: rewritten(c, i)


def moved(events, index):
    """To the front, or the first one to the end."""
    events.insert(0 if index else len(events), events.pop(index))


def rewritten(content, index):
    content["events"][index]["happenedUs"] += 1
    rehash(content)


def rehash(content):
    """Computes the whole chain anew, as a forger with our source would."""
    previous = "0" * 64
    for event in content["events"]:
        head = {"actor": event["actor"], "bodySha256": hashlib.sha256(event["body"].encode()).hexdigest(),
                "command": event["commandId"], "enteredUs": event["enteredUs"], "happenedUs": event["happenedUs"],
                "previous": previous, "schema": event["schemaVersion"], "seq": event["seq"],
                "stream": content["stayId"], "streamKind": "stay", "type": event["type"]}
        text = json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        event["previous"] = previous
        previous = event["hash"] = hashlib.sha256(b"mingjing.event.v1\n" + text.encode()).hexdigest()
    content["head"]["hash"] = previous
