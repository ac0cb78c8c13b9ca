/**
 * The instruction loop. Case numbers are the operation numbers of bytecode.ts, written out because only literal cases
 * compile to a jump table; interpret.test.ts holds them to the table. Long on purpose: one function, one switch.
 */
import { bitCount, div64, doubleTo64, mul64, overflowing, shift64, toBig, fromBig } from './arithmetic';
import { OP } from './bytecode';
import { HotLoops } from './hot-loops';
import type { FaultKind, Machine, Stop } from './machine';
import { hex } from './machine';
import { POISON, READY, UNINITIALISED } from './shadow';
import type { Task } from './task';
import { CALL_NORMAL, RECORD } from './task';

const floatWord = new Float32Array(1);
const intWord = new Int32Array(floatWord.buffer);
function bitsToFloat(v: number): number {
  intWord[0] = v;
  return floatWord[0];
}
function floatToBits(x: number): number {
  floatWord[0] = x;
  return intWord[0];
}

/** Memory of no size, where there is nothing quick. */
const NOTHING = { bytes: new Uint8Array(0), halves: new Uint16Array(0), words: new Int32Array(0) };

const HOT = OP.hot;

export class Interpreter {
  /** Instructions not used of the last budget. */
  left = 0;
  /** Per function, 8 words: entry, registers, frame size, frame register, native, parameter registers. */
  private readonly table: Int32Array;
  readonly loops: HotLoops;

  constructor(readonly machine: Machine) {
    this.loops = new HotLoops(machine);
    this.table = new Int32Array(machine.program.functions.length * 8);
    machine.program.functions.forEach((f, i) => this.table.set([f.entry, f.registers, f.frameSize, f.frameRegister, f.native, f.paramRegisters], i * 8));
  }

  /** Runs at most `budget` instructions of `task`. */
  step(task: Task, budget: number): Stop {
    const { machine, table: F, loops } = this;
    if (task.status !== 'ready') return task.status === 'blocked' ? 'blocked' : 'returned';
    const { code, tables, textBase } = machine.program;
    const { registers: R, doubles: D, undefined: U, records: W } = task;
    const { base: low, size, bytes: m8, shadow: s8 } = machine.ram;
    const m16 = new Uint16Array(m8.buffer);
    const m32 = new Int32Array(m8.buffer);
    const f32 = new Float32Array(m8.buffer);
    const s16 = new Uint16Array(s8.buffer);
    const s32 = new Int32Array(s8.buffer);
    const quick = machine.port?.quick;
    const { bytes: c8, halves: c16, words: c32 } = quick ?? NOTHING;
    const limit = W.length / RECORD;
    let b = task.base;
    let pc = task.pc;
    let depth = task.depth;
    let left = budget;
    machine.running = task;
    machine.stopRequested = false;
    while (left-- > 0) {
      let op = code[pc];
      if (op === HOT) {
        const rest = loops.enter(task, pc, b, left + 1);
        if (rest !== left + 1) {
          left = rest;
          pc = task.pc;
          continue;
        }
        op = loops.under(pc);
      }
      switch (op) {
        case 0:  // nop
          pc += 4;
          break;
        case 1:  // mov
          R[b + code[pc + 1]] = R[b + code[pc + 2]];
          pc += 4;
          break;
        case 2: { // mov2
          const d = b + code[pc + 1];
          const s = b + code[pc + 2];
          R[d] = R[s];
          R[d + 1] = R[s + 1];
          pc += 4;
          break;
        }
        case 3:  // li
          R[b + code[pc + 1]] = code[pc + 2];
          pc += 4;
          break;
        case 4: { // li2
          const d = b + code[pc + 1];
          R[d] = code[pc + 2];
          R[d + 1] = code[pc + 3];
          pc += 4;
          break;
        }
        case 5:  // add
          R[b + code[pc + 1]] = (R[b + code[pc + 2]] + R[b + code[pc + 3]]) | 0;
          pc += 4;
          break;
        case 6:  // sub
          R[b + code[pc + 1]] = (R[b + code[pc + 2]] - R[b + code[pc + 3]]) | 0;
          pc += 4;
          break;
        case 7:  // mul
          R[b + code[pc + 1]] = Math.imul(R[b + code[pc + 2]], R[b + code[pc + 3]]);
          pc += 4;
          break;
        case 8:  // and
          R[b + code[pc + 1]] = R[b + code[pc + 2]] & R[b + code[pc + 3]];
          pc += 4;
          break;
        case 9:  // or
          R[b + code[pc + 1]] = R[b + code[pc + 2]] | R[b + code[pc + 3]];
          pc += 4;
          break;
        case 10:  // xor
          R[b + code[pc + 1]] = R[b + code[pc + 2]] ^ R[b + code[pc + 3]];
          pc += 4;
          break;
        case 11: { // shl
          const n = R[b + code[pc + 3]];
          if (n >>> 0 > 31) return this.stop(task, pc, b, left, 'shift', `shift by ${n} of a 32-bit value`);
          R[b + code[pc + 1]] = R[b + code[pc + 2]] << n;
          pc += 4;
          break;
        }
        case 12: { // shr
          const n = R[b + code[pc + 3]];
          if (n >>> 0 > 31) return this.stop(task, pc, b, left, 'shift', `shift by ${n} of a 32-bit value`);
          R[b + code[pc + 1]] = R[b + code[pc + 2]] >> n;
          pc += 4;
          break;
        }
        case 13: { // shru
          const n = R[b + code[pc + 3]];
          if (n >>> 0 > 31) return this.stop(task, pc, b, left, 'shift', `shift by ${n} of a 32-bit value`);
          R[b + code[pc + 1]] = R[b + code[pc + 2]] >>> n;
          pc += 4;
          break;
        }
        case 14: { // div
          const x = R[b + code[pc + 2]];
          const y = R[b + code[pc + 3]];
          if (y === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          if (y === -1 && x === -2147483648) return this.stop(task, pc, b, left, 'division', 'the quotient of -2147483648 and -1 does not fit');
          R[b + code[pc + 1]] = (x / y) | 0;
          pc += 4;
          break;
        }
        case 15: { // divu
          const y = R[b + code[pc + 3]] >>> 0;
          if (y === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          R[b + code[pc + 1]] = ((R[b + code[pc + 2]] >>> 0) / y) | 0;
          pc += 4;
          break;
        }
        case 16: { // rem
          const x = R[b + code[pc + 2]];
          const y = R[b + code[pc + 3]];
          if (y === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          if (y === -1 && x === -2147483648) return this.stop(task, pc, b, left, 'division', 'the quotient of -2147483648 and -1 does not fit');
          R[b + code[pc + 1]] = (x % y) | 0;
          pc += 4;
          break;
        }
        case 17: { // remu
          const y = R[b + code[pc + 3]] >>> 0;
          if (y === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          R[b + code[pc + 1]] = ((R[b + code[pc + 2]] >>> 0) % y) | 0;
          pc += 4;
          break;
        }
        case 18:  // addi
          R[b + code[pc + 1]] = (R[b + code[pc + 2]] + code[pc + 3]) | 0;
          pc += 4;
          break;
        case 19:  // muli
          R[b + code[pc + 1]] = Math.imul(R[b + code[pc + 2]], code[pc + 3]);
          pc += 4;
          break;
        case 20:  // andi
          R[b + code[pc + 1]] = R[b + code[pc + 2]] & code[pc + 3];
          pc += 4;
          break;
        case 21:  // ori
          R[b + code[pc + 1]] = R[b + code[pc + 2]] | code[pc + 3];
          pc += 4;
          break;
        case 22:  // xori
          R[b + code[pc + 1]] = R[b + code[pc + 2]] ^ code[pc + 3];
          pc += 4;
          break;
        case 23:  // shli
          R[b + code[pc + 1]] = R[b + code[pc + 2]] << code[pc + 3];
          pc += 4;
          break;
        case 24:  // shri
          R[b + code[pc + 1]] = R[b + code[pc + 2]] >> code[pc + 3];
          pc += 4;
          break;
        case 25:  // shrui
          R[b + code[pc + 1]] = R[b + code[pc + 2]] >>> code[pc + 3];
          pc += 4;
          break;
        case 26:  // neg
          R[b + code[pc + 1]] = -R[b + code[pc + 2]] | 0;
          pc += 4;
          break;
        case 27:  // not
          R[b + code[pc + 1]] = ~R[b + code[pc + 2]];
          pc += 4;
          break;
        case 28:  // seq
          R[b + code[pc + 1]] = R[b + code[pc + 2]] === R[b + code[pc + 3]] ? 1 : 0;
          pc += 4;
          break;
        case 29:  // sne
          R[b + code[pc + 1]] = R[b + code[pc + 2]] !== R[b + code[pc + 3]] ? 1 : 0;
          pc += 4;
          break;
        case 30:  // slt
          R[b + code[pc + 1]] = R[b + code[pc + 2]] < R[b + code[pc + 3]] ? 1 : 0;
          pc += 4;
          break;
        case 31:  // sle
          R[b + code[pc + 1]] = R[b + code[pc + 2]] <= R[b + code[pc + 3]] ? 1 : 0;
          pc += 4;
          break;
        case 32:  // sltu
          R[b + code[pc + 1]] = R[b + code[pc + 2]] >>> 0 < R[b + code[pc + 3]] >>> 0 ? 1 : 0;
          pc += 4;
          break;
        case 33:  // sleu
          R[b + code[pc + 1]] = R[b + code[pc + 2]] >>> 0 <= R[b + code[pc + 3]] >>> 0 ? 1 : 0;
          pc += 4;
          break;
        case 34:  // seqi
          R[b + code[pc + 1]] = R[b + code[pc + 2]] === code[pc + 3] ? 1 : 0;
          pc += 4;
          break;
        case 35:  // snei
          R[b + code[pc + 1]] = R[b + code[pc + 2]] !== code[pc + 3] ? 1 : 0;
          pc += 4;
          break;
        case 36:  // sx8
          R[b + code[pc + 1]] = (R[b + code[pc + 2]] << 24) >> 24;
          pc += 4;
          break;
        case 37:  // zx8
          R[b + code[pc + 1]] = R[b + code[pc + 2]] & 255;
          pc += 4;
          break;
        case 38:  // sx16
          R[b + code[pc + 1]] = (R[b + code[pc + 2]] << 16) >> 16;
          pc += 4;
          break;
        case 39:  // zx16
          R[b + code[pc + 1]] = R[b + code[pc + 2]] & 65535;
          pc += 4;
          break;
        case 40:  // bool
          R[b + code[pc + 1]] = R[b + code[pc + 2]] !== 0 ? 1 : 0;
          pc += 4;
          break;
        case 41:  // jmp
          pc = code[pc + 1];
          break;
        case 42:  // beq
          pc = R[b + code[pc + 1]] === R[b + code[pc + 2]] ? code[pc + 3] : pc + 4;
          break;
        case 43:  // bne
          pc = R[b + code[pc + 1]] !== R[b + code[pc + 2]] ? code[pc + 3] : pc + 4;
          break;
        case 44:  // blt
          pc = R[b + code[pc + 1]] < R[b + code[pc + 2]] ? code[pc + 3] : pc + 4;
          break;
        case 45:  // ble
          pc = R[b + code[pc + 1]] <= R[b + code[pc + 2]] ? code[pc + 3] : pc + 4;
          break;
        case 46:  // bltu
          pc = R[b + code[pc + 1]] >>> 0 < R[b + code[pc + 2]] >>> 0 ? code[pc + 3] : pc + 4;
          break;
        case 47:  // bleu
          pc = R[b + code[pc + 1]] >>> 0 <= R[b + code[pc + 2]] >>> 0 ? code[pc + 3] : pc + 4;
          break;
        case 48:  // beqi
          pc = R[b + code[pc + 1]] === code[pc + 2] ? code[pc + 3] : pc + 4;
          break;
        case 49:  // bnei
          pc = R[b + code[pc + 1]] !== code[pc + 2] ? code[pc + 3] : pc + 4;
          break;
        case 50:  // blti
          pc = R[b + code[pc + 1]] < code[pc + 2] ? code[pc + 3] : pc + 4;
          break;
        case 51:  // bgei
          pc = R[b + code[pc + 1]] >= code[pc + 2] ? code[pc + 3] : pc + 4;
          break;
        case 52:  // blei
          pc = R[b + code[pc + 1]] <= code[pc + 2] ? code[pc + 3] : pc + 4;
          break;
        case 53:  // bgti
          pc = R[b + code[pc + 1]] > code[pc + 2] ? code[pc + 3] : pc + 4;
          break;
        case 54:  // bltui
          pc = R[b + code[pc + 1]] >>> 0 < code[pc + 2] >>> 0 ? code[pc + 3] : pc + 4;
          break;
        case 55:  // bgeui
          pc = R[b + code[pc + 1]] >>> 0 >= code[pc + 2] >>> 0 ? code[pc + 3] : pc + 4;
          break;
        case 56:  // bleui
          pc = R[b + code[pc + 1]] >>> 0 <= code[pc + 2] >>> 0 ? code[pc + 3] : pc + 4;
          break;
        case 57:  // bgtui
          pc = R[b + code[pc + 1]] >>> 0 > code[pc + 2] >>> 0 ? code[pc + 3] : pc + 4;
          break;
        case 58: { // add2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          const low = (R[x] >>> 0) + (R[y] >>> 0);
          R[d + 1] = (R[x + 1] + R[y + 1] + (low > 4294967295 ? 1 : 0)) | 0;
          R[d] = low | 0;
          pc += 4;
          break;
        }
        case 59: { // sub2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          const low = (R[x] >>> 0) - (R[y] >>> 0);
          R[d + 1] = (R[x + 1] - R[y + 1] - (low < 0 ? 1 : 0)) | 0;
          R[d] = low | 0;
          pc += 4;
          break;
        }
        case 60:  // mul2
          mul64(R, b + code[pc + 1], b + code[pc + 2], b + code[pc + 3]);
          pc += 4;
          break;
        case 61: { // and2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[d] = R[x] & R[y];
          R[d + 1] = R[x + 1] & R[y + 1];
          pc += 4;
          break;
        }
        case 62: { // or2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[d] = R[x] | R[y];
          R[d + 1] = R[x + 1] | R[y + 1];
          pc += 4;
          break;
        }
        case 63: { // xor2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[d] = R[x] ^ R[y];
          R[d + 1] = R[x + 1] ^ R[y + 1];
          pc += 4;
          break;
        }
        case 64: { // shl2
          const n = R[b + code[pc + 3]];
          if (n >>> 0 > 63) return this.stop(task, pc, b, left, 'shift', `shift by ${n} of a 64-bit value`);
          shift64(R, b + code[pc + 1], b + code[pc + 2], n, 'left');
          pc += 4;
          break;
        }
        case 65: { // shr2
          const n = R[b + code[pc + 3]];
          if (n >>> 0 > 63) return this.stop(task, pc, b, left, 'shift', `shift by ${n} of a 64-bit value`);
          shift64(R, b + code[pc + 1], b + code[pc + 2], n, 'right');
          pc += 4;
          break;
        }
        case 66: { // shru2
          const n = R[b + code[pc + 3]];
          if (n >>> 0 > 63) return this.stop(task, pc, b, left, 'shift', `shift by ${n} of a 64-bit value`);
          shift64(R, b + code[pc + 1], b + code[pc + 2], n, 'logical');
          pc += 4;
          break;
        }
        case 67: { // div2
          const y = b + code[pc + 3];
          if (R[y] === 0 && R[y + 1] === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          if (!div64(R, b + code[pc + 1], b + code[pc + 2], y, true, false)) return this.stop(task, pc, b, left, 'division', 'the quotient of the smallest long long and -1 does not fit');
          pc += 4;
          break;
        }
        case 68: { // divu2
          const y = b + code[pc + 3];
          if (R[y] === 0 && R[y + 1] === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          if (!div64(R, b + code[pc + 1], b + code[pc + 2], y, false, false)) return this.stop(task, pc, b, left, 'division', 'the quotient of the smallest long long and -1 does not fit');
          pc += 4;
          break;
        }
        case 69: { // rem2
          const y = b + code[pc + 3];
          if (R[y] === 0 && R[y + 1] === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          if (!div64(R, b + code[pc + 1], b + code[pc + 2], y, true, true)) return this.stop(task, pc, b, left, 'division', 'the quotient of the smallest long long and -1 does not fit');
          pc += 4;
          break;
        }
        case 70: { // remu2
          const y = b + code[pc + 3];
          if (R[y] === 0 && R[y + 1] === 0) return this.stop(task, pc, b, left, 'division', 'division by zero');
          if (!div64(R, b + code[pc + 1], b + code[pc + 2], y, false, true)) return this.stop(task, pc, b, left, 'division', 'the quotient of the smallest long long and -1 does not fit');
          pc += 4;
          break;
        }
        case 71: { // neg2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          const low = -R[x] | 0;
          R[d + 1] = (~R[x + 1] + (low === 0 ? 1 : 0)) | 0;
          R[d] = low;
          pc += 4;
          break;
        }
        case 72: { // not2
          const d = b + code[pc + 1];
          const x = b + code[pc + 2];
          R[d] = ~R[x];
          R[d + 1] = ~R[x + 1];
          pc += 4;
          break;
        }
        case 73: { // seq2
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[b + code[pc + 1]] = R[x] === R[y] && R[x + 1] === R[y + 1] ? 1 : 0;
          pc += 4;
          break;
        }
        case 74: { // sne2
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[b + code[pc + 1]] = R[x] !== R[y] || R[x + 1] !== R[y + 1] ? 1 : 0;
          pc += 4;
          break;
        }
        case 75: { // slt2
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[b + code[pc + 1]] = R[x + 1] < R[y + 1] || (R[x + 1] === R[y + 1] && R[x] >>> 0 < R[y] >>> 0) ? 1 : 0;
          pc += 4;
          break;
        }
        case 76: { // sle2
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[b + code[pc + 1]] = R[x + 1] < R[y + 1] || (R[x + 1] === R[y + 1] && R[x] >>> 0 <= R[y] >>> 0) ? 1 : 0;
          pc += 4;
          break;
        }
        case 77: { // sltu2
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[b + code[pc + 1]] = R[x + 1] >>> 0 < R[y + 1] >>> 0 || (R[x + 1] === R[y + 1] && R[x] >>> 0 < R[y] >>> 0) ? 1 : 0;
          pc += 4;
          break;
        }
        case 78: { // sleu2
          const x = b + code[pc + 2];
          const y = b + code[pc + 3];
          R[b + code[pc + 1]] = R[x + 1] >>> 0 < R[y + 1] >>> 0 || (R[x + 1] === R[y + 1] && R[x] >>> 0 <= R[y] >>> 0) ? 1 : 0;
          pc += 4;
          break;
        }
        case 79: { // sx2
          const v = R[b + code[pc + 2]];
          const d = b + code[pc + 1];
          R[d] = v;
          R[d + 1] = v >> 31;
          pc += 4;
          break;
        }
        case 80: { // zx2
          const v = R[b + code[pc + 2]];
          const d = b + code[pc + 1];
          R[d] = v;
          R[d + 1] = 0;
          pc += 4;
          break;
        }
        case 81: { // bool2
          const x = b + code[pc + 2];
          R[b + code[pc + 1]] = (R[x] | R[x + 1]) !== 0 ? 1 : 0;
          pc += 4;
          break;
        }
        case 82:  // fadd
          D[(b + code[pc + 1]) >> 1] = D[(b + code[pc + 2]) >> 1] + D[(b + code[pc + 3]) >> 1];
          pc += 4;
          break;
        case 83:  // fsub
          D[(b + code[pc + 1]) >> 1] = D[(b + code[pc + 2]) >> 1] - D[(b + code[pc + 3]) >> 1];
          pc += 4;
          break;
        case 84:  // fmul
          D[(b + code[pc + 1]) >> 1] = D[(b + code[pc + 2]) >> 1] * D[(b + code[pc + 3]) >> 1];
          pc += 4;
          break;
        case 85:  // fdiv
          D[(b + code[pc + 1]) >> 1] = D[(b + code[pc + 2]) >> 1] / D[(b + code[pc + 3]) >> 1];
          pc += 4;
          break;
        case 86:  // fneg
          D[(b + code[pc + 1]) >> 1] = -D[(b + code[pc + 2]) >> 1];
          pc += 4;
          break;
        case 87:  // fround
          D[(b + code[pc + 1]) >> 1] = Math.fround(D[(b + code[pc + 2]) >> 1]);
          pc += 4;
          break;
        case 88:  // feq
          R[b + code[pc + 1]] = D[(b + code[pc + 2]) >> 1] === D[(b + code[pc + 3]) >> 1] ? 1 : 0;
          pc += 4;
          break;
        case 89:  // fne
          R[b + code[pc + 1]] = D[(b + code[pc + 2]) >> 1] !== D[(b + code[pc + 3]) >> 1] ? 1 : 0;
          pc += 4;
          break;
        case 90:  // flt
          R[b + code[pc + 1]] = D[(b + code[pc + 2]) >> 1] < D[(b + code[pc + 3]) >> 1] ? 1 : 0;
          pc += 4;
          break;
        case 91:  // fle
          R[b + code[pc + 1]] = D[(b + code[pc + 2]) >> 1] <= D[(b + code[pc + 3]) >> 1] ? 1 : 0;
          pc += 4;
          break;
        case 92:  // fbool
          R[b + code[pc + 1]] = D[(b + code[pc + 2]) >> 1] !== 0 ? 1 : 0;
          pc += 4;
          break;
        case 93:  // i2d
          D[(b + code[pc + 1]) >> 1] = R[b + code[pc + 2]];
          pc += 4;
          break;
        case 94:  // u2d
          D[(b + code[pc + 1]) >> 1] = R[b + code[pc + 2]] >>> 0;
          pc += 4;
          break;
        case 95:  // l2d
          D[(b + code[pc + 1]) >> 1] = Number(toBig(R, b + code[pc + 2], true));
          pc += 4;
          break;
        case 96:  // ul2d
          D[(b + code[pc + 1]) >> 1] = Number(toBig(R, b + code[pc + 2], false));
          pc += 4;
          break;
        case 97: { // d2i
          const x = Math.trunc(D[(b + code[pc + 2]) >> 1]);
          R[b + code[pc + 1]] = x >= -2147483648 && x < 2147483648 ? x : -2147483648;
          pc += 4;
          break;
        }
        case 98: { // d2u
          const x = Math.trunc(D[(b + code[pc + 2]) >> 1]);
          R[b + code[pc + 1]] = x > -2147483648 && x < 4294967296 ? x | 0 : -2147483648;
          pc += 4;
          break;
        }
        case 99:  // d2l
          doubleTo64(R, b + code[pc + 1], D[(b + code[pc + 2]) >> 1], true);
          pc += 4;
          break;
        case 100:  // d2ul
          doubleTo64(R, b + code[pc + 1], D[(b + code[pc + 2]) >> 1], false);
          pc += 4;
          break;
        case 101: { // ld8
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + code[pc + 1]] = (m8[o] << 24) >> 24;
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = (c8[at] << 24) >> 24;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 1);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = (v << 24) >> 24;
            }
          }
          pc += 4;
          break;
        }
        case 102: { // ld8u
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + code[pc + 1]] = m8[o];
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c8[at] & 255;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 1);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v & 255;
            }
          }
          pc += 4;
          break;
        }
        case 103: { // ld16
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + code[pc + 1]] = (m16[o >>> 1] << 16) >> 16;
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = (c16[at] << 16) >> 16;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 2);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = (v << 16) >> 16;
            }
          }
          pc += 4;
          break;
        }
        case 104: { // ld16u
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + code[pc + 1]] = m16[o >>> 1];
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c16[at] & 65535;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 2);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v & 65535;
            }
          }
          pc += 4;
          break;
        }
        case 105: { // ld32
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) R[b + code[pc + 1]] = m32[o >>> 2];
          else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c32[at];
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v;
            }
          }
          pc += 4;
          break;
        }
        case 106: { // ld64
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          const d = b + code[pc + 1];
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & s32[(o >>> 2) + 1] & 0x02020202) === 0x02020202) {
            R[d] = m32[o >>> 2];
            R[d + 1] = m32[(o >>> 2) + 1];
          } else {
            const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4, 8);
            const w = machine.pending === null ? this.slowLoad(task, pc, b, left, (o + low + 4) | 0, 4, 8) : 0;
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
            R[d] = v;
            R[d + 1] = w;
          }
          pc += 4;
          break;
        }
        case 107: { // ldf
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) D[(b + code[pc + 1]) >> 1] = f32[o >>> 2];
          else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) D[(b + code[pc + 1]) >> 1] = bitsToFloat(c32[at]);
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              D[(b + code[pc + 1]) >> 1] = bitsToFloat(v);
            }
          }
          pc += 4;
          break;
        }
        case 108: { // st8
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (s8[o] & 1) !== 0) {
            m8[o] = R[b + code[pc + 1]];
          s8[o] = 3;
          } else if (quick === undefined || !quick.write8((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 1, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 109: { // st16
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0101) === 0x0101) {
            m16[o >>> 1] = R[b + code[pc + 1]];
          s16[o >>> 1] = 0x0303;
          } else if (quick === undefined || !quick.write16((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 2, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 110: { // st32
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[b + code[pc + 1]];
          s32[o >>> 2] = 0x03030303;
          } else if (quick === undefined || !quick.write32((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 111: { // st64
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          const d = b + code[pc + 1];
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & s32[(o >>> 2) + 1] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[d];
            m32[(o >>> 2) + 1] = R[d + 1];
            s32[o >>> 2] = 0x03030303;
            s32[(o >>> 2) + 1] = 0x03030303;
          } else {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, R[d], 8);
            if (machine.pending === null) this.slowStore(task, pc, b, left, (o + low + 4) | 0, 4, R[d + 1], 8);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 112: { // stf
          const o = (R[b + code[pc + 2]] + code[pc + 3] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            f32[o >>> 2] = D[(b + code[pc + 1]) >> 1];
            s32[o >>> 2] = 0x03030303;
          } else {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, floatToBits(D[(b + code[pc + 1]) >> 1]));
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 113: { // ldx8
          const o = (R[b + code[pc + 2]] + R[b + code[pc + 3]] - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + code[pc + 1]] = (m8[o] << 24) >> 24;
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = (c8[at] << 24) >> 24;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 1);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = (v << 24) >> 24;
            }
          }
          pc += 4;
          break;
        }
        case 114: { // ldx8u
          const o = (R[b + code[pc + 2]] + R[b + code[pc + 3]] - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + code[pc + 1]] = m8[o];
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c8[at] & 255;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 1);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v & 255;
            }
          }
          pc += 4;
          break;
        }
        case 115: { // ldx16
          const o = (R[b + code[pc + 2]] + (R[b + code[pc + 3]] << 1) - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + code[pc + 1]] = (m16[o >>> 1] << 16) >> 16;
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = (c16[at] << 16) >> 16;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 2);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = (v << 16) >> 16;
            }
          }
          pc += 4;
          break;
        }
        case 116: { // ldx16u
          const o = (R[b + code[pc + 2]] + (R[b + code[pc + 3]] << 1) - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + code[pc + 1]] = m16[o >>> 1];
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c16[at] & 65535;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 2);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v & 65535;
            }
          }
          pc += 4;
          break;
        }
        case 117: { // ldx32
          const o = (R[b + code[pc + 2]] + (R[b + code[pc + 3]] << 2) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) R[b + code[pc + 1]] = m32[o >>> 2];
          else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c32[at];
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v;
            }
          }
          pc += 4;
          break;
        }
        case 118: { // stx8
          const o = (R[b + code[pc + 2]] + R[b + code[pc + 3]] - low) >>> 0;
          if (o < size && (s8[o] & 1) !== 0) {
            m8[o] = R[b + code[pc + 1]];
          s8[o] = 3;
          } else if (quick === undefined || !quick.write8((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 1, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 119: { // stx16
          const o = (R[b + code[pc + 2]] + (R[b + code[pc + 3]] << 1) - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0101) === 0x0101) {
            m16[o >>> 1] = R[b + code[pc + 1]];
          s16[o >>> 1] = 0x0303;
          } else if (quick === undefined || !quick.write16((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 2, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 120: { // stx32
          const o = (R[b + code[pc + 2]] + (R[b + code[pc + 3]] << 2) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[b + code[pc + 1]];
          s32[o >>> 2] = 0x03030303;
          } else if (quick === undefined || !quick.write32((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 121: { // lda8
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + code[pc + 1]] = (m8[o] << 24) >> 24;
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = (c8[at] << 24) >> 24;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 1);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = (v << 24) >> 24;
            }
          }
          pc += 4;
          break;
        }
        case 122: { // lda8u
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + code[pc + 1]] = m8[o];
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c8[at] & 255;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 1);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v & 255;
            }
          }
          pc += 4;
          break;
        }
        case 123: { // lda16
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + code[pc + 1]] = (m16[o >>> 1] << 16) >> 16;
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = (c16[at] << 16) >> 16;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 2);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = (v << 16) >> 16;
            }
          }
          pc += 4;
          break;
        }
        case 124: { // lda16u
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + code[pc + 1]] = m16[o >>> 1];
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c16[at] & 65535;
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 2);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v & 65535;
            }
          }
          pc += 4;
          break;
        }
        case 125: { // lda32
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) R[b + code[pc + 1]] = m32[o >>> 2];
          else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) R[b + code[pc + 1]] = c32[at];
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              R[b + code[pc + 1]] = v;
            }
          }
          pc += 4;
          break;
        }
        case 126: { // lda64
          const o = (code[pc + 2] - low) >>> 0;
          const d = b + code[pc + 1];
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & s32[(o >>> 2) + 1] & 0x02020202) === 0x02020202) {
            R[d] = m32[o >>> 2];
            R[d + 1] = m32[(o >>> 2) + 1];
          } else {
            const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4, 8);
            const w = machine.pending === null ? this.slowLoad(task, pc, b, left, (o + low + 4) | 0, 4, 8) : 0;
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
            R[d] = v;
            R[d + 1] = w;
          }
          pc += 4;
          break;
        }
        case 127: { // ldaf
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) D[(b + code[pc + 1]) >> 1] = f32[o >>> 2];
          else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) D[(b + code[pc + 1]) >> 1] = bitsToFloat(c32[at]);
            else {
              const v = this.slowLoad(task, pc, b, left, (o + low) | 0, 4);
              if (machine.pending !== null || machine.stopRequested) {
                if (machine.pending !== null) return this.failed(task, pc, b, left);
                if (machine.stalled) return this.stall(task, pc, b, left);
                left = 0;
              }
              D[(b + code[pc + 1]) >> 1] = bitsToFloat(v);
            }
          }
          pc += 4;
          break;
        }
        case 128: { // sta8
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (s8[o] & 1) !== 0) {
            m8[o] = R[b + code[pc + 1]];
          s8[o] = 3;
          } else if (quick === undefined || !quick.write8((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 1, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 129: { // sta16
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0101) === 0x0101) {
            m16[o >>> 1] = R[b + code[pc + 1]];
          s16[o >>> 1] = 0x0303;
          } else if (quick === undefined || !quick.write16((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 2, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 130: { // sta32
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[b + code[pc + 1]];
          s32[o >>> 2] = 0x03030303;
          } else if (quick === undefined || !quick.write32((o + low) | 0, R[b + code[pc + 1]], pc, left)) {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, R[b + code[pc + 1]]);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 131: { // sta64
          const o = (code[pc + 2] - low) >>> 0;
          const d = b + code[pc + 1];
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & s32[(o >>> 2) + 1] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[d];
            m32[(o >>> 2) + 1] = R[d + 1];
            s32[o >>> 2] = 0x03030303;
            s32[(o >>> 2) + 1] = 0x03030303;
          } else {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, R[d], 8);
            if (machine.pending === null) this.slowStore(task, pc, b, left, (o + low + 4) | 0, 4, R[d + 1], 8);
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 132: { // staf
          const o = (code[pc + 2] - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            f32[o >>> 2] = D[(b + code[pc + 1]) >> 1];
            s32[o >>> 2] = 0x03030303;
          } else {
            this.slowStore(task, pc, b, left, (o + low) | 0, 4, floatToBits(D[(b + code[pc + 1]) >> 1]));
            if (machine.pending !== null || machine.stopRequested) {
              if (machine.pending !== null) return this.failed(task, pc, b, left);
              if (machine.stalled) return this.stall(task, pc, b, left);
              left = 0;
            }
          }
          pc += 4;
          break;
        }
        case 133:  // ldbf
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.loadBits(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3], false);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 134:  // ldbf2
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.loadBits(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3], true);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 135:  // stbf
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.storeBits(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3], false);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 136:  // stbf2
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.storeBits(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3], true);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 137:  // ldu
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.loadUnaligned(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 138:  // ldu2
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.loadUnaligned(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 139:  // stu
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.storeUnaligned(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 140:  // stu2
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.storeUnaligned(R, b + code[pc + 1], R[b + code[pc + 2]], code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 141:  // copy
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.copyBytes(R[b + code[pc + 1]], R[b + code[pc + 2]], code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 142:  // zero
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.zeroBytes((R[b + code[pc + 1]] + code[pc + 2]) | 0, code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 143:  // uninit
          machine.ram.setShadow((R[b + code[pc + 1]] + code[pc + 2]) | 0, code[pc + 3], 1);
          pc += 4;
          break;
        case 144: { // call
          const index = code[pc + 1];
          const args = code[pc + 2];
          const f = index * 8;
          if (depth + 1 >= limit || b + args + F[f + 1] > R.length) return this.stop(task, pc, b, left, 'stack-overflow', 'stack overflow: calls nested too deep');
          W[depth * 5] = pc + 4;
          W[depth * 5 + 1] = b;
          W[depth * 5 + 2] = task.sp;
          W[depth * 5 + 3] = task.current;
          W[depth * 5 + 4] = 0;
          task.depth = ++depth;
          b += args;
          task.current = index;
          pc = F[f];
          if (F[f + 2] > 0) {
            task.base = b;
            if (!machine.openFrame(task, index)) return this.failed(task, pc, b, left);
          } else if (F[f + 4] >= 0) R[b + F[f + 5]] = 0;
          break;
        }
        case 145: { // callp
          const index = this.callee(task, pc, b, R[b + code[pc + 1]], code[pc + 3]);
          if (index < 0) return this.failed(task, pc, b, left);
          const args = code[pc + 2];
          const f = index * 8;
          if (depth + 1 >= limit || b + args + F[f + 1] > R.length) return this.stop(task, pc, b, left, 'stack-overflow', 'stack overflow: calls nested too deep');
          W[depth * 5] = pc + 4;
          W[depth * 5 + 1] = b;
          W[depth * 5 + 2] = task.sp;
          W[depth * 5 + 3] = task.current;
          W[depth * 5 + 4] = 0;
          task.depth = ++depth;
          b += args;
          task.current = index;
          pc = F[f];
          if (F[f + 2] > 0) {
            task.base = b;
            if (!machine.openFrame(task, index)) return this.failed(task, pc, b, left);
          } else if (F[f + 4] >= 0) R[b + F[f + 5]] = 0;
          break;
        }
        case 146: { // native
          task.pc = pc;
          task.base = b;
          machine.left = left;
          const stop = this.runNative(task);
          if (stop !== null) {
            this.left = left;
            return stop;
          }
          pc = task.pc;
          b = task.base;
          depth = task.depth;
          break;
        }
        case 147: { // ret
          if (code[pc + 1] !== 0) R[b] = 0;
          const top = --depth * 5;
          task.depth = depth;
          if (task.sp !== W[top + 2]) {
            if (task.sp >>> 0 < W[top + 2] >>> 0) machine.setShadow(task.sp, W[top + 2] - task.sp, 16);
            task.sp = W[top + 2];
          }
          pc = W[top];
          b = W[top + 1];
          task.current = W[top + 3];
          if (W[top + 4] === 1) {
            task.pc = pc;
            task.base = b;
            task.status = 'returned';
            this.left = left;
            return 'returned';
          }
          break;
        }
        case 148: { // ret1
          R[b] = R[b + code[pc + 1]];
          const top = --depth * 5;
          task.depth = depth;
          if (task.sp !== W[top + 2]) {
            if (task.sp >>> 0 < W[top + 2] >>> 0) machine.setShadow(task.sp, W[top + 2] - task.sp, 16);
            task.sp = W[top + 2];
          }
          pc = W[top];
          b = W[top + 1];
          task.current = W[top + 3];
          if (W[top + 4] === 1) {
            task.pc = pc;
            task.base = b;
            task.status = 'returned';
            this.left = left;
            return 'returned';
          }
          break;
        }
        case 149: { // ret2
          const s = b + code[pc + 1];
          R[b] = R[s];
          R[b + 1] = R[s + 1];
          const top = --depth * 5;
          task.depth = depth;
          if (task.sp !== W[top + 2]) {
            if (task.sp >>> 0 < W[top + 2] >>> 0) machine.setShadow(task.sp, W[top + 2] - task.sp, 16);
            task.sp = W[top + 2];
          }
          pc = W[top];
          b = W[top + 1];
          task.current = W[top + 3];
          if (W[top + 4] === 1) {
            task.pc = pc;
            task.base = b;
            task.status = 'returned';
            this.left = left;
            return 'returned';
          }
          break;
        }
        case 150: { // table
          const t = tables[code[pc + 2]];
          const k = (R[b + code[pc + 1]] - t.low) >>> 0;
          pc = k < t.targets.length ? t.targets[k] : t.otherwise;
          break;
        }
        case 151: { // jmpr
          const to = (R[b + code[pc + 1]] - textBase) >>> 0;
          if (to >= code.length) return this.stop(task, pc, b, left, 'bad-call', 'computed goto to something that is no label');
          pc = to;
          break;
        }
        case 152:  // undef
          U[b + code[pc + 1]] = 1;
          pc += 4;
          break;
        case 153:  // mark
          U[b + code[pc + 1]] = 0;
          pc += 4;
          break;
        case 154:  // check
          if (U[b + code[pc + 1]] !== 0) return this.stop(task, pc, b, left, 'uninitialised', this.unsetName(task, code[pc + 2]));
          pc += 4;
          break;
        case 155:  // bound
          if (R[b + code[pc + 1]] >>> 0 >= code[pc + 2]) return this.stop(task, pc, b, left, 'index', `index ${R[b + code[pc + 1]]} is outside an array of ${code[pc + 2]} elements`);
          pc += 4;
          break;
        case 156:  // alloca
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.allocate(task, b + code[pc + 1], R[b + code[pc + 2]]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 157:  // spsave
          R[b + code[pc + 1]] = task.sp;
          pc += 4;
          break;
        case 158:  // sprest
          if (task.sp !== R[b + code[pc + 1]]) {
            machine.setShadow(task.sp, R[b + code[pc + 1]] - task.sp, 16);
            task.sp = R[b + code[pc + 1]];
          }
          pc += 4;
          break;
        case 159:  // trap
          return this.stop(task, pc, b, left, 'unreachable', code[pc + 1] === 0 ? 'code marked unreachable was reached' : 'trap');
        case 160:  // bits
          R[b + code[pc + 1]] = bitCount(code[pc + 3], R[b + code[pc + 2]], null);
          pc += 4;
          break;
        case 161:  // bits2
          R[b + code[pc + 1]] = bitCount(code[pc + 3], R[b + code[pc + 2]], R[b + code[pc + 2] + 1]);
          pc += 4;
          break;
        case 162: { // bswap2
          const x = b + code[pc + 2];
          const v = bitCount(5, R[x], null);
          R[b + code[pc + 1]] = bitCount(5, R[x + 1], null);
          R[b + code[pc + 1] + 1] = v;
          pc += 4;
          break;
        }
        case 163:  // overflow
          task.pc = pc;
          task.base = b;
          machine.left = left;
          this.storeOverflow(R, b + code[pc + 1], b + code[pc + 2], code[pc + 3]);
          if (machine.pending !== null || machine.stopRequested) {
            if (machine.pending !== null) return this.failed(task, pc, b, left);
            if (machine.stalled) return this.stall(task, pc, b, left);
            left = 0;
          }
          pc += 4;
          break;
        case 164:  // addjmp
          R[b + code[pc + 1]] = (R[b + code[pc + 1]] + code[pc + 2]) | 0;
          pc = code[pc + 3];
          break;
        case 165:  // break
          task.pc = pc;
          task.base = b;
          this.left = left;
          return 'break';
        case 166:  // hot
        default:
          return this.stop(task, pc, b, left, 'unreachable', `no instruction at ${pc}`);
      }
    }
    task.pc = pc;
    task.base = b;
    this.left = 0;
    return 'budget';
  }

  private stop(task: Task, pc: number, b: number, left: number, kind: FaultKind, message: string): Stop {
    this.machine.raise(kind, message, null);
    return this.failed(task, pc, b, left);
  }
  private stall(task: Task, pc: number, b: number, left: number): Stop {
    this.machine.stalled = false;
    task.pc = pc;
    task.base = b;
    this.left = left;
    return 'stalled';
  }
  private failed(task: Task, pc: number, b: number, left: number): Stop {
    task.pc = pc;
    task.base = b;
    this.left = left;
    this.machine.completeFault(task);
    return 'fault';
  }
  private unsetName(task: Task, local: number): string {
    const name = this.machine.program.functions[task.current].locals[local]?.name;
    return name ? `'${name}' is used before it has a value` : 'a variable is used before it has a value';
  }

  private slowLoad(task: Task, pc: number, b: number, left: number, address: number, size: number, whole = size): number {
    task.pc = pc;
    task.base = b;
    const { machine } = this;
    machine.left = left;
    if ((address & (size - 1)) !== 0 && address >>> 0 >= 4096 && machine.alignedOnly) {
      machine.misaligned(address, whole, false);
      return 0;
    }
    return machine.load(address, size);
  }
  private slowStore(task: Task, pc: number, b: number, left: number, address: number, size: number, value: number, whole = size): void {
    task.pc = pc;
    task.base = b;
    const { machine } = this;
    machine.left = left;
    if ((address & (size - 1)) !== 0 && address >>> 0 >= 4096 && machine.alignedOnly) machine.misaligned(address, whole, true);
    else machine.store(address, size, value);
  }

  /** Bit-fields are read and written byte by byte: neighbours in the same word may be unset. */
  private loadBits(R: Int32Array, d: number, address: number, descriptor: number, wide: boolean): void {
    const f = this.machine.program.bitFields[descriptor];
    const count = (f.start + f.width + 7) >> 3;
    if (!this.machine.checkRead(address, count)) return;
    if (!wide && count <= 4) {
      const v = this.machine.load(address, count) >>> f.start;
      const unused = 32 - f.width;
      R[d] = f.signed ? (v << unused) >> unused : (v << unused) >>> unused;
      return;
    }
    let v = 0n;
    for (let i = count - 1; i >= 0; i--) v = (v << 8n) | BigInt(this.machine.load((address + i) | 0, 1) & 255);
    v >>= BigInt(f.start);
    const bits = f.signed ? BigInt.asIntN(f.width, v) : BigInt.asUintN(f.width, v);
    if (wide) fromBig(R, d, bits);
    else R[d] = Number(BigInt.asIntN(32, bits));
  }
  private storeBits(R: Int32Array, s: number, address: number, descriptor: number, wide: boolean): void {
    const { machine } = this;
    const f = machine.program.bitFields[descriptor];
    const count = (f.start + f.width + 7) >> 3;
    if (!machine.checkWrite(address, count)) return;
    const value = wide ? toBig(R, s, false) : BigInt(R[s] >>> 0);
    for (let i = 0; i < count; i++) {
      const at = (address + i) | 0;
      const inside = machine.ram.contains(at, 1);
      const old = inside ? machine.ram.bytes[(at - machine.ram.base) >>> 0] : machine.load(at, 1) & 255;
      let byte = old;
      for (let k = 0; k < 8; k++) {
        const n = i * 8 + k - f.start;
        if (n < 0 || n >= f.width) continue;
        byte = (value >> BigInt(n)) & 1n ? byte | (1 << k) : byte & ~(1 << k);
      }
      machine.store(at, 1, byte);
    }
  }
  /** `kind`: bytes, negative if signed; 5 is a float. */
  private loadUnaligned(R: Int32Array, d: number, address: number, kind: number): void {
    const { machine } = this;
    const size = kind === 5 ? 4 : Math.abs(kind);
    if (!machine.checkRead(address, size)) return;
    const low = this.gather(address, Math.min(4, size));
    if (kind === 5) new Float64Array(R.buffer)[d >> 1] = bitsToFloat(low);
    else if (size === 8) {
      R[d] = low;
      R[d + 1] = this.gather((address + 4) | 0, 4);
    } else R[d] = kind < 0 && size < 4 ? (low << (32 - 8 * size)) >> (32 - 8 * size) : low;
  }
  private gather(address: number, size: number): number {
    let v = 0;
    for (let i = size - 1; i >= 0; i--) v = (v << 8) | (this.machine.load((address + i) | 0, 1) & 255);
    return v;
  }
  private storeUnaligned(R: Int32Array, s: number, address: number, kind: number): void {
    const { machine } = this;
    const size = kind === 5 ? 4 : kind;
    if (!machine.checkWrite(address, size)) return;
    const low = kind === 5 ? floatToBits(new Float64Array(R.buffer)[s >> 1]) : R[s];
    for (let i = 0; i < size; i++) machine.store((address + i) | 0, 1, (i < 4 ? low >> (8 * i) : R[s + 1] >> (8 * (i - 4))) & 255);
  }
  /** Struct copy: bytes without value stay without value. */
  private copyBytes(to: number, from: number, size: number): void {
    const { machine } = this;
    const { ram } = machine;
    if (ram.contains(to, size) && ram.contains(from, size)) {
      const s = (from - ram.base) >>> 0;
      const d = (to - ram.base) >>> 0;
      for (let i = 0; i < size; i++) {
        if ((ram.shadow[s + i] & 3) === 0 && !machine.checkRead((from + i) | 0, 1)) return;
        if ((ram.shadow[d + i] & 1) === 0 && !machine.checkWrite((to + i) | 0, 1)) return;
      }
      const shadow = ram.shadow.slice(s, s + size);
      ram.bytes.copyWithin(d, s, s + size);
      for (let i = 0; i < size; i++) ram.shadow[d + i] = shadow[i] & 2 ? READY : UNINITIALISED;
      return;
    }
    machine.copying = true;
    for (let i = 0; i < size && machine.pending === null; i++) machine.store((to + i) | 0, 1, machine.load((from + i) | 0, 1));
    machine.copying = false;
  }
  private zeroBytes(address: number, size: number): void {
    const { machine } = this;
    if (!machine.checkWrite(address, size)) return;
    if (machine.ram.contains(address, size)) {
      const at = (address - machine.ram.base) >>> 0;
      machine.ram.bytes.fill(0, at, at + size);
      machine.ram.shadow.fill(READY, at, at + size);
    } else for (let i = 0; i < size; i++) machine.store((address + i) | 0, 1, 0);
  }
  private allocate(task: Task, dest: number, size: number): void {
    const { machine } = this;
    const whole = (Math.max(0, size) + 7) & ~7;
    if (size < 0 || task.sp - whole - 32 < task.stackLow) return machine.raise('stack-overflow', `stack overflow: no room for ${size >>> 0} bytes`, null);
    const at = (task.sp - whole - 16) & ~7;
    const sp = at - 16;
    machine.setShadow(sp, task.sp - sp, POISON.stackZone);
    machine.setShadow(at, size, UNINITIALISED);
    task.sp = sp;
    task.registers[dest] = at;
  }
  private storeOverflow(R: Int32Array, d: number, base: number, kind: number): void {
    const { value, overflow, size } = overflowing(R, base, kind);
    const to = R[base + 4];
    this.machine.store(to, Math.min(4, size), Number(BigInt.asIntN(32, value)));
    if (size === 8) this.machine.store((to + 4) | 0, 4, Number(BigInt.asIntN(32, value >> 32n)));
    R[d] = overflow ? 1 : 0;
  }

  /** Function behind a pointer, if it can take this call. */
  private callee(task: Task, pc: number, b: number, address: number, signature: number): number {
    task.pc = pc;
    task.base = b;
    const { machine } = this;
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

  /** Null to go on. */
  private runNative(task: Task): Stop | null {
    const { machine } = this;
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
      if (f.signature.startsWith('d')) task.doubles[base >> 1] = r;
      else R[base] = r;
    } else if (typeof r === 'bigint') fromBig(R, base, r);
    else if (r !== undefined && 'exit' in r) {
      machine.exitCode = r.exit;
      return 'exited';
    } else if (r !== undefined && 'block' in r) {
      task.status = 'blocked';
      return 'blocked';
    } else if (r !== undefined) return this.callBack(task, r.call, r.args);
    this.leave(task);
    if (task.status === 'returned') return 'returned';
    return machine.stopRequested ? 'budget' : null;
  }
  private leave(task: Task): void {
    const top = --task.depth * RECORD;
    const W = task.records;
    const kind = W[top + 4];
    task.pc = W[top];
    task.base = W[top + 1];
    task.sp = W[top + 2];
    task.current = W[top + 3];
    if (kind === 1) task.status = 'returned';
  }
  private callBack(task: Task, address: number, args: number[]): Stop | null {
    const { machine } = this;
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
}

/** Whether a call shaped `want` works on a function shaped `have`: same widths, perhaps fewer parameters or no result. */
function callable(want: string, have: string): boolean {
  const w = want.replace(/d/g, 'w').replace('?', '');
  const h = have.replace(/d/g, 'w');
  if (w === h) return true;
  const result = w[0] === h[0] || (w[0] !== 'p' && h[0] !== 'p' && (w[0] === 'v' || h[0] === 'v'));
  return result && !h.includes('.') && !w.includes('.') && w.slice(1).startsWith(h.slice(1));
}
