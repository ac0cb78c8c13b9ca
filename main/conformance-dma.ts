/**
 * Ways to misuse DMA mapping, run here and on real Linux 6.1 with CONFIG_DMA_API_DEBUG: where Linux reports a class of
 * misuse, a finding here names the same class (`linux` of its rule), and the other way round. The module has a case for
 * each and is loaded anew for each; what Linux said lies beside it (NAME.log), a line "case: what" each.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../core/findings/rules';
import type { RuleId } from '../core/findings/rules';
import { Lab } from '../core/lab/lab';
import { newSession } from '../core/session/session';

const NAME = 'misuse';
/** What is told here and by Linux not on this board: mappings left behind are reported for devices on PCI only. */
const MORE_HERE: readonly string[] = ['dma-mapping-leak'];

export interface MisuseCase {
  readonly name: string;
  /** Classes that were reported, each once, and what the driver itself said. */
  readonly classes: readonly string[];
  readonly said: readonly string[];
}

export interface MisuseHere extends MisuseCase {
  readonly rules: readonly RuleId[];
}

const sourceOf = (folder: string): string => readFileSync(join(folder, `${NAME}.c`), 'utf8');

export function caseNames(folder: string): string[] {
  return [...sourceOf(folder).matchAll(/\bCASE\((\w+)\)/g)].map((match) => match[1]).filter((name) => name !== 'name');
}

export function recordedCases(folder: string): MisuseCase[] {
  const path = join(folder, `${NAME}.log`);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => {
    const [name, rest] = line.split(/: (.*)/);
    const parts = rest === 'nothing' ? [] : rest.split('; ');
    return { name, classes: parts.filter((part) => !part.startsWith('"')), said: parts.filter((part) => part.startsWith('"')).map((part) => part.slice(1, -1)) };
  });
}

/** The class in a message of the kernel's checks, or undefined: it is none. */
function classOf(line: string): string | undefined {
  const match = /DMA-API: (?:\S+ \S+: )?(?:device driver )?(.*)/.exec(line);
  if (match !== null) return match[1].replace(/ ?\[.*/, '').replace(/ of cacheline .*/, ' of cacheline');
  return line.includes('rejecting DMA map of vmalloc memory') ? 'rejecting DMA map of vmalloc memory' : undefined;
}

function caseOf(name: string, lines: readonly string[]): MisuseCase {
  const classes = lines.flatMap((line) => classOf(line) ?? []);
  return { name, classes: [...new Set(classes)], said: lines.filter((line) => /^(not mapped|mapped|mask -?\d+)$/.test(line)) };
}

/** All cases on the bench, in one lab. */
export function runHere(folder: string): MisuseHere[] {
  const lab = Lab.open(newSession({ name: NAME, profile: 'linux-6.1', files: [{ path: `${NAME}.c`, text: sourceOf(folder) }] }));
  const run = (text: string): void => {
    lab.input({ type: 'shell', text });
    if (!lab.runToIdle(2_000_000_000)) throw new Error(`${text} does not come to its end`);
    if (lab.kernel.shell.status !== 0) throw new Error(`${text}: ${lab.kernel.core.terminal.lines.slice(-5).map((one) => one.text).join(' / ')}`);
  };
  return caseNames(folder).map((name) => {
    const line = lab.kernel.log.length;
    const finding = lab.kernel.core.findings.length;
    run(`insmod ${NAME}.ko what=${name}`);
    run(`rmmod ${NAME}`);
    const rules = [...new Set(lab.kernel.core.findings.slice(finding).map((one) => one.rule))];
    const { said } = caseOf(name, lab.kernel.log.slice(line).map((one) => one.text));
    return { name, said, rules, classes: rules.flatMap((rule) => RULES[rule].linux ?? []) };
  });
}

/** What is not the same: Linux reports what nothing here does, or a finding stands for a class that Linux did not report. */
export function differences(real: MisuseCase, here: MisuseHere): string[] {
  /** A rule without a class is about what only a simulation sees. */
  const wanted = here.rules.filter((rule) => !MORE_HERE.includes(rule) && RULES[rule].linux !== undefined);
  const covers = (rule: RuleId): boolean => (RULES[rule].linux ?? []).some((one) => real.classes.includes(one));
  return [
    ...real.classes.filter((one) => !here.classes.includes(one)).map((one) => `Linux reports "${one}", here: ${here.rules.join(', ') || 'nothing'}`),
    ...wanted.filter((rule) => !covers(rule)).map((rule) => `${rule} is found here, and Linux reports ${real.classes.map((one) => `"${one}"`).join(', ') || 'nothing'}`),
    ...(real.said.join() === here.said.join() ? [] : [`Linux: ${real.said.join(', ') || '(nothing)'}; here: ${here.said.join(', ') || '(nothing)'}`]),
  ];
}

/** Run all cases on a real machine and write down what it said; `machine` and `place` as for the modules. */
export function record(folder: string, machine: string, place: string): void {
  execFileSync('bash', [machine, 'module', place, join(folder, `${NAME}.c`)], { stdio: 'pipe' });
  const script = ['echo 1 > /proc/sys/kernel/printk', 'echo 1 > /sys/kernel/debug/dma-api/all_errors', 'dmesg -c > /dev/null'];
  for (const name of caseNames(folder)) script.push(`echo '@case ${name}'`, `insmod /lib/${NAME}.ko what=${name}`, `rmmod ${NAME}`, 'dmesg -c');
  const path = join(place, `${NAME}.sh`);
  writeFileSync(path, `${script.join('\n')}\nsleep 1\n`);
  const printed = execFileSync('bash', [machine, 'run', place, path, '120'], { maxBuffer: 1 << 26 }).toString();
  const cases = printed.split(/^@case /m).slice(1).map((text) => {
    const [name, ...lines] = text.split('\n');
    return caseOf(name, lines.map((line) => line.replace(/^<\d+>/, '').replace(/^\[ *\d+\.\d+\] /, '').replace(/^misuse: (?=not mapped|mapped|mask)/, '')));
  });
  const lines = cases.map(({ name, classes, said }) => `${name}: ${[...said.map((one) => `"${one}"`), ...classes].join('; ') || 'nothing'}`);
  writeFileSync(join(folder, `${NAME}.log`), `${lines.join('\n')}\n`);
}
