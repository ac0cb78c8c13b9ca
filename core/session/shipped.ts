/** Sessions that ship with the program. Each says in `expectations` what must hold once its script has run. */
import { newSession, printSession } from './session';
import type { Session } from './session';

export interface Shipped {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** As a session file. */
  readonly text: string;
}

const SESSIONS: readonly Session[] = [
  newSession({
    name: 'pl330-char-driver',
    title: 'PL330 by hand: a character driver that writes microcode',
    summary: 'A driver fills a buffer with PL330 instructions and starts channel 0 through the debug registers. Write to /dev/ax_dma and watch 1600 bytes move, although the loop counter is never used.',
    inputs: [{ at: 0, action: { type: 'shell', text: 'insmod ax_dma' } }],
    script: ['echo 1 > /dev/ax_dma', 'cat /proc/interrupts'],
    expectations: [
      { expect: 'log', text: 'dma_init' },
      { expect: 'log', text: 'dma go' },
      { expect: 'log', text: 'dma irq test ok' },
      { expect: 'equal', a: { mark: 'src' }, b: { mark: 'dst' }, bytes: 1600 },
      { expect: 'register', peripheral: 'pl330', register: 'CCR', index: 0, value: 0x0005c017 },
      { expect: 'register', peripheral: 'pl330', register: 'INTEN', value: 0xff },
      { expect: 'register', peripheral: 'pl330', register: 'FSRC', value: 0 },
      { expect: 'register', peripheral: 'pl330', register: 'INTMIS', value: 0 },
    ],
  }),
  newSession({
    name: 'pl330-missing-end',
    title: 'A microcode fault: the program has no DMAEND',
    summary: 'The same driver, but its instruction buffer holds 0xFF instead of zeros and no DMAEND is written: behind DMASEV the channel runs on into undefined bytes and faults. The data has arrived, the log says ok, and the second write finds the channel dead.',
    inputs: [{ at: 0, action: { type: 'shell', text: 'insmod ax_dma_noend' } }],
    script: ['echo 1 > /dev/ax_dma'],
    expectations: [
      { expect: 'log', text: 'dma irq test ok' },
      { expect: 'register', peripheral: 'pl330', register: 'FSRC', value: 1 },
      { expect: 'register', peripheral: 'pl330', register: 'FTR', index: 0, value: 1 },
    ],
  }),
];

export const SHIPPED_SESSIONS: readonly Shipped[] = SESSIONS.map((session) => ({ name: session.name, title: session.title, summary: session.summary, text: printSession(session) }));

export const DEFAULT_SESSION = 'pl330-char-driver';
