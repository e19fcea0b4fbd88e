"""Whom and what one touches among members and their invitations: in one's own tenant all, as a partner at a customer what it could grant.

A partner's reach ends before TENANT_ADMIN and MSP_ADMIN: before who holds or last held them, and before invitations to them. The
one exception is an invitation of its own, to be the first admin of a tenant that it created, as long as nobody is. An acting
session reaches no further than its partner, and has no exception. A program has none either, and its reach ends there in its own
tenant, too.
"""

from __future__ import annotations

from typing import Final

from app.auth.actor import Holder
from app.auth.managing import customers_to_manage_on_behalf, of_organizations
from app.auth.permissions import ADMINISTRATIVE, GRANTABLE, Permission
from app.auth.plans import seat_left
from app.auth.policies import managed_invitations
from app.auth.scopes import NOTHING, OF_TENANT, Scope
from app.models import Role
from app.models.users import ERASED

ORDINARY: Final = tuple(role for role in GRANTABLE if role not in ADMINISTRATIVE)
"""What a partner may be allowed to grant."""


def _has(role: Role, row: str = "{a}.roles") -> str:
    return f"{row} like '% {role} %'"


def _by_partnership(condition: str) -> str:
    """Of the partnership that the row's tenant is the customer of; there is one at most."""
    return f"exists (select 1 from partnership lim where lim.customer_id = {{a}}.tenant_id and lim.ended_at is null and {condition})"


def another_admin(tenant: str, but: str = "") -> str:
    """Whether a tenant has an active admin (but one), as SQL."""
    held = f"{_has(Role.TENANT_ADMIN, 'adm.roles')}{f' and {but}' if but else ''}"
    return f"exists (select 1 from membership adm where adm.tenant_id = {tenant} and adm.status = 'ACTIVE' and {held})"


_PLAIN: Final = "not (" + " or ".join(_has(role) for role in sorted(ADMINISTRATIVE)) + ")"
_FIRST_ADMIN: Final = (
    f"({{a}}.partner_id = :tenant and {_has(Role.TENANT_ADMIN)} and not {_has(Role.MSP_ADMIN)}"
    f" and {_by_partnership('''lim.partner_id = :tenant and lim.origin = 'CREATED' ''')} and not {another_admin('{a}.tenant_id')})"
)
_WITHIN: Final = _by_partnership(" and ".join(f"(not {_has(role)} or {_has(role, 'lim.allowed_roles')})" for role in ORDINARY))
_ANSWERED: Final = (
    "({a}.set_by_id is null or ({a}.partner_id is null and {a}.set_in_id is null and exists (select 1 from membership ans"
    " where ans.tenant_id = {a}.tenant_id and ans.user_id = {a}.set_by_id and ans.status = 'ACTIVE'"
    f" and {_has(Role.TENANT_ADMIN, 'ans.roles')})))"
)
"""By the operator or an admin of the tenant. For what a partner set, and may not any more, nobody does."""
_CHANGEABLE: Final = _by_partnership(
    "(" + " or ".join(f"({_has(role, 'lim.allowed_roles')} and {{a}}.roles <> ' {role} ')" for role in ORDINARY) + ")"
)
_ACTIVE: Final = Scope("active_member", "{a}.status = 'ACTIVE'")
_DEACTIVATED: Final = Scope("deactivated_member", "{a}.status = 'DEACTIVATED'")
_WITH_SEAT: Final = Scope("with_seat", seat_left("{a}.tenant_id"))
_NOT_LAST_ADMIN: Final = Scope("not_last_admin", f"(not {_has(Role.TENANT_ADMIN)} or {another_admin('{a}.tenant_id', 'adm.id <> {a}.id')})")


_SOMEBODY: Final = Scope(
    "not_erased", f'exists (select 1 from "user" back where back.id = {{a}}.user_id and not {ERASED.replace("{a}", "back")})'
)


_ANOTHER: Final = Scope("another_person", "{a}.user_id <> :user")
_OURS_ALONE: Final = Scope(
    "of_one_tenant",
    "(not exists (select 1 from membership other where other.user_id = {a}.user_id and other.tenant_id <> {a}.tenant_id)"
    " and not exists (select 1 from participant guest join poc visited on visited.id = guest.poc_id"
    " where guest.user_id = {a}.user_id and visited.tenant_id <> {a}.tenant_id)"
    " and not exists (select 1 from contact known where known.user_id = {a}.user_id and known.tenant_id <> {a}.tenant_id)"
    " and not exists (select 1 from invitation took where took.accepted_by_id = {a}.user_id and took.tenant_id <> {a}.tenant_id))",
)
"""Members who never were one elsewhere, nor a customer of another tenant, even if that is over or what it was was deleted."""


def members_to_manage(actor: Holder) -> Scope:
    """Members of the session's tenant, and of customers whose users one manages; perhaps not each may be touched."""
    own = OF_TENANT if actor.has(Permission.MEMBERS_MANAGE) else NOTHING
    return own | of_organizations("tenant_id", customers_to_manage_on_behalf(actor))


def members_to_touch(actor: Holder) -> Scope:
    """Of those the ones within reach: to be changed, deactivated and reactivated at all."""
    return members_to_manage(actor) & _within_reach(actor, "plain_member", _PLAIN)


def members_to_change(actor: Holder) -> Scope:
    """Active ones whose roles can become others."""
    return members_to_touch(actor) & _ACTIVE & _bound(actor, "changeable", _CHANGEABLE)


def members_to_deactivate(actor: Holder) -> Scope:
    """Active ones, but for the last admin."""
    return members_to_touch(actor) & _ACTIVE & _NOT_LAST_ADMIN


def members_to_reactivate(actor: Holder) -> Scope:
    """Deactivated ones whose last roles may be granted, where a seat is left; of erased people none."""
    return members_to_touch(actor) & _DEACTIVATED & _SOMEBODY & _bound(actor, "member_within_limits", _WITHIN) & _WITH_SEAT


def members_to_readdress(actor: Holder) -> Scope:
    """Active ones but oneself, who never were anything in another tenant: their address may be corrected, by a person there."""
    if not actor.oneself or not actor.has(Permission.MEMBERS_MANAGE):
        return NOTHING
    return OF_TENANT & _ACTIVE & _ANOTHER & _OURS_ALONE


def invitations_to_touch(actor: Holder) -> Scope:
    """Of the invitations that one manages those within reach: to be withdrawn, and perhaps mailed again or edited."""
    return managed_invitations(actor) & _within_reach(actor, "invitation_within_reach", f"({_PLAIN} or {_FIRST_ADMIN})")


def invitations_to_edit(actor: Holder) -> Scope:
    """Of those the ones that one could have set as they are: whoever edits an invitation answers for all of it."""
    return invitations_to_touch(actor) & _bound(actor, "invitation_within_limits", _WITHIN)


def invitations_to_resend(actor: Holder) -> Scope:
    """Of those the ones that somebody answers for, or that one could have set as they are: whoever resends what nobody does answers."""
    return invitations_to_touch(actor) & _bound(actor, "invitation_to_answer_for", f"({_WITHIN} or {_ANSWERED})")


def _within_reach(actor: Holder, name: str, condition: str) -> Scope:
    """What may be touched at all: by a person in their own tenant everything, by a program and in an acting session what is plain."""
    return _bound(actor, name, condition) if actor.oneself else Scope("plain", _PLAIN)


def _bound(actor: Holder, name: str, condition: str) -> Scope:
    """A condition that binds partners: outside of one's own tenant, and in an acting session."""
    if actor.at_home:
        return Scope(f"own_or_{name}", f"({{a}}.tenant_id = :tenant or {condition})")
    return Scope(name, condition)
