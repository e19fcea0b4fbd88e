"""How the demo's people come in: by the links of their mails, like everybody."""

from __future__ import annotations

from app.auth.actor import Actor
from app.core.crypto import new_token
from app.mail.outbox import open_mail
from app.models import Mail
from app.services import invitations, sessions


async def accept(address: str, first: str, last: str, title: str | None = None) -> Actor:
    """Accept as somebody new; as whom they act from then on. Nobody sits at the session that it begins."""
    registration = invitations.Registration(first_name=first, last_name=last, title=title, password=new_token())
    accepted = await invitations.accept(Actor(), token=await token_of(address), registration=registration)
    if accepted.credentials is None:
        raise LookupError(address)
    await sessions.sign_out(accepted.credentials.actor, everywhere=True)
    return Actor(user_id=accepted.credentials.actor.user)


async def token_of(address: str, place: str = "/invite/") -> str:
    """The token of the link that was mailed last to an address; `place` is what stands before it in the link."""
    for mail in await Mail.filter(recipient=address).order_by("-created_at"):
        _, found, rest = open_mail(mail).text.partition(place)
        if found:
            return rest.split()[0]
    raise LookupError(address)
