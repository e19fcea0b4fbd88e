import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-explorer/dist/style.css';
import './style.css';
import { examplesPlugin, loadExamples } from './examples';
import { fetcher } from './fetcher';
import { SessionBar } from './SessionBar';
import { forgetful } from './storage';

const NEW_TAB = '# A new operation. Ctrl-Space completes, Ctrl-Enter runs.\n\n';

async function start() {
  // Without its examples the explorer is still an explorer.
  const examples = await loadExamples().catch(() => []);
  const tabs = examples.map(({ query, variables }) => ({ query, variables }));
  const storage = forgetful(examples.map(({ variables }) => variables).join('\n'));
  // GraphiQL fills the first of the default tabs without its variables, unless it finds them here.
  if (tabs[0]?.variables && !storage.getItem('graphiql:tabState')) {
    storage.setItem('graphiql:variables', tabs[0].variables);
  }
  createRoot(document.getElementById('usher')).render(
    <>
      <SessionBar />
      <main>
        <GraphiQL
          fetcher={fetcher}
          storage={storage}
          plugins={[examplesPlugin(examples), explorerPlugin()]}
          defaultTabs={tabs.length ? tabs : undefined}
          defaultQuery={NEW_TAB}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>{' '}</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>,
  );
}

start();
