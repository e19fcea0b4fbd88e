"""What is asked of an object in a payload, and of the same one in a query: fragments, with aliases, lists and other objects in them."""

from __future__ import annotations

PLACED = """
fragment U on User { id mail: email displayName ... on Node { __typename } lastSignedInAt }
fragment Few on Poc { id few: participants(last: 1) { edges { cursor node { ...G } } pageInfo { hasPreviousPage startCursor } } }
fragment G on Participant { id displayName user { ...U } poc { id version } }
fragment P on Poc {
  called: name name ...Few
  customer { id pocs(first: 2, orderBy: {field: NAME}) { totalCount edges { cursor node { id owner { ...U } } } pageInfo { endCursor } } }
  invitations(filter: {status: [PENDING]}) { totalCount edges { cursor node { ...I } } }
  all: invitations { totalCount }
  collaborators { role user { ...U } }
  taskCounts { todo blocked done } progress viewerCan { signOff commentInternally }
  tasks(first: 2) { totalCount edges { cursor node { id position } } pageInfo { hasNextPage } }
  criteria { ...S } activity(last: 2) { totalCount edges { cursor node { id kind } } }
}
fragment H on TaskGroup { id title position visibility tasks(first: 2) { totalCount edges { cursor node { ...K } } } poc { ...Few } }
fragment K on Task {
  id called: title status side position version group { id title tasks(last: 1) { edges { cursor node { id } } } }
  assignedParticipant { ...G } assignedUser { ...U } dependsOn { id title } completedAt completedBy { ...U }
  comments(last: 2) { totalCount edges { cursor node { ...M } } } viewerCan { edit complete reopen } poc { ...Few }
}
fragment M on Comment { id body authorName author { ...U } task { id called: title } editedAt viewerCan { edit delete } poc { id version } }
fragment R on Resource { id kind title body url version position file { name size } openedBy openedByViewer poc { ...Few } }
fragment S on SuccessCriterion { id title version weight outcome signatures { signedBy signedAt version current } poc { id version } }
fragment I on Invitation {
  id status shown: email by: invitedBy { ...U } viewerCan { resend cancel }
  subject { __typename ... on Poc { it: name ...Few } ... on Tenant { it: name plan }
    ... on Contact { it: displayName portal } }
}
fragment C on Customer {
  id called: name stage pocs(first: 1) { totalCount edges { cursor } } viewerCan { edit createPoc act }
  firstContact accessPolicy { allowedRoles staff { level user { id } } } partnership { id status } installation { activeUsers openPocs }
  users(first: 2) { totalCount edges { cursor node { roles } } } auditLog(first: 1) { edges { cursor } }
}
fragment T on Tenant { id name plan }
fragment B on Partnership {
  id kind status capabilities firstContact partner { ...T } customer { ...T } billedTo { id } suspensions { by at reason } contractReference
  allowedRoles customerRecord { ...C } pendingChange { ...X } endedAt endReason
}
fragment X on PartnershipChange { id kind status lost partnership { id called: status } proposedBy { ...T } }
fragment L on PartnerLink { id status hint uses customer { ...C } createdBy { ...U } }
fragment A on ActingSession { id reason endedAt endedBy actor { ...U } customer { ...T } customerRecord { ...C } }
fragment N on Integration {
  id called: name status settings lastError hasCredential kind { key integrations(first: 1) { totalCount } } owner { ...T }
  shares(first: 2) { totalCount edges { cursor node { id status } } } viewerCan { edit share check }
}
fragment D on IntegrationShare { id status integrationName answerBy endedAt integration { ...N } customer { ...C } sharedBy { ...U } }
fragment E on Membership { id roles status user { ...U } tenant { ...T } viewerCan { changeRoles deactivate reactivate } }
fragment O on Contact {
  id called: displayName email portal canSendInvite blocked: sendInviteBlockedBy sendInviteAvailableAt
  customer { id contacts(last: 2) { totalCount edges { cursor node { id displayName } } } } invitation { ...I }
}
fragment Y on Portal {
  id customerName firstContact provider { ...T } contact { ...O } pocs(first: 1) { totalCount edges { cursor node { ...Few } } }
}
fragment W on EmailTemplate { id key locale called: subject body version customized updatedBy { ...U } preview { text } variables { name } }
fragment Z on ApiKey { id name prefix roles createdBy { ...U } revokedAt lastUsedAt }
fragment V on Viewer {
  user { ...U } tenant { ...T } roles permissions memberships { id roles tenant { ...T } } sessions { id current }
  portals { ...Y } apiKey { ...Z }
  participations(first: 3) { totalCount edges { cursor node { participant { ...G } poc { ...Few } } } }
}
"""

SELECTIONS = {
    "Poc": "{ ...P }", "Invitation": "{ ...I }", "Customer": "{ ...C }", "Participant": "{ ...G }", "User": "{ ...U }",
    "Tenant": "{ ...T }", "Viewer": "{ ...V }", "TaskGroup": "{ ...H }", "Task": "{ ...K }", "Comment": "{ ...M }", "Resource": "{ ...R }",
    "SuccessCriterion": "{ ...S }", "PocTemplate": "{ id name taskCount resourceCount criteriaCount createdAt }",
    "Partnership": "{ ...B }", "PartnershipChange": "{ ...X }", "PartnerLink": "{ ...L }", "ActingSession": "{ ...A }",
    "Integration": "{ ...N }", "IntegrationShare": "{ ...D }", "Membership": "{ ...E }",
    "Contact": "{ ...O }", "EmailTemplate": "{ ...W }", "ApiKey": "{ ...Z }",
}  # fmt: skip
