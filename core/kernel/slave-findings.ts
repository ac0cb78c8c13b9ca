/** From what a device on request lines tells to a finding: when data were lost, why, and what to do about just that. */
import type { DataLoss, LineConflict, LossReason } from '../devices/data-loss';
import type { RuleId } from '../findings/rules';
import type { KernelCore } from './kernel-core';

const WORDS = {
  codec: { unit: 'frame', underrun: 'codec-underrun', overrun: 'codec-overrun' },
  sampler: { unit: 'sample', underrun: 'sampler-overrun', overrun: 'sampler-overrun' },
  stream: { unit: 'word', underrun: 'fifo-overrun', overrun: 'fifo-overrun' },
} as const satisfies Record<DataLoss['device'], { unit: string; underrun: RuleId; overrun: RuleId }>;

/** The same cause is told once; how often it happened, the device counts. */
export function watchSlaves(k: KernelCore): void {
  for (const device of k.hardware.reporting ?? []) {
    device.onLoss = (loss) => reportLoss(k, loss);
    device.onConflict = (conflict) => reportConflict(k, conflict);
  }
}

function reportLoss(k: KernelCore, loss: DataLoss): void {
  const { device, kind, position, places, reason, address, entry } = loss;
  const { unit } = WORDS[device];
  const key = `${device} ${kind} ${reason.why}`;
  if (reason.why === 'burst') {
    const what = kind === 'empty-read' ? `was read with nothing there, behind ${unit} ${position}` : `was written with no place free, behind ${unit} ${position}`;
    k.find({ rule: 'slave-burst-too-long', message: `The FIFO of the ${device} ${what}: its watermark is ${reason.watermark}, and the burst of the channel is longer.`, address, entry, key });
    return;
  }
  const underrun = kind === 'underrun';
  const happened = underrun ? `${unit} ${position} was due and the FIFO of ${places} was empty` : `${unit} ${position} came and the FIFO of ${places} was full`;
  const { cause, remedy } = because(k, reason, underrun, unit);
  k.find({ rule: underrun ? WORDS[device].underrun : WORDS[device].overrun, message: `${capital(happened)}. ${cause}`, ...(remedy === undefined ? {} : { remedy }), address, entry, key });
}

function because(k: KernelCore, reason: Exclude<LossReason, { why: 'burst' }>, underrun: boolean, unit: string): { cause: string; remedy?: string } {
  const verb = underrun ? 'brings' : 'fetches';
  switch (reason.why) {
    case 'limit':
      return underrun
        ? { cause: `The driver has made ready ${reason.limit} ${unit}s (TX_LIMIT) and no more; the last was fetched ${since(k, reason.since)} ago: the refill is late.`, remedy: 'Refill the period in its callback and move TX_LIMIT on there; what takes long does not belong between callback and refill.' }
        : { cause: `The driver has room for ${reason.limit} ${unit}s (RX_LIMIT); the last was handed out ${since(k, reason.since)} ago: it took none out of the ring since.`, remedy: 'Take a period out of the ring in its callback, and move RX_LIMIT on there.' };
    case 'no-requests':
      return { cause: `The device raises no requests, so that no channel ${verb} anything: its DMA bit is off.`, remedy: 'Set the DMA bit, with a transfer issued, before the device is enabled.' };
    case 'not-served':
      return { cause: `Its ${reason.kind} request has been open for ${since(k, reason.since)}, and no channel takes it: no transfer was issued, it has ended, or it waits for bursts only.`, remedy: 'Issue the transfer before the device is enabled, and have the next one queued before the first ends; lengths that are whole bursts.' };
    case 'slow':
      return { cause: `${reason.words} ${unit}s were requested and taken on, but have not moved yet: the controller or the bus is too busy.`, remedy: 'Raise the watermark, or give the bus less else to do.' };
    case 'not-fetched':
      return { cause: `READY was said ${since(k, reason.since)} ago, ${reason.interrupt ? 'by interrupt' : 'but its interrupt is not enabled'}, and no block was set up since.`, ...(reason.interrupt ? {} : { remedy: 'Enable the READY interrupt, and set up a block (COUNT) in its handler.' }) };
  }
}

function reportConflict(k: KernelCore, { device, owner, line, address, entry }: LineConflict): void {
  k.find({ rule: 'request-line-taken', message: `The ${device} wants request line ${line}, which the ${owner} has: its requests stay off.`, remedy: `Switch the requests of the ${owner} off first.`, address, entry });
}

function since(k: KernelCore, at: number): string {
  const { clock } = k.hardware;
  const micros = clock.seconds(clock.now - at) * 1e6;
  return micros < 1000 ? `${micros.toFixed(1)} µs` : `${(micros / 1000).toFixed(2)} ms`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
