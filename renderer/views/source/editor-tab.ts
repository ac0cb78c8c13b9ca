/**
 * Tab in the text: who passes by with it is not held; who types or moves the cursor means the text, and Tab indents.
 * Escape, then Tab leaves the text at any time.
 */
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

export function passingTab(): Extension {
  const plugin = ViewPlugin.define((view) => {
    const page = view.dom.ownerDocument;
    let isDown = false;
    const down = ({ key }: KeyboardEvent): void => {
      isDown = key === 'Tab';
    };
    const up = (): void => {
      isDown = false;
    };
    page.addEventListener('keydown', down, true);
    page.addEventListener('keyup', up, true);
    return {
      byTab: () => isDown,
      destroy: () => {
        page.removeEventListener('keydown', down, true);
        page.removeEventListener('keyup', up, true);
      },
    };
  });
  return [
    plugin,
    EditorView.domEventHandlers({ focus: (_, view) => view.setTabFocusMode(view.plugin(plugin)?.byTab() === true) }),
    EditorView.updateListener.of(({ view, docChanged, selectionSet }) => {
      if (docChanged || selectionSet) view.setTabFocusMode(false);
    }),
  ];
}
