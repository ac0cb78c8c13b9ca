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
});
