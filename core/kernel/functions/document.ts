/** docs/kernel-functions.md, made from the table. Write it with: UPDATE_DOCS=1 npx vitest run core/kernel/functions/document.test.ts */
import type { Profile } from '../profiles';
import { atLeast, PROFILES } from '../profiles';
import type { KernelFunction } from './declare';
import { parsePrototype } from './declare';

const HEAD = `# Kernel functions

What drivers may call, by the header that declares it. Made from the table in \`core/kernel/functions\`: do not edit. Macros and
inline functions of the headers (\`core/kernel/headers\`) stand on these and are not listed. "sleeps": not allowed in atomic context.
`;

const has = (row: KernelFunction, profile: Profile): boolean => (row.since === undefined || atLeast(profile, row.since)) && (row.until === undefined || !atLeast(profile, row.until));

function profilesOf(row: KernelFunction): string {
  const with_ = PROFILES.filter((profile) => has(row, profile));
  if (with_.length === PROFILES.length) return 'all';
  return with_.length === 0 ? 'none' : with_.map((profile) => profile.name.replace('linux-', '')).join(', ');
}

export function functionsDocument(table: readonly KernelFunction[]): string {
  const byHeader = new Map<string, KernelFunction[]>();
  for (const row of table) {
    const header = row.inHeader === true || row.header === undefined ? 'Only for the kernel itself' : `<${row.header}>`;
    byHeader.set(header, [...(byHeader.get(header) ?? []), row]);
  }
  const sections = [...byHeader].sort(([a], [b]) => (a < b ? -1 : 1)).map(([header, rows]) => section(header, rows));
  return [HEAD, ...sections].join('\n');
}

function section(header: string, rows: readonly KernelFunction[]): string {
  const lines = rows.map((row) => ({ name: parsePrototype(row).name, row })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const table = lines.map(({ name, row }) => `| \`${name}\` | \`${row.prototype}\` | ${profilesOf(row)} | ${row.sleeps === true ? 'yes' : ''} |`);
  return `## ${header.startsWith('<') ? `\`${header}\`` : header}\n\n| function | prototype | profiles | sleeps |\n|---|---|---|---|\n${table.join('\n')}\n`;
}
