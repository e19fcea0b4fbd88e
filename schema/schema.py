"""The schema: queries and mutations under one roof, with the scalars and names of the API."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.core.scalars import SCALARS
from schema.mutations.accounts import AccountMutations
from schema.mutations.customers import CustomerMutations
from schema.mutations.invitations import InvitationMutations
from schema.mutations.participants import ParticipantMutations
from schema.mutations.pocs import PocMutations
from schema.mutations.sessions import SessionMutations
from schema.queries import Query


@strawberry.type(description="What can be done. Every payload has `userErrors`; where there are any, nothing has been done.")
class Mutation(SessionMutations, AccountMutations, InvitationMutations, ParticipantMutations, PocMutations, CustomerMutations):
    """Writing."""


schema = strawberry.Schema(query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=SCALARS))
