/**
 * What programs' C library cannot do in C: system calls, which the processor carries out; formatted numbers; looking at
 * memory and at what is known of it. None keeps state, and those that read memory do so access by access: where one has
 * to wait, the native is entered again from its beginning.
 */
import { MATHS, nanBits } from '../../c/libc/natives';
import { format, readString } from '../../c/libc/print-format';
import type { Native, NativeCall, NativeResult } from '../../c/machine';
import type { NativeRequest } from './image';
import type { KernelPort } from './port';

const SYSTEM_CALLS = ['open', 'close', 'read', 'write', 'ioctl', 'lseek', 'mmap', 'munmap', 'poll', 'dup2', 'getpid', 'fcntl', 'brk', 'clock_nanosleep', 'clock_gettime', 'pause', 'rt_sigaction', 'kill', 'exit'] as const;

export interface UserPort {
  readonly port: KernelPort;
  readonly ask: (request: NativeRequest) => void;
}

type Body = (call: NativeCall, user: UserPort) => NativeResult | void;

const text = (call: NativeCall, address: number): string => String.fromCharCode(...readString(call, address));

function systemCall(name: string): Body {
  return (call, { ask }) => {
    if (call.phase > 0) return wide(call) ? (BigInt(call.high >>> 0) << 32n) | BigInt(call.result >>> 0) : call.result | 0;
    const args = call.args.map((arg) => Number(arg) >>> 0);
    if (name !== 'open') ask({ name, address: 0, args });
    else {
      const path = text(call, call.int(0));
      if (call.machine.stalled || call.machine.pending !== null) return;
      ask({ name, address: 0, args: args.slice(1), path });
    }
    return { block: true };
  };
}

const wide = (call: NativeCall): boolean => call.machine.program.functions[call.task.current].signature.startsWith('w');

const OWN: Readonly<Record<string, Body>> = {
  __variadic: (call) => (call.int(0) === 0 ? 0 : call.machine.peekWord(call.int(0))),
  __look: (call) => call.machine.peekWord(call.int(0)),
  __shadow: (call, { port }) => port.setShadow(call.int(0), call.int(1) >>> 0, call.int(2)),
  abort: (call) => call.machine.raise('abort', 'abort() was called', null),
  __overlap: (call) => call.machine.raise('native', `memcpy of ${call.int(1)} bytes between overlapping areas; memmove allows that`, call.int(0)),
  __bad_free: (call) => {
    const at = `0x${(call.int(0) >>> 0).toString(16).padStart(8, '0')}`;
    if (call.int(1) !== 0) call.machine.raise('double-free', `double free of the block of ${call.int(2)} bytes at ${at}`, call.int(0));
    else call.machine.raise('wild', `free of ${at}, which malloc did not return`, call.int(0));
  },
  __format: (call) => {
    const at = call.int(2);
    call.useList(call.int(1));
    const bytes = format(call, call.int(0));
    if (at < 0) return BigInt(bytes.length);
    return bytes.slice(at, at + 8).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  },
  __strtod: (call) => number(call)?.value ?? 0,
  __strtod_length: (call) => number(call)?.length ?? 0,
};

function number(call: NativeCall): { value: number | bigint; length: number } | undefined {
  const found = /^\s*([+-]?)(?:(inf(?:inity)?)|(nan)|0x[0-9a-f]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)/i.exec(text(call, call.int(0)));
  if (found === null) return undefined;
  const [whole, sign, infinite, nan] = found;
  if (nan !== undefined) return { value: nanBits(sign === '-'), length: whole.length };
  const size = infinite !== undefined ? Infinity : Number(whole.trim().replace(/^[+-]/, ''));
  return { value: sign === '-' ? -size : size, length: whole.length };
}

export const USER_NATIVE_NAMES: readonly { readonly name: string; readonly header: string }[] = [
  ...Object.keys(OWN).map((name) => ({ name, header: 'stdlib.h' })),
  ...SYSTEM_CALLS.map((name) => ({ name: `__sys_${name}`, header: 'unistd.h' })),
  ...Object.keys(MATHS).map((name) => ({ name, header: 'math.h' })),
];

/** In the order of the names. */
export function userNatives(user: UserPort): Native[] {
  const native = (name: string, header: string, body: Body): Native => ({ name, prototype: '', header, body: (call) => body(call, user) });
  return [
    ...Object.entries(OWN).map(([name, body]) => native(name, 'stdlib.h', body)),
    ...SYSTEM_CALLS.map((name) => native(`__sys_${name}`, 'unistd.h', systemCall(name))),
    ...Object.entries(MATHS).map(([name, f]) => native(name, 'math.h', f)),
  ];
}
