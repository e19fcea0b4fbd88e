"""The actor: who asks, in which tenant, with which permissions, from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from app.auth.permissions import Permission
from app.core.errors import forbidden, unauthenticated
from app.models import Role


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from; stands in the records of what was done."""

    ip: str | None = None
    user_agent: str | None = None
    request_id: str | None = None


class Holder(Protocol):
    """Whoever holds rights. Policies know no more of an actor, so that what is planned for one holds for all with the same rights."""

    @property
    def signed_in(self) -> bool:
        """Whether anybody is."""

    @property
    def oneself(self) -> bool:
        """Whether a person is there as themselves, and so has what is theirs; not in an acting session, and not by a key."""

    @property
    def at_home(self) -> bool:
        """Whether it is for their own tenant, as themselves or by a key; not in an acting session."""

    def has(self, *any_of: Permission) -> bool:
        """Whether one of these is held, for objects of the session's tenant."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What an actor may, without who it is."""

    signed_in: bool
    permissions: frozenset[Permission]
    oneself: bool = True
    at_home: bool = True

    def has(self, *any_of: Permission) -> bool:
        """Whether one of these is held, for objects of the session's tenant."""
        return any(permission in self.permissions for permission in any_of)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. Without `user_id` nobody is signed in; without `tenant_id` it is a person who belongs to no tenant.

    In an acting session `tenant_id` is the customer's tenant, `partner_id` the one where the person is at home, and
    `session_id` the acting session's. By an API key there is no session, but `key_id`, and `user_id` is who made the key.
    """

    user_id: UUID | None = None
    tenant_id: UUID | None = None
    session_id: UUID | None = None
    roles: frozenset[Role] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    origin: Origin = Origin()
    partner_id: UUID | None = None
    key_id: UUID | None = None

    @property
    def signed_in(self) -> bool:
        """Whether anybody is."""
        return self.user_id is not None

    @property
    def acting(self) -> bool:
        """Whether it is a partner's person in an acting session."""
        return self.partner_id is not None

    @property
    def oneself(self) -> bool:
        """Whether a person is there as themselves, and so has what is theirs; not in an acting session, and not by a key."""
        return self.signed_in and not self.acting and self.key_id is None

    @property
    def at_home(self) -> bool:
        """Whether it is for their own tenant, as themselves or by a key; not in an acting session."""
        return self.signed_in and not self.acting

    @property
    def rights(self) -> Rights:
        """What the actor may, without who it is."""
        return Rights(self.signed_in, self.permissions, self.oneself, self.at_home)

    def has(self, *any_of: Permission) -> bool:
        """Whether the actor holds one of these, for objects of the session's tenant."""
        return any(permission in self.permissions for permission in any_of)

    def require(self, *any_of: Permission) -> None:
        """UNAUTHENTICATED or FORBIDDEN, unless the actor holds one of these (or, without any, is signed in)."""
        if not self.signed_in:
            raise unauthenticated()
        if any_of and not self.has(*any_of):
            raise forbidden()

    def require_oneself(self) -> None:
        """UNAUTHENTICATED or FORBIDDEN, unless a person is there as themselves: some things neither deputies nor programs do."""
        self.require()
        if not self.oneself:
            raise forbidden()

    @property
    def user(self) -> UUID:
        """The id of the person; UNAUTHENTICATED when there is none."""
        if self.user_id is None:
            raise unauthenticated()
        return self.user_id

    @property
    def tenant(self) -> UUID:
        """The id of the session's tenant; FORBIDDEN when it has none."""
        self.require()
        if self.tenant_id is None:
            raise forbidden()
        return self.tenant_id


OPERATOR: Final = Actor()
"""Whoever works on the command line: nobody of the product."""
