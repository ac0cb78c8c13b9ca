/** dmabench run, verify, check, sessions: labs from beginning to end. */
import { writeFileSync } from 'node:fs';
import { Lab } from '../../core/lab/lab';
import { checkExpectation } from '../../core/session/expectations';
import type { LabFacts } from '../../core/session/expectations';
import { newSession, printSession } from '../../core/session/session';
import type { Session } from '../../core/session/session';
import { DEFAULT_SESSION, SHIPPED_SESSIONS } from '../../core/session/shipped';
import { CliError, parseOptions } from './cli-error';
import type { Command } from './cli-error';
import { loadSession, readText } from './files';

/** Simulated seconds that a run may take unless --until says otherwise. */
const DEFAULT_SECONDS = 10;

export const runCommand: Command = {
  name: 'run',
  usage: 'run [SESSION|DRIVER.c] [--board NAME] [--profile NAME] [--shell TEXT|@FILE] [--until TIME] [--peek ADDR:LEN] [--save FILE] [--json]',
  summary: 'run a session (default: the shipped one), a C driver or shell commands; prints log, findings, interrupts, registers, memory, journal',
  run(args) {
    const options = parseOptions(args, ['json'], ['board', 'profile', 'shell', 'until', 'peek', 'save']);
    if (options.positional.length > 1) throw new CliError('run takes one session', 2);
    const shell = options.values.get('shell');
    const base = options.positional.length === 1 ? loadSession(options.positional[0]) : shell === undefined ? loadSession(DEFAULT_SESSION) : newSession({ name: 'command line' });
    const session = withOptions(base, options.values);
    const lab = open(session);
    const limit = lab.machine.clock.cyclesOf(seconds(options.values.get('until')?.[0]));
    const inTime = runScript(lab, limit);
    const report = reportOf(lab, (options.values.get('peek') ?? []).map(peekRange), inTime);
    if (options.flags.has('json')) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else process.stdout.write(reportText(report));
    const save = options.values.get('save')?.[0];
    if (save !== undefined) writeFileSync(save, printSession(lab.toSession()));
    return inTime ? 0 : 1;
  },
};

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify SESSION',
  summary: 'replay a saved session and compare the journal with the recorded hash',
  run(args) {
    const { positional } = parseOptions(args, [], []);
    if (positional.length !== 1) throw new CliError('verify takes one session file', 2);
    const session = loadSession(positional[0]);
    if (session.journal === undefined) throw new CliError(`${positional[0]} records no journal hash`, 3, 'only a saved session can be verified');
    const { journal } = open(session).machine;
    const same = journal.length === session.journal.length && journal.hash() === session.journal.hash;
    process.stdout.write(`recorded ${session.journal.length} entries, hash ${session.journal.hash}\nreplayed ${journal.length} entries, hash ${journal.hash()}\n${same ? 'equal' : 'DIFFERENT'}\n`);
    return same ? 0 : 1;
  },
};

export const sessionsCommand: Command = {
  name: 'sessions',
  usage: 'sessions [--json]',
  summary: 'list the shipped sessions',
  run(args) {
    const { flags } = parseOptions(args, ['json'], []);
    if (flags.has('json')) process.stdout.write(`${JSON.stringify(SHIPPED_SESSIONS.map(({ name, subject, title, summary }) => ({ name, subject, title, summary })), null, 2)}\n`);
    else for (const [i, one] of SHIPPED_SESSIONS.entries()) process.stdout.write(`${one.subject === SHIPPED_SESSIONS[i - 1]?.subject ? '' : `${i === 0 ? '' : '\n'}${one.subject}\n`}  ${one.name.padEnd(28)} ${one.title}\n`);
    return 0;
  },
};

export const checkCommand: Command = {
  name: 'check',
  usage: 'check [SESSION …]',
  summary: 'run sessions (default: all shipped) and check what each states must hold at its end',
  run(args) {
    const { positional } = parseOptions(args, [], []);
    const names = positional.length > 0 ? positional : SHIPPED_SESSIONS.map((one) => one.name);
    let failed = 0;
    let checked = 0;
    for (const name of names) {
      const session = loadSession(name);
      const lab = open(session);
      const inTime = runScript(lab, lab.machine.clock.cyclesOf(DEFAULT_SECONDS));
      const results = session.expectations.map((expectation) => checkExpectation(expectation, factsOf(lab)));
      if (!inTime) results.push({ holds: false, text: `comes to rest within ${DEFAULT_SECONDS} simulated seconds: it does not` });
      checked += results.length;
      failed += results.filter((one) => !one.holds).length;
      process.stdout.write(`${results.every((one) => one.holds) ? 'ok  ' : 'FAIL'} ${session.name}\n`);
      for (const one of results) process.stdout.write(`     ${one.holds ? 'holds:' : 'FAILS:'} ${one.text}\n`);
    }
    process.stdout.write(`${checked - failed} hold, ${failed} fail\n`);
    return failed === 0 ? 0 : 1;
  },
};

function open(session: Session): Lab {
  try {
    return Lab.open(session);
  } catch (problem) {
    throw new CliError(problem instanceof Error ? problem.message : String(problem), 3);
  }
}

function withOptions(base: Session, values: ReadonlyMap<string, readonly string[]>): Session {
  const shell = values.get('shell');
  const lines = shell?.flatMap((text) => (text.startsWith('@') ? readText(text.slice(1)) : text).split('\n')).filter((line) => line.trim() !== '');
  return { ...base, board: values.get('board')?.[0] ?? base.board, profile: values.get('profile')?.[0] ?? base.profile, ...(lines === undefined ? {} : { script: base.files.length > 0 && base.inputs.length === 0 ? [...base.script, ...lines] : lines }) };
}

/** Enter all script lines, each when the lab is at rest. @returns false when the time was not enough. */
export function runScript(lab: Lab, limit: number): boolean {
  while (lab.runToRest(Math.max(0, limit - lab.machine.clock.now))) {
    if (!lab.nextScriptLine()) return true;
  }
  return false;
}

/** "2", "2s", "500ms", "20us" in seconds of simulated time. */
function seconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_SECONDS;
  const match = /^(\d+(?:\.\d+)?)(s|ms|us|ns)?$/.exec(text);
  if (match === null) throw new CliError(`--until ${text} is not a time`, 2, 'for example 2s, 500ms, 20us');
  return Number(match[1]) * { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 }[(match[2] ?? 's') as 's' | 'ms' | 'us' | 'ns'];
}

function peekRange(text: string): { address: number; length: number } {
  const match = /^(0x[0-9a-f]+|\d+):(0x[0-9a-f]+|\d+)$/i.exec(text);
  const address = Number(match?.[1]);
  const length = Number(match?.[2]);
  if (match === null || !(address <= 0xffff_ffff) || !(length >= 1 && length <= 0x100_0000)) throw new CliError(`--peek ${text} is not ADDRESS:LENGTH`, 2, 'for example 0x00100000:64');
  return { address, length };
}

export function factsOf(lab: Lab): LabFacts {
  return {
    log: lab.kernel.log,
    findings: lab.kernel.findings,
    marks: lab.kernel.marks(),
    bytes: (address, length) => lab.machine.memory.bytes(address, length),
    register: (peripheral, register, index) =>
      lab.machine.peripherals
        .find((one) => one.id === peripheral)
        ?.bank.list()
        .find((row) => row.name === register && row.index === index)?.value,
  };
}

interface RunReport {
  session: string;
  board: string;
  profile: string;
  cycles: number;
  seconds: number;
  finished: boolean;
  log: { seconds: number; level: number; text: string }[];
  shell: { kind: string; text: string }[];
  findings: { rule: string; severity: string; message: string }[];
  interrupts: { linux: number; gic: number; name: string; count: number }[];
  registers: { peripheral: string; name: string; index: number; value: number }[];
  memory: { address: number; hex: string }[];
  marks: { name: string; base: number; bytes: number; owner: string }[];
  bytesMoved: { read: number; written: number };
  journal: { length: number; hash: string };
}

function reportOf(lab: Lab, peeks: readonly { address: number; length: number }[], finished: boolean): RunReport {
  const { machine, kernel } = lab;
  return {
    session: lab.session.name,
    board: machine.name,
    profile: kernel.profile.name,
    cycles: machine.clock.now,
    seconds: machine.clock.seconds(machine.clock.now),
    finished,
    log: kernel.log.map((line) => ({ seconds: machine.clock.seconds(line.cycle), level: line.level, text: line.text })),
    shell: kernel.shell.lines.map((line) => ({ kind: line.kind, text: line.text })),
    findings: kernel.findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
    interrupts: kernel.describe().interrupts.map(({ linux, gic, name, count }) => ({ linux, gic, name, count })),
    /** Only what differs from its reset value: the rest says nothing. */
    registers: machine.peripherals.flatMap((peripheral) =>
      peripheral.bank
        .list()
        .filter((row) => row.value !== row.definition.reset)
        .map((row) => ({ peripheral: peripheral.id, name: row.name, index: row.index, value: row.value })),
    ),
    memory: peeks.map(({ address, length }) => ({ address, hex: Buffer.from(machine.memory.bytes(address, length)).toString('hex') })),
    marks: kernel.marks().map(({ name, base, bytes, owner }) => ({ name, base, bytes, owner })),
    bytesMoved: lab.bytesMoved(),
    journal: { length: machine.journal.length, hash: machine.journal.hash() },
  };
}

function reportText(report: RunReport): string {
  const out: string[] = [`${report.session}: ${report.board}, ${report.profile}, ${report.cycles} cycles (${(report.seconds * 1e3).toFixed(3)} ms)${report.finished ? '' : ' — NOT finished: the time given is over'}`];
  const section = (title: string, lines: readonly string[]) => out.push('', `${title}${lines.length === 0 ? ': none' : ''}`, ...lines.map((line) => `  ${line}`));
  section('shell', report.shell.map((line) => line.text));
  section('log', report.log.map((line) => `[${line.seconds.toFixed(6).padStart(12)}] ${line.text.replace(/[\r\n]+$/, '')}`));
  section('interrupts', report.interrupts.map((one) => `${one.linux} (GIC ${one.gic}) ${one.name}: ${one.count}`));
  section('findings', report.findings.map((one) => `${one.severity} ${one.rule}: ${one.message}`));
  section('registers that differ from reset', report.registers.map((one) => `${one.peripheral}.${one.name}${one.index === 0 ? '' : `[${one.index}]`} = 0x${one.value.toString(16).padStart(8, '0')}`));
  if (report.memory.length > 0) section('memory', report.memory.map((one) => `0x${one.address.toString(16).padStart(8, '0')}: ${one.hex}`));
  out.push('', `DMA read ${report.bytesMoved.read} bytes, wrote ${report.bytesMoved.written} bytes`, `journal: ${report.journal.length} entries, hash ${report.journal.hash}`, '');
  return out.join('\n');
}
