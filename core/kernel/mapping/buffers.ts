/** Finding out what a driver handed over for DMA: is it memory that can be mapped, and who has it. */
import type { KernelCore } from '../kernel-core';
import { LINEAR, PAGE } from '../address-space';
import { atLeast } from '../profiles';
import { hex } from './device';

/** The innermost code of a module that is running, with its line when it is C. */
export function callerOf(k: KernelCore): string {
  const { frames } = k.cpu;
  for (let i = frames.length - 1; i >= 0; i--) {
    const code = k.code(frames[i].routine);
    if (code === undefined || !('module' in code) || code.module === undefined) continue;
    const place = k.c.placeOf(frames[i]);
    /** "mod: start mod.c:16" */
    return `${code.title} [${code.module}]${place === undefined ? '' : ` (${place.split(' ').at(-1)})`}`;
  }
  return k.titleOf(frames);
}

/** Physical address of a buffer in the linear map; undefined after a finding: it cannot be mapped. */
export function mappable(k: KernelCore, va: number, bytes: number, call: string): number | undefined {
  const tell = (rule: 'dma-map-vmalloc' | 'dma-map-invalid' | 'dma-map-stack' | 'dma-map-text', what: string): undefined => {
    k.find({ rule, address: k.space.translate(va)?.pa ?? va, bytes, message: `${call}(…, ${hex(va)}, ${bytes}, …) by ${callerOf(k)}: ${what}` });
    return undefined;
  };
  const area = k.space.areaAt(va);
  if (area?.kind === 'module') {
    if (k.inText(va)) tell('dma-map-text', IN_TEXT);
    else tell('dma-map-invalid', `this is in the image of module ${area.owner} (a global variable or its code), which lies outside of the linear map: what is computed from its address is not where it is.`);
    return k.space.toPhysical(va) >>> 0;
  }
  if (area !== undefined) {
    reject(k);
    if (area.kind === 'ioremap') return tell('dma-map-vmalloc', 'this is ioremapped device memory; its physical address is what dma_map_resource takes.');
    if (area.kind === 'coherent') return tell('dma-map-vmalloc', 'this is coherent memory, which needs no mapping: its handle came with the allocation.');
    return tell('dma-map-vmalloc', 'this is in the vmalloc area, whose pages need not lie together; the linear map does not hold it.');
  }
  const end = k.space.translate((va + Math.max(1, bytes) - 1) >>> 0);
  const place = k.space.translate(va);
  if (va < LINEAR || place === undefined || end === undefined || end.pa !== place.pa + Math.max(1, bytes) - 1) return tell('dma-map-invalid', va < PAGE ? 'this is no address of a buffer: a failed allocation?' : va < LINEAR ? 'this is not an address of the kernel.' : 'this is not in the kernel\'s linear map of memory.');
  const stack = k.c.stackAt(place.pa);
  if (k.inText(va)) tell('dma-map-text', IN_TEXT);
  if (stack !== undefined) tell('dma-map-stack', `this lies on the stack of ${stack}: it is shared with return addresses and local variables, and gone when the function returns.`);
  if (stack === undefined || !atLeast(k.profile, STACKS_IN_VMALLOC)) return place.pa;
  reject(k);
  return undefined;
}

const IN_TEXT = 'this is code of the kernel, not a buffer.';
/** Since 5.18 stacks on ARM have addresses of vmalloc. */
const STACKS_IN_VMALLOC = '5.18';

/** From 5.4 on the call itself refuses what is not in the linear map. */
function reject(k: KernelCore): void {
  if (atLeast(k.profile, '5.4') && k.dma.once(`rejecting ${k.owner}`)) k.warn(`${k.owner}: rejecting DMA map of vmalloc memory`);
}
