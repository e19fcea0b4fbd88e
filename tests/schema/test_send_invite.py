"""Send Invite is offered where it is taken: contacts and the directory say the same, and what they say the mutation then does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.core.text import sort_key
from app.models import Contact, Customer, Invitation, MailRefusal, Membership, Plan, Role, Tenant
from tests.app.services.test_seats import leave_free
from tests.schema.calling import call, run, undone
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.operations import variables
from tests.schema.promises import broken
from tests.world import mails

pytestmark = pytest.mark.settings(rate_limits="off")

FIELDS = "{ canSendInvite sendInviteBlockedBy sendInviteAvailableAt }"
COLLEAGUES = ("colleague", "umbrella colleague", "umbrella admin")
OUTCOMES: Final[Mapping[str | None, set[str]]] = {
    None: {"ok"}, "COOLDOWN": {"COOLDOWN"}, "HAS_ACCOUNT": {"HAS_ACCOUNT"}, "NO_EMAIL": {"NO_EMAIL"}, "PLAN_REQUIRED": {"PLAN_REQUIRED"},
    "NOT_ALLOWED": {"NOT_OPEN", "RECIPIENT_REFUSES", "DOMAIN_NOT_ALLOWED", "ALREADY_MEMBER", "FORBIDDEN", "ROLE_NOT_ALLOWED", "SEAT_LIMIT"},
}  # fmt: skip
"""What is in the way, and what the mutation then answers."""


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    """With a contact of a customer of Umbrella's own, which has the portal: the acting session's, too."""
    made = await build_cast(runtime)
    umbrella = made.rows["umbrella tenant"][1]
    await Tenant.filter(id=umbrella).update(plan=Plan.PRO)
    customer = await Customer.create(tenant_id=umbrella, name="Own", sort_name="own", created_at=now())
    contact = await Contact.create(
        tenant_id=umbrella, customer=customer, first_name="Olly", last_name="Contact", sort_name=sort_key("Olly Contact"),
        email="olly@own.example", email_key="olly@own.example", created_at=now(),
    )  # fmt: skip
    made.rows |= {"contact olly": ("contact", contact.id), "entry of contact olly": ("entry", contact.id)}
    return made


def contacts(cast: Cast) -> list[str]:
    """The labels of all."""
    return [label for label, (kind, _) in cast.rows.items() if kind == "contact"]


# The states


async def _archived(cast: Cast) -> None:
    await Customer.all().update(archived_at=now())


async def _free(cast: Cast) -> None:
    await Tenant.all().update(plan=Plan.FREE)


async def _refused(cast: Cast) -> None:
    invited, known = await Invitation.all(), await Contact.filter(email_key__isnull=False)
    addresses = [row.email_key for row in invited] + [row.email_key or "" for row in known]
    await _refuse(*addresses, tenant="northwind", cast=cast)


async def _refused_customer(cast: Cast) -> None:
    await _refuse("olly@own.example", "ulf@umbrella.example", tenant="umbrella tenant", cast=cast)


async def _refuse(*addresses: str, tenant: str, cast: Cast) -> None:
    for address in dict.fromkeys(addresses):
        await MailRefusal.create(id=new_id(), tenant_id=cast.rows[tenant][1], email_key=address, created_at=now())


async def _blocked(cast: Cast) -> None:
    await Tenant.all().update(blocked_domains=["acme.example", "northwind.example"])


async def _allowed(cast: Cast) -> None:
    await Tenant.all().update(allowed_domains=["own.example", "umbrella.example"])


async def _colleague(cast: Cast) -> None:
    await Membership.create(user_id=cast.rows["rex"][1], tenant=cast.world.northwind, roles={Role.MEMBER}, created_at=now())
    await Contact.filter(id=cast.rows["contact ann"][1]).update(email="KIM@northwind.example", email_key="kim@northwind.example")


async def _just_sent(cast: Cast) -> None:
    await Invitation.all().update(last_sent_at=now() - timedelta(seconds=1))


async def _cooled_down(cast: Cast) -> None:
    await Invitation.all().update(last_sent_at=now() - timedelta(seconds=60))


async def _without_address(cast: Cast) -> None:
    await Contact.all().update(email=None, email_key=None)


async def _with_access(cast: Cast) -> None:
    await Contact.all().update(portal_at=now(), revoked_at=None)


async def _revoked(cast: Cast) -> None:
    await Contact.all().update(portal_at=now(), revoked_at=now())


async def _full(cast: Cast) -> None:
    await Invitation.filter(id__in=[cast.rows[label][1] for label in COLLEAGUES]).update(expires_at=now())
    for tenant in (cast.world.northwind, await Tenant.get(name="Umbrella")):
        await leave_free(cast.world, 0, tenant)


State = Callable[[Cast], Awaitable[None]]
STATES: Final[Mapping[str, tuple[State, ...]]] = {
    "as it is": (), "archived": (_archived,), "plan": (_free,), "refused": (_refused,), "refused the customer": (_refused_customer,),
    "blocked": (_blocked,), "not among those allowed": (_allowed,), "colleague": (_colleague,), "just sent": (_just_sent,),
    "cooled down": (_cooled_down,), "without an address": (_without_address,), "with access": (_with_access,), "revoked": (_revoked,),
    "full": (_full,),
    "just sent, plan": (_just_sent, _free), "plan, archived": (_free, _archived),
    "refused, without an address": (_refused, _without_address),
    "without an address, with access": (_without_address, _with_access), "refused, just sent": (_refused, _just_sent),
}  # fmt: skip
REASONS: Final[Mapping[str, tuple[str, str, str | None]]] = {
    "as it is": ("sam", "contact ina", None), "archived": ("sam", "contact ann", "NOT_ALLOWED"),
    "plan": ("key", "contact ann", "PLAN_REQUIRED"), "refused": ("acting", "contact olly", "NOT_ALLOWED"),
    "refused the customer": ("uma", "contact olly", "NOT_ALLOWED"), "blocked": ("ada", "contact ivo", "NOT_ALLOWED"),
    "not among those allowed": ("uma", "contact olly", None), "colleague": ("kim", "contact rex", "NOT_ALLOWED"),
    "just sent": ("mia", "contact ina", "COOLDOWN"), "cooled down": ("mia", "contact ina", None),
    "without an address": ("lea", "contact ann", "NO_EMAIL"), "with access": ("otto", "contact finn", "HAS_ACCOUNT"),
    "revoked": ("sam", "contact conny", None), "full": ("sam", "contact ann", "PLAN_REQUIRED"),
    "just sent, plan": ("sam", "contact ina", "PLAN_REQUIRED"), "plan, archived": ("sam", "contact ina", "NOT_ALLOWED"),
    "refused, without an address": ("sam", "contact ina", "NO_EMAIL"),
    "without an address, with access": ("sam", "contact bo", "HAS_ACCOUNT"), "refused, just sent": ("sam", "contact ina", "NOT_ALLOWED"),
}  # fmt: skip
"""For each state who reads of which contact which reason."""


async def shown(cast: Cast, caller: str, type_name: str, label: str) -> dict[str, Any] | None:
    """The three fields as somebody reads them."""
    result = await run(cast.actor(caller), f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {FIELDS} }} }}", {"id": cast.id(label)})
    assert not result.errors
    node: dict[str, Any] | None = result.data["node"]  # type: ignore[index]  # it was asked for
    return node


async def tried(cast: Cast, caller: str, mutation: str, label: str) -> str:
    """What becomes of it; `ok` only if a mail goes out."""
    async with undone():
        before = len(await mails())
        answer = await call(cast.actor(caller), f"Mutation.{mutation}", variables(cast, f"Mutation.{mutation}", label))
        assert (len(await mails()) > before) == (answer.outcome == "ok")
        return answer.outcome


def kept(said: Mapping[str, Any], outcome: str) -> bool:
    """Whether what is said comes true."""
    reason = said["sendInviteBlockedBy"]
    offered = said["canSendInvite"] == (reason in (None, "COOLDOWN")) == (outcome in ("ok", "COOLDOWN"))
    return offered and (said["sendInviteAvailableAt"] is not None) == (reason == "COOLDOWN") and outcome in OUTCOMES[reason]


@pytest.mark.parametrize("state", STATES)
async def test_given_each_state_when_send_invite_is_read_then_both_places_say_what_the_mutation_does(cast: Cast, state: str) -> None:
    for change in STATES[state]:
        await change(cast)
    wrong, met = [], 0
    for caller in CALLERS[1:]:
        for label in contacts(cast):
            said, entry = [await shown(cast, caller, *one) for one in (("Contact", label), ("DirectoryEntry", f"entry of {label}"))]
            outcome = await tried(cast, caller, "sendPortalInvite", label)
            if said is None or label == f"contact {caller}":  # not theirs; or the contact's own person, who sends nothing
                true = entry is None and outcome in ("NOT_FOUND", "FORBIDDEN") and not (said or {}).get("canSendInvite")
            else:
                met += 1
                true = entry == said and kept(said, outcome)
            if not true:
                wrong.append(f"{caller}, {label}: {said}, {entry}, but {outcome}")
    assert wrong == []
    assert met == 6 * 9 + 3 + 2, "six of Northwind, three of Contoso, two at Umbrella"
    caller, label, reason = REASONS[state]
    assert (await shown(cast, caller, "Contact", label) or {})["sendInviteBlockedBy"] == reason


@pytest.mark.parametrize("state", STATES)
async def test_given_each_state_when_an_invited_persons_entry_and_invitation_are_read_then_the_mutations_keep_it(
    cast: Cast, state: str
) -> None:
    for change in STATES[state]:
        await change(cast)
    wrong, met = [], 0
    for caller in CALLERS[1:]:
        for label in COLLEAGUES:
            entry = await shown(cast, caller, "DirectoryEntry", f"entry of {label}")
            if entry is not None:
                met += 1
                outcome = await tried(cast, caller, "resendInvitation", label)
                if not kept(entry, outcome):
                    wrong.append(f"{caller}, {label}: {entry}, but {outcome}")
    for label in ("portal pending", "portal expired", "portal accepted"):
        wrong += await broken(cast, "Invitation", label, state)
    assert wrong == []
    assert met == 2 + 2 * 2, "who manages members of Northwind, and at Umbrella of two"
