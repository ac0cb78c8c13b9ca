/** From what a device on request lines tells to a finding: when data were lost, why, and what to do about just that. */
import type { DataLoss, LineConflict, LossReason } from '../devices/data-loss';
import { channelName } from './dmaengine/channel-list';
import type { RuleId } from '../findings/rules';
import type { KernelCore } from './kernel-core';

const WORDS = {
  codec: { unit: 'frame', underrun: 'codec-underrun', overrun: 'codec-overrun' },
  sampler: { unit: 'sample', underrun: 'sampler-overrun', overrun: 'sampler-overrun' },
  stream: { unit: 'word', underrun: 'fifo-overrun', overrun: 'fifo-overrun' },
} as const satisfies Record<DataLoss['device'], { unit: string; underrun: RuleId; overrun: RuleId }>;

/** What asks for the same remedy is told once; how often it happened, the device counts. */
export function watchSlaves(k: KernelCore): void {
  for (const device of k.hardware.reporting ?? []) {
    device.onLoss = (loss) => reportLoss(k, loss);
    device.onConflict = (conflict) => reportConflict(k, conflict);
  }
}

function reportLoss(k: KernelCore, loss: DataLoss): void {
  const { device, kind, position, places, reason, address, entry } = loss;
  const { unit } = WORDS[device];
  if (reason.why === 'burst') {
    const what = kind === 'empty-read' ? `was read with nothing there, behind ${unit} ${position}` : `was written with no place free, behind ${unit} ${position}`;
    k.find({ rule: 'slave-burst-too-long', message: `The FIFO of the ${device} ${what}: its watermark is ${reason.watermark}, and the burst of the channel is longer.`, address, entry, key: `${device} ${kind}` });
    return;
  }
  const underrun = kind === 'underrun';
  const happened = underrun ? `${unit} ${position} was due and the FIFO of ${places} was empty` : `${unit} ${position} came and the FIFO of ${places} was full`;
  const { cause, remedy } = because(k, reason, underrun, unit);
  k.find({ rule: underrun ? WORDS[device].underrun : WORDS[device].overrun, message: `${capital(happened)}. ${cause}`, ...(remedy === undefined ? {} : { remedy }), address, entry, key: `${device} ${kind} ${remedy ?? ''}` });
}

function because(k: KernelCore, reason: Exclude<LossReason, { why: 'burst' }>, underrun: boolean, unit: string): { cause: string; remedy?: string } {
  const verb = underrun ? 'brings' : 'fetches';
  switch (reason.why) {
    case 'limit':
      return underrun
        ? { cause: `The driver has made ready ${reason.limit} ${unit}s (TX_LIMIT) and no more; the last was fetched ${since(k, reason.since)} ago: the refill is late.`, remedy: 'Refill the period in its callback and move TX_LIMIT on there; what takes long does not belong between callback and refill.' }
        : { cause: `The driver has room for ${reason.limit} ${unit}s (RX_LIMIT); the last was handed out ${since(k, reason.since)} ago: it took none out of the ring since.`, remedy: 'Take a period out of the ring in its callback, and move RX_LIMIT on there.' };
    case 'no-requests':
      return { cause: `The device raises no requests, so that no channel ${verb} anything: its DMA bit is off.`, ...(unit === 'word' ? {} : { remedy: 'Set the DMA bit, with a transfer issued, before the device is enabled.' }) };
    case 'not-served':
      return notServed(k, reason);
    case 'slow':
      return { cause: `${reason.words} ${unit}s were requested and taken on, but have not moved yet: the controller or the bus is too busy.`, remedy: 'Raise the watermark, or give the bus less else to do.' };
    case 'not-fetched':
      return { cause: `READY was said ${since(k, reason.since)} ago, ${reason.interrupt ? 'by interrupt' : 'but its interrupt is not enabled'}, and no block was set up since.`, ...(reason.interrupt ? {} : { remedy: 'Enable the READY interrupt, and set up a block (COUNT) in its handler.' }) };
  }
}

/** A request is open: what does the channel of its line do? */
function notServed(k: KernelCore, { kind, line, since: at }: Extract<LossReason, { why: 'not-served' }>): { cause: string; remedy: string } {
  const open = `The ${kind} request on line ${line} has been open for ${since(k, at)}`;
  const { channels, threads, device } = k.dmaengine.pl330;
  const channel = channels.find((one) => one.line === line);
  if (device === 0 || channel === undefined) return { cause: `${open}, and no channel takes it.`, remedy: 'Start the program of a channel that waits for this line (DMAWFP) before the device is enabled.' };
  const thread = threads[channel.thread] as (typeof threads)[number] | undefined;
  if (thread === undefined) return { cause: `${open}, and no driver has the channel of that line.`, remedy: 'Request the channel, and issue a transfer, before the device is enabled.' };
  if (channel.work.length === 0 && channel.submitted.length > 0) return { cause: `${open}: a transfer was submitted to ${channelName(k, channel.chan)}, and not issued.`, remedy: 'Call dma_async_issue_pending before the device is enabled.' };
  if (channel.work.length === 0) return { cause: `${open}: ${channelName(k, channel.chan)} has nothing to do. No transfer was issued, or the last one has ended.`, remedy: 'Issue the transfer before the device is enabled; queue the next one before the first ends, or use a cyclic one.' };
  if (thread.running < 0) return { cause: `${open}: on ${channelName(k, channel.chan)} a request has ended, and its interrupt has not started the next one yet.`, remedy: 'Between two periods the FIFO has to last until the interrupt is served: find what keeps interrupts off for so long, or slow down.' };
  if (kind === 'single') return { cause: `${open}: ${channelName(k, channel.chan)} waits for a burst, which is more than there is.`, remedy: 'Let lengths and limits be whole bursts, or set maxburst to 1.' };
  return { cause: `${open}: the program of ${channelName(k, channel.chan)} runs, and has not come to it yet.`, remedy: 'The controller or the bus is too busy: raise the watermark, or give it less else to do.' };
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
