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
CREATE INDEX "ix_audit_export_expires" ON "audit_export" ("expires_at");
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
) /* A person at a `customer` of `tenant`. `user` is who accepted an invitation to the portal, also after it was revoked. */;
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
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE INDEX "ix_invitation_open_member" ON "invitation" ("tenant_id", "sort_name", "id") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
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
CREATE INDEX "ix_audit_export_expires" ON "audit_export" ("expires_at");
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
COMMENT ON TABLE "contact" IS 'A person at a `customer` of `tenant`. `user` is who accepted an invitation to the portal, also after it was revoked.';
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
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
CREATE INDEX "ix_invitation_open_member" ON "invitation" ("tenant_id", "sort_name", "id") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
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
    "eJztfXtz2zi251dB6Z8kVRpXJ7bTfZ29W6XI6h5P25LXUjp972pLpinY4jVFakjKavdMf/fFAfgA34CeEI2qVCyROAD1Awic9/lXa+5Ose2fdEzTXTrBteU8"
    "ty7Qv1qOMcfkQ9HtNmoZi0VyEy4ExoNN2xus4cSOWj74gWeYAbn3aNg+Jpem2Dc9axFYrgMUHTQ3LBtPEZB8QY+uhwzk4ScLCKERCmbYw8jykeOipY899IqD"
    "E+h86pqkkeU8bdjP0rH+ucSTwH3C0Ib09n//H7lsOVP8B/bh679ajxa2p/RzK3CfsTOZGf6sBc3wHwsP+z4ZwY8oI/SW/5zwgDAagOt1Qe+3KDl5PvrlrzZK"
    "jQPPOLGmdYNYf6QHATLxQTCgNjFnhvOE1xiMJ68YFLpYPE/ouKn1RUYkt+j1SUT77dvV5c+0Jczxw8R07eXcSVovXoOZ68TNl0tregI0cO8JO5hMN55yC85Z"
    "2na4PqNLbMbJhcBb4niqp8mFKX40ljYs29b/elw6Jl1AZNmfmK6HT6ypf+LgFcHrf4fPyLWfTPqD0WTYG00mrdxyh2fJrNzwkknQJnhZTgCg/+sv1m+CDL3a"
    "ggG6f+/cvT/9/IFi4frBk0dvUtxaf1FCIzAmySQncC+WHqHAecy7M8PrOcs5xf2KPInhmDiHP0eemQTy6OvAH11I8E92iQjQCDJxkFt3PXLnAtE/Y+eu98vV"
    "cHTXGV0N+nAx+TZ2ejedq+sJQbT/S+8C8d+ie9/6l4PoDnzObjzF09eaG39MbOw8BTPy9dMPFdP5W+eOzuinH+iMumS7ZHtpP7zzid76i7650UTS9654Gotf"
    "nZhA5YkTfjsy8J6fieB7flYOMNwrQHjyjF+lUY6IGoj0qdBKPq1Yyqf5tcydpxJQp6kaiPVnkUX9uXxNf84tadPDAMbECPJAsz0/yMGcpsnATM4ZHFhzfBJ9"
    "OELQK0AeXd30hqPOzS10P/f9f9pw9bIz6sGdT/Tqa+bq+8+ZCYk7Qd+vRn9H8BX996Dfy57ecbvRfwOT1jKWgTtx3NXEmPKYRJejS+k964+FRbqTmuA0jZ5g"
    "pSeY8PZyry9HsIWpDZljPbM7eHUzcpiEVFRAuoGIdDxzXCsHcXKP4QXkVzOZVQ7dAlKN7l/ZXcmTRJUj0Wj+RfUjj8+FInukzkkj+7PrYevJ+RW/5iT2DJ6h"
    "Bu9b2M1RIppcTR7RM1axPolfTuSnkx+MA/rj78i+fHfVHbVKd4MtQHvLuouUo81EuGAbFEA6qx7cEOkedNeNe2sm0gXHeQnSsGs8GObzyvCmk9T2AXfcT27m"
    "Stw2f2v+aZ69YjjGE0UJfg48fGwLCMjPHDIFcavQWMA3aFebC6DpxOfa1hoMBg5G/tKcoZDqC3IX2EGrmWVjdI/J5ALHe08V/eTJkeFMyeVYyrlHMwNMAAEy"
    "XcL95uwI2+9e0rwQvWls6skr4SXyt6CCngd1EvYnbhIwl35Ann17TxB1KP4IHjZdsk639QCsO/HhCbkrbHpJjcQoYcWUjoa+/71310PRSkJXQ9T/dn2de4hw"
    "3vyZtVjrUXj69R5IW23UsNp42PDZ7piGfESmsBjyhKIRitEqQb/3+ygl40cK0Pc3nd8/pOT860H/l6g5pzDtXg++ZgSa9I4jpmlJ02g9mtraFq0obfgEh4eZ"
    "xPRyFFpVqv7cPpQYZuu9GHj6tY7H/cxt67ZzN+r37i5Q+GHsdL8NR4MbuBR9GjvD/xqOejcXiP3NijOH8U6I+WcJLpGn2SavqO6LJ6FhzYhkophmyDSsJWaB"
    "9SwCGtQqUCO5VR5YjlKDmwE3pRgRxTVFpCGttrdwi3B7toGot+MEWNQ4wL244laYLYA8wk7I0TcbX3FseY2rBrca3AyTJIBuok7eENsuN00NRTd19ghgS8WA"
    "LUAraO8+Vlh5aUkt6+DCIpPUKjILsjvtSnvgwoq8p0Uih0hT5D6i+4DuUfcn6Cqg5jcjQHNy6KPVjHy6j1xYH17v0dx4RY67alOzHXamPlpZwQxCgywPzfH8"
    "gZ1iReFFux1M0khIHkY4AolhKhl8xH5luMLSTsBixqhw1CA+PgSNjzF+4dhSo1FqQQOch1/cZ23xUtLiRf/mAC8PBojaN8LaldXOiannqvRzOQUdeZcerT9k"
    "EE4oVMa4RfZO9ICfLMchCMN2DRd8TPaFoI0eXsGNw5yhBXYXNkYBtm3Y1skeDhy2GrpTfqsWnRyeRuXpUSYSxnNt7OcR/k5YVT+vPokaZ6B99Nw/sePjIxaO"
    "qgA9y28bOoCo6aY1Fezi2nS6s/m1DT+YSAcRZamOZo5bK88KiAQSy2iuY2JkoLnlLAMsdt43afoTkUd88tM0RzP1b/L1zgnPwobiLKG2EmWD1Hl9iCisKSIN"
    "abXhLdEUaYtFtfI3taxErEHx260V67XWoOxOqJZ2fTm1gt4fC9cLWkUqdu52u1LPDg0nOGlZr2x3EGuOAtBzr0Dx7RO+ABJtXRC+CqOpu3Js15i2ke+6zgm6"
    "t90nGiazmrk+RuQbsgLyvR2r0OEO66VA37778SRV7pycI6CQ5gCehJQVSnCtd1ZF7+x57goXgP6P4aBfpntOaLLssWUG6N/ItnyFjiOqI3207IDt4xtBDaik"
    "mONc9EU20CIzJ9BBNvqCvOHzIgmlXP+ZUDRQ+/lRRMX8sVzF/FGr8d6aHKiEGk9PsM4DpGdWWoVzaE//45lbCe0NEQYkAU0otN4m54NOfoy/lp6xgFTDqzWN"
    "WtOoqDZMVtNIdk0Naz2syeGyX19+CX9zNdmAnTjzJ0eSVo/Xu/PnDnClFORdFyAmrDtEERRoyFP321UqcjPbUsAfHWiw8bTEkefhwnNfrCn2qOZ55XrPPgI9"
    "KboddItczKXpZVNLuWY4aYK1JZb/nPA4TKADufoSyZC+Fb44Qh7duWFjcrFx+QST7BEkx6z5mVpjr4bGPl4WYnqQuLlWcCmtBkm2DeHg8ZhCiz+q5OdtDpxV"
    "AeOuuQW+8Zb1cpyA1gcwxy9nilvsdobdzmWvlVutmhHfPOPxoRjw+Rw7hd4p0a0atjtpVMtxfwfXEJ/Iew/u9BWtPDcgjQwfWOdXBOthiqyCUnHiZGvz12tE"
    "TIa/fBLuJ4Jhmob/vPmQ0IvmdZU4aKp4XViuecDLs4BG7RvhFFHF3e4iB+iL5VsPlm0Fa+eZS/ewv0loDclP711Kru2Q6gKxv2Pnqj/q3fU71xco+pTdSA8T"
    "IKm9Vxou++GpJTu/KRLt4KDy7JKbM/nkkDyRFkiz0fxaWbI9MDmOWtj4npBoxxutK9mjriQS3DY1uIfdHOUKrXdiSF7PekTZSaP1T7UJyPgTWUUN1KX1hP0q"
    "PVTYoC2gjZpMk7a1Sqk+XqGQzgc7LrXWsigmCFuCyCAMYehRnaAHjB0UuPaUNP5Cm3juCsKcEDbMWRstncCymW7K8AoKFu14vLEzdnrkRrojA5m2az7DeBYM"
    "u3Iu0GpGOo4cMHz0hIMw1RlDD83JLfoEU7zAzhQs2fFz08elY05d512AfLxe7aR474yeVsjCnZ1kMd3blDzYGso2NsyEUGuVmxL8SrtC5RYvoxzoYjognl5l"
    "NVwrr+0pKjeghgao+Tb/MEbPg5QlzBMo2inFZqBJCoNkmxWb7qT98cz3m9QEabWFFrRVFrQPJb44AZMvCgQXdqtGZEkaCbisLgir7tIEWQa6j5j3+3Si43tw"
    "NohSKyDDNPGCLAZkOMhyXqzAoLxe4DKPVdcLDDIpZDzS9DHAHmRhgPQNYSKpIr/XwzyEpGyRcS1nZXohWbWIhEHnJC6EOqHEpex/VJAzGoHmJx6MisuEpkI0"
    "fEg3ESXDFZRK2KOF3US0gt4HGyaJzgwe9iA+frZS7dq/Pu5I7vdnxt8AgbgnaQw4RyCpESv9m8MVGPadXn9aNFVDNKXiQbxg88JpMexpKpVFUmF495Avm2bA"
    "lIU6RaSRFkM6tYenkR6SW2EFibR8z5M0AmcBWM9CWPlNg7+HuoPrayLloXGrO25lbZxWYEst5ZhA4XqZKq3imL8TBTgmaCDA5yLp20mrcoDPcwncE+5bFuSI"
    "qHlAnwppWk8rVK2neV3rgoAktVXEBM0D+EwE37NyeM/y6FJBVUq9mSI5Glc3poRnJsJEQgdpHkr1xHI71QO8PRW3zsvd7PnVLstNn+BDZ+06osnVqZDeZCzw"
    "8RwvOrHUxrBuP4X9QZIgHSu68lmQ9ht0reZecLwx154VYI/86CGZLCNYerhVZD3Ot2pXGpKj9hM/RSBiVDa8wDKtBXnF3/kIcMVOAEIeeJu+ECEPLDDUVTUe"
    "pNAsvGY3sobd+IdGiYqeHD7BVTiSiJ23GDLt43nwQ7tdYUgL51tGOEuRaNlMadksen0LJrckbp6jyMytdZRMGXle8udvnz6e/Xj20+nns59IE/qg8ZUfKyb8"
    "qj/KRWCnN0xhcTdDp4WznGNz+uQRBTZLp4GtltPihbgFlne4NE3CEXT5Lo8TY4HaWOn3tz6aLl6Y+5MtjhXc7DusloQRycxFcgUnT1dIE3wroVSqc8L3v7LA"
    "MCNJhPo+8gj9gMh6eME+cj20MmgMmVucU3WdjiDqrTvo93vdUe8SGc4U/Ty4u+ndgejho5nxgsHz9N71ngzH+pM6n963w3A3d+Ug1jctOQ+GLXAFCiM5SAOQ"
    "a8ga9mfWwl9HYNnU5TPSDhzG5zMzurTDY1p1xE2AYD7bzPh8D6UPEfpDZkar9MuVfDIeGaFH0vKjKvKjrF9go1zVtEvgwfngrbgETt05GUtmGScUzfP0+XR+"
    "KuSzdlrhs3aaXccefsReeTBxMcopogYCvZMNIyBcbDHI9RHbMfEeE/bd3g2Gt4TVlDz3YroLFH3iuNYLFH8cO4x7vQi52CybLDZT2w7j5thg2TjQHKXyhulW"
    "IgY4+AtaWeR5lyCQJKATaQGbxtLHEKxG33sfgfgmNlvb0UAZnjmzXiS14Rki7Yumsjpc+6I1fIKzgqfEvlpAqvzGql3SjhFS7UR1ACeqrF5pX/iquRHUwluw"
    "GyqplB8GxuNjq0Izzxq0RdTzEz9uK1Pv7J2PFrZhYsjpRhldK9J3uz6mCRvmxisL9TDiFHEcF+y8thF+wd4ruhneImM6txygqKyRtssxN0sNIVFcLQe7dNA/"
    "P7aEjpkOqIucqXMitis0zDZZpyXhpPUKjZhYZT1o67er3vcLBP+PnZtOv/NL7wKxv2ooK7TY1HCxSYfwNCvepDlwVjky6bCILYVF6FJ0jQuL6EG6B8IjOdT9"
    "NScd8bfbVbIRSxthJi1rJaOBg5G/NGeIEZ2gr6/gLsRkDC6rXZv6HIUCCQQ1hO5CLA7+BH2jqbjvl87UndC03Pf09qPrkVVMupsCp4/I8nuFzHbUjakgv97B"
    "n0ZSmuKFG3n/In62JGtVs18iktMvO070c0vHCh2IyLv0aJFB4Bfx3kOo079EAKyDozs615pCAli4MqTT+mTpVBbB1naV2EF6H+5NlEd7kwQ/amO9kww/e85V"
    "pTbCTUpWpTbSO1nLWkvTdC0Nx0BJTHGGSnuoqDzHiYAhPsNpGj2/qs+vI1fTI0WiZ1fl2TX853VCWDNkWvGrkt/R8bwu2jKhiGVCq863ozrP7wFbQLXpnluy"
    "jnHR4aMXbG3Z1/QxrZ69Z4TnC9sIyi0+cYN2vc0n4NvWWn2+hzVMIcZ8ujQD5IMlBGwsDoR+OE9LA6wvVwGkPSaXHy0b+18IBflKB4brLELcdBevbVqT1cPG"
    "lEwcjS0nHc6pvQUZth2GmPt5e88Bn0PS0hNqt2zXNGyRSq35WdGOawdnAtoVdpNSnWe929oRaD5bt4Pu5Kr/29WoM7oa9C9Q+vvYuendfO3dpZrkLo2d28Hd"
    "qHOd6Shzaewknyd3vZur/iWE8xVcTLXsdLu9WxoLWHBx7Iw6w1+53lJfIZLw5qbXH00ur34hOzuEE/Lfs9uOiM53+wn0w62jcI0Vv9MJhcpLa+1w2m37PfrL"
    "h//BZgHTWY4wR9JIiHcQsfzgTgs2yhE50Yohjto3At8q7Vfv91FK8RWh+P6m8/uHlPLretD/JWrOod69HnwtklQPxKK+YMpa51lTeqOaJY2bCPkfRc4+t9hd"
    "EJYOTtkpcHtWAH491pRwgzbh7Xw3zozEinCahoMeMCILyC9zJtpe15L8Yr0DEAVpQkDEDpkq8hgVTGLG+8egTJfgALStL955YHjkJ06eyS8TGwFaSvRPHsgV"
    "CQGJH9/1ZJ6el6dlfLHoaCE1o1tnQDMKWFt76LiH9YZ3vU1/O/Sx5vjh0tnsAVgnmz0BXbwbPENEL/46Ok/r/mxGXTpa6I4XjyFeYVf6Scjx/IBnhl0e3RU+"
    "TJjUYrdPQ4T2SThQ3fO8L34gNLhDhMMjJ8J79lq10cc2+vED+k/0bo7nD9g7eVfc5uNH2igp10wagt8jq8MdOT3SS9yKS5O8+5ADJCnjvdYqIT2XHxLcOoF2"
    "lRPDPQe/Y/Cbl+hzQVfVW0a0ZhLodH1exXQfUhlUtO/REVi241dZVBJOKFQW1FqOu3ROFoYftMNqCrZLGHQaUL2OlueziID8uVw+/pxXQrANUzYrdopKm7/T"
    "mL6xNDGkO5YlwH1iizzkbi7g22pmQXhMGB4GcmyAbdtv08S/RIy1fGrtgJwCM8Mn930Uivgo3Pn3OHEZblx0L8qQqbwhramZ2752OSV6CTvd8ETaTSRX8daU"
    "xDOhUH6T2TOWvPiyjomNp1c4tWiLbLmryKZ9O+gif+auYBduI+sRNuupiwV34EwIglAEQkUAQp5RIbjjgtX91XVtbDglfEpMlJmEB0K1q40iviIxD6sZ1dLG"
    "B6VPM+z4GNO5ILNku84T/CWtXrl7PkrUTxu9G18Hg+uUtPD1Kqvv/wbm1fcf6ZyRRhZzTSmoYUN12H5+qv4xHPSL54kjyUpqlhmgf8cMsxJvzTb2IsAihXfO"
    "/JK1tGQ2Lejgay4NMvnZfvGpWpUHmadSeLdShnlJKVCF3bB5In3e5hB1ZV2GeRqNZwbPhQUBjrKIpqg0poVJtddLqK0x1bEXbyPlq5qobt+xPTIi7cer/UhR"
    "5c9oEVDZAbQFWDsLK6xe01BgU0e1ALScaVrvBJXQpk9ssa0g9IjYdNHSjobMuNJcgFOSkFpxLuAjMPCsJ8tplbkShrfbtQ6FEzdpWZ/xOczxBWaRB89dkVOB"
    "mU9cSKSMptYUWcEXZMDiRI+eO6cqOzpOqriJRbp4YOVPQtdA6BEURrSyYuCip6Jajvsevd47sdTXgmErxzHyNPv1u1CSXwTCMt8KayGjO2KtG6gzOhfRGZ2X"
    "64zOszojGo9Kdp0iZrwc3zRVA3EWcvk/q3D5P2Mu/xt5oWc2l/wEDRw8csl/gud47HJ+jPtJ7fHNb6Yip/fmJ/IQG3bpeUxvCpzGftSu/ix22NEWl0EIHRzM"
    "mcHSelK7C+WC34Fl5ukC3c8Mf3YP558LB2Z8OtLzD77BfXJSPhKWkJAXnMD7GXOTcsjOElxQRWJJY7wnIU1bPpxUH/O7rawbT0zGnGo9XTkloVEJTQZcS6Va"
    "QC3Kn35sx/l2n4yFqA2bpjP+2398+nR6+uOnH04//3R+9uOP5z/98FMbij2Qe/lbP1YZVa9+AfNo6uTK20vhNZXhCaL2DfQz+iySIvJzeYbIz7kEkbqoWPM0"
    "zIrCuhUVs2ZbG8G2Xk3xfOGSCQ96j4/YLAxMzbWpZGKtuPUEJ83FMqdAdhLPdQPmUsu4SVDqkDPSswLSZ8Rtks4cn7nWwyXmvEvargwfQZrAC5aWnrTwmRoo"
    "akG4VuPVdo0psKOQ0KQkd8qhnkSS7824xABDLsD3Fk6RTqNy8MOrig9mcyvBfcUEKrNftCQ2/UVEWHzGr9FbRd6pFePglcjNQF/fPPjlfoIxwUZegoryD0q4"
    "CZZvNZVugporzuwrIVpbYIsTNuEu6fM4Ia7l0dJrrLiK1GEsg/lZqOTouKkSYum45SJSHTZsDvwTcFSmYduYFRii3+PnMF//RhbaF2CO7MhAZ2PIEQJfvKVT"
    "kONu673LVnylwwGhQLWgNNfFoSiWCYH0bJGuJ0IB5PmBJiG95vOU2I6r+LxkVYkyegmF8pweUyywmEqIpFy53jMNFfEwvTZzV8rwfJK1Wo4gV+Gaus5P5yI2"
    "ZtKqoh5OzsoM2csmc8N7lsE4RdRApLevVdbFcBqekIJjDIQnOE2jJ1jpCaZ8qgwHFhPogIO/8khOZasKZal05RnV3paNPKq2KHg7AX7yjBD9vMjN3W5XCtuZ"
    "hiJeQBwNX80XErz7iJznUyILWoYNci94u2DOjAFst0OdZ8EGAck7DecVGC30sAxCzx5sPhc6Au1p2E18gXzXCyZ0KtqCaeG4HxVlLYzoxWR1SK8SZU2MH0Vu"
    "3Jo0iVpWV0NWj9aFqPwStW+g6LITETz18qZBHpJbYdxUOpEGT9IInCXcjvnly99D3cH1NTme0bjVHbdyidUCiHKRMm/xNNrCtYGFKzkk8/CXp35PUynsbN9i"
    "x76YTq+KD91WDvhi7CfLxXQdNUkxuZYQVJMQUgoTBzCWzc/EUe0xQVPEPe13SreaYYnw8JMH/GQ4cu9Wju5oXqoWEYRokknDD5gM0w5dviC68AGDudEJo3Df"
    "1psHiEwoIpI7bQHh0SyHN7nH0gnDnleUd6KiKlOKSmGuZk0R6VxIRDqvEJHO8yKSNvA0/F3itEmieh2ORHu/6TAbHWajqBOhbCan4nTf8n6aiaL517DHhgLM"
    "bYRKZW/JzkC1uSiaJCGTUVKhScA7k9bWgdCWhL4d5u5FHn6ySA/UI98kQ6L396Cw97H3YpnYP8mO6d9/CBPjf4mNPKsZZu78oEF/MHxaVXhuPdGlVuTQefgH"
    "WqN6sYDnZ+bRotRh2rxz8IOsXWHe0R6AO0tMrC1n2nJ29JYz/rFyMJdbbzJkTYd6N7YbAs2T60ntzzxNI0DffcktZuWd+OYMz4081vUGYo5U24m3YideYzIK"
    "ifV0bDIdhsMMEpJmxBTdHg2Jh4F+Q0Oien6dQ6jS06qW1lmbtqi47sfNa+X1ESukHpeoW/oYEqFmvTBZZgmaGZiIyKFL5ocT1CePTN0uqZDtB8ZrIg7zXYDM"
    "/OQ6OC+fH+IBZKvDc9CGip9MocJ6R0w6JSmZ3V3g8srhYRledxmYBJWohHHOKzT/ZGkzzHqPVqFFyIxfULBx7Qfg+xJ/Ag+brjfddGzWi/io4Ur0Z9ZCZvp5"
    "srWmXytx1FDi8O+drNahiLaBksNONBAL7M2tOD98HvH60oTpHlTGvfVt2LtA5L+xQ/6bdPqXk9+uet+h+eiq/8uQ3stfzh6wInO1/XqF2oOg4R4EtMQnnviW"
    "U5RAqrQcfYZKe1wpPcc0X9bkoUAhVjrBPMnRzG4rzuGyMkDQgJrchiOVL6xJ865E+Ld+r3c2v6FYsS4LxZEr7E/Zuux1r6/6vcs2uuv9Nvi1d4nIW33d+3m0"
    "Dof0SYyZreBlsxwSJr9Wjj/iKfQLpvILllfLCEvmOUqdcCGTQUm7rm4TzgINniisBaQa3uKquZGiUALdPKUGN5fJldP9iuKaItKQZq3zoKeeEvlNEtUsnQZW"
    "hwjoEAFFPdhlQwQypsHtRQocLQ9bC3GByZjHmTwGZ9DVoRg7C8Uo4cW2gPJtureGIpznQgWATqzpG2LcDZ1CGgxwih0VwDbrJaHPump8C4RUAZRjdnYLEH/z"
    "G72As5y/YjFxL1ZQkT0xvtuudq1LtRPwqcNo4blzy8fgumYgcho7QTqZ4fewPON9Yji5D4sIzMhPS+qKgyPb7aBLi4ujqWc8FpRP3ceAkj5zC9cMFwSeG5Y9"
    "EY1pi5Cm/lET0gudiQofKer395/oHXnkd6jTv0SGaeIF8yOIHKfodRNeU9tO3cg5dqVY402efI4rS79mHv6mBy6rW3h+8roGZG0KOKUVou0FLPuXGOB3o871"
    "Xp+ZJrSMnzmkK33e6sldw1eQGzvsKuxkzUdI20zXfIT6IhxZ38X4zdwMAuhH+vfHCyU+LzZ7CK6/NSdhnVyuSrzqNLOND/VY1oPOw3PySGHSqB3usNpnVQ2f"
    "1WLtgpjJP6JV2l+SrM8L4FzGDnvHLhD7O3bYUQU34W+WfTqQ/R+Yi+L5KH4BYgKVJ2FdZ+FzkSIlpFVFNZhcmZKEfZNFedLcqPtToZV8WrGUT/Nr+dHy/LLI"
    "8HKo01QKuxKp5AFPT31ZpFNEGuiGJTtoHYAP2Uqqg8AKbKl1HBPoNSwaLuO7jmETEcX3jacCrMsTShTRNgH2Kj/DXSSV8FwbF6TB/+56Uz8Hetw4g/Sj5/6J"
    "HR/vTFPPSToPS8sOLMc/iQc9hKCT2mAyR6BrGnL7RkKxx12ZhXfuY+fYtmgCCQV866nAvlSbhyAi22MagvjKUeUhSMdSmWSPnWBn6k+KrHqXBLFiyPOUVY7h"
    "jdqswdFbBx2+Lb96JjFyOk+xOc6R6egJlWc5q9gWm+QslZ5jleeYTNSUTN6yyGHzyikRSdJEmQm2dufG8sOu+LgneIK/ffp49uPZT6efz35qQ2VQYOmiKz9W"
    "zHmej9Bxm81+aTi7m/gEZ4j0DKs8w7wFVYKHzVDpOVZ/jidE7vDXT2OT60Rh1VwLML2863zvX6D449iJ4rMvUPRp7Nz1wEQL16JP9Np1pxteo59aYqfrjrUk"
    "j2RNzCaGL1t4Kk+n31eV31fmJyM5yRmio5nhVlxlLvwFXhvKaM8gw6LrIccNxF6+Ji0A23KeJQP3OBIdv5/eNql/hRyaHIlGM686TvtTioKap9TYZtTJiV+y"
    "BK5pKo1pBtMwoksW1DSZRjWNKvXqXWcTyBFqZAvzd6yXu0NjWoxpHIAgjGdMobHMVdNYI1kHT6QRzSNqyaZCShFpRHXqkx1AqlOfHCD1SRiAummuCNbLUb78"
    "9Ski4sNZAE+Ty+iwv+QQR4psRuoRgTcJid0U3aSnhoKbktMFsvMkstIW4BVMCnGk2ObESpGUG5Qp1dDWpdvgeXfxpEf75A2OFNm00C64Yq1tJOHpmFDWcIjj"
    "siTNBDglJAngm4nt19tCBbZ5bb6ieXiuLee5VZmLh7Zoi+XjmdhR49qkPAMHIzAk4SkCohPUsW1keBg9E+DayHdRwCrReXhhGyZp5jq0knvg2lP06LlzeoE2"
    "cvAL9tDK8POpeHY3jGQCnsB9xs5kZvgzuUww1HRJydqi+TQ4atkkFMxQmsqvVDKmTiOhRhoJbl3lYK+I3ExRNTCu/rNIAoPP5fkLPufSF+holob7laS3TZk9"
    "LEuo9aPV+tH0AbMhI5nOGnic8IpJ8KVJM7udYbdz2TsUN3kDiXAKeMibMEFOOecYpdCpZxc7lIsjXBllxzxsWgsLO8EJuvexQbi7e/R+ho0p9nxaffjBDWbk"
    "v6mF/TbCjum9Ajf+ARg7PCedEj6PliV2SDsyP2hOVh1aWYQ3fCDMnkfu51nJwzyCJJsZZgcQSzhIHbk4CmEO0yG3yKEWwA+RSXdGBwTi3TGzzDlNhIPNVy5m"
    "ExplG+IOb8Fh4y4036zEEVTNN9sFgP9jOOiXccx2EeRTywzQv4ls6aujiiOLw4dks6Y7n5PFSLYf6i78iALDf/ZDgZdsNmQnI1vNlOxm2b1OeiIAtxSfl0vV"
    "kc3KkZkx6CCbqkM2rdIxVG+G0pbmDOG/wYZBfblZgUubnBvvfBT9BGlxRySc4nN5OMXnXDhFai8TnYEUkcrTsKZUuZO8eLmDRxptnR9PLj9emuURhTtN1UCs"
    "d5O3jfLGeZzLM10lFAoH0W1FQ7KL/FY+NpeeFRRsJJXJgngynSxIIlmQT+SMZUFCMbG40YR6j5mw/s+33rcwalOCcWFUF4j9hXjRn3t3dyxelH0aO8Nef3SB"
    "4P+x83Pn6hrusr9j5+vgW5+GjYYfSOtvt7d3veEQLiaf12F/th9NGgq3BRNbmg6DJ9HJMLLvCc0Hgz3PLfB9qMmUGlM14TxIL9xzoSP3vOLIPc8fuQXaGTFz"
    "RQHh8UTKAkmdRm1jOffojBrkxPfxdLJ0gqLs5qXJmzJUR7MK3qThis6WjPIwJtChEdrG+6ZeleViKj3BaRo9wUpPsBJG/EbujTpMdHtYetROLAlnikgjqlBQ"
    "Y2MQVSqmUU1Ud1DN/VDOUEcKcLUvlI4b3W7caHHwHTuLtgBps8NAUke2UhEg4Jv3dTl9wkGrxHMvvNuu89+bPCQNa934/u6u0HxpzsAbBbzoGC34xC19PEWW"
    "Q6+uyLS6qy+09PEzfqVeET51qMt75W2lx3onu1K3LUmb/VYt9fUuW/uz0wspsk8rFNmnkSK73GcLZlTCIBM118aYXGZyKFAilZY8IdAKEOUUIDm2/XBnyh1+"
    "XPpGqTt4dLv+VPG4lvXe4Q4iEIF7LvNuXJE17CPHRQmvSH0gyZUojyqL7TMQY9fJ3VdqLypw+95u37Jhg6kC5XExVEHfbg5E7Y58cOm66mjTxXH35fynbTwN"
    "PAGVUQUe0cQeky5QUVi3ogw8ELOG5w/Y82fWopBXS+5Ws2rpdkJZH1gl20gyZwgVJ24obbkJE0WkQk8wPC7+cZOwh2WorRKLKEsNmz5CxELZcuOHnaz5CKl6"
    "2Gs+QUQuNnyE9ca/n3ZU/+s1N6sGN9vcYu20IAfbl975bbIvmZjKdnwqGQgGBHVkuH7RzICIYEQfAyK+xIO8BLjfjSq+H0cx7MOwRxUVr4/Q57/THV391pNd"
    "7IzqArG/4PNPP3VGzO0//iK2mndeJ1tLdlIr/OgkuykmzKX1Ij3JeTrt0KzyPGsJfuv+URwnLgooR6LhrFaIRHLhfpwhFIW0VhnCLSgBlx2tZDp+JdOt4QWW"
    "aS0Mp9DNhL/drlIzLTINBdJFhbojyHpCJLYodTtaWcEMQXZWMOexTE63g+4JiglWMxcSp4B3CIEA/EgMRGRw5LmropRQuxpGUsOVOG+Jq7c4UCfm0vOq8hah"
    "73/v3fXAwOm+UCYKXQ2pWxjq9C8RDktrRhdzeqDk8f7HtRw5LRD/mNAP62EtHdRmg9OOZEfn0trLjcaVDtDKroOf/e0KZVdgBbZUnqKYoHnxzDtJIWIazsQn"
    "R34e48qUFjyZTmkhkdIitU2KSdgpEq1FUVq6Tg5x8flN02jticrzG3Fj4rPLUxzN3LYesEl+MeGbmZ0l4sEXnvti0ULprodYiycyz8h4DEijuJ761Hjd2AZz"
    "dEuDSSQT6s1bFG90SSa1+DDNU1YtFGUWyTY2AJi5gjLfERoyL1qe7nheN3hz5tbUsZ5mQfgypRcF+GnwL+A7IvqSX4D+3EaC0aN71V4s35K1U6Rpjmtp0E2V"
    "/oDITdpHK88KAuygqbty3t4KCL3BpRkt6yhP43gNxE7wUcJhmuV2RlMQe5Cb6e2thHRtQ1HFTJpKh6enj2Cd6GNXyB4o0ccRifza7qqI3XWfYf2KArrdetDa"
    "kL19Q7ZO8LGHBB+60vZ2K20fzl+AQF5WlJS/3a7zF4DaweLlSDu0PCjILPfMneK+zZQZrCf0Hsp0QL1E5Dr264cT9B0s/PeRwf8eEbmXAOtgMwjjhD1sut6U"
    "1V5Zud6zT53Fi3wI9jjyLouW8qBLVizdNFImNXTiOCRoog+RFLfRx0NFpBWDaSu9Glb6Z/JD84CLeexHtCqHWLduhrcXiPw3dsgJ2bu+7t1NQLMxgcz6g7vR"
    "BSq8nGk9+DYqIeDuiClwsvlhRCK5q7LDZL0CCL64IKV1VS75kEC7XQi5XejKwnuqLDyz5KpsRe0bCO7HTwLgfvxUCi7c0kFBb0q5Ttg1i3Qn5/CQojkaI8ub"
    "nF/YH5Z+UZhqaeI3nmSt5G+KTee2079JwrkRlGttfUeTR48mYJq65E+Bcq8ucVNCpzBHSrqjJUqvLvsd9Oh68zayrWdMVRTsB4DqwoiTpL3zUZiQSr645qkI"
    "E3t+WlFc8zR3/LsO1fxAKjTs4VC6E52nYmqFZ0sl+cHDL0QWkHV/4Gn0wazywRxxyQ+vso4NWUJt5szuWpxKUgbYNJl2bFCoRkRzFmqFPV7H7G4zZrd4s90C"
    "ug03z+fOFxF8OUvOpgZkrquj3GbrAU6fM8qFnDvliQ35220BE7JcasPQDkuutFkOaJCcHvCT5ThQkDRw6QXsTFklAh+iU4KVG6Y29NHcAE/ZF0zkKRfsszRw"
    "3CbrxytOkLjD8cbO2LlnluR7CE/nTNJExGM3smHvX9C9Ydvuirx7NFnYPTKgAivYpHmLNoz65EFm7MBN0b+jRRs8fx1TtYQVN7FV09yCtUbcMPi9NsqdgSL/"
    "AIxu4+Ejy3SY7NEKNykZqzZ9nPBzhU27woC+0cjanK4Uo9fW5vS3Y053PeupTIlZP6UJtdKT2r3rsdyF4Yexc33V/xUusL9rqS23n8dQ6ywPpbNMsS951IsT"
    "o+aIdIJUq3DRlml94+ba1K60xtdf+gvGhhLROmI3ZdT7FR1oXb/KMx/NFZtA4OXJ8WL4RSENI8Ktl4SJVXXShAOqasZ7v49Skx0dQ+9vOr9/SE349aD/S9Sc"
    "O7a614Ov2W2Wf51iKWztFzLTg34jVX4j48na6JWs7kW/k/Lv5BvJvvMm37lop1xXSubpFX63Wredu1G/d3eBwg9jp/ttOBrcwKXo09gZ/tdw1Lu5QOyvGqIz"
    "QXiNXTBNpfDMKLvrHdxh4YjEPplUDCmVvnA6hhSVBjXnlxaZaSQwTRFpSGvSMiQWJO0HUpOdIfWu7tdRofHgivkp5PeGLWAr4QRyrOimtkRVfUAIY+5Qp/8q"
    "T5CwUVvQH2RiJu1FKhF4Ltk+DZv5yTM/CzCB0rxo4HDhW1McuULQ218gU5qB2DAspn9GfjgifyGSv4063W7vdtS7ZE4fQBc7fRQWKdj/E8jWL+DQlXfgoE85"
    "cReY8u9VThTuMoCqC3U+FNFztDfJRsA/W8abSDs3HJx9aVc4N8Canmzi4ZDqQGmL+Ftzc9B+Kw2b0DnZh42nAmNzubqHI9G6njV0PTqiXm4Sjk7NrUJEvZ7g"
    "3U1wyAWvew5y5Arvn63bu8HtYAjOfdGnsROJLRexAANFjbvXV31W0Zh9GjswB5d3ne/9CxR/HDu932+v7qBh+EENm8cUm5aszTFNo62OKr+teZlU0hDAUWrN"
    "ddbCQlUj60Qx5yk1uEJmgUgJsqGGNRPJdZwAi9oHuFdYQIvNLU1tJhDAOPcmq6rNvsWe5aZVg6WN2qLa7EXSXkCbTVrgwJzR0D+o7mNBLVuLXDAQ1ykt/9Lp"
    "jq5+67FauKBlBv3JBQsHtHz0YNk2np6gwQI76P195AV1T3/+B+jUxpDbFoqK+EVa7QM+yT6122x6hLTboiGC3G7ygJ8MZ13ldvhoWrmt2iHcrlBuaw1owzSg"
    "/CssJv3xFFpVo7Twp92Jmzu3WrDXsqfScpGo7Hkgucg1W0WSEKvmVCH7hA3EXHeIdEH+meD1sgioA01c4JTICmHFjg9MtDDiTCYlXjgbdCZbuWPTihquGRbS"
    "mITUFax9VTWP5WK6wdgh9Zpj+64XTGjHawwd0a0xLlclWXZUIBUfNePguOY8x71Iz7S7cjYdnHVRP7IWH9UQH6PXQjQdRdReZZFRGNI9ZKBI7VlpkIfk1q9h"
    "buVUEC9P0gicRbNOZJYvfw91B9fXhMtH41Z33MoFTs/nhlegHC93GuJIFDZ6K+s0RDjqYFmQUUVM75RQ7295ty7vOj+PJDdnRnSB6B9wNwC980Wofx47g/7k"
    "74PrywsUfhg73wfgYjDoj53rwZAQwv+EjuBNCMBNIfy0jqpp+64GbB4mD/iRnGGbTSbXicLvU4sp/5P5YDaDAD252Ecgx6DAVWZuvCBiO9PzcklgLNnVeKIq"
    "bZEyM7KNHQ60P/nAYVnsOJK3jByhwp5j2BPHDYpyZpUfqXlKhXcCZU/WKSYIGnN3KVdELEPWBOTTO+yZyA57Vr7DnhU42hHIzKUHSfVKckBUYM0TNg9tkdIt"
    "5YVbcmVbXrDnFxbMLi1SxFHsr07Rx11hu+U6Rdplv+GmpLSWVWyC0zR6gpWeYJ8cLmSu1pnnQtLjme4WBBeD61UqGjmxjtB08j7GYlJYk9aETrqzE5dw3qgh"
    "iilPowHVdZd03SVFfRqk6y4dpC7QsaIrn3CHbpxbALfhJa3480U1J5wRni+gZlCr2Bknvt2uccqZBHzLWu+ckeE/+2305LnLBfk7xTSRsWNamHwjO6e79Ezs"
    "I8OZIkIWYM8yIEQA3P/JvCzn2AnQ+3uoloDB6Yb0YLxCYSPyBNZLnA2HKsjz3jz7Hvwg3j9sNibJ4aJdMw7OBLSRds04lGsG/2Q5mMvNHBmyJuh+923jCDfK"
    "POr/GA76JVJuQpLVdVhmgP6NbMs/Yka3CHoAoxr6LMqZPQY6yEIfkJOOwFpoXSpVxqeJ9qeP3+X+smWVfMQkSGObJ9T4Fpo8GNsljW+eUOOrTUpvz+KgtXZa"
    "a6eK+kNEa3dw/cfPll2nA6FN2qJ6EPIMtqgyhNnEIko0M3zyFejbYVIEUBtQj0vQKrwWJFRYrwtpxUT406JtxcaCGRGKcBELUhEcJKv2qBlEKz3UUHpEsyuB"
    "OUeij6icrS7zgoqe+ykyDWvdyZ9oujc8+zMa9uNEV4ABSK2vFAvQ7Qy7ncte2q4U7d4bojsMCMU0OrYbCi63HyrFW93hR/JGzUbuM3aKGKvU/UquymMtCZsS"
    "Na3lqAYORiEZomRf0NLHU8IS+ZggOqU5p9oQCgJxAMxcwziLPGu1YV+yPBaMMCHs20yAr0ohw4iEGavwGcV4q/RAIanmr5Q4qar4q/TCEDUtpakaaGD6fCZg"
    "X/p8VmpegltaofamFGqw5cs5aPs6kdNRzCx3EEocTWkqLTJVi0wcx7ApT5/0dJzA1jL06ZVVLCwdiqWfA3Zeq5CdD+/VsPJcK0EunlFAsTNgrVeu94y9EzQi"
    "n5/xK4LH8OPAbkgXazy4y6CNHl2PXHbn1I2LqUDdR8KZv5A1Y4dty5j9XQ9ZLxOUMtDPWCp4MWy+HR6unnk+Rhehcu5Z5rjXTJyiR33uVDrU3skcP4r3zvBe"
    "zd7JtardO4funOwtZGLBHdV23WdkBCfo1vUtaOEj6h/B6j/+gIy5Cw1nmPN+hcTcoMogj4peLN96sGwreM3vmLscSDZTt2tG/Fg4PHwWVHCEfjlhfsFtG6fi"
    "/rVhShl+tWrrb3ye7eur/q8XCP4fO+DGeYHg/7HTHVz2LhD8P3Z+vromn+H/7FsvdkQLndASSXICKyiyC1QosiIClafi8ByQdpKWY3t24SS99GyZlR02bwLS"
    "uWUtuK4rF3Y+z747lcoYGLVvAsL7Xsu24TwtC8u6li9onqYJmO86nVHCKa/LpqR72GNqxiH5SWFORAmGhVFdIPZ37Fz1R727fuf6AkWf1GBSeNFD0GmdJ9mf"
    "u/oPu1r5W/ZV19mktgqntlQ2UMmVdZ46iE+lYifwdlwqE52SKJicFkpbBavLujBd2+Y+lMcLaH0Zl3g1qek2qeZLf8Rek0xPDNUs2e8stRZETdoiRgNagTJq"
    "LRaQ4rtzDFIwjSUBcurzGHXIrJ2guH+0PD9gRTwJ1b0R3JeEp2zYoaQxIP7lYSUbn6VgEXGqzEOmtfUHP0faFdr6h9dJeaqnr65rY8MpUfOkKTNz8EBIj/ds"
    "KQL562BwnWJkv15lFTrfbr727t5/pPNAGllsY8wLEto63jDBIbNjiu5eGTLN9GY1+750QkqORMNZLUPwXhEb8r28G8ZxQlvL9mbe1XqRYunrBH/1sHLvq1LS"
    "ROQsWyBFcH605dID57YrUnDTJ2sCT/9mOWiBPd912vB3Zix86kIJLkLkFgSpQz6AE9SxwSnSTwdX+cjwME2192jMLbvA4WiH40iKGNy0r5GmL/Lzpb3oEooq"
    "nTdVsobWnzecDYZs9RPpcJ8slZ5kpSeZbM0W6U5qitM0eoKVnmAPv5BjXu4dTtPoqD2V59da5Oe13LuItW6gX9G5iF/Reblf0XnWfYVyo0SakKtHl6ZqIM5C"
    "TolnFT6JZ3mXxIPm6FMMbq1qUwTOClWb1gVtRxeU3wO2gKpwFkk1X/wjTiLJuUsU6dlSzhQVqjbaTiJpZIdmd0SGD4HFlo+e8SI4QVeBjx5eA+wjB8KOw6pr"
    "X8Cu/oqeXLSaYQc5LgvY8/Aj9nyI2yNdQMzyfSLi3FMr/cLwiUhbpIPb3+BjZ+x8p4W87z1sYuuFcuj3MCzMRPgEhoOWC9s1pqzCHLmyMizyEoBXwTq6vbSw"
    "J6bQS6ZwEpJrfZ4Sh1q7Qp/XbAe/FstJAKkIbgfdKF8Be1Pw9At5G9mLiB3wwGHeN+RNg6qM7jKwoZwNoYFODDR35yGDvy9+TtdE2W24X1hmgwElgXOWTmW8"
    "W2S9T7FpQxnVNj1oaCw6O0rgIIJdzKcGInZ2+car2BpPT9BHoQn6WDFBH/MT5Ft/FkxMaeBD1FzlmgeC8xEd9YJToYMktPpQ6/9L3rilE1g2477JYQ5nu21h"
    "tHTAXLXxcX50U88JETKmgRSRtg2oPMML2yhyCCvnZ2IChTXXrRUUcAgrSxJcn1iRh5hvaZOD08RM1gbXFskDNJ0fVYSV+VzOyXxWS9d9RAepjLI7FOImD6+y"
    "Ou8cpQZXF/s5TIlubi1q20KtbSH34qqlCV+aJvb9LqvBV+J3mm3TrtKKm6lmtTrx7zTMbGbYNnqAE9AwZ3h6gnov2HulkWdEtoQDFFRhPsZwep6gjvMaaqoR"
    "wd4nV+/DBAL3TD6dG8+gFiAL0QiWHmSsswtU4nsee3+p8eI5qMmNpxXaaii0dZY0nSVNAWZrJ5mlAsMj+53U4o4p9OoWW93kp8r5foXtm7Ce9wDvfOkHk5nx"
    "UrBFV0Yqp+j2GKccHZZHG6e8IiLETKaGdEKgs0flgr7NmYVDrZLoBsHT6E1CaJNwl4Hpltm+61P7ceR7zOs3uO31JVllSnOB4P+xc9MbXSDy39gBCvot/LCO"
    "DlNn9lN+M9GZ/bYKpzZaN92u1WhXtcNq+HUuus1z0R1G6zwy/OdWgaaZXm9XaZeDqIVcNZWpK1DfBPpO1zZ58tzloo1cD646roOZhle+yMp+xt+fghkeVa7u"
    "Cv0pGw1HexAfcEqQkB2C0JQOgL7/vXfXI3M3X8BbBOcvuhqi/rfra9TpXyI2Hr00GNHLWr+u9etKHBZav64Gq7MT/Trhb4Klv67aIaHeo9ZhNLgcyGodgOYC"
    "wf9QR2Byezf45a43HEIpgfjL2Pl6Pej+CiUHwg9j55Iw9hfoMmTvD6+R8K3p2jqiiHaPU9Xp/1cEncRkkQn57eqyd3eBok9jp/ttOBrcwLXo09hhvV8gbpSD"
    "T1DCN6Sn6JJAW7KJxRRVwnijdjKQrQtwk1FjJO2PxjO3BYz33Jo6YGxAxmOAvYjts5inyMJzX8hL6r3zWTLkPwnPLrasm6T00IVudKEbrQ7X6nCtDtfq8PTJ"
    "wGtPJKY4Q3U0DMMbn+P1c/yX9rFHL5r4ytG60Rg+S7s7WRheYJnWQj6ep6ILncmqBO01UloV0Wp8s5kPuD1BDt4CUo1uGl3ePiMKa8qmo/HUhv9tgqkN/zs1"
    "/Ofe/S0gCub7X6K+jvKlr4WV3/JSwJIHCI2+dRzYNpZuurdmQl3BegoEqaY4qi1ALhimeuxYy6XC5PkqjXENxgVMqFKhwLB7X+IFJig65murxD2La9Guc9Qi"
    "Py7VuNZn6x6o7pFpOBCQGwOGXMd+De0t96xPf8LibanTVMpn6nbQzTtjbbNjSS8rCgSb7mQEsbKWBRgK+j7JDBQ7P8UDhdZMHTR8cCa4jcqdmtKTLIF8jlDL"
    "G7mY1fidFQWVI9Fw1mRmCX14tyBtHC+k9VlZkgVVL8Elr7QGtg7Y3Panmmc8E6FL+K9Yvq5hvWKZXiQt+QwbU/BUX5KZi3IPM290WCtTAd91Olzaeb3KOX4/"
    "Q+7ZH57pBnTGFVWOoCrmSXuE79ojXDuBaSewt+EEpr2WGu7Rom152pansi3vQKIKy4taJKfEGVMrhJSkTb2A4iDXezIc608DLl0gI3a0R+9fiDDnem10M7xt"
    "I7LssG1j7wOi5U8iz7ECAWQrXdYLGJrfV4Pf12Vpdsvt+64XTIpBHpJbZCfPQZwiaQTOArBG9Ub55cvfQ93B9TXhedC41R23spy7bRRw7WLCVES7RzHq57ue"
    "dOQg0Fwg+H/s3N4NaADh2OmBAHV7dzUk95LPaohTD57hTEuWfvn+kqZqQtzzHjYZBprtPrmTpWfLw81TNhJyQcwrQS9B3TBNKB9GIHUL3GnqkM9SNxH93Wws"
    "/nKxgIMSzw1rjSWfI28g8udnItCfn5VjD/ey+SzoM5MtwzTkFMV5yj0eudjZFVu+69UOaq5JFC4trpTniPYI87dRdz84b7+qj0/AxFTlgItcUSujsnK0OhpL"
    "JhrLtt0Vnk6mLtmLnYKMLf8YDvol4UF50qzK2DID9G9kW/7O1PGcPuBhadkBeZATGO8QmgCAKjUtuUw62aQ57bTMBR1kM+k8kC37eb0JKiDVE7T1CTKmc8sh"
    "Pwh7ktaWAsKjiSFu+RYUiaOlIH13jmlhGigj94BpcUgf0V/XRvgFvkOeQNqEFlh/RXPXe4MZSLRJroETnLMiHdLu0QOBaoTnC9ugB36JESTdrF1vEWGS2iTg"
    "ScSKaBmI9QDVsH1ENv8AG7RcPMtCSktNhsXkwaYRtMkpwerEg/9UmJekHbpiPblQuMopqZm1s6Fkfev5ynURZIK+9WVoa8ctpQ05/vLhf7ApVe2GI2mg9mMn"
    "ilbCQOQRLk/jGbVvArxVp+Qu8nfqFFKtbTpjLRdTac4vTaM5P+U4v3RZ6uSYlzh4M2TaLUtX+959tW+2raxR7DtDqKHVtb4PU+ubl4w2xDYnCjcW4tRJI1RQ"
    "PXrftwBz4+upZ/ZGpXIoUPALlEHRpJRrf6I0JSLhegsiABBhfmUFM2QQod6kEXJFUXYVLSVVLUxR8oxfBXQrNIlIQtDWShUFjs92hVJF2rlkM3cS1faePfiT"
    "pN4GKZQjogYifSrkRnJa4UdymnckebQ8v8wVuRzqNFUDsd6JntA21oA6RaSR1v71yvjX7zkoXDHF9x5W8cLw/ZVLmOyZ4c9kgM4RasDFNmhp91XttqrdVhV0"
    "W10ZZCAaRrCI9R8SnqtF5Ht0Xo2kx6P1XWX4me58jmHcdcDniTX0stDT1Ehr4R5TatDFQdf+gw23IlMhNMx5bDlS81xIejTuxG93tteycOcpdaGLSlMsB9gW"
    "jFnC9lg1oa21ZuWXl1LmrA72LHPWKjBohXfaVSYtI2lTZ9QqB3bLKVZKneoKX+4Cf7pwFjczHu1SqbAVf7pyU1Gpu2K5uFvur3icasisuehcyFx0XmEuOs+K"
    "u/BSSSAcNm8guh+FtGIfK7RiH/NaMTJiUBj9Wh7gx5HsP7DvMDzA1kL4Dhq389f/B+ciS/A="
)
