/** sleep, true, false, kill, ps, uname, help. */
import { argv, die, exit, failed, parseNumber, put, step, syscall, words } from '../program';
import type { Applet } from '../program';

const ends = (name: string, code: number, about: string): Applet => ({ name, usage: name, about, steps: [step('', () => exit(code))] });

/** A day: longer waits are a slip. */
const MOST_SECONDS = 86_400;

const sleep: Applet = {
  name: 'sleep',
  usage: 'sleep SECONDS',
  about: 'wait',
  steps: [
    step('', (f) => {
      const [text = ''] = argv(f);
      const seconds = /^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : NaN;
      return seconds <= MOST_SECONDS ? syscall('nanosleep', Math.round(seconds * 1000)) : die(`sleep: invalid number '${text}'`);
    }),
    step('', () => exit(0)),
  ],
};

const SIGNALS: Readonly<Record<string, number>> = { HUP: 1, INT: 2, KILL: 9, TERM: 15 };

const kill: Applet = {
  name: 'kill',
  usage: 'kill [-SIGNAL] PID',
  about: 'send a signal',
  steps: [
    step('', (f) => {
      const args = [...argv(f)];
      const name = args[0]?.startsWith('-') === true ? (args.shift() as string).slice(1).replace(/^SIG/, '') : 'TERM';
      const signal = SIGNALS[name] ?? parseNumber(name);
      const pid = parseNumber(args[0] ?? '');
      if (signal === undefined || signal > 64) return die(`kill: bad signal name '${name}'`);
      return pid === undefined ? die(`kill: invalid number '${args[0] ?? ''}'`) : syscall('kill', pid, signal);
    }),
    step('', (f) => (failed(f) ? die(`kill: can't kill pid ${argv(f)[argv(f).length - 1]}: ${words(f)}`) : exit(0))),
  ],
};

const STATES = { ready: 'R', waiting: 'S', dead: 'Z' } as const;

const ps: Applet = {
  name: 'ps',
  usage: 'ps',
  about: 'list tasks',
  steps: [step('', (_f, k) => put(1, `  PID S COMMAND\n${k.cpu.tasks.map((task) => `${String(task.pid).padStart(5)} ${STATES[task.state]} ${task.name}\n`).join('')}`)), step('', () => exit(0))],
};

const uname: Applet = {
  name: 'uname',
  usage: 'uname [-a|-r]',
  about: 'which kernel this is',
  steps: [
    step('', (f, k) => {
      const [option = ''] = argv(f);
      return put(1, `${option === '-r' ? k.profile.release : option === '-a' ? `Linux zynq ${k.profile.release} #1 SMP PREEMPT armv7l GNU/Linux` : 'Linux'}\n`);
    }),
    step('', () => exit(0)),
  ],
};

/** @param all every applet but help itself. */
export function helpApplet(all: readonly Applet[]): Applet {
  return {
    name: 'help',
    usage: 'help',
    about: 'this list',
    steps: [
      step('', (_f, k) => {
        const commands = all.map(({ usage, about }) => `  ${usage.padEnd(56)} ${about}\n`).sort().join('');
        const modules = k.tables.modules.map((module) => `  ${module.name.padEnd(16)} ${module.description}\n`).join('');
        return put(1, `Commands (joined by ; && ||, with > and >>):\n${commands}Modules for insmod:\n${modules}`);
      }),
      step('', () => exit(0)),
    ],
  };
}

export const SMALL: readonly Applet[] = [sleep, ends('true', 0, 'do nothing, successfully'), ends('false', 1, 'do nothing, and fail'), kill, ps, uname];
