"""Keeps the secret seed by which a demo signs the challenges of sign-ins (SEP-10)."""

import base64
import binascii
import os
import secrets

from runner.state import create

FILE = "signing-key"
SEED = 18 << 3  # the version byte of secret seeds, whose texts begin with S


def keep(path):
    """Makes the seed at the first start, in a file that nobody else can read; later starts sign by the same."""
    if not os.path.exists(path):
        mask = os.umask(0o077)
        try:
            with create(path + ".new") as file:
                file.write(seed(secrets.token_bytes(32)) + "\n")
            os.rename(path + ".new", path)
        finally:
            os.umask(mask)


def seed(key):
    """Returns the text of a secret seed, as Stellar writes it: version, key, and CRC-16 (XModem), in base 32."""
    payload = bytes([SEED]) + key
    return base64.b32encode(payload + binascii.crc_hqx(payload, 0).to_bytes(2, "little")).decode()
