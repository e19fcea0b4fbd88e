// What GraphiQL remembers of tabs and history (in localStorage), without the secrets that people type into them.

// In GraphQL `password: "..."`, in JSON `"password": "..."`, also while the closing quote is still missing; and an
// integration's `credential: {...}`, whose keys nobody knows beforehand.
const SECRET = new RegExp(
  String.raw`(\w*(?:password|token|secret|api_?key)\w*"?\s*:\s*(?:[\w!]+\s*=\s*)?)` +
    String.raw`("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"?)` +
    String.raw`|(\bcredential"?\s*:\s*)\{[^{}]*\}?`,
  'gi',
);

/** `known`: texts whose secrets are none, since they are shipped with the page. */
export function forgetful(known) {
  const blank = (text) =>
    text.replace(SECRET, (whole, name, value, credential) => {
      if (credential) return `${credential}{}`;
      return known.includes(value) ? whole : `${name}""`;
    });
  // The history would keep the headers editor's Authorization, whatever is said about persisting headers.
  const blankPart = (key, part) => (key === 'headers' ? null : typeof part === 'string' ? blank(part) : part);
  const clean = (key, value) =>
    /:(tabState|queries|favorites)$/.test(key) ? JSON.stringify(JSON.parse(value), blankPart) : blank(value);

  return {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, clean(key, value)),
    removeItem: (key) => localStorage.removeItem(key),
    clear: () => ours().forEach((key) => localStorage.removeItem(key)),
    get length() {
      return ours().length;
    },
  };
}

const ours = () => Object.keys(localStorage).filter((key) => key.startsWith('graphiql:'));
