"""Operations that are always compared: what once differed, and what is easily got wrong. Labels (`<active>`) are those of the stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """An operation, and who asks."""

    text: str
    caller: str = "ada"
    variables: dict[str, Any] = field(default_factory=dict)


NAMED_CASES: dict[str, Case] = {
    # Selections
    "the same key of several types in a union": Case(
        "{ invitations { nodes { subject { ... on Poc { it: name } ... on Tenant { it: timeZone } } } } }"
    ),
    "the same field twice with different selections": Case(
        "{ pocs(first: 3) { nodes { owner { id } } edges { node { owner { email } } } nodes { owner { id title } name } } }", "sam"
    ),
    "a field in an object and in the interface around it": Case(
        """{ node(id: "<active>") { id ... on Poc { id other: id } ... on Node { id } ...Name } }
        fragment Name on Poc { name ...Id } fragment Id on Node { id }""",
        "cara",
    ),
    "fragments on types that the object is not": Case(
        '{ node(id: "<acme>") { ... on Poc { name } ... on Customer { ... on Node { ... on Poc { name } ... on Customer { stage } } } } }'
    ),
    "a fragment left out here and shown there": Case(
        """{ a: poc(id: "<active>") { ...P @skip(if: true) id } b: poc(id: "<active>") { ...P }
        c: poc(id: "<active>") { ...P @skip(if: true) ...P } } fragment P on Poc { name }"""
    ),
    "nothing left of a selection": Case("{ pocs(first: 2) @skip(if: true) { totalCount } viewer { user @include(if: false) { id } } }"),
    "the schema beside rows": Case('{ __typename __type(name: "Poc") { name } pocs(first: 1) { __typename nodes { __typename } } }', "sam"),
    "a total and nothing else": Case("{ pocs { totalCount } customers { pageInfo { hasNextPage } } members { __typename } }"),
    "given facts beside rows": Case(
        """{ invitationPreview(token: "<token of pending>") { branding { name } status kind expiresAt problem nextStep }
        viewer { roles } }""",
        "nobody",
    ),
    # Variables and values
    "a null where a variable has a default": Case(
        "query($first: Int = 2, $order: PocOrder = {field: NAME}) { pocs(first: $first, orderBy: $order) { nodes { name } } }",
        variables={"first": None, "order": None},
    ),
    "a null for an argument that needs a value": Case(
        'query($id: ID = "<active>") { viewer { user { id } } poc(id: $id) { id } }', variables={"id": None}
    ),
    "roles of somebody without a tenant": Case("{ viewer { tenant { id } roles } }", "cara"),
    "a wrong size where some lists are hidden": Case("{ pocs { edges { node { invitations(first: 0) { totalCount } } } } }", "pia"),
    "two wrong arguments at once": Case('{ pocs(filter: {customerId: "<acme>"}, last: -1) { totalCount } }', "max"),
    "a variable inside a filter left out": Case(
        "query($s: [PocStatus!], $q: String) { pocs(filter: {status: $s, search: $q}) { nodes { status } } }", variables={"q": "poc"}
    ),
    "one value for a list": Case("{ pocs(filter: {status: ACTIVE, viewerRole: OWNER}) { totalCount nodes { viewerRole } } }", "sam"),
    "an empty list in a filter": Case("{ pocs(filter: {status: []}) { totalCount nodes { id } } }", "sam"),
    "a number for an id": Case("{ node(id: 5) { id } nodes(ids: 5) { id } }"),
    "too long a search": Case("query($q: String) { customers(filter: {search: $q}) { totalCount } }", variables={"q": "x" * 201}),
    "ids twice, unknown, malformed, of others": Case(
        """{ nodes(ids: ["<active>", "<active>", "<unknown>", "x", "<fabrikam>", "<cara>", "<sam at northwind>"]) { __typename id } }"""
    ),
    # Pages
    "a page of a list in a list": Case(
        """{ pocs(first: 20) { nodes { name participants(last: 2) { totalCount
        pageInfo { hasPreviousPage hasNextPage startCursor } edges { cursor node { displayName email } } } } } }""",
        "sam",
    ),
    "lists of one parent with different arguments": Case(
        """{ poc(id: "<active>") { a: participants(first: 1) { nodes { id } } participants { totalCount }
        b: participants(first: 2, filter: {search: "gu"}) { totalCount nodes { id } } } }""",
        "lea",
    ),
    "a page beyond the end": Case('{ pocs(orderBy: {field: NAME}, after: "<Query.pocs NAME DESC 7>", first: 100) { nodes { name } } }'),
    "a cursor of another parent": Case(
        '{ poc(id: "<kims>") { participants(after: "<Poc.participants  0 of active>") { totalCount } } }',
    ),
    # Errors
    "siblings that fail below the same place": Case(
        """{ poc(id: "<active>") { a: participants(first: 0) { totalCount } b: participants(after: "x") { totalCount }
        invitations(first: 0) { totalCount } } viewer { user { id } } }"""
    ),
    "rows that fail below the same place": Case('{ pocs { nodes { participants(after: "x") { totalCount } } } members { totalCount } }'),
    "a field that fails beside one that others read, too": Case(
        '{ a: viewer { participations(after: "x") { totalCount } roles } b: viewer { roles } }', "otto"
    ),
    "rows that fail beside what they share": Case(
        """{ pocs { edges { node { customer { __typename } provider { name }
        participants(after: "<Poc.participants  17 of crowd 7>") { totalCount } } } } }""",
        "sam",
    ),
    "no rows, so nothing that could fail": Case(
        '{ pocs(filter: {search: "nobody"}) { nodes { participants(first: 0) { totalCount } } } }',
    ),
    # Objects beside rows
    "more objects beside a row than a database joins": Case(
        """{ poc(id: "<active>") { activity(first: 40) { nodes { actorName poc { ...P } subject { __typename id
          ...T ...G ... on Comment { poc { ...P } author { id lastName } task { ...T } }
          ... on Resource { title poc { ...P } } ... on SuccessCriterion { title poc { ...P } } ...P
          ... on Invitation { invitedBy { id email } subject { ... on Tenant { it: name } ... on Poc { it: name ...P } } }
        } } } } }
        fragment P on Poc { provider { id name } customer { id stage } owner { id email } }
        fragment G on Participant { displayName poc { ...P } user { id email } }
        fragment T on Task { title poc { ...P } group { title poc { ...P } } assignedParticipant { ...G }
          assignedUser { id firstName } completedBy { id lastName } }"""
    ),
    # Rights
    "a filter on what is hidden": Case('{ pocs(filter: {customerId: "<acme>"}) { totalCount } viewer { user { id } } }', "cara"),
    "a filter on what is hidden in some rows": Case('{ pocs(filter: {customerId: "<acme>"}) { nodes { id } } }', "pia"),
    "locks of several root fields": Case(
        "{ customers { totalCount } members { totalCount } pocs { totalCount } invitations { totalCount } }", "cara"
    ),
    "hidden values under aliases": Case(
        '{ poc(id: "<active>") { a: internalNotes b: internalNotes dealValue { amount } v: version invitations { totalCount } } }', "cara"
    ),
    # Partners and customers
    "a wrong page in an order that is hidden": Case(
        "{ customers(orderBy: {field: LAST_ACTIVITY}, first: 7, last: 1) { totalCount } }", "acting"
    ),
    "an order that is hidden and a filter that is wrong": Case(
        f'{{ customers(orderBy: {{field: LAST_ACTIVITY}}, filter: {{search: "{"x" * 201}"}}) {{ totalCount }} }}', "acting"
    ),
    "what is hidden at some customers and beneath": Case(
        """{ customers(orderBy: {field: LAST_ACTIVITY, direction: DESC}) { nodes {
          name organization { name } partnership { status contractReference pendingChange { status } customer { partnership { id } } }
          accessPolicy { allowedRoles staff { user { id email } level } } users(first: 2) { totalCount nodes { user { id email } } }
          installation { openPocs attention integrations { failing } } firstContact actingSessions(activeOnly: true) { totalCount }
        } } }""",
        "mia",
    ),
    "shares from both sides": Case(
        """{ sharedIntegrations { nodes { integrationName integration { id settings owner { name } shares { totalCount } } sharedBy { id } }
        } integrations { nodes { name settings kind { integrations { totalCount } } shares { nodes { status customer { name } } } } } }""",
        "uma",
    ),
    "arguments of a list as variables that are left out": Case(
        """query($active: Boolean = true, $kind: [PartnershipKind!], $status: [PartnershipStatus!] = [ENDED, ACTIVE]) {
        a: actingSessions(activeOnly: $active, first: 2) { totalCount nodes { reason endedBy } }
        b: partnerships(kind: $kind, status: $status, last: 2) { edges { cursor node { kind endedBy } } }
        c: partnerships { totalCount } }""",
        "mia",
    ),
    "lists of facts, and a list among facts twice": Case(
        """{ partnershipKinds { kind capabilities } auditActions { key }
        a: partnerStatement(month: "2026-03-31") { month lines(first: 2) { edges { cursor node { activeDays customer { id } } } } }
        b: partnerStatement(month: "2026-02-01") { month lines { totalCount nodes { kind activeUsers sharedIntegrations } } } }""",
        "mia",
    ),
    # Contacts and the directory
    "what is offered for contacts, and for whom they stand in the directory": Case(
        """{ contacts(last: 7, orderBy: {field: CREATED_AT, direction: DESC}) { totalCount edges { cursor node {
          displayName email portal canSendInvite sendInviteBlockedBy sendInviteAvailableAt
          customer { name contacts(first: 2) { totalCount } }
          invitation { status delivery { status } viewerCan { resend } subject { ... on Contact { portal } } } } } }
        directory(first: 9, filter: {kind: [CONTACT, INVITED]}) { totalCount edges { cursor node { kind status roles displayName
          canSendInvite sendInviteBlockedBy contact { portal } membership { id } customer { stage } invitation { email } } } } }""",
        "key",
    ),
    "a page of the directory in both directions, among kinds that are hidden": Case(
        """{ a: directory(first: 3, filter: {status: [ACTIVE, INVITE_EXPIRED]}) { totalCount pageInfo { endCursor } nodes { id } }
        b: directory(last: 3) { pageInfo { hasPreviousPage startCursor } nodes { kind } totalCount }
        c: directory(filter: {kind: [INVITED]}) { totalCount } d: directory(filter: {customerId: "<acme>"}) { totalCount } }""",
        "sam",
    ),
    "portals with what is behind them": Case(
        """{ viewer { apiKey { id } portals { id customerName firstContact provider { name plan }
          contact { email customer { id } invitation { id } canSendInvite sendInviteBlockedBy }
          pocs(first: 1) { totalCount edges { cursor node { name version } } } } } }""",
        "cara",
    ),
    "a portal, an entry and a key by their ids": Case(
        """{ nodes(ids: ["<portal of conny>", "<contact conny>", "<entry of contact conny>", "<key of kay>", "<poc invitation>"]) {
          __typename ... on Portal { contact { id portal } } ... on Contact { customer { id } } ... on DirectoryEntry { status }
          ... on ApiKey { createdBy { email } lastUsedAt } ... on EmailTemplate { subject customized updatedBy { id } } } }""",
        "conny",
    ),
    "words of mails, and one that is wrong": Case(
        """query($body: String!) { emailTemplates(locale: "de-AT") { key locale version subject preview { subject text } }
        one: emailTemplate(key: POC_INVITATION) { body variables { name } updatedBy { id } }
        wrong: emailTemplatePreview(key: TASK_REMINDER, subject: "Hi", body: $body) { html }
        right: emailTemplatePreview(key: POC_INVITATION, subject: "Hi", body: "So: {{link}}") { subject text html } }""",
        variables={"body": "{{nobody}}"},
    ),
    "a log that is not counted, by several actions at once": Case(
        """{ auditLog(first: 5, filter: {action: ["tenant.changed", "share.created", "tenant.changed"], onBehalfOnly: false}) {
          pageInfo { hasNextPage endCursor } edges { node { action actorName targetName ip actingSession { id } changes } } }
        none: auditLog(filter: {action: []}) { nodes { id } } wrong: auditLog(filter: {action: ["made.up"]}) { nodes { id } } }""",
        "acting",
    ),
}
