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
CREATE INDEX "ix_event_acting" ON "event" ("acting_id", "at", "id") WHERE acting_id IS NOT NULL;
CREATE INDEX "ix_event_partner" ON "event" ("tenant_id", "partner_id", "at", "id") WHERE partner_id IS NOT NULL;
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
    "last_checked_at" TIMESTAMPTZ,
    "last_error" VARCHAR(500),
    "created_at" TIMESTAMPTZ NOT NULL,
    "kind_id" UUID NOT NULL REFERENCES "integration_kind" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_integration_tenant_name" ON "integration" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_integration_kind" ON "integration" ("kind_id", "tenant_id");
COMMENT ON COLUMN "integration"."credential" IS 'sealed';
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
CREATE INDEX "ix_event_acting" ON "event" ("acting_id", "at", "id") WHERE acting_id IS NOT NULL;
CREATE INDEX "ix_event_partner" ON "event" ("tenant_id", "partner_id", "at", "id") WHERE partner_id IS NOT NULL;
CREATE INDEX "ix_event_activity" ON "event" ("poc_id", "at", "id") WHERE activity IS NOT NULL;
CREATE INDEX "ix_event_poc_actor" ON "event" ("poc_id", "actor_id", "action", "at") WHERE poc_id IS NOT NULL;
COMMENT ON COLUMN "event"."action" IS 'noun.past, of a closed list';
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
    "eJztfWtz2zjW5l9B6UuSKo2rE9vpWWV3qxRZ3e1pR/JKSqfnXW3JNAlLfE2BGpKy2j3T/30B8AbwCugKMahKWQqJA1DPAYFzx79bS9eCjn/RNU13jYI7Gz23"
    "OuDfLWQsIf5SdLsNWsZqld4kFwLj0aHtjbDhzIlbPvqBZ5gBvvdkOD7Elyzom569CmwXEYouWBq2Ay1ASD6BJ9cDBvDg3CaEpBEIFtCDwPYBcsHahx54hcEF"
    "6dxyTdzIRvMd+1kj+19rOAvcOSRtcG//9//hyzay4B/QJ//9d+vJho5Fv7cC9xmi2cLwFy3SDP6x8qDv4xH8mDJGb/2vGQtISEPgel3R+y1Kjp+P/uevNuDG"
    "Ic84s626Qew/+EEIWcUghHT1PKPjcKzGI+Fb9Pospv369fbmJ9qSwP04M11nvURp69VrsHBR0ny9tq0LQkPuzSGCGHloMbxHa8eJpkp8KQQfXwi8NUxQt9IL"
    "Fnwy1g6ZQa3/+bRGJuUlnoEXpuvBC9vyLxDcYJz+d/SMTPvZbDCczMb9yWzWys088iyZSRRdMjHKGC8bBQTsf/8V9psiQ6+2yAC9X7qjt5cf31EsXD+Ye/Qm"
    "xa31FyU0AmOWMjWFe7X2MAXMY95bGF4frZcU91v8JAYyYQ5/hjzDBPzo28AfX0jxT1/YGNAYMnGQW6M+vtMB9GOKRv2fb8eTUXdyOxyQi+n/su9zMStaS+OP"
    "mQPRPFjg/374oYI1v3VHlDsffqDccfEqFC5Rg+jOB3rrL/rWxUyBZA0pZknxa5AQqMwE4Zmegff6SgTf66tygMm9AoRnz/BVGuWYqIFIXwrN5MuKqXyZn8vM"
    "NiUBNU/VQKw/ikzqj+Vz+mNuSpseJGDMjCAPdLh+BzmYeZoMzHjPgIG9hBfxlzMEvQLkye2X/njS/XJPul/6/r8ccvWmO+mTOx/o1dfM1bcfMwxJOgHfbie/"
    "APJf8F/DQT+7EyftJv9FBKyWsQ7cGXI3M8NiMYkvx5f4NeuPlY27k2IwT6MZrDSDscgs9/oyBHtgbSToas7un7Mrwwsw9qFmJKfhFJDuoO6cD49rdRruvfEk"
    "UWVINJp/UW386blQQYz1eB7Zn7DSa8/Rr/A1px9m8IxMN1+jbs4S0fRq+oiesUmsF+x0wj8d/2AY0B+P9c3J6LY3aZWuBnuA9j7sLraKNRPhgmWwBGkylx8N"
    "83ljeNaMm9TkjvvBzVxJ2uZvLT8ss1cMZMwpSuTnkIdPTJMB/pnj0DjWKrRdsg3a1dZL0nTmM21r7ZdDBIG/NhcgovoE3BVEYLOwHQgeIGYukRQeqN0RPzkw"
    "kIUvJ9LhA8C6FkBuAEwXSw05s+b+u5e0dsb8D1mPXwkv1VsEjZMsqLOoP3EzqLn2A/zs+3uCuEPxR/Cg6eJ5uq8HCLsTHx6Tu8KWYG6kkJLMmNLRwLdf+qM+"
    "iGcSuB2Dwde7u9xDRHzzF/Zqq0dh6bd7IG25VsNy7UHDD1dHHvIJZmEx5ClFIwxKVQpS//cJpxvFhqO3X7q/v+P0o7vh4Oe4OWNo6t0NP2fEbH7FEdNQeRpt"
    "f1BaS9UGpqYzONrMJNjLUGgTk/q8fSxxaNV7cln6rbbH4/C2dd8dTQb9UQdEX6ao93U8GX4hl+JvUzT+53jS/9IB4WdWnTmNVzeRnyWkRJZmn7Kiui+ehN0v"
    "o5KJYpoh07BmYOVVbVk7tQa1CtRYb5UHlqHU4GbA5QwjorhyRBrSai8AMwn3Z7GOeztPgEVN1syLK+4b2APIE4giib7Z+Ipjy1pcNbjV4GaEJAF0U3Pyjtj2"
    "GDY1FF1u7xHAlqoBe4BW0At7rrCy2pJa3sG1ZQf9P1auF7SKfIPM7XalZ5A0nMG0ZX1eAwJhcxAsjABsDB8Y/jO0SGZCB7gIAsvdIMc1rDbwXRddgAfHnVNH"
    "3mbh+hDg/wE7wP9vg4eArnoP5E7YS0H+w+HHk/QcMhZKAW8RA/AsoqzwkGlfkBq+IGR4nruBBaD/YzwcFIPO0mRNm7YZgP8Ax/YV2uJbeLKDJ9sJwiV8J6gJ"
    "KtX+oawrKMMT0kHWP4Tf8GWRbbk8yjulaIRDjjcgvhcxIL4vNyC+zxkQdYR302342gHXbAbrCO+mcvbkvojz4a2EYRcrA5KAphTapJuzkuMf4wfUyyttK8+R"
    "aniziY5UWZUEliPSkFY7IYLE6Kqtt9WGMG5aCdgX8aqpYa2HNd1cjuttkLCIqykGHMTdkG5J2jJe73DIbeBKGch7LoEYi+7Ez1FgIefut6tM5Ga2pUDpH0ID"
    "jfkaAveJ1OcBK899sS3oUcvzxvWefUDspOB+2Csq+SNNL5v84poR0wSL8az/NWNxmJEOagryZPMskiF9O3pxhNItcsMm5HLVhqhwYIqleHBj6rpDyohy7QqL"
    "fTItBPMI7OLVWxu41DKDpMuGcHhbQqHVH1Xy2psDZ1VIm2vuQW68D3s5T0DrQ6ySl5OTFnvdca9702/lZqsWxHevFHAqAXy5hKgwOiW+VSN2p41qJe5vJDTE"
    "x/reo2u9go3nBriR4RPR+RWQ+WABu6C2pjjZ1vI17y4VlD7pL59F64mYmBsY/vPuQ5JetKyrxEZTJeuS6ZoHvDxPOW7fiKCIY2cpv9i+/Wg7drB1Jhzfw/GY"
    "0Brjn96/kZzbEVUHhJ9TdDuY9EeD7l0HxN+yC6lI9Mr+09909ErDdT9o2bL85Uh0gIPK3MU3F/LpqyyRVkizOYHaWLI/MBmJWtj5npLowBttKzmirSRW3HZ1"
    "uEfdnOUMrQ9iSF/PekTDnUbbn2pTpNgdWUUL1I09h36VHSpq0BawRs2stG2tUWoANyCi84kfl3prwywmkrZEMoMgnjlJJcNHCBEIXMfCjT/RJp67oQe+QMNc"
    "tMEaBbYT2qYMr6Ck4oHHm6Ip6uMbfEcGMB3XfCbj2WTYDeqAzQJ3HAdg+GAOSe4WtD0QogeW+BZ9AguuILKIJzt5bvq4dEzLRW8C4MPtqjsma2f8tEIe7iyT"
    "xWxvFn6wLYxt4TAzTK1NbkrIK+0Kk1syjXKgi9mAWHqVzXCtvLWnqCCSGhag5vv8oxw9Dy+YUSRQvFKKcaBJBoN0mRVjd9r+fPj9XVqCtNlCK9oqK9onUl88"
    "O4Ae/sljzCojWHuwVaTD5FtVKzJx+5nPEQgEtZLyOLZpr/Ba+8YHBFW8D2EFgqoOL1jSJ5Ie1TuSQYpiW7ftRlIDSH9oHHU6R2y0cjSSiFpQDJkW2E++7lUJ"
    "7BG/pWpLsyRaZlBaZohf3wLmlgRBMBQZ3tpnmWOEnxd//O3D+6sfr/5++fHq77gJfdDkyo8VDMfKXc6dzi+YoitVlk5LZDktld95RIHN0mlgq0XdZCLuQeAd"
    "r00TSwQ9tsvzxLg+Uy7z/ta7RpKJqb0jdeBm32G1HCRxFmiRXsFkiFZoE2wroby4JZb7X0Mrv5Fmtb2NK7O9A3g+vEAfuB7YGNQh4BYnyG3TEXFh9IaDQb83"
    "6d/QI6V+Go6+9EdE9fDBwniB+CJ4cL25gew/DfLcD+3Id+FuEAj7boPHV2qKc4zELIcbMNVZ/W0UFi7F2ifl4ihL2qJehTjhNeonJhYMH2YH3yaAODN61MWW"
    "D8AyQDA5MTM+20PpQ0QnMmVGowczDSfFp0VJPhmLjNAjaf1RFf0xfn/yzp5iwOP2Kjt3xHWLjONGzHNT5brJ+27YFY4HeYxvYQkiLxCzJI3AWQDWqwhWdvqy"
    "90BveHeHNXIwbfWmrQzIlrvEY8lM45RC4TNbtp3H15ci8/j6snwek3vZIkhP0Cv3DBejzBE1EOiDLBgBlmKLQa53vyfER8y+uB8Nx/dY1JTc9xK6Doi/MVJr"
    "ByRfpyiUXjuRFJsVk0/jk1fkXJIjHR6VqgEIfgIbGz/vmigkKehYW4CmsfYhKUJN33sfEPVNjFv7sUAZnrmwXySt4RkinUyhsjlc50I1nMFZxVNiXS0gVX5h"
    "PXauhy61qEstKmIyli21mLUrHQtfNReCWngLVkMljfLjwHh6alVY5sMGbRHz/MxP2soUr3vjg5VjmJAE6FNB147t3eRcFVKJbmm8AnLoPZF4o7EYKRi9tgF8"
    "gd4r+DK+B4a1tBGhqCx4d8gxZSOI+BKSEpXycrCL2cCZUi7s2BI2Zjqgrlinzo7YrrAwO3ieOtsaNBJile2grd9u+986gPydoi/dQffnfgeEn2oYK7Ta1HC1"
    "6eSnKJwRc3UhQUV0pdMU+lYU2p0qfeu6go2rK9h/KakqGN5oV+lD8EW4ouAQQWAuDDSHF+AeuisHAjIhLID1CTsgEUA2SVx2Xsmpk0kYEvR8ksxsIPAIAZ4V"
    "ftGJlvvtWlKpqdcnKEgzDCJEmFX4McQVGM50IRE9FA4ZURsSmdf8gGZsAtl6aLMmOKdm+KQOwg4P4ErUVOfGDwwPT4EdHyDsRPwJCGJovu2gIXXpaFF8VjJG"
    "ZWQWb43lTvKWfi7mzPSqB0tHqXwyphbBNgC9RHUD6yAi7USfg52q7FsjDBDuqnquxhDRMfnH0vYHNewPUs5greyqr+ymr7JoHFJKobQZCblrdLEy/KAdJYY6"
    "LhZ/kuOUZe1IH0XsSB/L7Ugf87FJ4YIpm+DDUWmfbLb+HpVnnvGPkJnSGTKV5/WW0XVXItP3qnz6XuWmLyc6Cru/WSJt0lGjFGcjVwJWCt7GV8LSKxxs2zJ8"
    "sInKn9HSbf7C3fjAxrueTaqrAcuFgmV/+AXjUmTBuCxfMC7z+x3GHRbM7s+u60ADlWx3CVGGCY+Y6lALRXJFgg+bBTWlMCXsiM/Zh5DyAnPJcdE8OScivYcv"
    "JOrzTu/G5+HwjhM6P99mC9V//fK5P3r7nvIMN7JD41xBVjc1NPl5Vv1jPByUOD9SkqzAb5sB+E8idynx1uxjLSJYcHjnzg3IHhGQWbRIB9lzA6ITEgt3garM"
    "AJZK4dVKGeGFM0GJbrYckd5vc4jKF2ZnaDSehSkR26VDaEzVi9htDKJKBeyqiere43UTu/lx/M9niiq7nwiAynhs9HStLnbIbSti8zVy0u2IbJd2NA6Nns0F"
    "mBMt1QudGHr23EatsgCK6Ha7Noxi5qYt64PKLYv4FGnJlUfP3eCli1jyNwuXxGoDyyYHLX4CBpmc4Mlzl9QGQsfh8idt3MVjmGEZBUSQHokGTou3BC6YF5WL"
    "Ofbo9TEZpT7QEFs5sYalOa4/VEmhpl3h87RXMsp42LqBSvi1iBJ+Xa6EX2eVcBothledIomxHF+eqoE4C9VBuKqog3AV1kHIyekyG0hmcckzaIjgxMV/BPfx"
    "JNDuHNeT2u2bXUxFdu/dd+QxNJzS/ZjeFNiN/bhd/V6Mwq0tybSyw0wrc4FRic9xCZWaN8TUPe+Ah4XhLx7I/ueSDTPZHen+R/5H7uOd8gmLhIUHLR9pzF0q"
    "rqH18hGT1Gd3pXjPIpq2fKqV3uYPW7wrYUzGP2XPS+sDpzQqlwduUfn0fTvJeJwbK1GnYFgw+H98+HB5+eOHHy4//v366scfr//+Q1I5OH+rqoTw59ufib+J"
    "27nyDijymsrIBHH7BgZufLwSiTu6Ko87usoFbui6BY0zgyoK617soFpsbYTYivdQOPeM6LfkBFf2dqXoamcaisiuDA0RHON6vxfgFouQpgctjINtOERwJDIa"
    "tPBW6dlBAENrDaImHw8aFkm0MdDro2u9gsd1EMmj0HwuFF+PNOxxawYzP2q7ssEkyjJOP0keRW7cOFBTFys4+TZYKVHrcri6HO65l8P1YUB8M1LRcCzNTuFw"
    "ZwT2QeLh0k0yD/8Er/glwYgclcIm4la47Yup4lVZR/3fJ9XYJ0lHd8PBz3HzLEPKsJ+tV9Y2JU+KyXVRUJXzwbBE9uhIh2kzVEeM046lp+OydI+B1qQK8IwK"
    "8pIvVwGhfq1Ufq0ow6DnFUVxlQvEPJXCG9mWUvG1kFR8XSEVX+elYl2fq+HvEmNAEFXlGRJtvNb+AO0POGN/QHYp2AOujPH516jHhgLMLIRKhZlmOVDtIYiZ"
    "JOQlSKzFInWMSVsaW5LSt6OsTeDBuY17eCWBKCYeErx9IDZacmagbUL/Ijum//COBJzQONHYrr9ZwDCKhRhNHw0SI+qDpT2nU62oyPHpH0jSvfAMXwUCYrKP"
    "NnuGVTXDtEVfDYt+xCVR/SVq3gg786FTUrWzRDtLzt5Zwj5WDuZyg32GrOlQH8Zcj6GZu57U+szSNAL0w9fsCh17M99cwKWxjU+QIdWuwb24BrdgRiGxZscu"
    "7DBQ6JCQ9BxxdEf0HZ0G+h19Rzul9BxEWR+T+kytam09bNMWVdf9pHmtvj4J61zHNZfA2ockYzMbeEcSRaIUZqwiR1F47y7AAD8yjbSjSrYfGK+pOsx2QXTm"
    "uYtgXj8/xQPIFu9moI0MP9Ln0VOWcDo7OUypVF+P6vi668DEqNBCvkW1hfNPxrthtnu0CitCZvyCU722foDsgWpiT+BB0/WsXccOexEfNXNmrugwLNlW7NdG"
    "HDWMOOx7J2t1KKJtoOZwEAvECnpLOylkkUe8vigl34PKuLe+jvsdgP9MEf4z6w5uZuREL9J8cjv4eUzv5S9nN1gRXu2/UqWOIGh4BAEt7gpnvh29ZGIszlLp"
    "iCuleYz8DfRmjwUGsVIGsyRnw93WZmE7tNbMxiCKxpPrERUk/DFiC2qT+I5FWRt3J7V48zRnw/nv8r2O1IptRSiGXOF4ytZNv3d3O+jftMGo/9vw1/4NwG/1"
    "Xf+nyTYS0v7PQIX418rJRyyFfsFUfsHyZhlhzTxHqeul8u+NDl3dK5wFFjxRWAtINbzFNahjQ6EEunlKDW6u1D9j+xXFlSPSkBaeMIL1N9kztTJ0GlidIqBT"
    "BBSNYJdNEci4BveXKXC2MmwtxAUuYxZn/BiMQ1enYhwsFaNEFtsDyvd8bw1FOC+FCgCdetN3xLgXBYU0GGBOHBXANhslofe6anwLlFQBlBNxdg8QCx4Ycq4A"
    "ZyV/xXLiXuygomBecrddHVrHtROIqYNg5blL24fhwcl4N0YBX7/uW1RH9iF1nDxEhx0s8E9LD0CIT6UkpyAAyzOeCuo8H2NAyZi59FhVuDRsZyaa0xYjTeOj"
    "yIH3lBMVMVI07u9/gTf4kd+A7uAGGKYJV2EcQRw4Ra+b5DV1HO5GLrCLE413efIlrKxRnXn4L30Ssrrv598iHI75GVFXUSelv6QGQs4tuOUjRJ2IP0I6+XaD"
    "gPQj/fsT/iVL4m4PwfQn/hC07IlPapNuN6gHl3hqRgcQHfD10wGNagQ0lh/3Xu8PPocz31t4fnbItjZF4VrbAeHnFN0PR5PuHblJPrN764mcw2TnKeZH8QuQ"
    "EKjMhG0jSa9FCrjjVuUAX+dKuKd7uyzKs+amZF8KzeTLiql8mZ/LT7bnl6UNl0PNUykcZ6JSeDTd9WWR5og00A3LhG+dQA7ZSx58YAeO1DxOCPQcFs2l8F1k"
    "OFhV9X1jXoB1ebWBItomwH7sigOe68CCstjfXM/yc6AnjTNIP3nunxD58GBmXEbTeVzbTmAj/yIZ9BSKDrfAZLZA1zTk1o2U4oircpj7d4yVY9+qCck29+15"
    "gfOhNkk9Jjtijnpy5ayS1PlEGxOvsTOILH9W5PK5wYgVQ56nrIoabtRiTaKAdUba9xV0HWqMjM1TjMc5Mh1arzKXs4ZtMSZnqTSPVeYxZpSFmbcuiuYrPUeU"
    "JzreWaI/HEqOC48N/fD+6serv19+vEpOC02uVB0SmpcjdFJfs18axu8mzuAMkeawyhxmPagSMmyGSvNYfR7PsN7hb1/jJNeJwqa5FsH0ZtT9NuiA5OsUxcm7"
    "HRB/m6JRn7hoybX4G7121+1F1+i3ltjuemAryROeE4uZ4cueSpSn0++ryu9rGCcjyeQM0dlwuEVCA4kqBaJf4LXJsboLUn7P9QByA7GXr0kTwLHRs2RWF0Oi"
    "k7v5ZZPGV8ihyZBoNPOmYz4SURTUPKXGNmNOjlJTJIHNkGlUeVRpBOo2EzZHqJEtLESwXRECjWkxpkmYuTCeCYXGMncswBZVB1gijWgeUVu2pgtHpBHVNRwO"
    "AKmu4XCCGg5RJt2uSe9hL2f58tfnuiebswCeJpOafrws9zNFNqP1CJUcieX5PQAsmIF9puDmVB+R/HYqOGlo63LbWflSvMLIMfevM0WWVywFZ6y9j4oXXZOc"
    "ITaGyRkAzQSYE+QF8M1kGetloQLbvHVU0aIXdzZ6blUWvqAt2mLFL2ZO3Li2AsYQQUAM89AChOgCdB0HGB4Ezxi4NvBdEITHPnlw5RgmbuYiemxy4DoWePLc"
    "Jb1AGyH4Aj2wMfx83YvDDSNZ7SJwnyGaLQx/IVcqgrqCKFlbNLOfoZZN6g8dT1wxk5IxdVq+Gmn5zLzKwV6RCcdRNTBP+aNIQvjH8nzwj7l0cJ0d0HA/Pb9s"
    "yqxhWUJtw6u24fEbzI6CJF+i6zzhFdPgSyvU9brjXvemfypp8gspLFIgQ36JCo6US45xSZJ6cbFLpTgslVFxzIOmvbIhCi7Agw8NLN09gLcLaFjQ8+lRn49u"
    "sMB/LBv6bQCR6b0SafwdEezgEneK5Tx6BijC7TB/wBLPOrCxsWz4iIU9D9/Pi5KneQRJMTPKthYQ/LCYSQNjGAphCRPhW3hTC8gPkSkfRQckxIcTZsNgHxEJ"
    "Nn9MaMjQuHoLs3kLDpt0oeVmJbagarnZKQC8/DDzuP1O55cfKQgTM4VUdjTd5RJPRrz80PDLJxAY/rMfKbx4scErGV5qLLyaZdc6aUYc5LRz2TI153BUKjlH"
    "zlwA+DeyYNDY2PA0OQfvG298EP8EaXVHJDz9Y3l4+sdceDq3lolygCNSmQ1bapUHqTOW23ik0db1xuTqjfEijyjcPFUDsT5MHSwqG+dxLq8clFIonJS0FwvJ"
    "IeoF+dBce3ZQsJBUFl9hyXTxFYniKz7WM9YFBZrE8vBS6iNWFvo/X/tfoyw4CcElpOqA8JPk3/3UH43C/Lvw2xSN+4NJB5C/U/RT9/aO3A0/p+jz8OuApuFF"
    "X3Drr/f3o/54TC6m37cRf/afnRcptwWMLS0vwJLo4gLZ94TW14Ce5xbEPtRUnkyomrAf8BP3WmjLva7Ycq/zW26BdUbMXVFAeD6Zh4SkzqK2s557dk4NvOP7"
    "0JqtUVBULbq0GE6G6mxmwXfpuKLckjEeJgQ6fF/7eL+rV2W9sqQZzNNoBivNYCWc+I1cG3Uq4/6w9KifWPpYaoZII6pQ4l1jEFUq705NVA9wdPKpgqHOFODq"
    "WCid27jf3Mbic6jDvWgPkDY7DYTbspXKACGxeZ/X1hwGrZLIvehuuy5+b/aYNqwN4/vF3YDl2lyQaBQSRRfSkpi4tQ8tYCN6dYPZ6m4+0XNGn+ErjYrwaUBd"
    "PipvLz3WB9mVhm1J+uz36qmvD9k6np9eyJB9WWHIvowN2eUxW4SjEg6ZuLl2xuQqPZMDH6TKPKcE2gCinAEkJ7afbk8Zwae1b5SGg8e363cVj2lZHx2OAIaI"
    "hOeG0Y0bPId9gFyQyoo0BhJfietShrl9BgjFdXz3lfqLCsK+99u3bNrgtqdNZ0HU4cgn166rtjZ92Oixgv+0j6eBO6AypsAzYuw52QIVhXUvxsATCWtw+Qg9"
    "f2GvCmW19G61qMa3E6r6EJ4MGmvmIULFhRtKW+4iRGGt0BNMj0t+3CzqYR1Zq8Qyyrhh+S1ELJUtN37UifgjxD925wegHdUPr8VJNcTJ8zg19jT7XsXRsGcY"
    "zN3tTW5/60vOzoiqA8JPEsxNv3UnYTx38p/ssnyaYGwtsjdcZLcglhrsF2km5+l0pKrKfNaq2d4DXxgJTxRQhkTDWa3pxgL/cbzcikJaq+UyE0ogFkNbD87f"
    "enBveIFt2isDFcYPsLfbVfaDVaahQB2gyChAylksIIjrRoONHSxAeJ59XKLnfti7AAnBZuGSihjE7Y8hIAECBsC6HfDcTVGtn0MNI2m6SKNyxO0WDKgzc+15"
    "VQVpwLdf+qM+8Vy5L1SIArdjGu8DuoMbAKMz6OKLOftC+nj/7dpIzrrAPibpJ+xhK9vGboPTjmpH16YNNUwbgR04UmVhEoLmpY8epGKDaaCZjzfiPMaVFQRY"
    "Ml1BQKKCALd4iem9HIm2bSit86Zbqzh/eRpt01CZv7GMJM5dluJseNt6hCb+xViaDb1CsWS88twXm57z63ogbDHHfAbGU4AbJccBW8armC25SVMj1BNmNHiy"
    "KL3jBjO1eDPNU1ZNFGUmyT4WAMK5glNqYzRkXrQ83fm8buTNWdoWsueLIHqZ+ElB3OLsC/gGK6T4F4A/91HP8exetRfbt2W9BzzNeU0NuqjSHxBHpfpg49lB"
    "ABGw3A36/mZAFHwrLWjZZ7kbJ3MgiTmO67vSoqILWvHVI6Vwvr+ZoGsASPFX/RoAZ6Seas+dIp67Y2b8Kgrofo8z1a7Q/btCde7/gXL/T+cVxaiXnanH3m7X"
    "eUXJ0Zfip+l16el2RAZ8CJ3GD+1QOQx7Am9JlXly3BdwkfP67gJ8I37Mh9it+QCwHoHBR9AMojQ3D5quZ4VHB2xc79nHlGZRetwxRz7kmXss6JIH7u0a6M0N"
    "nYZHiA3OnpwsORR7QrX2ep5cmmlXeD2f8Q/NAy4WlxzTqpwh2Poyvu8A/GeK8Crev7vrj2ZEU5yRwtDD0aQDCi9nWg+/TkoImDtiCnG2vIFIImJVcYOslxXj"
    "CwsqslaVQo4ItBtbyI2tD8Y80sGYC1vukJi4fQPBff9BANz3H0rBJbd06sN3ZazE4pqNu5NzIHM0Z2O0/i75S9aHtV+UjFdat4gl2ap2kWLs3Hf1Ikk4d4Jy"
    "q6XvbMpA0fohlos/CgxQdXVHUjqFJVLcHT1h7/Zm0AVPrrdsA8d+htREEf4AYrowkho/b3wQ1VORPxvuUkSIvb6sOBvuMrf9u4hafkglH+jBSLsT5VMxtcLc"
    "Ukl/8OAL1gVk3cksjd6YVd6YYyn58VXSCZcj1K647KrFmCRlgOXJtPNdoRLnzZmoFT5jnZm4z8zE4sVWu5DrsM3tLyL4Mp6cHdHtMV2d5TJbDzC/z6joQi6r"
    "y8Xebgu4kOUqc0V+WHylHZYwJZrTI5zbCJHz9AKXXoDICgtp+yTaP9i4UWUuHywNEnn4ArE+5RL/LE2PdfD88Yrrex1wvCmaoofQk/xAknAZlzRW8cIb2eTe"
    "T+DBcBx3g989WhLpARjkAEHik2Y92mTUuUcKu+IHZOnf0Jrjnr+Nq1rCi5v6qmllrlonbpTiW5vLG4Ii/wAh3c7Dx57p8KX07WiRkvFq08eJvlf4tCsc6DuN"
    "rN3pSgl6be1O/37c6a5nz8uMmPUsTamVZmpv1A8rtEVfpujudvAruRB+bmW23H+1Nm2zPJXNkhNf8qgXl3/MEekykHbhpC2z+ibNtatdaYuvv/ZXoRiKVetY"
    "3JQx71d0oG39KnM+5lXIQCLL4+3F8IvC7idYWi9JZarqpAkbVBXH+79POGbH29DbL93f33EMvxsOfo6bM9tW7274ObvMsq9TooVt/UJmetBvpMpvZMKsnV7J"
    "6l70Oyn/Tn4n1Uy+y3cuXim31ZJZeoXfrdZ9dzQZ9EcdEH2Zot7X8WT4hVyKv03R+J/jSf9LB4SfaqjOGOEtVkGeSmHOKLvqnTxg4YzUPplyAZxJX7hkAEel"
    "Qc3FpcVuGglMOSINaU3pgNSDpONAaioIcO/qcQMVGg+uWJxCfm3YA7YSQSDnii63JKoaA4IFc0SD/qsiQaJGbcF4kJmZthept+65ePk0nDBOPoyzIC5QWmeK"
    "BFz4tgXjUAh6+xOpPGWAcJgwp3+BfzjAnySTvw26vV7/ftK/CYM+CF0S9FFYiv34TyBbpZ1BVz6Agz7lzF1BKr9XBVG464DUlq+LoYifo71LNQL22TLRRDq4"
    "4eTiS7siuIHM6dkuEQ5cB0p7xL+3MAcdt9Iwhi7xOmzMC5zN5eYehkTberaw9eiMejkmnJ2ZW4WMes3gwzE4koK33QcZcoXXz9b9aHg/HJPgvvjbFMVqSydR"
    "YMjRrb2720F4bmv4bYoID25G3W+DDki+TlH/9/vbEWkYfVHD52FB05b1OfI02uuo8tua10klHQEMpbZcZz0s1DSyTRZznlKDK+QWiI0gO1pYM5lc5wmwqH+A"
    "eYUFrNjM1NRuAgGMc2+yqtbse+jZLm8aLG3UFrVmr9L2AtZs3AIG5oKm/pHTUmxyYqeNLxiA6ZQep9HtTW5/64cnfhIrM7GfdMJ0QNsHj7bjQOsCDFcQgbcP"
    "cRTUA/3570inDiS1bckhDX6RVfuET3JM63bIHiHrtmiKILOaPMK5gbY1bkePpo3bqm3C7QrjtraANswCyr7CYtofS6FNNUorfzqcuLm81Yq91j2V1otEdc8T"
    "6UWu2SrShMIThyp0n6iBWOgO1i7wP5NEvawCGkCTHBiJdYXoxI53oWphJJVMSqJwduhM9uSOXU/UcM3oII1ZRF0h2led5rFeWTuMHVFvObbvesGMdrzF0DHd"
    "FuMyp87KjkpIxUfNBDhuyeekF2lOuxu06+BhF/Uja/VRDfUxfi1Ey1HE7VVWGYUhPUIFCm7N4kEe41u/RrWVuSRelqQROItWnchMX/Ye6A3v7rCUD6at3rSV"
    "S5xeLg2vwDheHjTEkCjs9FY2aAhL1MG6oKKKmN0ppT7e9G7djLo/TSQX55CoA+gHCTcgdudOZH+eouFg9svw7qYDoi9T9G1IQgyGgym6G44xIfmL6TDemICE"
    "KUTftjE17T/UIOTD7BE+4T1sN2YynSj8PrVC43/Kj9BnEIC5C31A9BgQuMrwxgtisZPnyw2GsWRVY4mqrEXKcGQfKxyx/uQTh2WxY0i+Z+QwFfSQ4cyQGxTV"
    "zCrfUvOUCq8Eyu6sFsQIGkt3LXeIWIasCcjzK+yVyAp7Vb7CXhUE2mHIzLVHiuqV1ICowJolbB7aIke3lB/ckju25QV6fuGhzqWHFDEUxzun6P2hsN3zOUU6"
    "ZL/hriTeyirGYJ5GM1hpBvt4c8G82obPhaTnw+4WSS4moVdcNnLqHaHl5H0IxbSwJs0JXXTnICHhrFNDFFOWRgOqz13S5y4pGtMgfe7SSc4FOld05Qvu0IVz"
    "D+A2/Egrdn9RLQhnApcrcmZQqzgYJ7ndrgnKmQVsy9ronInhP/ttMPfc9Qp/WpAWMkamDfH/8Mrprj0T+sBAFsBkAfRsg6QIkPB/zJf1EqIAvH0gpyVAEnSD"
    "ezBeycFG+Ansl6QaDjWQ56N5jj34SaJ/Qm7M0s1Fh2acXAhoAx2acarQDPbJcjCXuzkyZE2w/R7bxxEtlHnU/zEeDkq03JQka+uwzQD8Bzi2f8aCbhH0BIxq"
    "6LMoZ9YY0kEW+gDvdBjWQu9SqTGeJzqePf6Q68ueTfKxkCCNbZ5Q41vo8gjFLml884QaX+1S+v48Dtpqp612qpg/RKx2J7d//GQ7dTYQ2qQtagfBz+CIGkNC"
    "n1hMCRaGj/9L6NtRUQRiNqARl8Sq8FpQUGG7LqQNE9FPi5cVBwpWRCjCRSxJRXCQrNmjZhBt9FDD6BFzVwJzhkRvUTlfXeYFFd33OTINa93On1q6d9z7Mxb2"
    "80RXQADg5hcnAvS64173ps/7leLVe0d0xwGmsOJtu6HgMuuhUrLVCD7hN2oxcZ8hKhKsuPuVUpUXtsRiSty0VqIaIggiMkDJPoG1Dy0sEvkQI2rRmlNtkgpC"
    "8gBCd00oWeRFqx37kpWxyAgzLL4tBOQqDpmQSFiwip5RTLbiB4pItXylxE5VJV/xE0PUtcRTNdDB9PFKwL/08arUvURuaYPad2VQI0u+XIC2rws5nQVnmY1Q"
    "YmviqbTKVK0yMRLDrjJ92tN5Alsr0PMzq1hZOpVIvyTYea1CcT66VyPKM60EpfiQghx2RkTrjes9Q+8CTPD3Z/gKyGP4SWI3KRdrPLrroA2eXA9fdpc0jCs0"
    "gbpPWDJ/wXPGidqWCfuHHrJeJygVoJ+hVPJi1Hw/Mly98HyOIULl0rPMdq+FOEW3+tyudKq1Mwz8KF47o3s1ayfTqnbtHLtLvLZgxpJwVMd1n4ERXIB717dJ"
    "Cx/Q+Ijw/McfgLF0ScMFZKJfSWFuYsrAjwpebN9+tB07eM2vmIccSLZSt2vG8lg0PPkuaOCI4nKi+oL7dk4l/WvHlDLyatXS3/g623e3g187gPydIhLG2QHk"
    "7xT1hjf9DiB/p+in2zv8nfzNvvViW7TQDi1RJCewgyK/QIUhKyZQmRWnl4B0kLSc2HOIIOm158jM7Kh5E5DOTWvBeV05sfN19l1LqmJg3L4JCB97LjsGmq8L"
    "j3Utn9AsTRMwP3Q5o1RS3lZM4Xs4YmnGMf5JUU1ECYElpOqA8HOKbgeT/mjQveuA+JsaQgqreggGrbMkxwtX/+FQM3/Pseq6mtRe4dSeygYaubLBUyeJqVRs"
    "B95PSGVqUxIFk7FCaa9g9bEuoa1t9xjK8wW0/hiXZDapGTap5kt/xlGToZ2YnGYZ/s5Sb0HcpC3iNKAnUMatxRJSfHcJiRZMc0kIOY15jDsMvZ3EcP9ke34Q"
    "HuKJqR6M4KEkPWXHDiWdAckvj06y8cMSLCJBlXnItLX+5PtIu8Ja//g6Ky/19Nl1HWigEjMPT5nhwSMmPd+9pQjkz8PhHSfIfr7NGnS+fvncH719T/mAG9nh"
    "wphXJLR3vGGKQ2bFFF29MmRa6M1a9n3pgpQMiYazWodgoyJ2lHvZMIzzhLZW7M28q/UqxdrXBf7qYWXeV6W0iThYtkCLYOJoy7UHJmxX5MBNH88JaP3NRmAF"
    "Pd9FbfK5MFY+DaEkIUL4FklSJ/UALkDXIUGRPp9c5QPDg7TU3pOxtJ2CgKMDjiOpYjBs36JMXxznS3vRRyiqtN9U6Rraft5wMZhUq59Jp/tkqTSTlWYyXppt"
    "3J0Ui3kazWClGezBF7zNy73DPI3O2lOZv/Yqz9fy6KKwdQPjiq5F4oquy+OKrrPhK1QaxdqE3Hl0PFUDcRYKSryqiEm8yocknrRGn2Jwa1ObInBWmNq0LWg/"
    "tqD8GrAHVIWrSKr54p9xEUkmXKLIzsYFU1SY2mg7iaKRXVrdERg+SSy2ffAMV8EFuA188PgaQB8gknYcnbr2ifjVX8HcBZsFRAC5YcKeB5+g55O8PdwFyVl+"
    "SFWcB+qlXxk+VmmLbHDHG3yKpugbPcj7wYMmtF+ohP5AhiWciJ7AQGC9clzDCk+Yw1c2ho1fAhJVsI1tj1f2xAx6KQtnEbm25ymxqbUr7HnNDvBrhTUJSCmC"
    "+2EvrlcQvinQ+oTfxvBFhIhE4ITRN/hNI6cyuuvAIcfZYBrSiQGW7jIS8I8lz+kzUQ6b7hcdsxECJYFzlk5lvFt4vlvQdMgxqm260dBc9HArIRsRWcV86iAK"
    "9y7feBWb4zyD3gsx6H0Fg97nGeTbfxYwpjTxIW6u8pkHgvyIt3pBVugkCW0+1Pb/kjdujQLbCaVvvJmTvd2xIVgj4q7aeTs/O9YzSoSMa4Aj0r4BlTm8coyi"
    "gLByeSYhUNhy3dqQAxyikyUxrvPwkIdEbmnjjdOEoa5NQlskN1C+PqqIKPOxXJL5qJat+4w2Uhljd6TEzR5fZW3eOUoNrj7s5zRHdDNzUfsWan0LuRdXLUv4"
    "2jSh7/fCM/hK4k6zbdpVVnGTa1ZrE/9G08wWhuOAR7IDGuYCWheg/wK9V5p5hnVLsoESU5gPIdk9L0AXvUaWaoCx9/HVh6iAwEOony6NZ2IWwBPRCNYeqVjn"
    "FJjEjzz28UrjJTyoqY2nDdpqGLR1lTRdJU0BYesglaUCw8PrndTkTij07Bab3finysV+Re2bMJ+PAO9y7QezhfFSsERXZipzdEfMU443y7PNU95gFWIhc4Z0"
    "SqCrR+WSvs2FDSOrkugCwdLoRUJokXDXgemW+b7rS/sx5Ees6ze87w8kRWVK0wHk7xR96U86AP+ZIkJB/xd92caGqSv7Kb+Y6Mp+e4VTO62b7tdqdKjaaS38"
    "uhbd7rXoTmN1nhj+c6vA0kyvt6usy0HcQu40FcsVON+E9M2fbTL33PWqDVyPXEUugqGFV/6QleOMfzwDM3lUuXNX6E/ZaTjag/iAFkZCdghMUzoA+PZLf9TH"
    "vFuuyFtE9l9wOwaDr3d3oDu4AeF49NJwQi9r+7q2ryuxWWj7uhqizkHs61i+Cdb+tmaHlPqIVofJ8GYoa3UgNB1A/pJzBGb3o+HPo/54TI4SSP4zRZ/vhr1f"
    "yZED0ZcpusGCfQfcROL96S0Svm1tbSOKaY/Iqu7gnzF0EszCDPnt9qY/6oD42xT1vo4nwy/kWvxtisLeO4AZ5eQMSuUGnkU3GNqSRSyhqFLGG7WSEd26ADcZ"
    "M0ba/mwic1tE8F7aFiLOBmA8BdCLxT47jBRZee4Lfkm9N35YDPlPLLOLTesmGT30QTf6oBttDtfmcG0O1+ZwfmdgrScSLM5QnY3A8J3zePsa/6V9HDGKJrly"
    "tmE0hh+W3Z2tDC+wTXsln89T0YWuZFWC9hYlrYpoNb7ZygfMmiAHbwGpRpdHl/XPiMLK+XQ0ntrxv08wteP/oI7/3Lu/B0SJ+/7nuK+zfOlrYWWXPA5Y/ACR"
    "07dOAtvH1OV7aybUFaKnQJIqJ1HtAXLBNNVzx1quFCYrV2mMazAuEEKVSgUmq/cNXEGMIjJfWyXhWUyLdl2gFv5xXOPamK0HQvUATAORhNwEMOAi5zXytzyE"
    "ffqzMN+WBk1xMVP3w14+GGufHUtGWVEgQnanI4gda1mAoWDsk8xASfBTMlDkzdRJwycXgtugPKiJZ7IE8jlCrW/kclaTd1YUVIZEw1lTmSWK4d2DtnG+kNZX"
    "ZUknVL0Gl77SGtg6YHPLn2qR8aEKXSJ/Jfp1jeiV6PQiZckX0LBIpPoacy6uPRxGo5O5YgnErtPh+OD1quD44wx55Hj40DagK66osgVVCU86IvzQEeE6CEwH"
    "gX0fQWA6aqnhES3al6d9eSr78k6kqoR1UYv0lKRiaoWSkrapV1AQcL25gew/DXKpA4wk0B68fcHKnOu1wZfxfRvgaQcdB3rvAD3+JI4cK1BA9tJlvYKh5X01"
    "5H19LM1hpX3f9YJZMchjfAuv5DmIOZJG4CwAa3zeKDt92XugN7y7wzIPmLZ601ZWcneMAqldTJmKaY+oRv006ktnDhKaDiB/p+h+NKQJhFPUJwrU/eh2jO+l"
    "39VQpx49A1klU798feGpmpD3fIRFJgTNcefubO058nCzlI2EXBDzStBLUDdMkxwfhiF1C8Jp6pDPUjcR/cMsLP56tSIbJVwa9hZTPkfeQOSvr0Sgv74qx57c"
    "y9azoM+MlwzTkDMU5ymPuOVCdCix/NCznZi5ZnG6tLhRniE6IsxfJ73j4Lz/U318DCakJgdYFIpamZWVo9XZWDLZWI7jbqA1s1y8FqOCii3/GA8HJelBedKs"
    "ydg2A/Af4Nj+wczxjD3gcW07AX6QCzLeKSwBBCqOLblKOtmiOW1e5yIdZCvpPOIl+3k7BhWQagbtnUGGtbQR/kHQk/S2FBCeTQ5xy7fJIXH0KEjfXUJ6MA05"
    "Ru4R0sMhfUB/XRvAF/J/UieQNqEHrL+Cpet9hxVItEuugQzOeZFO4/egWQoFXo84e6Hc5xGnooiEZK2g5+OFfGMHC/weA6xAkyiookiqipaSAVBUSZw9w1eB"
    "2HSaKJIStHXE0zHe0x08INIGhN1MBqotfkewGXBvgxTKMVEDkb4UMhVcVtgKLvPGgifb88vcTeVQ81QNxPogRnfH2AJqjkgjrX2oyvhQjxz4q7bl/BCzeGX4"
    "/sbFQjbWURcyQOcINeBiC7S0i0K7JrRrQkHXxMbAA1FX8SqJYZHwThSR60MXJQ5dpPiZ7nIJybjbgM8Sa+hloafpb1vhnlBq0MVB1zbiBtqIc5prVNfGRlJ8"
    "LiQ9G5fR98vtMKtAMlknT6mLGVbm7DCA5XGWLzeQdHSW0NZm7+Snl1Jln7rQs81Fq8ChFd1pV7m0jLRNnVOrHNg9p9GUprEWvtwFCawRF3dzHh3SqLCXBNZy"
    "V1HpqQbl6m75sQbnaYbMuouuhdxF1xXuouusukteKgmEo+YNRPe9kFXsfYVV7H3eKoZHDAojHMuDuBiS4wdvnUYG2FuY1kljM/76/xqkBQQ="
)
