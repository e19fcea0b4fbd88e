// The bar above GraphiQL: signed out, a form; signed in, who it is.

import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { current, signIn, signOut, subscribe } from './session';

export function SessionBar() {
  const session = useSyncExternalStore(subscribe, current);
  const [notice, setNotice] = useState(null);
  useEffect(() => subscribe(setNotice), []);
  return (
    <header className="usher-bar">
      <h1>
        Usher <small>GraphQL explorer</small>
      </h1>
      {session ? <SignedIn {...session} /> : <SignedOut notice={notice} />}
    </header>
  );
}

function SignedOut({ notice }) {
  const id = useId();
  const email = useRef(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const shown = problem ?? notice;

  async function submit(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      await signIn(form.get('email'), form.get('password'));
    } catch (error) {
      setProblem(error.message);
      email.current?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <p className={shown ? 'usher-state usher-problem' : 'usher-state'} role={shown ? 'alert' : 'status'}>
        {shown ?? 'Signed out: public operations only.'}
      </p>
      <form onSubmit={submit} aria-label="Sign in">
        <label htmlFor={`${id}e`}>E-mail</label>
        <input id={`${id}e`} ref={email} name="email" type="email" autoComplete="username" required />
        <label htmlFor={`${id}p`}>Password</label>
        <input id={`${id}p`} name="password" type="password" autoComplete="current-password" required />
        <button type="submit" disabled={busy}>
          {busy ? 'Signing in …' : 'Sign in'}
        </button>
      </form>
    </>
  );
}

function SignedIn({ who }) {
  const roles = who?.roles?.map((role) => role.toLowerCase().replaceAll('_', ' ')).join(', ');
  return (
    <>
      <p className="usher-state usher-in" role="status">
        Signed in as <strong>{who?.user?.displayName ?? '…'}</strong>
        {who?.tenant && ` at ${who.tenant.name}`}
        {roles && <span className="usher-roles">{roles}</span>}
      </p>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </>
  );
}
