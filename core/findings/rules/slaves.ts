/** Rules of devices on request lines: data that were lost because nobody brought or fetched them in time. */
import { rules } from './rule';

export const SLAVE_RULES = rules({
  'codec-underrun': {
    severity: 'error', title: 'The codec ran out of frames to play',
    explanation: 'At a tick of the sample clock the transmit FIFO was empty: silence is played, and the listener hears a gap. The sample clock waits for nobody; between the callback of a period and its refill there is only as much time as the rest of the ring lasts.',
    remedy: 'Refill a period in its callback, or from a thread that is early enough; let the ring have more or longer periods; start the channel before TX_EN.',
    example: 'static void period(void *p) { msleep(50); refill(); writel(limit += PERIOD, regs + TX_LIMIT); }',
  },
  'ring-period-stale': {
    severity: 'warning', title: 'A period of a ring is sent again, and was not refilled',
    explanation: 'A cyclic transfer goes round whether its periods are refilled or not. One came round again with what it held before: the listener hears it twice. No register and no interrupt of the controller can tell.',
    remedy: 'Refill each period in its callback, or sooner than the rest of the ring lasts; have more or longer periods; where the device has a limit for what is good, use it.',
    example: 'static void period(void *p) { if (++count % 2) refill(); /* the other half plays again */ }',
  },
  'codec-overrun': {
    severity: 'error', title: 'The codec lost recorded frames',
    explanation: 'A frame was recorded, and the receive FIFO was full: it is lost, and the recording has a gap that its length does not show.',
    remedy: 'Start the channel before RX_EN; take periods out of the ring, and move RX_LIMIT on, before the ring is full.',
    example: 'writel(RX_EN, regs + CTRL); msleep(10); dma_async_issue_pending(rx);',
  },
  'sampler-overrun': {
    severity: 'error', title: 'The sampler lost samples',
    explanation: 'The sampler makes data by itself, whether anybody wants them or not. Its FIFO was full when the next sample came: the series has a hole.',
    remedy: 'Set up the next block as soon as READY says so, in the interrupt handler and not later; have its buffer mapped beforehand; or use a ring.',
    example: 'static irqreturn_t ready(int irq, void *p) { schedule_delayed_work(&fetch, HZ / 10); return IRQ_HANDLED; }',
  },
  'fifo-overrun': {
    severity: 'error', title: 'The serial port lost received words',
    explanation: 'A word was received, and the receive FIFO was full: the word is lost.',
    remedy: 'Have a transfer under way before words come, or let the sender wait: the FLOW bit of CTRL.',
    example: 'writel(RX_EN | COUNTER, regs + CTRL); mdelay(1); first = readl(regs + DATA);',
  },
  'slave-burst-too-long': {
    severity: 'error', title: 'A burst is longer than what the device offered',
    explanation: 'A burst request says that a watermark of words, or of places, is there. The channel moved more: it read words that do not exist, or wrote words for which there was no place.',
    remedy: 'Set src_maxburst or dst_maxburst of the slave configuration to the watermark of the device, or less.',
    example: 'config.src_maxburst = 16; /* and the watermark is 4 */ dmaengine_slave_config(chan, &config);',
  },
  'request-line-taken': {
    severity: 'error', title: 'Two devices want one request line',
    explanation: 'The DMA controller has fewer request lines than there are devices; a selector gives a line to the device that asked first. The other one cannot raise requests: its bit does not stick, and its transfer waits for ever.',
    remedy: 'Switch the requests of the one off before those of the other are switched on.',
    example: 'writel(RX_EN | RX_DMA, codec + CTRL); writel(EN | DMA, sampler + CTRL);',
  },
});
