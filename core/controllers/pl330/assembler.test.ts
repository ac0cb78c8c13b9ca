import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from './assembler';
import { ccrText, ccrValue, CCR_NOTATION } from './ccr';
import { disassemble, instructionText } from './disassembler';
import { decode, encode, formOf, INSTRUCTIONS, MOVE_REGISTERS, type Operands } from './instructions';

const hexOf = (bytes: ArrayLike<number>): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const assembled = (text: string, origin = 0): string => {
  const result = assemble(text, { origin });
  expect(result.errors).toEqual([]);
  return hexOf(result.bytes);
};
const errorsOf = (text: string): string[] => assemble(text).errors.map((error) => `${error.line}:${error.column} ${error.message}`);

/** Any valid instruction. */
const anyInstruction = fc.constantFrom(...INSTRUCTIONS).chain((form) =>
  fc
    .tuple(...form.operands.map((field) => fc.integer({ min: 0, max: field.name === 'register' ? MOVE_REGISTERS.length - 1 : 2 ** field.width - 1 })))
    .map((stored) => {
      const operands: Operands = {};
      form.operands.forEach((field, i) => (operands[field.name] = stored[i] + (field.bias ?? 0)));
      return { form, operands };
    }),
);

describe('instruction table', () => {
  it('has one row for each first byte that ARM DDI 0424 chapter 4 defines', () => {
    const undefinedBytes = new Set<number>();
    const add = (from: number, to = from): void => {
      for (let byte = from; byte <= to; byte++) undefinedBytes.add(byte);
    };
    [0x02, 0x03, 0x06, 0x0a, 0x10, 0x11, 0x21, 0x23, 0x24, 0x26, 0x2a, 0x2e, 0x33, 0x37, 0x3a, 0x3e, 0x55, 0x5d, 0xa1].forEach((byte) => add(byte));
    add(0x0d, 0x0f);
    add(0x14, 0x17);
    add(0x19, 0x1f);
    add(0x40, 0x53);
    add(0x57, 0x5b);
    add(0x5f, 0x9f);
    add(0xa3, 0xbb);
    add(0xbd, 0xff);
    for (let byte = 0; byte < 256; byte++) expect([byte, formOf(byte) === undefined]).toEqual([byte, undefinedBytes.has(byte)]);
  });

  it('decodes what it encodes, for all instructions', () => {
    fc.assert(
      fc.property(anyInstruction, fc.integer({ min: 0, max: 9 }), ({ form, operands }, before) => {
        const bytes = [...new Array<number>(before).fill(0xff), ...encode(form, operands)];
        expect(bytes.length - before).toBe(form.length);
        expect(decode(bytes, before)).toEqual({ form, operands });
      }),
      { numRuns: 2000 },
    );
  });

  it('tells unknown bytes, reserved operand bits, missing bytes and operands outside the configuration apart', () => {
    const limits = { channels: 8, events: 16, peripherals: 4 };
    expect(decode([0x02])).toBe('undef_instr');
    expect(decode([0x34, 0x01])).toBe('operand_invalid');
    expect(decode([0xbc, 0x03, 0, 0, 0, 0])).toBe('operand_invalid');
    expect(decode([0xbc, 0x00, 0, 0])).toBe('truncated');
    expect(decode([0x34, 16 << 3])).toMatchObject({ operands: { event: 16 } });
    expect(decode([0x34, 16 << 3], 0, limits)).toBe('operand_invalid');
    expect(decode([0x25, 4 << 3], 0, limits)).toBe('operand_invalid');
    expect(decode([0x25, 3 << 3], 0, limits)).toMatchObject({ operands: { peripheral: 3 } });
    expect(() => encode(INSTRUCTIONS[0x0c], { iterations: 257 })).toThrow('DMALP: iterations must be 1 to 256, not 257');
  });
});

describe('assembler', () => {
  it('turns the program of a 1600-byte copy into the 35 bytes that Linux writes', () => {
    const program = `
      DMAMOV CCR, SB16 SS64 SAI DB16 DS64 DAI
      DMAMOV SAR, 0x00100000
      DMAMOV DAR, 0x00200000
      DMALP lc1, 12
        DMALD
        DMAST
      DMALPEND
      DMAMOV CCR, SB8 SS64 SAI DB8 DS64 DAI
      DMALD
      DMAST
      DMASEV E0
      DMAEND`;
    expect(assembled(program)).toBe('bc 01 f7 c0 3d 00 bc 00 00 00 10 00 bc 02 00 00 20 00 22 0b 04 08 3c 02 bc 01 77 c0 1d 00 04 08 34 00 00');
  });

  it('allocates counter 0 to the outer loop and 1 to the inner, and a forever loop none (4.3.9 to 4.3.11)', () => {
    expect(assembled('DMALPFE\nDMALP 2\nDMALP 256\nDMANOP\nDMALPEND\nDMALPENDS\nDMALPENDB')).toBe('20 01 22 ff 18 3c 01 39 05 2f 09');
    expect(assembled('DMALPFE\nDMALD\nDMALPEND')).toBe('04 2c 01');
    expect(assembled('DMALP 4\nDMANOP\nDMALPEND\nDMALP 4\nDMANOP\nDMALPEND')).toBe('20 03 18 38 01 20 03 18 38 01');
    expect(assembled('body: DMALD\nDMALPEND lc1, forever, body\nDMALPEND lc0, forever, 3')).toBe('04 2c 01 28 03');
  });

  it('takes labels, directives, comments and any case', () => {
    expect(assembled('dmamov sar, data+1 ; where\n dmaend // done\n.byte 1, 0xff, -1\ndata: DCD 0x11223344, data', 0x1000)).toBe('bc 00 0b 10 00 00 00 01 ff ff 44 33 22 11 0a 10 00 00');
    expect(assembled('DMAGO C7, 0x300000, ns\nDMAGO 1, 4\nDMAWFE E15, invalid\nDMAWFP P3, periph\nDMAADNH DAR, -16\nDMAADDH SAR, #0x10')).toBe('a2 07 00 00 30 00 a0 01 04 00 00 00 36 7a 31 18 5e f0 ff 54 10 00');
  });

  it('says line, column and remedy for every error at once', () => {
    const program = 'DMALDD\n  DMAMOV CCR, SB17\nDMALP 0\nDMANOP\nDMALPEND\nDMAMOV SAR, dat\nDMAWFP P0, both\nDMALPEND\ndata: DMALP 3';
    expect(errorsOf(program)).toEqual([
      '1:1 DMALDD is no instruction; did you mean DMALD?',
      '2:15 SB17: SB takes beats of a source burst, 1 to 16',
      '3:7 0 is outside 1 to 256',
      '6:13 no label dat; did you mean data?',
      '7:12 both: write single, burst or periph',
      '8:1 DMALPEND closes no loop; put DMALP or DMALPFE before the body, or give counter and jump: DMALPEND lc0, 2',
      '9:7 this loop has no DMALPEND; add one behind its body',
    ]);
    expect(errorsOf('DMALP 2\nDMALP 2\nDMALP 2\nDMALPEND\nDMALPEND')).toEqual(['3:1 both loop counters are in use here; close a loop first, or repeat the body']);
    expect(errorsOf('DMALP 2\n' + 'DMANOP\n'.repeat(256) + 'DMALPEND')[0]).toContain('body is 256 bytes');
    expect(errorsOf('DMALPENDB lc0, forever, 2')).toEqual(['1:11 DMALPENDB forever exists with lc1 only: with lc0 the byte is that of DMASTP']);
    expect(assemble('DMASEV E16', { limits: { channels: 8, events: 16, peripherals: 4 } }).errors[0].message).toContain('16 events');
  });

  it('never throws, whatever the text', () => {
    const words = fc.constantFrom('DMALP', 'DMALPEND', 'DMAMOV', 'CCR', 'SAR', ',', ':', 'SB16', '0x', '-', 'lc0', 'forever', '.byte', '\n', ' ', 'E99', 'x:', 'x', '+', '1');
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 20 }), (parts) => {
        const { errors, bytes } = assemble(parts.join(' '));
        expect(errors.length === 0 || bytes.length === 0).toBe(true);
        for (const error of errors) expect(error.line >= 1 && error.column >= 1 && error.message.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('CCR notation', () => {
  it('writes and reads every value that it can express (4.3.12)', () => {
    const fields = fc.tuple(...CCR_NOTATION.map((field) => fc.integer({ min: 0, max: field.texts.length - 1 })));
    fc.assert(
      fc.property(fields, (stored) => {
        const value = CCR_NOTATION.reduce((sum, field, i) => sum + stored[i] * 2 ** field.bit, 0);
        const words = ccrText(value)!.split(' ').map((text) => ({ text, column: 1 }));
        expect(ccrValue(words)).toBe(value);
      }),
    );
    expect(ccrText(0x003dc0f7)).toBe('SB16 SS64 SAI DB16 DS64 DAI');
    expect(ccrText(0x00800200)).toBe('SB1 SS8 SAF SP2 DB1 DS8 DAF DP2');
    expect(ccrText(0x0801_4c05)).toBe('SB1 SS32 SAI SP4 SC1 DB1 DS32 DAI DC8');
    expect(ccrText(0x80000000)).toBeUndefined();
  });
});

describe('disassembler', () => {
  it('prints what the assembler turns into the same bytes, for any bytes', () => {
    const someBytes = fc.array(fc.oneof(anyInstruction.map(({ form, operands }) => encode(form, operands)), fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 4 })), { maxLength: 12 });
    fc.assert(
      fc.property(someBytes, fc.integer({ min: 0, max: 0xffff_0000 }), (parts, origin) => {
        const bytes = parts.flat();
        const lines = disassemble(bytes, origin);
        const again = assemble(lines.map((line) => line.text).join('\n'), { origin });
        expect(again.errors).toEqual([]);
        expect(Array.from(again.bytes)).toEqual(bytes);
        expect(lines.reduce((sum, line) => sum + line.length, 0)).toBe(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('prints again what the assembler read, for all instructions', () => {
    fc.assert(
      fc.property(fc.array(anyInstruction, { maxLength: 8 }), (instructions) => {
        const text = instructions.map(instructionText);
        const { bytes, errors } = assemble(text.join('\n'));
        expect(errors).toEqual([]);
        expect(disassemble(bytes).map((line) => line.text)).toEqual(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('shows targets and marks what is no instruction', () => {
    expect(disassemble([0x22, 0x0b, 0x04, 0x3c, 0x01, 0x02, 0x34, 0x01, 0xbc], 0x100)).toEqual([
      { address: 0x100, length: 2, text: 'DMALP lc1, 12' },
      { address: 0x102, length: 1, text: 'DMALD' },
      { address: 0x103, length: 2, text: 'DMALPEND lc1, 1', target: 0x102 },
      { address: 0x105, length: 1, text: '.byte 0x02', problem: 'undef_instr' },
      { address: 0x106, length: 2, text: '.byte 0x34, 0x01', problem: 'operand_invalid' },
      { address: 0x108, length: 1, text: '.byte 0xbc', problem: 'truncated' },
    ]);
  });
});
