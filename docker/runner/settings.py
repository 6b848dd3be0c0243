"""Reads and checks the settings that the run itself uses; the programs check the others."""

import os
import re
from urllib.parse import urlsplit

from runner import demo_key, tls, users

HIGHEST_PORT = 65535
DEFAULT_PORTS = {"http": 80, "https": 443, "postgres": 5432, "postgresql": 5432}
LOOPBACK = re.compile(r"localhost|127(?:\.[0-9]{1,3}){3}|::1|0\.0\.0\.0|::")

# What Kubernetes sets for a service named ticker: TICKER_PORT=tcp://10.0.0.1:8000
SERVICE_LINK = re.compile(r"(?:tcp|udp|sctp)://\S*", re.IGNORECASE)


# The sandbox's issuers; the same for every seed.
DEMO_USDC = "USDC:GCOWYDSHRE7TXOMXL3CHDOIOAJWRAZD2TLQ4JOJ4NVQ72OZFS6AXSXYP"
DEMO_EURC = "EURC:GDSS7B44X6I652EEJAGMYOSJ5VTFSPFAE2LBNOA3KVPUPBFAPTBVVMK4"
DEMO_PYUSD = "PYUSD:GAXRODLZLER2YADDPAKZSONDKBSLCZEJEQLXIM7KVESQC3AQFJBDOXTV"
DEMO_AUDD = "AUDD:GB77Q6I5HUPLHTSXWZILBZ5EHHRXRBP2X2ZKCSOOWWNUJX6YHSEC3UJN"
DEMO_AQUA = "AQUA:GB5HAMFQDVMYHHSVF6SXFBK7M5OBX3L4JZPPYRHKEYOREFXHK6ZCODVL"
DEMO_SHX = "SHX:GBSMHBDY5KA5QGN3QUBRLET6ETJ5MH3NRRX5LMBC2G7TX4AH5CZFDS6F"
DEMO_VELO = "VELO:GAHYNQITFESYMDZY4SYWT6DXMXILZLU2POD5WKKZCF7OBB374EUXDQ6W"
DEMO_BLND = "BLND:GDTQJEO73LWVSBBKFRHRV7YK7Q33IPWGB2VI3ERMJKCI627LNABKRWN4"
ADDRESS = re.compile(r"[0-9A-Za-z._:-]+")
SERVER = re.compile(r"(?:[0-9A-Za-z._-]+|\[[0-9A-Fa-f:.]+\]):[1-9][0-9]{0,4}")

# The programs of the group app, and the kinds of run that have fewer.
PROGRAMS = ("ingester", "aggregator", "json-generator", "graphql-server", "db-cleaner")
# Programs that a run has only where their setting has a value.
OPTIONAL = {"event-publisher": "EVENTS_KAFKA_URL", "webhook-sender": "SUBSCRIPTIONS", "archiver": "ARCHIVE_URL"}
ALL_PROGRAMS = (*PROGRAMS, *OPTIONAL)
OF_KIND = {"web": ("json-generator",)}
WHOLE = ("demo", "up")
# supervisord knows so many of the exchange's gateways.
MOST_GATEWAYS = 4


class Settings:
    """The settings of one kind of run. Puts the defaults into the environment, which the programs inherit.

    The programs check all settings (settings_check.py). This class checks only what is needed before they are built.
    """

    def __init__(self, kind, home, environment=os.environ):
        self.environment = environment
        self.faults = []
        self.warnings = []
        self.defaults = []  # names of ports that the user did not set
        self.with_sandbox = kind == "demo"
        has_database = environment.get("DATABASE_URL") or environment.get("DATABASE_URL_FILE")
        self.with_postgres = kind in WHOLE and not has_database
        if not has_database and not self.with_postgres:
            self._refuse("DATABASE_URL", "the address of the PostgreSQL that all programs share", "")
        # initdb passes its own path to a shell, between double quotes.
        if re.search(r'[$`"\\]', home):
            self._refuse("TICKER_HOME", 'a path without any of $ ` " \\', home)
        environment["TICKER_HOME"] = home
        self.port = self._port("TICKER_PORT", 8000)
        self.bind = self._default("TICKER_BIND", "127.0.0.1")
        if not ADDRESS.fullmatch(self.bind):
            self._refuse("TICKER_BIND", "an address such as 127.0.0.1 or 0.0.0.0", self.bind)
        self.metrics_port = self._port("METRICS_PORT", self.port + 2)
        self.metrics_bind = self._default("METRICS_BIND", "127.0.0.1")
        if not ADDRESS.fullmatch(self.metrics_bind):
            self._refuse("METRICS_BIND", "an address such as 127.0.0.1 or 0.0.0.0", self.metrics_bind)
        self._check_api_servers(self._default("API_SERVERS", ""))
        self._default("CONNECTION_LIMIT", "512")
        self._default("RATE_LIMIT", "0")
        self._default("TRUSTED_PROXIES", "")
        self.sandbox_port = None
        self.demo_key = None  # the file of the key that the start makes
        for name in users.SHARED_FILES:
            self._make_absolute(name)
        self.tls_port = self._read_tls()
        if self.with_sandbox:
            self._read_demo()
        self.with_exchange = self._read_exchange()
        self._refuse_own_ports()
        for store in ("ARCHIVE_URL", "PUBLISH_URL"):
            if "://" not in environment.get(store, ""):
                self._make_absolute(store)
        environment["PROGRAMS"] = " ".join(OF_KIND.get(kind, self._programs()))
        environment["WITH_POSTGRES"] = str(self.with_postgres).lower()
        environment["WITH_SANDBOX"] = str(self.with_sandbox).lower()
        environment["WITH_EXCHANGE"] = str(self.with_exchange).lower()
        environment["WITH_API_SERVERS"] = str(bool(environment["API_SERVERS"])).lower()

    def _programs(self):
        """Returns the programs of a whole run: all, and those whose setting, or the file of one, is given."""
        return [*PROGRAMS, *(name for name, setting in OPTIONAL.items() if self._is_given(setting) or self._is_given(setting + "_FILE"))]

    def _is_given(self, setting):
        # A setting that is a flag may be given as false.
        return self.environment.get(setting, "").strip().lower() not in ("", "false")

    def _read_tls(self):
        """Returns the port of HTTPS, or None without TLS."""
        given = {
            "TLS_PORT": self._default("TLS_PORT", ""),
            "TLS_CERT_FILE": self._default("TLS_CERT_FILE", ""),
            "TLS_KEY_FILE": self._default("TLS_KEY_FILE", ""),
        }
        missing = [name for name, value in given.items() if not value]
        if len(missing) == len(given):
            return None
        if missing:
            others = ", ".join(name for name in given if name not in missing)
            self.faults.append("%s: expected a value, because %s is set" % (missing[0], others))
            return None
        port = self._port("TLS_PORT", 0)
        self._make_absolute("TLS_CERT_FILE")
        self._make_absolute("TLS_KEY_FILE")
        certificate, key = self.environment["TLS_CERT_FILE"], self.environment["TLS_KEY_FILE"]
        self.faults += tls.faults(certificate, key)
        if not self.faults:
            self.warnings += tls.warnings(certificate)
        return port or None

    def _check_api_servers(self, servers):
        for server in servers.replace(",", " ").split():
            if not SERVER.fullmatch(server):
                self._refuse("API_SERVERS", "servers such as api-1:8010, separated by commas", server)

    def _read_demo(self):
        self.sandbox_port = self._port("SANDBOX_PORT", self.port + 1)
        sandbox = "http://127.0.0.1:%d" % self.sandbox_port
        self._default("HORIZON_URL", sandbox)
        self._default("HORIZON_REQUESTS_PER_HOUR", "0")
        # The issuers' domains exist only in the sandbox.
        self._default("TOML_TRUSTED_ORIGINS", "https://*.sandbox.example=" + sandbox)
        self._default("ORDERBOOK_INTERVAL", "10s")
        self._default("SIGN_UP", "open")
        self._default("SUBSCRIPTIONS", "true")
        self._sign_in()
        quotes = [DEMO_USDC, DEMO_EURC, DEMO_PYUSD, DEMO_AUDD]
        self._default("QUOTE_RANKING", ",".join(quotes))
        self._default("VERIFIED_ISSUERS", ",".join(quotes + [DEMO_AQUA, DEMO_SHX, DEMO_VELO, DEMO_BLND]))
        self._default("USD_REFERENCE", DEMO_USDC)
        # The simulated history begins a week before the first start.
        self._default("BACKFILL_DAYS", "7")
        self._check_replay()
        # The path of a plan is relative to the caller's folder; a seed is no file.
        if os.path.isfile(self.environment.get("SANDBOX_FAULTS", "")):
            self._make_absolute("SANDBOX_FAULTS")

    def _sign_in(self):
        """Lets accounts sign in by a key of the demo's own, unless the user gave one."""
        if not any(self._is_given(name) for name in ("AUTH_HOME_DOMAIN", "AUTH_SIGNING_KEY", "AUTH_SIGNING_KEY_FILE")):
            self.demo_key = os.path.join(self.environment["TICKER_HOME"], "demo", demo_key.FILE)
            self.environment["AUTH_HOME_DOMAIN"] = "localhost:%d" % self.port
            self.environment["AUTH_SIGNING_KEY_FILE"] = self.demo_key

    def _read_exchange(self):
        """Returns whether the run has an exchange: a demo has, unless it replays a recording, which has all trades itself."""
        replays = self._is_given("SANDBOX_REPLAY")
        switch = self._default("EXCHANGE", "on" if self.with_sandbox and not replays else "off").lower()
        if switch not in ("on", "off"):
            self._refuse("EXCHANGE", "on or off", switch)
        elif switch == "on" and not self.with_sandbox:
            self._refuse("EXCHANGE", "off, because only a demo has an exchange", switch)
        elif switch == "on" and replays:
            self._refuse("EXCHANGE", "off with SANDBOX_REPLAY, because a recording has all trades of its markets", switch)
        gateways = self._default("EXCHANGE_GATEWAYS", "1")
        if not re.fullmatch("[1-%d]" % MOST_GATEWAYS, gateways):
            self._refuse("EXCHANGE_GATEWAYS", "a number from 1 to %d" % MOST_GATEWAYS, gateways)
        for number in range(2, MOST_GATEWAYS + 1):
            runs = switch == "on" and gateways.isdigit() and number <= int(gateways)
            self.environment["WITH_EXCHANGE_GATEWAY_%d" % number] = str(runs).lower()
        return switch == "on"

    def _check_replay(self):
        """Checks the file now, because the sandbox would find the fault only after the build."""
        if self.environment.get("SANDBOX_REPLAY", "") in ("", "golden"):  # golden comes with the sandbox
            return
        self._make_absolute("SANDBOX_REPLAY")
        path = self.environment["SANDBOX_REPLAY"]
        if not os.path.isfile(path) or not os.access(path, os.R_OK):
            expected = "a file of trades that can be read (.ndjson or .ndjson.gz)"
            self.faults.append('SANDBOX_REPLAY: expected %s, found none at "%s"' % (expected, path))

    def _refuse_own_ports(self):
        """Refuses a source or database at a port of this run, where nginx would answer instead."""
        own = {port: name for name, _, port in self.listeners()}
        own_horizon = {port: name for port, name in own.items() if name != "SANDBOX_PORT"}
        for address in re.split(r"\s*,\s*", self.environment.get("HORIZON_URL", "").strip()):
            self._refuse_own_port("HORIZON_URL", address, own_horizon)
        self._refuse_own_port("DATABASE_URL", self.environment.get("DATABASE_URL", "").strip(), own)

    def _refuse_own_port(self, name, address, own):
        try:
            # Java's addresses of databases have a scheme of schemes.
            parts = urlsplit(address[len("jdbc:") :] if address.startswith("jdbc:") else address)
            host, port = parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme)
        except ValueError:
            return  # the programs report it
        if port in own and (LOOPBACK.fullmatch(host) or host == self.bind):
            expected = "%s: expected another port than %s, found \"%d\" for both"
            self.faults.append(expected % (name, own[port], port))

    def url(self):
        """Returns the address of nginx for programs on this machine."""
        return "http://%s:%d" % (self._host(), self.port)

    def tls_url(self):
        """Returns the address of nginx with TLS."""
        return "https://%s:%d" % (self._host(), self.tls_port)

    def _host(self):
        host = "127.0.0.1" if self.bind in ("0.0.0.0", "::") else self.bind
        return "[%s]" % host if ":" in host else host

    def listeners(self):
        """Returns (setting, address, port) for each port that the run listens on."""
        wanted = [("TICKER_PORT", self.bind, self.port), ("METRICS_PORT", self.metrics_bind, self.metrics_port)]
        if self.tls_port:
            wanted.append(("TLS_PORT", self.bind, self.tls_port))
        if self.with_sandbox:
            wanted.append(("SANDBOX_PORT", "127.0.0.1", self.sandbox_port))
        return [listener for listener in wanted if listener[2] <= HIGHEST_PORT]

    def _default(self, name, value):
        # Stripped, as the programs read it.
        self.environment[name] = self.environment.get(name, "").strip() or value
        return self.environment[name]

    def _port(self, name, default):
        if SERVICE_LINK.fullmatch(self.environment.get(name, "")):
            ignored = '%s: ignored "%s", which Kubernetes sets for a service of that name, and used %d; set enableServiceLinks: false in the pod'
            self.warnings.append(ignored % (name, self.environment.pop(name), default))
        text = self.environment.get(name, "").strip()
        self.environment[name] = text or str(default)
        if not text:
            self.defaults.append(name)
            return default
        if re.fullmatch(r"[1-9][0-9]{0,4}", text) and int(text) <= HIGHEST_PORT:
            return int(text)
        self._refuse(name, "a port number from 1 to %d" % HIGHEST_PORT, text)
        return default

    def _make_absolute(self, name):
        """Makes a relative path absolute, because the programs run in another folder."""
        if self._is_given(name):
            self.environment[name] = os.path.join(os.getcwd(), self.environment[name].strip())

    def _refuse(self, name, expected, found):
        self.faults.append('%s: expected %s, found "%s"' % (name, expected, found))
