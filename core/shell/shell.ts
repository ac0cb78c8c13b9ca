/**
 * The shell: a task that takes lines, starts a program for each command and waits for it. Its own state (lines to come,
 * commands of the present line, last status) is plain data. Errors in the words of busybox ash.
 */
import type { PlainState } from '../clock';
import { KIND } from '../journal/entry-kinds';
import type { EntryRef } from '../journal/journal';
import { SIGINT } from '../kernel/cpu';
import { absolutePath } from '../kernel/chardev/files';
import { isExecutable } from '../kernel/c/user-image';
import type { KernelCore } from '../kernel/kernel-core';
import type { Frame, Op } from '../kernel/operations';
import type { Terminal, TerminalLine } from '../kernel/terminal';
import { parseLine } from './parse';
import type { Command } from './parse';
import type { Program } from './program';
import { jump, next, step, thenJump } from './program';
import { copyPlain } from '../kernel/plain-copy';

export const PROMPT = 'root@zynq:~# ';
const INPUT = 'shell:input';
/** Lines that wait while a program runs. */
const MOST_QUEUED = 1000;

interface State {
  queue: { text: string; cause: EntryRef; shown: boolean }[];
  commands: Command[];
  cause: EntryRef;
  status: number;
  /** Pid of the program in the foreground, 0 = none. */
  foreground: number;
  working: boolean;
  /** When the last line was done. */
  freeSince: number;
  /** Programs in the background. */
  jobs: { readonly number: number; readonly pid: number; readonly text: string }[];
}

export class Shell {
  readonly prompt = PROMPT;
  state: State = { queue: [], commands: [], cause: 0, status: 0, foreground: 0, working: false, freeSince: 0, jobs: [] };

  constructor(private readonly kernel: KernelCore) {}

  private get terminal(): Terminal {
    return this.kernel.terminal;
  }

  get lines(): readonly TerminalLine[] {
    return this.terminal.lines;
  }

  /** A line is being worked on or waits. */
  get busy(): boolean {
    return this.state.working || this.state.queue.length > 0;
  }

  /** Cycle at which the last line was done, when the shell is not busy. */
  get freeSince(): number {
    return this.state.freeSince;
  }

  /** Exit status of the last command. */
  get status(): number {
    return this.state.status;
  }

  /** The user enters a line; `cause`: its journal entry. */
  submit(text: string, cause: EntryRef): void {
    if (this.kernel.cpu.halted) {
      this.terminal.line('error', 'the kernel has panicked: nothing answers. Step back or begin again.');
      return;
    }
    if (this.state.queue.length >= MOST_QUEUED) {
      this.terminal.line('error', `sh: ${MOST_QUEUED} lines are waiting already: this one is dropped`);
      return;
    }
    const shown = !this.busy;
    if (shown) this.terminal.line('command', text);
    this.state.queue.push({ text, cause, shown });
    this.kernel.cpu.scheduler.wake(INPUT);
  }

  /** ^C */
  interrupt(cause: EntryRef = 0): void {
    this.state.commands = [];
    const task = this.kernel.cpu.task(this.state.foreground);
    this.terminal.line('output', '^C');
    if (task === undefined) {
      for (const { pid } of this.state.jobs) this.kernel.cpu.scheduler.wake(`child:${pid}`);
      return;
    }
    const { journal } = this.kernel.hardware;
    journal.add(KIND.task, this.kernel.cpu.initiator.code, task.pid, journal.text(`${task.name} [${task.pid}] gets SIGINT`), 0, cause, 0);
    this.kernel.cpu.signal(task, SIGINT);
  }

  save(): PlainState {
    return copyPlain(this.state);
  }

  load(state: PlainState): void {
    this.state = copyPlain(state as State);
  }

  /** The next line, as commands. */
  nextLine(f: Frame): Op {
    const { state } = this;
    if (state.working) state.freeSince = this.kernel.hardware.clock.now;
    state.working = false;
    this.tellEndedJobs();
    const line = state.queue.shift();
    if (line === undefined) return thenJump(f, 0, { op: 'wait', queue: INPUT });
    if (!line.shown) this.terminal.line('command', line.text);
    state.working = true;
    state.cause = line.cause;
    const parsed = parseLine(line.text, state.status);
    if ('error' in parsed) {
      this.terminal.line('error', `sh: ${parsed.error}`);
      state.status = 2;
      return jump(f, 0);
    }
    state.commands = [...parsed.commands];
    return next();
  }

  /** Start the next command. `known`: names of programs. */
  nextCommand(f: Frame, known: ReadonlySet<string>): Op {
    const { state } = this;
    const command = state.commands.shift();
    if (command === undefined) {
      this.terminal.flush();
      return jump(f, 0);
    }
    if ((command.when === 'success' && state.status !== 0) || (command.when === 'failure' && state.status === 0)) {
      while (state.commands[0]?.when === 'piped') state.commands.shift();
      return jump(f, 1);
    }
    const [name = 'true'] = command.argv;
    if (name === 'wait') return this.awaitJobs(f, command);
    const path = known.has(name) && !name.includes('/') ? null : this.executable(name);
    if (typeof path === 'object' && path !== null) {
      this.terminal.line('error', `sh: ${name}: ${path.error}`);
      state.status = path.status;
      return jump(f, 1);
    }
    const locals = { ...(path === null ? { program: name, argv: command.argv.slice(1) } : { program: 'exec', path, argv: command.argv }), redirect: command.redirect, append: command.append, input: command.input, errors: command.errors };
    const { pid } = this.kernel.cpu.spawn(name.slice(name.lastIndexOf('/') + 1), 'bin:start', locals, state.cause, command.argv.join(' '));
    if (command.background) {
      state.jobs.push({ number: Math.max(0, ...state.jobs.map((job) => job.number)) + 1, pid, text: command.argv.join(' ') });
      state.status = 0;
      return jump(f, 1, this.kernel.costs.exec);
    }
    state.foreground = pid;
    return next(this.kernel.costs.exec);
  }

  /** Programs in the background that have ended are told of before the next prompt. */
  private tellEndedJobs(): void {
    const { cpu } = this.kernel;
    for (const { number, pid, text } of this.state.jobs) {
      const task = cpu.task(pid);
      if (task !== undefined && task.state !== 'dead') continue;
      const code = task?.exitCode ?? 0;
      const end = code === 0 ? 'Done' : (ENDS[code] ?? `Done(${code})`);
      this.terminal.line('output', `[${number}]+  ${end.padEnd(26)} ${text}`);
      cpu.scheduler.reap(pid);
    }
    this.state.jobs = this.state.jobs.filter((job) => cpu.task(job.pid) !== undefined);
  }

  /** `wait`: until all programs in the background have ended. ^C ends it like a program. */
  private awaitJobs(f: Frame, command: Command): Op {
    const { state } = this;
    state.status = 0;
    const running = state.jobs.find((job) => this.kernel.cpu.task(job.pid)?.state !== 'dead' && this.kernel.cpu.task(job.pid) !== undefined);
    if (running === undefined) return jump(f, 1);
    state.commands.unshift({ ...command, when: 'always' });
    return thenJump(f, 1, { op: 'wait', queue: `child:${running.pid}` });
  }

  /** The file of a program in C that a command names. */
  private executable(name: string): string | { readonly error: string; readonly status: number } {
    const path = absolutePath(name);
    const text = this.kernel.sourceText(path);
    if (text !== null && isExecutable(text)) return path;
    if (text === null || !name.includes('/')) return { error: 'not found', status: 127 };
    return { error: 'Permission denied', status: 126 };
  }

  /** Wait for the program in the foreground. */
  awaitCommand(f: Frame): Op {
    const { state } = this;
    const task = this.kernel.cpu.task(state.foreground);
    if (task !== undefined && task.state !== 'dead') return thenJump(f, 2, { op: 'wait', queue: `child:${task.pid}` });
    state.status = task?.exitCode ?? 0;
    const message = ENDS[state.status];
    if (message !== undefined) this.terminal.line('error', message);
    this.kernel.cpu.scheduler.reap(state.foreground);
    state.foreground = 0;
    return jump(f, 1);
  }
}

/** What the shell says of a program that a signal ended. */
const ENDS: Readonly<Record<number, string>> = { 134: 'Aborted', 135: 'Bus error', 137: 'Killed', 157: 'I/O possible', 139: 'Segmentation fault', 143: 'Terminated' };

/** @param shellOf the shell of a kernel. */
export function shellProgram(shellOf: (kernel: KernelCore) => Shell, known: ReadonlySet<string>): Program {
  return [step('read a line', (f, k) => shellOf(k).nextLine(f)), step('start a program', (f, k) => shellOf(k).nextCommand(f, known)), step('wait for it', (f, k) => shellOf(k).awaitCommand(f))];
}
