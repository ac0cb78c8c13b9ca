/** A request that cannot be fulfilled, in words for the user. */
export class LabRefusal extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'LabRefusal';
  }
}
