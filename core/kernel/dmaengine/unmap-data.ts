/** struct dmaengine_unmap_data: mappings that end with the last of those who hold them. Behaviour: drivers/dma/dmaengine.c. At most two addresses, as kernels without RAID engines have it. */
import type { KernelCore } from '../kernel-core';
import { call, KernelFault, next, value } from '../operations';
import type { Step } from '../operations';

const MOST = 2;
const DIRECTION = { to_cnt: 1, from_cnt: 2, bidi_cnt: 0 } as const;

/** @throws KernelFault for more addresses than there are pools for. */
export function getUnmapData(k: KernelCore, dev: number, count: number): number {
  if ((count | 0) > MOST) {
    k.print(2, 'kernel BUG at drivers/dma/dmaengine.c!');
    throw new KernelFault(0, 'bug', false, '__get_unmap_pool');
  }
  const { memory } = k;
  const bytes = memory.layouts.place('dmaengine_unmap_data', 'addr').offset + 4 * MOST;
  const address = k.allocate(bytes);
  if (address === 0) return 0;
  memory.zero(address, bytes);
  memory.setWord(memory.at('dmaengine_unmap_data', address, 'kref'), 1);
  memory.setField('dmaengine_unmap_data', address, 'dev', dev);
  memory.setField('dmaengine_unmap_data', address, 'map_cnt', count);
  return address;
}

/** What is to be unmapped: address and direction, in order. */
function mappings(k: KernelCore, unmap: number): number[][] {
  const { memory } = k;
  const first = memory.at('dmaengine_unmap_data', unmap, 'addr');
  const found: number[][] = [];
  for (const [field, direction] of Object.entries(DIRECTION)) {
    const count = memory.field('dmaengine_unmap_data', unmap, field as keyof typeof DIRECTION);
    for (let i = 0; i < count && found.length < MOST; i++) found.push([memory.word(first + 4 * found.length), direction]);
  }
  return found.filter(([address, direction]) => address !== 0 || direction !== DIRECTION.bidi_cnt);
}

export const PUT_UNMAP: readonly Step<KernelCore>[] = [
  {
    text: '',
    run: (f, k) => {
      if (f.args[0] === 0) return value(0);
      const reference = k.memory.at('dmaengine_unmap_data', f.args[0], 'kref');
      const left = k.memory.word(reference) - 1;
      k.memory.setWord(reference, left);
      if (left > 0) return value(0);
      f.locals.left = mappings(k, f.args[0]);
      return next(20);
    },
  },
  {
    text: 'dma_unmap_page',
    run: (f, k) => {
      const [mapping, ...left] = f.locals.left as readonly (readonly number[])[];
      if (mapping === undefined) {
        k.slab.release(f.args[0]);
        return value(0);
      }
      f.locals.left = left;
      f.pc = 1;
      const field = (name: 'dev' | 'len'): number => k.memory.field('dmaengine_unmap_data', f.args[0], name);
      return call('dma_unmap_page', field('dev'), mapping[0], field('len'), mapping[1]);
    },
  },
];
