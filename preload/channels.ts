/** Names of the channels between main process and preload; the page never sees them. */
export const CHANNEL = {
  /** Invoke: (name, arguments) -> Result. */
  request: 'lab:request',
  /** Send to the page: (event name, payload). */
  event: 'lab:event',
  /** Hands over the port for window requests. Also the message with which the preload posts it to the page. */
  port: 'lab-port',
} as const;
