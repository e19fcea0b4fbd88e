// How GraphiQL reaches Usher: POST, and a WebSocket for subscriptions; the token is added here and shown nowhere.

import { createClient } from 'graphql-ws';
import { ENDPOINT, current, freshToken, learnFrom, refresh } from './session';

let headersOfSubscription = {};

const socket = createClient({
  url: new URL(ENDPOINT, location.href).href.replace(/^http/, 'ws'),
  retryAttempts: 0,
  connectionParams: async () => {
    if (hasAuthorization(headersOfSubscription)) return headersOfSubscription;
    const token = await freshToken();
    return token ? { ...headersOfSubscription, Authorization: `Bearer ${token}` } : headersOfSubscription;
  },
});

export function fetcher(params, { headers = {}, documentAST } = {}) {
  return isSubscription(params, documentAST) ? watch(params, headers) : post(params, headers);
}

async function post(params, headers) {
  const own = hasAuthorization(headers);
  const answer = await send(params, headers, own ? null : await freshToken());
  // With a refused token nothing has happened yet, so that asking again is safe even for a mutation.
  if (!own && current() && refused(answer) && (await refresh())) return send(params, headers, current().accessToken);
  return answer;
}

async function send(params, headers, token) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify(params),
  });
  const text = await response.text();
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Error(text || `The server answered ${response.status} without a body.`);
  }
  learnFrom(answer.data);
  return answer;
}

function watch(params, headers) {
  headersOfSubscription = headers;
  const events = socket.iterate(params);
  const next = events.next;
  events.next = () => next.call(events).catch(readably);
  return events;
}

function readably(error) {
  if (error instanceof CloseEvent) throw new Error(`The connection was closed: ${error.code} ${error.reason}`.trim());
  throw error;
}

function refused({ data, errors }) {
  const nothingHappened = !data || Object.values(data).every((value) => value === null);
  return nothingHappened && Boolean(errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED'));
}

function hasAuthorization(headers) {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
}

function isSubscription({ operationName }, document) {
  const operations = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  return chosen?.operation === 'subscription';
}
