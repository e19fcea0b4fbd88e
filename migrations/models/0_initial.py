"""Initial."""

from tortoise import BaseDBAsyncClient

UPGRADE = {
    "sqlite": """
CREATE TABLE "email_template" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "key" VARCHAR(40) NOT NULL /* POC_INVITATION: POC_INVITATION
MEMBER_INVITATION: MEMBER_INVITATION
PORTAL_INVITATION: PORTAL_INVITATION
INVITATION_REMINDER: INVITATION_REMINDER
INVITATION_ACCEPTED: INVITATION_ACCEPTED
TASK_REMINDER: TASK_REMINDER
COMMENT_DIGEST: COMMENT_DIGEST */,
    "locale" VARCHAR(20) NOT NULL,
    "subject" VARCHAR(200) NOT NULL,
    "body" TEXT NOT NULL
) /* What the product says in one language. It is in files; this table is their copy, for reading, the same for all tenants. */;
CREATE UNIQUE INDEX "uq_email_template" ON "email_template" ("key", "locale");
CREATE TABLE "idempotent_request" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "caller" VARCHAR(200) NOT NULL /* the tenant, and who works there and how */,
    "key" VARCHAR(255) NOT NULL,
    "body_mark" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "lease" CHAR(36),
    "leased_until" TIMESTAMP
) /* A request of one caller with one Idempotency-Key; while it is leased it runs. */;
CREATE UNIQUE INDEX "uq_idempotent_request" ON "idempotent_request" ("caller", "key");
CREATE INDEX "ix_idempotent_request_expires" ON "idempotent_request" ("expires_at");
CREATE TABLE "idempotent_effect" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "place" VARCHAR(200) NOT NULL /* the field's key in the answer */,
    "facts" JSON NOT NULL,
    "request_id" CHAR(36) NOT NULL REFERENCES "idempotent_request" ("id") ON DELETE CASCADE
) /* What one root field of it did, written in the transaction in which it was done: the facts from which its payload is read. */;
CREATE UNIQUE INDEX "uq_idempotent_effect" ON "idempotent_effect" ("request_id", "place");
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
CREATE INDEX "ix_mail_budget_ends" ON "mail_budget" ("ends_at");
CREATE TABLE "reminder" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL
) /* One reminder by the worker. The key names what it was about, for whom and which of several it was. */;
CREATE INDEX "ix_reminder_at" ON "reminder" ("at");
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
CREATE INDEX "ix_integration_kind" ON "integration" ("kind_id", "tenant_id", "sort_name", "id");
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
CREATE TABLE "api_key" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "prefix" VARCHAR(20) NOT NULL /* the beginning of the secret, by which people tell keys apart */,
    "key_hash" VARCHAR(64) NOT NULL,
    "roles" VARCHAR(400) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP,
    "last_used_at" TIMESTAMP /* written at most once a minute */,
    "revoked_at" TIMESTAMP,
    "created_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A key of `tenant`. It has at most what `created_by` may now, and ends with their membership. */;
CREATE UNIQUE INDEX "uq_api_key_hash" ON "api_key" ("key_hash");
CREATE INDEX "ix_api_key_tenant" ON "api_key" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_api_key_creator_open" ON "api_key" ("created_by_id", "id") WHERE revoked_at IS NULL;
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
CREATE TABLE "contact" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "first_name" VARCHAR(200) NOT NULL,
    "last_name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) NOT NULL,
    "title" VARCHAR(200),
    "email" VARCHAR(254),
    "email_key" VARCHAR(320),
    "phone" VARCHAR(40),
    "portal_at" TIMESTAMP /* since when the portal is open to the person */,
    "revoked_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "customer_id" CHAR(36) NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A person at a `customer` of `tenant`. `user` is who accepted an invitation to the portal by this address, revoked or not. */;
CREATE UNIQUE INDEX "uq_contact_customer_email" ON "contact" ("customer_id", "email_key") WHERE email_key IS NOT NULL;
CREATE INDEX "ix_contact_tenant_name" ON "contact" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_contact_tenant_created" ON "contact" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_contact_customer_name" ON "contact" ("customer_id", "sort_name", "id");
CREATE INDEX "ix_contact_customer_created" ON "contact" ("customer_id", "created_at", "id");
CREATE INDEX "ix_contact_user" ON "contact" ("user_id", "id") WHERE user_id IS NOT NULL;
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
CREATE TABLE "email_change" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "former_email" VARCHAR(254) NOT NULL,
    "former_key" VARCHAR(320) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "confirmed_at" TIMESTAMP,
    "undo_until" TIMESTAMP,
    "undone_at" TIMESTAMP,
    "asked_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* One such change. By an admin of `tenant`, or without one by the person. Until `undo_until` the former address stays reserved. */;
CREATE INDEX "ix_email_change_user" ON "email_change" ("user_id", "created_at", "id");
CREATE INDEX "ix_email_change_unconfirmed" ON "email_change" ("created_at") WHERE confirmed_at IS NULL;
CREATE INDEX "ix_email_change_reserved" ON "email_change" ("former_key") WHERE confirmed_at IS NOT NULL AND undone_at IS NULL;
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
    "api_key_id" CHAR(36) REFERENCES "api_key" ("id") ON DELETE RESTRICT,
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
CREATE INDEX "ix_event_for_partner" ON "event" ("tenant_id", "at", "id") WHERE (partner_id IS NOT NULL OR substr(action, 1, 7) = 'member.' OR substr(action, 1, 11) = 'invitation.' AND poc_id IS NULL AND target_kind = 'invitation');
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
    "sort_name" VARCHAR(400) NOT NULL /* the person's, once more, so that a list of members has an index by name */,
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
CREATE INDEX "ix_membership_tenant_name" ON "membership" ("tenant_id", "sort_name", "id");
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
REGISTRATION: REGISTRATION
EMAIL_CHANGE: EMAIL_CHANGE
EMAIL_UNDO: EMAIL_UNDO */,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "email_change_id" CHAR(36) REFERENCES "email_change" ("id") ON DELETE RESTRICT,
    "partner_link_id" CHAR(36) REFERENCES "partner_link" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A mailed link; for a registration there is no user yet. */;
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
CREATE INDEX "ix_account_link_expires" ON "account_link" ("expires_at");
CREATE INDEX "ix_account_link_email_change" ON "account_link" ("email_change_id");
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
CREATE INDEX "ix_poc_tenant_ends" ON "poc" ("tenant_id", "ends_on", "id") WHERE ends_on IS NOT NULL;
CREATE INDEX "ix_poc_tenant_endless" ON "poc" ("tenant_id", "id") WHERE ends_on IS NULL;
CREATE INDEX "ix_poc_customer_created" ON "poc" ("customer_id", "created_at", "id");
CREATE INDEX "ix_poc_customer_updated" ON "poc" ("customer_id", "updated_at", "id");
CREATE INDEX "ix_poc_customer_name" ON "poc" ("customer_id", "sort_name", "id");
CREATE INDEX "ix_poc_customer_ends" ON "poc" ("customer_id", "ends_on", "id") WHERE ends_on IS NOT NULL;
CREATE INDEX "ix_poc_customer_endless" ON "poc" ("customer_id", "id") WHERE ends_on IS NULL;
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
    "contact_id" CHAR(36) REFERENCES "contact" ("id") ON DELETE SET NULL,
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
CREATE UNIQUE INDEX "uq_invitation_open_portal" ON "invitation" ("contact_id") WHERE kind = 'PORTAL' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_contact" ON "invitation" ("contact_id");
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id") WHERE expires_at IS NOT NULL;
CREATE INDEX "ix_invitation_tenant_held" ON "invitation" ("tenant_id", "id") WHERE expires_at IS NULL;
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE INDEX "ix_invitation_open_member" ON "invitation" ("tenant_id", "sort_name", "id") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_reminding" ON "invitation" ("last_sent_at", "id") WHERE accepted_at IS NULL AND cancelled_at IS NULL;
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
CREATE INDEX "ix_mail_over" ON "mail" ("updated_at") WHERE next_attempt_at IS NULL AND invitation_id IS NULL;
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
    "contact_id" CHAR(36) REFERENCES "contact" ("id") ON DELETE SET NULL,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A person of the customer with access to one POC. A person who comes back is a new row. */;
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
CREATE INDEX "ix_participant_contact" ON "participant" ("contact_id");
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
CREATE INDEX "ix_session_expires" ON "session" ("expires_at");
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
CREATE INDEX "ix_stored_file_uploader" ON "stored_file" ("uploaded_by_id", "expires_at");
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
CREATE TABLE "tenant_email_template" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "subject" VARCHAR(200),
    "body" TEXT,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "template_id" CHAR(36) NOT NULL REFERENCES "email_template" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "updated_by_id" CHAR(36) NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
) /* What a tenant says instead; nothing once it was reset, but for the version, which goes on. */;
CREATE UNIQUE INDEX "uq_tenant_email_template" ON "tenant_email_template" ("tenant_id", "template_id");
CREATE TABLE "aerich" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSON NOT NULL
);
""",
    "postgres": """
CREATE TABLE "email_template" (
    "id" UUID NOT NULL PRIMARY KEY,
    "key" VARCHAR(40) NOT NULL,
    "locale" VARCHAR(20) NOT NULL,
    "subject" VARCHAR(200) NOT NULL,
    "body" TEXT NOT NULL
);
CREATE UNIQUE INDEX "uq_email_template" ON "email_template" ("key", "locale");
COMMENT ON COLUMN "email_template"."key" IS 'POC_INVITATION: POC_INVITATION
MEMBER_INVITATION: MEMBER_INVITATION
PORTAL_INVITATION: PORTAL_INVITATION
INVITATION_REMINDER: INVITATION_REMINDER
INVITATION_ACCEPTED: INVITATION_ACCEPTED
TASK_REMINDER: TASK_REMINDER
COMMENT_DIGEST: COMMENT_DIGEST';
COMMENT ON TABLE "email_template" IS 'What the product says in one language. It is in files; this table is their copy, for reading, the same for all tenants.';
CREATE TABLE "idempotent_request" (
    "id" UUID NOT NULL PRIMARY KEY,
    "caller" VARCHAR(200) NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "body_mark" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "lease" UUID,
    "leased_until" TIMESTAMPTZ
);
CREATE UNIQUE INDEX "uq_idempotent_request" ON "idempotent_request" ("caller", "key");
CREATE INDEX "ix_idempotent_request_expires" ON "idempotent_request" ("expires_at");
COMMENT ON COLUMN "idempotent_request"."caller" IS 'the tenant, and who works there and how';
COMMENT ON TABLE "idempotent_request" IS 'A request of one caller with one Idempotency-Key; while it is leased it runs.';
CREATE TABLE "idempotent_effect" (
    "id" UUID NOT NULL PRIMARY KEY,
    "place" VARCHAR(200) NOT NULL,
    "facts" JSONB NOT NULL,
    "request_id" UUID NOT NULL REFERENCES "idempotent_request" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "uq_idempotent_effect" ON "idempotent_effect" ("request_id", "place");
COMMENT ON COLUMN "idempotent_effect"."place" IS 'the field''s key in the answer';
COMMENT ON TABLE "idempotent_effect" IS 'What one root field of it did, written in the transaction in which it was done: the facts from which its payload is read.';
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
CREATE INDEX "ix_mail_budget_ends" ON "mail_budget" ("ends_at");
COMMENT ON TABLE "mail_budget" IS 'How much of one budget is used in one window; the key names both.';
CREATE TABLE "reminder" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX "ix_reminder_at" ON "reminder" ("at");
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
CREATE INDEX "ix_integration_kind" ON "integration" ("kind_id", "tenant_id", "sort_name", "id");
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
CREATE UNIQUE INDEX "uq_user_email_key" ON "user" ("email_key") WHERE "email_key" IS NOT NULL;
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
CREATE TABLE "api_key" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "prefix" VARCHAR(20) NOT NULL,
    "key_hash" VARCHAR(64) NOT NULL,
    "roles" VARCHAR(400) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ,
    "last_used_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "created_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_api_key_hash" ON "api_key" ("key_hash");
CREATE INDEX "ix_api_key_tenant" ON "api_key" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_api_key_creator_open" ON "api_key" ("created_by_id", "id") WHERE revoked_at IS NULL;
COMMENT ON COLUMN "api_key"."prefix" IS 'the beginning of the secret, by which people tell keys apart';
COMMENT ON COLUMN "api_key"."last_used_at" IS 'written at most once a minute';
COMMENT ON TABLE "api_key" IS 'A key of `tenant`. It has at most what `created_by` may now, and ends with their membership.';
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
COMMENT ON COLUMN "audit_export"."narrowed" IS 'the filter';
COMMENT ON TABLE "audit_export" IS 'An export that was asked for: one download, soon. `log` is whose log it is, `tenant` who asked.';
CREATE TABLE "contact" (
    "id" UUID NOT NULL PRIMARY KEY,
    "first_name" VARCHAR(200) NOT NULL,
    "last_name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "title" VARCHAR(200),
    "email" VARCHAR(254),
    "email_key" VARCHAR(320),
    "phone" VARCHAR(40),
    "portal_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "customer_id" UUID NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_contact_customer_email" ON "contact" ("customer_id", "email_key") WHERE email_key IS NOT NULL;
CREATE INDEX "ix_contact_tenant_name" ON "contact" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_contact_tenant_created" ON "contact" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_contact_customer_name" ON "contact" ("customer_id", "sort_name", "id");
CREATE INDEX "ix_contact_customer_created" ON "contact" ("customer_id", "created_at", "id");
CREATE INDEX "ix_contact_user" ON "contact" ("user_id", "id") WHERE user_id IS NOT NULL;
COMMENT ON COLUMN "contact"."portal_at" IS 'since when the portal is open to the person';
COMMENT ON TABLE "contact" IS 'A person at a `customer` of `tenant`. `user` is who accepted an invitation to the portal by this address, revoked or not.';
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
CREATE TABLE "email_change" (
    "id" UUID NOT NULL PRIMARY KEY,
    "former_email" VARCHAR(254) NOT NULL,
    "former_key" VARCHAR(320) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "undo_until" TIMESTAMPTZ,
    "undone_at" TIMESTAMPTZ,
    "asked_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_email_change_user" ON "email_change" ("user_id", "created_at", "id");
CREATE INDEX "ix_email_change_unconfirmed" ON "email_change" ("created_at") WHERE confirmed_at IS NULL;
CREATE INDEX "ix_email_change_reserved" ON "email_change" ("former_key") WHERE confirmed_at IS NOT NULL AND undone_at IS NULL;
COMMENT ON TABLE "email_change" IS 'One such change. By an admin of `tenant`, or without one by the person. Until `undo_until` the former address stays reserved.';
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
    "api_key_id" UUID REFERENCES "api_key" ("id") ON DELETE RESTRICT,
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
CREATE INDEX "ix_event_for_partner" ON "event" ("tenant_id", "at", "id") WHERE (partner_id IS NOT NULL OR substr(action, 1, 7) = 'member.' OR substr(action, 1, 11) = 'invitation.' AND poc_id IS NULL AND target_kind = 'invitation');
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
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "roles" VARCHAR(400) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "deactivated_at" TIMESTAMPTZ,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_membership_tenant_user" ON "membership" ("tenant_id", "user_id");
CREATE INDEX "ix_membership_tenant_created" ON "membership" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_membership_tenant_name" ON "membership" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_membership_user_created" ON "membership" ("user_id", "created_at", "id");
COMMENT ON COLUMN "membership"."sort_name" IS 'the person''s, once more, so that a list of members has an index by name';
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
    "email_change_id" UUID REFERENCES "email_change" ("id") ON DELETE RESTRICT,
    "partner_link_id" UUID REFERENCES "partner_link" ("id") ON DELETE RESTRICT,
    "user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
CREATE INDEX "ix_account_link_expires" ON "account_link" ("expires_at");
CREATE INDEX "ix_account_link_email_change" ON "account_link" ("email_change_id");
COMMENT ON COLUMN "account_link"."purpose" IS 'RESET: RESET
REGISTRATION: REGISTRATION
EMAIL_CHANGE: EMAIL_CHANGE
EMAIL_UNDO: EMAIL_UNDO';
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
CREATE INDEX "ix_poc_tenant_ends" ON "poc" ("tenant_id", "ends_on", "id") WHERE ends_on IS NOT NULL;
CREATE INDEX "ix_poc_tenant_endless" ON "poc" ("tenant_id", "id") WHERE ends_on IS NULL;
CREATE INDEX "ix_poc_customer_created" ON "poc" ("customer_id", "created_at", "id");
CREATE INDEX "ix_poc_customer_updated" ON "poc" ("customer_id", "updated_at", "id");
CREATE INDEX "ix_poc_customer_name" ON "poc" ("customer_id", "sort_name", "id");
CREATE INDEX "ix_poc_customer_ends" ON "poc" ("customer_id", "ends_on", "id") WHERE ends_on IS NOT NULL;
CREATE INDEX "ix_poc_customer_endless" ON "poc" ("customer_id", "id") WHERE ends_on IS NULL;
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
    "contact_id" UUID REFERENCES "contact" ("id") ON DELETE SET NULL,
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
CREATE UNIQUE INDEX "uq_invitation_open_portal" ON "invitation" ("contact_id") WHERE kind = 'PORTAL' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_contact" ON "invitation" ("contact_id");
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id") WHERE expires_at IS NOT NULL;
CREATE INDEX "ix_invitation_tenant_held" ON "invitation" ("tenant_id", "id") WHERE expires_at IS NULL;
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE INDEX "ix_invitation_open_member" ON "invitation" ("tenant_id", "sort_name", "id") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_reminding" ON "invitation" ("last_sent_at", "id") WHERE accepted_at IS NULL AND cancelled_at IS NULL;
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
CREATE INDEX "ix_mail_over" ON "mail" ("updated_at") WHERE next_attempt_at IS NULL AND invitation_id IS NULL;
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
    "contact_id" UUID REFERENCES "contact" ("id") ON DELETE SET NULL,
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
CREATE INDEX "ix_participant_contact" ON "participant" ("contact_id");
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
CREATE INDEX "ix_session_expires" ON "session" ("expires_at");
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
CREATE INDEX "ix_stored_file_uploader" ON "stored_file" ("uploaded_by_id", "expires_at");
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
CREATE TABLE "tenant_email_template" (
    "id" UUID NOT NULL PRIMARY KEY,
    "subject" VARCHAR(200),
    "body" TEXT,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "template_id" UUID NOT NULL REFERENCES "email_template" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "updated_by_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_tenant_email_template" ON "tenant_email_template" ("tenant_id", "template_id");
COMMENT ON TABLE "tenant_email_template" IS 'What a tenant says instead; nothing once it was reset, but for the version, which goes on.';
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
    "eJztfXtz2zi251dB6Z8kVRpXJ7bTfZ29W6XY6h5P25bXUjo9d7Ul0xRscUyRGpKyxj3T331xAD4AvgToCdGoSsUSiQNQP4DAeZ9/t6b+GLvhUce2/bkXXTne"
    "c+sM/bvlWVNMPpTdbqOWNZtlN+FCZD24tL3FGo7cpOVDGAWWHZF7j5YbYnJpjEM7cGaR43tA0UFTy3HxGAHJF/ToB8hCAX5ygBAaoWiCA4ycEHk+moc4QK84"
    "OoLOx75NGjne05r9zD3nn3M8ivwnDG1Ib//3/5HLjjfG/8IhfP1369HB7ph+bkX+M/ZGEyuctKAZ/tcswGFIRggTygS9+T9HPCCMBuB6ndH7LUpOno9++bON"
    "hHHgGUfOeNkgzr/EQYBMfhDSsUN6HlmR6jgxpcJQMEEje2J5T3iF38WT1wwKXcyeR3RcYSmTEckten2U0H77dnnxM20Jy+lhZPvufOplrWev0cT30ubzuTM+"
    "Ahq494Q9TFYWHnNr25u7bvwqJJfY4iIXomCO01U1zi6M8aM1d+ENaf2vx7ln07VK3rAj2w/wkTMOjzy8IHj97/gZufaj0U1vMOp3B6NRq/BmwbPkXpL4kk3Q"
    "Jng5XgSg//tP1m+GDL3aggHO/9q5e3/8+QPFwg+jp4DepLi1/qSEVmSNsknO4J7NA0KBi5ifT6yg682nFPdL8iSWZ+MC/hx5bhLIo68Cf3Ihwz/bkBJAE8jk"
    "QW7ddcmdM0T/DL277i+X/cFdZ3DZu4GL2beh173uXF6NCKI3v3TPEP8tufft5qKX3IHP+T2ufPpaU+tfIxd7T9GEfP30Q810/ta5ozP66Qc6oz7Zmdm2fRPf"
    "+URv/Unf3GQi6XtXPo3lr05KoPPESb8dOXhPT2TwPT2pBhjulSA8esavyignRA1E+lhqJR/XLOXj4lrmjm4FqEWqBmL9WWZRf65e058LS9oOMIABbEUBaLbn"
    "RwWYRZoczOScwZEzxUfJhwMEvQbkweV1tz/oXN9C99Mw/KcLVy86gy7c+USvvuauvv+cm5C0E/T9cvBXBF/R//RuuvnTO203+B9g0lrWPPJHnr8YWWMek+Ry"
    "ckncszK+UXqCRRozwVpPMBEj1F5fjmADUxszx2Zmt/Dq5uQwBamohHQNEelw5nipHMTJPVYQkV/NZFY1dEtIDbp/5nelQBFVjsSg+SfVjzw+l4rsieZIRPZn"
    "P8DOk/crfi1I7Dk8Y2Xht7ibg0Q0u5o9YmAtUn0Sv5zITyc/GEf0x9+Rffnu8nzQqtwNNgDtLesu0cM2E+GSbVAC6bx6cE2ku9DdedpbM5EuOc4rkIZd48Gy"
    "nxdWMB4J2wfc8T/5uStp2+Kt6adp/orlWU8UJfg58PCp2SEiP7PPFMStUrsE36Bdb5mApqOQa7vUNtHzMArn9gTFVF+QP8MeWkwcF6N7TCYXON57alMgT44s"
    "b0wup1LOPZpYYG2IkO0T7rdgsth894qWjORNY1NPXokgk78lFfQ8qKO4P3mTgD0PI/Lsm3uCpEP5Rwiw7ZN1uqkHYN3JD0/IfWkrjzASo4QVUzka+v7X7l0X"
    "JSsJXfbRzberq8JDxPMWTpzZSo/C06/2QMZqo4fVJsBWyHZHEfIBmcJyyDOKRihG6wT97u8DQcZPFKDvrzu/fxDk/KvezS9Jc05hen7V+5oTaMQdR07TItIY"
    "PZre2hajKG34BMeHmcL0chRGVar/3D5UGGaXezHw9Csdj7uZ29Zt525w0707Q/GHoXf+rT/oXcOl5NPQ6/+9P+henyH2Ny/O7Mc7IeWfFbhEnmaTvKK+L56C"
    "hjUnkslimiMzsFaYBVazCBhQ60BN5FZ1YDlKA24OXEExIourQGQgrbe3cItwc7aBpLfDBFjWOMC9uPJWmA2APMBezNE3G195bHmNqwG3HtwckySBbqZOXhPb"
    "c26aGoqucPZIYEvFgA1AK2nvPlRYeWlJL+vgzCGT1CozC7I77Vp74MxJvKdlgpRIU+Q/ovuI7lH3R+gyouY3K0JTcuijxYR8uk9cWB9e79HUekWev2hTsx32"
    "xiFaONEEopCcAE3x9IGdYmWRTNsdTNFISB5GOtiJYaoY58R+ZbzCRCdgOWNUPGqUHh+SxscUv3hspdEotaQBLsAv/rOxeGlp8aJ/C4BXBwMk7Rth7cpr5+TU"
    "c3X6uYKCjrxLj86/VBDOKHTGuEX2TvSAnxzPIwjDdg0XQkz2haiNHl7BjcOeoBn2Zy5GEXZd2NbJHg4cth66U36rlp0cnkbn6dEmEibwXRYkKyL8nbCqYVF9"
    "kjTOQfsY+H9gL8QHLBzVAXpS3DZMAFHTTWs62MWN6XRr8+taYTRSDiLKUx3MHLcWgRMRCSSV0XzPxshCU8ebR1juvG/S9Gcij/zkizQHM/Vv8vUuCM/ShuI8"
    "obES5YPUeX2ILKwCkYG03vCWaYqMxaJe+SssKxlrUPp2G8X6UmtQfifUS7s+HztR918zP4haZSp27na7Vs8ODSFZVNJyubLdQ6w5ikDPvQDFd0j4AsjpdUb4"
    "KozG/sJzfWvcRqHve0fo3vWfaJjMYuKHGJFvyInI93aqQoc7rJcSffv2x1uucjfqYF3UwUHgL3AJ6H/r926qVMIZTZ5rdewI/Qe5TqjRKUFVl4+OG7HtdS2o"
    "ARWBZy0EReTjH3JzAh3kgyLIizctExyq1ZIZRQOVkh9lNL8fqzW/H4127a2JZ1po18wEm/Q8ZmaVNSv7dsA/nLlVUKoQHl0R0IzCqFMKruHkx4Qrqf9KSA28"
    "RgFoFICaKqlUFYBk1zSwLoc1O1x262Kv4AauJxuwFR/77EgyWuvlXvaFA1wrvfW5DxAT1h2c+0sU18L9dp3m2s63lHATBxpsPc1x4hA4C/wXZ4wDqhBe+MFz"
    "iEBPim5752We38r0qhmffDueNMnqEvN/jngcRtCBWoWJbMjQiV8cKUfrwrApudy4fN5H9giKYy75mUZjr4fGPl0WcnqQtLlRcGmtBsm2DemY7pTCiD+6pM1t"
    "Dpx1cdy+vQG+8Zb1cpiALo8rTl9OgVs87/TPOxfdVmG1GkZ8/UTE+2LAp1PslTqNJLeWsN1Zo6Uc93fw2AiJvPfgj1/RIvAj0sgKgXV+RbAexsgpKRYnT7Yy"
    "f71CIGP8y0fxfiIZPWmFz+sPCb0YXleLg6aO14XlWgS8Ojln0r4RThF13O02UnO+OKHz4LhOtHL6N7GH3U1Cq09+evdCcW3HVGeI/R16lzeD7t1N5+oMJZ/y"
    "G+l+4haN90rDZT88dlTnVyAxDg46zy65OVHP2cgTGYE0H2RvlCWbA5PjqKWN7xmJcbwxupId6koSwW1dg3vczUGu0OVODNnruRxRdtIY/dPSvGD8iayjBurC"
    "ecJhnR4qbtCW0EaNxlnbpUqpG7xAMV0IdlxqrWXBRRBNBBFRGKLDk/I9Dxh7KPLdMWn8hTYJ/AVEHyFs2ZM2mnuR4zLdlBWU1BHa8nhDb+h1yQ2xIwvZrm8/"
    "w3gODLvwztBiQjpOHDBC9ISjOAMZQw9NyS36BGM8w94YLNnpc9PHpWOOfe9dhEK8WkmjdO9MnlbKwp2fZDnd25g82ArKNjbMiFAblZsW/Eq7RuWWLqMC6HI6"
    "IJ5eZzVcq6jtKasCoIcGqPk2/zhGL4BMIswTKNkp5WagSQqDbJuVm+6s/eHM95vUBBm1hRG0dRa09yW+eBGTL0oEF3ZriciSNZJwWZ0RVt2neassdJ8w7/di"
    "/uF7cDZIMh4gy7bxjCwGZHnI8V6cyKK8XuQzj1U/iCwXMmBGE0JAtgNgidtJElxExAwiApQ5v+7xSRSljJyTOaujC9mkZWQNOjtppdIRJa4UBJKKmckINIFw"
    "b1Bex1MI1gjJrx8l2Wol5RP2aHE3Ca2kH8KaWZxzg8c9yI+fLyW78q9PO1L7/bnx10Ag7UkZA84lSGnEWk/neAXGfYvrzwipegipVFBIF2xRTC2HXaTSWTiV"
    "hncHCa1pikpVqAUig7Qc0sIeLiLdJ7fiEg+ipM+TNAJnCVhPYlj5TYO/h857V1dE3kPD1vmwlbd2OpGrtJRTAo0LWuq0ilP+ThbglKCBAJ/K5FcnraoBPi1k"
    "WM+4b1WQE6LmAX0spXM9rlG6Hhe1rjMCktJWkRI0D+ATGXxPquE9KaJLpVUlRadAcjBOb0wdz4yFnJhOJHSopZMK71QZ8PaU3SZxdrPn1zgvN32C952/64Am"
    "1yRFepNRwYdzvJgUU2vDuvkc83tJh3So6KrnQ9pt+LWee8HhRl8HToQD8qP7ZLKsaB7gVpkdudiqXWtSTtqPQoFAxrxsBZFjOzPyir8LEeCKvQiEPPA7fSFC"
    "HlhgqNNqOkipbXjFblQNu+kPTVIWPXl8qqt4JBk7bzlkxttz74d2u8aQFs+3inAmkBjZTGvZLHl9Sya3IoKeo8jNrXOQTBl5XvLnL58+nvx48tPx55OfSBP6"
    "oOmVH2sm/PJmUIjFFjdMaXE3R2eEs4KLs3jyyAKbpzPA1stp6ULcAMvbn9s24QjO+S4PE2OJ4lXi+7s8ri5dmLuTLQ4V3Pw7rJeEkcjMZXIFJ0/XSBN8K6mk"
    "qlPC97+yEDErS4n6PnEL/YDIenjBIXh0LiwaTeaXZ1ddpSOIfzvv3dx0zwfdC2R5Y/Rz7+66eweiR4gm1gsG99N7P3iyPOcP6oF6344D3/yFh1jfbeaHihG4"
    "AsUxHaQByDVkDYcTZxauIrCs6/KZaAf24/OZG13Z4VFUHXETIJnZNjc+30PlQ8T+kLnRav1yFZ+MR0bqkYz8qIv8qOoX2ChXNeMSuHc+eCMugWN/SsZSWcYZ"
    "RfM8fT6dHkv5rB3X+Kwd59dxgB9xUB1WXI6yQNRAoLeyYUSEiy0HeXnsdkq8w9R9t3e9/i1hNRXPvZTuDCWfOK71DKUfhx7jXs9iLjbPJsvN1KYDujk2WDUi"
    "tECpvWG6lYkBHv6CFg553jkIJBnoRFrAtjUPMRQWpu99iEB8k5utzWigrMCeOC+K2vAckfFF01kdbnzRGj7BecFTYV8tIdV+YzUuaYcIqXGi2oMTVV6vtCt8"
    "9dwIlsJbshtqqZTvR9bjY6tGM88atGXU86MwbatS+exdiGauZWPI7kYZXSfRd/shplkbptYrC/Ww0mRxHBfsvbYRfsHBK7ru3yJrPHU8oKitlrbNMddLDaFQ"
    "Zq0Au3LQPz+2go6ZDmjKnelzIrZrNMwuWacV4aTLFRopsc560NZvl93vZwj+H3rXnZvOL90zxP7qoawwYlPDxSYTwtOseJPmwFnnyGTCIjYUFmGK0jUuLKIL"
    "6R4Ij+RR99eCdMTfbtfJRixthJ21XCoZ9TyMwrk9QYzoCH19BXchJmNwqe3a1OcoFkggqCF2F2Jx8EfoG03KfT/3xv6IJui+p7cf/YCs4iS3HSLL7zVE5CO4"
    "MY2LMtPen0ZRmuKFG3X/In62FKtWc6OpjuORt+TRIUBUOzLFPkRpQzIMdSAqcx5imMpkF8w/SQK88mPEfkyoc3OBYIo9LDygEQX1EAXjlaGcYChPp7MwuLLT"
    "xhYSDXFvojra66Qa0hvrreQa2nHWLL0RblLaLL2R3spaNvqipuuLOAZKYYpzVMZXRuc5zkQd+RkWacz86j6/nlqdEYHEzK7Os2uFz6sE0+bIjApaJw+ow3ld"
    "jI1EExuJUeJvRolf3AM2gGrTfchUXfSSw8cs2KWlaMVjWj/L0wBPZ64VVdue0gbt5daniG+71P70Pa6rCtHu47kdoRBsMmDt8SAIxXuaW2AHuowgATO5/Oi4"
    "OPzCKibRgeE6i1W3/dlrm9aJDbA1JhNHo9xJh1Nq+UGW68bB7mHR8rTH51C0OcXaLde3LVememxxVowL3d6ZgHaN3aRS57ncge4ANJ+t29756PLmt8tBZ3DZ"
    "uzlD4vehd929/tq9E5oULg29297doHOV6yh3aehln0d33evLmwsILCy5KLTsnJ93b2lUYsnFoTfo9H/lehO+Qkzj9XX3ZjC6uPyF7OwQ2Mh/z287Mjrfzafy"
    "j7eO0jVW/k5nFDovrZUDezftgRnOH/6B7RKmsxphjqSREG8hdvrBH5dslANyopVDnLRvBL512q/u7wNB8ZWg+P668/sHQfl11bv5JWnOoX5+1ftaJqnuiUV9"
    "wZS1LrKm9EY9S5o2kfKEStyObrE/IywdnLJj4PacCDyMnDHhBl3C24V+mqOJ1QS1LQ89YEQWUFjl1rS5rhX5xeWuSBSkEQERe2SqyGPUMIk57x+LMl2SA9C2"
    "oXznkRWQnzh6Jr9MbgRoqdA/eSBfJhglfXw/UHl6Xp5W8Qqjo8XUjG6VAe0kdG7lodMeVhveD9b97dDHiuPHS2e9B2CdrPcEdPGu8QwJvfzr6D2t+rMZdeVo"
    "sTteOoZ8rV/lJyHH8wOeWG51nFn8MHF6je0+DRHaR/FAy57nffkDod4dIhweORHes9eqjT620Y8f0H+jd1M8fcDB0bvyNh8/0kZZ9WjSEPweWW3wxOmRXuJW"
    "nEjy7kMBkKy0+EqrhPRcfUhw6wTa1U4M9xz8jsFvXrLPBV3VbxnJmsmgM5WCNdN9KOVyMb5HB2DZTl9lWUk4o9BZUGt5/tw7mllh1I7rOrg+YdBpaPcqWp7P"
    "MgLy52r5+HNRCcE2TNX83AKVMX+LmL6xhDWkO5avwH9iizzmbs7g22LiQKBOHKgGcmyEXTds0xTERIx1QmrtgOwGEysk90MUi/go3vl3OHE5blx2L8qR6bwh"
    "raiZ27x2WRC9pJ1ueCLjJlKovWsr4plRaL/J7BhLXnxZxcTG02uc5LRFttxFYtO+7Z2jcOIvYBduI+cRNuuxjyV34FwIglQEQk0AQpFRIbjjktX91fddbHkV"
    "fEpKlJuEB0K1rY0ivaIwD4sJ1dKmB2VIc/2EGNO5ILPk+t4T/CWtXrl7IcrUT2u9G197vStBWvh6mdf3fwPz6vuPdM5II4e5ppRU06E67LA4VX/r927K54kj"
    "yUtqjh2h/6QMsxZvzSb2IsBCwLtgfslbWnKbFnTwtZCQmfzssPxUrcvIzFNpvFtpw7wIClRpN2yeyJy3BUR9VZdhnsbgmcNz5kCAoyqiApXBtDS992qpvQ2m"
    "JvbibSSf1RPVzTu2J0ak3Xi1Hyiq/BktAyo7gDYAa2fmxHV0GgqscFRLQMuZps1OUAuteGLLbQWxR8S6i5Z21GfGleYCLEhCesW5gI9AL3CeHK9V5UoY324v"
    "dSgc+VnL5bmn42xjYBZ5CPwFORWY+cSHlM5o7IyRE31BFixO9Bj4U6qyo+MIZVYc0sUDK8QSuwZCj6AwojUeIx89lVWV3PXoy70TK30tGLZqHCNPs1u/Cy35"
    "RSCs8q1wZiq6I9a6gTqjUxmd0Wm1zug0rzOi8ahk1yljxqvxFakaiLOUy/9Jjcv/CXP5X8sLPbe5FCeo5+GBT/6TPMdTl/ND3E+WHt/8Zipzeq9/Ivex5Vae"
    "x/SmxGkcJu2Wn8UeO9rSggyxg4M9sViCUWp3oVzwO7DMPJ2h+4kVTu7h/PPhwExPR3r+wTe4T07KR8ISEvKSE3g3Y65TmNmbgwuqTCxpivcopmmrh5OaY367"
    "NX7TicmZU52nS68iNCqjyYHr6FSVqEX504/tNPPvkzWTtWHTxMp/+a9Pn46Pf/z0w/Hnn05Pfvzx9KcffmpD2Qlyr3jrxzqj6uUvYB4VTq6ivRReUxWeIGnf"
    "QD+jzzIpIj9XZ4j8XEgQacqbNU/DrCmsG1ExG7a1EWzr5RhPZz6Z8Kj7+Ijt0sDUQptaJtZJW49w1lwucwpkJwl8P2IutYybBKUOOSMDJyJ9Jtwm6cwLmWs9"
    "XGLOu6TtwgoRpAk8YwnySYuQqYGSFoRrtV5d3xoDOwoJTSpyp+zrSRT53pxLDDDkEnxv6RSZNCp7P7zq+GA2twrcV0qgM/tFi3PTX0SExWf8mrxV5J1aMA5e"
    "i9wM9PUtgl/tJ5gSrOUlqCn/oIWbYPVWU+smaLji3L4So7UBtjhjE+6yPg8T4qU8mrjGyutZ7ccyWJyFWo6Omyoplo5bLjJ1auPmwD8BR2VbrotZqSP6PX0O"
    "+/UvZKF9AebITQx0LoYcIfAlmHslOe423rtq7Vk6HBBKVAsSuS4ORblMCKRnh3QtVyCpONAopjd8nhbbcR2fl60qWUYvo9Ce02OKBRZTCZGUCz94pqEiAabX"
    "Jv5CG55PsVbLAeQqXFHX+elUxsZMWtXUwylYmSF72WhqBc8qGAtEDUR681plUwyn4QkpOMZAeoJFGjPBWk8w5VNVOLCUwAQc/FlEcqxaVShPZSrP6Pa2rOVR"
    "tUHB24vwU2DF6BdFbu52u1bYzjWU8QLiaPi6wpDgPUTkPB8TWdCxXJB7wdsFc2YMYLs96jwLNghI3ml5r8BooYd5FHv2YPu51BFoR8Ou4wsU+kE0olPRlkwL"
    "x/2oJGthQi8nq0N6lSRr4uYeZUnmRCO+6yG+J/MrK9Ik7RsozWxFKhdeIhHkPrkVh1KJuTV4kkbgrOCJzC9f/h46711dkRMbDVvnw1Yh11oEgS9KFi+exhi9"
    "1jB6ZedmEf7qbPAilcb+9y3GCcip+epY002lhS/HfjSfjVfRnJSTG6FBN6FB0KF4gLFqyiaOaoc5mxLuabdTutGkS4StHz3gJ8tTe7cKdAfzUrWIbETzTlph"
    "xMSaduwFBgGHDxgskF4cmPu23jxAZEQRUdxpSwgPZjm8yT2WThgOgrJUFDWFmgQqjbmaFUWkUykR6bRGRDotikjG5tPwd4lTMMnqdTgS4xBnIm9M5I2mfoWq"
    "yZ3KM4Cru25miuZf4x4bCjC3EWqV0CU/A/UWpGSSpKxIWdEmCYdNWm4Hol0y+naczhcF+MkhPVAnfZsMid7fg8I+xMGLY+PwKD9meP8hzpX/JbX7LCaYefiD"
    "Bv3BCmmh4anzRJdamY/n/h9ohYLGEs6guUdLsokZ887eD7J2jXnHOAVuLVexsZwZy9nBW874xyrAXG29yZE1Hert2G4INE9+oLQ/8zSNAH37VbiYlXcU2hM8"
    "tYpYLzcQc6TGTrwRO/EKk1FKbKZjnemwPGaQUDQjCnQ7NCTuB/o1DYn6uXr2oXBPq15aZ23asuJ6mDZfKq8PWG31tGrdPMSQGzXvmMmSTdBkwUREjr00Pxyh"
    "G/LI1BOTCtlhZL1m4jDfBcjMT76Hi/L5Ph5AtWA8B22s+MnVLlzuiEmnRJDZ/RmuLiYeV+b155FNUEmqGhccRYtPJpphVnu0Gi1CbvySGo4rPwDfl/wTBNj2"
    "g/G6Y7Ne5EeNV2I4cWYq08+TrTT9RomjhxKHf+9UtQ5ltA2UHLaigZjhYOqkKeOLiC+vVij2oDPurW/97hki/w098t+oc3Mx+u2y+x2aDy5vfunTe8XL+QNW"
    "Zq42X8LQeBA03IOAVv3Eo9DxynJKVVaoz1EZjyut55im0Bo9lCjEKieYJzmY2W2laV0WFggaUKbb8pRSiDVp3rWICDfv9dbmNxYrVmWhOHKN/SlbF93zq8ub"
    "7kUb3XV/6/3avUDkrb7q/jxYhUP6JMfM1vCyeQ4Jk1+rxh/xFOYF0/kFK6plpCXzAqXJwZBLqmRcVzcJZ4kGTxbWElIDb3kh3URRqIBukdKAW0juyul+ZXEV"
    "iAykees86KnHRH5TRDVPZ4A1IQImREBTD3bVEIGcaXBzkQIHy8MuhbjEZMzjTB6DM+iaUIythWJU8GIbQPlW7K2hCBe5UAmgM2v6mhifx04hDQZYYEclsM17"
    "SZizrh7fEiFVAuWUnd0AxN/CRi/gPOevWUzcixPVJFRM77brXeuEdhI+dRjNAn/qhBhc1yxETmMvEvMbfo8rNt5nhpP7uK7AhPy0rNQ4OLLd9s5pvXE0DqzH"
    "koqquxhQ0Wdu5tvxgsBTy3FHsjFtCdLUP2pEeqEzUeMjRf3+/hu9I4/8DnVuLpBl23jG/AgSxyl63YbX1HWFGwXHLoE1XufJp7i2Gmzu4a+74LK6gecnr2tE"
    "1qaEU1op2kHEsn/JAX436Fzt9JlpQsv0mWO6yuetn9wVfAW5seOu4k5WfATRZrriIyyryxHPWjYWnYfeQGL9r/hEk1iVofA4ZY+S7SDrTRX0ozxP6YJOz7X1"
    "HoLrb8XFskruVy22JJqBJ4RSMqtBF+ApeaQ4uVXdk6s9pXGl1cOVtlzpIeeJkNBq7cZJGJMzYKiGHnulzhD7O/TYCQo34W+eq9uTWwLwPOXzUf4CpAQ6T8Kq"
    "PsynMuVUSKuaujWFgioZV6mK8qi5yQCOpVbycc1SPi6u5UcnCKsC1quhFqk09nDSyTGfHvKqSAtEBuiG5WBo7YEP2UgGhsiJXKV1nBKYNSwbxRP6nuUSiSQM"
    "racSrKvzXJTRNgH2OvfHbeS6CHwXl2Tn/+4H47AAeto4h/Rj4P+BvRBvzYDASToPc8eNHC88Sgfdh6AjbDC5I9C3LbV9I6PY4a7Mok53sXNsWjSBPAeh81Ri"
    "9lqaHiEh22F2hPTKQaVHEEO8bLLHjrA3DkdlxsYLglg55EXKOn/1Rm3W4H9uYiHflrs/kxg5FafcHBfITFCHzrOc12PLTXKeysyxznNMJmpMJm9e5kd66VWI"
    "JCJRboKd7XnX/LAtPu4JnuAvnz6e/Hjy0/Hnk5/aUMMUWLrkyo81c17kI0w4abNfGs7uJj/BOSIzwzrPMG9BVeBhc1RmjvWf4xGRO8LVs+sUOtFYNdcCTC/u"
    "Ot9vzlD6ceglYeNnKPk09O66YKKFa8kneu2qcx5fo59acqfrlrUkj2RNTEZWqFoPq0hn3led31fmFqM4yTmig5nhVlr8Lv4FQRsKfk8g8aMfIM+P5F6+Ji0A"
    "1/GeFeMJORKTVkDcNql/hRqaHIlBs6g6Ft0nZUEtUhpsc+rkzF1aAVeRymCawzQONFMFVSQzqIqoUifeVTaBAqFBtjStyGopRQym5Zim8QbSeKYUBstCkY8V"
    "cojwRAbRIqKOaoYmgcggajKybAFSiKMxGVl2nJEljotdN4UF6+UgX/7lmSvSw1kCT5tLNLG7nBUHimxO6pGBN4vUXRfdrKeGgivI6RJJgzJZaQPwSuaqOFBs"
    "C2KlTCYQypQaaJdlAeF5d/lcTLvkDQ4UWVFol1yxziZyA3VsqLbYx2m1lGYCLAhJEvjmQvnNtlCDbVGbr2l6oCvHe27VpgiiLdpyaYJGbtJ4aa6gnocRGJLw"
    "GAHREeq4LrICjJ4JcG0U+ihiBfICPHMtmzTzPVpgPvLdMXoM/Cm9QBt5+AUHaGGFxQxB2xtGMS9Q5D9jbzSxwolaghpquqRkbdn0GRy1as4JZigV0j5VjGnS"
    "SOiRRoJbVwXYayI3BaoGxtV/lklg8Lk6f8HnQvoCE83ScL8ScdtU2cPyhEY/Wq8fFQ+YNRlJMZnhYcIrJ8FX5vI87/TPOxfdfXGT15AIp4SHvI4T5FRzjkkK"
    "neXsYodycYQro+xYgG1n5mAvOkL3IbYId3eP3k+wNcZBSIsiP/jRhPw3dnDYRtizg1fgxj8AY4enpFPC59FqyR5pR+YHTcmqQwuH8IYPhNkLyP0iK7mfR1Bk"
    "M+PsAHJ5EKkjF0chzWF65BY51CL4ISrZzeiAQLw9ZpY5p8lwsMWCymxCk2xD3OEtOWzahfyo89lYcRD/ZXkuu9z8CFnhBEBNWjj9+Hm3BPC/9Xs3VZy8Wwb5"
    "2LEj9B8i84b6qAjJ4gghN6/tT6fkJSHbInVjfkSRFT6HsSBONkGyw5ItcEx22fwerDwRgJvAfxZSiOSzheRmDDrIpxBRTfd0CMWuoRKoPUH4L7DHUB9zVg/U"
    "JefZuxAlP0FZDJMJ8/hcHebxuRDmIeyxsjMgEOk8DStKu1vJ11c4EJXRNnn71PL2iayYLNwiVQOx3k4+OcqzF3GuzsCVUWgc3LcRzc028m6F2J4HTlSykdQm"
    "MeLJTBIjhSRGIeHx5yWJzuTiWTPqHWbo+j/fut/iaFIFxoVRnSH2F+JYf+7e3bE4VvZp6PW7N4MzBP8PvZ87l1dwl/0del97325oOGv8gbT+dnt71+334WL2"
    "eRX2Z/NRrrFQVzKxlWk6eBKTpCP/ntA8NTgI/BKfjCUZXFOqJpwH4sI9lTpyT2uO3NPikVuiNZIzo5QQHk4EL5As0/StLecenLGFnPghHo/mXlSWdb0yqVSO"
    "6mBWwZs0qNHZUlEepgQmZMPYnt/Uq8KZAaQnWKQxE6z1BGvhXNDIvdGEr24Oy4DarxXhFIgMohoFWzYGUa1iLfVEdeOhlvtz0jpQgOt9tEw862bjWcuDAtlZ"
    "tAFImx2eIhzZWkWmgM/g1/n4CUetCo/C+G57mV/h6CFruNS98K/+Ak3n9gS8UcC7j9GCr948xGPkePTqgkyrv/hCK0U/41fqFRFSR7+it+BGelR0/qN1J+Q9"
    "ydgj0WoVFD3FQA9Fr4CN+gIsdwrbnSeAlKr8uEZVfpyoyqu9wmDNKJh8kubG3FPIyR6/IiVYViRkzwiMikU7FUtBMNjfqXWHH+ehVekIn9xefm4FXMvlfvEe"
    "IhDBTs/8JxdkDYfI8zk3X+plSa4kGWRZVKOFmEBA7r5Si1SJw/tm+1YNmBQqxqdlYCW92jkQTQDj3uX3uqPNlAXelXuhsSI18ATURtl4QBN7SNpGTWHdiLpx"
    "T8wanj7gIJw4s1JeLbtbz6qJ7aTyXbAavonszxAqT1lR2XIdJopIhYFkYGD640ZxD/OwJuqsENUmDCseIXJBfIXx405WfAShEviKT5CQS8b1hal+bb3fTzta"
    "/usNN6sHN9vcMvW0FAnbl96FbbIv2ZjKdnwSHQg3BIVnvH7RxIJYaEQfA2LK5MPIJLjftWrdH0YZ8P2wRzW1vg8wqqBzPrj8rau62BnVGWJ/IaqAfuoMWGBB"
    "+kVuNW+9QriR7JRW+MFJdmNMmEvnRXmSi3TGZVrneTYS/MY9sDhOXBZQjsTAWa8QSeTC3bhbaArpUmUIt6AknIKMkunwlUy3VhA5tjOzvFJHFv52u07NNMs1"
    "lEiUFeuOIK8KkdiSpPVo4UQTBHlpwZzHcljd9s6PUEqwmPiQmgX8TwgE4KliISKDo8BflCXD2tYwihquzD1MXr3FgTqy50FQl7EpzqgU4Kn/QpkoIZkSjouK"
    "ZnmUcnqg7PH+4TuemhaIf0zoh/Wwkg5qvcFpR6qjcwn91UbjiiYYZdfez/52jbIrciJXKRNSStC8iOmtJCmxLW8UkiO/iHFt0gyezCTNUEiaIWyTchK2QGK0"
    "KFpL19khLj+/Io3Rnug8vwk3Jj+7PMXBzG3rAdvkFxO+mdlZEh58FvgvDi0R7weItXgi84ysx4g0SivJj63XtW0wB7c0mERCfd1HZRFNF2RSyw/TImXdQtFm"
    "kWxiA4CZKylwnqCh8qIV6Q7ndYM3Z+qMPedpEsUvk7gowE+DfwHfEdGX/AL0xyZSmB7cq/bihI6qnUKkOaylQTdV+gMSN+kQLQInirCHxv7Ce3srIPYGV2a0"
    "nIM8jdM1kDrBJymNaR7dCU1yHED2p7e3EsSqjrKKGZHKBMCLR7BJJbItZPeUSuSARH5jd9XE7rrLxAGaArrZStjGkL15Q7ZJIbKDFCKmxvhma4zvz1+AQF5V"
    "jpW/3V7mLwBVk+ULsXZoYVSQWe6ZO8V9mykzWE/oPRQCgUqRyPfc1w9H6DtY+O8Tg/89InIvAdbDdhTHCQfY9oMxq+6y8IPnkDqLl/kQ7HDkbZZr5UFXrNW6"
    "bqSMMHTmOCRpoo+RlLfRp0MlpDWDGSu9Hlb6Z/JDi4DLeewntDqHWLeu+7dniPw39MgJ2b266t6NQLMxgtz9vbvBGSq9nGvd+zaoIODuyClw8vlhZCK567LD"
    "5L0CCL64JGl2Xbb6mMC4XUi5XZiayjuqqTxx1Op4Je0bCO7HTxLgfvxUCS7cMkFBb0q5Ttg1h3Sn5vAg0ByMkeVNzi/sD/OwLEy1MvEbT7JS8jfNpnPT6d8U"
    "4VwLypW2voPJo0cTMI198qdEubcscVNGpzFHSrqjRVAvL2466NEPpm3kOs+YqijYDwDVhZUmSXsXojghlXr5zmMZJvb0uKZ853Hh+Pc9qvmBVGg4wLF0JztP"
    "5dQaz5ZO8kOAX4gsoOr+wNOYg1nngznhkh9eVR0b8oTGzJnftTiVpAqwIplxbNCoCkVzFmqNPd7E7G4yZrd8s90Aug03zxfOFxl8OUvOugZkrquD3GaXAyye"
    "M9qFnHvViQ35220JE7JaasPYDkuutFkOaJCcHvCT43lQ8jTy6QXsjVmtgxCiU6KFH6c2DNHUAk/ZF0zkKR/sszRw3CXrJyhPkLjF8Ybe0LtnluR7CE/nTNJE"
    "xGM38mHvX9C95br+grx7NFnYPbKgxivYpHmLNoz6FEBm7MgX6N/RshBBuIqpWsGKm9mqaW7BpUbcOPh9aZQ7A0X9ARjd2sMnluk42aMTb1IqVm36OPHnGpt2"
    "jQF9rZGNOV0rRq9tzOlvx5zuB85TlRJz+ZRm1FpP6vldl+UujD8MvavLm1/hAvu7ktpy83kMjc5yXzpLgX0pol6eGLVAZBKkOqWLtkrrmzY3pnatNb7hPJwx"
    "NpSI1gm7qaLer+nA6Pp1nvlkrtgEAi9PjhcrLAtpGBBuvSJMrK6TJhxQdTPe/X0gTHZyDL2/7vz+QZjwq97NL0lz7tg6v+p9zW+z/OuUSmErv5C5HswbqfMb"
    "mU7WWq9kfS/mnVR/J99I9p03+c4lO+WqUjJPr/G71brt3A1uundnKP4w9M6/9Qe9a7iUfBp6/b/3B93rM8T+6iE6E4RX2AVFKo1nRttdb+8OCwck9qmkYhBU"
    "+tLpGAQqA2rBLy0x0yhgKhAZSJekZcgsSMYPZEl2BuFd3a2jQuPBlfNTKO4NG8BWwQnkUNEVtkRdfUAIY+5Rp/86T5C4UVvSH2RkZ+1lKhEEPtk+LZf5yTM/"
    "CzCB0rxo4HAROmOcuELQ218gU5qF2DAspn9CfjgifyGSv4065+fd20H3gjl9AF3q9FFapGD3T6Bav4BDV92Bgz7lyJ9hyr/XOVH48wiqLizzoUieo71ONgL+"
    "2XLeRMa5Ye/sS7vGuQHW9GgdDwehA60t4m/NzcH4rTRsQqdkH7aeSozN1eoejsToelbQ9ZiIerVJODg1tw4R9WaCtzfBMRe86jnIkWu8f7Zu73q3vT449yWf"
    "hl4itpylAgwUNT6/urxhFY3Zp6EHc3Bx1/l+c4bSj0Ov+/vt5R00jD/oYfMYY9tRtTmKNMbqqPPbWpRJFQ0BHKXRXOctLFQ1skoUc5HSgCtlFkiUIGtqWHOR"
    "XIcJsKx9gHuFJbTY3NI0ZgIJjAtvsq7a7FscOL6oGqxs1JbVZs+y9hLabNICR/aEhv5BdR8Hatk65IKFuE5p+ZfO+eDyty6rhQtaZtCfnLFwQCdED47r4vER"
    "6s2wh97fJ15Q9/Tnf4BOXQy5baGoSFim1d7jk+xSu82mR0q7LRsiyO0mD/jJ8lZVbsePZpTbuh3C7RrlttGANkwDyr/CctIfT2FUNVoLf8aduLlzawR7I3tq"
    "LRfJyp57kot8u1UmCbFqTjWyT9xAznWHSBfknw1eL7OIOtCkBU6JrBBX7PjARAsrzWRS4YWzRmeqlTvWrajh23EhjVFMXcPa11XzmM/Ga4wdU684dugH0Yh2"
    "vMLQCd0K43JVklVHBVIJMY/W2wUprzcol/SE51nhIVzSUOU5yp4h53654ipMe1Feh7nxV1yJaS/KazGfF2el1Zh2orYec2OvsiLTLja1JnPPtNKDbGJd+gtv"
    "3UXJuli+Io3SQw+lR/LyFJUe5YAn7XVWdEhDuoO8KcLeJoLcJ7d+jTOCC6HnPEkjcJaA9SSGlV++/D103ru6IrIpGrbOh61CuP90agUlJp1qVzeORGNXDW1d"
    "3YgcGM1L8gDJaUsz6t0t79bFXefngeLmzIjOEP0DTjJgLTmLrSZDr3cz+mvv6uIMxR+G3vceOMb0bobeVa9PCOF/QkfwJgTgXBN/WkVBunkHGTYPowf8SM6w"
    "9SaT60Tj96nFTFbZfDBLV4SefBwikL5R5GszN0GUsKbivFwQGCt2NZ6oTsepzYxsYocDnWUx3F0VO47kLSNHqHDgWe7I86OyTG/VR2qRUuOdQNuTdYwJgtbU"
    "n6uVvsuRNQF5cYc9kdlhT6p32JMS91ACmT0PIBVkReaSGqx5wuahLVNwqLrcUKHY0AsOwtIy75WltTiK3VXX+rgtbDdcXcsEmjTcACpqZOUmWKQxE6z1BIfk"
    "cCFztco8l5IeznS3ICQeHAaFGPrMpkeLIIQYy0lhTVoTJlXUVgIZeKOGLKY8jQHUVAsz1cI09cRRrha2l2pWh4quepoounFuANyGF2LjzxfdXMcGeDqDSlet"
    "chey9HZ7iSvZKOJbLvUpG1jhc9hGT4E/n5G/Y0zTb3u2g8k3snP688DGIbK8MSJkEQ4cCwJbIGiFzMt8ir0Ivb+HGh8YXMVID9YrlOMiT+C8pDmcqIK86IO2"
    "68H34rPGZmOUHS7GNWPvTEAbGdeMfblm8E9WgLnazJEja4Lud9c2jnijLKL+t37vpkLKzUjyug7HjtB/kOuEB8zolkEPYNRDn0c5t8dAB3noI3LSEVhLrUuV"
    "yniRaHf6+G3uLxtWySdMgjK2RUKDb6nJg7FdyvgWCQ2+xqT09iwORmtntHa6qD9ktHZ713/87LjLdCC0SVtWD0KewZVVhjCbWEKJJlZIvgJ9O07lAWoD6nEJ"
    "WoXXkjQgq3WhrJiIf1qyrbhYMo9HGS5yATySg+TVHksGMUoPPZQeyewqYM6RmCOqYKvLvaCy575AZmBddvJnmu41z/6chv0w0ZVgAIT1JbAA553+eeeiK9qV"
    "kt17TXT7EaEYJ8d2Q8Hl9kOteKs7/EjeqMnAf8ZeGWMl3K/lqgLWkrApSdOlHFXPwygmQ5TsC5qHeExYohATRMc0U1obQkEgDoCZaxhnUWSt1uxLlceCEUaE"
    "fZtI8FUCMoxImrGKn1GOtxIHikkNf6XFSVXHX4kLQ9a0JFI10MD0+UTCvvT5pNK8BLeMQu1NKdRgy1dz0A5N+rGDmFnuIFQ4mkQqIzLVi0wcx7AuT5/1dJjA"
    "LmXoxZVVLizti6WfAnZBq5Sdj+8tYeW5VpJcPKOAEn3AWi/84BkHR2hAPj/jVwSPEaaB3ZDk2Hrw51EbPfoBuexPqRsXU4H6j4QzfyFrxo3bVjH72x5SUSYg"
    "p4gMi86eOj5zVBnzZ6wUFBk33wxvuJwpP0TXo2quXIWNMMyhpixE4bTb157MHErK9+T43pI9mWu1dE/u+1OyZ5GJBTdX1/efkRUdoVs/dKBFiKjfBauG+gOy"
    "pj40nGDOqxbS1IOKhDwqenFC58Fxnei1uBNvcyDVvPW+nfB58fDwWVJxEvv7xNk2N230Svs3Bi9t+OC6rb/xWeevLm9+PUPw/9AD99AzBP8PvfPeRfcMwf9D"
    "7+fLK/IZ/s+/9XJHtNQJrZB8J3KiMntDjYIsIdB5KvbPARnnazW2ZxvO1/PAVVnZcfMmIF1Y1pLrunZhF6tO+GOlTIRJ+yYgvOu17Fre07y0yHH1guZpmoD5"
    "ttMkZZzyqmyK2MMOUz72yU+Kcy0qMCyM6gyxv0Pv8mbQvbvpXJ2h5JMeTAovekg6w/Mku3OD/2FbK3/DPvAmS9VG4TQW0AYqufJOWXvx1dTsBN6Mq2amU5IF"
    "k9NCGWtjfZEjpmtb3zfzcAFdXtQoXU16umPq+dIfsDcm0xNDbVf2OyutBUmTtozRgNZjTVrLBbqE/hSDFExjVICc+lImHTIrKijuH50gjFhJW0J1b0X3FWEv"
    "a3aoaAxIf3lcTSdkqV1knDWLkBlt/d7PkXaNtv7hdVSdQuqr77vY8irUPCJlbg4eCOnhni1lIH/t9a4ERvbrZV6h8+36a/fu/Uc6D6SRwzbGoiBhrOMNExxy"
    "O6bs7pUjM0xvXrMfKie65EgMnPUyBO8VsSbfy7thHCa0S9ne3Lu6XKSYhyZx4HJYufdVK2kiccItkSI4/9xq6YFzB5YpPxuSNYHHf3E8NMNB6Htt+DuxZiF1"
    "zQQXIXILgt8hz8AR6rjgbBmKQVshsgJMU/g9WlPHLXE42uI4iiIGN+0rpP9L/IdpL8rFQknfDul8JOVzmgwVExmJRotTrV0j0RgtfcOZbci1P1IOVspTmUnW"
    "epK5TVp6ikUaM8FaT3CAXwgzofYOizQm5lDn+XVmxXmt9mFirRvovXQq4710Wu29dJp3kqE8L5FZ1KrpiVQNxFnK9fGkxvPxpOj4uNcMg5rBbRR6msBZo9Az"
    "GqfNaJyKe8AGUJXOganni3/AKTA5p4wybZ7gslGj0KPtFFJedmhuSmSFEBbthOgZz6IjdBmF6OE1wiHyIGg6rhn3Baz3r+jJR4sJ9pDns7DAAD/iIIToQNIF"
    "RFzfZyLOPfUFmFkhEWnLNH27G3zoDb3vtAz5fYBt7LxQDv0ehoWZiJ/A8tB85vrWmNXHI1cWlkNeAvBdWEWDKAp7cmrDbAol9Hk5rSF7eEL+8BovcjU9Ijd2"
    "3FVglIlanKjtGmVis30YWyydA2RxuO2dJ6kekpX+hWwFbBfAHjgZMQcj8ppDQUt/HrlQCYjQQCcWmvrTWLrYFTNpyslsN6IxrlDCgFLAOU+nM94tst7H2Hah"
    "Am2bnnI03J6dY3AKwi4WUhsYOzhD61VujYsT9FFqgj7WTNDH4gSFzh8lE1MZ25E017lchOR8JHyG5FSYOBCjuzTGh4o3bu5FjstYf3KYw9nuOhjNPbCVrX2c"
    "H9zUcxKMil1CIDKGCZ1neOZaZT5v1fxMSqCx2ry1gNoXcVFOgusTq4+R8i1tcnDamAn64L2jeICKqWVlWJnP1ZzMZ70U7Qd0kKpo2gvqCmmFe4HSgGvqJO2n"
    "ujm3Fo1hY6lho/Di6qWGn9s2DsNzVr6wwrU236Zdp5K3hWZLFfLfaSTdxHJd9AAnoGVP8PgIdV9w8EqD64hsCQcoqMJCjOH0PEId7zVWkyOCfUiu3sc5Eu6Z"
    "fDq1nkEtQBaiFc0DSMrnlujjdzz27rL/pXOwJP2fUWjrodA2ieBMIjgNmK2tJM+KrIDsd0qLO6Uwq1tudZOfquZ4FrdvwnreAbzTeRiNJtZLyRZdG4wt0O0w"
    "FDs5LA82FHtBRIiJSvntjMAkyCrEtdsTB8daJdkNgqcxm4TUJuHPI9uvsn0vz17Ike8wdWHvtnujyCpTmjME/w+96+7gDJH/hh5Q0G/xh1V0mCZ5ofabiUle"
    "uFE4jdG66XatRruq7VfDb9LtrZ9ubz9a54EVPrdKNM30ertOuxwlLdQKxox9iRIu0LdYvuUp8OezNvIDuOr5HmYaXvU6MrsZf3cKZnhUtdIy9KesNRztQX7A"
    "MUFCdQhCUzkA+v7X7l2XzN10Bm8RnL/oso9uvl1doc7NBWLj0Uu9Ab1s9OtGv67FYWH063qwOlvRrxP+JpqHq6odMuodah0GvYueqtYBaM4Q/A+lEka3d71f"
    "7rr9PlRLSL8Mva9XvfNfoapC/GHoXRDG/gxdxOz9/jUSoTNeWUeU0O5wqjo3f0+gU5gsMiG/XV50785Q8mnonX/rD3rXcC35NPRY72eIG2XvE5TxDeIUXRBo"
    "KzaxlKJOGG/UTgaydQluKmqMrP3BeOa2gPGeOmMPjA3IeoxwkLB9DvMUmQX+C3lJg3chy/f8B+HZ5ZZ1k5QeppaPqeVj1OFGHW7U4UYdLp4MvPZEYYpzVAfD"
    "MLzxOV69jEFlHzv0okmvHKwbjRWyzMKjmRVEju3M1ON5arowabQq0F4hn1YZrcE3n/mA2xPU4C0hNeiK6PL2GVlYBZuOwdMY/jcJpjH8b9XwX3j3N4AomO9/"
    "Sfo6yJd+Kaz8licASx4gNvou48A2sXTF3poJdQ3rKRGkKnBUG4BcMkz10LFWy8PJ81UG4yUYlzChWoUCw+59gWeYoOjZr60K9yyuRXuZoxb5cULjpT5b90B1"
    "j2zLg4DcFDDke+5rbG+5Z32GIxZvS52mBJ+p29550Rlrkx0rellRINh0ZyPIVe4swVDS90lloNT5KR0otmaaoOG9M8FtVO3UJE6yAvIFQiNvFGJW03dWFlSO"
    "xMC5JDNL7MO7AWnjcCFdnpUlW1DLJbjslTbALgO2sP3p5hnPROgK/iuVr5ewXqlML5MTfYKtMXiqz8nMJbmHmTc6rJWxhO86HU50Xq9zjt/NkDv2h2e6AZNx"
    "RZcjqI55Mh7h2/YIN05gxgnsbTiBGa+lhnu0GFueseXpbMvbk6jC8qKWySlpxtQaISVrs1xA8ZAfPFme84cFl86QlTrao/cvRJjzgza67t+2EVl22HVx8AHR"
    "8ieJ51iJALKRLpcLGIbf14PfN2Vptsvth34QjcpB7pNbZCcvQCyQNAJnCViTYqf88uXvofPe1RXhedCwdT5s5Tl31yrh2uWEqYR2h2LUz3dd5chBoDlD8P/Q"
    "u73r0QDCodcFAer27rJP7mWf9RCnHgLLG1cs/er9RaRqQtzzDjYZBprrP/mjeeCqw81TNhJyScxrQa9A3bJtKB9GIPVL3GmWIZ+nbiL629lYwvlsBgclnlrO"
    "Cku+QN5A5E9PZKA/PanGHu7l81nQZyZbhm2pKYqLlDs8crG3LbZ826sd1FyjJFxaXinPEe0Q5m+D893gvPmqPiEBE1OVAy5zRa2NyirQmmgslWgs1/UXeDwa"
    "+2Qv9koytvyt37upCA8qkuZVxo4dof8g1wm3po7n9AEPc8eNyIMcwXj70AQAVMK0FDLp5JPmtEWZCzrIZ9J5IFv282oTVEJqJmjjE2SNp45HfhAOFK0tJYQH"
    "E0PcCh0oEkdLQYb+FNPCNFBG7gHT4pAhor+ujfALfIc8gbQJre7+iqZ+8AYzkBiTXAMnuGBF2qfdowsC1QBPZ65FD/wKI4jYrL3cIsIktVHEk8gV0bIQ6wGq"
    "YYeIbP4Rtmi5eJaFlJaajIvJg00japNTgtWJB/+pOC9JO3bFevKhcJVXUTNra0Op+tbzlesSyCR966vQNo5bWhtywvnDP7CtVO2GI2mg9mMrilbCQBQRrk7j"
    "mbRvArx1p+Q28neaFFKtTTpjzWdjZc5PpDGcn3acn1iWOjvmFQ7eHJlxyzLVvrdf7ZttKysU+84RGmhNre/91PrmJaM1sS2Iwo2FWDhppAqqJ+/7BmBufD31"
    "3N6oVQ4FCn6JMiiZlGrtT5KmRCZcb0YEACLML5xogiwi1Ns0Qq4syq6mpaKqhSlKnvGrhG6FJhHJCNpGqaLB8dmuUaooO5es506i296zA38S4W1QQjkhaiDS"
    "x1JuJMc1fiTHRUeSRycIq1yRq6EWqRqI9Vb0hK61AtQCkUHa+Ndr41+/46BwzRTfO1jFMysMFz5hsidWOFEBukBoAJfboJXdV43bqnFb1dBtdWGRgWgYwSzV"
    "fyh4rpaR79B5NZEeD9Z3leFn+9MphnFXAZ8nNtCrQk9TI62Ee0ppQJcH3fgPNtyKTIXQOOex4ynNcynpwbgTv93ZXsnCXaQ0hS5qTbEcYBswZknbY/WEdqk1"
    "q7i8tDJndXDg2JNWiUErvtOuM2lZWZtlRq1qYDecYqXSqa705S7xp4tncT3j0TaVChvxp6s2FVW6K1aLu9X+ioephsybi06lzEWnNeai07y4Cy+VAsJx8wai"
    "+1FKK/axRiv2sagVIyNGpdGv1QF+HMnuA/v2wwNsLIRvr3E7f/5/aidCsg=="
)
