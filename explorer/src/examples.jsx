// The prepared operations: tabs on the first visit, and a list in the sidebar from which each can be had back.

import { useEditorContext } from '@graphiql/react';
import { flushSync } from 'react-dom';
import { ENDPOINT } from './session';

/** `[{title, about, query, variables}]`; `{today+30}` in variables becomes that day, so that they do not age. */
export async function loadExamples() {
  const response = await fetch(`${ENDPOINT}/assets/examples.json`);
  const examples = await response.json();
  return examples.map((example) => ({
    ...example,
    variables: example.variables?.replace(/\{today\+(\d+)\}/g, (_, days) => dayIn(Number(days))),
  }));
}

const dayIn = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export function examplesPlugin(examples) {
  return { title: 'Examples', icon: Icon, content: () => <Examples examples={examples} /> };
}

function Examples({ examples }) {
  const { tabs, addTab, changeTab, queryEditor, variableEditor } = useEditorContext({ nonNull: true });

  function open({ query, variables }) {
    const untouched = tabs.findIndex((tab) => tab.query === query);
    if (untouched >= 0) return changeTab(untouched);
    // The editors take the new tab's (empty) contents first, and ours only then.
    flushSync(addTab);
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables ?? '');
  }

  return (
    <section className="usher-examples" aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      <ol>
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              <strong>{example.title}</strong>
              {example.about}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" aria-hidden>
      <path d="M2.2 3.4h.01M2.2 8h.01M2.2 12.6h.01M5.5 3.4h8.3M5.5 8h8.3M5.5 12.6h8.3" />
    </svg>
  );
}
