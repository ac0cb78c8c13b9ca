/** How names of session files end. Apart from what reads them: the window's dialogs are there before the core is. */
export const SESSION_SUFFIX = '.dmalab.json';
