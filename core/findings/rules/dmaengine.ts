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
  'dma-slave-config-partly': {
    severity: 'note', title: 'A slave configuration with fields missing',
    explanation: 'Width and burst of the register are 0. Each provider takes that for something else: a byte, four bytes, the value of the transfer before, or an error.',
    remedy: 'Set src_addr_width and src_maxburst (or dst_...) as the data sheet of the device says; maxburst counts words of that width.',
    example: 'config.src_addr = fifo; dmaengine_slave_config(chan, &config);',
  },
  'dma-prep-unchecked': {
    severity: 'error', title: 'The result of a prepare call was not checked',
    explanation: 'A prepare call answers NULL when the provider lacks the operation, refuses the arguments or has no memory. It is the only way in which it can say no.',
    remedy: 'Test each result for NULL before setting the callback; find out why this one was refused.',
    example: 'tx = dmaengine_prep_dma_memcpy(chan, dst, src, 0, 0); tx->callback = done;',
  },
  'dma-error-as-channel': {
    severity: 'error', title: 'An error pointer is taken for a channel',
    explanation: 'dma_request_chan and dma_request_chan_by_mask answer error pointers, never NULL. "if (!chan)" lets them through, and the first use faults at an address just below 4 GiB.',
    remedy: 'Test with IS_ERR(chan), and return PTR_ERR(chan): -EPROBE_DEFER has the driver tried again later.',
    example: 'chan = dma_request_chan_by_mask(&mask); if (!chan) return -ENODEV;',
  },
  'dma-null-as-error': {
    severity: 'error', title: 'NULL is taken for a channel',
    explanation: 'dma_request_channel and dma_request_slave_channel answer NULL when there is no channel, never an error pointer. IS_ERR(NULL) is false.',
    remedy: 'Test with "if (!chan)".',
    example: 'chan = dma_request_channel(mask, NULL, NULL); if (IS_ERR(chan)) return PTR_ERR(chan);',
  },
  'dma-callback-without-interrupt': {
    severity: 'note', title: 'A callback without DMA_PREP_INTERRUPT',
    explanation: 'The last transfer that was issued has a callback, but the flag that asks for an interrupt at its end is missing. Some providers (PL330 among them) call back all the same; others save the interrupt, and the callback comes late or never.',
    remedy: 'Pass DMA_PREP_INTERRUPT to the prepare call of each transfer whose callback matters.',
    example: 'tx = dmaengine_prep_dma_memcpy(chan, dst, src, len, 0); tx->callback = done;',
  },
  'dma-capability-mismatch': {
    severity: 'warning', title: 'A channel is used for what it was not requested for',
    explanation: 'The request names capabilities so that a fitting channel is chosen. Prepare calls do not look at them: this provider has the operation by chance; another board gives another channel.',
    remedy: 'Set in the mask the capability that will be used.',
    example: 'dma_cap_set(DMA_SLAVE, mask); chan = dma_request_channel(mask, NULL, NULL); tx = dmaengine_prep_dma_memcpy(chan, dst, src, len, 0);',
  },
  'dma-direction-mixed': {
    severity: 'warning', title: 'A direction from the other enumeration',
    explanation: 'Mapping takes enum dma_data_direction (DMA_TO_DEVICE), the dmaengine enum dma_transfer_direction (DMA_MEM_TO_DEV). Both begin at 0 and C converts silently, so that a word from the wrong one means something else, or the right thing by luck.',
    remedy: 'DMA_TO_DEVICE, DMA_FROM_DEVICE and DMA_BIDIRECTIONAL belong into dma_map_*; DMA_MEM_TO_DEV and DMA_DEV_TO_MEM into prepare calls.',
    example: 'dma_map_sg(dev, sg, 1, DMA_MEM_TO_MEM);',
  },
  'dma-address-zero': {
    severity: 'error', title: 'A transfer to or from address 0',
    explanation: 'The address of a buffer is 0: a variable that was never set, or a mapping whose result was lost. Where RAM begins at 0, the transfer overwrites the start of memory without a fault.',
    remedy: 'Pass what dma_map_single or dma_alloc_coherent gave.',
    example: 'dma_addr_t dst = 0; tx = dmaengine_prep_dma_memcpy(chan, dst, src, len, 0);',
  },
  'dma-mapped-for-other-device': {
    severity: 'warning', title: 'A buffer that was mapped for another device',
    explanation: 'Masks, bounce buffers and IOMMU tables belong to the device that accesses memory: the DMA controller. With the client in its place, a mapping works on boards where both see memory alike, and nowhere else.',
    remedy: 'Map and allocate with chan->device->dev (dmaengine_get_dma_device(chan)).',
    example: 'bus = dma_map_single(&pdev->dev, buf, len, DMA_TO_DEVICE); tx = dmaengine_prep_slave_single(chan, bus, len, DMA_MEM_TO_DEV, 0);',
  },
  'dma-channel-not-held': {
    severity: 'error', title: 'A channel is used that nobody holds',
    explanation: 'The channel was released, or never requested. Its resources are freed, and another driver may get it at any moment.',
    remedy: 'Use a channel between a successful request and its release only.',
    example: 'dma_release_channel(chan); tx = dmaengine_prep_dma_memcpy(chan, dst, src, len, 0);',
  },
  'dma-released-while-busy': {
    severity: 'error', title: 'A channel is released while it works',
    explanation: 'Issued transfers are not complete. The provider takes the channel apart under the controller: descriptors are lost, no callback comes, and the buffers may still be written.',
    remedy: 'Wait for the transfers, or call dmaengine_terminate_sync before dma_release_channel.',
    example: 'dma_async_issue_pending(chan); dma_release_channel(chan);',
  },
  'dma-sync-in-callback': {
    severity: 'error', title: 'Waiting for callbacks in a callback',
    explanation: 'dmaengine_terminate_sync and dmaengine_synchronize wait until the tasklet of the channel has ended. A callback runs in that tasklet: it waits for itself, and the processor hangs.',
    remedy: 'Call dmaengine_terminate_async in the callback, and dmaengine_synchronize later in a task.',
    example: 'static void done(void *p) { dmaengine_terminate_sync(chan); }',
  },
  'dma-private-dead': {
    severity: 'error', title: 'chan->private points into a frame that is gone',
    explanation: 'A filter stored the address of a local variable in chan->private. The function that owns it has returned; the provider reads whatever lies there now.',
    remedy: 'Keep the data in a static or allocated structure that lives as long as the channel is used.',
    example: 'struct imx_dma_data data; dma_request_channel(mask, filter, &data);   /* filter: chan->private = param */',
  },
  'dma-slave-direction': {
    severity: 'error', title: 'A slave transfer that is neither to nor from a device',
    explanation: 'Only DMA_MEM_TO_DEV and DMA_DEV_TO_MEM mean something here. Drivers silently take anything else for one of them.',
    remedy: 'Pass DMA_MEM_TO_DEV or DMA_DEV_TO_MEM; copy memory by dmaengine_prep_dma_memcpy.',
    example: 'tx = dmaengine_prep_slave_sg(chan, sg, 1, DMA_MEM_TO_MEM, 0);',
  },
});
