/**
 * A ring whose periods are refilled, and one that was not when its turn came again: no hardware can tell, the journal can.
 * A ring that nobody ever refills repeats on purpose and is left alone. Nothing is found while nothing is recorded.
 */
import { channelName } from '../../dmaengine/channel-list';
import type { KernelCore } from '../../kernel-core';
import type { Pl330Channel, Pl330Descriptor } from './state';

/** A new ring on the channel. */
export function beginRing(channel: Pl330Channel): void {
  channel.ring = true;
  channel.refills = { seen: false };
}

/** A period has been sent to the device. */
export function notePeriodSent(k: KernelCore, channel: Pl330Channel, descriptor: Pl330Descriptor): void {
  const { journal, clock } = k.hardware;
  const { transfer, sent } = descriptor;
  const { refills } = channel;
  if (!journal.enabled || refills === undefined || transfer.kind !== 'peripheral' || transfer.direction !== 'to-device' || transfer.bytes === 0) return;
  descriptor.sent = { entry: journal.length, at: clock.now };
  if (sent === undefined) return;
  const written = Math.max(journal.lastWriter(transfer.from, undefined, 'memory'), journal.lastWriter(transfer.from + transfer.bytes - 1, undefined, 'memory'));
  if (written >= sent.entry) refills.seen = true;
  else refills.stale ??= { from: transfer.from, bytes: transfer.bytes, before: sent.at, at: clock.now, entry: k.cpu.cause };
  if (refills.seen && refills.stale !== undefined) report(k, channel, refills.stale);
}

function report(k: KernelCore, channel: Pl330Channel, { from, bytes, before, at, entry }: NonNullable<NonNullable<Pl330Channel['refills']>['stale']>): void {
  const name = channelName(k, channel.chan);
  k.find({
    rule: 'ring-period-stale', address: from, bytes, at, entry, key: name,
    message: `${name} has sent a period of its ring a second time: ${bytes} bytes at 0x${from.toString(16).padStart(8, '0')}. Nobody has written to them since they were sent ${(k.hardware.clock.seconds(at - before) * 1e3).toFixed(2)} ms before; other periods of the ring are refilled.`,
  });
}
