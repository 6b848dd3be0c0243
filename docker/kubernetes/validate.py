"""Validates the manifests against the schemas of Kubernetes, strictly, and what they name against each other.

Run with a Python that has requirements-test.txt. It does what `kubectl kustomize` does to find the resources and to patch
the environment of containers; names and values are checked as they stand in the files.
"""

import copy
import os
import sys

import kubernetes_validate
import yaml

FOLDER = os.path.dirname(os.path.abspath(__file__))
VERSION = "1.37"


def resources(folder):
    """Returns the resources of a kustomization."""
    with open(os.path.join(folder, "kustomization.yaml")) as file:
        kustomization = yaml.safe_load(file)
    found = []
    for name in kustomization["resources"]:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            found += resources(path)
        else:
            with open(path) as file:
                found += [(path, document) for document in yaml.safe_load_all(file)]
    for generated in kustomization.get("configMapGenerator", []):
        data = dict(literal.split("=", 1) for literal in generated["literals"])
        found.append((folder, {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": generated["name"]}, "data": data}))
    for patch in kustomization.get("patches", []):
        with open(os.path.join(folder, patch["path"])) as file:
            for document in yaml.safe_load_all(file):
                found = patched(found, document)
    return found


def patched(found, patch):
    """Returns the resources with the patch's variables in the containers of the deployment that it names."""
    name = identity(patch)
    if name not in [identity(document) for _, document in found]:
        raise SystemExit("fault %s %s: nothing to patch has this name" % name)
    return [(path, with_variables(document, patch) if identity(document) == name else document) for path, document in found]


def with_variables(document, patch):
    result = copy.deepcopy(document)
    of = {container["name"]: container for container in containers(result)}
    for container in containers(patch):
        of[container["name"]].setdefault("env", []).extend(container.get("env", []))
    return result


def identity(document):
    return document["kind"], document["metadata"]["name"]


def archive_faults(found):
    """Where days are archived, the API must read them there, and db-cleaner must wait for them."""
    variables = {document["metadata"]["name"]: {variable["name"]: variable.get("value") for variable in container.get("env", [])} for _, document in found for container in containers(document)}
    if "archiver" not in variables:
        return
    for name in ("api", "db-cleaner"):
        if variables[name].get("ARCHIVE_URL") != variables["archiver"]["ARCHIVE_URL"]:
            yield "%s: expected the ARCHIVE_URL of archiver" % name
    if variables["db-cleaner"].get("ARCHIVE_REQUIRED") != "true":
        yield "db-cleaner: expected ARCHIVE_REQUIRED beside archiver, else it drops days that are not archived"


def faults(found):
    yield from archive_faults(found)
    names = {identity(document) for _, document in found}
    labels = [document["spec"]["template"]["metadata"]["labels"] for _, document in found if document["kind"] == "Deployment"]
    for path, document in found:
        place = "%s: %s %s" % (os.path.relpath(path, FOLDER), document["kind"], document["metadata"]["name"])
        try:
            kubernetes_validate.validate(document, VERSION, strict=True)
        except kubernetes_validate.ValidationError as fault:
            yield "%s: %s" % (place, fault.message)
        if document["kind"] == "Service" and document["spec"]["selector"] not in labels:
            yield "%s selects no pod" % place
        for container in containers(document):
            for source in container.get("envFrom", []):
                if ("ConfigMap", source["configMapRef"]["name"]) not in names:
                    yield "%s: no such ConfigMap" % place
            for variable in container.get("env", []):
                secret = variable.get("valueFrom", {}).get("secretKeyRef")
                if secret and ("Secret", secret["name"]) not in names:
                    yield "%s: no such Secret" % place


def containers(document):
    return document["spec"]["template"]["spec"]["containers"] if document["kind"] in ("Deployment", "Job") else []


def main():
    for folder in (os.path.join(FOLDER, "base"), os.path.join(FOLDER, "events"), os.path.join(FOLDER, "webhooks"), os.path.join(FOLDER, "archive")):
        found = resources(folder)
        for fault in faults(found):
            print("fault", fault)
        for _, document in found:
            for container in containers(document):
                print("runs", container["args"][0])
                for variable in container.get("env", []):
                    print("sets", variable["name"])
            for name in document.get("data", {}):
                print("sets", name)
        print("valid", os.path.basename(folder), len(found))


if __name__ == "__main__":
    sys.exit(main())
