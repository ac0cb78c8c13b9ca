/** Cookies: drivers/dma/dmaengine.h. Signed numbers from 1; the last one completed is a watermark. */
import type { KernelCore } from '../kernel-core';

export const DMA_STATUS = { COMPLETE: 0, IN_PROGRESS: 1, PAUSED: 2, ERROR: 3 } as const;
const MIN_COOKIE = 1;

export function initCookies(k: KernelCore, chan: number): void {
  k.memory.setField('dma_chan', chan, 'cookie', MIN_COOKIE);
  k.memory.setField('dma_chan', chan, 'completed_cookie', MIN_COOKIE);
}

/** The first one is 2; behind the greatest comes 1. */
export function assignCookie(k: KernelCore, tx: number): number {
  const chan = k.memory.field('dma_async_tx_descriptor', tx, 'chan');
  const following = (k.memory.field('dma_chan', chan, 'cookie') + 1) | 0;
  const cookie = following < MIN_COOKIE ? MIN_COOKIE : following;
  k.memory.setField('dma_chan', chan, 'cookie', cookie);
  k.memory.setField('dma_async_tx_descriptor', tx, 'cookie', cookie);
  return cookie;
}

export function completeCookie(k: KernelCore, tx: number): void {
  const chan = k.memory.field('dma_async_tx_descriptor', tx, 'chan');
  k.memory.setField('dma_chan', chan, 'completed_cookie', k.memory.field('dma_async_tx_descriptor', tx, 'cookie'));
  k.memory.setField('dma_async_tx_descriptor', tx, 'cookie', 0);
}

export function isComplete(cookie: number, last: number, used: number): boolean {
  return last <= used ? cookie <= last || cookie > used : cookie <= last && cookie > used;
}

/** Fills in the state, if there is one, with no residue. */
export function cookieStatus(k: KernelCore, chan: number, cookie: number, state: number): number {
  const used = k.memory.field('dma_chan', chan, 'cookie');
  const last = k.memory.field('dma_chan', chan, 'completed_cookie');
  if (state !== 0) {
    k.memory.setField('dma_tx_state', state, 'last', last);
    k.memory.setField('dma_tx_state', state, 'used', used);
    k.memory.setField('dma_tx_state', state, 'residue', 0);
    if (k.memory.has('dma_tx_state', 'in_flight_bytes')) k.memory.setField('dma_tx_state', state, 'in_flight_bytes', 0);
  }
  return isComplete(cookie | 0, last | 0, used | 0) ? DMA_STATUS.COMPLETE : DMA_STATUS.IN_PROGRESS;
}
