import { EventSourceParserStream } from "eventsource-parser/stream";
import { noAnswer, readProblem } from "./api-problem.ts";
import { buildRequest } from "./build-request.ts";
import type { OperationId } from "./operations.ts";
import { checkStream, readAnswer } from "./read-answer.ts";

export type ClientConfig = {
  /** Address of the API without a trailing slash; "" for the page's own origin. */
  base_url: string;
  fetch?: typeof globalThis.fetch;
  token?: string;
};
export type CallOptions = { signal?: AbortSignal };

export type Transport = {
  call<T>(id: OperationId, input: object, options: CallOptions | undefined): Promise<T>;
  stream<T>(id: OperationId, input: object, options: CallOptions | undefined): AsyncGenerator<T>;
  download(id: OperationId, input: object, options: CallOptions | undefined): Promise<Response>;
};

export function openTransport(config: ClientConfig): Transport {
  const send = async (id: OperationId, input: object, options: CallOptions | undefined): Promise<Response> => {
    const { url, init } = buildRequest(config, { id, input });
    const fetchAnswer = config.fetch ?? globalThis.fetch;
    const response = await fetchAnswer(url, { ...init, ...(options?.signal ? { signal: options.signal } : {}) }).catch(
      (cause: unknown) => {
        if (options?.signal?.aborted) throw cause;
        throw noAnswer(url, cause);
      },
    );
    if (!response.ok) throw await readProblem(response);
    return response;
  };

  return {
    // The answers' fields are guaranteed by the OpenAPI document of the same version, which the tests hold the API to.
    async call<T>(id: OperationId, input: object, options: CallOptions | undefined) {
      const response = await send(id, input, options);
      return (await readAnswer(response, id)) as T;
    },
    download: send,
    async *stream<T>(id: OperationId, input: object, options: CallOptions | undefined) {
      const response = await send(id, input, options);
      checkStream(response);
      if (response.body === null) throw noAnswer(response.url, new Error("The answer has no body."));
      const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      const reader = messages.getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield { event: value.event, data: JSON.parse(value.data) } as T;
        }
      } finally {
        await reader.cancel();
      }
    },
  };
}
