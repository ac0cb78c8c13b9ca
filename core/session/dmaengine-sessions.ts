/** Sessions about the dmaengine: each operation, the kernel's own test, a ring from a device, what goes wrong. */
import { INTERRUPT, NOT_ISSUED, TERMINATE } from './drivers/flow-lessons';
import { LESSON_H } from './drivers/lesson-header';
import { IMM_DATA, INTERLEAVED, MEMCPY, MEMSET, MEMSET_SG, OLD_SG } from './drivers/memory-lessons';
import { PQ, PQ_VAL, XOR, XOR_VAL } from './drivers/parity-lessons';
import { RING } from './drivers/ring';
import { SLAVE_SG, SLAVE_SINGLE } from './drivers/slave-lessons';
import { newSession } from './session';
import type { Expectation, Session } from './session';

interface Lesson {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** Module and its source. */
  readonly module: string;
  readonly source: string;
  /** Provided by the module softdma. */
  readonly soft?: true;
  readonly profile?: string;
  readonly script?: readonly string[];
  readonly expectations: readonly Expectation[];
}

const log = (text: string): Expectation => ({ expect: 'log', text });
const finding = (rule: string): Expectation => ({ expect: 'finding', rule });
const equal = (a: string, b: string, bytes: number, offset = 0): Expectation => ({ expect: 'equal', a: { mark: a, offset: 0 }, b: { mark: b, offset }, bytes });
const nothing: Expectation = { expect: 'no-finding' };

const OPERATIONS: readonly Lesson[] = [
  {
    name: 'dma-memcpy', title: 'memcpy: three copies, one start, one callback', module: 'memcpy', source: MEMCPY,
    summary: 'Three descriptors are prepared and submitted; one call issues them all, and the last one calls back. Step by transfer with the dmaengine view open: the cards go from list to list, and the watermark follows the cookies.',
    expectations: [log('piece 0 has cookie 2'), log('1536 bytes in 3 pieces: equal'), equal('src', 'dst', 1536), nothing],
  },
  {
    name: 'dma-memset', title: 'memset: filled without reading', module: 'memset', source: MEMSET, soft: true,
    summary: 'A provider that fills memory with a byte. The PL330 cannot: a second provider, made of software, is loaded and asked by capability. Compare both in the table of capabilities.',
    expectations: [log('256 bytes filled with a5, 256 kept'), nothing],
  },
  {
    name: 'dma-memset-sg', title: 'memset_sg: a list is filled', module: 'memset_sg', source: MEMSET_SG, soft: true,
    summary: 'One descriptor and one cookie for the pieces of a list. The header has no wrapper for this operation: the driver asks for the pointer itself.',
    expectations: [log('112 bytes filled in 3 pieces, the gap holds 00'), nothing],
  },
  {
    name: 'dma-xor', title: 'xor: a lost block comes back', module: 'xor', source: XOR, soft: true,
    summary: 'The parity of RAID-5: three blocks give a fourth; when one of them is lost, the same operation over the other three brings it back.',
    expectations: [log('block 1 was lost and is back'), equal('kept', 'data', 256, 256), nothing],
  },
  {
    name: 'dma-xor-val', title: 'xor_val: a check that writes nothing', module: 'xor_val', source: XOR_VAL, soft: true,
    summary: 'Is the sum of all blocks zero? The answer is a bit that the provider writes through a pointer. A flipped bit in one block is noticed.',
    expectations: [log('sound blocks: result 0'), log('a flipped bit: result 1'), nothing],
  },
  {
    name: 'dma-pq', title: 'pq: both sums of RAID-6, at once and in halves', module: 'pq', source: PQ, soft: true,
    summary: 'P is an XOR; for Q each block is multiplied by its coefficient in GF(2^8). Done once over four blocks, and once in two halves with DMA_PREP_CONTINUE: both give the same.',
    expectations: [log('in halves: the same'), equal('at_once', 'in_halves', 256), nothing],
  },
  {
    name: 'dma-pq-val', title: 'pq_val: which sum noticed what', module: 'pq_val', source: PQ_VAL, soft: true,
    summary: 'Do P and Q still fit the blocks? A damaged Q sets one bit of the result, damaged data both; with DMA_PREP_PQ_DISABLE_P only Q is asked.',
    expectations: [log('sound: result 0'), log('Q damaged: result 2'), log('data damaged: result 3'), log('data damaged, P left out: result 2'), nothing],
  },
  {
    name: 'dma-interrupt', title: 'interrupt: a descriptor without data tells for all', module: 'interrupt', source: INTERRUPT, soft: true,
    summary: 'Two copies that tell nobody, and behind them a descriptor of no bytes whose callback means that everything before it is done.',
    expectations: [log('told once: both copies are there'), equal('src', 'dst', 256), nothing],
  },
  {
    name: 'dma-interleaved', title: 'interleaved: a rectangle out of a picture', module: 'interleaved', source: INTERLEAVED, soft: true,
    summary: 'A template of chunks and gaps: each frame takes one row of the rectangle and skips the rest of the picture\'s row; at the destination there is no gap.',
    expectations: [log('rows begin with 23 33 43 53 and end with 58'), nothing],
  },
  {
    name: 'dma-imm-data', title: 'imm_data: eight bytes in the descriptor', module: 'imm_data', source: IMM_DATA, soft: true,
    summary: 'A descriptor that carries its data, for a doorbell or a mailbox: there is no source in memory. An address that is no multiple of eight is refused with NULL.',
    expectations: [log('at an odd place: refused'), log('the mailbox holds 1122334455667788'), nothing],
  },
  {
    name: 'dma-sg', title: 'sg: from list to list, as Linux had it until 4.13', module: 'old_sg', source: OLD_SG, soft: true, profile: 'linux-3.0',
    summary: 'Three pieces are copied into two that are cut differently, with one descriptor, on Linux 3.0. The driver waits as in those days: dma_sync_wait() starts the transfer and polls.',
    expectations: [log('old sg: 0, equal'), equal('src', 'dst', 96)],
  },
  {
    name: 'dma-slave-single', title: 'slave_single: a buffer to a device, and back', module: 'slave_single', source: SLAVE_SINGLE,
    summary: 'The serial port sends to itself. Two channels are at work at once, paced by the port\'s request lines: bursts of four words while the FIFO has them, single words at the end.',
    expectations: [log('256 bytes there and back: 0, equal'), equal('src', 'dst', 256), nothing],
  },
  {
    name: 'dma-slave-sg', title: 'slave_sg: a message in three pieces', module: 'slave_sg', source: SLAVE_SG,
    summary: 'Header, body and trailer lie in three places. They are mapped as a list and sent as one transfer; the controller gets a request for each piece, the driver one callback for all.',
    expectations: [log('0: AAAA...BBBB...CCCC'), nothing],
  },
];

const MISTAKES: readonly Lesson[] = [
  {
    name: 'dma-not-issued', title: 'Submitted, and never issued', module: 'not_issued', source: NOT_ISSUED,
    summary: 'The driver waits for a callback that cannot come: dmaengine_submit() only queues. The card stays in the list "Submitted", and a finding says why as soon as the driver waits. The same driver with issue=1 does what it should.',
    script: ['insmod not_issued.ko', 'rmmod not_issued', 'insmod not_issued.ko issue=1'],
    expectations: [log('no callback, status 1'), log('not issued: dst is empty'), log('issued: dst holds the copy'), finding('dma-never-issued'), equal('src', 'dst', 256)],
  },
  {
    name: 'dma-terminate', title: 'Terminated in flight', module: 'terminate', source: TERMINATE,
    summary: 'A copy of 32 KiB runs, another one waits, and both are dropped after 5 µs. Part of the data has arrived, no callback comes, and the cookies count as complete all the same: that is how the PL330\'s driver does it.',
    expectations: [log('cookie 3 waits'), log('a part of the first copy arrived, nothing of the second: yes'), log('callbacks: 0, status of both: 0 0'), { expect: 'different', a: { mark: 'src', offset: 0 }, b: { mark: 'dst', offset: 0 }, bytes: 32768 }, nothing],
  },
];

function lessonSession({ name, title, summary, module, source, soft, profile, script, expectations }: Lesson): Session {
  const files = [{ path: `${module}.c`, text: source }, ...(source.includes('"lesson.h"') ? [{ path: 'lesson.h', text: LESSON_H }] : [])];
  return newSession({ name, title, summary, profile: profile ?? 'linux-6.1', files, script: [...(soft === true ? ['modprobe softdma'] : []), ...(script ?? [`insmod ${module}.ko`])], expectations: [...expectations] });
}

const DMATEST = newSession({
  name: 'dmatest',
  title: 'dmatest: is the DMA controller right?',
  summary: 'The kernel\'s own test on one channel of the PL330: random lengths and offsets, patterns that tell what was copied, what was not, and what should have been left alone. Look at /sys/class/dma and the microcode of each copy.',
  profile: 'linux-6.1',
  script: ['modprobe dmatest max_channels=1 test_buf_size=2048 iterations=5 wait=1 run=1', 'cat /sys/class/dma/dma0chan0/in_use', 'rmmod dmatest'],
  expectations: [log('dma0chan0-copy0: summary 5 tests, 0 failures'), nothing],
});

const RING_SESSION = newSession({
  name: 'dmaengine-ring',
  title: 'cyclic: words of a device, period by period',
  summary: 'A device makes words by itself and asks for them on a request line of the PL330. A cyclic transfer puts them into a ring; each period calls back from the tasklet, until the channel is terminated.',
  profile: 'linux-6.1',
  files: [{ path: 'ring.c', text: RING }],
  script: ['insmod ring.ko', 'rmmod ring'],
  expectations: [log('the ring begins with word 32, errors 0'), { expect: 'register', peripheral: 'stream', register: 'ERROR', index: 0, value: 0 }, nothing],
});

/** One for each operation, in the order in which they build on each other. */
export const OPERATION_SESSIONS: readonly Session[] = [...OPERATIONS.map(lessonSession), RING_SESSION, DMATEST];

export const MISTAKE_SESSIONS: readonly Session[] = MISTAKES.map(lessonSession);

export const DMAENGINE_SESSIONS: readonly Session[] = [...OPERATION_SESSIONS, ...MISTAKE_SESSIONS];
