/** The system's dialogs. With DMA_LAB_UNSAVED=save|discard|cancel in the environment nobody is asked about unsaved work. */
import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Dialogs } from './bench';
import { SESSION_SUFFIX } from './session-suffix';

const FILTERS = [
  { name: 'Lab sessions', extensions: [SESSION_SUFFIX.slice(1), 'json'] },
  { name: 'All files', extensions: ['*'] },
];
const SAVE = {
  session: { title: 'Save session', filters: FILTERS },
  text: { title: 'Save text', filters: [{ name: 'Text', extensions: ['txt', 'log'] }] },
};
const CHOICES = ['save', 'discard', 'cancel'] as const;

export function systemDialogs(window: BrowserWindow, answerUnsaved: string | undefined): Dialogs {
  return {
    async openPath() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: 'Open session', filters: FILTERS, properties: ['openFile'] });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async savePath(suggested, kind) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { ...SAVE[kind], defaultPath: suggested });
      return canceled || filePath === '' ? null : filePath;
    },
    async unsaved(name) {
      const fixed = CHOICES.find((choice) => choice === answerUnsaved);
      if (fixed !== undefined) return fixed;
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: `Save the changes to "${name}"?`,
        detail: 'What you entered since the last save is lost otherwise.',
        buttons: ['Save', "Don't save", 'Cancel'],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      });
      return CHOICES[response] ?? 'cancel';
    },
  };
}
