/** A step of a target test that did not succeed; the message is the sentence a person reads. */
export class StepFailure extends Error {
  override name = "StepFailure";

  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
  }
}
