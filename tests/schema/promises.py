"""What each flag of `viewerCan` promises, and holding it against what then becomes of it."""

from __future__ import annotations

from typing import Any

from tests.schema.calling import SERVED, call, run, undone
from tests.schema.cast import CALLERS, Cast
from tests.schema.operations import variables
from tests.world import rows

PROMISES: dict[str, tuple[str, *tuple[dict[str, Any], ...]]] = {
    "PocActions.edit": ("Mutation.updatePoc", {}),
    "PocActions.invite": ("Mutation.inviteCustomer", {}),
    "PocActions.comment": ("Mutation.addComment", {"visibility": "SHARED"}),
    "PocActions.commentInternally": ("Mutation.addComment", {"visibility": "INTERNAL"}),
    "PocActions.completeTasks": ("Mutation.completeTask", {"taskId": "#task of anyone on {label}"}),
    "PocActions.signOff": ("Mutation.signCriteria", {"criteria": [{"criterionId": "#criterion of {label}", "version": 1}]}),
    "PocActions.readEngagement": ("Poc.engagement", {}),
    "TaskActions.edit": ("Mutation.updateTask", {}),
    "TaskActions.complete": ("Mutation.completeTask", {}),
    "TaskActions.reopen": ("Mutation.reopenTask", {}),
    "CommentActions.edit": ("Mutation.editComment", {}),
    "CommentActions.delete": ("Mutation.deleteComment", {}),
    "InvitationActions.resend": ("Mutation.resendInvitation", {}),
    "InvitationActions.cancel": ("Mutation.cancelInvitation", {}),
    "InvitationActions.edit": ("Mutation.updateInvitation", {}),
    "CustomerActions.edit": ("Mutation.updateCustomer", {}),
    "CustomerActions.createContact": ("Mutation.createContact", {}),
    "CustomerActions.createPoc": ("Mutation.createPoc", {}),
    "CustomerActions.manageAccess": ("Mutation.updateCustomerAccess", {"access": {"staff": [{"userId": "#moe", "level": "MANAGE"}]}}),
    "CustomerActions.inviteUser": ("Mutation.inviteUser", {"customerId": "#{label}", "email": "ned@customer.example"}),
    "CustomerActions.shareIntegration": ("Mutation.shareIntegration", {"integrationId": "#unshared", "customerId": "#{label}"}),
    "CustomerActions.act": ("Mutation.startActingSession", {}),
    "CustomerActions.endPartnership": ("Mutation.endPartnership", {"partnershipId": "#partnership of {label}"}),
    "MembershipActions.changeRoles": (
        "Mutation.changeMemberRoles", {}, {"roles": ["SALES_ENGINEER"]}, {"roles": ["TENANT_ADMIN", "SALES_ENGINEER"]},
    ),
    "MembershipActions.deactivate": ("Mutation.deactivateMember", {}),
    "MembershipActions.reactivate": ("Mutation.reactivateMember", {}),
    "MembershipActions.changeEmail": ("Mutation.changeUserEmail", {"userId": "#{person}", "email": "another@home.example"}),
    "IntegrationActions.edit": ("Mutation.updateIntegration", {}),
    "IntegrationActions.rotate": ("Mutation.rotateIntegrationCredential", {}),
    "IntegrationActions.share": ("Mutation.shareIntegration", {}, {"customerId": "#fabrikam"}),
    "IntegrationActions.delete": ("Mutation.deleteIntegration", {}),
    "IntegrationActions.check": ("Mutation.checkIntegration", {}),
}  # fmt: skip
"""What each flag promises: a mutation, with what differs from `INPUTS` (the object is `{label}`, a member's user `{person}`), or a field
that is not null.

Where several inputs stand, it promises that one of them is taken.
"""
OF_ANOTHER = {"CustomerActions.endPartnership"}
"""Flags on what some don't see who may do it all the same: the customer ends a partnership, too, and has no record of itself."""
KEPT = {"changed", "shown", "COOLDOWN"}
"""A cooldown is only a matter of time, and so is offered all the same."""


def flags(type_name: str) -> list[str]:
    """The names of the flags of an object's actions."""
    return list(SERVED.type_map[f"{type_name}Actions"].fields)  # type: ignore[attr-defined]  # an object type


async def says(cast: Cast, caller: str, type_name: str, label: str) -> dict[str, bool] | None:
    """The flags as somebody reads them; None for whom it does not exist."""
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ viewerCan {{ {' '.join(flags(type_name))} }} }} }} }}"
    result = await run(cast.actor(caller), query, {"id": cast.id(label)})
    assert not result.errors
    node: Any = result.data["node"]  # type: ignore[index]  # it was asked for
    return None if node is None else node["viewerCan"]


async def outcome(cast: Cast, caller: str, name: str, label: str) -> str:
    """What becomes of a promise: `changed` if something is done, `ok` if that changes nothing, else what is in the way."""
    promise, *inputs = PROMISES[name]
    type_name, _, field = promise.partition(".")
    if type_name != "Mutation":
        query = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ it: {field} {{ __typename }} }} }} }}"
        result: Any = await run(cast.actor(caller), query, {"id": cast.id(label)})
        return "shown" if result.data["node"] and result.data["node"]["it"] else "null"
    found = [await _tried(cast, caller, promise, label, _of(label, facts)) for facts in inputs]
    return next((one for one in found if one in KEPT), found[0])


async def _tried(cast: Cast, caller: str, promise: str, label: str, facts: Any) -> str:
    async with undone():
        before = await rows("event")
        answer = await call(cast.actor(caller), promise, variables(cast, promise, label, **facts))
        return "changed" if answer.outcome == "ok" and await rows("event") > before else answer.outcome


def _of(label: str, facts: Any) -> Any:
    if isinstance(facts, list):
        return [_of(label, one) for one in facts]
    if isinstance(facts, dict):
        return {name: _of(label, one) for name, one in facts.items()}
    return facts.format(label=label, person=label.partition(" at ")[0]) if isinstance(facts, str) else facts


async def broken(cast: Cast, type_name: str, label: str, state: str, *, but: str = "") -> list[str]:
    """The promises that are not kept, to anybody but one."""
    wrong = []
    for caller in CALLERS[1:]:
        shown = await says(cast, caller, type_name, label)
        for flag in flags(type_name):
            name = f"{type_name}Actions.{flag}"
            if caller == but or (shown is None and name in OF_ANOTHER):
                continue
            says_so = shown is not None and shown[flag]
            found = await outcome(cast, caller, name, label)
            if says_so != (found in KEPT):
                wrong.append(f"{caller}, {label} {state}: {name} is {says_so}, but {PROMISES.get(name)} comes to {found}")
    return wrong
