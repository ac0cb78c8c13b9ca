/** Rules of the dmaengine: what clients and providers do wrong. */
import { rules } from './rule';

export const DMAENGINE_RULES = rules({
  'dma-device-in-use': {
    severity: 'error', title: 'A DMA device goes while clients have its channels',
    explanation: 'The provider unregisters its device although channels are still requested: the clients keep pointers to structures that are gone.',
    remedy: 'Let every client release its channels before the provider is removed.',
    example: 'chan = dma_request_channel(mask, NULL, NULL); dma_async_device_unregister(&device);',
  },
  'dma-channel-released-twice': {
    severity: 'error', title: 'A channel is released without being requested',
    explanation: 'The count of users is not one: the channel was released before, or never requested. The private count of its device goes wrong, so that others may share it.',
    remedy: 'Release each channel once for each successful request.',
    example: 'dma_release_channel(chan); dma_release_channel(chan);',
  },
  'pl330-program-too-long': {
    severity: 'error', title: 'A transfer whose microcode has no room',
    explanation: 'The PL330 driver has 256 bytes for the program of a request. A long transfer of an odd length or address moves single bytes in unrolled loops and does not fit: it is never run, yet its descriptor completes.',
    remedy: 'Align buffers and length to 8 bytes, or cut the transfer into pieces below 64 KiB.',
    example: 'tx = dmaengine_prep_dma_memcpy(chan, dst, src, 16777215, 0);',
  },
  'pl330-fault-as-success': {
    severity: 'error', title: 'A fault of the controller is reported as success',
    explanation: 'The channel stopped on a fault, for example because nothing answers at an address. The PL330 driver marks the descriptor done: status and callback say that all is well, and the data are missing.',
    remedy: 'Look at the fault type register, and check the addresses that were given to the prepare call.',
    example: 'tx = dmaengine_prep_dma_memcpy(chan, dst, 0x90000000, 64, 0);',
  },
  'pl330-still-a-ring': {
    severity: 'error', title: 'A transfer on a channel that had a ring',
    explanation: 'A cyclic transfer makes the PL330 driver treat its channel as a ring until the channel is released, also after it was terminated: what comes later is queued again instead of being completed, and its cookie stays IN_PROGRESS.',
    remedy: 'Release the channel after a ring, and request one anew.',
    example: 'dmaengine_terminate_sync(chan); tx = dmaengine_prep_dma_memcpy(chan, dst, src, len, 0);',
  },
  'dma-never-issued': {
    severity: 'error', title: 'Submitted, and never issued',
    explanation: 'dmaengine_submit only queues a descriptor. Without dma_async_issue_pending nothing starts: the status stays IN_PROGRESS, and a wait for the callback ends by its timeout, or never.',
    remedy: 'Call dma_async_issue_pending(chan) after the last submit.',
    example: 'cookie = dmaengine_submit(tx); wait_for_completion(&done);',
  },
  'dma-never-submitted': {
    severity: 'warning', title: 'Prepared, and never submitted',
    explanation: 'A prepared descriptor belongs to the client until it is submitted. Those that never are stay allocated until the channel is terminated or released.',
    remedy: 'Submit each descriptor that a prepare call gives, or terminate the channel.',
    example: 'tx = dmaengine_prep_dma_memcpy(chan, dst, src, len, 0); dma_release_channel(chan);',
  },
  'dma-submitted-twice': {
    severity: 'error', title: 'A descriptor is submitted twice',
    explanation: 'It gets a new cookie and moves to the end of the queue; nothing completes the first cookie by itself, and a descriptor that runs is taken from under the driver.',
    remedy: 'Prepare a new descriptor for each transfer. Reuse needs DMA_CTRL_REUSE, a driver that allows it, and a completed transfer.',
    example: 'dmaengine_submit(tx); dmaengine_submit(tx);',
  },
  'dma-callback-after-submit': {
    severity: 'error', title: 'The callback is set after submit',
    explanation: 'After submit the descriptor belongs to the driver, which may complete and free it at once: the callback is lost, or written into memory of others.',
    remedy: 'Set callback and callback_param between prepare and submit.',
    example: 'dmaengine_submit(tx); tx->callback = done; dma_async_issue_pending(chan);',
  },
  'dma-slave-unconfigured': {
    severity: 'error', title: 'A slave transfer without an address of the device',
    explanation: 'The prepare call takes the register address of the slave configuration. It was never set for this direction: the transfer reads from or writes to address 0, which is memory on many boards.',
    remedy: 'Call dmaengine_slave_config with src_addr or dst_addr before preparing.',
    example: 'tx = dmaengine_prep_slave_single(chan, buf, len, DMA_DEV_TO_MEM, 0);',
  },
  'dma-slave-direction': {
    severity: 'error', title: 'A slave transfer that is neither to nor from a device',
    explanation: 'Only DMA_MEM_TO_DEV and DMA_DEV_TO_MEM mean something here. Drivers silently take anything else for one of them.',
    remedy: 'Pass DMA_MEM_TO_DEV or DMA_DEV_TO_MEM; copy memory by dmaengine_prep_dma_memcpy.',
    example: 'tx = dmaengine_prep_slave_sg(chan, sg, 1, DMA_MEM_TO_MEM, 0);',
  },
});
