#!/usr/bin/env python3
"""Registers a file as a version of a model, takes it back, and proves from the public log that it is on record.

    python3 docs/examples/client.py MODEL FILE

Needs Python 3.8 and nothing else. It signs in as a machine account; the defaults are those of a standalone on this machine.
What a full client does besides: check the checkpoint's signature (Ed25519, which Python does not bring along) with the key
of /log/vkey, and keep the checkpoint to compare the next one with it.
"""

import base64
import hashlib
import io
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile

REGISTRY = os.environ.get("CAIRN_REGISTRY", "http://127.0.0.1:8081")
AUDIT = os.environ.get("CAIRN_AUDIT", "http://127.0.0.1:8085")
ISSUER = os.environ.get("CAIRN_ISSUER", "http://127.0.0.1:8089")
CLIENT = os.environ.get("CAIRN_CLIENT", "ci-pipeline")
SECRET = os.environ.get("CAIRN_CLIENT_SECRET", "ci-pipeline-demo")


class Problem(Exception):
    """An answer that says no, with its status and what it says (RFC 9457)."""

    def __init__(self, status, problem):
        super().__init__("%s: %s (%s)" % (problem["title"], problem["detail"], problem["next"]))
        self.status = status


def call(method, address, body=None, content_type="application/json", token=None):
    request = urllib.request.Request(address, data=body, method=method)
    request.add_header("Content-Type", content_type)
    if token:
        request.add_header("Authorization", "Bearer " + token)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as e:
        raise Problem(e.code, json.loads(e.read())) from None


def sign_in():
    form = {"grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET}
    body = urllib.parse.urlencode(form).encode()
    answer = call("POST", ISSUER + "/oauth2/token", body, "application/x-www-form-urlencoded")
    return json.loads(answer)["access_token"]


def register(model, path, token):
    """Content first, by its digest; then the manifest that names it. Doing it again gives the same version."""
    with open(path, "rb") as file:
        content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    try:
        call("POST", REGISTRY + "/api/v1/models", json.dumps({"name": model}).encode(), token=token)
    except Problem as e:
        if e.status != 409:
            raise
    call("PUT", REGISTRY + "/api/v1/blobs/" + digest, content, "application/octet-stream", token)
    weights = {"path": os.path.basename(path), "role": "weights", "size": len(content),
               "mediaType": "application/octet-stream", "digest": digest}
    manifest = {"manifestVersion": 1, "artifacts": [weights]}
    versions = REGISTRY + "/api/v1/models/" + model + "/versions"
    return json.loads(call("POST", versions, json.dumps(manifest).encode(), token=token))


def take_back(version, token):
    """The whole version, every byte checked against what it was registered with."""
    address = REGISTRY + "/api/v1/models/%s/versions/%s/package" % (version["model"], version["label"])
    package = zipfile.ZipFile(io.BytesIO(call("GET", address, token=token)))
    manifest = package.read("manifest.json")
    if hashlib.sha256(manifest).hexdigest() != version["digest"]:
        sys.exit("The manifest is not the one that was registered")
    for artifact in json.loads(manifest)["artifacts"]:
        content = package.read("artifacts/" + artifact["path"])
        if hashlib.sha256(content).hexdigest() != artifact["digest"]:
            sys.exit(artifact["path"] + " is not what was registered")


def prove(version, token):
    """From the registration's record to the log's root (RFC 9162, 2.1.3.2); gives the entry and how many there are."""
    proof = inclusion(registration(version, token), token)
    record = json.dumps(proof["record"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    root = base64.b64decode(proof["checkpoint"].split("\n")[2])
    node, last = proof["index"], proof["size"] - 1
    at = hashlib.sha256(b"\0" + hashlib.sha256(record).digest()).digest()
    for sibling in map(base64.b64decode, proof["hashes"]):
        if node % 2 or node == last:
            at = hashlib.sha256(b"\1" + sibling + at).digest()
            while node % 2 == 0 and node:
                node, last = node // 2, last // 2
        else:
            at = hashlib.sha256(b"\1" + at + sibling).digest()
        node, last = node // 2, last // 2
    if at != root or last:
        sys.exit("The proof does not lead from the registration to the log's root")
    return proof["index"], proof["size"]


def registration(version, token):
    """The event by which the version exists; a list goes on where 'next' says."""
    subject = "version:%s/%s" % (version["model"], version["label"])
    history = REGISTRY + "/api/v1/models/%s/history" % version["model"]
    page = json.loads(call("GET", history, token=token))
    while True:
        for entry in page["items"]:
            if entry["subject"] == subject:
                return entry["id"]
        page = json.loads(call("GET", history + "?cursor=" + page["next"], token=token))


def inclusion(event, token):
    """A checkpoint covers an event about a second after it happened."""
    for _ in range(60):
        try:
            proof = json.loads(call("GET", AUDIT + "/api/v1/proofs/inclusion?event=" + event, token=token))
            if "record" in proof:
                return proof
        except Problem as e:
            if e.status != 404:
                raise
        time.sleep(1)
    sys.exit("No checkpoint covers the event after a minute")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        token = sign_in()
        version = register(sys.argv[1], sys.argv[2], token)
        take_back(version, token)
        index, size = prove(version, token)
    except Problem as e:
        sys.exit(str(e))
    print("%s/%s  sha256:%s" % (version["model"], version["label"], version["digest"]))
    print("registered, taken back unaltered, and proved to be entry %d of %d of the log" % (index, size))


main()
