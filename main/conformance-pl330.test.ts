/** The PL330 model against recorded answers of QEMU's, and the tools of the comparison themselves. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareAnswers } from './conformance/compare';
import { EXCUSES } from './conformance/excuses';
import { generateCase, programText, toCase, type GeneratedCase } from './conformance/generator';
import { minimise } from './conformance/minimise';
import { judge } from './conformance-pl330';
import { answerCase, CASE_BUDGET, runCases, type CaseAnswer, type Pl330Case } from './pl330-cases';

interface Recorded {
  readonly given: Pl330Case;
  readonly theirs: CaseAnswer;
}

const RECORDED = brotliDecompressSync(readFileSync(new URL('./conformance/recorded-cases.jsonl.br', import.meta.url)))
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

describe('recorded answers of QEMU', () => {
  it('agree with ours, except where the table of excuses says why not', { timeout: 60_000 }, () => {
    let equal = 0;
    const used = new Set<string>();
    for (const { given, theirs } of RECORDED) {
      const { excuses, open } = judge(given, answerCase(given), theirs);
      expect({ id: given.id, open }).toEqual({ id: given.id, open: [] });
      if (excuses.size === 0) equal++;
      for (const name of excuses) used.add(name);
    }
    expect(RECORDED.length).toBe(500);
    expect(equal).toBeGreaterThan(300);
    expect(used.size).toBeGreaterThan(9);
    for (const name of used) expect(EXCUSES.map((excuse) => excuse.name)).toContain(name);
  });

  it('would show a byte, a register or a fault that is wrong', () => {
    const seen = { byte: 0, address: 0, fault: 0, event: 0 };
    for (const { given, theirs } of RECORDED.slice(0, 60)) {
      const ours = answerCase(given);
      const [first, ...rest] = ours.mem;
      const channel = given.start[0]?.channel ?? 0;
      const finds = (wrong: CaseAnswer): number => Number(judge(given, wrong, theirs).open.length > 0);
      const inChannel = (change: Partial<CaseAnswer['regs']['ch'][number]>): CaseAnswer => ({ ...ours, regs: { ...ours.regs, ch: ours.regs.ch.map((one, n) => (n === channel ? { ...one, ...change } : one)) } });
      seen.byte += finds({ ...ours, mem: [(first.startsWith('0') ? '1' : '0') + first.slice(1), ...rest] });
      seen.address += finds(inChannel({ sar: ours.regs.ch[channel].sar + 1 }));
      seen.fault += finds(inChannel({ ftr: 2 }));
      seen.event += finds({ ...ours, regs: { ...ours.regs, ris: ours.regs.ris ^ 1 } });
    }
    for (const found of Object.values(seen)) expect(found).toBeGreaterThan(40);
  });
});

describe('the generator', () => {
  it('gives the same case for the same seed, and every shape', () => {
    const shapes = new Set<string>();
    for (let index = 0; index < 300; index++) {
      const generated = generateCase(5, index);
      expect(toCase(generateCase(5, index))).toEqual(toCase(generated));
      shapes.add(generated.shape);
    }
    expect(shapes.size).toBe(19);
    expect(toCase(generateCase(6, 0))).not.toEqual(toCase(generateCase(5, 0)));
  });
});

describe('minimise', () => {
  it('keeps what makes the difference and drops the rest', async () => {
    const given: GeneratedCase = {
      id: 'x',
      shape: 'several',
      inten: 7,
      programs: [
        { channel: 0, ns: 0, pc: 0x80000, nodes: ['DMANOP', 'DMAEND'] },
        { channel: 1, ns: 0, pc: 0x82000, nodes: ['DMANOP', { loop: 9, end: '', body: ['DMALD', { loop: 4, end: '', body: ['DMASTZ', 'DMANOP'] }] }, 'DMAEND'] },
      ],
      debug: [{ thread: 0, channel: 0, bytes: [1] }],
    };
    const small = await minimise(given, (candidate) => Promise.resolve(candidate.programs.some((program) => programText(program.nodes).includes('DMASTZ'))));
    expect(small.programs).toEqual([{ channel: 1, ns: 0, pc: 0x82000, nodes: ['DMASTZ'] }]);
    expect([small.inten, small.debug]).toEqual([0, []]);
  });
});

describe('comparison', () => {
  it('names the first byte that differs, and looks at wakeup numbers only while a thread waits', () => {
    const given: Pl330Case = { id: 1, start: [], peek: [{ addr: 0x1000, len: 4 }] };
    const ours = answerCase(given);
    const theirs = structuredClone(ours);
    theirs.mem[0] = '00001100';
    theirs.regs.ch[2].csr = 0x50;
    expect(compareAnswers(given, ours, theirs)).toEqual([{ field: 'mem[0]', ours: '0000', theirs: '1100', address: 0x1002, bytes: 1 }]);
    theirs.regs.ch[2].csr = 0x54;
    expect(compareAnswers(given, ours, theirs)[1]).toMatchObject({ field: 'csr', channel: 2 });
  });
});

describe('cases', () => {
  const answers = (...lines: string[]): unknown[] => [...runCases(lines)];

  it('answers what is wrong with a bad one, and goes on', () => {
    const bad = answers('{', '[]', '{"id":1}', '{"id":"a","start":[{"channel":9,"pc":0}]}', '{"id":2,"start":[],"mem":[{"addr":0,"hex":"0"}]}', '{"id":3,"start":[],"peek":[{"addr":134217727,"len":2}]}', '', '{"id":4,"start":[]}') as { id: unknown; error?: string }[];
    expect(bad.map((one) => [one.id, one.error?.slice(0, 40)])).toEqual([
      [null, expect.stringContaining('line 1 is no JSON')],
      [null, expect.stringContaining('start')],
      [1, expect.stringContaining('start')],
      ['a', expect.stringContaining('start[0].channel')],
      [2, expect.stringContaining('mem[0]')],
      [3, expect.stringContaining('peek[0]: 2 bytes at 0x7ffffff')],
      [4, undefined],
    ]);
  });

  it('gives up on an endless program', () => {
    const [answer] = runCases(['{"id":7,"mem":[{"addr":4096,"hex":"182c01"}],"start":[{"channel":0,"pc":4096}]}'], 100_000);
    expect(answer).toEqual({ id: 7, error: 'start[0]: still running after 100000 cycles (an endless loop?)' });
    expect(CASE_BUDGET).toBe(50_000_000);
  });
});
