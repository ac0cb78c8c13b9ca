/** Calls that the instruction loop does not make itself: through pointers to functions, into natives, and from natives back into C. */
import { fromBig } from './arithmetic';
import { setNaNOfNative } from './floating';
import type { Machine, Stop } from './machine';
import { hex } from './machine';
import type { Task } from './task';
import { CALL_NORMAL, CALL_TOP, RECORD } from './task';

/** Index of the function behind a pointer, if it can take this call; less than 0: a fault is pending. */
export function calleeOf(machine: Machine, address: number, signature: number): number {
  const index = machine.functionFor(address);
  if (index < 0 && address >>> 0 >= 4096 && machine.program.waysOut.length > 0) {
    machine.foreignTarget = address;
    return machine.program.waysOut[signature];
  }
  if (index < 0) {
    const a = address >>> 0;
    machine.raise(a === 0 ? 'null' : 'bad-call', a === 0 ? 'call through a null function pointer' : `call through ${hex(address)}, which is no function`, address);
    return -1;
  }
  const want = machine.program.callSignatures[signature];
  const have = machine.program.functions[index].signature;
  if (want !== have && !callable(want, have)) {
    machine.raise('bad-call', `'${machine.program.functions[index].name}' is called through a pointer to a function of another type`, address);
    return -1;
  }
  return index;
}

/** Whether a call shaped `want` works on a function shaped `have`: same widths, perhaps fewer parameters or no result. */
function callable(want: string, have: string): boolean {
  const w = want.replace(/d/g, 'w').replace('?', '');
  const h = have.replace(/d/g, 'w');
  if (w === h) return true;
  const result = w[0] === h[0] || (w[0] !== 'p' && h[0] !== 'p' && (w[0] === 'v' || h[0] === 'v'));
  return result && !h.includes('.') && !w.includes('.') && w.slice(1).startsWith(h.slice(1));
}

/** Enters the native that `task` stands in. @returns null to go on. */
export function runNative(machine: Machine, task: Task): Stop | null {
  const f = machine.program.functions[task.current];
  const { call } = machine;
  call.enter(task, f.signature, f.paramRegisters, f.registers);
  const r = machine.natives[f.native].body(call);
  if (machine.stalled) {
    machine.pending = null;
    task.registers[task.base + f.paramRegisters]--;
    machine.stalled = false;
    return 'stalled';
  }
  if (machine.pending !== null) {
    machine.completeFault(task);
    return 'fault';
  }
  const { base, registers: R } = task;
  if (typeof r === 'number') {
    if (!f.signature.startsWith('d')) R[base] = r;
    else if (r === r) task.doubles[base >> 1] = r;
    else setNaNOfNative(R, base, f.signature, machine.program.target === 'arm');
  } else if (typeof r === 'bigint') fromBig(R, base, r);
  else if (r !== undefined && 'exit' in r) {
    machine.exitCode = r.exit;
    return 'exited';
  } else if (r !== undefined && 'block' in r) {
    task.status = 'blocked';
    return 'blocked';
  } else if (r !== undefined) return callBack(machine, task, r.call, r.args);
  leave(task);
  if (task.status === 'returned') return 'returned';
  return machine.stopRequested ? 'budget' : null;
}

function leave(task: Task): void {
  const top = --task.depth * RECORD;
  const W = task.records;
  const kind = W[top + 4];
  task.pc = W[top];
  task.base = W[top + 1];
  task.sp = W[top + 2];
  task.current = W[top + 3];
  if (kind === CALL_TOP) task.status = 'returned';
}

function callBack(machine: Machine, task: Task, address: number, args: number[]): Stop | null {
  const index = machine.functionFor(address);
  if (index < 0) {
    machine.raise(address === 0 ? 'null' : 'bad-call', 'callback is no function', address);
    machine.completeFault(task);
    return 'fault';
  }
  const f = machine.program.functions[task.current];
  task.records.set([task.pc, task.base, task.sp, task.current, CALL_NORMAL], task.depth * RECORD);
  task.depth++;
  task.base += f.registers;
  task.registers.set(args, task.base);
  task.current = index;
  const g = machine.program.functions[index];
  task.pc = g.entry;
  if (g.native >= 0) task.registers[task.base + g.paramRegisters] = 0;
  if (g.frameSize > 0 && !machine.openFrame(task, index)) {
    machine.completeFault(task);
    return 'fault';
  }
  return null;
}
