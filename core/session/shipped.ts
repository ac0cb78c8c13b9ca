/** Sessions that ship with the program. Each says in `expectations` what must hold once its script has run. */
import { CLIENT_BROKEN } from './drivers/dmaengine-client-broken';
import { CLIENT_CORRECTED } from './drivers/dmaengine-client-corrected';
import { PL330_BY_HAND } from './drivers/pl330-by-hand';
import { PL330_CORRECTED } from './drivers/pl330-corrected';
import { COPY_AND_COMPARE, START_ONCE } from './drivers/programs';
import { MISTAKE_SESSIONS, OPERATION_SESSIONS } from './dmaengine-sessions';
import { MAPPING_SESSIONS } from './mapping-lessons';
import { newSession, printSession } from './session';
import type { Session } from './session';
import { SLAVE_SESSIONS } from './slave-sessions';

export interface Shipped {
  readonly name: string;
  /** What it is about, the same text for all that belong together. */
  readonly subject: string;
  readonly title: string;
  readonly summary: string;
  /** As a session file. */
  readonly text: string;
}

const BY_HAND: readonly Session[] = [
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
    summary: 'The same driver, but its instruction buffer holds 0xff instead of zeros and no DMAEND is written: behind DMASEV the channel runs on into undefined bytes and faults. The data has arrived, the log says ok, and the second write finds the channel dead.',
    inputs: [{ at: 0, action: { type: 'shell', text: 'insmod ax_dma_noend' } }],
    script: ['echo 1 > /dev/ax_dma'],
    expectations: [
      { expect: 'log', text: 'dma irq test ok' },
      { expect: 'register', peripheral: 'pl330', register: 'FSRC', value: 1 },
      { expect: 'register', peripheral: 'pl330', register: 'FTR', index: 0, value: 1 },
    ],
  }),
  newSession({
    name: 'c-pl330-by-hand',
    title: 'The same driver in C, with all its habits',
    summary: 'Source, stepping and all: a character driver that puts PL330 microcode together byte by byte. Nothing is repaired: the loop that never loops, the missing DMAEND, the write() that takes nothing. On Linux 6.1 the same source stops in its init: set the profile and see where.',
    files: [
      { path: 'pl330_by_hand.c', text: PL330_BY_HAND },
      { path: 'start_once.c', text: START_ONCE },
    ],
    script: ['insmod pl330_by_hand.ko', 'cc start_once.c -o start_once && ./start_once'],
    expectations: [
      { expect: 'log', text: 'dma irq test ok' },
      { expect: 'register', peripheral: 'pl330', register: 'CCR', index: 0, value: 0x0005c017 },
      { expect: 'register', peripheral: 'pl330', register: 'FSRC', value: 0 },
      { expect: 'finding', rule: 'unaligned-access' },
      { expect: 'no-finding', rule: 'kernel-oops' },
    ],
  }),
  newSession({
    name: 'c-pl330-corrected',
    title: 'A PL330 driver in C as it should be',
    summary: 'The same controller behind a device file that copies what is written to it: memory of a device of its own, a loop that loops, an event that is waited for with a limit, every result looked at. A program sends a text through it and compares what comes back.',
    files: [
      { path: 'pl330_corrected.c', text: PL330_CORRECTED },
      { path: 'copy.c', text: COPY_AND_COMPARE },
    ],
    script: ['insmod pl330_corrected.ko', 'cc copy.c -o copy && ./copy', './copy "a second text, longer than the first one"', 'rmmod pl330_corrected'],
    expectations: [
      { expect: 'log', text: '25 bytes copied, and they are equal' },
      { expect: 'log', text: '40 bytes copied, and they are equal' },
      { expect: 'register', peripheral: 'pl330', register: 'FSRC', value: 0 },
      { expect: 'no-finding' },
    ],
  }),
];

const CLIENTS: readonly Session[] = [
  newSession({
    name: 'c-client-broken',
    title: 'A dmaengine client that goes wrong before it begins',
    summary: 'A misc device that copies with dmaengine, on Linux 6.1: it registers its device first, allocates for no device at all, and dies in its init. The device file stays behind; reading it dies once more, through a channel that was never there.',
    profile: 'linux-6.1',
    files: [{ path: 'client_broken.c', text: CLIENT_BROKEN }],
    script: ['insmod client_broken.ko', 'cat /dev/ax_dma'],
    expectations: [
      { expect: 'log', text: 'Unhandled fault: page domain fault (0x01b) at 0x00000090' },
      { expect: 'log', text: 'PC is at dma_alloc_attrs' },
      { expect: 'log', text: 'Unhandled fault: page domain fault (0x01b) at 0x00000084' },
      { expect: 'finding', rule: 'kernel-oops' },
    ],
  }),
  newSession({
    name: 'c-client-corrected',
    title: 'A dmaengine client in C as it should be',
    summary: 'The same client on Linux 6.1: a channel that can copy memory, buffers that belong to the device that reads and writes them, a completion with a limit. The controller is driven by the kernel\'s own driver: watch prep, submit, issue, microcode, interrupt and callback.',
    profile: 'linux-6.1',
    files: [
      { path: 'client_corrected.c', text: CLIENT_CORRECTED },
      { path: 'copy.c', text: COPY_AND_COMPARE },
    ],
    script: ['insmod client_corrected.ko', 'cc copy.c -o copy && ./copy', './copy "a second text"', 'rmmod client_corrected'],
    expectations: [
      { expect: 'log', text: '25 bytes copied by dma0chan0, and they are equal' },
      { expect: 'log', text: '13 bytes copied by dma0chan0, and they are equal' },
      { expect: 'no-finding' },
    ],
  }),
];

const SUBJECTS: readonly { readonly subject: string; readonly sessions: readonly Session[] }[] = [
  { subject: 'The controller by hand', sessions: BY_HAND },
  { subject: 'A client of the dmaengine', sessions: CLIENTS },
  { subject: 'dmaengine, operation by operation', sessions: OPERATION_SESSIONS },
  { subject: 'dmaengine, what goes wrong', sessions: MISTAKE_SESSIONS },
  { subject: 'Devices on request lines', sessions: SLAVE_SESSIONS },
  { subject: 'DMA mapping', sessions: MAPPING_SESSIONS },
];

/** Written out when it is opened: of all that ship, a run needs one or none. */
class OneShipped implements Shipped {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  private written: string | undefined;
  constructor(
    readonly subject: string,
    private readonly session: Session,
  ) {
    ({ name: this.name, title: this.title, summary: this.summary } = session);
  }
  get text(): string {
    return (this.written ??= printSession(this.session));
  }
}

export const SHIPPED_SESSIONS: readonly Shipped[] = SUBJECTS.flatMap(({ subject, sessions }) => sessions.map((session) => new OneShipped(subject, session)));

export const DEFAULT_SESSION = 'pl330-char-driver';
