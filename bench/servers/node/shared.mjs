// What both servers on Node.js share: who calls, data loaders over pg, and the resolvers of the operations that read.
import { createPrivateKey, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import DataLoader from 'dataloader';
import pg from 'pg';

export const typeDefs = readFileSync(new URL('../../operations/schema.graphql', import.meta.url), 'utf8');
export const port = Number(process.env.USHER_PORT);

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: process.env.USHER_DATABASE_URL, min: 8, max: 8 });
const names = new Map();

async function fetch(text, values) {
  if (!names.has(text)) names.set(text, `s${names.size}`);
  return (await pool.query({ name: names.get(text), text, values })).rows;
}

// Access tokens, verified once; whether the session is open is asked on every request.
const PERMISSIONS = JSON.parse(process.env.BENCH_PERMISSIONS);
const seed = Buffer.from(hkdfSync('sha256', process.env.USHER_SECRET_KEY, '', 'usher access tokens', 32));
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
const known = new Map();

function claims(authorization) {
  let found = known.get(authorization);
  if (!found) {
    const [head, body, signature] = authorization.replace(/^Bearer /i, '').split('.');
    if (!signature || !verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) return null;
    found = JSON.parse(Buffer.from(body, 'base64url'));
    if (found.iss !== process.env.USHER_PUBLIC_URL || found.aud !== 'usher') return null;
    if (known.size > 10000) known.clear();
    known.set(authorization, found);
  }
  return found.exp * 1000 > Date.now() ? found : null;
}

export async function contextOf(authorization) {
  const said = claims(authorization ?? '');
  if (!said) return { viewer: null };
  const [row] = await fetch(
    `select m.roles from session s join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
     where s.id = $1 and s.user_id = $2 and s.tenant_id = $3 and s.revoked_at is null and s.expires_at > now()`,
    [said.sid, said.sub, said.tid],
  );
  if (!row) return { viewer: null };
  const roles = row.roles.trim().split(' ');
  const permissions = [...new Set(roles.flatMap((role) => PERMISSIONS[role]))];
  const may = new Set(permissions);
  const staff = may.has('POCS_READ_ALL') ? 'all' : may.has('POCS_READ') ? 'own' : 'none';
  return { viewer: { user: said.sub, tenant: said.tid, roles, permissions, may, staff }, loaders: new Map() };
}

// One loader for each statement of a request: `one` a row by its id, `many` the rows of a parent.
function load(context, kind, text, id, ...values) {
  const name = text + values.join();
  let loader = context.loaders.get(name);
  if (!loader) {
    loader = new DataLoader(async (ids) => {
      const found = new Map();
      for (const row of await fetch(text, [ids, ...values])) {
        if (kind === 'one') found.set(row.id, row);
        else if (found.has(row.parent)) found.get(row.parent).push(row);
        else found.set(row.parent, [row]);
      }
      return ids.map((one) => found.get(one) ?? (kind === 'one' ? null : []));
    });
    context.loaders.set(name, loader);
  }
  return loader.load(id);
}

const USERS = 'select id, first_name, last_name, email from "user" where id = any($1::uuid[])';
const TENANTS = 'select id, name, plan from tenant where id = any($1::uuid[])';
const MEMBER_OF = "select tenant_id as id from membership where tenant_id = any($1::uuid[]) and user_id = $2 and status = 'ACTIVE'";
const CUSTOMERS = 'select id, name from customer where id = any($1::uuid[])';
const POCS = 'select id, name from poc where id = any($1::uuid[])';
const MAILS = 'select id, status, attempts from mail where id = any($1::uuid[])';
const WORKED_ON = 'select poc_id as id from collaborator where poc_id = any($1::uuid[]) and user_id = $2';
const COLLABORATORS = 'select poc_id as parent, user_id, since from collaborator where poc_id = any($1::uuid[]) order by since, id';
const ACTIVE = 'par.removed_at is null and par.ended_at is null and (par.access_ends_at is null or par.access_ends_at > now())';
const GUEST = `p.tenant_id <> $2 and p.status not in ('DRAFT', 'ARCHIVED')
  and p.id in (select par.poc_id from participant par where par.user_id = $1 and ${ACTIVE})`;
const STAFF = {
  all: 'p.tenant_id = $2',
  own: 'p.tenant_id = $2 and exists (select 1 from collaborator col where col.poc_id = p.id and col.user_id = $1)',
  none: 'false',
};
const newest = 'order by p.created_at desc, p.id desc limit $3';
const pocs = (staff) => `select * from ((select p.* from poc p where ${STAFF[staff]} ${newest})
  union all (select p.* from poc p where ${GUEST} ${newest})) p ${newest}`;
const participants = (everybody) => `select found.* from unnest($1::uuid[]) as parents(id) cross join lateral (
  select par.poc_id as parent, par.id, par.user_id, par.joined_at, par.removed_at, par.ended_at, par.access_ends_at,
    u.first_name, u.last_name, u.email
  from participant par join "user" u on u.id = par.user_id where par.poc_id = parents.id ${everybody ? '' : `and ${ACTIVE}`} order by par.joined_at, par.id limit $2) found`;
const counts = (everybody) => `select par.poc_id as id, count(*) from participant par
  where par.poc_id = any($1::uuid[]) ${everybody ? '' : `and ${ACTIVE}`} group by par.poc_id`;
const invitations = (staff, members, after) => `
  select i.id, i.tenant_id, i.poc_id, i.email, i.created_at, i.created_at::text as place, i.expires_at, i.accepted_at, i.cancelled_at,
    i.invited_by_id, i.mail_id
  from invitation i where i.tenant_id = $2 and $1::uuid is not null
    and ((i.kind = 'POC' and exists (select 1 from poc p where p.id = i.poc_id and ${STAFF[staff]})) ${members ? "or i.kind = 'MEMBER'" : ''})
    ${after ? 'and (i.created_at, i.id) < ($4::timestamptz, $5::uuid)' : ''} order by i.created_at desc, i.id desc limit $3`;
const known_users = (staff, members) => `
  select u.id from "user" u where u.id = any($1::uuid[]) and (
    ${members ? 'exists (select 1 from membership mem where mem.user_id = u.id and mem.tenant_id = $3) or' : ''}
    exists (select 1 from participant par join poc p on p.id = par.poc_id where par.user_id = u.id and ${shifted(STAFF[staff])})
    or exists (select 1 from poc p where p.owner_id = u.id and ${shifted(GUEST)}))`;
const shifted = (sql) => sql.replaceAll('$2', '$3').replaceAll('$1', '$2');

// TypeIDs: five hexadecimal digits are four letters.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const two = (n) => LETTERS[n >> 5] + LETTERS[n & 31];
const PAIRS = Array.from({ length: 1024 }, (_, n) => two(n));
function typeId(prefix, uuid) {
  const hex = uuid.replaceAll('-', '');
  let text = `${prefix}_${PAIRS[Number.parseInt(hex.slice(0, 2), 16)]}`;
  for (let at = 2; at < 32; at += 5) {
    const n = Number.parseInt(hex.slice(at, at + 5), 16);
    text += PAIRS[n >> 10] + PAIRS[n & 1023];
  }
  return text;
}

function signedIn(context, ...anyOf) {
  const { viewer } = context;
  if (!viewer || (anyOf.length && !anyOf.some((one) => viewer.may.has(one)))) throw new Error('You may not.');
  return viewer;
}
const isStaff = (poc, context) => poc.tenant_id === context.viewer.tenant;
const nameOf = (user) => `${user.first_name} ${user.last_name}`.trim();
const iso = (value) => value && value.toISOString();

export const resolvers = {
  Query: {
    viewer: (_, __, context) => context.viewer,
    pocs: async (_, { first }, context) => {
      const viewer = signedIn(context);
      const rows = await fetch(pocs(viewer.staff), [viewer.user, viewer.tenant, first + 1]);
      return { nodes: rows.slice(0, first) };
    },
    invitations: async (_, { first, after }, context) => {
      const viewer = signedIn(context, 'PARTICIPANTS_INVITE', 'MEMBERS_MANAGE', 'PORTAL_INVITE');
      const place = after ? Buffer.from(after, 'base64url').toString().split('|') : [];
      const text = invitations(viewer.staff, viewer.may.has('MEMBERS_MANAGE'), place.length);
      const rows = await fetch(text, [viewer.user, viewer.tenant, first + 1, ...place]);
      const edges = rows.slice(0, first).map((node) => ({ cursor: Buffer.from(`${node.place}|${node.id}`).toString('base64url'), node }));
      return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
    },
  },
  Viewer: {
    user: (viewer, _, context) => load(context, 'one', USERS, viewer.user),
    tenant: (viewer, _, context) => load(context, 'one', TENANTS, viewer.tenant),
    roles: async (viewer) => {
      const [{ takes_part: takesPart }] = await fetch(`select exists (select 1 from poc p where ${GUEST}) as takes_part`, [viewer.user, viewer.tenant]);
      return takesPart ? [...viewer.roles, 'CUSTOMER'].sort() : viewer.roles;
    },
  },
  User: {
    id: (row) => typeId('user', row.id),
    displayName: nameOf,
    email: async (row, _, context) => {
      const { viewer } = context;
      if (row.id === viewer.user) return row.email;
      const text = known_users(viewer.staff, viewer.may.has('MEMBERS_READ'));
      return (await load(context, 'one', text, row.id, viewer.user, viewer.tenant)) ? row.email : null;
    },
  },
  Tenant: {
    id: (row) => typeId('tenant', row.id),
    plan: async (row, _, context) => ((await load(context, 'one', MEMBER_OF, row.id, context.viewer.user)) ? row.plan : null),
  },
  Poc: {
    id: (row) => typeId('poc', row.id),
    customerName: async (row, _, context) => (await load(context, 'one', CUSTOMERS, row.customer_id)).name,
    owner: (row, _, context) => load(context, 'one', USERS, row.owner_id),
    createdAt: (row) => iso(row.created_at),
    updatedAt: (row, _, context) => iso(isStaff(row, context) ? row.updated_at : row.shared_updated_at),
    startsOn: (row) => row.starts_on,
    endsOn: (row) => row.ends_on,
    version: (row, _, context) => (isStaff(row, context) ? row.version : null),
    viewerRole: async (row, _, context) => {
      if (!isStaff(row, context)) return 'CUSTOMER';
      if (row.owner_id === context.viewer.user) return 'OWNER';
      return (await load(context, 'one', WORKED_ON, row.id, context.viewer.user)) ? 'COLLABORATOR' : 'ADMIN';
    },
    participants: async (row, { first }, context) => {
      const rows = await load(context, 'many', participants(isStaff(row, context)), row.id, first);
      return { poc: row, nodes: rows.map((one) => ({ ...one, poc: row })) };
    },
    collaborators: async (row, _, context) =>
      (await load(context, 'many', COLLABORATORS, row.id)).map((one) => ({ ...one, owner_id: row.owner_id })),
  },
  PocCollaborator: {
    user: (row, _, context) => load(context, 'one', USERS, row.user_id),
    role: (row) => (row.user_id === row.owner_id ? 'OWNER' : 'COLLABORATOR'),
    since: (row) => iso(row.since),
  },
  ParticipantConnection: {
    totalCount: async ({ poc }, _, context) => (await load(context, 'one', counts(isStaff(poc, context)), poc.id))?.count ?? 0,
  },
  Participant: {
    displayName: nameOf,
    email: (row, _, context) => (isStaff(row.poc, context) || row.user_id === context.viewer.user ? row.email : null),
    status: (row) => {
      if (row.removed_at) return 'REMOVED';
      return row.ended_at || (row.access_ends_at && row.access_ends_at <= new Date()) || row.poc.status === 'ARCHIVED' ? 'ENDED' : 'ACTIVE';
    },
    joinedAt: (row) => iso(row.joined_at),
  },
  Invitation: {
    id: (row) => typeId('invitation', row.id),
    status: (row) => {
      if (row.accepted_at) return 'ACCEPTED';
      if (row.cancelled_at) return 'CANCELLED';
      return row.expires_at && row.expires_at <= new Date() ? 'EXPIRED' : 'PENDING';
    },
    createdAt: (row) => iso(row.created_at),
    expiresAt: (row) => iso(row.expires_at),
    subjectName: async (row, _, context) =>
      (row.poc_id ? await load(context, 'one', POCS, row.poc_id) : await load(context, 'one', TENANTS, row.tenant_id)).name,
    invitedBy: (row, _, context) => load(context, 'one', USERS, row.invited_by_id),
    delivery: async (row, _, context) => (row.mail_id && (await load(context, 'one', MAILS, row.mail_id))) || { status: 'QUEUED', attempts: 0 },
  },
};
