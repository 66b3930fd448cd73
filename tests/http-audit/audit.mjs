// Runs the GraphQL-over-HTTP audits of `graphql-http` against a server: `node audit.mjs URL`. Every audit has to pass, whether it says
// MUST, SHOULD or MAY; the exit code is 1 when one does not, and 2 when there is no address.

import { serverAudits } from 'graphql-http';

const [url] = process.argv.slice(2);
if (!url) {
  console.error('name the address of the GraphQL endpoint: node audit.mjs http://127.0.0.1:4000/graphql');
  process.exit(2);
}

const faults = [];
const audits = serverAudits({ url, fetchFn: fetch });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== 'ok') {
    faults.push(`${result.status}: ${audit.id} ${audit.name}: ${result.reason}`);
  }
}
for (const fault of faults) {
  console.error(fault);
}
console.log(`${audits.length} audits, ${audits.length - faults.length} ok`);
process.exit(faults.length === 0 && audits.length > 0 ? 0 : 1);
