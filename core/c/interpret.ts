/**
 * The instruction loop. Case numbers are the operation numbers of bytecode.ts, written out because only literal cases
 * compile to a jump table; machine.test.ts holds them to the table. Long on purpose: one function, one switch, with what
 * runs often done in place: a call costs as much as an operation. Accesses that are not done at once and what touches many
 * bytes are in interpret-memory.ts, pointers to functions and natives in interpret-call.ts.
 */
import { below64, bitCount, div64, equal64, less64, mul64, shift64, toBig } from './arithmetic';
import { BIT_KINDS, OP } from './bytecode';
import { doubleTo64, doubleToWord, floatBits, integerToFloating, quieten, setFloat, setNaN } from './floating';
import { HotLoops } from './hot-loops';
import { calleeOf, runNative } from './interpret-call';
import { loadSlowly, operateOnMemory, storeSlowly } from './interpret-memory';
import type { FaultKind, Machine, Stop } from './machine';
import { POISON, UNINITIALISED } from './shadow';
import type { Task } from './task';
import { CALL_NORMAL, CALL_TOP, RECORD } from './task';

/** Memory of no size, where there is nothing quick. */
const NOTHING = { bytes: new Uint8Array(0), halves: new Uint16Array(0), words: new Int32Array(0) };

const HOT = OP.hot;
const BSWAP32 = BIT_KINDS.indexOf('bswap32');

export class Interpreter {
  /** Instructions not used of the last budget. */
  left = 0;
  /** Why an access ends the run, when `loaded` and its like say so. */
  private outcome: Stop = 'budget';
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
    const arm = machine.program.target === 'arm';
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
      const i = code[pc + 1];
      const j = code[pc + 2];
      const k = code[pc + 3];
      switch (op) {
        case 0: /* nop */ break;
        case 1: /* mov */ R[b + i] = R[b + j]; break;
        case 2: /* mov2 */
          R[b + i] = R[b + j];
          R[b + i + 1] = R[b + j + 1];
          break;
        case 3: /* li */ R[b + i] = j; break;
        case 4: /* li2 */
          R[b + i] = j;
          R[b + i + 1] = k;
          break;
        case 5: /* add */ R[b + i] = (R[b + j] + R[b + k]) | 0; break;
        case 6: /* sub */ R[b + i] = (R[b + j] - R[b + k]) | 0; break;
        case 7: /* mul */ R[b + i] = Math.imul(R[b + j], R[b + k]); break;
        case 8: /* and */ R[b + i] = R[b + j] & R[b + k]; break;
        case 9: /* or */ R[b + i] = R[b + j] | R[b + k]; break;
        case 10: /* xor */ R[b + i] = R[b + j] ^ R[b + k]; break;
        case 11: /* shl */ {
          const n = R[b + k];
          if (n >>> 0 > 31) return this.badShift(task, pc, b, left, n, 32);
          R[b + i] = R[b + j] << n;
          break;
        }
        case 12: /* shr */ {
          const n = R[b + k];
          if (n >>> 0 > 31) return this.badShift(task, pc, b, left, n, 32);
          R[b + i] = R[b + j] >> n;
          break;
        }
        case 13: /* shru */ {
          const n = R[b + k];
          if (n >>> 0 > 31) return this.badShift(task, pc, b, left, n, 32);
          R[b + i] = R[b + j] >>> n;
          break;
        }
        case 14: /* div */ {
          const x = R[b + j];
          const y = R[b + k];
          if (y === 0 || (y === -1 && x === -2147483648)) return this.badDivision(task, pc, b, left, y === 0, '-2147483648');
          R[b + i] = (x / y) | 0;
          break;
        }
        case 15: /* divu */ {
          const y = R[b + k] >>> 0;
          if (y === 0) return this.badDivision(task, pc, b, left, true, '');
          R[b + i] = ((R[b + j] >>> 0) / y) | 0;
          break;
        }
        case 16: /* rem */ {
          const x = R[b + j];
          const y = R[b + k];
          if (y === 0 || (y === -1 && x === -2147483648)) return this.badDivision(task, pc, b, left, y === 0, '-2147483648');
          R[b + i] = (x % y) | 0;
          break;
        }
        case 17: /* remu */ {
          const y = R[b + k] >>> 0;
          if (y === 0) return this.badDivision(task, pc, b, left, true, '');
          R[b + i] = ((R[b + j] >>> 0) % y) | 0;
          break;
        }
        case 18: /* addi */ R[b + i] = (R[b + j] + k) | 0; break;
        case 19: /* muli */ R[b + i] = Math.imul(R[b + j], k); break;
        case 20: /* andi */ R[b + i] = R[b + j] & k; break;
        case 21: /* ori */ R[b + i] = R[b + j] | k; break;
        case 22: /* xori */ R[b + i] = R[b + j] ^ k; break;
        case 23: /* shli */ R[b + i] = R[b + j] << k; break;
        case 24: /* shri */ R[b + i] = R[b + j] >> k; break;
        case 25: /* shrui */ R[b + i] = R[b + j] >>> k; break;
        case 26: /* neg */ R[b + i] = -R[b + j] | 0; break;
        case 27: /* not */ R[b + i] = ~R[b + j]; break;
        case 28: /* seq */ R[b + i] = R[b + j] === R[b + k] ? 1 : 0; break;
        case 29: /* sne */ R[b + i] = R[b + j] !== R[b + k] ? 1 : 0; break;
        case 30: /* slt */ R[b + i] = R[b + j] < R[b + k] ? 1 : 0; break;
        case 31: /* sle */ R[b + i] = R[b + j] <= R[b + k] ? 1 : 0; break;
        case 32: /* sltu */ R[b + i] = R[b + j] >>> 0 < R[b + k] >>> 0 ? 1 : 0; break;
        case 33: /* sleu */ R[b + i] = R[b + j] >>> 0 <= R[b + k] >>> 0 ? 1 : 0; break;
        case 34: /* seqi */ R[b + i] = R[b + j] === k ? 1 : 0; break;
        case 35: /* snei */ R[b + i] = R[b + j] !== k ? 1 : 0; break;
        case 36: /* sx8 */ R[b + i] = (R[b + j] << 24) >> 24; break;
        case 37: /* zx8 */ R[b + i] = R[b + j] & 255; break;
        case 38: /* sx16 */ R[b + i] = (R[b + j] << 16) >> 16; break;
        case 39: /* zx16 */ R[b + i] = R[b + j] & 65535; break;
        case 40: /* bool */ R[b + i] = R[b + j] !== 0 ? 1 : 0; break;
        case 41: /* jmp */ pc = i; continue;
        case 42: /* beq */ pc = R[b + i] === R[b + j] ? k : pc + 4; continue;
        case 43: /* bne */ pc = R[b + i] !== R[b + j] ? k : pc + 4; continue;
        case 44: /* blt */ pc = R[b + i] < R[b + j] ? k : pc + 4; continue;
        case 45: /* ble */ pc = R[b + i] <= R[b + j] ? k : pc + 4; continue;
        case 46: /* bltu */ pc = R[b + i] >>> 0 < R[b + j] >>> 0 ? k : pc + 4; continue;
        case 47: /* bleu */ pc = R[b + i] >>> 0 <= R[b + j] >>> 0 ? k : pc + 4; continue;
        case 48: /* beqi */ pc = R[b + i] === j ? k : pc + 4; continue;
        case 49: /* bnei */ pc = R[b + i] !== j ? k : pc + 4; continue;
        case 50: /* blti */ pc = R[b + i] < j ? k : pc + 4; continue;
        case 51: /* bgei */ pc = R[b + i] >= j ? k : pc + 4; continue;
        case 52: /* blei */ pc = R[b + i] <= j ? k : pc + 4; continue;
        case 53: /* bgti */ pc = R[b + i] > j ? k : pc + 4; continue;
        case 54: /* bltui */ pc = R[b + i] >>> 0 < j >>> 0 ? k : pc + 4; continue;
        case 55: /* bgeui */ pc = R[b + i] >>> 0 >= j >>> 0 ? k : pc + 4; continue;
        case 56: /* bleui */ pc = R[b + i] >>> 0 <= j >>> 0 ? k : pc + 4; continue;
        case 57: /* bgtui */ pc = R[b + i] >>> 0 > j >>> 0 ? k : pc + 4; continue;
        case 58: /* add2 */ {
          const v = (R[b + j] >>> 0) + (R[b + k] >>> 0);
          R[b + i + 1] = (R[b + j + 1] + R[b + k + 1] + (v > 4294967295 ? 1 : 0)) | 0;
          R[b + i] = v | 0;
          break;
        }
        case 59: /* sub2 */ {
          const v = (R[b + j] >>> 0) - (R[b + k] >>> 0);
          R[b + i + 1] = (R[b + j + 1] - R[b + k + 1] - (v < 0 ? 1 : 0)) | 0;
          R[b + i] = v | 0;
          break;
        }
        case 60: /* mul2 */ mul64(R, b + i, b + j, b + k); break;
        case 61: /* and2 */
          R[b + i] = R[b + j] & R[b + k];
          R[b + i + 1] = R[b + j + 1] & R[b + k + 1];
          break;
        case 62: /* or2 */
          R[b + i] = R[b + j] | R[b + k];
          R[b + i + 1] = R[b + j + 1] | R[b + k + 1];
          break;
        case 63: /* xor2 */
          R[b + i] = R[b + j] ^ R[b + k];
          R[b + i + 1] = R[b + j + 1] ^ R[b + k + 1];
          break;
        case 64: /* shl2 */ case 65: /* shr2 */ case 66: /* shru2 */ {
          const n = R[b + k];
          if (n >>> 0 > 63) return this.badShift(task, pc, b, left, n, 64);
          shift64(R, b + i, b + j, n, op === 64 ? 'left' : op === 65 ? 'right' : 'logical');
          break;
        }
        case 67: /* div2 */ case 68: /* divu2 */ case 69: /* rem2 */ case 70: /* remu2 */ {
          const zero = (R[b + k] | R[b + k + 1]) === 0;
          if (zero || !div64(R, b + i, b + j, b + k, op === 67 || op === 69, op > 68)) return this.badDivision(task, pc, b, left, zero, 'the smallest long long');
          break;
        }
        case 71: /* neg2 */ {
          const v = -R[b + j] | 0;
          R[b + i + 1] = (~R[b + j + 1] + (v === 0 ? 1 : 0)) | 0;
          R[b + i] = v;
          break;
        }
        case 72: /* not2 */
          R[b + i] = ~R[b + j];
          R[b + i + 1] = ~R[b + j + 1];
          break;
        case 73: /* seq2 */ R[b + i] = equal64(R, b + j, b + k) ? 1 : 0; break;
        case 74: /* sne2 */ R[b + i] = equal64(R, b + j, b + k) ? 0 : 1; break;
        case 75: /* slt2 */ R[b + i] = less64(R, b + j, b + k) ? 1 : 0; break;
        case 76: /* sle2 */ R[b + i] = less64(R, b + k, b + j) ? 0 : 1; break;
        case 77: /* sltu2 */ R[b + i] = below64(R, b + j, b + k) ? 1 : 0; break;
        case 78: /* sleu2 */ R[b + i] = below64(R, b + k, b + j) ? 0 : 1; break;
        case 79: /* sx2 */ {
          const v = R[b + j];
          R[b + i] = v;
          R[b + i + 1] = v >> 31;
          break;
        }
        case 80: /* zx2 */
          R[b + i] = R[b + j];
          R[b + i + 1] = 0;
          break;
        case 81: /* bool2 */ R[b + i] = (R[b + j] | R[b + j + 1]) !== 0 ? 1 : 0; break;
        case 82: /* fadd */ {
          const v = D[(b + j) >> 1] + D[(b + k) >> 1];
          if (v === v) D[(b + i) >> 1] = v;
          else setNaN(R, b + i, b + j, b + k, arm);
          break;
        }
        case 83: /* fsub */ {
          const v = D[(b + j) >> 1] - D[(b + k) >> 1];
          if (v === v) D[(b + i) >> 1] = v;
          else setNaN(R, b + i, b + j, b + k, arm);
          break;
        }
        case 84: /* fmul */ {
          const v = D[(b + j) >> 1] * D[(b + k) >> 1];
          if (v === v) D[(b + i) >> 1] = v;
          else setNaN(R, b + i, b + j, b + k, arm);
          break;
        }
        case 85: /* fdiv */ {
          const v = D[(b + j) >> 1] / D[(b + k) >> 1];
          if (v === v) D[(b + i) >> 1] = v;
          else setNaN(R, b + i, b + j, b + k, arm);
          break;
        }
        case 86: /* fneg */
          R[b + i] = R[b + j];
          R[b + i + 1] = R[b + j + 1] ^ -2147483648;
          break;
        case 87: /* fround */ {
          const v = D[(b + j) >> 1];
          if (v === v) D[(b + i) >> 1] = k === 0 ? Math.fround(v) : v;
          else quieten(R, b + i, b + j, k === 0);
          break;
        }
        case 88: /* feq */ R[b + i] = D[(b + j) >> 1] === D[(b + k) >> 1] ? 1 : 0; break;
        case 89: /* fne */ R[b + i] = D[(b + j) >> 1] !== D[(b + k) >> 1] ? 1 : 0; break;
        case 90: /* flt */ R[b + i] = D[(b + j) >> 1] < D[(b + k) >> 1] ? 1 : 0; break;
        case 91: /* fle */ R[b + i] = D[(b + j) >> 1] <= D[(b + k) >> 1] ? 1 : 0; break;
        case 92: /* fbool */ R[b + i] = D[(b + j) >> 1] !== 0 ? 1 : 0; break;
        case 93: /* i2d */ D[(b + i) >> 1] = R[b + j]; break;
        case 94: /* u2d */ D[(b + i) >> 1] = R[b + j] >>> 0; break;
        case 95: /* l2d */ D[(b + i) >> 1] = integerToFloating(toBig(R, b + j, true), k !== 0); break;
        case 96: /* ul2d */ D[(b + i) >> 1] = integerToFloating(toBig(R, b + j, false), k !== 0); break;
        case 97: /* d2i */ R[b + i] = doubleToWord(D[(b + j) >> 1], true, arm); break;
        case 98: /* d2u */ R[b + i] = doubleToWord(D[(b + j) >> 1], false, arm); break;
        case 99: /* d2l */ doubleTo64(R, b + i, D[(b + j) >> 1], true, arm); break;
        case 100: /* d2ul */ doubleTo64(R, b + i, D[(b + j) >> 1], false, arm); break;
        case 101: /* ld8 */ case 113: /* ldx8 */ case 121: /* lda8 */ {
          const o = ((op === 101 ? R[b + j] + k : op === 113 ? R[b + j] + R[b + k] : j) - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + i] = (m8[o] << 24) >> 24;
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + i] = (c8[at] << 24) >> 24;
            else {
              left = this.loaded(op, task, pc, b, left, (o + low) | 0);
              if (left < 0) return this.outcome;
            }
          }
          break;
        }
        case 102: /* ld8u */ case 114: /* ldx8u */ case 122: /* lda8u */ {
          const o = ((op === 102 ? R[b + j] + k : op === 114 ? R[b + j] + R[b + k] : j) - low) >>> 0;
          if (o < size && (s8[o] & 2) !== 0) R[b + i] = m8[o];
          else {
            const at = quick === undefined ? -1 : quick.read8((o + low) | 0, pc, left);
            if (at >= 0) R[b + i] = c8[at];
            else {
              left = this.loaded(op, task, pc, b, left, (o + low) | 0);
              if (left < 0) return this.outcome;
            }
          }
          break;
        }
        case 103: /* ld16 */ case 115: /* ldx16 */ case 123: /* lda16 */ {
          const o = ((op === 103 ? R[b + j] + k : op === 115 ? R[b + j] + (R[b + k] << 1) : j) - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + i] = (m16[o >>> 1] << 16) >> 16;
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + i] = (c16[at] << 16) >> 16;
            else {
              left = this.loaded(op, task, pc, b, left, (o + low) | 0);
              if (left < 0) return this.outcome;
            }
          }
          break;
        }
        case 104: /* ld16u */ case 116: /* ldx16u */ case 124: /* lda16u */ {
          const o = ((op === 104 ? R[b + j] + k : op === 116 ? R[b + j] + (R[b + k] << 1) : j) - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0202) === 0x0202) R[b + i] = m16[o >>> 1];
          else {
            const at = quick === undefined ? -1 : quick.read16((o + low) | 0, pc, left);
            if (at >= 0) R[b + i] = c16[at];
            else {
              left = this.loaded(op, task, pc, b, left, (o + low) | 0);
              if (left < 0) return this.outcome;
            }
          }
          break;
        }
        case 105: /* ld32 */ case 117: /* ldx32 */ case 125: /* lda32 */ {
          const o = ((op === 105 ? R[b + j] + k : op === 117 ? R[b + j] + (R[b + k] << 2) : j) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) R[b + i] = m32[o >>> 2];
          else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) R[b + i] = c32[at];
            else {
              left = this.loaded(op, task, pc, b, left, (o + low) | 0);
              if (left < 0) return this.outcome;
            }
          }
          break;
        }
        case 106: /* ld64 */ case 126: /* lda64 */ {
          const o = ((op === 106 ? R[b + j] + k : j) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & s32[(o >>> 2) + 1] & 0x02020202) === 0x02020202) {
            R[b + i] = m32[o >>> 2];
            R[b + i + 1] = m32[(o >>> 2) + 1];
          } else {
            left = this.loaded(op, task, pc, b, left, (o + low) | 0);
            if (left < 0) return this.outcome;
          }
          break;
        }
        case 107: /* ldf */ case 127: /* ldaf */ {
          const o = ((op === 107 ? R[b + j] + k : j) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x02020202) === 0x02020202) {
            const v = f32[o >>> 2];
            if (v === v) D[(b + i) >> 1] = v;
            else setFloat(R, D, b + i, m32[o >>> 2]);
          } else {
            const at = quick === undefined ? -1 : quick.read32((o + low) | 0, pc, left);
            if (at >= 0) setFloat(R, D, b + i, c32[at]);
            else {
              left = this.loaded(op, task, pc, b, left, (o + low) | 0);
              if (left < 0) return this.outcome;
            }
          }
          break;
        }
        case 108: /* st8 */ case 118: /* stx8 */ case 128: /* sta8 */ {
          const o = ((op === 108 ? R[b + j] + k : op === 118 ? R[b + j] + R[b + k] : j) - low) >>> 0;
          if (o < size && (s8[o] & 1) !== 0) {
            m8[o] = R[b + i];
            s8[o] = 3;
          } else if (quick === undefined || !quick.write8((o + low) | 0, R[b + i], pc, left)) {
            left = this.stored(op, task, pc, b, left, (o + low) | 0);
            if (left < 0) return this.outcome;
          }
          break;
        }
        case 109: /* st16 */ case 119: /* stx16 */ case 129: /* sta16 */ {
          const o = ((op === 109 ? R[b + j] + k : op === 119 ? R[b + j] + (R[b + k] << 1) : j) - low) >>> 0;
          if (o < size && (o & 1) === 0 && (s16[o >>> 1] & 0x0101) === 0x0101) {
            m16[o >>> 1] = R[b + i];
            s16[o >>> 1] = 0x0303;
          } else if (quick === undefined || !quick.write16((o + low) | 0, R[b + i], pc, left)) {
            left = this.stored(op, task, pc, b, left, (o + low) | 0);
            if (left < 0) return this.outcome;
          }
          break;
        }
        case 110: /* st32 */ case 120: /* stx32 */ case 130: /* sta32 */ {
          const o = ((op === 110 ? R[b + j] + k : op === 120 ? R[b + j] + (R[b + k] << 2) : j) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[b + i];
            s32[o >>> 2] = 0x03030303;
          } else if (quick === undefined || !quick.write32((o + low) | 0, R[b + i], pc, left)) {
            left = this.stored(op, task, pc, b, left, (o + low) | 0);
            if (left < 0) return this.outcome;
          }
          break;
        }
        case 111: /* st64 */ case 131: /* sta64 */ {
          const o = ((op === 111 ? R[b + j] + k : j) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & s32[(o >>> 2) + 1] & 0x01010101) === 0x01010101) {
            m32[o >>> 2] = R[b + i];
            m32[(o >>> 2) + 1] = R[b + i + 1];
            s32[o >>> 2] = 0x03030303;
            s32[(o >>> 2) + 1] = 0x03030303;
          } else {
            left = this.stored(op, task, pc, b, left, (o + low) | 0);
            if (left < 0) return this.outcome;
          }
          break;
        }
        case 112: /* stf */ case 132: /* staf */ {
          const o = ((op === 112 ? R[b + j] + k : j) - low) >>> 0;
          if (o < size && (o & 3) === 0 && (s32[o >>> 2] & 0x01010101) === 0x01010101) {
            const v = D[(b + i) >> 1];
            if (v === v) f32[o >>> 2] = v;
            else m32[o >>> 2] = floatBits(R, D, b + i);
            s32[o >>> 2] = 0x03030303;
          } else {
            left = this.stored(op, task, pc, b, left, (o + low) | 0);
            if (left < 0) return this.outcome;
          }
          break;
        }
        case 133: /* ldbf */ case 134: /* ldbf2 */ case 135: /* stbf */ case 136: /* stbf2 */ case 137: /* ldu */ case 138: /* ldu2 */
        case 139: /* stu */ case 140: /* stu2 */ case 141: /* copy */ case 142: /* zero */ case 156: /* alloca */ case 163: /* overflow */
          left = this.operated(op, task, pc, b, left);
          if (left < 0) return this.outcome;
          break;
        case 143: /* uninit */ machine.ram.setShadow((R[b + i] + j) | 0, k, UNINITIALISED); break;
        case 144: /* call */ case 145: /* callp */ {
          let index = i;
          if (op === 145) {
            task.pc = pc;
            task.base = b;
            index = calleeOf(machine, R[b + i], k);
            if (index < 0) return this.failed(task, pc, b, left);
          }
          const f = index * 8;
          if (depth + 1 >= limit || b + j + F[f + 1] > R.length) return this.stop(task, pc, b, left, 'stack-overflow', 'stack overflow: calls nested too deep');
          const record = depth * RECORD;
          W[record] = pc + 4;
          W[record + 1] = b;
          W[record + 2] = task.sp;
          W[record + 3] = task.current;
          W[record + 4] = CALL_NORMAL;
          task.depth = ++depth;
          b += j;
          task.current = index;
          pc = F[f];
          if (F[f + 2] > 0) {
            task.base = b;
            if (!machine.openFrame(task, index)) return this.failed(task, pc, b, left);
          } else if (F[f + 4] >= 0) R[b + F[f + 5]] = 0;
          continue;
        }
        case 146: /* native */ {
          task.pc = pc;
          task.base = b;
          machine.left = left;
          const stop = runNative(machine, task);
          if (stop !== null) {
            this.left = left;
            return stop;
          }
          pc = task.pc;
          b = task.base;
          depth = task.depth;
          continue;
        }
        case 147: /* ret */ case 148: /* ret1 */ case 149: /* ret2 */ {
          if (op === 148) R[b] = R[b + i];
          else if (op === 149) {
            R[b] = R[b + i];
            R[b + 1] = R[b + i + 1];
          } else if (i !== 0) R[b] = 0;
          const record = --depth * RECORD;
          task.depth = depth;
          const sp = W[record + 2];
          if (task.sp !== sp) {
            if (task.sp >>> 0 < sp >>> 0) machine.setShadow(task.sp, sp - task.sp, POISON.deadStack);
            task.sp = sp;
          }
          pc = W[record];
          b = W[record + 1];
          task.current = W[record + 3];
          if (W[record + 4] === CALL_TOP) {
            task.status = 'returned';
            return this.suspended(task, pc, b, left, 'returned');
          }
          continue;
        }
        case 150: /* table */ {
          const t = tables[j];
          const n = (R[b + i] - t.low) >>> 0;
          pc = n < t.targets.length ? t.targets[n] : t.otherwise;
          continue;
        }
        case 151: /* jmpr */ {
          const to = (R[b + i] - textBase) >>> 0;
          if (to >= code.length) return this.stop(task, pc, b, left, 'bad-call', 'computed goto to something that is no label');
          pc = to;
          continue;
        }
        case 152: /* undef */ U[b + i] = 1; break;
        case 153: /* mark */ U[b + i] = 0; break;
        case 154: /* check */
          if (U[b + i] !== 0) return this.stop(task, pc, b, left, 'uninitialised', this.unsetName(task, j));
          break;
        case 155: /* bound */
          if (R[b + i] >>> 0 >= j) return this.stop(task, pc, b, left, 'index', `index ${R[b + i]} is outside an array of ${j} elements`);
          break;
        case 157: /* spsave */ R[b + i] = task.sp; break;
        case 158: /* sprest */
          if (task.sp !== R[b + i]) {
            machine.setShadow(task.sp, R[b + i] - task.sp, POISON.deadStack);
            task.sp = R[b + i];
          }
          break;
        case 159: /* trap */ return this.stop(task, pc, b, left, 'unreachable', i === 0 ? 'code marked unreachable was reached' : 'trap');
        case 160: /* bits */ R[b + i] = bitCount(k, R[b + j], null); break;
        case 161: /* bits2 */ R[b + i] = bitCount(k, R[b + j], R[b + j + 1]); break;
        case 162: /* bswap2 */ {
          const v = bitCount(BSWAP32, R[b + j], null);
          R[b + i] = bitCount(BSWAP32, R[b + j + 1], null);
          R[b + i + 1] = v;
          break;
        }
        case 164: /* addjmp */
          R[b + i] = (R[b + i] + j) | 0;
          pc = k;
          continue;
        case 165: /* break */ return this.suspended(task, pc, b, left, 'break');
        case 166: /* hot */
        default:
          return this.stop(task, pc, b, left, 'unreachable', `no instruction at ${pc}`);
      }
      pc += 4;
    }
    return this.suspended(task, pc, b, 0, 'budget');
  }

  // ---- ends of a run ----

  private suspended(task: Task, pc: number, b: number, left: number, why: Stop): Stop {
    task.pc = pc;
    task.base = b;
    this.left = left;
    return why;
  }
  private failed(task: Task, pc: number, b: number, left: number): Stop {
    this.suspended(task, pc, b, left, 'fault');
    this.machine.completeFault(task);
    return 'fault';
  }
  private stop(task: Task, pc: number, b: number, left: number, kind: FaultKind, message: string): Stop {
    this.machine.raise(kind, message, null);
    return this.failed(task, pc, b, left);
  }
  private badShift(task: Task, pc: number, b: number, left: number, by: number, bits: number): Stop {
    return this.stop(task, pc, b, left, 'shift', `shift by ${by} of a ${bits}-bit value`);
  }
  private badDivision(task: Task, pc: number, b: number, left: number, byZero: boolean, smallest: string): Stop {
    return this.stop(task, pc, b, left, 'division', byZero ? 'division by zero' : `the quotient of ${smallest} and -1 does not fit`);
  }
  private unsetName(task: Task, local: number): string {
    const name = this.machine.program.functions[task.current].locals[local]?.name;
    return name ? `'${name}' is used before it has a value` : 'a variable is used before it has a value';
  }

  // ---- accesses that are not done at once: what is left of the budget, less than 0 = the run ends with `outcome` ----

  private loaded(op: number, task: Task, pc: number, b: number, left: number, address: number): number {
    this.enter(task, pc, b, left);
    loadSlowly(this.machine, task, op, b + this.machine.program.code[pc + 1], address);
    return this.done(task, pc, b, left);
  }
  private stored(op: number, task: Task, pc: number, b: number, left: number, address: number): number {
    this.enter(task, pc, b, left);
    storeSlowly(this.machine, task, op, b + this.machine.program.code[pc + 1], address);
    return this.done(task, pc, b, left);
  }
  private operated(op: number, task: Task, pc: number, b: number, left: number): number {
    this.enter(task, pc, b, left);
    operateOnMemory(this.machine, task, op, pc);
    return this.done(task, pc, b, left);
  }
  private enter(task: Task, pc: number, b: number, left: number): void {
    task.pc = pc;
    task.base = b;
    this.machine.left = left;
  }
  private done(task: Task, pc: number, b: number, left: number): number {
    const { machine } = this;
    if (machine.pending !== null) this.outcome = this.failed(task, pc, b, left);
    else if (machine.stalled) {
      machine.stalled = false;
      this.outcome = this.suspended(task, pc, b, left, 'stalled');
    } else return machine.stopRequested ? 0 : left;
    return -1;
  }
}
