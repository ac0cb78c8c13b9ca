/** Something about files that the user can mend; `remedy` says how. */
export class FileProblem extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'FileProblem';
  }
}
