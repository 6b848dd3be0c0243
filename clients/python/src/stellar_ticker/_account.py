"""What an account has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from . import _account_calls as calls
from ._account_calls import LARGEST_PAGE, LARGEST_PAGE_OF_EVENTS
from ._calls import Time
from ._events import Message, read_message
from ._models import (
    ApiKey,
    ArchivedDelivery,
    ArchivedDeliveryList,
    Delivery,
    DeliveryList,
    EventList,
    KeyUsage,
    LoggedEvent,
    NewApiKey,
    NewSecret,
    NewSubscription,
    OwnAccount,
    Subscription,
    SubscriptionList,
)
from ._pages import Pages

if TYPE_CHECKING:
    from ._client import Client


class Account:
    """What the account of a client's key has. Subscriptions and messages need the scope subscribe, all else read.

    Requests that change something are sent again only when they were refused for now (429): a program that got no answer looks first.
    """

    def __init__(self, client: Client):
        self._client = client

    # Keys

    def me(self) -> OwnAccount:
        """The account, and the key of the requests."""
        return self._client._get(calls.me())

    def keys(self) -> tuple[ApiKey, ...]:
        """The keys, the newest first."""
        return self._client._get(calls.keys()).items

    def create_key(self, name: str, scopes: Iterable[str] = ("read",), quota_per_minute: int | None = None, expires_at: Time | None = None) -> NewApiKey:
        """Creates a key, which allows no more than that of the requests. Its text is shown this once."""
        return self._client._get(calls.create_key(name, scopes, quota_per_minute, expires_at))

    def rotate_key(self, id: int, overlap: str | None = None) -> NewApiKey:
        """Replaces a key; both work for the overlap, such as "2h", or a day."""
        return self._client._get(calls.rotate_key(id, overlap))

    def revoke_key(self, id: int) -> None:
        self._client._get(calls.revoke_key(id))

    def usage(self) -> tuple[KeyUsage, ...]:
        """Requests of each key in each minute of the last hour, the newest first."""
        return self._client._get(calls.usage()).items

    # Subscriptions

    def subscriptions(self, page_size: int = LARGEST_PAGE, cursor: str | None = None) -> Pages[SubscriptionList, Subscription]:
        """The subscriptions, in the order in which they were made."""
        return Pages(self._client, calls.subscriptions(page_size, cursor))

    def subscribe(
        self, type: str, filter: Mapping[str, Any], url: str | None = None, ordered: bool = False, name: str | None = None, ends_at: Time | None = None
    ) -> NewSubscription:
        """Makes a subscription: by webhook to the url, or else by stream. The secret of its webhooks is shown this once."""
        return self._client._get(calls.subscribe(type, filter, url, ordered, name, ends_at))

    def subscription(self, id: int) -> Subscription:
        """A subscription, and how its receiver answers."""
        return self._client._get(calls.subscription(id))

    def change_subscription(
        self,
        id: int,
        name: str | None = None,
        url: str | None = None,
        ordered: bool | None = None,
        active: bool | None = None,
        ends_at: Time | None = None,
    ) -> Subscription:
        """Changes what is given; ends_at="never" leaves it without an end. active=False pauses it."""
        return self._client._get(calls.change_subscription(id, name, url, ordered, active, ends_at))

    def delete_subscription(self, id: int) -> None:
        self._client._get(calls.delete_subscription(id))

    def rotate_secret(self, id: int) -> NewSecret:
        """Makes another secret; for a day, messages are signed with both."""
        return self._client._get(calls.rotate_secret(id))

    def test_subscription(self, id: int) -> None:
        """Has a message of the type test sent."""
        self._client._get(calls.test_subscription(id))

    # Messages

    def deliveries(
        self, id: int, state: str | None = None, from_: Time | None = None, to: Time | None = None, page_size: int = LARGEST_PAGE, cursor: str | None = None
    ) -> Pages[DeliveryList, Delivery]:
        """The messages of a subscription with each attempt, the newest first."""
        return Pages(self._client, calls.deliveries(id, state, from_, to, page_size, cursor))

    def replay(self, id: int, delivery_id: int | None = None, from_: Time | None = None, to: Time | None = None) -> None:
        """Has one message sent once more, or those that happened in a window."""
        self._client._get(calls.replay(id, delivery_id, from_, to))

    def messages(self, id: int, after: str | None = None, give_up_after: float | None = None) -> Iterator[Message]:
        """Yields the messages of a subscription by stream, for ever, each once, also when the API is away meanwhile.

        after: the id of the last message that was received, to go on behind it; "0" for all that are kept. Without it, the new ones.
        give_up_after: seconds without any message after which a lost connection is an error; by default never.
        """
        return self._client._follow(calls.messages(id), read_message, after, give_up_after)

    def events(
        self,
        type: str | None = None,
        base: str | None = None,
        counter: str | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        page_size: int = LARGEST_PAGE_OF_EVENTS,
        cursor: str | None = None,
    ) -> Pages[EventList, LoggedEvent]:
        """The event log, the newest first."""
        return Pages(self._client, calls.events(type, base, counter, from_, to, page_size, cursor))

    def delivered(
        self,
        type: str | None = None,
        state: str | None = None,
        base: str | None = None,
        counter: str | None = None,
        from_: Time | None = None,
        to: Time | None = None,
        page_size: int = LARGEST_PAGE_OF_EVENTS,
        cursor: str | None = None,
    ) -> Pages[ArchivedDeliveryList, ArchivedDelivery]:
        """The messages of all subscriptions, the newest first."""
        return Pages(self._client, calls.delivered(type, state, base, counter, from_, to, page_size, cursor))
