/**
 * The instruction set: four 32-bit words each (operation, a, b, c). Operands are registers of the frame's window unless
 * said otherwise. The table is the one declaration; lowering, the uninitialised-value analysis, the disassembler and a
 * test of the interpreter's case numbers read it.
 *
 * Roles: d/D writes one register / a pair, u/U reads one / a pair, i immediate, t code target, g immediate that may be
 * an address, f function number, b first register of the outgoing window, k neither read nor written as a value.
 * fround: c = 0 to float, 1 to double (of a float); l2d, ul2d: c = 1 rounds to float.
 */
const TABLE = `
nop
mov du|mov2 DU|li dg|li2 Dii
add duu|sub duu|mul duu|and duu|or duu|xor duu|shl duu|shr duu|shru duu|div duu|divu duu|rem duu|remu duu
addi dui|muli dui|andi dui|ori dui|xori dui|shli dui|shri dui|shrui dui
neg du|not du
seq duu|sne duu|slt duu|sle duu|sltu duu|sleu duu|seqi dui|snei dui
sx8 du|zx8 du|sx16 du|zx16 du|bool du
jmp t|beq uut|bne uut|blt uut|ble uut|bltu uut|bleu uut
beqi uit|bnei uit|blti uit|bgei uit|blei uit|bgti uit|bltui uit|bgeui uit|bleui uit|bgtui uit
add2 DUU|sub2 DUU|mul2 DUU|and2 DUU|or2 DUU|xor2 DUU|shl2 DUu|shr2 DUu|shru2 DUu
div2 DUU|divu2 DUU|rem2 DUU|remu2 DUU|neg2 DU|not2 DU
seq2 dUU|sne2 dUU|slt2 dUU|sle2 dUU|sltu2 dUU|sleu2 dUU|sx2 Du|zx2 Du|bool2 dU
fadd DUU|fsub DUU|fmul DUU|fdiv DUU|fneg DU|fround DUi|feq dUU|fne dUU|flt dUU|fle dUU|fbool dU
i2d Du|u2d Du|l2d DUi|ul2d DUi|d2i dU|d2u dU|d2l DU|d2ul DU
ld8 dui|ld8u dui|ld16 dui|ld16u dui|ld32 dui|ld64 Dui|ldf Dui
st8 uui|st16 uui|st32 uui|st64 Uui|stf Uui
ldx8 duu|ldx8u duu|ldx16 duu|ldx16u duu|ldx32 duu|stx8 uuu|stx16 uuu|stx32 uuu
lda8 dg|lda8u dg|lda16 dg|lda16u dg|lda32 dg|lda64 Dg|ldaf Dg|sta8 ug|sta16 ug|sta32 ug|sta64 Ug|staf Ug
ldbf dui|ldbf2 Dui|stbf uui|stbf2 Uui
ldu dui|ldu2 Dui|stu uui|stu2 Uui
copy uui|zero uii|uninit uii
call fb|callp ubi|native i|ret|ret1 u|ret2 U
table ui|jmpr u
undef k|mark k|check k
bound ui|alloca du|spsave d|sprest u|trap i
bits dui|bits2 dUi|bswap2 DU|overflow dbi
addjmp dit|break|hot
`;

export type OpName = string;
export const OP_NAMES: string[] = [];
export const OP_ROLES: string[] = [];
/** Number of each operation by name. */
export const OP: Record<string, number> = {};
for (const entry of TABLE.trim().split(/[|\n]/)) {
  const [name, roles = ''] = entry.split(' ');
  OP[name] = OP_NAMES.length;
  OP_NAMES.push(name);
  OP_ROLES.push(roles);
}

/** Words per instruction. */
export const WIDTH = 4;
/** Code addresses: what a function pointer holds. Far from any memory a program can read. */
export const TEXT_BASE = 0xbf000000;

export const BIT_KINDS = ['clz', 'ctz', 'popcount', 'ffs', 'parity', 'bswap32', 'bswap16'];

export function disassemble(code: Int32Array, index: number): string {
  const op = code[index * WIDTH];
  const operands = [...OP_ROLES[op]].map((role, i) => {
    const v = code[index * WIDTH + 1 + i];
    return 'duDUkb'.includes(role) ? `r${v}` : role === 't' ? `@${v / WIDTH}` : String(v);
  });
  return `${OP_NAMES[op]} ${operands.join(', ')}`;
}
