"""Accepting an invitation: the one place where a promise turns into the grant."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from uuid import UUID

from app.auth import passwords
from app.auth.actor import Actor
from app.core import db
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.rates import ACCEPT
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import EmailTemplateKey, Invitation, InvitationKind, Participant, Poc, Role, User
from app.services import accounts, addresses, contact_matching, email_words, events, granting, poc_changes, sessions, tenants
from app.services.invitation_links import Opened, follow, problem_of_grant, problem_of_link, problem_of_person, refusal
from app.services.standing import answering, is_member, subject_name, target_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What a person says of themselves who has no account yet."""

    first_name: str
    last_name: str
    password: str = field(repr=False)
    title: str | None = None
    locale: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted: into a POC, into a tenant, or to the portal as a contact; with credentials if the account was made by it."""

    invitation_id: UUID
    poc_id: UUID | None
    tenant_id: UUID | None
    contact_id: UUID | None = None
    credentials: sessions.Credentials | None = None


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """A registration that was checked, with the password hashed."""

    profile: accounts.Profile
    password_hash: str = field(repr=False)


async def accept(actor: Actor, *, token: str, registration: Registration | None = None) -> Accepted:
    """Accept as who is signed in, or make the account by `registration` and sign it in.

    LINK_INVALID, LINK_REPLACED, LINK_CANCELLED, ALREADY_ACCEPTED (to whoever did it: success again), LINK_EXPIRED, NOT_OPEN,
    WRONG_ACCOUNT, ALREADY_MEMBER, ALREADY_PARTICIPANT; SIGN_IN_REQUIRED, REGISTRATION_REQUIRED. A refusal uses nothing up.
    FORBIDDEN in an acting session, and by an API key.
    """
    if actor.signed_in:
        actor.require_oneself()
    current().rates.take(ACCEPT, actor.origin.ip or "")
    opened = await _open(token, actor)
    if opened.accepted_by(actor):
        return _accepted(opened)
    newcomer = None if actor.signed_in else await _newcomer(opened, registration)
    async with db.transaction():
        await _hold(opened)
        if await _take(opened):
            return await _grant(actor, await Invitation.get(id=opened.id), newcomer, token)
    # Another accept, a cancel or a resend was faster, and is answered as if it had come before.
    late = await _open(token, actor)
    if not late.accepted_by(actor):
        raise refusal(Code.LINK_EXPIRED)
    return _accepted(late)


async def _open(token: str, actor: Actor) -> Opened:
    """The invitation, if somebody may accept it, or this actor has; else what is wrong is raised.

    Who may is asked in the transaction: here somebody might be a participant by another accept of theirs, just now.
    """
    opened = await follow(token)
    if opened is None:
        raise refusal(Code.LINK_INVALID)
    if opened.accepted_by(actor):
        return opened
    if problem := problem_of_link(opened) or await problem_of_grant(opened):
        raise refusal(problem)
    return opened


async def _hold(opened: Opened) -> None:
    """Keep what is granted as it is until the transaction ends, and wait for whoever is changing it.

    A POC: whoever archives it locks it before its invitations; the order is the same here, so that nobody waits in a circle.
    A tenant: who its admins are, what its partner may grant and what its plan has is asked behind these locks, so of two first
    admins one is first. A contact: whoever revokes its access or changes its address locks it, too. On SQLite the transaction
    itself keeps everything as it is.
    """
    if opened.poc_id is None or opened.set_in_id:
        await granting.hold_partnership(opened.tenant_id)
    if opened.poc_id is None:
        await tenants.hold(opened.tenant_id)
    elif db.dialect() == "postgres":
        await db.fetch("select 1 from poc where id = :id for no key update", {"id": opened.poc_id})
    if opened.poc_id or opened.contact_id:
        await contact_matching.hold(opened)


async def _take(opened: Opened) -> bool:
    """The statement that decides: of any number of accepts, cancels and resends at once, one wins.

    By whom is written once the person is locked: a row that refers to them makes whoever changes their address wait.
    """
    sql = (
        "update invitation set accepted_at = :now where id = :id and link_id = :link"
        " and accepted_at is null and cancelled_at is null and expires_at > :now"
    )
    return await db.execute(sql, {"id": opened.id, "link": opened.link_id, "now": now()}) == 1


async def _newcomer(opened: Opened, registration: Registration | None) -> _Newcomer:
    """Check a registration before anything is written; hashing takes its time outside of the transaction."""
    if opened.account_id:  # a link proves the address, but it never signs an existing account in
        raise refuse(Code.SIGN_IN_REQUIRED, "This address has an account; sign in to accept.", "token")
    if registration is None:
        raise refuse(Code.REGISTRATION_REQUIRED, "This address has no account; register to accept.", "registration")
    errors: list[UserError] = []
    profile = accounts.new_profile(
        errors, "registration", email=opened.email, first_name=registration.first_name, last_name=registration.last_name,
        title=registration.title, password=registration.password, locale=registration.locale or opened.locale,
        time_zone=registration.time_zone or opened.time_zone,
    )  # fmt: skip
    if profile is None:
        raise UserErrors(errors)
    return _Newcomer(profile, await passwords.hash_of(registration.password))


async def _grant(actor: Actor, invitation: Invitation, newcomer: _Newcomer | None, token: str) -> Accepted:
    """What follows in the transaction once the invitation is taken. Whatever is refused here undoes the taking."""
    user = await _registered(invitation, newcomer) if newcomer else await _locked(actor.user)
    await db.execute("update invitation set accepted_by_id = :user where id = :id", {"user": user.id, "id": invitation.id})
    person = replace(actor, user_id=user.id)
    opened = await follow(token)
    if opened is None:
        raise refusal(Code.LINK_INVALID)
    if problem := await problem_of_grant(opened) or await problem_of_person(opened, person):
        raise refusal(problem)
    target = target_of(opened.kind)
    await events.record(person, "invitation.accepted", target, opened.id, tenant_id=opened.tenant_id, poc_id=opened.poc_id)
    if invitation.kind is InvitationKind.PORTAL:
        await _open_portal(person, invitation)
    elif invitation.poc_id:
        await _join_poc(person, user, invitation, opened)
    else:
        await tenants.join(person, invitation.tenant_id, user.id, frozenset(Role(role) for role in invitation.roles))
    await _tell_inviter(user, invitation)
    if invitation.invited_by_id is None:  # the operator did; so that whoever sees it sees an inviter, it is the new member
        sql = "update invitation set invited_by_id = :user, set_by_id = :user where id = :id"
        await db.execute(sql, {"user": user.id, "id": invitation.id})
    if newcomer is None:
        return _accepted(opened)
    tenant_id = invitation.tenant_id if invitation.kind is InvitationKind.MEMBER else None
    return replace(_accepted(opened), credentials=await sessions.start(user.id, tenant_id, actor.origin))


async def _registered(invitation: Invitation, newcomer: _Newcomer) -> User:
    try:
        return await accounts.create(
            email=invitation.email, email_key=invitation.email_key, password_hash=newcomer.password_hash, **asdict(newcomer.profile)
        )
    except addresses.KeptError:  # given up in the meantime by who had it
        raise refusal(Code.NOT_OPEN) from None
    except db.Violation:  # registered by another link in the meantime
        raise refuse(Code.SIGN_IN_REQUIRED, "This address has an account; sign in to accept.", "token") from None


async def _locked(user_id: UUID) -> User:
    """The person, locked: nobody becomes a member and a participant of the same provider by accepting both at once."""
    return await User.select_for_update(no_key=True).get(id=user_id)


async def _join_poc(person: Actor, user: User, invitation: Invitation, opened: Opened) -> None:
    values = {"poc": invitation.poc_id, "user": user.id, "now": now()}
    # A participation whose last day is over makes room for the new one.
    await db.execute(
        "update participant set ended_at = access_ends_at where poc_id = :poc and user_id = :user"
        " and removed_at is null and ended_at is null and access_ends_at <= :now",
        values,
    )
    poc = await Poc.get(id=invitation.poc_id)
    contact_id = await contact_matching.of_person(person, user, poc, invitation)
    try:
        async with db.transaction():
            participant = await Participant.create(
                poc_id=poc.id, user_id=user.id, invitation_id=invitation.id, contact_id=contact_id, title=invitation.title or user.title,
                can_sign=invitation.can_sign, joined_at=now(), access_ends_on=invitation.access_ends_on,
                access_ends_at=opened.access_ends_at,
            )  # fmt: skip
    except db.Violation:
        raise refusal(Code.ALREADY_PARTICIPANT) from None
    await poc_changes.record(person, poc, "participant.joined", "participant", participant.id, shared=True)


async def _open_portal(person: Actor, invitation: Invitation) -> None:
    """The statement asks again for the address, and that nobody has opened it: nothing depends on what was read before."""
    opened = await db.execute(
        "update contact set user_id = :user, portal_at = :now, revoked_at = null where id = :id and email_key = :key"
        " and (portal_at is null or revoked_at is not null)",
        {"user": person.user, "now": now(), "id": invitation.contact_id, "key": invitation.email_key},
    )
    if not opened or invitation.contact_id is None:
        raise refusal(Code.LINK_CANCELLED)
    await events.record(person, "contact.portal_opened", "contact", invitation.contact_id, tenant_id=invitation.tenant_id)


async def _tell_inviter(user: User, invitation: Invitation) -> None:
    """To the tenant's own people in its words; to a partner's in the product's, for the mail comes in the product's name."""
    inviter = await answering(invitation)
    if inviter and inviter.wants_acceptance:
        words = await email_words.of_tenant(invitation.tenant_id, EmailTemplateKey.INVITATION_ACCEPTED)
        own = words.in_(inviter.locale) if await is_member(inviter.id, invitation.tenant_id) else None
        message = messages.invitation_accepted(
            recipient=inviter.email, locale=inviter.locale, who=f"{user.first_name} {user.last_name}",
            subject_name=await subject_name(invitation), link=None, words=own,
        )  # fmt: skip
        await outbox.enqueue(message, tenant_id=invitation.tenant_id)


def _accepted(opened: Opened) -> Accepted:
    tenant_id = opened.tenant_id if opened.kind is InvitationKind.MEMBER else None
    return Accepted(opened.id, opened.poc_id, tenant_id, opened.contact_id)
