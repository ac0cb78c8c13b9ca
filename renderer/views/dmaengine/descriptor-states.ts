/** The lists that a descriptor goes through, what is shown of each, and where keys lead among the cards. */
import type { DmaChannelView, DmaDescriptorView, DmaDeviceView } from '../../../core/contract';

export type DescriptorState = DmaDescriptorView['state'];

export const STATES: readonly { readonly state: DescriptorState; readonly title: string; readonly hint: string }[] = [
  { state: 'prepared', title: 'Prepared', hint: 'Allocated by a prepare call; the provider does not know yet that it is wanted' },
  { state: 'submitted', title: 'Submitted', hint: 'It has a cookie and waits for dma_async_issue_pending' },
  { state: 'issued', title: 'Issued', hint: 'In the queue of the hardware, or done and not yet told' },
  { state: 'running', title: 'Running', hint: 'The channel executes it now' },
  { state: 'completed', title: 'Completed', hint: 'The watermark has passed its cookie' },
  { state: 'terminated', title: 'Terminated', hint: 'Dropped: its callback will not come' },
];

/** A long queue shows its beginning. */
const MOST_CARDS = 24;

export interface ShownChannel {
  /** In the order of the lists. */
  readonly cards: readonly DmaDescriptorView[];
  readonly counts: Readonly<Record<DescriptorState, number>>;
  /** Of each list, how many cards are left out. */
  readonly more: readonly { readonly state: DescriptorState; readonly count: number }[];
}

export function shownChannel(channel: DmaChannelView): ShownChannel {
  const lists = STATES.map(({ state }) => ({ state, all: channel.descriptors.filter((one) => one.state === state) }));
  return {
    cards: lists.flatMap(({ all }) => all.slice(0, MOST_CARDS)),
    counts: Object.fromEntries(lists.map(({ state, all }) => [state, all.length])) as Record<DescriptorState, number>,
    more: lists.filter(({ all }) => all.length > MOST_CARDS).map(({ state, all }) => ({ state, count: all.length - MOST_CARDS })),
  };
}

/** Stays the same from prepare to its end, so that a card is seen to move. */
export const lifeKey = (one: DmaDescriptorView): string => `${one.address}/${one.steps.find(({ step }) => step === 'prepare')?.entry ?? 0}`;

/** Channels that somebody has, or that have something to show. */
export const usedChannels = (device: DmaDeviceView): DmaChannelView[] => device.channels.filter((one) => one.clients > 0 || one.descriptors.length > 0);

/** The newest cookies, oldest first, and which of them the watermark has passed. Numbers wrap behind the greatest. */
export function watermark(channel: DmaChannelView, most: number): { readonly cookie: number; readonly done: boolean }[] {
  const cells: { cookie: number; done: boolean }[] = [];
  for (let cookie = channel.used; cells.length < most && cookie > 1; cookie--) {
    const done = channel.last <= channel.used ? cookie <= channel.last : cookie <= channel.last && cookie > channel.used;
    cells.unshift({ cookie, done });
  }
  return cells;
}

/** The same in words. The first cookie of a channel is 2: 1 stands for "nothing yet". */
export function watermarkWords(channel: DmaChannelView): string {
  if (channel.used <= 1) return 'no cookie yet';
  const open = channel.used - channel.last;
  return `${channel.last <= 1 ? 'none' : `up to ${channel.last}`} of ${channel.used} complete${open > 0 ? `, ${open} open` : ''}`;
}

/** Index that a key leads to among `count` cards; null: the key means nothing here. */
export function keyTarget(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** How far a transfer is, 0 to 1; null: only its provider knows. */
export function progress(one: DmaDescriptorView): number | null {
  if (one.state === 'completed') return 1;
  return one.bytes === null || one.bytes === 0 || one.residue === null ? null : 1 - one.residue / one.bytes;
}
