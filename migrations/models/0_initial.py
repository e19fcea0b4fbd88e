"""Initial."""

from tortoise import BaseDBAsyncClient

UPGRADE = {
    "sqlite": """
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMP NOT NULL
) /* How much of one budget is used in one window; the key names both. */;
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
    "archived_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* A company that a provider (`tenant`) serves or wants to. */;
CREATE INDEX "ix_customer_tenant_name" ON "customer" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_customer_tenant_created" ON "customer" ("tenant_id", "created_at", "id");
CREATE TABLE "mail_refusal" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* An address that wants no invitation and no reminder from a tenant any more. */;
CREATE UNIQUE INDEX "uq_mail_refusal" ON "mail_refusal" ("tenant_id", "email_key");
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
    "user_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT
) /* A mailed link; for a registration there is no user yet. */;
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
CREATE TABLE "event" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "action" VARCHAR(60) NOT NULL /* noun.past, of a closed list */,
    "session_id" CHAR(36),
    "target_kind" VARCHAR(40) NOT NULL,
    "target_id" CHAR(36) NOT NULL,
    "poc_id" CHAR(36),
    "changes" JSON,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "request_id" VARCHAR(40),
    "actor_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* One change. People stand in it by id only, so that a person can be erased. */;
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_poc_at" ON "event" ("poc_id", "at", "id");
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
CREATE TABLE "invitation" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL /* POC: POC
MEMBER: MEMBER
PORTAL: PORTAL */,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200),
    "last_name" VARCHAR(200),
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
    "link_id" CHAR(36),
    "mail_id" CHAR(36),
    "accepted_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" CHAR(36) REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "invited_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" CHAR(36) REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "set_by_id" CHAR(36) REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
) /* The promise of a grant of `tenant`. Without `expires_at` it is held, because the POC is a draft. */;
CREATE UNIQUE INDEX "uq_invitation_open_poc" ON "invitation" ("poc_id", "email_key") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX "uq_invitation_open_member" ON "invitation" ("tenant_id", "email_key") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
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
CREATE TABLE "aerich" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSON NOT NULL
);
""",
    "postgres": """
CREATE TABLE "mail_budget" (
    "key" VARCHAR(300) NOT NULL PRIMARY KEY,
    "used" INT NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "mail_budget" IS 'How much of one budget is used in one window; the key names both.';
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
    "created_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON COLUMN "tenant"."plan" IS 'FREE: FREE
PRO: PRO
ENTERPRISE: ENTERPRISE';
COMMENT ON TABLE "tenant" IS 'An organization: a provider (vendor, MSP, reseller) or a customer.';
CREATE TABLE "customer" (
    "id" UUID NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "sort_name" VARCHAR(400) COLLATE "C" NOT NULL,
    "domain" VARCHAR(253),
    "reference" VARCHAR(200),
    "stage" VARCHAR(20) NOT NULL,
    "archived_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_customer_tenant_name" ON "customer" ("tenant_id", "sort_name", "id");
CREATE INDEX "ix_customer_tenant_created" ON "customer" ("tenant_id", "created_at", "id");
COMMENT ON COLUMN "customer"."stage" IS 'PROSPECT: PROSPECT
CONNECTED: CONNECTED
FORMER: FORMER';
COMMENT ON TABLE "customer" IS 'A company that a provider (`tenant`) serves or wants to.';
CREATE TABLE "mail_refusal" (
    "id" UUID NOT NULL PRIMARY KEY,
    "email_key" VARCHAR(320) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_refusal" ON "mail_refusal" ("tenant_id", "email_key");
COMMENT ON TABLE "mail_refusal" IS 'An address that wants no invitation and no reminder from a tenant any more.';
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
CREATE TABLE "account_link" (
    "id" UUID NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "user_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_account_link_hash" ON "account_link" ("token_hash");
CREATE INDEX "ix_account_link_user" ON "account_link" ("user_id");
COMMENT ON COLUMN "account_link"."purpose" IS 'RESET: RESET
REGISTRATION: REGISTRATION';
COMMENT ON TABLE "account_link" IS 'A mailed link; for a registration there is no user yet.';
CREATE TABLE "event" (
    "id" UUID NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "session_id" UUID,
    "target_kind" VARCHAR(40) NOT NULL,
    "target_id" UUID NOT NULL,
    "poc_id" UUID,
    "changes" JSONB,
    "ip" VARCHAR(45),
    "user_agent" VARCHAR(400),
    "request_id" VARCHAR(40),
    "actor_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "ix_event_tenant_at" ON "event" ("tenant_id", "at", "id");
CREATE INDEX "ix_event_poc_at" ON "event" ("poc_id", "at", "id");
COMMENT ON COLUMN "event"."action" IS 'noun.past, of a closed list';
COMMENT ON TABLE "event" IS 'One change. People stand in it by id only, so that a person can be erased.';
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
CREATE TABLE "invitation" (
    "id" UUID NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_key" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(200),
    "last_name" VARCHAR(200),
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
    "link_id" UUID,
    "mail_id" UUID,
    "accepted_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "customer_id" UUID REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "invited_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "poc_id" UUID REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "set_by_id" UUID REFERENCES "user" ("id") ON DELETE RESTRICT,
    "tenant_id" UUID NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_invitation_open_poc" ON "invitation" ("poc_id", "email_key") WHERE kind = 'POC' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE UNIQUE INDEX "uq_invitation_open_member" ON "invitation" ("tenant_id", "email_key") WHERE kind = 'MEMBER' AND accepted_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX "ix_invitation_tenant_created" ON "invitation" ("tenant_id", "created_at", "id");
CREATE INDEX "ix_invitation_tenant_expires" ON "invitation" ("tenant_id", "expires_at", "id");
CREATE INDEX "ix_invitation_poc_created" ON "invitation" ("poc_id", "created_at", "id");
CREATE INDEX "ix_invitation_accepted_by" ON "invitation" ("accepted_by_id", "created_at", "id");
COMMENT ON COLUMN "invitation"."kind" IS 'POC: POC
MEMBER: MEMBER
PORTAL: PORTAL';
COMMENT ON COLUMN "invitation"."cancel_reason" IS 'WITHDRAWN: WITHDRAWN
DECLINED: DECLINED
REPORTED: REPORTED
REPLACED: REPLACED';
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
    "tenant_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_mail_message_id" ON "mail" ("message_id");
CREATE INDEX "ix_mail_next" ON "mail" ("next_attempt_at", "id");
CREATE INDEX "ix_mail_invitation" ON "mail" ("invitation_id");
CREATE INDEX "ix_mail_recipient" ON "mail" ("recipient_key", "created_at");
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
    "invitation_id" UUID REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "poc_id" UUID NOT NULL REFERENCES "poc" ("id") ON DELETE RESTRICT,
    "user_id" UUID NOT NULL REFERENCES "user" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uq_participant_current" ON "participant" ("poc_id", "user_id") WHERE removed_at IS NULL AND ended_at IS NULL;
CREATE INDEX "ix_participant_poc_joined" ON "participant" ("poc_id", "joined_at", "id");
CREATE INDEX "ix_participant_user_joined" ON "participant" ("user_id", "joined_at", "id");
COMMENT ON COLUMN "participant"."ended_at" IS 'became a member of the provider, or came again after the last day';
COMMENT ON COLUMN "participant"."access_ends_at" IS 'the midnight after access_ends_on in the provider''s time zone';
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
    "eJztXVuT4jiW/isKXroqgs7oqrzMRPbuRlAkNZXTFOQCOTUxy4ZL2AK8GJm2TVLZPfXfV5Kv8g2Jq3HpJSFtHcl8R5aOzvXPxtI2kOVetXTdXmOva+JF4x78"
    "2cBwiciXvNtN0ICrVXyTXvDgxGLtod9Qs8KWE9dzoO6Re1NouYhcMpCrO+bKM21MKVpgCU0LGYCS/AqmtgMgcNDMpIS0EfDmyEHAdAG2wdpFDnhF3hXt3LB1"
    "0sjEsz37WWPz9zXSPHuGaBvS2//8L7lsYgN9Qy7998/G1ESWwb43PHuBsDaH7rxBm6FvKwe5LhnBDSlD9Na/a0lAfBoK1+uK3W8wcvJ87J/vTcCNQ59RM41t"
    "g5jf+EEoWckglHS10Ng4HKvJSOQWu66FtM/Pjw8fWUsK90TTbWu9xHHr1as3t3HUfL02jStKQ+/NEEYEeWQkeI/XlhVMlfCSDz654DlrFKFuxBcMNIVri86g"
    "xn9M11hnvCQz8Eq3HXRlGu4VRhuC038Fz5hor2m9/kgbdkaa1sjMPPosqUkUXNIJygQvE3sU7D+/+/3GyLCrDTpA+1Nr8Ob67i3Dwna9mcNuMtwa3xkh9KAW"
    "MzWGe7V2CAXKYt6eQ6eD10uG+yN5Eoh1lME/QZ5iAnn0XeAPL8T4xy9sCGgImTjIjUGH3LkH7GOMB52/PQ5Hg9bosd+jF+P/0u9zPisaS/hNsxCeeXPy7/tf"
    "Sljzj9aAcef9L4w7NlmF/CWqF9x5z259Z29dyBRE15B8luS/BhFBlZkgPNNT8N7eiOB7e1MMML2Xg7C2QK/SKIdENUT6WmgmX5dM5evsXE5sUxJQ81Q1xPpO"
    "ZFLfFc/pu8yU1h1EwdCglwXaX7+9DMw8TQpmsmcgz1yiq/DLBYJeAvLo8XNnOGp9fqLdL133d4tefWiNOvTOe3b1NXX1zV2KIVEn4Mvj6BOg/4J/9Xud9E4c"
    "tRv9iwpYDbj2bA3bGw0aSUzCy+Elfs36tjJJd1IM5mkUgyvNYCIyy72+CYIDsDYQdBVnj8JZdoaSONkkSPY43lwOT7ecYeh5cbrIPcKEJ00e2Y/kWGbO8G/o"
    "NXOCSeEZKBeeg24uEtH4avyIDtxE5+vkdCI/nfxg5LEfT05Eo8Fje+SfyCdQX2ygY2gc1PSO/d5OXYnaZm8t3y/TVyCGM4YO/Rn0oQPU2zZFlryVnu00clQ+"
    "3P1mmc5HT7cU0PlQGgRnawTsKVXMgJVjv5gGcsBmboON7SxcQI/54KnfztP1SNNL6nhWth4wTVALs/5dS+Kg0Q62aGJS6p54SNcM3hch5U9m2IhcTs3EXn9d"
    "TOHEjakUTpVZrJslCqdoWoiJOFFzJbtWWsKJlw3RNymmOOTbVF2Wbn1nKiAu1gfOEnmRTLwDiItPfi+XCehWcTF+OTlpsd0atlsPnUZmtp5O/r5URCsrgK9d"
    "z16ifOE7vFcueCdbCQndyxXEr0Rehh4RjSOR+c1XD2EiA3x9CwhWL4iIzkSOJhdc4Nn50veuHcmaWll3oVhsO57GgBIWjQOAtKCfkFhMMOYG5xW2O40edKFE"
    "5UrsU2WicjhPRI0mYfsamkve/yJmZC2zsmZMU9ybzIM8JLd+8w19/HEkSVILnAVgvQlgTU7f5D3Q7ne75BACxo32uJEC2bCXZCyZaRxT7ARwxRR0aWP2tZAx"
    "+7rEmH2dnscOmiIH5R6ri1HmiGoI9FEWDI/IUPkgb3eViYhPt2w0ngb94VOHCJdymEd09yD8Nsbtfq9HvnQe7kH0dYw/9gefO4N74H+mhbTzuM9AR5+bL5K2"
    "tBSRsqdVWdukfB1qzmDu0CN64OCIlBasXAvmg3UAvc0o6ugyYd2queGmVaV0N50XxJ46o7jxbzTLtDYoarJVZdPHCOhziGfoCjwhe2UhQCeFAUwMTA9MXoFp"
    "ABtbr03g2pE2BjkuOYXrEIMJAmReuMjIKnEO2/U+ah0JjQqDLlSn+HSytlXp0Shp6VBKaVMNpY2UzKlEkeqLIpDNTJmjdUxRZQ1RA9trfLWCrtek3isQ6Jbt"
    "ssAl19vlHHcnco67Kz7H3WWP2/6iKCkF8lTKdy7ljg8dsjlqC/IjZKZ0iqzK83pHhdGNyPS9KZ6+N9nIBx8zyTNMkkidYVKQnsnLpJYrgS92u1kw/z7s9/LB"
    "TJCkhRZT98C/o72jNnhSLDhBJXzh33xu/TO9FrS7/Q9p4GkHH1LImyuZpddvXT8N/c2tyIJ7W7zg3qYXXOZiQU7KeWqNYnx5qhriLGQJuSmxhNxkLSEOIr/U"
    "zd/cymxOSao6Qn1oGYIcJWxZV8Akjdr0UjLZOfXKtUG0UmrlaqJ6EK1yZiU4AK71DnNKrn2VUtU/4hfTg8HPzujrE3ebZUp7k2+3VXM/8kOSlqaLfB3PzCGT"
    "jn4NXSSvwBeTTJO1B77GscJfqe7ddMGc/LQmmCAdEiGJxTc99dv0BgSGA6c56W9OMeDOMVRx/obtUVQx0pq9QlgLnMZzle/gy6fOoAOocgT8J/iJPPJPoNV7"
    "AFDX0co3OYPHIeg9d7vsuk7fUMvibpS7fe7z5Eu0nJRERqUe/nPn84fO4NDPv4PbauJnCDuulkLIRcLv+AhBJ7tYfPaDgPYj/fsj/k1eD/IQif6UIaoSgliz"
    "xBBVrOLd7qt2CXreBlln7+n+MMb+onUP/M8xfuoPRq0uvUk/dzFmqJxOKqdTLZA+Sk6nqem4RZ7zxVDzVPXT/hzF5diCOyDNESmghYD2TM+SAjkiUAALAex7"
    "bUGLHEhcN9ePfkSkyAIrXg5tHWAv85Pp/HNUbnmK3GS6/d7fwuZpc1RKbW9beRa/L7ZjuFltfdg4hfTUsf9A2EVH8/lMiOGTtWl5JnavokHPIYVzRpLU+mzr"
    "UG7diClOGAiC8LFgO7bcrEOsueYsxwHrg00mKMQFpuoEWQrnCaE7FtDRldNO0A/9fpdbLD48pleDZ3o0evOOIU8amb5a9LE3ylicdLLGaggbrpbn9vZAECuy"
    "O6Upyzwba7VYU0dFlY7zx/IL9Y8zLop8wMV4nCFTkWZV5jI7SkkzOU2leFxlHhNGGRorXZDH4YIjCU+UYrB5vICoX44lx83oE/z8/t3NX27+en1381fShD1l"
    "dOUvJTzPyhGVyFasXpojhkVExkFxBqeIFIerzOGkmVdChk1RKR5Xn8caOXe4RTFO262FmU4qrJprUEwfBq0vvXsQfR3jh067+9ijuS3Cb7RKDLUf0mvhN3at"
    "22oH19i3htjuemQtyZTMibkG3YXk25qlU+9rld9XVlpLzpEiQaJ8V/m3htl+5dBMkCg0s5pD3t1I3GM9TamwTWkTwySOcsCmyBSqqUAs6tu2y4TNECpkVaDm"
    "sbB0kSc/QzkihWiFooAuyCZzSWFAFYX14HFAp8xeX82Xf9fk9fl4JrOX7wlqMl16PZFNyZMC8MaS0gEArnfsWkaoFIDX3+YVtFug5aQhoWBLLtJFYVsacpk+"
    "vFc08LJr4kWjNPiStWiKBWCyKvessVD+RKo3Ysm18OIKtCwLQAeBBQEumdjQQSsL6ohmPEQ06tGzLQNMHXvJLrBGGL3Q6nLQzc+leJxhZPMqxsWbpcIVmaYy"
    "rPksFuKWoJaNZvP1olxArYpoO/uZogmKI9pUKXFVSvzs+2EtzEj8simzhqUJlSKkXBHCbzB7CpJ8mojLhFfsGJScYvkV6M4jTX6mMbk5MuTnIFa3WHIMo3lF"
    "KqTRtkQqY+KYg3RzZSLsXYGvLoJEuvsK3swRNJDjApope2J7c/LHMJHbBAjrziuVxt9SwQ4tSadEztvMEQaYtCP8AUsy68DGJLLhhAh7jpmXlvs8jyApZgax"
    "YGJVkZndNkEhLGFicotsah79ITJ5E9iAlPh4wqxvixaRYFMDRQwNA58Tm7fgsFEXSm6uxBZUJjfXsY5cYzM39TlAP9PZ2GSFAjwXTMlJFjk/uSD8CedPYs29"
    "KKIc4IiqzIZdwwSPkf8hs6pJo63yQMjlgeD3U1G4eaoaYn2c2nNM8MriXBw0H1NU2B/3IMfvY4TKu0hfO6aXs5CUxh0nyVTcsUTcMTn7euuc3ATCxRUD6hMG"
    "1f/3c+c5cACXEFx8qnvgf1LX84+dwcB3Pfe/jfGw0xvdA/p3jD+2Hrv0rv85xh/6zz3mgR58Ia2fn54GneGQXoy/7yL+HKEWo39yymFsYWRdkkTF1aXfExZa"
    "ihwnLxnsloxAEVUd9gN+4t4Kbbm3JVvubXbLzTn6i+nCcwgvJqyCjbhNXSO2ttRJY052fBcZ2hp7eVn8CuPAU1QXMwt+SKsI45aMZioiUA62yoD4Q70q65Uh"
    "zWCeRjG40gyuhIW4lmujKkFSu9iDaqJ68NCD8/kyXCjA5a4M5/aMpT4LH9bGDHmNAo+G4G5zm1+DNokbbnVv+GRvwHKtz2lREOpd4NNSX4E1LT9rYnZ1Q1hr"
    "b35lNUAW6JUZ9FzmaJD1VjhIj9udDwrN2ZLmpoMambabsk9nYhLSwVyX6GCuQx1MsS2bclRClxg2V3rETH4umqZTKjlXTKBk98rJ7hl56Hx7ygBN1y4sdJML"
    "b2/fVZxEy+1ecxgQiKjbkh/BsCFz2AXYBvEmzHzVyBUHLeksc/yYBwh8OYjcfWWqzhx3uMP2LRtOsWslqDSIyk3r7MeWsq1N1S85ld+KUk/WcAesjI7lghh7"
    "SUqWisJ6EC3LmYQ1VhnSnZurXFktvlsuqvHthKJh/Xou4cncRyg/oLWw5T5CFCv5LhY2EP24sATk2i0ppnnwKpjZ8aWrQIY/du8HYB1tH16Jk9UQJy+j1s95"
    "9r2Sgj4X6IfYao8e/9GRnJ0B1T3wP6kfIvvWGvmuiNE/6WX5PH6ESmSvuchuICI1mC/STM7SKSerKvNZHc0O7lGQkPBEAU2QKDjLT7qhwL/nOVcwCVRFId16"
    "yk1MKAFPAqU9uHztwRN0PFM3VxDn+g8kbzfL9AerVEOB/AiBUsCeMmN+mJQQbExvDvwqhGHqgqd++wpEBJu5DXSbmf0JBNRBAAJytgOOvcnLgXCsYSRVF3E6"
    "S3G9RQJUTV87TlmgPvjyqTPoUMuV/cKEKPA4BL3nbhe0eg8AkadKXszoF+LH+z/bxHLaheRj0n78HnbSbew3OOto6+hKtVEN1Yaq1X3kYGNVdPe0wa/c4iV2"
    "7uVIlG6j0mfeeGsV5y9Po3QaVeZvKCOJczdJcTG8bUyQTn4xkWZ9q1AoGa8c+8U0kNMEtgP8FjPCZwCnHmlEW9DwY2DAVzFdcp2mhiqnvgOXc8qpJ9GQrTjK"
    "013O60bfnKVpYHM294KXiZ8U1CyefAF/IgdS8gvAH+RM+uO9aipkTYq/1a/mdEEiqdLWV0Rbf8ryOBUF9LD1cZT54/DmDxVIWatASrpa5FlA/EWkxPIRNBCx"
    "eDg2DW6cAgIVLbdCv8JI7gNvvvp2oq9vA+tEZK3ItWvs1dk+jpc7OCDSxWpX10fe6ZNLPyE7dkC949iu7XhamJNWduiQbodxE4dH2VEpqfioqcJgO/I56kWa"
    "0/YG7zu434Xyb62SoNcsMQLVMat1lWxA3JrFgzwkt37zQ85479ckSS1wFvUhTk3f5D3Q7ne7rVEHjBvtcSMN8nq5hE5OxF9JWt+YpA7WzDIN1FHy+l6ef/fD"
    "oPVxJLk4+0T3gH2McdrZu9/TPvW7D/cg+DLGX/q9e0D+jHG3PySE9C+hI3gTAtIw/CamVzy2O7jPB22CpmQP24+ZiU4q/D7RegcWAjE/NjQQ3fTAzA79jDy7"
    "MrxxPFlrB0f0Ixs6drAUKRNRoFXxkIOhpWHby4t8Kt5Ss5QVXgkqu7MaiCAIl/ZartZJiqwOyPMr7I3ICntTvMLeZFZYBpnv1qlLZYvIENYP7WsBsK+Lk0Wk"
    "oX5Bjpurpy1MOZWgOF3WqXfHwvbAWadUGF/NjfAqMXDNGeySzYWmtN+Bz7mkl8PuRuTJps8hnqGwnHoUGLKEr8BFP6DnTUr7L6oCT5Ep14bUZpk0aohimqRR"
    "gFYp9XZ9IC1xv1GBnYcM7MxbYw+AbTvRVU3RTW0tAviyhfMA4Nbc0Sm5v1TKCWeApmSVmo/sBcKNHG8c7n6zzC3H8VtqXtRUKKdZQAYY2a9+6nFI5EECqcHc"
    "sptUXU91tcxn2/W9EfKznu3Rl6x7Dh1Bm0N3LhBVzCHjEzVFPTSCZxSrbM4PFJCWjKV8Mqrhk8FPDOHoXI6qFn4DqariItWu74qLXd9lal0rPVrNj9R0yZdT"
    "ormXF1D4Q3I2sRFKbE08lTqGlh9DExLDnuL8MO7pMoHdKtHzM4uT6dutYbv10DmXSB9inyPNJ9hSLMgnZoGIjz3NXIGMn00c5PFp0s85XLlgYzsLWgiXxjSH"
    "OYhBy7KIEO7ysroLoINYSqApXJrWa577/dHGkRT990sMHE4blRW4cgtjmYSuBMeaixes0ru09JimUkyuNJPJ0myS7uRSjnA0isGVZrCDXsg2L5sxKEmjDoFV"
    "5q9fLENUQea3rp+v3s2tiGfkbbFn5G1aL8akUXKakHNB5alqiLNQfNhNSXxYTqEEVcdaZQapHJwlOiGVyOLwiSxUqXVBWKubxjtAPkfHFvOkWMUWTwChCq22"
    "M4PY/INl8rjnck68IGzYThN8Hj41AXmnkWUh5y1NKFiay+IgXe5R+ltpr1TM/3lkOhXzf6kx/ysL5limxEKWQ9oTRp9/HHSka4tRmntA/47x06B/D8ifMe70"
    "Rp3B0+BxSO7F39OLutjkP3TQ8sSB2CiY+sXrC09Vv4PjURYZHzTLntna2rHk4U5S1hJyQcxLQS9AneaPpZm0bMvOOQxtQz5NXUf0j7OwuOvVim6UrFy7PPAZ"
    "8hoifyviJEdaFWN/m3GTC56ZLBk6lKsYkqU84Zbrux1f4mynlgUtTD8t7P+ZJDohzM+j9mlwvhPB+a4Y57usoE5DKZnaIVfVXVqlJUOrSrVIlGqBlmVvkKEZ"
    "NlmLcU6akb8P+7184HNI01Y6U/fAv4FlukcLfUroAyZr0/LIg1zR8c6hCaBQcWzJpCFJZxxp8mcu2kE6DcmELNmL3RiUQ6oYdHAGKRekGhq3M4aX82izmXUm"
    "R5cdWm2KNdmheUii/qSfHRnTohw0e1FJCcm8lpLemkz01xboVSBOixlxYoKm8sqsuF5b+li430GwaovfCU6C3NsghXJIVEOkr4UOgNclJ8Dr7BFwajpukRGh"
    "GGqeqoZYH0WVytx2ZaHmiBTSyjJWGcuYqut75Fm8gq67sYmQLRuinSFUgIst0NKKZ6VwVgrnCiqcN5AMxAyAq8gzQULnnEd+QrVzeHq8WK2zj59uL5eIjrsL"
    "+EliBb0s9B50F7vhHlEq0MVBVzriGuqIMydXPxJeM7F8rGqaVIW7VZ7bOwUMZSlV1FBpmEsCsCzOKi4jFZeRnV6VCs5oIcfU540cg1Zwp1lm0oJxm21GrWJg"
    "DxwcUVg2IfflzqmYEHBxP+PRMZUKB6mYUGwqKixIUXzcLa5IcZlqyLS5SCSKmLQqMRdl4ojpSyWBcNC8hui+E9KKvSvRir3LasXIiF6u31qxa06C5PQuOeeR"
    "AQ7mfHNW34zv/w9QVBPL"
)
