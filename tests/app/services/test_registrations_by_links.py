"""Registering through a partner link: who is mailed, what is made, and that nothing is if the link stopped working."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.core.runtime import Runtime, now
from app.models import (
    AccountLink,
    Customer,
    CustomerStage,
    Event,
    Membership,
    PartnerLink,
    Partnership,
    PartnershipOrigin,
    Plan,
    Role,
    Tenant,
    User,
)
from app.services import partner_links, registrations
from app.services.registrations import Registered
from tests.app.services.linking import link_of, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, mails, rows, snapshot

EMAIL = "tina@tailspin.example"
PASSWORD = "quite another long phrase"
FACTS: dict[str, Any] = {"organization_name": "Tailspin", "first_name": "Tina", "last_name": "Turner", "password": PASSWORD}
TABLES = ("tenant", "user", "membership", "customer", "partnership", "session")


async def ask(world: World, token: str | None, email: str = EMAIL) -> str:
    return await outcome(registrations.request(world.nobody, email=email, partner_link_token=token))


async def asked(world: World, token: str, email: str = EMAIL) -> str:
    """The token of the mailed registration link."""
    assert await ask(world, token, email) == DONE
    return (await mails(email))[-1].token


async def complete(world: World, token: str, **facts: Any) -> Registered:
    return await registrations.complete(world.nobody, token=token, **FACTS | facts)


# Asking


async def test_given_a_link_when_somebody_new_asks_then_they_are_mailed_though_registration_is_not_open(
    runtime: Runtime, world: World
) -> None:
    link, token = await link_of(world)
    before = await snapshot(without=["mail", "account_link", "mail_budget"])
    assert await ask(world, token) == DONE
    [mail] = await mails()
    assert (mail.name, mail.recipient, mail.tenant_id) == ("registration", EMAIL, None)
    assert f"{runtime.settings.link_url}/register/{mail.token}" in mail.text
    [remembered] = await AccountLink.all()
    assert (remembered.partner_link_id, remembered.email_key) == (link.id, EMAIL)
    assert await snapshot(without=["mail", "account_link", "mail_budget"]) == before
    assert token not in repr([mail, await snapshot()])


async def test_given_a_known_address_when_asking_then_the_mail_says_so_and_leads_back_to_the_link(runtime: Runtime, world: World) -> None:
    token = await token_of(world)
    assert await ask(world, token, "OTTO@contoso.example") == DONE
    [mail] = await mails()
    assert (mail.name, mail.recipient) == ("already_registered", "otto@contoso.example")
    for text in (mail.text, mail.html):
        assert f"{runtime.settings.link_url}/join/{token}" in text
        assert "sign in and go on" in text.lower()
        assert "/register/" not in text
    assert token not in repr(await snapshot())


@pytest.mark.parametrize("registration", ["not open", pytest.param("open", marks=pytest.mark.settings(open_registration=True))])
async def test_given_a_link_that_will_not_do_when_asking_then_it_answers_as_always_and_mails_nothing(
    runtime: Runtime, world: World, registration: str
) -> None:
    revoked, token_of_revoked = await link_of(world)
    await partner_links.revoke(world.actor(world.mia), revoked.id)
    used, token_of_used = await link_of(world)
    await PartnerLink.filter(id=used.id).update(uses=1)
    late, token_of_late = await link_of(world)
    await PartnerLink.filter(id=late.id).update(expires_at=now())
    foreign = await token_of(world, email_domain="acme.example")
    before = await snapshot()
    for token in (token_of_revoked, token_of_used, token_of_late, foreign, "t" * 43, "", "x"):
        runtime.clock.advance(timedelta(minutes=5))
        for email in (EMAIL, "otto@contoso.example"):
            assert await ask(world, token, email) == DONE
    assert await ask(world, foreign, "tina") == "INVALID email"
    assert await snapshot() == before
    runtime.clock.advance(timedelta(minutes=5))
    assert await ask(world, foreign, "tina@ACME.example") == DONE
    assert [mail.recipient for mail in await mails()] == ["tina@ACME.example"]
    assert await ask(world, None) == DONE
    assert len(await mails(EMAIL)) == (registration == "open")


async def test_given_a_known_and_an_unknown_address_when_asking_then_the_same_rows_are_written(world: World) -> None:
    token = await token_of(world)

    async def written(email: str) -> list[int]:
        tables = ["account_link", "mail", "mail_budget", "event", "user", "session"]
        before = [await rows(table) for table in tables]
        await ask(world, token, email)
        return [await rows(table) - was for table, was in zip(tables, before, strict=True)]

    assert await written("sam@northwind.example") == await written("nobody@northwind.example") == [1, 1, 1, 0, 0, 0]


# Completing


async def test_given_a_link_when_completed_then_tenant_admin_partnership_and_record_are_there(world: World) -> None:
    link, token = await link_of(world, contract_reference="C-1", email_domain="tailspin.example")
    registered = await complete(world, await asked(world, token), organization_name=" Tailspin Toys ")
    tenant = await Tenant.get(id=registered.tenant_id)
    user = await User.get(email_key=EMAIL)
    assert (tenant.name, tenant.plan) == ("Tailspin Toys", Plan.FREE)
    assert (await Membership.get(user_id=user.id)).roles == frozenset({Role.TENANT_ADMIN})
    partnership = await Partnership.get(id=registered.partnership_id)
    assert (partnership.partner_id, partnership.customer_id, partnership.origin) == (
        world.northwind.id, tenant.id, PartnershipOrigin.LINKED,
    )  # fmt: skip
    assert (partnership.contract_reference, partnership.allowed_roles) == ("C-1", frozenset({"MEMBER"}))
    record = await Customer.get(id=partnership.record_id)
    assert (record.tenant_id, record.name, record.stage, record.organization_id) == (
        world.northwind.id, "Tailspin Toys", CustomerStage.CONNECTED, tenant.id,
    )  # fmt: skip
    assert (await PartnerLink.get(id=link.id)).uses == 1
    recorded = [(event.action, event.tenant_id, event.actor_id) for event in await Event.exclude(action="link.created").order_by("id")]
    assert recorded == [
        ("tenant.created", tenant.id, user.id),
        ("member.joined", tenant.id, user.id),
        ("customer.created", world.northwind.id, user.id),
        ("partnership.created", tenant.id, user.id),
        ("partnership.created", world.northwind.id, user.id),
        ("link.used", world.northwind.id, user.id),
        ("session.started", tenant.id, user.id),
    ]


async def test_given_a_link_for_a_prospect_when_completed_then_that_record_is_connected(world: World) -> None:
    token = await token_of(world, for_customer=True, customer_id=world.acme.id)
    registered = await complete(world, await asked(world, token))
    record = await Customer.get(id=world.acme.id)
    assert (record.name, record.stage, record.organization_id) == ("Acme", CustomerStage.CONNECTED, registered.tenant_id)
    assert record.partnership_id == registered.partnership_id


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"revoked_at": True}, "LINK_CANCELLED token"),
        ({"uses": 1}, "LINK_EXHAUSTED token"),
        ({"expires_at": True}, "LINK_EXPIRED token"),
        ({"email_domain": "acme.example"}, "DOMAIN_NOT_ALLOWED token"),
    ],
)
async def test_given_a_partner_link_that_stopped_working_when_completed_then_nothing_is_made_and_nothing_used_up(
    world: World, facts: dict[str, Any], answer: str
) -> None:
    link, token = await link_of(world)
    registration = await asked(world, token)
    await PartnerLink.filter(id=link.id).update(**{name: now() if value is True else value for name, value in facts.items()})
    before = await snapshot()
    assert await outcome(complete(world, registration)) == answer
    assert await snapshot() == before
    await PartnerLink.filter(id=link.id).update(revoked_at=None, uses=0, expires_at=None, email_domain=None)
    assert await outcome(complete(world, registration)) == DONE


@pytest.mark.settings(open_registration=True)
async def test_given_open_registration_when_the_partner_link_stopped_working_then_it_is_not_made_without_the_partner(world: World) -> None:
    link, token = await link_of(world)
    registration = await asked(world, token)
    await partner_links.revoke(world.actor(world.mia), link.id)
    before = await snapshot()
    assert await outcome(complete(world, registration)) == "LINK_CANCELLED token"
    assert await snapshot() == before
    assert await ask(world, None) == DONE
    assert (await complete(world, (await mails(EMAIL))[-1].token)).partnership_id is None


async def test_given_a_link_for_one_when_completed_ten_times_at_once_by_ten_people_then_one_wins(runtime: Runtime, world: World) -> None:
    token = await token_of(world)
    registrations_ = [await asked(world, token, f"t{n}@tailspin.example") for n in range(5)]
    runtime.clock.advance(timedelta(minutes=5))
    registrations_ += [await asked(world, token, f"t{n}@tailspin.example") for n in range(5, 10)]
    runtime.clock.advance(timedelta(minutes=5))
    before = {table: await rows(table) for table in TABLES}
    ended = Counter(await asyncio.gather(*(outcome(complete(world, registration)) for registration in registrations_)))
    assert ended == {DONE: 1, "LINK_EXHAUSTED token": 9}
    assert {table: await rows(table) - was for table, was in before.items()} == dict.fromkeys(TABLES, 1)


async def test_given_all_that_happens_when_logs_and_events_are_read_then_no_secret_is_in_them(world: World) -> None:
    with capture_logs() as logs:
        token = await token_of(world)
        registration = await asked(world, token)
        registered = await complete(world, registration)
    everything = repr([logs, await Event.all().values(), registered])
    for word in (token, registration, PASSWORD, "tina@", registered.credentials.refresh_token):
        assert word not in everything
