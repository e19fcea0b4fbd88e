"""Locks: the permission class that stands before every root field, raises when it refuses, and is printed into the SDL."""

from __future__ import annotations

from typing import Any

import strawberry
from graphql import GraphQLField
from strawberry.permission import BasePermission, PermissionExtension
from strawberry.schema_directive import Location
from strawberry.types import Info

from app.auth.actor import Actor
from app.auth.permissions import Permission


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="lock", description="Who may use a root field. What is refused answers FORBIDDEN."
)
class LockDirective:
    """The lock as the SDL shows it."""

    to: str = strawberry.field(
        description="PUBLIC, SIGNED_IN, ONESELF (no acting session, no key), or the permissions of which one is needed, maybe on an object."
    )


class Lock(BasePermission):
    """Before a root field: everybody, whoever is signed in (perhaps only as oneself), or whoever holds one of some permissions."""

    def __init__(
        self, *any_of: Permission, public: bool = False, oneself: bool = False, of: str | None = None, as_: str | None = None
    ) -> None:
        self.any_of = any_of
        self.public = public
        self.oneself = oneself
        names = " or ".join(any_of) or ("PUBLIC" if public else "ONESELF" if oneself else "SIGNED_IN")
        self._directive = LockDirective(to=names + (f" on the {of}" if of else "") + (f" as {as_}" if as_ else ""))

    def check(self, actor: Actor) -> None:
        """UNAUTHENTICATED or FORBIDDEN, unless the actor may."""
        if not self.public:
            actor.require(*self.any_of)
        if self.oneself:
            actor.require_oneself()

    def has_permission(self, source: Any, info: Info, **_: Any) -> bool:  # noqa: ARG002  # Strawberry calls it so
        """As `check`, wherever graphql-core resolves the field."""
        self.check(info.context.actor)
        return True

    @property
    def schema_directive(self) -> object:
        """What the SDL prints."""
        return self._directive


def locked(*any_of: Permission, of: str | None = None, as_: str | None = None) -> PermissionExtension:
    """For whoever holds one of these in the session's tenant; without any, for whoever is signed in.

    On what, and as whom, the service decides.
    """
    return PermissionExtension([Lock(*any_of, of=of, as_=as_)])


def oneself() -> PermissionExtension:
    """For whoever is signed in as themselves, and neither acts for somebody else nor is a program."""
    return PermissionExtension([Lock(oneself=True)])


def public() -> PermissionExtension:
    """For everybody, signed in or not."""
    return PermissionExtension([Lock(public=True)])


def locks_on(field: GraphQLField) -> list[Lock]:
    """The locks of a field."""
    return [
        lock
        for extension in field.extensions["strawberry-definition"].extensions
        if isinstance(extension, PermissionExtension)
        for lock in extension.permissions
        if isinstance(lock, Lock)
    ]


def locks_of(schema: strawberry.Schema) -> dict[str, list[Lock]]:
    """The locks of every root field, by `Query.viewer`; a field without one has an empty list."""
    roots = [root for root in (schema._schema.query_type, schema._schema.mutation_type) if root is not None]  # noqa: SLF001  # no public way
    return {f"{root.name}.{name}": locks_on(field) for root in roots for name, field in root.fields.items()}


def public_fields(schema: strawberry.Schema) -> frozenset[str]:
    """The root fields that everybody may use."""
    return frozenset(name for name, locks in locks_of(schema).items() if any(lock.public for lock in locks))


def forgiving_fields(schema: strawberry.Schema) -> frozenset[str]:
    """The public root fields for which a bearer that is not valid counts as none.

    `viewer` is not one of them: by it a client learns that its session has ended.
    """
    return public_fields(schema) - {"Query.viewer"}
