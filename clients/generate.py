"""Writes the models of the three client libraries from the OpenAPI document.

    python3 clients/generate.py           writes them
    python3 clients/generate.py --check   fails when they, or the calls of a client, differ from the document

A schema with members becomes a class of its name; what it includes by allOf is written out. Decimals become exact
decimals, Integer64 whole numbers, Time instants. Words of a closed set stay text, because any word may be added within a
version. Secrets (format password) are no part of the texts that Java and Python make of a model. Members that a client does not know are ignored; a member that may be null is null where an older server does not send
it, but for the cursor of a page: without it, another service's answer would look like the last page.
"""

import json
import os
import re
import sys
from dataclasses import dataclass, field
from typing import Dict, List, Optional

CLIENTS = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = os.path.join(
    os.path.dirname(CLIENTS), "graphql-server", "src", "main", "resources", "org", "stellarticker", "graphqlserver", "docs", "openapi.json"
)
HEADER = "Written by clients/generate.py from the OpenAPI document. Change that, not this file."

# Parts of others; problems, which are errors; and klines, which are candles in another form.
WITHOUT_CLASS = {"MarketMembers", "CandleMembers", "AssetMembers", "NotedAsset", "FetchedCoverage", "Coverage", "Problem", "Fault", "Kline"}

# The calls of a client for the operations of the document. Java and TypeScript say them in camelCase.
CALLS = {
    "listMarkets": "markets",
    "getMarket": "market",
    "listCandles": "candles",
    "getVwap": "vwap",
    "getTwap": "twap",
    "listTrades": "trades",
    "listMovers": "movers",
    "search": "search",
    "getPrice": "price",
    "listPrices": "prices",
    "listPriceHistory": "price_history",
    "listAssets": "assets",
    "getAsset": "asset",
    "getOrderBook": "order_book",
    "getDepth": "depth",
    "listPools": "pools",
    "getPool": "pool",
    "stream": "stream",
    "listAuditedHours": "audit",
    "getStatus": "status",
    "getAccount": "me",
    "listKeys": "keys",
    "createKey": "create_key",
    "rotateKey": "rotate_key",
    "revokeKey": "revoke_key",
    "listUsage": "usage",
    "listSubscriptions": "subscriptions",
    "createSubscription": "subscribe",
    "getSubscription": "subscription",
    "changeSubscription": "change_subscription",
    "deleteSubscription": "delete_subscription",
    "rotateSecret": "rotate_secret",
    "testSubscription": "test_subscription",
    "listDeliveries": "deliveries",
    "replayDeliveries": "replay",
    "streamDeliveries": "messages",
    "listEvents": "events",
    "listDelivered": "delivered",
}
# Keys that have these scopes are users'; the others are for operators and crawlers.
SCOPES = {"read", "subscribe"}
WITHOUT_CALL = {
    "listKlines": "candles has the same, with exact types",
    "getChallenge": "wallets sign in",
    "listSubscriptionTypes": "who subscribes has read it",
    "getOpenApi": "it describes what the clients already know",
}
# Clients read JSON, and resume streams by the header. Other accounts are for operators.
WITHOUT_ARGUMENT = {"format", "after", "Last-Event-ID", "account"}
# Pages send these for all lists.
ARGUMENTS_OF_PAGES = {"limit", "cursor"}
# In Java, values that belong together are one argument.
JAVA_ARGUMENTS = {
    "from": "TimeWindow|EventSelection",
    "to": "TimeWindow|EventSelection",
    "type": "WantedSubscription|EventSelection",
    "base": "EventSelection",
    "counter": "EventSelection",
    "state": "EventSelection",
    "filter": "WantedSubscription",
    "delivery": "WantedSubscription",
    "name": "WantedSubscription|SubscriptionChange",
    "ends_at": "WantedSubscription|SubscriptionChange",
    "url": "SubscriptionChange",
    "ordered": "SubscriptionChange",
    "active": "SubscriptionChange",
}

# Java has packages of at most 25 classes.
JAVA_PACKAGES = {
    "asset": {"AssetFlags", "AssetList", "AssetProfile", "DirectoryEntry", "Found", "FoundAsset", "FoundMarket"},
    "liquidity": {"Cost", "Depth", "DepthBand", "DepthOfBand", "Level", "OrderBook", "Pool", "PoolList", "Slippage"},
    "account": {"ApiKey", "ApiKeyList", "KeyUsage", "NewApiKey", "OwnAccount", "UsageList"},
    "subscription": {
        "AcceptedRequest",
        "ArchivedDelivery",
        "ArchivedDeliveryList",
        "Delivery",
        "DeliveryAttempt",
        "DeliveryList",
        "DeliveryTo",
        "Endpoint",
        "EventList",
        "LoggedEvent",
        "MarketOfEvent",
        "NewSecret",
        "NewSubscription",
        "Subscription",
        "SubscriptionFilter",
        "SubscriptionList",
    },
    "status": {"AuditWindow", "AuditWindowList", "KnownGap", "Positions", "ProgramHealth", "Status"},
    "live": {"CandleState", "Correction", "MarketState", "Notice", "Position"},
}


@dataclass(frozen=True)
class Type:
    """kind: text, decimal, long, integer, number, boolean, time, list, map, object, or json for an object of any members."""

    kind: str
    nullable: bool = False
    of: Optional["Type"] = None
    name: str = ""

    def or_null(self):
        return Type(self.kind, True, self.of, self.name)


@dataclass(frozen=True)
class Member:
    name: str
    type: Type
    description: str
    may_be_missing: bool = False
    secret: bool = False

    @property
    def is_required(self):
        return not self.type.nullable or self.name == "next_cursor"


@dataclass
class Model:
    name: str
    description: str
    members: List[Member] = field(default_factory=list)
    from_array: bool = False

    @property
    def is_page(self):
        return any(member.name == "next_cursor" for member in self.members)

    @property
    def item(self):
        return next(member.type.of.name for member in self.members if member.name == "items")


class Document:
    def __init__(self, document):
        self.document = document
        self.schemas = document["components"]["schemas"]

    def models(self):
        """Returns all models, each after those that it needs."""
        found: Dict[str, Model] = {}
        for name in sorted(self._named_by_clients()):
            self._add(name, found)
        return list(found.values())

    def _named_by_clients(self):
        """Returns the names of the schemas that operations of the clients refer to, directly or by others."""
        # What is sent is given by arguments.
        answers = [{name: part for name, part in operation.items() if name != "requestBody"} for _, operation in self._operations()]
        names, texts = set(), [json.dumps(answer) for answer in answers]
        while texts:
            for kind, name in re.findall(r'"#/components/(\w+)/(\w+)"', texts.pop()):
                if (kind, name) not in names:
                    names.add((kind, name))
                    texts.append(json.dumps(self.document["components"][kind][name]))
        return {name for kind, name in names if kind == "schemas"}

    def _add(self, name, found):
        if name in found or name in WITHOUT_CLASS or not self._has_class(name):
            return
        model = self._model(name)
        for member in model.members:
            inner = member.type
            while inner.of:
                inner = inner.of
            if inner.kind == "object":
                self._add(inner.name, found)
        found[name] = model

    def _has_class(self, name):
        schema = self.schemas[name]
        return name == "Level" or "properties" in schema or "allOf" in schema

    def _model(self, name):
        schema = self.schemas[name]
        model = Model(name, schema.get("description", ""))
        if name == "Level":
            model.from_array = True
            model.members = [Member("price", Type("decimal"), ""), Member("amount", Type("decimal"), "")]
            return model
        members = {}
        self._collect(schema, members, False)
        for dependent in schema.get("dependentSchemas", {}).values():
            self._collect(dependent, members, True)
        model.members = list(members.values())
        return model

    def _collect(self, schema, members, may_be_missing):
        if "$ref" in schema:
            schema = self._resolved(schema["$ref"])
        for part in schema.get("allOf", []):
            self._collect(part, members, may_be_missing)
        required = set(schema.get("required", []))
        for name, value in schema.get("properties", {}).items():
            missing = may_be_missing or name not in required
            kind = self._type(value)
            members[name] = Member(name, kind.or_null() if missing else kind, self._description(value), missing, value.get("format") == "password")

    def _description(self, schema):
        return schema.get("description", "")

    def _resolved(self, reference):
        return self.schemas[reference.rsplit("/", 1)[1]]

    def _type(self, schema):
        if "$ref" in schema:
            return self._named(schema["$ref"].rsplit("/", 1)[1])
        if "anyOf" in schema:
            others = [one for one in schema["anyOf"] if one != {"type": "null"}]
            if len(others) != 1:
                raise ValueError("expected one schema and null, found %s" % schema)
            return self._type(others[0]).or_null()
        kind = schema.get("type")
        if isinstance(kind, list):
            one = [word for word in kind if word != "null"]
            if len(one) != 1:
                raise ValueError("expected one type and null, found %s" % schema)
            return self._type({**schema, "type": one[0]}).or_null()
        if kind == "string":
            return Type("text")
        if kind in ("integer", "number", "boolean"):
            return Type(kind)
        if kind == "array":
            return Type("list", of=self._type(schema["items"]))
        if kind == "object" and schema.get("additionalProperties") is True:
            return Type("json")
        if kind == "object" and "properties" not in schema:
            return Type("map", of=self._type(schema["additionalProperties"]))
        raise ValueError("no type is known for %s" % schema)

    def _named(self, name):
        if name == "Decimal":
            return Type("decimal")
        if name == "Integer64":
            return Type("long")
        if name == "Time":
            return Type("time")
        if self._has_class(name):
            return Type("object", name=name)
        return self._type(self.schemas[name])

    def operations(self):
        """Yields the name, the path and the names of the parameters of each operation."""
        for path, operation in self._operations():
            names = []
            for parameter in operation.get("parameters", []):
                if "$ref" in parameter:
                    parameter = self.document["components"]["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
                names.append(parameter["name"])
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            names += self._resolved(body["$ref"])["properties"] if "$ref" in body else []
            yield operation["operationId"], path, names

    def _operations(self):
        """Yields the path of each operation that the clients have: those by GET without a key, and those with a user's key."""
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                scopes = {scope for way in operation.get("security", []) for scope in way["key"]}
                if scopes and scopes <= SCOPES or method == "get" and "security" not in operation:
                    yield path, operation


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


# Python

PYTHON_TYPES = {"text": "str", "decimal": "Decimal", "long": "int", "integer": "int", "number": "float", "boolean": "bool", "time": "datetime", "json": "Mapping[str, Any]"}


def python_name(name):
    return name + "_" if name == "from" else name


def python_type(kind):
    if kind.kind == "list":
        text = "tuple[%s, ...]" % python_type(kind.of)
    elif kind.kind == "map":
        text = "Mapping[str, %s]" % python_type(kind.of)
    else:
        text = PYTHON_TYPES.get(kind.kind, kind.name)
    return text + " | None" if kind.nullable else text


def python_read(kind, value):
    if kind.nullable:
        return "None if %s is None else %s" % (value, python_read(Type(kind.kind, False, kind.of, kind.name), value))
    if kind.kind == "list":
        inner = python_read(kind.of, "one")
        return "tuple(%s)" % value if inner == "one" else "tuple([%s for one in %s])" % (inner, value)
    if kind.kind == "map":
        return "{name: %s for name, one in %s.items()}" % (python_read(kind.of, "one"), value)
    if kind.kind == "object":
        return "read_%s(%s)" % (snake(kind.name), value)
    call = {"decimal": "Decimal(%s)", "long": "int(%s)", "number": "float(%s)", "time": "read_time(%s)"}.get(kind.kind, "%s")
    return call % value


def python(models):
    out = ['"""The models. %s"""' % HEADER, "", "from __future__ import annotations", ""]
    out += ["from collections.abc import Mapping", "from dataclasses import dataclass, field", "from datetime import datetime", "from decimal import Decimal", "from typing import Any", ""]
    out += ["from ._time import read_time", "", "Json = Mapping[str, Any]", ""]
    for model in models:
        out += ["", "@dataclass(frozen=True)", "class %s:" % model.name]
        if model.description:
            out += ['    """%s"""' % plain(model.description), ""]
        for member in model.members:
            out.append("    %s: %s%s" % (python_name(member.name), python_type(member.type), python_default(member)))
            if member.description:
                out.append('    """%s"""' % plain(member.description))
        function = "read_" + snake(model.name)
        if model.from_array:
            out += ["", "", "def %s(value: Any) -> %s:" % (function, model.name)]
            out += ["    %s = value" % ", ".join(m.name for m in model.members)]
            out += ["    return %s(%s)" % (model.name, ", ".join(python_read(m.type, m.name) for m in model.members)), ""]
            continue
        out += ["", "", "def %s(value: Json) -> %s:" % (function, model.name)]
        local = [m for m in model.members if m.type.nullable and python_read(Type(m.type.kind, False, m.type.of, m.type.name), "x") != "x"]
        for m in local:
            out.append("    %s = value%s" % (python_name(m.name), python_access(m)))
        out.append("    return %s(" % model.name)
        for m in model.members:
            if m in local:
                out.append("        %s," % python_read(m.type, python_name(m.name)))
            elif m.type.nullable:
                out.append("        value%s," % python_access(m))
            else:
                out.append("        %s," % python_read(m.type, "value" + python_access(m)))
        out += ["    )", ""]
    return {"python/src/stellar_ticker/_models.py": "\n".join(out).rstrip() + "\n"}


def python_default(member):
    if member.secret:
        return " = field(%srepr=False)" % ("default=None, " if member.may_be_missing else "")
    return " = None" if member.may_be_missing else ""


def python_access(member):
    return '["%s"]' % member.name if member.is_required else '.get("%s")' % member.name


# TypeScript

TYPESCRIPT_TYPES = {"text": "string", "decimal": "Decimal", "long": "bigint", "integer": "number", "number": "number", "boolean": "boolean", "time": "Date", "json": "Readonly<Record<string, unknown>>"}


def typescript_type(kind):
    if kind.kind == "list":
        text = "readonly %s[]" % typescript_type(kind.of)
    elif kind.kind == "map":
        text = "Readonly<Record<string, %s>>" % typescript_type(kind.of)
    else:
        text = TYPESCRIPT_TYPES.get(kind.kind, kind.name)
    return text + " | null" if kind.nullable else text


def typescript_read(kind, value, name, required=True):
    plain_kind = Type(kind.kind, False, kind.of, kind.name)
    if kind.nullable:
        null = "%s === null" if required else "%s == null"
        return "%s ? null : %s" % (null % value, typescript_read(plain_kind, value, name))
    if kind.kind == "list":
        return 'list(%s, "%s").map((one) => %s)' % (value, name, typescript_read(kind.of, "one", name))
    if kind.kind == "map":
        return 'map(%s, "%s", (one) => %s)' % (value, name, typescript_read(kind.of, "one", name))
    if kind.kind == "object":
        return "read%s(%s)" % (kind.name, value)
    function = {"integer": "number", "json": "members"}.get(kind.kind, kind.kind)
    return '%s(%s, "%s")' % (function, value, name)


def typescript(models):
    out = ["// The models. " + HEADER, "", 'import type { Decimal } from "./decimal.js";']
    out += ['import { boolean, decimal, list, long, map, members, number, text, time } from "./read.js";', ""]
    for model in models:
        if model.description:
            out.append("/** %s */" % plain(model.description))
        out.append("export interface %s {" % model.name)
        for member in model.members:
            if member.description:
                out.append("  /** %s */" % plain(member.description))
            out.append("  readonly %s%s: %s;" % (camel(member.name), "?" if member.may_be_missing else "", typescript_type(member.type)))
        out += ["}", "", "export function read%s(value: unknown): %s {" % (model.name, model.name)]
        if model.from_array:
            out.append('  const read = list(value, "%s");' % model.name)
            reads = ['  return { %s };' % ", ".join("%s: %s" % (m.name, typescript_read(m.type, "read[%d]" % i, m.name)) for i, m in enumerate(model.members))]
            out += reads + ["}", ""]
            continue
        out.append('  const read = members(value, "%s");' % model.name)
        out.append("  return {")
        for m in model.members:
            value = "read.%s" % m.name
            read = typescript_read(m.type, value, m.name, m.is_required or m.may_be_missing)
            if m.may_be_missing:
                out.append("    ...(%s === undefined ? {} : { %s: %s })," % (value, camel(m.name), read))
            else:
                out.append("    %s: %s," % (camel(m.name), read))
        out += ["  };", "}", ""]
    return {"typescript/src/models.ts": "\n".join(out).rstrip() + "\n"}


# Java

JAVA_TYPES = {"text": "String", "decimal": "BigDecimal", "long": "long", "integer": "long", "number": "double", "boolean": "boolean", "time": "Instant", "json": "JsonNode"}
BOXED = {"long": "Long", "double": "Double", "boolean": "Boolean"}
JAVA_IMPORTS = {"decimal": "java.math.BigDecimal", "time": "java.time.Instant", "list": "java.util.List", "map": "java.util.Map", "json": "com.fasterxml.jackson.databind.JsonNode"}
JAVA = "java/src/main/java/org/stellarticker/client"


def java_package(name):
    return next((package for package, names in JAVA_PACKAGES.items() if name in names), "market")


def java_type(kind):
    if kind.kind == "list":
        text = "List<%s>" % java_boxed(kind.of)
    elif kind.kind == "map":
        text = "Map<String, %s>" % java_boxed(kind.of)
    else:
        text = JAVA_TYPES.get(kind.kind, kind.name)
    return "@Nullable " + BOXED.get(text, text) if kind.nullable else text


def java_boxed(kind):
    text = java_type(kind)
    return BOXED.get(text, text)


def java_imports(model, package):
    imports = {"com.fasterxml.jackson.annotation.JsonProperty"}
    for member in model.members:
        kind = member.type
        if kind.nullable:
            imports.add("org.jspecify.annotations.Nullable")
        elif java_type(kind) not in BOXED:
            imports.add("java.util.Objects") if kind.kind not in ("list", "map") else None
        while kind:
            if kind.kind in JAVA_IMPORTS:
                imports.add(JAVA_IMPORTS[kind.kind])
            if kind.kind == "object" and java_package(kind.name) != package:
                imports.add("org.stellarticker.client.%s.%s" % (java_package(kind.name), kind.name))
            kind = kind.of
    if model.is_page:
        imports.add("org.stellarticker.client.page.Page")
    if model.from_array:
        imports.add("com.fasterxml.jackson.annotation.JsonFormat")
    return sorted(imports)


def java_model(model):
    package = java_package(model.name)
    out = ["// " + HEADER, "package org.stellarticker.client.%s;" % package, ""]
    out += ["import %s;" % name for name in java_imports(model, package)]
    out += ["", "/**", " * %s" % java_text(model.description or java_summary(model.name))]
    described = [member for member in model.members if member.description]
    if described:
        out.append(" *")
    for member in described:
        out.append(" * @param %s %s" % (camel(member.name), java_text(member.description)))
    out.append(" */")
    if model.from_array:
        out.append("@JsonFormat(shape = JsonFormat.Shape.ARRAY)")
    parts = []
    for member in model.members:
        value = 'value = "%s", required = true' if member.is_required else '"%s"'
        parts.append("@JsonProperty(%s) %s %s" % (value % member.name, java_type(member.type), camel(member.name)))
    out.append("public record %s(%s)%s {" % (model.name, ", ".join(parts), " implements Page<%s>" % model.item if model.is_page else ""))
    checks = []
    for member in model.members:
        name = camel(member.name)
        if member.type.kind in ("list", "map"):
            copy = "%s.copyOf(%s)" % (member.type.kind.capitalize(), name)
            checks.append("%s = %s;" % (name, "%s == null ? null : %s" % (name, copy) if member.type.nullable else copy))
        elif not member.type.nullable and java_type(member.type) not in BOXED:
            checks.append('Objects.requireNonNull(%s, "%s");' % (name, member.name))
    if checks:
        out += ["    public %s {" % model.name] + ["        " + check for check in checks] + ["    }"]
    if any(member.secret for member in model.members):
        out += java_text_without_secrets(model)
    out += ["}", ""]
    return "\n".join(out)


def java_text_without_secrets(model):
    names = [camel(member.name) for member in model.members if not member.secret]
    shown = ' + ", '.join('%s=" + %s' % (name, name) for name in names)
    return ["", "    /** Returns all members but the secret. */", "    @Override", "    public String toString() {"] + [
        '        return "%s[%s + "]";' % (model.name, shown),
        "    }",
    ]


def java_summary(name):
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
    return "The answer about %s." % words if name.endswith("List") else words.capitalize() + "."


def java_text(text):
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"`([^`]*)`", r"{@code \1}", text)


def java(models):
    return {"%s/%s/%s.java" % (JAVA, java_package(model.name), model.name): java_model(model) for model in models}


def plain(text):
    return " ".join(text.split())


# Checks


def files(document):
    models = document.models()
    return {**python(models), **typescript(models), **java(models)}


def differences(document):
    """Returns in words what differs from the document."""
    found = []
    for path, text in files(document).items():
        try:
            with open(os.path.join(CLIENTS, path), encoding="utf-8") as file:
                stored = file.read()
        except FileNotFoundError:
            stored = ""
        if form_free(stored) != form_free(text):
            found.append("clients/%s differs from the document: run clients/generate.py" % path)
    return found + missing_calls(document)


def form_free(text):
    """Formatters change white space, commas at the end of lists, and the lines of comments."""
    return re.sub(r"[\s*,]", "", text)


SOURCES = {
    "python": ("python/src/stellar_ticker/_calls.py", "python/src/stellar_ticker/_account_calls.py"),
    "typescript": ("typescript/src/client.ts", "typescript/src/account.ts"),
    "java": (JAVA + "/TickerClient.java", JAVA + "/AccountClient.java"),
}


def missing_calls(document):
    found = []
    sources = {}
    for client, paths in SOURCES.items():
        sources[client] = ""
        for path in paths:
            with open(os.path.join(CLIENTS, path), encoding="utf-8") as file:
                sources[client] += file.read() + "\n\n"
    for operation, path, parameters in document.operations():
        if operation in WITHOUT_CALL:
            continue
        call = CALLS.get(operation)
        if not call:
            found.append("%s (%s) has no call in the clients" % (operation, path))
            continue
        for client, source in sources.items():
            body = body_of(source, call if client == "python" else camel(call))
            left_out = WITHOUT_ARGUMENT | ARGUMENTS_OF_PAGES if "cursor" in parameters else WITHOUT_ARGUMENT
            for name in parameters:
                words = [name + "_?"] + ([JAVA_ARGUMENTS[name]] if client == "java" and name in JAVA_ARGUMENTS else [])
                if name not in left_out and not re.search(r"\b(%s)\b" % "|".join(words), body):
                    found.append("%s: %s lacks the parameter %s" % (client, call, name))
            if not body:
                found.append("%s lacks the call %s" % (client, call))
    return found


def body_of(source, name):
    """Returns each definition of the name, up to an empty line."""
    definition = re.compile(r"(?m)^ *(def |public [^(=]*|async |async \*)?%s\(" % name)
    return "\n".join(part for part in source.split("\n\n") if definition.search(part))


def main():
    with open(DOCUMENT, encoding="utf-8") as file:
        document = Document(json.load(file))
    if sys.argv[1:] == ["--check"]:
        found = differences(document)
        print("\n".join(found) or "the clients are as the document says")
        return 1 if found else 0
    for path, text in files(document).items():
        path = os.path.join(CLIENTS, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
