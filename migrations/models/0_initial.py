"""Initial."""

from tortoise import BaseDBAsyncClient

UPGRADE = {
    "sqlite": """
CREATE TABLE "integration_kind" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "key" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "description" TEXT NOT NULL,
    "category" VARCHAR(60) NOT NULL,
    "settings_schema" JSON NOT NULL,
    "credential_schema" JSON NOT NULL,
    "can_check" INT NOT NULL
) /* A kind of integration, as the registry in code (`app.services.integration_kinds`) has it; written when the database is migrated. */;
CREATE UNIQUE INDEX "uq_integration_kind_key" ON "integration_kind" ("key");
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMP NOT NULL
) /* How much of one budget is used in one window; the key names both. */;
CREATE TABLE "reminder" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL
) /* One reminder by the worker. The key names what it was about, for whom and which of several it was. */;
CREATE TABLE "tenant" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "plan" VARCHAR(20) NOT NULL /* FREE: FREE
PRO: PRO
ENTERPRISE: ENTERPRISE */,
    "brand_name" VARCHAR(200),
    "brand_logo_url" VARCHAR(2000),
    "brand_accent_color" VARCHAR(20),
    "brand_support_email" VARCHAR(254),
    "default_locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "share_consent" INT NOT NULL,
    "allowed_domains" JSON NOT NULL,
    "blocked_domains" JSON NOT NULL,
    "administered_at" TIMESTAMP /* since when somebody has been its admin, even if nobody is any more */,
    "created_at" TIMESTAMP NOT NULL
) /* An organization: a provider (vendor, MSP, reseller) or a customer. */;
CREATE TABLE "customer" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "domain" VARCHAR(253),
    "reference" VARCHAR(200),
    "stage" VARCHAR(20) NOT NULL /* PROSPECT: PROSPECT
CONNECTED: CONNECTED
FORMER: FORMER */,
    "partnership_id" CHAR(36) /* the last one; without a constraint, because it refers back */,
    "archived_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "organization_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A company that a provider (`tenant`) serves or wants to. */;
CREATE INDEX "ix_customer_tenant_name" ON "customer" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_customer_tenant_created" ON "customer" ("tenant_id", "created_at", "id");
CREATE UNIQUE INDEX "uq_customer_tenant_organization" ON "customer" ("tenant_id", "organization_id") WHERE organization_id IS NOT NULL;
CREATE INDEX "ix_customer_organization" ON "customer" ("organization_id");
CREATE TABLE "integration" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "settings" JSON NOT NULL,
    "credential" TEXT /* sealed */,
    "credential_updated_at" TIMESTAMP,
    "enabled" INT NOT NULL,
    "check_began_at" TIMESTAMP /* of the last check, which may be running */,
    "last_checked_at" TIMESTAMP,
    "last_error" VARCHAR(500),
    "created_at" TIMESTAMP NOT NULL,
    "kind_id" CHAR(36) NOT NULL REFERENCES "integration_kind" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* An integration of `tenant`. Its credential is sealed, written and never read by anybody but the check. */;
CREATE INDEX "ix_integration_tenant_name" ON "integration" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_integration_kind" ON "integration" ("kind_id", "tenant_id");
CREATE TABLE "mail_refusal" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* An address that wants no invitation and no reminder from a tenant any more. */;
CREATE UNIQUE INDEX "uq_mail_refusal" ON "mail_refusal" ("tenant_id", "email_key");
CREATE TABLE "partnership" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL /* MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT */,
    "origin" VARCHAR(20) NOT NULL /* CREATED: CREATED
LINKED: LINKED */,
    "contract_reference" VARCHAR(200),
    "allowed_roles" VARCHAR(400) NOT NULL,
    "since" TIMESTAMP NOT NULL,
    "suspended_by_partner_at" TIMESTAMP,
    "partner_suspension_reason" TEXT,
    "suspended_by_customer_at" TIMESTAMP,
    "customer_suspension_reason" TEXT,
    "ended_at" TIMESTAMP,
    "ended_by" VARCHAR(20) /* PARTNER: PARTNER
CUSTOMER: CUSTOMER
SYSTEM: SYSTEM */,
    "end_reason" TEXT,
    "customer_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partner_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "record_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT
) /* One connection, from its beginning to its end; the same two tenants may have another one later. */;
CREATE UNIQUE INDEX "uq_partnership_customer" ON "partnership" ("customer_id") WHERE ended_at IS NULL;
CREATE UNIQUE INDEX "uq_partnership_record" ON "partnership" ("record_id") WHERE ended_at IS NULL;
CREATE INDEX "ix_partnership_partner" ON "partnership" ("partner_id", "since", "id");
CREATE INDEX "ix_partnership_customer" ON "partnership" ("customer_id", "since", "id");
CREATE TABLE "partnership_change" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "from_kind" VARCHAR(30) NOT NULL /* MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT */,
    "kind" VARCHAR(30) NOT NULL /* MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT */,
    "message" TEXT,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "outcome" VARCHAR(20) /* PROPOSED: PROPOSED
ACCEPTED: ACCEPTED
DECLINED: DECLINED
WITHDRAWN: WITHDRAWN
EXPIRED: EXPIRED */,
    "decided_at" TIMESTAMP,
    "partnership_id" CHAR(36) NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT,
    "proposed_by_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A proposal of another kind, by one side to the other; or a change that held at once, ACCEPTED from the beginning. */;
CREATE UNIQUE INDEX "uq_partnership_change_open" ON "partnership_change" ("partnership_id") WHERE outcome IS NULL;
CREATE INDEX "ix_partnership_change_partnership" ON "partnership_change" ("partnership_id", "created_at", "id");
CREATE TABLE "partnership_period" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL /* MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT */,
    "began_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "partnership_id" CHAR(36) NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT
) /* A stretch of time in which a partnership was ACTIVE with one kind: what is billed. Open (`ended_at` null) while it lasts. */;
CREATE UNIQUE INDEX "uq_partnership_period_open" ON "partnership_period" ("partnership_id") WHERE ended_at IS NULL;
CREATE INDEX "ix_partnership_period_partnership" ON "partnership_period" ("partnership_id", "began_at", "id");
CREATE TABLE "poc_template" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "content" JSON NOT NULL,
    "task_count" INT NOT NULL,
    "resource_count" INT NOT NULL,
    "criteria_count" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* Tasks, groups, dependencies, resources and criteria in one document (`content`), days relative to the start. */;
CREATE INDEX "ix_poc_template_tenant" ON "poc_template" ("tenant_id", "created_at", "id");
CREATE TABLE "user" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200) NOT NULL,
    "last_name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "title" VARCHAR(200),
    "password_hash" VARCHAR(200),
    "locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "wants_acceptance" INT NOT NULL,
    "wants_comments" INT NOT NULL,
    "wants_tasks" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "last_signed_in_at" TIMESTAMP,
    "last_tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A person with an account. */;
CREATE UNIQUE INDEX "uq_user_email_key" ON "user" ("email_key");
CREATE TABLE "acting_session" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "ended_by" VARCHAR(20) /* PARTNER: PARTNER
CUSTOMER: CUSTOMER
SYSTEM: SYSTEM */,
    "actor_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partner_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partnership_id" CHAR(36) NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT,
    "record_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT
) /* One such session; open while `ended_at` is null and `expires_at` has not come. */;
CREATE INDEX "ix_acting_session_partner" ON "acting_session" ("partner_id", "started_at", "id");
CREATE INDEX "ix_acting_session_customer" ON "acting_session" ("customer_id", "started_at", "id");
CREATE INDEX "ix_acting_session_record" ON "acting_session" ("record_id", "started_at", "id");
CREATE INDEX "ix_acting_session_actor_open" ON "acting_session" ("actor_id") WHERE ended_at IS NULL;
CREATE INDEX "ix_acting_session_partnership_open" ON "acting_session" ("partnership_id") WHERE ended_at IS NULL;
CREATE TABLE "audit_export" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "narrowed" JSON NOT NULL /* the filter */,
    "format" VARCHAR(10) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "customer_id" CHAR(36) REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "log_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "requested_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* An export that was asked for: one download, soon. `log` is whose log it is, `tenant` who asked. */;
CREATE INDEX "ix_audit_export_expires" ON "audit_export" ("expires_at");
CREATE TABLE "customer_staff" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "level" VARCHAR(20) NOT NULL /* VIEW: VIEW
MANAGE: MANAGE */,
    "created_at" TIMESTAMP NOT NULL,
    "customer_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE CASCADE,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A colleague's place on the list of those who may open a customer; without any, every MSP admin may. */;
CREATE UNIQUE INDEX "uq_customer_staff" ON "customer_staff" ("customer_id", "user_id");
CREATE INDEX "ix_customer_staff_user" ON "customer_staff" ("user_id", "customer_id");
CREATE TABLE "event" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "action" VARCHAR(60) NOT NULL /* noun.past, of a closed list */,
    "session_id" CHAR(36),
    "organization_id" CHAR(36) /* in the log of a partner: of which customer it tells, and so is for who has its managed fields */,
    "target_kind" VARCHAR(40) NOT NULL,
    "target_id" CHAR(36) NOT NULL,
    "poc_id" CHAR(36),
    "activity" VARCHAR(30) /* as what the POC shows it, if it does */,
    "shared" INT NOT NULL /* whether customers may see it, as long as they may see its target */,
    "changes" JSON,
    "request_id" VARCHAR(40),
    "acting_id" CHAR(36) REFERENCES "acting_session" ("id") ON DELETE RESTRICT,
    "actor_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "partner_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* One change. People stand in it by id only, so that a person can be erased. */;
CREATE TRIGGER "event_append_only_update" BEFORE UPDATE ON "event" BEGIN SELECT RAISE(ABORT, 'rows of event are never changed'); END;
CREATE TRIGGER "event_append_only_delete" BEFORE DELETE ON "event" BEGIN SELECT RAISE(ABORT, 'rows of event are never changed'); END;
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_tenant_action" ON "event" ("tenant_id", "action", "at", "id");
CREATE INDEX "ix_event_tenant_actor" ON "event" ("tenant_id", "actor_id", "at", "id");
CREATE INDEX "ix_event_tenant_target" ON "event" ("tenant_id", "target_id", "at", "id");
CREATE INDEX "ix_event_tenant_kind" ON "event" ("tenant_id", "target_kind", "at", "id");
CREATE INDEX "ix_event_acting" ON "event" ("acting_id", "at", "id") WHERE acting_id IS NOT NULL;
CREATE INDEX "ix_event_on_behalf" ON "event" ("tenant_id", "at", "id") WHERE partner_id IS NOT NULL;
CREATE INDEX "ix_event_for_partner" ON "event" ("tenant_id", "at", "id") WHERE (partner_id IS NOT NULL OR substr(action, 1, 7) = 'member.' OR substr(action, 1, 11) = 'invitation.' AND poc_id IS NULL);
CREATE INDEX "ix_event_activity" ON "event" ("poc_id", "at", "id") WHERE activity IS NOT NULL;
CREATE INDEX "ix_event_poc_actor" ON "event" ("poc_id", "actor_id", "action", "at") WHERE poc_id IS NOT NULL;
CREATE TABLE "event_origin" (
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "event_id" CHAR(36) NOT NULL PRIMARY KEY REFERENCES "event" ("id") ON DELETE RESTRICT
) /* Address and browser of whoever did it; apart from the event, because it is about a person and may have to go. */;
CREATE TABLE "event_seal" (
    "number" BIGINT NOT NULL /* from 1, without gaps */,
    "hash" VARCHAR(64) NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "event_id" CHAR(36) NOT NULL PRIMARY KEY REFERENCES "event" ("id") ON DELETE RESTRICT
) /* An event's place in the chain of its tenant's log: `hash` is over the event and the hash before it. */;
CREATE UNIQUE INDEX "uq_event_seal_number" ON "event_seal" ("tenant_id", "number");
CREATE TABLE "integration_share" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "integration_name" VARCHAR(200) NOT NULL,
    "permission" VARCHAR(30) NOT NULL /* USE: USE
USE_AND_VIEW_SETTINGS: USE_AND_VIEW_SETTINGS */,
    "created_at" TIMESTAMP NOT NULL,
    "active_since" TIMESTAMP,
    "answer_by" TIMESTAMP /* while it waits for an answer */,
    "expires_at" TIMESTAMP,
    "outcome" VARCHAR(20) /* DECLINED, REVOKED or LEFT */,
    "ended_at" TIMESTAMP,
    "integration_id" CHAR(36) REFERENCES "integration" ("id") ON DELETE SET NULL,
    "kind_id" CHAR(36) NOT NULL REFERENCES "integration_kind" ("id") ON DELETE RESTRICT,
    "organization_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partnership_id" CHAR(36) NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT,
    "record_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shared_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* That a customer uses an integration of its partner (`tenant`). Name and kind stay when the integration has gone. */;
CREATE INDEX "ix_share_integration_open" ON "integration_share" ("integration_id", "organization_id") WHERE outcome IS NULL;
CREATE INDEX "ix_share_integration" ON "integration_share" ("integration_id", "created_at", "id");
CREATE INDEX "ix_share_organization" ON "integration_share" ("organization_id", "created_at", "id");
CREATE INDEX "ix_share_record" ON "integration_share" ("record_id", "created_at", "id");
CREATE INDEX "ix_share_partnership_open" ON "integration_share" ("partnership_id") WHERE outcome IS NULL;
CREATE TABLE "membership" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "roles" VARCHAR(400) NOT NULL,
    "status" VARCHAR(20) NOT NULL /* ACTIVE: ACTIVE
DEACTIVATED: DEACTIVATED */,
    "created_at" TIMESTAMP NOT NULL,
    "deactivated_at" TIMESTAMP,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* One person in one tenant. */;
CREATE UNIQUE INDEX "uq_membership_tenant_user" ON "membership" ("tenant_id", "user_id");
CREATE INDEX "ix_membership_tenant_created" ON "membership" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_membership_user_created" ON "membership" ("user_id", "created_at", "id");
CREATE TABLE "partner_link" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL /* MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT */,
    "label" VARCHAR(200),
    "token_hash" VARCHAR(64) NOT NULL,
    "hint" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP,
    "max_uses" INT,
    "uses" INT NOT NULL,
    "email_domain" VARCHAR(253) /* in its IDNA form, like the domain of an address's key */,
    "contract_reference" VARCHAR(200),
    "revoked_at" TIMESTAMP,
    "created_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" CHAR(36) REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A link of `tenant`, the partner (its hash only). With `customer` it connects that record, and works once. */;
CREATE UNIQUE INDEX "uq_partner_link_hash" ON "partner_link" ("token_hash");
CREATE INDEX "ix_partner_link_tenant" ON "partner_link" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_partner_link_customer" ON "partner_link" ("customer_id");
CREATE TABLE "account_link" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(20) NOT NULL /* RESET: RESET
REGISTRATION: REGISTRATION */,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "partner_link_id" CHAR(36) REFERENCES "partner_link" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A mailed link; for a registration there is no user yet. */;
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
CREATE TABLE "poc" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "summary" TEXT,
    "status" VARCHAR(20) NOT NULL /* DRAFT: DRAFT
ACTIVE: ACTIVE
ON_HOLD: ON_HOLD
WON: WON
LOST: LOST
ARCHIVED: ARCHIVED */,
    "status_before" VARCHAR(20) /* while ARCHIVED: what it goes back to */,
    "starts_on" DATE,
    "ends_on" DATE,
    "internal_notes" TEXT,
    "deal_amount" VARCHAR(40),
    "deal_currency" VARCHAR(3),
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "shared_updated_at" TIMESTAMP NOT NULL /* the last change that a customer may see */,
    "customer_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "owner_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A proof of concept of a provider (`tenant`) with a customer. */;
CREATE INDEX "ix_poc_tenant_created" ON "poc" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_poc_tenant_updated" ON "poc" ("tenant_id", "updated_at", "id");
CREATE INDEX "ix_poc_tenant_name" ON "poc" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_poc_tenant_ends" ON "poc" ("tenant_id", "ends_on", "id");
CREATE INDEX "ix_poc_customer_created" ON "poc" ("customer_id", "created_at", "id");
CREATE INDEX "ix_poc_owner_created" ON "poc" ("owner_id", "created_at", "id");
CREATE TABLE "collaborator" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "since" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A colleague of the provider who works on a POC. */;
CREATE UNIQUE INDEX "uq_collaborator_poc_user" ON "collaborator" ("poc_id", "user_id");
CREATE INDEX "ix_collaborator_poc_since" ON "collaborator" ("poc_id", "since", "id");
CREATE INDEX "ix_collaborator_user" ON "collaborator" ("user_id", "poc_id");
CREATE TABLE "comment_digest" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "audience" VARCHAR(20) NOT NULL /* INTERNAL: INTERNAL
CUSTOMER: CUSTOMER */,
    "since" TIMESTAMP NOT NULL /* the first of the comments */,
    "due_at" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* New comments of a POC that one audience has not been told of; one row for each, until they are. */;
CREATE UNIQUE INDEX "uq_comment_digest" ON "comment_digest" ("poc_id", "audience");
CREATE INDEX "ix_comment_digest_due" ON "comment_digest" ("due_at", "id");
CREATE TABLE "invitation" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL /* POC: POC
MEMBER: MEMBER
PORTAL: PORTAL */,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200),
    "last_name" VARCHAR(200),
    "sort_name" VARCHAR(400) NOT NULL,
    "title" VARCHAR(200),
    "personal_message" TEXT,
    "roles" VARCHAR(400) NOT NULL,
    "locale" VARCHAR(20) NOT NULL,
    "can_sign" INT NOT NULL,
    "access_ends_on" DATE,
    "created_at" TIMESTAMP NOT NULL,
    "first_sent_at" TIMESTAMP,
    "last_sent_at" TIMESTAMP,
    "send_count" INT NOT NULL,
    "expires_at" TIMESTAMP,
    "accepted_at" TIMESTAMP,
    "cancelled_at" TIMESTAMP,
    "cancel_reason" VARCHAR(20) /* WITHDRAWN: WITHDRAWN
DECLINED: DECLINED
REPORTED: REPORTED
REPLACED: REPLACED */,
    "fresh_asked_at" TIMESTAMP,
    "reminded_at" TIMESTAMP /* the last reminder, by hand or not */,
    "link_id" CHAR(36),
    "mail_id" CHAR(36),
    "accepted_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" CHAR(36) REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "invited_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "partner_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "set_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "set_in_id" CHAR(36) REFERENCES "acting_session" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* The promise of a grant of `tenant`. Without `expires_at` it is held, because the POC is a draft. */;
CREATE UNIQUE INDEX "uq_invitation_open_poc" ON "invitation" ("poc_id", "email_key") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX "uq_invitation_open_member" ON "invitation" ("tenant_id", "email_key") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE INDEX "ix_invitation_reminding" ON "invitation" ("last_sent_at", "id") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE TABLE "invitation_link" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE
) /* One mailed link. All are kept, so that a replaced one is told from one that never was. */;
CREATE UNIQUE INDEX "uq_invitation_link_hash" ON "invitation_link" ("token_hash");
CREATE INDEX "ix_invitation_link_invitation" ON "invitation_link" ("invitation_id");
CREATE TABLE "mail" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "told" JSON /* ids of comments, and of tasks that are to be done */,
    "name" VARCHAR(60) NOT NULL /* which e-mail, by its folder's name */,
    "recipient" VARCHAR(254) NOT NULL,
    "recipient_key" VARCHAR(320) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "sealed" TEXT,
    "security" INT NOT NULL,
    "status" VARCHAR(20) NOT NULL /* QUEUED: QUEUED
DEFERRED: DEFERRED
SENT: SENT
FAILED: FAILED
BOUNCED: BOUNCED
SUPPRESSED: SUPPRESSED */,
    "attempts" INT NOT NULL,
    "last_error" VARCHAR(500),
    "next_attempt_at" TIMESTAMP /* null when nothing more will be tried */,
    "leased_until" TIMESTAMP,
    "lease" CHAR(36),
    "created_at" TIMESTAMP NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) REFERENCES "poc" ("id") ON DELETE SET NULL,
    "reader_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A mail to one recipient. `sealed` (headers and both bodies, encrypted) is emptied when nothing more will be tried. */;
CREATE UNIQUE INDEX "uq_mail_message_id" ON "mail" ("message_id");
CREATE INDEX "ix_mail_next" ON "mail" ("next_attempt_at", "id");
CREATE INDEX "ix_mail_invitation" ON "mail" ("invitation_id");
CREATE INDEX "ix_mail_recipient" ON "mail" ("recipient_key", "created_at");
CREATE TABLE "participant" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200),
    "can_sign" INT NOT NULL,
    "joined_at" TIMESTAMP NOT NULL,
    "removed_at" TIMESTAMP,
    "ended_at" TIMESTAMP /* became a member of the provider, or came again after the last day */,
    "access_ends_on" DATE,
    "access_ends_at" TIMESTAMP /* the midnight after access_ends_on in the provider's time zone */,
    "visited_at" TIMESTAMP /* the last visit that was written down */,
    "reminded_at" TIMESTAMP /* the last reminder of tasks, by hand or not */,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A person of the customer with access to one POC. A person who comes back is a new row. */;
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
CREATE TABLE "session" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMP NOT NULL,
    "last_used_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "revoked_at" TIMESTAMP,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A signed-in person, perhaps working in a tenant. All its refresh tokens are one family. */;
CREATE INDEX "ix_session_user_created" ON "session" ("user_id", "created_at", "id");
CREATE TABLE "refresh_token" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "session_id" CHAR(36) NOT NULL REFERENCES "session" ("id") ON DELETE CASCADE
) /* One refresh token; used a second time, it ends the session. */;
CREATE UNIQUE INDEX "uq_refresh_token_hash" ON "refresh_token" ("token_hash");
CREATE INDEX "ix_refresh_token_session" ON "refresh_token" ("session_id");
CREATE TABLE "stored_file" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "poc_id" CHAR(36) NOT NULL /* for which POC it was uploaded; no reference, the file may outlive it for a moment */,
    "name" VARCHAR(200) NOT NULL,
    "content_type" VARCHAR(100) NOT NULL /* as declared, and from receiving on as its bytes say */,
    "size" INT NOT NULL /* as declared, and from receiving on as received */,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL /* until when it may lie unused */,
    "received_at" TIMESTAMP,
    "place" VARCHAR(60) /* where the storage has its bytes, once they are received */,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "uploaded_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A file as it is kept. Its bytes never change; they go when nothing refers to it and `expires_at` has passed. */;
CREATE INDEX "ix_stored_file_expires" ON "stored_file" ("expires_at", "id");
CREATE TABLE "poc_template_file" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "file_id" CHAR(36) NOT NULL REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "template_id" CHAR(36) NOT NULL REFERENCES "poc_template" ("id") ON DELETE CASCADE
) /* That a template has a file, which therefore stays. */;
CREATE UNIQUE INDEX "uq_poc_template_file" ON "poc_template_file" ("template_id", "file_id");
CREATE INDEX "ix_poc_template_file" ON "poc_template_file" ("file_id");
CREATE TABLE "resource" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL /* LINK: LINK
TEXT: TEXT
CODE: CODE
FILE: FILE */,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "url" VARCHAR(2000),
    "body" TEXT,
    "language" VARCHAR(40),
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "file_id" CHAR(36) REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* Something to look at. Positions count from 0 among the resources of the same visibility. */;
CREATE INDEX "ix_resource_poc" ON "resource" ("poc_id", "position", "id");
CREATE INDEX "ix_resource_file" ON "resource" ("file_id");
CREATE TABLE "resource_opening" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "by_customer" INT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "resource_id" CHAR(36) NOT NULL REFERENCES "resource" ("id") ON DELETE CASCADE,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* That somebody has opened a resource, for the first time at `at`. */;
CREATE UNIQUE INDEX "uq_resource_opening" ON "resource_opening" ("resource_id", "user_id");
CREATE TABLE "criterion" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "target" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(200),
    "must_have" INT NOT NULL,
    "weight" INT NOT NULL,
    "achieved" VARCHAR(200),
    "outcome" VARCHAR(20) NOT NULL /* OPEN: OPEN
MET: MET
NOT_MET: NOT_MET */,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* What shall be reached. Everybody on the POC sees it. Any change raises `version`, and makes signatures old. */;
CREATE INDEX "ix_criterion_poc" ON "criterion" ("poc_id", "position", "id");
CREATE TABLE "criterion_signature" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "signed_at" TIMESTAMP NOT NULL,
    "version" INT NOT NULL,
    "criterion_id" CHAR(36) NOT NULL REFERENCES "criterion" ("id") ON DELETE CASCADE,
    "signed_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A participant's consent to one version of a criterion. */;
CREATE UNIQUE INDEX "uq_criterion_signature" ON "criterion_signature" ("criterion_id", "signed_by_id", "version");
CREATE TABLE "task_group" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "position" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* A heading under which tasks stand. Positions count from 0 among the groups of the same visibility. */;
CREATE INDEX "ix_task_group_poc" ON "task_group" ("poc_id", "position", "id");
CREATE TABLE "task" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(20) NOT NULL /* TODO: TODO
IN_PROGRESS: IN_PROGRESS
BLOCKED: BLOCKED
DONE: DONE */,
    "side" VARCHAR(20) NOT NULL /* PROVIDER: PROVIDER
CUSTOMER: CUSTOMER
ANYONE: ANYONE */,
    "due_on" DATE,
    "due_at" TIMESTAMP /* the midnight after due_on in the provider's time zone */,
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "completed_at" TIMESTAMP,
    "completed_by_customer" INT NOT NULL,
    "assigned_participant_id" CHAR(36) REFERENCES "participant" ("id") ON DELETE RESTRICT,
    "assigned_user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "completed_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "group_id" CHAR(36) REFERENCES "task_group" ("id") ON DELETE SET NULL,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
) /* Something to do. Positions count from 0 among the tasks of the same group, or of none, and the same visibility. */;
CREATE INDEX "ix_task_poc" ON "task" ("poc_id", "position", "id");
CREATE INDEX "ix_task_group" ON "task" ("group_id", "position", "id");
CREATE INDEX "ix_task_due" ON "task" ("due_on", "id") WHERE completed_at IS NULL AND due_on IS NOT NULL;
CREATE TABLE "comment" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "visibility" VARCHAR(20) NOT NULL /* SHARED: SHARED
INTERNAL: INTERNAL */,
    "created_at" TIMESTAMP NOT NULL,
    "edited_at" TIMESTAMP,
    "author_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "task_id" CHAR(36) REFERENCES "task" ("id") ON DELETE CASCADE
) /* What somebody wrote, as they typed it. */;
CREATE INDEX "ix_comment_poc" ON "comment" ("poc_id", "created_at", "id");
CREATE INDEX "ix_comment_task" ON "comment" ("task_id", "created_at", "id");
CREATE TABLE "task_dependency" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "depends_on_id" CHAR(36) NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE,
    "task_id" CHAR(36) NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE
) /* `task` can be completed only after `depends_on`, a task of the same POC. */;
CREATE UNIQUE INDEX "uq_task_dependency" ON "task_dependency" ("task_id", "depends_on_id");
CREATE INDEX "ix_task_dependency_on" ON "task_dependency" ("depends_on_id");
CREATE TABLE "aerich" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSON NOT NULL
);
""",
    "postgres": """
CREATE TABLE "integration_kind" (
    "id" UUID NOT NULL PRIMARY KEY,
    "key" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "description" TEXT NOT NULL,
    "category" VARCHAR(60) NOT NULL,
    "settings_schema" JSONB NOT NULL,
    "credential_schema" JSONB NOT NULL,
    "can_check" BOOL NOT NULL
);
CREATE UNIQUE INDEX "uq_integration_kind_key" ON "integration_kind" ("key");
COMMENT ON TABLE "integration_kind" IS 'A kind of integration, as the registry in code (`app.services.integration_kinds`) has it; written when the database is migrated.';
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "mail_budget" IS 'How much of one budget is used in one window; the key names both.';
CREATE TABLE "reminder" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "reminder" IS 'One reminder by the worker. The key names what it was about, for whom and which of several it was.';
CREATE TABLE "tenant" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "plan" VARCHAR(20) NOT NULL,
    "brand_name" VARCHAR(200),
    "brand_logo_url" VARCHAR(2000),
    "brand_accent_color" VARCHAR(20),
    "brand_support_email" VARCHAR(254),
    "default_locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "share_consent" BOOL NOT NULL,
    "allowed_domains" JSONB NOT NULL,
    "blocked_domains" JSONB NOT NULL,
    "administered_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN "tenant"."plan" IS 'FREE: FREE
PRO: PRO
ENTERPRISE: ENTERPRISE';
COMMENT ON COLUMN "tenant"."administered_at" IS 'since when somebody has been its admin, even if nobody is any more';
COMMENT ON TABLE "tenant" IS 'An organization: a provider (vendor, MSP, reseller) or a customer.';
CREATE TABLE "customer" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "domain" VARCHAR(253),
    "reference" VARCHAR(200),
    "stage" VARCHAR(20) NOT NULL,
    "partnership_id" UUID,
    "archived_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_customer_tenant_name" ON "customer" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_customer_tenant_created" ON "customer" ("tenant_id", "created_at", "id");
CREATE UNIQUE INDEX "uq_customer_tenant_organization" ON "customer" ("tenant_id", "organization_id") WHERE organization_id IS NOT NULL;
CREATE INDEX "ix_customer_organization" ON "customer" ("organization_id");
COMMENT ON COLUMN "customer"."stage" IS 'PROSPECT: PROSPECT
CONNECTED: CONNECTED
FORMER: FORMER';
COMMENT ON COLUMN "customer"."partnership_id" IS 'the last one; without a constraint, because it refers back';
COMMENT ON TABLE "customer" IS 'A company that a provider (`tenant`) serves or wants to.';
CREATE TABLE "integration" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "settings" JSONB NOT NULL,
    "credential" TEXT,
    "credential_updated_at" TIMESTAMPTZ,
    "enabled" BOOL NOT NULL,
    "check_began_at" TIMESTAMPTZ,
    "last_checked_at" TIMESTAMPTZ,
    "last_error" VARCHAR(500),
    "created_at" TIMESTAMPTZ NOT NULL,
    "kind_id" UUID NOT NULL REFERENCES "integration_kind" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_integration_tenant_name" ON "integration" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_integration_kind" ON "integration" ("kind_id", "tenant_id");
COMMENT ON COLUMN "integration"."credential" IS 'sealed';
COMMENT ON COLUMN "integration"."check_began_at" IS 'of the last check, which may be running';
COMMENT ON TABLE "integration" IS 'An integration of `tenant`. Its credential is sealed, written and never read by anybody but the check.';
CREATE TABLE "mail_refusal" (
    "id" UUID NOT NULL PRIMARY KEY,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_refusal" ON "mail_refusal" ("tenant_id", "email_key");
COMMENT ON TABLE "mail_refusal" IS 'An address that wants no invitation and no reminder from a tenant any more.';
CREATE TABLE "partnership" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL,
    "origin" VARCHAR(20) NOT NULL,
    "contract_reference" VARCHAR(200),
    "allowed_roles" VARCHAR(400) NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "suspended_by_partner_at" TIMESTAMPTZ,
    "partner_suspension_reason" TEXT,
    "suspended_by_customer_at" TIMESTAMPTZ,
    "customer_suspension_reason" TEXT,
    "ended_at" TIMESTAMPTZ,
    "ended_by" VARCHAR(20),
    "end_reason" TEXT,
    "customer_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partner_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "record_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_partnership_customer" ON "partnership" ("customer_id") WHERE ended_at IS NULL;
CREATE UNIQUE INDEX "uq_partnership_record" ON "partnership" ("record_id") WHERE ended_at IS NULL;
CREATE INDEX "ix_partnership_partner" ON "partnership" ("partner_id", "since", "id");
CREATE INDEX "ix_partnership_customer" ON "partnership" ("customer_id", "since", "id");
COMMENT ON COLUMN "partnership"."kind" IS 'MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT';
COMMENT ON COLUMN "partnership"."origin" IS 'CREATED: CREATED
LINKED: LINKED';
COMMENT ON COLUMN "partnership"."ended_by" IS 'PARTNER: PARTNER
CUSTOMER: CUSTOMER
SYSTEM: SYSTEM';
COMMENT ON TABLE "partnership" IS 'One connection, from its beginning to its end; the same two tenants may have another one later.';
CREATE TABLE "partnership_change" (
    "id" UUID NOT NULL PRIMARY KEY,
    "from_kind" VARCHAR(30) NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "message" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "outcome" VARCHAR(20),
    "decided_at" TIMESTAMPTZ,
    "partnership_id" UUID NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT,
    "proposed_by_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_partnership_change_open" ON "partnership_change" ("partnership_id") WHERE outcome IS NULL;
CREATE INDEX "ix_partnership_change_partnership" ON "partnership_change" ("partnership_id", "created_at", "id");
COMMENT ON COLUMN "partnership_change"."from_kind" IS 'MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT';
COMMENT ON COLUMN "partnership_change"."kind" IS 'MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT';
COMMENT ON COLUMN "partnership_change"."outcome" IS 'PROPOSED: PROPOSED
ACCEPTED: ACCEPTED
DECLINED: DECLINED
WITHDRAWN: WITHDRAWN
EXPIRED: EXPIRED';
COMMENT ON TABLE "partnership_change" IS 'A proposal of another kind, by one side to the other; or a change that held at once, ACCEPTED from the beginning.';
CREATE TABLE "partnership_period" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL,
    "began_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "partnership_id" UUID NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_partnership_period_open" ON "partnership_period" ("partnership_id") WHERE ended_at IS NULL;
CREATE INDEX "ix_partnership_period_partnership" ON "partnership_period" ("partnership_id", "began_at", "id");
COMMENT ON COLUMN "partnership_period"."kind" IS 'MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT';
COMMENT ON TABLE "partnership_period" IS 'A stretch of time in which a partnership was ACTIVE with one kind: what is billed. Open (`ended_at` null) while it lasts.';
CREATE TABLE "poc_template" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "content" JSONB NOT NULL,
    "task_count" INT NOT NULL,
    "resource_count" INT NOT NULL,
    "criteria_count" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_poc_template_tenant" ON "poc_template" ("tenant_id", "created_at", "id");
COMMENT ON TABLE "poc_template" IS 'Tasks, groups, dependencies, resources and criteria in one document (`content`), days relative to the start.';
CREATE TABLE "user" (
    "id" UUID NOT NULL PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200) NOT NULL,
    "last_name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "title" VARCHAR(200),
    "password_hash" VARCHAR(200),
    "locale" VARCHAR(20) NOT NULL,
    "time_zone" VARCHAR(60) NOT NULL,
    "wants_acceptance" BOOL NOT NULL,
    "wants_comments" BOOL NOT NULL,
    "wants_tasks" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_signed_in_at" TIMESTAMPTZ,
    "last_tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_user_email_key" ON "user" ("email_key");
COMMENT ON TABLE "user" IS 'A person with an account.';
CREATE TABLE "acting_session" (
    "id" UUID NOT NULL PRIMARY KEY,
    "reason" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "ended_by" VARCHAR(20),
    "actor_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partner_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partnership_id" UUID NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT,
    "record_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_acting_session_partner" ON "acting_session" ("partner_id", "started_at", "id");
CREATE INDEX "ix_acting_session_customer" ON "acting_session" ("customer_id", "started_at", "id");
CREATE INDEX "ix_acting_session_record" ON "acting_session" ("record_id", "started_at", "id");
CREATE INDEX "ix_acting_session_actor_open" ON "acting_session" ("actor_id") WHERE ended_at IS NULL;
CREATE INDEX "ix_acting_session_partnership_open" ON "acting_session" ("partnership_id") WHERE ended_at IS NULL;
COMMENT ON COLUMN "acting_session"."ended_by" IS 'PARTNER: PARTNER
CUSTOMER: CUSTOMER
SYSTEM: SYSTEM';
COMMENT ON TABLE "acting_session" IS 'One such session; open while `ended_at` is null and `expires_at` has not come.';
CREATE TABLE "audit_export" (
    "id" UUID NOT NULL PRIMARY KEY,
    "narrowed" JSONB NOT NULL,
    "format" VARCHAR(10) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "customer_id" UUID REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "log_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "requested_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_audit_export_expires" ON "audit_export" ("expires_at");
COMMENT ON COLUMN "audit_export"."narrowed" IS 'the filter';
COMMENT ON TABLE "audit_export" IS 'An export that was asked for: one download, soon. `log` is whose log it is, `tenant` who asked.';
CREATE TABLE "customer_staff" (
    "id" UUID NOT NULL PRIMARY KEY,
    "level" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "customer_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE CASCADE,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_customer_staff" ON "customer_staff" ("customer_id", "user_id");
CREATE INDEX "ix_customer_staff_user" ON "customer_staff" ("user_id", "customer_id");
COMMENT ON COLUMN "customer_staff"."level" IS 'VIEW: VIEW
MANAGE: MANAGE';
COMMENT ON TABLE "customer_staff" IS 'A colleague''s place on the list of those who may open a customer; without any, every MSP admin may.';
CREATE TABLE "event" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "session_id" UUID,
    "organization_id" UUID,
    "target_kind" VARCHAR(40) NOT NULL,
    "target_id" UUID NOT NULL,
    "poc_id" UUID,
    "activity" VARCHAR(30),
    "shared" BOOL NOT NULL,
    "changes" JSONB,
    "request_id" VARCHAR(40),
    "acting_id" UUID REFERENCES "acting_session" ("id") ON DELETE RESTRICT,
    "actor_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "partner_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE FUNCTION "event_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'rows of event are never changed'; END $$;
CREATE TRIGGER "event_append_only" BEFORE UPDATE OR DELETE ON "event" FOR EACH ROW EXECUTE FUNCTION "event_append_only"();
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_tenant_action" ON "event" ("tenant_id", "action", "at", "id");
CREATE INDEX "ix_event_tenant_actor" ON "event" ("tenant_id", "actor_id", "at", "id");
CREATE INDEX "ix_event_tenant_target" ON "event" ("tenant_id", "target_id", "at", "id");
CREATE INDEX "ix_event_tenant_kind" ON "event" ("tenant_id", "target_kind", "at", "id");
CREATE INDEX "ix_event_acting" ON "event" ("acting_id", "at", "id") WHERE acting_id IS NOT NULL;
CREATE INDEX "ix_event_on_behalf" ON "event" ("tenant_id", "at", "id") WHERE partner_id IS NOT NULL;
CREATE INDEX "ix_event_for_partner" ON "event" ("tenant_id", "at", "id") WHERE (partner_id IS NOT NULL OR substr(action, 1, 7) = 'member.' OR substr(action, 1, 11) = 'invitation.' AND poc_id IS NULL);
CREATE INDEX "ix_event_activity" ON "event" ("poc_id", "at", "id") WHERE activity IS NOT NULL;
CREATE INDEX "ix_event_poc_actor" ON "event" ("poc_id", "actor_id", "action", "at") WHERE poc_id IS NOT NULL;
COMMENT ON COLUMN "event"."action" IS 'noun.past, of a closed list';
COMMENT ON COLUMN "event"."organization_id" IS 'in the log of a partner: of which customer it tells, and so is for who has its managed fields';
COMMENT ON COLUMN "event"."activity" IS 'as what the POC shows it, if it does';
COMMENT ON COLUMN "event"."shared" IS 'whether customers may see it, as long as they may see its target';
COMMENT ON TABLE "event" IS 'One change. People stand in it by id only, so that a person can be erased.';
CREATE TABLE "event_origin" (
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "event_id" UUID NOT NULL PRIMARY KEY REFERENCES "event" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "event_origin" IS 'Address and browser of whoever did it; apart from the event, because it is about a person and may have to go.';
CREATE TABLE "event_seal" (
    "number" BIGINT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "event_id" UUID NOT NULL PRIMARY KEY REFERENCES "event" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_event_seal_number" ON "event_seal" ("tenant_id", "number");
COMMENT ON COLUMN "event_seal"."number" IS 'from 1, without gaps';
COMMENT ON TABLE "event_seal" IS 'An event''s place in the chain of its tenant''s log: `hash` is over the event and the hash before it.';
CREATE TABLE "integration_share" (
    "id" UUID NOT NULL PRIMARY KEY,
    "integration_name" VARCHAR(200) NOT NULL,
    "permission" VARCHAR(30) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "active_since" TIMESTAMPTZ,
    "answer_by" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,
    "outcome" VARCHAR(20),
    "ended_at" TIMESTAMPTZ,
    "integration_id" UUID REFERENCES "integration" ("id") ON DELETE SET NULL,
    "kind_id" UUID NOT NULL REFERENCES "integration_kind" ("id") ON DELETE RESTRICT,
    "organization_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "partnership_id" UUID NOT NULL REFERENCES "partnership" ("id") ON DELETE RESTRICT,
    "record_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shared_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_share_integration_open" ON "integration_share" ("integration_id", "organization_id") WHERE outcome IS NULL;
CREATE INDEX "ix_share_integration" ON "integration_share" ("integration_id", "created_at", "id");
CREATE INDEX "ix_share_organization" ON "integration_share" ("organization_id", "created_at", "id");
CREATE INDEX "ix_share_record" ON "integration_share" ("record_id", "created_at", "id");
CREATE INDEX "ix_share_partnership_open" ON "integration_share" ("partnership_id") WHERE outcome IS NULL;
COMMENT ON COLUMN "integration_share"."permission" IS 'USE: USE
USE_AND_VIEW_SETTINGS: USE_AND_VIEW_SETTINGS';
COMMENT ON COLUMN "integration_share"."answer_by" IS 'while it waits for an answer';
COMMENT ON COLUMN "integration_share"."outcome" IS 'DECLINED, REVOKED or LEFT';
COMMENT ON TABLE "integration_share" IS 'That a customer uses an integration of its partner (`tenant`). Name and kind stay when the integration has gone.';
CREATE TABLE "membership" (
    "id" UUID NOT NULL PRIMARY KEY,
    "roles" VARCHAR(400) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "deactivated_at" TIMESTAMPTZ,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_membership_tenant_user" ON "membership" ("tenant_id", "user_id");
CREATE INDEX "ix_membership_tenant_created" ON "membership" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_membership_user_created" ON "membership" ("user_id", "created_at", "id");
COMMENT ON COLUMN "membership"."status" IS 'ACTIVE: ACTIVE
DEACTIVATED: DEACTIVATED';
COMMENT ON TABLE "membership" IS 'One person in one tenant.';
CREATE TABLE "partner_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL,
    "label" VARCHAR(200),
    "token_hash" VARCHAR(64) NOT NULL,
    "hint" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ,
    "max_uses" INT,
    "uses" INT NOT NULL,
    "email_domain" VARCHAR(253),
    "contract_reference" VARCHAR(200),
    "revoked_at" TIMESTAMPTZ,
    "created_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" UUID REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_partner_link_hash" ON "partner_link" ("token_hash");
CREATE INDEX "ix_partner_link_tenant" ON "partner_link" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_partner_link_customer" ON "partner_link" ("customer_id");
COMMENT ON COLUMN "partner_link"."kind" IS 'MSP: MSP
RESELLER_WITH_SUPPORT: RESELLER_WITH_SUPPORT
RESELLER_WITHOUT_SUPPORT: RESELLER_WITHOUT_SUPPORT';
COMMENT ON COLUMN "partner_link"."email_domain" IS 'in its IDNA form, like the domain of an address''s key';
COMMENT ON TABLE "partner_link" IS 'A link of `tenant`, the partner (its hash only). With `customer` it connects that record, and works once.';
CREATE TABLE "account_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "partner_link_id" UUID REFERENCES "partner_link" ("id") ON DELETE RESTRICT,
    "user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
COMMENT ON COLUMN "account_link"."purpose" IS 'RESET: RESET
REGISTRATION: REGISTRATION';
COMMENT ON TABLE "account_link" IS 'A mailed link; for a registration there is no user yet.';
CREATE TABLE "poc" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "summary" TEXT,
    "status" VARCHAR(20) NOT NULL,
    "status_before" VARCHAR(20),
    "starts_on" DATE,
    "ends_on" DATE,
    "internal_notes" TEXT,
    "deal_amount" VARCHAR(40),
    "deal_currency" VARCHAR(3),
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "shared_updated_at" TIMESTAMPTZ NOT NULL,
    "customer_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "owner_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_poc_tenant_created" ON "poc" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_poc_tenant_updated" ON "poc" ("tenant_id", "updated_at", "id");
CREATE INDEX "ix_poc_tenant_name" ON "poc" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_poc_tenant_ends" ON "poc" ("tenant_id", "ends_on", "id");
CREATE INDEX "ix_poc_customer_created" ON "poc" ("customer_id", "created_at", "id");
CREATE INDEX "ix_poc_owner_created" ON "poc" ("owner_id", "created_at", "id");
COMMENT ON COLUMN "poc"."status" IS 'DRAFT: DRAFT
ACTIVE: ACTIVE
ON_HOLD: ON_HOLD
WON: WON
LOST: LOST
ARCHIVED: ARCHIVED';
COMMENT ON COLUMN "poc"."status_before" IS 'while ARCHIVED: what it goes back to';
COMMENT ON COLUMN "poc"."shared_updated_at" IS 'the last change that a customer may see';
COMMENT ON TABLE "poc" IS 'A proof of concept of a provider (`tenant`) with a customer.';
CREATE TABLE "collaborator" (
    "id" UUID NOT NULL PRIMARY KEY,
    "since" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_collaborator_poc_user" ON "collaborator" ("poc_id", "user_id");
CREATE INDEX "ix_collaborator_poc_since" ON "collaborator" ("poc_id", "since", "id");
CREATE INDEX "ix_collaborator_user" ON "collaborator" ("user_id", "poc_id");
COMMENT ON TABLE "collaborator" IS 'A colleague of the provider who works on a POC.';
CREATE TABLE "comment_digest" (
    "id" UUID NOT NULL PRIMARY KEY,
    "audience" VARCHAR(20) NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_comment_digest" ON "comment_digest" ("poc_id", "audience");
CREATE INDEX "ix_comment_digest_due" ON "comment_digest" ("due_at", "id");
COMMENT ON COLUMN "comment_digest"."audience" IS 'INTERNAL: INTERNAL
CUSTOMER: CUSTOMER';
COMMENT ON COLUMN "comment_digest"."since" IS 'the first of the comments';
COMMENT ON TABLE "comment_digest" IS 'New comments of a POC that one audience has not been told of; one row for each, until they are.';
CREATE TABLE "invitation" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200),
    "last_name" VARCHAR(200),
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "title" VARCHAR(200),
    "personal_message" TEXT,
    "roles" VARCHAR(400) NOT NULL,
    "locale" VARCHAR(20) NOT NULL,
    "can_sign" BOOL NOT NULL,
    "access_ends_on" DATE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "first_sent_at" TIMESTAMPTZ,
    "last_sent_at" TIMESTAMPTZ,
    "send_count" INT NOT NULL,
    "expires_at" TIMESTAMPTZ,
    "accepted_at" TIMESTAMPTZ,
    "cancelled_at" TIMESTAMPTZ,
    "cancel_reason" VARCHAR(20),
    "fresh_asked_at" TIMESTAMPTZ,
    "reminded_at" TIMESTAMPTZ,
    "link_id" UUID,
    "mail_id" UUID,
    "accepted_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" UUID REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "invited_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "partner_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "poc_id" UUID REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "set_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "set_in_id" UUID REFERENCES "acting_session" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_invitation_open_poc" ON "invitation" ("poc_id", "email_key") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX "uq_invitation_open_member" ON "invitation" ("tenant_id", "email_key") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE INDEX "ix_invitation_reminding" ON "invitation" ("last_sent_at", "id") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
COMMENT ON COLUMN "invitation"."kind" IS 'POC: POC
MEMBER: MEMBER
PORTAL: PORTAL';
COMMENT ON COLUMN "invitation"."cancel_reason" IS 'WITHDRAWN: WITHDRAWN
DECLINED: DECLINED
REPORTED: REPORTED
REPLACED: REPLACED';
COMMENT ON COLUMN "invitation"."reminded_at" IS 'the last reminder, by hand or not';
COMMENT ON TABLE "invitation" IS 'The promise of a grant of `tenant`. Without `expires_at` it is held, because the POC is a draft.';
CREATE TABLE "invitation_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "invitation_id" UUID NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_invitation_link_hash" ON "invitation_link" ("token_hash");
CREATE INDEX "ix_invitation_link_invitation" ON "invitation_link" ("invitation_id");
COMMENT ON TABLE "invitation_link" IS 'One mailed link. All are kept, so that a replaced one is told from one that never was.';
CREATE TABLE "mail" (
    "id" UUID NOT NULL PRIMARY KEY,
    "told" JSONB,
    "name" VARCHAR(60) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "recipient_key" VARCHAR(320) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "sealed" TEXT,
    "security" BOOL NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "attempts" INT NOT NULL,
    "last_error" VARCHAR(500),
    "next_attempt_at" TIMESTAMPTZ,
    "leased_until" TIMESTAMPTZ,
    "lease" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" UUID REFERENCES "poc" ("id") ON DELETE SET NULL,
    "reader_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_message_id" ON "mail" ("message_id");
CREATE INDEX "ix_mail_next" ON "mail" ("next_attempt_at", "id");
CREATE INDEX "ix_mail_invitation" ON "mail" ("invitation_id");
CREATE INDEX "ix_mail_recipient" ON "mail" ("recipient_key", "created_at");
COMMENT ON COLUMN "mail"."told" IS 'ids of comments, and of tasks that are to be done';
COMMENT ON COLUMN "mail"."name" IS 'which e-mail, by its folder''s name';
COMMENT ON COLUMN "mail"."status" IS 'QUEUED: QUEUED
DEFERRED: DEFERRED
SENT: SENT
FAILED: FAILED
BOUNCED: BOUNCED
SUPPRESSED: SUPPRESSED';
COMMENT ON COLUMN "mail"."next_attempt_at" IS 'null when nothing more will be tried';
COMMENT ON TABLE "mail" IS 'A mail to one recipient. `sealed` (headers and both bodies, encrypted) is emptied when nothing more will be tried.';
CREATE TABLE "participant" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200),
    "can_sign" BOOL NOT NULL,
    "joined_at" TIMESTAMPTZ NOT NULL,
    "removed_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "access_ends_on" DATE,
    "access_ends_at" TIMESTAMPTZ,
    "visited_at" TIMESTAMPTZ,
    "reminded_at" TIMESTAMPTZ,
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
COMMENT ON COLUMN "participant"."ended_at" IS 'became a member of the provider, or came again after the last day';
COMMENT ON COLUMN "participant"."access_ends_at" IS 'the midnight after access_ends_on in the provider''s time zone';
COMMENT ON COLUMN "participant"."visited_at" IS 'the last visit that was written down';
COMMENT ON COLUMN "participant"."reminded_at" IS 'the last reminder of tasks, by hand or not';
COMMENT ON TABLE "participant" IS 'A person of the customer with access to one POC. A person who comes back is a new row.';
CREATE TABLE "session" (
    "id" UUID NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_used_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "revoked_at" TIMESTAMPTZ,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_session_user_created" ON "session" ("user_id", "created_at", "id");
COMMENT ON TABLE "session" IS 'A signed-in person, perhaps working in a tenant. All its refresh tokens are one family.';
CREATE TABLE "refresh_token" (
    "id" UUID NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "session_id" UUID NOT NULL REFERENCES "session" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_refresh_token_hash" ON "refresh_token" ("token_hash");
CREATE INDEX "ix_refresh_token_session" ON "refresh_token" ("session_id");
COMMENT ON TABLE "refresh_token" IS 'One refresh token; used a second time, it ends the session.';
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL PRIMARY KEY,
    "poc_id" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "content_type" VARCHAR(100) NOT NULL,
    "size" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "received_at" TIMESTAMPTZ,
    "place" VARCHAR(60),
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "uploaded_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_stored_file_expires" ON "stored_file" ("expires_at", "id");
COMMENT ON COLUMN "stored_file"."poc_id" IS 'for which POC it was uploaded; no reference, the file may outlive it for a moment';
COMMENT ON COLUMN "stored_file"."content_type" IS 'as declared, and from receiving on as its bytes say';
COMMENT ON COLUMN "stored_file"."size" IS 'as declared, and from receiving on as received';
COMMENT ON COLUMN "stored_file"."expires_at" IS 'until when it may lie unused';
COMMENT ON COLUMN "stored_file"."place" IS 'where the storage has its bytes, once they are received';
COMMENT ON TABLE "stored_file" IS 'A file as it is kept. Its bytes never change; they go when nothing refers to it and `expires_at` has passed.';
CREATE TABLE "poc_template_file" (
    "id" UUID NOT NULL PRIMARY KEY,
    "file_id" UUID NOT NULL REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "template_id" UUID NOT NULL REFERENCES "poc_template" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_poc_template_file" ON "poc_template_file" ("template_id", "file_id");
CREATE INDEX "ix_poc_template_file" ON "poc_template_file" ("file_id");
COMMENT ON TABLE "poc_template_file" IS 'That a template has a file, which therefore stays.';
CREATE TABLE "resource" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "url" VARCHAR(2000),
    "body" TEXT,
    "language" VARCHAR(40),
    "visibility" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "file_id" UUID REFERENCES "stored_file" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_resource_poc" ON "resource" ("poc_id", "position", "id");
CREATE INDEX "ix_resource_file" ON "resource" ("file_id");
COMMENT ON COLUMN "resource"."kind" IS 'LINK: LINK
TEXT: TEXT
CODE: CODE
FILE: FILE';
COMMENT ON COLUMN "resource"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "resource" IS 'Something to look at. Positions count from 0 among the resources of the same visibility.';
CREATE TABLE "resource_opening" (
    "id" UUID NOT NULL PRIMARY KEY,
    "by_customer" BOOL NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "resource_id" UUID NOT NULL REFERENCES "resource" ("id") ON DELETE CASCADE,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_resource_opening" ON "resource_opening" ("resource_id", "user_id");
COMMENT ON TABLE "resource_opening" IS 'That somebody has opened a resource, for the first time at `at`.';
CREATE TABLE "criterion" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "target" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(200),
    "must_have" BOOL NOT NULL,
    "weight" INT NOT NULL,
    "achieved" VARCHAR(200),
    "outcome" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_criterion_poc" ON "criterion" ("poc_id", "position", "id");
COMMENT ON COLUMN "criterion"."outcome" IS 'OPEN: OPEN
MET: MET
NOT_MET: NOT_MET';
COMMENT ON TABLE "criterion" IS 'What shall be reached. Everybody on the POC sees it. Any change raises `version`, and makes signatures old.';
CREATE TABLE "criterion_signature" (
    "id" UUID NOT NULL PRIMARY KEY,
    "signed_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "criterion_id" UUID NOT NULL REFERENCES "criterion" ("id") ON DELETE CASCADE,
    "signed_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_criterion_signature" ON "criterion_signature" ("criterion_id", "signed_by_id", "version");
COMMENT ON TABLE "criterion_signature" IS 'A participant''s consent to one version of a criterion.';
CREATE TABLE "task_group" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "visibility" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_task_group_poc" ON "task_group" ("poc_id", "position", "id");
COMMENT ON COLUMN "task_group"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "task_group" IS 'A heading under which tasks stand. Positions count from 0 among the groups of the same visibility.';
CREATE TABLE "task" (
    "id" UUID NOT NULL PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "description" TEXT,
    "status" VARCHAR(20) NOT NULL,
    "side" VARCHAR(20) NOT NULL,
    "due_on" DATE,
    "due_at" TIMESTAMPTZ,
    "visibility" VARCHAR(20) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "completed_at" TIMESTAMPTZ,
    "completed_by_customer" BOOL NOT NULL,
    "assigned_participant_id" UUID REFERENCES "participant" ("id") ON DELETE RESTRICT,
    "assigned_user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "completed_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "group_id" UUID REFERENCES "task_group" ("id") ON DELETE SET NULL,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_task_poc" ON "task" ("poc_id", "position", "id");
CREATE INDEX "ix_task_group" ON "task" ("group_id", "position", "id");
CREATE INDEX "ix_task_due" ON "task" ("due_on", "id") WHERE completed_at IS NULL AND due_on IS NOT NULL;
COMMENT ON COLUMN "task"."status" IS 'TODO: TODO
IN_PROGRESS: IN_PROGRESS
BLOCKED: BLOCKED
DONE: DONE';
COMMENT ON COLUMN "task"."side" IS 'PROVIDER: PROVIDER
CUSTOMER: CUSTOMER
ANYONE: ANYONE';
COMMENT ON COLUMN "task"."due_at" IS 'the midnight after due_on in the provider''s time zone';
COMMENT ON COLUMN "task"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "task" IS 'Something to do. Positions count from 0 among the tasks of the same group, or of none, and the same visibility.';
CREATE TABLE "comment" (
    "id" UUID NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "visibility" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "edited_at" TIMESTAMPTZ,
    "author_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE CASCADE,
    "task_id" UUID REFERENCES "task" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_comment_poc" ON "comment" ("poc_id", "created_at", "id");
CREATE INDEX "ix_comment_task" ON "comment" ("task_id", "created_at", "id");
COMMENT ON COLUMN "comment"."visibility" IS 'SHARED: SHARED
INTERNAL: INTERNAL';
COMMENT ON TABLE "comment" IS 'What somebody wrote, as they typed it.';
CREATE TABLE "task_dependency" (
    "id" UUID NOT NULL PRIMARY KEY,
    "depends_on_id" UUID NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE,
    "task_id" UUID NOT NULL REFERENCES "task" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_task_dependency" ON "task_dependency" ("task_id", "depends_on_id");
CREATE INDEX "ix_task_dependency_on" ON "task_dependency" ("depends_on_id");
COMMENT ON TABLE "task_dependency" IS '`task` can be completed only after `depends_on`, a task of the same POC.';
CREATE TABLE "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);
""",
}


async def upgrade(db: BaseDBAsyncClient) -> str:
    return UPGRADE[db.capabilities.dialect]


async def downgrade(db: BaseDBAsyncClient) -> str:
    raise NotImplementedError("What an upgrade dropped can't be made again; restore a backup.")


# The models as they are after this migration, packed; what the next one is compared with.
MODELS_STATE = (
    "eJztfWtz2zjW5l9B6UuSKo2rE196Vtl3qxRb3e1px/JaSqfnXW3JNAVLXFOghqSsds/0f18c8AbeAV0hGlUpSyFxAOo5IHDu+Hdr7kyw7Z10TdNZEv/GIs+t"
    "Dvp3ixhzTL8U3W6jlrFYJDfhgm882qy9ETQc21HLR893DdOn954M28P00gR7pmstfMshQNFFc8Oy8QQByWf05LjIQC6eWkAIjZA/wy5GloeIg5YedtEr9k+g"
    "84lj0kYWmW7Yz5JY/1rise9MMbShvf2f/0svW2SC/8Ae/PffrScL2xP2veU7z5iMZ4Y3a0Ez/MfCxZ5HR/Aiygi95b/GPCABDcD1umD3W4ycPh/7z19tlBoH"
    "nnFsTeoGsf5IDwJkFYMA6eJ5zMZJsZqORG+x6+OI9tu366ufWEuA+3FsOvZyTpLWi1d/5pC4+XJpTU6ABu5NMcEUeTzheE+Wth1OlehSAD694LtLHKM+SS5M"
    "8JOxtGEGtf7n05KYjJd0Bp6YjotPrIl3QvCK4vS/wmfk2o/Ht/3heNAbjset3MyDZ8lMovCSSVGmeFnEB7D//VfQb4IMu9qCAS5/6d6/P734wLBwPH/qspsM"
    "t9ZfjNDwjXHC1ATuxdKlFDiP+eXMcHtkOWe4X9MnMYiJc/hz5Bkm0EdfB/7oQoJ/8sJGgEaQiYPcuu/ROx3EPkbkvvfz9WB43x1e92/hYvK/7PtczIrW3Phj"
    "bGMy9Wf0v59+qGDNb917xp1PPzDuOHQVCpao2/DOJ3brL/bWRUzBsIYUs6T4NYgJVGaC8EzPwHt+JoLv+Vk5wHCvAOHxM36VRjkiaiDSp0Iz+bRiKp/m5zK3"
    "TUlAnaZqINYXIpP6onxOX+SmtOliAGNs+Hmgg/Xbz8GcpsnATPcM7FtzfBJ9OULQK0AeXn/tDYbdr3fQ/dzz/mXD1avusAd3PrGrr5mr7y8yDIk7Qd+vh78g"
    "+C/67/5tL7sTx+2G/w0CVstY+s6YOKuxMeExiS5Hl9Jr1h8Li3YnxeA0jWaw0gymIrPc68sRbIG1oaCrObt9zi4M16fYB5qRnIZTQLqBunM8PK7VaVLvjSuJ"
    "Kkei0fyLaeNPz4UKYqTHp5H9iSq91pT8il9z+mEGz9B08y3s5igRTa4mj+gaq9h6wU8n+tPpD8Y++/FU3xzeX18OW6WrwRagvQu6i6xizUS4YBksQRrm8qNh"
    "Pq8MdzJOTWq443xyMlfitvlb80/z7BWDGFOGEvwcePjYNOnTnzkIjGOtQtsl36Bdbb2EpmOPa1trv+wTjLylOUMh1WfkLDBBq5llY/SAKXNBUnhgdkf65Mgg"
    "E3o5lg4fENW1EHF8ZDpUasiZNbffvaS1M+J/wHr6SriJ3iJonORBHYf9iZtBzaXn02ff3hNEHYo/gotNh87TbT1A0J348JTcEbYEp0YKKGHGlI6Gvv/Su++h"
    "aCah6wG6/XZzk3uIkG/ezFqs9Sg8/XoPpC3XaliuXWx4weqYhnxIWVgMeULRCINSlYLU+32Y0o0iw9H7r93fP6T0o5v+7c9Rc87QdHnT/5IRs9MrjpiGmqbR"
    "9geltVRtYGo6g8PNTIK9HIU2ManP28cSh1a9J5enX2t73A9vW3fd++Ft776Dwi8jcvltMOx/hUvRtxEZ/HMw7H3toOAzq84cxqsby88SUiJPs01ZUd0XT8Lu"
    "l1HJRDHNkGlYM7CmVW1ZO7UGtQrUSG+VB5aj1OBmwE0ZRkRxTRFpSKu9ANwk3J7FOurtOAEWNVlzL664b2ALIA8xCSX6ZuMrji1vcdXgVoObEZIE0E3MyRti"
    "e8mxqaHopvYeAWyZGrAFaAW9sMcKK68tqeUdXE4sv/fHwnH9VpFvkLvdrvQMQsMxTlrW5zUQFDRH/szw0crwkOE94wlkJnSQQzCaOCtiO8akjTzHISfowXam"
    "zJG3mjkeRvR/yPLp/9vowWer3gPcCXopyH/Y/XiSnkPOQingLeIAHoeUFR4y7QtSwxdEDNd1VrgA9H8M+rfFoPM0WdOmZfroP8i2PIW2+Bad7OjJsv1gCd8I"
    "akCl2j+UdQVleAIdZP1D9A2fF9mWy6O8E4pGOOTSBsSPIgbEj+UGxI85A6KO8G66DV874JrNYB3h3VTOHtwXcTy8lTDsUmVAEtCEQpt0c1Zy+mM8n3l5pW3l"
    "OVINbzbRkSmrksCmiDSk1U4IPza6autttSEsNa0E7It01dSw1sOabC779TZIWMTVFAN24m5ItiRtGa93OOQ2cKUM5JcOQExFd/BzFFjIU/fbVSZyM9tSoPQP"
    "0GBjusTIeYL6PGjhOi/WBLvM8rxy3GcPgZ0U3fUvi0r+SNPLJr84Zsg0wWI8y3+NeRzG0EFNQZ5snkU8pGeFL45QukVu2JhcrtoQEw5MsRSP1Ji67pAyoly7"
    "wmIfTwvBPAKrePXWBi61zCDJsiEc3hZTaPVHlbz25sBZFdLmmFuQG++CXo4T0PoQq/jlTEmLl93BZfeq18rNVi2Ib14p4FAC+HyOSWF0SnSrRuxOGtVK3N8h"
    "NMSj+t6jM3lFK9fxaSPDA9H5FcF8mCCroLamONna8nXaXSoofbJfPg7XEzEx1ze8582HhF60rKvERlMl68J0zQNenqcctW9EUMS+s5RfLM96tGzLXzsTLt3D"
    "/pjQGtCf3ruSnNshVQcFnyNyfTvs3d92bzoo+pZdSEWiV7af/qajVxqu++GJJcvfFIkOcFCZu/TmTD59lSfSCmk2J1AbS7YHJidRCzvfExIdeKNtJXu0lUSK"
    "26YO97Cbo5yh9UEMyetZj2iw02j7U22KFL8jq2iBurKm2KuyQ4UN2gLWqPEkaVtrlLrFKxTSeeDHZd7aIIsJ0pYgMwjTmRNXMnzEmCDfsSe08WfWxHVW7MAX"
    "bJizNloS37ID25ThFpRU3PF4IzIiPXoj3ZGBTNsxn2E8C4ZdkQ5azWjHUQCGh6YYcrew5aIAPTSnt9gTTPACkwl4suPnZo/Lxpw45J2PPLxedcd47YyeVsjD"
    "nWWymO1tQh9sDWNbMMyYUmuTmxLySrvC5BZPoxzoYjYgnl5lM1wrb+0pKoikhgWo+T7/MEfPpQtmGAkUrZRiHGiSwSBZZsXYnbQ/Hn6/SUuQNltoRVtlRftA"
    "6otr+dilP3lAWWX4Sxe3inSYfKtqRSZqP/ZSBAJBrVAexzKtBV1r33kIUKX7EFUgmOrwQiV9kPSY3hEPUhTbum43khpA8kOjqNMp4aOVw5FE1IJiyLTAfvB1"
    "r0pgD/ktVVuaJ9Eyg9IyQ/T6FjC3JAiCo8jw1jrKHCP6vPTjb58+nv149vfTi7O/0ybsQeMrP1YwnCp3OXd6esEUXamydFoiy2mp6Z1HFNgsnQa2WtSNJ+IW"
    "BN7B0jSpRHDJd3mcGNdnymXe33rXSDwxtXekDtzsO6yWgyTKAi3SK7gM0Qptgm8llBc3p3L/a2DlN5KstvdRZbYPiM6HF+whx0UrgzkEnOIEuXU6AhfGZf/2"
    "tnc57F2xI6V+6t9/7d2D6uGhmfGC6UX04LhTg1h/GvDcD+3Qd+GsCAr6bqPHV2aKs43YLEcbcNVZvXUUllSKtQfl4hhL2qJehSjhNewnIhYMH+YHXyeAODN6"
    "2MWaD8AzQDA5MTM+30PpQ4QnMmVGYwcz9YfFp0VJPhmPjNAjaf1RFf0xen/yzp5iwKP2Kjt3xHWLjONGzHNT5brJ+274FS4N8oDeohJEXiDmSRqBswCsZyGs"
    "/PTl76HL/s0N1cjRqHU5amVAnjhzOpbMNE4oFD6zZd15fH4qMo/PT8vnMdzLFkF6wm65Z7gY5RRRA4HeyYLhUym2GOR693tMvMfsi7v7/uCOipqS+15M10HR"
    "N05q7aD464gE0msnlGKzYvJhfPKKnEuyp8OjEjWA4M9oZdHnXYJCkoBOtQVsGksPQxFq9t57CNQ3MW5txwJluObMepG0hmeIdDKFyuZwnQvVcAZnFU+JdbWA"
    "VPmFdd+5HrrUoi61qIjJWLbUYtautC981VwIauEtWA2VNMoPfOPpqVVhmQ8atEXM82MvbitTvO6dhxa2YWII0GeCrhXZu+FcFahENzdeERx6DxJvOBYnBZPX"
    "NsIv2H1FXwd3yJjMLQIUlQXvdjmmbARRuoSkRKW8HOxiNnCulAs/toSNmQ2oK9apsyO2KyzMNp2n9roGjZhYZTto67fr3vcOgr8j8rV72/2510HBpxrGCq02"
    "NVxtOvgpCkfEXF1IUBFd6TCFvhWFdqNK37quYOPqCvZeSqoKBjfaVfoQfhGuKNgnGJkzg0zxCbrDzsLGCCbEBFF9wvIhAsiCxGX7FU6djMOQsOtBMrNB0CNG"
    "dFZ4RSdabrdrSaWmXp9gII0piJhQVtHHEFdgUqYLieihYMiQ2pDIvE4PaEYmkLWHNmuCc2qGj+sgbPAAjkRN9dT4vuHSKbDhAwSdbPYEz3TubfIMEb3YEwDP"
    "yHTdnx1Ql44WRojFY1TGhm02++ki+4hnhl1uLwgfJjmlfIdP8wTF9pOT46ue533xA6H+PfKWsM6+D16rNvrYRj9+QP+F3s3x/BG7J++K23z8yBpZ5MXymZmO"
    "NuzeXqEgTY+NQfv/UHHCwFrT4CWsz1g3EaBdJfLcc/BLAr86iT4XdFW9JkSTIsEmfixt51HDziPldNdGBfWNCsmrLBrvlVAoba4jzpKcLAzPb4cJuLZDxcz4"
    "2GpZe92FiL3uotxed5GPAQsWTNlEqhSV9n2nMX1jkQW0u8Cx5EyDSR6KLx3432pmmbPYrQTamI9t22uzXBGqjFkeq48FbigofgUVr0JFFYUr/x4ZlxG3Rdei"
    "DJnKC9Ka4adnIuvOWfm6c5Zbd1K6lXB8CE+kbZ5q1Kpt5BLOqy/rOBN5eoWj0Vt0yV2F9QFZbUNv5qxgFW4jC8oPoomDBVfg9IJxKrJgnJYvGKd5QYXijgtm"
    "9xfHsbFBSuSUmCjDhEdKtauFIr4iwYfVjNkauRqPEJThYcx4QblkO2QaH6SS3KMXYvvSRu/Gl37/JqUtfLnOnuTw7euX3v37j4xntJEVWK8Lyh4wS6yXZ9U/"
    "Bv3bEu9gQpLV1CzTR/+JBWYl3pptrEWARQrv3MEa2TM0MosWdJA9WCM8QrRwF6hKneGpFF6tlBFeUhZS0c02RaT32xyi8icXcDQaz8KcofXyhTSm6oW0NwZR"
    "pSLa1UR16wHtscNjPwEaR4oqv58IgMo58/R0ra4GmtpWxOZr6EPeENku62gQWKubC3BKtFQvtqjvWlOLtMoijMLb7do4o7GTtKzPuphMwBnM7MyPrrOiS1dg"
    "j3YgmQFNLDiJ9DMyYHKiJ9eZMxsIGyeVYGzRLh6DFOQwYgh6BA2cVTfyHTQtqqe079Hrg5ZKndcBtnJiDU+zX0e2kkJNu8JZbS1klPGgdQOV8HMRJfy8XAk/"
    "zyrhLJySrjpFEmM5vmmqBuIsVCjkrKJQyFlQKCQnp8tsIJnFJc+gPsFDh/4R3MfjSNRjXE9qt29+MRXZvTffkQfYsEv3Y3ZTYDf2onb1ezEJtrY4FTH0GJsz"
    "ikp00FGg1LwDU/e0gx5mhjd7gP3PgQ0z3h3Z/gf/g/t0p3yiImHhSeR7GnOTkoRkCUF7AumPCd7jkKYtn4uot/ndVreLGZPxT1nT0gLaCY3K9bNbTD792I5T"
    "gqfGQtQpGFTU/h+fPp2e/vjph9OLv5+f/fjj+d9/iEtr529V1dj+cv0z+JtSO1feAQWvqYxMELVvYODGxZlIwNhZecDYWS5wQxf2aJwZVFFYt2IH1WJrI8RW"
    "uofiqWuEvyUnuPK3K0VXK9NQRHblaEBwjApin6BrKkKaLp5QHCzDBsERZDQ8oVula/k+Dqw1hJl8XGxMIBPNIK+PzuQVPS79UB7F5nOh+LqnYfdbVJv7UevV"
    "1YYoyyg7Kn4UuXFr0qF0lociErWuF63rRR97vWgP++CbkYqG42k2Coc7IrB3Eg+XbJJ5+Id0xS8JRkxRKWwibgXbvpgqXpUu1vt9WI19nC1207/9OWqeZUgZ"
    "9uPlYrJOTaBicl01V+VEPiqRPdrSYdoc1R7jtCPpab8s3WqgNZXhx494ahC5dytHdzQvVSs8s5tVCGe/ox2mmIFP/BEjd0lIGDvytt48QGTMEJFcaQsIj2Y6"
    "vMk1ljEMu25RSF+5dpSmUliqWVNFOhdSkc4rVKTzvIqkqxk2/F3irEmidh2ORHsytHNIO4eO2DmUXQq2gCvnifg17LGhAHMLoVIxx1kOVLuLIiYJuYySSmwC"
    "Vd+hLQs0SujbYQovcvHUoj28QlSSSYdE7x/AYA8nrFom9k6yY3oPH8L6GJ9jJ89qhoOQJrCgPxoQMOyhuTVlU62oJPzhH0jS1/SMXwWio7KPNn7GVRUWtXtH"
    "DfdOyCVR/SVs3ginw67zk7XnTHvOjt5zxj9WDuZy702GrOlQ78Z3Q6GZOq7U+szTNAL03VfeC7y8Y8+c4bmRx7reQcyRaj/xVvzEazCjkFizYxN2GCRwSEi6"
    "EVN0e3QkHgb6DR2JG+V37URZH0Cxrla1th60aYuq617cvFZfHwanAsSVKpcehvTdbBQmZA2F+exURQ5DMj+coFv6yCzskinZnm+8Juow3wXozFOH4Lx+fogH"
    "kD3qgIM2NPxk6pXWB2IylqR0djh6rlRfD6txO0vfpKhEpcpzUaH5J0u7YdZ7tAorQmb8grqtaz9A9vhJsSdwsem4k03HDnoRHzVzwrjoMDzZWuzXRhw1jDj8"
    "eydrdSiibaDmsBMLxAK7cyuuapJHvL5CaboHlXFvfRv0Ooj+GRH6Z9y9vRrD+YfQfHh9+/OA3ctfzm6wIrzaftlSHUHQ8AgCVukXjz0rfMnEWJyl0hFXSvOY"
    "eCvsjh8LDGKlDOZJjoa7rdXMslnhoZUBigaU5jcgnQx+jNiC2iS+U1HWot1JLd5pmqPh/Jt8r0O1Yl0RiiNXOJ6yddW7vLm+7V210X3vt/6vvStE3+qb3k/D"
    "dSSk7Z8YjemvlZOPeAr9gqn8guXNMsKaeY5SF89Nvzc6dLWZhzY1E96MoVAC3TylBjd37gNn+xXFNUWkIS08bobqb7In42XoNLA6RUCnCCgawS6bIpBxDW4v"
    "U+BoZdhaiAtcxjzO9DE4h65OxdhZKkaJLLYFlO/SvTUU4bwUKgB04k3fEOPLMCikwQCnxFEBbLNREnqvq8a3QEkVQDkWZ7cAseDpMccKcFbyVywn7sXyK6on"
    "xnfb1aF1qXYCMXUYLVxnbnk4OBma7sbETxcz/B4WFX5IHCcP4ckXM/rTktMwoiNK4UgMNHGNp4Ki3/sYUDJmLjljF88Nyx6L5rRFSLP4qDHthXGiIkaKxf39"
    "F3pHH/kd6t5eIcM08SKII4gCp9h1E15T207dyAV2pUTjTZ58jisLlmce/msPQla3/fxrhMNxPyPsKuyk9JfUQJhyC675CGEn4o+QTL7NIIB+pH9/zL94Sdzs"
    "Ibj+xB+ClT3xoFDteoO6eE6nZlhRaIevnw5oVCOgsVj1FPMHR7RKB9PR+dmBbW1EgrW2g4LPEbnr3w+7N3ATPrN764Gcw7DzFPOj+AWICVRmwrqRpOci1fxp"
    "q3KAz3P1/JO9XRblcXNTsk+FZvJpxVQ+zc/lJ8v1ytKGy6FOUykcZ6JSeDTb9WWRThFpoBuWCd86gByylTx43/JtqXkcE+g5LJpL4TnEsKmq6nnGtADr8moD"
    "RbRNgH3fFQdcx8YFNdK/O+7Ey4EeN84g/eQ6f2Li4Z2ZcTlN53Fp2b5FvJN40EMoOqkFJrMFOqYht24kFHtclYPcv32sHNtWTSDb3LOmBc6H2iT1iGyPOerx"
    "laNKUk8n2ph0jR1jMvHGRS6fK4pYMeR5yqqo4UYt1hAFrDPS3lbQdaAxcjZPMR7nyHRovcpczhq2xZicpdI8VpnHlFETyrxlUTRf6aGyaaL9HSz7w67kuOAM"
    "2U8fz348+/vpxVl8dGx8perE2LwcoZP6mv3ScH43cQZniDSHVeYw70GVkGEzVJrH6vN4TPUOb/0aJ7lOFDbNtQDTq/vu99sOir+OSJS820HRtxG574GLFq5F"
    "39i1m+5leI19a4ntrju2kjzROTEbG57sqUR5Ov2+qvy+BnEykkzOEB0Nh1vxEWThL3DbcMbyDMrvOS4iji/28jVpAtgWeZbM6uJIdHJ3etlk8RVyaHIkGs28"
    "6TgdiSgKap5SY5sxJ4epKZLAZsg0qmlUWQTqOhM2R6iRLSxEsF4RAo1pMaZxmLkwnjGFxjJ3LMAaVQd4Io1oHlFLtqZLikgjqms47ABSXcPhADUcwky6TZPe"
    "g16O8uWvz3WPN2cBPE0uNX1/We5HimxG6xEqORLJ81sAWDAD+0jBzak+IvntTHDS0NbltvPypXiFkX3uX0eKbFqxFJyx1jYqXnRNOENsgOMzAJoJcEqQF8A3"
    "k2Wsl4UKbPPWUUWLXtxY5LlVWfiCtWiLFb8Y21Hj2goYfYIRGObxBAHRCeraNjJcjJ4pcG3kOcgPjn1y8cI2TNrMIezYZN+xJ+jJdebsAmtE8At20crw8nUv"
    "djeMZLUL33nGZDwzvJlcqQjmCmJkbdHMfo5aNqk/cDylipmUjKnT8tVIy+fmVQ72iky4FFUD85QvRBLCL8rzwS9y6eA6O6Dhfvr0simzhmUJtQ2v2oaX3mA2"
    "FCTTJbqOE14xDb60Qt1ld3DZveodSpr8CoVFCmTIr2HBkXLJMSpJUi8udpkUR6UyJo652LQWFib+CXrwsEGluwf0foaNCXY9dtTno+PP6J+Jhb02wsR0X0Ea"
    "/wCCHZ7TTqmcx84AJbQd5Q+a01mHVhaVDR+psOfS+3lR8jCPIClmhtnWAoIfFTNZYAxHISxhEnqLbmo+/BCZ8lFsQCDenTAbBPuISLD5Y0IDhkbVW7jNW3DY"
    "uAstNyuxBVXLzXYB4OWHmUftNzq/fE9BmJQpUNnRdOZzOhnp8sPCL5+Qb3jPXqjw0sWGrmR0qZnQ1Sy71kkzYienncuWqTmGo1LhHDlzhvDfYMFgsbHBaXI2"
    "3TfeeSj6CdLqjkh4+kV5ePpFLjw9tZaJciBFpDIb1tQqd1JnLLfxSKOt643J1RtLizyicKepGoj1bupgMdk4j3N55aCEQuGkpK1YSHZRL8jD5tK1/IKFpLL4"
    "Ck+mi69IFF/xqJ6xLCjQJJaHl1DvsbLQ//7W+xZmwUkILgFVBwWfkH/3U+/+Psi/C76NyKB3O+wg+DsiP3Wvb+Bu8DkiX/rfblkaXviFtv52d3ffGwzgYvJ9"
    "HfFn+9l5oXJbwNjS8gI8iS4ukH1PWH0N7LpOQexDTeXJmKoJ+0F64p4LbbnnFVvueX7LLbDOiLkrCgiPJ/MQSOosahvruUfn1KA7vocn4yXxi6pFlxbDyVAd"
    "zSx4k44rxi0Z42FMoMP3tY/3Tb0qy8VEmsFpGs1gpRmshBO/kWujTmXcHpYu8xNLH0vNEWlEFUq8awyiSuXdqYnqDo5OPlQw1JECXB0LpXMbt5vbWHwOdbAX"
    "bQHSZqeBpLZspTJAIDbvy3IyxX6rJHIvvNuui98bPyYNa8P4fnFWaL40ZxCNAlF0AS3ExC09PEEWYVdXlK3O6jM7Z/QZv7KoCI8F1OWj8rbSY32QXWnYlqTP"
    "fque+vqQrf356YUM2acVhuzTyJBdHrMFHJVwyETNtTMmV+kZDnyQKvOcEGgDiHIGkJzYfrg95R4/LT2jNBw8ul2/q7hcy/rocIIoRBCeG0Q3rugc9hBxUCIr"
    "shhIeiWqSxnk9hkoENfp3VfmLyoI+95u37Jpg+ueNp0FUYcjH1y7rtra9GGj+wr+0z6eBu6AypgCj4ixx2QLVBTWrRgDDySs4fkjdr2ZtSiU1ZK71aJaup1Q"
    "1YfgZNBIMw8QKi7cUNpyEyGKaoWuYHpc/OPGYQ/L0FolllGWGja9hYilsuXGDzsRf4Tox278AKyj+uG1OKmGOHkcp8YeZt+rOBr2CIO5u5fD6996krMzpOqg"
    "4BOCudm37jCI547/k12WDxOMrUX2hovsE0ylButFmsl5Oh2pqjKftWq29cAXTsITBZQj0XBWa7qRwL8fL7eikNZqudyEEojF0NaD47ce3Bmub5nWwiCF8QP8"
    "7XaV/WCRaShQByg0CkA5ixlGUd1otLL8GQrOs49K9Nz1L09QTLCaOVARA9z+FAIIEDAQ1e2Q66yKav3sahhJ00USlSNut+BAHZtL160qSIO+/9K774Hnynlh"
    "QhS6HrB4H9S9vUI4PIMuupizLySP9/8ci8hZF/jHhH6CHtaybWw2OOuodnRt2lDDtOFbvi1VFiYmaF766E4qNpgGGXt0I85jXFlBgCfTFQQkKgikFi8xvTdF"
    "om0bSuu8ydYqzt80jbZpqMzfSEYS5y5PcTS8bT1ik/5iKs0GXqFIMl64zovFzvl1XBS0mFI+I+PJp43i44AnxquYLblJUyPQE8YseLIoveOKMrV4M81TVk0U"
    "ZSbJNhYA4FzBKbURGjIvWp7ueF43eHPm1oRY05kfvkzpSQFucf4FfEcVUvoL0J/bqOd4dK/ai+VZst6DNM1xTQ22qLIfEEWlemjlWr6PCZo4K/L2ZkAYfCst"
    "aFlHuRvHcyCOOY7qu7KiojNW8dWFUjhvbyboGgBS/FW/BsARqafac6eI526fGb+KArrd40y1K3T7rlCd+7+j3P/DeUUp6mVn6vG323VeUTj6Uvw0vS473Q5k"
    "wIfAafzQDpTDoCf0HqrMw3FfyCH264cT9B38mA+RW/MBUT2Cgk+w6Ydpbi42HXcSHB2wctxnj1KaRelx+xx5l2fu8aBLHri3aaB3augkPEJscP7kZMmh+BOq"
    "tdfz4NJMu8Lr+Ux/aB5wsbjkiFblDMHW18FdB9E/I0JX8d7NTe9+DJriGApD9++HHVR4OdO6/21YQsDdEVOIs+UNRBIRq4obZL2sFF9cUJG1qhRySKDd2EJu"
    "bH0w5p4OxpxZcofERO0bCO7HTwLgfvxUCi7c0qkPb8pYScU1i3Yn50BO0RyN0fpN8hfWh6VXlIxXWreIJ1mrdpFi7Nx29SJJODeCcq2l72jKQLH6IROHfhQY"
    "oOrqjiR0CkuktDt2wt711W0XPTnuvI1s6xkzE0XwA8B0YcQ1ft55KKynIn823KmIEHt+WnE23Glu+3cIs/xAJR/s4lC7E+VTMbXC3FJJf3DxC9UFZN3JPI3e"
    "mFXemCMp+fFV0gmXI9SuuOyqxZkkZYBNk2nnu0IlzpszUSt8xjozcZuZicWLrXYh12Gb219E8OU8ORuie8l1dZTLbD3A6X1GRRdyWV0u/nZbwIUsV5kr9MPS"
    "K+2ghCloTo94ahEC5+n5DruAySQopO1BtL+/csLKXB6aGxB5+IKpPuWAf5alx9p0/rjF9b12ON6IjMhD4El+gCRcziVNVbzgRja59zN6MGzbWdF3j5VEekAG"
    "HCAIPmneow2jTl0o7EofkKd/x2qOu946rmoJL27iq2aVuWqduGGKb20ubwCK/AMEdBsPH3mmg5fSs8JFSsarzR4n/F7h065woG80snanKyXotbU7/e240x3X"
    "mpYZMetZmlArzdTL+15QoS38MiI317e/woXgcy2z5fartWmb5aFslinxJY96cfnHHJEuA2kVTtoyq2/cXLvalbb4ektvEYihVLWOxE0Z835FB9rWrzLnI14F"
    "DARZnm4vhlcUdj+k0npJKlNVJ03YoKo43vt9mGJ2tA29/9r9/UOK4Tf925+j5ty2dXnT/5JdZvnXKdbC1n4hMz3oN1LlNzJm1kavZHUv+p2UfyffSDWTN/nO"
    "RSvluloyT6/wu9W6694Pb3v3HRR+GZHLb4Nh/ytcir6NyOCfg2HvawcFn2qozhThNVbBNJXCnFF21Tt4wMIRqX0y5QJSJn3hkgEpKg1qLi4tctNIYJoi0pDW"
    "lA5IPEg6DqSmgkDqXd1voELjwRWLU8ivDVvAViII5FjRTS2JqsaAUMGcsKD/qkiQsFFbMB5kbCbtReqtuw5dPg07iJMP4izABcrqTEHAhWdNcBQKwW5/hspT"
    "BgqGCXL6Z/SHI/oJmfxt1L287N0Ne1dB0AfQxUEfhaXY9/8EslXaOXTlAzjYU46dBWbye1UQhbP0obZ8XQxF9BztTaoR8M+WiSbSwQ0HF1/aFcENMKfHm0Q4"
    "pDpQ2iP+1sIcdNxKwxg6p+uwMS1wNpebezgSbetZw9ajM+rlmHB0Zm4VMuo1g3fH4FAKXncf5MgVXj9bd/f9u/4AgvuibyMSqS2dWIGBo1svb65vg3Nbg28j"
    "Ajy4uu9+v+2g+OuI9H6/u76HhuEXNXweE2xasj7HNI32Oqr8tuZ1UklHAEepLddZDwszjayTxZyn1OAKuQUiI8iGFtZMJtdxAizqH+BeYQErNjc1tZtAAOPc"
    "m6yqNfsOu5aTNg2WNmqLWrMXSXsBazZtgX1zxlL/4LQUC07stOgFA3GdsuM0upfD6996wYmfYGUG+0knSAe0PPRo2TaenKD+AhP0/iGKgnpgP/8DdGpjqG0L"
    "hzR4RVbtAz7JPq3bAXuErNuiKYLcavKIpwZZ17gdPpo2bqu2CbcrjNvaAtowCyj/CotpfzyFNtUorfzpcOLm8lYr9lr3VFovEtU9D6QXOWarSBMKThyq0H3C"
    "BmKhO1S7oP9MiHpZ+CyAJj4wkuoK4YkdHwLVwogrmZRE4WzQmezJHZueqOGY4UEa45C6QrSvOs1juZhsMHZIvebYnuP6Y9bxGkNHdGuMy506KzsqkIqPmglw"
    "XJPPcS/SnHZWZNPBgy7qR9bqoxrqY/RaiJajiNqrrDIKQ7qHChSpNSsN8oDe+jWsrZxK4uVJGoGzaNWJzPTl76HL/s0NlfLRqHU5auUSp+dzwy0wjpcHDXEk"
    "Cju9lQ0aohK1vyyoqCJmd0qo9ze9W1f33Z+GkotzQNRB7APCDcDu3AntzyPSvx3/0r+56qDwy4h870OIQf92RG76A0oIfykdxZsSQJhC+G0dU9P2Qw0CPowf"
    "8RPdwzZjJteJwu9TKzD+J/wIfAY+mjrYQ6DHIN9RhjeuH4mdab5cURhLVjWeqMpapAxHtrHCgfUnnzgsix1H8paRo1TYJYY9Jo5fVDOrfEvNUyq8Eii7s04w"
    "RdCYO0u5Q8QyZE1APr3CnomssGflK+xZQaAdhcxculBUr6QGRAXWPGHz0BY5uqX84JbcsS0v2PUKD3UuPaSIo9jfOUUfd4Xtls8p0iH7DXclpa2sYgxO02gG"
    "K81gj24ulFfr8LmQ9HjY3YLkYgi9SmUjJ94RVk7ew1hMC2vSnNBFd3YSEs47NUQx5Wk0oPrcJX3ukqIxDdLnLh3kXKBjRVe+4A5bOLcAbsOPtOL3F9WCcIZ4"
    "voAzg1rFwTjx7XZNUM7Y51vWRucMDe/Za6Op6ywX9HOCWSFjYlqY/o+unM7SNbGHDDJBlMzHrmVAigCE/1O+LOeY+Oj9A5yWgCHohvZgvMLBRvQJrJe4Gg4z"
    "kOejefY9+EGifwJujJPNRYdmHFwIaCMdmnGo0Az+yXIwl7s5MmRNsP3u28cRLpR51P8x6N+WaLkJSdbWYZk++g+yLe+IBd0i6AGMauizKGfWGOggC71PdzoK"
    "a6F3qdQYnybanz1+l+vLlk3ykZAgjW2eUONb6PIIxC5pfPOEGl/tUnp7HgdttdNWO1XMHyJWu4PbP36y7DobCGvSFrWD0GewRY0hgU8sokQzw6P/Bfp2WBQB"
    "zAYs4hKsCq8FBRXW60LaMBH+tGhZsbFgRYQiXMSSVAQHyZo9agbRRg81jB4RdyUw50j0FpXz1WVeUNF9P0WmYa3b+RNL94Z7f8bCfpzoCggAqfmVEgEuu4PL"
    "7lUv7VeKVu8N0R34lGISbdsNBZdbD5WSre7xE32jZkPnGZMiwSp1v1KqcoOWVEyJmtZKVH2CUUiGGNlntPTwhIpEHqaITljNqTakgkAeQOCuCSSLvGi1YV+y"
    "MhaMMKbi20xArkohExAJC1bhM4rJVumBQlItXymxU1XJV+mJIepaSlM10MF0cSbgX7o4K3UvwS1tUHtTBjVY8uUCtD1dyOkoOMtthBJbU5pKq0zVKhMnMWwq"
    "0yc9HSewtQJ9emYVK0uHEunngJ3bKhTnw3s1ojzXSlCKDyjgsDMQrVeO+4zdEzSk35/xK4LH8OLEbigXazw6S7+NnhyXXnbmLIwrMIE6T1Qyf6Fzxg7blgn7"
    "ux6yXicoFaCfsVTyYth8OzJcvfB8jCFC5dKzzHavhThFt/rcrnSotTMI/CheO8N7NWsn16p27Rw4c7q2UMZCOKrtOM/I8E/QneNZ0MJDLD4iOP/xB2TMHWg4"
    "w1z0KxTmBlMGfVT0YnnWo2Vb/mt+xdzlQLKVuh0zksfC4eG7oIEjjMsJ6wtu2zkV968dU8rIq1VLf+PrbN9c3/7aQfB3RCCMs4Pg74hc9q96HQR/R+Sn6xv6"
    "Hf5m33qxLVpoh5YokuNbfpFfoMKQFRGozIrDS0A6SFpO7NlFkPTStWVmdti8CUjnprXgvK6c2Pk6+85EqmJg1L4JCO97LtsGmS4Lj3Utn9A8TRMw33U5o0RS"
    "XldMSfewx9KMA/qTwpqIEgJLQNVBweeIXN8Oe/e33ZsOir6pIaTwqodg0DpPsr9w9R92NfO3HKuuq0ltFU7tqWygkSsbPHWQmErFduDthFQmNiVRMDkrlPYK"
    "Vh/rEtjaNo+hPF5A649xiWeTmmGTar70Rxw1GdiJ4TTL4HeWeguiJm0RpwE7gTJqLZaQ4jlzDFowyyUBchbzGHUYeDvBcP9kuZ4fHOJJqR4M/6EkPWXDDiWd"
    "AfEvD0+y8YISLCJBlXnItLX+4PtIu8Ja//g6Li/19MVxbGyQEjNPmjLDg0dKerx7SxHIX/r9m5Qg++U6a9D59vVL7/79R8YH2sgKFsa8IqG94w1THDIrpujq"
    "lSHTQm/Wsu9JF6TkSDSc1ToEHxWxodzLh2EcJ7S1Ym/mXa1XKZaeLvBXDyv3viqlTUTBsgVaBBdHW649cGG7IgduenRO4MnfLIIW2PUc0obPmbHwWAglhAjR"
    "W5CkDvUATlDXhqBIL51c5SHDxazU3pMxt+yCgKMdjiOpYnBsX6NMXxTny3rRRyiqtN9U6Rraft5wMRiq1Y+l032yVJrJSjOZLs0W7U6KxWkazWClGeziF7rN"
    "y73DaRqdtacyf61Fnq/l0UVB6wbGFZ2LxBWdl8cVnWfDV5g0SrUJufPo0lQNxFkoKPGsIibxLB+SeNAafYrBrU1tisBZYWrTtqDt2ILya8AWUBWuIqnmi3/E"
    "RSS5cIkiO1sqmKLC1MbaSRSN7LLqjsjwILHY8tAzXvgn6Nr30OOrjz1EIO04PHXtM/jVX9HUQasZJog4QcKei5+w60HeHu0CcpYfEhXngXnpF4ZHVdoiG9z+"
    "Bh+REfnODvJ+cLGJrRcmoT/AsMCJ8AkMgpYL2zEmwQlz9MrKsOhLAFEF69j20sqemEEvYeE4JNf2PCU2tXaFPa/ZAX6toCYBlCK4619G9QqCNwVPPtO3MXgR"
    "MYEInCD6hr5pcCqjs/RtOM6G0kAnBpo781DA35c8p89E2W26X3jMRgCUBM5ZOpXxbtH5PsGmDceottlGw3LRg60ENiJYxTzmIAr2Ls94FZvjaQZ9FGLQxwoG"
    "fcwzyLP+LGBMaeJD1FzlMw8E+RFt9YKs0EkS2nyo7f8lb9yS+JYdSN90M4e93bYwWhJwV228nR8d6zklQsY1kCLSvgGVObywjaKAsHJ5JiZQ2HLdWsEBDuHJ"
    "khTXaXDIQyy3tOnGaeJA14bQFskNNF0fVUSUuSiXZC7UsnUf0UYqY+wOlbjx46uszTtHqcHVh/0c5ohubi5q30KtbyH34qplCV+aJva8y+AMvpK402ybdpVV"
    "3Ew1q7WJf2dpZjPDttEj7ICGOcOTE9R7we4ryzyjuiVsoGAK8zCG3fMEdclraKlGFHuPXn0ICwg8BPrp3HgGswCdiIa/dKFinV1gEt/z2PsrjRfzoKY2njZo"
    "q2HQ1lXSdJU0BYStnVSW8g2XrndSkzum0LNbbHbTnyoX+xW2b8J83gO886Xnj2fGS8ESXZmpnKLbY55ytFkebZ7yiqoQM5kzpBMCXT0ql/RtziwcWpVEFwie"
    "Ri8SQouEs/RNp8z3XV/ajyPfY12//l3vVlJUZjQdBH9H5Gtv2EH0z4gABftf+GUdG6au7Kf8YqIr+20VTu20brpfq9Ghaoe18OtadJvXojuM1XloeM+tAksz"
    "u96usi77UQu501QmjsD5JtB3+myTqessF23kuHCVOAQHFl75Q1b2M/7+DMzwqHLnrrCfstFwrAfxAScUCdkhKE3pAOj7L737HuXdfAFvEey/6HqAbr/d3KDu"
    "7RUKxmOX+kN2WdvXtX1dic1C29fVEHV2Yl+n8o2/9NY1OyTUe7Q6DPtXfVmrA9B0EPyFcwTGd/f9n+97gwEcJRD/Z0S+3PQvf4UjB8IvI3JFBfsOugrF+8Nb"
    "JDxrsraNKKLdI6u6t/+MoJNgFmXIb9dXvfsOir6NyOW3wbD/Fa5F30Yk6L2DuFEOzqBEbkiz6IpCW7KIxRRVynijVjLQrQtwkzFjJO2PJjK3BYL33JoQcDYg"
    "48nHbiT2WUGkyMJ1XuhL6r7zgmLIf1KZXWxaN8nooQ+60QfdaHO4Nodrc7g2h6d3Bt56IsHiDNXRCAxvnMfr1/gv7WOPUTTxlaMNozG8oOzueGG4vmVaC/l8"
    "nooudCWrErTXKGlVRKvxzVY+4NYEOXgLSDW6aXR5/4worCmfjsZTO/63CaZ2/O/U8Z9797eAKLjvf476OsqXvhZWfslLAUsfIHT61klg25i66d6aCXWF6CmQ"
    "pJqSqLYAuWCa6rFjLVcKk5erNMY1GBcIoUqlAsPqfYUXmKJIzNdWSXgW16JdF6hFf1yqcW3M1gNQPSDTIJCQGwOGHGK/hv6Wh6BPbxzk27KgqVTM1F3/Mh+M"
    "tc2OJaOsGBABu5MRxI61LMBQMPZJZqA4+CkeKPRm6qThgwvBbVQe1JRmsgTyOUKtb+RyVuN3VhRUjkTDWVOZJYzh3YK2cbyQ1ldlSSZUvQaXvNIa2Dpgc8uf"
    "apHxgQpdIn/F+nWN6BXr9CJlyWfYmECk+pJyLqo9HESjw1yZCMSus+HSwetVwfH7GXLP8fCBbUBXXFFlC6oSnnRE+K4jwnUQmA4CextBYDpqqeERLdqXp315"
    "KvvyDqSqBHVRi/SUuGJqhZKStKlXUAhy3KlBrD8NuNRBRhxoj96/UGXOcdvo6+Cujei0w7aN3Q+IHX8SRY4VKCBb6bJewdDyvhryvj6WZrfSvue4/rgY5AG9"
    "RVfyHMQpkkbgLABrdN4oP335e+iyf3NDZR40al2OWlnJ3TYKpHYxZSqi3aMa9dN9TzpzEGg6CP6OyN19nyUQjkgPFKi7++sBvZd8V0OdenQNMimZ+uXrS5qq"
    "CXnPe1hkAtBsZ+qMl64tDzdP2UjIBTGvBL0EdcM04fgwCqlTEE5Th3yWuono72Zh8ZaLBWyUeG5Ya0z5HHkDkT8/E4H+/Kwce7iXrWfBnpkuGaYhZyjOU+5x"
    "y8VkV2L5rmc7mLnGUbq0uFGeI9ojzN+Gl/vBefun+ngUTMxMDrgoFLUyKytHq7OxZLKxbNtZ4cl44tC1mBRUbPnHoH9bkh6UJ82ajC3TR/9BtuXtzBzP2QMe"
    "l5bt0wc5gfEOYQkAqFJsyVXSyRbNaad1LuggW0nnkS7Zz+sxqIBUM2jrDDImc4vQH4RdSW9LAeHR5BC3PAsOiWNHQXrOHLODaeAYuUfMDof0EPt1bYRf4P9Q"
    "J5A1YQesv6K5477BCiTaJddABue8SIfxe7AshQKvR5S9UO7ziFJRREKyFtj16EK+svwZfY8RVaAhCqookqqipWQAFFMSx8/4VSA2nSWKJARtHfG0j/d0Aw+I"
    "tAFhM5OBaovfHmwGqbdBCuWIqIFInwqZCk4rbAWneWPBk+V6Ze6mcqjTVA3EeidGd9tYA+oUkUZa+1CV8aHuOfBXbcv5LmbxwvC8lUOFbKqjzmSAzhFqwMUW"
    "aGkXhXZNaNeEgq6JlUEHYq7iRRzDIuGdKCLXhy5KHLrI8DOd+RzDuOuAzxNr6GWhZ+lva+EeU2rQxUHXNuIG2ohzmmtY18YiUnwuJD0al9Hb5XaQVSCZrJOn"
    "1MUMK3N2OMDyOMuXG4g7Okpoa7N38tNLqbJPXexa5qxV4NAK77SrXFpG0qbOqVUO7JbTaErTWAtf7oIE1pCLmzmPdmlU2EoCa7mrqPRUg3J1t/xYg+M0Q2bd"
    "RedC7qLzCnfReVbdhZdKAuGweQPR/ShkFftYYRX7mLeK0RH9wgjH8iAujmT/wVuHkQG2FqZ10NiMv/4/SDqs8g=="
)
