"""Checks the certificate and the key of TLS_CERT_FILE and TLS_KEY_FILE, before nginx reads them."""

import datetime
import re
import socket
import ssl

CERTIFICATE = re.compile(r"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----.*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----", re.DOTALL)
# OpenSSL's reasons; the last is for a key of another kind, such as RSA for an elliptic curve.
OTHER_KEY = ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH", "NO_CERTIFICATE_ASSIGNED")
SOON = datetime.timedelta(days=14)


class _Encrypted(Exception):
    """Raised where the key asks for a password, which nobody could type at a start."""


def faults(certificate, key):
    """Returns what is wrong with the two files, in one line, or nothing. nginx itself would name only OpenSSL's function."""
    for setting, path, what in (("TLS_CERT_FILE", certificate, "a certificate"), ("TLS_KEY_FILE", key, "a private key")):
        if "$" in path:
            return ['%s: expected a path without a $, found "%s"' % (setting, path)]  # nginx would take it for a variable
        try:
            with open(path, "rb") as file:
                file.read(1)
        except OSError as fault:
            return ['%s: expected a file with %s (PEM), found none that can be read at "%s" (%s)' % (setting, what, path, fault.strerror)]
    if not first_certificate(certificate):
        return ['TLS_CERT_FILE: expected a certificate (PEM, the server\'s own first, then its chain), found none in "%s"' % certificate]
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=_refuse_password)
    except _Encrypted:
        return ['TLS_KEY_FILE: expected a private key without a password, found one with a password in "%s"' % key]
    except ssl.SSLError as fault:
        return [_fault(fault, certificate, key)]
    return []


def _fault(fault, certificate, key):
    if fault.reason in OTHER_KEY:
        return 'TLS_KEY_FILE: expected the private key of the certificate in "%s", found that of another in "%s"' % (certificate, key)
    if _has_key(key):
        text = 'TLS_CERT_FILE: expected a certificate and its key that OpenSSL accepts, found "%s" and "%s" (%s)'
        return text % (certificate, key, (fault.reason or str(fault)).lower().replace("_", " "))
    return 'TLS_KEY_FILE: expected a private key (PEM), found none in "%s"' % key


def _has_key(path):
    with open(path, errors="replace") as file:
        return "PRIVATE KEY-----" in file.read()


def _refuse_password():
    raise _Encrypted


def warnings(certificate, now=None):
    """Returns a warning for a certificate that has ended, ends soon, or has not begun."""
    begins, ends = _validity(certificate)
    now = now or datetime.datetime.now(datetime.timezone.utc)
    if ends is None or begins is None:
        return []
    if now >= ends:
        return ['TLS_CERT_FILE: the certificate in "%s" ended on %s; clients refuse it' % (certificate, ends.date())]
    if now < begins:
        return ['TLS_CERT_FILE: the certificate in "%s" begins on %s; clients refuse it' % (certificate, begins.date())]
    if ends - now < SOON:
        return ['TLS_CERT_FILE: the certificate in "%s" ends on %s; after renewing it, ./ticker reload' % (certificate, ends.date())]
    return []


def _validity(path):
    """Returns the first and the last instant of a certificate, or None for both where this Python cannot read them."""
    decode = getattr(getattr(ssl, "_ssl", None), "_test_decode_cert", None)
    if not decode:
        return None, None
    try:
        found = decode(path)
        return _instant(found["notBefore"]), _instant(found["notAfter"])
    except (ssl.SSLError, OSError, KeyError, ValueError):
        return None, None


def _instant(text):
    return datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(text), datetime.timezone.utc)


def first_certificate(path):
    """Returns the server's own certificate as bytes (DER), or None when the file holds none."""
    with open(path, errors="replace") as file:
        found = CERTIFICATE.search(file.read())
    if not found:
        return None
    text = re.sub("(TRUSTED |X509 )(?=CERTIFICATE)", "", found.group(0))
    try:
        return ssl.PEM_cert_to_DER_cert(text)
    except ValueError:
        return None


def served(host, port, limit):
    """Returns the certificate (DER) that a server shows. Raises OSError when it does not answer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection((host, port), timeout=limit) as plain, context.wrap_socket(plain) as link:
        return link.getpeercert(binary_form=True)
