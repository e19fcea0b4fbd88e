// Who is signed in, in this browser tab alone: tokens live in sessionStorage, so that they end with the tab.

const KEY = 'usher:session';
const REFRESH_BEFORE_END = 30_000;

export const ENDPOINT = location.pathname;

const listeners = new Set();
let session = restore();
let refreshing = null;

/** `{accessToken, expiresAt, refreshToken, who, notice}`. */
export const current = () => session;

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function signIn(email, password) {
  const { signIn: payload } = await ask(
    `mutation SignIn($input: SignInInput!) {
      signIn(input: $input) { credentials { accessToken accessTokenExpiresAt refreshToken } userErrors { message } }
    }`,
    { input: { email, password } },
  );
  if (!payload?.credentials) throw new Error(payload?.userErrors?.[0]?.message ?? 'Signing in failed.');
  become(fromCredentials(payload.credentials));
  await identify();
}

/** Ends the session at the server too. */
export async function signOut() {
  try {
    await ask('mutation SignOut { signOut(input: {}) { userErrors { message } } }', {}, await freshToken());
  } catch {
    // Unreachable or ended already: what matters here is that this tab forgets the tokens.
  }
  become(null);
}

/** Takes over what a mutation in a tab answered: `credentials` of any payload, or a sign-out. */
export function learnFrom(data) {
  for (const [field, payload] of Object.entries(data ?? {})) {
    const credentials = payload?.credentials;
    if (typeof credentials?.accessToken === 'string') {
      become(fromCredentials(credentials));
      identify().catch(() => {});
    } else if (field === 'signOut' && payload && !payload.userErrors?.length) {
      become(null);
    }
  }
}

/** The access token, renewed first if it is about to end; null when signed out. */
export async function freshToken() {
  if (session?.expiresAt && session.expiresAt - Date.now() < REFRESH_BEFORE_END) await refresh();
  return session?.accessToken ?? null;
}

/** True when there is a new token afterwards. One at a time: a refresh token works once. */
export function refresh() {
  refreshing ??= renew().finally(() => (refreshing = null));
  return refreshing;
}

async function renew() {
  const before = session;
  if (!before) return false;
  const { refreshSession: payload } = await ask(
    `mutation RefreshSession($input: RefreshSessionInput!) {
      refreshSession(input: $input) { credentials { accessToken accessTokenExpiresAt refreshToken } }
    }`,
    // Left out when it travels in the cookie.
    { input: before.refreshToken ? { refreshToken: before.refreshToken } : {} },
  );
  if (session !== before) return session !== null;
  if (payload?.credentials) {
    become({ ...before, ...fromCredentials(payload.credentials) });
    return true;
  }
  become(null, 'Your session has ended. Please sign in again.');
  return session !== null;
}

async function identify() {
  const before = session;
  const { viewer } = await ask(
    'query Who { viewer { user { displayName } tenant { name } roles } }',
    {},
    before.accessToken,
  );
  if (session === before) become({ ...session, who: viewer });
}

/** Throws what cannot be answered; gives `data`, whose parts may be null. */
async function ask(query, variables, token = null) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await fetch(ENDPOINT, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const answer = await response.json().catch(() => ({}));
  if (!answer.data) throw new Error(answer.errors?.[0]?.message ?? `The server answered ${response.status}.`);
  return answer.data;
}

function fromCredentials({ accessToken, accessTokenExpiresAt, refreshToken }) {
  return { accessToken, expiresAt: Date.parse(accessTokenExpiresAt) || null, refreshToken: refreshToken ?? null };
}

function become(next, notice = null) {
  session = next;
  try {
    if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage may be blocked; the session then lasts until the page is left.
  }
  for (const listener of listeners) listener(notice);
}

function restore() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}
