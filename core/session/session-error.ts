/** Why a session file cannot be used; `remedy` says what to do. */
export class SessionError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'SessionError';
  }
}
