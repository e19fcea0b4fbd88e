"""In which language a mail is that no tenant changes: its reader's own, else that of the organization that it is about; else English."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.runtime import Runtime
from app.mail.delivery import deliver_due
from app.mail.sender import sending
from app.models import Tenant, User
from app.services import accounts, email_changes, invitations, participants, partnership_states, registrations, shares
from tests.app.services.inviting import NEW
from tests.app.services.inviting import token_of as invitation_link
from tests.app.services.linking import token_of as partner_link
from tests.app.services.sharing import integration
from tests.mail_server import mail_server
from tests.partners import connect
from tests.world import PASSWORD, Sent, World, mails


@pytest.mark.settings(smtp_url="smtp://127.0.0.1:1")
async def test_given_a_german_user_when_a_reset_is_asked_for_then_a_german_mail_arrives(runtime: Runtime, world: World) -> None:
    await User.filter(id=world.sam.id).update(locale="de-AT")
    await accounts.request_password_reset(world.nobody, email=world.sam.email)
    async with mail_server() as server:
        async with sending(runtime.settings.model_copy(update={"smtp_url": server.url()})) as send:
            await deliver_due(send, limit=10)
        [received] = server.received
    mail = received.mail
    assert (mail["Subject"], mail["To"]) == ("Neues Passwort festlegen", world.sam.email)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().startswith("Guten Tag,\r\n\r\njemand, hoffentlich Sie selbst, möchte ein neues Passwort für das Konto")
    assert f"{runtime.settings.link_url}/reset/" in text.get_content()
    assert '<html lang="de">' in html.get_content()
    assert ">Neues Passwort festlegen</a>" in html.get_content()


def language_in(mail: Sent) -> str:
    """The code of the language that a mail is in."""
    return mail.html.partition('<html lang="')[2][:2]


@pytest.mark.parametrize(("of_person", "code"), [("fr-CA", "fr"), ("ja", "de"), ("en", "en")])
async def test_given_locales_when_people_are_told_of_shares_and_partnerships_then_each_in_their_own_else_their_organizations(
    world: World, of_person: str, code: str
) -> None:
    connected = await connect(world)
    await Tenant.filter(id=connected.tenant.id).update(default_locale="de", share_consent=True)
    await Tenant.filter(id=world.northwind.id).update(default_locale="nl")
    await User.filter(id=connected.admin.id).update(locale=of_person)
    await User.filter(id=world.mia.id).update(locale="ja")
    await shares.share(world.actor(world.mia), (await integration(world)).id, connected.record.id)
    await partnership_states.suspend(world.actor(world.mia), connected.partnership.id, reason="Holidays")
    found = {(mail.name, mail.recipient): language_in(mail) for mail in await mails()}
    assert found == {
        ("share_waiting", connected.admin.email): code,
        ("partnership_suspended", connected.admin.email): code,
        ("partnership_suspended", world.mia.email): "nl",
    }


@pytest.mark.parametrize(("of_person", "code"), [("fr-CA", "fr"), ("ja", "de")])
async def test_given_locales_when_an_inviter_is_asked_for_a_fresh_link_then_in_their_own_else_the_organizations(
    runtime: Runtime, world: World, of_person: str, code: str
) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale="de")
    await User.filter(id=world.sam.id).update(locale=of_person)
    token = await invitation_link(await participants.invite(world.actor(world.sam), world.active.id, email=NEW, locale="es"))
    runtime.clock.advance(timedelta(days=7))
    await invitations.request_fresh(world.nobody, token=token)
    assert [language_in(mail) for mail in await mails(world.sam.email)] == [code]


@pytest.mark.parametrize(("of_person", "own", "by_admin"), [("fr-CA", "fr", "fr"), ("ja", "en", "de")])
async def test_given_locales_when_an_account_is_mailed_about_then_in_its_own_else_in_that_of_the_organization_that_asked(
    world: World, of_person: str, own: str, by_admin: str
) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale="de")
    await User.filter(id=world.sam.id).update(locale=of_person)
    await accounts.change_password(world.actor(world.sam), current_password=PASSWORD, new_password="quite another long phrase")
    await email_changes.change_for(world.actor(world.ada), world.sam.id, email="right@northwind.example")
    await email_changes.confirm(world.nobody, token=(await mails("right@northwind.example"))[-1].token)
    found = {mail.name: language_in(mail) for mail in await mails()}
    assert found == {"password_changed": own, "email_change": by_admin, "email_changed": own}


@pytest.mark.parametrize(("of_person", "code"), [("fr-CA", "fr"), ("ja", "de")])
async def test_given_a_partner_link_when_somebody_asks_to_register_then_in_their_language_else_in_the_partners(
    world: World, of_person: str, code: str
) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale="de-CH")
    await User.filter(id=world.otto.id).update(locale=of_person)
    token = await partner_link(world)
    for email in (world.otto.email, "tina@tailspin.example"):
        await registrations.request(world.nobody, email=email, partner_link_token=token)
    found = {mail.name: language_in(mail) for mail in await mails()}
    assert found == {"already_registered": code, "registration": "de"}


async def test_given_a_partner_link_when_somebody_registers_by_it_then_the_partners_language_is_theirs(world: World) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale="de-CH")
    await registrations.request(world.nobody, email="tina@tailspin.example", partner_link_token=await partner_link(world))
    token = (await mails("tina@tailspin.example"))[0].token
    facts = {"organization_name": "Tailspin", "first_name": "Tina", "last_name": "Tal", "password": "a quiet river in autumn"}
    await registrations.complete(world.nobody, token=token, **facts)
    assert (await User.get(email="tina@tailspin.example")).locale == "de-CH"


@pytest.mark.settings(open_registration=True)
async def test_given_no_link_when_somebody_new_asks_to_register_then_nothing_is_known_and_it_is_english(world: World) -> None:
    await Tenant.all().update(default_locale="de")
    await registrations.request(world.nobody, email="tina@tailspin.example")
    assert [language_in(mail) for mail in await mails()] == ["en"]
