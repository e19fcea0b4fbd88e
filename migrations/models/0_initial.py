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
ALTER TABLE "event" ALTER COLUMN "action" SET (n_distinct = 100);
ALTER TABLE "event" ALTER COLUMN "target_kind" SET (n_distinct = 25);
ALTER TABLE "event" ALTER COLUMN "actor_id" SET (n_distinct = 1000);
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
    "eJztfXlz2zja51dB6Z8kVRpXJz56Vtl3qxRb3e1pR/JaSqfnXW3JFAlLXFOghqSsds/0d18cPMAb0AnRqEpZCokHoH4PCDw3/t1auBZ0/LOuaborFNzZ6LnV"
    "Af9uIWMB8Zei223QMpbL5Ca5EBhTh7Y3WMOJE7Wc+oFnmAG+92Q4PsSXLOibnr0MbBcRii5YGLYDLUBIPoMn1wMG8ODMJoSkEQjm0IPA9gFywcqHHniFwRnp"
    "3HJN3MhGsy37WSH7Xys4CdwZJG1wb//n/+LLNrLgH9An//1368mGjkW/twL3GaLJ3PDnLdIM/rH0oO/jEfyIMkJv9a8JDwijIXC9Lun9FiXHz0f/81cbpMYh"
    "zzixrbpB7D/SgxCyikEI6fJ5QsdJsRqPhG/R65OI9tu325ufaEsC93Rius5qgZLWy9dg7qK4+WplW2eEhtybQQQx8tDieI9WjhNOlegSAx9fCLwVjFG3kgsW"
    "fDJWDplBrf/5tEIm5SWegWem68Ez2/LPEFxjnP5X+Ixc+8mkPxhNhr3RZNLKzTzyLJlJFF4yMcoYLxsFBOx//8X6TZChV1tkgOtfug/vz68+UCxcP5h59CbF"
    "rfUXJTQCY5IwNYF7ufIwBcxjfj03vB5aLSjut/hJDGTCHP4ceYYJ+NE3gT+6kOCfvLARoBFk4iC3Hnr4TgfQjzF66P18Oxw9dEe3gz65mPwv+z4Xs6K1MP6Y"
    "OBDNgjn+76cfKljzW/eBcufTD5Q7Ll6F2BLVD+98orf+om9dxBRI1pBilhS/BjGBykwQnukZeC8vRPC9vCgHmNwrQHjyDF+lUY6IGoj0udBMPq+Yyuf5ucxt"
    "UxJQp6kaiPWVyKS+Kp/TV7kpbXqQgDExgjzQbP0OcjCnaTIw4z0DBvYCnkVfThD0CpBHt197w1H36z3pfuH7/3LI1ZvuqEfufKJXXzNX319lGBJ3Ar7fjn4B"
    "5L/gvwf9XnYnjtuN/psIWC1jFbgT5K4nhsVjEl2OLqXXrD+WNu5OisFpGs1gpRmMRWa515cj2AFrQ0FXc3b3nF0aXoCxZ5qRnIZTQLqFunM6PK7VaVLvjSeJ"
    "Kkei0fyLauNPz4UKYqTHp5H9CSu99gz9Cl9z+mEGz9B08y3s5iQRTa4mj+gZ69h6wU8n/NPxD4YB/fFY3xw93F6PWqWrwQ6gvWfdRVaxZiJcsAyWIE3m8tQw"
    "n9eGZ01Sk5rccT+5mStx2/ytxadF9oqBjBlFifwc8vCxaTLAP3PIjGOtQtsl36Bdbb0kTSc+17bWfjlAEPgrcw5Cqs/AXUIE1nPbgeARYuYSSeGR2h3xkwMD"
    "WfhyLB0+AqxrAeQGwHSx1JAza+6+e0lrZ8R/xnr8SniJ3iJonORBnYT9iZtBzZUf4Gff3RNEHYo/ggdNF8/TXT0A6058eEzuCluCUyMxSjJjSkcD33/pPfRA"
    "NJPA7RD0v93d5R4i5Js/t5cbPQpPv9kDacu1GpZrDxo+Wx3TkI8wC4shTygaYVCqUpB6v49SulFkOHr/tfv7h5R+dDfo/xw15wxN13eDLxkxO73iiGmoaRpt"
    "f1BaS9UGpqYzONzMJNjLUWgTk/q8nZY4tOo9uTz9RtvjYXjbuu8+jPq9hw4Iv4zR9bfhaPCVXIq+jdHwn8NR72sHsM+sOnMcr24sP0tIiTzNLmVFdV88Cbtf"
    "RiUTxTRDpmHNwJpWtWXt1BrUKlAjvVUeWI5Sg5sBN2UYEcU1RaQhrfYCcJNwdxbrqLfTBFjUZM29uOK+gR2APIIolOibja84trzFVYNbDW5GSBJANzEnb4nt"
    "NcemhqKb2nsEsKVqwA6gFfTCniqsvLaklndwZdlB74+l6wWtIt8gd7td6RkkDScwaVmf14AAaw6CuRGAteEDw3+GFslM6AAXQWC5a+S4htUGvuuiM/DouDPq"
    "yFvPXR8C/D9gB/j/bfAY0FXvkdxhvRTkP+x/PEnPIWehFPAWcQBPQsoKD5n2BanhC0KG57lrWAD6P4aDfjHoPE3WtGmbAfgPcGxfoS2+hSc7eLKdgC3hW0FN"
    "UKn2D2VdQRmekA6y/iH8hi+KbMvlUd4JRSMccmkD4kcRA+LHcgPix5wBUUd4N92Grx1wzWawjvBuKmeP7os4Hd5KGHaxMiAJaEKhTbo5Kzn+MX5AvbzStvIc"
    "qYY3m+hIlVVJYFNEGtJqJ0QQG1219bbaEJaaVgL2RbxqaljrYU02l8N6GyQs4mqKAXtxNyRbkraM1zscchu4Ugbya5dAjEV34ucosJCn7rerTORmtqVA6R9C"
    "A43ZCgL3idTnAUvPfbEt6FHL89r1nn1A7KTgfnBdVPJHml42+cU1Q6YJFuNZ/WvC4zAhHdQU5MnmWcRD+nb44gilW+SGjcnlqg1R4cAUS/FIjanrDikjyrUr"
    "LPbxtBDMI7CLV29t4FLLDJIsG8LhbTGFVn9UyWtvDpxVIW2uuQO58Z71cpqA1odYxS9nSlq87g6vuze9Vm62akF8+0oBxxLAFwuICqNTols1YnfSqFbi/k5C"
    "Q3ys701d6xWsPTfAjQyfiM6vgMwHC9gFtTXFyTaWr9PuUkHpk/7ySbieiIm5geE/bz8k6UXLukpsNFWyLpmuecDL85Sj9o0Iijh0lvKL7dtT27GDjTPh0j0c"
    "jgmtIf7pvRvJuR1SdQD7HKPb/qj30O/edUD0LbuQikSv7D79TUevNFz3g5Yty98UiQ5wUJm7+OZcPn2VJ9IKaTYnUBtLdgcmJ1ELO98TEh14o20lB7SVRIrb"
    "tg73sJuTnKH1QQzJ61mPKNtptP2pNkWK35FVtEDd2DPoV9mhwgZtAWvUxEra1hql+nANQjqf+HGpt5ZlMZG0JZIZBPHMiSsZTiFEIHAdCzf+TJt47poe+AIN"
    "c94GKxTYDrNNGV5BScU9jzdGY9TDN9IdGcB0XPOZjGeTYdeoA9Zz3HEUgOGDGSS5W9D2AEMPLPAt+gQWXEJkEU92/Nz0cemYloveBcCHm1V3jNfO6GmFPNxZ"
    "JovZ3iz8YBsY29gwE0ytTW5KyCvtCpNbPI1yoIvZgHh6lc1wrby1p6ggkhoWoOb7/MMcPQ8vmGEkULRSinGgSQaDZJkVY3fS/nT4/SYtQdpsoRVtlRXtI6kv"
    "nh1AD//kIWaVEaw82CrSYfKtqhWZqP3ETxEIBLWS8ji2aS/xWvvOBwRVvA9hBYKqDi9Y0ieSHtU74kGKYls37UZSA0h+aBR1OkN8tHI4kohaUAyZFtiPvu5V"
    "Cewhv6VqS/MkWmZQWmaIXt8C5pYEQXAUGd7aJ5ljhJ8Xf/zt08eLHy/+fn518XfchD5ofOXHCoZj5S7nTk8vmKIrVZZOS2Q5LTW984gCm6XTwFaLuvFE3IHA"
    "O1yZJpYIrvkuTxPj+ky5zPtb7xqJJ6b2jtSBm32H1XKQRFmgRXoFlyFaoU3wrYTy4hZY7n9lVn4jyWp7H1Vm+wDwfHiBPnA9sDaoQ8AtTpDbpCPiwrge9Pu9"
    "61Hvhh4p9dPg4WvvgagePpgbLxBfBI+uNzOQ/adBnvuxHfou3DUCrO82mL5SU5xjxGY53ICrzupvorCkUqx9Ui6OsqQt6lWIEl7DfiJiwfBhfvBNAogzo4dd"
    "bPgAPAMEkxMz4/M9lD5EeCJTZjR6MNNgVHxalOST8cgIPZLWH1XRH6P3J+/sKQY8aq+yc0dct8g4bsQ8N1Wum7zvhl/h0iAP8S0sQeQFYp6kETgLwHoRwspP"
    "X/4euB7c3WGNHIxb1+NWBmTLXeCxZKZxQqHwmS2bzuPLc5F5fHlePo/JvWwRpCfolXuGi1FOETUQ6L0sGAGWYotBrne/x8QHzL64fxgM77GoKbnvxXQdEH3j"
    "pNYOiL+OEZNeO6EUmxWTj+OTV+RckgMdHpWoAQh+BmsbP++KKCQJ6FhbgKax8iEpQk3fex8Q9U2MW7uxQBmeObdfJK3hGSKdTKGyOVznQjWcwVnFU2JdLSBV"
    "fmE9dK6HLrWoSy0qYjKWLbWYtSsdCl81F4JaeAtWQyWN8sPAeHpqVVjmWYO2iHl+4sdtZYrXvfPB0jFMSAL0qaBrR/Zucq4KqUS3MF4BOfSeSLzhWJwUjF7b"
    "AL5A7xV8Hd4Dw1rYiFBUFrzb55iyEUTpEpISlfJysIvZwLlSLvzYEjZmOqCuWKfOjtiusDA7eJ46mxo0YmKV7aCt32573zuA/B2jr91+9+deB7BPNYwVWm1q"
    "uNp09FMUToi5upCgIrrScQp9KwrtVpW+dV3BxtUV7L2UVBVkN9pV+hB8Ea4oOEAQmHMDzeAZuIfu0oGATAgLYH3CDkgEkE0Sl51XcupkHIYEPZ8kMxsITCHA"
    "s8IvOtFyt11LKjX1+gQFaYJBhAizCj+GuAJjUNFccADatuoszFyFQw//xMkz/mViI5CWEv3HZ72KPr7ryTw9b9WRCKxio4XUhkRSenpAM7IObTy0WRO3VDN8"
    "XCJiiwdwJcrNp8YPp852D8A62e4J6OTd4hkievHXEc02/dmMunS0MHguHqMybG672Y/3nymcG065KSV8mOQA9z0+zRM5h4ANVPc874sfCAwegL8iW9B79lq1"
    "wcc2+PED+C/wbgEXU+idvStu8/EjbWSjFzugFkzcsNu/ASyDkY6B+/9QcfjCRtPgJSxdWTcRSLtK5Lnn4JcEfnUSfS7SVfWaEE2KBJv4sbQJTA0TmFQ8gra3"
    "qG9vSV5l0VC4hEJpSyZyV+hsafhBO8xNdlwsgccnesuaMq9ETJlX5abMq3x4HFswZXPMUlQ6LCCN6RsLusDdMZ+bO2OTPBRfOuR/67ltzmOPG1FUA+g4fpum"
    "0WA91fZp6TDioSN1wUgxsFCHB+HKf0DGZcRt0bUoQ6bygrRhZO6FyLpzUb7uXOTWnZRuJRw6wxNpc7AaZXwbuYTz6ssmflaeXuFA/RZectdh6URa9tGfu2uy"
    "CreBTSozAsuFgitwesE4F1kwzssXjPO8oIJxhwWz+4vrOtBAJXJKTJRhwhRT7WuhiK9I8GE9p2ZYrvwliVfxIaS8wFxyXDSLz5hJ7uELsX1pq3fjy2Bwl9IW"
    "vtxmD7n49vVL7+H9R8oz3Mhmhv2CihDUSO3nWfWP4aBf4jhNSLKamm0G4D+xwKzEW7OLtYhgkcI7d+ZI9niRzKJFOsieORKerlq4C1RlFfFUCq9WyggvKQup"
    "6GabItL7bQ5R+UMdOBqNZ2E61WapVBpT9aL9G4OoUsH+aqK681j/2OFxmNiVE0WV308EQOWceXq6VhdKTW0rYvM19CFviWyXdjRk1urmApwSLdULuxp49sxG"
    "rbLgq/B2uzYEa+ImLesTUiyLOIOpnXnquWu8dDF7tEvyPIBlk0NaPwODTE7w5LkLagOh46Ryr23cxZRlZ4fBVKRHooHTwk+BC2ZFpaYOPXp9PFep85phKyfW"
    "8DSHdWQrKdS0K5zV9lJGGWetG6iEX4oo4ZflSvhlVgmnkaZ41SmSGMvxTVM1EGehGioXFTVULlgNlZycLrOBZBaXPIMGCI5c/EdwH4+DdE9xPandvvnFVGT3"
    "3n5HHkLDKd2P6U2B3diP2tXvxYhtbXGWZugxNucYlegMKKbUvCOm7lkHPM4Nf/5I9j+XbJjx7kj3P/I/ch/vlE9YJCw8pP1AY25TrRGtSNCeQGZogvckpGnL"
    "p2nqbX6/hf9ixmT8U/astLZ4QqNyafEWlU8/tuNs6ZmxFHUKsmLj/+PTp/PzHz/9cH7198uLH3+8/PsPcdXx/K2q8uNfbn8m/qbUzpV3QJHXVEYmiNo3MHDj"
    "6kIkYOyiPGDsIhe4oWueNM4MqiisO7GDarG1EWIr3kPhzDPC35ITXPnblaKrnWkoIrtyNERwjGqFn4FbLEKaHrQwDrbhEMGRyGjQwlulZwcBZNYaRE0+HjQs"
    "kqRnoNepa72C6SoI5VFoPheKrwca9rD1xrkftVnJcRJlGWVHxY8iN25NOpTO8lBEotaltHUp7VMvpe3DgPhmpKLheJqtwuFOCOy9xMMlm2Qe/hFe8UuCEVNU"
    "CpuIW2zbF1PFq9LFer+PqrGPs8XuBv2fo+ZZhpRhP1ktrU3KJRWT64LCKifyYYls6kiHaXNUB4zTjqSnw7J0p4HWWIafTOHMQHLvVo7uZF6qVnicOS2eTn9H"
    "O0wxIz7xKQTeCqEwduRtvXkEkQlFRHKlLSA8menwJtdYyjDoeUUhfeXaUZpKYalmQxXpUkhFuqxQkS7zKpIu9Njwd4mzJonadTgS7cnQziHtHDph51B2KdgB"
    "rpwn4tewx4YCzC2ESsUcZzlQ7S6KmCTkMkoqsQkUxCdtaaBRQt8OU3iBB2c27uGVRCWZeEjw/pEY7Mnhs7YJ/bPsmP7jh7A+xufYybOeQxbSRCzoU4MEDPtg"
    "Yc/oVCuqln/8B5L0NT3DV4HoqOyjTZ5hVfFJ7d5Rw70TcklUfwmbN8LpsO/8ZO05056zk/ec8Y+Vg7nce5MhazrU+/HdYGhmrie1PvM0jQB9/5X3mJd34ptz"
    "uDDyWNc7iDlS7SfeiZ94A2YUEmt2bMMOAzGHhKQbMUV3QEficaDf0pG4VX7XXpT1ISnW1arW1lmbtqi67sfNa/X1ETswIa5UufIhSd/NRmGSrKEwnx2ryGFI"
    "5ocz0MePTMMuqZLtB8Zrog7zXRCdeeYimNfPj/EAsqdAcNCGhp9MvdL6QEzKkpTOTk7lK9XXw2rc7iowMSpRqfJcVGj+ydJumM0ercKKkBm/oG7rxg+QPZlT"
    "7Ak8aLqete3YrBfxUTOHr4sOw5NtxH5txFHDiMO/d7JWhyLaBmoOe7FALKG3sOOqJnnE6yuUpntQGffWt2GvA/CfMcJ/Jt3+zYQcDUmaj277Pw/pvfzl7AYr"
    "wqvdly3VEQQNjyCglX7hxLfDl0yMxVkqHXGlNI+Rv4beZFpgECtlME9yMtxtree2QwsPrQ2iaJDS/AZJJyM/RmxBbRLfsShr4+6kFu80zclw/k2+16FasakI"
    "xZErHE/Zuuld3932ezdt8ND7bfBr7wbgt/qu99NoEwlp94dpQ/xr5eQjnkK/YCq/YHmzjLBmnqPUxXPT740OXW3moU3NhDdjKJRAN0+pwc2d+8DZfkVxTRFp"
    "SAuPm8H6m+zJeBk6DaxOEdApAopGsMumCGRcg7vLFDhZGbYW4gKXMY8zfgzOoatTMfaWilEii+0A5ft0bw1FOC+FCgCdeNO3xPg6DAppMMApcVQA22yUhN7r"
    "qvEtUFIFUI7F2R1ALHh6zKkCnJX8FcuJe7GDiuqJ8d12dWhdqp1ATB0ES89d2D5kJ0Pj3RgF6WKG38Oiwo+J4+QxPPlijn9achpGdEQpORIDWJ7xVFD0+xAD"
    "SsbMJWfswoVhOxPRnLYIaRofNcG9UE5UxEjRuL//Au/wI78D3f4NMEwTLlkcQRQ4Ra+b5DV1nNSNXGBXSjTe5skXsLJgeebhv/ZIyOqun3+DcDjuZ4RdhZ2U"
    "/pIaCFNuwQ0fIexE/BGSybcdBKQf6d8f8y9eErd7CK4/8YegZU98Uqh2s0E9uMBTM6wotMfXTwc0qhHQWKx6ivmDI1qlg+nw/OyQbW2M2FrbAexzjO4HD6Pu"
    "HblJPrN765Gcw2TnKeZH8QsQE6jMhE0jSS9FqvnjVuUAX+bq+Sd7uyzKk+amZJ8LzeTziql8np/LT7bnl6UNl0OdplI4zkSl8Gi668sinSLSQDcsE751BDlk"
    "J3nwgR04UvM4JtBzWDSXwneR4WBV1feNWQHW5dUGimibAPuhKw54rgMLaqR/dz3Lz4EeN84g/eS5f0Lkw72ZcTlNZ7qyncBG/lk86DEUndQCk9kCXdOQWzcS"
    "igOuyiz37xArx65VE5Jt7tuzAudDbZJ6RHbAHPX4ykklqacTbUy8xk4gsvxJkcvnBiNWDHmesipquFGLNYkC1hlpbyvommmMnM1TjMc5Mh1arzKXs4ZtMSZn"
    "qTSPVeYxZpSFmbcqiuYrPVQ2TXS4g2V/2Jccx86Q/fTx4seLv59fXcRHx8ZXqk6MzcsROqmv2S8N53cTZ3CGSHNYZQ7zHlQJGTZDpXmsPo8nWO/wN69xkutE"
    "YdNci2B689D93u+A+OsYRcm7HRB9G6OHHnHRkmvRN3rtrnsdXqPfWmK7656tJE94Tswnhi97KlGeTr+vKr+vLE5GkskZopPhcCs+giz8BV6bnLE8J+X3XA8g"
    "NxB7+Zo0ARwbPUtmdXEkOrk7vWzS+Ao5NDkSjWbedJyORBQFNU+psc2Yk8PUFElgM2Qa1TSqNAJ1kwmbI9TIFhYi2KwIgca0GNM4zFwYz5hCY5k7FmCDqgM8"
    "kUY0j6gtW9MlRaQR1TUc9gCpruFwhBoOYSbdtknvrJeTfPnrc93jzVkAT5NLTT9clvuJIpvReoRKjkTy/A4AFszAPlFwc6qPSH47FZw0tHW57bx8KV5h5JD7"
    "14kim1YsBWesvYuKF12TnCE2hPEZAM0EOCXIC+CbyTLWy0IFtnnrqKJFL+5s9NyqLHxBW7TFil9MnKhxbQWMAYKAGOahBQjRGeg6DjA8CJ4xcG3guyBgxz55"
    "cOkYJm7mInpscuA6Fnjy3AW9QBsh+AI9sDb8fN2L/Q0jWe0icJ8hmswNfy5XKoK6gihZWzSzn6OWTepnjqdUMZOSMXVavhpp+dy8ysFekQmXompgnvKVSEL4"
    "VXk++FUuHVxnBzTcT59eNmXWsCyhtuFV2/DSG8yWgmS6RNdpwiumwZdWqLvuDq+7N71jSZNfSWGRAhnya1hwpFxyjEqS1IuLXSrFYamMimMeNO2lDVFwBh59"
    "aGDp7hG8n0PDgp5Pj/qcusEc/7Fs6LcBRKb3SqTxD0SwgwvcKZbz6BmgCLfD/AELPOvA2say4RQLex6+nxclj/MIkmJmmG0tIPhhMZMGxnAUwhImwrfwphaQ"
    "HyJTPooOSIj3J8yyYB8RCTZ/TChjaFS9hdu8BYeNu9BysxJbULXc7BQAXn6YedR+q/PLDxSEiZlCKjua7mKBJyNefmj45RMIDP/ZDxVevNjglQwvNRZezbJr"
    "nTQj9nLauWyZmlM4KpWcI2fOAfwbWTBobCw7Tc7B+8Y7H0Q/QVrdEQlPvyoPT7/Khaen1jJRDqSIVGbDhlrlXuqM5TYeabR1vTG5emNpkUcU7jRVA7HeTx0s"
    "KhvncS6vHJRQKJyUtBMLyT7qBfnQXHl2ULCQVBZf4cl08RWJ4is+1jNWBQWaxPLwEuoDVhb6399638IsOAnBhVF1APsk+Xc/9R4eWP4d+zZGw15/1AHk7xj9"
    "1L29I3fZ5xh9GXzr0zS88Atu/e3+/qE3HJKLyfdNxJ/dZ+eFym0BY0vLC/AkurhA9j2h9TWg57kFsQ81lSdjqibsB+mJeym05V5WbLmX+S23wDoj5q4oIDyd"
    "zENCUmdR21rPPTmnBt7xfWhNVigoqhZdWgwnQ3Uys+BNOq4ot2SMhzGBDt/XPt439aqslpY0g9M0msFKM1gJJ34j10adyrg7LD3qJ5Y+lpoj0ogqlHjXGESV"
    "yrtTE9U9HJ18rGCoEwW4OhZK5zbuNrex+BxqthftANJmp4GktmylMkBIbN6XlTWDQaskci+8266L35tMk4a1YXy/uGuwWJlzEo1CougYLYmJW/nQAjaiV9eY"
    "re76Mz1n9Bm+0qgInwbU5aPydtJjfZBdadiWpM9+p576+pCtw/nphQzZ5xWG7PPIkF0es0U4KuGQiZprZ0yu0jM58EGqzHNCoA0gyhlAcmL78faUB/i08o3S"
    "cPDodv2u4nEt66PDEcAQkfBcFt24xnPYB8gFiaxIYyDxlaguJcvtMwAT1/HdV+ovKgj73m3fsmmDm542nQVRhyMfXbuu2tr0YaOHCv7TPp4G7oDKmAJPiLGn"
    "ZAtUFNadGAOPJKzBxRR6/txeFspqyd1qUS3dTqjqAzsZNNLMGULFhRtKW24jRGGt0BNMj4t/3CTsYRVaq8QyylLDprcQsVS23PhhJ+KPEP3YrR+AdlQ/vBYn"
    "1RAnT+PU2OPsexVHw55gMHf3enT7W09ydoZUHcA+STA3/dYdsXju+D/ZZfk4wdhaZG+4yG5BLDXYL9JMztPpSFWV+axVs50HvnASniigHImGs1rTjQT+w3i5"
    "FYW0VsvlJpRALIa2Hpy+9eDe8ALbtJcGKowf4G+3q+wHy0xDgTpAoVGAlLOYQxDVjQZrO5gDdp59VKLnfnB9BmKC9dwlFTGI2x9DQAIEDIB1O+C566JaP/sa"
    "RtJ0kUTliNstOFAn5srzqgrSgO+/9B56xHPlvlAhCtwOabwP6PZvAAzPoIsu5uwLyeP9P9dGctYF/jFJP6yHjWwb2w1OO6odXZs21DBtBHbgSJWFiQmalz66"
    "l4oNpoEmPt6I8xhXVhDgyXQFAYkKAqnFS0zvTZFo24bSOm+ytYrzN02jbRoq8zeSkcS5y1OcDG9bU2jiX4ylWeYViiTjpee+2PScX9cDrMUM8xkYTwFuFB8H"
    "bBmvYrbkJk0NpidMaPBkUXrHDWZq8Waap6yaKMpMkl0sAIRzBafURmjIvGh5utN53cibs7AtZM/mQfgypScFcYvzL+A7rJDiXwD+3EU9x5N71V5s35b1HqRp"
    "Tmtq0EWV/oAoKtUHa88OAoiA5a7R25sBYfCttKBln+RuHM+BOOY4qu9Ki4rOacVXj5TCeXszQdcAkOKv+jUATkg91Z47RTx3h8z4VRTQ3R5nql2hu3eF6tz/"
    "PeX+H88rilEvO1OPv92u84qSoy/FT9Pr0tPtiAz4yJzGj22mHLKewHtSZZ4c9wVc5Lx+OAPfiR/zMXJrPgKsR2DwETSDMM3Ng6brWezogLXrPfuY0ixKjzvk"
    "yPs8c48HXfLAvW0DvVNDJ+ERYoPzJydLDsWfUK29nkeXZtoVXs9n/EPzgIvFJUe0KmcItr4O7zsA/xkjvIr37u56DxOiKU5IYejBw6gDCi9nWg++jUoIuDti"
    "CnG2vIFIImJVcYOslxXjCwsqslaVQg4JtBtbyI2tD8Y80MGYc1vukJiofQPB/fhJANyPn0rBJbd06sObMlZicc3G3ck5kFM0J2O0fpP8JevDyi9KxiutW8ST"
    "bFS7SDF27rp6kSScW0G50dJ3MmWgaP0Qy8UfBQaourojCZ3CEinujp6wd3vT74In11u0gWM/Q2qiYD+AmC6MuMbPOx+E9VTkz4Y7FxFiL88rzoY7z23/LqKW"
    "H1LJB3ow1O5E+VRMrTC3VNIfPPiCdQFZdzJPozdmlTfmSEqevko64XKE2hWXXbU4k6QMsGky7XxXqMR5cyZqhc9YZybuMjOxeLHVLuQ6bHP7iwi+nCdnS3Sv"
    "ua5OcpmtBzi9z6joQi6ry8Xfbgu4kOUqc4V+WHylzUqYEs1pCmc2QuQ8vcClFyCyWCFtn0T7B2s3rMzlg4VBIg9fINanXOKfpemxDp4/XnF9rz2ON0Zj9Mg8"
    "yY8kCZdzSWMVj93IJvd+Bo+G47hr/O7RkkiPwCAHCBKfNO/RJqPOPFLYFT8gT/+O1hz3/E1c1RJe3MRXTStz1TpxwxTf2lxeBor8AzC6rYePPNPspfTtcJGS"
    "8WrTxwm/V/i0KxzoW42s3elKCXpt7U5/O+5017NnZUbMepYm1Eoz9fqhxyq0hV/G6O62/yu5wD43Mlvuvlqbtlkey2aZEl/yqBeXf8wR6TKQduGkLbP6xs21"
    "q11pi6+/8pdMDMWqdSRuypj3KzrQtn6VOR/xijGQyPJ4ezH8orD7EZbWS1KZqjppwgZVxfHe76MUs6Nt6P3X7u8fUgy/G/R/jppz29b13eBLdpnlX6dYC9v4"
    "hcz0oN9Ild/ImFlbvZLVveh3Uv6dfCPVTN7kOxetlJtqyTy9wu9W6777MOr3Hjog/DJG19+Go8FXcin6NkbDfw5Hva8dwD7VUJ0xwhusgmkqhTmj7Kp39ICF"
    "E1L7ZMoFpEz6wiUDUlQa1FxcWuSmkcA0RaQhrSkdkHiQdBxITQWB1Lt62ECFxoMrFqeQXxt2gK1EEMipoptaElWNAcGCOaJB/1WRIGGjtmA8yMRM2ovUW/dc"
    "vHwaDouTZ3EWxAVK60yRgAvftmAUCkFvfyaVpwzAhmE5/XP8wwH+JJn8bdC9vu7dj3o3LOiD0MVBH4Wl2A//BLJV2jl05QM46FNO3CWk8ntVEIW7Ckht+boY"
    "iug52ttUI+CfLRNNpIMbji6+tCuCG8icnmwT4ZDqQGmP+FsLc9BxKw1j6AKvw8aswNlcbu7hSLStZwNbj86ol2PCyZm5Vcio1wzeH4NDKXjTfZAjV3j9bN0/"
    "DO4HQxLcF30bo0ht6cQKDDm69fruts/ObWXfxojw4Oah+73fAfHXMer9fn/7QBqGX9TweVjQtGV9jmka7XVU+W3N66SSjgCOUluusx4WahrZJIs5T6nBFXIL"
    "REaQLS2smUyu0wRY1D/AvcICVmxuamo3gQDGuTdZVWv2PfRsN20aLG3UFrVmL5P2AtZs3AIG5pym/pHTUmxyYqeNLxiA65Qep9G9Ht3+1mMnfhIrM7GfdFg6"
    "oO2Dqe040DoDgyVE4P1jFAX1SH/+B9KpA0ltW3JIg19k1T7ikxzSus3YI2TdFk0R5FaTKZwZaFPjdvho2rit2ibcrjBuawtowyyg/Csspv3xFNpUo7Typ8OJ"
    "m8tbrdhr3VNpvUhU9zySXuSarSJNiJ04VKH7hA3EQnewdoH/mSTqZRnQAJr4wEisK4QndnxgqoURVzIpicLZojPZkzu2PVHDNcODNCYhdYVoX3Wax2ppbTF2"
    "SL3h2L7rBRPa8QZDR3QbjMudOis7KiEVHzUT4Lghn+NepDntrtG2g7Mu6kfW6qMa6mP0WoiWo4jaq6wyCkN6gAoUqTUrDfIQ3/o1rK2cSuLlSRqBs2jVicz0"
    "5e+B68HdHZbywbh1PW7lEqcXC8MrMI6XBw1xJAo7vZUNGsISdbAqqKgiZndKqA83vVs3D92fRpKLMyPqAPpBwg2I3bkT2p/HaNCf/DK4u+mA8MsYfR+QEINB"
    "f4zuBkNMSP5iOow3JiBhCuG3TUxNuw81YHyYTOET3sO2YybXicLvU4sZ/xN+MJ9BAGYu9AHRY0DgKsMbL4jEzjRfbjCMJasaT1RlLVKGI7tY4Yj1J584LIsd"
    "R/KWkcNU0EOGM0FuUFQzq3xLzVMqvBIou7NaECNoLNyV3CFiGbImIJ9eYS9EVtiL8hX2oiDQDkNmrjxSVK+kBkQF1jxh89AWObql/OCW3LEtL9DzCw91Lj2k"
    "iKM43DlFH/eF7Y7PKdIh+w13JaWtrGIMTtNoBivNYB9vLphXm/C5kPR02N0iycUk9CqVjZx4R2g5eR9CMS2sSXNCF93ZS0g479QQxZSn0YDqc5f0uUuKxjRI"
    "n7t0lHOBThVd+YI7dOHcAbgNP9KK319UC8IZwcWSnBnUKg7GiW+3a4JyJgHfsjY6Z2T4z34bzDx3tcSfFqSFjJFpQ/w/vHK6K8+EPjCQBTBZAD3bICkCJPwf"
    "82W1gCgA7x/JaQmQBN3gHoxXcrARfgL7Ja6GQw3k+WieQw9+lOgfxo1Jsrno0IyjCwFtoEMzjhWawT9ZDuZyN0eGrAm230P7OMKFMo/6P4aDfomWm5BkbR22"
    "GYD/AMf2T1jQLYKegFENfRblzBpDOshCH+CdDsNa6F0qNcaniQ5nj9/n+rJjk3wkJEhjmyfU+Ba6PJjYJY1vnlDjq11Kb8/joK122mqnivlDxGp3dPvHT7ZT"
    "ZwOhTdqidhD8DI6oMYT5xCJKMDd8/F9C3w6LIhCzAY24JFaF14KCCpt1IW2YCH9atKw4ULAiQhEuYkkqgoNkzR41g2ijhxpGj4i7EphzJHqLyvnqMi+o6L6f"
    "ItOw1u38iaV7y70/Y2E/TXQFBIDU/EqJANfd4XX3ppf2K0Wr95boDgNMYUXbdkPB5dZDpWSrB/iE36j5yH2GqEiwSt2vlKo81hKLKVHTWolqgCAIyQAl+wxW"
    "PrSwSORDjKhFa061SSoIyQNg7homWeRFqy37kpWxyAgTLL7NBeSqFDKMSFiwCp9RTLZKDxSSavlKiZ2qSr5KTwxR11KaqoEOpqsLAf/S1UWpe4nc0ga1N2VQ"
    "I0u+XIC2rws5nQRnuY1QYmtKU2mVqVpl4iSGbWX6pKfTBLZWoE/PrGJl6Vgi/YJg57UKxfnwXo0oz7USlOIZBTnsjIjWa9d7ht4ZGOHvz/AVkMfw48RuUi7W"
    "mLqroA2eXA9fdhc0jIuZQN0nLJm/4DnjhG3LhP19D1mvE5QK0M9QKnkxbL4bGa5eeD7FEKFy6Vlmu9dCnKJbfW5XOtbayQI/itfO8F7N2sm1ql07h+4Cry2Y"
    "sSQc1XHdZ2AEZ+De9W3Swgc0PoKd//gDMBYuaTiHXPQrKcxNTBn4UcGL7dtT27GD1/yKuc+BZCt1u2Ykj4XDk++CBo4wLiesL7hr51Tcv3ZMKSOvVi39ja+z"
    "fXfb/7UDyN8xImGcHUD+jtH14KbXAeTvGP10e4e/k7/Zt15sixbaoSWK5AR2UOQXqDBkRQQqs+L4EpAOkpYTe/YRJL3yHJmZHTZvAtK5aS04rysndr7OvmtJ"
    "VQyM2jcB4UPPZcdAs1Xhsa7lE5qnaQLm+y5nlEjKm4op6R4OWJpxiH9SWBNRQmBhVB3APsfotj/qPfS7dx0QfVNDSOFVD8GgdZ7kcOHqP+xr5u84Vl1Xk9op"
    "nNpT2UAjVzZ46igxlYrtwLsJqUxsSqJgclYo7RWsPtaF2dq2j6E8XUDrj3GJZ5OaYZNqvvQnHDXJ7MTkNEv2O0u9BVGTtojTgJ5AGbUWS0jx3QUkWjDNJSHk"
    "NOYx6pB5O4nh/sn2/IAd4ompHo3gsSQ9ZcsOJZ0B8S8PT7LxWQkWkaDKPGTaWn/0faRdYa2fvk7KSz19cV0HGqjEzJOmzPBgiklPd28pAvnLYHCXEmS/3GYN"
    "Ot++fuk9vP9I+YAb2WxhzCsS2jveMMUhs2KKrl4ZMi30Zi37vnRBSo5Ew1mtQ/BREVvKvXwYxmlCWyv2Zt7VepVi5esCf/Wwcu+rUtpEFCxboEVwcbTl2gMX"
    "tity4KaP5wS0/mYjsISe76I2+ZwbS5+GUJIQIXyLJKmTegBnoOuQoEg/nVzlA8ODtNTek7GwnYKAoz2OI6licGzfoExfFOdLe9FHKKq031TpGtp+3nAxmFSr"
    "n0in+2SpNJOVZjJemm3cnRSL0zSawUoz2IMveJuXe4fTNDprT2X+2ss8X8uji1jrBsYVXYrEFV2WxxVdZsNXqDSKtQm58+jSVA3EWSgo8aIiJvEiH5J41Bp9"
    "isGtTW2KwFlhatO2oN3YgvJrwA5QFa4iqeaLf8JFJLlwiSI7WyqYosLURttJFI3s0uqOwPBJYrHtg2e4DM7AbeCD6WsAfYBI2nF46tpn4ld/BTMXrOcQAeSy"
    "hD0PPkHPJ3l7uAuSs/yYqDiP1Eu/NHys0hbZ4A43+BiN0Xd6kPejB01ov1AJ/ZEMSzgRPoGBwGrpuIbFTpjDV9aGjV8CElWwiW0vreyJGfQSFk5Ccm3PU2JT"
    "a1fY85od4NdiNQlIKYL7wXVUr4C9KdD6jN9G9iJCRCJwWPQNftPIqYzuKnDIcTaYhnRigIW7CAX8Q8lz+kyU/ab7hcdsMKAkcM7SqYx3C893C5oOOUa1TTca"
    "movOthKyEZFVzKcOIrZ3+car2BxPM+ijEIM+VjDoY55Bvv1nAWNKEx+i5iqfeSDIj2irF2SFTpLQ5kNt/y9541YosB0mfePNnOztjg3BChF31dbb+cmxnlMi"
    "ZFwDKSLtG1CZw0vHKAoIK5dnYgKFLdetNTnAITxZEuM6Y4c8xHJLG2+cJmS6NgltkdxA0/VRRUSZq3JJ5kotW/cJbaQyxu5QiZtMX2Vt3jlKDa4+7Oc4R3Rz"
    "c1H7Fmp9C7kXVy1L+Mo0oe9fszP4SuJOs23aVVZxM9Ws1ib+naaZzQ3HAVOyAxrmHFpnoPcCvVeaeYZ1S7KBElOYDyHZPc9AF72GlmqAsffx1cewgMAj008X"
    "xjMxC+CJaAQrj1SscwpM4gce+3Cl8WIe1NTG0wZtNQzaukqarpKmgLC1l8pSgeHh9U5qcscUenaLzW78U+Viv8L2TZjPB4B3sfKDydx4KViiKzOVU3QHzFOO"
    "NsuTzVNeYxViLnOGdEKgq0flkr7NuQ1Dq5LoAsHT6EVCaJFwV4Hplvm+60v7ceQHrOs3uO/1JUVlStMB5O8Yfe2NOgD/GSNCQf8XftnEhqkr+ym/mOjKfjuF"
    "Uzutm+7XanSo2nEt/LoW3fa16I5jdR4Z/nOrwNJMr7errMtB1ELuNBXLFTjfhPSdPttk5rmrZRu4HrmKXASZhVf+kJXDjH84AzN5VLlzV+hP2Wo42oP4gBZG"
    "QnYITFM6APj+S++hh3m3WJK3iOy/4HYI+t/u7kC3fwPYePTSYEQva/u6tq8rsVlo+7oaos5e7OtYvglW/qZmh4T6gFaH0eBmIGt1IDQdQP6ScwQm9w+Dnx96"
    "wyE5SiD+zxh9uRtc/0qOHAi/jNENFuw74CYU749vkfBta2MbUUR7QFZ1+/+MoJNgFmbIb7c3vYcOiL6N0fW34WjwlVyLvo0R670DuFGOzqBEbkiz6AZDW7KI"
    "xRRVynijVjKiWxfgJmPGSNqfTGRuiwjeC9tCxNkAjKcAepHYZ7NIkaXnvuCX1Hvns2LIf2KZXWxaN8nooQ+60QfdaHO4Nodrc7g2h6d3Bt56IsHiDNXJCAxv"
    "nMeb1/gv7eOAUTTxlZMNozF8VnZ3sjS8wDbtpXw+T0UXupJVCdoblLQqotX4ZisfcGuCHLwFpBrdNLq8f0YU1pRPR+OpHf+7BFM7/vfq+M+9+ztAlLjvf476"
    "OsmXvhZWfslLAYsfIHT61klgu5i66d6aCXWF6CmQpJqSqHYAuWCa6qljLVcKk5erNMY1GBcIoUqlApPV+wYuIUYRma+tkvAsrkW7LlAL/7hU49qYrUdC9QhM"
    "A5GE3Bgw4CLnNfS3PLI+/QnLt6VBU6mYqfvBdT4Ya5cdS0ZZUSAYu5MRxI61LMBQMPZJZqA4+CkeKPRm6qThowvBbVAe1JRmsgTyOUKtb+RyVuN3VhRUjkTD"
    "WVOZJYzh3YG2cbqQ1ldlSSZUvQaXvNIa2Dpgc8ufapHxTIUukb9i/bpG9Ip1epGy5HNoWCRSfYU5F9UeZtHoZK5YArHrdLh08HpVcPxhhjxwPDyzDeiKK6ps"
    "QVXCk44I33dEuA4C00FgbyMITEctNTyiRfvytC9PZV/ekVQVVhe1SE+JK6ZWKClJm3oFBQHXmxnI/tMglzrAiAPtwfsXrMy5Xht8Hd63AZ520HGg9wHQ40+i"
    "yLECBWQnXdYrGFreV0Pe18fS7Ffa910vmBSDPMS38EqegzhF0gicBWCNzhvlpy9/D1wP7u6wzAPGretxKyu5O0aB1C6mTEW0B1SjfnroSWcOEpoOIH/H6P5h"
    "QBMIx6hHFKj7h9shvpd8V0OdmnoGskqmfvn6kqZqQt7zARYZBprjztzJynPk4eYpGwm5IOaVoJegbpgmOT4MQ+oWhNPUIZ+lbiL6+1lY/NVySTZKuDDsDaZ8"
    "jryByF9eiEB/eVGOPbmXrWdBnxkvGaYhZyjOUx5wy4VoX2L5vmc7MXNNonRpcaM8R3RAmL+Nrg+D8+5P9fExmJCaHGBRKGplVlaOVmdjyWRjOY67htbEcvFa"
    "jAoqtvxjOOiXpAflSbMmY9sMwH+AY/t7M8dz9oDpynYC/CBnZLxjWAIIVCm25CrpZIvmtNM6F+kgW0lnipfs580YVECqGbRzBhnWwkb4B0FP0ttSQHgyOcQt"
    "3yaHxNGjIH13AenBNOQYuSmkh0P6gP66NoAv5P+kTiBtQg9YfwUL13uDFUi0S66BDM55kY7j96BZCgVejyh7odznEaWiiIRkLaHn44V8bQdz/B4DrECTKKii"
    "SKqKlpIBUFRJnDzDV4HYdJookhC0dcTTId7TLTwg0gaE7UwGqi1+B7AZpN4GKZQjogYifS5kKjivsBWc540FT7bnl7mbyqFOUzUQ670Y3R1jA6hTRBpp7UNV"
    "xod64MBftS3n+5jFS8P31y4WsrGOOpcBOkeoARdboKVdFNo1oV0TCrom1gYeiLqKl3EMi4R3oohcH7oocegixc90FwtIxt0EfJ5YQy8LPU1/2wj3mFKDLg66"
    "thE30Eac01zDujY2kuJzIenJuIzeLrdZVoFksk6eUhczrMzZ4QDL4yxfbiDu6CShrc3eyU8vpco+daFnm/NWgUMrvNOucmkZSZs6p1Y5sDtOoylNYy18uQsS"
    "WEMubuc82qdRYScJrOWuotJTDcrV3fJjDU7TDJl1F10KuYsuK9xFl1l1l7xUEgiHzRuI7kchq9jHCqvYx7xVDI8YFEY4lgdxcSSHD946jgywszCto8Zm/PX/"
    "AexIBMo="
)
