import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { CliError } from './cli-error';
import { COMMANDS } from './commands';

const folder = mkdtempSync(join(tmpdir(), 'dmabench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exit code and output of a command, as the program would give them. */
async function dmabench(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((error += String(text)), true));
  try {
    const command = COMMANDS.find((one) => one.name === args[0]);
    if (command === undefined) throw new Error(`no command ${args[0]}`);
    return { code: await command.run(args.slice(1)), out, error };
  } catch (problem) {
    if (!(problem instanceof CliError)) throw problem;
    return { code: problem.code, out, error: `${problem.message}\n${problem.remedy}` };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('dmabench run', () => {
  it('prints one JSON object with what is documented', async () => {
    const { code, out } = await dmabench('run', '--json', '--peek', '0x00100000:4');
    expect(code).toBe(0);
    const report = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual(['session', 'board', 'profile', 'cycles', 'seconds', 'finished', 'log', 'shell', 'findings', 'interrupts', 'registers', 'memory', 'marks', 'bytesMoved', 'journal']);
    expect(report).toMatchObject({ session: 'pl330-char-driver', board: 'zynq7000', profile: 'linux-4.x', finished: true, memory: [{ address: 0x00100000, hex: '00000000' }] });
    expect((report['log'] as { text: string }[]).some((line) => line.text.includes('dma irq test ok'))).toBe(true);
    expect(report['interrupts']).toEqual([expect.objectContaining({ linux: 33, gic: 47 })]);
    expect(readFileSync(join(import.meta.dirname, '../../docs/dmabench.md'), 'utf8')).toContain('`bytesMoved`');
  });

  it('runs shell lines, from the argument or a file, on a fresh board', async () => {
    const direct = await dmabench('run', '--shell', 'echo hello; cat /nowhere');
    expect(direct.out).toContain('hello');
    expect(direct.out).toContain("cat: can't open '/nowhere': No such file or directory");
    const fromFile = await dmabench('run', '--shell', `@${file('lines.sh', 'insmod ax_dma\nlsmod\n')}`);
    expect(fromFile.out).toContain('ax_dma');
    expect(fromFile.out).toContain('dma_init');
  });

  it('saves a session that verifies, and notices one that does not', async () => {
    const path = join(folder, 'saved.dmalab.json');
    expect((await dmabench('run', '--save', path)).code).toBe(0);
    const verified = await dmabench('verify', path);
    expect(verified.out).toContain('equal');
    expect(verified.code).toBe(0);
    const other = file('other.dmalab.json', readFileSync(path, 'utf8').replace(/"hash": "[0-9a-f]{4}/, '"hash": "0000'));
    expect((await dmabench('verify', other)).code).toBe(1);
  });

  it('ends with 1 when the time given is over', async () => {
    const { code, out } = await dmabench('run', '--until', '50us');
    expect(code).toBe(1);
    expect(out).toContain('NOT finished');
  });

  it.each([
    [['run', '--until', 'soon'], 2, '--until soon is not a time'],
    [['run', '--peek', 'x'], 2, '--peek x is not ADDRESS:LENGTH'],
    [['run', '--frob'], 2, 'unknown option --frob'],
    [['run', 'a', 'b'], 2, 'run takes one session'],
    [['run', '--board', 'toaster'], 3, 'there is no board "toaster"'],
    [['run', '--profile', 'linux-0'], 3, 'linux-0'],
    [['run', 'nosuch'], 3, 'there is no shipped session or file "nosuch"'],
    [['run', './nosuch.json'], 3, 'no such file'],
    [['run', './nosuch.c'], 3, 'no such file'],
    [['verify', 'pl330-char-driver'], 3, 'records no journal hash'],
    [['asm', 'nosuch.s'], 3, 'no such file'],
    [['disasm', 'xyz'], 3, 'no such file'],
    [['pl330', 'nosuch'], 3, 'no such file'],
  ] as const)('%j ends with %i', async (args, code, message) => {
    const result = await dmabench(...args);
    expect(result.error).toContain(message);
    expect(result.code).toBe(code);
  });
});

describe('dmabench check', () => {
  it('holds for all shipped sessions', async () => {
    const { code, out } = await dmabench('check');
    expect(out).toMatch(/\d+ hold, 0 fail\n$/);
    expect(code).toBe(0);
  });

  it('says what does not hold', async () => {
    const path = file('wrong.dmalab.json', JSON.stringify({ format: 'dma-lab-session', version: 1, name: 'wrong', script: ['insmod ax_dma'], expectations: [{ expect: 'log', text: 'never said' }, { expect: 'log', text: 'dma_init' }] }));
    const { code, out } = await dmabench('check', path);
    expect(code).toBe(1);
    expect(out).toContain('FAILS: log says "never said": no such line');
    expect(out).toContain('1 hold, 1 fail');
  });
});

describe('dmabench asm and disasm', () => {
  it('are each other’s inverse', async () => {
    const source = file('copy.s', 'DMAMOV CCR, 0x0005C017\nDMALP 4\nDMALD\nDMAST\nDMALPEND\nDMASEV 1\nDMAEND\n');
    const hex = (await dmabench('asm', source)).out.trim();
    expect(hex).toBe('bc0117c005002003040838023408' + '00');
    const text = (await dmabench('disasm', hex)).out;
    expect(text).toContain('DMAMOV CCR');
    expect(text.trim().split('\n').length).toBe(7);
  });

  it('names file, line and column of an error', async () => {
    const { code, error } = await dmabench('asm', file('bad.s', 'DMALD\nDMAFROB\n'));
    expect(code).toBe(1);
    expect(error).toMatch(/bad\.s:2:1: /);
  });
});

describe('dmabench pl330', () => {
  it('answers each case, and a bad one with an error', async () => {
    const program = 'bc0117c00500bc0000001000bc0200002000040800';
    const good = { id: 'copy', mem: [{ addr: 0x300000, hex: program }, { addr: 0x100000, fill: 0x5a, len: 16 }], start: [{ channel: 0, ns: 0, pc: 0x300000 }], peek: [{ addr: 0x200000, len: 16 }] };
    const { code, out } = await dmabench('pl330', file('cases', `${JSON.stringify(good)}\n{"id":"bad","start":7}\n`));
    const [first, second] = out.trim().split('\n').map((line) => JSON.parse(line) as { id: string; mem?: string[]; error?: string });
    expect(code).toBe(0);
    expect(first).toMatchObject({ id: 'copy', mem: ['5a'.repeat(16)] });
    expect(second?.id).toBe('bad');
    expect(second?.error).toContain('start');
  });
});

describe('dmabench microcode', () => {
  it('prints one instruction a line, as the kernel spells them', async () => {
    const { code, out } = await dmabench('microcode', '--memcpy', '100');
    expect(code).toBe(0);
    expect(out).toBe('DMAMOV CCR 0x14005\nDMAMOV SAR\nDMAMOV DAR\nDMALP_1 24\nDMALDA\nDMASTA\nDMALPENDA_1 bjmpto_2\nDMASEV 0\nDMAEND\n');
  });

  it('says when Linux has no room for the program, and what a length is', async () => {
    expect((await dmabench('microcode', '--memcpy', '16777215')).error).toContain('Linux refuses');
    expect(await dmabench('microcode', '--memcpy', '0')).toMatchObject({ code: 2, out: '' });
    expect((await dmabench('microcode')).code).toBe(2);
  });
});
