/** Finds whole HTTP/1.1 requests in what a connection sends, and says the path of each. */
export interface RequestReader {
  add(bytes: Uint8Array): void;
}

const HEAD_END = "\r\n\r\n";

export function createRequestReader(onRequest: (path: string) => void): RequestReader {
  // Latin-1 keeps one character a byte, so lengths and places agree.
  let text = "";

  function takeOne(): boolean {
    const headEnd = text.indexOf(HEAD_END);
    if (headEnd < 0) return false;
    const head = text.slice(0, headEnd);
    const bodyStart = headEnd + HEAD_END.length;
    const end = /^transfer-encoding:.*chunked/im.test(head) ? chunkedEnd(bodyStart) : bodyStart + contentLength(head);
    if (end < 0 || text.length < end) return false;
    text = text.slice(end);
    onRequest(head.split(" ")[1] ?? "/");
    return true;
  }

  /** The last chunk is a line of its own; its size cannot stand inside a chunk of JSON, which has no line breaks. */
  function chunkedEnd(fromIndex: number): number {
    const last = /(?:^|\r\n)0\r\n\r\n/.exec(text.slice(fromIndex));
    return last ? fromIndex + last.index + last[0].length : -1;
  }

  return {
    add(bytes) {
      text += Buffer.from(bytes).toString("latin1");
      while (takeOne());
    },
  };
}

function contentLength(head: string): number {
  return Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}
