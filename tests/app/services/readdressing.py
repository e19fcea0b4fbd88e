"""What tests of changes of address share: asking for one, the links in the mails, and who has which address."""

from __future__ import annotations

from app.auth.actor import Actor
from app.models import User
from app.services import email_changes
from tests.world import PASSWORD, World, mails

NEW = "sam@new.example"


async def asked(world: World, email: str = NEW, *, user: User | None = None) -> str:
    """The token that a new address was mailed, for sam unless told."""
    await email_changes.request(world.actor(user or world.sam), email=email, current_password=PASSWORD)
    return await token_to(email)


async def token_to(email: str) -> str:
    """The token in the last mail to an address."""
    return (await mails(email))[-1].token


async def changed(world: World, email: str = NEW, *, user: User | None = None, by: Actor | None = None) -> str:
    """Give a person (sam unless told) an address, as themselves or by an admin; the token that undoes it."""
    person = await User.get(id=(user or world.sam).id)
    if by is None:
        token = await asked(world, email, user=person)
    else:
        await email_changes.change_for(by, person.id, email=email)
        token = await token_to(email)
    await email_changes.confirm(world.nobody, token=token)
    return await token_to(person.email)


async def address_of(user: User) -> str:
    """The address that a person has now."""
    return (await User.get(id=user.id)).email
