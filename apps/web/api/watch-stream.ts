type StreamHandlers = {
  /** Messages by their event name. */
  on: Record<string, (data: string) => void>;
  onOpen: () => void;
  /** The connection broke; it comes back by itself, and the API goes on after the last id it sent. */
  onBreak: () => void;
};

const RETRY_MS = 2_000;

/**
 * Listens to one of the API's streams through this origin until it is closed. The browser reconnects by itself after a
 * broken connection, but gives up for good when the answer is an error: then the whole stream is opened anew.
 */
export function watchStream(url: string, { on, onOpen, onBreak }: StreamHandlers): { close: () => void } {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    source = new EventSource(url);
    source.onopen = onOpen;
    source.onerror = () => {
      onBreak();
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
    for (const [name, listener] of Object.entries(on))
      source.addEventListener(name, (message) => listener(message.data));
  }
  function close(): void {
    clearTimeout(retry);
    source.close();
  }

  open();
  return { close };
}
