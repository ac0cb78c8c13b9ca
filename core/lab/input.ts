/** What a user can do to a lab: plain data with the cycle at which it happened. Inputs and seed determine a session. */

export type InputAction =
  | { readonly type: 'shell'; readonly text: string }
  | { readonly type: 'shell-interrupt' }
  /** Physical memory; `hex`: two digits a byte. */
  | { readonly type: 'memory'; readonly address: number; readonly hex: string }
  /** A write to a register by its bus address. */
  | { readonly type: 'register'; readonly address: number; readonly value: number }
  /** A variable of C gets the value of an expression, both as the user wrote them; thread and level as in `source.evaluate`. */
  | { readonly type: 'assign'; readonly thread: number; readonly level: number; readonly expression: string; readonly value: string }
  /** A text file in the home directory gets this content. */
  | { readonly type: 'file'; readonly path: string; readonly text: string };

export interface Input {
  /** The cycle before which it is applied. */
  readonly at: number;
  readonly action: InputAction;
}

export function describeInput(action: InputAction): string {
  switch (action.type) {
    case 'shell':
      return `shell: ${action.text}`;
    case 'shell-interrupt':
      return 'shell: ^C';
    case 'memory':
      return `edit ${action.hex.length / 2} bytes at 0x${action.address.toString(16).padStart(8, '0')}`;
    case 'register':
      return `edit register 0x${action.address.toString(16).padStart(8, '0')} = 0x${action.value.toString(16).padStart(8, '0')}`;
    case 'assign':
      return `set ${action.expression} = ${action.value}`;
    case 'file':
      return `save ${action.path}, ${action.text.length} characters`;
  }
}
