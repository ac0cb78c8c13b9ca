/**
 * `npm run bench`: figures beside a baseline measured in the same run, against the budget. A figure over its budget is
 * marked and makes the exit code 1; machines differ, so this is no test.
 */
import budget from './budget.json';
import { appFigures } from './app';
import { cFigures } from './c-machine';
import { cacheFigures } from './cache';
import { journalFigures } from './journal';
import { dmaengineFigures } from './dmaengine';
import { mappingFigures } from './mapping';
import type { Figure } from './measure';
import { transferFigures } from './transfer';
import { viewFigures } from './views';

type Limit = { readonly least?: number; readonly most?: number; readonly unit: string };

function line(figure: Figure): { text: string; holds: boolean } {
  const limit = (budget as Record<string, Limit | undefined>)[figure.name];
  const holds = limit === undefined || (figure.value >= (limit.least ?? -Infinity) && figure.value <= (limit.most ?? Infinity));
  const target = limit === undefined ? '' : limit.least !== undefined ? `>= ${limit.least}` : `<= ${limit.most}`;
  const baseline = figure.baseline === undefined ? '' : `${figure.baseline.name}: ${digits(figure.baseline.value)} ${figure.unit}`;
  return { text: `${holds ? ' ' : '!'} ${figure.name.padEnd(40)} ${digits(figure.value).padStart(9)} ${figure.unit.padEnd(6)} ${target.padEnd(9)} ${[baseline, figure.note ?? ''].filter((part) => part !== '').join('; ')}`, holds };
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(4);
}

const groups: readonly [string, () => Figure[] | Promise<Figure[]>][] = [
  ['transfers', transferFigures],
  ['journal', journalFigures],
  ['c', cFigures],
  ['views', viewFigures],
  ['cache', cacheFigures],
  ['mapping', mappingFigures],
  ['dmaengine', dmaengineFigures],
  ['app', appFigures],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !groups.some(([group]) => group === name));
if (unknown.length > 0) {
  process.stderr.write(`there are no figures named "${unknown.join('", "')}"; there are: ${groups.map(([group]) => group).join(', ')}\n`);
  process.exit(2);
}
let over = 0;
for (const [name, measure] of groups) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  for (const figure of await measure()) {
    const { text, holds } = line(figure);
    if (!holds) over++;
    process.stdout.write(`${text}\n`);
  }
}
process.exitCode = over > 0 ? 1 : 0;
