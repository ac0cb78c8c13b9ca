/** Sessions on DMA mapping: one driver, and what becomes of its data when a call is left out. */
import { MAPPING_LESSON } from './drivers/mapping-lesson';
import { newSession } from './session';
import type { Expectation, Session } from './session';

interface Lesson {
  readonly name: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly options?: Parameters<typeof newSession>[0]['options'];
  readonly expectations: readonly Expectation[];
}

const log = (text: string): Expectation => ({ expect: 'log', text });
const finding = (rule: string): Expectation => ({ expect: 'finding', rule });
const nothing: Expectation = { expect: 'no-finding' };

const LESSONS: readonly Lesson[] = [
  {
    name: 'mapping-coherent', number: 7, title: 'Coherent memory and streaming mappings',
    summary: 'The same copy twice: with coherent memory, which is never cached and needs no call, and with mapped buffers, which are filled faster and change hands. Look at both as the CPU and as the device see them, before and behind each call.',
    expectations: [log('coherent: got "both kinds of memory"'), log('streaming: got "both kinds of memory"'), nothing],
  },
  {
    name: 'mapping-done-right', number: 0, title: 'Streaming mappings as they should be',
    summary: 'Two ordinary buffers are mapped, copied by the controller, unmapped, looked at. Watch the caches: map cleans the source and drops the destination\'s lines, unmap drops them again.',
    expectations: [log('got "first text"'), nothing],
  },
  {
    name: 'mapping-no-sync-for-device', number: 1, title: 'The new text never leaves the cache',
    summary: 'The buffer stays mapped for a second copy, and the driver writes to it without dma_sync_single_for_device: the controller reads what was there before, and the first text arrives twice.',
    expectations: [log('got "first text"'), { expect: 'no-log', text: 'got "second text"' }, finding('dma-cpu-access')],
  },
  {
    name: 'mapping-no-sync-for-cpu', number: 2, title: 'The callback runs, and the data are the old ones',
    summary: 'The second copy does arrive in memory: look at it as the device sees it. The processor reads the first one from its cache, because nobody called dma_sync_single_for_cpu.',
    expectations: [{ expect: 'no-log', text: 'got "second text"' }, finding('dma-while-cpu-owns'), finding('stale-read')],
  },
  {
    name: 'mapping-shared-line', number: 3, title: 'A counter beside the buffer eats received data',
    summary: 'A structure holds 48 bytes of data and a counter, in one cache line. The counter is increased while the controller writes: when the line goes back to memory, the last 16 bytes of the data go with it.',
    expectations: [log('last byte 00'), finding('dma-shared-line'), finding('dirty-line-over-device')],
  },
  {
    name: 'mapping-bounce', number: 4, title: 'A device with 24 address lines',
    summary: 'The device reaches the first 16 MiB only, and the buffers lie above. The kernel gives it other memory and copies: at map to the device, at unmap back.',
    options: { bounceSlots: 128 },
    expectations: [log('by way of a bounce buffer'), nothing],
  },
  {
    name: 'mapping-merged', number: 5, title: 'Three pages become one',
    summary: 'Behind an IOMMU a scatter list of three pages from different places is one range for the device: dma_map_sg answers 1. The list is unmapped with 3 all the same.',
    options: { iommu: true },
    expectations: [log('3 entries became 1'), nothing],
  },
  {
    name: 'mapping-pool', number: 6, title: 'A pool, and a block that is used after it went back',
    summary: 'Two blocks of 64 bytes out of one page. The controller writes to the second once more after dma_pool_free: the pool keeps its list inside of free blocks, and the next allocation finds the letter a where an offset should be.',
    expectations: [log('64 bytes apart, copied a'), finding('dma-free-memory'), finding('pool-corrupted')],
  },
];

export const MAPPING_SESSIONS: readonly Session[] = LESSONS.map(({ name, number, title, summary, options, expectations }) =>
  newSession({ name, title, summary, profile: 'linux-6.1', ...(options === undefined ? {} : { options }), files: [{ path: 'mapping_lesson.c', text: MAPPING_LESSON }], script: [`insmod mapping_lesson.ko lesson=${number}`], expectations: [...expectations] }),
);
