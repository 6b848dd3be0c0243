"""The calls of the API that need a key: those about an account, its keys and its subscriptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from . import _models as models
from ._calls import Call, Time, given
from ._time import time_text

LARGEST_PAGE = 200
LARGEST_PAGE_OF_EVENTS = 100

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

NEVER = "never"
"""In place of a time, for a subscription without an end."""


def _body(**values: Any) -> dict[str, Any]:
    return {name.rstrip("_"): value for name, value in values.items() if value is not None}


def _time(value: Time | None) -> str | None:
    """Writes a time as it stands in a body, where the API takes no number."""
    if value is None:
        return None
    return time_text(EPOCH + timedelta(milliseconds=value) if isinstance(value, int) else value)


def _nothing(_: Any) -> None:
    """An answer without a body."""


def me() -> Call[models.OwnAccount]:
    return Call("/accounts/me", {}, models.read_own_account)


def keys() -> Call[models.ApiKeyList]:
    return Call("/keys", {}, models.read_api_key_list)


def create_key(name: str, scopes: Iterable[str], quota_per_minute: int | None, expires_at: Time | None) -> Call[models.NewApiKey]:
    body = _body(name=name, scopes=list(scopes), quota_per_minute=quota_per_minute, expires_at=_time(expires_at))
    return Call("/keys", {}, models.read_new_api_key, "POST", body)


def rotate_key(id: int, overlap: str | None) -> Call[models.NewApiKey]:
    return Call("/keys/%d/rotate" % id, {}, models.read_new_api_key, "POST", _body(overlap=overlap))


def revoke_key(id: int) -> Call[None]:
    return Call("/keys/%d" % id, {}, _nothing, "DELETE")


def usage() -> Call[models.UsageList]:
    return Call("/usage", {}, models.read_usage_list)


def subscriptions(limit: int, cursor: str | None) -> Call[models.SubscriptionList]:
    return Call("/subscriptions", given(limit=limit, cursor=cursor), models.read_subscription_list)


def subscribe(
    type: str, filter: Mapping[str, Any], url: str | None, ordered: bool, name: str | None, ends_at: Time | None
) -> Call[models.NewSubscription]:
    delivery = {"type": "stream"} if url is None else {"type": "webhook", "url": url, "ordered": ordered}
    body = _body(type=type, filter=dict(filter), delivery=delivery, name=name, ends_at=_time(ends_at))
    return Call("/subscriptions", {}, models.read_new_subscription, "POST", body)


def subscription(id: int) -> Call[models.Subscription]:
    return Call(_path(id), {}, models.read_subscription)


def _path(id: int) -> str:
    return "/subscriptions/%d" % id


def change_subscription(
    id: int, name: str | None, url: str | None, ordered: bool | None, active: bool | None, ends_at: Time | None
) -> Call[models.Subscription]:
    body = _body(name=name, url=url, ordered=ordered, active=active, ends_at=_time(ends_at))
    if ends_at == NEVER:
        body["ends_at"] = None
    return Call(_path(id), {}, models.read_subscription, "PATCH", body)


def delete_subscription(id: int) -> Call[None]:
    return Call(_path(id), {}, _nothing, "DELETE")


def rotate_secret(id: int) -> Call[models.NewSecret]:
    return Call(_path(id) + "/secret", {}, models.read_new_secret, "POST")


def test_subscription(id: int) -> Call[None]:
    return Call(_path(id) + "/test", {}, _nothing, "POST")


def deliveries(id: int, state: str | None, from_: Time | None, to: Time | None, limit: int, cursor: str | None) -> Call[models.DeliveryList]:
    asked = given(state=state, from_=from_, to=to, limit=limit, cursor=cursor)
    return Call(_path(id) + "/deliveries", asked, models.read_delivery_list)


def replay(id: int, delivery_id: int | None, from_: Time | None, to: Time | None) -> Call[None]:
    one = None if delivery_id is None else str(delivery_id)
    return Call(_path(id) + "/replay", {}, _nothing, "POST", _body(delivery_id=one, from_=_time(from_), to=_time(to)))


def messages(id: int) -> Call[None]:
    return Call(_path(id) + "/stream", {}, _nothing)


def events(
    type: str | None, base: str | None, counter: str | None, from_: Time | None, to: Time | None, limit: int, cursor: str | None
) -> Call[models.EventList]:
    asked = given(type=type, base=base, counter=counter, from_=from_, to=to, limit=limit, cursor=cursor)
    return Call("/events", asked, models.read_event_list)


def delivered(
    type: str | None, state: str | None, base: str | None, counter: str | None, from_: Time | None, to: Time | None, limit: int, cursor: str | None
) -> Call[models.ArchivedDeliveryList]:
    asked = given(type=type, state=state, base=base, counter=counter, from_=from_, to=to, limit=limit, cursor=cursor)
    return Call("/events/delivered", asked, models.read_archived_delivery_list)
