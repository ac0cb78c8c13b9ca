/**
 * Small modules run here and on real Linux 6.1, and what both say compared. What Linux said is recorded beside each
 * module (NAME.log), so that the comparison needs no other machine; `record` makes the recordings anew on one.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../core/lab/lab';
import { newSession } from '../core/session/session';

export interface LinuxModule {
  readonly name: string;
  readonly source: string;
  /** A program in C for it, which the script calls ./app; null = none. */
  readonly program: string | null;
  /** Shell lines between insmod and rmmod. */
  readonly script: readonly string[];
  /** What real Linux said; null = not recorded. */
  readonly recorded: readonly string[] | null;
}

const PROGRAM = '.app.c';
/** What the real machine's programs are made with. */
const COMPILER = 'arm-linux-gnueabi-gcc';

export function readModules(folder: string): LinuxModule[] {
  const text = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  const lines = (content: string): string[] => content.split('\n').filter((line) => line !== '');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.c') && !file.endsWith(PROGRAM))
    .sort()
    .map((file) => {
      const name = file.slice(0, -2);
      const base = join(folder, name);
      const recorded = text(`${base}.log`);
      return { name, source: readFileSync(`${base}.c`, 'utf8'), program: text(`${base}${PROGRAM}`), script: lines(text(`${base}.sh`) ?? ''), recorded: recorded === null ? null : lines(recorded) };
    });
}

/** The commands that both machines are given, and how each answer is marked. */
function commands({ name, script }: LinuxModule): string[] {
  return [`insmod ${name}.ko`, ...script, `rmmod ${name}`];
}

/** What the bench says to a module: kernel messages and the exit status of each command, in order. */
export function runHere(module: LinuxModule): string[] {
  const lab = Lab.open(newSession({ name: module.name, profile: 'linux-6.1', files: [{ path: `${module.name}.c`, text: module.source }, ...(module.program === null ? [] : [{ path: 'app.c', text: module.program }])] }));
  const said: string[] = [];
  if (module.program !== null) {
    lab.input({ type: 'shell', text: 'cc -o app app.c' });
    lab.runToIdle(2_000_000_000);
    if (lab.kernel.shell.status !== 0) throw new Error(`${module.name}: the program does not compile: ${lab.kernel.shell.lines.map((line) => line.text).join('\n')}`);
  }
  for (const command of commands(module)) {
    const from = lab.kernel.log.length;
    lab.input({ type: 'shell', text: command });
    if (!lab.runToIdle(2_000_000_000)) throw new Error(`${module.name}: ${command} does not come to its end`);
    said.push(...lab.kernel.log.slice(from).map((line) => line.text), `status ${lab.kernel.shell.status}`);
  }
  return comparable(said);
}

/** Which number a program ends with when something fails is its own affair. */
const statusWord = (status: number): string => (status === 0 ? 'status ok' : status > 128 ? `status ${status}` : 'status failed');

/**
 * What can be compared of messages: those of the module, and of an oops its first line and place. The rest (registers,
 * addresses, offsets, processes) is as different as the two machines are; so is the microcode that one of them prints.
 */
export function comparable(lines: readonly string[]): string[] {
  const out: string[] = [];
  let oops = false;
  for (const raw of lines.flatMap((line) => line.split('\n'))) {
    const line = raw.replace(/\s+$/, '');
    if (line === '' || /taints kernel|cut here|Disabling lock debugging|random: |^note: |^[0-9a-f]+:\tDMA/.test(line)) continue;
    if (/^(Unable to handle kernel|Unhandled fault)/.test(line)) {
      oops = true;
      out.push(line.replace(/ when (read|write|execute)$/, '').replace(/ virtual address 0x/, ' virtual address '));
    } else if (oops && /^PC is at /.test(line)) out.push(line.replace(/\+0x[0-9a-f]+\/0x[0-9a-f]+/, ''));
    else if (oops && line.startsWith('---[ end trace')) oops = false;
    else if (line.startsWith('status ')) {
      oops = false;
      out.push(statusWord(Number(line.slice(7))));
    } else if (!oops) out.push(line);
  }
  return out;
}

/**
 * Run all modules on a real machine and write down what it said. `machine` is a program that is called with
 * "module FOLDER FILE.c" to compile a driver and "run FOLDER SCRIPT SECONDS" to boot, run a script and print the console.
 */
export function record(folder: string, machine: string, place: string, log: (line: string) => void): void {
  const modules = readModules(folder);
  for (const { name, program } of modules) {
    log(`${name}: compile`);
    execFileSync('bash', [machine, 'module', place, join(folder, `${name}.c`)], { stdio: 'pipe' });
    if (program !== null) execFileSync(COMPILER, ['-static', '-o', join(place, 'root', 'lib', `${name}-app`), join(folder, `${name}${PROGRAM}`)], { stdio: 'pipe' });
  }
  const asked = (command: string, name: string): string[] => [command.replace(/^\.\/app/, `/lib/${name}-app`).replace(/^insmod (.*)$/, 'insmod /lib/$1'), 'status=$?; echo "@messages"; dmesg -c; echo "@status $status"'];
  const script = ['echo 1 > /proc/sys/kernel/printk', 'dmesg -c > /dev/null', ...modules.flatMap((module) => [`echo '@module ${module.name}'`, ...commands(module).flatMap((command) => asked(command, module.name))])];
  const path = join(place, 'conformance.sh');
  writeFileSync(path, `${script.join('\n')}\nsleep 1\n`);
  const printed = execFileSync('bash', [machine, 'run', place, path, '300'], { maxBuffer: 1 << 26 }).toString();
  const said = recordings(printed);
  for (const { name } of modules) {
    const lines = said.get(name);
    if (lines === undefined) throw new Error(`the machine said nothing of ${name}:\n${printed.slice(-2000)}`);
    writeFileSync(join(folder, `${name}.log`), `${comparable(lines).join('\n')}\n`);
  }
}

/** The marked parts of a console: kernel messages and statuses by module. */
function recordings(printed: string): Map<string, string[]> {
  const said = new Map<string, string[]>();
  let current: string[] = [];
  let inMessages = false;
  for (const line of printed.split('\n')) {
    const mark = /^@(module|messages|status)(?: (.*))?$/.exec(line);
    if (mark === null) {
      if (inMessages) current.push(line.replace(/^<\d+>/, '').replace(/^\[ *\d+\.\d+\] /, ''));
    } else if (mark[1] === 'module') said.set(mark[2], (current = []));
    else {
      inMessages = mark[1] === 'messages';
      if (!inMessages) current.push(`status ${mark[2]}`);
    }
  }
  return said;
}
