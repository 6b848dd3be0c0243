"""What an account has, as the API answers it."""

from tests.played import BASE, COUNTER

LATER = "2026-12-01T00:00:00Z"
NOON = "2026-11-30T12:00:00Z"
KEY = {
    "id": 7, "account_id": 1, "name": "bot", "prefix": "sticker_a1B2c3", "scopes": ["read", "subscribe"], "quota_per_minute": 600,
    "created_at": NOON, "expires_at": None, "revoked_at": None, "last_used_at": None, "replaced_by": None,
}
ACCOUNT = {"id": 1, "name": "alice", "stellar_account": None, "created_at": NOON, "key": KEY}
USED = {"key_id": 7, "minute": NOON, "used": 12, "refused": 1}
SUBSCRIPTION = {
    "id": 3, "name": "large", "type": "trade", "filter": {"base": BASE, "counter": COUNTER, "minimum_base_amount": "100"},
    "delivery": {"type": "webhook", "url": "https://example.com/hook", "ordered": True}, "active": False, "paused_at": NOON,
    "pause_reason": "it floods us", "created_at": NOON, "changed_at": NOON, "ends_at": None, "previous_secret_until": None,
    "dropped": "9007199254740993", "dropped_at": NOON,
    "endpoint": {"received_at": None, "failing_since": NOON, "problem": "answered 500", "disabled_at": None},
}
SECRET = {"secret": "whsec_bmV3", "previous_secret_until": LATER}
MESSAGE = {
    "id": "17", "webhook_id": "msg_3_trade-1", "type": "trade", "state": "dead", "happened_at": NOON, "created_at": NOON,
    "finished_at": LATER, "next_at": None, "payload": {"type": "trade", "data": {"price": "0.1"}},
}
ATTEMPT = {"attempt": 1, "attempted_at": NOON, "millis": 40, "status": None, "problem": "no answer within 15 seconds"}
DELIVERY = {**MESSAGE, "attempts": [ATTEMPT]}
ARCHIVED = {"subscription_id": 3, **MESSAGE}
LOGGED = {
    "position": 5, "happened_at": NOON, "type": "trades_stored", "markets": [{"base": BASE, "counter": COUNTER}], "first_trade": "1-0",
    "last_trade": "2-0", "detail": "",
}


def listed(*items):
    return {"items": list(items), "next_cursor": None}


ANSWERS = {
    ("GET", "/accounts/me"): (200, ACCOUNT),
    ("GET", "/keys"): (200, listed(KEY)),
    ("POST", "/keys"): (201, {**KEY, "key": "sticker_new"}),
    ("POST", "/keys/7/rotate"): (201, {**KEY, "id": 8, "key": "sticker_next"}),
    ("DELETE", "/keys/7"): (204, None),
    ("GET", "/usage"): (200, listed(USED)),
    ("GET", "/subscriptions"): (200, listed(SUBSCRIPTION)),
    ("POST", "/subscriptions"): (201, {**SUBSCRIPTION, "secret": "whsec_c2Vj"}),
    ("GET", "/subscriptions/3"): (200, SUBSCRIPTION),
    ("PATCH", "/subscriptions/3"): (200, SUBSCRIPTION),
    ("DELETE", "/subscriptions/3"): (204, None),
    ("POST", "/subscriptions/3/secret"): (200, SECRET),
    ("POST", "/subscriptions/3/test"): (202, {"subscription_id": 3}),
    ("GET", "/subscriptions/3/deliveries"): (200, listed(DELIVERY)),
    ("POST", "/subscriptions/3/replay"): (202, {"subscription_id": 3}),
    ("GET", "/events"): (200, listed(LOGGED)),
    ("GET", "/events/delivered"): (200, listed(ARCHIVED)),
}
