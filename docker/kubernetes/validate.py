"""Validates the manifests against the schemas of Kubernetes, strictly, and what they name against each other.

Run with a Python that has requirements-test.txt. It does what `kubectl kustomize` does to find the resources; names and values are
checked as they stand in the files.
"""

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
    return found


def faults(found):
    names = {(document["kind"], document["metadata"]["name"]) for _, document in found}
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
    for folder in (FOLDER, os.path.join(FOLDER, "events"), os.path.join(FOLDER, "archive")):
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
