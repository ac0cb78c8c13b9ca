/** What Linux for ARM prints when kernel code faults: message, state, call trace. Register values that no model has are left out. */
import { functionBytes } from './modules/module';
import type { LoadedModule } from './modules/module';
import type { Frame, KernelFault } from './operations';
import type { Profile } from './profiles';
import type { Task } from './task';

export interface OopsSource {
  readonly profile: Profile;
  readonly modules: { readonly list: readonly LoadedModule[] };
  readonly c: { symbols(frame: Frame): string[] };
  /** A module with another licence than the kernel's was loaded. */
  readonly isProprietary: boolean;
  code(name: string): { readonly title: string; readonly module?: string; readonly steps?: readonly unknown[] } | undefined;
}

/** Fault status register: kind of access, and bit 11 for a write. */
function status(fault: KernelFault): string {
  if (fault.kind === 'execute') return '80000005';
  const code = fault.kind === 'alignment' ? 0x001 : fault.kind === 'external' ? 0x1008 : 0x005;
  return (code | (fault.write ? 0x800 : 0)).toString(16);
}

/** A first-level entry of the page table covers so much. */
const SECTION_PAIR = 0x20_0000;

/**
 * Kernels with CPU_SW_DOMAIN_PAN keep themselves out of user addresses: where the program has a page table, a stray
 * access meets that guard before it is found that no page is there; every program has one at the bottom. Measured on 6.1; taken to hold for later ones.
 */
function guardedUser(source: OopsSource, fault: KernelFault, task: Task | undefined): boolean {
  return source.profile.version[0] >= 6 && fault.kind === 'translation' && task !== undefined && (fault.address < SECTION_PAIR || task.pages.some(([page]) => Math.floor((page * 4096) / SECTION_PAIR) === Math.floor(fault.address / SECTION_PAIR)));
}

const domainStatus = (fault: KernelFault): string => (fault.write ? '81b' : '01b');

/** Pairs of level and line. */
export function oopsLines(source: OopsSource, fault: KernelFault, frames: readonly Frame[], task: Task | undefined, number: number): [number, string][] {
  const at = fault.address.toString(16).padStart(8, '0');
  const lines: [number, string][] = [];
  const say = (level: number, text: string): void => void lines.push([level, text]);
  if (source.profile.version[0] >= 5) say(1, '8<--- cut here ---');
  if (fault.kind === 'external') say(1, `Unhandled fault: external abort on non-linefetch (0x${status(fault)}) at 0x${at}`);
  else if (fault.kind === 'alignment') say(1, `Unhandled fault: alignment exception (0x${status(fault).padStart(3, '0')}) at 0x${at}`);
  else if (fault.kind === 'checked') say(1, `Undefined behaviour in C code: ${fault.c?.message ?? ''}`);
  else if (fault.kind === 'bug') say(1, 'Internal error: Oops - BUG');
  else if (guardedUser(source, fault, task)) say(1, `Unhandled fault: page domain fault (0x${domainStatus(fault)}) at 0x${at}`);
  else if (fault.address < 4096) say(1, `Unable to handle kernel NULL pointer dereference at virtual address ${at}`);
  else say(1, `Unable to handle kernel paging request at virtual address ${at}`);
  if (fault.kind !== 'checked' && fault.kind !== 'bug') say(1, `[${at}] *pgd=00000000`);
  if (fault.c !== undefined && fault.kind === 'checked') say(0, `Internal error: Oops - ${fault.c.kind}: 0 [#${number}] PREEMPT SMP ARM`);
  else if (fault.kind === 'bug') say(0, `Internal error: Oops - BUG: 0 [#${number}] PREEMPT SMP ARM`);
  else say(0, `Internal error: ${fault.kind === 'external' || fault.kind === 'alignment' || guardedUser(source, fault, task) ? '' : 'Oops'}: ${guardedUser(source, fault, task) ? Number.parseInt(domainStatus(fault), 16).toString(16) : status(fault)} [#${number}] PREEMPT SMP ARM`);
  say(4, `Modules linked in:${source.modules.list.map((module) => ` ${module.name}(O${module.state === 'coming' ? '+' : module.state === 'going' ? '-' : ''})`).join('')}`);
  say(4, `CPU: 0 PID: ${task?.pid ?? 0} Comm: ${task?.name ?? 'swapper'} Tainted: ${source.isProprietary ? 'P' : 'G'}           O    ${source.profile.release} #1`);
  say(4, 'Hardware name: Xilinx Zynq Platform');
  const trace = frames.filter((frame) => !isProgram(frame)).map((frame) => symbolsOf(source, frame)).reverse().flat();
  const inner = fault.kind === 'execute' ? `0x${at}` : fault.within ?? trace[0];
  const outer = fault.kind === 'execute' || fault.within !== undefined ? trace[0] : trace[1];
  say(4, `PC is at ${inner}`);
  if (outer !== undefined) say(4, `LR is at ${outer}`);
  if (task !== undefined) say(0, `Process ${task.name} (pid: ${task.pid})`);
  say(4, 'Call trace:');
  const callers = fault.kind === 'execute' || fault.within !== undefined ? [inner, ...trace] : trace;
  for (let i = 0; i + 1 < callers.length; i++) say(4, ` ${callers[i]} from ${callers[i + 1]}`);
  say(4, `---[ end trace ${number.toString(16).padStart(16, '0')} ]---`);
  return lines;
}

/** C code of a program: the kernel's call trace ends above it. */
const isProgram = (frame: Frame): boolean => frame.mode === 'user' && frame.locals.thread !== undefined;

/** "dma_init+0x48/0x1d0 [ax_dma]": one, or those of a frame of C code, innermost first. */
function symbolsOf(source: OopsSource, frame: Frame): string[] {
  const inC = source.c.symbols(frame);
  if (inC.length > 0) return inC;
  const code = source.code(frame.routine);
  const offset = (Math.max(0, frame.pc - 1) * 8).toString(16);
  const bytes = functionBytes(code?.steps?.length ?? 0).toString(16);
  return [`${code?.title ?? frame.routine}+0x${offset}/0x${bytes}${code?.module === undefined ? '' : ` [${code.module}]`}`];
}
