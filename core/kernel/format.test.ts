import { describe, expect, it } from 'vitest';
import { formatText } from './format';

const source = { string: (va: number) => ({ 0xbf000000: 'text' })[va] ?? '?' };
const format = (text: string, ...args: number[]): string => formatText(text, args, source, false);

describe('printk formats', () => {
  it.each([
    ['irq err=%d', [0xffffffea], 'irq err=-22'],
    ['%u', [0xffffffea], '4294967274'],
    ['%x %X %#x %08x', [0xabc, 0xabc, 0xabc, 0xabc], 'abc ABC 0xabc 00000abc'],
    ['%p', [0xe0800d00], 'e0800d00'],
    ['%s|%10s|%-6s|%.2s', [0xbf000000, 0xbf000000, 0xbf000000, 0xbf000000], 'text|      text|text  |te'],
    ['%s', [0], '(null)'],
    ['%s', [0x90], '(efault)'],
    ['%c%%', [65], 'A%'],
    ['%ld %lx %lu', [0xffffffff, 0x1f, 7], '-1 1f 7'],
    ['%llu', [0, 1], '4294967296'],
    ['%5d|%-5d|%05d|%+d', [42, 42, -42, 42], '   42|42   |-0042|+42'],
    ['%d', [], '0'],
  ] as [string, number[], string][])('%s', (text, args, expected) => {
    expect(format(text, ...args)).toBe(expected);
  });

  it('hides addresses behind %p in newer kernels, not behind %px', () => {
    expect(formatText('%p %px', [0xe0800d00, 0xe0800d00], source, true)).toMatch(/^(?!e0800d00)[0-9a-f]{8} e0800d00$/);
  });
});

describe('extensions of %p', () => {
  const data = Uint8Array.from({ length: 70 }, (_, i) => i + 0x10);
  const rich = { string: () => '', bytes: (_va: number, length: number) => data.subarray(0, length), symbol: (va: number) => (va === 0xbf001000 ? 'dma_irq' : undefined) };
  it.each([
    ['%pa|%pad', [0xc0100000, 0xc0100000], '0x13121110|0x13121110'],
    ['%pM %pMF', [0xc0100000, 0xc0100000], '10:11:12:13:14:15 10-11-12-13-14-15'],
    ['%*ph|%3phC|%*phN.', [4, 0xc0100000, 0xc0100000, 2, 0xc0100000], '10 11 12 13|10:11:12|1011.'],
    ['%pe %pe', [0xfffffff4, 0xc0100000], '-ENOMEM c0100000'],
    ['%pS %ps %pS', [0xbf001000, 0xbf001000, 0xbf001004], 'dma_irq dma_irq 0xbf001004'],
    ['%pI4', [0xc0100000], '16.17.18.19'],
  ] as [string, number[], string][])('%s', (text, args, expected) => {
    expect(formatText(text, args, rich, false)).toBe(expected);
  });
});

it('keeps wild widths and precisions within bounds', () => {
  expect(format('%2000000000d', 1)).toHaveLength(4096);
  expect(format('%.2000000000d', 1)).toHaveLength(4096);
  expect(format('%.*s', -3, 0xbf000000)).toBe('');
});
