"""Saying what a POC shall reach and what it did, and signing it."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.auth.actor import Holder
from app.auth.permissions import Permission
from app.auth.scopes import Scope
from app.core import ids
from app.services import criteria
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, many, one
from schema.types.criteria import BY_POSITION, SuccessCriterion
from schema.types.enums import CriterionOutcome
from schema.types.pocs import Poc

MANAGING = locked(Permission.POCS_MANAGE, of="POC")


@strawberry.input(description="Something else that a POC shall reach.")
class AddCriterionInput:
    """An aim."""

    poc_id: strawberry.ID = fact("Which POC.")
    title: str = fact("What shall be reached, in a few words.")
    description: str | None = fact("What is meant by it, and how it is looked at.", None)
    target: str = fact("What has to be achieved, e.g. 99.9.")
    unit: str | None = fact("In what that is counted, e.g. %.", None)
    must_have: bool = fact("Whether the POC fails without it.", default=True)
    weight: int = fact("How much it counts beside the others: 1 to 100.", 1)
    position: int | None = fact("Where it stands among the others, counted from 0; behind all of them unless told.", None)


@payload
class AddCriterionPayload:
    """The criterion."""

    criterion: SuccessCriterion | None = one("The new criterion.", scope=policies.criteria)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(
    description="Changes to a criterion: what is left out stays as it is, null clears. All but a move make its signatures old."
)
class UpdateCriterionInput:
    """Changes."""

    criterion_id: strawberry.ID = fact("Which criterion.")
    title: str | None = fact("What shall be reached; it can't be cleared.", strawberry.UNSET)
    description: str | None = fact("What is meant by it, and how it is looked at.", strawberry.UNSET)
    target: str | None = fact("What has to be achieved; it can't be cleared.", strawberry.UNSET)
    unit: str | None = fact("In what that is counted.", strawberry.UNSET)
    must_have: bool | None = fact("Whether the POC fails without it; it can't be cleared.", strawberry.UNSET)
    weight: int | None = fact("How much it counts: 1 to 100; it can't be cleared.", strawberry.UNSET)
    position: int | None = fact("Where it stands among the others, counted from 0; it can't be cleared.", strawberry.UNSET)


@payload
class UpdateCriterionPayload:
    """The criterion."""

    criterion: SuccessCriterion | None = one("The criterion after the change.", scope=policies.criteria)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A criterion to delete, with its signatures.")
class DeleteCriterionInput:
    """Which."""

    criterion_id: strawberry.ID = fact("Which criterion.")


@payload
class DeleteCriterionPayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="What became of a criterion. It makes the signatures old: they were for an open one.")
class RecordOutcomeInput:
    """What became of it."""

    criterion_id: strawberry.ID = fact("Which criterion.")
    achieved: str | None = fact("What was achieved; left out it stays as it is, null clears.", strawberry.UNSET)
    outcome: CriterionOutcome = fact("Whether it was met.")


@payload
class RecordOutcomePayload:
    """The criterion."""

    criterion: SuccessCriterion | None = one("The criterion after the change.", scope=policies.criteria)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A criterion as it was read.")
class CriterionVersionInput:
    """Which, and in which version."""

    criterion_id: strawberry.ID = fact("Which criterion.")
    version: int = fact("The version that was read; STALE if it has been changed since.")


@strawberry.input(description="Criteria to sign, each in the version that the signer read; all of them are signed, or none.")
class SignCriteriaInput:
    """What is agreed to."""

    poc_id: strawberry.ID = fact("Of which POC.")
    criteria: list[CriterionVersionInput] = fact("Which criteria, in which version.")


def signed_as_they_are(actor: Holder) -> Scope:
    """Criteria whose present version the actor has signed."""
    mine = (
        "exists (select 1 from criterion_signature mine where mine.criterion_id = {a}.id and mine.signed_by_id = :user"
        " and mine.version = {a}.version)"
    )
    return policies.criteria(actor) & Scope("signed_as_they_are", mine)


@payload
class SignCriteriaPayload:
    """The criteria."""

    criteria: list[SuccessCriterion] | None = many(
        "The POC's criteria that the viewer has signed as they are now, the newly signed among them.",
        key="poc",
        parent="poc",
        scope=signed_as_they_are,
        order=BY_POSITION,
    )
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.type
class CriterionMutations:
    """Root fields about criteria."""

    @mutation(MANAGING, "Add a success criterion to a POC: at most 100.")
    async def add_criterion(self, context: Context, input: AddCriterionInput) -> Facts[AddCriterionPayload]:  # noqa: A002
        """Add."""
        poc_id = uuid_of("poc", input.poc_id)
        criterion_id = await criteria.add(
            context.actor,
            poc_id,
            title=input.title,
            target=input.target,
            description=input.description,
            unit=input.unit,
            must_have=input.must_have,
            weight=input.weight,
            position=input.position,
        )
        return Facts(criterion=criterion_id, poc=poc_id)

    @mutation(MANAGING, "Change a success criterion, which makes its signatures old.")
    async def update_criterion(self, context: Context, input: UpdateCriterionInput) -> Facts[UpdateCriterionPayload]:  # noqa: A002
        """Change."""
        criterion_id = uuid_of("criterion", input.criterion_id)
        poc_id = await criteria.update(
            context.actor,
            criterion_id,
            title=changed(input.title),
            description=changed(input.description),
            target=changed(input.target),
            unit=changed(input.unit),
            must_have=changed(input.must_have),
            weight=changed(input.weight),
            position=changed(input.position),
        )
        return Facts(criterion=criterion_id, poc=poc_id)

    @mutation(MANAGING, "Delete a success criterion, with its signatures.")
    async def delete_criterion(self, context: Context, input: DeleteCriterionInput) -> Facts[DeleteCriterionPayload]:  # noqa: A002
        """Delete."""
        criterion_id = uuid_of("criterion", input.criterion_id)
        poc_id = await criteria.delete(context.actor, criterion_id)
        return Facts(deleted_id=criterion_id and ids.to_text("criterion", criterion_id), poc=poc_id)

    @mutation(MANAGING, "Say whether a success criterion was met.")
    async def record_outcome(self, context: Context, input: RecordOutcomeInput) -> Facts[RecordOutcomePayload]:  # noqa: A002
        """Record."""
        criterion_id = uuid_of("criterion", input.criterion_id)
        poc_id = await criteria.record_outcome(
            context.actor, criterion_id, outcome=input.outcome, achieved=changed(input.achieved)
        )  # fmt: skip
        return Facts(criterion=criterion_id, poc=poc_id)

    @mutation(
        locked(of="POC as a participant who may sign"),
        "Agree to success criteria as they were read; for participants who may sign, while the POC is active.",
    )
    async def sign_criteria(self, context: Context, input: SignCriteriaInput) -> Facts[SignCriteriaPayload]:  # noqa: A002
        """Sign."""
        poc_id = uuid_of("poc", input.poc_id)
        versions = [(uuid_of("criterion", named.criterion_id), named.version) for named in input.criteria]
        await criteria.sign(context.actor, poc_id, versions=versions)
        return Facts(poc=poc_id)
