// Starts GraphiQL against the address that it was loaded from. A file of its own, because the page allows no script that stands inline.
'use strict';

// What is typed here may name people, and the machine may be shared: it is kept until the page is closed, and no longer.
function forgetfulStorage() {
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
    clear: () => kept.clear(),
  };
}

const welcome = `# Put your token under "Headers" below:
# { "Authorization": "Bearer …" }

{
  __typename
}
`;

const explorer = React.createElement(GraphiQL, {
  fetcher: GraphiQL.createFetcher({ url: '/graphql', enableIncrementalDelivery: false }),
  storage: forgetfulStorage(),
  shouldPersistHeaders: false,
  defaultEditorToolsVisibility: 'headers',
  defaultQuery: welcome,
});

ReactDOM.createRoot(document.getElementById('graphiql')).render(explorer);
