"""What tests of shares through the API have in common: asking for everything about them, from each side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.core import ids
from app.models import Customer, Integration
from tests.schema.calling import run

SHARE = (
    "id integration { id name settings status } integrationName integrationKind { key } customer { id name } permission status"
    " sharedBy { firstName } createdAt activeSince endedAt answerBy expiresAt"
)
NODE = f"query($id: ID!) {{ node(id: $id) {{ ... on IntegrationShare {{ {SHARE} }} }} }}"
TO_ME = f"query($filter: IntegrationShareFilter) {{ sharedIntegrations(filter: $filter) {{ totalCount nodes {{ {SHARE} }} }} }}"
AT_CUSTOMER = f"query($id: ID!) {{ customer(id: $id) {{ integrationShares {{ totalCount nodes {{ {SHARE} }} }} }} }}"
OF_INTEGRATION = f"query($id: ID!) {{ integration(id: $id) {{ shares {{ totalCount nodes {{ {SHARE} }} }} }} }}"
SETTINGS = "query($id: ID!) { integration(id: $id) { name settings shares { totalCount } } }"


def share_id(id_: UUID) -> str:
    """As the API has it."""
    return ids.to_text("share", id_)


async def asked(who: Actor, text: str, **variables: Any) -> Any:
    """The value of the one root field."""
    result: Any = await run(who, text, variables)
    assert not result.errors, result.errors
    return next(iter(result.data.values()))


async def node(who: Actor, id_: UUID) -> Any:
    """A share by its id; None for whom it does not exist."""
    return await asked(who, NODE, id=share_id(id_))


async def to_me(who: Actor, **narrowed: Any) -> list[Any]:
    """What partners share with the session's tenant."""
    found = await asked(who, TO_ME, filter=narrowed or None)
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[Any] = found["nodes"]
    return nodes


async def at_customer(who: Actor, record: Customer) -> list[Any] | None:
    """What is shared with a customer, as the partner sees it; None where that is hidden."""
    customer = await asked(who, AT_CUSTOMER, id=ids.to_text("customer", record.id))
    return _listed(customer and customer["integrationShares"])


async def of_integration(who: Actor, what: Integration) -> list[Any] | None:
    """With whom an integration is shared; None where that is hidden."""
    found = await asked(who, OF_INTEGRATION, id=ids.to_text("integration", what.id))
    return _listed(found and found["shares"])


async def settings(who: Actor, what: Integration) -> Any:
    """An integration by its id; None for whom it does not exist."""
    return await asked(who, SETTINGS, id=ids.to_text("integration", what.id))


def _listed(connection: Any) -> list[Any] | None:
    if connection is None:
        return None
    assert connection["totalCount"] == len(connection["nodes"])
    nodes: list[Any] = connection["nodes"]
    return nodes
