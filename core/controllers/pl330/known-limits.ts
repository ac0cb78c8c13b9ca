/** What this model leaves out, for the README and for the app. */
export const KNOWN_LIMITS: readonly string[] = [
  'One read and one write burst are on the bus at a time; CRD shows the outstanding capabilities, but they do not overlap latencies.',
  'The instruction cache does not fetch ahead; lines belong to the thread that fetched them and are replaced in turn.',
  'The state "updating PC" is never seen: a jump takes no cycle of its own.',
  'There is no load-lock: channels compete for the MFIFO in the order in which they try.',
  'Cache attributes and the privileged and instruction bits of CCR go nowhere; only the non-secure bits do.',
  'Changing the destination\'s alignment, size or addressing while data lies in the MFIFO keeps the old layout of lines.',
  'Endian swap reverses whole groups at the destination; parts of groups at the ends of a burst stay as they are.',
  'DMASEV does not wait for the channel\'s stores; put DMAWMB before it where that matters.',
];
